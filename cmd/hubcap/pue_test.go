package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hubcap/scenarios"
	"hubcap/sim/result"
)

// ask runs hubcap pue for a plant and gives what it prints.
func ask(t *testing.T, want int, more ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	args := append([]string{"pue", "--technology=chw_wse", "--class=good"}, more...)
	if code := run(t.Context(), args, &stdout, &stderr); code != want {
		t.Fatalf("%v ends with %d: %s", more, code, stderr.Bytes())
	}
	return stdout.String() + stderr.String()
}

// The text has the numbers of the JSON, each at its own place, in warmer weather.
func TestPlantText(t *testing.T) {
	settings := []string{"--station=guiyang", "--load=0.4", "--warming=5"}
	text := ask(t, exitDone, settings...)
	var p result.Plant
	if err := json.Unmarshal([]byte(ask(t, exitDone, append(settings, "--format=json")...)), &p); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		label, format string
		v             result.Number
	}{
		{"annual PUE", "%.3f", p.Annual}, {"design\\)", "%.3f", p.Design}, {"design hour", "%.3f", p.Peak}, {"days a year", "%.0f", p.FreeDays},
		{"of IT", "%.2f", p.Water}, {"electrical losses", "%.4f", p.Parts.Electrical}, {"fans", "%.4f", p.Parts.Fans}, {"cooling", "%.4f", p.Parts.Cooling},
		{"compressors", "%.4f", p.Parts.Compressors}, {" 1", "%.3f", p.Months[0]}, {"12", "%.3f", p.Months[11]},
	} {
		if !regexp.MustCompile(`(?m)^.*` + c.label + ` +` + fmt.Sprintf(c.format, float64(c.v)) + `$`).MatchString(text) {
			t.Errorf("%s is not %v in\n%s", c.label, c.v, text)
		}
	}
	if p.WarmingK != 5 || !strings.Contains(text, "5 K warmer") {
		t.Errorf("%v: %s", p.WarmingK, text)
	}
}

// What contradicts itself or is out of range is refused by its flag.
func TestPlantMistakes(t *testing.T) {
	for _, c := range []struct {
		flags, want string
	}{
		{"--station=guiyang --weather=site.epw", "--station and --weather are both given"},
		{"--station=guiyang --load=0", "--load 0 is out of range"},
		{"--station=guiyang --warming=-11", "--warming -11 is out of range; allowed is -10 to 10 K"},
		{"--station=guiyang --elevation=7000", "--elevation 7000 is out of range; allowed is -500 to 6000 m"},
		{"--station=guiyang --elevation=5 --lapse=13", "--lapse 13 is out of range; allowed is 0 to 12 K/km"},
		{"--station=guiyang --out=", "--out is empty"},
	} {
		if got := ask(t, exitUsage, strings.Fields(c.flags)...); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", c.flags, got)
		}
	}
}

// The lapse counts on the way to an elevation, also to the sea.
func TestPlantMoved(t *testing.T) {
	warm := ask(t, exitDone, "--station=guiyang", "--elevation=0", "--lapse=9")
	if cool := ask(t, exitDone, "--station=guiyang", "--elevation=0", "--lapse=4"); warm == cool || !strings.Contains(cool, "moved to 0 m") {
		t.Errorf("%s\n%s", warm, cool)
	}
}

// Hours without pressure need the elevation of the place.
func TestElevationFlag(t *testing.T) {
	name := filepath.Join(t.TempDir(), "site.csv")
	if err := os.WriteFile(name, []byte("dry_bulb_c,wet_bulb_c\n"+strings.Repeat("14,10\n", 8760)), 0o666); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, exitUsage, "--weather="+name); !strings.Contains(got, "pressure") {
		t.Error(got)
	}
	if got := ask(t, exitDone, "--weather="+name, "--elevation=1200"); !strings.Contains(got, "site.csv, ") {
		t.Error(got)
	}
}

// A station made of an EPW file stands where the file says.
func TestPlaceOfFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "site.epw")
	if err := os.WriteFile(name, epw(), 0o666); err != nil {
		t.Fatal(err)
	}
	s, missing, err := scenarios.ReadWeather(name, math.NaN(), false)
	if err != nil || missing != 0 || s.ID != "site.epw" || s.Lat != 26.5 || s.Lon != 106.7 || !s.Measured {
		t.Errorf("%v: %+v", err, s)
	}
}

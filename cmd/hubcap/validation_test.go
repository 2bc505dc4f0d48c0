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
	"hubcap/seeds"
	"hubcap/sim/validation"
)

// chapter is what a command prints as its chapter of validation, held against the file that
// tells it; -update writes that anew.
func chapter(t *testing.T, command, file string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), []string{command, "--validate"}, &stdout, &stderr); code != exitDone {
		t.Fatalf("%d: %s", code, stderr.Bytes())
	}
	if *update {
		if err := os.WriteFile(file, stdout.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(written, stdout.Bytes()) {
		t.Errorf("%s is not what hubcap %s --validate prints; write it with go test ./cmd/... -update", file, command)
	}
	return stdout.String()
}

// The delay chapter is what the command prints; that every row is in it is tested with the
// chapter itself.
func TestDelayChapter(t *testing.T) { chapter(t, "delay", "../../sim/validation/DELAY.md") }

// The chapter of PUE has every published row.
func TestValidationChapter(t *testing.T) {
	english := chapter(t, "pue", "../../sim/validation/PUE.md")
	published, err := seeds.PublishedPUEs()
	if err != nil {
		t.Fatal(err)
	}
	var chinese, stderr bytes.Buffer
	run(t.Context(), []string{"pue", "--validate", "--lang", "zh"}, &chinese, &stderr)
	for _, row := range published {
		if !strings.Contains(english, "| "+row.EN+" |") || !strings.Contains(chinese.String(), "| "+row.ZH+" |") {
			t.Errorf("%s is not in the chapter", row.ID)
		}
	}
}

// The figures asked for: the mean error on the published numbers with classes by build
// year and type, and what the README says of it and of build years alone.
func TestValidationFigures(t *testing.T) {
	published, err := seeds.PublishedPUEs()
	if err != nil {
		t.Fatal(err)
	}
	stations, err := seeds.Stations()
	if err != nil {
		t.Fatal(err)
	}
	sites, err := sitesOf(published, stations)
	if err != nil {
		t.Fatal(err)
	}
	p := validation.Compare(sites, defaultOf("climate.warming_k"), defaultOf("climate.wet_bulb_share"), defaultOf("cluster.*.pue_offset"))
	year, both, hand := p.All[0], p.All[1], p.All[2]
	if both.N != 6 || !(both.MAE <= .035) || !(hand.MAE <= .035) {
		t.Errorf("by year and type %+v, by hand %+v", both, hand)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	text := regexp.MustCompile(`\s+`).ReplaceAllString(string(readme), " ")
	says := fmt.Sprintf("off by %s on average with classes by build year alone, a blind test; by %s with classes by build year and type",
		strings.TrimPrefix(fmt.Sprintf("%.3f", year.MAE), "0"), strings.TrimPrefix(fmt.Sprintf("%.3f", both.MAE), "0"))
	if !strings.Contains(text, says) {
		t.Errorf("the README does not say %q", says)
	}
}

// epw is a year of made-up hours in EnergyPlus' format.
func epw() []byte {
	var b strings.Builder
	b.WriteString("LOCATION,Made-up,GZ,CHN,Custom,999999,26.50,106.70,8.0,1200.0\nDESIGN CONDITIONS,0\nTYPICAL/EXTREME PERIODS,0\n" +
		"GROUND TEMPERATURES,0\nHOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0\nCOMMENTS 1,made up\nCOMMENTS 2,\nDATA PERIODS,1,1,Data,Sunday,1/1,12/31\n")
	h := 0
	for month, days := range []int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31} {
		for day := range days {
			for hour := range 24 {
				t := 15 - 10*math.Cos(2*math.Pi*float64(h)/8760) - 4*math.Cos(2*math.Pi*float64(hour)/24)
				fmt.Fprintf(&b, "2021,%d,%d,%d,0,?9,%.1f,99.9,%d,%d%s\n", month+1, day+1, hour+1, t, 55+h%40, 87000+h%300, strings.Repeat(",0", 25))
				h++
			}
		}
	}
	return []byte(b.String())
}

// TestWeatherFlag reads hours both ways: by themselves and by their months.
func TestWeatherFlag(t *testing.T) {
	file := filepath.Join(t.TempDir(), "site.epw")
	if err := os.WriteFile(file, epw(), 0o666); err != nil {
		t.Fatal(err)
	}
	monthly, _, err := scenarios.ReadWeather(file, math.NaN(), false)
	if err != nil {
		t.Fatal(err)
	}
	if monthly.EN != "Made-up" || monthly.Elevation != 1200 || math.Abs(monthly.Year[6].DryBulb-25) > .5 {
		t.Errorf("%+v", monthly)
	}
	var annual []float64
	for _, more := range []string{"--format=json", "--hourly"} {
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), []string{"pue", "--weather", file, "--technology", "chw_wse", "--class", "good", "--format=json", more}, &stdout, &stderr); code != exitDone {
			t.Fatalf("%d: %s", code, stderr.Bytes())
		}
		var answer struct{ Annual float64 }
		if err := json.Unmarshal(stdout.Bytes(), &answer); err != nil {
			t.Fatal(err)
		}
		annual = append(annual, answer.Annual)
	}
	if a, b := annual[0], annual[1]; a == b || math.Abs(a-b) > .004 {
		t.Errorf("by months %v, by hours %v", a, b)
	}
}

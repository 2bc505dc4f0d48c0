package scenarios

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hubcap/model"
	"hubcap/model/climate"
	"hubcap/scenarios/weather"
)

// station gives the weather that a scenario brings itself.
func station(t *testing.T, path string, settings ...string) (climate.Station, *Effective) {
	t.Helper()
	e, err := Load(path, settings)
	if err != nil {
		t.Fatal(err)
	}
	return e.Data.Stations[len(e.Data.Stations)-1], e
}

// A file of weather is found by its full name from anywhere, and on the command line from the
// working folder. What is written has the columns of hubcap, the id of the entry, and a hash
// also where the one given is empty.
func TestWhereWeatherIs(t *testing.T) {
	_, dir := withWeather(t, "", hours())
	full := strings.Replace(minimal, `station = "guiyang"`, `station = "other"`, 1) + fmt.Sprintf("[[weather]]\nid = \"other\"\nsha256 = \"\"\nfile = %q\n", filepath.Join(dir, "site.csv"))
	s, e := station(t, file(t, "s.toml", full))
	if s.ID != "other" || s.EN != "other" || e.Attached[0].Name != "weather/other.csv" || !strings.HasPrefix(string(e.Attached[0].Data), "month,day,hour,") || len(e.Weather[0].SHA256) != 64 {
		t.Errorf("%+v, %s, %q", s, e.Attached[0].Name, e.Weather[0].SHA256)
	}
	t.Chdir(dir)
	if s, _ = station(t, file(t, "s.toml", full), "weather.other.file=./site.csv"); s.ID != "other" {
		t.Errorf("%+v", s)
	}
}

// A year without its last two hours says so.
func TestMissingHours(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(hours()), "\n")
	var b strings.Builder
	b.WriteString("time," + lines[0] + "\n")
	for h, line := range lines[1:8759] {
		b.WriteString(time.Date(2021, 1, 1, h, 0, 0, 0, time.UTC).Format("2006-01-02T15:04,") + line + "\n")
	}
	path, _ := withWeather(t, `file = "site.csv"`, b.String())
	if _, e := station(t, path); !strings.Contains(e.Remarks[0].EN, "The weather site lacks 2 hours of the year") {
		t.Errorf("%+v", e.Remarks)
	}
}

// The elevation of a place gives the pressure that its file does not tell.
func TestElevationOfFile(t *testing.T) {
	csv := "dry_bulb_c,relative_humidity_percent\n" + strings.Repeat("14,60\n", 8760)
	path, _ := withWeather(t, "file = \"site.csv\"\nelevation_m = 1200", csv)
	if s, _ := station(t, path); s.Elevation != 1200 || math.Abs(s.Year[0].Pressure-climate.StandardPressure(1200)) > 1e-6 {
		t.Errorf("%v m, %v Pa", s.Elevation, s.Year[0].Pressure)
	}
}

// A place by a station nearby has its own elevation, and without a name that of its id.
func TestNameByElevation(t *testing.T) {
	path, _ := withWeather(t, "station = \"guiyang\"\nelevation_m = 1723.8", "")
	if s, _ := station(t, path); s.Elevation != 1723.8 || !strings.HasPrefix(s.EN, "site (by Guiyang") || s.ZH != "site（由贵阳(贵安)推算，+500 m）" {
		t.Errorf("%v m, %q, %q", s.Elevation, s.EN, s.ZH)
	}
}

// A mistake of an entry of weather is named once, and hides what follows from it.
func TestWeatherMistakesMore(t *testing.T) {
	for _, c := range []struct{ entry, want string }{
		{"file = \"other.csv\"\nstation = \"guiyang\"", "weather.site.file: there is no file"},
		{"file = \"a\\u0007.csv\"", "weather.site.file: "},
		{"station = \"site\"\nelevation_m = 5", "weather.site.station: there is no climate station \"site\""},
		{"file = \"large.csv\"", "has 67 MB; a year of hours has about one"},
	} {
		path, dir := withWeather(t, c.entry, "")
		large := filepath.Join(dir, "large.csv")
		if err := os.WriteFile(large, nil, 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(large, weather.MaxBytes+1); err != nil {
			t.Fatal(err)
		}
		if p := problemsOf(t, path); len(p) != 1 || !strings.Contains(p.Error(), c.want) {
			t.Errorf("%q:\n got %s\nwant %s", c.entry, p.Error(), c.want)
		}
	}
}

// More mistakes of fleets, renewals and targets, each named once, and what is right.
func TestFleetMistakesMore(t *testing.T) {
	renewal := func(more string) string {
		return minimal + "[[cluster.fleet]]\nid = \"g\"\ntechnology = \"chw\"\nclass = \"good\"\n[[cluster.renewal]]\nid = \"r\"\nbegins = 2023-03-31\nlasts_months = 6\nracks = 100\n" + more + "\n"
	}
	target := func(quantity model.QuantityName, scope string) string {
		return fmt.Sprintf("[[target]]\nid = \"t\"\nby = 2023-12-31\nquantity = %q\nscope = %q\nat_least = 1\n", quantity, scope)
	}
	const (
		second = "[[cluster]]\nid = \"d\"\nhub = \"g\"\nplace = \"guian\"\nstation = \"guiyang\"\nracks = 1000\nutilisation = 0.5\n[[cluster.build.grid]]\nid = \"x\"\ndate = 2022-12-31\nmw = 9\n" +
			"[[cluster.fleet]]\nid = \"f\"\ntechnology = \"iec\"\nclass = \"good\"\nexisting_share = 1\n[[hub]]\nid = \"g\"\npopulation = 1_000\n"
		byYear = "[[cluster.fleet]]\nid = \"g\"\ntechnology = \"chw\"\nclass = \"by-build-year\"\n"
	)
	for _, c := range []struct{ text, want string }{
		{minimal + "built_to = 2012\n", "cluster.c.fleet.f: built_from and built_to belong together"},
		{minimal + "built_from = 2012\nbuilt_to = 2020.5\n", "cluster.c.fleet.f.built_to: 2020.5 is no year"},
		{minimal + byYear + "built_from = 2018\nbuilt_to = 2012\n", "cluster.c.fleet.g.built_from: 2018 is after built_to, 2012"},
		{strings.Replace(minimal, "existing_share = 1", "existing_share = 0.9", 1), "the existing_share of all fleets makes 0.9"},
		{minimal + "build_share = 0.5\n[cluster.build]\npolicy = \"fixed-rate\"\nrate_racks_per_month = 1\n", "the build_share of all fleets makes 0.5"},
		{renewal("fleet = \"h\"\nkept_share = 0"), "cluster.c.renewal.r.fleet: there is no fleet of this cluster \"h\""},
		{renewal("fleet = \"f\"\nkept_share = 0.5"), "cluster.c.renewal.r: does not say into which fleet its racks come back"},
		{strings.Replace(renewal("fleet = \"f\"\nkept_share = 0"), "2023-03-31", "2022-03-31", 1), "cluster.c.renewal.r.begins: 2022-03-31 is outside the horizon"},
		{minimal + second + target(model.FP32PerHead, "h"), "compute_per_head needs hub.h.population"},
		{minimal + second + target(model.FP32PerHead, "all"), "compute_per_head needs compute.population"},
		{minimal + second + target(model.GridConnection, "all"), "c has none"},
		{minimal + second + target(model.GridLoad, "c"), "c has none"},
		{minimal + target(model.ITLoad, "f"), "none is named \"f\""},
		{strings.Replace(minimal+target(model.ITLoad, "c/f"), "by = 2023-12-31", "by = 2023-01-30", 1), "it_load is measured over a step"},
	} {
		if p := problemsOf(t, file(t, "f.toml", c.text)); len(p) != 1 || !strings.Contains(p.Error(), c.want) {
			t.Errorf("%d problems\n got %s\nwant %s", len(p), p.Error(), c.want)
		}
	}
	for _, right := range []string{
		strings.NewReplacer("racks = 1000", "racks = 0", "existing_share = 1", "existing_share = 0.5").Replace(minimal),
		minimal + byYear, // none of it is there
		minimal + "built_from = 2012\nbuilt_to = 2012\n",
		minimal + second + target(model.FP16PerHead, "g"),
		minimal + second + target(model.GridLoad, "d"),
		minimal + target(model.PUETrailingYear, "c/f"),
		minimal + "[compute]\npopulation = 1\n" + target(model.FP32PerHead, "all"),
	} {
		if _, err := Load(file(t, "f.toml", right), nil); err != nil {
			t.Errorf("%s\n%v", right, err)
		}
	}
}

// Fleets count among the values of a result: 60 of them in 10,000 weeks are too many.
func TestTooManyFleets(t *testing.T) {
	text := strings.NewReplacer("end = 2023-12-31", "step = \"week\"\nend = 2214-08-27", "utilisation = 0.5", "utilisation = 0").Replace(minimal)
	if _, err := Load(file(t, "s.toml", text), nil); err != nil {
		t.Error(err)
	}
	for i := range 59 {
		text += fmt.Sprintf("[[cluster.fleet]]\nid = \"x%d\"\ntechnology = \"iec\"\nclass = \"good\"\n", i)
	}
	if p := problemsOf(t, file(t, "s.toml", text)); len(p) != 1 || !strings.Contains(p.Error(), "10000 steps of 1 clusters make") {
		t.Error(p)
	}
}

// Of the mistakes of a file twenty are told, and how many more there are; they hide what else
// may be wrong with its entry.
func TestManyMistakesOfFile(t *testing.T) {
	csv := func(wrong int) string {
		return "dry_bulb_c,relative_humidity_percent,pressure_pa\n" + strings.Repeat("x,60,89000\n", wrong) + strings.Repeat("14,60,89000\n", 8760-wrong)
	}
	path, _ := withWeather(t, `file = "site.csv"`, csv(25))
	if p := problemsOf(t, path); len(p) != 21 || !strings.Contains(p.Error(), "weather.site.file: and 5 more mistakes in it") {
		t.Errorf("%d problems: %s", len(p), p.Error())
	}
	path, _ = withWeather(t, "file = \"site.csv\"\nstation = \"guiyang\"", csv(1))
	if p := problemsOf(t, path); len(p) != 1 || !strings.Contains(p.Error(), "site.csv:2:1") {
		t.Errorf("%d problems: %s", len(p), p.Error())
	}
}

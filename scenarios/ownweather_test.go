package scenarios

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// hours is a year of weather as CSV: a warm summer, cool nights.
func hours() string {
	var b strings.Builder
	b.WriteString("dry_bulb_c,relative_humidity_percent,pressure_pa\n")
	for h := range 8760 {
		t := 14 - 9*math.Cos(2*math.Pi*float64(h)/8760) + 4*math.Sin(2*math.Pi*float64(h)/24)
		fmt.Fprintf(&b, "%.1f,%d,%d\n", t, 60+h%30, 89000+h%100)
	}
	return b.String()
}

// withWeather is a scenario with a file of weather beside it, and the folder of both.
func withWeather(t *testing.T, entry, csv string) (path, dir string) {
	t.Helper()
	dir = t.TempDir()
	if csv != "" {
		put(t, filepath.Join(dir, "site.csv"), []byte(csv))
	}
	text := strings.Replace(minimal, `station = "guiyang"`, `station = "site"`, 1) + "[[weather]]\nid = \"site\"\n" + entry + "\n"
	path = filepath.Join(dir, "s.toml")
	put(t, path, []byte(text))
	return path, dir
}

func put(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// What is written beside an effective scenario is read back as the same: the same station,
// the same hash, the same bytes.
func TestWeatherFile(t *testing.T) {
	for _, use := range []string{"monthly", "hourly"} {
		path, dir := withWeather(t, "file = \"site.csv\"\nuse = \""+use+"\"\nname = { en = \"The site\", zh = \"某地\" }", hours())
		e, err := Load(path, nil)
		if err != nil {
			t.Fatal(err)
		}
		s := e.Data.Stations[len(e.Data.Stations)-1]
		if s.ID != "site" || s.EN != "The site" || s.ZH != "某地" || !s.Measured || (s.Hours != nil) != (use == "hourly") {
			t.Errorf("%s: %+v", use, s)
		}
		if got := s.Year[0].DryBulb; math.Abs(got-5.3) > .2 {
			t.Errorf("January has %v degC", got)
		}
		if len(e.Attached) != 1 || e.Attached[0].Name != "weather/site.csv" {
			t.Fatalf("attached: %d", len(e.Attached))
		}
		again := filepath.Join(dir, "again")
		if err := os.MkdirAll(filepath.Join(again, "weather"), 0o777); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(again, "scenario.toml"), e.TOML)
		put(t, filepath.Join(again, e.Attached[0].Name), e.Attached[0].Data)
		f, err := Load(filepath.Join(again, "scenario.toml"), nil)
		if err != nil {
			t.Fatal(err)
		}
		if e.Hash != f.Hash || string(e.TOML) != string(f.TOML) || string(e.Attached[0].Data) != string(f.Attached[0].Data) {
			t.Errorf("%s: not the same when read back:\n%s", use, f.TOML)
		}
		if got := f.Data.Stations[len(f.Data.Stations)-1]; got.Year != s.Year {
			t.Errorf("%s: other weather: %v, %v", use, got.Year[0], s.Year[0])
		}
		// A changed file is not what the scenario was made with.
		put(t, filepath.Join(again, e.Attached[0].Name), []byte(strings.Replace(hours(), "60", "61", 1)))
		if p := problemsOf(t, filepath.Join(again, "scenario.toml")); len(p) != 1 || !strings.Contains(p.Error(), "it is not what this scenario was made with") {
			t.Errorf("%v", p)
		}
	}
	// What is in the file counts in the hash.
	one, _ := withWeather(t, `file = "site.csv"`, hours())
	two, _ := withWeather(t, `file = "site.csv"`, strings.Replace(hours(), ",61,", ",62,", 1))
	a, err1 := Load(one, nil)
	b, err2 := Load(two, nil)
	if err1 != nil || err2 != nil || a.Hash == b.Hash {
		t.Errorf("%v, %v: the hash does not see the weather", err1, err2)
	}
}

// The weather of a place by a station below it is colder and thinner.
func TestWeatherByElevation(t *testing.T) {
	path, _ := withWeather(t, "station = \"guiyang\"\nelevation_m = 1723.8\nlapse_k_per_km = 6", "")
	e, err := Load(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := e.Data.Stations[len(e.Data.Stations)-1]
	for _, near := range e.Data.Stations {
		if near.ID != "guiyang" {
			continue
		}
		for m := range s.Year {
			if d := near.Year[m].DryBulb - s.Year[m].DryBulb; math.Abs(d-3) > 1e-9 {
				t.Errorf("month %d is %v K colder, want 3", m+1, d)
			}
			if d := near.Year[m].WetBulb - s.Year[m].WetBulb; !(d > 1.5 && d < 3) {
				t.Errorf("month %d: wet-bulb %v K colder", m+1, d)
			}
			if q := s.Year[m].Pressure / near.Year[m].Pressure; !(q > .935 && q < .945) {
				t.Errorf("month %d: pressure %v of the station's", m+1, q)
			}
		}
	}
	if s.Measured || !strings.Contains(s.EN, "by Guiyang") || !strings.Contains(s.EN, "+500 m") {
		t.Errorf("%q, measured %v", s.EN, s.Measured)
	}
}

// Each mistake of an entry, and those of a file with their line and column.
func TestWeatherMistakes(t *testing.T) {
	for _, c := range []struct{ entry, csv, want string }{
		{"", "", "weather.site: has neither a file of hours nor a station"},
		{"file = \"site.csv\"\nstation = \"guiyang\"", hours(), "weather.site.station: both a file and a station are given"},
		{"file = \"other.csv\"", "", "weather.site.file: there is no file"},
		{"file = \".\"", "", "is not a file"},
		{"station = \"guiyan\"\nelevation_m = 100", "", "weather.site.station: there is no climate station \"guiyan\"; did you mean guiyang?"},
		{"station = \"guiyang\"", "", "weather.site: needs elevation_m"},
		{"station = \"guiyang\"\nelevation_m = 100\nuse = \"hourly\"", "", "hourly needs a file"},
		{"file = \"site.csv\"", strings.Replace(hours(), ",61,", ",x,", 1), "site.csv:3:"},
		{"file = \"site.csv\"", "dry_bulb_c,dew_point_c\n1,0\n", "site.csv"},
		{"file = \"site.csv\"\nsha256 = \"00\"", hours(), "so it is not what this scenario was made with"},
		{"file = \"site.csv\"", strings.ReplaceAll(hours(), ",89", ",8"), "more mistakes in it"},
	} {
		path, _ := withWeather(t, c.entry, c.csv)
		if p := problemsOf(t, path); !strings.Contains(p.Error(), c.want) || len(p) > 25 {
			t.Errorf("%q:\n got %.500s\nwant %s", c.entry, p.Error(), c.want)
		}
	}
	taken := file(t, "s.toml", minimal+"[[weather]]\nid = \"beijing\"\nstation = \"guiyang\"\nelevation_m = 5\n")
	if p := problemsOf(t, taken); len(p) != 1 || !strings.Contains(p.Error(), "weather.beijing: \"beijing\" is a climate station already") {
		t.Error(p)
	}
}

// A file stands relative to the scenario that names it, also when another one extends it.
func TestWeatherOfBase(t *testing.T) {
	path, dir := withWeather(t, `file = "site.csv"`, hours())
	sub := filepath.Join(dir, "sub")
	if err := os.MkdirAll(sub, 0o777); err != nil {
		t.Fatal(err)
	}
	upper := filepath.Join(sub, "upper.toml")
	put(t, upper, []byte("schema = 1\nname = \"upper\"\nextends = \"../s.toml\"\n"))
	a, err1 := Load(path, nil)
	b, err2 := Load(upper, nil)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	if string(a.Attached[0].Data) != string(b.Attached[0].Data) {
		t.Error("other weather")
	}
}

// An elevation fills in the pressures that a file lacks, also when it is read back; beside a
// file that has them, it and a lapse are mistakes.
func TestElevationOfAFile(t *testing.T) {
	thin := strings.ReplaceAll(hours(), ",pressure_pa", "")
	var lines []string
	for _, line := range strings.Split(thin, "\n") {
		if fields := strings.Split(line, ","); len(fields) == 3 {
			line = fields[0] + "," + fields[1]
		}
		lines = append(lines, line)
	}
	thin = strings.Join(lines, "\n")
	path, dir := withWeather(t, "file = \"site.csv\"\nelevation_m = 1_200", thin)
	e, err := Load(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(dir, "again")
	if err := os.MkdirAll(filepath.Join(again, "weather"), 0o777); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(again, "scenario.toml"), e.TOML)
	put(t, filepath.Join(again, e.Attached[0].Name), e.Attached[0].Data)
	f, err := Load(filepath.Join(again, "scenario.toml"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Remarks) != len(f.Remarks) || e.Hash != f.Hash {
		t.Errorf("remarks %v, read back %v", e.Remarks, f.Remarks)
	}
	for entry, want := range map[string]string{
		"elevation_m = 1_200":  "weather.site.elevation_m: has no effect: the file tells its own pressure",
		"lapse_k_per_km = 5.5": "weather.site.lapse_k_per_km: has no effect beside a file",
	} {
		path, _ := withWeather(t, "file = \"site.csv\"\n"+entry, hours())
		if p := problemsOf(t, path); len(p) != 1 || !strings.Contains(p.Error(), want) {
			t.Errorf("%s: %v", entry, p)
		}
	}
}

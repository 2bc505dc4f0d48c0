package result

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"hubcap/model"
)

func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", math.Copysign(0, -1): "0", 1.0 / 3: "0.3333333333", 228_600: "228600", 1e-7 / 3: "3.333333333e-08",
		1_234_567_890_123: "1234567890000", math.NaN(): "", math.Inf(1): "", -0.25: "-0.25", 1e20: "1e+20", 0.1 + 0.2: "0.3",
	} {
		if got := Number(v).String(); got != want {
			t.Errorf("%v is written %q, want %q", v, got, want)
		}
	}
	data, err := json.Marshal([]Number{1.5, Missing()})
	if err != nil || string(data) != "[1.5,null]" {
		t.Errorf("%s %v", data, err)
	}
	var back []Number
	if err := json.Unmarshal(data, &back); err != nil || back[0] != 1.5 || !back[1].IsMissing() {
		t.Errorf("%v %v", back, err)
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct {
		q      model.QuantityName
		v      float64
		value  string
		margin string
	}{
		{model.RacksInService, 1_234_567.4, "1,234,567", "+1,234,567"},
		{model.RacksInService, -371_400, "-371,400", "-371,400"},
		{model.Utilisation, .3816, "38.2 %", "+38.2 pp"},
		{model.PUE, 1.3125, "1.312", "+1.312"},
		{model.DelayMean, 6.724, "6.72 ms", "+6.72 ms"},
		{model.PUE, math.NaN(), "-", "-"},
		{model.RacksInService, -.2, "0", "-0"},
	} {
		if got := Format(c.q, c.v); got != c.value {
			t.Errorf("%s %v: %q, want %q", c.q, c.v, got, c.value)
		}
		if got := FormatMargin(c.q, c.v); got != c.margin {
			t.Errorf("margin of %s %v: %q, want %q", c.q, c.v, got, c.margin)
		}
	}
}

// Every constraint has words in both languages.
func TestWords(t *testing.T) {
	for name := range constraints {
		b := Binding{Constraint: name}
		if b.Words("en") == "" || strings.Contains(b.Words("en"), "_") || b.Words("zh") == b.Words("en") {
			t.Errorf("%s: %q, %q", name, b.Words("en"), b.Words("zh"))
		}
	}
}

// sample is a result with a value that is not there at the start.
func sample(t *testing.T) *Result {
	t.Helper()
	r := &Result{Version: "v", Members: 1, Step: "month", Targets: []Target{{ID: "t", Required: 2, Simulated: Missing(), Binding: []Binding{{"demand", .5}, {"grid_connection", .5}}}},
		Summary: []Summary{}, Paths: []Path{}, Scopes: []Scope{}, Warnings: []Text{{EN: "a", ZH: "甲"}}}
	for _, s := range []string{"2022-12-31", "2023-01-31", "2023-02-28"} {
		d, err := model.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		r.Series.Dates = append(r.Series.Dates, d)
	}
	r.Start, r.End = r.Series.Dates[0], r.Series.Dates[2]
	r.Series.Add(Column{"h", model.RacksInService, "rack", []float64{1, 2, 3}, nil})
	r.Series.Add(Column{"h", model.PUE, "1", []float64{math.NaN(), 1.25, 1.5}, nil})
	return r
}

func TestStoreAndRead(t *testing.T) {
	r := sample(t)
	dir := filepath.Join(t.TempDir(), "a", "b")
	files, err := r.Files([]byte("x = 1\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := Store(dir, append(files, File{Name: "charts/c.svg", Data: []byte("old")}), nil, false); err != nil {
		t.Fatal(err)
	}
	back, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	var first, again bytes.Buffer
	if err := errors.Join(r.Series.Write(&first), back.Series.Write(&again)); err != nil || first.String() != again.String() {
		t.Errorf("the series changed:\n%s\n%s %v", first.String(), again.String(), err)
	}
	one, _ := r.JSON()
	two, _ := back.JSON()
	if !bytes.Equal(one, two) {
		t.Errorf("the verdict changed:\n%s\n%s", one, two)
	}
	if got := back.Series.Of("h", model.PUE); !math.IsNaN(got[0]) || got[2] != 1.5 {
		t.Error(got)
	}
	// Stored again, the charts of before are gone and what is not ours is still there.
	mine := []string{filepath.Join(dir, "mine.txt"), filepath.Join(dir, "charts", "photo.svg")}
	for _, path := range mine {
		if err := os.WriteFile(path, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	stale := []string{"charts/c.svg", "charts/d.svg"}
	if err := Store(dir, files, stale, false); !errors.Is(err, ErrExists) {
		t.Errorf("stored over a result: %v", err)
	}
	if err := Store(dir, files, stale, true); err != nil {
		t.Fatal(err)
	}
	for _, path := range mine {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
	left, _ := filepath.Glob(filepath.Join(dir, "charts", "[cd].svg"))
	hidden, _ := filepath.Glob(filepath.Join(dir, ".hubcap-*"))
	if len(left)+len(hidden) > 0 {
		t.Errorf("left behind: %v %v", left, hidden)
	}
}

func TestPrepare(t *testing.T) {
	dir := t.TempDir()
	if err := Prepare(dir, false); err != nil {
		t.Errorf("an empty folder is free: %v", err)
	}
	if err := Prepare(filepath.Join(dir, "new"), false); err != nil {
		t.Errorf("a folder that is not there is free: %v", err)
	}
	path := filepath.Join(dir, "file")
	if err := os.WriteFile(path, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := Prepare(dir, false); !errors.Is(err, ErrExists) {
		t.Errorf("a folder in use: %v", err)
	}
	if err := Prepare(dir, true); err != nil {
		t.Errorf("with force: %v", err)
	}
	for _, bad := range []string{path, filepath.Join(path, "below")} {
		if err := Prepare(bad, true); err == nil || !strings.Contains(err.Error(), "not a directory") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// A store that cannot finish leaves no half result.
func TestStoreFails(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	err := Store(dir, []File{{Name: "a"}, {Name: "a/b"}}, nil, false) // a file cannot be a folder
	if err == nil {
		t.Fatal("stored")
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Error("the folder is still there")
	}
}

// What cannot be replaced is seen before anything of the old result is touched.
func TestStoreInTheWay(t *testing.T) {
	files, err := sample(t).Files(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]func(dir string) error{
		"file for a folder": func(dir string) error { return os.WriteFile(filepath.Join(dir, "charts"), nil, 0o666) },
		"folder for a file": func(dir string) error { return os.MkdirAll(filepath.Join(dir, "charts", "c.svg", "x"), 0o777) },
	} {
		dir := t.TempDir()
		if err := Store(dir, files, nil, false); err != nil {
			t.Fatal(err)
		}
		if err := block(dir); err != nil {
			t.Fatal(err)
		}
		err := Store(dir, append(files, File{Name: "charts/c.svg"}), []string{"charts/c.svg"}, true)
		if err == nil || !strings.Contains(err.Error(), "is in the way of") {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := Read(dir); err != nil {
			t.Errorf("%s: the old result is damaged: %v", name, err)
		}
	}
}

func TestReadBroken(t *testing.T) {
	r := sample(t)
	files, err := r.Files(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]struct{ file, from, to, want string }{
		"number": {"series.csv", ",1.25", ",1,25", "series.csv"},
		"word":   {"series.csv", "1.25", "many", `line 4: "many" is no number`},
		"huge":   {"series.csv", "1.25", "1e308", `"1e308" is no number`},
		"vast":   {"result.json", `"required": 2`, `"required": 1e308`, "1e308 is more than any result holds"},
		"order":  {"series.csv", "2023-02-28,h,pue", "2023-01-31,h,pue", "2023-01-31 comes after 2023-02-28"},
		"date":   {"series.csv", "2023-02-28,h,pue", "2023-02-30,h,pue", "no date that exists"},
		"header": {"series.csv", "scope,quantity", "quantity,scope", `column 2 is named "quantity"`},
		"json":   {"result.json", "{", "", "result.json"},
	} {
		dir := t.TempDir()
		if err := Store(dir, files, nil, false); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, change.file)
		data, _ := os.ReadFile(path)
		changed := strings.Replace(string(data), change.from, change.to, 1)
		if changed == string(data) {
			t.Fatalf("%s: nothing replaced", name)
		}
		if err := os.WriteFile(path, []byte(changed), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(dir); err == nil || !strings.Contains(err.Error(), change.want) {
			t.Errorf("%s: got %v, want %s", name, err, change.want)
		}
	}
}

// The names of the contract, in its order.
func TestTargetKeys(t *testing.T) {
	var keys []string
	for f := range reflect.TypeFor[Target]().Fields() {
		keys = append(keys, f.Tag.Get("json"))
	}
	want := "id quantity scope comparator required unit deadline strength simulated met margin first_met probability probability_low probability_high binding source name"
	if got := strings.Join(keys, " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Half of 100 racks and 60 of 300 are occupied: 55 of 200 between them; 40 % hold up to
// 50 + (x - 100)/20 = 0.4 x.
func TestTradeOff(t *testing.T) {
	o := TradeOff{Points: []TradePoint{{100, 50, .5}, {300, 60, .2}}}
	for _, c := range [][2]float64{{o.At(100), .5}, {o.At(200), .275}, {o.At(300), .2}, {o.UpTo(.5), 100}, {o.UpTo(.2), 300}, {o.UpTo(.1), 300}, {o.UpTo(.4), 45 / .35}, {Rough(184_428), 184_000}} {
		if math.Abs(c[0]-c[1]) > 1e-9 {
			t.Errorf("%v, want %v", c[0], c[1])
		}
	}
	if !math.IsNaN(o.At(99)) || !math.IsNaN(o.At(301)) || !math.IsNaN(o.UpTo(.6)) || !math.IsNaN((&TradeOff{}).UpTo(.1)) {
		t.Error("nothing is known beyond the points")
	}
}

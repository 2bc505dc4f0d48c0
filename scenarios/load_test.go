package scenarios

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hubcap/model"
)

// minimal is the smallest scenario that runs.
const minimal = `schema = 1
name = "minimal"
[time]
start = 2022-12-31
end = 2023-12-31
[[hub]]
id = "h"
[[cluster]]
id = "c"
hub = "h"
place = "guian"
station = "guiyang"
racks = 1000
utilisation = 0.5
[[cluster.fleet]]
id = "f"
technology = "iec"
class = "good"
existing_share = 1
`

// file writes a scenario into a folder of the test.
func file(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// problemsOf loads a scenario that has to have problems.
func problemsOf(t *testing.T, path string, settings ...string) Problems {
	t.Helper()
	_, err := Load(path, settings)
	var problems Problems
	if !errors.As(err, &problems) {
		t.Fatalf("%s: got %v, want problems", path, err)
	}
	return problems
}

// marked reads a file whose mistakes are marked where they stand, as "# COLUMN: what is said",
// and sees that each is reported there. It returns all problems, and how many are marked.
func marked(t *testing.T, path string) (problems Problems, wanted int) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	problems = problemsOf(t, path)
	mark := regexp.MustCompile(`# (\d+): (.+)$`)
	for i, line := range strings.Split(string(data), "\n") {
		m := mark.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		wanted++
		col, _ := strconv.Atoi(m[1])
		found := false
		for _, p := range problems {
			found = found || p.Pos.Line == i+1 && p.Pos.Col == col && strings.Contains(p.What, m[2])
		}
		if !found {
			t.Errorf("line %d, column %d: nobody says %q", i+1, col, m[2])
		}
	}
	return problems, wanted
}

func TestTwentyMistakes(t *testing.T) {
	problems, wanted := marked(t, "testdata/twenty.toml")
	if wanted != 20 || len(problems) != 20 {
		t.Errorf("%d mistakes are marked, %d reported; both should be 20:\n%v", wanted, len(problems), problems)
	}
}

func TestMinimal(t *testing.T) {
	e, err := Load(file(t, "m.toml", minimal), nil)
	if err != nil {
		t.Fatal(err)
	}
	c := e.Clusters[0]
	if c.Build.Policy != "none" || c.Build.LeadTimeMonths != 18 || e.Time.Step != "month" || c.PUEOffset != .03 {
		t.Errorf("defaults are not in place: %+v", c)
	}
}

// Every mistake that no single value shows, one at a time, each with its place.
func TestCrossChecks(t *testing.T) {
	for _, c := range []struct{ name, from, to, want string }{
		{"empty horizon", "end = 2023-12-31", "end = 2022-12-31", "5:7: time.end: the horizon is empty"},
		{"reversed horizon", "end = 2023-12-31", "end = 2021-12-31", "5:7: time.end: the horizon is empty"},
		{"start in a month", "start = 2022-12-31", "start = 2022-12-30", "4:9: time.start: 2022-12-30 is not the last day"},
		{"end in a month", "end = 2023-12-31", "end = 2023-12-15", "5:7: time.end: 2023-12-15 is not a whole number of steps (month) after 2022-12-31; write 2023-12-31"},
		{"endless", "end = 2023-12-31", "end = 9999-12-31", "5:7: time.end: more than 10400 steps"},
		{"shares", "existing_share = 1", "existing_share = 0.9", "15:3: cluster.c.fleet.f: the existing_share of all fleets makes 0.9"},
		{"too full", "utilisation = 0.5", "utilisation = 0.99", "14:15: cluster.c.utilisation: 0.99 is above demand.max_utilisation, 0.95"},
		{"hub without cluster", "[[cluster]]", "[[hub]]\nid = \"empty\"\n[[cluster]]", "8:3: hub.empty: no cluster belongs to this hub"},
		{"one name for two", `id = "c"`, `id = "h"`, `8:3: cluster.h: the id "h" already names hub.h`},
		{"no fleet", "[[cluster.fleet]]\nid = \"f\"\ntechnology = \"iec\"\nclass = \"good\"\nexisting_share = 1\n", "", "8:3: cluster.c: has no fleet"},
		{"policy without goal", "[[cluster.fleet]]", "[cluster.build]\npolicy = \"target-seeking\"\n[[cluster.fleet]]", `15:2: cluster.c.build.goal_racks: policy "target-seeking" needs goal_racks`},
		{"policy without plan", "[[cluster.fleet]]", "[cluster.build]\npolicy = \"planned-path\"\n[[cluster.fleet]]", `16:10: cluster.c.build.policy: policy "planned-path" needs milestones`},
		{"no id", `id = "c"`, ``, "8:3: cluster.#1.id: is missing"},
		{"bad id", `id = "c"`, `id = "C.1"`, `9:6: cluster.#1.id: "C.1" cannot be an id`},
		{"grid out of order", "[[cluster.fleet]]", "[[cluster.build.grid]]\nid = \"g\"\ndate = 2022-12-31\nmw = 5\n[[cluster.build.grid]]\nid = \"i\"\ndate = 2022-12-31\nmw = 6\n[[cluster.fleet]]", "21:8: cluster.c.build.grid.i.date: 2022-12-31 does not come after the entry before it"},
		{"falling plan", "[[cluster.fleet]]", "[cluster.build]\npolicy = \"planned-path\"\n[[cluster.build.plan]]\nid = \"p\"\ndate = 2023-06-30\nracks = 900\n[[cluster.fleet]]\nbuild_share = 1", "20:9: cluster.c.build.plan.p.racks: 900 is less than the 1000 before it"},
		{"plan in the past", "[[cluster.fleet]]", "[[cluster.build.plan]]\nid = \"p\"\ndate = 2022-06-30\nracks = 1_900\n[[cluster.fleet]]", "17:8: cluster.c.build.plan.p.date: 2022-06-30 does not come after the start"},
		{"late project", "existing_share = 1", "existing_share = 1\n[[cluster.project]]\nid = \"p\"\nfleet = \"f\"\nracks = 5\nstart = 2024-01-31", "24:9: cluster.c.project.p.start: 2024-01-31 is after the end of the horizon"},
		{"project done before", "existing_share = 1", "existing_share = 1\n[[cluster.project]]\nid = \"p\"\nfleet = \"f\"\nracks = 5\nstart = 2021-06-30", "24:9: cluster.c.project.p.start: started on 2021-06-30 with 18 months of lead time, it is in service before"},
		{"late grid", "[[cluster.fleet]]", "[[cluster.build.grid]]\nid = \"g\"\ndate = 2023-06-30\nmw = 5\n[[cluster.fleet]]", "17:8: cluster.c.build.grid.g.date: the first grid connection begins on 2023-06-30"},
	} {
		text := strings.Replace(minimal, c.from, c.to, 1)
		if text == minimal {
			t.Fatalf("%s: nothing replaced", c.name)
		}
		path := file(t, "m.toml", text)
		problems := problemsOf(t, path)
		if !strings.Contains(problems.Error(), path+":"+c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.name, problems, c.want)
		}
	}
}

func TestTargets(t *testing.T) {
	target := func(text string) string {
		return minimal + "[[tier]]\nid = \"east\"\nfrom = \"guian\"\nto = [\"shanghai\"]\n[[target]]\nid = \"t\"\nby = 2023-12-31\n" + text
	}
	for _, c := range []struct{ name, text, want string }{
		{"per cent", "quantity = \"utilisation\"\nscope = \"h\"\nat_least = 65", "29:12: target.t.at_least: 65 is out of range; utilisation can be 0 to 1; shares are fractions of 1, so write 0.65"},
		{"no bound", "quantity = \"utilisation\"\nscope = \"h\"", "24:3: target.t: has no bound; give at_least or at_most"},
		{"wrong scope", "quantity = \"pue\"\nscope = \"east\"\nat_most = 1.2", `28:9: target.t.scope: pue belongs to a hub, cluster or fleet, and none is named "east"`},
		{"wrong scope", "quantity = \"delay_mean\"\nscope = \"h\"\nat_most = 20", `28:9: target.t.scope: delay_mean belongs to a delay tier or a pair of one, FROM->TO, and none is named "h"; known: east, guian->shanghai`},
		{"contradiction", "quantity = \"pue\"\nscope = \"h\"\nat_most = 1.2\n[[target]]\nid = \"u\"\nquantity = \"pue\"\nscope = \"h\"\nat_least = 1.3\nby = 2023-12-31", `30:3: target.u: contradicts target "t": no pue is at least 1.3 and at most 1.2 on 2023-12-31`},
	} {
		path := file(t, "m.toml", target(c.text))
		problems := problemsOf(t, path)
		if !strings.Contains(problems.Error(), path+":"+c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.name, problems, c.want)
		}
	}
	for _, by := range []string{"2024-01-31", "2022-11-30", "2023-01-15"} {
		text := strings.Replace(target("quantity = \"pue\"\nscope = \"h\"\nat_most = 1.2"), "by = 2023-12-31", "by = "+by, 1)
		says := "the deadline " + by + " is outside the horizon"
		if by == "2023-01-15" {
			says = "pue is measured over a step, and none ends between the start and the deadline"
		}
		if p := problemsOf(t, file(t, "m.toml", text)); len(p) != 1 || !strings.Contains(p.Error(), says) || p[0].Path != "target.t.by" {
			t.Errorf("%s: %s", by, p)
		}
	}
	late := strings.Replace(target("quantity = \"pue_trailing_year\"\nscope = \"h\"\nat_most = 1.2"), "by = 2023-12-31", "by = 2023-11-30", 1)
	if p := problemsOf(t, file(t, "m.toml", late)); !strings.Contains(p.Error(), "a trailing year needs twelve simulated months") {
		t.Error(p)
	}
}

func TestExtends(t *testing.T) {
	over := func(text string) string {
		return file(t, "over.toml", "extends = \"guizhou-2024\"\nname = \"over\"\n"+text)
	}
	e, err := Load(over("[[target]]\nid = \"racks-2024\"\nat_least = 500_000\n[[target]]\nid = \"delay-north\"\nremove = true\n[[tier]]\nid = \"north\"\nremove = true\n[rack]\ndesign_kw = 4\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if e.Rack.DesignKW != 4 {
		t.Errorf("a table that the base does not have is lost: %+v", e.Rack)
	}
	if n := len(e.Targets); n != 8 || *e.Targets[0].AtLeast != 500_000 || e.Targets[0].Quantity != model.RacksInService || len(e.Tiers) != 4 {
		t.Errorf("merged wrongly: %d targets, first %+v", n, e.Targets[0])
	}
	for _, c := range []struct{ text, want string }{
		{"[[cluster]]\nid = \"guain\"\nracks = 5\n", `3:3: cluster.guain: there is no such entry in "guizhou-2024" to override; did you mean guian`},
		{"[[target]]\nid = \"foo\"\nremove = true\n", `5:1: target.foo: there is no such entry in "guizhou-2024" to remove`},
		{"[[target]]\nid = \"pue-2024\"\nremove = true\nat_most = 3\n", "5:1: target.pue-2024: an entry that is removed says `remove = true` and its id, nothing else"},
		{"[[target]]\nid = \"pue-2024\"\n[[target]]\nid = \"pue-2024\"\n", "5:3: target.pue-2024: the id is used a second time; the first is at line 3"},
	} {
		path := over(c.text)
		if p := problemsOf(t, path); !strings.Contains(p.Error(), path+":"+c.want) {
			t.Errorf("\n got %s\nwant %s", p, c.want)
		}
	}
}

func TestExtendsLoop(t *testing.T) {
	t.Chdir(t.TempDir())
	const dir = "." // long paths are cut in messages
	write := func(name, base string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("extends = \""+base+"\"\n"+minimal), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	a := write("a.toml", "b.toml")
	b := write("b.toml", "a.toml")
	if p := problemsOf(t, a); !strings.Contains(p.Error(), b+":1:11: extends: goes round in a circle: "+a+" -> "+b+" -> "+a) {
		t.Error(p)
	}
	both := filepath.Join(dir, "both.toml")
	base := filepath.Join(dir, "base.toml")
	for path, text := range map[string]string{both: "extends = \"base.toml\"\nx = 1\n[rack]\ndesign_kw = 5 # heavier\n", base: minimal + "y = 2\n"} {
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	// The base comes first, each file by its lines.
	if p := problemsOf(t, both); len(p) != 2 || p[0].Pos.File != base || p[1].Pos.File != both {
		t.Error(p)
	}
	self := write("self.toml", "./self.toml")
	if p := problemsOf(t, self); !strings.Contains(p.Error(), "circle") {
		t.Error(p)
	}
	c := write("c.toml", "gone.toml")
	if p := problemsOf(t, c); !strings.Contains(p.Error(), "gone.toml") {
		t.Error(p)
	}
}

func TestUnreadable(t *testing.T) {
	dir := t.TempDir()
	big := filepath.Join(dir, "big.toml")
	if err := os.WriteFile(big, make([]byte, 50_000_000), 0o666); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		big:                                "has 50 MB; a scenario is a text",
		dir:                                "is not a file",
		filepath.Join(dir, "none.toml"):    "there is no file",
		"guizhou-2042":                     `is neither a shipped scenario nor a file; did you mean guizhou-2024?`,
		file(t, "bin.toml", "\x7fELF\x00"): "1:5: a zero byte; this is a binary file",
		file(t, "deep.toml", "a = "+strings.Repeat("[", 1_000_000)):                              "brackets nest deeper",
		file(t, "over.toml", "name = \"over\"\n[[target]]\nid = \"racks-2024\"\nat_least = 5\n"): `if this builds on another scenario, begin with extends = "guizhou-2024"`,
		file(t, "empty.toml", ""): "schema: is missing",
	} {
		_, err := Load(path, nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60s:\n got %.300v\nwant %s", path, err, want)
		}
	}
}

func TestSettings(t *testing.T) {
	e, err := Load("guizhou-2024", []string{"cluster.guian.racks=160_000", "cluster.guian.build.policy=none", "time.end=2025-12-31", "delay.hop_ms=0.05"})
	if err != nil {
		t.Fatal(err)
	}
	c := e.Clusters[slices.IndexFunc(e.Clusters, func(c model.Cluster) bool { return c.ID == "guian" })]
	if c.Racks != 160_000 || c.Build.Policy != "none" || e.Time.End.Year != 2025 || e.Delay.HopMs != .05 {
		t.Errorf("settings did not arrive: %+v", c)
	}
	for setting, want := range map[string]string{
		"cluster.guain.racks=3":                          "cluster.guain: there is no such entry; did you mean guian?",
		"cluster.guian.rackss=4":                         "did you mean racks?",
		"cluster.guian=3":                                "is no single value",
		"cluster.guian.racks.x=3":                        "nothing lies below it",
		"cluster.guian.racks":                            "write PATH=VALUE",
		"cluster.guian.racks=many":                       "is a text, and a number is wanted",
		"cluster.guian.racks=-1":                         "-1 is out of range",
		"cluster.guian.racks=160,000":                    "is a text, and a number is wanted, in rack; write 160_000",
		"cluster.guian.utilisation=40%":                  "is a text, and a number is wanted; write 0.4",
		"cluster.guian.build.capital_cny_per_year=600亿":  "write 60_000_000_000",
		"cluster.guian.racks=16万架":                       "write 160_000",
		"cluster.guian.utilisation=40":                   "allowed is 0 to 1; shares are fractions of 1, so write 0.4",
		"cluster.guian.build.lead_time_months=12 months": "in month; write 12",
		"cluster.guian.racks=nan":                        "is not finite",
		"time.end=2024-13-01":                            "a date that does not exist",
		"cluster.guian.racks=1\nname=\"x\"":              "a number is wanted",
		"=":                                              "write PATH=VALUE",
	} {
		if p := problemsOf(t, "guizhou-2024", setting); len(p) != 1 || !strings.Contains(p.Error(), want) {
			t.Errorf("%s:\n got %s\nwant %s", setting, p, want)
		}
	}
}

// The effective scenario is a scenario that resolves to itself.
func TestEffective(t *testing.T) {
	for _, name := range append(Names(), starter, starterDemand) {
		path := name
		if strings.HasPrefix(name, starter) {
			path = file(t, "s.toml", string(Starter(name == starterDemand)))
		}
		first, err := Load(path, nil)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Load(file(t, "e.toml", string(first.TOML)), nil)
		if err != nil {
			t.Fatal(err)
		}
		if string(again.TOML) != string(first.TOML) || again.Hash != first.Hash {
			t.Errorf("%s: the effective scenario changes when it is loaded", name)
		}
		if !reflect.DeepEqual(first.Scenario, again.Scenario) {
			t.Errorf("%s: another scenario comes out of its own file", name)
		}
	}
}

// A mistake hides no others: not a wrong bound, a wrong id, a second entry, a number that
// no computer holds or a base that is not there.
func TestNothingIsHidden(t *testing.T) {
	tier := "[[tier]]\nid = \"east\"\nfrom = \"guian\"\nto = [\"bei\\njing\", \"shanghai\"]\n"
	target := "[[target]]\nid = \"t\"\nquantity = \"pue\"\nscope = \"h\"\nby = 2023-12-31\nat_most = BOUND\n"
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"control character": {minimal + tier, []string{`23:7: tier.east.to[0]: "bei\njing" cannot be an id`}},
		"text":              {minimal + strings.Replace(target, "BOUND", `"x"`, 1), []string{"25:11: target.t.at_most: is a text, and a number is wanted"}},
		"not a number":      {minimal + strings.Replace(target, "BOUND", "nan", 1), []string{"25:11: target.t.at_most: is not finite"}},
		"list":              {minimal + strings.Replace(target, "BOUND", "[1]", 1) + "x = 1\n", []string{"25:11: target.t.at_most: is a list", "26:1: target.t.x: unknown key"}},
		"too large":         {strings.Replace(minimal, "racks = 1000", "racks = 1e999\nx = 99999999999999999999", 1), []string{"13:9: cluster[0].racks: 1e999 is too large", "14:1: cluster.c.x: unknown key"}},
		"date with time":    {strings.Replace(minimal, "end = 2023-12-31", "end = 2023-02-30T00:00:00Z\nx = 1", 1), []string{"5:7: time.end: 2023-02-30 is a date that does not exist", "6:1: time.x: unknown key"}},
		"wrong id":          {strings.NewReplacer(`id = "c"`, `id = "C 1"`, `"guian"`, `"guain"`).Replace(minimal), []string{`9:6: cluster.#1.id: "C 1" cannot be an id`, `11:9: cluster.#1.place: there is no place "guain"; did you mean guian?`}},
		"second entry":      {minimal + "[[hub]]\nid = \"h\"\nx = 1\n", []string{"20:3: hub.h: the id is used a second time", "22:1: hub.#2.x: unknown key"}},
		"no base":           {"extends = \"guizhou-2042\"\nname = \"x\"\nx = 1\n", []string{`1:11: extends: "guizhou-2042" is neither`, "3:1: x: unknown key"}},
	} {
		path := file(t, "m.toml", c.text)
		problems := problemsOf(t, path)
		for _, want := range c.want {
			if !strings.Contains(problems.Error(), path+":"+want) {
				t.Errorf("%s:\n got %s\nwant %s", name, problems, want)
			}
		}
		if len(c.want) > 0 && len(problems) < len(c.want) {
			t.Errorf("%s: %s", name, problems)
		}
	}
	path := file(t, "m.toml", "schema = 1\nname = \"m\"\nhub = [{ id = \"h\" }, { id = 'h2', z = 1 }, # one\n  [1], 3]\n")
	for _, want := range []string{":3:35: hub.h2.z: unknown key", ":4:3: hub[2]: is a list", ":4:8: hub[3]: is a whole number"} {
		if p := problemsOf(t, path); !strings.Contains(p.Error(), path+want) {
			t.Errorf("got %s\nwant %s", p, want)
		}
	}
}

// What a terminal would act on is shown, not sent.
func TestNoEscapes(t *testing.T) {
	for _, text := range []string{"\"\\u001b[31mred\\n\\u0007\" = 1\n", "\"" + strings.Repeat("x", 1_000_000) + "\" = 1\n"} {
		p := problemsOf(t, file(t, "m.toml", text))
		if s := p.Error(); strings.ContainsAny(s, "\x1b\x07") || len(s) > 5000 {
			t.Errorf("%.300q", s)
		}
	}
	if p := problemsOf(t, "guizhou-2024", "\x1b[31mx=1"); strings.Contains(p.Error(), "\x1b") {
		t.Errorf("%q", p)
	}
}

// Files that are small but were slow once.
func TestNotSlow(t *testing.T) {
	done := make(chan error, 1)
	go func() {
		var all []error
		for i, text := range []string{
			minimal + "zz = [" + strings.Repeat("1,", 1_000_000) + "1]\n",
			minimal + "zz = [" + strings.Repeat("{a=1},", 100_000) + "]\n",
			minimal + strings.Repeat("[[hub]]\nid = \"h\"\n", 20_000),
		} {
			if _, err := Load(file(t, "m.toml", text), nil); err == nil {
				all = append(all, fmt.Errorf("file %d is taken for a scenario", i))
			}
		}
		done <- errors.Join(all...)
	}()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(60 * time.Second):
		t.Fatal("not done after a minute")
	}
	long := strings.Replace(minimal, "end = 2023-12-31", "end = 2222-01-05\nstep = \"week\"", 1)
	for i := range 60 {
		long += strings.Replace(strings.SplitN(minimal, "[[cluster]]", 2)[1], `id = "c"`, fmt.Sprintf(`id = "c%d"`, i), 1)
		long = strings.Replace(long, "\n\nid = \"c", "\n[[cluster]]\nid = \"c", 1)
	}
	if p := problemsOf(t, file(t, "m.toml", strings.ReplaceAll(long, "existing_share = 1\n\nid", "existing_share = 1\n[[cluster]]\nid"))); !strings.Contains(p.Error(), "values, more than") {
		t.Errorf("%.500s", p)
	}
}

// A byte order mark, as some editors write it, changes nothing.
func TestByteOrderMark(t *testing.T) {
	if _, err := Load(file(t, "m.toml", "\ufeff"+minimal), nil); err != nil {
		t.Error(err)
	}
}

// Demand that no computer can count is refused, not left out of the results.
func TestEndlessGrowth(t *testing.T) {
	p := problemsOf(t, file(t, "m.toml", minimal), "cluster.c.demand.growth_per_year=10", "cluster.c.utilisation=0.5", "time.end=2042-12-31")
	if len(p) != 1 || !strings.Contains(p.Error(), "cluster.c.demand.growth_per_year: the demand grows to more than 1000000000000 racks") {
		t.Error(p)
	}
	p = problemsOf(t, "guizhou-2024", "class.storage.growth_per_year=10", "time.end=2042-12-31")
	if len(p) == 0 || !strings.Contains(p[0].String(), "class.storage.growth_per_year: the demand of origin") {
		t.Error(p)
	}
}

func TestRemarks(t *testing.T) {
	e, err := Load("guizhou-2024", []string{"cluster.guian.demand.ramp_months=30"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"cluster.guian.demand.ramp_months = 30 lies outside what the evidence covers, 3 to 18",
		"Guizhou Three-Year Action Plan for New Infrastructure (2022-2024) states 113 numbers as targets; 9 are judged here",
	} {
		if !slices.ContainsFunc(e.Remarks, func(r model.Text) bool { return strings.HasPrefix(r.EN, want) && r.ZH != "" }) {
			t.Errorf("no remark says %q: %+v", want, e.Remarks)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(minimal)
	f.Add(string(Starter(false)))
	f.Add(string(Starter(true)))
	f.Add("extends = \"guizhou-2024\"\nname = \"x\"\n[[target]]\nid = \"pue-2024\"\nremove = true\n")
	twenty, _ := os.ReadFile("testdata/twenty.toml")
	f.Add(string(twenty))
	network, _ := os.ReadFile("testdata/network.toml")
	f.Add(string(network))
	f.Add(minimal + whole)
	f.Add(minimal + meshTier + dated2 + circle)
	chance, _ := os.ReadFile("testdata/chance.toml")
	f.Add(string(chance))
	f.Add(tied)
	f.Add(withGroup("draw = \"shared\"\n"))
	f.Add(withGroup("rank_correlation = 0.5\n" + pairOf("p", lead, capex, -.4)))
	f.Add(market + "[[place]]\nid = \"beijing\"\nstatus = \"removed\"\n" + newPlace + newLink)
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "/") {
			return // no files of this machine
		}
		path := file(t, "f.toml", text)
		e, err := Load(path, nil)
		if err != nil {
			return
		}
		if _, err := Load(file(t, "e.toml", string(e.TOML)), nil); err != nil {
			t.Fatalf("the effective scenario of\n%s\nis refused: %v", text, err)
		}
	})
}

package study

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hubcap/scenarios"
)

// bases are two scenarios to start from.
const bases = `study = 1
name = "s"
[[base]]
id = "one"
scenario = "small.toml"
[[base]]
id = "two"
scenario = "small.toml"
set = ["cluster.c.racks=7"]
`

// Each variant is what model.Study.Variant takes it for, also where axes share their places.
func TestVariants(t *testing.T) {
	s := good(t, bases+grid+policies+leads+
		axisOf("class", "cluster.d.fleet.g.class", `values = ["typical", "good", "best"]`)+
		axisOf("station", "cluster.d.station", "values = [\"guiyang\", \"beijing\"]\nwith = \"policy\"")+
		axisOf("end", "target.racks.by", "values = [\"2023-12-31\", 2024-06-30, 2024-12-31]\nwith = \"lead\""))
	if want := 2 * 2 * 3 * 3; len(s.Variants) != want || s.Study.Variants() != want {
		t.Fatalf("%d variants, and the study says %d; want %d", len(s.Variants), s.Study.Variants(), want)
	}
	seen := map[int]bool{}
	for base := range 2 {
		for policy := range 2 {
			for lead := range 3 {
				for class := range 3 {
					levels := map[string]int{"policy": policy, "lead": lead, "class": class}
					v := s.Variant(base, func(axis int) int { return levels[s.Axes[axis].ID] })
					e := s.Variants[v]
					got := fmt.Sprint(e.Clusters[0].Racks, e.Clusters[0].Build.Policy, e.Targets[0].By, e.Clusters[1].Fleets[0].Class, e.Clusters[1].Station)
					want := fmt.Sprint([]float64{1000, 7}[base], []string{"none", "fixed-rate"}[policy], []string{"2023-12-31", "2024-06-30", "2024-12-31"}[lead],
						[]string{"typical", "good", "best"}[class], []string{"guiyang", "beijing"}[policy])
					if got != want {
						t.Errorf("variant %d is %s, want %s", v, got, want)
					}
					seen[v] = true
				}
			}
		}
	}
	if len(seen) != len(s.Variants) {
		t.Errorf("%d of %d variants are asked for", len(seen), len(s.Variants))
	}
}

// What axes set is not drawn any more, and stands at its central value; all else is drawn as
// before.
func TestNumbersArePinned(t *testing.T) {
	plain := good(t, head+random+axisOf("racks", "cluster.c.racks", "values = [1, 2]")).Variants[0]
	paths := func(e *scenarios.Effective) (out []string) {
		for _, u := range e.Uncertain {
			out = append(out, u.Path)
		}
		return out
	}
	const completion, capex = "cluster.c.build.completion", "cluster.d.build.capex_cny_per_rack"
	if got := paths(plain); !slices.Equal(got, []string{lead, completion, capex}) || len(plain.Changes) != 0 {
		t.Fatalf("without an axis on them %v are drawn, with the changes %v", got, plain.Changes)
	}
	for path, left := range map[string][]string{
		lead:                                   {completion, capex},
		"cluster.*.build.completion":           {lead, capex},
		"cluster.*.build.*":                    nil, // no path
		"cluster.*.build.capex_cny_per_rack":   {lead, completion},
		"cluster.c.build.capex_cny_per_rack":   {lead, completion, capex},
		"cluster.d.fleet.*.load_factor":        {lead, completion, capex},
		"cluster.*.fleet.*.load_factor":        {lead, completion, capex},
		"compute.population":                   {lead, completion, capex},
		"link.anshun--guiyang.route_km":        {lead, completion, capex},
		"weather.*.warming_k":                  nil,
		"cluster.d.fleet.g.existing_share":     {lead, completion, capex},
		"target.*.at_least":                    {lead, completion, capex},
		"climate.warming_k":                    {lead, completion, capex},
		"cluster.c.build.plan.first.racks":     nil,
		"cluster.c.fleet.f.pue_offset":         {lead, completion, capex},
		"cluster.c.demand.max_utilisation":     {lead, completion, capex},
		"cluster.d.build.rate_racks_per_month": {lead, completion, capex},
	} {
		middle := `dist = { dist = "uniform", low = 0.5, high = 0.9 }`
		switch {
		case strings.Contains(path, "route_km"):
			middle = "range = { low = 100, high = 200 }"
		case strings.Contains(path, "population"):
			middle = "range = { low = 1e6, high = 3e6 }"
		case strings.Contains(path, "capex"):
			middle = "values = [60_000, 90_000]"
		case path == lead:
			middle = `dist = "scenario"`
		}
		text := head + random + axisOf("a", path, middle)
		if left == nil {
			said(t, text)
			continue
		}
		s := good(t, text)
		e := s.Variants[0]
		if got := paths(e); !slices.Equal(got, left) {
			t.Errorf("%s: %v are drawn still, want %v", path, got, left)
		}
		at := e.Every(path)
		if len(at) == 0 {
			t.Errorf("%s names nothing", path)
		}
		for i, was := range plain.Every(path) {
			if len(plain.Every(path)) == len(at) && *at[i] != *was {
				t.Errorf("%s: %v became %v", path, *was, *at[i])
			}
		}
	}
	s := good(t, head+random+axisOf("a", lead, `dist = "scenario"`))
	u := plain.Uncertain[0]
	if a := s.Axes[0]; a.Dist == nil || a.Dist.Quantile(.3) != u.Dist.Quantile(.3) || a.DistText != `{ dist = "lognormal", p50 = 18, p90 = 26 }` || a.Unit != "month" {
		t.Errorf("the distribution of the scenario is %q, %+v", a.DistText, a.Dist)
	}
	if len(s.Remarks) != 1 || !strings.Contains(s.Remarks[0].EN, "draws cluster.c.build.lead_time_months in the group slips") || s.Remarks[0].ZH == "" {
		t.Errorf("remarks: %v", s.Remarks)
	}
}

// With a star all entries have the number, also those that had none.
func TestStars(t *testing.T) {
	s := good(t, head+random+axisOf("a", "cluster.*.fleet.*.load_factor", "range = { low = 0.4, high = 0.8 }"))
	at := s.Variants[0].Every("cluster.*.fleet.*.load_factor")
	if len(at) != 2 || *at[0] != .6000000000000001 && *at[0] != .6 || *at[0] != *at[1] {
		t.Errorf("%d fleets have a load factor", len(at))
	}
	// Stars that cross where nothing is are no conflict: c has no fleet g.
	good(t, head+random+axisOf("a", "cluster.c.fleet.*.fill", "values = [1, 2]")+axisOf("b", "cluster.*.fleet.g.fill", "values = [1, 2]"))
	if len(s.Variants[0].Every("target.*.at_most")) != 0 {
		t.Error("a target has a second bound")
	}
}

// An axis goes before the settings of its base, and leaves alone what numbers are there.
func TestWhatGoesFirst(t *testing.T) {
	s := good(t, head+"set = [\"cluster.*.station=beijing\", \"cluster.*.racks=5\"]\n"+grid+axisOf("a", "cluster.c.station", "values = [\"guiyang\"]")+axisOf("b", "cluster.d.racks", "values = [6]"))
	if c := s.Variants[0].Clusters; c[0].Station != "guiyang" || c[1].Station != "beijing" || c[0].Racks != 5 {
		t.Errorf("%+v", c)
	}
	own := strings.Replace(small, "built_to = 2020\n", "built_to = 2020\nload_factor = 0.7\n", 1)
	s = good(t, strings.Replace(head, "small", "own", 1)+grid+axisOf("a", "cluster.*.fleet.*.load_factor", "values = [0.6, 0.8]"), "own.toml", own)
	if at := s.Variants[0].Every("cluster.*.fleet.*.load_factor"); len(at) != 2 || *at[0] != .7 || *at[1] != .6 {
		t.Errorf("%d load factors", len(at))
	}
}

// Files are relative to the study, also those that settings name; every one is told.
func TestFilesAreRelative(t *testing.T) {
	child := "extends = \"../small.toml\"\nname = \"child\"\n"
	text := strings.Replace(head, "small.toml", "sub/child.toml", 1) + "[design]\nkind = \"points\"\nfile = \"sub/p.csv\"\n" + axisOf("lead", lead, "")
	s := good(t, text, "sub/child.toml", child, "sub/p.csv", "lead\n7\n8\n")
	var names []string
	dir := filepath.Dir(s.Files[0])
	for _, name := range s.Files {
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, filepath.ToSlash(rel))
	}
	if want := []string{"study.toml", "small.toml", "sub/child.toml", "sub/p.csv"}; !slices.Equal(names, want) {
		t.Errorf("read were %v, want %v", names, want)
	}
	if s.Bases[0].ID != "child" {
		t.Errorf("the base is %q", s.Bases[0].ID)
	}
	weather := "[[weather]]\nid = \"w\"\nfile = \"\"\nstation = \"guiyang\"\nelevation_m = 1_000\n"
	got := said(t, strings.Replace(head, "small.toml", "w.toml", 1)+"set = [\"weather.w.file=own.csv\", \"weather.w.station=\\\"\\\"\"]\n"+random+leads, "w.toml", small+weather)
	if !strings.HasPrefix(got, "study.toml:4:8: set[0]: weather.w.file: there is no file own.csv") {
		t.Errorf("a file of weather is looked for elsewhere: %s", got)
	}
}

// A mistake of the scenario is told once and where it is, however many variants have it.
func TestMistakesOfScenarios(t *testing.T) {
	wrong := strings.Replace(small, "racks = 2_000", "racks = -2", 1)
	got := said(t, strings.Replace(bases, "small.toml", "wrong.toml", 1)+grid+policies, "wrong.toml", wrong)
	if want := "wrong.toml:33:9: cluster.d.racks: -2 is out of range; allowed is 0 to 100000000 rack"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	got = said(t, head+grid+axisOf("a", "cluster.c.fleet.f.built_to", "values = [2014, 2015]")+axisOf("b", "cluster.d.fleet.g.built_to", "values = [2014, 2015]"))
	if want := "study.toml:12:8: axis.b.path: with cluster.d.fleet.g.built_to=2014: small.toml:37:3: cluster.d.fleet.g: built_from and built_to belong together; for one year give it twice"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

// What two scenarios draw differently is not that of the scenario, and what many variants have
// wrong is told once.
func TestScenariosThatDiffer(t *testing.T) {
	other := strings.Replace(small, "p90 = 26", "p90 = 30", 1)
	got := said(t, strings.Replace(bases, "small.toml", "other.toml", 1)+random+axisOf("a", lead, "dist = \"scenario\""), "other.toml", other)
	if want := "study.toml:16:8: axis.a.dist: cluster.c.build.lead_time_months is { dist = \"lognormal\", p50 = 18, p90 = 30, group = \"slips\" } in the scenario one, and { dist = \"lognormal\", p50 = 18, p90 = 26, group = \"slips\" } in two; write the one that is meant here"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	got = said(t, head+grid+policies+axisOf("end", "time.end", "values = [2023-12-31, 2024-12-31]"))
	if want := "study.toml:9:11: axis.policy.values[0]: with cluster.c.build.policy=\"none\", time.end=2023-12-31: small.toml:53:6: target.racks.by: the deadline 2024-12-31 is outside the horizon, 2022-12-31 to 2023-12-31\n" +
		"study.toml:9:11: axis.policy.values[0]: with cluster.c.build.policy=\"none\", time.end=2023-12-31: small.toml:59:6: target.full.by: the deadline 2024-12-31 is outside the horizon, 2022-12-31 to 2023-12-31"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

// An elevation beside a file of weather is used when the file is read, and then no more.
func TestElevationOfAFile(t *testing.T) {
	rows := "dry_bulb_c,relative_humidity_percent\n"
	for h := range 8760 {
		rows += fmt.Sprintf("%d.5,%d\n", 10+h%24, 50+h%30)
	}
	own := strings.Replace(small, "station = \"guiyang\"", "station = \"w\"", 1) + "[[weather]]\nid = \"w\"\nfile = \"hours.csv\"\nelevation_m = 1_000\n"
	study := strings.Replace(head, "small.toml", "own.toml", 1) + random
	if s := good(t, study+leads, "own.toml", own, "hours.csv", rows); len(s.Files) != 3 {
		t.Errorf("read were %v", s.Files)
	}
	for key, values := range map[string]string{"elevation_m": "[900, 1_100]", "lapse_k_per_km": "[5, 6]"} {
		got := said(t, study+axisOf("a", "weather.*."+key, "values = "+values), "own.toml", own, "hours.csv", rows)
		if want := "study.toml:9:8: axis.a.path: cannot follow: the weather w is read from a file once, and for one elevation; make a [[base]] for each"; got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
	good(t, study+axisOf("a", "weather.w.warming_k", "values = [0, 1]"), "own.toml", own, "hours.csv", rows)
	none := strings.Replace(own, "file = \"hours.csv\"\n", "", 1)
	s := good(t, study+leads+axisOf("file", "weather.w.file", "values = [\"hours.csv\", \"sub/more.csv\"]"), "own.toml", none, "hours.csv", rows, "sub/more.csv", strings.ReplaceAll(rows, "10.5", "1.5"))
	if a, b := s.Variants[0].Data.Stations, s.Variants[1].Data.Stations; reflect.DeepEqual(a[len(a)-1].Year, b[len(b)-1].Year) || len(s.Files) != 4 {
		t.Errorf("two files of weather make the same scenario; read were %v", s.Files)
	}
}

package scenarios

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hubcap/model"
)

const (
	lead       = "cluster.c.build.lead_time_months"
	capex      = "cluster.c.build.capex_cny_per_rack"
	completion = "cluster.c.build.completion"
)

// withGroup is three distributions and what ties them.
func withGroup(group string) string {
	return strings.Replace(minimal, "[[cluster.fleet]]", `[cluster.build]
lead_time_months = { dist = "uniform", low = 12, high = 24, group = "a" }
completion = { dist = "uniform", low = 0.5, high = 1, group = "a" }
capex_cny_per_rack = { dist = "uniform", low = 6e4, high = 9e4, group = "a" }
order_above = { dist = "uniform", low = 0.6, high = 0.8 }
[[cluster.fleet]]`, 1) + `[[group]]
id = "a"
` + group
}

func pairOf(id, a, b string, rank float64) string {
	return fmt.Sprintf("[[group.pair]]\nid = %q\na = %q\nb = %q\nrank_correlation = %v\n", id, a, b, rank)
}

func TestGroups(t *testing.T) {
	for name, c := range map[string]struct{ group, want string }{
		"nobody":             {"[[group]]\nid = \"b\"\n", "27:3: group.b: no number is drawn in this group"},
		"draw":               {`draw = "copla"`, `27:8: group.a.draw: "copla" is unknown; did you mean copula?`},
		"range":              {`rank_correlation = 1.2`, `27:20: group.a.rank_correlation: 1.2 is out of range; allowed is -1 to 1`},
		"all the same":       {`rank_correlation = 1`, `27:20: group.a.rank_correlation: 1 between every two of its 3 numbers cannot be; possible is 0.999; draw = "shared" ties them fully`},
		"all against all":    {`rank_correlation = -0.9`, `27:20: group.a.rank_correlation: -0.9 between every two of its 3 numbers cannot be; possible is -0.482`},
		"shared correlation": {"draw = \"shared\"\nrank_correlation = 0.5", `28:20: group.a.rank_correlation: has no effect: with draw = "shared"`},
		"shared pairs":       {"draw = \"shared\"\n" + pairOf("p", lead, capex, .5), `28:3: group.a.pair: has no effect: with draw = "shared"`},
		"path":               {pairOf("p", lead, "cluster.c.build.complation", .1), `30:5: group.a.pair.p.b: no number of the group is "cluster.c.build.complation"; did you mean cluster.c.build.completion?`},
		"not of the group":   {pairOf("p", "cluster.c.build.order_above", lead, .1), `29:5: group.a.pair.p.a: "cluster.c.build.order_above" is not drawn in this group; give its distribution group = "a"`},
		"no path":            {"[[group.pair]]\nid = \"p\"\nb = \"" + lead + "\"\nrank_correlation = 0.1", `27:3: group.a.pair.p.a: is missing: the path of a number of the group; they are ` + lead},
		"with itself":        {pairOf("p", lead, lead, .1), `30:5: group.a.pair.p.b: is the same number as a`},
		"twice":              {pairOf("p", lead, capex, .1) + pairOf("q", capex, lead, .1), `32:3: group.a.pair.q: the same two numbers are pair "p" already`},
		// Two that go with a third cannot go against each other: by the determinant, the
		// correlation of the normal numbers has to exceed 2 x .5176 x .5176 - 1.
		"contradiction": {"rank_correlation = 0.5\n" + pairOf("p", lead, capex, -.9), `32:20: group.a.pair.p.rank_correlation: -0.9 between cluster.c.build.lead_time_months and cluster.c.build.capex_cny_per_rack cannot be beside the other rank correlations of the group; possible is -0.447`},
		"two at fault":  {"rank_correlation = 0\n" + pairOf("p", lead, capex, .9) + pairOf("q", lead, completion, -.9), `37:20: group.a.pair.q.rank_correlation: -0.9 between`},
		"mirrored":      {"rank_correlation = 0\n" + pairOf("p", lead, capex, -1), `32:20: group.a.pair.p.rank_correlation: -1 between`},
	} {
		path := file(t, "m.toml", withGroup(c.group+"\n"))
		if p := problemsOf(t, path); len(p) != 1 || !strings.Contains(p.Error(), c.want) {
			t.Errorf("%s:\n got %s\nwant %s", name, p, c.want)
		}
	}
	alone := strings.Replace(withGroup(""), `high = 0.8 }`, `high = 0.8, group = "b" }`, 1) + "[[group]]\nid = \"b\"\n"
	if p := problemsOf(t, file(t, "m.toml", alone)); len(p) != 1 || !strings.Contains(p.Error(), ":27:3: group.b: cluster.c.build.order_above alone is drawn in this group") {
		t.Error(p)
	}
	none, _, _ := strings.Cut(withGroup(""), "[[group]]")
	if p := problemsOf(t, file(t, "m.toml", none)); len(p) != 3 || !strings.Contains(p.Error(), `:16:69: cluster.c.build.lead_time_months.group: there is no group "a"; add [[group]] with id = "a", or leave it out`) {
		t.Error(p)
	}
}

// What is said to be possible is possible, and little more is not.
func TestPossibleCorrelations(t *testing.T) {
	for _, v := range []string{"-0.482", "0.999", "0"} {
		load(t, withGroup("rank_correlation = "+v+"\n"))
	}
	_ = problemsOf(t, file(t, "m.toml", withGroup("rank_correlation = -0.484\n")))
	load(t, withGroup("rank_correlation = 0.5\n"+pairOf("p", lead, capex, -.447)))
	_ = problemsOf(t, file(t, "m.toml", withGroup("rank_correlation = 0.5\n"+pairOf("p", lead, capex, -.448))))
	discrete := strings.Replace(withGroup("rank_correlation = 0.9\n"), `dist = "uniform", low = 0.5, high = 1`, `dist = "discrete", values = [0.5, 1]`, 1)
	load(t, discrete)
}

func TestSharedGroup(t *testing.T) {
	e := load(t, withGroup("draw = \"shared\"\n"))
	if e.Groups[0].RankCorrelation != 0 || strings.Contains(string(e.TOML), "rank_correlation") {
		t.Error("a correlation that has no effect stands in the scenario")
	}
	again := load(t, string(e.TOML))
	if string(again.TOML) != string(e.TOML) || again.Hash != e.Hash {
		t.Error("the effective scenario changes when it is loaded")
	}
	copula := withGroup("rank_correlation = 0.3\n" + pairOf("p", lead, capex, .5))
	tried := load(t, copula, "group.a.draw=shared")
	if len(tried.Groups[0].Pairs) != 0 || tried.Groups[0].RankCorrelation != 0 {
		t.Errorf("trying a shared draw leaves %+v", tried.Groups[0])
	}
}

// Numbers that take the place of distributions leave groups behind that tie less.
func TestLooseGroups(t *testing.T) {
	text := withGroup(pairOf("p", lead, capex, .2))
	two := load(t, text, lead+"=18")
	if len(two.Uncertain) != 3 || len(two.Groups) != 1 || len(two.Groups[0].Pairs) != 0 || !remarked(two, "group.a.pair.p has no effect: its numbers are not both drawn") {
		t.Errorf("%+v %+v", two.Groups, two.Remarks)
	}
	one := load(t, text, lead+"=18", capex+"=7e4")
	if len(one.Uncertain) != 2 || one.Uncertain[0].Group != "" || len(one.Groups) != 0 || !remarked(one, "group.a has no effect: only "+completion+" of its numbers is a distribution still.") {
		t.Errorf("%+v %+v", one.Uncertain, one.Remarks)
	}
	over := "extends = '" + file(t, "base.toml", text) + "'\nname = \"over\"\n[[cluster]]\nid = \"c\"\n[cluster.build]\nlead_time_months = 18\ncompletion = 1\ncapex_cny_per_rack = 7e4\n"
	zero := load(t, over)
	if len(zero.Uncertain) != 1 || len(zero.Groups) != 0 || !remarked(zero, "group.a has no effect: none of its numbers") {
		t.Errorf("%+v %+v", zero.Groups, zero.Remarks)
	}
	// The same where the whole entry goes, and where a number has no effect any more.
	const fill = "fill = { dist = \"uniform\", low = 0.5, high = 1, group = \"b\" }\n"
	filled := strings.Replace(withGroup(""), "[[cluster.fleet]]\n", "[[cluster.fleet]]\n"+fill, 1) + "[[group]]\nid = \"b\"\n"
	fleets := strings.Replace(filled, "[[group]]", "[[cluster.fleet]]\nid = \"other\"\ntechnology = \"iec\"\nclass = \"good\"\n"+fill+"[[group]]", 1)
	gone := load(t, "extends = '"+file(t, "base.toml", fleets)+"'\nname = \"over\"\n[[cluster]]\nid = \"c\"\n[[cluster.fleet]]\nid = \"other\"\nremove = true\n")
	if len(gone.Uncertain) != 5 || !remarked(gone, "group.b has no effect: only cluster.c.fleet.f.fill of its numbers") {
		t.Errorf("%+v %+v", gone.Groups, gone.Remarks)
	}
	idle := load(t, filled+"[dispatch]\npeak_factor = { dist = \"uniform\", low = 1.5, high = 2, group = \"b\" }\n")
	if !remarked(idle, "dispatch.peak_factor has no effect") || !remarked(idle, "group.b has no effect: only cluster.c.fleet.f.fill") {
		t.Errorf("%+v %+v", idle.Groups, idle.Remarks)
	}
	routes := own + "[[group]]\nid = \"r\"\n"
	for _, km := range []string{"80", "180"} {
		routes = strings.Replace(routes, "route_km = "+km+"\n", "route_km = { dist = \"uniform\", low = "+km+", high = 200, group = \"r\" }\n", 1)
	}
	cut := load(t, "extends = '"+file(t, "base.toml", routes)+"'\nname = \"over\"\n[[link]]\nid = \"guiyang--zunyi\"\nstatus = \"removed\"\n")
	if len(cut.Uncertain) != 1 || !remarked(cut, "group.r has no effect: only link.to-mine.route_km") {
		t.Errorf("%+v %+v", cut.Uncertain, cut.Remarks)
	}
	for _, e := range []*Effective{two, one, zero, gone, idle, cut} {
		if again := load(t, string(e.TOML)); again.Hash != e.Hash {
			t.Error("the effective scenario changes when it is loaded")
		}
	}
	// A pair that is misspelt is one, whatever was taken from the group.
	if p := problemsOf(t, file(t, "m.toml", withGroup(pairOf("p", lead, "nothing", .2))), completion+"=1"); len(p) != 1 || p[0].Path != "group.a.pair.p.b" {
		t.Error(p)
	}
}

func remarked(e *Effective, what string) bool {
	return slices.ContainsFunc(e.Remarks, func(r model.Text) bool { return strings.HasPrefix(r.EN, what) })
}

func TestManyTied(t *testing.T) {
	var b strings.Builder
	b.WriteString(minimal + "[[group]]\nid = \"g\"\n")
	for i := range mostTied + 1 {
		fmt.Fprintf(&b, "[[cluster.fleet]]\nid = \"f%d\"\ntechnology = \"iec\"\nclass = \"good\"\npue_offset = { dist = \"uniform\", low = 0, high = 0.1, group = \"g\" }\n", i)
	}
	if p := problemsOf(t, file(t, "m.toml", b.String())); len(p) != 1 || !strings.Contains(p.Error(), "group.g: ties 201 numbers, more than 200") {
		t.Error(p)
	}
	load(t, b.String(), "group.g.draw=shared")
	load(t, b.String(), "cluster.c.fleet.f0.pue_offset=0")
}

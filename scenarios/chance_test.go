package scenarios

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/scenarios/internal/document"
)

// tied is a scenario with distributions of all forms, of which three are in a group.
const tied = `schema = 1
name = "tied"
[time]
start = 2022-12-31
end = 2023-12-31
[climate]
warming_k = { dist = "discrete", values = [1.2, 0.8], weights = [1, 3] }
[[hub]]
id = "h"
[[cluster]]
id = "c"
hub = "h"
place = "guian"
station = "guiyang"
racks = { dist = "normal", mean = 154_000, sd = 10_000, max = 200_000 } # estimate
utilisation = 0.5
pue_offset = { dist = "quantiles", p10 = 0.01, p50 = 0.03, p90 = 0.06 }
[cluster.build]
lead_time_months = { group = "building", p90 = 26, dist = "lognormal", p50 = 18, value = 20 }
capex_cny_per_rack = { dist = "pert", low = 50_000, mode = 75_000, high = 100_000, group = "building" }
[cluster.build.completion]
dist = "triangular" # experience
low = 0.6
mode = 0.9
high = 1
group = "building"
[[cluster.fleet]]
id = "f"
technology = "iec"
class = "good"
existing_share = 1
[[group]]
id = "building"
[[group.pair]]
id = "lead-capex"
a = "cluster.c.build.lead_time_months"
b = "cluster.c.build.capex_cny_per_rack"
rank_correlation = 0.7
`

// twin is a scenario of two clusters.
var twin = minimal + strings.Replace("[[cluster]]"+strings.SplitN(minimal, "[[cluster]]", 2)[1], `id = "c"`, `id = "d"`, 1)

func load(t *testing.T, text string, settings ...string) *Effective {
	t.Helper()
	e, err := Load(file(t, "s.toml", text), settings)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestMistakesOfDistributions(t *testing.T) {
	problems, wanted := marked(t, "testdata/chance.toml")
	if wanted != 31 || len(problems) != 31 {
		t.Errorf("%d mistakes are marked, %d reported; both should be 31:\n%v", wanted, len(problems), problems)
	}
	for _, path := range []string{"cluster.c.pue_offset.low", "cluster.c.renewable_share.values[1]", "cluster.c.demand.backlog_racks.group", "cluster.c.build.discount_per_year.high"} {
		if !slices.ContainsFunc(problems, func(p document.Problem) bool { return p.Path == path }) {
			t.Errorf("nothing is said of %s", path)
		}
	}
}

func TestDistributions(t *testing.T) {
	e := load(t, tied)
	want := []struct {
		path, group string
		central     float64
	}{
		{"climate.warming_k", "", .8},
		{"cluster.c.racks", "", 0},
		{"cluster.c.pue_offset", "", .03},
		{"cluster.c.build.lead_time_months", "building", 20},
		{"cluster.c.build.completion", "building", .9},
		{"cluster.c.build.capex_cny_per_rack", "building", 75_000},
	}
	if len(e.Uncertain) != len(want) {
		t.Fatalf("%d numbers are uncertain, want %d: %+v", len(e.Uncertain), len(want), e.Uncertain)
	}
	for i, w := range want {
		u := e.Uncertain[i]
		if u.Path != w.path || u.Group != w.group {
			t.Errorf("number %d is %s of %q, want %s of %q", i, u.Path, u.Group, w.path, w.group)
		}
		if v := *e.Number(u.Path); w.central != 0 && math.Abs(v-w.central) > 1e-9 {
			t.Errorf("%s is %v in a run without chance, want %v", u.Path, v, w.central)
		}
		for _, p := range []float64{.001, .5, .999} {
			if x := u.Dist.Quantile(p); math.IsNaN(x) || u.Dist.CDF(x) < p-1e-9 {
				t.Errorf("%s cannot be drawn: %v at %v", u.Path, x, p)
			}
		}
	}
	if v := *e.Number("cluster.c.racks"); !(v > 153_000 && v < 154_000) { // the upper end is cut off
		t.Errorf("the median of the cut normal distribution is %v", v)
	}
	if lead := e.Uncertain[3]; lead.Low != 4 || lead.High != 36 || lead.Unit != "month" || lead.Cut > 1e-9 {
		t.Errorf("%+v", lead)
	}
	if len(e.Groups) != 1 || e.Groups[0].RankCorrelation != .5 || e.Groups[0].Draw != "copula" || e.Groups[0].Pairs[0].RankCorrelation != .7 {
		t.Errorf("%+v", e.Groups)
	}
	if again := load(t, strings.Replace(tied, "p90 = 26", "p90 = 27", 1)); again.Hash == e.Hash || !reflect.DeepEqual(again.Clusters, e.Clusters) {
		t.Error("the hash does not hold the distributions, or they change the central run")
	}
}

// A scenario with distributions comes back from its own file to the byte.
func TestEffectiveDistributions(t *testing.T) {
	first := load(t, tied)
	for _, line := range []string{
		`lead_time_months = { dist = "lognormal", p50 = 18, p90 = 26, value = 20, group = "building" }`,
		`racks = { dist = "normal", mean = 154_000, sd = 10_000, max = 200_000 } # estimate`,
		`completion = { dist = "triangular", low = 0.6, mode = 0.9, high = 1, group = "building" } # experience`,
		`warming_k = { dist = "discrete", values = [1.2, 0.8], weights = [1, 3] }`,
	} {
		if !strings.Contains(string(first.TOML), "\n"+line) {
			t.Errorf("the effective scenario lacks\n%s", line)
		}
	}
	again := load(t, string(first.TOML))
	if string(again.TOML) != string(first.TOML) || again.Hash != first.Hash || !reflect.DeepEqual(again.Scenario, first.Scenario) {
		t.Error("the effective scenario changes when it is loaded")
	}
	path := filepath.Join(t.TempDir(), "plain.toml")
	if err := os.WriteFile(path, first.TOML, 0o666); err != nil {
		t.Fatal(err)
	}
	fixed, err := Load(path, []string{"climate.warming_k=0.8"})
	if err != nil || fixed.Hash == first.Hash || len(fixed.Uncertain) != len(first.Uncertain)-1 {
		t.Errorf("a number does not take the place of a distribution: %v", err)
	}
}

func TestSetDistribution(t *testing.T) {
	e, err := Load(file(t, "s.toml", twin), []string{
		`cluster.*.build.lead_time_months={ high = 24, dist = "uniform", low = 12 }`,
		`cluster.c.racks={ dist = "uniform", low = 1, high = 2 }`, "cluster.c.racks=150_000",
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Uncertain) != len(e.Clusters) {
		t.Errorf("%d of %d clusters are uncertain", len(e.Uncertain), len(e.Clusters))
	}
	if !slices.Contains(e.Changes, `cluster.c.build.lead_time_months = { dist = "uniform", low = 12, high = 24 }`) || !slices.Contains(e.Changes, "cluster.c.racks = 150_000") {
		t.Errorf("%q", e.Changes)
	}
	for setting, want := range map[string]string{
		"cluster.c.racks.dist=uniform":                              `is a number, and nothing lies below it; a setting gives a distribution as a whole: 'cluster.c.racks={ dist = "uniform"`,
		"cluster.c.racks={ dist = uniform }":                        "cluster.c.racks: ",
		`cluster.c.racks={ dist = "uniform", low = 1, high = 1e9 }`: "lies mostly outside what is allowed, 0 to 100000000",
		`cluster.c.racks={ dist = "uniform", low = 1, hihg = 2 }`:   "cluster.c.racks.hihg: unknown key of a uniform distribution; did you mean high?",
		`time.end={ dist = "uniform", low = 1, high = 2 }`:          "only numbers can be distributions, and this is a date",
		`cluster.c.racks={ dist = "uniform", low = 1, high = nan }`: "cluster.c.racks.high: is not finite",
		`cluster.c.racks={ low = 1 }`:                               "names its kind",
	} {
		p := problemsOf(t, file(t, "s.toml", twin), setting)
		if len(p) != 1 || !strings.Contains(p.Error(), want) || !strings.HasPrefix(p.Error(), "--set "+setting+": ") {
			t.Errorf("%s:\n got %s\nwant %s", setting, p, want)
		}
	}
}

// A distribution takes the place of an inherited number or distribution as a whole.
func TestExtendDistribution(t *testing.T) {
	base := file(t, "base.toml", tied)
	over := "extends = '" + base + "'\nname = \"over\"\n[[cluster]]\nid = \"c\"\n"
	e := load(t, over+"pue_offset = { dist = \"uniform\", low = 0, high = 0.06 }\nutilisation = { dist = \"uniform\", low = 0.3, high = 0.5 }\nracks = 150_000\n")
	if len(e.Uncertain) != 6 || e.Uncertain[1].Path != "cluster.c.utilisation" || *e.Number("cluster.c.racks") != 150_000 || *e.Number("cluster.c.utilisation") != .4 {
		t.Errorf("%+v", e.Uncertain)
	}
	if low, _ := e.Uncertain[2].Dist.Support(); low != 0 {
		t.Errorf("the inherited distribution is still there: %v", low)
	}
	if p := problemsOf(t, file(t, "over.toml", over+"[cluster.pue_offset]\np90 = 0.07\n")); len(p) != 1 || !strings.Contains(p.Error(), "5:2: cluster.c.pue_offset: is a table, and a number is wanted, or a distribution, which names its kind and is given as a whole") {
		t.Error(p)
	}
}

// Where racks may come into being, the shares of the fleets have to make 1 too.
func TestSharesOfDrawnRacks(t *testing.T) {
	text := strings.Replace(strings.Replace(minimal, "existing_share = 1", "existing_share = 0.9", 1), "racks = 1000", "racks = { dist = \"discrete\", values = [0, 1000], value = 0 }", 1)
	if p := problemsOf(t, file(t, "m.toml", text)); len(p) != 1 || !strings.Contains(p.Error(), "the existing_share of all fleets makes 0.9") {
		t.Error(p)
	}
}

// A distribution that leaves the evidence by a hair is not doubted, one that leaves it by more is.
func TestHairOutsideEvidence(t *testing.T) {
	for high, doubted := range map[string]bool{"0.119": false, "0.125": true} { // the evidence ends at 0.11, a twentieth of the span before that at 0.1106 and 0.1163
		e := load(t, minimal, `cluster.c.pue_offset={ dist = "uniform", low = -0.05, high = `+high+" }")
		if remarked(e, "cluster.c.pue_offset, ") != doubted {
			t.Errorf("up to %s: %+v", high, e.Remarks)
		}
	}
	if e := load(t, minimal, `cluster.c.racks={ dist = "uniform", low = 0, high = 3_160_000 }`); remarked(e, "cluster.c.racks, ") { // 2,000 of 3 million beyond
		t.Errorf("%+v", e.Remarks)
	}
}

func TestRemarksOnDistributions(t *testing.T) {
	e := load(t, tied, `cluster.c.utilisation={ dist = "normal", mean = 0.9, sd = 0.05, value = 0.9 }`, `cluster.c.build.slip_months={ dist = "uniform", low = 40, high = 50 }`)
	for _, want := range []string{
		"8 of the ",
		"cluster.c.utilisation: 2.28 % of its distribution lay outside what is allowed, 0 to 1, and was cut off", // two standard deviations
		"cluster.c.build.slip_months, 40.5 to 49.5 in nine cases of ten, lies wholly outside what the evidence covers, 0 to 12 month",
		"cluster.c.utilisation, 0.817 to 0.973 in nine cases of ten, lies wholly outside what the evidence covers, 0.2 to 0.8",
	} {
		if !slices.ContainsFunc(e.Remarks, func(r model.Text) bool { return strings.HasPrefix(r.EN, want) && r.ZH != "" }) {
			t.Errorf("no remark says %q: %+v", want, e.Remarks)
		}
	}
	for _, r := range e.Remarks {
		if strings.Contains(r.EN, "lead_time_months") {
			t.Errorf("a distribution within the evidence is doubted: %s", r.EN)
		}
	}
	var many strings.Builder
	many.WriteString(minimal)
	for i := range mostDoubts + 3 {
		fmt.Fprintf(&many, "[[cluster.fleet]]\nid = \"f%d\"\ntechnology = \"iec\"\nclass = \"good\"\npue_offset = { dist = \"uniform\", low = 0.2, high = 0.%d }\n", i, 30+i)
	}
	all := load(t, many.String())
	named := 0
	for _, r := range all.Remarks {
		if strings.Contains(r.EN, "pue_offset, 0.2") {
			named++
		}
	}
	if named != mostDoubts || !remarked(all, "Partly outside what the evidence covers, further distributions: 3") {
		t.Errorf("%d are named: %+v", named, all.Remarks)
	}
	alike := load(t, many.String(), `cluster.c.fleet.*.pue_offset={ dist = "uniform", low = 0.2, high = 0.3 }`)
	if !remarked(alike, "cluster.*.fleet.*.pue_offset (7 of them), 0.205 to 0.295 in nine cases of ten, lies wholly outside what the evidence covers, -0.05 to 0.11") {
		t.Errorf("what is alike is not said at once: %+v", alike.Remarks)
	}
}

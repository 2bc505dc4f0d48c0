package scenarios

import (
	"strings"
	"testing"
)

// market is a scenario with dispatched demand in which nothing is wrong.
const market = `schema = 1
name = "market"
[time]
start = 2022-12-31
end = 2023-12-31
[[hub]]
id = "h"
[[cluster]]
id = "near"
hub = "h"
place = "beijing"
station = "beijing"
racks = 1_000
utilisation = 0.5
[[cluster.egress]]
id = "now"
date = 2022-12-31
gbps = 100
[[cluster.fleet]]
id = "f"
technology = "chw"
class = "good"
existing_share = 1
[[cluster]]
id = "far"
hub = "h"
place = "guian"
station = "guiyang"
racks = 1_000
utilisation = 0.2
[[cluster.fleet]]
id = "f"
technology = "chw"
class = "good"
existing_share = 1
[[origin]]
id = "o"
place = "beijing"
home = ["near"]
share = 1
[[class]]
id = "quick"
share = 0.3
budget_ms = 5
[[class]]
id = "slow"
share = 0.7
budget_ms = 100
`

// Each mistake is named once, at its place, with what to do.
func TestDemandMistakes(t *testing.T) {
	if _, err := Load(file(t, "m.toml", market), nil); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, want string }{
		{"budget_ms = 5", "budget_ms = 0.4", "class.quick.budget_ms: no cluster is within 0.4 ms of any origin, so nothing of this class can ever be served: the shortest delay, from o to near, is 0.5 ms"},
		{"budget_ms = 5", "budget_ms = -1", "class.quick.budget_ms: -1 is out of range"},
		{"budget_ms = 5", "percentile = 0.5", "class.quick.budget_ms: is missing: one-way delay"},
		{"budget_ms = 100", "budget_ms = 6", "cluster.far: holds 200 occupied racks at the start, and no class of any origin may be there"},
		{`home = ["near"]`, "home = []", "origin.o.home: a list of at least one id of a cluster"},
		{`home = ["near"]`, `home = ["nera"]`, `origin.o.home[0]: there is no cluster "nera"; did you mean near?`},
		{`home = ["near"]`, `home = ["near", "near"]`, `origin.o.home[1]: "near" is listed twice`},
		{`home = ["near"]` + "\n", "", "origin.o.home: is missing"},
		{"share = 0.7", "share = 0.6", "class.quick.share: the share of all 2 entries of class makes 0.9; it has to make 1, so raise others by 0.1"},
		{"share = 1\n[[class]]", "share = 0.5\n[[class]]", "origin.o.share: the share of all 1 entries of origin makes 0.5; it has to make 1"},
		{"share = 1\n[[class]]", "share = 1\nmix = [{ id = \"quik\", share = 0.1 }]\n[[class]]", `origin.o.mix.quik: there is no class "quik"; did you mean quick?`},
		{"share = 1\n[[class]]", "share = 1\nmix = [{ id = \"quick\", share = 0.1 }]\n[[class]]", "origin.o: with its mix, the shares of all classes make 0.8 here; they have to make 1"},
		{"racks = 1_000\nutilisation = 0.5", "racks = 1_000\nutilisation = 0.5\nrent_cny = -3", "cluster.near.rent_cny: -3 is out of range; allowed is 0 to 1000000 CNY/(rack month)"},
		{"racks = 1_000\nutilisation = 0.5", "racks = 1_000\nutilisation = 0.5\nelectricity_cny_per_kwh = nan", "cluster.near.electricity_cny_per_kwh: is not finite"},
		{"utilisation = 0.5", "utilisation = 0.5\ndemand = { growth_per_year = 0.3 }", "cluster.near.demand.growth_per_year: has no effect beside [[origin]] entries"},
		{"gbps = 100", "gbps = -1", "cluster.near.egress.now.gbps: -1 is out of range"},
		{"date = 2022-12-31\ngbps", "date = 2023-01-31\ngbps", "cluster.near.egress.now.date: the first gateway capacity begins on 2023-01-31, after the start 2022-12-31"},
		{`id = "slow"`, `id = "near"`, `class.near: the id "near" already names cluster.near`},
		{"[[hub]]", "[dispatch]\npolicy = \"cheapest\"\n[[hub]]", `dispatch.policy: "cheapest" is unknown; known: least-cost, local-first, logit, mix`},
		{"[[hub]]", "[dispatch]\nplatform_share = 0.5\nplatform_max = 0.4\n[[hub]]", "dispatch.platform_share: 0.5 is above dispatch.platform_max, 0.4"},
		{"[[hub]]", "[[shock]]\nid = \"s\"\norigin = \"p\"\nbegins = 2023-03-01\nlasts_months = 3\nfactor = 2\n[[hub]]", `shock.s.origin: there is no origin "p"`},
		{"[[hub]]", "[[shock]]\nid = \"s\"\nbegins = 2024-03-01\nlasts_months = 3\nfactor = 2\n[[hub]]", "shock.s.begins: 2024-03-01 is not after the start"},
		{"[[hub]]", "[[target]]\nid = \"t\"\nquantity = \"racks_unserved\"\nscope = \"near\"\nat_most = 0\nby = 2023-12-31\n[[hub]]", "target.t.scope: racks_unserved belongs to an origin or workload class, and none is named"},
	} {
		text := strings.Replace(market, c.from, c.to, 1)
		if text == market {
			t.Fatalf("%q is not there", c.from)
		}
		if p := problemsOf(t, file(t, "m.toml", text)); len(p) != 1 || !strings.Contains(p.Error(), c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.to, p.Error(), c.want)
		}
	}
}

// Half of a description is none.
func TestDemandHalf(t *testing.T) {
	origins, classes := strings.Index(market, "[[origin]]"), strings.Index(market, "[[class]]")
	for text, want := range map[string]string{
		market[:classes]:                                            "origin: there are origins and no workload class",
		market[:origins] + market[classes:]:                         "class: there are workload classes and no origin",
		strings.NewReplacer("0.5", "0", "0.2", "0").Replace(market): "origin: there is no demand: no rack is occupied at the start",
	} {
		if p := problemsOf(t, file(t, "m.toml", text)); len(p) != 1 || !strings.Contains(p.Error(), want) {
			t.Errorf("got %s, want %s", p.Error(), want)
		}
	}
	// No racks at all, and yet there is demand: it waits.
	empty := strings.Replace(strings.ReplaceAll(market, "racks = 1_000", "racks = 0"), "share = 1\n[[class]]", "share = 1\nbacklog_racks = 10\n[[class]]", 1)
	if _, err := Load(file(t, "m.toml", empty), nil); err != nil {
		t.Error(err)
	}
}

// What counts for dispatched demand alone is refused on the command line without it, and
// in a file, which may extend another, it is left out and said.
func TestIdle(t *testing.T) {
	p := problemsOf(t, file(t, "m.toml", minimal), "cluster.c.rent_cny=5", "dispatch.policy=logit")
	if len(p) != 2 || !strings.Contains(p.Error(), "cluster.c.rent_cny: has no effect without [[origin]] entries") || !strings.Contains(p.Error(), "dispatch.policy: has no effect") {
		t.Error(p)
	}
	e, err := Load(file(t, "m.toml", strings.Replace(minimal, "[[hub]]", "[dispatch]\npeak_factor = 2\n[[hub]]", 1)), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Remarks) == 0 || e.Remarks[0].EN != "dispatch.peak_factor has no effect: the scenario has no [[origin]] entries" || strings.Contains(string(e.TOML), "dispatch") {
		t.Errorf("%+v\n%s", e.Remarks, e.TOML)
	}
}

// A star in a setting stands for every entry, and a mistake in it is told for each.
func TestSettingForAll(t *testing.T) {
	path := file(t, "m.toml", market)
	e, err := Load(path, []string{"class.*.adoption_per_year=1.5", "cluster.*.fleet.*.class=best"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range e.Classes {
		if c.AdoptionPerYear != 1.5 {
			t.Errorf("%+v", c)
		}
	}
	for _, c := range e.Clusters {
		if c.Fleets[0].Class != "best" {
			t.Errorf("%+v", c.Fleets)
		}
	}
	if p := problemsOf(t, path, "class.*.percentile=2"); len(p) != 2 {
		t.Error(p)
	}
	if p := problemsOf(t, path, "shock.*.factor=2"); len(p) != 1 || !strings.Contains(p.Error(), "there is no such entry, nor any other; a setting cannot add one") {
		t.Error(p)
	}
}

// Dated entries may stand in any order: an extending file can only add at the end.
func TestDatedEntries(t *testing.T) {
	late := strings.Replace(market, "[[cluster.egress]]", "[[cluster.egress]]\nid = \"later\"\ndate = 2023-06-30\ngbps = 50\n[[cluster.egress]]", 1)
	e, err := Load(file(t, "m.toml", late), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := e.Clusters[0].Egress; len(got) != 2 || got[0].ID != "now" || got[1].ID != "later" {
		t.Errorf("%+v", got)
	}
}

package sim_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/model/pue"
	"hubcap/sim/result"
)

// withFleets puts further entries of the cluster behind the base scenario.
func withFleets(entries ...string) string { return base + strings.Join(entries, "\n") + "\n" }

const oldFleet = `[[cluster.fleet]]
id = "old"
technology = "chw"
class = "legacy"
existing_share = 0.4
built_from = 2009
built_to = 2012`

const (
	mostNew = "cluster.c.fleet.f.existing_share=0.6"
	retro   = `[[cluster.renewal]]
id = "r"
fleet = "old"
into = "f"
begins = 2023-01-31
lasts_months = 10
racks = 2_000
outage_months = 6
capex_cny_per_rack = 30_000`
)

// 2,000 racks leave evenly over ten months from the first month's end on, each for six
// months: 200 a month go, those of a month come back from the sixth month after on.
func TestRetrofit(t *testing.T) {
	r := simulate(t, withFleets(oldFleet, retro), mostNew)
	gone := func(k float64) float64 { return 200 * min(10, max(0, k-1)) }
	expect(t, r, "c/old", model.RacksInService, func(k float64) float64 { return 4000 - gone(k) })
	expect(t, r, "c/f", model.RacksInService, func(k float64) float64 { return 6000 + gone(k-6) })
	expect(t, r, "c", model.RacksInService, func(k float64) float64 { return 10_000 - gone(k) + gone(k-6) })
	expect(t, r, "h", model.RacksInRenewal, func(k float64) float64 { return gone(k) - gone(k-6) })
	expect(t, r, "c", model.RacksRetired, func(float64) float64 { return 0 })
	expect(t, r, "c", model.CapexCumulative, func(k float64) float64 { return 30_000 * gone(k) })
	// It pays: the legacy halls are the worst there are.
	design := r.Series.Of("c", model.PUEDesign)
	if !(design[24] < design[0]-.05) {
		t.Errorf("design PUE goes from %v to %v", design[0], design[24])
	}
	// The oldest go first: those of 2009 and 2010, a thousand each.
	left := map[int]float64{}
	for _, v := range r.Vintages {
		if v.Scope == "c/old" {
			left[v.Built] = float64(v.End)
		}
	}
	if !near(left[2009], 0) || !near(left[2010], 0) || !near(left[2011], 1000) || !near(left[2012], 1000) {
		t.Errorf("left of the old halls: %v", left)
	}
}

// Of a consolidation a share comes back, the rest is gone for good; without a fleet to
// come back to, all is.
func TestConsolidation(t *testing.T) {
	r := simulate(t, withFleets(oldFleet, retro), mostNew, "cluster.c.renewal.r.kept_share=0.7")
	gone := func(k float64) float64 { return 200 * min(10, max(0, k-1)) }
	expect(t, r, "c", model.RacksInService, func(k float64) float64 { return 10_000 - gone(k) + .7*gone(k-6) })
	expect(t, r, "c", model.RacksRetired, func(k float64) float64 { return .3 * gone(k) })
	expect(t, r, "c", model.RacksInRenewal, func(k float64) float64 { return .7 * (gone(k) - gone(k-6)) })
	closing := strings.Replace(retro, "into = \"f\"", "kept_share = 0", 1)
	r = simulate(t, withFleets(oldFleet, closing), mostNew)
	expect(t, r, "c", model.RacksInService, func(k float64) float64 { return 10_000 - gone(k) })
	expect(t, r, "c", model.RacksInRenewal, func(float64) float64 { return 0 })
}

// A renewal of more racks than there are takes what there is, and says so. One without
// duration or outage is done in the step in which it begins.
func TestRenewalLimits(t *testing.T) {
	r := simulate(t, withFleets(oldFleet, retro), mostNew, "cluster.c.renewal.r.racks=9000", "cluster.c.renewal.r.lasts_months=0", "cluster.c.renewal.r.outage_months=0")
	expect(t, r, "c/old", model.RacksInService, func(k float64) float64 {
		if k < 1 {
			return 4000
		}
		return 0
	})
	expect(t, r, "c", model.RacksInService, func(float64) float64 { return 10_000 })
	said := false
	for _, w := range r.Warnings {
		said = said || strings.Contains(w.EN, "found only 4,000 of the 9,000 racks")
	}
	if !said {
		t.Errorf("nothing is said of the racks that were not there: %v", r.Warnings)
	}
}

// Whoever builds towards a goal counts racks that come back as coming, and the grid they
// hold as taken.
func TestRenewalAndOrders(t *testing.T) {
	text := withFleets(oldFleet, retro, "[[cluster.build.grid]]", "id = \"g\"", "date = 2022-12-31", "mw = 21.25") // 10,000 racks
	text = strings.Replace(text, "lasts_months = 10", "lasts_months = 0", 1)
	r := simulate(t, text, mostNew, "cluster.c.build.policy=target-seeking", "cluster.c.build.goal_racks=10_500")
	expect(t, r, "c", model.RacksStarted, func(float64) float64 { return 0 })
	text = strings.Replace(text, "21.25", "212.5", 1)
	r = simulate(t, text, mostNew, "cluster.c.build.policy=target-seeking", "cluster.c.build.goal_racks=10_500")
	expect(t, r, "c", model.RacksStarted, func(k float64) float64 { return 500 * min(1, k) })
}

// Renewal is paid from the same money as building: 60 million a year, of which the
// renewal of 2,000 racks takes all.
func TestRenewalTakesCapital(t *testing.T) {
	text := strings.Replace(withFleets(oldFleet, retro), "begins = 2023-01-31\nlasts_months = 10", "begins = 2022-12-31\nlasts_months = 12", 1)
	r := simulate(t, text, mostNew, "cluster.c.build.capital_cny_per_year=6e7", "cluster.c.build.policy=target-seeking", "cluster.c.build.goal_racks=100_000")
	expect(t, r, "c", model.RacksStarted, func(k float64) float64 { return 800. / 12 * max(0, k-12) })
}

// Racks join the halls of their year with the classes of that year: 1,000 of 2022 are half
// typical, half good; those that come in 2023 are good.
func TestByBuildYear(t *testing.T) {
	text := strings.Replace(base, `class = "good"`, "class = \"by-build-year\"\nbuilt_from = 2018\nbuilt_to = 2021", 1)
	r := simulate(t, text, "cluster.c.build.policy=fixed-rate", "cluster.c.build.rate_racks_per_month=1000")
	want := map[string]float64{"2018 typical": 2500, "2019 typical": 1250, "2019 good": 1250, "2020 typical": 1250, "2020 good": 1250,
		"2021 typical": 1250, "2021 good": 1250, "2023 good": 6000, "2024 good": 12_000}
	for _, v := range r.Vintages {
		name := map[int]string{2018: "2018", 2019: "2019", 2020: "2020", 2021: "2021", 2023: "2023", 2024: "2024"}[v.Built] + " " + v.Class
		if !near(float64(v.End), want[name]) {
			t.Errorf("%s: %v racks, want %v", name, v.End, want[name])
		}
		delete(want, name)
	}
	if len(want) > 0 {
		t.Errorf("not there: %v", want)
	}
	// At the start 5/8 are typical and 3/8 good.
	design := map[string]float64{}
	for _, v := range r.Vintages {
		design[v.Class] = float64(v.Design)
	}
	if got := r.Series.Of("c", model.PUEDesign)[0]; !near(got, 5./8*design["typical"]+3./8*design["good"]) {
		t.Errorf("design PUE %v of %v", got, design)
	}
}

// Racks of one year are one hall whether they were there at the start or came later.
func TestOneHallAYear(t *testing.T) {
	r := simulate(t, withFleets(`[[cluster.project]]
id = "p"
fleet = "f"
start = 2022-01-31
racks = 1_000
lead_time_months = 13`), "cluster.c.fleet.f.built_from=2022", "cluster.c.fleet.f.built_to=2022", "time.start=2022-06-30")
	if n := len(r.Vintages); n != 2 || r.Vintages[0].Built != 2022 || r.Vintages[0].Start != 10_000 || r.Vintages[1].Built != 2023 || r.Vintages[1].End != 1000 {
		t.Errorf("%+v", r.Vintages)
	}
}

// The share of liquid cooling in what is built rises along a logistic curve, and with it
// that of AI racks.
func TestLiquidRises(t *testing.T) {
	r := simulate(t, withFleets(`[[cluster.fleet]]
id = "ai"
technology = "coldplate"
class = "good"
computing = "intelligent"
build_share = 0.1
build_growth_per_year = 1`), "cluster.c.fleet.f.build_share=0.9", "cluster.c.build.policy=fixed-rate", "cluster.c.build.rate_racks_per_month=1000", "cluster.c.build.lead_time_months=0")
	liquid, all := 0., 10_000.
	share := func(k float64) float64 {
		if k > 0 {
			liquid += 1000 / (1 + 9*math.Exp(-k/12))
			all += 1000
		}
		return liquid / all
	}
	expect(t, r, "c", model.LiquidShare, share)
	liquid, all = 0, 10_000
	expect(t, r, "h", model.IntelligentRack, share)
}

// Twice as full, until they are full: 5,000 tenants on 6,000 and 4,000 racks.
func TestFill(t *testing.T) {
	r := simulate(t, withFleets(oldFleet), mostNew, "cluster.c.fleet.old.fill=0.5")
	expect(t, r, "c/f", model.RacksOccupied, func(float64) float64 { return 5000 * 6. / 8 })
	expect(t, r, "c/old", model.Utilisation, func(float64) float64 { return 5000 * 2. / 8 / 4000 })
	r = simulate(t, withFleets(oldFleet), mostNew, "cluster.c.fleet.old.fill=0.5", "cluster.c.utilisation=0.9")
	expect(t, r, "c/f", model.RacksOccupied, func(float64) float64 { return 6000 })
	expect(t, r, "c/old", model.RacksOccupied, func(float64) float64 { return 3000 })
}

// A fleet is judged like a hub, with what bound it.
func TestFleetTarget(t *testing.T) {
	r := simulate(t, withFleets(oldFleet, `[[target]]
id = "demonstration"
quantity = "pue_trailing_year"
scope = "c/old"
at_most = 1.15
by = 2024-12-31`), mostNew)
	got := r.Targets[0]
	trailing := r.Series.Of("c/old", model.PUETrailingYear)
	if got.Met || !near(float64(got.Simulated), trailing[24]) || len(got.Binding) != 3 {
		t.Errorf("%+v", got)
	}
	design := r.Series.Of("c/old", model.PUEDesign)[24]
	for _, b := range got.Binding {
		want := map[string]float64{"design_pue": design - 1.15, "as_operated": .03, "part_load": trailing[24] - .03 - design}[b.Constraint]
		if !near(float64(b.Share), want/(trailing[24]-1.15)) {
			t.Errorf("%s: %v, want %v", b.Constraint, b.Share, want/(trailing[24]-1.15))
		}
	}
}

// The PUE of a fleet follows its load, down and up: tenants leave and come back.
func TestPUEFollowsLoad(t *testing.T) {
	falling := simulate(t, base, "cluster.c.demand.growth_per_year=-0.5").Series.Of("c", model.PUE)
	rising := simulate(t, base, "cluster.c.demand.growth_per_year=0.8").Series.Of("c", model.PUE)
	level := simulate(t, base).Series.Of("c", model.PUE)
	for k := 2; k < len(level); k++ {
		if !(falling[k] > level[k] && rising[k] < level[k]) {
			t.Errorf("step %d: %v with fewer tenants, %v with as many, %v with more", k, falling[k], level[k], rising[k])
		}
	}
}

// The load factor and the as-operated offset of a fleet take the place of the cluster's.
func TestFleetsOwnNumbers(t *testing.T) {
	r := simulate(t, withFleets(oldFleet), mostNew, "cluster.c.fleet.old.load_factor=0.8", "cluster.c.fleet.old.pue_offset=0.1")
	after := func(v float64) func(float64) float64 {
		return func(k float64) float64 {
			if k == 0 {
				return math.NaN()
			}
			return v
		}
	}
	expect(t, r, "c/f", model.ITLoad, after(3000*2.5*.53/1000))
	expect(t, r, "c/old", model.ITLoad, after(2000*2.5*.8/1000))
	expect(t, r, "c/old", model.LoadAsOperated, after(2000*2.5*.8/1000*.1))
	expect(t, r, "c", model.LoadAsOperated, after(2000*2.5*.8/1000*.1+3000*2.5*.53/1000*.03))
}

// Random clusters with all kinds of fleets, renewals and projects.
func randomFleets(rng *rand.Rand) (string, []string) {
	technologies, classes := pue.Technologies(), append([]string{model.ByBuildYear}, "best", "good", "typical", "legacy")
	kinds := model.ComputingKinds()
	pick := func(n int) int { return rng.IntN(n) }
	n := 2 + pick(3)
	entries := []string{}
	settings := []string{"cluster.c.fleet.f.existing_share=0", "cluster.c.fleet.f.build_share=0"}
	left := 1.
	for f := range n {
		share := left * rng.Float64()
		if f == n-1 {
			share = left
		}
		left -= share
		entries = append(entries, "[[cluster.fleet]]", "id = \"x"+string(rune('0'+f))+"\"",
			"technology = \""+technologies[pick(len(technologies))].String()+"\"", "class = \""+classes[pick(len(classes))]+"\"",
			"computing = \""+kinds[pick(3)]+"\"", "built_from = 2010", "built_to = 2021", "existing_share = "+number(share),
			"build_share = "+number(1/float64(n)), "build_growth_per_year = "+number(2*rng.Float64()-1), "fill = "+number(.3+2*rng.Float64()))
	}
	entries = append(entries, "[[cluster.renewal]]", "id = \"r\"", "fleet = \"x0\"", "into = \"x1\"", "begins = 2023-05-31",
		"lasts_months = "+number(20*rng.Float64()), "racks = "+number(5000*rng.Float64()), "kept_share = "+number(rng.Float64()), "outage_months = "+number(10*rng.Float64()))
	settings = append(settings, "cluster.c.build.policy=fixed-rate", "cluster.c.build.rate_racks_per_month=300",
		"cluster.c.retirement_per_year="+number(.1*rng.Float64()), "cluster.c.demand.growth_per_year="+number(rng.Float64()-.3),
		"cluster.c.pue_offset="+number(.2*rng.Float64()-.1), "energy.accounting=apart", "cluster.c.demand.ramp_months=4",
		"time.step="+[]string{"month", "quarter", "year"}[pick(3)])
	return withFleets(entries...), settings
}

// Racks are neither lost nor made: what was there and what has been delivered is in
// service, retired or in renewal; the fleets and the vintages make the cluster.
func TestFleetsConserve(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		text, settings := randomFleets(rng)
		r := simulate(t, text, settings...)
		of := func(scope string, q model.QuantityName) []float64 { return r.Series.Of(scope, q) }
		for k := range r.Series.Dates {
			all := of("c", model.RacksInService)[k] + of("c", model.RacksRetired)[k] + of("c", model.RacksInRenewal)[k]
			delivered := of("c", model.RacksStarted)[k] - of("c", model.RacksInPipeline)[k] - of("c", model.RacksCancelled)[k]
			if !near(all, 10_000+delivered) {
				t.Fatalf("%s: %v racks, want %v", r.Series.Dates[k], all, 10_000+delivered)
			}
			var racks, occupied float64
			for _, s := range r.Scopes {
				if s.Kind == "fleet" {
					racks += of(s.ID, model.RacksInService)[k]
					occupied += of(s.ID, model.RacksOccupied)[k]
					if u := of(s.ID, model.Utilisation)[k]; u > 1+1e-12 || u < 0 {
						t.Fatalf("utilisation %v of %s", u, s.ID)
					}
				}
			}
			if !near(racks, of("c", model.RacksInService)[k]) || !near(occupied, of("c", model.RacksOccupied)[k]) {
				t.Fatalf("%s: fleets have %v racks, %v occupied; the cluster %v, %v", r.Series.Dates[k], racks, occupied, of("c", model.RacksInService)[k], of("c", model.RacksOccupied)[k])
			}
		}
		var start, end float64
		for _, v := range r.Vintages {
			start += float64(v.Start)
			end += float64(v.End)
		}
		if last := of("c", model.RacksInService); !near(start, 10_000) || !near(end, last[len(last)-1]) {
			t.Fatalf("vintages make %v and %v racks", start, end)
		}
	}
}

// number writes a number as TOML has it.
func number(v float64) string { return result.Number(v).String() }

// Racks of a project that is ready at the start are there in the vintages too, and a fleet
// has no trade-off of its own.
func TestVintagesAtTheStart(t *testing.T) {
	r, err := func() (*result.Result, error) {
		run := compile(t, load(t, withFleets(`[[cluster.project]]
id = "p"
fleet = "f"
start = 2022-12-31
racks = 300
lead_time_months = 0
[[target]]
id = "t"
quantity = "utilisation"
scope = "c/f"
at_least = 0.6
by = 2023-12-31`))).NewRun()
		if err := run.Simulate(t.Context()); err != nil {
			return nil, err
		}
		r := run.Result()
		trade, err := run.TradeOff(t.Context())
		r.TradeOff = trade
		return r, err
	}()
	if err != nil {
		t.Fatal(err)
	}
	start := 0.
	for _, v := range r.Vintages {
		start += float64(v.Start)
	}
	if !near(start, r.Series.Of("c", model.RacksInService)[0]) || start != 10_300 || len(r.TradeOff) != 0 {
		t.Errorf("%v racks at the start, %d trade-offs", start, len(r.TradeOff))
	}
}

// Renewals run in the order in which they stand: the first has the racks, the second finds
// what is left; what comes back in a fleet may be renewed from there.
func TestRenewalsInOrder(t *testing.T) {
	renewal := func(id, fleet, into string, racks int) string {
		return "[[cluster.renewal]]\nid = \"" + id + "\"\nfleet = \"" + fleet + "\"\ninto = \"" + into +
			"\"\nbegins = 2023-01-31\nlasts_months = 0\noutage_months = 2\nracks = " + number(float64(racks)) + "\n"
	}
	third := "[[cluster.fleet]]\nid = \"g\"\ntechnology = \"iec\"\nclass = \"best\"\n"
	r := simulate(t, withFleets(oldFleet, third, renewal("a", "old", "g", 3000), renewal("b", "old", "f", 3000), renewal("c", "g", "f", 500)), mostNew)
	after := func(step, before, from float64) func(float64) float64 {
		return func(k float64) float64 {
			if k < step {
				return before
			}
			return from
		}
	}
	expect(t, r, "c/old", model.RacksInService, after(1, 4000, 0))
	// 1,000 come back in the third month; c, which found none in the first, takes 500 of the
	// 3,000 in the fourth, and they come back in the sixth.
	expect(t, r, "c/f", model.RacksInService, func(k float64) float64 {
		switch {
		case k < 3:
			return 6000
		case k < 6:
			return 7000
		}
		return 7500
	})
	expect(t, r, "c/g", model.RacksInService, func(k float64) float64 {
		switch {
		case k < 3:
			return 0
		case k < 4:
			return 3000
		}
		return 2500
	})
}

// Steps of a week: racks join the year in which a step ends, and the energy of a year is
// that of a year, not of its 53 weeks.
func TestWeeks(t *testing.T) {
	text := strings.Replace(base, "end = 2024-12-31", "end = 2025-01-04\nstep = \"week\"", 1)
	r := simulate(t, text, "cluster.c.build.policy=fixed-rate", "cluster.c.build.rate_racks_per_month=1000", "cluster.c.build.lead_time_months=0")
	last := len(r.Series.Dates) - 1
	built := map[int]float64{}
	for _, v := range r.Vintages {
		built[v.Built] = float64(v.End)
	}
	service := r.Series.Of("c", model.RacksInService)
	first := 0
	for k, d := range r.Series.Dates {
		if d.Year == 2023 {
			first = k
		}
	}
	if !near(built[2023], service[first]-10_000) || !near(built[2023]+built[2024]+built[2025], service[last]-10_000) {
		t.Errorf("built %v, in service %v after 2023, %v in the end", built, service[first], service[last])
	}
	steady := simulate(t, text)
	year := steady.Series.Of("c", model.EnergyYear)[last]
	if mean := steady.Series.Of("c", model.ITLoad)[last]; math.Abs(year*1e6/(8766*mean)-steady.Series.Of("c", model.PUETrailingYear)[last]) > .005 { // months differ in length; 53 weeks would be .02 off
		t.Errorf("%v TWh in a year at %v MW and a PUE of %v", year, mean, steady.Series.Of("c", model.PUETrailingYear)[last])
	}
}

// A month without racks in the year takes nothing from what bound its PUE.
func TestBindingAfterAnOutage(t *testing.T) {
	r := simulate(t, withFleets(oldFleet, `[[cluster.renewal]]
id = "all"
fleet = "old"
into = "f"
begins = 2023-03-31
lasts_months = 0
outage_months = 1
racks = 10_000
[[target]]
id = "t"
quantity = "pue_trailing_year"
scope = "c"
at_most = 1
by = 2023-12-31`), "cluster.c.fleet.f.existing_share=0", "cluster.c.fleet.old.existing_share=1")
	shares := 0.
	for _, b := range r.Targets[0].Binding {
		shares += float64(b.Share)
	}
	if r.Series.Of("c", model.RacksInService)[3] != 0 || len(r.Targets[0].Binding) != 3 || !near(shares, 1) {
		t.Errorf("%+v", r.Targets[0].Binding)
	}
}

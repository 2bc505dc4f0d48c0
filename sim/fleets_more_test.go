package sim_test

import (
	"math"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/model/climate"
	"hubcap/model/pue"
	"hubcap/sim/result"
)

// Halls of which nobody says when they were built have no year, and are never new.
func TestUnknownYear(t *testing.T) {
	r := simulate(t, base, "energy.accounting=apart")
	if len(r.Vintages) != 1 || r.Vintages[0].Built != 0 {
		t.Errorf("%+v", r.Vintages)
	}
	expect(t, r, "c", model.EnergyApart, from(math.NaN(), 0))
}

// What comes in a year of two classes is divided between them: 6,000 racks of 2022.
func TestYearOfTwoClasses(t *testing.T) {
	text := strings.Replace(base, `class = "good"`, "class = \"by-build-year\"\nbuilt_from = 2000\nbuilt_to = 2000", 1)
	r := simulate(t, text, "time.start=2021-12-31", "time.end=2022-12-31", "cluster.c.build.policy=fixed-rate", "cluster.c.build.rate_racks_per_month=1000")
	expect(t, r, "c", model.RacksInService, func(k float64) float64 { return 10_000 + 1000*max(0, k-6) })
	for i, want := range []result.Vintage{{Class: "legacy", Built: 2000, End: 10_000}, {Class: "good", Built: 2022, End: 3000}, {Class: "typical", Built: 2022, End: 3000}} {
		if v := r.Vintages[i]; v.Class != want.Class || v.Built != want.Built || v.End != want.End {
			t.Errorf("%+v, want %+v", v, want)
		}
	}
}

// A project's racks join its own fleet.
func TestProjectOfAFleet(t *testing.T) {
	r := simulate(t, withFleets(oldFleet, "[[cluster.project]]\nid = \"p\"\nfleet = \"old\"\nstart = 2023-01-31\nracks = 1_000\nlead_time_months = 0"), mostNew)
	expect(t, r, "c/old", model.RacksInService, from(4000, 5000))
	expect(t, r, "c/f", model.RacksInService, constant(6000))
}

// Only the racks that were there are paid for.
func TestRenewalPaysForWhatItTakes(t *testing.T) {
	r := simulate(t, withFleets(oldFleet, retro), mostNew, "cluster.c.renewal.r.racks=9000", "cluster.c.renewal.r.lasts_months=0")
	expect(t, r, "c", model.CapexCumulative, from(0, 4000*30_000))
}

// Of 2,000 racks 1,400 will come back: whoever wants 500 more than there are orders 1,100.
func TestConsolidationAndOrders(t *testing.T) {
	r := simulate(t, withFleets(oldFleet, retro), mostNew, "cluster.c.renewal.r.lasts_months=0", "cluster.c.renewal.r.kept_share=0.7",
		"cluster.c.build.policy=target-seeking", "cluster.c.build.goal_racks=10_500")
	expect(t, r, "c", model.RacksStarted, from(0, 1100))
}

// Who follows demand counts what comes back, too: 10,000 racks at half are enough.
func TestRenewalAndDemandLed(t *testing.T) {
	r := simulate(t, withFleets(oldFleet, retro), mostNew, "cluster.c.build.policy=demand-led", "cluster.c.build.order_above=0.5", "cluster.c.build.pipeline_weight=1")
	expect(t, r, "c", model.RacksStarted, constant(0))
}

// Racks in renewal on the day of a target are on their way: half of 2,000 are back by then.
func TestRenewalIsLeadTime(t *testing.T) {
	got := bound(t, withFleets(oldFleet, retro)+goal(model.RacksInService, "c", 10_000, "2023-12-31"), mostNew)
	if len(got) != 1 || got["lead_time"] != 1 {
		t.Errorf("%v", got)
	}
}

// Retirement comes before renewal: of 4,000 old racks 480 are gone before the rest is
// renewed, and the renewed are safe in that year.
func TestRetiredBeforeRenewed(t *testing.T) {
	r := simulate(t, withFleets(oldFleet, retro), mostNew, "time.step=year", "cluster.c.retirement_per_year=0.12", "cluster.c.renewal.r.racks=9000",
		"cluster.c.renewal.r.lasts_months=0", "cluster.c.renewal.r.outage_months=0")
	expect(t, r, "c", model.RacksInService, func(k float64) float64 { return 10_000 * math.Pow(.88, k) })
	expect(t, r, "c/old", model.RacksInService, from(4000, 0))
}

// A run with renewals can be repeated.
func TestRenewalsRepeat(t *testing.T) {
	run := compile(t, load(t, withFleets(oldFleet, retro), mostNew, "cluster.c.retirement_per_year=0.1")).NewRun()
	var first []float64
	for range 2 {
		if err := run.Simulate(t.Context()); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = append(first, run.Values...)
		}
	}
	for i, v := range run.Values {
		if math.Float64bits(v) != math.Float64bits(first[i]) {
			t.Fatalf("value %d changes from %v to %v when the run is repeated", i, first[i], v)
		}
	}
}

// What is weighted by racks or energy in a hub, and that an empty cluster weighs nothing.
func TestHubWeights(t *testing.T) {
	settings := []string{"cluster.c.fleet.f.computing=intelligent", "cluster.d.fleet.g.technology=coldplate", "cluster.c.renewable_share=0.2", "cluster.d.renewable_share=0.6"}
	r := simulate(t, twoClusters, settings...)
	expect(t, r, "h", model.LiquidShare, constant(15_000./40_000))
	expect(t, r, "h", model.IntelligentRack, constant(10_000./40_000))
	expect(t, r, "all", model.LiquidShare, constant(20_000./45_000))
	expect(t, r, "all", model.IntelligentRack, constant(10_000./45_000))
	of := func(scope string, q model.QuantityName) float64 { return r.Series.Of(scope, q)[24] }
	c, d := of("c", model.Energy), of("d", model.Energy)
	if got := of("h", model.RenewableShare); !near(got, (.2*c+.6*d)/(c+d)) {
		t.Errorf("renewable share %v", got)
	}
	c, d = of("c", model.EnergyYear), of("d", model.EnergyYear)
	if got := of("h", model.EnergyYear); !near(got, c+d) {
		t.Errorf("energy of the year %v of %v and %v", got, c, d)
	}
	if got := of("h", model.PUETrailingYear); !near(got, (c+d)/(c/of("c", model.PUETrailingYear)+d/of("d", model.PUETrailingYear))) {
		t.Errorf("PUE of the year %v", got)
	}
	r = simulate(t, twoClusters, append(settings, "cluster.e.racks=0")...)
	for _, q := range []model.QuantityName{model.LiquidShare, model.IntelligentRack, model.PUEDesign, model.RenewableShare} {
		h := r.Series.Of("h", q)
		expect(t, r, "all", q, func(k float64) float64 { return h[int(k)] })
	}
}

// Fleets of different clusters do not mix: each has its own numbers, name and cluster.
func TestFleetsOfTwoClusters(t *testing.T) {
	r := simulate(t, twoClusters, `cluster.e.fleet.f.name.en="Deep"`)
	expect(t, r, "d/f", model.RacksInService, constant(15_000))
	expect(t, r, "e/f", model.RacksInService, constant(5000))
	for _, scope := range []string{"c", "e"} { // they have one fleet
		for _, q := range []model.QuantityName{model.PUE, model.PUETrailingYear, model.PUEDesign, model.Energy, model.LoadCooling} {
			whole := r.Series.Of(scope, q)
			expect(t, r, scope+"/f", q, func(k float64) float64 { return whole[int(k)] })
		}
	}
	if s, _ := r.Scope("e/f"); s.Kind != "fleet" || s.Name.EN != "Deep" || s.Cluster != "e" {
		t.Errorf("%+v", s)
	}
}

// A fleet does not build or let by itself, so nothing binds it.
func TestFleetIsNotBound(t *testing.T) {
	for quantity, atLeast := range map[model.QuantityName]float64{model.RacksInService: 90_000, model.Utilisation: .9} {
		target := strings.Replace(goal(quantity, "c", atLeast, "2024-12-31"), `scope = "c"`, `scope = "c/old"`, 1)
		if got := bound(t, withFleets(oldFleet)+target, mostNew); len(got) != 0 {
			t.Errorf("%s: %v", quantity, got)
		}
	}
}

// price is what the electricity of a rack of the near cluster costs in the first month, at
// 1 CNY/kWh, by the odds of the logit.
func price(t *testing.T, text string, settings ...string) float64 {
	t.Helper()
	r := simulate(t, text, append(settings, "origin.o.backlog_racks=500", "dispatch.policy=logit", "dispatch.size_exponent=0", "cluster.near.electricity_cny_per_kwh=1")...)
	return 500*math.Log(r.Series.Of("far", model.RacksPlaced)[1]/r.Series.Of("near", model.RacksPlaced)[1]) - 1000
}

// Before anything is metered, electricity is billed by all fleets, each with its share, load,
// offset and classes; where there are no racks yet, by those to be built, empty.
func TestElectricityOfFleets(t *testing.T) {
	text := strings.Replace(pair, "existing_share = 1\nbuild_share = 1", `existing_share = 0.25
build_share = 0.6
[[cluster.fleet]]
id = "g"
technology = "airside"
class = "by-build-year"
built_from = 2018
built_to = 2019
existing_share = 0.75
build_share = 0.4
load_factor = 0.8
pue_offset = 0.1
[[cluster.project]]
id = "now"
fleet = "g"
start = 2022-01-15
racks = 1_000
lead_time_months = 0`, 1)
	dates := []string{"time.start=2021-12-31", "time.end=2022-12-31"} // racks of 2021 and 2022 are half typical, half good
	var weather climate.Year
	for _, s := range load(t, text, dates...).Data.Stations {
		if s.ID == "beijing" {
			weather = s.Year.Warm(.8, .75)
		}
	}
	year := func(technology pue.Technology, class pue.Class, u float64) float64 {
		plant := pue.New(technology, class)
		return plant.Year(u, weather).PUE()
	}
	old := .25*(year(pue.ChilledWater, pue.Good, .5*.53)+.03) +
		.75*(.75*year(pue.Airside, pue.Typical, .5*.8)+.25*year(pue.Airside, pue.Good, .5*.8)+.1)
	if got, want := price(t, text, dates...), 2.5*730.5*(.25*.53+.75*.8)*old; math.Abs(got-want) > .002 { // the trace of the names
		t.Errorf("halls that are there: %v, want %v", got, want)
	}
	later := .6*(year(pue.ChilledWater, pue.Good, 0)+.03) +
		.4*(.5*year(pue.Airside, pue.Typical, 0)+.5*year(pue.Airside, pue.Good, 0)+.1)
	if got, want := price(t, text, append(dates, "cluster.near.racks=0")...), 2.5*730.5*(.6*.53+.4*.8)*later; math.Abs(got-want) > .002 {
		t.Errorf("halls to come: %v, want %v", got, want)
	}
}

// What the sites add as operated counts at most as far as PUE misses its bound; what they save
// makes part load no worse.
func TestBindsPUE(t *testing.T) {
	for _, offset := range []float64{.05, -.05} {
		settings := []string{"cluster.c.fleet.f.technology=chw", "cluster.c.utilisation=0.2", "cluster.c.pue_offset=" + number(offset)}
		r := simulate(t, base, settings...)
		value, full := r.Series.Of("c", model.PUE)[24], r.Series.Of("c", model.PUEDesign)[24]
		required, want := value-.01, map[string]float64{"as_operated": .01, "part_load": value - .05 - full}
		if offset < 0 {
			required, want = full-.01, map[string]float64{"design_pue": .01, "part_load": value - full}
		}
		target := strings.Replace(goal(model.PUE, "c", 9, "2024-12-31"), "at_least = 9", "at_most = "+number(required), 1)
		got, sum := bound(t, base+target, settings...), 0.
		for _, w := range want {
			sum += w
		}
		for name, w := range want {
			if math.Abs(got[name]-w/sum) > 1e-6 || len(got) != len(want) {
				t.Errorf("offset %v: %v, want %v of %v", offset, got, want, sum)
				break
			}
		}
	}
}

// A vintage has the technology, kind of computing and design PUE of its own fleet.
func TestVintagesOfFleets(t *testing.T) {
	r := simulate(t, withFleets(oldFleet), mostNew, "cluster.c.fleet.old.computing=intelligent")
	for i, want := range []result.Vintage{{Scope: "c/f", Technology: "iec", Class: "good", Computing: "general"}, {Scope: "c/old", Technology: "chw", Class: "legacy", Computing: "intelligent"}} {
		v := r.Vintages[i]
		if v.Scope != want.Scope || v.Technology != want.Technology || v.Class != want.Class || v.Computing != want.Computing || float64(v.Design) != r.Series.Of(v.Scope, model.PUEDesign)[0] {
			t.Errorf("%+v, want %+v", v, want)
		}
	}
}

// A trade-off asks for racks at will: renewals have no part in it.
func TestTradeOffWithoutRenewals(t *testing.T) {
	text := strings.Replace(pair, "[[cluster.fleet]]", "[[cluster.renewal]]\nid = \"r\"\nfleet = \"f\"\nkept_share = 0\nbegins = 2023-01-31\nlasts_months = 0\nracks = 600\n[[cluster.fleet]]", 1) +
		goal(model.Utilisation, "near", .4, "2023-12-31")
	if first := tradeOff(t, text)[0].Points[0]; !near(float64(first.Racks), 1000) {
		t.Errorf("%+v", first)
	}
}

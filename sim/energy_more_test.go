package sim_test

import (
	"math"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/model/climate"
	"hubcap/model/pue"
)

// guiyang is today's weather there.
func guiyang(t *testing.T) climate.Station {
	t.Helper()
	station := stationOf(t, load(t, base).Data.Stations, "guiyang")
	return station.Warm(.8, .75)
}

// later gives nothing at the start, where nothing has been measured yet.
func later(want func(k float64) float64) func(float64) float64 {
	return func(k float64) float64 {
		if k == 0 {
			return math.NaN()
		}
		return want(k)
	}
}

// Every part of the power, and the water, of two fleets in a quarter follow from their plants:
// 3,000 and 2,000 racks in 31 days of January, 28 of February, 31 of March.
func TestPartsAndWater(t *testing.T) {
	weather := guiyang(t).Year
	r := simulate(t, withFleets(oldFleet), mostNew, "time.step=quarter")
	all, litres := pue.Parts{}, 0.
	for _, f := range []struct {
		scope string
		plant pue.Plant
		it    float64
	}{
		{"c/f", pue.New(pue.IndirectEvaporative, pue.Good), 3000 * 2.5 * .53 / 1000},
		{"c/old", pue.New(pue.ChilledWater, pue.Legacy), 2000 * 2.5 * .53 / 1000},
	} {
		var w pue.Parts
		for month, days := range []float64{31, 28, 31} {
			parts := f.plant.Month(.265, weather[month])
			w.Electrical += f.it * parts.Electrical * days / 90
			w.Misc += f.it * parts.Misc * days / 90
			w.Fans += f.it * parts.Fans * days / 90
			w.Cooling += f.it * parts.Cooling * days / 90
			litres += 1000 * f.it * parts.Water * 24 * days
		}
		all.Electrical, all.Misc, all.Fans, all.Cooling = all.Electrical+w.Electrical, all.Misc+w.Misc, all.Fans+w.Fans, all.Cooling+w.Cooling
		hasParts(t, r.Series.Of, f.scope, w)
	}
	hasParts(t, r.Series.Of, "c", all)
	hasParts(t, r.Series.Of, "h", all)
	if got := r.Series.Of("c", model.Water)[1]; !near(got, litres/1000) {
		t.Errorf("water %v m3, want %v", got, litres/1000)
	}
}

// hasParts compares the parts of the power of the first step.
func hasParts(t *testing.T, of func(string, model.QuantityName) []float64, scope string, want pue.Parts) {
	t.Helper()
	for q, v := range map[model.QuantityName]float64{model.LoadElectrical: want.Electrical, model.LoadMisc: want.Misc, model.LoadFans: want.Fans, model.LoadCooling: want.Cooling} {
		if got := of(scope, q)[1]; !near(got, v) {
			t.Errorf("%s of %s: %v MW, want %v", q, scope, got, v)
		}
	}
}

// A fleet of halls of two classes has the means of their plants, by racks: 2,500 typical of
// 2018, and 2,500 of 2019, half of them good.
func TestPlantsOfAFleet(t *testing.T) {
	text := strings.NewReplacer(`class = "good"`, "class = \"by-build-year\"\nbuilt_from = 2018\nbuilt_to = 2019", "racks = 10_000", "racks = 5_000").Replace(base)
	r := simulate(t, text, "cluster.c.peak_factor=1")
	station := guiyang(t)
	typical, good := pue.New(pue.IndirectEvaporative, pue.Typical), pue.New(pue.IndirectEvaporative, pue.Good)
	month := func(k float64) int { return (int(k) + 11) % 12 }
	expect(t, r, "c/f", model.PUE, later(func(k float64) float64 {
		m := station.Year[month(k)]
		return .75*typical.Month(.265, m).PUE() + .25*good.Month(.265, m).PUE() + .03
	}))
	expect(t, r, "c", model.FacilityPeak, later(func(k float64) float64 {
		hour := pue.DesignHours(&station)[month(k)]
		at := func(p pue.Plant) float64 {
			l := p.At(.265)
			parts := l.Moment(hour.DryBulb, hour.WetBulb, hour.Pressure)
			return parts.PUE()
		}
		return 2500 * 2.5 * .53 / 1000 * (.75*at(typical) + .25*at(good) + .03)
	}))
}

// The peak of a cluster is the sum of its fleets': each with its own load factor, and none
// below its IT load, however low the offset.
func TestPeakOfFleets(t *testing.T) {
	r := simulate(t, withFleets(oldFleet), mostNew, "cluster.c.peak_factor=1.5", "cluster.c.fleet.old.load_factor=0.8", "cluster.c.fleet.f.pue_offset=-0.2", "cluster.c.fleet.old.pue_offset=0.1")
	station := guiyang(t)
	of := func(technology pue.Technology, class pue.Class, u, offset float64, hour pue.Point) float64 {
		plant := pue.New(technology, class)
		at := plant.At(u)
		parts := at.Moment(hour.DryBulb, hour.WetBulb, hour.Pressure)
		return max(1, parts.PUE()+offset)
	}
	expect(t, r, "c", model.FacilityPeak, later(func(k float64) float64 {
		hour := pue.DesignHours(&station)[(int(k)+11)%12]
		return 3000*2.5*.53*1.5/1000*of(pue.IndirectEvaporative, pue.Good, .265, -.2, hour) + 2000*2.5/1000*of(pue.ChilledWater, pue.Legacy, .4, .1, hour)
	}))
}

// In a year in which 1,200 of 10,000 racks retire and the tenants of 5,000 become 7,200, what
// counts is the mean: 9,400 and 6,100. What has to be paid back within a year costs a year's
// interest.
func TestMeansOfAYear(t *testing.T) {
	r := simulate(t, base, "time.step=year", "cluster.c.retirement_per_year=0.12", "cluster.c.demand.growth_per_year=0.44",
		"cluster.c.maintenance_cny_per_rack_year=2400", "cluster.c.build.discount_per_year=0.05", "cluster.c.build.asset_life_years=1")
	at := func(q model.QuantityName) float64 { return r.Series.Of("h", q)[1] }
	for q, want := range map[model.QuantityName]float64{
		model.ITLoad: 6100 * 2.5 * .53 / 1000, model.CostMaintenance: 9400 * 2400, model.CostCapital: 9400 * 78_750,
		model.CostPerRack: (at(model.Opex) + 9400*78_750) / (12 * 6100),
	} {
		if !near(at(q), want) {
			t.Errorf("%s: %v, want %v", q, at(q), want)
		}
	}
}

// The energy of the halls of one fleet stands apart, that of the older one is assessed; the
// PUE is that of all.
func TestLedgersOfFleets(t *testing.T) {
	years := []string{mostNew, "cluster.c.fleet.f.built_from=2020", "cluster.c.fleet.f.built_to=2022"}
	r := simulate(t, withFleets(oldFleet), append(years, "energy.accounting=apart", "energy.apart_from_year=2020")...)
	young, old := r.Series.Of("c/f", model.Energy), r.Series.Of("c/old", model.Energy)
	expect(t, r, "c", model.EnergyApart, func(k float64) float64 { return young[int(k)] })
	expect(t, r, "h", model.EnergyAssessed, func(k float64) float64 { return old[int(k)] })
	together := simulate(t, withFleets(oldFleet), years...).Series.Of("h", model.PUETrailingYear)
	expect(t, r, "h", model.PUETrailingYear, func(k float64) float64 { return together[int(k)] })
}

// A class of which nothing stands yet, the good halls of 2023, adds nothing.
func TestEmptyPlant(t *testing.T) {
	r := simulate(t, strings.Replace(base, `class = "good"`, "class = \"by-build-year\"\nbuilt_from = 2018\nbuilt_to = 2018", 1), "energy.accounting=apart")
	all := r.Series.Of("c", model.Energy)
	expect(t, r, "c", model.EnergyAssessed, func(k float64) float64 { return all[int(k)] })
}

// As operated no site is better than its IT load: at full load these halls have a PUE below 1.2.
func TestNeverBelowOne(t *testing.T) {
	r := simulate(t, base, "cluster.c.pue_offset=-0.2", "cluster.c.fleet.f.class=best", "cluster.c.utilisation=1", "cluster.c.load_factor=1")
	for _, scope := range []string{"c/f", "c", "h"} {
		expect(t, r, scope, model.PUE, from(math.NaN(), 1))
		expect(t, r, scope, model.FacilityLoad, from(math.NaN(), 25))
	}
}

// Tenants are where racks are in the mean of a step: when 2,000 of 4,000 old racks close, the
// old have 3,000 of 9,000 in that year, and 2,000 of 8,000 at its end.
func TestTenantsOfAClosingFleet(t *testing.T) {
	closing := strings.NewReplacer("into = \"f\"", "kept_share = 0", "lasts_months = 10", "lasts_months = 0").Replace(retro)
	r := simulate(t, withFleets(oldFleet, closing), mostNew, "time.step=year")
	if got := r.Series.Of("c/old", model.ITLoad)[1]; !near(got, 5000./3*2.5*.53/1000) {
		t.Errorf("IT load %v", got)
	}
	expect(t, r, "c/old", model.RacksOccupied, from(2000, 1250))
	expect(t, r, "c/old", model.Utilisation, from(.5, .625))
}

// Contracts for renewable energy rise to their ceiling.
func TestRenewableCeiling(t *testing.T) {
	r := simulate(t, base, "cluster.c.renewable_share=0.2", "cluster.c.renewable_rise_per_year=0.12", "cluster.c.renewable_max=0.3")
	expect(t, r, "h", model.RenewableShare, later(func(k float64) float64 { return min(.3, .2+.01*k) }))
}

package sim_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/model/climate"
	"hubcap/model/pue"
	"hubcap/sim/result"
)

var powerParts = []model.QuantityName{model.LoadElectrical, model.LoadMisc, model.LoadFans, model.LoadCooling, model.LoadAsOperated}

// Facility = IT + parts, for every fleet, cluster and hub in every step, to 1e-12; the
// parts of the fleets make those of the cluster; PUE is never below 1.
func TestPowerCloses(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	closes := func(a, b float64) bool { return math.Abs(a-b) <= 1e-12*max(1, math.Abs(b)) }
	for n := range 40 {
		text, settings := randomFleets(rng)
		r := simulate(t, text, settings...)
		if n == 0 {
			r = shippedRun(t, "national-2022")
		}
		for k := 1; k < len(r.Series.Dates); k++ {
			for _, s := range r.Scopes {
				it := r.Series.Of(s.ID, model.ITLoad)
				if it == nil || math.IsNaN(it[k]) {
					continue
				}
				sum := it[k]
				for _, q := range powerParts {
					part := r.Series.Of(s.ID, q)[k]
					if part < 0 && q != model.LoadAsOperated {
						t.Fatalf("%s of %s is %v", q, s.ID, part)
					}
					sum += part
				}
				facility := r.Series.Of(s.ID, model.FacilityLoad)[k]
				if !closes(sum, facility) {
					t.Fatalf("%s on %s: facility %v, IT and parts %v", s.ID, r.Series.Dates[k], facility, sum)
				}
				if pue := r.Series.Of(s.ID, model.PUE)[k]; it[k] > 0 && (pue < 1 || !closes(pue, facility/it[k])) {
					t.Fatalf("PUE %v of %s", pue, s.ID)
				}
			}
			for _, q := range append([]model.QuantityName{model.ITLoad, model.FacilityLoad, model.Energy}, powerParts...) {
				clusters, fleets := 0., 0.
				for _, s := range r.Scopes {
					switch s.Kind {
					case "cluster":
						clusters += r.Series.Of(s.ID, q)[k]
					case "fleet":
						fleets += r.Series.Of(s.ID, q)[k]
					}
				}
				all := r.Series.Of("all", q)[k]
				if tolerance := 1e-10 * max(1, math.Abs(all)); math.Abs(clusters-all) > tolerance || math.Abs(fleets-all) > tolerance {
					t.Fatalf("%s: all %v, clusters %v, fleets %v", q, all, clusters, fleets)
				}
			}
		}
	}
}

// shippedRun simulates a shipped scenario.
func shippedRun(t *testing.T, name string, settings ...string) *result.Result {
	t.Helper()
	return simulate(t, "extends = \""+name+"\"\nschema = 1\nname = \"x\"\n", settings...)
}

// What a steady cluster costs and emits follows from its energy by hand.
func TestResources(t *testing.T) {
	text := strings.Replace(base, "[[cluster.fleet]]", "[[cluster.build.grid]]\nid = \"g\"\ndate = 2022-12-31\nmw = 20\n[[cluster.build.grid]]\nid = \"n\"\ndate = 2023-12-31\nmw = 30\n[[cluster.fleet]]", 1)
	r := simulate(t, text, "cluster.c.electricity_cny_per_kwh=0.4", "cluster.c.grid_factor_kg_per_kwh=0.5", "cluster.c.grid_factor_decline_per_year=0.1",
		"cluster.c.renewable_share=0.2", "cluster.c.renewable_rise_per_year=0.1", "cluster.c.water_cny_per_m3=5", "cluster.c.maintenance_cny_per_rack_year=2400",
		"cluster.c.build.discount_per_year=0", "cluster.c.build.asset_life_years=10", "hub.h.population=2_000_000", "compute.population=4_000_000",
		"compute.general.fp32_tflops=50", "compute.general.fp16_tflops=70", "compute.general.growth_per_year=0.21")
	of := func(q model.QuantityName) []float64 { return r.Series.Of("c", q) }
	energy, water := of(model.Energy), of(model.Water)
	step := func(want func(k float64) float64) func(float64) float64 {
		return func(k float64) float64 {
			if k == 0 {
				return math.NaN()
			}
			return want(k)
		}
	}
	at := func(v []float64, k float64) float64 { return v[int(k)] }
	for _, scope := range []string{"c", "h", "all"} {
		expect(t, r, scope, model.CostElectricity, step(func(k float64) float64 { return 400 * at(energy, k) }))
		expect(t, r, scope, model.CarbonGrid, step(func(k float64) float64 { return .5 * math.Pow(.9, k/12) * at(energy, k) }))
		expect(t, r, scope, model.RenewableShare, step(func(k float64) float64 { return .2 + .1*k/12 }))
		expect(t, r, scope, model.Carbon, step(func(k float64) float64 { return .5 * math.Pow(.9, k/12) * (.8 - .1*k/12) * at(energy, k) }))
		expect(t, r, scope, model.CostWater, step(func(k float64) float64 { return 5 * at(water, k) }))
		expect(t, r, scope, model.CostMaintenance, step(func(float64) float64 { return 10_000 * 200 }))
		expect(t, r, scope, model.CostCapital, step(func(float64) float64 { return 10_000 * 7500. / 12 }))
		expect(t, r, scope, model.Opex, step(func(k float64) float64 { return 400*at(energy, k) + 5*at(water, k) + 2e6 }))
		expect(t, r, scope, model.CostPerRack, step(func(k float64) float64 {
			return (400*at(energy, k) + 5*at(water, k) + 2e6 + 10_000*7500./12) / 5000
		}))
		expect(t, r, scope, model.GridConnection, func(k float64) float64 {
			if k < 12 {
				return 20
			}
			return 30
		})
		expect(t, r, scope, model.ComputeFP32, func(k float64) float64 { return 5000 * 50e-6 * math.Pow(1.21, k/12) })
		expect(t, r, scope, model.FP32General, func(k float64) float64 { return 5000 * 50e-6 * math.Pow(1.21, k/12) })
		expect(t, r, scope, model.ComputeFP16, func(k float64) float64 { return 5000 * 70e-6 * math.Pow(1.21, k/12) })
	}
	expect(t, r, "h", model.FP32PerHead, func(k float64) float64 { return 5000 * 50e3 * math.Pow(1.21, k/12) / 2e6 })
	expect(t, r, "all", model.FP16PerHead, func(k float64) float64 { return 5000 * 70e3 * math.Pow(1.21, k/12) / 4e6 })
	expect(t, r, "c", model.FP32PerHead, func(float64) float64 { return math.NaN() })
	expect(t, r, "c", model.EnergyYear, func(k float64) float64 {
		if k < 12 {
			return math.NaN()
		}
		sum := 0.
		for j := int(k) - 11; j <= int(k); j++ {
			sum += energy[j]
		}
		return sum / 1e6
	})
}

// The peak is that of the design hour, at the IT load of the peak hour but never beyond the
// design power of what is occupied.
func TestPeak(t *testing.T) {
	e := load(t, base)
	station := stationOf(t, e.Data.Stations, "guiyang")
	plant := pue.New(pue.IndirectEvaporative, pue.Good)
	at := plant.At(.265)
	hour := func(month int) float64 {
		p := pue.PeakPoint(station.Year[month].Warm(.8, .75))
		parts := at.Moment(p.DryBulb, p.WetBulb, p.Pressure)
		return parts.PUE() + .03
	}
	const it = 10_000 * .5 * 2.5 * .53 / 1000
	for factor, most := range map[string]float64{"1": it, "1.2": 1.2 * it, "5": 5000 * 2.5 / 1000} {
		r := simulate(t, base, "cluster.c.peak_factor="+factor)
		expect(t, r, "h", model.FacilityPeak, func(k float64) float64 {
			if k == 0 {
				return math.NaN()
			}
			return most * hour((int(k)+11)%12)
		})
	}
	// Of a year's step it is the hottest month that counts.
	r := simulate(t, base, "cluster.c.peak_factor=1", "time.step=year")
	hottest := 0.
	for m := range 12 {
		hottest = max(hottest, hour(m))
	}
	if got := r.Series.Of("c", model.FacilityPeak)[1]; !near(got, it*hottest) {
		t.Errorf("peak of the year %v, want %v", got, it*hottest)
	}
}

func stationOf(t *testing.T, stations []climate.Station, id string) climate.Station {
	t.Helper()
	i := slices.IndexFunc(stations, func(s climate.Station) bool { return s.ID == id })
	if i < 0 {
		t.Fatalf("no station %s", id)
	}
	return stations[i]
}

// The peak is never below the mean, even where a plant's worst hour is not its hottest.
func TestPeakAboveMean(t *testing.T) {
	r := simulate(t, base, "cluster.c.station=juxian", "cluster.c.peak_factor=1", "cluster.c.load_factor=1", "cluster.c.fleet.f.technology=airside", "cluster.c.fleet.f.class=legacy")
	mean := r.Series.Of("c", model.FacilityLoad)
	for k, peak := range r.Series.Of("c", model.FacilityPeak) {
		if k > 0 && !(peak >= mean[k]) {
			t.Errorf("%s: peak %v, mean %v", r.Series.Dates[k], peak, mean[k])
		}
	}
}

// When all halls count as new, nothing is left to assess: no dust, and nothing negative.
func TestNothingAssessed(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 20 {
		text, settings := randomFleets(rng)
		r := simulate(t, text, append(settings, "energy.apart_from_year=1990")...)
		for k, v := range r.Series.Of("c", model.EnergyAssessed) {
			if k > 0 && v != 0 {
				t.Fatalf("%s: %v MWh are assessed", r.Series.Dates[k], v)
			}
		}
	}
}

// A target on what is not there says so.
func TestValueless(t *testing.T) {
	r := simulate(t, withFleets(`[[cluster.fleet]]
id = "g"
technology = "chw"
class = "good"
[[target]]
id = "empty"
quantity = "pue"
scope = "c/g"
at_most = 1.3
by = 2024-12-31`))
	said := slices.ContainsFunc(r.Warnings, func(w result.Text) bool { return strings.Contains(w.EN, "Target empty has no value on 2024-12-31") })
	if r.Targets[0].Met || !said {
		t.Errorf("%+v, %v", r.Targets[0], r.Warnings)
	}
}

// A grid connection that the racks outgrow is named.
func TestOverdrawn(t *testing.T) {
	text := strings.Replace(base, "[[cluster.fleet]]", "[[cluster.build.grid]]\nid = \"g\"\ndate = 2022-12-31\nmw = 8\n[[cluster.fleet]]", 1)
	r := simulate(t, text)
	if load := r.Series.Of("c", model.GridLoad)[8]; !(load > 1) || !near(load, r.Series.Of("c", model.FacilityPeak)[8]/8) {
		t.Errorf("load of the grid connection %v", load)
	}
	for _, w := range r.Warnings {
		if strings.Contains(w.EN, "passes its grid connection") {
			return
		}
	}
	t.Error("nothing is said of the grid connection")
}

// With accounting apart, the energy of halls built since 2023 leaves the assessed ledger;
// the sum stays.
func TestLedgers(t *testing.T) {
	text := strings.Replace(base, "existing_share = 1", "existing_share = 1\nbuilt_from = 2020\nbuilt_to = 2022", 1)
	grow := []string{"cluster.c.build.policy=fixed-rate", "cluster.c.build.rate_racks_per_month=1000", "cluster.c.build.lead_time_months=0"}
	together := simulate(t, text, grow...)
	apart := simulate(t, text, append(grow, "energy.accounting=apart")...)
	energy := together.Series.Of("c", model.Energy)
	at := func(k float64) float64 { return energy[int(k)] }
	expect(t, together, "h", model.EnergyAssessed, at)
	expect(t, together, "h", model.EnergyApart, func(k float64) float64 { return 0 * at(k) })
	expect(t, apart, "h", model.Energy, at)
	share := func(k float64) float64 { return 1000 * (k - .5) / (10_000 + 1000*(k-.5)) } // mean of both ends
	expect(t, apart, "h", model.EnergyApart, func(k float64) float64 { return at(k) * share(k) })
	expect(t, apart, "c", model.EnergyAssessed, func(k float64) float64 { return at(k) * (1 - share(k)) })
	older := simulate(t, text, append(grow, "energy.accounting=apart", "energy.apart_from_year=2022")...)
	expect(t, older, "c", model.EnergyApart, func(k float64) float64 {
		return at(k) * (10_000./3 + 1000*(k-.5)) / (10_000 + 1000*(k-.5))
	})
	year := 0.
	for k := 13.; k <= 24; k++ {
		year += at(k) * (1 - share(k)) / 1e6
	}
	if got := apart.Series.Of("c", model.AssessedYear)[24]; !near(got, year) {
		t.Errorf("assessed energy of the year %v TWh, want %v", got, year)
	}
}

// Each kind of computing has compute of its own, and FP32 and FP16 never meet.
func TestCensus(t *testing.T) {
	r := simulate(t, withFleets(`[[cluster.fleet]]
id = "ai"
technology = "coldplate"
class = "good"
computing = "intelligent"
existing_share = 0.3
[[cluster.fleet]]
id = "super"
technology = "immersion"
class = "good"
computing = "supercomputing"
existing_share = 0.1`), mostNew, "compute.general.fp32_tflops=10", "compute.general.fp16_tflops=0", "compute.intelligent.fp32_tflops=20",
		"compute.intelligent.fp16_tflops=300", "compute.supercomputing.fp32_tflops=40", "compute.supercomputing.fp16_tflops=80",
		"compute.general.growth_per_year=0", "compute.intelligent.growth_per_year=0", "compute.supercomputing.growth_per_year=0")
	for q, want := range map[model.QuantityName]float64{
		model.FP32General: 3000 * 10e-6, model.FP32Intelligent: 1500 * 20e-6, model.FP32Super: 500 * 40e-6, model.ComputeFP32: .08,
		model.FP16General: 0, model.FP16Intelligent: 1500 * 300e-6, model.FP16Super: 500 * 80e-6, model.ComputeFP16: .49,
	} {
		expect(t, r, "h", q, func(float64) float64 { return want })
	}
}

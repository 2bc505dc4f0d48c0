package sim_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/model/climate"
	"hubcap/model/pue"
	"hubcap/sim/result"
)

// quad is pair with a second origin, at home in Gui'an, and a second class like the first:
// each of the four rows wants 125 racks.
var quad = strings.NewReplacer("share = 1\n[[class]]", "share = 0.5\n[[class]]", "share = 1\nbudget_ms", "share = 0.5\nbudget_ms").Replace(pair) + `[[class]]
id = "d"
share = 0.5
budget_ms = 100
growth_per_year = 0
gbps_per_rack = 1
movable_share = 1
adopted_share = 1
adoption_per_year = 0
contract_months = 0
[[origin]]
id = "p"
place = "guian"
home = ["far"]
share = 0.5
`

// A shock hits its own origin and class, from its day on until just before it ends, and
// several at once multiply.
func TestShocksHitTheirOwn(t *testing.T) {
	shock := func(id, whom, begins string, lasts, factor int) string {
		return fmt.Sprintf("[[shock]]\nid = %q\n%sbegins = %s\nlasts_months = %d\nfactor = %d\n", id, whom, begins, lasts, factor)
	}
	r := simulate(t, quad+
		shock("s1", "origin = \"o\"\nclass = \"c\"\n", "2023-02-28", 3, 2)+
		shock("s2", "origin = \"p\"\n", "2023-02-28", 3, 3)+
		shock("s3", "class = \"d\"\n", "2023-03-31", 100, 5))
	during := func(from, to, factor float64) func(float64) float64 {
		return func(k float64) float64 {
			if k >= from && k < to {
				return factor
			}
			return 1
		}
	}
	s1, s2, s3 := during(2, 5, 2), during(2, 5, 3), during(3, 103, 5)
	expect(t, r, "o", model.RacksDemanded, func(k float64) float64 { return 125 * (s1(k) + s3(k)) })
	expect(t, r, "p", model.RacksDemanded, func(k float64) float64 { return 125 * s2(k) * (1 + s3(k)) })
	expect(t, r, "c", model.RacksDemanded, func(k float64) float64 { return 125 * (s1(k) + s2(k)) })
	expect(t, r, "d", model.RacksDemanded, func(k float64) float64 { return 125 * s3(k) * (1 + s2(k)) })
}

// An origin's own mix takes the place of the shares of the classes, there alone.
func TestMixOfOrigin(t *testing.T) {
	text := strings.Replace(quad, "home = [\"near\"]\n", "home = [\"near\"]\nmix = [{ id = \"c\", share = 0.8 }, { id = \"d\", share = 0.2 }]\n", 1)
	r := simulate(t, text)
	expect(t, r, "c", model.RacksDemanded, constant(200+125))
	expect(t, r, "d", model.RacksDemanded, constant(50+125))
	expect(t, r, "o", model.RacksDemanded, constant(250))
}

// The platform's share is a logistic curve towards its ceiling, not towards all.
func TestPlatformCeiling(t *testing.T) {
	r := simulate(t, pair, "dispatch.policy=mix", "dispatch.market=local-first", "dispatch.platform_share=0.2", "dispatch.platform_max=0.5", "dispatch.platform_growth_per_year=0.5")
	expect(t, r, "far", model.RacksPlaced, func(k float64) float64 {
		if k == 0 {
			return 0
		}
		return 500 * .5 / (1 + 1.5*math.Exp(-k/24))
	})
}

// Who sends half as much pays half as much for the network.
func TestNetworkCostByTraffic(t *testing.T) {
	for gbps, want := range map[string]float64{"1": 0, "0.5": 500} {
		r := simulate(t, pair, "dispatch.network_cny_per_gbps_km=0.51", "class.c.gbps_per_rack="+gbps)
		expect(t, r, "far", model.RacksPlaced, from(0, want))
	}
}

// third adds an empty cluster in Wuhan, nearer to Beijing than Gui'an, in a hub of its own.
const third = pair + `[[hub]]
id = "w"
[[cluster]]
id = "third"
hub = "w"
place = "wuhan"
station = "guiyang"
racks = 1_000
utilisation = 0
electricity_cny_per_kwh = 0
rent_cny = 2_000
[cluster.demand]
ramp_months = 0
max_utilisation = 1
[[cluster.fleet]]
id = "f"
technology = "chw"
class = "good"
existing_share = 1
build_share = 1
`

// Home comes first, however far; then what is nearest by delay; of two alike, the first by
// name, wherever it stands.
func TestRanks(t *testing.T) {
	local := "dispatch.policy=local-first"
	expect(t, simulate(t, third, local, `origin.o.home=["far"]`), "far", model.RacksPlaced, from(0, 500))
	r := simulate(t, third, local, "origin.o.backlog_racks=700")
	expect(t, r, "near", model.RacksPlaced, from(500, 1000))
	expect(t, r, "third", model.RacksPlaced, from(0, 200))
	expect(t, simulate(t, pair, local, "cluster.far.place=beijing", `origin.o.home=["near", "far"]`), "far", model.RacksPlaced, from(0, 500))
}

// Each class has its own service, and each origin its own growth.
func TestServiceAndGrowthOfTheirOwn(t *testing.T) {
	r := simulate(t, quad, "class.c.budget_ms=17", "class.d.budget_ms=17", "class.d.service=public", "origin.p.growth_per_year=0.1")
	growth := func(k float64) float64 { return math.Pow(1.1, k/12) }
	expect(t, r, "far", model.RacksEligible, func(k float64) float64 { return 125 + 250*growth(k) })
	expect(t, r, "near", model.RacksEligible, func(k float64) float64 { return 250 + 125*growth(k) })
	expect(t, r, "p", model.RacksDemanded, func(k float64) float64 { return 250 * growth(k) })
	expect(t, r, "o", model.RacksDemanded, constant(250))
}

// billed works out from the odds of the logit by which PUE the electricity of the near
// cluster is billed in each step.
func billed(r *result.Result) []float64 {
	near, far := r.Series.Of("near", model.RacksPlaced), r.Series.Of("far", model.RacksPlaced)
	out := make([]float64, len(near))
	for k := range out {
		out[k] = (500*math.Log(far[k]/near[k]) - 1000) / (2.5 * .53 * 730.5)
	}
	return out
}

// Electricity is billed by the PUE of the trailing year, or of what there is of it; in the
// first step by that of a year at the load of the start.
func TestElectricityIsBilledByPUE(t *testing.T) {
	odds := []string{"dispatch.policy=logit", "dispatch.size_exponent=0", "cluster.near.electricity_cny_per_kwh=1"}
	e := load(t, pair, odds...)
	var weather climate.Year
	for _, s := range e.Data.Stations {
		if s.ID == "beijing" {
			weather = s.Year.Warm(.8, .75)
		}
	}
	technology, _ := pue.ParseTechnology("chw")
	class, _ := pue.ParseClass("good")
	plant := pue.New(technology, class)
	r := simulate(t, pair, odds...)
	got := billed(r)
	facility, it := r.Series.Of("near", model.FacilityLoad), r.Series.Of("near", model.ITLoad)
	for k := 1; k < len(got); k++ {
		want := plant.Year(.5*.53, weather).PUE() + .03
		if k > 1 {
			above, below := 0., 0.
			for j := max(1, k-12); j < k; j++ {
				days := float64(r.Series.Dates[j].DaysSince(r.Series.Dates[j-1]))
				above, below = above+facility[j]*days, below+it[j]*days
			}
			want = above / below
		}
		if math.Abs(got[k]-want) > 1e-5 { // the trace of the names
			t.Errorf("step %d: billed by %v, want %v", k, got[k], want)
		}
	}
	// No credit for a PUE below 1.
	r = simulate(t, pair, append(odds, "cluster.near.fleet.f.technology=iec", "cluster.near.fleet.f.class=best", "cluster.near.pue_offset=-0.2", "cluster.near.utilisation=1", "cluster.near.load_factor=1")...)
	if got := (500*math.Log(r.Series.Of("far", model.RacksPlaced)[1]/r.Series.Of("near", model.RacksPlaced)[1]) - 1000) / (2.5 * 730.5); math.Abs(got-1) > 1e-5 {
		t.Errorf("billed by %v, want 1", got)
	}
}

// Where there are no racks yet, electricity is billed by the halls to be built, empty: what
// the fleet would be like that has none does not matter.
func TestElectricityOfHallsToBeBuilt(t *testing.T) {
	text := strings.Replace(pair, "racks = 1_000\nutilisation = 0.5", "racks = 0\nutilisation = 0.5", 1)
	at := strings.Index(text, "existing_share = 1\nbuild_share = 1\n")
	text = text[:at] + "existing_share = 1\nbuild_share = 0\n[[cluster.fleet]]\nid = \"g\"\ntechnology = \"chw\"\nclass = \"good\"\nexisting_share = 0\nbuild_share = 1\n[[cluster.project]]\nid = \"now\"\nfleet = \"g\"\nstart = 2023-01-15\nracks = 1000\nlead_time_months = 0\n" + text[at+len("existing_share = 1\nbuild_share = 1\n"):]
	odds := []string{"origin.o.backlog_racks=500", "dispatch.policy=logit", "dispatch.size_exponent=0", "cluster.near.electricity_cny_per_kwh=1"}
	first := func(settings ...string) float64 { return billed(simulate(t, text, append(odds, settings...)...))[1] }
	want := first()
	if other := first("cluster.near.fleet.f.technology=iec", "cluster.near.utilisation=0"); !near(other, want) || !(want > 1.1) {
		t.Errorf("billed by %v, and by %v for another fleet without racks", want, other)
	}
	// Without a programme it is what the projects build.
	if other := first("cluster.near.fleet.g.build_share=0"); !near(other, want) {
		t.Errorf("billed by %v, and by %v with projects alone", want, other)
	}
}

// Where no path leads nobody can be, whatever the budget.
func TestNoPathNoDemand(t *testing.T) {
	e := load(t, quad, "class.d.service=hub")
	e.Data.Places = slices.Clone(e.Data.Places)
	for i := range e.Data.Places {
		if e.Data.Places[i].ID == "guian" {
			e.Data.Places[i].Home = ""
		}
	}
	run := compile(t, e).NewRun()
	if err := run.Simulate(t.Context()); err != nil {
		t.Fatal(err)
	}
	r := run.Result()
	expect(t, r, "far", model.RacksEligible, constant(375)) // of class d, who is there already
	expect(t, r, "near", model.RacksEligible, constant(375))
}

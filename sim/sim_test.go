package sim_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/model/climate"
	"hubcap/model/pue"
	"hubcap/scenarios"
	"hubcap/sim"
	"hubcap/sim/result"
)

// base is one cluster that neither builds nor grows; tests change it by settings and by
// further entries.
const base = `schema = 1
name = "base"
[time]
start = 2022-12-31
end = 2024-12-31
[[hub]]
id = "h"
[[cluster]]
id = "c"
hub = "h"
place = "guian"
station = "guiyang"
racks = 10_000
utilisation = 0.5
[cluster.demand]
growth_per_year = 0
ramp_months = 0
max_utilisation = 1
[cluster.build]
lead_time_months = 6
approval_share = 0.25
fitout_share = 0.333_333_333_333_333_3
[[cluster.fleet]]
id = "f"
technology = "iec"
class = "good"
existing_share = 1
build_share = 1
`

func load(t testing.TB, text string, settings ...string) *scenarios.Effective {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s.toml")
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	e, err := scenarios.Load(path, settings)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func compile(t testing.TB, e *scenarios.Effective) *sim.Plan {
	t.Helper()
	p, err := sim.Compile(&e.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// simulate runs a text with settings.
func simulate(t testing.TB, text string, settings ...string) *result.Result {
	t.Helper()
	r := compile(t, load(t, text, settings...)).NewRun()
	if err := r.Simulate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return r.Result()
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }

// expect compares a series with a function of the step.
func expect(t *testing.T, r *result.Result, scope string, q model.QuantityName, want func(k float64) float64) {
	t.Helper()
	values := r.Series.Of(scope, q)
	if values == nil {
		t.Fatalf("there is no %s of %s", q, scope)
	}
	for k, got := range values {
		if w := want(float64(k)); !near(got, w) && !(math.IsNaN(got) && math.IsNaN(w)) {
			t.Errorf("%s of %s on %s (step %d): %v, want %v", q, scope, r.Series.Dates[k], k, got, w)
		}
	}
}

// A rate of 1,000 racks a month with a lead time of 6 months: the first are in service
// after 7 months, as those of a month are all started by its end. Stages end after 1.5, 4
// and 6 months.
func TestFixedRate(t *testing.T) {
	r := simulate(t, base, "cluster.c.build.policy=fixed-rate", "cluster.c.build.rate_racks_per_month=1000")
	started := func(k float64) float64 { return 1000 * max(0, k) }
	expect(t, r, "c", model.RacksStarted, started)
	expect(t, r, "c", model.RacksInService, func(k float64) float64 { return 10_000 + started(k-6) })
	expect(t, r, "c", model.RacksInPipeline, func(k float64) float64 { return started(k) - started(k-6) })
	expect(t, r, "c", model.RacksInApproval, func(k float64) float64 { return started(k) - started(k-1.5) })
	expect(t, r, "c", model.RacksInConstr, func(k float64) float64 { return started(k-1.5) - started(k-4) })
	expect(t, r, "c", model.RacksInFitout, func(k float64) float64 { return started(k-4) - started(k-6) })
	expect(t, r, "c", model.CapexCumulative, func(k float64) float64 { return 75_000 * started(k) })
	for _, scope := range []string{"h", "all"} {
		expect(t, r, scope, model.RacksInService, func(k float64) float64 { return 10_000 + started(k-6) })
	}
}

// A lead time between two steps: half of a month's racks come one step later.
func TestFractionalLeadTime(t *testing.T) {
	r := simulate(t, base, "cluster.c.build.policy=fixed-rate", "cluster.c.build.rate_racks_per_month=1000", "cluster.c.build.lead_time_months=6.5")
	expect(t, r, "c", model.RacksInService, func(k float64) float64 { return 10_000 + 1000*max(0, k-6.5) })
}

// A fifth of the starts does not survive approval, which ends after 1.5 months.
func TestCancellation(t *testing.T) {
	r := simulate(t, base, "cluster.c.build.policy=fixed-rate", "cluster.c.build.rate_racks_per_month=1000", "cluster.c.build.completion=0.8")
	expect(t, r, "c", model.RacksCancelled, func(k float64) float64 { return 200 * max(0, k-1.5) })
	expect(t, r, "c", model.RacksInService, func(k float64) float64 { return 10_000 + 800*max(0, k-6) })
}

// Without limits the whole gap is ordered in the first month.
func TestTargetSeeking(t *testing.T) {
	r := simulate(t, base, "cluster.c.build.policy=target-seeking", "cluster.c.build.goal_racks=16_000")
	expect(t, r, "c", model.RacksInService, func(k float64) float64 {
		if k >= 7 {
			return 16_000
		}
		return 10_000
	})
	// Only half arrives, so twice as much is ordered, and no more.
	r = simulate(t, base, "cluster.c.build.policy=target-seeking", "cluster.c.build.goal_racks=16_000", "cluster.c.build.completion=0.5")
	expect(t, r, "c", model.RacksStarted, func(k float64) float64 { return 12_000 * min(1, k) })
}

// Each limit by itself, and who is named.
func TestLimits(t *testing.T) {
	const seek = "cluster.c.build.policy=target-seeking"
	const goal = "cluster.c.build.goal_racks=100_000"
	target := base + "[[target]]\nid = \"t\"\nquantity = \"racks_in_service\"\nscope = \"h\"\nat_least = 100_000\nby = 2024-12-31\n"
	share := func(r *result.Result, name string) float64 {
		for _, b := range r.Targets[0].Binding {
			if b.Constraint == name {
				return float64(b.Share)
			}
		}
		return 0
	}
	// 500 a month are 19,000 racks by the end, 81,000 too few; 3,000 of them are on their way.
	r := simulate(t, target, seek, goal, "cluster.c.build.construction_racks_per_month=500")
	expect(t, r, "c", model.RacksStarted, func(k float64) float64 { return 500 * k })
	if !near(share(r, "construction_rate"), 78./81) || !near(share(r, "lead_time"), 3./81) {
		t.Errorf("%+v", r.Targets[0].Binding)
	}
	// 60 million a year at 75,000 a rack pay 800 racks a year.
	r = simulate(t, target, seek, goal, "cluster.c.build.capital_cny_per_year=6e7")
	expect(t, r, "c", model.RacksStarted, func(k float64) float64 { return 800. / 12 * k })
	if !near(share(r, "capital"), 1-400./(90_000-1200)) || !near(share(r, "lead_time"), 400./(90_000-1200)) {
		t.Errorf("%+v", r.Targets[0].Binding)
	}
	// 25.5 MW carry 12,000 racks of 2.5 kW x .85; 34 MW, 16,000. What is started in a
	// month counts on the grid of the day when the first of it will be ready: the starts
	// of the seventh month on that of month 6 + 6.
	grid := strings.Replace(target, "[[cluster.fleet]]", "[[cluster.build.grid]]\nid = \"a\"\ndate = 2022-12-31\nmw = 25.5\n[[cluster.build.grid]]\nid = \"b\"\ndate = 2023-12-31\nmw = 34\n[[cluster.fleet]]", 1)
	r = simulate(t, grid, seek, goal)
	expect(t, r, "c", model.RacksStarted, func(k float64) float64 {
		switch {
		case k < 1:
			return 0
		case k < 7:
			return 2000
		}
		return 6000
	})
	if share(r, "grid_connection") != 1 || r.Limits[0] != (result.Limit{Cluster: "c", Constraint: "grid_connection", From: r.Series.Dates[1], To: r.Series.Dates[24]}) {
		t.Errorf("%+v", r.Targets[0].Binding)
	}
}

// A project takes its part of the builders: of 500 racks a month the programme starts 100
// in the month in which a project of 400 begins.
func TestProjectsTakeRoom(t *testing.T) {
	text := base + "[[cluster.project]]\nid = \"p\"\nfleet = \"f\"\nstart = 2023-03-15\nracks = 400\n"
	r := simulate(t, text, "cluster.c.build.policy=target-seeking", "cluster.c.build.goal_racks=90_000", "cluster.c.build.construction_racks_per_month=500")
	expect(t, r, "c", model.RacksStarted, func(k float64) float64 { return 500 * k })
}

// What a policy orders beside a project is what the project will not bring, by the
// project's own completion, from the month in which it begins.
func TestTargetSeekingSeesProjects(t *testing.T) {
	for completion, want := range map[string]float64{"1": 2000, "0.5": 4000, "0": 6000} {
		text := base + "[[cluster.project]]\nid = \"p\"\nfleet = \"f\"\nstart = 2023-01-31\nracks = 4_000\nlead_time_months = 8\ncompletion = " + completion + "\n"
		r := simulate(t, text, "cluster.c.build.policy=target-seeking", "cluster.c.build.goal_racks=16_000")
		expect(t, r, "c", model.RacksStarted, func(k float64) float64 { return (want + 4000) * min(1, k) })
		expect(t, r, "c", model.RacksInService, func(k float64) float64 {
			switch {
			case k < 7:
				return 10_000
			case k < 9:
				return 10_000 + want
			}
			return 16_000
		})
	}
}

// A running project, one to come, and what becomes of the racks that fail.
func TestProjects(t *testing.T) {
	projects := base + `[[cluster.project]]
id = "running"
fleet = "f"
start = 2022-06-30
racks = 1_000
lead_time_months = 12
[[cluster.project]]
id = "coming"
fleet = "f"
start = 2023-03-31
racks = 4_000
lead_time_months = 8
completion = 0.75
`
	r := simulate(t, projects)
	expect(t, r, "c", model.RacksInService, func(k float64) float64 {
		n := 10_000.
		if k >= 6 {
			n += 1000
		}
		if k >= 11 {
			n += 3000
		}
		return n
	})
	expect(t, r, "c", model.RacksCancelled, func(k float64) float64 {
		if k >= 5 { // a quarter of 8 months after its start
			return 1000
		}
		return 0
	})
	expect(t, r, "c", model.RacksStarted, func(k float64) float64 {
		if k >= 3 {
			return 5000
		}
		return 1000
	})
	expect(t, r, "c", model.CapexCumulative, func(k float64) float64 {
		if k >= 3 { // money spent before the start is not counted
			return 4000 * 75_000
		}
		return 0
	})
}

// The plan adds 6,000 racks evenly over the first year; half of it is realised, three
// months late. It has been building before the scenario starts.
func TestPlannedPath(t *testing.T) {
	plan := strings.Replace(base, "[[cluster.fleet]]", "[[cluster.build.plan]]\nid = \"p\"\ndate = 2023-12-31\nracks = 16_000\n[[cluster.fleet]]", 1)
	r := simulate(t, plan, "cluster.c.build.policy=planned-path", "cluster.c.build.realisation=0.5", "cluster.c.build.slip_months=3")
	expect(t, r, "c", model.RacksInService, func(k float64) float64 { return 10_000 + 250*min(12, max(0, k-3)) })
	expect(t, r, "c", model.RacksStarted, func(k float64) float64 { return 250 * min(12, max(0, k+6-3)) })
}

func TestRetirement(t *testing.T) {
	r := simulate(t, base, "cluster.c.retirement_per_year=0.12")
	expect(t, r, "c", model.RacksInService, func(k float64) float64 { return 10_000 * math.Pow(.99, k) })
	expect(t, r, "c", model.RacksRetired, func(k float64) float64 { return 10_000 * (1 - math.Pow(.99, k)) })
	r = simulate(t, base, "cluster.c.retirement_per_year=0.12", "time.step=quarter")
	expect(t, r, "c", model.RacksInService, func(k float64) float64 { return 10_000 * math.Pow(.97, k) })
	// When all are gone, there is nothing left to judge: no dust, no PUE of it.
	thirds := base + "[[cluster.fleet]]\nid = \"g\"\ntechnology = \"chw\"\nclass = \"good\"\nexisting_share = 0.3\n[[cluster.fleet]]\nid = \"i\"\ntechnology = \"chw\"\nclass = \"best\"\nexisting_share = 0.37\n"
	r = simulate(t, thirds, "cluster.c.retirement_per_year=1", "time.step=year", "cluster.c.fleet.f.existing_share=0.33")
	expect(t, r, "c", model.RacksInService, func(k float64) float64 {
		if k == 0 {
			return 10_000
		}
		return 0
	})
	if got := r.Series.Of("h", model.PUEDesign)[1]; !math.IsNaN(got) {
		t.Errorf("a design PUE of %v without racks", got)
	}
}

func TestDemand(t *testing.T) {
	// 5,000 grow by 44 % a year until the 10,000 racks are full at 95 %.
	r := simulate(t, base, "cluster.c.demand.growth_per_year=0.44", "cluster.c.demand.max_utilisation=0.95")
	expect(t, r, "c", model.RacksDemanded, func(k float64) float64 { return 5000 * math.Pow(1.44, k/12) })
	expect(t, r, "c", model.RacksOccupied, func(k float64) float64 { return min(9500, 5000*math.Pow(1.44, k/12)) })
	expect(t, r, "h", model.Utilisation, func(k float64) float64 { return min(.95, .5*math.Pow(1.44, k/12)) })
	// A queue of 2,000 moves in with a time constant of 6 months.
	r = simulate(t, base, "cluster.c.demand.backlog_racks=2000", "cluster.c.demand.ramp_months=6")
	expect(t, r, "c", model.RacksOccupied, func(k float64) float64 { return 7000 - 2000*math.Exp(-k/6) })
}

// Nothing changes over time, so each month's load and energy follow from the plant alone.
func TestEnergy(t *testing.T) {
	e := load(t, base)
	r := compile(t, e).NewRun()
	if err := r.Simulate(t.Context()); err != nil {
		t.Fatal(err)
	}
	res := r.Result()
	var weather climate.Year
	for _, s := range e.Data.Stations {
		if s.ID == "guiyang" {
			weather = s.Year.Warm(.8, .75)
		}
	}
	technology, _ := pue.ParseTechnology("iec")
	class, _ := pue.ParseClass("good")
	plant := pue.New(technology, class)
	const it = 10_000 * .5 * 2.5 * .53 / 1000 // 6.625 MW
	month := func(k float64) int { return (int(k) + 11) % 12 }
	days := func(k float64) float64 {
		if int(k) == 14 {
			return 29 // February 2024
		}
		return climate.Days[month(k)]
	}
	monthly := func(k float64) float64 {
		if k == 0 {
			return math.NaN()
		}
		return plant.Month(.5*.53, weather[month(k)]).PUE() + .03
	}
	expect(t, res, "c", model.ITLoad, func(k float64) float64 {
		if k == 0 {
			return math.NaN()
		}
		return it
	})
	expect(t, res, "h", model.PUE, monthly)
	expect(t, res, "c", model.FacilityLoad, func(k float64) float64 { return it * monthly(k) })
	expect(t, res, "all", model.Energy, func(k float64) float64 { return it * monthly(k) * 24 * days(k) })
	expect(t, res, "c", model.PUETrailingYear, func(k float64) float64 {
		if k < 12 {
			return math.NaN()
		}
		sum, all := 0., 0.
		for j := k - 11; j <= k; j++ {
			sum += monthly(j) * days(j)
			all += days(j)
		}
		return sum / all
	})
	expect(t, res, "h", model.PUEDesign, func(float64) float64 { return plant.Year(1, weather).PUE() })
}

// With nothing changing, a year has the same energy in steps of any length.
func TestSteps(t *testing.T) {
	var want float64
	for i, step := range []string{"month", "quarter", "year"} {
		r := simulate(t, base, "time.step="+step)
		sum := 0.
		for _, v := range r.Series.Of("c", model.Energy)[1:] {
			sum += v
		}
		if i == 0 {
			want = sum
		}
		if !near(sum, want) {
			t.Errorf("%s: %v MWh, monthly %v", step, sum, want)
		}
		if got := r.Series.Of("c", model.PUETrailingYear); math.IsNaN(got[len(got)-1]) {
			t.Errorf("%s: no trailing year", step)
		}
	}
	r := simulate(t, base, "time.step=week", "time.end=2024-12-28")
	if got := r.Series.Of("c", model.PUETrailingYear)[104]; !(got > 1 && got < 2) {
		t.Errorf("weekly: %v", got)
	}
}

// twoClusters is a hub of two clusters and a hub of one.
const twoClusters = base + `[[hub]]
id = "g"
[[cluster]]
id = "d"
hub = "h"
place = "zhongwei"
station = "zhongwei"
racks = 30_000
utilisation = 0.3
[[cluster.fleet]]
id = "f"
technology = "chw"
class = "typical"
existing_share = 0.5
[[cluster.fleet]]
id = "g"
technology = "airside"
class = "best"
existing_share = 0.5
[[cluster]]
id = "e"
hub = "g"
place = "ulanqab"
station = "ulanqab"
racks = 5_000
utilisation = 0.6
[[cluster.fleet]]
id = "f"
technology = "immersion"
class = "good"
existing_share = 1
`

func TestHubsAreSums(t *testing.T) {
	r := simulate(t, twoClusters)
	of := func(scope string, q model.QuantityName, k int) float64 { return r.Series.Of(scope, q)[k] }
	for k := 1; k < len(r.Series.Dates); k++ {
		for _, q := range []model.QuantityName{model.RacksInService, model.RacksOccupied, model.ITLoad, model.FacilityLoad, model.Energy} {
			if h := of("c", q, k) + of("d", q, k); !near(of("h", q, k), h) || !near(of("all", q, k), h+of("e", q, k)) {
				t.Fatalf("%s in step %d is not the sum of the parts", q, k)
			}
		}
		if !near(of("h", model.Utilisation, k), of("h", model.RacksOccupied, k)/40_000) {
			t.Fatal("utilisation of a hub is that of its racks")
		}
		if !near(of("h", model.PUE, k), of("h", model.FacilityLoad, k)/of("h", model.ITLoad, k)) {
			t.Fatal("the PUE of a hub is weighted by energy")
		}
		if !near(of("h", model.PUEDesign, k)*40_000, of("c", model.PUEDesign, k)*10_000+of("d", model.PUEDesign, k)*30_000) {
			t.Fatal("the design PUE of a hub is weighted by racks")
		}
	}
}

// Whatever is built, every rack is somewhere.
func TestConservation(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for n := range 200 {
		policy := []string{"none", "fixed-rate", "target-seeking", "planned-path"}[n%4]
		f := func(format string, v float64) string { return fmt.Sprintf(format, v) }
		text := strings.Replace(base, "[[cluster.fleet]]", "[[cluster.build.plan]]\nid = \"p\"\ndate = 2023-10-31\nracks = 60_000\n[[cluster.build.grid]]\nid = \"g\"\ndate = 2022-12-31\nmw = 80\n[[cluster.fleet]]", 1) +
			"[[cluster.project]]\nid = \"p\"\nfleet = \"f\"\nstart = 2022-11-15\nracks = 7_000\nlead_time_months = 9.3\ncompletion = 0.4\n"
		res := simulate(t, text, "cluster.c.build.policy="+policy,
			f("cluster.c.build.rate_racks_per_month=%f", r.Float64()*3000),
			f("cluster.c.build.goal_racks=%f", 1+r.Float64()*90_000),
			f("cluster.c.build.lead_time_months=%f", r.Float64()*30),
			f("cluster.c.build.completion=%f", r.Float64()),
			f("cluster.c.build.slip_months=%f", r.Float64()*12),
			f("cluster.c.build.approval_share=%f", r.Float64()*.6),
			f("cluster.c.build.construction_racks_per_month=%f", r.Float64()*4000),
			f("cluster.c.build.capital_cny_per_year=%f", r.Float64()*1e9),
			f("cluster.c.retirement_per_year=%f", r.Float64()*.5),
			f("cluster.c.demand.growth_per_year=%f", r.Float64()*2-.8),
			f("cluster.c.demand.ramp_months=%f", r.Float64()*20))
		of := func(q model.QuantityName, k int) float64 { return res.Series.Of("c", q)[k] }
		for k := range res.Series.Dates {
			where := of(model.RacksInService, k) + of(model.RacksInPipeline, k) + of(model.RacksCancelled, k) + of(model.RacksRetired, k)
			if all := 10_000 + of(model.RacksStarted, k); !near(where, all) {
				t.Fatalf("run %d, step %d: %v racks began, %v are accounted for", n, k, all, where)
			}
			stages := of(model.RacksInApproval, k) + of(model.RacksInConstr, k) + of(model.RacksInFitout, k)
			if !near(stages, of(model.RacksInPipeline, k)) {
				t.Fatalf("run %d, step %d: the stages make %v of %v", n, k, stages, of(model.RacksInPipeline, k))
			}
			if o, s := of(model.RacksOccupied, k), of(model.RacksInService, k); o < 0 || o > s*(1+1e-12) {
				t.Fatalf("run %d, step %d: %v occupied of %v", n, k, o, s)
			}
			for _, q := range []model.QuantityName{model.RacksInApproval, model.RacksInConstr, model.RacksInFitout, model.RacksCancelled, model.RacksRetired} {
				if of(q, k) < -1e-6 {
					t.Fatalf("run %d, step %d: %s is %v", n, k, q, of(q, k))
				}
			}
			if p := of(model.PUE, k); k > 0 && !(p >= 1) {
				t.Fatalf("run %d, step %d: PUE %v", n, k, p)
			}
			if k > 0 && (of(model.RacksStarted, k) < of(model.RacksStarted, k-1)-1e-6 || of(model.CapexCumulative, k) > 1e9*float64(k)/12+7000*75_000) {
				t.Fatalf("run %d, step %d: starts fall, or more money than there is", n, k)
			}
		}
	}
}

// The delays of the shipped scenario's tiers in closed form, from the routes of the seed
// data: Gui'an - Guiyang 35, - Kaili 175, - Tongren 230 km.
func TestDelays(t *testing.T) {
	e, err := scenarios.Load("guizhou-2024", nil)
	if err != nil {
		t.Fatal(err)
	}
	r := compile(t, e).NewRun()
	if err := r.Simulate(t.Context()); err != nil {
		t.Fatal(err)
	}
	res := r.Result()
	const route = 35 + 175 + 230
	const fibre = 1.1 * route
	want := .0049*fibre + 2*.1 + 2*.25 + .15*.0049*fibre + .03*3
	expect(t, res, "prefectures", model.DelayMean, func(float64) float64 { return want })
	expect(t, res, "guian->tongren", model.DelayMean, func(float64) float64 { return want })
	expect(t, res, "within-guian", model.DelayMean, func(float64) float64 { return .5 })
}

// A cluster without racks has no utilisation and no PUE, and says nothing instead of NaN.
func TestNothingThere(t *testing.T) {
	target := base + "[[target]]\nid = \"t\"\nquantity = \"pue\"\nscope = \"h\"\nat_most = 1.3\nby = 2023-12-31\n"
	r := simulate(t, target, "cluster.c.racks=0")
	if got := r.Targets[0]; got.Met || !got.Simulated.IsMissing() || got.FirstMet != nil {
		t.Errorf("%+v", got)
	}
	files, err := r.Files(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if s := string(f.Data); strings.Contains(s, "NaN") || strings.Contains(s, "Inf") {
			t.Errorf("%s holds a number that is none", f.Name)
		}
	}
}

func TestVerdicts(t *testing.T) {
	targets := base
	for _, c := range []struct{ id, text string }{
		{"early", "quantity = \"racks_in_service\"\nat_least = 12_000\nby = 2023-08-31"},
		{"late", "quantity = \"racks_in_service\"\nat_least = 12_000\nby = 2023-09-15"},
		{"lost", "quantity = \"utilisation\"\nat_least = 0.5\nby = 2024-12-31"},
	} {
		targets += "[[target]]\nid = \"" + c.id + "\"\nscope = \"h\"\n" + c.text + "\n"
	}
	// 2,000 racks more on 2023-08-31, the eighth month: 1,000 a month, the first after six.
	r := simulate(t, targets, "cluster.c.build.policy=fixed-rate", "cluster.c.build.rate_racks_per_month=1000")
	if got := r.Targets[0]; !got.Met || got.Margin != 0 || got.FirstMet.String() != "2023-08-31" || len(got.Binding) != 0 {
		t.Errorf("%+v", got)
	}
	if got := r.Targets[1]; !got.Met || got.Simulated != 12_000 {
		t.Errorf("%+v", got)
	}
	if got := r.Targets[2]; got.Met || got.FirstMet.String() != "2022-12-31" || got.Binding[0].Constraint != "demand" {
		t.Errorf("%+v", got)
	}
	if len(r.Warnings) != 8 || !strings.Contains(r.Warnings[4].EN, "late is judged on 2023-08-31") {
		t.Errorf("%+v", r.Warnings)
	}
	if r.Missed() != 1 {
		t.Error(r.Missed())
	}
}

// What binds, one target at a time, with everything else as it is in base: utilisation
// .5 of 10,000 racks.
func TestBinding(t *testing.T) {
	tier := "[[tier]]\nid = \"far\"\nfrom = \"guian\"\nto = [\"guiyang\", \"beijing\", \"anshun\"]\nservice = \"optical\"\n"
	for _, c := range []struct {
		quantity, scope, bound string
		settings               []string
		want                   map[string]float64
	}{
		{"utilisation", "h", "at_least = 0.98", []string{"cluster.c.demand.max_utilisation=0.9"}, map[string]float64{"demand": .4 / .48, "max_utilisation": .08 / .48}},
		{"utilisation", "h", "at_least = 0.8", []string{"cluster.c.demand.backlog_racks=2000", "cluster.c.demand.ramp_months=240"}, map[string]float64{"demand": 1000 / (1000 + 2000*math.Exp(-.1)), "tenant_ramp": 2000 * math.Exp(-.1) / (1000 + 2000*math.Exp(-.1))}},
		{"racks_occupied", "h", "at_least = 12_000", []string{"cluster.c.demand.backlog_racks=4000"}, map[string]float64{"demand": 1}},
		{"racks_in_service", "h", "at_least = 12_000", nil, map[string]float64{"programme": 1}},
		// 1,000 of 1,500 a month for 24 months, 6,000 of them on their way: 34,000 of 40,000.
		{"racks_in_service", "h", "at_least = 40_000", []string{"cluster.c.build.policy=fixed-rate", "cluster.c.build.rate_racks_per_month=1500", "cluster.c.build.construction_racks_per_month=1000"}, map[string]float64{"lead_time": .5, "construction_rate": .5}},
		{"racks_in_service", "h", "at_least = 60_000", []string{"cluster.c.build.policy=fixed-rate", "cluster.c.build.rate_racks_per_month=1500", "cluster.c.build.construction_racks_per_month=1000"}, map[string]float64{"lead_time": 6. / 32, "construction_rate": 12. / 32, "programme": 14. / 32}},
		{"racks_in_service", "h", "at_most = 9_000", nil, nil},
		{"utilisation", "h", "at_most = 0.2", nil, nil},
		{"pue", "h", "at_least = 2", nil, nil},
		{"capex_cumulative", "h", "at_least = 2", nil, nil},
		{"pue_design", "h", "at_most = 1", nil, map[string]float64{"design_pue": 1}},
		{"delay_mean", "far", "at_most = 1", nil, map[string]float64{"distance": 1 - .7/12.98, "equipment": .7 / 12.98}},
	} {
		r := simulate(t, base+tier+"[[target]]\nid = \"t\"\nquantity = \""+c.quantity+"\"\nscope = \""+c.scope+"\"\n"+c.bound+"\nby = 2024-12-31\n", c.settings...)
		got := r.Targets[0]
		if got.Met || len(got.Binding) != len(c.want) {
			t.Errorf("%s %s: met %v, %+v", c.quantity, c.bound, got.Met, got.Binding)
		}
		for _, b := range got.Binding {
			if math.Abs(float64(b.Share)-c.want[b.Constraint]) > 1e-3 {
				t.Errorf("%s %s: %s has %v, want %v", c.quantity, c.bound, b.Constraint, b.Share, c.want[b.Constraint])
			}
		}
	}
	// PUE 1.3 at most in the last month: the three causes make the whole excess.
	r := simulate(t, base+"[[target]]\nid = \"t\"\nquantity = \"pue\"\nscope = \"h\"\nat_most = 1.05\nby = 2024-12-31\n")
	value, full := r.Series.Of("h", model.PUE)[24], r.Series.Of("h", model.PUEDesign)[24]
	for _, b := range r.Targets[0].Binding {
		want := map[string]float64{"design_pue": full - 1.05, "as_operated": .03, "part_load": max(0, value-.03-full)}[b.Constraint]
		sum := full - 1.05 + .03 + max(0, value-.03-full)
		if !near(float64(b.Share), want/sum) {
			t.Errorf("%s has %v, want %v", b.Constraint, b.Share, want/sum)
		}
	}
}

// A path in two tiers has a row for each service class in which it is judged.
func TestPairsInTwoTiers(t *testing.T) {
	tiers := ""
	for _, service := range []string{"direct", "public", "direct"} {
		tiers += fmt.Sprintf("[[tier]]\nid = \"t%d\"\nfrom = \"guian\"\nto = [\"beijing\"]\nservice = %q\n", len(tiers), service)
	}
	r := simulate(t, base+tiers)
	direct, public := r.Series.Of("guian->beijing", model.DelayMean), r.Series.Of("guian->beijing/public", model.DelayMean)
	if direct == nil || public == nil || public[0] <= direct[0] || r.Series.Of("guian->beijing/direct", model.DelayMean) != nil {
		t.Errorf("direct %v, public %v", direct, public)
	}
}

// What a result does not know, it says.
func TestDoubts(t *testing.T) {
	says := func(r *result.Result, text string) bool {
		return slices.ContainsFunc(r.Warnings, func(w result.Text) bool { return strings.Contains(w.EN, text) && w.ZH != "" })
	}
	targets := "[[target]]\nid = \"a\"\nquantity = \"racks_in_service\"\nscope = \"h\"\nat_least = 20_000\nby = 2024-12-31\n[[target]]\nid = \"b\"\nquantity = \"utilisation\"\nscope = \"h\"\nat_least = 0.5\nby = 2024-12-31\n"
	r := simulate(t, base+targets, "cluster.c.station=zhongwei", "time.step=year")
	for _, text := range []string{
		"20,000 racks at 50.0 % need 10,000 occupied, and the demand reaches 5,000",
		"Not measured at the place: the weather of cluster c is that of Zhongwei (synthetic)",
		"Steps longer than a month",
	} {
		if !says(r, text) {
			t.Errorf("nobody says %q: %+v", text, r.Warnings)
		}
	}
	r = simulate(t, base+targets, "cluster.c.demand.backlog_racks=5000")
	for _, text := range []string{"pull against each other", "The weather", "Steps longer", "Delays"} {
		if says(r, text) {
			t.Errorf("said without reason: %q", text)
		}
	}
	if want := []string{"cluster.c.demand.backlog_racks = 5000"}; !slices.Equal(r.Scenario.Changes, want) {
		t.Errorf("changes %q", r.Scenario.Changes)
	}
}

// A run that is repeated gives the same bits, and its steps allocate nothing.
func TestRepeatable(t *testing.T) {
	for _, name := range scenarios.Names() {
		e, err := scenarios.Load(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		r := compile(t, e).NewRun()
		if err := r.Simulate(t.Context()); err != nil {
			t.Fatal(err)
		}
		first := append([]float64(nil), r.Values...)
		if err := r.Simulate(t.Context()); err != nil {
			t.Fatal(err)
		}
		for i, v := range r.Values {
			if math.Float64bits(v) != math.Float64bits(first[i]) {
				t.Fatalf("%s: value %d changes from %v to %v when the run is repeated", name, i, first[i], v)
			}
		}
		if n := testing.AllocsPerRun(10, func() { _ = r.Simulate(t.Context()) }); n != 0 {
			t.Errorf("%s: the step loop allocates %v times", name, n)
		}
	}
}

// BenchmarkSimulate is the step loop of the shipped scenario: 24 months.
func BenchmarkSimulate(b *testing.B) {
	e, err := scenarios.Load("guizhou-2024", nil)
	if err != nil {
		b.Fatal(err)
	}
	r := compile(b, e).NewRun()
	b.ReportAllocs()
	for b.Loop() {
		if err := r.Simulate(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCompile is loading apart: from a scenario to a plan.
func BenchmarkCompile(b *testing.B) {
	e, err := scenarios.Load("guizhou-2024", nil)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		compile(b, e)
	}
}

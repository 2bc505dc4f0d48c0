package sim_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/scenarios"
	"hubcap/sim"
	"hubcap/sim/result"
)

// pair is an origin in Beijing with 500 racks of demand, a cluster at home with 1,000
// racks, half of them occupied, and an empty one of 1,000 racks in Gui'an which is cheaper
// by 1,000 CNY. All demand may move, at once and at any time.
const pair = `schema = 1
name = "pair"
[time]
start = 2022-12-31
end = 2024-12-31
[dispatch]
policy = "least-cost"
network_cny_per_gbps_km = 0
logit_scale_cny = 500
[[hub]]
id = "h"
[[cluster]]
id = "near"
hub = "h"
place = "beijing"
station = "beijing"
racks = 1_000
utilisation = 0.5
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
[[cluster]]
id = "far"
hub = "h"
place = "guian"
station = "guiyang"
racks = 1_000
utilisation = 0
electricity_cny_per_kwh = 0
rent_cny = 1_000
[cluster.demand]
ramp_months = 0
max_utilisation = 1
[[cluster.fleet]]
id = "f"
technology = "chw"
class = "good"
existing_share = 1
build_share = 1
[[origin]]
id = "o"
place = "beijing"
home = ["near"]
share = 1
[[class]]
id = "c"
share = 1
budget_ms = 100
growth_per_year = 0
gbps_per_rack = 1
movable_share = 1
adopted_share = 1
adoption_per_year = 0
contract_months = 0
`

func constant(v float64) func(float64) float64 { return func(float64) float64 { return v } }

// from gives one value at the start and another later.
func from(start, later float64) func(float64) float64 {
	return func(k float64) float64 {
		if k == 0 {
			return start
		}
		return later
	}
}

// All go where it is cheapest, as far as there are racks; what does not fit stays home.
func TestLeastCost(t *testing.T) {
	r := simulate(t, pair)
	expect(t, r, "far", model.RacksOccupied, from(0, 500))
	expect(t, r, "near", model.RacksOccupied, from(500, 0))
	expect(t, r, "o->far", model.RacksPlaced, from(0, 500))
	expect(t, r, "all", model.RacksUnserved, constant(0))
	r = simulate(t, pair, "cluster.near.racks=4000", "cluster.far.demand.max_utilisation=0.8")
	expect(t, r, "far", model.RacksPlaced, from(0, 800))
	expect(t, r, "near", model.RacksPlaced, from(2000, 1200))
	expect(t, r, "far", model.RacksEligible, constant(2000))
	// Dearer by a CNY, and nobody moves.
	r = simulate(t, pair, "cluster.far.rent_cny=2001")
	expect(t, r, "near", model.RacksOccupied, constant(500))
}

// The parts of the cost, each by itself, up to the point where it tips the balance.
func TestCost(t *testing.T) {
	const kWh = 2.5 * .53 * 730.5 // of a rack and month
	for name, c := range map[string]struct {
		stays, goes string
	}{
		"preference":  {"cluster.near.preference_cny=-1001", "cluster.near.preference_cny=-999"},
		"electricity": {fmt.Sprintf("cluster.far.electricity_cny_per_kwh=%v", 1001/kWh/1.2), fmt.Sprintf("cluster.far.electricity_cny_per_kwh=%v", 999/kWh/2.5)},
		"network":     {"dispatch.network_cny_per_gbps_km=0.51", "dispatch.network_cny_per_gbps_km=0.3"},
	} {
		if r := simulate(t, pair, c.stays); r.Series.Of("far", model.RacksPlaced)[1] != 0 {
			t.Errorf("%s: moves with %s", name, c.stays)
		}
		if r := simulate(t, pair, c.goes); r.Series.Of("far", model.RacksPlaced)[1] != 500 {
			t.Errorf("%s: stays with %s", name, c.goes)
		}
	}
}

// Who is not willing stays at home, and is unserved when home is full.
func TestWillingness(t *testing.T) {
	r := simulate(t, pair, "class.c.adopted_share=0.4", "class.c.movable_share=0.5")
	expect(t, r, "far", model.RacksPlaced, from(0, 100))
	// Adoption grows from a quarter to a half in ln 3 years of rate 1.
	r = simulate(t, pair, "class.c.adopted_share=0.25", "class.c.adoption_per_year=1")
	expect(t, r, "far", model.RacksPlaced, func(k float64) float64 {
		if k == 0 {
			return 0
		}
		return 500 / (1 + 3*math.Exp(-k/12))
	})
	r = simulate(t, pair, "class.c.movable_share=0", "origin.o.backlog_racks=700")
	expect(t, r, "near", model.RacksPlaced, from(500, 1000))
	expect(t, r, "c", model.RacksUnserved, from(700, 200))
	expect(t, r, "o", model.UnservedUnready, from(math.NaN(), 200))
	expect(t, r, "o", model.UnservedNoDelay, from(math.NaN(), 0))
	expect(t, r, "all", model.UnservedNoRack, from(math.NaN(), 0))
}

// Too far is too far: what does not fit at home has no delay, unless no rack is free anywhere.
func TestDelayBudget(t *testing.T) {
	r := simulate(t, pair, "class.c.budget_ms=5", "origin.o.backlog_racks=700")
	expect(t, r, "near", model.RacksPlaced, from(500, 1000))
	expect(t, r, "far", model.RacksEligible, constant(0))
	expect(t, r, "o", model.UnservedNoDelay, from(math.NaN(), 200))
	// 2,000 racks are let, of 2,700; the rest has no rack, and only that.
	r = simulate(t, pair, "origin.o.backlog_racks=2200")
	expect(t, r, "all", model.RacksUnserved, from(2200, 700))
	expect(t, r, "c", model.UnservedNoRack, from(math.NaN(), 700))
	// Bound to home are 60 %, 1,620: 620 of them find none there; of the 1,080 others the
	// 1,000 racks far away serve 1,000. Nothing is free, so neither will nor delay helps.
	r = simulate(t, pair, "origin.o.backlog_racks=2200", "class.c.movable_share=0.4")
	expect(t, r, "o", model.UnservedNoRack, from(math.NaN(), 700))
	// With 10 % willing 270 go; 1,430 stay without a rack, for 730 of whom one is free.
	r = simulate(t, pair, "origin.o.backlog_racks=2200", "class.c.movable_share=0.1")
	expect(t, r, "o", model.UnservedUnready, from(math.NaN(), 730))
	expect(t, r, "o", model.UnservedNoRack, from(math.NaN(), 700))
}

// Contracts end with their time constant, and tenants move with theirs.
func TestStickiness(t *testing.T) {
	r := simulate(t, pair, "class.c.contract_months=10")
	expect(t, r, "near", model.RacksPlaced, func(k float64) float64 { return 500 * math.Exp(-k/10) })
	expect(t, r, "far", model.RacksOccupied, func(k float64) float64 { return 500 * (1 - math.Exp(-k/10)) })
	r = simulate(t, pair, "cluster.far.demand.ramp_months=6")
	expect(t, r, "far", model.RacksPlaced, from(0, 500))
	expect(t, r, "far", model.RacksOccupied, func(k float64) float64 { return 500 * (1 - math.Exp(-k/6)) })
}

// Growth of class and origin, season and shocks multiply.
func TestDemandOverTime(t *testing.T) {
	grow := []string{"class.c.growth_per_year=0.2", "origin.o.growth_per_year=0.1"}
	r := simulate(t, pair, grow...)
	expect(t, r, "o", model.RacksDemanded, func(k float64) float64 { return 500 * math.Pow(1.32, k/12) })
	r = simulate(t, pair, "class.c.season_amplitude=0.25", "class.c.season_peak_month=6")
	expect(t, r, "c", model.RacksDemanded, func(k float64) float64 { return 500 * (1 - .25*math.Cos(math.Pi*k/6)) / .75 })
	hit := pair + "[[shock]]\nid = \"s\"\norigin = \"o\"\nbegins = 2023-03-01\nlasts_months = 3\nfactor = 0.5\n[[shock]]\nid = \"all\"\nbegins = 2024-01-01\nlasts_months = 1200\nfactor = 2\n"
	r = simulate(t, hit)
	expect(t, r, "all", model.RacksDemanded, func(k float64) float64 {
		switch {
		case k >= 3 && k < 6:
			return 250
		case k >= 13:
			return 1000
		}
		return 500
	})
}

// egress gives the far cluster a gateway.
func egress(entries ...string) string {
	text := ""
	for i, e := range entries {
		text += fmt.Sprintf("[[cluster.egress]]\nid = \"e%d\"\n%s\n", i, e)
	}
	far := strings.Index(pair, `id = "far"`)
	return pair[:far] + strings.Replace(pair[far:], "[cluster.demand]", text+"[cluster.demand]", 1)
}

// A gateway that fails takes its tenants' contracts with it, at once, and for as long.
func TestGatewayFails(t *testing.T) {
	r := simulate(t, egress("date = 2022-12-31\ngbps = 5_000", "date = 2023-06-01\ngbps = 0", "date = 2024-01-01\ngbps = 5_000"), "cluster.far.demand.ramp_months=0")
	expect(t, r, "far", model.RacksOccupied, func(k float64) float64 {
		if k == 0 || k >= 6 && k < 13 {
			return 0
		}
		return 500
	})
	expect(t, r, "near", model.RacksPlaced, func(k float64) float64 {
		if k == 0 || k >= 6 && k < 13 {
			return 500
		}
		return 0
	})
}

// A gateway that fills drives demand away: the delay at the percentile passes the budget.
// From Beijing to Gui'an it takes 15 ms at rest; a budget of 21 leaves 6 for queueing,
// which a class that asks for the 99th percentile uses up at a load of .85 and one that
// asks for the mean at .975.
func TestGatewayFills(t *testing.T) {
	full := func(load float64) string {
		return egress(fmt.Sprintf("date = 2022-12-31\ngbps = %v", 500*1.75/load))
	}
	for _, c := range []struct {
		load, percentile float64
		stays            bool
	}{{.8, .99, true}, {.9, .99, false}, {.9, 0, true}, {.99, 0, false}, {1.5, 0, false}} {
		r := simulate(t, full(c.load), "class.c.budget_ms=21", fmt.Sprintf("class.c.percentile=%v", c.percentile))
		placed := r.Series.Of("far", model.RacksPlaced)
		if got := placed[2] == 500; placed[1] != 500 || got != c.stays {
			t.Errorf("load %v, percentile %v: %v placed in the first step, %v in the second", c.load, c.percentile, placed[1], placed[2])
		}
		if load := r.Series.Of("far", model.EgressLoad)[1]; !near(load, c.load) {
			t.Errorf("a load of %v, want %v", load, c.load)
		}
	}
	// Background counts, and an overload is said.
	r := simulate(t, full(.8), "cluster.far.background_gbps=500", "class.c.percentile=0")
	expect(t, r, "far", model.EgressTraffic, from(500, 1000))
	expect(t, r, "far", model.EgressLoad, from(.8, 1.6))
	if !warned(r, "gateway of cluster far is overloaded at the end of 24 of the steps, by up to 60 %") {
		t.Errorf("%+v", r.Warnings)
	}
}

func warned(r *result.Result, words string) bool {
	for _, w := range r.Warnings {
		if strings.Contains(w.EN, words) && w.ZH != "" {
			return true
		}
	}
	return false
}

// A difference of 1,000 CNY at a scale of 500 makes the odds e^2; the platform's share
// of the rest goes all to the cheaper cluster.
func TestMarketAndMix(t *testing.T) {
	odds := 1 / (1 + math.Exp(-2))
	r := simulate(t, pair, "dispatch.policy=logit")
	if got := r.Series.Of("far", model.RacksPlaced)[5]; math.Abs(got-500*odds) > 1e-3 { // the trace of the names
		t.Errorf("%v, want %v", got, 500*odds)
	}
	expect(t, simulate(t, pair, "dispatch.policy=local-first"), "near", model.RacksPlaced, constant(500))
	// A platform that grows from a fifth to a half.
	mix := []string{"dispatch.policy=mix", "dispatch.market=local-first", "dispatch.platform_share=0.2", "dispatch.platform_growth_per_year=0.5"}
	expect(t, simulate(t, pair, mix...), "far", model.RacksPlaced, func(k float64) float64 {
		if k == 0 {
			return 0
		}
		return 500 / (1 + 4*math.Exp(-k/24))
	})
	for policy, same := range map[string]string{"dispatch.platform_share=1": "least-cost", "dispatch.platform_share=0": "logit"} {
		a := simulate(t, pair, "dispatch.policy=mix", policy)
		b := simulate(t, pair, "dispatch.policy="+same)
		for k, v := range a.Series.Of("far", model.RacksPlaced) {
			if w := b.Series.Of("far", model.RacksPlaced)[k]; v != w {
				t.Fatalf("%s: %v in step %d, and %v by %s", policy, v, k, w, same)
			}
		}
	}
}

// What the market leaves, the platform takes, and what the platform leaves, the market.
func TestMixLeavesNoRack(t *testing.T) {
	for _, share := range []float64{.1, .5, .9} {
		r := simulate(t, pair, "dispatch.policy=mix", fmt.Sprintf("dispatch.platform_share=%v", share), "origin.o.backlog_racks=1400")
		expect(t, r, "all", model.RacksUnserved, from(1400, 0))
		r = simulate(t, pair, "dispatch.policy=mix", fmt.Sprintf("dispatch.platform_share=%v", share), "origin.o.backlog_racks=1600")
		expect(t, r, "all", model.UnservedNoRack, from(math.NaN(), 100))
	}
}

// The start keeps both margins: the racks occupied in each cluster, and the shares.
func TestStart(t *testing.T) {
	text := strings.Replace(pair, "utilisation = 0\n", "utilisation = 0.3\n", 1) + `
[[class]]
id = "d"
share = 0
budget_ms = 5
`
	r := simulate(t, text, "class.c.share=0.75", "class.d.share=0.25", "class.c.movable_share=0.1")
	expect(t, r, "near", model.RacksOccupied, func(k float64) float64 { return r.Series.Of("near", model.RacksPlaced)[int(k)] })
	for scope, want := range map[string]float64{"near": 500, "far": 300, "c": 600, "d": 200, "o": 800, "o->far": 300} {
		if got := r.Series.Of(scope, model.RacksPlaced)[0]; math.Abs(got-want) > 1e-5 {
			t.Errorf("%s holds %v at the start, want %v", scope, got, want)
		}
	}
	if warned(r, "do not fit") {
		t.Error("they fit")
	}
	// 90 % of the demand may only be at home, where 500 of 800 racks are: the clusters win.
	r = simulate(t, text, "class.c.share=0.1", "class.d.share=0.9")
	if got := r.Series.Of("far", model.RacksOccupied)[0]; !near(got, 300) || !warned(r, "class c of o holds 220 racks more") {
		t.Errorf("%v %+v", got, r.Warnings)
	}
}

// What kept the far cluster from being used: demand that may be there and is not.
func TestBindsCompetition(t *testing.T) {
	target := pair + "[[target]]\nid = \"t\"\nquantity = \"utilisation\"\nscope = \"far\"\nat_least = 0.4\nby = 2024-12-31\n"
	r := simulate(t, target, "cluster.far.rent_cny=3000")
	if got := r.Targets[0].Binding; len(got) != 1 || got[0] != (result.Binding{Constraint: "competition", Share: 1}) {
		t.Errorf("%+v", got)
	}
	// Only 100 would come at all: 300 of the 400 are not wanted by anybody who may.
	r = simulate(t, target, "cluster.far.rent_cny=3000", "class.c.movable_share=0.2")
	if got := r.Targets[0].Binding; len(got) != 2 || got[0].Constraint != "demand" || !near(float64(got[0].Share), .75) {
		t.Errorf("%+v", got)
	}
}

// With r racks the 500 that come fill 500/r of them.
func TestTradeOff(t *testing.T) {
	target := pair + "[[target]]\nid = \"now\"\nquantity = \"utilisation\"\nscope = \"far\"\nat_least = 0\nby = 2022-12-31\n[[target]]\nid = \"t\"\nquantity = \"utilisation\"\nscope = \"far\"\nat_least = 0.4\nby = 2023-12-31\n[[target]]\nid = \"r\"\nquantity = \"racks_in_service\"\nscope = \"far\"\nat_least = 4000\nby = 2024-12-31\n"
	run := compile(t, load(t, target)).NewRun()
	if err := run.Simulate(t.Context()); err != nil {
		t.Fatal(err)
	}
	curves, err := run.TradeOff(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(curves) != 1 || curves[0].Scope != "far" || curves[0].Date.String() != "2023-12-31" || len(curves[0].Points) != 9 {
		t.Fatalf("%+v", curves)
	}
	for i, p := range curves[0].Points {
		if racks := 1000 + 425*float64(i); !near(float64(p.Racks), racks) || !near(float64(p.Occupied), 500) || !near(float64(p.Utilisation), 500/racks) {
			t.Errorf("point %d: %+v", i, p)
		}
	}
}

// swing is a cluster whose demand grows evenly and whose builders look at the expected
// utilisation; the lead time is a year.
func swing(t *testing.T, weight float64) []float64 {
	t.Helper()
	r := simulate(t, base, "time.end=2042-12-31", "cluster.c.build.policy=demand-led", "cluster.c.build.lead_time_months=12",
		"cluster.c.demand.growth_per_year=0.15", "cluster.c.build.order_above=0.7", fmt.Sprintf("cluster.c.build.pipeline_weight=%v", weight))
	return r.Series.Of("c", model.Utilisation)
}

// Builders who count what is under way keep utilisation at their threshold; those who
// forget it order again and again until it is there, then stop until the glut is used up:
// the cycle of overshoot, with peaks years apart.
func TestOvershoot(t *testing.T) {
	steady := swing(t, 1)
	for k := 60; k < len(steady); k++ {
		if math.Abs(steady[k]-.7) > .03 {
			t.Fatalf("month %d: %v strays from the threshold", k, steady[k])
		}
	}
	cycle := swing(t, 0)
	turns, falling := 0, false
	low, high := 1., 0.
	for k := 60; k < len(cycle); k++ {
		low, high = min(low, cycle[k]), max(high, cycle[k])
		if now := cycle[k] < cycle[k-1]; now != falling {
			turns, falling = turns+1, now
		}
	}
	if high-low < .2 || turns < 4 {
		t.Errorf("utilisation runs from %v to %v with %d turns", low, high, turns)
	}
}

// A random network of demand: sizes, prices, budgets, gateways, shocks of all kinds.
func randomMarket(rnd *rand.Rand) string {
	places := []string{"beijing", "shanghai", "guangzhou", "wuhan", "xian", "guian", "horinger", "zhongwei", "shaoguan", "chengdu"}
	rnd.Shuffle(len(places), func(a, b int) { places[a], places[b] = places[b], places[a] })
	clusters, origins, classes := 2+rnd.IntN(6), 1+rnd.IntN(4), 1+rnd.IntN(4)
	var b strings.Builder
	policies := []string{"least-cost", "logit", "local-first", "mix"}
	fmt.Fprintf(&b, "schema = 1\nname = \"r\"\n[time]\nstart = 2022-12-31\nend = 2023-12-31\n[dispatch]\npolicy = %q\nmarket = %q\nplatform_share = %v\nlogit_scale_cny = %v\n[[hub]]\nid = \"h\"\n",
		policies[rnd.IntN(4)], policies[1+rnd.IntN(2)], rnd.Float64(), 1+rnd.Float64()*1000)
	for j := range clusters {
		fmt.Fprintf(&b, "[[cluster]]\nid = \"c%d\"\nhub = \"h\"\nplace = %q\nstation = \"guiyang\"\nracks = %v\nutilisation = %v\nelectricity_cny_per_kwh = %v\nrent_cny = %v\nretirement_per_year = %v\n",
			j, places[j], rnd.IntN(4)*1000, rnd.Float64()*.8, rnd.Float64(), rnd.IntN(3000), rnd.Float64()*.5)
		fmt.Fprintf(&b, "demand = { ramp_months = %v, max_utilisation = %v }\nbuild = { policy = \"fixed-rate\", rate_racks_per_month = %v, lead_time_months = 2 }\n", rnd.IntN(12), .8+rnd.Float64()*.2, 1+rnd.IntN(200))
		fmt.Fprintf(&b, "fleet = [{ id = \"f\", technology = \"chw\", class = \"good\", existing_share = 1, build_share = 1 }]\n")
		if rnd.IntN(2) == 0 {
			fmt.Fprintf(&b, "egress = [{ id = \"a\", date = 2022-12-31, gbps = %v }, { id = \"b\", date = 2023-05-31, gbps = %v }]\n", 1+rnd.IntN(2000), rnd.IntN(2000))
		}
	}
	share := func(i, n int) float64 {
		if n == 1 {
			return 1
		}
		if i == 0 {
			return .5
		}
		return .5 / float64(n-1)
	}
	for o := range origins {
		fmt.Fprintf(&b, "[[origin]]\nid = \"o%d\"\nplace = %q\nhome = [\"c%d\"]\nshare = %v\nbacklog_racks = %v\n", o, places[o], rnd.IntN(clusters), share(o, origins), 1+rnd.IntN(2000))
	}
	for c := range classes {
		fmt.Fprintf(&b, "[[class]]\nid = \"k%d\"\nshare = %v\nbudget_ms = %v\npercentile = %v\ngrowth_per_year = %v\nmovable_share = %v\nadopted_share = %v\ncontract_months = %v\ngbps_per_rack = %v\n",
			c, share(c, classes), 100*math.Pow(rnd.Float64(), float64(min(c, 1)*2)), []float64{0, .5, .99}[rnd.IntN(3)], rnd.Float64()*2-.5, rnd.Float64(), rnd.Float64(), rnd.IntN(40), rnd.Float64())
	}
	return b.String()
}

// loaded counts the random scenarios that are no mistake.
func eachMarket(t *testing.T, n int, do func(e *scenarios.Effective, r *result.Result)) {
	t.Helper()
	rnd := rand.New(rand.NewPCG(3, 14))
	used := 0
	for used < n {
		text := randomMarket(rnd)
		if !loads(t, text) { // a class that nothing can serve, or a cluster that nobody may be in
			continue
		}
		used++
		e := load(t, text)
		run := compile(t, e).NewRun()
		if err := run.Simulate(t.Context()); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		do(e, run.Result())
	}
}

// Nothing is served beyond racks or demand, ever; all demand is accounted for; parts make
// sums; and there is a number wherever there is one.
func TestDispatchInvariants(t *testing.T) {
	eachMarket(t, 300, func(e *scenarios.Effective, r *result.Result) {
		s := &r.Series
		of := func(scope string, q model.QuantityName, k int) float64 { return s.Of(scope, q)[k] }
		for k := 1; k < len(s.Dates); k++ {
			total := of("all", model.RacksDemanded, k)
			slack := 1e-9 * (1 + total)
			byCluster, byOrigin, byClass, demanded := 0., 0., 0., 0.
			for _, c := range e.Clusters {
				placed, occupied, racks := of(c.ID, model.RacksPlaced, k), of(c.ID, model.RacksOccupied, k), of(c.ID, model.RacksInService, k)
				if placed > racks*c.Demand.MaxUtilisation+slack || occupied > racks+slack || placed < 0 || occupied < 0 {
					t.Fatalf("%s holds %v and lets %v of %v racks in step %d\n%s", c.ID, occupied, placed, racks, k, e.TOML)
				}
				flows := 0.
				for _, o := range e.Origins {
					flows += of(result.Flow(o.ID, c.ID), model.RacksPlaced, k)
				}
				if math.Abs(flows-placed) > slack {
					t.Fatalf("flows to %s make %v, placed are %v", c.ID, flows, placed)
				}
				byCluster += placed
			}
			parts := func(ids []string) (placed float64) {
				for _, id := range ids {
					d, p, u := of(id, model.RacksDemanded, k), of(id, model.RacksPlaced, k), of(id, model.RacksUnserved, k)
					why := of(id, model.UnservedNoRack, k) + of(id, model.UnservedNoDelay, k) + of(id, model.UnservedUnready, k)
					if p > d+slack || math.Abs(d-p-u) > slack || math.Abs(why-u) > slack {
						t.Fatalf("%s in step %d: %v demanded, %v placed, %v unserved, %v explained\n%s", id, k, d, p, u, why, e.TOML)
					}
					placed += p
					demanded += d
				}
				return placed
			}
			var origins, classes []string
			for _, o := range e.Origins {
				origins = append(origins, o.ID)
			}
			for _, c := range e.Classes {
				classes = append(classes, c.ID)
			}
			byOrigin, byClass = parts(origins), parts(classes)
			if math.Abs(byOrigin-byCluster) > slack || math.Abs(byClass-byCluster) > slack || math.Abs(demanded-2*total) > 2*slack {
				t.Fatalf("step %d: %v by origin, %v by class, %v by cluster", k, byOrigin, byClass, byCluster)
			}
		}
		for _, c := range s.Columns {
			for k, v := range c.Values {
				if math.IsNaN(v) && c.Quantity == model.RacksPlaced || math.IsInf(v, 0) && c.Quantity != model.EgressLoad {
					t.Fatalf("%s of %s is %v in step %d", c.Quantity, c.Scope, v, k)
				}
			}
		}
	})
}

// loads tells whether a text is a scenario.
func loads(t *testing.T, text string) bool {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s.toml")
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	_, err := scenarios.Load(path, nil)
	var problems scenarios.Problems
	if err != nil && !errors.As(err, &problems) {
		t.Fatal(err)
	}
	return err == nil
}

// The order in which clusters, origins and classes stand does not matter.
func TestDispatchOrder(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 5))
	eachMarket(t, 100, func(e *scenarios.Effective, r *result.Result) {
		s := e.Scenario
		s.Clusters, s.Origins, s.Classes = slices.Clone(s.Clusters), slices.Clone(s.Origins), slices.Clone(s.Classes)
		rnd.Shuffle(len(s.Clusters), func(a, b int) { s.Clusters[a], s.Clusters[b] = s.Clusters[b], s.Clusters[a] })
		rnd.Shuffle(len(s.Origins), func(a, b int) { s.Origins[a], s.Origins[b] = s.Origins[b], s.Origins[a] })
		rnd.Shuffle(len(s.Classes), func(a, b int) { s.Classes[a], s.Classes[b] = s.Classes[b], s.Classes[a] })
		plan, err := sim.Compile(&s)
		if err != nil {
			t.Fatal(err)
		}
		run := plan.NewRun()
		if err := run.Simulate(t.Context()); err != nil {
			t.Fatal(err)
		}
		other := run.Result()
		size := 1 + slices.Max(r.Series.Of("all", model.RacksDemanded))
		for _, c := range r.Series.Columns {
			values := other.Series.Of(c.Scope, c.Quantity)
			for k, v := range c.Values {
				if w := values[k]; math.Abs(v-w) > 1e-6*max(1, math.Abs(v)) && math.Abs(v-w) > 1e-7*size {
					t.Fatalf("%s of %s in step %d: %v, and %v in another order\n%s", c.Quantity, c.Scope, k, v, w, e.TOML)
				}
			}
		}
	})
}

// A run can be repeated, and repeats itself to the bit: nothing is left over from the last.
func TestDispatchAgain(t *testing.T) {
	eachMarket(t, 20, func(e *scenarios.Effective, _ *result.Result) {
		run := compile(t, e).NewRun()
		var first []float64
		for range 3 {
			if err := run.Simulate(t.Context()); err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = slices.Clone(run.Values)
			}
			for i, v := range run.Values {
				if math.Float64bits(v) != math.Float64bits(first[i]) {
					t.Fatalf("value %d was %v and is %v", i, first[i], v)
				}
			}
		}
	})
}

// national is the shipped network under a policy.
func national(t testing.TB, policy string) *sim.Run {
	t.Helper()
	e, err := scenarios.Load("national-2022", []string{"dispatch.policy=" + policy})
	if err != nil {
		t.Fatal(err)
	}
	return compile(t, e).NewRun()
}

func TestDispatchAllocatesNothing(t *testing.T) {
	for _, policy := range model.DispatchPolicies() {
		run := national(t, policy)
		ctx := t.Context()
		if n := testing.AllocsPerRun(5, func() {
			if err := run.Simulate(ctx); err != nil {
				t.Fatal(err)
			}
		}); n != 0 {
			t.Errorf("%s: %v allocations a run", policy, n)
		}
	}
}

// BenchmarkNational is a run of 24 months of the shipped network, without writing.
func BenchmarkNational(b *testing.B) {
	for _, policy := range model.DispatchPolicies() {
		b.Run(policy, func(b *testing.B) {
			run := national(b, policy)
			b.ReportAllocs()
			for b.Loop() {
				if err := run.Simulate(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "runs/s")
		})
	}
}

// grown is the shipped network with its classes, then its origins, then its clusters
// doubled: n doublings. The copies share what the original had, and cost a little more.
func grown(b *testing.B, n int, policy string) *sim.Run {
	b.Helper()
	e, err := scenarios.Load("national-2022", []string{"dispatch.policy=" + policy})
	if err != nil {
		b.Fatal(err)
	}
	s := &e.Scenario
	if n >= 1 {
		for i := range s.Classes {
			s.Classes[i].Share /= 2
			c := s.Classes[i]
			c.ID, c.GbpsPerRack = c.ID+"-2", c.GbpsPerRack*1.07
			s.Classes = append(s.Classes, c)
		}
	}
	if n >= 3 {
		for i := range s.Clusters {
			s.Clusters[i].Racks /= 2
			c := s.Clusters[i]
			c.ID, c.RentCNY = c.ID+"-2", c.RentCNY+3+float64(i)
			s.Clusters = append(s.Clusters, c)
		}
		for i := range s.Origins {
			for _, home := range s.Origins[i].Home {
				s.Origins[i].Home = append(s.Origins[i].Home, home+"-2")
			}
		}
	}
	if n >= 2 {
		for i := range s.Origins {
			s.Origins[i].Share /= 2
			o := s.Origins[i]
			o.ID, o.GrowthPerYear = o.ID+"-2", o.GrowthPerYear+.01
			s.Origins = append(s.Origins, o)
		}
	}
	return compile(b, e).NewRun()
}

// BenchmarkGrowth is the cost of a step of the whole model as clusters x origins x classes
// grow.
func BenchmarkGrowth(b *testing.B) {
	for _, policy := range []string{"least-cost", "logit"} {
		for n, times := range []string{"1x", "2x", "4x", "8x"} {
			b.Run(policy+"/"+times, func(b *testing.B) {
				run := grown(b, n, policy)
				b.ReportAllocs()
				for b.Loop() {
					if err := run.Simulate(b.Context()); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/24, "ns/step")
			})
		}
	}
}

// Two clusters of equal cost fill in proportion to their free racks; without the weight of
// size, alike.
func TestSize(t *testing.T) {
	same := []string{"dispatch.policy=logit", "cluster.far.rent_cny=2000", "cluster.far.racks=3000"}
	for exponent, want := range map[string]float64{"1": 375, "0": 250, "0.5": 500 * math.Sqrt(3) / (1 + math.Sqrt(3))} {
		r := simulate(t, pair, append(same, "dispatch.size_exponent="+exponent)...)
		if got := r.Series.Of("far", model.RacksPlaced)[1]; math.Abs(got-want) > 1e-3 {
			t.Errorf("with an exponent of %s, %v of 500 go to the larger, want %v", exponent, got, want)
		}
	}
}

// What the unwilling leave unused is no more than what is free within their reach: a row
// that could use all racks does not make the others' reach larger.
func TestUnwillingReach(t *testing.T) {
	// 700 of the class that may go to both find no rack at home, and do not want the 1,000
	// far away; as many of the other class have nothing but home.
	text := strings.Replace(pair, "share = 1\nbudget_ms", "share = 0.5\nbudget_ms", 1) + "[[class]]\nid = \"d\"\nshare = 0.5\nbudget_ms = 5\nmovable_share = 0\ngrowth_per_year = 0\n"
	r := simulate(t, text, "class.c.movable_share=0", "origin.o.backlog_racks=1900", "cluster.far.racks=300")
	expect(t, r, "all", model.RacksUnserved, from(1900, 1400))
	expect(t, r, "c", model.UnservedUnready, from(math.NaN(), 300))
	expect(t, r, "d", model.UnservedUnready, from(math.NaN(), 0))
	expect(t, r, "d", model.UnservedNoDelay, from(math.NaN(), 0)) // the 300 are spoken for
	expect(t, r, "all", model.UnservedNoRack, from(math.NaN(), 1100))
}

// A gateway that keeps demand away is named, and so are the contracts that it ended.
func TestBindsGateway(t *testing.T) {
	text := egress("date = 2022-12-31\ngbps = 5_000", "date = 2023-06-01\ngbps = 0") + "[[target]]\nid = \"t\"\nquantity = \"utilisation\"\nscope = \"far\"\nat_least = 0.4\nby = 2023-12-31\n"
	r := simulate(t, text)
	if got := r.Targets[0].Binding; len(got) != 1 || got[0] != (result.Binding{Constraint: "gateway", Share: 1}) {
		t.Errorf("%+v", got)
	}
	if !warned(r, "Queueing or a closed link on the way to cluster far broke delay budgets and ended contracts of 500 racks in all, the first on 2023-06-30") {
		t.Errorf("%+v", r.Warnings)
	}
}

// A hub is judged as a whole: one cluster that is too full does not hide that another is
// too empty, nor the other way round.
func TestBindsHub(t *testing.T) {
	text := pair + "[[target]]\nid = \"t\"\nquantity = \"utilisation\"\nscope = \"h\"\nat_least = 0.4\nby = 2024-12-31\n"
	r := simulate(t, text, "cluster.far.demand.ramp_months=40") // 500 of 2,000 are placed, 800 are required
	got := map[string]float64{}
	for _, b := range r.Targets[0].Binding {
		got[b.Constraint] = float64(b.Share)
	}
	waiting := 500 * math.Exp(-24./40)
	if !near(got["tenant_ramp"], waiting/(waiting+300)) || !near(got["demand"], 300/(waiting+300)) || len(got) != 2 {
		t.Errorf("%+v", got)
	}
	expect(t, r, "h", model.RacksEligible, constant(500))
}

// The PUE of the trailing year is made of its own steps: what was used long ago leaves no
// rounding behind when next to nothing is used now.
func TestTrailingYearOfLittle(t *testing.T) {
	r := simulate(t, pair, "time.end=2052-12-31", "class.c.growth_per_year=-0.9", "time.step=year")
	for k, v := range r.Series.Of("near", model.PUETrailingYear) {
		if w := r.Series.Of("near", model.PUE)[k]; k > 0 && !near(v, w) && !(math.IsNaN(v) && math.IsNaN(w)) {
			t.Errorf("step %d: %v in the trailing year, %v in the step, which is the same year", k, v, w)
		}
	}
}

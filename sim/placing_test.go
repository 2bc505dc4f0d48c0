package sim_test

import (
	"math"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/sim"
	"hubcap/sim/result"
)

// about compares the first values of some series where a trace of the names is left.
func about(t *testing.T, r *result.Result, q model.QuantityName, k int, want map[string]float64) {
	t.Helper()
	for scope, w := range want {
		if got := r.Series.Of(scope, q)[k]; math.Abs(got-w) > 1e-2 {
			t.Errorf("%s of %s in step %d: %v, want %v", q, scope, k, got, w)
		}
	}
}

// At the start the willing half of each row is spread over both clusters, the other is at
// home: 125 and 250 there, 125 away.
func TestStartIsSplitByWill(t *testing.T) {
	r := simulate(t, quad, "cluster.far.utilisation=0.5", "class.c.movable_share=0.5", "class.d.movable_share=0.5")
	about(t, r, model.RacksPlaced, 0, map[string]float64{"o->near": 375, "o->far": 125, "p->near": 125, "p->far": 375, "c": 500})
}

// Between two origins and two clusters the odds at the start are those of the logit: e to
// the cost of the network there and back over the scale, whatever the margins, among the
// willing and among those who are at home in both.
func TestStartOdds(t *testing.T) {
	odds := func(settings ...string) float64 {
		r := simulate(t, quad, append(settings, "cluster.far.utilisation=0.3")...)
		of := func(flow string) float64 { return r.Series.Of(flow, model.RacksPlaced)[0] }
		return math.Log(of("o->near") * of("p->far") / of("o->far") / of("p->near"))
	}
	const n, n2 = "dispatch.network_cny_per_gbps_km=0.1", "dispatch.network_cny_per_gbps_km=0.2"
	want := odds(n)
	if !(want > .5) {
		t.Fatalf("odds of %v", want)
	}
	for _, settings := range [][]string{
		{n2, "dispatch.logit_scale_cny=1000"},
		{n, "class.c.movable_share=0", "class.d.movable_share=0", `origin.o.home=["near", "far"]`, `origin.p.home=["near", "far"]`},
	} {
		if got := odds(settings...); math.Abs(got-want) > 1e-4 {
			t.Errorf("%v: odds of %v, want %v", settings, got, want)
		}
	}
}

// What is occupied is occupied, even where nobody would go: however dear a place, and if
// nobody is willing.
func TestStartAgainstAllOdds(t *testing.T) {
	for _, setting := range []string{"dispatch.logit_scale_cny=1", "class.c.movable_share=0"} {
		r := simulate(t, pair, "cluster.far.utilisation=0.3", setting)
		about(t, r, model.RacksPlaced, 0, map[string]float64{"near": 500, "far": 300})
	}
	// Only where the delay forbids all there is no answer.
	e := load(t, pair, "cluster.far.utilisation=0.3")
	e.Classes[0].BudgetMs = 5
	if _, err := sim.Compile(&e.Scenario); err == nil || !strings.Contains(err.Error(), "cluster far has 300 racks occupied at the start, and no demand may be there") {
		t.Error(err)
	}
}

// Backlog makes the excess of the start smaller: it is beyond what is wanted.
func TestStartExcessIsBeyondTheBacklog(t *testing.T) {
	text := strings.Replace(pair, "utilisation = 0\n", "utilisation = 0.3\n", 1) + "[[class]]\nid = \"d\"\nshare = 0\nbudget_ms = 5\n"
	r := simulate(t, text, "class.c.share=0.1", "class.d.share=0.9", "origin.o.backlog_racks=100")
	if !warned(r, "class c of o holds 210 racks more than it wants") {
		t.Errorf("%+v", r.Warnings)
	}
	// A little more than wanted is said, a few per cent too; less than one per cent is not.
	for share, want := range map[string]bool{"0.365": true, "0.374": false} {
		other := map[string]string{"0.365": "0.635", "0.374": "0.626"}[share]
		r := simulate(t, text, "class.c.share="+share, "class.d.share="+other)
		if warned(r, "do not fit") != want {
			t.Errorf("a share of %s: %+v", share, r.Warnings)
		}
	}
}

// A budget that is just met is met.
func TestBudgetJustMet(t *testing.T) {
	expect(t, simulate(t, pair, "class.c.budget_ms=0.5"), "near", model.RacksEligible, constant(500))
}

// In a hub, what suits several clusters counts once, and at home all of it counts; the
// willing grow in number.
func TestEligible(t *testing.T) {
	r := simulate(t, third, `origin.o.home=["third"]`, "class.c.movable_share=0.5")
	expect(t, r, "h", model.RacksEligible, constant(250))
	expect(t, r, "all", model.RacksEligible, constant(500))
	r = simulate(t, pair, "class.c.adopted_share=0.25", "class.c.adoption_per_year=1")
	expect(t, r, "h", model.RacksEligible, constant(500))
	expect(t, r, "far", model.RacksEligible, func(k float64) float64 { return 500 / (1 + 3*math.Exp(-k/12)) })
}

// A cut gateway is what binds where the demand is at home; too small a budget is not the
// gateway's fault.
func TestBindsGatewayAtHome(t *testing.T) {
	text := egress("date = 2022-12-31\ngbps = 5_000", "date = 2023-06-01\ngbps = 0") + "[[target]]\nid = \"t\"\nquantity = \"utilisation\"\nscope = \"far\"\nat_least = 0.4\nby = 2023-12-31\n"
	for want, settings := range map[string][]string{
		"gateway": {`origin.o.home=["far"]`, "class.c.movable_share=0"},
		"demand":  {"class.c.budget_ms=10"},
	} {
		r := simulate(t, text, settings...)
		if got := r.Targets[0].Binding; len(got) != 1 || got[0].Constraint != want {
			t.Errorf("%+v, want %s", got, want)
		}
	}
}

// The peak hour is what fills a gateway: with traffic that has no peak it does not fill.
func TestGatewayPeak(t *testing.T) {
	text := egress("date = 2022-12-31\ngbps = 972.2")
	for peak, want := range map[string]float64{"1.75": 0, "1": 500} {
		r := simulate(t, text, "class.c.budget_ms=21", "class.c.percentile=0.99", "dispatch.peak_factor="+peak)
		about(t, r, model.RacksPlaced, 2, map[string]float64{"far": want})
	}
}

// A cut gateway ends all contracts behind it, of whoever asks for no more than the mean,
// and tenants who had not all moved in are gone at once.
func TestGatewayCut(t *testing.T) {
	at := strings.Index(quad, `id = "far"`)
	text := quad[:at] + strings.Replace(quad[at:], "[cluster.demand]", "[[cluster.egress]]\nid = \"a\"\ndate = 2022-12-31\ngbps = 5_000\n[[cluster.egress]]\nid = \"b\"\ndate = 2023-06-01\ngbps = 0\n[cluster.demand]", 1)
	r := simulate(t, text, "class.c.percentile=0", "class.d.percentile=0", "cluster.far.demand.ramp_months=6")
	expect(t, r, "far", model.RacksOccupied, func(k float64) float64 {
		if k >= 6 {
			return 0
		}
		return 500 * (1 - math.Exp(-k/6))
	})
	if !warned(r, "ended contracts of 500 racks in all, the first on 2023-06-30") {
		t.Errorf("%+v", r.Warnings)
	}
}

// Contracts far away count towards those who are willing: no more than these ever leave.
func TestNoMoreThanTheWillingLeave(t *testing.T) {
	r := simulate(t, pair, "class.c.contract_months=10", "class.c.movable_share=0.5")
	expect(t, r, "far", model.RacksPlaced, func(k float64) float64 { return min(250, 500*(1-math.Exp(-k/10))) })
}

// In a mix the market has its share of the racks as of the demand: 400 want to stay, and
// 300 of 600 racks are theirs to take.
func TestMixSharesRacks(t *testing.T) {
	r := simulate(t, pair, "dispatch.policy=mix", "dispatch.market=local-first", "dispatch.platform_share=0.5", "dispatch.platform_growth_per_year=0", "cluster.near.racks=600", "cluster.near.utilisation=0.5", "origin.o.backlog_racks=500")
	expect(t, r, "near", model.RacksPlaced, from(300, 300))
	expect(t, r, "far", model.RacksPlaced, from(0, 500))
}

// What the platform leaves free the market takes: half of the market's 800 who may only
// be near find no rack in its half of them, and the platform sends others far away.
func TestMixMarketTakesTheRest(t *testing.T) {
	text := strings.Replace(pair, "share = 1\nbudget_ms", "share = 0.5\nbudget_ms", 1) + "[[class]]\nid = \"d\"\nshare = 0.5\nbudget_ms = 5\nmovable_share = 1\nadopted_share = 1\nadoption_per_year = 0\ncontract_months = 0\ngrowth_per_year = 0\n"
	r := simulate(t, text, "dispatch.policy=mix", "dispatch.market=local-first", "dispatch.platform_share=0.5", "origin.o.backlog_racks=1100")
	near, short := r.Series.Of("near", model.RacksPlaced)[1], r.Series.Of("d", model.RacksUnserved)[1]
	if !(short > 0 && math.Abs(near-1000) < 1e-6) {
		t.Errorf("%v of 1,000 racks are let, and %v find none", near, short)
	}
}

// Traffic is of those who are there: not of contracts, nor of racks that are gone.
func TestTrafficOfTheOccupied(t *testing.T) {
	for _, settings := range [][]string{
		{"cluster.far.demand.ramp_months=6"},
		{"dispatch.policy=local-first", "cluster.near.retirement_per_year=1", "cluster.near.demand.ramp_months=100"},
	} {
		r := simulate(t, pair, settings...)
		for _, scope := range []string{"near", "far"} {
			expect(t, r, scope, model.EgressTraffic, func(k float64) float64 { return r.Series.Of(scope, model.RacksOccupied)[int(k)] })
		}
	}
}

// Those whom no cluster suits lack the delay, also when there is no rack free.
func TestTooFarAndFull(t *testing.T) {
	r := simulate(t, quad, "origin.p.place=wuhan", "class.d.budget_ms=1", "origin.o.backlog_racks=5000")
	expect(t, r, "p", model.UnservedNoDelay, from(math.NaN(), 125))
	if free := 2000 - r.Series.Of("h", model.RacksPlaced)[5]; free > 1e-6 {
		t.Errorf("%v racks are free", free)
	}
}

// Those who could use the same free racks share them as a reason.
func TestReasonsShareRacks(t *testing.T) {
	text := strings.Replace(pair, "share = 1\nbudget_ms", "share = 0\nbudget_ms", 1) + "[[class]]\nid = \"d\"\nshare = 0\nbudget_ms = 100\nmovable_share = 0\ngrowth_per_year = 0\ncontract_months = 0\n"
	full := []string{"class.c.movable_share=0", "origin.o.backlog_racks=1900", "cluster.far.racks=300"}
	r := simulate(t, text, append(full, "class.c.share=0.5", "class.d.share=0.5")...)
	expect(t, r, "all", model.RacksUnserved, from(1900, 1400))
	for _, class := range []string{"c", "d"} {
		expect(t, r, class, model.UnservedUnready, from(math.NaN(), 150))
		expect(t, r, class, model.UnservedNoRack, from(math.NaN(), 550))
	}
	// 1,260 ask for all 300, and 140 for no more than 140.
	r = simulate(t, text, append(full, "class.c.share=0.9", "class.d.share=0.1")...)
	expect(t, r, "c", model.UnservedUnready, from(math.NaN(), 300*300./440))
	expect(t, r, "d", model.UnservedUnready, from(math.NaN(), 300*140./440))
	// A few free racks are racks too.
	r = simulate(t, pair, "class.c.movable_share=0", "origin.o.backlog_racks=1900", "cluster.far.racks=20")
	expect(t, r, "c", model.UnservedUnready, from(math.NaN(), 20))
}

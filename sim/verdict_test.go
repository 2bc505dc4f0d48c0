package sim_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/sim/result"
)

// goal is a target of at least something.
func goal(quantity model.QuantityName, scope string, atLeast float64, by string) string {
	return fmt.Sprintf("[[target]]\nid = \"%s-%s-%s-%v\"\nquantity = %q\nscope = %q\nat_least = %v\nby = %s\n", strings.ReplaceAll(string(quantity), "_", "-"), scope, by, int(1000*atLeast), quantity, scope, atLeast, by)
}

// tradeOff is what a text gives.
func tradeOff(t *testing.T, text string, settings ...string) []result.TradeOff {
	t.Helper()
	run := compile(t, load(t, text, settings...)).NewRun()
	if err := run.Simulate(t.Context()); err != nil {
		t.Fatal(err)
	}
	curves, err := run.TradeOff(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return curves
}

// A trade-off is worked out once for a scope, for utilisation alone, and not for the start;
// it reaches a little beyond the racks that are there now, whatever retires or is built,
// what is required elsewhere, or less is required here.
func TestTradeOffReach(t *testing.T) {
	text := strings.Replace(pair, "[[cluster.fleet]]", "[[cluster.project]]\nid = \"x\"\nfleet = \"f\"\nstart = 2023-01-15\nracks = 100\nlead_time_months = 0\n[[cluster.fleet]]", 1) +
		goal(model.RacksInService, "far", 4000, "2023-12-31") + goal(model.RacksInService, "near", 500, "2023-12-31") +
		goal(model.Utilisation, "near", .4, "2023-12-31") + goal(model.Utilisation, "near", .6, "2024-06-30")
	for _, share := range []string{"1", "0"} { // what nobody meant to build is like what exists
		curves := tradeOff(t, strings.Replace(text, "build_share = 1", "build_share = "+share, 1), "cluster.near.retirement_per_year=0.5")
		if len(curves) != 1 || curves[0].Scope != "near" || curves[0].Date.String() != "2023-12-31" {
			t.Fatalf("%+v", curves)
		}
		for i, p := range curves[0].Points {
			if !near(float64(p.Racks), 1000+12.5*float64(i)) {
				t.Errorf("point %d: %+v", i, p)
			}
		}
	}
}

// In a hub the racks come where the hub builds, and else alike to all.
func TestTradeOffOfHub(t *testing.T) {
	text := pair + goal(model.Utilisation, "h", .4, "2023-12-31")
	home := []string{"class.c.movable_share=0", "origin.o.backlog_racks=1000"} // 1,500 who may only be near
	for built, want := range map[float64]float64{100: 1310, 0: 1100} {
		with := text
		if built > 0 {
			with = strings.Replace(text, "[[cluster.fleet]]", "[[cluster.project]]\nid = \"x\"\nfleet = \"f\"\nstart = 2023-01-15\nracks = 100\nlead_time_months = 0\n[[cluster.fleet]]", 1)
		}
		curves := tradeOff(t, with, home...)
		last := curves[0].Points[len(curves[0].Points)-1]
		if !near(float64(last.Racks), 1.1*(2000+built)) || !near(float64(last.Occupied), want) {
			t.Errorf("%v built: %+v, want %v occupied", built, last, want)
		}
	}
}

// Targets that demand cannot fill are said to pull against each other, unless it is the
// racks that can be let which end the placing.
func TestConflictUnlessFull(t *testing.T) {
	both := func(scope string) string {
		return goal(model.RacksInService, scope, 1000, "2023-12-31") + goal(model.Utilisation, scope, .9, "2023-12-31")
	}
	const words = "targets pull against each other"
	if r := simulate(t, pair+both("far"), "cluster.far.demand.max_utilisation=0.8", "origin.o.backlog_racks=1200"); warned(r, words) {
		t.Errorf("all that can be let is let: %+v", r.Warnings)
	}
	if r := simulate(t, pair+both("far"), "origin.o.backlog_racks=100"); !warned(r, words) {
		t.Errorf("600 want 900 racks: %+v", r.Warnings)
	}
	text := strings.ReplaceAll(base+both("c"), "at_least = 1000\n", "at_least = 10000\n")
	if r := simulate(t, text, "cluster.c.demand.max_utilisation=0.5"); !warned(r, words) {
		t.Errorf("without dispatch the demand is known: %+v", r.Warnings)
	}
}

// Contracts that the delay ended are dated by the first.
func TestFirstBreak(t *testing.T) {
	r := simulate(t, egress("date = 2022-12-31\ngbps = 5_000", "date = 2023-06-01\ngbps = 0", "date = 2024-01-01\ngbps = 5_000", "date = 2024-06-01\ngbps = 0"))
	if !warned(r, "ended contracts of 1,000 racks in all, the first on 2023-06-30") {
		t.Errorf("%+v", r.Warnings)
	}
}

// Demand out of reach is named by its class's own budget, and only where there is some.
func TestOutOfReach(t *testing.T) {
	far := []string{"origin.p.place=wuhan", "class.d.budget_ms=1"}
	if r := simulate(t, quad, far...); !warned(r, "No cluster is within the 1 ms of class d from p:") {
		t.Errorf("%+v", r.Warnings)
	}
	none := strings.Replace(quad, "home = [\"far\"]\n", "home = [\"far\"]\nmix = [{ id = \"c\", share = 1 }, { id = \"d\", share = 0 }]\n", 1)
	if r := simulate(t, none, far...); warned(r, "No cluster is within") {
		t.Errorf("%+v", r.Warnings)
	}
}

// A small overload is one; a gateway that is cut off is none.
func TestOverload(t *testing.T) {
	r := simulate(t, egress("date = 2022-12-31\ngbps = 729.166_666_666_666"), "class.c.percentile=0")
	if !warned(r, "gateway of cluster far is overloaded at the end of 24 of the steps, by up to 20 %") {
		t.Errorf("%+v", r.Warnings)
	}
	r = simulate(t, egress("date = 2022-12-31\ngbps = 5_000", "date = 2023-06-01\ngbps = 0"), "cluster.far.background_gbps=10")
	if warned(r, "overloaded") {
		t.Errorf("%+v", r.Warnings)
	}
}

// Who pays for being there is named when rent, electricity and preference are together
// below nothing.
func TestPaidToCome(t *testing.T) {
	const words = "Rent, electricity and preference of cluster near add up to -"
	for price, want := range map[string]bool{"0.5": true, "1": false} {
		r := simulate(t, pair, "cluster.near.preference_cny=-3000", "cluster.near.electricity_cny_per_kwh="+price)
		if warned(r, words) != want {
			t.Errorf("at %s CNY/kWh: %+v", price, r.Warnings)
		}
	}
}

// bound gives the binding constraints of the only target.
func bound(t *testing.T, text string, settings ...string) map[string]float64 {
	t.Helper()
	out := map[string]float64{}
	for _, b := range simulate(t, text, settings...).Targets[0].Binding {
		out[b.Constraint] = float64(b.Share)
	}
	return out
}

// What keeps racks from being occupied, where several things do.
func TestBindsOccupied(t *testing.T) {
	const day = "2024-12-31"
	still := 500 * math.Exp(-24./40)
	ramp := 100 * math.Exp(-24./40)
	for _, c := range []struct {
		text     string
		settings []string
		want     map[string]float64
	}{
		// Tenants whose contracts ended are still there: only the others lack.
		{goal(model.Utilisation, "near", .9, day), []string{"cluster.near.demand.ramp_months=40"},
			map[string]float64{"competition": 500 / (900 - still), "demand": (400 - still) / (900 - still)}},
		// More racks do not help where racks stay free.
		{goal(model.RacksOccupied, "far", 1500, day), []string{"cluster.far.rent_cny=3000", "cluster.near.racks=4000"},
			map[string]float64{"competition": 1}},
		// They do where all that can be let is let, also if the rest stays empty.
		{goal(model.RacksOccupied, "far", 1500, day), []string{"cluster.far.demand.max_utilisation=0.8", "origin.o.backlog_racks=400"},
			map[string]float64{"racks_in_service": 1}},
		// What went elsewhere counts only as far as it is required.
		{goal(model.Utilisation, "far", .3, day), []string{"dispatch.policy=mix", "dispatch.market=local-first", "dispatch.platform_share=0.2", "dispatch.platform_growth_per_year=0", "cluster.far.demand.ramp_months=40"},
			map[string]float64{"tenant_ramp": ramp / (200 + ramp), "competition": 200 / (200 + ramp)}},
	} {
		got := bound(t, pair+c.text, c.settings...)
		for name, want := range c.want {
			if math.Abs(got[name]-want) > 1e-6 || len(got) != len(c.want) {
				t.Errorf("%v: %v, want %v", c.settings, got, c.want)
				break
			}
		}
	}
}

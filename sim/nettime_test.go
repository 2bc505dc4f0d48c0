package sim_test

import (
	"math"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/sim"
)

// A short link opens in February, closes in April and is there again in June; before and
// between the long way counts. On a day in the middle of a month it is there at its end.
func TestLinkOpensAndCloses(t *testing.T) {
	text := island(site("a", 0), site("b", 1), site("x", .5), fibre("a", "x", 200), fibre("b", "x", 200),
		fibre("a", "b", 200, "background_gbps = 30", gbps("link.capacity", "2023-02-10", 200, "2023-04-30", 0, "2023-06-01", 400)),
		data("c", "b", .1), people("o", "a", "c", 1), work("w", "optical", 1), tier("t", "optical", "a", "b"))
	r := simulate(t, text)
	open := func(k float64) bool { return k == 2 || k == 3 || k == 6 }
	pick := func(there, not float64) func(float64) float64 {
		return func(k float64) float64 {
			if open(k) {
				return there
			}
			return not
		}
	}
	expect(t, r, "t", model.DelayEmpty, pick(optAB, optAB+fibAB))
	expect(t, r, "a--b", model.LinkTraffic, pick(130, 30))
	rho := func(k float64) float64 { return 130 / map[bool]float64{true: 400, false: 200}[k == 6] }
	expect(t, r, "a--b", model.LinkCapacity, func(k float64) float64 { return map[float64]float64{2: 200, 3: 200, 6: 400}[k] })
	expect(t, r, "a--b", model.LinkLoad, func(k float64) float64 {
		if !open(k) {
			return none
		}
		return rho(k)
	})
	expect(t, r, "t", model.DelayMean, func(k float64) float64 {
		if !open(k) {
			return optAB + fibAB
		}
		return optAB + .16*rho(k)/(1-rho(k))
	})
	// For good: the only link closes, and nothing is said about overload.
	r = simulate(t, line(fibre("a", "b", 200, "background_gbps = 500", gbps("link.capacity", "2022-01-01", 700, "2023-03-31", 0))+data("c", "b", .1)))
	expect(t, r, "t", model.DelayP99, func(k float64) float64 {
		if k >= 3 {
			return none
		}
		return optAB + .16*6*tail
	})
	expect(t, r, "c", model.RacksOccupied, func(k float64) float64 { return map[bool]float64{true: 0, false: 100}[k >= 3] })
	if !warned(r, "No path leads from a to b on 2023-03-31: links are closed.") || !said(r, "2023-03-31，a 至 b 无可用路径") || warned(r, "overloaded") {
		t.Errorf("%+v", r.Warnings)
	}
	if l := r.Links[len(r.Links)-1]; l.Open || l.Capacity != 0 || !l.Load.IsMissing() || l.Traffic != 500 {
		t.Errorf("%+v", l)
	}
	if p := r.Paths[0]; !p.OneWayMs.IsMissing() || !p.MeanMs.IsMissing() || !p.P99Ms.IsMissing() {
		t.Errorf("%+v", p)
	}
	// A delay that is missed for want of a path says so; a ratio is none.
	for q, want := range map[model.QuantityName]int{model.DelayMean: 1, model.DelayRatio: 0} {
		r := simulate(t, line(fibre("a", "b", 200, gbps("link.capacity", day, 700, "2023-03-31", 0))+data("c", "b", .1), atMost(q, "t")))
		if v := r.Targets[0]; v.Met || !v.Simulated.IsMissing() || len(v.Binding) != want {
			t.Errorf("%+v", v)
		}
	}
	// At the start a way has to lead to all that the tiers name.
	e := load(t, text)
	e.Links[0].Capacity = []model.Capacity{{ID: "x", Date: model.Date{Year: 2023, Month: 3, Day: 1}, Gbps: 100}}
	if _, err := sim.Compile(&e.Scenario); err == nil || !strings.Contains(err.Error(), "tier t: at the start no way leads from a to b") {
		t.Error(err)
	}
}

// A gateway of half the size: from April on it is twice as large.
func TestUpgrade(t *testing.T) {
	r := simulate(t, line(fibre("a", "b", 200)+data("c", "b", .1, gbps("cluster.egress", "2022-06-30", 125, "2023-04-01", 200)+"line_rate_gbps = 400\n")))
	expect(t, r, "c", model.EgressLoad, func(k float64) float64 { return map[bool]float64{true: .5, false: .8}[k >= 4] })
	expect(t, r, "t", model.DelayMean, func(k float64) float64 { return optAB + map[bool]float64{true: .04, false: .64}[k >= 4] })
}

// Direct circuits open over time, and count both ways; who begins none has them with all who
// begin none. Before, the hubs of the old backbone carry. Inside a place none is needed.
func TestCircuits(t *testing.T) {
	home := `home = "guangzhou"`
	text := island(site("a", 110, home), site("b", 111, home), site("x", 112, `home = "wuhan"`), site("y", 113, home), site("z", 114, home),
		fibre("a", "b", 200), fibre("b", "x", 200), fibre("x", "y", 200), fibre("y", "z", 200),
		data("c", "b", .1, gbps("cluster.egress", day, 200)), people("o", "a", "c", 1), work("w", "direct", 1),
		"[[circuit]]\nid = \"old\"\nfrom = \"b\"\nto = [\"a\"]\nopens = 2020-01-01\n[[circuit]]\nid = \"new\"\nfrom = \"b\"\nto = [\"x\"]\nopens = 2023-02-15\n[[circuit]]\nid = \"back\"\nfrom = \"y\"\nto = [\"b\"]\nopens = 2023-04-30\n[[circuit]]\nid = \"late\"\nfrom = \"b\"\nto = [\"z\"]\nopens = 2030-01-01\n",
		tier("t", "direct", "b", "b", "a", "x", "y", "z"), tier("to", "direct", "x", "b"), tier("free", "direct", "a", "x", "z"), tier("y", "direct", "y", "a"),
		tier("hub", "hub", "b", "a", "x", "y", "z"), tier("hubs", "hub", "x", "b"), tier("yhub", "hub", "y", "a"), tier("optical", "optical", "b", "x"))
	_, r := judged(t, text)
	direct := func(km float64) float64 {
		return .0049*1.1*km*1.15 + .7 + .1*math.Floor(1.1*km/800) + .03*(3+math.Floor(km/500))
	}
	for pair, at := range map[string]struct{ km, opens float64 }{
		"b->a": {200, 0}, "b->x": {200, 2}, "x->b": {200, 2}, "b->y": {400, 4}, "b->z": {600, 99}, "a->x": {400, 0}, "a->z": {800, 0}, "y->a": {600, 99},
	} {
		hub := r.Series.Of(pair+"/hub", model.DelayEmpty)
		expect(t, r, pair, model.DelayEmpty, func(k float64) float64 {
			if k >= at.opens {
				return direct(at.km)
			}
			return hub[0]
		})
	}
	always(t, r, "b->b", model.DelayMean, .5)
	always(t, r, "b->x/optical", model.DelayEmpty, optAB) // needs none
	always(t, r, "b->x/hub", model.DelayEmpty, r.Series.Of("b->x/hub", model.DelayEmpty)[0])
	// Gateways are passed however a pair is carried.
	always(t, r, "c", model.EgressLoad, .5)
	mean, empty := r.Series.Of("b->x", model.DelayMean), r.Series.Of("b->x", model.DelayEmpty)
	for k := range mean {
		if !near(mean[k]-empty[k], .16) {
			t.Errorf("step %d: waits %v", k, mean[k]-empty[k])
		}
	}
	if !warned(r, "2 of 8 paths of service direct have no direct circuit open at the end") || !said(r, "按直达链路判定的8条路径中，2条到期末仍无直达链路") {
		t.Errorf("%+v", r.Warnings)
	}
	// The demand of a class is carried the same way: hub-routed it costs no route and loads none.
	far := island(site("a", 110, home), site("b", 111, home), fibre("a", "b", 200, gbps("link.capacity", day, 200)), data("c", "b", .1), people("o", "a", "c", 1), work("w", "direct", 1),
		"[[circuit]]\nid = \"x\"\nfrom = \"a\"\nto = [\"b\"]\nopens = 2023-03-15\n", tier("t", "direct", "a", "b"))
	_, r = judged(t, far)
	expect(t, r, "a--b", model.LinkTraffic, func(k float64) float64 { return map[bool]float64{true: 100}[k >= 3] })
	expect(t, r, "t", model.DelayMean, func(k float64) float64 {
		if k >= 3 {
			return direct(200) + .16
		}
		return r.Series.Of("t", model.DelayEmpty)[0]
	})
}

// A budget between hub-routed and direct: demand comes when the circuit has opened.
func TestDemandFollowsCircuits(t *testing.T) {
	text := island(site("a", 110, `home = "beijing"`), site("b", 111, `home = "beijing"`), fibre("a", "b", 200), data("c", "b", 0), data("d", "a", .1), people("o", "a", "d", 1), work("w", "direct", 1),
		"[[circuit]]\nid = \"x\"\nfrom = \"a\"\nto = [\"b\"]\nopens = 2023-03-15\n")
	r := simulate(t, text, "class.w.budget_ms=5", "cluster.d.rent_cny=3000")
	expect(t, r, "c", model.RacksOccupied, func(k float64) float64 { return map[bool]float64{true: 100}[k >= 3] })
	expect(t, r, "c", model.RacksEligible, func(k float64) float64 { return map[bool]float64{true: 100}[k >= 3] })
}

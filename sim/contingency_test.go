package sim_test

import (
	"math"
	"slices"
	"testing"

	"hubcap/model"
	"hubcap/sim/result"
)

// Of three exits one takes a third of the gateway's capacity with it, whichever it is: 100 on
// 200 becomes 100 on 133, a load of .75. The cut of the pair's own link also leads it round.
func TestExits(t *testing.T) {
	text := func(way float64, open string) string {
		return island(site("a", 0), site("b", 1), site("x", .5), site("y", 2), fibre("a", "b", 200), fibre("a", "x", 200), fibre("b", "x", way), fibre("b", "y", 150, open), fibre("x", "y", 400),
			data("c", "b", .1, gbps("cluster.egress", day, 200)), people("o", "a", "c", 1), work("w", "optical", 1),
			tier("t", "optical", "a", "b"), tier("out", "optical", "", "a", "x"))
	}
	empty := func(km float64) float64 { return .0049*1.1*km + .7 }
	_, r := judged(t, text(100, ""))
	always(t, r, "t", model.DelayMean, optAB+.16)
	always(t, r, "t", model.DelayMeanN1, empty(300)+.48)
	always(t, r, "t", model.DelayP99N1, empty(300)+.48*tail)
	always(t, r, "out", model.DelayMeanN1, empty(300)) // round by b, and not through its gateway
	p := r.Paths[0]
	if p.Cut != "a--b" || !near(float64(p.CutMean), empty(300)+.48) || !near(float64(p.CutP99), empty(300)+.48*tail) {
		t.Errorf("%+v", p)
	}
	f := r.Failures[0]
	if f.Tier != "t" || f.Pair != "a->b" || !slices.Equal(f.Links, []string{"a--b"}) || f.ID != "" || f.Bottleneck != "c" || !near(float64(f.Load), .75) || !near(float64(f.AddedLoad), .25) ||
		!near(float64(f.MeanMs), empty(300)+.48) || !near(float64(f.AddedMs), empty(300)+.48-optAB-.16) || !near(float64(f.P99Ms), empty(300)+.48*tail) || f.LostGbps != 0 {
		t.Errorf("%+v", f)
	}
	// A third exit that opens in March: until then two of 200 leave 100, and 100 fill them.
	_, r = judged(t, text(100, gbps("link.capacity", "2023-03-15", 1000)))
	expect(t, r, "t", model.DelayMeanN1, func(k float64) float64 {
		if k < 3 {
			return empty(300) + 20
		}
		return empty(300) + .48
	})
	// One exit only: with it all is gone, and no number says how slow that is.
	alone := island(site("a", 0), site("b", 1), fibre("a", "b", 200), data("c", "b", .1, gbps("cluster.egress", day, 200)), people("o", "a", "c", 1), work("w", "optical", 1),
		tier("t", "optical", "a", "b")) +
		"[[target]]\nid = \"n1\"\nquantity = \"delay_p99_n1\"\nscope = \"t\"\nat_most = 10\nby = 2023-06-30\n" +
		"[[failure]]\nid = \"cut\"\nlinks = [\"a--b\"]\n"
	r = simulate(t, alone) // the target alone has cuts judged
	always(t, r, "t", model.DelayP99N1, none)
	always(t, r, "a->b", model.DelayMeanN1, none)
	if v := r.Targets[0]; v.Met || !v.Simulated.IsMissing() || !v.Margin.IsMissing() || len(v.Binding) != 1 || v.Binding[0] != (result.Binding{Constraint: "no_path", Share: 1}) {
		t.Errorf("%+v", v)
	}
	if len(r.Failures) != 2 {
		t.Fatalf("%+v", r.Failures)
	}
	for i, id := range []string{"", "cut"} {
		if f := r.Failures[i]; f.ID != id || f.LostGbps != 100 || !f.MeanMs.IsMissing() || !f.P99Ms.IsMissing() || !f.AddedMs.IsMissing() || !slices.Equal(f.Links, []string{"a--b"}) {
			t.Errorf("%+v", f)
		}
	}
	if p := r.Paths[0]; p.Cut != "a--b" || !p.CutMean.IsMissing() {
		t.Errorf("%+v", p)
	}
	// Where nobody asks, no cut is judged.
	r = simulate(t, text(100, ""))
	always(t, r, "t", model.DelayMeanN1, none)
	always(t, r, "a->b", model.DelayP99N1, none)
	if len(r.Failures) != 0 || !r.Paths[0].CutMean.IsMissing() || r.Paths[0].Cut != "" {
		t.Errorf("%+v %+v", r.Failures, r.Paths[0])
	}
}

// The exits of a hub's gateway are the links over its border, not those inside.
func TestExitsOfHub(t *testing.T) {
	text := island(site("a", 0), site("b", 1, `hub = "h"`), site("b2", 1.1, `hub = "h"`), fibre("a", "b", 200), fibre("a", "b2", 220), fibre("b", "b2", 20),
		data("c", "b", .1, `gateway = "hub"`, gbps("cluster.egress", day, 200)), people("o", "a", "c", 1), work("w", "optical", 1),
		tier("t", "optical", "a", "b"), tier("in", "optical", "b", "b2"),
		"[[failure]]\nid = \"inside\"\nname = { en = \"inside\", zh = \"内\" }\nlinks = [\"b--b2\"]\n[[failure]]\nid = \"exit\"\nlinks = [\"a--b2\", \"b--b2\"]\n[[failure]]\nid = \"both\"\nlinks = [\"a--b\", \"a--b2\"]\n")
	_, r := judged(t, text)
	always(t, r, "t", model.DelayMeanN1, .0049*1.1*240+.7+20) // one of two exits: 100 on 100
	always(t, r, "in", model.DelayMeanN1, .0049*1.1*420+.7)
	want := map[string]float64{"inside/t": .16, "inside/in": .0049 * 1.1 * 400, "exit/t": 20, "exit/in": none, "both/t": none, "both/in": 0}
	lost := map[string]float64{"both": 100}
	for _, f := range r.Failures[2:] {
		intact := map[string]float64{"t": optAB, "in": .0049*1.1*20 + .7}[f.Tier]
		mean := float64(f.MeanMs) - intact
		if w := want[f.ID+"/"+f.Tier]; !near(mean, w) && !(math.IsNaN(w) && math.IsNaN(mean)) || float64(f.LostGbps) != lost[f.ID] {
			t.Errorf("%s, %s: adds %v, want %v; lost %v", f.ID, f.Tier, mean, w, f.LostGbps)
		}
	}
	if f := r.Failures[2]; f.Name.ZH != "内" || f.Name.EN != "inside" || len(r.Failures) != 8 {
		t.Errorf("%+v", r.Failures)
	}
}

// Traffic moves with its way: the detour's links carry what the cut one did, and other pairs
// wait there too.
func TestTrafficMoves(t *testing.T) {
	text := island(site("a", 0), site("b", 1), site("x", .5), fibre("a", "b", 200, gbps("link.capacity", day, 200)), fibre("a", "x", 200, gbps("link.capacity", day, 400)), fibre("b", "x", 100, gbps("link.capacity", day, 125)),
		data("c", "b", .1), people("o", "a", "c", 1), work("w", "optical", 1),
		tier("t", "optical", "a", "b"), tier("beside", "optical", "x", "b"), "[[failure]]\nid = \"f\"\nlinks = [\"a--b\"]\n")
	_, r := judged(t, text)
	always(t, r, "t", model.DelayMean, optAB+.16)
	always(t, r, "t", model.DelayMeanN1, .0049*330+.7+.64) // 100 on 125
	always(t, r, "beside", model.DelayMean, .0049*110+.7)
	always(t, r, "beside", model.DelayMeanN1, .0049*1.1*400+.7+.16) // its own link cut: round by a and b, 100 on 200 there
	always(t, r, "beside", model.DelayP99N1, max(.0049*1.1*400+.7+.16*tail, .0049*110+.7+.64*tail))
	for _, f := range r.Failures {
		if f.ID == "f" && f.Tier == "beside" && (f.Bottleneck != "b--x" || !near(float64(f.Load), .8) || !near(float64(f.AddedLoad), .8) || !near(float64(f.AddedMs), .64)) {
			t.Errorf("%+v", f)
		}
	}
	// Mean and p99 are each the worst of its own cut.
	if p := r.Paths[1]; p.Cut != "a--b" || !near(float64(p.CutMean), .0049*440+.7+.16) || !near(float64(p.CutP99), .0049*110+.7+.64*tail) {
		t.Errorf("%+v", p)
	}
}

// What the hubs of the old backbone carry feels no cut and loads no link, only gateways.
func TestCutsLeaveHubRouted(t *testing.T) {
	text := island(site("a", 110, `home = "guangzhou"`), site("b", 111, `home = "wuhan"`), fibre("a", "b", 200, gbps("link.capacity", day, 125)),
		data("c", "b", .1, gbps("cluster.egress", day, 200)), people("o", "a", "c", 1), work("w", "direct", 1),
		tier("t", "direct", "a", "b"), tier("hub", "hub", "a", "b"), "[[circuit]]\nid = \"x\"\nfrom = \"b\"\nto = [\"beijing\"]\nopens = 2023-01-01\n[[failure]]\nid = \"f\"\nlinks = [\"a--b\"]\n")
	_, r := judged(t, text)
	always(t, r, "a--b", model.LinkTraffic, 0)
	hub := r.Series.Of("hub", model.DelayEmpty)[0]
	always(t, r, "t", model.DelayEmpty, hub)
	always(t, r, "t", model.DelayMean, hub+.16)
	always(t, r, "t", model.DelayMeanN1, none) // its gateway has lost all its exits
	if f := r.Failures[len(r.Failures)-1]; f.LostGbps != 0 {
		t.Errorf("%+v", f)
	}
	_, r = judged(t, text+fibre("b", "x", 100)+site("x", 111.5))
	always(t, r, "t", model.DelayMeanN1, hub+20)
	_, r = judged(t, text+fibre("b", "x", 100)+site("x", 111.5)+fibre("b", "y", 100)+site("y", 111.7))
	always(t, r, "t", model.DelayMeanN1, hub+.48)
	if p := r.Paths[0]; p.Carried != "hub" || p.Service != "direct" || p.Cut != "a--b" || len(p.Via) < 4 {
		t.Errorf("%+v", p)
	}
}

package sim_test

import (
	"math"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/model/network"
	"hubcap/sim/result"
)

// Which elements end contracts: the exchange those of public classes, wherever they arise; a
// gateway what crosses it; but not the gateway of another cluster at whose place demand
// arises, though pairs of places wait there.
func TestWhoWaitsWhere(t *testing.T) {
	full := func(what string) string { return gbps("cluster."+what, day, 60) } // waits 20 ms
	for _, c := range []struct {
		name, at, service, here, other string
		stays, pair                    bool // the demand stays; a pair of the same places waits
	}{
		{"optical, past an exchange", "a", "optical", full("exchange"), "", true, false},
		{"direct, past an exchange", "a", "direct", full("exchange"), "", true, false},
		{"public, by an exchange", "a", "public", full("exchange"), "", false, true},
		{"public, from its very place", "b", "public", full("exchange"), "", false, true},
		{"by a gateway", "a", "optical", full("egress"), "", false, true},
		{"by a gateway, from its very place", "b", "optical", full("egress"), "", false, true},
		{"past another's gateway", "a", "optical", "", full("egress"), true, true},
		{"past another's exchange", "a", "public", "", full("exchange"), true, true},
	} {
		text := island(site("a", 0), site("b", 1), fibre("a", "b", 200),
			data("c", "b", .1, "exchange_share = 1\nbackground_gbps = 100", c.here), data("d", "a", 0, "exchange_share = 1\nbackground_gbps = 100", c.other),
			people("o", c.at, "c", 1), work("w", c.service, 1), tier("t", c.service, "a", "b"))
		r := simulate(t, text, "class.w.budget_ms=10", "cluster.d.rent_cny=9000")
		want := 0.
		if c.stays {
			want = 100
		}
		if got := r.Series.Of("c", model.RacksPlaced)[1]; !near(got, want) {
			t.Errorf("%s: %v racks, want %v", c.name, got, want)
		}
		mean, empty := r.Series.Of("t", model.DelayMean)[0], r.Series.Of("t", model.DelayEmpty)[0]
		if want = 0; c.pair {
			want = 20
		}
		if !near(mean-empty, want) {
			t.Errorf("%s: a pair waits %v, want %v", c.name, mean-empty, want)
		}
	}
}

// A line rate is that of its entry alone.
func TestLineRateOfAnEntry(t *testing.T) {
	r := simulate(t, line(fibre("a", "b", 200)+data("c", "b", .1, gbps("cluster.egress", day, 200)+"line_rate_gbps = 400\n"+strings.Replace(gbps("cluster.egress", "2023-04-01", 125), "e0", "e1", 1))))
	expect(t, r, "t", model.DelayMean, func(k float64) float64 { return optAB + map[bool]float64{true: .64, false: .04}[k >= 4] })
}

// Without origins nobody knows the traffic: a link opens and closes, and has no load.
func TestCapacityWithoutOrigins(t *testing.T) {
	r := simulate(t, island(site("a", 0), site("b", 1), site("x", .5), fibre("a", "x", 200), fibre("b", "x", 200), fibre("a", "b", 200, gbps("link.capacity", "2023-02-10", 1)),
		data("c", "b", .1), tier("t", "optical", "a", "b")))
	expect(t, r, "t", model.DelayP99, func(k float64) float64 { return optAB + map[bool]float64{true: fibAB, false: 0}[k < 2] })
	expect(t, r, "a--b", model.LinkLoad, func(k float64) float64 { return map[bool]float64{true: none, false: 0}[k < 2] })
	if !r.Paths[0].Load.IsMissing() || r.Paths[0].Bottleneck != "" {
		t.Errorf("%+v", r.Paths[0])
	}
	// The cut of a link is judged all the same.
	_, r = judged(t, island(site("a", 0), site("b", 1), site("x", .5), fibre("a", "x", 200), fibre("b", "x", 200), fibre("a", "b", 200),
		data("c", "b", .1), tier("t", "optical", "a", "b"), "[[failure]]\nid = \"f\"\nlinks = [\"a--b\"]\n"))
	always(t, r, "t", model.DelayP99N1, optAB+fibAB)
	for _, f := range r.Failures {
		if !near(float64(f.AddedMs), fibAB) || f.LostGbps != 0 || !f.Load.IsMissing() || f.Bottleneck != "" {
			t.Errorf("%+v", f)
		}
	}
}

// Of two entries for one circuit the earlier counts, whichever stands first.
func TestEarlierCircuitCounts(t *testing.T) {
	text := island(site("a", 110, `home = "guangzhou"`), site("b", 111, `home = "wuhan"`), fibre("a", "b", 200), data("c", "b", .1), tier("t", "direct", "a", "b"),
		"[[circuit]]\nid = \"x\"\nfrom = \"a\"\nto = [\"b\"]\nopens = 2023-03-15\n")
	for _, order := range [][2]string{{"a", "b"}, {"b", "a"}} {
		e := load(t, text)
		other := e.Circuits[0]
		other.From, other.To, other.Opens.Month = order[0], []string{order[1]}, 5
		for _, list := range [][]model.Circuit{{e.Circuits[0], other}, {other, e.Circuits[0]}} {
			e.Circuits = list
			run := compile(t, e).NewRun()
			if err := run.Simulate(t.Context()); err != nil {
				t.Fatal(err)
			}
			v := run.Result().Series.Of("t", model.DelayEmpty)
			if v[2] == v[3] || v[3] != v[6] {
				t.Errorf("%v", v)
			}
		}
	}
}

// Links that are closed are cut already: a failure that names one changes only by the others,
// and takes no exit.
func TestFailureOfAClosedLink(t *testing.T) {
	text := island(site("a", 0), site("b", 1), site("x", .5), fibre("a", "b", 200), fibre("a", "x", 200), fibre("b", "x", 100), fibre("b", "y", 100, gbps("link.capacity", day, 100, "2023-05-01", 0)), site("y", 1.5),
		data("c", "b", .1, gbps("cluster.egress", day, 200)), people("o", "a", "c", 1), work("w", "optical", 1), tier("t", "optical", "a", "b"),
		"[[failure]]\nid = \"gone\"\nlinks = [\"b--y\"]\n[[failure]]\nid = \"two\"\nlinks = [\"b--y\", \"a--b\"]\n[[failure]]\nid = \"idle\"\nlinks = [\"a--x\"]\n")
	_, r := judged(t, text)
	want := map[string]float64{"gone": 0, "two": .0049*110 + 20 - .16, "idle": 0}
	for _, f := range r.Failures {
		if w, ok := want[f.ID]; ok && !near(float64(f.AddedMs), w) {
			t.Errorf("%+v, want %v more", f, w)
		}
	}
}

// A single cut that another pair's traffic brings harm by is told as well, with the link it
// fills; one that only the mean feels, too.
func TestSingleCutsOfOthers(t *testing.T) {
	text := island(site("a", 0), site("b", 1), site("x", .5), fibre("a", "b", 200), fibre("a", "x", 200), fibre("b", "x", 100, gbps("link.capacity", day, 125)),
		data("c", "b", .1), people("o", "a", "c", 1), work("w", "optical", 1), tier("t", "optical", "x", "b"), tier("u", "optical", "a", "x"))
	run, r := judged(t, text)
	cuts := run.Network().SingleCuts(0)
	if len(cuts) != 2 || cuts[0].Links[0] != "a--b" || cuts[1].Links[0] != "b--x" || cuts[0].Bottleneck != "b--x" || !near(float64(cuts[0].Load), .8) {
		t.Errorf("%+v", cuts)
	}
	if p := r.Paths[0]; p.Cut != "a--b" {
		t.Errorf("%+v", p)
	}
	if cuts := run.Network().SingleCuts(1); len(cuts) != 1 || cuts[0].Links[0] != "a--x" || !near(float64(cuts[0].AddedMs), .0049*1.1*100) {
		t.Errorf("%+v", cuts)
	}
	a, _ := run.Network().Graph().Index("a")
	between := run.Network().Between(network.Optical, a+2, a+1, true)
	if len(between.Cuts) != 2 || between.Cuts[0].Link != "a--b" || between.Cuts[0].Bottleneck != "b--x" || !near(float64(between.Cuts[0].Load), .8) || len(between.Cuts[0].Path) != 2 || len(between.Cuts[1].Path) != 3 {
		t.Errorf("%+v", between.Cuts)
	}
}

// A verdict that hangs on unmeasured routes says so, and only that.
func TestTooCloseToCall(t *testing.T) {
	for bound, want := range map[string]bool{"at_most = 1.7": true, "at_most = 1.9": true, "at_most = 1.5": false, "at_most = 2.1": false, "at_least = 1.8": false} {
		r := simulate(t, line(fibre("a", "b", 200)+data("c", "b", .1), "[[target]]\nid = \"n\"\nquantity = \"delay_mean\"\nscope = \"t\"\nby = 2023-06-30\n"+bound+"\n"))
		if warned(r, "Target n is too close to call: 1.78 of ") != want || said(r, "目标 n 难以定论：1.78毫秒对") != want {
			t.Errorf("%s: %+v", bound, r.Warnings)
		}
	}
}

// Light takes .0049 ms a km of fibre and a circuit has regenerators, which are distance.
func TestRegeneratorsAreDistance(t *testing.T) {
	text := island(site("a", 0), site("b", 5), fibre("a", "b", 1000), data("c", "b", .1), tier("t", "optical", "a", "b"), atMost(model.DelayMean, "t"))
	binds(t, simulate(t, text).Targets[0], map[string]float64{"distance": .0049*1100 + .1, "equipment": .7})
}

// A tier's number does not come from the tier before it, and each pair of two tiers has one
// set of columns.
func TestTiersByThemselves(t *testing.T) {
	text := island(site("a", 0), site("b", 1), site("x", 2), fibre("a", "b", 200), fibre("b", "x", 200), data("c", "b", .1),
		tier("far", "optical", "a", "x"), tier("near", "optical", "a", "b"), tier("both", "optical", "a", "b", "x"), tier("mesh", "optical", "", "x", "b", "a"))
	r := simulate(t, text)
	always(t, r, "far", model.DelayMean, optAB+fibAB)
	always(t, r, "near", model.DelayMean, optAB)
	always(t, r, "both", model.DelayMean, optAB+fibAB)
	always(t, r, "mesh", model.DelayMean, optAB+fibAB)
	n := 0
	for _, c := range r.Series.Columns {
		if strings.Contains(c.Scope, "->") {
			if c.Quantity == model.DelayEmpty {
				n++
			}
		}
	}
	if n != 5 || len(r.Paths) != 7 || r.Series.Of("x->b", model.DelayMean) == nil {
		t.Errorf("%d pairs, %d paths", n, len(r.Paths))
	}
	// Routes are as they are walked: from x to a over b.
	p := r.Paths[5]
	if p.Pair != "x->a" || strings.Join(p.Via, " ") != "x b a" || p.Ends != [2]string{"x", "a"} || !near(float64(p.RouteKm), 400) || math.Abs(float64(p.ByClass["public"])-1.45*(optAB+fibAB)) > 1e-9 {
		t.Errorf("%+v", p)
	}
	if p.ByClass["optical"] != result.Number(r.Series.Of("x->a", model.DelayEmpty)[0]) {
		t.Errorf("%+v", p.ByClass)
	}
}

// Where nothing waits there is no bottleneck; of two that are alike it is the one that stands
// first, gateways before links.
func TestBottleneckIsNamed(t *testing.T) {
	text := func(a, b, link float64) string {
		return island(site("a", 0), site("b", 1), fibre("a", "b", 200, gbps("link.capacity", day, link)),
			data("c", "b", a, gbps("cluster.egress", day, 200)), data("d", "a", b, gbps("cluster.egress", day, 200)),
			people("o", "b", "c", 1), work("w", "optical", 1), tier("t", "optical", "a", "b"))
	}
	for _, c := range []struct {
		a, b, link float64
		want       string
		load       float64
	}{
		{.1, 0, 1000, "c", .5}, {0, .1, 1000, "d", .5}, {.05, .05, 1000, "c", .25}, {.05, .05, 200, "c", .25}, {.05, .05, 100, "a--b", .5},
	} {
		r := simulate(t, text(c.a, c.b, c.link), "origin.o.home=[\"c\", \"d\"]", "class.w.contract_months=1200")
		p := r.Paths[0]
		if p.Bottleneck != c.want || !(math.Abs(float64(p.Load)-c.load) < .01) {
			t.Errorf("%+v: %s at %v", c, p.Bottleneck, p.Load)
		}
	}
	r := simulate(t, island(site("a", 0), site("b", 1), site("z", 2), fibre("a", "b", 200, gbps("link.capacity", day, 1)),
		data("c", "b", 0, gbps("cluster.egress", day, 1)), data("e", "z", .1), people("o", "z", "e", 1), work("w", "optical", 1), tier("t", "optical", "a", "b")), "class.w.movable_share=0")
	if p := r.Paths[0]; p.Bottleneck != "" || !p.Load.IsMissing() || p.QueueMs != 0 {
		t.Errorf("%+v", p)
	}
}

// A target on either delay with a cut, of a tier or a pair, has every cut judged.
func TestTargetsHaveCutsJudged(t *testing.T) {
	for _, q := range []model.QuantityName{model.DelayMeanN1, model.DelayP99N1} {
		for _, scope := range []string{"t", "a->b"} {
			r := simulate(t, line(fibre("a", "b", 200)+site("x", .5)+fibre("a", "x", 200)+fibre("b", "x", 200)+data("c", "b", .1), atMost(q, scope)))
			always(t, r, "t", model.DelayMeanN1, optAB+fibAB)
			always(t, r, "a->b", model.DelayP99N1, optAB+fibAB)
		}
	}
}

// A link that a failure names twice is cut once.
func TestFailureNamesALinkTwice(t *testing.T) {
	e := load(t, island(site("a", 0), site("b", 1), site("x", .5), fibre("a", "b", 200), fibre("a", "x", 200), fibre("b", "x", 100), fibre("b", "y", 100), site("y", 1.5),
		data("c", "b", .1, gbps("cluster.egress", day, 200)), people("o", "a", "c", 1), work("w", "optical", 1), tier("t", "optical", "a", "b"),
		"[[failure]]\nid = \"f\"\nlinks = [\"a--b\"]\n"))
	e.Failures[0].Links = []string{"a--b", "b--x", "a--b"}
	run := compile(t, e).NewRun()
	if err := run.Simulate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if f := run.Result().Failures[0]; f.LostGbps != 100 || !f.P99Ms.IsMissing() {
		t.Errorf("%+v", f)
	}
	e.Failures[0].Links = []string{"a--b", "a--b"}
	if f := run.Result().Failures[0]; f.LostGbps != 0 || !near(float64(f.MeanMs), .0049*330+.7+.48) || len(f.Links) != 2 {
		t.Errorf("%+v", f)
	}
}

// Between neighbours on the old backbone its hubs are quicker than a direct circuit would be,
// which is the roughness of both: the lack of one never makes a pair quicker. What is asked
// for as hub-routed stays as it is.
func TestHubsAreNeverQuickerThanTheCircuit(t *testing.T) {
	text := func(to string) string {
		return island(data("c", "guian", .1), tier("t", "direct", "guiyang", "chengdu"), tier("old", "hub", "guiyang", "chengdu"),
			"[[circuit]]\nid = \"k\"\nfrom = \"guiyang\"\nto = [\""+to+"\"]\nopens = 2020-01-01\n", atMost(model.DelayMean, "t"))
	}
	with, without := simulate(t, text("chengdu")), simulate(t, text("beijing"))
	direct, hub := with.Series.Of("t", model.DelayEmpty)[0], without.Series.Of("old", model.DelayEmpty)[0]
	if !(direct > hub+.1) {
		t.Fatalf("the direct circuit takes %v, the hubs %v: this tests nothing", direct, hub)
	}
	always(t, without, "t", model.DelayMean, direct)
	if p := without.Paths[0]; p.Carried != "hub" || with.Paths[0].Carried != "direct" {
		t.Errorf("carried %s", p.Carried)
	}
	binds(t, without.Targets[0], map[string]float64{"distance": hub - .9, "routing": .9 + direct - hub})
}

// A short link that opens in April is what counts from April on: what stood on the long way
// is laid on it, it is nearer, it costs less, and it brings demand within reach.
func TestMarketSeesTheLinksOfToday(t *testing.T) {
	text := func(open, rest string) string {
		return island(site("a", 0), site("b", 1), site("x", 4), site("y", 2), fibre("a", "x", 500), fibre("b", "x", 500), fibre("a", "y", 400), fibre("a", "b", 200, gbps("link.capacity", "2023-04-10", open)), rest)
	}
	at := func(before, after float64) func(float64) float64 {
		return func(k float64) float64 {
			if k < 4 {
				return before
			}
			return after
		}
	}
	one := people("o", "a", "c", 1) + work("w", "optical", 1)
	r := simulate(t, text("110", data("c", "b", .1)+one), "class.w.budget_ms=8", "class.w.percentile=0.99")
	expect(t, r, "c", model.RacksPlaced, func(k float64) float64 { return []float64{100, 100, 100, 100, 0, 100, 0}[int(k)] })
	two := data("c", "b", 0) + data("d", "y", .1) + one
	r = simulate(t, text("1e6", two), "dispatch.policy=local-first", `origin.o.home=["c", "d"]`)
	expect(t, r, "c", model.RacksPlaced, at(0, 100))
	r = simulate(t, text("1e6", two), "dispatch.network_cny_per_gbps_km=10", "cluster.c.rent_cny=2000")
	expect(t, r, "c", model.RacksPlaced, at(0, 100))
	jam := strings.Replace(two, "rent_cny = 1_000\n", "rent_cny = 1_000\nbackground_gbps = 100\n"+"\n", 1)
	jam = strings.Replace(jam, "[cluster.demand]", gbps("cluster.egress", day, 50)+"[cluster.demand]", 1)
	v := simulate(t, text("1e6", jam)+"[[target]]\nid = \"u\"\nquantity = \"utilisation\"\nscope = \"c\"\nat_least = 0.05\nby = 2023-06-30\n", "class.w.budget_ms=5").Targets[0]
	if len(v.Binding) != 1 || v.Binding[0].Constraint != "gateway" {
		t.Errorf("%+v", v)
	}
}

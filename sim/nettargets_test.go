package sim_test

import (
	"fmt"
	"maps"
	"math"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/model/network"
	"hubcap/sim/result"
)

// atMost is a target that a delay does not meet.
func atMost(q model.QuantityName, scope string) string {
	return fmt.Sprintf("[[target]]\nid = \"t\"\nquantity = %q\nscope = %q\nat_most = 0.01\nby = 2023-06-30\n", q, scope)
}

// What a missed delay is made of, for every quantity of tiers and of pairs: here 200 km to a
// gateway at half load, and a second exit 300 km long by which a cut is survived, at full load.
func TestWhatBindsDelays(t *testing.T) {
	text := func(service, more string) string {
		return island(site("a", 110, `home = "guangzhou"`), site("b", 111, `home = "wuhan"`), site("x", 110.5), fibre("a", "b", 200), fibre("a", "x", 200), fibre("b", "x", 100),
			data("c", "b", .1, gbps("cluster.egress", day, 200)), people("o", "a", "c", 1), work("w", "optical", 1), tier("near", "optical", "a", "a", "x"),
			tier("t", service, "a", "b"), more)
	}
	hubKm := network.GreatCircle(network.Place{Lon: 110}, network.Place{Lon: 111})
	fibre3, wait := .0049*1.1*300, 20.
	type weights = map[string]float64
	rest := func(s string) weights {
		w := weights{"distance": fibAB, "equipment": .7}
		switch s {
		case "direct":
			w["routing"] = .15*fibAB + .09
		case "public":
			w["public_internet"] = .45 * optAB
		}
		return w
	}
	sum := func(w weights) (all float64) {
		for _, v := range w {
			all += v
		}
		return all
	}
	for _, s := range []string{"optical", "direct", "public"} {
		longer := rest(s)
		longer["distance"] = fibre3
		switch s {
		case "direct":
			longer["routing"] = .15*fibre3 + .09
		case "public":
			longer["public_internet"] = .45 * (fibre3 + .7)
		}
		empty := sum(rest(s))
		for q, more := range map[model.QuantityName]weights{
			model.DelayEmpty:  {},
			model.DelayMean:   {"queueing": .16},
			model.DelayRatio:  {"queueing": .16},
			model.DelayP99:    {"queueing": .16 * tail},
			model.DelayMeanN1: {"queueing": .16, "link_cut": sum(longer) + wait - empty - .16},
			model.DelayP99N1:  {"queueing": .16 * tail, "link_cut": sum(longer) + wait*tail - empty - .16*tail},
		} {
			want := rest(s)
			maps.Copy(want, more)
			total := sum(want)
			for _, scope := range []string{"t", "a->b"} {
				_, r := judged(t, text(s, atMost(q, scope)))
				v := r.Targets[0]
				value := total
				if q == model.DelayRatio {
					value = total / (.0049 * hubKm)
				}
				if v.Met || !near(float64(v.Simulated), value) || !near(float64(v.Margin), .01-value) {
					t.Errorf("%s of %s, %s: %+v, want %v", q, scope, s, v, value)
				}
				binds(t, v, want)
			}
		}
	}
	// Without a circuit the hubs of the old backbone carry it, and the direct one would save.
	_, r := judged(t, text("direct", "[[circuit]]\nid = \"k\"\nfrom = \"a\"\nto = [\"wuhan\"]\nopens = 2020-01-01\n"+tier("old", "hub", "a", "b")+atMost(model.DelayMean, "t")))
	hub := r.Series.Of("old", model.DelayEmpty)[0]
	saved := hub - sum(rest("direct"))
	binds(t, r.Targets[0], weights{"distance": max(0, hub-.9-saved), "routing": .9, "no_direct_circuit": saved, "queueing": .16})
	_, r = judged(t, text("hub", atMost(model.DelayMean, "t")))
	binds(t, r.Targets[0], weights{"distance": hub - .9, "routing": .9, "queueing": .16})
	// At least, or met: nothing binds.
	for _, target := range []string{
		fmt.Sprintf("[[target]]\nid = \"t\"\nquantity = \"delay_mean\"\nscope = \"t\"\nat_most = %v\nby = 2023-06-30\n", optAB+.16),
		"[[target]]\nid = \"t\"\nquantity = \"delay_mean\"\nscope = \"t\"\nat_least = 100\nby = 2023-06-30\n",
	} {
		if r := simulate(t, text("optical", target)); len(r.Targets[0].Binding) != 0 {
			t.Errorf("%+v", r.Targets[0])
		}
	}
}

// binds compares shares with weights.
func binds(t *testing.T, v result.Target, want map[string]float64) {
	t.Helper()
	total, all := 0., 0.
	for name, w := range want {
		if total += w; w == 0 {
			delete(want, name)
		}
	}
	for i, b := range v.Binding {
		all += float64(b.Share)
		if w := want[b.Constraint] / total; !near(float64(b.Share), w) {
			t.Errorf("%s of %s: %s has %v, want %v", v.Quantity, v.Scope, b.Constraint, b.Share, w)
		}
		if zh := b.Words("zh"); zh == b.Constraint || zh == b.Words("en") || strings.Contains(b.Words("en"), "_") {
			t.Errorf("no words for %s", b.Constraint)
		}
		if i > 0 && b.Share > v.Binding[i-1].Share {
			t.Errorf("not in order: %+v", v.Binding)
		}
	}
	if len(v.Binding) != len(want) || !near(all, 1) {
		t.Errorf("%s of %s: %+v, want %v", v.Quantity, v.Scope, v.Binding, want)
	}
}

// The slowest pair by the quantity itself is the one that binds.
func TestSlowestPairBinds(t *testing.T) {
	text := island(site("a", 0), site("b", 1), site("x", 5), fibre("a", "b", 200, gbps("link.capacity", day, 125)), fibre("a", "x", 700),
		data("c", "b", .1), people("o", "a", "c", 1), work("w", "optical", 1), tier("t", "optical", "a", "b", "x"))
	for q, want := range map[model.QuantityName]map[string]float64{
		model.DelayMean: {"distance": .0049 * 770, "equipment": .7},
		model.DelayP99:  {"distance": fibAB, "equipment": .7, "queueing": .64 * tail},
	} {
		binds(t, simulate(t, text+atMost(q, "t")).Targets[0], want)
	}
	full := "link.a--b.capacity.e0.gbps=50"
	binds(t, simulate(t, text+atMost(model.DelayEmpty, "t"), full).Targets[0], map[string]float64{"distance": .0049 * 770, "equipment": .7})
	binds(t, simulate(t, text+atMost(model.DelayMean, "t"), full).Targets[0], map[string]float64{"distance": fibAB, "equipment": .7, "queueing": 20})
	// By the ratio the short way is the worst, though it is not the longest.
	r := simulate(t, text+atMost(model.DelayRatio, "t"), "link.a--b.capacity.e0.gbps=1e7")
	v := simulate(t, text+atMost(model.DelayRatio, "t")).Targets[0]
	binds(t, v, map[string]float64{"distance": fibAB, "equipment": .7, "queueing": .64})
	if want := optAB / (.0049 * degree); !near(r.Series.Of("t", model.DelayRatio)[6], want) && math.Abs(r.Series.Of("t", model.DelayRatio)[6]-want) > 1e-4 {
		t.Errorf("%v, want %v", r.Series.Of("t", model.DelayRatio), want)
	}
}

// The theory may be light on the shortest route: of the path for what takes it, and of today's
// routes for what the old backbone carries.
func TestTheoryOfRoute(t *testing.T) {
	text := island(site("a", 110, `home = "guangzhou"`), site("b", 111, `home = "wuhan"`), fibre("a", "b", 200), data("c", "b", .1, gbps("cluster.egress", day, 200)), people("o", "a", "c", 1), work("w", "optical", 1),
		tier("t", "optical", "a", "b"), tier("p", "public", "b", "a"), tier("old", "hub", "a", "b"))
	run, r := judged(t, text, "delay.theory=route")
	always(t, r, "t", model.DelayRatio, (optAB+.16)/fibAB)
	always(t, r, "p", model.DelayRatio, (1.45*optAB+.16)/fibAB)
	always(t, r, "old", model.DelayRatio, (r.Series.Of("old", model.DelayEmpty)[0]+.16)/fibAB)
	if !near(float64(r.Paths[0].TheoryMs), fibAB) {
		t.Errorf("%+v", r.Paths[0])
	}
	a, _ := run.Network().Graph().Index("a")
	if b := run.Network().Between(network.Public, a, a+1, false); !near(float64(b.TheoryMs), fibAB) || !near(float64(b.Ratio), (1.45*optAB+.16)/fibAB) {
		t.Errorf("%+v", b)
	}
}

// How the delay rises with load, and where it breaks the tightest budget of the tier.
func TestSlope(t *testing.T) {
	target := func(id, q, scope string, ms float64) string {
		return fmt.Sprintf("[[target]]\nid = %q\nquantity = %q\nscope = %q\nat_most = %v\nby = 2023-06-30\n", id, q, scope, ms)
	}
	text := line(fibre("a", "b", 200)+site("x", 2)+fibre("b", "x", 120)+data("c", "b", .1, gbps("cluster.egress", day, 400, "2023-02-01", 200)+"line_rate_gbps = 50\n"),
		target("p", "delay_p99", "t", optAB+.32*tail)+target("m", "delay_mean", "t", optAB+20)+target("r", "delay_ratio", "t", 1)+target("o", "delay_mean", "a->b", 1)+
			tier("u", "optical", "b", "x", "a")+tier("v", "optical", "b", "x")+target("v", "delay_empty", "v", .1)+tier("z", "optical", "a", "b")+target("w", "delay_mean", "z", 1000))
	r := simulate(t, text)
	if len(r.Slopes) != 4 {
		t.Fatalf("%+v", r.Slopes)
	}
	s := r.Slopes[0]
	if s.Tier != "t" || s.Pair != "a->b" || !near(float64(s.EmptyMs), optAB) || !near(float64(s.Budget), optAB+.32*tail) || !near(float64(s.Load), .5) || !near(float64(s.BreaksP99), .5) || !near(float64(s.BreaksMean), .32*tail/(.32*tail+.32)) {
		t.Errorf("%+v", s)
	}
	last := -1.
	for _, p := range s.Points {
		rho := float64(p.Load)
		q := 20.
		if rho < 1 {
			q = min(20, .32*rho/(1-rho))
		}
		if rho <= last || !near(float64(p.MeanMs), optAB+q) || !near(float64(p.P99Ms), optAB+q*tail) {
			t.Errorf("%+v", p)
		}
		last = rho
	}
	if last != 1 || s.Points[0].Load != 0 {
		t.Errorf("%+v", s.Points)
	}
	if s := r.Slopes[1]; s.Pair != "b->a" || !s.Budget.IsMissing() || !s.BreaksMean.IsMissing() || !s.BreaksP99.IsMissing() {
		t.Errorf("%+v", s)
	}
	if s := r.Slopes[2]; s.BreaksMean != 0 || s.BreaksP99 != 0 || !near(float64(s.Load), .5) {
		t.Errorf("%+v", s)
	}
	if s := r.Slopes[3]; !s.BreaksMean.IsMissing() || !s.BreaksP99.IsMissing() || s.Budget != 1000 {
		t.Errorf("%+v", s)
	}
}

// Between two places the targets of their tier and of themselves are told, both ways, with
// what the pair needs of them.
func TestBudgets(t *testing.T) {
	target := func(id, q, scope string, ms float64) string {
		return fmt.Sprintf("[[target]]\nid = %q\nquantity = %q\nscope = %q\nat_most = %v\nby = 2023-06-30\n", id, q, scope, ms)
	}
	text := line(fibre("a", "b", 200, gbps("link.capacity", day, 10_000), "line_rate_gbps = 400")+data("c", "b", .1, gbps("cluster.egress", day, 200)+"line_rate_gbps = 50\n"),
		target("p", "delay_p99", "t", optAB+.64*tail)+target("m", "delay_mean", "a->b", optAB+.32/9)+target("e", "delay_empty", "t", 2)+target("n", "delay_p99_n1", "t", 2)+target("r", "delay_ratio", "t", 2)+
			tier("u", "public", "a", "b")+target("u", "delay_mean", "u", 30)+"[[target]]\nid = \"l\"\nquantity = \"delay_mean\"\nscope = \"t\"\nat_least = 1\nby = 2023-06-30\n")
	run, _ := judged(t, text)
	a, _ := run.Network().Graph().Index("a")
	for _, turn := range [][2]int{{a, a + 1}, {a + 1, a}} {
		b := run.Network().Between(network.Optical, turn[0], turn[1], false)
		if len(b.Budgets) != 4 {
			t.Fatalf("%+v", b.Budgets)
		}
		for i, want := range []struct {
			target                    string
			budget, simulated, breaks float64
		}{{"p", optAB + .64*tail, optAB + .32*tail, 2. / 3}, {"m", optAB + .32/9, optAB + .32, .1}, {"e", 2, optAB, none}, {"n", 2, none, none}} {
			g := b.Budgets[i]
			if g.Target != want.target || g.Tier != "t" || !near(float64(g.BudgetMs), want.budget) || !same(float64(g.Simulated), want.simulated) || !same(float64(g.SlackMs), want.budget-want.simulated) || !same(float64(g.BreaksAt), want.breaks) {
				t.Errorf("%+v, want %+v", g, want)
			}
		}
		p := run.Network().Between(network.Public, turn[0], turn[1], false)
		if len(p.Budgets) != 1 || p.Budgets[0].Target != "u" || !p.Budgets[0].BreaksAt.IsMissing() && p.Budgets[0].BudgetMs != 30 {
			t.Errorf("%+v", p.Budgets)
		}
		if d := run.Network().Between(network.Direct, turn[0], turn[1], false); len(d.Budgets) != 0 {
			t.Errorf("%+v", d.Budgets)
		}
	}
}

// Whether anything queues, and where, is said with the delays.
func TestWhatQueuesIsSaid(t *testing.T) {
	for text, want := range map[string][2]string{
		line(fibre("a", "b", 200) + data("c", "b", .1)): {"nothing queues, as no capacity", "未给出出口或链路容量"},
		line(fibre("a", "b", 200, gbps("link.capacity", day, 500)) + data("c", "b", .1, gbps("cluster.egress", day, 200)+gbps("cluster.exchange", day, 200))): {"here at the gateway of c, the direct-connect point of c, link a--b.", "此处为c 出口、c 直联点、链路 a--b。"},
		island(site("a", 0), site("b", 1), fibre("a", "b", 200), data("c", "b", .1), tier("t", "optical", "a", "b")):                                          {"nothing queues, as no traffic is known", "流量未知"},
	} {
		if r := simulate(t, text); !warned(r, want[0]) || !said(r, want[1]) {
			t.Errorf("%+v, want %v", r.Warnings, want)
		}
	}
	text := ""
	for i := range 6 {
		text += site(fmt.Sprintf("s%d", i), float64(i)) + fibre(fmt.Sprintf("s%d", i), fmt.Sprintf("s%d", i+1), 200, gbps("link.capacity", day, 500))
	}
	text = island(text, site("s6", 6), data("c", "s0", .1), people("o", "s0", "c", 1), work("w", "optical", 1), tier("t", "optical", "s0", "s6"))
	if r := simulate(t, text); !warned(r, "link s3--s4, 2 more.") || !said(r, "、另2处") {
		t.Errorf("%+v", r.Warnings)
	}
}

package sim_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"hubcap/model"
	"hubcap/model/network"
	"hubcap/sim"
	"hubcap/sim/result"
)

func missing(n result.Number) float64 {
	if n.IsMissing() {
		return math.Inf(1)
	}
	return float64(n)
}

// There and back takes as long, whatever is cut; percentiles rise; the parts add up.
func TestBetween(t *testing.T) {
	told := 0
	for seed := range uint64(6) {
		a, e := random(t, 100+seed)
		run := compile(t, e).NewRun()
		run.JudgeCuts()
		if err := run.Simulate(t.Context()); err != nil {
			t.Fatal(err)
		}
		net, r := run.Network(), run.Result()
		g := net.Graph()
		from, _ := g.Index("p0")
		for i := from; i < from+len(a.places); i++ {
			for j := from; j < from+len(a.places); j++ {
				for _, s := range network.Services() {
					there, back := net.Between(s, i, j, true), net.Between(s, j, i, true)
					told += len(there.Cuts)
					alike(t, &there, &back)
				}
			}
		}
		reach(t, net, from)
		for _, p := range r.Paths {
			i, _ := g.Index(p.Ends[0])
			j, _ := g.Index(p.Ends[1])
			s, _ := network.ParseService(p.Service)
			b := net.Between(s, i, j, true)
			if missing(b.OneWayMs) != missing(p.MeanMs) || missing(b.Percentiles["p99"]) != missing(p.P99Ms) || b.Bottleneck != p.Bottleneck || missing(b.Load) != missing(p.Load) || b.Carried != p.Carried || !slices.Equal(b.Path, p.Via) {
				t.Fatalf("%+v\n%+v", b, p)
			}
			worst := b.Percentiles["p99"]
			if len(b.Cuts) > 0 && b.Cuts[0].P99Ms > worst || len(b.Cuts) > 0 && b.Cuts[0].P99Ms.IsMissing() {
				worst = b.Cuts[0].P99Ms
			}
			if missing(worst) != missing(p.CutP99) {
				t.Fatalf("%s: the worst of %+v is not %v", p.Pair, b.Cuts, p.CutP99)
			}
		}
	}
	if told < 100 {
		t.Errorf("only %d cuts told", told)
	}
}

// unique tells whether only one element can be the bottleneck: of several that are full none is
// slower.
func unique(load result.Number) bool { return !(load > .95) }

func alike(t *testing.T, there, back *result.Between) {
	t.Helper()
	path := slices.Clone(back.Path)
	slices.Reverse(path)
	if missing(there.OneWayMs) != missing(back.OneWayMs) || there.RouteKm != back.RouteKm || there.FibreKm != back.FibreKm || there.Carried != back.Carried || unique(there.Load) && there.Bottleneck != back.Bottleneck || !slices.Equal(path, there.Path) && there.Carried != "hub" || missing(there.TheoryMs) != missing(back.TheoryMs) {
		t.Fatalf("%+v\n%+v", there, back)
	}
	p := there.Parts
	if sum := p.Fibre + p.Regeneration + p.Equipment + p.Routing + p.Detour + p.PublicExcess + p.Queueing; !there.OneWayMs.IsMissing() && !near(float64(sum), float64(there.OneWayMs)) {
		t.Fatalf("%+v: the parts are %v", there, sum)
	}
	if q := there.Percentiles; !there.OneWayMs.IsMissing() && !(q["p50"] <= q["p95"] && q["p95"] <= q["p99"] && q["p99"] <= q["p999"] && q["p99"] >= there.OneWayMs && q["p99"] == back.Percentiles["p99"] && len(q) == 4) {
		t.Fatalf("%+v", there)
	}
	if want := float64(there.OneWayMs) / float64(there.TheoryMs); there.From == there.To && !there.Ratio.IsMissing() || there.From != there.To && !same(float64(there.Ratio), want) {
		t.Fatalf("%+v", there)
	}
	if len(there.Cuts) != len(back.Cuts) {
		t.Fatalf("%+v\n%+v", there.Cuts, back.Cuts)
	}
	for i, c := range there.Cuts {
		j := slices.IndexFunc(back.Cuts, func(b result.CutBetween) bool { return b.Link == c.Link })
		if j < 0 || missing(c.MeanMs) != missing(back.Cuts[j].MeanMs) || missing(c.P99Ms) != missing(back.Cuts[j].P99Ms) || unique(c.Load) && (c.Bottleneck != back.Cuts[j].Bottleneck || missing(c.Load) != missing(back.Cuts[j].Load)) {
			t.Fatalf("%+v\n%+v", c, back.Cuts)
		}
		if i > 0 && missing(c.P99Ms) > missing(there.Cuts[i-1].P99Ms) || !(missing(c.P99Ms) > missing(there.Percentiles["p99"]) || missing(c.MeanMs) > missing(there.OneWayMs)) {
			t.Fatalf("%+v: %+v", there, there.Cuts)
		}
		if !c.AddedMs.IsMissing() && !near(float64(c.AddedMs), float64(c.MeanMs-there.OneWayMs)) {
			t.Fatalf("%+v", c)
		}
	}
}

// reach compares the rings round a place with the delays to all others.
func reach(t *testing.T, net *sim.Network, from int) {
	t.Helper()
	rings := []float64{1, 3, 8}
	r := net.Reach(network.Public, from, rings)
	if len(r.Places) != net.Graph().Len() || !r.Loaded || r.Places[0].Ring == 3 || r.Service != "public" {
		t.Fatalf("%+v", r)
	}
	for i, p := range r.Places {
		at, _ := net.Graph().Index(p.ID)
		b := net.Between(network.Public, from, at, false)
		want := 0
		for _, ms := range rings {
			if missing(b.OneWayMs) > ms {
				want++
			}
		}
		if missing(p.MeanMs) != missing(b.OneWayMs) || missing(p.P99Ms) != missing(b.Percentiles["p99"]) || p.Ring != want || i > 0 && missing(p.MeanMs) < missing(r.Places[i-1].MeanMs) {
			t.Fatalf("%+v: %+v", p, b)
		}
	}
}

// Of demand at three places the rings hold those within: at the place itself, 200 km and
// 400 km away.
func TestReachOfDemand(t *testing.T) {
	text := island(site("a", 0), site("b", 1), site("x", 2), fibre("a", "b", 200), fibre("b", "x", 200, gbps("link.capacity", day, 5)),
		data("c", "b", .1), people("o", "a", "c", .5), people("p", "b", "c", .3), people("q", "x", "c", .2), work("w", "optical", .5), work("v", "optical", .5))
	run, _ := judged(t, text)
	net := run.Network()
	at, _ := net.Graph().Index("b")
	r := net.Reach(network.Optical, at, []float64{.5, optAB, 2, 30})
	for i, want := range []float64{.3, .8, .8, 1} { // 20 Gbit/s on 5 wait 20 ms
		if !near(float64(r.Demand[i]), want) {
			t.Errorf("%v", r.Demand)
		}
	}
	for _, p := range r.Places {
		if p.ID == "x" && (!near(float64(p.MeanMs), optAB+20) || !near(float64(p.OneWayMs), optAB) || !near(float64(p.P99Ms), optAB+20*tail)) {
			t.Errorf("%+v", p)
		}
	}
	b := net.Between(network.Optical, at+1, at, false)
	if b.Bottleneck != "b--x" || !near(float64(b.Load), 4) || !near(float64(b.Percentiles["p50"]), optAB+20*math.Pow(math.Ln2, 1/.7)/math.Gamma(1+1/.7)) {
		t.Errorf("%+v", b)
	}
}

// On an empty network nothing gets quicker without a link, nor slower with one.
func TestFewerLinksAreNoQuicker(t *testing.T) {
	slower := 0
	for seed := range uint64(8) {
		_, e := random(t, 200+seed)
		whole, err := sim.EmptyNetwork(e.Data)
		if err != nil {
			t.Fatal(err)
		}
		for n, l := range e.Data.Links {
			if !strings.HasPrefix(l.ID, "p") || len(l.A) > 2 {
				continue
			}
			d := e.Data
			d.Links = slices.Delete(slices.Clone(d.Links), n, n+1)
			less, err := sim.EmptyNetwork(d)
			if err != nil {
				t.Fatal(err)
			}
			a, _ := whole.Graph().Index("p0")
			for b := a + 1; b < whole.Graph().Len(); b++ {
				for _, s := range []network.Service{network.Optical, network.Direct, network.Public} {
					with, without := missing(whole.Between(s, a, b, false).OneWayMs), missing(less.Between(s, a, b, false).OneWayMs)
					if without < with {
						t.Fatalf("seed %d: without %s it is %v, with it %v", seed, l.ID, without, with)
					}
					if without > with {
						slower++
					}
				}
			}
			cuts := whole.Between(network.Optical, a, a+1, true).Cuts
			i := slices.IndexFunc(cuts, func(c result.CutBetween) bool { return c.Link == l.ID })
			with, without := missing(whole.Between(network.Optical, a, a+1, false).OneWayMs), missing(less.Between(network.Optical, a, a+1, false).OneWayMs)
			if (i >= 0) != (without > with) || i >= 0 && missing(cuts[i].MeanMs) != without {
				t.Fatalf("seed %d: without %s it is %v, and %v of %+v", seed, l.ID, without, i, cuts)
			}
		}
		if r := whole.Reach(network.Optical, 0, []float64{5}); r.Loaded || !r.Demand[0].IsMissing() {
			t.Errorf("%+v", r)
		}
	}
	if slower < 50 {
		t.Error("this tests too little")
	}
}

// Cuts harm, percentiles are above means, light in glass is the floor, and more of others'
// traffic makes nothing quicker.
func TestOrderOfDelays(t *testing.T) {
	more := 0
	for seed := range uint64(10) {
		_, e := random(t, 300+seed)
		one := compile(t, e).NewRun()
		one.JudgeCuts()
		if err := one.Simulate(t.Context()); err != nil {
			t.Fatal(err)
		}
		r := one.Result()
		of := func(scope string, q model.QuantityName, k int) float64 {
			if v := r.Series.Of(scope, q)[k]; !math.IsNaN(v) {
				return v
			}
			return math.Inf(1)
		}
		for _, c := range r.Series.Columns {
			if c.Quantity != model.DelayEmpty {
				continue
			}
			for k := range c.Values {
				empty, mean, p99 := of(c.Scope, model.DelayEmpty, k), of(c.Scope, model.DelayMean, k), of(c.Scope, model.DelayP99, k)
				if !(p99 >= mean && mean >= empty && of(c.Scope, model.DelayMeanN1, k) >= mean && of(c.Scope, model.DelayP99N1, k) >= max(p99, of(c.Scope, model.DelayMeanN1, k))) {
					t.Fatalf("seed %d: %s in step %d", seed, c.Scope, k)
				}
				if ratio := of(c.Scope, model.DelayRatio, k); c.Scope != "old" && !strings.HasSuffix(c.Scope, "/hub") && c.Scope == "light" && ratio < 1 {
					t.Fatalf("seed %d: %s is quicker than light: %v", seed, c.Scope, ratio)
				}
			}
		}
		for i := range e.Links {
			e.Links[i].BackgroundGbps += 30
		}
		for i := range e.Clusters {
			e.Clusters[i].BackgroundGbps += 30
		}
		two := compile(t, e).NewRun()
		two.JudgeCuts()
		if err := two.Simulate(t.Context()); err != nil {
			t.Fatal(err)
		}
		with := two.Result()
		for _, c := range with.Series.Columns {
			if !c.Quantity.IsDelay() {
				continue
			}
			for k, v := range c.Values {
				if before := r.Series.Of(c.Scope, c.Quantity)[k]; v < before*(1-1e-12) || math.IsNaN(before) != math.IsNaN(v) {
					t.Fatalf("seed %d: %s of %s is %v with more traffic, %v before", seed, c.Quantity, c.Scope, v, before)
				} else if v > before {
					more++
				}
			}
		}
	}
	if more < 100 {
		t.Error("this tests too little")
	}
}

// On a tree all that the ways of a cluster bring comes in over the links of its place.
func TestTrafficIsConserved(t *testing.T) {
	full := func() string { return gbps("link.capacity", day, 1000) }
	text := island(site("a", 0), site("b", 1), site("x", 2), site("y", 3), site("z", 1.5),
		fibre("a", "b", 200, full()), fibre("b", "x", 200, full()), fibre("x", "y", 200, full()), fibre("b", "z", 200, full()),
		data("c", "b", .2), data("e", "y", .1),
		people("oa", "a", "c", .3), people("ob", "b", "c", .1), people("ox", "x", "c", .2), people("oy", "y", "c", .3), people("oz", "z", "c", .1), work("w", "optical", 1))
	r := simulate(t, text, "dispatch.policy=logit")
	flow := func(o, c string, k int) float64 { return r.Series.Of(o+"->"+c, model.RacksPlaced)[k] }
	expect(t, r, "a--b", model.LinkTraffic, func(k float64) float64 { return flow("oa", "c", int(k)) + flow("oa", "e", int(k)) })
	expect(t, r, "b--z", model.LinkTraffic, func(k float64) float64 { return flow("oz", "c", int(k)) + flow("oz", "e", int(k)) })
	expect(t, r, "b--x", model.LinkTraffic, func(k float64) float64 {
		n := int(k)
		return flow("ox", "c", n) + flow("oy", "c", n) + flow("oa", "e", n) + flow("ob", "e", n) + flow("oz", "e", n)
	})
	expect(t, r, "x--y", model.LinkTraffic, func(k float64) float64 {
		n := int(k)
		return flow("oy", "c", n) + flow("oa", "e", n) + flow("ob", "e", n) + flow("ox", "e", n) + flow("oz", "e", n)
	})
	if v := flow("oa", "e", 3); !(v > 1) {
		t.Errorf("%v racks from end to end", v)
	}
}

// A link that fills drives demand away in the next step: who asks for the 99th percentile
// before who asks for the mean. An upgrade brings it back for good, a closed link drives all
// away.
func TestLinkFills(t *testing.T) {
	for _, c := range []struct {
		name            string
		second          any
		strict, patient []float64
	}{
		{"same", 111, []float64{0, 50, 0, 50, 0, 50, 0}, []float64{0, 50, 50, 50, 50, 50, 50}},
		{"upgrade", 1000, []float64{0, 50, 0, 50, 50, 50, 50}, []float64{0, 50, 50, 50, 50, 50, 50}},
		{"downgrade", 102, []float64{0, 50, 0, 50, 0, 50, 0}, []float64{0, 50, 50, 50, 0, 50, 0}},
		{"closed", 0, []float64{0, 50, 0, 50, 0, 0, 0}, []float64{0, 50, 50, 50, 0, 0, 0}},
	} {
		text := island(site("a", 0), site("b", 1), fibre("a", "b", 200, gbps("link.capacity", day, 110, "2023-04-15", c.second)),
			strings.Replace(data("dear", "a", .1), "rent_cny = 1_000", "rent_cny = 9_000", 1), data("cheap", "b", 0),
			people("o", "a", "dear", .5), people("p", "a", "dear", .5),
			work("strict", "optical", 1), work("patient", "optical", 0))
		text = strings.Replace(text, "id = \"o\"\nplace", "id = \"o\"\nmix = [{ id = \"strict\", share = 1 }, { id = \"patient\", share = 0 }]\nplace", 1)
		text = strings.Replace(text, "id = \"p\"\nplace", "id = \"p\"\nmix = [{ id = \"strict\", share = 0 }, { id = \"patient\", share = 1 }]\nplace", 1)
		r := simulate(t, text, "class.strict.percentile=0.99", "class.strict.budget_ms=8", "class.patient.budget_ms=8")
		at := func(list []float64) func(float64) float64 { return func(k float64) float64 { return list[int(k)] } }
		expect(t, r, "o->cheap", model.RacksPlaced, at(c.strict))
		expect(t, r, "p->cheap", model.RacksPlaced, at(c.patient))
		if t.Failed() {
			t.Fatal(c.name)
		}
	}
}

// The order in which things stand does not matter.
func TestOrderOfEntries(t *testing.T) {
	for seed := range uint64(5) {
		a, e := random(t, 400+seed)
		settings := []string{"dispatch.policy=logit", "time.end=2023-04-30", fmt.Sprintf("dispatch.peak_factor=%v", e.Dispatch.PeakFactor)}
		_, one := judged(t, a.text(), settings...)
		r := rand.New(rand.NewPCG(seed, 9))
		for _, kind := range [][]string{a.places, a.links, a.clusters, a.origins, a.classes, a.circuits, a.tiers, a.failures} {
			r.Shuffle(len(kind), func(i, j int) { kind[i], kind[j] = kind[j], kind[i] })
		}
		_, two := judged(t, a.text(), settings...)
		for _, c := range one.Series.Columns {
			if strings.Contains(c.Scope, "->p") {
				continue // the names of pairs depend on the tier that has them first
			}
			other := two.Series.Of(c.Scope, c.Quantity)
			for k, v := range c.Values {
				if !near(v, other[k]) && !(math.IsNaN(v) && math.IsNaN(other[k])) && !(math.IsInf(v, 1) && math.IsInf(other[k], 1)) {
					t.Fatalf("seed %d: %s of %s in step %d: %v and %v", seed, c.Quantity, c.Scope, k, v, other[k])
				}
			}
		}
		if len(one.Series.Columns) != len(two.Series.Columns) || len(one.Failures) != len(two.Failures) {
			t.Fatalf("%d and %d columns, %d and %d failures", len(one.Series.Columns), len(two.Series.Columns), len(one.Failures), len(two.Failures))
		}
		for _, f := range one.Failures {
			i := slices.IndexFunc(two.Failures, func(g result.Failure) bool { return g.ID == f.ID && g.Tier == f.Tier })
			if i < 0 || !same(float64(two.Failures[i].P99Ms), float64(f.P99Ms)) && !f.P99Ms.IsMissing() {
				t.Fatalf("%+v: %+v", f, two.Failures)
			}
		}
	}
}

// After the first run a run takes no memory, with every cut judged; and it gives the same
// bytes, also when another run of the plan is on its way.
func TestRunsOfNetworksAreAlike(t *testing.T) {
	_, e := random(t, 7)
	plan := compile(t, e)
	var runs [3]*sim.Run
	var wg sync.WaitGroup
	for i := range runs {
		runs[i] = plan.NewRun()
		runs[i].JudgeCuts()
		wg.Go(func() {
			if err := runs[i].Simulate(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := testing.AllocsPerRun(5, func() { _ = runs[1].Simulate(t.Context()) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	first, err := json.Marshal(runs[0].Result())
	if err != nil {
		t.Fatal(err)
	}
	for _, run := range runs[1:] {
		if b, err := json.Marshal(run.Result()); err != nil || !bytes.Equal(b, first) {
			t.Errorf("%v", err)
		}
		for i, v := range run.Values {
			if math.Float64bits(v) != math.Float64bits(runs[0].Values[i]) {
				t.Fatalf("%s of %s: %v and %v", plan.Columns[i%len(plan.Columns)].Quantity, plan.Columns[i%len(plan.Columns)].Scope, v, runs[0].Values[i])
			}
		}
	}
	// So may a judge of cuts be asked by several at once.
	judge := runs[0].Network().Judge()
	var answers [4]string
	for i := range answers {
		wg.Go(func() {
			for cut := range runs[0].Network().Graph().Links() {
				answers[i] += fmt.Sprintln(judge([]int{cut}))
			}
		})
	}
	wg.Wait()
	for _, a := range answers[1:] {
		if a != answers[0] {
			t.Error("judges differ")
		}
	}
}

// The network has a state for each time at which a link or a circuit opens or closes, however
// often capacity changes.
func TestStates(t *testing.T) {
	text := func(capacity, more string) string {
		return island(site("a", 0), site("b", 1), fibre("a", "b", 200, capacity), data("c", "b", .1), people("o", "a", "c", 1), work("w", "optical", 1), more)
	}
	circuits := "[[circuit]]\nid = \"x\"\nfrom = \"a\"\nto = [\"b\"]\nopens = 2023-03-15\n[[circuit]]\nid = \"y\"\nfrom = \"a\"\nto = [\"beijing\"]\nopens = 2023-03-20\n[[circuit]]\nid = \"z\"\nfrom = \"a\"\nto = [\"wuhan\"]\nopens = 2020-01-01\n"
	for i, c := range []struct {
		capacity, more string
		want           int
	}{
		{"", "", 1},
		{gbps("link.capacity", day, 200, "2023-02-01", 300, "2023-03-01", 400), "", 1},
		{gbps("link.capacity", day, 200, "2023-02-01", 0, "2023-05-01", 400), "", 3},
		{gbps("link.capacity", day, 200, "2023-02-01", 0, "2023-02-10", 400), "", 1}, // no step ends between
		{"", circuits, 2},
		{gbps("link.capacity", day, 200, "2023-03-01", 0), circuits, 2},
		{gbps("link.capacity", day, 200, "2023-04-01", 0), circuits, 3},
	} {
		if got := compile(t, load(t, text(c.capacity, c.more))).States(); got != c.want {
			t.Errorf("case %d: %d states, want %d", i, got, c.want)
		}
	}
}

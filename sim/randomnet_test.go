package sim_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/model/network"
	"hubcap/scenarios"
	"hubcap/sim"
	"hubcap/sim/result"
)

// archipelago is a random network with two clusters, an origin for each class, and all that
// can be a bottleneck: the parts of a scenario, each of which may stand anywhere among those
// of its kind.
type archipelago struct {
	places, links, clusters, origins, classes, circuits, tiers, failures []string
	targets                                                              string
}

func (a *archipelago) text() string {
	var all []string
	for _, kind := range [][]string{a.places, a.links, a.clusters, a.origins, a.classes, a.circuits, a.tiers, a.failures} {
		all = append(all, kind...)
	}
	return island("[[hub]]\nid = \"g\"\n") + strings.Join(all, "") + a.targets
}

var dates = []string{"2022-12-31", "2023-01-20", "2023-01-31", "2023-02-10", "2023-03-31", "2023-04-01"}

func newArchipelago(r *rand.Rand) *archipelago {
	a := &archipelago{}
	n := 4 + r.IntN(5)
	places := make([]network.Place, n)
	pick := func() string { return places[r.IntN(n)].ID }
	several := func(least int) []string {
		var out []string
		for _, i := range r.Perm(n)[:least+r.IntN(n-least)] {
			out = append(out, places[i].ID)
		}
		return out
	}
	homes := []string{"guangzhou", "beijing", "wuhan"}
	for i := range places {
		places[i] = network.Place{ID: fmt.Sprintf("p%d", i), Lat: 8 * r.Float64(), Lon: 60 + 8*r.Float64()}
		hub := ""
		if i < 2 || r.IntN(3) == 0 {
			hub = []string{"h", "g"}[i%2]
		}
		a.places = append(a.places, fmt.Sprintf("[[place]]\nid = %q\nlat = %v\nlon = %v\nhub = %q\nhome = %q\n", places[i].ID, places[i].Lat, places[i].Lon, hub, homes[r.IntN(3)]))
	}
	joined := map[[2]int]bool{}
	lay := func(i, j int, tree bool) {
		key := [2]int{min(i, j), max(i, j)}
		if i == j || joined[key] {
			return
		}
		joined[key] = true
		km := network.GreatCircle(places[i], places[j])*(1.02+.6*r.Float64()) + 1
		text := fmt.Sprintf("background_gbps = %v\n", 40*r.Float64())
		if r.IntN(4) > 0 {
			when := r.IntN(4)
			first := 0
			if !tree {
				first = when
			}
			more := []any{dates[first], 60 + 500*r.Float64()}
			if r.IntN(2) == 0 {
				more = append(more, dates[first+1], 0)
			}
			if r.IntN(2) == 0 {
				more = append(more, dates[first+2], 100+600*r.Float64())
			}
			text += gbps("link.capacity", more...)
			if r.IntN(2) == 0 {
				text += "line_rate_gbps = 25\n"
			}
		}
		a.links = append(a.links, fibre(places[i].ID, places[j].ID, km, text))
	}
	for i := 1; i < n; i++ {
		lay(i, r.IntN(i), true)
	}
	for range n {
		lay(r.IntN(n), r.IntN(n), false)
	}
	for i, share := range []float64{.3, .5} {
		more := fmt.Sprintf("gateway = %q\nbackground_gbps = %v\nexchange_share = %v\n", []string{"place", "hub"}[r.IntN(2)], 60*r.Float64(), r.Float64())
		if r.IntN(4) > 0 {
			more += gbps("cluster.egress", "2022-12-31", 100+400*r.Float64(), "2023-02-01", 100+600*r.Float64())
		}
		if r.IntN(4) > 0 {
			more += gbps("cluster.exchange", day, 50+300*r.Float64())
		}
		text := strings.Replace(data(fmt.Sprintf("c%d", i), places[i].ID, share, more), `hub = "h"`, fmt.Sprintf("hub = %q", []string{"h", "g"}[i]), 1)
		a.clusters = append(a.clusters, strings.Replace(text, "rent_cny = 1_000", fmt.Sprintf("rent_cny = %d", 1000+r.IntN(500)), 1))
	}
	services := []string{"optical", "direct", "public", "direct"}
	for i, s := range services {
		a.classes = append(a.classes, work(fmt.Sprintf("w%d", i), s, 0, fmt.Sprintf("gbps_per_rack = %v", .1+r.Float64()))) // given twice below
		a.classes[i] = strings.Replace(a.classes[i], "gbps_per_rack = 1\n", "", 1)
		mix := []string{}
		for j := range services {
			mix = append(mix, fmt.Sprintf("{ id = \"w%d\", share = %d }", j, map[bool]int{true: 1}[i == j]))
		}
		a.origins = append(a.origins, people(fmt.Sprintf("o%d", i), pick(), fmt.Sprintf("c%d", r.IntN(2)), .25)+
			fmt.Sprintf("backlog_racks = %d\nmix = [%s]\n", r.IntN(150), strings.Join(mix, ", ")))
	}
	a.classes[0] = strings.Replace(a.classes[0], "share = 0\n", "share = 1\n", 1)
	circuits := map[[2]int]bool{}
	for c := range r.IntN(4) {
		from := r.IntN(n)
		var to []string
		for j := range n {
			if key := [2]int{min(from, j), max(from, j)}; j != from && !circuits[key] && r.IntN(2) == 0 {
				circuits[key] = true
				to = append(to, places[j].ID)
			}
		}
		if len(to) > 0 {
			a.circuits = append(a.circuits, fmt.Sprintf("[[circuit]]\nid = \"k%d\"\nfrom = %q\nto = [\"%s\"]\nopens = %s\n", c, places[from].ID, strings.Join(to, `", "`), dates[r.IntN(len(dates))]))
		}
	}
	a.tiers = []string{tier("mesh", "direct", "", several(2)...), tier("out", "public", pick(), several(1)...), tier("light", "optical", "", several(2)...), tier("old", "hub", pick(), several(1)...)}
	var ids []string
	for _, l := range a.links {
		ids = append(ids, strings.Split(l, `"`)[1])
	}
	for i := range 2 {
		var cut []string
		for _, j := range r.Perm(len(ids))[:2] {
			cut = append(cut, ids[j])
		}
		a.failures = append(a.failures, fmt.Sprintf("[[failure]]\nid = \"f%d\"\nlinks = [\"%s\"]\n", i, strings.Join(cut, `", "`)))
	}
	return a
}

// random loads a scenario that the loader accepts, and how it was made.
func random(t testing.TB, seed uint64) (*archipelago, *scenarios.Effective) {
	r := rand.New(rand.NewPCG(seed, 5))
	a := newArchipelago(r)
	return a, load(t, a.text(), "dispatch.policy=logit", fmt.Sprintf("dispatch.peak_factor=%v", 1+r.Float64()), "time.end=2023-04-30")
}

// oracle works out delays from the scenario and from who is where, in the plainest way: a
// graph of the open links alone, everything from the start.
type oracle struct {
	s *model.Scenario
	c network.Constants
	k int
	d model.Date
	r *result.Result
}

type ends struct {
	tier    int
	scope   string
	service network.Service
	a, b    string
}

func newOracle(s *model.Scenario, r *result.Result, k int) *oracle {
	return &oracle{s, s.Delay.Constants(), k, r.Series.Dates[k], r}
}

// at is the last entry up to the day, or nothing.
func (o *oracle) at(list []model.Capacity) (gbps, rate float64) {
	rate = o.c.LineRateGbps
	for _, e := range list {
		if !o.d.Before(e.Date) {
			gbps, rate = e.Gbps, o.c.LineRateGbps
			if e.LineRateGbps != nil {
				rate = *e.LineRateGbps
			}
		}
	}
	return
}

func (o *oracle) own(id string) *model.Link {
	for i := range o.s.Links {
		if o.s.Links[i].ID == id {
			return &o.s.Links[i]
		}
	}
	return nil
}

// open are the links of a day without the cut ones.
func (o *oracle) open(cut []string) []network.Link {
	var out []network.Link
	for _, l := range o.s.Data.Links {
		if own := o.own(l.ID); own != nil && len(own.Capacity) > 0 {
			if gbps, _ := o.at(own.Capacity); gbps == 0 {
				continue
			}
		}
		if !slices.Contains(cut, l.ID) {
			out = append(out, l)
		}
	}
	return out
}

func (o *oracle) circuit(a, b string) bool {
	begun := false
	for _, c := range o.s.Circuits {
		for _, to := range c.To {
			if (c.From == a && to == b || c.From == b && to == a) && !o.d.Before(c.Opens) {
				return true
			}
		}
		begun = begun || c.From == a || c.From == b
	}
	return !begun
}

func (o *oracle) inside(c *model.Cluster, place string) bool {
	hub := func(id string) string {
		for _, p := range o.s.Data.Places {
			if p.ID == id {
				return p.Hub
			}
		}
		return ""
	}
	return place == c.Place || c.Gateway == "hub" && hub(place) == hub(c.Place)
}

// pairs are those of all tiers.
func (o *oracle) pairs() []ends {
	var out []ends
	first := map[string]network.Service{}
	for i, t := range o.s.Tiers {
		service, _ := network.ParseService(t.Service)
		add := func(a, b string) {
			scope := a + "->" + b
			if other, ok := first[scope]; !ok {
				first[scope] = service
			} else if other != service {
				scope += "/" + t.Service
			}
			out = append(out, ends{i, scope, service, a, b})
		}
		for n, to := range t.To {
			if t.From != "" {
				add(t.From, to)
				continue
			}
			for _, later := range t.To[n+1:] {
				add(to, later)
			}
		}
	}
	return out
}

// judged is what a set of cuts makes of the network.
type outcome struct {
	empty, mean, p99 []float64 // by pair
	traffic          map[string]float64
	lost             float64
}

// way is what carries a pair: its empty delay and the links on it.
func (o *oracle) way(g *network.Graph, s network.Service, a, b string) (ms float64, links []string) {
	i, _ := g.Index(a)
	j, _ := g.Index(b)
	if s == network.Direct && a != b && !o.circuit(a, b) { // by the hubs, which no cut touches, and no quicker than by a circuit
		whole, err := network.NewGraph(o.s.Data.Places, o.open(nil), o.s.Data.Legacy)
		if err != nil {
			panic(err)
		}
		direct, _, ok := network.Delay(whole, o.c, network.Direct, i, j)
		hub, _, old := network.Delay(whole, o.c, network.Hub, i, j)
		if !ok || !old {
			return math.Inf(1), nil
		}
		return max(direct.Total(), hub.Total()), nil
	}
	parts, path, ok := network.Delay(g, o.c, s, i, j)
	if !ok {
		return math.Inf(1), nil
	}
	for _, l := range path.Links {
		links = append(links, g.Link(l).ID)
	}
	return parts.Total(), links
}

func (o *oracle) judge(t testing.TB, cut ...string) outcome {
	t.Helper()
	open := o.open(cut)
	g, err := network.NewGraph(o.s.Data.Places, open, o.s.Data.Legacy)
	if err != nil {
		t.Fatal(err)
	}
	out := outcome{traffic: map[string]float64{}}
	for i := range o.s.Links {
		out.traffic[o.s.Links[i].ID] = o.s.Links[i].BackgroundGbps
	}
	through, public := map[string]float64{}, map[string]float64{}
	for i := range o.s.Origins {
		from, class := &o.s.Origins[i], &o.s.Classes[0]
		for c := range o.s.Classes {
			if from.ShareOf(&o.s.Classes[c]) == 1 {
				class = &o.s.Classes[c]
			}
		}
		service, _ := network.ParseService(class.Service)
		for j := range o.s.Clusters {
			c := &o.s.Clusters[j]
			flow := class.GbpsPerRack * o.r.Series.Of(result.Flow(from.ID, c.ID), model.RacksPlaced)[o.k]
			if from.Place == c.Place || !o.inside(c, from.Place) {
				through[c.ID] += flow
			}
			if service == network.Public {
				public[c.ID] += flow
			}
			ms, links := o.way(g, service, from.Place, c.Place)
			for _, l := range links {
				out.traffic[l] += flow
			}
			if math.IsInf(ms, 1) {
				out.lost += flow
			}
		}
	}
	wait := func(traffic float64, entries []model.Capacity, left float64) float64 {
		capacity, rate := o.at(entries)
		if capacity *= left; capacity == 0 {
			return math.Inf(1)
		}
		return o.c.QueueingAt(o.s.Dispatch.PeakFactor*traffic/capacity, rate)
	}
	exits := func(c *model.Cluster, list []network.Link) (n float64) {
		for _, l := range list {
			if o.inside(c, l.A) != o.inside(c, l.B) {
				n++
			}
		}
		return n
	}
	whole := o.open(nil)
	for _, p := range o.pairs() {
		ms, links := o.way(g, p.service, p.a, p.b)
		q := 0.
		for i := range o.s.Clusters {
			c := &o.s.Clusters[i]
			a, b := o.inside(c, p.a), o.inside(c, p.b)
			if len(c.Egress) > 0 && a != b {
				left := 1.
				if all := exits(c, whole); all > 0 {
					left = exits(c, open) / all
				}
				q = max(q, wait(c.BackgroundGbps+through[c.ID], c.Egress, left))
			}
			if len(c.Exchange) > 0 && p.service == network.Public && p.a != p.b && (a || b) {
				q = max(q, wait(c.ExchangeShare*(c.BackgroundGbps+public[c.ID]), c.Exchange, 1))
			}
		}
		for _, l := range links {
			if own := o.own(l); own != nil && len(own.Capacity) > 0 {
				q = max(q, wait(out.traffic[l], own.Capacity, 1))
			}
		}
		out.empty, out.mean, out.p99 = append(out.empty, ms), append(out.mean, ms+q), append(out.p99, ms+q*o.c.Tail(.99))
	}
	return out
}

// same compares a value of a result, which has none where the oracle's is endless.
func same(got, want float64) bool {
	if math.IsInf(want, 1) || math.IsNaN(want) {
		return math.IsNaN(got)
	}
	return near(got, want)
}

// Delays, loads and every cut are those of the plain way, for all pairs, tiers and steps.
func TestOracle(t *testing.T) {
	var pairs, endless, harmed, waits, closed, hubs, lost int
	for seed := range uint64(24) {
		_, e := random(t, seed)
		run := compile(t, e).NewRun()
		run.JudgeCuts()
		if err := run.Simulate(t.Context()); err != nil {
			t.Fatal(err)
		}
		r := run.Result()
		for k := range r.Series.Dates {
			o := newOracle(&e.Scenario, r, k)
			intact := o.judge(t)
			open := o.open(nil)
			closed += len(e.Data.Links) - len(open)
			worst := outcome{mean: slices.Clone(intact.mean), p99: slices.Clone(intact.p99)}
			by := map[string]outcome{}
			for _, l := range open {
				if !strings.HasPrefix(l.A, "p") || len(l.A) > 2 {
					continue // of the seeds, which are far away
				}
				cut := o.judge(t, l.ID)
				by[l.ID] = cut
				for i := range worst.mean {
					worst.mean[i], worst.p99[i] = max(worst.mean[i], cut.mean[i]), max(worst.p99[i], cut.p99[i])
				}
			}
			tiers := map[string][]float64{}
			for i, p := range o.pairs() {
				values := []float64{intact.empty[i], intact.mean[i], intact.p99[i], worst.mean[i], worst.p99[i]}
				tier := e.Tiers[p.tier].ID
				if tiers[tier] == nil {
					tiers[tier] = make([]float64, len(values))
				}
				for q, want := range values {
					tiers[tier][q] = max(tiers[tier][q], want)
					if got := r.Series.Of(p.scope, delays[q])[k]; !same(got, want) {
						t.Fatalf("seed %d, step %d: %s of %s is %v, want %v", seed, k, delays[q], p.scope, got, want)
					}
				}
				pairs++
				if math.IsInf(worst.p99[i], 1) {
					endless++
				}
				if worst.p99[i] > intact.p99[i] {
					harmed++
				}
				if intact.mean[i] > intact.empty[i] {
					waits++
				}
				if p.service == network.Direct && p.a != p.b && !o.circuit(p.a, p.b) {
					hubs++
				}
			}
			for tier, values := range tiers {
				for q, want := range values {
					if got := r.Series.Of(tier, delays[q])[k]; !same(got, want) {
						t.Fatalf("seed %d, step %d: %s of tier %s is %v, want %v", seed, k, delays[q], tier, got, want)
					}
				}
			}
			for id, want := range intact.traffic {
				if got := r.Series.Of(id, model.LinkTraffic); got != nil && !near(got[k], want) {
					t.Fatalf("seed %d, step %d: traffic of %s is %v, want %v", seed, k, id, got[k], want)
				}
			}
			if k == len(r.Series.Dates)-1 {
				lost += checkFailures(t, seed, o, run, intact, worst, by)
			}
		}
	}
	t.Logf("%d pairs and steps: %d without a path in some cut, %d harmed, %d wait, %d hub-routed; %d closed links, %d failures lose traffic", pairs, endless, harmed, waits, hubs, closed, lost)
	for _, n := range []int{endless, harmed, waits, closed, hubs, lost} {
		if n < 20 {
			t.Errorf("this tests too little")
		}
	}
}

var delays = []model.QuantityName{model.DelayEmpty, model.DelayMean, model.DelayP99, model.DelayMeanN1, model.DelayP99N1}

// checkFailures compares what is said of the last step: links, failures, single cuts, and the
// judge of any cuts.
func checkFailures(t *testing.T, seed uint64, o *oracle, run *sim.Run, intact, worst outcome, by map[string]outcome) (lost int) {
	t.Helper()
	for _, l := range o.r.Links {
		if want, ok := intact.traffic[l.ID]; ok && !near(float64(l.Traffic), want) {
			t.Fatalf("seed %d: traffic of %s is %v, want %v", seed, l.ID, l.Traffic, want)
		}
	}
	pairs, net := o.pairs(), run.Network()
	judge := net.Judge()
	slowest := func(tier int, of []float64) float64 { // as results say it
		most := 0.
		for i, p := range pairs {
			if p.tier == tier {
				most = max(most, of[i])
			}
		}
		return most
	}
	scope := func(p string) int { return slices.IndexFunc(pairs, func(e ends) bool { return e.scope == p }) }
	check := func(f *result.Failure, tier int, cut outcome) {
		t.Helper()
		want := slowest(tier, cut.p99)
		if !same(float64(f.P99Ms), want) || !near(float64(f.LostGbps), cut.lost) {
			t.Fatalf("seed %d, cut %v: %+v, want %v, %v lost", seed, f.Links, f, want, cut.lost)
		}
		if i := scope(f.Pair); !same(float64(f.P99Ms), cut.p99[i]) || !same(float64(f.MeanMs), cut.mean[i]) || !f.AddedMs.IsMissing() && !near(float64(f.AddedMs), cut.mean[i]-intact.mean[i]) {
			t.Fatalf("seed %d, cut %v: %+v is not that of %s", seed, f.Links, f, f.Pair)
		}
		if cut.lost > 0 {
			lost++
		}
	}
	index := func(id string) int { i, _ := net.Graph().LinkIndex(id); return i }
	for i := range o.r.Failures {
		f := &o.r.Failures[i]
		tier := slices.IndexFunc(o.s.Tiers, func(t model.Tier) bool { return t.ID == f.Tier })
		if f.ID == "" {
			cut := by[f.Links[0]]
			check(f, tier, cut)
			most := 0. // of pairs that a cut harms
			for n, p := range pairs {
				if p.tier == tier && worst.p99[n] > intact.p99[n]*(1+1e-9) {
					most = max(most, worst.p99[n])
				}
			}
			found := false
			for n, p := range pairs {
				found = found || p.tier == tier && (near(cut.p99[n], most) || math.IsInf(most, 1) && math.IsInf(cut.p99[n], 1))
			}
			if most > 0 && !found {
				t.Fatalf("seed %d: the worst cut of %s is said to be %v, which gives no pair %v", seed, f.Tier, f.Links, most)
			}
			continue
		}
		named := o.s.Failures[slices.IndexFunc(o.s.Failures, func(n model.Failure) bool { return n.ID == f.ID })]
		cut := o.judge(t, named.Links...)
		check(f, tier, cut)
		if !slices.Equal(f.Links, named.Links) {
			t.Fatalf("%+v", f)
		}
		mean, p99 := judge([]int{index(named.Links[0]), index(named.Links[1])})
		if !same(p99[tier], slowest(tier, cut.p99)) || !same(mean[tier], slowest(tier, cut.mean)) {
			t.Fatalf("seed %d: judge says %v, %v of %v in tier %s", seed, mean[tier], p99[tier], named.Links, f.Tier)
		}
	}
	for i := range o.s.Tiers {
		single := net.SingleCuts(i)
		told := map[string]bool{}
		for n := range single {
			check(&single[n], i, by[single[n].Links[0]])
			told[single[n].Links[0]] = true
			if n > 0 && float64(single[n].P99Ms) > float64(single[n-1].P99Ms) {
				t.Fatalf("seed %d: the cuts of tier %d are not in order", seed, i)
			}
		}
		for id, cut := range by {
			if slower := slowest(i, cut.p99) > slowest(i, intact.p99)*(1+1e-9); slower && !told[id] {
				t.Fatalf("seed %d: the cut of %s is not told", seed, id)
			}
		}
	}
	return lost
}

package sim

import (
	"math"
	"slices"

	"hubcap/model"
	"hubcap/model/network"
	"hubcap/sim/result"
)

// network says how the network stands at the end of the horizon: the paths behind the
// tiers, how their delay rises with load, what failures do, and who loads which link.
func (r *Run) network(out *result.Result) {
	k := len(r.plan.Dates) - 1
	find := r.plan.transport.finder(r.plan.transport.state(k), r.plan.transport.state(k).closed)
	for n := range r.plan.transport.pairs {
		out.Paths = append(out.Paths, r.path(find, k, n))
	}
	for i := range r.plan.Scenario.Tiers {
		if slope, ok := r.slope(i, k); ok {
			out.Slopes = append(out.Slopes, slope)
		}
	}
	out.Failures = append(out.Failures, r.failures(k)...)
	out.Links = append(out.Links, r.links(find, k)...)
	for e := range r.plan.transport.elements {
		out.Elements = append(out.Elements, r.element(find, k, e))
	}
}

// element is what can be a bottleneck, as it is in step k.
func (r *Run) element(find *finder, k, e int) result.Element {
	t := r.plan.transport
	at := &t.elements[e]
	out := result.Element{ID: at.name, Kind: "gateway", Capacity: number(t.given(k, e)), Traffic: number(r.net.load[e]),
		Peak: number(t.peak * r.net.load[e]), Load: number(t.peak * r.net.load[e] / t.given(k, e)), BusiestShare: result.Missing()}
	switch {
	case at.link >= 0:
		out.Kind = "link"
	case at.public:
		out.Kind = "exchange"
	default:
		r.exits(find, k, e, &out)
	}
	return out
}

// exits says how the paths of its tenants load the exits of a gateway.
func (r *Run) exits(find *finder, k, e int, out *result.Element) {
	t := r.plan.transport
	exits := t.state(k).exits[e]
	out.Exits = len(exits)
	gbps, all := make([]float64, len(exits)), 0.
	for w := t.elements[e].cluster; w < len(r.market.flow); w += len(t.clusters) {
		if !slices.Contains(t.state(k).ways.of(w), int32(e)) {
			continue
		}
		way := t.wayOf(find, w)
		for i, link := range exits {
			if slices.Contains(way.path.Links, link) {
				gbps[i] += r.market.flow[w]
				all += r.market.flow[w]
			}
		}
	}
	busiest := 0
	all = tangible(all)
	for i := range gbps {
		gbps[i] = tangible(gbps[i])
		if gbps[i] > gbps[busiest] {
			busiest = i
		}
		if gbps[i] == 0 {
			out.IdleExits++
		}
	}
	if all > 0 {
		out.Busiest, out.BusiestShare = t.graph.Link(exits[busiest]).ID, result.Number(gbps[busiest]/all)
	}
}

// path is that of a pair in the last step.
func (r *Run) path(find *finder, k, n int) result.Path {
	t := r.plan.transport
	pair := &t.pairs[n]
	way := find.lane(pair.Service, pair.a, pair.b)
	a, b := t.graph.Place(pair.a), t.graph.Place(pair.b)
	out := result.Path{
		Tier: r.plan.Scenario.Tiers[pair.Tier].ID, Pair: pair.Scope,
		From: result.Text{EN: a.EN, ZH: a.ZH}, To: result.Text{EN: b.EN, ZH: b.ZH}, Ends: [2]string{a.ID, b.ID},
		Service: pair.Service.String(), Carried: way.carried.String(), Via: []string{},
		RouteKm: result.Number(way.path.RouteKm), OneWayMs: number(way.empty()), TheoryMs: result.Number(t.state(k).theory[n]),
		MeanMs: number(r.net.mean[n]), P99Ms: number(r.net.p99[n]), QueueMs: number(r.net.mean[n] - way.empty()),
		Load: result.Missing(), CutMean: result.Missing(), CutP99: result.Missing(),
		ByClass: map[string]result.Number{},
	}
	for _, i := range way.path.Places {
		out.Via = append(out.Via, t.graph.Place(i).ID)
	}
	if way.ok {
		out.Bottleneck, out.Load = t.named(t.bottleneck(k, way.elements, r.net.queue, r.net.load, nil))
	}
	if r.cuts {
		out.CutMean, out.CutP99 = number(r.net.cutMean[n]), number(r.net.cutP99[n])
		if worst := r.net.worst[n]; worst >= 0 {
			out.Cut = t.graph.Link(t.state(k).cuts[worst].links[0]).ID
		}
	}
	for _, s := range network.Services() {
		if other := find.lane(s, pair.a, pair.b); other.ok {
			out.ByClass[s.String()] = number(other.empty())
		}
	}
	return out
}

// number is a number of a result; what has no end has none.
func number(v float64) result.Number { return result.Number(finite(v)) }

// bottleneck is the element at which a way waits longest, of several that of the highest load,
// of these the first; -1 if it waits nowhere. With links cut only the share left of a capacity
// is there; nil stands for all of it.
func (t *transport) bottleneck(k int, elements []int32, queue, load, left []float64) (e int, rho float64) {
	e, rho = -1, math.NaN()
	most := 0.
	for _, i := range elements {
		capacity := t.given(k, int(i))
		if left != nil {
			capacity *= left[i]
		}
		at := t.peak * load[i] / capacity
		if queue[i] > most || e >= 0 && queue[i] == most && at > rho {
			most, e, rho = queue[i], int(i), at
		}
	}
	return e, rho
}

// named is a bottleneck as results tell it.
func (t *transport) named(e int, rho float64) (string, result.Number) {
	if e < 0 {
		return "", result.Missing()
	}
	return t.elements[e].name, number(rho)
}

// lineRate is that of a bottleneck in a step, and by default that of all.
func (t *transport) lineRate(k, e int) float64 {
	if e < 0 {
		return t.constants.LineRateGbps
	}
	return t.rate[k*len(t.elements)+e]
}

// slopePoints are the loads at which a slope is drawn: closer where it is steep.
func slopePoints() []float64 {
	var out []float64
	for n := range 19 {
		out = append(out, float64(n)*.05)
	}
	return append(out, .92, .94, .95, .96, .97, .98, .985, .99, .995, 1)
}

// slope says how the delay of the slowest pair of a tier rises with the load of its
// bottleneck, and at which load it breaks the tier's tightest budget; false where the tier
// has no path now.
func (r *Run) slope(tier, k int) (result.Slope, bool) {
	p, t := r.plan, r.plan.transport
	pairs := &t.state(k).pairs
	worst := -1
	for n := range t.pairs {
		if t.pairs[n].Tier == tier && !math.IsInf(pairs.empty[n], 1) && (worst < 0 || r.net.p99[n] > r.net.p99[worst]) {
			worst = n
		}
	}
	if worst < 0 {
		return result.Slope{}, false
	}
	empty := pairs.empty[worst]
	e, rho := t.bottleneck(k, pairs.of(worst), r.net.queue, r.net.load, nil)
	rate := t.lineRate(k, e)
	budget := p.budget(p.Scenario.Tiers[tier].ID)
	out := result.Slope{Tier: p.Scenario.Tiers[tier].ID, Pair: t.pairs[worst].Scope, EmptyMs: result.Number(empty),
		Budget: result.Number(budget), Load: number(rho), Points: []result.SlopePoint{},
		BreaksMean: result.Missing(), BreaksP99: result.Missing()}
	if len(pairs.of(worst)) > 0 { // else nothing on its way can fill
		out.BreaksMean, out.BreaksP99 = number(t.constants.LoadOf(budget-empty, rate)), number(t.constants.LoadOf((budget-empty)/t.tail, rate))
	}
	for _, rho := range slopePoints() {
		wait := t.constants.QueueingAt(rho, rate)
		out.Points = append(out.Points, result.SlopePoint{Load: result.Number(rho), MeanMs: result.Number(empty + wait), P99Ms: result.Number(empty + float64(wait*t.tail))})
	}
	return out, true
}

// budget is the lowest delay that a target allows a tier; NaN without one.
func (p *Plan) budget(tier string) float64 {
	least := math.NaN()
	for i := range p.Scenario.Targets {
		t := &p.Scenario.Targets[i]
		if t.Scope == tier && t.AtMost != nil && t.Quantity.IsDelay() && t.Quantity != model.DelayRatio && !(least <= *t.AtMost) {
			least = *t.AtMost
		}
	}
	return least
}

// links are the links of the network, with the traffic of dispatched racks and background.
func (r *Run) links(find *finder, k int) []result.Link {
	t := r.plan.transport
	traffic := slices.Clone(t.background)
	if r.market != nil {
		for w, gbps := range r.market.flow {
			way := t.wayOf(find, w)
			for _, link := range way.path.Links {
				traffic[link] += gbps
			}
		}
	}
	var out []result.Link
	for i := range t.graph.Links() {
		link := t.graph.Link(i)
		ends := [2]network.Place{}
		for n, id := range []string{link.A, link.B} {
			at, _ := t.graph.Index(id)
			ends[n] = t.graph.Place(at)
		}
		l := result.Link{ID: link.ID, RouteKm: result.Number(link.Route), Open: !t.state(k).closed[i],
			From: result.Text{EN: ends[0].EN, ZH: ends[0].ZH}, To: result.Text{EN: ends[1].EN, ZH: ends[1].ZH},
			FromAt:  result.Point{Lat: result.Number(ends[0].Lat), Lon: result.Number(ends[0].Lon)},
			ToAt:    result.Point{Lat: result.Number(ends[1].Lat), Lon: result.Number(ends[1].Lon)},
			Traffic: result.Number(tangible(traffic[i])), Capacity: result.Missing(), Load: result.Missing()}
		if e := t.ofLink[i]; e >= 0 {
			l.Capacity = result.Number(t.given(k, e))
			if l.Open {
				l.Load = number(t.peak * r.net.load[e] / t.given(k, e))
			}
		}
		out = append(out, l)
	}
	return out
}

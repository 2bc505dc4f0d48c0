package sim

import (
	"cmp"
	"math"
	"slices"
	"sync/atomic"

	"hubcap/model"
	"hubcap/model/network"
	"hubcap/sim/result"
)

// Network answers how long a packet travels between any two places: on the empty network of
// the seed data, or on that of a run as it stands at the end of the horizon.
type Network struct {
	t   *transport
	k   int
	run *Run // nil for an empty network
	net *netRun
}

// EmptyNetwork is the intact network without load, and with direct circuits everywhere.
func EmptyNetwork(data model.Data) (*Network, error) {
	g, err := network.NewGraph(data.Places, data.Links, data.Legacy)
	if err != nil {
		return nil, err
	}
	c := network.Published()
	t := &transport{graph: g, constants: c, tail: c.Tail(.99), ofLink: slices.Repeat([]int{-1}, g.Links()), trees: newTrees(),
		circuits: circuits{begin: make([]bool, g.Len())}, stateOf: []int{0}}
	t.states = []*netState{t.newState(make([]bool, g.Links()), 0)}
	return &Network{t: t, net: t.newRun()}, nil
}

// Network is that of the last step of a finished run.
func (r *Run) Network() *Network {
	return &Network{t: r.plan.transport, k: len(r.plan.Dates) - 1, run: r, net: r.net}
}

// Cut is the run with some links cut at the end of its horizon: the traffic stays what it
// is, takes the paths that are left, and gateways lose the exits. All else is as it was.
func (r *Run) Cut(links []int) *Run {
	k := len(r.plan.Dates) - 1
	p, t, own := *r.plan, *r.plan.transport, *r
	st := t.state(k)
	closed := slices.Clone(st.closed)
	for _, link := range links {
		closed[link] = true
	}
	t.capacity = slices.Clone(t.capacity)
	for _, e := range t.losses(st, links) {
		t.capacity[k*len(t.elements)+e.element] *= e.left
	}
	t.states = append(slices.Clone(t.states), t.fill(&netState{closed: closed, intact: st.closed, months: st.months, singles: make([]atomic.Pointer[contingency], len(closed))}))
	t.stateOf = slices.Clone(t.stateOf)
	t.stateOf[k] = len(t.states) - 1
	p.transport, own.plan = &t, &p
	own.net, own.Values = t.newRun(), slices.Clone(r.Values)
	own.delays(k)
	return &own
}

// Graph is the places and links.
func (n *Network) Graph() *network.Graph { return n.t.graph }

// percentiles that are told, by name.
var percentiles = []struct {
	name  string
	share float64
}{{"p50", .5}, {"p95", .95}, {"p99", .99}, {"p999", .999}}

// Between is the delay from place a to place b in a service; with cuts also what every link
// that matters to it does when it is cut.
func (n *Network) Between(s network.Service, a, b int, cuts bool) result.Between {
	t := n.t
	st := t.state(n.k)
	find := t.finder(st, st.closed)
	way := find.lane(s, a, b)
	wait := longest(way.elements, n.net.queue)
	mean := way.empty() + wait
	from, to := t.graph.Place(a), t.graph.Place(b)
	out := result.Between{From: from.ID, To: to.ID, Service: s.String(), Carried: way.carried.String(), Path: t.ids(way.path),
		RouteKm: result.Number(way.path.RouteKm), FibreKm: result.Number(t.constants.FibreKm(way.carried, way.path.RouteKm)),
		OneWayMs: number(mean), TheoryMs: result.Number(find.theory(a, b)), Ratio: result.Missing(),
		Percentiles: map[string]result.Number{}, Budgets: []result.Budget{}, Load: result.Missing(),
		Parts: result.DelayParts{Fibre: result.Number(way.parts.Fibre), Regeneration: result.Number(way.parts.Regeneration),
			Equipment: result.Number(way.parts.Equipment), Routing: result.Number(way.parts.Routing), Detour: result.Number(way.parts.Detour),
			PublicExcess: result.Number(way.parts.PublicExcess), Queueing: number(wait)}}
	if out.TheoryMs > 0 {
		out.Ratio = number(mean / float64(out.TheoryMs))
	}
	for _, p := range percentiles {
		out.Percentiles[p.name] = number(way.empty() + float64(wait*t.constants.Tail(p.share)))
	}
	if n.run != nil {
		if way.ok {
			out.Bottleneck, out.Load = t.named(t.bottleneck(n.k, way.elements, n.net.queue, n.net.load, nil))
		}
		out.Budgets = n.budgets(&way, s, from.ID, to.ID)
	}
	if cuts {
		out.Cuts = n.cuts(&way, s, a, b)
	}
	return out
}

// ids are those of the places of a path.
func (t *transport) ids(path network.Path) []string {
	out := []string{}
	for _, i := range path.Places {
		out = append(out, t.graph.Place(i).ID)
	}
	return out
}

// budgets are what targets allow the pair: those of its tiers, or its own.
func (n *Network) budgets(way *lane, s network.Service, from, to string) []result.Budget {
	out := []result.Budget{}
	t, scenario := n.t, n.run.plan.Scenario
	wait := longest(way.elements, n.net.queue)
	e, _ := t.bottleneck(n.k, way.elements, n.net.queue, n.net.load, nil)
	rate := t.lineRate(n.k, e)
	for i := range scenario.Targets {
		target := &scenario.Targets[i]
		comparator, required := target.Bound()
		tier := ""
		for _, pair := range t.pairs {
			same := pair.From == from && pair.To == to || pair.From == to && pair.To == from
			if id := scenario.Tiers[pair.Tier].ID; same && pair.Service == s && (target.Scope == id || target.Scope == pair.Scope) {
				tier = id
				break
			}
		}
		factor := 1.
		switch target.Quantity {
		case model.DelayMean:
		case model.DelayP99:
			factor = t.tail
		case model.DelayEmpty, model.DelayMeanN1, model.DelayP99N1:
			factor = 0
		default:
			continue
		}
		if tier == "" || comparator != model.AtMost {
			continue
		}
		simulated := way.empty()
		if factor > 0 {
			simulated += float64(wait * factor)
		}
		if target.Quantity == model.DelayMeanN1 || target.Quantity == model.DelayP99N1 {
			simulated = n.withCut(target.Quantity, from, to, s)
		}
		b := result.Budget{Target: target.ID, Tier: tier, Quantity: string(target.Quantity), BudgetMs: result.Number(required),
			Simulated: number(simulated), SlackMs: number(required - simulated), BreaksAt: result.Missing()}
		if factor > 0 && way.ok && len(way.elements) > 0 {
			b.BreaksAt = number(t.constants.LoadOf((required-way.empty())/factor, rate))
		}
		out = append(out, b)
	}
	return out
}

// withCut is the delay of a pair of a tier with the worst single cut.
func (n *Network) withCut(q model.QuantityName, from, to string, s network.Service) float64 {
	for i, pair := range n.t.pairs {
		if pair.Service == s && (pair.From == from && pair.To == to || pair.From == to && pair.To == from) {
			if q == model.DelayMeanN1 {
				return n.net.cutMean[i]
			}
			return n.net.cutP99[i]
		}
	}
	return math.NaN()
}

// cuts are the single cuts that make the pair slower, the most harmful first.
func (n *Network) cuts(way *lane, s network.Service, a, b int) []result.CutBetween {
	t := n.t
	st := t.state(n.k)
	out := []result.CutBetween{}
	intact := way.empty() + longest(way.elements, n.net.queue)
	intact99 := way.empty() + float64(longest(way.elements, n.net.queue)*t.tail)
	for link := range t.graph.Links() {
		if st.closed[link] {
			continue
		}
		c := t.contingency(st, []int{link}, true)
		on, queue, load, left := *way, n.net.queue, n.net.load, []float64(nil)
		if n.run != nil && n.run.endure(&c, n.k) {
			queue, load, left = n.net.cutQueue, n.net.cutLoad, n.net.left
		}
		if slices.Contains(way.path.Links, link) {
			on = t.finder(st, closing(st.closed, link)).lane(s, a, b)
		}
		wait := longest(on.elements, queue)
		mean, p99 := on.empty()+wait, on.empty()+float64(wait*t.tail)
		if !(mean > intact || p99 > intact99) {
			continue
		}
		cut := result.CutBetween{Link: t.graph.Link(link).ID, Path: []string{}, MeanMs: number(mean), P99Ms: number(p99), AddedMs: number(mean - intact), Load: result.Missing()}
		if on.ok {
			cut.Path = t.ids(on.path)
		}
		if n.run != nil && on.ok {
			cut.Bottleneck, cut.Load = t.named(t.bottleneck(n.k, on.elements, queue, load, left))
		}
		out = append(out, cut)
	}
	worst := func(c result.CutBetween) float64 {
		if c.P99Ms.IsMissing() {
			return math.Inf(1)
		}
		return float64(c.P99Ms)
	}
	slices.SortStableFunc(out, func(a, b result.CutBetween) int { return cmp.Compare(worst(b), worst(a)) })
	return out
}

// closing is a set of closed links with one more.
func closing(closed []bool, link int) []bool {
	out := slices.Clone(closed)
	out[link] = true
	return out
}

// Judge says what every tier's delay is when some links are cut, by index: the largest mean
// and 99th percentile of its pairs in ms, NaN where one is cut off. It may be called by several goroutines
// on a finished run.
func (n *Network) Judge() func(cut []int) (mean, p99 []float64) {
	return func(cut []int) (mean, p99 []float64) {
		own := *n.run
		own.net = n.t.newRun()
		copy(own.net.load, n.net.load)
		copy(own.net.queue, n.net.queue)
		c := n.t.contingency(n.t.state(n.k), cut, true)
		own.endure(&c, n.k)
		for i := range own.plan.Scenario.Tiers {
			worst := own.toll(&c, n.k, i)
			mean, p99 = append(mean, finite(worst.mean)), append(p99, finite(worst.p99))
		}
		return mean, p99
	}
}

// Closed tells whether a link is closed.
func (n *Network) Closed(link int) bool { return n.t.state(n.k).closed[link] }

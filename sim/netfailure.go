package sim

import (
	"cmp"
	"math"
	"slices"

	"hubcap/sim/result"
)

// failures says for each tier what the worst single cut does, and each failure that the
// scenario names.
func (r *Run) failures(k int) []result.Failure {
	p, t := r.plan, r.plan.transport
	st := t.state(k)
	var out []result.Failure
	for i := range p.Scenario.Tiers {
		if !r.cuts {
			break
		}
		cuts, at := t.everyLink(st), -1
		for n := range t.pairs {
			if t.pairs[n].Tier == i && (at < 0 || r.net.cutP99[n] > r.net.cutP99[at]) {
				at = n
			}
		}
		if at >= 0 && r.net.worst[at] >= 0 && !math.IsInf(r.net.p99[at], 1) { // else no cut harms the tier, or it is cut off as it is
			out = append(out, r.failure(&cuts[r.net.worst[at]], k, i))
		}
	}
	if len(p.Scenario.Failures) == 0 || len(t.pairs) == 0 {
		return out
	}
	for n := range p.Scenario.Failures {
		named := &p.Scenario.Failures[n]
		var links []int
		for _, id := range named.Links {
			if link, ok := t.graph.LinkIndex(id); ok && !st.closed[link] {
				links = append(links, link)
			}
		}
		c := t.contingency(st, unique(links), true)
		for i := range p.Scenario.Tiers {
			f := r.failure(&c, k, i)
			f.ID, f.Name, f.Links = named.ID, named.Name, slices.Clone(named.Links)
			out = append(out, f)
		}
	}
	return out
}

// toll is what a tier's slowest pairs suffer under a contingency.
type toll struct {
	mean, p99 float64 // the largest of the tier; +Inf where a pair is cut off
	pair      int     // the slowest by p99
	pairMean  float64
	on        []int32 // its elements
	open      bool    // it has a path
}

// toll is that of a tier; endure has worked out the waits.
func (r *Run) toll(c *contingency, k, tier int) toll {
	t, n := r.plan.transport, r.net
	pairs := &t.state(k).pairs
	out := toll{pair: -1}
	for i := range t.pairs {
		if t.pairs[i].Tier != tier {
			continue
		}
		empty, elements := pairs.empty[i], pairs.of(i)
		if d := c.detour(i); d != nil {
			empty, elements = d.empty, d.elements
		}
		wait := longest(elements, n.cutQueue)
		mean, p99 := empty+wait, empty+float64(wait*t.tail)
		out.mean = max(out.mean, mean)
		if out.pair < 0 || p99 > out.p99 {
			out.p99, out.pair, out.pairMean, out.on, out.open = p99, i, mean, elements, !math.IsInf(empty, 1)
		}
	}
	return out
}

// failure is what a contingency does to the pair of a tier that is slowest then.
func (r *Run) failure(c *contingency, k, tier int) result.Failure {
	t, n := r.plan.transport, r.net
	load, left := n.load, []float64(nil)
	if r.endure(c, k) {
		load, left = n.cutLoad, n.left
	}
	worst := r.toll(c, k, tier)
	out := result.Failure{Tier: r.plan.Scenario.Tiers[tier].ID, Pair: t.pairs[worst.pair].Scope, Links: []string{},
		MeanMs: number(worst.pairMean), P99Ms: number(worst.p99), AddedMs: number(worst.pairMean - n.mean[worst.pair]), Load: result.Missing(), AddedLoad: result.Missing(),
		LostGbps: result.Number(r.lost(c))}
	for _, link := range c.links {
		out.Links = append(out.Links, t.graph.Link(link).ID)
	}
	if worst.open {
		e, rho := t.bottleneck(k, worst.on, n.cutQueue, load, left)
		out.Bottleneck, out.Load = t.named(e, rho)
		if e >= 0 {
			out.AddedLoad = number(rho - t.peak*n.load[e]/t.given(k, e))
		}
	}
	return out
}

// detour is that of a pair, or nil where its way is left as it is.
func (c *contingency) detour(pair int) *detour {
	i, ok := slices.BinarySearchFunc(c.pairs, pair, func(d detour, n int) int { return d.lane - n })
	if !ok {
		return nil
	}
	return &c.pairs[i]
}

// SingleCuts are the cuts of one link that make a tier slower at the end of the horizon, the
// most harmful first.
func (n *Network) SingleCuts(tier int) []result.Failure {
	out := []result.Failure{}
	r, st := n.run, n.t.state(n.k)
	worst := func(f result.Failure) float64 {
		if f.P99Ms.IsMissing() {
			return math.Inf(1)
		}
		return float64(f.P99Ms)
	}
	p99, mean := 0., 0.
	for i := range n.t.pairs {
		if n.t.pairs[i].Tier == tier {
			p99, mean = max(p99, n.net.p99[i]), max(mean, n.net.mean[i])
		}
	}
	cuts := n.t.everyLink(st)
	for i := range cuts {
		f := r.failure(&cuts[i], n.k, tier)
		if under := r.toll(&cuts[i], n.k, tier); under.p99 > p99 || under.mean > mean {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b result.Failure) int { return cmp.Compare(worst(b), worst(a)) })
	return out
}

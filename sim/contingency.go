package sim

import (
	"math"
	"slices"
)

// contingency is the network with some links cut: what differs from the intact one. It does
// not depend on load, so it is found once for a state of the network.
type contingency struct {
	links []int    // that are cut
	pairs []detour // pairs whose way led over one of them
	ways  []detour // the same of dispatched demand
	exits []loss   // gateways that lose exits
}

// detour is what becomes of a way.
type detour struct {
	lane     int
	empty    float64 // ms; +Inf where no path is left
	elements []int32
}

// loss is the share of its capacity that a gateway keeps.
type loss struct {
	element int
	left    float64
}

// everyLink are the contingencies of every single open link of a state. The slowest part is
// the search; only links on somebody's way or at a gateway make one.
func (t *transport) everyLink(st *netState) []contingency {
	st.once.Do(func() {
		for link := range t.graph.Links() {
			if st.closed[link] {
				continue
			}
			if c := t.contingency(st, []int{link}, true); c.matters() {
				st.cuts = append(st.cuts, c)
			}
		}
	})
	return st.cuts
}

// matters tells whether anybody notices.
func (c *contingency) matters() bool { return len(c.pairs)+len(c.ways)+len(c.exits) > 0 }

// single is the contingency of one link for delays alone, kept once it has been found; nil where
// the link is closed or nobody would notice. Where no link has a capacity it is all the same to
// delays which way demand goes. Two who look for it at once find the same.
func (t *transport) single(st *netState, link int) *contingency {
	if st.closed[link] {
		return nil
	}
	found := st.singles[link].Load()
	if found == nil {
		c := t.contingency(st, []int{link}, t.limited)
		found = &c
		st.singles[link].Store(found)
	}
	if !found.matters() {
		return nil
	}
	return found
}

// users are the pairs and ways that lead over each link.
type users struct{ pairs, ways [][]int }

// users are found once for a state, when they are first asked for.
func (t *transport) users(st *netState) *users {
	st.searched.Do(func() { st.users = t.findUsers(st) })
	return st.users
}

func (t *transport) findUsers(st *netState) *users {
	u := &users{make([][]int, t.graph.Links()), make([][]int, t.graph.Links())}
	find := t.finder(st, st.closed)
	for n := range t.pairs {
		pair := &t.pairs[n]
		way := find.lane(pair.Service, pair.a, pair.b)
		for _, link := range way.path.Links {
			u.pairs[link] = append(u.pairs[link], n)
		}
	}
	for w := range st.ways.empty {
		way := t.wayOf(find, w)
		for _, link := range way.path.Links {
			u.ways[link] = append(u.ways[link], w)
		}
	}
	return u
}

// wayOf is the way of dispatched demand with a number.
func (t *transport) wayOf(find *finder, w int) lane {
	j, rest := w%len(t.clusters), w/len(t.clusters)
	service, o := t.services[rest%len(t.services)], t.origins[rest/len(t.services)]
	way := find.lane(service, o, t.clusters[j])
	way.elements = t.entering(j, service, o, way.elements)
	return way
}

// contingency finds what cutting some links does; to dispatched demand too if that is asked.
func (t *transport) contingency(st *netState, links []int, demand bool) contingency {
	u := t.users(st)
	c := contingency{links: links}
	closed := slices.Clone(st.closed)
	var pairs, ways []int
	for _, link := range links {
		closed[link] = true
		pairs = append(pairs, u.pairs[link]...)
		if demand {
			ways = append(ways, u.ways[link]...)
		}
	}
	find := t.finder(st, closed)
	for _, n := range unique(pairs) {
		way := find.lane(t.pairs[n].Service, t.pairs[n].a, t.pairs[n].b)
		c.pairs = append(c.pairs, detour{n, way.empty(), way.elements})
	}
	for _, w := range unique(ways) {
		way := t.wayOf(find, w)
		c.ways = append(c.ways, detour{w, way.empty(), way.elements})
	}
	c.exits = t.losses(st, links)
	return c
}

// losses are what the gateways keep when some links are cut: exits share the capacity
// evenly.
func (t *transport) losses(st *netState, links []int) []loss {
	var out []loss
	for e, exits := range st.exits {
		gone := 0
		for _, link := range links {
			if slices.Contains(exits, link) {
				gone++
			}
		}
		if gone > 0 {
			out = append(out, loss{e, float64(len(exits)-gone) / float64(len(exits))})
		}
	}
	return out
}

func unique(list []int) []int {
	slices.Sort(list)
	return slices.Compact(list)
}

// everyCut finds for each pair the delay when that link is cut that harms it most, by what 99 %
// of its packets stay below.
func (r *Run) everyCut(k int) {
	n, st := r.net, r.plan.transport.state(k)
	for i := range n.worst {
		n.worst[i] = -1
	}
	cuts := r.plan.transport.everyLink(st)
	for at := range cuts {
		c := &cuts[at]
		moved := r.endure(c, k)
		next := 0 // of the detours, which are in the order of the pairs
		for i := range n.worst {
			switch {
			case next < len(c.pairs) && c.pairs[next].lane == i:
				r.harm(at, i, c.pairs[next].empty, c.pairs[next].elements)
				next++
			case moved:
				r.harm(at, i, st.pairs.empty[i], st.pairs.of(i))
			}
		}
	}
}

// endure works out the waits when some links are cut: the traffic goes the detours, and
// gateways have lost exits. It tells whether any of them differs from the intact network's.
func (r *Run) endure(c *contingency, k int) bool {
	t, n := r.plan.transport, r.net
	copy(n.cutQueue, n.queue)
	if len(c.exits) == 0 && (len(c.ways) == 0 || len(t.elements) == 0) {
		return false
	}
	copy(n.cutLoad, n.load)
	for i := range n.left {
		n.left[i] = 1
	}
	for _, e := range c.exits {
		n.left[e.element] = e.left
	}
	ways := &t.state(k).ways
	for i := range c.ways {
		d := &c.ways[i]
		gbps := r.market.flow[d.lane]
		t.move(n.cutLoad, ways.of(d.lane), -gbps)
		t.move(n.cutLoad, d.elements, gbps)
	}
	changed := false
	for e := range n.cutQueue {
		n.cutLoad[e] = tangible(n.cutLoad[e])
		if n.cutLoad[e] != n.load[e] || n.left[e] != 1 {
			n.cutQueue[e] = t.queue(k, e, n.cutLoad[e], n.left[e])
			changed = true
		}
	}
	return changed
}

// move puts traffic on the links among some elements; gateways it passes as before.
func (t *transport) move(load []float64, elements []int32, gbps float64) {
	for _, e := range elements {
		if t.elements[e].link >= 0 {
			load[e] += gbps
		}
	}
}

// harm notes the delay of a pair under a cut if it is the worst so far: by what 99 % of the
// packets stay below, and while no cut makes that longer, by the mean.
func (r *Run) harm(cut, pair int, empty float64, elements []int32) {
	n := r.net
	wait := longest(elements, n.cutQueue)
	mean, p99 := empty+wait, empty+float64(wait*r.plan.transport.tail)
	if p99 > n.cutP99[pair] || n.cutP99[pair] == n.p99[pair] && mean > n.cutMean[pair] {
		n.worst[pair] = cut
	}
	n.cutMean[pair], n.cutP99[pair] = max(n.cutMean[pair], mean), max(n.cutP99[pair], p99)
}

// lost is the dispatched traffic of a step that no path is left for, Gbit/s.
func (r *Run) lost(c *contingency) float64 {
	total := 0.
	for _, d := range c.ways {
		if math.IsInf(d.empty, 1) {
			total += r.market.flow[d.lane]
		}
	}
	return total
}

package sim

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"hubcap/model"
	"hubcap/model/network"
)

// compileStates finds the states of the network: a new one begins with each step in which
// a link or a circuit has opened or closed.
func (t *transport) compileStates(p *Plan) {
	var closed []bool
	var open int
	for k, time := range p.time {
		now, circuits := t.closedAt(p.Scenario, time), t.opened(time)
		if k == 0 || circuits != open || !slices.Equal(now, closed) {
			closed, open = now, circuits
			t.states = append(t.states, t.newState(now, time))
		}
		t.stateOf = append(t.stateOf, len(t.states)-1)
	}
}

// closedAt are the links that are closed at a time: with dated capacity, and none of it
// there.
func (t *transport) closedAt(s *model.Scenario, time float64) []bool {
	closed := make([]bool, t.graph.Links())
	for i := range s.Links {
		link := &s.Links[i]
		if at, ok := t.graph.LinkIndex(link.ID); ok && len(link.Capacity) > 0 {
			gbps, _ := t.capacityAt(s, link.Capacity, time)
			closed[at] = gbps == 0
		}
	}
	return closed
}

// opened is the number of circuits that are open; none ever closes.
func (t *transport) opened(time float64) int {
	n := 0
	for _, at := range t.circuits.opens {
		if at <= time {
			n++
		}
	}
	return n
}

// state is that of a step.
func (t *transport) state(k int) *netState { return t.states[t.stateOf[k]] }

// newState finds the ways of all pairs.
func (t *transport) newState(closed []bool, time float64) *netState {
	return t.fill(&netState{closed: closed, months: time, singles: make([]atomic.Pointer[contingency], t.graph.Links())})
}

// fill finds the ways of a state of which the links and circuits are known.
func (t *transport) fill(st *netState) *netState {
	closed := st.closed
	find := t.finder(st, closed)
	for n := range t.pairs {
		pair := &t.pairs[n]
		way := find.lane(pair.Service, pair.a, pair.b)
		st.pairs.add(&way)
		st.theory = append(st.theory, find.theory(pair.a, pair.b))
	}
	for _, o := range t.origins {
		for _, s := range t.services {
			for j, at := range t.clusters {
				way := find.lane(s, o, at)
				way.elements = t.entering(j, s, o, way.elements)
				st.ways.add(&way)
			}
		}
		for _, at := range t.clusters {
			km := math.NaN()
			if path, ok := find.path(o, at); ok {
				km = path.RouteKm
			}
			st.km = append(st.km, km)
		}
	}
	st.exits = make([][]int, len(t.elements))
	for e := range t.elements {
		if t.elements[e].cluster >= 0 && !t.elements[e].public {
			st.exits[e] = t.across(t.elements[e].inside, closed)
		}
	}
	return st
}

// across are the open links over the border of a gateway.
func (t *transport) across(inside, closed []bool) []int {
	var out []int
	for i := range t.graph.Links() {
		link := t.graph.Link(i)
		a, _ := t.graph.Index(link.A)
		b, _ := t.graph.Index(link.B)
		if !closed[i] && inside[a] != inside[b] {
			out = append(out, i)
		}
	}
	return out
}

// entering are the elements of a way of dispatched demand. It ends in a cluster, so unlike
// a pair of places it waits at no gateway but that cluster's: at this one also when the
// demand arises at its very place, but not when it arises elsewhere inside.
func (t *transport) entering(cluster int, s network.Service, origin int, elements []int32) []int32 {
	out := slices.DeleteFunc(slices.Clone(elements), func(e int32) bool { return t.elements[e].cluster >= 0 })
	if e := t.gateway[cluster]; e >= 0 && (!t.elements[e].inside[origin] || origin == t.clusters[cluster]) {
		out = append(out, int32(e))
	}
	if e := t.exchange[cluster]; e >= 0 && s == network.Public {
		out = append(out, int32(e))
	}
	return out
}

// trees keeps the trees of shortest paths that have been searched, for all who share a graph.
type trees struct {
	mu    sync.Mutex
	known map[treeKey]*network.Tree
}

// treeKey is a tree's root and the links that are closed, a byte each.
type treeKey struct {
	from   int
	closed string
}

func newTrees() *trees { return &trees{known: map[treeKey]*network.Tree{}} }

// mostTrees bounds what is kept; more are searched each time.
const mostTrees = 20_000

// of is the tree from a place.
func (t *trees) of(g *network.Graph, from int, closed []bool, key string) *network.Tree {
	at := treeKey{from, key}
	t.mu.Lock()
	tree := t.known[at]
	t.mu.Unlock()
	if tree != nil {
		return tree
	}
	tree = g.Tree(from, closed)
	t.mu.Lock()
	if len(t.known) < mostTrees {
		t.known[at] = tree
	}
	t.mu.Unlock()
	return tree
}

// bytesOf are flags as text.
func bytesOf(flags []bool) string {
	b := make([]byte, len(flags))
	for i, set := range flags {
		if set {
			b[i] = 1
		}
	}
	return string(b)
}

// finder finds ways in one state of the network, and keeps the trees that it has searched.
type finder struct {
	t      *transport
	closed []bool
	key    string // of closed
	months float64
	trees  map[int]*network.Tree
	intact *finder // where no link is cut; nil where none is here
}

func (t *transport) finder(st *netState, closed []bool) *finder {
	f := &finder{t: t, closed: closed, key: bytesOf(closed), months: st.months, trees: map[int]*network.Tree{}}
	if st.intact != nil {
		f.intact = &finder{t: t, closed: st.intact, key: bytesOf(st.intact), months: st.months, trees: map[int]*network.Tree{}}
	}
	return f
}

// theory is the theoretical delay, ms: light in fibre on the great circle or, if the scenario
// says so, on the shortest route, which may be none.
func (f *finder) theory(a, b int) float64 {
	t := f.t
	if !t.byRoute {
		return t.constants.Floor(t.graph.Place(a), t.graph.Place(b))
	}
	path, ok := f.path(a, b)
	if !ok {
		return math.NaN()
	}
	return t.constants.OneWay(network.Optical, path.RouteKm, 0).Fibre
}

// asBuilt finds ways as if nothing were cut: what the old backbone carries, cuts do not touch.
func (f *finder) asBuilt() *finder {
	if f.intact != nil {
		return f.intact
	}
	return f
}

// path is the shortest over the links that are open.
func (f *finder) path(a, b int) (network.Path, bool) {
	lower := min(a, b)
	tree := f.trees[lower]
	if tree == nil {
		tree = f.t.trees.of(f.t.graph, lower, f.closed, f.key)
		f.trees[lower] = tree
	}
	path, ok := tree.To(max(a, b))
	if ok && a > b {
		slices.Reverse(path.Places)
		slices.Reverse(path.Links)
	}
	return path, ok
}

// lane is the way from a to b in a service. Without a direct circuit the hubs of the old
// backbone carry it, whose conduits are not known: it passes gateways, and no link.
func (f *finder) lane(s network.Service, a, b int) lane {
	t := f.t
	way := lane{carried: s}
	if s == network.Direct && a != b && !t.circuits.open(a, b, f.months) {
		way.carried = network.Hub
	}
	way.parts, way.path, way.ok = network.DelayBy(t.graph, t.constants, way.carried, a, b, f.path)
	if way.carried != s && way.ok {
		if direct, ok := f.asBuilt().path(a, b); ok {
			way.parts = t.constants.WithoutCircuit(direct.RouteKm, way.path.RouteKm)
		} else {
			way.path, way.ok = network.Path{}, false // no conduit joins them, old or new
		}
	}
	if a == b {
		return way
	}
	for e := range t.elements {
		at := &t.elements[e]
		switch {
		case at.cluster < 0:
		case at.public && s == network.Public && (at.inside[a] || at.inside[b]):
			way.elements = append(way.elements, int32(e))
		case !at.public && at.inside[a] != at.inside[b]:
			way.elements = append(way.elements, int32(e))
		}
	}
	for _, link := range way.path.Links {
		if e := t.ofLink[link]; e >= 0 {
			way.elements = append(way.elements, int32(e))
		}
	}
	slices.Sort(way.elements) // so that of equal bottlenecks the same is named both ways
	return way
}

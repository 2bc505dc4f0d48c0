package network

import (
	"math"
	"slices"
)

// Path is a way between two places.
type Path struct {
	Places  []int   // indexes from the first place to the last, both included
	RouteKm float64 // km along it: of route from Shortest, of great circle from Legacy
}

// tree holds the shortest paths from one place while they are found.
type tree struct {
	dist []float64
	hops []int32
	prev []int32 // the place before, or -1
	open []int32 // reached, not yet settled
}

func newTree(n int) *tree {
	return &tree{
		dist: make([]float64, n),
		hops: make([]int32, n),
		prev: make([]int32, n),
		open: make([]int32, 0, n),
	}
}

// search is Dijkstra's algorithm (Numerische Mathematik 1, 1959, 269-271) from one
// place until to is settled, or all are when to is -1. Paths are ordered by length,
// then by number of hops; of several predecessors that give both, the lowest index is
// kept. Lengths add exactly (see grid), so that order is a property of the graph and
// not of the run. The open places lie in an unsorted slice: with tens of places that
// beats a heap.
func (n *net) search(t *tree, from, to int) {
	for i := range t.dist {
		t.dist[i], t.hops[i], t.prev[i] = math.Inf(1), 0, -1
	}
	t.dist[from] = 0
	t.open = append(t.open[:0], int32(from))
	for len(t.open) > 0 {
		k := 0
		for i, v := range t.open {
			w := t.open[k]
			if t.dist[v] < t.dist[w] || t.dist[v] == t.dist[w] && t.hops[v] < t.hops[w] {
				k = i
			}
		}
		u := t.open[k]
		last := len(t.open) - 1
		t.open[k], t.open = t.open[last], t.open[:last]
		if int(u) == to {
			return
		}
		for e := n.start[u]; e < n.start[u+1]; e++ {
			v, d, h := n.to[e], t.dist[u]+n.km[e], t.hops[u]+1
			switch {
			case math.IsInf(t.dist[v], 1):
				t.open = append(t.open, v)
			case d > t.dist[v], d == t.dist[v] && h > t.hops[v]:
				continue
			case d == t.dist[v] && h == t.hops[v] && u > t.prev[v]:
				continue
			}
			t.dist[v], t.hops[v], t.prev[v] = d, h, u
		}
	}
}

// shortest returns the path from a to b over one net, and whether there is one.
func (g *Graph) shortest(n *net, a, b int) (Path, bool) {
	t := g.pool.Get().(*tree)
	defer g.pool.Put(t)
	from, to := min(a, b), max(a, b)
	n.search(t, from, to)
	if math.IsInf(t.dist[to], 1) {
		return Path{}, false
	}
	p := Path{Places: make([]int, 0, t.hops[to]+1), RouteKm: t.dist[to]}
	for v := to; v >= 0; v = int(t.prev[v]) {
		p.Places = append(p.Places, v)
	}
	if p.Places[0] != a {
		slices.Reverse(p.Places)
	}
	return p, true
}

// Shortest returns the path from a to b with the least route kilometres, and false
// when the routes do not join them. Of paths of equal length it takes the one with
// fewer hops; of several such the one which, walked from the higher of the two indexes
// to the lower, turns to the lower index where they part. Shortest(b, a) is the same
// path walked the other way, with the same length bit for bit. From a place to itself
// the length is 0.
func (g *Graph) Shortest(a, b int) (Path, bool) { return g.shortest(&g.routes, a, b) }

// Distances writes the length of the shortest path from one place to every place into
// dst, which has Len elements: the numbers of Shortest, bit for bit. Where there is no
// path it writes NaN, so that no comparison with a limit succeeds by accident. It
// allocates nothing once the Graph has a workspace for each goroutine that calls it.
func (g *Graph) Distances(from int, dst []float64) {
	t := g.pool.Get().(*tree)
	defer g.pool.Put(t)
	g.routes.search(t, from, -1)
	for i, d := range t.dist {
		if math.IsInf(d, 1) {
			d = math.NaN()
		}
		dst[i] = d
	}
}

// Legacy returns the path that traffic from a to b took before 2017, when each city
// reached the others by way of its node of the hub-and-spoke backbone: straight to the
// home of a, over the backbone by the shortest great-circle length, straight from the
// home of b. All lengths are great circles. Places that share a home meet there. Ties
// are broken as in Shortest; a place may occur twice. From a place to itself the
// length is 0. It returns false when one of the two has no home or the backbone does
// not join the homes.
func (g *Graph) Legacy(a, b int) (Path, bool) {
	if a == b {
		return Path{Places: []int{a}}, true
	}
	ha, hb := g.home[a], g.home[b]
	if ha < 0 || hb < 0 {
		return Path{}, false
	}
	p, ok := g.shortest(&g.legacy, ha, hb)
	if !ok {
		return Path{}, false
	}
	if ha != a {
		p.Places = slices.Insert(p.Places, 0, a)
	}
	if hb != b {
		p.Places = append(p.Places, b)
	}
	p.RouteKm = g.tail[a] + p.RouteKm + g.tail[b]
	return p, true
}

package network

import (
	"fmt"
	"math"
	"slices"
)

// Path is a way between two places.
type Path struct {
	Places  []int   // indexes from the first place to the last, both included
	RouteKm float64 // km along it: of route from Shortest, of great circle from Legacy
	Links   []int   // indexes of the links in the order walked; nil from Legacy and at a place itself
}

// tree holds the shortest paths from one place while they are found.
type tree struct {
	dist []float64
	hops []int32
	prev []int32 // the place before, or -1
	link []int32 // the link from there, where there is a place before
	open []int32 // reached, not yet settled
}

func newTree(n int) *tree {
	return &tree{
		dist: make([]float64, n),
		hops: make([]int32, n),
		prev: make([]int32, n),
		link: make([]int32, n),
		open: make([]int32, 0, n),
	}
}

// search is Dijkstra's algorithm (Numerische Mathematik 1, 1959, 269-271) from one
// place until to is settled, or all are when to is -1, over the links of the net that are
// not closed. Paths are ordered by length, then by number of hops; of several predecessors
// that give both, the lowest index is kept. Lengths add exactly (see grid), so that order
// is a property of the graph and not of the run. The open places lie in an unsorted slice:
// with tens of places that beats a heap.
func (n *net) search(t *tree, closed []bool, from, to int) {
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
			if closed != nil && closed[n.link[e]] {
				continue
			}
			v, d, h := n.to[e], t.dist[u]+n.km[e], t.hops[u]+1
			switch {
			case math.IsInf(t.dist[v], 1):
				t.open = append(t.open, v)
			case d > t.dist[v], d == t.dist[v] && h > t.hops[v]:
				continue
			case d == t.dist[v] && h == t.hops[v] && u > t.prev[v]:
				continue
			}
			t.dist[v], t.hops[v], t.prev[v], t.link[v] = d, h, u, n.link[e]
		}
	}
}

// path reads off the path from a to b after a search from the lower of the two, and
// whether there is one.
func (t *tree) path(a, b int) (Path, bool) {
	to := max(a, b)
	if math.IsInf(t.dist[to], 1) {
		return Path{}, false
	}
	p := Path{Places: make([]int, 0, t.hops[to]+1), RouteKm: t.dist[to]}
	for v := to; v >= 0; v = int(t.prev[v]) {
		p.Places = append(p.Places, v)
	}
	p.Links = t.links(to)
	if p.Places[0] != a {
		slices.Reverse(p.Places)
	} else {
		slices.Reverse(p.Links)
	}
	return p, true
}

// links reads off the links from the place of the search to another, which it reached.
func (t *tree) links(to int) []int {
	if t.hops[to] == 0 {
		return nil
	}
	out := make([]int, t.hops[to])
	for i, v := len(out)-1, to; i >= 0; i, v = i-1, int(t.prev[v]) {
		out[i] = int(t.link[v])
	}
	return out
}

// search finds the shortest paths over the routes that are open; see net.search.
func (g *Graph) search(t *tree, closed []bool, from, to int) {
	if closed != nil && len(closed) != len(g.links) {
		panic(fmt.Sprintf("network: closed has %d entries for %d links: want one of each, or nil for none closed", len(closed), len(g.links)))
	}
	g.routes.search(t, closed, from, to)
}

// Shortest returns the path from a to b with the least route kilometres, and false
// when the routes do not join them. Of paths of equal length it takes the one with
// fewer hops; of several such the one which, walked from the higher of the two indexes
// to the lower, turns to the lower index where they part. Shortest(b, a) is the same
// path walked the other way, with the same length bit for bit. From a place to itself
// the length is 0.
func (g *Graph) Shortest(a, b int) (Path, bool) { return g.ShortestWithout(nil, a, b) }

// ShortestWithout is Shortest over the links that are open: the very path of a graph
// built without the others. Links are closed by index; nil closes none.
func (g *Graph) ShortestWithout(closed []bool, a, b int) (Path, bool) {
	t := g.pool.Get().(*tree)
	defer g.pool.Put(t)
	g.search(t, closed, min(a, b), max(a, b))
	return t.path(a, b)
}

// Distances writes the length of the shortest path from one place to every place into
// dst, which has Len elements: the numbers of Shortest, bit for bit. Where there is no
// path it writes NaN, so that no comparison with a limit succeeds by accident. It
// allocates nothing once the Graph has a workspace for each goroutine that calls it.
func (g *Graph) Distances(from int, dst []float64) { g.DistancesWithout(nil, from, dst) }

// DistancesWithout is Distances over the links that are open: the numbers of
// ShortestWithout.
func (g *Graph) DistancesWithout(closed []bool, from int, dst []float64) {
	t := g.pool.Get().(*tree)
	defer g.pool.Put(t)
	g.search(t, closed, from, -1)
	for i := range t.dist {
		dst[i] = t.km(i)
	}
}

// km is the length of the path to a place, NaN where there is none.
func (t *tree) km(to int) float64 {
	if math.IsInf(t.dist[to], 1) {
		return math.NaN()
	}
	return t.dist[to]
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
	t := g.pool.Get().(*tree)
	defer g.pool.Put(t)
	g.legacy.search(t, nil, min(ha, hb), max(ha, hb))
	p, ok := t.path(ha, hb)
	if !ok {
		return Path{}, false
	}
	p.Links = nil // their indexes are those of another table
	if ha != a {
		p.Places = slices.Insert(p.Places, 0, a)
	}
	if hb != b {
		p.Places = append(p.Places, b)
	}
	p.RouteKm = g.tail[a] + p.RouteKm + g.tail[b]
	return p, true
}

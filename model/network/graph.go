package network

import (
	"errors"
	"fmt"
	"strings"
	"sync"
)

// maxRouteKm is once round the Earth: a longer route is a slip of units.
const maxRouteKm = 40000

// Graph is the places with two nets over them: the routes of today and the backbone
// of before 2017. It is compiled once by NewGraph and never changes.
type Graph struct {
	places []Place
	index  map[string]int // id -> index
	links  []Link         // of today
	linkID map[string]int // id -> index
	routes net
	legacy net
	home   []int     // index of the home, or -1
	tail   []float64 // great-circle km to the home

	pool sync.Pool // of *tree: workspaces
}

// net is an undirected graph in compressed rows: the neighbours of i are
// to[start[i]:start[i+1]], at the same positions of km their distances and of link the
// indexes of the links that lead there.
type net struct {
	start []int32
	to    []int32
	km    []float64
	link  []int32
}

// edge is a link with its ends resolved and its length on the grid.
type edge struct {
	a, b int
	km   float64
	link int // index in its table
}

// NewGraph compiles places, links (today's routes) and legacy (links of the backbone
// before 2017; may be empty). A place keeps the position it has in places as its index,
// and so does a link of today. Links without an ID get A--B.
//
// Of a link the Route counts. Of a legacy link the GreatCircle counts; left zero it is
// computed from the coordinates of the ends. An empty Home says that the old backbone
// does not serve the place.
//
// All faults are reported together in the order of the rows, each with its table, row
// (the first is 1) and ids.
func NewGraph(places []Place, links, legacy []Link) (*Graph, error) {
	g := &Graph{
		places: append([]Place(nil), places...),
		index:  make(map[string]int, len(places)),
		links:  named(links),
		linkID: make(map[string]int, len(links)),
		home:   make([]int, len(places)),
		tail:   make([]float64, len(places)),
	}
	errs := g.addPlaces()
	now, more := g.edges("link", g.links, g.linkID, routeKm)
	errs = append(errs, more...)
	old, more := g.edges("legacy link", named(legacy), map[string]int{}, legacyKm)
	errs = append(errs, more...)
	g.routes = compile(len(places), now)
	g.legacy = compile(len(places), old)
	errs = append(errs, g.addHomes()...)
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	n := len(places)
	g.pool.New = func() any { return newTree(n) }
	return g, nil
}

// addPlaces fills the index and sees that ids and names belong to one place each.
func (g *Graph) addPlaces() (errs []error) {
	names := map[string]int{} // lower-case name -> index
	for i, p := range g.places {
		bad := func(format string, args ...any) {
			errs = append(errs, fmt.Errorf("place %d %q: %s", i+1, p.ID, fmt.Sprintf(format, args...)))
		}
		if p.ID == "" {
			bad("empty id: every place needs one of its own")
		} else if j, ok := g.index[p.ID]; ok {
			bad("duplicate id, first in row %d: rename or drop one", j+1)
		} else {
			g.index[p.ID] = i
		}
		if !(p.Lat >= -90 && p.Lat <= 90) || !(p.Lon >= -180 && p.Lon <= 180) {
			bad("latitude %v, longitude %v: want degrees within 90 and 180", p.Lat, p.Lon)
		}
		for _, name := range []string{p.EN, p.ZH} {
			if name == "" {
				continue
			}
			key := strings.ToLower(name)
			if j, ok := names[key]; ok && j != i {
				bad("duplicate name %q, first in row %d: rename one", name, j+1)
				continue
			}
			names[key] = i
		}
	}
	return errs
}

// named copies links and gives those without an id the one that their ends make.
func named(links []Link) []Link {
	out := append([]Link(nil), links...)
	for i, l := range out {
		if l.ID == "" {
			out[i].ID = l.A + "--" + l.B
		}
	}
	return out
}

// edges resolves the ends of a table of links and fills ids with their indexes; km gives
// the length that counts.
func (g *Graph) edges(table string, links []Link, ids map[string]int, km func(Link, Place, Place) (float64, error)) (out []edge, errs []error) {
	seen := make(map[[2]int]int, len(links)) // both ends, lower first -> row
	for i, l := range links {
		bad := func(format string, args ...any) {
			errs = append(errs, fmt.Errorf("%s %d (%s - %s): %s", table, i+1, l.A, l.B, fmt.Sprintf(format, args...)))
		}
		a, okA := g.index[l.A]
		b, okB := g.index[l.B]
		if !okA {
			bad("unknown place %q: add it to the places or mend the id", l.A)
		}
		if !okB {
			bad("unknown place %q: add it to the places or mend the id", l.B)
		}
		if !okA || !okB {
			continue
		}
		if a == b {
			bad("self loop: a link joins two places")
			continue
		}
		key := [2]int{min(a, b), max(a, b)}
		if row, ok := seen[key]; ok {
			bad("duplicate of row %d: a link holds both ways, keep one", row)
			continue
		}
		seen[key] = i + 1
		if j, ok := ids[l.ID]; ok {
			bad("duplicate id %q, first in row %d: rename one", l.ID, j+1)
			continue
		}
		ids[l.ID] = i
		length, err := km(l, g.places[a], g.places[b])
		if err != nil {
			bad("%v", err)
			continue
		}
		out = append(out, edge{a, b, toGrid(length), i})
	}
	return out, errs
}

// routeKm is the length of a link of today.
func routeKm(l Link, _, _ Place) (float64, error) {
	if !(l.Route >= 1.0/grid && l.Route <= maxRouteKm) {
		return 0, fmt.Errorf("route length %v km: want more than 0 (a millimetre) and at most %d", l.Route, maxRouteKm)
	}
	return l.Route, nil
}

// legacyKm is the length of a link of the old backbone.
func legacyKm(l Link, a, b Place) (float64, error) {
	if l.GreatCircle == 0 {
		return GreatCircle(a, b), nil
	}
	if !(l.GreatCircle >= 1.0/grid && l.GreatCircle <= maxRouteKm) {
		return 0, fmt.Errorf("great circle %v km: want more than 0 and at most %d, or 0 to have it computed", l.GreatCircle, maxRouteKm)
	}
	return l.GreatCircle, nil
}

// compile turns edges into rows, by counting.
func compile(n int, edges []edge) net {
	t := net{
		start: make([]int32, n+1),
		to:    make([]int32, 2*len(edges)),
		km:    make([]float64, 2*len(edges)),
		link:  make([]int32, 2*len(edges)),
	}
	for _, e := range edges {
		t.start[e.a+1]++
		t.start[e.b+1]++
	}
	for i := range n {
		t.start[i+1] += t.start[i]
	}
	next := append([]int32(nil), t.start[:n]...)
	put := func(a, b int, e edge) {
		t.to[next[a]], t.km[next[a]], t.link[next[a]] = int32(b), e.km, int32(e.link)
		next[a]++
	}
	for _, e := range edges {
		put(e.a, e.b, e)
		put(e.b, e.a, e)
	}
	return t
}

// addHomes resolves the homes and measures the tails.
func (g *Graph) addHomes() (errs []error) {
	for i, p := range g.places {
		g.home[i] = -1
		if p.Home == "" {
			continue
		}
		h, ok := g.index[p.Home]
		if !ok || g.legacy.start[h] == g.legacy.start[h+1] {
			errs = append(errs, fmt.Errorf("place %d %q: home %q is no end of a legacy link: name one, or leave it empty", i+1, p.ID, p.Home))
			continue
		}
		g.home[i], g.tail[i] = h, GreatCircle(p, g.places[h])
	}
	return errs
}

// Len returns the number of places.
func (g *Graph) Len() int { return len(g.places) }

// Place returns the place with an index.
func (g *Graph) Place(i int) Place { return g.places[i] }

// Index returns the index of the place with an id.
func (g *Graph) Index(id string) (int, bool) {
	i, ok := g.index[id]
	return i, ok
}

// Links returns the number of links of today.
func (g *Graph) Links() int { return len(g.links) }

// Link returns the link of today with an index. It has an ID.
func (g *Graph) Link(i int) Link { return g.links[i] }

// LinkIndex returns the index of the link of today with an id.
func (g *Graph) LinkIndex(id string) (int, bool) {
	i, ok := g.linkID[id]
	return i, ok
}

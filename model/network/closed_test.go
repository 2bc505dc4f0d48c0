package network_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	. "hubcap/model/network"
)

// In abc a reaches c over b, by links 0 and 1, in 1000 km. Without either there are the
// 1100 km of link 2, and without that too nothing.
func TestClosedByHand(t *testing.T) {
	g := mustGraph(t, places3(), links3(), legacy3())
	over := Path{Places: []int{0, 1, 2}, RouteKm: 1000, Links: []int{0, 1}}
	straight := Path{Places: []int{0, 2}, RouteKm: 1100, Links: []int{2}}
	for _, c := range []struct {
		closed []bool
		want   Path
	}{
		{nil, over},
		{[]bool{false, false, false}, over},
		{[]bool{false, false, true}, over},
		{[]bool{true, false, false}, straight},
		{[]bool{false, true, false}, straight},
		{[]bool{true, true, false}, straight},
		{[]bool{true, false, true}, Path{}},
		{[]bool{true, true, true}, Path{}},
	} {
		want := c.want
		for _, ends := range [][2]int{{0, 2}, {2, 0}} {
			p, ok := g.ShortestWithout(c.closed, ends[0], ends[1])
			if !reflect.DeepEqual(p, want) || ok != (want.Places != nil) {
				t.Errorf("closed %v, %v: %+v, %v; want %+v", c.closed, ends, p, ok, want)
			}
			want = reversed(want)
		}
	}
	if p, _ := g.Shortest(0, 2); !reflect.DeepEqual(p, over) {
		t.Errorf("Shortest: %+v", p)
	}
	if p, ok := g.ShortestWithout([]bool{true, true, true}, 1, 1); !ok || !reflect.DeepEqual(p, Path{Places: []int{1}}) {
		t.Errorf("a place to itself: %+v, %v", p, ok)
	}
	if p, _ := g.Legacy(0, 2); p.Links != nil {
		t.Errorf("links of the old backbone: %+v", p)
	}
}

func reversed(p Path) Path {
	p.Places, p.Links = slices.Clone(p.Places), slices.Clone(p.Links)
	slices.Reverse(p.Places)
	slices.Reverse(p.Links)
	return p
}

// shut closes links with a chance that is the same for all of them, at times none.
func shut(r *rand.Rand, n int) []bool {
	closed, share := make([]bool, n), max(0, .3*r.Float64()-.05)
	for i := range closed {
		closed[i] = r.Float64() < share
	}
	return closed
}

// left is a graph built without the closed links, the old index of each of its links, and
// the links themselves.
func left(t *testing.T, places []Place, links []Link, closed []bool) (g *Graph, old []int, open []Link) {
	t.Helper()
	for i, l := range links {
		if !closed[i] {
			old, open = append(old, i), append(open, l)
		}
	}
	return mustGraph(t, places, open, nil), old, open
}

// renamed is a path whose links are counted as old says.
func renamed(p Path, old []int) Path {
	p.Links = slices.Clone(p.Links)
	for i, l := range p.Links {
		p.Links[i] = old[l]
	}
	return p
}

// Closing links is building the graph without them, to the last bit, for all that asks for
// paths; lengths and hops are those of Floyd and Warshall; links join places.
func TestClosedIsNotBuilt(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	joined, lost, moved := 0, 0, 0
	for round := range 120 {
		places, links := random(r, 2+r.IntN(22), round%2 == 0)
		g := mustGraph(t, places, links, nil)
		closed := shut(r, len(links))
		h, old, open := left(t, places, links, closed)
		best, _ := oracle(places, open)
		dst := make([]float64, g.Len())
		for a := range places {
			tree := g.Tree(a, closed)
			g.DistancesWithout(closed, a, dst)
			for b := range places {
				want, found := h.Shortest(a, b)
				want = renamed(want, old)
				for name, get := range map[string]func() (Path, bool){
					"ShortestWithout": func() (Path, bool) { return g.ShortestWithout(closed, a, b) },
					"Tree":            func() (Path, bool) { return tree.To(b) },
					"back":            func() (Path, bool) { p, ok := g.ShortestWithout(closed, b, a); return reversed(p), ok },
				} {
					if p, ok := get(); ok != found || !reflect.DeepEqual(p, want) {
						t.Fatalf("round %d, %s %d-%d: %+v, %v; want %+v, %v", round, name, a, b, p, ok, want, found)
					}
				}
				before, was := g.Shortest(a, b)
				if !found {
					if was {
						lost++
					}
					if !math.IsInf(best[a][b].km, 1) || !math.IsNaN(dst[b]) {
						t.Fatalf("round %d, %d-%d: no path, but %v, %v", round, a, b, best[a][b], dst[b])
					}
					continue
				}
				joined++
				if !slices.Equal(before.Links, want.Links) {
					moved++
				}
				if got := (key{want.RouteKm, len(want.Links)}); got != best[a][b] || dst[b] != got.km {
					t.Fatalf("round %d, %d-%d: %v, distance %v; want %v", round, a, b, got, dst[b], best[a][b])
				}
				along(t, g, closed, want)
			}
		}
	}
	if joined < 1000 || lost < 500 || moved < 500 {
		t.Errorf("too easy: %d pairs joined, %d not any more, %d by another way", joined, lost, moved)
	}
}

// along walks a path and sees that each link is open, joins the places beside it, and that
// the lengths add up.
func along(t *testing.T, g *Graph, closed []bool, p Path) {
	t.Helper()
	km := 0.0
	for i, l := range p.Links {
		link, a, b := g.Link(l), g.Place(p.Places[i]).ID, g.Place(p.Places[i+1]).ID
		joins := link.A == a && link.B == b || link.A == b && link.B == a
		if closed[l] || !joins {
			t.Fatalf("link %d (%+v, closed %v) between %s and %s", l, link, closed[l], a, b)
		}
		km += link.Route
	}
	if len(p.Places) != len(p.Links)+1 || !(math.Abs(km-p.RouteKm) <= 1e-6*float64(len(p.Places))) {
		t.Fatalf("%+v: links of %v km", p, km)
	}
}

// Whatever is closed already: closing one more link never shortens a path, so opening one
// never lengthens one; nor does the delay of any class fall. The old backbone feels nothing,
// and the triangle holds over what is open.
func TestClosingNeverShortens(t *testing.T) {
	r := rand.New(rand.NewPCG(25, 26))
	longer, apart := 0, 0
	for round := range 60 {
		places, links := random(r, 12, round%2 == 0)
		for i := range places {
			places[i].Home = places[0].ID
		}
		g := mustGraph(t, places, links, []Link{{A: places[0].ID, B: places[1].ID}})
		closed := shut(r, len(links))
		with := delays(g, closed)
		for l := range links {
			if closed[l] {
				continue
			}
			closed[l] = true
			without := delays(g, closed)
			closed[l] = false
			for s, of := range with {
				for i, ms := range of {
					switch now := without[s][i]; {
					case now < ms || Service(s) == Hub && now != ms:
						t.Fatalf("round %d, %v, pair %d: %v ms with link %d, %v without", round, Service(s), i, ms, l, now)
					case math.IsInf(now, 1) && !math.IsInf(ms, 1):
						apart++
					case now > ms:
						longer++
					}
				}
			}
		}
		row := make([][]float64, g.Len())
		for a := range row {
			row[a] = make([]float64, g.Len())
			g.DistancesWithout(closed, a, row[a])
		}
		for a := range row {
			for b := range row {
				for c := range row {
					// Not "is less": where there is a way over b there is one.
					if by := row[a][b] + row[b][c]; !math.IsNaN(by) && !(row[a][c] <= by) {
						t.Fatalf("round %d: %d to %d is %v km, %v over %d", round, a, c, row[a][c], by, b)
					}
				}
			}
		}
	}
	if longer < 1000 || apart < 1000 {
		t.Errorf("too easy: %d pairs farther, %d apart", longer, apart)
	}
}

// delays are those of all classes and pairs, Inf where there is no path.
func delays(g *Graph, closed []bool) [][]float64 {
	out := make([][]float64, len(Services()))
	for _, s := range Services() {
		for a := range g.Len() {
			for b := range g.Len() {
				ms := math.Inf(1)
				if p, _, ok := DelayWithout(g, Published(), s, a, b, closed); ok {
					ms = p.Total()
				}
				out[s] = append(out[s], ms)
			}
		}
	}
	return out
}

// In abc without link 0 the circuit from a to c has 1100 km of route, 1210 of fibre:
// 5.929 + .10 + .70 ms. The old path does not change.
func TestDelayWithoutByHand(t *testing.T) {
	g := mustGraph(t, places3(), links3(), legacy3())
	closed := []bool{true, false, false}
	p, path, ok := DelayWithout(g, Published(), Optical, 0, 2, closed)
	if !ok || !near(p.Total(), 6.729) || !slices.Equal(path.Links, []int{2}) {
		t.Errorf("%+v, %+v, %v", p, path, ok)
	}
	all := []bool{true, true, true}
	if p, path, ok = DelayWithout(g, Published(), Public, 0, 2, all); ok || p != (Parts{}) || path.Places != nil {
		t.Errorf("all closed: %+v, %+v, %v", p, path, ok)
	}
	if p, _, ok = DelayWithout(g, Published(), Hub, 0, 2, all); !ok || !(math.Abs(p.Total()-3.057626360) < 1e-8) {
		t.Errorf("old backbone: %+v, %v", p, ok)
	}
	if p, _, ok = DelayWithout(g, Published(), Direct, 1, 1, all); !ok || p.Total() != .5 {
		t.Errorf("inside: %+v, %v", p, ok)
	}
}

// A mask of the wrong length was made for another graph, or for places.
func TestClosedOfWrongLength(t *testing.T) {
	g := mustGraph(t, places3(), links3(), legacy3())
	dst := make([]float64, 3)
	for _, closed := range [][]bool{{}, {true, true}, {false, false, false, false}} {
		for name, call := range map[string]func(){
			"ShortestWithout":  func() { g.ShortestWithout(closed, 0, 1) },
			"DistancesWithout": func() { g.DistancesWithout(closed, 0, dst) },
			"Tree":             func() { g.Tree(0, closed) },
		} {
			func() {
				defer func() {
					want := fmt.Sprintf("network: closed has %d entries for 3 links: want one of each, or nil for none closed", len(closed))
					if got := recover(); got != want {
						t.Errorf("%s: %v", name, got)
					}
				}()
				call()
			}()
		}
	}
}

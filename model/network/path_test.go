package network_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	. "hubcap/model/network"
)

// random makes n places with links among them; links are few enough that parts of the
// graph often stay apart. Whole kilometres 1 to 3 make ties, else a route is the great
// circle times up to 1.6.
func random(r *rand.Rand, n int, ties bool) ([]Place, []Link) {
	places := make([]Place, n)
	for i := range places {
		places[i] = Place{ID: fmt.Sprint("p", i), Lat: 18 + 30*r.Float64(), Lon: 75 + 60*r.Float64()}
	}
	var links []Link
	share := 3 * r.Float64() / float64(n)
	for i := range n {
		for j := range i {
			if r.Float64() > share {
				continue
			}
			route := GreatCircle(places[i], places[j]) * (1 + .6*r.Float64())
			if ties {
				route = float64(1 + r.IntN(3))
			}
			links = append(links, Link{A: places[i].ID, B: places[j].ID, Route: route})
		}
	}
	r.Shuffle(len(links), func(i, j int) {
		links[i], links[j] = links[j], links[i]
		if i%2 == 0 {
			links[i].A, links[i].B = links[i].B, links[i].A
		}
	})
	return places, links
}

// key orders paths: by length, then by hops.
type key struct {
	km   float64
	hops int
}

func (k key) less(l key) bool { return k.km < l.km || k.km == l.km && k.hops < l.hops }

// oracle is Floyd and Warshall's algorithm on a full matrix of keys; it also returns
// the matrix of links (Inf: none). Lengths are rounded to 2^-20 km as specified.
func oracle(places []Place, links []Link) (best [][]key, link [][]float64) {
	n, index := len(places), map[string]int{}
	for i, p := range places {
		index[p.ID] = i
		best = append(best, slices.Repeat([]key{{math.Inf(1), 0}}, n))
		link = append(link, slices.Repeat([]float64{math.Inf(1)}, n))
		best[i][i] = key{}
	}
	for _, l := range links {
		i, j := index[l.A], index[l.B]
		km := math.Round(l.Route*1048576) / 1048576
		best[i][j], best[j][i] = key{km, 1}, key{km, 1}
		link[i][j], link[j][i] = km, km
	}
	for k := range n {
		for i := range n {
			for j := range n {
				via := key{best[i][k].km + best[k][j].km, best[i][k].hops + best[k][j].hops}
				if via.less(best[i][j]) {
					best[i][j] = via
				}
			}
		}
	}
	return best, link
}

func TestShortestAgainstFloydWarshall(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	joined, apart, tied := 0, 0, 0
	for round := range 200 {
		places, links := random(r, 2+r.IntN(29), round%2 == 0)
		g := mustGraph(t, places, links, nil)
		best, link := oracle(places, links)
		dst := make([]float64, g.Len())
		for a := range places {
			g.Distances(a, dst)
			for b := range places {
				p, ok := g.Shortest(a, b)
				want := best[a][b]
				if math.IsInf(want.km, 1) {
					apart++
					if ok || p.RouteKm != 0 || len(p.Places) != 0 || !math.IsNaN(dst[b]) {
						t.Fatalf("round %d: %d-%d: %v, %v, %v, want none", round, a, b, p, ok, dst[b])
					}
					continue
				}
				joined++
				if !ok || p.RouteKm != want.km || len(p.Places) != want.hops+1 || dst[b] != want.km {
					t.Fatalf("round %d: %d-%d: %v, %v, distance %v; want %v", round, a, b, p, ok, dst[b], want)
				}
				if p.Places[0] != a || p.Places[want.hops] != b {
					t.Fatalf("round %d: %d-%d: ends of %v", round, a, b, p.Places)
				}
				// The tie-break as specified, from the higher index to the lower.
				lo, hi := min(a, b), max(a, b)
				back := slices.Clone(p.Places)
				if back[0] != hi {
					slices.Reverse(back)
				}
				for i, v := range back[:want.hops] {
					first := -1
					for u := range places {
						if (key{best[lo][u].km + link[u][v], best[lo][u].hops + 1}) == best[lo][v] {
							if first < 0 {
								first = u
							} else {
								tied++
							}
						}
					}
					if back[i+1] != first {
						t.Fatalf("round %d: %d-%d: %v turns from %d to %d, not %d", round, a, b, back, v, back[i+1], first)
					}
				}
			}
		}
	}
	if joined < 1000 || apart < 1000 || tied < 500 {
		t.Errorf("too easy: %d joined, %d apart, %d ties", joined, apart, tied)
	}
}

func TestShortestTies(t *testing.T) {
	// 0 to 5: 1+1+1 over 1, 2 loses to 1+2 over 3 or 4 by hops; 3 is lower than 4.
	places := []Place{{ID: "0"}, {ID: "1"}, {ID: "2"}, {ID: "3"}, {ID: "4"}, {ID: "5"}}
	g := mustGraph(t, places, []Link{
		{A: "0", B: "1", Route: 1}, {A: "1", B: "2", Route: 1}, {A: "2", B: "5", Route: 1},
		{A: "0", B: "4", Route: 1}, {A: "4", B: "5", Route: 2},
		{A: "0", B: "3", Route: 2}, {A: "3", B: "5", Route: 1},
	}, nil)
	p, _ := g.Shortest(0, 5)
	q, _ := g.Shortest(5, 0)
	if p.RouteKm != 3 || !slices.Equal(p.Places, []int{0, 3, 5}) || !slices.Equal(q.Places, []int{5, 3, 0}) {
		t.Errorf("got %v and %v", p, q)
	}
	if p, ok := g.Shortest(2, 2); !ok || p.RouteKm != 0 || !slices.Equal(p.Places, []int{2}) {
		t.Errorf("a place to itself: %v, %v", p, ok)
	}
}

func TestDistanceIsAMetric(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		places, links := random(r, 20, false)
		for i := range links {
			links[i].Route *= 1e-3 * math.Pi // lengths that do not add exactly by luck
		}
		g := mustGraph(t, places, links, nil)
		d := matrix(g)
		for a := range d {
			for b := range d {
				p, okP := g.Shortest(a, b)
				q, okQ := g.Shortest(b, a)
				slices.Reverse(q.Places)
				if okP != okQ || math.Float64bits(p.RouteKm) != math.Float64bits(q.RouteKm) || !slices.Equal(p.Places, q.Places) {
					t.Fatalf("not symmetric: %v and %v reversed", p, q)
				}
				if math.Float64bits(d[a][b]) != math.Float64bits(d[b][a]) {
					t.Fatalf("distances not symmetric: %v, %v", d[a][b], d[b][a])
				}
				for c := range d {
					if d[a][b]+d[b][c] < d[a][c] {
						t.Fatalf("triangle: %v + %v < %v", d[a][b], d[b][c], d[a][c])
					}
				}
			}
		}
	}
}

// matrix returns all distances, Inf where there is no path.
func matrix(g *Graph) [][]float64 {
	d := make([][]float64, g.Len())
	for a := range d {
		d[a] = make([]float64, g.Len())
		g.Distances(a, d[a])
		for b := range d[a] {
			if math.IsNaN(d[a][b]) {
				d[a][b] = math.Inf(1)
			}
		}
	}
	return d
}

func TestLinksOnlyHelp(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	changed := 0
	for round := range 60 {
		places, links := random(r, 16, round%2 == 0)
		for i := range links {
			with := matrix(mustGraph(t, places, links, nil))
			without := matrix(mustGraph(t, places, slices.Delete(slices.Clone(links), i, i+1), nil))
			for a := range with {
				for b := range with {
					if without[a][b] < with[a][b] {
						t.Fatalf("round %d: without link %d: %d-%d %v, with it %v", round, i, a, b, without[a][b], with[a][b])
					}
					if without[a][b] > with[a][b] {
						changed++
					}
				}
			}
		}
	}
	if changed < 1000 {
		t.Errorf("too easy: only %d distances changed", changed)
	}
}

func TestLegacy(t *testing.T) {
	// On the equator; n-m is the backbone with a stated length of 500 km, m-o has one
	// of 2 degrees by coordinates; x and y have the home n, z has o, w none.
	const degree = 6371.0 * math.Pi / 180
	places := []Place{
		{ID: "z", Lon: 10, Home: "o"}, {ID: "y", Lon: 2, Home: "n"}, {ID: "x", Lon: 1, Home: "n"},
		{ID: "n", Lon: 0, Home: "n"}, {ID: "m", Lon: 5, Home: "m"}, {ID: "o", Lon: 7, Home: "o"},
		{ID: "w", Lon: 8}, {ID: "i", Lon: 20, Home: "i"}, {ID: "j", Lon: 21, Home: "i"},
	}
	g := mustGraph(t, places, nil, []Link{{A: "m", B: "n", GreatCircle: 500}, {A: "m", B: "o"}, {A: "i", B: "j"}})
	for _, c := range []struct {
		a, b string
		km   float64 // or -1
		want []string
	}{
		{"x", "z", 1*degree + 500 + 2*degree + 3*degree, []string{"x", "n", "m", "o", "z"}},
		{"n", "m", 500, []string{"n", "m"}},
		{"x", "m", 1*degree + 500, []string{"x", "n", "m"}},
		{"x", "y", 3 * degree, []string{"x", "n", "y"}}, // one home: they meet there
		{"x", "n", 1 * degree, []string{"x", "n"}},
		{"x", "x", 0, []string{"x"}},
		{"w", "w", 0, []string{"w"}},
		{"x", "w", -1, nil}, // no home
		{"x", "j", -1, nil}, // backbone in two parts
	} {
		a, _ := g.Index(c.a)
		b, _ := g.Index(c.b)
		p, ok := g.Legacy(a, b)
		q, _ := g.Legacy(b, a)
		slices.Reverse(q.Places)
		var ids []string
		for _, i := range p.Places {
			ids = append(ids, g.Place(i).ID)
		}
		if ok != (c.km >= 0) || ok && math.Abs(p.RouteKm-c.km) > 1e-5 || !slices.Equal(ids, c.want) {
			t.Errorf("%s-%s: %v, %v, %v; want %v, %v", c.a, c.b, p.RouteKm, ids, ok, c.km, c.want)
		}
		if p.RouteKm != q.RouteKm || !slices.Equal(p.Places, q.Places) {
			t.Errorf("%s-%s: not symmetric: %v, %v", c.a, c.b, p, q)
		}
	}
}

func TestGraphIsSafeForManyGoroutines(t *testing.T) {
	places, links := random(rand.New(rand.NewPCG(7, 8)), 30, false)
	g := mustGraph(t, places, links, nil)
	want := matrix(g)
	done := make(chan bool)
	for range 4 {
		go func() {
			same := true
			for range 20 {
				for a, row := range matrix(g) {
					same = same && slices.Equal(row, want[a])
				}
			}
			done <- same
		}()
	}
	for range 4 {
		if !<-done {
			t.Error("different distances")
		}
	}
}

func TestDistancesReusesItsWorkspace(t *testing.T) {
	places, links := random(rand.New(rand.NewPCG(17, 18)), 30, false)
	g := mustGraph(t, places, links, nil)
	dst, closed := make([]float64, g.Len()), make([]bool, g.Links())
	// A new workspace would be five or six; under the race detector a sync.Pool forgets some.
	if n := testing.AllocsPerRun(100, func() { g.DistancesWithout(closed, 3, dst) }); n >= 2 {
		t.Errorf("%v allocations in a call", n)
	}
}

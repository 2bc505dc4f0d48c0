package network_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	. "hubcap/model/network"
)

// Cut 0 or 1 and a goes straight to c; cut 0 and it reaches b over c, 1100 + 900 km.
func TestDetoursByHand(t *testing.T) {
	g := mustGraph(t, places3(), links3(), legacy3())
	straight := Path{Places: []int{0, 2}, RouteKm: 1100, Links: []int{2}}
	behind := Path{Places: []int{0, 2, 1}, RouteKm: 2000, Links: []int{2, 1}}
	pairs := [][2]int{{2, 0}, {0, 1}, {1, 1}, {0, 2}}
	want := [][]Detour{
		{{0, reversed(straight), true}, {1, reversed(straight), true}}, // the order is that from a all the same
		{{0, behind, true}},
		{},
		{{0, straight, true}, {1, straight, true}},
	}
	if got := g.Detours(nil, pairs); !sameDetours(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	// Without link 2 every cut is the end; without link 0 only c - b has a way to lose.
	want = [][]Detour{{{0, Path{}, false}, {1, Path{}, false}}, {{0, Path{}, false}}, {}}
	if got := g.Detours([]bool{false, false, true}, pairs[:3]); !sameDetours(got, want) {
		t.Errorf("without link 2: got %+v\nwant %+v", got, want)
	}
	want = [][]Detour{{{1, Path{}, false}}, {}}
	if got := g.Detours([]bool{true, false, true}, [][2]int{{2, 1}, {0, 1}}); !sameDetours(got, want) {
		t.Errorf("without links 0 and 2: got %+v\nwant %+v", got, want)
	}
	if got := g.Detours(nil, nil); len(got) != 0 {
		t.Errorf("no pairs: %+v", got)
	}
}

func sameDetours(a, b [][]Detour) bool {
	return slices.EqualFunc(a, b, func(x, y []Detour) bool {
		return slices.EqualFunc(x, y, func(d, e Detour) bool { return reflect.DeepEqual(d, e) })
	})
}

// A detour is the path of a graph built without the link, in whatever company and order
// pairs are given, and links off a path may go without a trace.
func TestDetoursAreNotBuilt(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	detours, none, kept := 0, 0, 0
	for round := range 40 {
		places, links := random(r, 2+r.IntN(14), round%2 == 0)
		g := mustGraph(t, places, links, nil)
		closed := shut(r, len(links))
		want := make([][]Detour, len(places)*len(places))
		pairs := make([][2]int, len(want))
		for i := range want {
			pairs[i] = [2]int{i / len(places), i % len(places)}
		}
		for l := range links {
			if closed[l] {
				continue
			}
			cut := slices.Clone(closed)
			cut[l] = true
			h, old, _ := left(t, places, links, cut)
			for i, pair := range pairs {
				before, _ := g.ShortestWithout(closed, pair[0], pair[1])
				p, ok := h.Shortest(pair[0], pair[1])
				p = renamed(p, old)
				switch {
				case slices.Contains(before.Links, l):
					want[i] = append(want[i], Detour{l, p, ok})
				case !reflect.DeepEqual(p, before):
					t.Fatalf("round %d, %v: without link %d %+v, with it %+v", round, pair, l, p, before)
				default:
					kept++
				}
			}
		}
		for i, pair := range pairs {
			up, _ := g.ShortestWithout(closed, min(pair[0], pair[1]), max(pair[0], pair[1]))
			slices.SortFunc(want[i], func(d, e Detour) int { return slices.Index(up.Links, d.Link) - slices.Index(up.Links, e.Link) })
			for _, d := range want[i] {
				detours++
				if !d.OK {
					none++
				}
			}
		}
		mask := slices.Clone(closed)
		if got := g.Detours(mask, pairs); !sameDetours(got, want) {
			t.Fatalf("round %d: got %+v\nwant %+v", round, got, want)
		}
		if !slices.Equal(mask, closed) {
			t.Fatalf("round %d: the caller's closed links changed", round)
		}
		some := r.Perm(len(pairs))[:1+len(pairs)/3]
		some = append(some, some[0]) // a pair may come twice
		var few [][2]int
		var fewWant [][]Detour
		for _, i := range some {
			few, fewWant = append(few, pairs[i]), append(fewWant, want[i])
		}
		if got := g.Detours(closed, few); !sameDetours(got, fewWant) {
			t.Fatalf("round %d, of %v: got %+v\nwant %+v", round, few, got, fewWant)
		}
	}
	if detours-none < 500 || none < 500 || kept < 500 {
		t.Errorf("too easy: %d detours, %d of them none, %d pairs kept their path", detours, none, kept)
	}
}

// A Tree is of the moment in which it was found: the caller may use the mask again.
func TestTreeKeepsItsLinks(t *testing.T) {
	g := mustGraph(t, places3(), links3(), legacy3())
	closed := []bool{true, false, false}
	tree := g.Tree(2, closed)
	closed[0], closed[2] = false, true
	g.Tree(0, nil) // nor does another search disturb it
	if p, _ := tree.To(0); !slices.Equal(p.Links, []int{2}) || tree.Km(0) != 1100 || tree.Km(1) != 900 || tree.Km(2) != 0 {
		t.Errorf("%+v, %v %v %v km", p, tree.Km(0), tree.Km(1), tree.Km(2))
	}
}

func TestCutsAreSafeForManyGoroutines(t *testing.T) {
	g, pairs := national(t)
	pairs = pairs[:200]
	closed := shut(rand.New(rand.NewPCG(27, 28)), g.Links())
	want, tree := g.Detours(closed, pairs), g.Tree(40, closed)
	done := make(chan bool)
	for range 4 {
		go func() {
			same := true
			for range 5 {
				same = same && sameDetours(g.Detours(closed, pairs), want)
				for b := range g.Len() {
					p, _ := tree.To(b)
					q, _ := g.ShortestWithout(closed, 40, b)
					same = same && reflect.DeepEqual(p, q)
				}
			}
			done <- same
		}()
	}
	for range 4 {
		if !<-done {
			t.Error("different paths")
		}
	}
}

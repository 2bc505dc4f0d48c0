package network_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// What a cut leaves is the path of a graph built without the link, and a cut of a link off a
// path leaves it as it is, ties included: so only the pairs that use a link need be searched.
func TestCutLinksAreNotBuilt(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	detours, none, kept := 0, 0, 0
	for round := range 40 {
		places, links := random(r, 2+r.IntN(14), round%2 == 0)
		g := mustGraph(t, places, links, nil)
		closed := shut(r, len(links))
		for l := range links {
			if closed[l] {
				continue
			}
			cut := slices.Clone(closed)
			cut[l] = true
			h, old, _ := left(t, places, links, cut)
			for a := range places {
				tree := g.Tree(a, cut)
				for b := range places {
					before, _ := g.ShortestWithout(closed, a, b)
					want, there := h.Shortest(a, b)
					want = renamed(want, old)
					got, ok := tree.To(b)
					switch {
					case ok != there || !reflect.DeepEqual(got, want):
						t.Fatalf("round %d, %d-%d: got %+v\nwant %+v", round, a, b, got, want)
					case !slices.Contains(before.Links, l) && !reflect.DeepEqual(want, before):
						t.Fatalf("round %d, %d-%d: without link %d %+v, with it %+v", round, a, b, l, want, before)
					case !slices.Contains(before.Links, l):
						kept++
					case !ok:
						none++
					default:
						detours++
					}
				}
			}
		}
	}
	if detours < 500 || none < 500 || kept < 500 {
		t.Errorf("too easy: %d detours, %d without, %d pairs kept their path", detours, none, kept)
	}
}

// A Tree is of the moment in which it was found: the caller may use the mask again.
func TestTreeKeepsItsLinks(t *testing.T) {
	g := mustGraph(t, places3(), links3(), legacy3())
	closed := []bool{true, false, false}
	tree := g.Tree(2, closed)
	closed[0], closed[2] = false, true
	g.Tree(0, nil) // nor does another search disturb it
	if p, _ := tree.To(0); !slices.Equal(p.Links, []int{2}) || p.RouteKm != 1100 {
		t.Errorf("%+v", p)
	}
}

func TestCutsAreSafeForManyGoroutines(t *testing.T) {
	g, _ := national(t)
	closed := shut(rand.New(rand.NewPCG(27, 28)), g.Links())
	tree := g.Tree(40, closed)
	done := make(chan bool)
	for range 4 {
		go func() {
			same := true
			for range 5 {
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

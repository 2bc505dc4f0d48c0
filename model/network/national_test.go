package network_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	. "hubcap/model/network"
)

// national is a graph of the size and build of the seeds' one, 68 places and 138 links:
// each place is joined to the nearest before it, then the nearest are that are not joined
// yet. It also gives all pairs.
func national(t testing.TB) (*Graph, [][2]int) {
	t.Helper()
	places, _ := random(rand.New(rand.NewPCG(9, 10)), 68, false)
	var pairs [][2]int
	for b := range places {
		for a := range b {
			pairs = append(pairs, [2]int{a, b})
		}
	}
	far := func(p [2]int) float64 { return GreatCircle(places[p[0]], places[p[1]]) }
	byLength := slices.Clone(pairs)
	slices.SortFunc(byLength, func(p, q [2]int) int { return cmp.Compare(far(p), far(q)) })
	var links []Link
	joined, taken := map[int]bool{}, map[[2]int]bool{}
	add := func(p [2]int) {
		taken[p] = true
		links = append(links, Link{A: places[p[0]].ID, B: places[p[1]].ID, Route: 1.3 * far(p)})
	}
	for _, p := range byLength {
		if !joined[p[1]] {
			joined[p[1]] = true
			add(p)
		}
	}
	for _, p := range byLength {
		if !taken[p] && len(links) < 138 {
			add(p)
		}
	}
	return mustGraph(t, places, links, nil), pairs
}

func BenchmarkDistances(b *testing.B) {
	g, _ := national(b)
	dst := make([]float64, g.Len())
	b.ReportAllocs()
	for b.Loop() {
		g.Distances(17, dst)
	}
}

func BenchmarkDistancesWithout(b *testing.B) {
	g, _ := national(b)
	dst, closed := make([]float64, g.Len()), make([]bool, g.Links())
	closed[40] = true
	b.ReportAllocs()
	for b.Loop() {
		g.DistancesWithout(closed, 17, dst)
	}
}

func BenchmarkTree(b *testing.B) {
	g, _ := national(b)
	b.ReportAllocs()
	for b.Loop() {
		g.Tree(17, nil)
	}
}

package network

import "slices"

// Tree is the shortest paths from one place to all others over the links that are open.
// It does not change; many goroutines may ask it.
type Tree struct {
	g      *Graph
	closed []bool
	from   int
	tree   *tree
}

// Tree finds the shortest paths from one place over the links that are open. Links are
// closed by index; nil closes none.
func (g *Graph) Tree(from int, closed []bool) *Tree {
	t := &Tree{g: g, closed: slices.Clone(closed), from: from, tree: newTree(g.Len())}
	g.search(t.tree, closed, from, -1)
	return t
}

// To returns the path to b, that of ShortestWithout, and false where there is none. Which
// of several equal paths counts is settled by a search from the lower index, so for a b
// below the place of the Tree it searches again.
func (t *Tree) To(b int) (Path, bool) {
	if b < t.from {
		return t.g.ShortestWithout(t.closed, t.from, b)
	}
	return t.tree.path(t.from, b)
}

// Km returns the length of the path to b, NaN where there is none. It never searches.
func (t *Tree) Km(b int) float64 { return t.tree.km(b) }

// Detour is what takes the place of a path when a link of it is cut.
type Detour struct {
	Link int  // index of the link that is cut
	Path Path // that of ShortestWithout, walked as the pair is given
	OK   bool // false: no path is left
}

// Detours cuts each link of the shortest path of each pair in turn, besides those that are
// closed, and returns the paths that are left: by pair, in the order of the links along
// its path from the lower index to the higher. Cutting any other link leaves the path of a
// pair as it is. A pair that no path joins, or of a place with itself, has no detours.
//
// Pairs with one lower index share their searches, one for each link that the paths of
// some of them use: all pairs of n places take less than n*n of them.
func (g *Graph) Detours(closed []bool, pairs [][2]int) [][]Detour {
	out := make([][]Detour, len(pairs))
	byLow := make([][]int, g.Len())
	for i, p := range pairs {
		low := min(p[0], p[1])
		byLow[low] = append(byLow[low], i)
	}
	cut := make([]bool, g.Links())
	copy(cut, closed)
	lost := make([][]loss, g.Links())
	t := g.pool.Get().(*tree)
	defer g.pool.Put(t)
	for low, some := range byLow {
		if len(some) == 0 {
			continue
		}
		g.search(t, closed, low, -1)
		for _, i := range some {
			links := t.links(max(pairs[i][0], pairs[i][1]))
			out[i] = make([]Detour, len(links))
			for k, l := range links {
				lost[l] = append(lost[l], loss{i, k})
			}
		}
		for l, of := range lost {
			if len(of) == 0 {
				continue
			}
			cut[l] = true
			g.search(t, cut, low, -1)
			for _, at := range of {
				p, ok := t.path(pairs[at.pair][0], pairs[at.pair][1])
				out[at.pair][at.place] = Detour{l, p, ok}
			}
			cut[l], lost[l] = false, of[:0]
		}
	}
	return out
}

// loss is a pair that loses its path with a link, and the place of the link along it.
type loss struct{ pair, place int }

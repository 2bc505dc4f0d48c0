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

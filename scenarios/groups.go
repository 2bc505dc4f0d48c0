package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/scenarios/internal/document"
)

// mostTied bounds the numbers of a group that are tied by rank correlations: each of its draws
// takes steps by the square of their number, and the check by the cube.
const mostTied = 200

// loosen remembers the groups of distributions that another value takes the place of, or that
// go with an entry. What is left of such a group may be less than a group needs.
func loosen(n *document.Node, loosened map[string]bool) {
	if n == nil {
		return
	}
	if group := n.Fields["group"]; n.Fields["dist"] != nil && group != nil && group.Kind == document.String {
		loosened[group.Text] = true
	}
	for _, key := range n.Keys {
		loosen(n.Fields[key], loosened)
	}
	for _, item := range n.Items {
		loosen(item, loosened)
	}
}

// groups checks what ties distributions: that each group has numbers, and that their rank
// correlations can all be true together. What settings or an extending file have taken the
// numbers from is dropped, so that trying a plain number needs no other change.
func (c *checker) groups(tree *document.Node, list []drawn) {
	var known []string
	var items []*document.Node
	if groups := tree.Fields["group"]; groups != nil {
		items = groups.Items
		known = ids(items, (*document.Node).ID)
	}
	of := map[string][]drawn{}
	for _, d := range list {
		if d.group == "" {
			continue
		}
		if of[d.group] = append(of[d.group], d); slices.Contains(known, d.group) || c.wrong["group"] {
			continue
		}
		hint := DidYouMean(d.group, known)
		if len(known) == 0 {
			hint = fmt.Sprintf("; add [[group]] with id = %q, or leave it out", d.group)
		}
		path := join(d.path, "group")
		c.problem(c.nodes[path].Value, path, "there is no group %.80q%s", d.group, hint)
	}
	gone := map[*document.Node]bool{}
	for _, item := range items {
		g := &group{checker: c, id: item.ID(), path: "group." + item.ID(), n: item, numbers: of[item.ID()]}
		if !idForm.MatchString(g.id) {
			continue // has been complained about
		}
		gone[item] = !g.check()
	}
	if len(items) > 0 {
		tree.Fields["group"].Items = slices.DeleteFunc(items, func(n *document.Node) bool { return gone[n] })
	}
}

// group is a group of distributions that is checked.
type group struct {
	*checker
	id, path string
	n        *document.Node
	numbers  []drawn
}

// paths are those of its numbers.
func (g *group) paths() []string { return ids(g.numbers, func(d drawn) string { return d.path }) }

// check checks a group, and tells whether it stays.
func (g *group) check() bool {
	if g.wrong[g.path] {
		return true
	}
	if !g.enough() {
		return false
	}
	pairs := g.pairs()
	if g.n.Fields["draw"].Text == "shared" {
		g.shared()
		return true
	}
	if len(g.numbers) > mostTied {
		g.problem(g.n.Pos, g.path, "ties %d numbers, more than %d, which rank correlations can; make several groups, or write draw = \"shared\"", len(g.numbers), mostTied)
		return true
	}
	for path := range g.wrong {
		if path == g.path || strings.HasPrefix(path, g.path+".") {
			return true // what it says is not known
		}
	}
	if len(g.numbers) > 1 {
		r := &ranks{group: g, given: model.Group{RankCorrelation: g.n.Fields["rank_correlation"].Number, Pairs: pairs}}
		for _, d := range g.numbers {
			r.all = append(r.all, model.Uncertain{Path: d.path, Group: g.id})
		}
		r.check()
	}
	return true
}

// enough checks that there is something to tie, and tells whether the group stays.
func (g *group) enough() bool {
	switch {
	case len(g.numbers) > 1:
		return true
	case !g.loosened[g.id] && len(g.numbers) == 0:
		g.problem(g.n.Pos, g.path, "no number is drawn in this group; give it to distributions, { dist = ..., group = %q }, or remove it", g.id)
		return true
	case !g.loosened[g.id]:
		g.problem(g.n.Pos, g.path, "%s alone is drawn in this group, which ties nothing; give it to another distribution, or remove it", g.numbers[0].path)
		return true
	}
	left, links := "none of its numbers is a distribution any more", "其数值均已不再以分布给出"
	for _, d := range g.numbers {
		left, links = fmt.Sprintf("only %s of its numbers is a distribution still", d.path), fmt.Sprintf("其中仅 %s 仍以分布给出", d.path)
		d.group = ""
		d.n.Drawn = d.String()
	}
	g.idleGroup(g.path, left, links)
	return false
}

func (g *group) idleGroup(path, why, zh string) {
	g.remarks = append(g.remarks, model.Text{
		EN: fmt.Sprintf("%s has no effect: %s.", path, why),
		ZH: fmt.Sprintf("%s 不起作用：%s。", path, zh),
	})
}

// shared looks after what has no effect on numbers that are all drawn at the same quantile:
// a mistake, but for what an extended scenario says of the group when it was a copula's.
func (g *group) shared() {
	draw := g.n.Fields["draw"]
	idle := func(key, what string) {
		n := g.n.Fields[key]
		if n == nil {
			return
		}
		stays := !strings.HasPrefix(n.Comment, "default") && g.rank(n.Pos) >= g.rank(draw.Pos)
		if n.Kind == document.List {
			stays = slices.ContainsFunc(n.Items, func(item *document.Node) bool { return g.rank(item.Pos) >= g.rank(draw.Pos) })
		}
		if stays {
			g.problem(n.Value, join(g.path, key), "has no effect: with draw = \"shared\" all numbers of the group take the same quantile; %s", what)
			return
		}
		g.n.Delete(key)
	}
	idle("rank_correlation", "take it out, or write draw = \"copula\"")
	idle("pair", "take the pairs out, or write draw = \"copula\"")
}

// pairs checks the pairs: that both are numbers of the group, and no pair stands there twice.
func (g *group) pairs() []model.GroupPair {
	list := g.n.Fields["pair"]
	if list == nil {
		return nil
	}
	paths, first := g.paths(), map[[2]int]string{}
	at := make(map[string]int, len(paths))
	for i, path := range paths {
		at[path] = i
	}
	var out []model.GroupPair
	gone := map[*document.Node]bool{}
	for _, item := range list.Items {
		a, b := item.Fields["a"], item.Fields["b"]
		i, thereA := at[a.Text]
		j, thereB := at[b.Text]
		path := join(join(g.path, "pair"), item.ID())
		pair := [2]int{min(i, j), max(i, j)}
		switch {
		case g.loosened[g.id] && (!thereA && g.isNumber(a.Text) || !thereB && g.isNumber(b.Text)):
			gone[item] = true
			g.idleGroup(path, "its numbers are not both drawn in the group any more", "其两个数值已不再同属该组")
		case !thereA || !thereB:
			g.outside(join(path, "a"), a, thereA, paths)
			g.outside(join(path, "b"), b, thereB, paths)
		case i == j:
			g.problem(b.Value, join(path, "b"), "is the same number as a; a pair has two")
		case first[pair] != "":
			g.problem(item.Pos, path, "the same two numbers are pair %q already; keep one of them", first[pair])
		default:
			first[pair] = item.ID()
			out = append(out, model.GroupPair{ID: item.ID(), A: a.Text, B: b.Text, RankCorrelation: item.Fields["rank_correlation"].Number})
		}
	}
	list.Items = slices.DeleteFunc(list.Items, func(n *document.Node) bool { return gone[n] })
	return out
}

// isNumber tells whether a path is that of a value of the scenario.
func (g *group) isNumber(path string) bool { return g.nodes[path] != nil }

// outside complains of a path that is not one of the group's.
func (g *group) outside(path string, n *document.Node, there bool, paths []string) {
	switch {
	case there || g.wrong[path]:
	case n.Text == "":
		g.problem(n.Value, path, "is missing: the path of a number of the group; they are %s", few(paths))
	case g.chances[n.Text] != nil:
		g.problem(n.Value, path, "%.120q is not drawn in this group; give its distribution group = %q", n.Text, g.id)
	default:
		g.problem(n.Value, path, "no number of the group is %.120q%s", n.Text, DidYouMean(n.Text, paths))
	}
}

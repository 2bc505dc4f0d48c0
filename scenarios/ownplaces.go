package scenarios

import (
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/model/network"
	"hubcap/scenarios/internal/document"
)

// takenOut looks after entries that say removed. What an extended scenario says beside it is
// dropped, so that the effective scenario does not say it either; what stands beside it in the
// same file, or comes later, is a mistake. A setting leaves the file's values, as one that is
// tried and taken back.
func (c *checker) takenOut(tree *document.Node) {
	for _, kind := range []string{"place", "link"} {
		if list := tree.Fields[kind]; list != nil {
			for _, item := range list.Items {
				c.bare(item, kind)
			}
		}
	}
}

func (c *checker) bare(item *document.Node, kind string) {
	status := item.Fields["status"]
	if status == nil || status.Text != model.Removed {
		return
	}
	var idle []string
	var first *document.Node
	for _, key := range slices.Clone(item.Keys) {
		n := item.Fields[key]
		if key == "id" || key == "status" {
			continue
		}
		byHand := status.Comment == setByHand && n.Pos.Line > 0
		if !silent(n) && !byHand && c.rank(n.Pos) >= c.rank(status.Pos) {
			if idle = append(idle, key); first == nil {
				first = n
			}
		}
		if !byHand || silent(n) {
			if ch := c.chances[join(join(kind, item.ID()), key)]; ch != nil {
				c.loosened[ch.group] = true
			}
			item.Delete(key)
		}
	}
	if first != nil {
		c.problem(first.Pos, join(join(kind, item.ID()), idle[0]), "the %s says removed, so %s has no effect; take that out, or the status", kind, strings.Join(idle, ", "))
	}
}

// silent tells whether a node says nothing that its default does not.
func silent(n *document.Node) bool {
	switch n.Kind {
	case document.Table:
		for _, f := range n.Fields {
			if !silent(f) {
				return false
			}
		}
		return true
	case document.String:
		return n.Text == ""
	case document.List:
		return len(n.Items) == 0
	default:
		return strings.HasPrefix(n.Comment, "default")
	}
}

// homes checks the homes that the scenario gives; others that are no node of the backbone any
// more are no homes any more.
func (x *cross) homes() {
	d := &x.s.Data
	var nodes []string
	for _, p := range d.Places {
		if slices.ContainsFunc(d.Legacy, func(l network.Link) bool { return l.A == p.ID || l.B == p.ID }) {
			nodes = append(nodes, p.ID)
		}
	}
	for _, p := range x.s.Places {
		path := "place." + p.ID
		if !x.net.own[path] || p.Home == "" || slices.Contains(nodes, p.Home) {
			continue
		}
		if !x.there["place"][p.Home] {
			x.ref(path+".home", "place", p.Home, x.places)
			continue
		}
		x.at([]string{path + ".home", path}, "%q is no node of the backbone before 2017%s", p.Home, x.hint(p.Home, nodes))
	}
	for i := range d.Places {
		if p := &d.Places[i]; !slices.Contains(nodes, p.Home) {
			p.Home = ""
		}
	}
}

// placeNames checks that a name is that of one place: a path is asked for by name too.
func (x *cross) placeNames() {
	first := map[string]string{} // lower-case name -> id
	for _, p := range x.s.Data.Places {
		for _, name := range []string{p.EN, p.ZH} {
			key := strings.ToLower(name)
			if name == "" || first[key] == p.ID {
				continue
			}
			of := first[key]
			if of == "" {
				first[key] = p.ID
				continue
			}
			id, other := p.ID, of
			if !x.net.own["place."+id] {
				id, other = of, p.ID
			}
			x.sameName(id, other, name)
		}
	}
}

func (x *cross) sameName(id, other, name string) {
	path := "place." + id
	blame := path
	for _, key := range []string{path + ".name.en", path + ".name.zh"} {
		if n := x.nodes[key]; n != nil && n.Kind == document.String && strings.EqualFold(n.Text, name) {
			blame = key
		}
	}
	if blame == path {
		x.at([]string{path, path + ".name"}, "has no name, and its id is the name of place %q already; give it a name", other)
		return
	}
	x.at([]string{blame, path}, "%q is the name of place %q already; choose another one", name, other)
}

// placeHubs checks that the hub of a place is more than a slip: one of the scenario, of the
// seed data, or of another place too.
func (x *cross) placeHubs() {
	count := map[string]int{}
	for _, h := range x.hubs {
		count[h] = 2
	}
	for _, p := range x.net.seeds.Places {
		count[p.Hub] = 2
	}
	for _, p := range x.s.Places {
		count[p.Hub]++
	}
	for _, p := range x.s.Places {
		path := "place." + p.ID
		if !x.net.own[path] || p.Hub == "" || count[p.Hub] > 1 {
			continue
		}
		var known []string
		for _, q := range x.net.seeds.Places {
			if q.Hub != "" {
				known = append(known, q.Hub)
			}
		}
		known = append(known, x.hubs...)
		slices.Sort(known)
		x.at([]string{path + ".hub", path, "hub"}, "%.80q is no hub, neither of the scenario nor of any other place%s", p.Hub, x.hint(p.Hub, slices.Compact(known)))
	}
}

package scenarios

import (
	"fmt"
	"slices"

	"hubcap/model"
	"hubcap/scenarios/internal/document"
)

// merge lays a document over the one it extends: tables key by key, lists of tables by
// id, everything else as a whole. An entry with `remove = true` takes the inherited one
// away. Entries that stand only in the upper document are remembered in added: if they
// turn out incomplete, their id was probably meant to override something.
type merger struct {
	format   *field
	base     string // name of the extended scenario
	added    map[*document.Node]addition
	loosened map[string]bool // groups of which a number was replaced
	problems []document.Problem
}

// addition is an entry that the extended scenario does not have, and what it has instead.
type addition struct {
	base string
	ids  []string
}

func (m *merger) table(f *field, path string, base, over *document.Node) {
	for _, key := range over.Keys {
		upper := over.Fields[key]
		lower, known := base.Fields[key], f.find(key)
		switch {
		case known == nil || known.param != nil || lower != nil && lower.Kind != upper.Kind:
			loosen(lower, m.loosened)
			base.Set(key, upper)
		case known.list && upper.Kind == document.List:
			if lower == nil {
				lower = &document.Node{Kind: document.List, Pos: upper.Pos, Value: upper.Value}
				base.Set(key, lower)
			}
			m.list(known, join(path, key), lower, upper)
		case lower == nil || known.list:
			base.Set(key, upper)
		default:
			m.table(known, join(path, key), lower, upper)
		}
	}
}

func (m *merger) list(f *field, path string, base, over *document.Node) {
	var ids []string
	entries, gone := map[string]*document.Node{}, map[*document.Node]bool{}
	for _, item := range base.Items {
		ids = append(ids, item.ID())
		if entries[item.ID()] == nil {
			entries[item.ID()] = item
		}
	}
	seen := map[string]*document.Node{}
	for _, item := range over.Items {
		id := item.ID()
		if first := seen[id]; first != nil && id != "" {
			m.problems = append(m.problems, twice(item, first, join(path, id)))
		}
		seen[id] = item
		lower := entries[id]
		if id == "" {
			lower = nil
		}
		remove := item.Kind == document.Table && item.Fields["remove"] != nil
		switch {
		case remove && lower == nil:
			m.problems = append(m.problems, document.Problem{
				Pos: item.Fields["remove"].Pos, Path: join(path, id),
				What: fmt.Sprintf("there is no such entry in %q to remove%s", m.base, m.instead(path, id, ids)),
			})
		case remove:
			gone[lower] = m.removes(item, join(path, id))
			if gone[lower] {
				loosen(lower, m.loosened)
				delete(entries, id)
			}
		case lower == nil:
			base.Items = append(base.Items, item)
			entries[id] = item
			m.added[item] = addition{m.base, ids}
		default:
			m.table(f, join(path, id), lower, item)
		}
	}
	base.Items = slices.DeleteFunc(base.Items, func(n *document.Node) bool { return gone[n] })
}

// removes tells whether an entry takes the inherited one away, and complains of what it says
// beside that.
func (m *merger) removes(item *document.Node, path string) bool {
	flag := item.Fields["remove"]
	if flag.Kind != document.Bool || !flag.Truth || len(item.Keys) != 2 {
		m.problems = append(m.problems, document.Problem{Pos: flag.Pos, Path: path,
			What: "an entry that is removed says `remove = true` and its id, nothing else"})
		return false
	}
	return true
}

// instead is what somebody may have meant who removes an entry that is not there.
func (m *merger) instead(path, id string, ids []string) string {
	if path != "place" && path != "link" {
		return DidYouMean(id, ids)
	}
	near := ""
	if meant := nearest(id, ids); meant != "" {
		near = fmt.Sprintf("; did you mean %s", meant)
	}
	return fmt.Sprintf("%s; to take a %s of the seed data out of the network, write status = %q", near, path, model.Removed)
}

func twice(item, first *document.Node, path string) document.Problem {
	return document.Problem{Pos: item.Pos, Path: path,
		What: fmt.Sprintf("the id is used a second time; the first is at line %d", first.Pos.Line)}
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

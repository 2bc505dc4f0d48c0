package scenarios

import (
	"fmt"

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
	for _, item := range base.Items {
		ids = append(ids, item.ID())
	}
	seen := map[string]*document.Node{}
	for _, item := range over.Items {
		id := item.ID()
		if first := seen[id]; first != nil && id != "" {
			m.problems = append(m.problems, twice(item, first, join(path, id)))
		}
		seen[id] = item
		lower := base.Entry(id)
		if id == "" {
			lower = nil
		}
		remove := item.Kind == document.Table && item.Fields["remove"] != nil
		switch {
		case remove && lower == nil:
			m.problems = append(m.problems, document.Problem{
				Pos: item.Fields["remove"].Pos, Path: join(path, id),
				What: fmt.Sprintf("there is no such entry in %q to remove%s", m.base, DidYouMean(id, ids)),
			})
		case remove:
			m.remove(base, lower, item, join(path, id))
		case lower == nil:
			base.Items = append(base.Items, item)
			m.added[item] = addition{m.base, ids}
		default:
			m.table(f, join(path, id), lower, item)
		}
	}
}

func (m *merger) remove(list, lower, item *document.Node, path string) {
	flag := item.Fields["remove"]
	if flag.Kind != document.Bool || !flag.Truth || len(item.Keys) != 2 {
		m.problems = append(m.problems, document.Problem{Pos: flag.Pos, Path: path,
			What: "an entry that is removed says `remove = true` and its id, nothing else"})
		return
	}
	for i, n := range list.Items {
		if n == lower {
			list.Items = append(list.Items[:i:i], list.Items[i+1:]...)
			return
		}
	}
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

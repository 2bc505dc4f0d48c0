package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/model/network"
	"hubcap/scenarios/internal/document"
)

// set lays one setting PATH=VALUE over the tree. The value is written as in TOML; a
// text may stand without quotes.
func (l *loader) set(tree *document.Node, setting string) {
	s := &setter{pos: document.Pos{File: "--set " + setting}, seeds: map[string][]string{
		"place": ids(l.data.Places, func(p network.Place) string { return p.ID }),
		"link":  ids(l.data.Links, func(l network.Link) string { return l.ID }),
	}}
	if classes := tree.Fields["class"]; classes != nil {
		s.classes = ids(classes.Items, (*document.Node).ID)
	}
	path, text, ok := strings.Cut(setting, "=")
	path, text = strings.TrimSpace(path), strings.TrimSpace(text)
	if !ok || path == "" || text == "" {
		s.complain("", "write PATH=VALUE, as in cluster.guian.build.lead_time_months=12")
	} else {
		paths := every(tree, strings.Split(path, "."))
		if whole := slices.DeleteFunc(slices.Clone(paths), func(parts []string) bool { return slices.Contains(parts, "*") }); len(whole) > 0 {
			paths = whole // a star below a star need not have entries everywhere
		}
		for _, parts := range paths {
			if table, f := s.table(tree, l.format, "", parts); table != nil {
				if value := s.value(strings.Join(parts, "."), text, f.param); value != nil {
					loosen(table.Fields[f.name], l.loosened)
					table.Set(f.name, value)
				}
			}
		}
	}
	l.problems = append(l.problems, s.problems...)
}

// every writes a path out for all entries where it has a star instead of an id, as the
// paths of the table have.
func every(tree *document.Node, parts []string) [][]string {
	at := tree
	for i, part := range parts {
		switch {
		case at == nil:
			return [][]string{parts}
		case part == "*" && at.Kind == document.List && len(at.Items) > 0:
			var out [][]string
			for _, item := range at.Items {
				out = append(out, every(tree, slices.Concat(parts[:i], []string{item.ID()}, parts[i+1:]))...)
			}
			return out
		case at.Kind == document.List:
			at = at.Entry(part)
		default:
			at = at.Fields[part]
		}
	}
	return [][]string{parts}
}

// setByHand stands beside what the command line has set, also in the effective scenario,
// so that a result made from that still says so.
const setByHand = "set on the command line"

// setter follows one setting's path.
type setter struct {
	pos      document.Pos
	seeds    map[string][]string // ids of the seed data, by the list of what changes them
	classes  []string            // of workload, of which the mix of an origin may name any
	problems []document.Problem
}

// open are the ids for which a setting may make an entry of a list.
func (s *setter) open(list string) []string {
	if strings.HasPrefix(list, "origin.") && strings.HasSuffix(list, ".mix") {
		return s.classes
	}
	return s.seeds[list]
}

// entry adds an entry with an id to a list.
func (s *setter) entry(n *document.Node, name, id string) *document.Node {
	list := n.Fields[name]
	if list == nil || list.Kind != document.List {
		list = &document.Node{Kind: document.List, Pos: s.pos, Value: s.pos}
		n.Set(name, list)
	}
	entry := document.NewTable(s.pos)
	entry.Set("id", &document.Node{Kind: document.String, Text: id, Pos: s.pos, Value: s.pos})
	list.Items = append(list.Items, entry)
	return entry
}

func (s *setter) complain(path, format string, args ...any) {
	s.problems = append(s.problems, document.Problem{Pos: s.pos, Path: path, What: fmt.Sprintf(format, args...)})
}

// table finds the table that holds the value at the end of the path, and its field. An
// entry of a list has to be there; a table without entries is made when it is missing.
func (s *setter) table(n *document.Node, f *field, path string, parts []string) (*document.Node, *field) {
	next := f.find(parts[0])
	path = join(path, parts[0])
	if next == nil {
		s.complain(path, "unknown key%s", DidYouMean(parts[0], f.names()))
		return nil, nil
	}
	rest := parts[1:]
	switch {
	case next.param != nil && len(rest) == 0:
		return n, next
	case next.param != nil && next.param.Kind == model.Number:
		s.complain(path, "is a number, and nothing lies below it; a setting gives a distribution as a whole: '%s={ dist = \"uniform\", low = 1, high = 2 }'", path)
	case next.param != nil:
		s.complain(path, "is a value, and nothing lies below it")
	case len(rest) == 0 || next.list && len(rest) == 1:
		s.complain(strings.Join(append([]string{path}, rest...), "."), "is no single value; name one of %s", strings.Join(next.names(), ", "))
	case !next.list:
		if n.Fields[next.name] == nil {
			n.Set(next.name, document.NewTable(s.pos))
		}
		if n.Fields[next.name].Kind == document.Table {
			return s.table(n.Fields[next.name], next, path, rest)
		}
	default:
		var known []string
		if list := n.Fields[next.name]; list != nil {
			if entry := list.Entry(rest[0]); entry != nil {
				return s.table(entry, next, join(path, rest[0]), rest[1:])
			}
			known = ids(list.Items, (*document.Node).ID)
		}
		if slices.Contains(s.open(path), rest[0]) {
			return s.table(s.entry(n, next.name, rest[0]), next, join(path, rest[0]), rest[1:])
		}
		if rest[0] != "*" {
			known = append(known, s.open(path)...)
		}
		if len(known) == 0 {
			s.complain(join(path, rest[0]), "there is no such entry, nor any other; a setting cannot add one, so write it into a file")
		} else {
			s.complain(join(path, rest[0]), "there is no such entry%s", DidYouMean(turned(rest[0], known), known))
		}
	}
	return nil, nil
}

// value reads the text as TOML or else as a plain text.
func (s *setter) value(path, text string, p *model.Parameter) *document.Node {
	tree, problems := document.Parse("", []byte("value = "+text+"\n"))
	n := tree.Fields["value"]
	bare := n != nil && p.Kind == model.String && n.Kind != document.String
	if len(problems) > 0 || n == nil || len(tree.Keys) != 1 || bare {
		if n != nil && n.Wrong && !bare || len(problems) > 0 && strings.HasPrefix(text, "{") {
			s.complain(path, "%s", problems[0].What)
			return nil
		}
		n = &document.Node{Kind: document.String, Text: text}
	}
	n.Comment = setByHand
	s.place(n)
	return n
}

// place puts a value, and what is in it, where the setting is.
func (s *setter) place(n *document.Node) {
	n.Pos, n.Value = s.pos, s.pos
	for _, key := range n.Keys {
		s.place(n.Fields[key])
	}
	for _, item := range n.Items {
		s.place(item)
	}
}

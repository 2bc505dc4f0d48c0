package scenarios

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"hubcap/scenarios/internal/document"
)

// form is what is written of a scenario.
type form uint8

const (
	annotated form = iota // with comments, which carry each number's source
	bare                  // without them
	central               // and with the central values of distributions in their place
)

// write puts a checked tree down in the order of the format: the same scenario gives
// the same bytes, whatever file it came from.
func write(f *field, tree *document.Node, as form) []byte {
	w := &writer{form: as}
	w.table(f, "", tree)
	return []byte(w.String())
}

type writer struct {
	strings.Builder
	form form
}

// table writes a table's values, then the tables below it, then its lists.
func (w *writer) table(f *field, path string, n *document.Node) {
	for _, sub := range f.fields {
		at := n.Fields[sub.name]
		switch {
		case at == nil:
		case sub.param != nil:
			w.line(sub.name, at)
		case sub.texts():
			w.texts(sub, at)
		}
	}
	for _, sub := range f.fields {
		at := n.Fields[sub.name]
		if at == nil || sub.param != nil || sub.list || sub.texts() {
			continue
		}
		if hasValue(sub, at) {
			fmt.Fprintf(w, "\n[%s]\n", join(path, sub.name))
		}
		w.table(sub, join(path, sub.name), at)
	}
	for _, sub := range f.fields {
		if at := n.Fields[sub.name]; at != nil && sub.list {
			for _, item := range at.Items {
				fmt.Fprintf(w, "\n[[%s]]\n", join(path, sub.name))
				w.table(sub, join(path, sub.name), item)
			}
		}
	}
}

func hasValue(f *field, n *document.Node) bool {
	for _, sub := range f.fields {
		if n.Fields[sub.name] != nil && (sub.param != nil || sub.texts()) {
			return true
		}
	}
	return false
}

func (w *writer) texts(f *field, n *document.Node) {
	var parts []string
	for _, sub := range f.fields {
		if at := n.Fields[sub.name]; at != nil && at.Text != "" {
			parts = append(parts, sub.name+" = "+quote(at.Text))
		}
	}
	if len(parts) > 0 {
		fmt.Fprintf(w, "%s = { %s }\n", f.name, strings.Join(parts, ", "))
	}
}

func (w *writer) line(name string, n *document.Node) {
	line := name + " = " + literal(n)
	if w.form == central && n.Drawn != "" {
		line = name + " = " + grouped(n.Number)
	}
	if w.form == annotated && n.Comment != "" {
		line = fmt.Sprintf("%-40s # %s", line, n.Comment)
	}
	w.WriteString(line + "\n")
}

// literal is the value as TOML.
func literal(n *document.Node) string {
	if n.Drawn != "" {
		return n.Drawn
	}
	switch n.Kind {
	case document.String:
		return quote(n.Text)
	case document.Date:
		return n.Text
	case document.List:
		items := make([]string, len(n.Items))
		for i, item := range n.Items {
			items[i] = literal(item)
		}
		return "[" + strings.Join(items, ", ") + "]"
	case document.Bool:
		return strconv.FormatBool(n.Truth)
	default:
		return grouped(n.Number)
	}
}

// grouped writes a number as people write it in TOML: 150_000.
func grouped(v float64) string {
	s := number(v)
	if v != math.Trunc(v) || math.Abs(v) < 1e4 || strings.ContainsAny(s, "e.") {
		return s
	}
	digits := strings.TrimPrefix(s, "-")
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte('_')
		}
		b.WriteRune(d)
	}
	return s[:len(s)-len(digits)] + b.String()
}

// quote writes a text as a TOML basic string. Control characters never get here.
func quote(s string) string {
	if !strings.ContainsAny(s, `\"`) {
		return `"` + s + `"`
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

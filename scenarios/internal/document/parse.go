package document

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/pelletier/go-toml/v2/unstable"
)

// Limits of a file: far beyond any scenario that a person writes, small enough that
// no file can exhaust the memory or the stack.
const (
	MaxBytes = 4 << 20
	maxDepth = 16
)

// Parse reads a document. It goes on after a mistake where the syntax allows it; the
// tree is of use only when there are no problems, or to look for more of them.
func Parse(file string, data []byte) (*Node, []Problem) {
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // some editors begin a file with it
	b := &builder{file: file, lines: newLineIndex(data)}
	b.root = NewTable(Pos{File: file, Line: 1, Col: 1})
	if what, at := unreadable(data); what != "" {
		b.fatal(at, what)
		return b.root, b.problems
	}
	b.run(data)
	if len(b.problems) == 0 {
		b.confirm(data)
	}
	return b.root, b.problems
}

// unreadable tells why the bytes cannot be a scenario at all.
func unreadable(data []byte) (what string, at int) {
	if len(data) > MaxBytes {
		return fmt.Sprintf("the file is larger than %d MiB; a scenario is a text of some kilobytes", MaxBytes>>20), 0
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return fmt.Sprintf("byte 0x%02x is not UTF-8; a scenario is a text file in UTF-8", data[i]), i
		}
		if r == 0 {
			return "a zero byte; this is a binary file, and a scenario is a text file in UTF-8", i
		}
		i += size
	}
	if at := scan(data, maxDepth, nil); at >= 0 {
		return fmt.Sprintf("brackets nest deeper than %d levels; a scenario needs 3", maxDepth), at
	}
	return "", 0
}

// builder turns the syntax of one file into a tree.
type builder struct {
	file     string
	lines    lineIndex
	comments map[int]string // by line
	parser   unstable.Parser
	root     *Node
	here     *Node // table of the last header
	path     string
	problems []Problem
}

func (b *builder) pos(offset int) Pos {
	line, col := b.lines.at(offset)
	return Pos{b.file, line, col}
}

func (b *builder) problem(offset int, path, format string, args ...any) {
	b.problems = append(b.problems, Problem{Pos: b.pos(offset), Path: path, What: fmt.Sprintf(format, args...)})
}

func (b *builder) fatal(offset int, what string) {
	b.problems = append(b.problems, Problem{Pos: b.pos(offset), What: what, Fatal: true})
}

func (b *builder) run(data []byte) {
	p := &b.parser
	p.Reset(data)
	b.comments = map[int]string{}
	scan(data, maxDepth, func(offset int, text string) {
		line, _ := b.lines.at(offset)
		b.comments[line] = text
	})
	b.here = b.root
	for p.NextExpression() {
		switch e := p.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			b.header(e)
		case unstable.KeyValue:
			b.keyValue(b.here, b.path, e)
		}
	}
	var syntax *unstable.ParserError
	if err := p.Error(); errors.As(err, &syntax) {
		at := len(data)
		if syntax.Highlight != nil {
			at = int(p.Range(syntax.Highlight).Offset)
		}
		b.fatal(at, cmp.Or(wide(data, at), strings.TrimPrefix(syntax.Message, "toml: ")))
	}
}

// wide says of a sign of another script in the place of one of TOML's which one to write: the
// parser knows only its first byte.
func wide(data []byte, at int) string {
	for at < len(data) && (data[at] == ' ' || data[at] == '\t') {
		at++
	}
	r, _ := utf8.DecodeRune(data[at:])
	if r < utf8.RuneSelf || r == utf8.RuneError {
		return ""
	}
	instead := ""
	switch {
	case strings.ContainsRune("“”„‟＂", r):
		instead = `"`
	case strings.ContainsRune("‘’＇", r):
		instead = `'`
	case r == '，' || r == '、':
		instead = ","
	case r == '【':
		instead = "["
	case r == '】':
		instead = "]"
	case r > 0xff00 && r < 0xff5f: // full width
		instead = string(r - 0xfee0)
	default:
		return fmt.Sprintf("%q cannot stand here; outside of texts in quotes only ASCII can", r)
	}
	return fmt.Sprintf("%q cannot stand here; write %s", r, instead)
}

// confirm lets the full decoder have the last word on what is TOML.
func (b *builder) confirm(data []byte) {
	var all map[string]any
	_, err := toml.Decode(string(data), &all)
	var parse toml.ParseError
	switch {
	case errors.As(err, &parse):
		b.fatal(parse.Position.Start, parse.Message)
	case err != nil:
		b.fatal(0, err.Error())
	}
}

// key collects the parts of a possibly dotted key, and the offsets of its first byte
// and behind its last.
func (b *builder) key(e *unstable.Node) (parts []string, at, end int) {
	at = -1
	for it := e.Key(); it.Next(); {
		raw := it.Node().Raw
		if at < 0 {
			at = int(raw.Offset)
		}
		end = int(raw.Offset + raw.Length)
		parts = append(parts, string(it.Node().Data))
	}
	return parts, at, end
}

func (b *builder) header(e *unstable.Node) {
	parts, at, _ := b.key(e)
	b.here, b.path = NewTable(b.pos(at)), strings.Join(parts, ".") // where mistakes go
	if len(parts) > maxDepth {
		b.problem(at, "", "a header of %d parts; a scenario needs 4 at most", len(parts))
		return
	}
	parent, path, ok := b.descend(b.root, "", parts[:len(parts)-1], at)
	if !ok {
		return
	}
	name := parts[len(parts)-1]
	path = join(path, name)
	there := parent.Fields[name]
	table := NewTable(b.pos(at))
	table.header = true
	switch {
	case e.Kind == unstable.ArrayTable && there == nil:
		list := &Node{Kind: List, Pos: b.pos(at), Value: b.pos(at), ofTable: true}
		parent.Set(name, list)
		list.Items = append(list.Items, table)
		b.path = index(path, 0)
	case e.Kind == unstable.ArrayTable && there.ofTable:
		b.path = index(path, len(there.Items))
		there.Items = append(there.Items, table)
	case e.Kind == unstable.Table && there == nil:
		parent.Set(name, table)
		b.path = path
	case e.Kind == unstable.Table && there.Kind == Table && !there.header && !there.closed:
		there.header, there.Pos = true, b.pos(at)
		table, b.path = there, path
	default:
		b.problem(at, path, "is given a second time; the first is at line %d", there.Pos.Line)
		b.path = path
	}
	b.here = table
}

// descend walks along a key, making the tables that are not there yet.
func (b *builder) descend(n *Node, path string, parts []string, at int) (*Node, string, bool) {
	for _, part := range parts {
		path = join(path, part)
		next := n.Fields[part]
		switch {
		case next == nil:
			next = NewTable(b.pos(at))
			n.Set(part, next)
		case next.ofTable:
			path = index(path, len(next.Items)-1)
			next = next.Items[len(next.Items)-1]
		case next.Kind != Table || next.closed:
			b.problem(at, path, "is %s of line %d, so nothing can be put into it here", next.Kind, next.Pos.Line)
			return nil, path, false
		}
		n = next
	}
	return n, path, true
}

// keyValue puts a value into a table and returns the offset behind the value.
func (b *builder) keyValue(table *Node, path string, e *unstable.Node) (end int) {
	parts, at, end := b.key(e)
	if len(parts) > maxDepth {
		b.problem(at, path, "a key of %d parts; a scenario needs 4 at most", len(parts))
		return end
	}
	parent, path, ok := b.descend(table, path, parts[:len(parts)-1], at)
	if !ok {
		return end
	}
	name := parts[len(parts)-1]
	path = join(path, name)
	n, end := b.value(e.Value(), path, b.skip(end, " \t=\"'"))
	n.Pos = b.pos(at)
	if there := parent.Fields[name]; there != nil {
		b.problem(at, path, "is given a second time; the first is at line %d", there.Pos.Line)
		return end
	}
	parent.Set(name, n)
	return end
}

// skip is the offset of the first byte from at on that is none of the given ones.
func (b *builder) skip(at int, these string) int {
	for at < len(b.lines.data) && strings.IndexByte(these, b.lines.data[at]) >= 0 {
		at++
	}
	return at
}

// skipBlank is like skip for all that may stand between the items of a list.
func (b *builder) skipBlank(at int) int {
	for {
		at = b.skip(at, " \t\r\n,")
		if at >= len(b.lines.data) || b.lines.data[at] != '#' {
			return at
		}
		for at < len(b.lines.data) && b.lines.data[at] != '\n' {
			at++
		}
	}
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func index(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

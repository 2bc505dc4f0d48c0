// Package document reads TOML into a tree in which every value remembers where it
// stands. Plain decoders say what a file means but not where, and a user who has made
// a mistake needs the line and the column; so the tree is built from the syntax, and
// the decoder comes only after every check has passed.
package document

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// Kind is the form of a node.
type Kind uint8

// The kinds of nodes.
const (
	Table Kind = iota
	List
	String
	Integer
	Float
	Bool
	Date
	Other // a time, or a date with a time: no scenario value has that form
)

func (k Kind) String() string {
	return [...]string{"a table", "a list", "a text", "a whole number", "a number", "true or false", "a date", "a time"}[k]
}

// Pos is a place in a file, both counted from 1; columns count characters. A Pos
// without a line stands for the whole File, which then may be an argument's name.
type Pos struct {
	File      string
	Line, Col int
}

func (p Pos) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Before orders positions by file, line and column.
func (p Pos) Before(q Pos) bool {
	if p.File != q.File {
		return p.File < q.File
	}
	if p.Line != q.Line {
		return p.Line < q.Line
	}
	return p.Col < q.Col
}

// Node is a value of a document.
type Node struct {
	Kind    Kind
	Pos     Pos    // of its key; of the value itself in a list
	Value   Pos    // of the value
	Comment string // what stands behind it on its line

	Text   string  // of a String, the ISO form of a Date, and the digits of an Integer as they stand there
	Number float64 // of an Integer or a Float
	Drawn  string  // of a number that is given as a distribution: that, as TOML
	Truth  bool    // of a Bool
	Wrong  bool    // the value has been complained about already

	Keys   []string         // of a Table, in the order of the file
	Fields map[string]*Node // of a Table
	Items  []*Node          // of a List

	header  bool // a table with a header of its own
	closed  bool // an inline table or list: nothing can be added
	ofTable bool // a list of [[tables]]
}

// NewTable is an empty table at the place.
func NewTable(pos Pos) *Node {
	return &Node{Kind: Table, Pos: pos, Value: pos, Fields: map[string]*Node{}}
}

// Set puts a field, keeping the order in which keys came first.
func (n *Node) Set(key string, field *Node) {
	if _, there := n.Fields[key]; !there {
		n.Keys = append(n.Keys, key)
	}
	n.Fields[key] = field
}

// Delete takes a field out.
func (n *Node) Delete(key string) {
	delete(n.Fields, key)
	for i, k := range n.Keys {
		if k == key {
			n.Keys = append(n.Keys[:i:i], n.Keys[i+1:]...)
			return
		}
	}
}

// ID is the text of a table's field "id", or nothing.
func (n *Node) ID() string {
	if id := n.Fields["id"]; n.Kind == Table && id != nil && id.Kind == String {
		return id.Text
	}
	return ""
}

// Entry finds the table with the id in a list.
func (n *Node) Entry(id string) *Node {
	for _, item := range n.Items {
		if item.ID() == id {
			return item
		}
	}
	return nil
}

// Problem is a mistake and where it is.
type Problem struct {
	Pos  Pos
	Path string
	What string // what is wrong, and what is allowed

	Fatal bool // the rest of the file could not be read
}

func (p Problem) String() string {
	s := printable(p.Pos.String(), 300) + ": "
	if p.Path != "" {
		s += printable(p.Path, 120) + ": "
	}
	return s + printable(p.What, 600)
}

// printable shows a text from a file on a terminal: without control characters, which
// could do anything there, and not at any length.
func printable(s string, most int) string {
	if strings.ContainsFunc(s, unicode.IsControl) {
		s = strings.Trim(strconv.QuoteToGraphic(s), `"`)
	}
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return s
}

package main

import (
	"io"
	"strings"

	"golang.org/x/text/width"
)

// table aligns cells in columns, also where a character is two columns wide.
type table struct {
	rows   [][]string
	rights map[int]bool
	paint  map[int]func(string) string
}

func newTable(head ...string) *table {
	t := &table{rights: map[int]bool{}, paint: map[int]func(string) string{}}
	if len(head) > 0 {
		t.row(head...)
	}
	return t
}

func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

// right aligns columns to the right.
func (t *table) right(columns ...int) {
	for _, c := range columns {
		t.rights[c] = true
	}
}

// colour sets the escape sequence before a column's cells below the head.
func (t *table) colour(column int, start func(cell string) string) { t.paint[column] = start }

func (t *table) write(w io.Writer) {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], columns(cell))
		}
	}
	for n, row := range t.rows {
		var line strings.Builder
		for i, cell := range row {
			if widths[i] == 0 {
				continue
			}
			pad := strings.Repeat(" ", widths[i]-columns(cell))
			if paint := t.paint[i]; paint != nil && n > 0 {
				cell = paint(cell) + cell + "\033[0m"
			}
			if t.rights[i] {
				line.WriteString(pad + cell + "  ")
			} else {
				line.WriteString(cell + pad + "  ")
			}
		}
		io.WriteString(w, strings.TrimRight(line.String(), " ")+"\n")
	}
}

// columns is the number of terminal columns that a text takes.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// wrap writes a text as an item of a list, in lines of some columns.
func wrap(w io.Writer, text string, limit int) {
	line, mark := "- ", "- "
	flush := func() {
		io.WriteString(w, strings.TrimRight(line, " ")+"\n")
		mark = "  "
		line = mark
	}
	for _, word := range breakable(text) {
		if columns(line)+columns(strings.TrimRight(word, " ")) > limit && line != mark {
			flush()
		}
		line += word
	}
	flush()
}

// breakable cuts a text where a line may end: behind spaces, and between wide characters.
func breakable(text string) []string {
	var parts []string
	var part strings.Builder
	for _, r := range text {
		part.WriteRune(r)
		if r == ' ' || columns(string(r)) == 2 {
			parts = append(parts, part.String())
			part.Reset()
		}
	}
	return append(parts, part.String())
}

package study

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// rowsPerMark is how many rows lie between two offsets that are kept.
const rowsPerMark = 4096

// Points are the rows of a CSV, read a piece at a time: nothing but the offsets of every so
// many rows is kept. Pieces may be read by several goroutines.
type Points struct {
	name    string
	file    *os.File
	columns []column // of the file, in its order
	rows    int
	marks   []int64 // offset of every rowsPerMark-th row
	size    int64
	changed time.Time
	hash    string

	first     []float64 // row, by axis
	low, high []float64 // of the numbers, by axis
}

// column is an axis in the file.
type column struct {
	axis  int
	id    string
	texts []string               // of an axis of words
	wrong func(v float64) string // what is wrong with a number; nil if that is not known
}

// value reads a cell, or tells what is wrong with it.
func (c *column) value(text []byte) (v float64, wrong string) {
	text = bytes.TrimSpace(text)
	if c.texts != nil {
		i := slices.Index(c.texts, string(text))
		if i < 0 {
			return 0, fmt.Sprintf("%.80q is none of the values of the axis: %.200s", text, strings.Join(c.texts, ", "))
		}
		return float64(i), ""
	}
	v, err := strconv.ParseFloat(string(text), 64)
	switch {
	case len(text) == 0:
		return 0, "is empty, and a number is wanted"
	case err != nil || bytes.ContainsAny(text, "xXpP_"):
		return 0, fmt.Sprintf("%.80q is no number", text)
	case v-v != 0:
		return 0, "is not finite; give a number"
	case c.wrong == nil:
		return v, ""
	}
	return v, c.wrong(v)
}

// Len is how many rows there are.
func (p *Points) Len() int { return p.rows }

// SHA256 is that of the file, in hexadecimal digits.
func (p *Points) SHA256() string { return p.hash }

// Close closes the file.
func (p *Points) Close() error { return p.file.Close() }

// Read reads n rows from the row from on into out, by axis: numbers, and of an axis of words
// the index of the word in its Texts. It fails when the file has changed since it was loaded.
func (p *Points) Read(from, n int, out [][]float64) error {
	if from < 0 || n < 0 || from > p.rows-n {
		return fmt.Errorf("%s: rows %d to %d are asked for, and it has %d", p.name, from, from+n-1, p.rows)
	}
	if n == 0 {
		return nil
	}
	if err := p.same(); err != nil {
		return err
	}
	start := p.marks[from/rowsPerMark]
	lines := newLines(io.NewSectionReader(p.file, start, p.size-start))
	for skip := from % rowsPerMark; skip > 0; skip-- {
		if _, err := lines.next(); err != nil {
			return p.broken(err)
		}
	}
	for i := range n {
		line, err := lines.next()
		if err != nil {
			return p.broken(err)
		}
		cells, wrong := lines.split(line)
		if wrong != "" || len(cells) != len(p.columns) {
			return p.broken(nil)
		}
		for j := range cells {
			v, wrong := p.columns[j].value(cells[j].text)
			if wrong != "" {
				return p.broken(nil)
			}
			out[p.columns[j].axis][i] = v
		}
	}
	return p.same()
}

// same checks that the file is as it was loaded.
func (p *Points) same() error {
	info, err := p.file.Stat()
	if err != nil {
		return err
	}
	if info.Size() != p.size || !info.ModTime().Equal(p.changed) {
		return p.broken(nil)
	}
	return nil
}

// broken is the error of a file that is not what it was.
func (p *Points) broken(err error) error {
	if err == nil || err == io.EOF { //nolint:errorlint // as bufio returns it
		return fmt.Errorf("%s has changed since the study was loaded; start anew, and leave it as it is while the study runs", p.name)
	}
	return fmt.Errorf("%s: %w", p.name, err)
}

package result

import (
	"bufio"
	"bytes"
	"io"
	"math"
	"strconv"
)

// RunsCSV writes the table of runs as CSV, with the same values as in Parquet: numbers have
// the fewest digits that read back as the same float64, what is missing is empty.
type RunsCSV struct {
	w       *bufio.Writer
	columns []RunColumn
	begun   bool
	text    bytes.Buffer
}

// NewRunsCSV begins the table.
func NewRunsCSV(w io.Writer, columns []RunColumn) *RunsCSV {
	return &RunsCSV{w: bufio.NewWriterSize(w, 1<<16), columns: columns}
}

// Write adds rows.
func (c *RunsCSV) Write(r *Runs) error {
	if err := sameColumns(r.Columns, c.columns); err != nil {
		return err
	}
	if err := c.header(); err != nil {
		return err
	}
	for row := range r.Len() {
		line := c.w.AvailableBuffer()
		for i := range c.columns {
			if i > 0 {
				line = append(line, ',')
			}
			var err error
			if line, err = c.cell(line, r, i, row); err != nil {
				return err
			}
		}
		if _, err := c.w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// header writes the names of the columns once.
func (c *RunsCSV) header() error {
	if c.begun {
		return nil
	}
	c.begun = true
	names := make([]string, len(c.columns))
	for i := range c.columns {
		names[i] = c.columns[i].Name
	}
	c.text.Reset()
	if err := csvLine(&c.text, names); err != nil {
		return err
	}
	_, err := c.w.Write(c.text.Bytes())
	return err
}

func (c *RunsCSV) cell(line []byte, r *Runs, column, row int) ([]byte, error) {
	kind := c.columns[column].Kind
	if kind == RunText {
		return c.quoted(line, r.Texts[column][row])
	}
	v := r.Numbers[column][row]
	switch {
	case !Number(v).written():
		return line, nil
	case kind == RunBool && v == 1: // in capitals, which R takes for what they mean
		return append(line, "TRUE"...), nil
	case kind == RunBool:
		return append(line, "FALSE"...), nil
	case kind == RunCount:
		return strconv.AppendInt(line, int64(v), 10), nil
	}
	return appendExact(line, v), nil
}

// appendExact appends a number with the fewest digits that read back as the same float64, in
// the manner of Number.
func appendExact(b []byte, v float64) []byte {
	switch size := math.Abs(v); {
	case v == 0: // never "-0"
		return append(b, '0')
	case size < 1e-4 || size >= 1e15:
		return strconv.AppendFloat(b, v, 'e', -1, 64)
	}
	return strconv.AppendFloat(b, v, 'f', -1, 64)
}

// quoted appends a text, in quotes where CSV asks for them.
func (c *RunsCSV) quoted(line []byte, text string) ([]byte, error) {
	if unquoted(text) {
		return append(line, text...), nil
	}
	c.text.Reset()
	if err := csvLine(&c.text, []string{valid(text)}); err != nil {
		return nil, err
	}
	return append(line, bytes.TrimSuffix(c.text.Bytes(), []byte("\n"))...), nil
}

// unquoted tells whether a text is of letters, digits, hyphens and underscores only, as ids and
// states are, which need no quotes. An empty one is.
func unquoted(text string) bool {
	for i := range len(text) {
		switch b := text[i]; {
		case b >= 'a' && b <= 'z', b >= 'A' && b <= 'Z', b >= '0' && b <= '9', b == '-', b == '_':
		default:
			return false
		}
	}
	return true
}

// Close ends the table.
func (c *RunsCSV) Close() error {
	if err := c.header(); err != nil {
		return err
	}
	return c.w.Flush()
}

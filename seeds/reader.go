package seeds

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// row gives typed access to the columns of one record. What is wrong with a cell is
// noted with file, line and column and reading goes on, so that one pass reports all.
type row struct {
	file    string
	line    int
	columns map[string]int
	cells   []string
	errs    []error
}

// read parses a file row by row. Each record must have the header's columns and a
// valid origin, whatever else parse asks for.
func read[T any](file string, parse func(*row) T) ([]T, error) {
	data, err := files.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return readFrom(file, data, parse)
}

func readFrom[T any](file string, data []byte, parse func(*row) T) ([]T, error) {
	in := csv.NewReader(bytes.NewReader(data))
	in.ReuseRecord = true
	header, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: header: %w", file, err)
	}
	r := &row{file: file, line: 1, columns: make(map[string]int, len(header))}
	for i, name := range header {
		if _, twice := r.columns[name]; twice {
			r.fail(name, "column stands twice in the header")
		}
		r.columns[name] = i
	}
	out := make([]T, 0, bytes.Count(data, []byte{'\n'}))
	for {
		r.cells, err = in.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			r.errs = append(r.errs, fmt.Errorf("%s: %w", file, err))
			break // the reader has lost its place
		}
		r.line, _ = in.FieldPos(0)
		r.str("source")
		r.oneOf("confidence", "A", "B", "C", "D")
		out = append(out, parse(r))
	}
	if len(r.errs) > 0 {
		return nil, errors.Join(r.errs...)
	}
	return out, nil
}

func (r *row) fail(column, format string, args ...any) {
	r.errs = append(r.errs, fmt.Errorf("%s:%d: %s: %s", r.file, r.line, column, fmt.Sprintf(format, args...)))
}

// opt is a cell that may be empty.
func (r *row) opt(column string) string {
	i, ok := r.columns[column]
	if !ok {
		r.fail(column, "no such column in the header")
		return ""
	}
	return r.cells[i]
}

// str is a cell that must not be empty.
func (r *row) str(column string) string {
	s := r.opt(column)
	if s == "" {
		r.fail(column, "empty")
	}
	return s
}

// oneOf is a cell that must be one of the words given.
func (r *row) oneOf(column string, words ...string) string {
	s := r.opt(column)
	if !slices.Contains(words, s) {
		r.fail(column, "%q, must be one of %s", s, strings.Join(words, ", "))
	}
	return s
}

// num is a finite number.
func (r *row) num(column string) float64 {
	s := r.str(column)
	if s == "" {
		return 0
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		r.fail(column, "%q is not a finite number", s)
	}
	return x
}

// optNum is a finite number, or 0 where the cell is empty.
func (r *row) optNum(column string) float64 {
	if r.opt(column) == "" {
		return 0
	}
	return r.num(column)
}

// date is a day, ISO 8601.
func (r *row) date(column string) time.Time {
	s := r.str(column)
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		r.fail(column, "%q is not a date such as 2024-12-31", s)
	}
	return t
}

// optDate is a day, or the zero time where the cell is empty.
func (r *row) optDate(column string) time.Time {
	if r.opt(column) == "" {
		return time.Time{}
	}
	return r.date(column)
}

// origin is the row's origin, checked already by readFrom.
func (r *row) origin() Origin {
	return Origin{r.opt("source"), r.opt("confidence")}
}

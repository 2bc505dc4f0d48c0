package study

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"hubcap/scenarios"
	"hubcap/scenarios/internal/document"
)

// mostFaults is how many mistakes of a file of points are told one by one.
const mostFaults = 20

// readPoints opens the file of points, and doubts numbers that the evidence does not cover.
func (r *reader) readPoints() {
	d := &r.out.Design
	if d.Kind != "points" || d.File == "" || r.Wrong("axis") || len(r.axes) == 0 {
		return
	}
	name := d.File
	if !filepath.IsAbs(name) {
		name = filepath.Join(r.folder, name)
	}
	columns := make([]column, len(r.axes))
	for i, a := range r.axes {
		columns[i] = column{axis: i, id: a.ID, texts: a.Texts}
		if p := a.param; p != nil && !a.worded() {
			columns[i].wrong = func(v float64) string { return scenarios.OutOfRange(p, v) }
		}
	}
	p, problems, err := openPoints(name, columns)
	if err != nil {
		r.Fault(r.Fields["design"].Fields["file"].Value, "design.file", "%s", err)
		return
	}
	r.out.Points, r.others = p, append(r.others, problems...)
	if len(problems) > 0 {
		return
	}
	for i, a := range r.axes {
		a.sample = p.first[i]
		if a.param != nil && !a.worded() {
			r.Covered(a.param, a.at, []float64{p.low[i], p.high[i]})
		}
	}
}

// openPoints reads a file of points to its end, and checks it.
func openPoints(name string, axes []column) (*Points, scenarios.Problems, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, fmt.Errorf("there is no file %s; it is named relative to the study", name)
	case err != nil:
		return nil, nil, err
	case !info.Mode().IsRegular():
		return nil, nil, fmt.Errorf("%s is not a file", name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	if info, err = f.Stat(); err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	sum := sha256.New()
	s := &scan{lines: newLines(io.TeeReader(f, sum)), Points: &Points{name: name, file: f, size: info.Size(), changed: info.ModTime()}}
	s.first, s.low, s.high = make([]float64, len(axes)), make([]float64, len(axes)), make([]float64, len(axes))
	if err := s.all(axes); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("%s: %w", name, err), f.Close())
	}
	s.hash = hex.EncodeToString(sum.Sum(nil))
	if s.faults > mostFaults {
		s.problems = append(s.problems, document.Problem{Pos: document.Pos{File: name, Line: s.number, Col: 1}, What: fmt.Sprintf("and %d more mistakes up to here", s.faults-mostFaults)})
	}
	return s.Points, s.problems, nil
}

// scan is the first reading of a file of points.
type scan struct {
	*lines
	*Points
	problems scenarios.Problems
	faults   int
}

// fault notes a mistake in the line that was read last.
func (s *scan) fault(line []byte, at int, path, format string, args ...any) {
	if s.faults++; s.faults <= mostFaults {
		pos := document.Pos{File: s.name, Line: s.number, Col: 1 + utf8.RuneCount(line[:at])}
		s.problems = append(s.problems, document.Problem{Pos: pos, Path: path, What: fmt.Sprintf(format, args...)})
	}
}

// all reads the header and all rows. The error is none of what stands in the file.
func (s *scan) all(axes []column) error {
	line, err := s.next()
	if done, err := s.ended(err); done || err != nil {
		if err == nil && s.faults == 0 {
			s.fault(nil, 0, "", "the file is empty; it needs a header with the ids of the axes, and a row for each point")
		}
		return err
	}
	if s.header(line, axes); s.faults > 0 {
		return nil // what stands in which column is not known
	}
	for {
		before := s.offset
		line, err = s.next()
		if done, err := s.ended(err); done || err != nil {
			if err == nil && s.rows == 0 && s.faults == 0 {
				s.fault(nil, 0, "", "there is no row below the header, so there is no point")
			}
			return err
		}
		if s.rows%rowsPerMark == 0 {
			s.marks = append(s.marks, before)
		}
		if s.rows++; s.rows > mostPoints {
			s.fault(line, 0, "", "there are more than %d rows", mostPoints)
			return nil
		}
		s.row(line)
	}
}

// ended tells whether the file goes on no more, and errors that are not the file's.
func (s *scan) ended(err error) (bool, error) {
	long := tooLong{}
	switch {
	case err == nil:
		return false, nil
	case errors.Is(err, io.EOF):
		return true, nil
	case errors.As(err, &long):
		s.fault(nil, 0, "", "the line %s", err)
		return true, nil
	}
	return true, err
}

// header finds the column of each axis.
func (s *scan) header(line []byte, axes []column) {
	cells, wrong := s.split(line)
	if wrong != "" {
		s.fault(line, 0, "", "%s", wrong)
		return
	}
	var ids []string
	for _, c := range axes {
		ids = append(ids, c.id)
	}
	seen := map[string]bool{}
	for _, c := range cells {
		id := strings.TrimSpace(string(c.text))
		i := slices.Index(ids, id)
		switch {
		case i < 0 && len(cells) == 1 && strings.ContainsAny(id, ";\t"):
			s.fault(line, c.at, "", "the header is one cell, %.80q; columns are separated by commas", id)
			return
		case i < 0:
			s.fault(line, c.at, "", "the study has no axis %.80q%s", id, scenarios.DidYouMean(id, ids))
			continue
		case seen[id]:
			s.fault(line, c.at, id, "has a second column; an axis has one")
			continue
		}
		seen[id] = true
		s.columns = append(s.columns, axes[i])
	}
	for _, id := range ids {
		if !seen[id] {
			s.fault(line, 0, id, "has no column; the header has to name every axis")
		}
	}
}

// row checks a point.
func (s *scan) row(line []byte) {
	cells, wrong := s.split(line)
	switch {
	case wrong != "":
		s.fault(line, 0, "", "%s", wrong)
		return
	case len(cells) != len(s.columns):
		s.fault(line, 0, "", "has %d cells, and the header has %d", len(cells), len(s.columns))
		return
	}
	for j, c := range cells {
		column := &s.columns[j]
		v, wrong := column.value(c.text)
		if wrong != "" {
			s.fault(line, c.at, column.id, "%s", wrong)
			continue
		}
		if s.rows == 1 {
			s.first[column.axis], s.low[column.axis], s.high[column.axis] = v, v, v
		}
		s.low[column.axis], s.high[column.axis] = min(s.low[column.axis], v), max(s.high[column.axis], v)
	}
}

// Package sweep runs a study: a scenario, or several, at many points, each a row of one table.
//
// A point depends on the study and on its number, and on nothing else: not on how many others
// there are, nor on who computes it when. The table is cut into parts of so many points, which
// are the unit of everything: workers take points in their order, and when all of a part are
// done it is written aside and renamed to a name that tells its number and the hash of its
// bytes. A part is there as a whole or not at all, and one that was damaged says so by its
// name. So a killed sweep goes on where it was; shards take every so many parts and leave them
// in one folder; and merging is reading them in their order. Memory holds the parts that are
// being worked at, however many points there are.
package sweep

import (
	"errors"
	"fmt"
	"math"

	"hubcap/model"
	"hubcap/sim"
	"hubcap/sim/design"
	"hubcap/sim/ensemble"
	"hubcap/sim/result"
)

// Variant is a scenario that points start from: a base of the study with a choice of words.
type Variant struct {
	Scenario *model.Scenario
	// Lay lays a scenario with other numbers over the seed data, as ensemble.Study has it.
	Lay func(*model.Scenario) error
}

// Source gives the values of the points of a study that come from a file, by axis, then row; of
// an axis of words the index of the word.
type Source interface {
	Len() int
	Read(from, n int, out [][]float64) error
}

// Sweep is a study ready to run.
type Sweep struct {
	study    *model.Study
	variants []*variant
	axes     []axis
	places   []int          // by axis: the dimension of the design whose coordinate it takes
	design   *design.Points // nil with a source
	source   Source
	points   int // rows of the table
	part     int // points in a part
	columns  []result.RunColumn
	manifest *result.Manifest
}

// largest bounds the rows of a table.
const largest = 1 << 31

// variant is one of the scenarios, compiled.
type variant struct {
	base     int
	cast     *ensemble.Cast
	plan     *sim.Plan
	targets  []int // by target of the scenario: which of the table's it is
	kept     []kept
	cuts     bool // something kept needs every single cut of a link judged
	recorded []int
	names    []result.Column // of what is recorded
}

// New compiles a study: Variants in the order of Study.Variant, and the source of its points
// where the design has one.
func New(study *model.Study, variants []Variant, source Source) (*Sweep, error) {
	s := &Sweep{study: study, source: source, axes: make([]axis, len(study.Axes)), places: make([]int, len(study.Axes))}
	if len(variants) != study.Variants() {
		return nil, fmt.Errorf("%d scenarios for a study of %d", len(variants), study.Variants())
	}
	if err := s.layOut(); err != nil {
		return nil, err
	}
	for i := range variants {
		v, err := newVariant(study, &variants[i])
		if err != nil {
			return nil, err
		}
		v.base = study.BaseOf(i)
		s.variants = append(s.variants, v)
	}
	targets, err := s.table()
	if err != nil {
		return nil, err
	}
	s.part = s.partPoints()
	s.manifest = s.describe(targets)
	s.Warn(s.doubts()...)
	return s, nil
}

// layOut makes the axes and the design.
func (s *Sweep) layOut() error {
	kind := s.study.Design.Kind
	var dims []design.Dim
	for i := range s.study.Axes {
		a := &s.study.Axes[i]
		s.axes[i] = newAxis(a, kind == "grid")
		if a.With < 0 {
			s.places[i] = len(dims)
			dims = append(dims, s.axes[i].dim(a.ID))
		}
	}
	for i := range s.study.Axes {
		if with := s.study.Axes[i].With; with >= 0 {
			s.places[i] = s.places[with]
		}
	}
	n := 0
	switch {
	case (kind == "points") != (s.source != nil):
		return errors.New("design points, and only it, takes its points from a file")
	case s.source != nil:
		n = s.source.Len()
	default:
		var err error
		if s.design, err = design.NewPoints(s.study.Design, s.study.Seed, dims); err != nil {
			return err
		}
		n = s.design.Len()
	}
	if n < 1 || n > largest/len(s.study.Bases) {
		return fmt.Errorf("the study has %s points for each of %d scenarios; there can be 1 to %s rows", result.Grouped(float64(n), 0), len(s.study.Bases), result.Grouped(largest, 0))
	}
	s.points = n * len(s.study.Bases)
	return nil
}

func newVariant(study *model.Study, of *Variant) (*variant, error) {
	plan, err := sim.Compile(of.Scenario)
	if err != nil {
		return nil, err
	}
	members := &ensemble.Study{Central: plan.NewRun(), Members: study.Members, Seed: study.Seed,
		Sampling: study.Sampling, MostFailed: study.MostFailed, Lay: of.Lay}
	cast, err := members.Cast()
	if err != nil {
		return nil, err
	}
	return &variant{cast: cast, plan: plan}, nil
}

// extends tells whether a study of more points begins with the points of this one.
func (s *Sweep) extends() bool { return s.source != nil || s.design.Extends() }

// Points is how many rows the table has, and Runs how many runs that takes.
func (s *Sweep) Points() int { return s.points }

// Runs is how many runs all points take together: one each, or that of their members.
func (s *Sweep) Runs() int { return s.points * s.study.Members }

// Parts is how many parts the table has.
func (s *Sweep) Parts() int { return (s.points + s.part - 1) / s.part }

// status is the column of it; that of the cause follows.
func (s *Sweep) status() int { return 2 + len(s.axes) }

// Manifest describes the study.
func (s *Sweep) Manifest() *result.Manifest { return s.manifest }

// What a part holds at most: so that a kill loses seconds, shards of small studies have work, and
// what waits to be written has room. It may not depend on the number of points, which can grow.
const (
	mostRuns   = 1024
	mostValues = 4 << 20 // of series
)

// partPoints is how many points a part has: as the study says, or as many as are worth it.
func (s *Sweep) partPoints() int {
	if n := s.study.PartPoints; n > 0 {
		return n
	}
	most := 1
	for _, v := range s.variants {
		most = max(most, len(v.recorded)*len(v.plan.Dates)*s.study.Members)
	}
	return max(1, min(mostRuns/s.study.Members, mostValues/most))
}

// values are those of the axes at some points, axis by axis for one point after the other, and
// the number of the scenario of each.
type values struct {
	axes    []float64
	variant []int
}

// read works out the values of points.
func (s *Sweep) read(from, n int) (*values, error) {
	k, bases := len(s.axes), len(s.study.Bases)
	v := &values{axes: make([]float64, n*k), variant: make([]int, n)}
	if s.source != nil {
		first := from / bases
		rows := (from+n-1)/bases - first + 1
		of := make([][]float64, k)
		for a := range of {
			of[a] = make([]float64, rows)
		}
		if err := s.source.Read(first, rows, of); err != nil {
			return nil, err
		}
		for i := range n {
			for a := range of {
				v.axes[i*k+a] = of[a][(from+i)/bases-first]
			}
		}
	} else {
		s.lie(from, n, v)
	}
	for i := range n {
		v.variant[i] = s.study.Variant((from+i)%bases, func(a int) int { return s.axes[a].level(v.axes[i*k+a]) })
	}
	return v, nil
}

// Point tells which scenario a point starts from, and the value of each axis there; of an axis of
// words it is the index of the word.
func (s *Sweep) Point(i int) (variant int, axes []float64, err error) {
	if i < 0 || i >= s.points {
		return 0, nil, fmt.Errorf("point %d is not there; points are numbered from 0 to %d", i, s.points-1)
	}
	v, err := s.read(i, 1)
	if err != nil {
		return 0, nil, err
	}
	return v.variant[0], v.axes, nil
}

// lie takes the values from the design.
func (s *Sweep) lie(from, n int, v *values) {
	k, bases := len(s.axes), len(s.study.Bases)
	dims := 0
	for _, d := range s.places {
		dims = max(dims, d+1)
	}
	u, levels := make([]float64, dims), make([]int, dims)
	for i := range n {
		point := (from + i) / bases
		exact := s.design.Level(point, levels)
		if !exact {
			s.design.At(point, u)
		}
		for a := range s.axes {
			if exact {
				v.axes[i*k+a] = s.axes[a].at(levels[s.places[a]])
			} else {
				v.axes[i*k+a] = s.axes[a].value(u[s.places[a]])
			}
		}
	}
}

// none is a number that is not there.
var none = math.NaN()

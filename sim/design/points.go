package design

import (
	"errors"
	"fmt"
	"math"

	"hubcap/model"
)

// Dim is one dimension of a study: an axis with a place of its own.
type Dim struct {
	Name   string // id of the axis
	Levels int    // of a list; in a grid, of a range or distribution too; 0: continuous
	// Ends says that it is a range, to which both ends belong: levels reach from 0 to 1. Of a
	// list or a distribution, level i of n lies in the middle of its share, (i + 0.5) / n.
	Ends bool
}

// Points says where the points of a study lie. It does not change after NewPoints, so
// goroutines may share it.
type Points struct {
	kind   string
	points int
	dims   int
	layout layout
	doubts []model.Text
}

// layout is a design of one kind: it fills in the coordinates of a point.
type layout interface {
	at(point int, u []float64)
}

// most points there can be, as of members: the Sobol sequence has 32 places.
const most = min(math.MaxInt, math.MaxUint32)

// NewPoints lays out a design of a study, other than points from a file. The numbers of a
// dimension belong to the seed and its name, and have nothing to do with those of members of
// the same seed. With halton, sobol and saltelli the order of the dimensions matters too: the
// first are the most even together.
func NewPoints(d model.Design, seed uint64, dims []Dim) (*Points, error) {
	names := make([]string, len(dims))
	seen := make(map[string]bool, len(dims))
	for i, dim := range dims {
		if seen[dim.Name] {
			return nil, fmt.Errorf("two axes have the id %q and would have the same numbers; give each its own", dim.Name)
		}
		seen[dim.Name] = true
		names[i] = "axis " + dim.Name
	}
	if len(dims) == 0 && d.Kind != "grid" {
		return nil, fmt.Errorf("design.kind %q without an [[axis]] would have the same point again and again; add an axis", d.Kind)
	}
	p := &Points{kind: d.Kind, dims: len(dims)}
	var err error
	switch d.Kind {
	case "grid":
		p.layout, p.points, err = newGrid(dims)
	case "random", lhs, sobol:
		err = p.sample(d, seed, names)
	case "halton":
		if p.points, err = several("design.points", d.Points, 1); err == nil {
			h := newHalton(len(dims))
			p.layout, p.doubts = h, h.doubts(p.points)
		}
	case "morris":
		err = p.morris(d, seed, dims, names)
	case "saltelli":
		err = p.saltelli(d, seed, names)
	case "points":
		err = errors.New(`design.kind "points" takes its points from design.file; there is no layout for it`)
	default:
		err = fmt.Errorf("design.kind %q is not known; use one of %q", d.Kind, model.DesignKinds())
	}
	if err != nil {
		return nil, err
	}
	return p, nil
}

// several is how many points there are of a number that a study sets, each points for each.
func several(key string, number, each int) (int, error) {
	switch {
	case number < 1:
		return 0, fmt.Errorf("%s is %d; at least 1 is needed", key, number)
	case number > most/each && each == 1:
		return 0, fmt.Errorf("%s is %d; there can be at most %d", key, number, most)
	case number > most/each:
		return 0, fmt.Errorf("%s is %d, at %d points each more than the %d that there can be; take at most %d", key, number, each, most, most/each)
	}
	return number * each, nil
}

// Len is the number of points.
func (p *Points) Len() int { return p.points }

// At fills in the place of a point, 0 to Len-1: one coordinate in [0, 1] for each dimension.
// A list takes the entry number floor(u * Levels), at most Levels-1 (the product may round up).
// 0 and 1 occur only where Ends is set.
func (p *Points) At(point int, u []float64) {
	p.check(point, len(u))
	p.layout.at(point, u)
}

// Level fills in the number of each level of a point of a grid. Other designs have no levels:
// it returns false and leaves levels alone.
func (p *Points) Level(point int, levels []int) bool {
	g, ok := p.layout.(grid)
	if ok {
		p.check(point, len(levels))
		g.levels(point, levels)
	}
	return ok
}

func (p *Points) check(point, dims int) {
	if point < 0 || point >= p.points || dims != p.dims {
		panic(fmt.Sprintf("%d coordinates of point %d, of a design of %d points with %d", dims, point, p.points, p.dims))
	}
}

// Extends says whether a design of more points, samples or trajectories begins with the points
// of this one.
func (p *Points) Extends() bool { return p.kind != "grid" && p.kind != lhs }

// Doubts are what has to be known of the layout before its results are read.
func (p *Points) Doubts() []model.Text { return p.doubts }

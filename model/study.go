package model

import "hubcap/model/distribution"

// Study asks a scenario, or several, the same question at many points: each point gives some
// numbers of the scenario other values, and is judged by the scenario's targets.
type Study struct {
	Name       string
	Title      Text
	Bases      []Base // at least one; every point of the design is asked of each
	Members    int    // of the ensemble at each point; 1 is the central run, without chance
	Seed       uint64 // of members and of random designs
	Sampling   string // of members: plain, lhs or sobol
	MostFailed float64
	Design     Design
	Axes       []Axis
	Keep       []Keep
	Series     []KeepSeries
	PartPoints int // points in one part of the table; 0: as many as make a part worth a file
}

// Base is a scenario that a study starts from, with settings PATH=VALUE.
type Base struct {
	ID       string // in the column scenario of the table
	Scenario string // shipped name or file
	Set      []string
}

// Design says which points a study has.
type Design struct {
	Kind         string // one of DesignKinds
	Points       int    // of random, lhs, halton and sobol
	Samples      int    // of saltelli: base samples; there are k+2 points for each, or 2k+2
	SecondOrder  bool   // of saltelli: 2k+2 points, for interactions of pairs too
	Trajectories int    // of morris: k+1 points each
	Levels       int    // of morris, even
	File         string // of points: a CSV with a column for each axis, by its id
}

// DesignKinds are the designs there are.
func DesignKinds() []string {
	return []string{"grid", "random", "lhs", "halton", "sobol", "morris", "saltelli", "points"}
}

// Axis is what differs from point to point. It has just one of Values, Texts, Low with High,
// and Dist; none with the design points, whose file gives its values.
type Axis struct {
	ID    string // its column in the table
	Label Text   // for charts; empty: the id
	Path  string // of a scenario's value; with a star in the place of an id, of all of them
	Unit  string // of a number

	Values    []float64 // a list; designs but grid and morris take each as often
	Texts     []string  // a list of words, dates or names: each makes a scenario of its own
	Low, High float64   // a range, both ends included
	Log       bool      // even in its logarithm
	Steps     int       // of a range or distribution in a grid
	Dist      *distribution.Dist
	DistText  string // the distribution as TOML
	With      int    // the axis whose place it shares, further up in the list; -1: its own
}

// Discrete tells whether the axis has a list of values, and how many.
func (a *Axis) Discrete() int { return max(len(a.Values), len(a.Texts)) }

// Keep is a quantity of each run that goes into the table.
type Keep struct {
	ID       string // its column; with several dates the date follows
	Quantity QuantityName
	Scope    string
	At       []Date // ends of steps; none without Over is the end of the scenario
	Over     string // a reduction over time in the place of dates: one of Reductions
	From, To Date   // of Over; no date is the start, and the end
}

// Reductions are the ways in which a quantity becomes one number over a span of time: of the
// values at the ends of the steps in it.
func Reductions() []string { return []string{"mean", "min", "max", "sum"} }

// KeepSeries is a quantity of which all values of each run are written.
type KeepSeries struct {
	ID       string
	Quantity QuantityName
	Scope    string // empty: all scopes that have it
}

// Place is the axis whose place in the design an axis takes: its own or that of With, which
// has one of its own.
func (s *Study) Place(axis int) int {
	if with := s.Axes[axis].With; with >= 0 {
		return with
	}
	return axis
}

// Worded are the axes with a place of their own which, or with which, choose words: each of
// their values makes a scenario of its own.
func (s *Study) Worded() []int {
	var out []int
	for i := range s.Axes {
		for j := range s.Axes {
			if len(s.Axes[j].Texts) > 0 && s.Place(j) == i {
				out = append(out, i)
				break
			}
		}
	}
	return out
}

// Variants is how many scenarios there are to load: each base with each choice of words.
func (s *Study) Variants() int {
	n := len(s.Bases)
	for _, i := range s.Worded() {
		n *= s.Axes[i].Discrete()
	}
	return n
}

// VariantsOf are the scenarios of a base: from the first to before the end.
func (s *Study) VariantsOf(base int) (first, end int) {
	n := s.Variants() / len(s.Bases)
	return base * n, (base + 1) * n
}

// BaseOf is the number of the base of a scenario.
func (s *Study) BaseOf(variant int) int { return variant * len(s.Bases) / s.Variants() }

// Variant is the number of the scenario of a base for a choice of words, which level gives by
// axis: the base first, then the choices, the last of them changing from one to the next.
func (s *Study) Variant(base int, level func(axis int) int) int {
	for _, i := range s.Worded() {
		base = base*s.Axes[i].Discrete() + level(i)
	}
	return base
}

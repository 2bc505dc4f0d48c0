package plots

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"

	"hubcap/model/portable"
	"hubcap/sim/result"
)

const (
	levelsMost = 60 // that have a cell each; of more, several share one
	levelsFew  = 24 // values that are taken for levels where the manifest does not say so
)

// sweepAxis is an axis of a sweep cut into cells: one for each of its levels or words, or bins of
// equal width. Its coordinate is the value, the logarithm, or the number of the level or word.
type sweepAxis struct {
	about  result.ManifestAxis
	values []float64      // of all rows of the table; of words their numbers
	words  []string       // in the order of the list
	number map[string]int // of each word
	texts  []string       // of all rows
	levels []float64      // ascending; none where there are bins
	edges  []float64      // of the cells, ascending, in the coordinate
	group  int            // levels that share a cell
	log    bool
	share  bool // read in per cent
	even   bool // levels stand at equal distances, whatever their values
}

// axis cuts the axis in a column for some rows; bins is how many where it has no levels.
func (s *swept) axis(column int, rows []int, bins int) *sweepAxis {
	a := &sweepAxis{about: s.axisOf(column), values: s.numbers(column), texts: s.texts(column), group: 1}
	a.share = isShare(a.about.Unit, cmp.Or(a.about.Path, a.about.ID))
	if t, ok := s.of(s.runs.Columns[column].Of); ok {
		a.share = t.Quantity.IsShare()
	}
	if a.values == nil {
		a.word(rows)
		return a
	}
	a.levels = a.level(rows)
	a.log = a.about.Log
	low, high := a.reach(rows)
	a.log = low > 0 && (a.log || a.tailed(rows, low, high))
	if len(a.levels) == 0 {
		a.bin(low, high, bins)
		return a
	}
	a.between()
	narrow, wide := math.Inf(1), a.edges[len(a.edges)-1]-a.edges[0]
	for i := 1; i < len(a.edges); i++ {
		narrow = min(narrow, a.edges[i]-a.edges[i-1])
	}
	// Cells that are slivers cannot be read: then levels go by their order.
	if narrow < 0.3*wide/float64(len(a.levels)) {
		a.even = true
		a.between()
	}
	for a.group = 1; len(a.levels) > levelsMost*a.group; {
		a.group++
	}
	if a.group > 1 {
		var edges []float64
		for i := 0; i < len(a.levels); i += a.group {
			edges = append(edges, a.edges[i])
		}
		edges = append(edges, a.edges[len(a.levels)])
		a.edges = edges
	}
	return a
}

// tailed tells of a distribution whether its values bunch at the low end of a linear axis, while the
// few of its tail take all the rest of it.
func (a *sweepAxis) tailed(rows []int, low, high float64) bool {
	const far = 20
	switch {
	case strings.Contains(a.about.Dist, "lognormal"):
		return true
	case a.about.Dist == "" || high <= far*low:
		return false
	}
	bottom := 0 // values in the lowest quarter
	for _, i := range rows {
		if a.values[i] < low+(high-low)/4 {
			bottom++
		}
	}
	return 2*bottom > len(rows)
}

// word takes words in the order of the manifest, or else of the alphabet.
func (a *sweepAxis) word(rows []int) {
	if a.words = a.about.Texts; len(a.words) == 0 {
		for _, i := range rows {
			if at, found := slices.BinarySearch(a.words, a.texts[i]); !found && a.texts[i] != "" && len(a.words) <= levelsFew {
				a.words = slices.Insert(a.words, at, a.texts[i])
			}
		}
	}
	a.words = a.words[:min(len(a.words), levelsMost)]
	a.number = map[string]int{}
	for i, w := range a.words {
		a.number[w] = i
	}
	for i := range len(a.words) + 1 {
		a.edges = append(a.edges, float64(i)-0.5)
	}
}

// level are the levels that the manifest lists, or the values if they are few and come again.
func (a *sweepAxis) level(rows []int) (out []float64) {
	for _, v := range a.about.Values {
		if v := float64(v); finiteNumber(v) {
			out = append(out, v)
		}
	}
	if len(out) > 0 {
		slices.Sort(out)
		return slices.Compact(out)
	}
	for _, i := range rows {
		v := a.values[i]
		if !finiteNumber(v) {
			continue
		}
		if at, found := slices.BinarySearch(out, v); !found {
			if len(out) == levelsFew {
				return nil
			}
			out = slices.Insert(out, at, v)
		}
	}
	if 3*len(out) > len(rows) {
		return nil
	}
	return out
}

// reach is the range of the manifest, or else that of the values. The tails of a distribution
// would stretch the axis, so that most of it were empty: the outermost hundredth goes without.
func (a *sweepAxis) reach(rows []int) (low, high float64) {
	if n := len(a.levels); n > 0 {
		return a.levels[0], a.levels[n-1]
	}
	if a.about.Low != nil && a.about.High != nil && *a.about.Low < *a.about.High {
		return float64(*a.about.Low), float64(*a.about.High)
	}
	low, high = math.Inf(1), math.Inf(-1)
	for _, i := range rows {
		if v := a.values[i]; finiteNumber(v) {
			low, high = min(low, v), max(high, v)
		}
	}
	const enough = 100
	if a.about.Dist != "" && len(rows) >= enough {
		var known []float64
		for _, k := range thin(len(rows), rankedMost) {
			if v := a.values[rows[k]]; finiteNumber(v) {
				known = append(known, v)
			}
		}
		slices.Sort(known)
		low, high = max(low, quantile(known, 0.005)), min(high, quantile(known, 0.995))
	}
	return low, high
}

// bin makes cells of equal width.
func (a *sweepAxis) bin(low, high float64, bins int) {
	if !(low < high) {
		return
	}
	from, to := a.at(low), a.at(high)
	for i := range bins {
		a.edges = append(a.edges, from+(to-from)*float64(i)/float64(bins))
	}
	a.edges = append(a.edges, to) // not next to it by rounding: the highest value belongs to the last
}

// between makes a cell for each level, bounded half-way to its neighbours.
func (a *sweepAxis) between() {
	n := len(a.levels)
	at := make([]float64, n)
	for i, v := range a.levels {
		at[i] = a.at(v)
	}
	a.edges = make([]float64, n+1)
	for i := 1; i < n; i++ {
		a.edges[i] = (at[i-1] + at[i]) / 2
	}
	first, last := 1., 1.
	if n > 1 {
		first, last = at[1]-at[0], at[n-1]-at[n-2]
	}
	a.edges[0], a.edges[n] = at[0]-first/2, at[n-1]+last/2
}

// at is the coordinate of a value.
func (a *sweepAxis) at(v float64) float64 {
	switch {
	case a.even:
		i := sort.SearchFloat64s(a.levels, v)
		switch {
		case i == 0 || i < len(a.levels) && a.levels[i] == v:
			return float64(i)
		case i == len(a.levels):
			return float64(i - 1)
		}
		return float64(i-1) + (v-a.levels[i-1])/(a.levels[i]-a.levels[i-1])
	case a.log:
		if !(v > 0) {
			return math.NaN()
		}
		return portable.Log(v)
	}
	return v
}

// cells is how many there are.
func (a *sweepAxis) cells() int { return max(0, len(a.edges)-1) }

// cell is that of a row of the table; -1 outside.
func (a *sweepAxis) cell(row int) int {
	if a.texts != nil {
		if i, ok := a.number[a.texts[row]]; ok {
			return i
		}
		return -1
	}
	return a.within(a.at(a.values[row]))
}

// within is the cell of a coordinate. The lower edge belongs to a cell, and the last one has its
// upper edge too.
func (a *sweepAxis) within(at float64) int {
	n := a.cells()
	if n == 0 || !(at >= a.edges[0] && at <= a.edges[n]) {
		return -1
	}
	i := sort.Search(n, func(i int) bool { return a.edges[i+1] > at })
	return min(i, n-1)
}

// centre is the coordinate of a cell: of its level where it has one.
func (a *sweepAxis) centre(cell int) float64 {
	if len(a.levels) > 0 && a.group == 1 {
		return a.at(a.levels[cell])
	}
	return (a.edges[cell] + a.edges[cell+1]) / 2
}

// binned tells whether cells join different values.
func (a *sweepAxis) binned() bool { return a.texts == nil && (len(a.levels) == 0 || a.group > 1) }

// value is what a coordinate stands for.
func (a *sweepAxis) value(at float64) float64 {
	switch {
	case a.even:
		i := min(max(int(at), 0), len(a.levels)-1)
		next := min(i+1, len(a.levels)-1)
		return a.levels[i] + (at-float64(i))*(a.levels[next]-a.levels[i])
	case a.log:
		return portable.Exp(at)
	}
	return at
}

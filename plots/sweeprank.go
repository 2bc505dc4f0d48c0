package plots

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

// rankedMost is the most rows that an order is taken of: enough for three decimals.
const rankedMost = 20_000

// spearman is the rank correlation of two columns over some rows: the correlation of the ranks, ties
// sharing their mean rank. It is NaN where one of them is always the same. n is the rows in it.
func (s *swept) spearman(x, y int, rows []int) (rho float64, n int) {
	var a, b []float64
	xs, ys := s.numbers(x), s.numbers(y)
	if xs == nil || ys == nil {
		return math.NaN(), 0
	}
	for _, k := range thin(len(rows), rankedMost) {
		v, w := xs[rows[k]], ys[rows[k]]
		if finiteNumber(v) && finiteNumber(w) {
			a, b = append(a, v), append(b, w)
		}
	}
	return correlation(ranksOf(a), ranksOf(b)), len(a)
}

// finiteNumber tells whether a value is a number that can be drawn.
func finiteNumber(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// ranksOf are the ranks of values from 1 on.
func ranksOf(v []float64) []float64 {
	order := make([]int, len(v))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, k int) int { return cmp.Compare(v[i], v[k]) })
	out := make([]float64, len(v))
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && v[order[to]] == v[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			out[i] = float64(from+1+to) / 2
		}
		from = to
	}
	return out
}

// correlation is Pearson's.
func correlation(a, b []float64) float64 {
	n := float64(len(a))
	var ma, mb, saa, sbb, sab float64
	for i := range a {
		ma, mb = ma+a[i]/n, mb+b[i]/n
	}
	for i := range a {
		da, db := a[i]-ma, b[i]-mb
		saa, sbb, sab = saa+float64(da*da), sbb+float64(db*db), sab+float64(da*db)
	}
	if !(saa > 0) || !(sbb > 0) {
		return math.NaN()
	}
	return sab / math.Sqrt(float64(saa*sbb))
}

// smirnov is the largest distance between the distributions of two samples, which are sorted:
// 0 where they are alike, 1 where they keep apart.
func smirnov(a, b []float64) float64 {
	d, i, k := 0., 0, 0
	for i < len(a) && k < len(b) {
		v := min(a[i], b[k])
		for i < len(a) && a[i] == v {
			i++
		}
		for k < len(b) && b[k] == v {
			k++
		}
		d = max(d, math.Abs(float64(i)/float64(len(a))-float64(k)/float64(len(b))))
	}
	return d
}

// quantile is the value below which a share of a sorted sample lies, between its neighbours by
// straight lines.
func quantile(sorted []float64, share float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	at := share * float64(len(sorted)-1)
	i := min(int(at), len(sorted)-1)
	next := min(i+1, len(sorted)-1)
	return sorted[i] + (at-float64(i))*(sorted[next]-sorted[i])
}

// sortedOf are the coordinates of rows on an axis, ascending; of many rows those of an even choice.
func (a *sweepAxis) sortedOf(rows []int) []float64 {
	var out []float64
	for _, k := range thin(len(rows), rankedMost) {
		if at := a.of(rows[k]); finiteNumber(at) {
			out = append(out, at)
		}
	}
	sort.Float64s(out)
	return out
}

// of is the coordinate of a row.
func (a *sweepAxis) of(row int) float64 {
	if a.texts != nil {
		if i, ok := a.number[a.texts[row]]; ok {
			return float64(i)
		}
		return math.NaN()
	}
	return a.at(a.values[row])
}

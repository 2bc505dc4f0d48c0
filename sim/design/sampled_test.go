package design

import (
	"math"
	"slices"
	"testing"

	"hubcap/model"
)

// Points of random, lhs and sobol are members of a design, with names that no number of a
// scenario has: those of an ensemble of the same seed are others.
func TestPointsAreSampled(t *testing.T) {
	for kind, sampling := range map[string]string{"random": plain, "lhs": lhs, "sobol": sobol} {
		p := matrix(mustPoints(t, model.Design{Kind: kind, Points: 64}, 5, axes(3)))
		members := mustNew(t, sampling, 5, 64, []string{"axis x1", "axis x2", "axis x3"})
		ensemble := mustNew(t, sampling, 5, 64, []string{"x1", "x2", "x3"})
		for i := range p {
			for dim, u := range p[i] {
				if u != members.At(i, dim) || u == ensemble.At(i, dim) {
					t.Fatalf("%s: point %d has %v, its member %v, that of an ensemble %v", kind, i, u, members.At(i, dim), ensemble.At(i, dim))
				}
			}
		}
	}
}

// With design lhs each of n equal parts of an axis has one of n points, each entry of a list as
// many as any other, and with halton and sobol almost.
func TestListsAreEven(t *testing.T) {
	const n, entries = 1024, 8
	for kind, off := range map[string]int{"lhs": 0, "sobol": 0, "halton": 4} {
		x := matrix(mustPoints(t, model.Design{Kind: kind, Points: n}, 4, []Dim{{Name: "a", Levels: entries}, {Name: "b", Levels: entries}}))
		for dim := range 2 {
			var count [entries]int
			strata := make([]bool, n)
			for _, u := range column(x, dim) {
				count[int(u*entries)]++
				strata[int(u*n)] = true
			}
			for entry, c := range count {
				if c < n/entries-off || c > n/entries+off {
					t.Errorf("%s: entry %d of axis %d is taken %d times of %d", kind, entry, dim, c, n)
				}
			}
			if kind != "halton" && slices.Contains(strata, false) {
				t.Errorf("%s: axis %d leaves a stratum empty", kind, dim)
			}
		}
	}
}

// From the number of points on that a doubt asks for, no two axes go together; with a quarter
// of it some do.
func TestEnoughPoints(t *testing.T) {
	largest := func(d model.Design, dims int) float64 {
		x, out := matrix(mustPoints(t, d, 1, axes(dims))), 0.
		for a := range dims {
			for b := range a {
				out = max(out, math.Abs(correlation(column(x, a), column(x, b))))
			}
		}
		return out
	}
	for _, c := range []struct{ dims, halton, sobol int }{{8, 17 * 19 / 4, 80}, {14, 41 * 43 / 4, 140}, {20, 67 * 71 / 4, 200}} {
		for kind, enough := range map[string]int{"halton": c.halton, "sobol": c.sobol} {
			many, few := largest(model.Design{Kind: kind, Points: enough}, c.dims), largest(model.Design{Kind: kind, Points: enough / 4}, c.dims)
			if !(many < .25 && few > .35) {
				t.Errorf("%s, %d axes: correlations up to %.2f with %d points, %.2f with a quarter", kind, c.dims, many, enough, few)
			}
		}
	}
}

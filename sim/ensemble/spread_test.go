package ensemble

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// gather is the spread of one cell by members, in blocks, beside other cells. Of more than one
// block, every other member fails.
func gather(values []float64) [1 + quantiles]float64 {
	const size, at = 2*tile + 3, tile + 5
	many := len(values) > block
	s := newSpread(size, many)
	var slab [][]float64
	var ok []bool
	push := func(v float64, sound bool) {
		row := make([]float64, size)
		for k := range row {
			row[k] = float64(k * len(slab))
		}
		row[at] = v
		slab, ok = append(slab, row), append(ok, sound)
	}
	for _, v := range values {
		if push(v, true); many {
			push(1e9, false)
		}
	}
	for from := 0; from < len(slab); from += block {
		to := min(from+block, len(slab))
		for part := range s.stripes() {
			s.add(part, slab[from:to], ok[from:to])
		}
	}
	return s.of(at)
}

// Mean, quantiles and extremes of all kinds of values beside those of the sorted values: exact
// up to a block, and else within a hundredth of the range of the first ones.
func TestSpread(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	normal, tail := r.NormFloat64, func() float64 { return math.Exp(1.5 * r.NormFloat64()) }
	nan := math.NaN()
	sometimes := func(p float64, v, other func() float64) func() float64 {
		return func() float64 {
			if r.Float64() < p {
				return v()
			}
			return other()
		}
	}
	constant := func(v float64) func() float64 { return func() float64 { return v } }
	for _, c := range []struct {
		name  string
		value func() float64
		n     int
		exact bool // quantiles of any number of members
	}{
		{"normal", normal, 5000, false},
		{"lognormal", tail, 5000, false},
		{"uniform", r.Float64, 5000, false},
		{"far from 0", func() float64 { return 1e12 + r.Float64() }, 5000, false},
		{"constant", constant(.1), 5000, true},
		{"two values", sometimes(.3, constant(1), constant(.8)), 5000, true},
		{"zero with a tail", sometimes(.03, tail, constant(0)), 5000, true},
		{"mostly full", sometimes(.04, r.Float64, constant(1)), 5000, true},
		{"zero or normal", sometimes(.5, constant(-5), normal), 5000, false},
		{"missing in part", sometimes(.5, constant(nan), normal), 5000, false},
		{"seldom there", sometimes(.97, constant(nan), normal), 5000, false},
		{"never there", constant(nan), 300, true},
		{"there a few times", sometimes(.99, constant(nan), normal), 2000, true},
		{"infinite in part", sometimes(.2, constant(math.Inf(1)), normal), 3000, false},
		{"huge", func() float64 { return 1e300 * (2*r.Float64() - 1) }, 3000, false},
		{"tiny", func() float64 { return 5e-324 * float64(r.IntN(3)) }, 3000, true},
		{"one block", tail, block, true},
		{"few", tail, 7, true},
		{"two", normal, 2, true},
		{"one", normal, 1, true},
	} {
		values := make([]float64, c.n)
		for i := range values {
			values[i] = c.value()
		}
		got := gather(values)
		known := slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
		if len(known) == 0 {
			for _, v := range got {
				if !math.IsNaN(v) {
					t.Errorf("%s: %v without any value", c.name, got)
				}
			}
			continue
		}
		first := known[:min(len(known), block)]
		width := (slices.Max(first)/100 - slices.Min(first)/100)
		slices.Sort(known)
		scale := max(math.Abs(known[0]), math.Abs(known[len(known)-1]))
		mean := 0.
		for _, v := range known {
			mean += v / scale
		}
		mean = mean / float64(len(known)) * scale
		if !near(got[0], mean, max(5e-324, 1e-12*scale)) || got[0] < known[0] || got[0] > known[len(known)-1] {
			t.Errorf("%s: mean %v, want %v", c.name, got[0], mean)
		}
		for k, q := range levels {
			at := q * float64(len(known)-1)
			low, high := known[int(at)], known[min(int(at)+1, len(known)-1)]
			want := low + (at-math.Floor(at))*(high-low)
			within := width + high - low // and half a rank either way
			if c.exact {
				within = 1e-12 * scale
			}
			if !near(got[1+k], want, within) {
				t.Errorf("%s: %v %% quantile %v, want %v within %v", c.name, 100*q, got[1+k], want, within)
			}
			if k > 0 && got[1+k] < got[k] {
				t.Errorf("%s: quantiles fall: %v", c.name, got)
			}
		}
	}
}

// A value that no member of the first block has lays out its bins later; where members fail it
// is as if they were not there.
func TestSpreadLater(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	values := make([]float64, 4000)
	for i := range values {
		if values[i] = 50 + 10*r.NormFloat64(); i < 300 {
			values[i] = math.NaN()
		}
	}
	late := gather(values)
	if soon := gather(values[300:]); !near(late[0], 50, 1) || !near(late[1], 50-16.45, 1.5) || !near(late[5], 50+16.45, 1.5) || !near(late[0], soon[0], 1e-9) {
		t.Errorf("%v, and %v without the members before", late, soon)
	}
}

// What lies beyond the bins is between them and the extremes, which are known.
func TestSpreadBeyond(t *testing.T) {
	values := make([]float64, 1280)
	for i := range values {
		switch {
		case i < block:
			values[i] = float64(i) / (block - 1)
		case i%2 == 0:
			values[i] = 1000 + float64(i%100)
		default:
			values[i] = -1000 - float64(i%100)
		}
	}
	got := gather(values)
	if got[1] < -1099 || got[1] > -30 || got[5] > 1098 || got[5] < 30 || !near(got[3], .5, .02) {
		t.Errorf("%v", got)
	}
}

// Cells are added for themselves: any division into stripes by any worker is the same.
func TestSpreadStripes(t *testing.T) {
	const size = 2*stripe + 17
	r := rand.New(rand.NewPCG(5, 6))
	one, other := newSpread(size, true), newSpread(size, true)
	for range 3 {
		slab, ok := make([][]float64, block), make([]bool, block)
		for m := range slab {
			slab[m], ok[m] = make([]float64, size), m%5 > 0
			for i := range slab[m] {
				slab[m][i] = float64(i) + r.Float64()
			}
		}
		for part := range one.stripes() {
			one.add(part, slab, ok)
			other.add(other.stripes()-1-part, slab, ok)
		}
	}
	for i := range size {
		got := one.of(i)
		if got != other.of(i) {
			t.Fatalf("cell %d: %v in one order of stripes and %v in another", i, got, other.of(i))
		}
		if !near(got[3], float64(i)+.5, .15) || one.cells[i].n != 3*102 {
			t.Fatalf("cell %d: %v of %d", i, got, one.cells[i].n)
		}
	}
}

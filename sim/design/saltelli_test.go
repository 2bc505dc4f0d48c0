package design

import (
	"math"
	"slices"
	"testing"

	"hubcap/model"
)

// Blocks are A, A with one coordinate of B each, B with one of A each if asked for, and B, for
// A and B of their own sequences.
func TestSaltelliBlocks(t *testing.T) {
	const samples, k = 32, 4
	for _, second := range []bool{false, true} {
		x := matrix(mustPoints(t, model.Design{Kind: "saltelli", Samples: samples, SecondOrder: second}, 5, axes(k)))
		a := matrix(mustPoints(t, model.Design{Kind: "sobol", Points: samples}, 5, axes(k)))
		size := len(x) / samples
		for s := range samples {
			block := x[s*size : (s+1)*size]
			b := block[size-1]
			if !slices.Equal(block[0], a[s]) {
				t.Fatalf("sample %d begins with %v, not the point %v of design sobol", s, block[0], a[s])
			}
			want := [][]float64{a[s]}
			mix := func(most, one []float64) {
				for i := range k {
					row := slices.Clone(most)
					row[i] = one[i]
					want = append(want, row)
				}
			}
			mix(a[s], b)
			if second {
				mix(b, a[s])
			}
			want = append(want, b)
			if !slices.EqualFunc(block, want, slices.Equal) {
				t.Fatalf("sample %d, second order %v: %v, want %v", s, second, block, want)
			}
			for i := range k {
				if a[s][i] == b[i] {
					t.Fatalf("sample %d has %v in A and B", s, b[i])
				}
			}
		}
	}
}

// A and B are even in all their coordinates alone, and independent of each other: every one of
// N equal parts has one of N samples, and correlations are those of a Sobol sequence.
func TestSaltelliIsEven(t *testing.T) {
	const samples, k = 1024, 5
	x := matrix(mustPoints(t, model.Design{Kind: "saltelli", Samples: samples}, 8, axes(k)))
	var sides [2 * k][]float64
	for i := range k {
		for s := range samples {
			sides[i] = append(sides[i], x[s*(k+2)][i])
			sides[k+i] = append(sides[k+i], x[s*(k+2)+k+1][i])
		}
	}
	for a := range sides {
		seen := make([]bool, samples)
		for _, u := range sides[a] {
			seen[int(u*samples)] = true
		}
		if slices.Contains(seen, false) {
			t.Errorf("column %d of A and B leaves strata empty", a)
		}
		for b := range a {
			if r := correlation(sides[a], sides[b]); !(math.Abs(r) < .03) {
				t.Errorf("columns %d and %d of A and B have correlation %.3f", b, a, r)
			}
		}
	}
}

// shares are the estimates of the parts of the variance: first order as in Saltelli et al. 2010,
// total as in Jansen 1999, pairs as in Saltelli 2002.
func shares(p *Points, f func(x []float64) float64) (first, total []float64, pair [][]float64) {
	k, size := p.dims, 2*p.dims+2
	y, mean, variance := make([]float64, p.Len()), 0., 0.
	for i, x := range matrix(p) {
		y[i] = f(x)
	}
	n := 0.
	for s := 0; s < len(y); s += size {
		mean += y[s] + y[s+size-1]
		variance += y[s]*y[s] + y[s+size-1]*y[s+size-1]
		n++
	}
	mean /= 2 * n
	variance = variance/(2*n) - mean*mean
	first, total, pair = make([]float64, k), make([]float64, k), make([][]float64, k)
	for i := range k {
		pair[i] = make([]float64, k)
	}
	for s := 0; s < len(y); s += size {
		a, b := y[s], y[s+size-1]
		for i := range k {
			ab := y[s+1+i]
			first[i] += (b - mean) * (ab - a) / n / variance
			total[i] += (a - ab) * (a - ab) / (2 * n) / variance
			for j := range k {
				ba := y[s+1+k+j]
				pair[i][j] += (ba*ab - a*b) / n / variance
			}
		}
	}
	for i := range k {
		for j := range k {
			pair[i][j] -= first[i] + first[j]
		}
	}
	return first, total, pair
}

// The indices of the function of Ishigami in closed form, a = 7 and b = 0.1: its variance is
// a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2.
func TestIshigami(t *testing.T) {
	pi4 := math.Pow(math.Pi, 4)
	v1, v2, v13 := .5*(1+.1*pi4/5)*(1+.1*pi4/5), 49./8, .01*pi4*pi4*(1./18-1./50)
	v := v1 + v2 + v13
	if math.Abs(v-(49./8+.1*pi4/5+.01*pi4*pi4/18+.5)) > 1e-12 {
		t.Fatal("the parts do not add up to the variance")
	}
	for seed := range uint64(3) {
		p := mustPoints(t, model.Design{Kind: "saltelli", Samples: 1 << 13, SecondOrder: true}, seed, axes(3))
		first, total, pair := shares(p, ishigami)
		for i, want := range []float64{v1 / v, v2 / v, 0} {
			if !(math.Abs(first[i]-want) < .006) {
				t.Errorf("seed %d: first order of x%d %.4f, want %.4f", seed, i+1, first[i], want)
			}
		}
		for i, want := range []float64{(v1 + v13) / v, v2 / v, v13 / v} {
			if !(math.Abs(total[i]-want) < .002) {
				t.Errorf("seed %d: total order of x%d %.4f, want %.4f", seed, i+1, total[i], want)
			}
		}
		for _, c := range []struct {
			i, j int
			want float64
		}{{0, 1, 0}, {0, 2, v13 / v}, {1, 2, 0}} {
			if !(math.Abs(pair[c.i][c.j]-c.want) < .01) {
				t.Errorf("seed %d: of x%d with x%d %.4f, want %.4f", seed, c.i+1, c.j+1, pair[c.i][c.j], c.want)
			}
		}
		t.Logf("seed %d: first %.4f, total %.4f, pairs %.4f", seed, first, total, pair)
	}
}

package design

import (
	"math"
	"math/bits"
	"strconv"
	"testing"
)

// Each n-th of every dimension holds exactly one member.
func TestOneInEachStratum(t *testing.T) {
	sizes := []int{1000, 1024, 4096, 10_007}
	for n := 1; n <= 150; n++ {
		sizes = append(sizes, n)
	}
	for _, n := range sizes {
		d := mustNew(t, lhs, 4, n, numbered(5))
		for dim := range 5 {
			seen := make([]bool, n)
			for i, u := range sample(d, dim) {
				stratum := int(u * float64(n))
				if seen[stratum] {
					t.Fatalf("%d members: member %d is the second in stratum %d of dimension %d", n, i, stratum, dim)
				}
				seen[stratum] = true
			}
		}
	}
}

// chi square of counts that should be the same.
func chi(count map[string]int, cells, draws int) float64 {
	want := float64(draws) / float64(cells)
	sum := float64(cells-len(count)) * want // the cells that were never met
	for _, c := range count {
		sum += (float64(c) - want) * (float64(c) - want) / want
	}
	return sum
}

// All orders of few members are equally likely, and any two strata of two of more members.
func TestPermutation(t *testing.T) {
	factorial := 1
	for n := 2; n <= 5; n++ {
		factorial *= n
		draws, count := 1000*factorial, map[string]int{}
		for seed := range draws {
			order, l := "", newLatin(uint64(seed), n, []string{"a"})
			for i := range n {
				order += strconv.FormatUint(l[0].stratum(uint64(i)), 10)
			}
			count[order]++
		}
		plausible(t, strconv.Itoa(n)+" members", chi(count, factorial, draws), float64(factorial-1))
	}
	for _, n := range []int{6, 7, 9, 12, 13, 16, 17, 31} {
		for _, other := range []int{1, n / 2, n - 1} { // in the same half as the first, or not
			draws, count := 40*n*(n-1), map[string]int{}
			for seed := range draws {
				l := newLatin(uint64(seed), n, []string{"a"})
				count[strconv.FormatUint(l[0].stratum(0), 10)+" "+strconv.FormatUint(l[0].stratum(uint64(other)), 10)]++
			}
			plausible(t, "members 0 and "+strconv.Itoa(other)+" of "+strconv.Itoa(n), chi(count, n*(n-1), draws), float64(n*(n-1)-1))
		}
	}
}

// The permutation of a long design has nothing regular: neighbours, members at the distances
// of its halves, and the index itself.
func TestPermutationIsIrregular(t *testing.T) {
	const n = 10_000
	d := mustNew(t, lhs, 8, n, numbered(3))
	index := make([]float64, n)
	for i := range index {
		index[i] = (float64(i) + .5) / n
	}
	for dim := range 3 {
		x := sample(d, dim)
		if r := correlation(x, index); !(math.Abs(r) < 4/math.Sqrt(n)) {
			t.Errorf("dimension %d: correlation with the index %.4f", dim, r)
		}
		for _, lag := range []int{1, 2, 64, 99, 100, 101, 128, 5000} {
			if r := correlation(x[lag:], x[:n-lag]); !(math.Abs(r) < 4/math.Sqrt(float64(n-lag))) {
				t.Errorf("dimension %d: correlation of members %d apart %.4f", dim, lag, r)
			}
		}
	}
}

// Dimensions are independent: of all pairs, r^2 (n-1) adds up to chi square (the variance of
// r between two random permutations is exactly 1/(n-1)), and the joint counts of cells too.
func TestDimensionsAreIndependent(t *testing.T) {
	const n, dims = 400, 45
	d := mustNew(t, lhs, 6, n, numbered(dims))
	var x [dims][]float64
	for dim := range x {
		x[dim] = sample(d, dim)
	}
	sum, pairs, cells := 0., 0., 0.
	for a := range x {
		for b := range a {
			r := correlation(x[a], x[b])
			sum += r * r * (n - 1)
			pairs++
			var count [10][10]float64
			for i := range n {
				count[int(x[a][i]*10)][int(x[b][i]*10)]++
			}
			for _, row := range count {
				for _, c := range row {
					cells += (c - 4) * (c - 4) / 4
				}
			}
		}
	}
	plausible(t, "correlations", sum, pairs)
	// Rows and columns hold 40 each: 81 degrees of freedom, times n/(n-1) with margins fixed.
	plausible(t, "cells", cells*(n-1)/n, 81*pairs)
}

// The place within the stratum is uniform and has nothing to do with the stratum.
func TestPlaceInStratum(t *testing.T) {
	const n = 10_000
	d := mustNew(t, lhs, 2, n, numbered(2))
	x := sample(d, 0)
	var place, other [n]float64
	for i := range x {
		_, place[i] = math.Modf(x[i] * n)
		_, other[i] = math.Modf(d.At(i, 1) * n)
	}
	var count [100]float64
	chi := 0.
	for _, u := range place {
		count[int(u*100)]++
	}
	for _, c := range count {
		chi += (c - n/100) * (c - n/100) / (n / 100)
	}
	plausible(t, "places", chi, 99)
	for what, y := range map[string][]float64{"stratum": x, "place in another dimension": other[:], "next": append(place[1:n:n], place[0])} {
		if r := correlation(place[:], y); !(math.Abs(r) < 4/math.Sqrt(n)) {
			t.Errorf("place and %s: correlation %.4f", what, r)
		}
	}
}

// The halves make hardly more numbers than there are members, so that few are tried twice.
func TestHalves(t *testing.T) {
	for _, n := range []int{1, 2, 3, 5, 10, 99, 100, 101, 1 << 20, 1<<20 + 1, math.MaxUint32} {
		l := newLatin(1, n, []string{"a"})[0]
		over, size := bits.Mul64(l.a, l.b)
		if over != 0 || size < uint64(n) || size >= uint64(n)+l.a {
			t.Errorf("%d members: halves %d and %d", n, l.a, l.b)
		}
	}
}

package design

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"hubcap/model"
)

// The first points in bases 2, 3 and 5, as tables of the van der Corput sequence have them, and
// those of bases 2 and 3 as in the documentation of SciPy's qmc.Halton.
func TestHalton(t *testing.T) {
	want := [][3]string{
		{"1/2", "1/3", "1/5"}, {"1/4", "2/3", "2/5"}, {"3/4", "1/9", "3/5"}, {"1/8", "4/9", "4/5"}, {"5/8", "7/9", "1/25"},
		{"3/8", "2/9", "6/25"}, {"7/8", "5/9", "11/25"}, {"1/16", "8/9", "16/25"}, {"9/16", "1/27", "21/25"}, {"5/16", "10/27", "2/25"},
	}
	for i, x := range matrix(mustPoints(t, model.Design{Kind: "halton", Points: 10}, 1, axes(3))) {
		for dim, u := range x {
			r, _ := new(big.Rat).SetString(want[i][dim])
			if exact, _ := r.Float64(); u != exact {
				t.Errorf("point %d, dimension %d: %v, want %s", i, dim+1, u, want[i][dim])
			}
		}
	}
}

func TestBases(t *testing.T) {
	if got := fmt.Sprint(newHalton(25)); got != "[2 3 5 7 11 13 17 19 23 29 31 37 41 43 47 53 59 61 67 71 73 79 83 89 97]" {
		t.Errorf("bases %s", got)
	}
	if h := newHalton(1000); h[167] != 997 || h[999] != 7919 {
		t.Errorf("the 168th prime is %d, the 1000th %d", h[167], h[999])
	}
}

// Any base^m points in a row have one in each base^m-th.
func TestHaltonStrata(t *testing.T) {
	for _, base := range newHalton(10) {
		for size := base; size < 5000; size *= base {
			for _, from := range []uint64{1, 12345} {
				seen := make([]bool, size)
				for i := range size {
					seen[int(mirrored(from+i, base)*float64(size)+1e-9)] = true // 1e-9: a bound may be rounded
				}
				if slices.Contains(seen, false) {
					t.Fatalf("base %d: points from %d leave out one of %d strata", base, from, size)
				}
			}
		}
	}
}

// Up to the longest design, fractions are the nearest to those of whole numbers of any size.
func TestMirrored(t *testing.T) {
	for _, base := range []uint64{2, 3, 5, 97, 7919, 65_521, 2_097_143} { // the last prime below 2^21
		for _, index := range []uint64{1, 2, base - 1, base, base*base - 1, 123_456_789, math.MaxUint32} {
			if index > math.MaxUint32 {
				continue
			}
			digits, size, b := new(big.Int), big.NewInt(1), new(big.Int).SetUint64(base)
			for left := index; left > 0; left /= base {
				digits.Add(digits.Mul(digits, b), new(big.Int).SetUint64(left%base))
				size.Mul(size, b)
			}
			want, _ := new(big.Rat).SetFrac(digits, size).Float64()
			if got := mirrored(index, base); got != want || !(got > 0 && got < 1) {
				t.Errorf("index %d in base %d: %v, want %v", index, base, got, want)
			}
		}
	}
}

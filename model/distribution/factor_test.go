package distribution

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Every two numbers have the rank correlation wished, and each is uniform; 0 leaves them as
// they are.
func TestFactor(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, rank := range []float64{0, .2, .5, .9, .999} {
		f, err := NewFactor(rank)
		if err != nil {
			t.Fatal(err)
		}
		const n = 40_000
		var sum, squares, product float64
		for range n {
			common, x, y := r.Float64(), r.Float64(), r.Float64()
			a, b := f.Tie(common, x)-.5, f.Tie(common, y)-.5
			sum, squares, product = sum+a, squares+a*a, product+a*b
			if rank == 0 && math.Abs(a+.5-x) > 1e-12 {
				t.Fatalf("rank 0 turns %v into %v", x, a+.5)
			}
		}
		// Of uniform numbers the correlation is that of their ranks; their variance is 1/12.
		if got := product / n * 12; math.Abs(got-rank) > 4/math.Sqrt(n) || math.Abs(sum/n) > 4*math.Sqrt(1./12/n) || math.Abs(squares/n*12-1) > .02 {
			t.Errorf("rank correlation %v, want %v; mean %v, variance %v", got, rank, sum/n, squares/n)
		}
	}
	for _, u := range []float64{1e-300, 1 - 0x1p-53} {
		f, _ := NewFactor(.5)
		if v := f.Tie(u, u); !(v > 0 && v < 1) {
			t.Errorf("%v gives %v", u, v)
		}
	}
	for _, rank := range []float64{-.1, 1, 1.5, math.NaN()} {
		if f, err := NewFactor(rank); err == nil {
			t.Errorf("rank %v gives %v", rank, f)
		}
	}
}

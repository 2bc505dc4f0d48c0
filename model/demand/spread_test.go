package demand

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestSpread(t *testing.T) {
	for _, c := range []struct {
		occupied             float64
		racks, weights, want []float64
	}{
		{60, []float64{100, 100}, []float64{1, 1}, []float64{30, 30}},
		{60, []float64{100, 50}, []float64{1, 1}, []float64{40, 20}},
		{60, []float64{100, 100}, []float64{1, 2}, []float64{20, 40}},
		{180, []float64{100, 100}, []float64{1, 2}, []float64{80, 100}}, // the second is full
		{200, []float64{100, 100}, []float64{1, 2}, []float64{100, 100}},
		{250, []float64{100, 100, 100}, []float64{1, 10, 100}, []float64{50, 100, 100}},
		{0, []float64{100, 100}, []float64{1, 2}, []float64{0, 0}},
		{10, []float64{0, 100}, []float64{5, 1}, []float64{0, 10}},
		{0, []float64{0, 0}, []float64{1, 1}, []float64{0, 0}},
	} {
		got := make([]float64, len(c.racks))
		Spread(c.occupied, c.racks, c.weights, got)
		for f := range got {
			if !near(got[f], c.want[f]) {
				t.Errorf("Spread(%v, %v, %v) = %v, want %v", c.occupied, c.racks, c.weights, got, c.want)
				break
			}
		}
	}
}

// Whatever the weights, all that is occupied is somewhere, and no fleet is overfull.
func TestSpreadConserves(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		n := 1 + rng.IntN(6)
		racks, weights, out := make([]float64, n), make([]float64, n), make([]float64, n)
		all := 0.
		for f := range racks {
			racks[f] = float64(rng.IntN(4)) * rng.Float64() * 1e4
			weights[f] = math.Exp(4*rng.Float64() - 2)
			all += racks[f]
		}
		occupied := all * rng.Float64()
		Spread(occupied, racks, weights, out)
		sum := 0.
		for f := range out {
			sum += out[f]
			if out[f] < 0 || out[f] > racks[f] {
				t.Fatalf("fleet %d holds %v of %v", f, out[f], racks[f])
			}
		}
		if math.Abs(sum-occupied) > 1e-9*max(1, occupied) {
			t.Fatalf("Spread(%v, %v, %v) = %v, in all %v", occupied, racks, weights, out, sum)
		}
	}
}

package dispatch

import (
	"math/rand/v2"
	"testing"
)

// Flows that are a little too many, as rounding leaves them, or far too many.
func TestTrim(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	cut := 0
	for range 2000 {
		p := blank(1+r.IntN(8), 1+r.IntN(8))
		sums := make([]float64, p.Columns)
		much := []float64{1e-16, 1e-15, 1e-9, 1}[r.IntN(4)]
		total := 0.0
		for n := range p.Flow {
			p.Flow[n] = r.Float64() * float64(r.IntN(2))
			p.Supply[n/p.Columns] += p.Flow[n]
			p.Capacity[n%p.Columns] += p.Flow[n]
			total += p.Flow[n]
		}
		for n := range p.Flow {
			p.Flow[n] *= 1 + much*r.Float64()
		}
		if r.IntN(10) == 0 {
			p.Capacity[0] = 0
			total = 0
		}
		before := Sum(p.Flow, 1)
		p.trim(sums)
		placed, _ := within(t, p)
		if placed < before {
			cut++
		}
		if total > 0 && !near(placed, total, .5*much+1e-14, total) {
			t.Fatalf("%v placed, %v there, %v left after the cut", before, total, placed)
		}
	}
	if cut < 500 {
		t.Errorf("too easy: only %d cut", cut)
	}
}

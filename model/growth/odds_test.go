package growth

import (
	"math"
	"testing"
)

func TestOdds(t *testing.T) {
	out := make([]float64, 2)
	Odds([]float64{.9, .1}, []float64{0, 0}, 7, out) // nothing grows
	if math.Abs(out[0]-.9) > 1e-15 || math.Abs(out[1]-.1) > 1e-15 {
		t.Errorf("without rates: %v", out)
	}
	for years := range 10 { // two kinds: a logistic curve
		Odds([]float64{.9, .1}, []float64{0, .5}, float64(years), out)
		want := 1 / (1 + 9*math.Exp(-.5*float64(years)))
		if math.Abs(out[1]-want) > 1e-12 || math.Abs(out[0]+out[1]-1) > 1e-12 {
			t.Errorf("after %d years: %v, want %v", years, out, want)
		}
	}
	Odds([]float64{.9, .1}, []float64{0, .5}, math.Log(9)/.5, out) // half after ln 9 / rate
	if math.Abs(out[1]-.5) > 1e-12 {
		t.Errorf("at the turning point: %v", out)
	}
	if Odds([]float64{0, 0}, []float64{0, 1}, 3, out); out[0] != 0 || out[1] != 0 {
		t.Errorf("of nothing: %v", out)
	}
}

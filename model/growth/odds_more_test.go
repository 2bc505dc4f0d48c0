package growth

import "testing"

// After two centuries the fastest has all, without overflow; one that is not built at all
// counts for nothing, however fast.
func TestOddsFarOut(t *testing.T) {
	out := make([]float64, 3)
	Odds([]float64{.5, .5, 0}, []float64{4, 5, 20}, 200, out)
	if out[0] > 1e-80 || out[1] != 1 || out[2] != 0 {
		t.Errorf("%v", out)
	}
}

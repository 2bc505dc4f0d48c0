package distribution

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s = %v, want %v (off by %.2g, may be %.2g)", what, got, want, got-want, within)
	}
}

// Percentage points as they stand in any table, to ten digits.
func TestNormalTable(t *testing.T) {
	for _, c := range []struct{ u, z float64 }{
		{.5, 0}, {.75, .6744897502}, {.9, 1.2815515655}, {.95, 1.6448536270}, {.975, 1.9599639845},
		{.99, 2.3263478740}, {.999, 3.0902323062}, {1e-6, -4.7534243088}, {1e-10, -6.3613409024},
	} {
		near(t, "Normal", Normal(c.u), c.z, 1e-10)
		near(t, "NormalCDF", NormalCDF(c.z), c.u, 1e-10)
	}
	if Normal(.5) != 0 || NormalCDF(0) != .5 {
		t.Errorf("the middle: %v and %v", Normal(.5), NormalCDF(0))
	}
}

func TestNormalAgainstOthers(t *testing.T) {
	for x := -37.; x < 37; x += .00713 {
		want := math.Erfc(-x/math.Sqrt2) / 2
		near(t, "NormalCDF, relative", NormalCDF(x)/want, 1, 2e-15+2e-16*x*x)
		p, q := normalTails(x)
		near(t, "p+q", p+q, 1, 2e-16)
		near(t, "score of the tails", score(p, q), x, 3e-15*max(1, math.Abs(x)))
		if u := NormalCDF(x); u < .999 {
			near(t, "Normal", Normal(u), distuv.UnitNormal.Quantile(u), 5e-12*max(1, math.Abs(x)))
		}
	}
}

func TestNormalAtTheEnds(t *testing.T) {
	for _, u := range []float64{0, 5e-324, 1e-310, 1e-300, 1e-17, 1 - 0x1p-53, 1} {
		if z := Normal(u); !(math.Abs(z) > 8 && math.Abs(z) < 37.1) || (z > 0) != (u > .5) {
			t.Errorf("Normal(%v) = %v", u, z)
		}
	}
	for _, x := range []float64{-math.MaxFloat64, -40, 40, math.MaxFloat64, math.Inf(-1), math.Inf(1)} {
		want := 0.
		if x > 0 {
			want = 1
		}
		if got := NormalCDF(x); got != want {
			t.Errorf("NormalCDF(%v) = %v", x, got)
		}
	}
}

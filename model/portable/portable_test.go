package portable

import (
	"math"
	"testing"
)

func near(t *testing.T, what string, x, got, want, relative float64) {
	t.Helper()
	if !(math.Abs(got-want) <= relative*math.Abs(want)) {
		t.Errorf("%s(%v) = %v, want %v", what, x, got, want)
	}
}

// Against those of package math, which are right to a unit in the last place.
func TestAgainstMath(t *testing.T) {
	for x := 1e-8; x < 1e8; x *= 1.0173 {
		near(t, "Log", x, Log(x), math.Log(x), 4e-16)
	}
	for x := -700.; x <= 700; x += .37 {
		near(t, "Exp", x, Exp(x), math.Exp(x), 5e-16)
	}
	for _, y := range []float64{-.4, .6, .7, 1.6, 1.8, 2} {
		for x := .05; x < 5; x *= 1.0037 {
			near(t, "Pow", x, Pow(x, y), math.Pow(x, y), 1e-15)
		}
	}
	if Log(1) != 0 || Exp(0) != 1 || Pow(1, .7) != 1 {
		t.Errorf("Log(1) = %v, Exp(0) = %v, Pow(1, y) = %v", Log(1), Exp(0), Pow(1, .7))
	}
}

func BenchmarkPow(b *testing.B) {
	x, sum := 1.7, 0.
	b.Run("own", func(b *testing.B) {
		for b.Loop() {
			sum += Pow(x, .7)
		}
	})
	b.Run("math", func(b *testing.B) {
		for b.Loop() {
			sum += math.Pow(x, .7)
		}
	})
}

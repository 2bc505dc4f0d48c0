package result

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// plain is what a number in a file is by definition: rounded to ten digits, then as short
// as it can be.
func plain(v float64) string {
	if v == 0 {
		return "0"
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 10, 64), 64)
	if a := math.Abs(rounded); a >= 1e-4 && a < 1e15 {
		return strconv.FormatFloat(rounded, 'f', -1, 64)
	}
	return strconv.FormatFloat(rounded, 'g', -1, 64)
}

// The quick way to write a number gives what the definition does.
func TestNumberAsDefined(t *testing.T) {
	values := []float64{1.797693134e308, math.SmallestNonzeroFloat64, 1e-300, 9.99999999995e-301, 1e-308, 9.9999999996, 99999.999996,
		9.99999999949e-5, 9.99999999951e-5, 1e-4, 999999999999999.9, 999999999949999, 1e15, 1e23, 0.5, 1024, 12345678905, 1e100, 1e9, 1e10}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		values = append(values, math.Float64frombits(rng.Uint64()), // of any size
			float64(rng.IntN(2_000_000))/[]float64{1, 10, 1000, 1e8}[rng.IntN(4)], // with few digits
			rng.NormFloat64()*math.Pow(10, float64(rng.IntN(24)-8)))
	}
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			continue
		}
		for _, v := range []float64{v, -v} {
			if got, want := Number(v).String(), plain(v); got != want {
				t.Fatalf("%v is written %s, want %s", v, got, want)
			}
			if back, err := strconv.ParseFloat(Number(v).String(), 64); err == nil && back != Number(v).rounded() {
				t.Fatalf("%v is rounded to %v, and read back %v", v, Number(v).rounded(), back)
			}
		}
	}
}

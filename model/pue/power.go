package pue

import "math"

const (
	halfRoot = 1 / math.Sqrt2
	ln2High  = 0x1.62e42fee00000p-1 // ln 2 to 32 bits: small multiples of it are exact
	ln2Low   = math.Ln2 - ln2High
)

// power is x^y for x > 0 and moderate y, right to a few units in the last place
// where the result is between 0.01 and 100.
//
// math.Pow would do, but it goes through math.Exp, which picks another rounding on
// processors with fused multiply-add and has its own assembly on others. Here every
// step is a rounded sum, product or quotient, so all machines agree on every bit.
func power(x, y float64) float64 {
	m, k := math.Frexp(x)
	if m < halfRoot {
		m *= 2
		k--
	}
	// ln m = 2 atanh s, |s| < 0.172.
	s := (m - 1) / (m + 1)
	z := float64(s * s)
	a := 1.0 / 21
	for i := 19; i >= 1; i -= 2 {
		a = inverse[i] + float64(z*a)
	}
	ln := float64(float64(k)*ln2High) + (float64(2*float64(s*a)) + float64(float64(k)*ln2Low))
	// e^t = 2^n e^r, |r| < 0.347.
	t := float64(y * ln)
	n := math.Floor(float64(t/math.Ln2) + 0.5)
	r := (t - float64(n*ln2High)) - float64(n*ln2Low)
	b := 1.0
	for i := 14; i >= 1; i-- {
		b = 1 + float64(float64(r*b)*inverse[i])
	}
	return math.Ldexp(b, int(n))
}

// inverse holds 1/i. Never written.
var inverse = [20]float64{
	1: 1, 2: 1. / 2, 3: 1. / 3, 4: 1. / 4, 5: 1. / 5, 6: 1. / 6, 7: 1. / 7,
	8: 1. / 8, 9: 1. / 9, 10: 1. / 10, 11: 1. / 11, 12: 1. / 12, 13: 1. / 13,
	14: 1. / 14, 15: 1. / 15, 16: 1. / 16, 17: 1. / 17, 18: 1. / 18, 19: 1. / 19,
}

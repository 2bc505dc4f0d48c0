// Package portable has logarithm, exponential and power whose every bit is the same on all
// machines. Package math would do, but it picks other roundings on processors with fused
// multiply-add and has its own assembly on some. Here every step is a rounded sum, product
// or quotient.
package portable

import "math"

const (
	halfRoot = 1 / math.Sqrt2
	ln2High  = 0x1.62e42fee00000p-1 // ln 2 to 32 bits: small multiples of it are exact
	ln2Low   = math.Ln2 - ln2High
)

// Log is the natural logarithm of normal x > 0, right to a few units in the last place.
func Log(x float64) float64 {
	bits := math.Float64bits(x) // normal, so the exponent is as it is written
	k := int(bits>>52) - 1022
	m := math.Float64frombits(bits&(1<<52-1) | 1022<<52)
	if m < halfRoot {
		m *= 2
		k--
	}
	// ln m = 2 atanh s = 2 s (1 + z/3 + z^2/5 + ...), |s| < 0.172. Even and odd powers of
	// z are summed apart: two short chains of products take less time than a long one.
	s := (m - 1) / (m + 1)
	z := float64(s * s)
	w := float64(z * z)
	even := 1 + float64(w*(1./5+float64(w*(1./9+float64(w*(1./13+float64(w*(1./17+float64(w*(1./21))))))))))
	odd := 1./3 + float64(w*(1./7+float64(w*(1./11+float64(w*(1./15+float64(w*(1./19))))))))
	a := even + float64(z*odd)
	return float64(float64(k)*ln2High) + (float64(2*float64(s*a)) + float64(float64(k)*ln2Low))
}

// Exp is e^x for x of -700 to 700, right to a few units in the last place.
func Exp(x float64) float64 {
	// e^x = 2^n e^r, |r| < 0.347.
	n := math.Floor(float64(x/math.Ln2) + 0.5)
	r := (x - float64(n*ln2High)) - float64(n*ln2Low)
	w := float64(r * r)
	even := 1 + float64(w*(1./2+float64(w*(1./24+float64(w*(1./720+float64(w*(1./40320+float64(w*(1./3628800+float64(w*(1./479001600+float64(w*(1./87178291200))))))))))))))
	odd := 1 + float64(w*(1./6+float64(w*(1./120+float64(w*(1./5040+float64(w*(1./362880+float64(w*(1./39916800+float64(w*(1./6227020800))))))))))))
	b := even + float64(r*odd)
	return b * math.Float64frombits(uint64(1023+int(n))<<52) // 2^n
}

// Pow is x^y for normal x > 0 and moderate y, right to a few units in the last place where
// the result is between 0.01 and 100.
func Pow(x, y float64) float64 { return Exp(float64(y * Log(x))) }

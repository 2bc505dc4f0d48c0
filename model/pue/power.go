package pue

import "math"

const (
	halfRoot = 1 / math.Sqrt2
	ln2High  = 0x1.62e42fee00000p-1 // ln 2 to 32 bits: small multiples of it are exact
	ln2Low   = math.Ln2 - ln2High
)

// liftPower is (a/b)^liftExponent for a > b > 0, within 5e-15 of itself. It is a third of
// power's work: the ratio lies in [1, 3] wherever a plant asks.
//
// With c = sqrt(3), the middle of that range, and s = (a/b - c)/(a/b + c),
//
//	(a/b)^y = c^y (1 + t)/(1 - t),  t = tanh(y atanh s)
//	        = y s/(1 - (1 - y^2) s^2/(3 - (4 - y^2) s^2/(5 - ... (49 - y^2) s^2/15)))
//
// which, multiplied out for y = 0.7, is a quotient of two polynomials.
func liftPower(a, b float64) float64 {
	const (
		c  = 1.732050807568877293527446
		cy = 1.468900704600073741674393 // c^0.7
	)
	if a > float64(3*b) {
		return power(a/b, liftExponent)
	}
	s := (a - float64(c*b)) / (a + float64(c*b))
	z := float64(s * s)
	w := float64(z * z)
	even := 1 + float64(w*(.8066692307692307692307692+float64(w*.0025457468615384615384615))) -
		float64(z*(1.638+float64(w*.1200784307692307692307692)))
	odd := .7 + float64(w*.4178224615384615384615385) -
		float64(z*(1.0276+float64(w*.0406164910769230769230769)))
	odd = float64(s * odd)
	return float64(cy*(even+odd)) / (even - odd)
}

// power is x^y for normal x > 0 and moderate y, right to a few units in the last place
// where the result is between 0.01 and 100.
//
// math.Pow would do, but it goes through math.Exp, which picks another rounding on
// processors with fused multiply-add and has its own assembly on others. Here every
// step is a rounded sum, product or quotient, so all machines agree on every bit.
func power(x, y float64) float64 {
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
	ln := float64(float64(k)*ln2High) + (float64(2*float64(s*a)) + float64(float64(k)*ln2Low))
	// e^t = 2^n e^r, |r| < 0.347.
	t := float64(y * ln)
	n := math.Floor(float64(t/math.Ln2) + 0.5)
	r := (t - float64(n*ln2High)) - float64(n*ln2Low)
	w = float64(r * r)
	even = 1 + float64(w*(1./2+float64(w*(1./24+float64(w*(1./720+float64(w*(1./40320+float64(w*(1./3628800+float64(w*(1./479001600+float64(w*(1./87178291200))))))))))))))
	odd = 1 + float64(w*(1./6+float64(w*(1./120+float64(w*(1./5040+float64(w*(1./362880+float64(w*(1./39916800+float64(w*(1./6227020800))))))))))))
	b := even + float64(r*odd)
	return b * math.Float64frombits(uint64(1023+int(n))<<52) // 2^n
}

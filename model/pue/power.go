package pue

import "hubcap/model/portable"

// liftPower is (a/b)^liftExponent for a > b > 0, within 5e-15 of itself. It is a third of
// portable.Pow's work: the ratio lies in [1, 3] wherever a plant asks.
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
		return portable.Pow(a/b, liftExponent)
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

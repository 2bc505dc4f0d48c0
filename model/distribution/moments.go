package distribution

import (
	"math"

	"hubcap/model/portable"
)

// Mean is the expectation.
func (d *Dist) Mean() float64 {
	mean := 0.
	d.each(func(x, weight float64) { mean += float64(x * weight) })
	return mean
}

// SD is the standard deviation.
func (d *Dist) SD() float64 {
	mean, sum := d.Mean(), 0.
	d.each(func(x, weight float64) {
		off := (x - mean) * math.Sqrt(weight) // the root first: squares could be too large
		sum += float64(off * off)
	})
	return math.Sqrt(sum)
}

// each goes through values with weights that add up to 1, such that weighted sums of smooth
// functions are expectations to some ten digits. Between the kinks the quantile is integrated
// over the probability by the trapezoidal rule after the substitution p = 1/(1 +
// exp(-pi sinh t)), which comes as near to both ends as a tail is heavy: Takahasi and Mori,
// Double exponential formulas for numerical integration, Publ. RIMS 9 (1974), 721-741.
func (d *Dist) each(visit func(x, weight float64)) {
	if s, ok := d.shape.(*discrete); ok {
		for i, x := range s.x {
			visit(x, s.weight(i))
		}
		return
	}
	from := d.from
	for _, p := range d.shape.kinks() {
		if to := (edge{p: p, q: 1 - p}); between(d.from, to) > 0 && between(to, d.to) > 0 {
			d.piece(from, to, visit)
			from = to
		}
	}
	d.piece(from, d.to, visit)
}

func (d *Dist) piece(from, to edge, visit func(x, weight float64)) {
	const steps, width = 192, 1. / 32 // to t = 6, where p is e^-634
	mass := between(from, to)
	share := mass / d.mass
	for i := -steps; i <= steps; i++ {
		up := portable.Exp(math.Abs(float64(i)) * width)
		far := portable.Exp(-math.Pi / 2 * (up - 1/up))
		s, rest := far/(1+far), 1/(1+far)
		weight := math.Pi / 2 * (up + 1/up) * s * rest * width
		if i > 0 {
			s, rest = rest, s
		}
		x := d.shape.at(from.p+float64(s*mass), to.q+float64(rest*mass))
		visit(min(max(x, d.from.x), d.to.x), weight*share)
	}
}

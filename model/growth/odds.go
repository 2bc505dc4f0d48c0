package growth

import "math"

// Odds are the shares of what is built that goes to each of several kinds after some
// years: every share grows with a rate of its own, and all are scaled back to 1. With two
// kinds the newer one rises along a logistic curve, as one technology takes the place of
// another (Fisher and Pry 1971). The result goes to out.
func Odds(shares, ratesPerYear []float64, years float64, out []float64) {
	sum, fastest := 0., math.Inf(-1)
	for i, share := range shares {
		if share > 0 {
			fastest = max(fastest, float64(ratesPerYear[i]*years))
		}
	}
	for i, share := range shares {
		out[i] = 0
		if share > 0 { // against the fastest, so that nothing overflows
			out[i] = share * math.Exp(float64(ratesPerYear[i]*years)-fastest)
		}
		sum += out[i]
	}
	if sum > 0 {
		for i := range out {
			out[i] /= sum
		}
	}
}

package distribution

import (
	"math"

	"hubcap/model/portable"
)

// normal is the normal distribution.
type normal struct{ mean, sd float64 }

func (b normal) at(p, q float64) float64        { return b.mean + float64(b.sd*score(p, q)) }
func (b normal) tails(x float64) (p, q float64) { return normalTails((x - b.mean) / b.sd) }
func (b normal) ends() (low, high float64)      { return math.Inf(-1), math.Inf(1) }
func (b normal) kinks() []float64               { return nil }

// lognormal is the lognormal distribution: a median times e to the power of a normal number
// with the standard deviation sigma.
type lognormal struct{ median, sigma float64 }

// maxSigma is a factor of e^10, 22,000, for each standard deviation. It keeps every quantile
// and the first two moments far from the end of the floating-point numbers.
const maxSigma = 10

func (l lognormal) at(p, q float64) float64 {
	return l.median * portable.Exp(float64(l.sigma*score(p, q)))
}

func (l lognormal) tails(x float64) (p, q float64) {
	if !(x/l.median > scarce) {
		return 0, 1
	}
	return normalTails(portable.Log(min(x/l.median, 1/scarce)) / l.sigma)
}

func (l lognormal) ends() (low, high float64) { return 0, math.Inf(1) }
func (l lognormal) kinks() []float64          { return nil }

func buildNormal(p Params) (shape, *Fault) {
	if sd, ok := p.Numbers["sd"]; ok {
		if f := checkSpread("sd", sd); f != nil {
			return nil, f
		}
		return normal{p.Numbers["mean"], sd}, nil
	}
	k := quantilesOf(p)
	if f := checkRising(k); f != nil {
		return nil, f
	}
	rise := k[1].x - k[0].x
	return normal{k[0].x + float64(rise*medianAt(k)), rise / (k[1].z - k[0].z)}, nil
}

// medianAt is where the median lies between the first quantile and the second, in standard
// normal scores: halfway between p10 and p90.
func medianAt(k []knot) float64 { return -k[0].z / (k[1].z - k[0].z) }

func buildLognormal(p Params) (shape, *Fault) {
	for _, key := range []string{"mean", "p05", "p10", "p25", "p50", "p75", "p90", "p95"} {
		if x, ok := p.Numbers[key]; ok && !(x > 0) {
			return nil, fault(key, "%s has to be above 0, as all values of a lognormal distribution are", num(x))
		}
	}
	if sigma, ok := p.Numbers["sigma"]; ok {
		return lognormal{p.Numbers["p50"], sigma}, checkSigma("sigma", sigma, sigma)
	}
	if sd, ok := p.Numbers["sd"]; ok {
		mean := p.Numbers["mean"]
		ratio := min(sd/mean, 1e30) // far past maxSigma, and its square is finite
		square := log1p(float64(ratio * ratio))
		sigma := math.Sqrt(square)
		return lognormal{mean * portable.Exp(-square/2), sigma}, checkSigma("sd", sd, sigma)
	}
	k := quantilesOf(p)
	if f := checkRising(k); f != nil {
		return nil, f
	}
	rise := portable.Log(k[1].x / k[0].x)
	sigma := rise / (k[1].z - k[0].z)
	if f := checkSigma(k[1].key, sigma, sigma); f != nil {
		return nil, f
	}
	median := k[0].x * portable.Exp(float64(rise*medianAt(k)))
	if given, ok := p.Numbers["p50"]; ok {
		median = given
	}
	return lognormal{median, sigma}, nil
}

// checkSigma checks the key that gave sigma.
func checkSigma(key string, x, sigma float64) *Fault {
	if f := checkSpread(key, x); f != nil {
		return f
	}
	if sigma > maxSigma {
		return fault(key, "gives the logarithm a standard deviation of %s; it has to be %d at most, a factor of 22,000", num(sigma), maxSigma)
	}
	return nil
}

// log1p is ln(1+x) for x > -1/2 without loss where x is small: the rounding of 1+x cancels.
// Kahan, in the HP-15C Advanced Functions Handbook (1982).
func log1p(x float64) float64 {
	w := 1 + x
	if w == 1 {
		return x
	}
	return portable.Log(w) / (w - 1) * x
}

// checkSpread refuses what is no spread.
func checkSpread(key string, x float64) *Fault {
	if x == 0 {
		return fault(key, "0 leaves nothing to chance: write the number itself in the place of the distribution")
	}
	if x < 0 {
		return fault(key, "%s has to be above 0", num(x))
	}
	return nil
}

package distribution

// beta is the beta distribution between low and high. PERT is one.
type beta struct {
	low, high float64
	*unitBeta
}

// The range of alpha and beta. Below it nearly everything lies at the two ends, which is a
// discrete distribution; above it the spread is below a thousandth of the range.
const (
	leastShape = .1
	mostShape  = 1e6
)

func (s beta) at(p, q float64) float64 {
	x, c := logistic(s.logit(score(p, q)))
	if x < c {
		return s.low + float64(x*(s.high-s.low))
	}
	return s.high - float64(c*(s.high-s.low))
}

func (s beta) tails(x float64) (p, q float64) {
	width := s.high - s.low
	return s.unitBeta.tails((x-s.low)/width, (s.high-x)/width)
}

func (s beta) ends() (low, high float64) { return s.low, s.high }
func (s beta) kinks() []float64          { return nil }

func buildBeta(p Params) (shape, *Fault) {
	low, high := 0., 1.
	if x, ok := p.Numbers["low"]; ok {
		low = x
	}
	if x, ok := p.Numbers["high"]; ok {
		high = x
	}
	if f := checkEnds(low, high); f != nil {
		return nil, f
	}
	for _, key := range []string{"alpha", "beta"} {
		if x := p.Numbers[key]; !(x >= leastShape && x <= mostShape) {
			return nil, fault(key, "%s has to lie between 0.1 and a million", num(x))
		}
	}
	return beta{low, high, newUnitBeta(p.Numbers["alpha"], p.Numbers["beta"])}, nil
}

// buildPERT: the mean is (low + weight mode + high) / (weight + 2), with a weight of 4 in
// Malcolm, Roseboom, Clark and Fazar, Operations Research 7 (1959), 646-669; any weight in
// Vose, Risk Analysis (2008).
func buildPERT(p Params) (shape, *Fault) {
	low, mode, high := p.Numbers["low"], p.Numbers["mode"], p.Numbers["high"]
	if f := checkMode(low, mode, high); f != nil {
		return nil, f
	}
	weight, ok := p.Numbers["weight"]
	if !ok {
		weight = 4
	}
	if !(weight > 0 && weight < mostShape) {
		return nil, fault("weight", "%s has to lie above 0 and below a million; it is 4 by default", num(weight))
	}
	alpha := 1 + float64(weight*((mode-low)/(high-low)))
	opposite := 1 + float64(weight*((high-mode)/(high-low)))
	return beta{low, high, newUnitBeta(alpha, opposite)}, nil
}

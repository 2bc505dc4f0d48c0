package distribution

import (
	"cmp"
	"slices"
)

// discrete is the discrete distribution: values, rising, and the probability up to each.
type discrete struct{ x, upTo []float64 }

// mostValues that a discrete distribution may have.
const mostValues = 10_000

func (s *discrete) at(p, _ float64) float64 {
	i, _ := slices.BinarySearch(s.upTo, p)
	return s.x[min(i, len(s.x)-1)]
}

func (s *discrete) tails(x float64) (p, q float64) {
	i, found := slices.BinarySearch(s.x, x)
	if !found {
		i--
	}
	if i < 0 {
		return 0, 1
	}
	return s.upTo[i], 1 - s.upTo[i]
}

func (s *discrete) ends() (low, high float64) { return s.x[0], s.x[len(s.x)-1] }
func (s *discrete) kinks() []float64          { return nil }

func (s *discrete) has(x float64) bool {
	_, found := slices.BinarySearch(s.x, x)
	return found
}

// weight is the probability of value i.
func (s *discrete) weight(i int) float64 {
	if i == 0 {
		return s.upTo[0]
	}
	return s.upTo[i] - s.upTo[i-1]
}

// between are the values from low to high, and their share of the probability.
func (s *discrete) between(low, high float64) (*discrete, float64) {
	from, _ := slices.BinarySearch(s.x, low)
	to, found := slices.BinarySearch(s.x, high)
	if found {
		to++
	}
	if from >= to {
		return s, 0
	}
	if from == 0 && to == len(s.x) {
		return s, 1
	}
	values, weights := s.x[from:to], make([]float64, to-from)
	for i := range weights {
		weights[i] = s.weight(from + i)
	}
	return newDiscrete(values, weights)
}

// newDiscrete sorts values, adds up the weights of equal ones and drops those without weight.
// It also says the sum of the weights.
func newDiscrete(values, weights []float64) (*discrete, float64) {
	type pair struct{ x, weight float64 }
	var pairs []pair
	for i, x := range values {
		if weights[i] > 0 {
			pairs = append(pairs, pair{x, weights[i]})
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(a.x, b.x) })
	s, sum := &discrete{}, 0.
	for _, p := range pairs {
		sum += p.weight
		if n := len(s.x); n > 0 && s.x[n-1] == p.x {
			s.upTo[n-1] = sum
			continue
		}
		s.x, s.upTo = append(s.x, p.x), append(s.upTo, sum)
	}
	for i := range s.upTo {
		s.upTo[i] /= sum
	}
	return s, sum
}

func buildDiscrete(p Params) (shape, *Fault) {
	weights := p.Weights
	if weights == nil {
		weights = slices.Repeat([]float64{1}, len(p.Values))
	}
	switch n := len(p.Values); {
	case n == 0:
		return nil, fault("values", "is empty: give a list of at least one number")
	case n > mostValues:
		return nil, fault("values", "are %d, and may be %d at most", n, mostValues)
	case len(weights) != n:
		return nil, fault("weights", "are %d, and values are %d: each value has one weight", len(weights), n)
	}
	for i, w := range weights {
		if f := cmp.Or(checkNumber("values", p.Values[i]), checkNumber("weights", w)); f != nil {
			return nil, f
		}
		if w < 0 {
			return nil, fault("weights", "%s has to be 0 at least", num(w))
		}
	}
	s, sum := newDiscrete(p.Values, weights)
	if !(sum > 0) {
		return nil, fault("weights", "are all 0: at least one has to be above")
	}
	return s, nil
}

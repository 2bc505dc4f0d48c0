package distribution

import (
	"fmt"
	"math"
)

// Factor ties numbers by something that all have in common: a Gaussian copula in which every two
// have the same correlation, of 0 or above. Each number depends on the common one and on its
// own, and on no other, so one more or less of them leaves the rest as they are.
type Factor struct{ common, own float64 }

// NewFactor makes one with a Spearman rank correlation from 0 up to, without, 1.
func NewFactor(rank float64) (*Factor, error) {
	if !(rank >= 0 && rank < 1) {
		return nil, fmt.Errorf("rank correlation %v of every two numbers: it has to lie from 0 up to 1, without 1; draw = \"shared\" takes all of a group at the same quantile", rank)
	}
	r := pearson(rank)
	return &Factor{math.Sqrt(r), math.Sqrt(1 - r)}, nil
}

// Tie is the uniform number that comes of a common one and its own.
func (f *Factor) Tie(common, own float64) float64 {
	z := float64(f.common*Normal(common)) + float64(f.own*Normal(own))
	return min(max(NormalCDF(z), scarce), certain)
}

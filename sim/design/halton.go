package design

import (
	"fmt"

	"hubcap/model"
)

// halton has the points of Halton 1960, "On the efficiency of certain quasi-random sequences of
// points in evaluating multi-dimensional integrals", Numerische Mathematik 2: in each dimension
// the digits of the index in a prime base, mirrored at the point. The values are the bases.
type halton []uint64

// newHalton takes the first primes.
func newHalton(dims int) halton {
	bases := make(halton, 0, dims)
	for n := uint64(2); len(bases) < dims; n++ {
		if prime(n, bases) {
			bases = append(bases, n)
		}
	}
	return bases
}

// prime tells whether n is one, below being all primes below it.
func prime(n uint64, below []uint64) bool {
	for _, p := range below {
		if p*p > n {
			break
		}
		if n%p == 0 {
			return false
		}
	}
	return true
}

// at begins with index 1: index 0 is the corner, where no quantile is finite.
func (h halton) at(point int, u []float64) {
	for i, base := range h {
		u[i] = mirrored(uint64(point)+1, base)
	}
}

// mirrored is the radical inverse of an index below 2^32. Both numbers of the division are
// below base times 2^32, hence exact for every base below 2^21, the first 155,611 primes.
func mirrored(index, base uint64) float64 {
	digits, size := uint64(0), uint64(1)
	for ; index > 0; index /= base {
		digits = digits*base + index%base
		size *= base
	}
	return float64(digits) / float64(size)
}

// doubts: two large bases step nearly alike, so their coordinates go together until there are
// points enough (Braaten and Weller 1979; Morokoff and Caflisch 1995). With a quarter of the
// product of the two largest bases the largest correlation of any pair was measured to be below
// 0.15, for 8 to 40 dimensions; with an eighth it is up to 0.4, with a sixteenth up to 0.8.
func (h halton) doubts(points int) []model.Text {
	n := len(h)
	if n < 2 {
		return nil
	}
	enough := max(uint64(crowded*n), h[n-1]*h[n-2]/4)
	if uint64(points) >= enough {
		return nil
	}
	return []model.Text{{
		EN: fmt.Sprintf("%d points are few for a Halton sequence of %d axes: the last of these go together by accident, so the table does not tell which decide; take at least %d points, or the design sobol or lhs.", points, n, enough),
		ZH: fmt.Sprintf("对%[2]d个轴的Halton序列而言%[1]d个点偏少：靠后的轴会偶然相关，不宜据结果表判断何者关键；请至少取%[3]d个点，或改用sobol或lhs设计。", points, n, enough),
	}}
}

package distribution

import (
	"fmt"
	"math"
)

// Copula ties uniform numbers by a Gaussian copula.
type Copula struct {
	n     int
	lower []float64 // Cholesky factor of the correlations, row by row without the zeros
}

// certain is the largest quantile that is told from 1.
const certain = 1 - 0x1p-53

// NewCopula makes one with the given Spearman rank correlations, symmetric and row-major with
// a diagonal of 1; the error says why there is none, as when they are not positive definite.
func NewCopula(n int, rank []float64) (*Copula, error) {
	if n < 1 || len(rank) != n*n {
		return nil, fmt.Errorf("%d rank correlations for %d numbers: there have to be %d", len(rank), n, n*n)
	}
	for i := range n {
		for j := range n {
			if err := checkRank(i, j, rank[i*n+j], rank[j*n+i]); err != nil {
				return nil, err
			}
		}
	}
	c := &Copula{n, make([]float64, n*(n+1)/2)}
	if failed := c.factor(rank); failed < n {
		return nil, fmt.Errorf("the rank correlations contradict each other: number %d cannot have its own with those before it as these have theirs; bring some nearer to 0", failed+1)
	}
	return c, nil
}

func checkRank(i, j int, rho, mirrored float64) error {
	switch {
	case !(rho >= -1 && rho <= 1):
		return fmt.Errorf("rank correlation %v of numbers %d and %d: it has to lie between -1 and 1", rho, i+1, j+1)
	case rho != mirrored:
		return fmt.Errorf("rank correlation of numbers %d and %d is %v, and %v the other way round: it has to be the same", i+1, j+1, rho, mirrored)
	case i == j && rho != 1:
		return fmt.Errorf("rank correlation %v of number %d with itself: it has to be 1", rho, i+1)
	case i != j && rho == 1:
		return fmt.Errorf("rank correlation 1 of numbers %d and %d: it has to be below; draw = \"shared\" takes all of a group at the same quantile", i+1, j+1)
	case i != j && rho == -1:
		return fmt.Errorf("rank correlation -1 of numbers %d and %d: it has to be above, as -0.99", i+1, j+1)
	}
	return nil
}

// leastOwn is the least share of the variance of a normal number that those before it leave
// open. Below it the rounding of the factors would decide.
const leastOwn = 1e-9

// factor finds the Cholesky factor of the correlations of the normal numbers, or else the
// first of them that is left without a variance of its own; n where there is none such.
func (c *Copula) factor(rank []float64) int {
	for i := range c.n {
		row := c.lower[i*(i+1)/2:]
		for j := range i {
			of := c.lower[j*(j+1)/2:]
			row[j] = (pearson(rank[i*c.n+j]) - dot(row[:j], of)) / of[j]
		}
		own := 1 - dot(row[:i], row)
		if !(own > leastOwn) {
			return i
		}
		row[i] = math.Sqrt(own)
	}
	return c.n
}

func dot(a, b []float64) float64 {
	sum := 0.
	for i := range a {
		sum += float64(a[i] * b[i])
	}
	return sum
}

// pearson is the correlation of two normal numbers whose ranks have the correlation rho:
// 2 sin(pi rho/6). Pearson, On further methods of determining correlation (1907); Kruskal,
// Ordinal measures of association, J. Am. Stat. Assoc. 53 (1958), 814-861.
func pearson(rho float64) float64 {
	x := float64(rho * (math.Pi / 6)) // up to 0.53: the series ends below the last bit
	s := float64(x * x)
	return 2 * float64(x*horner(s, 1./355687428096000, -1./1307674368000, 1./6227020800, -1./39916800, 1./362880, -1./5040, 1./120, -1./6, 1))
}

// Tie turns n independent uniform numbers into tied ones, in place.
func (c *Copula) Tie(u []float64) {
	for i, v := range u[:c.n] {
		u[i] = Normal(v)
	}
	for i := c.n - 1; i >= 0; i-- { // from the last: a number depends on those before it
		z := dot(c.lower[i*(i+1)/2:(i+1)*(i+2)/2], u)
		u[i] = min(max(NormalCDF(z), scarce), certain)
	}
}

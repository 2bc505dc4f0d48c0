package distribution

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// even is the matrix of n numbers with the same correlation of every two.
func even(n int, rho float64) []float64 {
	m := slices.Repeat([]float64{rho}, n*n)
	for i := range n {
		m[i*n+i] = 1
	}
	return m
}

// ranksOf are the ranks of numbers, from 0.
func ranksOf(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if x[a] < x[b] {
			return -1
		}
		return 1
	})
	ranks := make([]float64, len(x))
	for rank, i := range order {
		ranks[i] = float64(rank)
	}
	return ranks
}

// spearman is 1 - 6 sum d^2 / (n^3 - n).
func spearman(a, b []float64) float64 {
	sum, n := 0., float64(len(a))
	ra, rb := ranksOf(a), ranksOf(b)
	for i := range ra {
		sum += (ra[i] - rb[i]) * (ra[i] - rb[i])
	}
	return 1 - 6*sum/(n*n*n-n)
}

func TestCopulaHasTheRankCorrelations(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		n    int
		rank []float64
	}{
		{1, []float64{1}},
		{2, even(2, .6)},
		{2, even(2, -.95)},
		{2, even(2, 0)},
		{3, []float64{1, .8, -.3, .8, 1, .1, -.3, .1, 1}},
		{5, even(5, .99)},
		{8, even(8, -.1)},
		{12, even(12, .4)},
	} {
		copula, err := NewCopula(c.n, c.rank)
		if err != nil {
			t.Errorf("%v: %v", c.rank, err)
			continue
		}
		const draws = 40_000
		u, columns := make([]float64, c.n), make([][]float64, c.n)
		for range draws {
			for i := range u {
				u[i] = random.Float64()
			}
			copula.Tie(u)
			for i := range u {
				columns[i] = append(columns[i], u[i])
			}
		}
		for i := range c.n {
			slope, mean := 0., 0.
			for _, u := range columns[i] {
				mean += u / draws
				slope += (u - .5) * (u - .5) * 12 / draws
			}
			near(t, "mean", mean, .5, 4.5/math.Sqrt(12*draws)) // each still uniform
			near(t, "variance, relative", slope, 1, 4.5*math.Sqrt(.8/draws))
			for j := range i {
				near(t, "rank correlation", spearman(columns[i], columns[j]), c.rank[i*c.n+j], 4.5/math.Sqrt(draws))
			}
		}
	}
}

// The first number passes unchanged; with a correlation of 0 all do.
func TestCopulaOfIndependent(t *testing.T) {
	copula, err := NewCopula(3, even(3, 0))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range chances()[1:] {
		u := []float64{x, 1 - x/2, .5, 7}
		copula.Tie(u)
		near(t, "first, relative", u[0]/x, 1, 1e-13)
		near(t, "second", u[1], 1-x/2, 1e-15)
		if u[2] != .5 || u[3] != 7 {
			t.Errorf("middle %v, and beyond the numbers %v", u[2], u[3])
		}
	}
}

// At the ends a tied number is still one that a quantile can be taken at.
func TestCopulaStaysInside(t *testing.T) {
	copula, err := NewCopula(4, even(4, .95))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []float64{5e-324, 1e-17, 1e-300, 1 - 0x1p-53} {
		u := slices.Repeat([]float64{x}, 4)
		copula.Tie(u)
		for _, v := range u {
			if !(v > 0 && v < 1) {
				t.Errorf("%v becomes %v", x, u)
			}
		}
	}
}

// Pearson's correlation at a few rank correlations that have a plain sine: of 30, 15 and 10
// degrees.
func TestPearson(t *testing.T) {
	for rho, want := range map[float64]float64{0: 0, 1: 1, -1: -1, .5: (math.Sqrt(6) - math.Sqrt2) / 2, .6: 2 * math.Sin(math.Pi/10)} {
		near(t, "pearson", pearson(rho), want, 3e-16)
	}
}

func TestCopulaFaults(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		n    int
		rank []float64
		says string
	}{
		{0, nil, "0 numbers"},
		{2, []float64{1, .5, .5}, "have to be 4"},
		{2, []float64{1, 1.1, 1.1, 1}, "1.1 of numbers 1 and 2"},
		{2, []float64{1, -1.1, -1.1, 1}, "between -1 and 1"},
		{2, []float64{1, nan, nan, 1}, "NaN"},
		{2, []float64{1, .2, .3, 1}, "the other way round"},
		{2, []float64{1, .2, .2, .9}, "with itself"},
		{2, []float64{nan, .2, .2, 1}, "NaN"},
		{2, even(2, 1), `draw = "shared"`},
		{2, even(2, -1), "-0.99"},
		{3, even(3, -.5), "number 3"},
		{4, even(4, -.34), "number 4"},
		{3, []float64{1, .9, -.9, .9, 1, .9, -.9, .9, 1}, "contradict"},
	} {
		copula, err := NewCopula(c.n, c.rank)
		if err == nil || copula != nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v: %v, want %q", c.rank, err, c.says)
		}
	}
	for n, rho := range map[int]float64{3: -.48, 4: -.31} { // just possible
		if _, err := NewCopula(n, even(n, rho)); err != nil {
			t.Errorf("%d of %v: %v", n, rho, err)
		}
	}
}

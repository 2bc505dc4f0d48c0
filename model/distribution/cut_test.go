package distribution

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// A cut distribution has the distribution function of the whole, less what is below, over
// what is left.
func TestCutIsRenormalised(t *testing.T) {
	for _, s := range samples() {
		if s.kind == "discrete" {
			continue
		}
		whole := make1(t, s.kind, s.p)
		for _, c := range [][2]float64{{0, .6}, {.3, 1}, {.05, .95}, {.999, .9999}} {
			p, low, high := s.p, math.Inf(-1), math.Inf(1)
			if c[0] > 0 {
				low = whole.Quantile(c[0])
				p = with(p, "min", low)
			}
			if c[1] < 1 {
				high = whole.Quantile(c[1])
				p = with(p, "max", high)
			}
			if high-low < 1e-9*math.Abs(high) {
				continue // beta(.1, .1), whose values run out below 1
			}
			cut, what := make1(t, s.kind, p), fmt.Sprint(s.kind, p)
			below, up := whole.CDF(low), whole.CDF(high)
			for u := .01; u < 1; u += .0431 {
				x := cut.Quantile(u)
				want := (whole.CDF(x) - below) / (up - below)
				near(t, what+" cdf", cut.CDF(x), want, 1e-11)
			}
			gotLow, gotHigh := cut.Support()
			wholeLow, wholeHigh := whole.Support()
			if gotLow != max(low, wholeLow) || gotHigh != min(high, wholeHigh) {
				t.Errorf("%s: support %v to %v", what, gotLow, gotHigh)
			}
			if cut.CDF(math.Nextafter(gotLow, math.Inf(-1))) != 0 || cut.CDF(gotHigh) != 1 {
				t.Errorf("%s: probability outside", what)
			}
		}
	}
}

func TestCutMoments(t *testing.T) {
	half := make1(t, "triangular", nums("low", 0, "mode", 1, "high", 2, "max", 1)) // density 2x
	near(t, "mean of half a triangle", half.Mean(), 2./3, 1e-12)
	near(t, "sd of half a triangle", half.SD(), math.Sqrt(1./18), 1e-12)
	over := make1(t, "triangular", nums("low", 0, "mode", 1, "high", 2, "min", .5, "max", 1.5)) // about 1
	near(t, "mean over the mode", over.Mean(), 1, 1e-12)
	near(t, "variance over the mode", over.SD()*over.SD(), 5./72, 1e-12) // 2/.75 of the integral of (1-x) x^2 to .5
	even := make1(t, "uniform", nums("low", 0, "high", 9, "min", 2, "max", 5))
	near(t, "mean of a cut uniform", even.Mean(), 3.5, 1e-12)
	near(t, "sd of a cut uniform", even.SD(), 3/math.Sqrt(12), 1e-12)

	phi, cdf := distuv.UnitNormal.Prob, distuv.UnitNormal.CDF
	for _, c := range [][2]float64{{-1, 2}, {-3.4, 4.6}, {.5, 30}, {3, 4}} {
		a, b := c[0], c[1]
		d := make1(t, "normal", nums("mean", 10, "sd", 2, "min", 10+2*a, "max", 10+2*b))
		z := cdf(b) - cdf(a)
		m := (phi(a) - phi(b)) / z
		near(t, fmt.Sprint("mean of a normal from ", a, " to ", b), d.Mean(), 10+2*m, 1e-11)
		near(t, fmt.Sprint("sd of a normal from ", a, " to ", b), d.SD(), 2*math.Sqrt(1+(a*phi(a)-b*phi(b))/z-m*m), 1e-11)
		l := make1(t, "lognormal", nums("p50", 1, "sigma", .8, "min", math.Exp(.8*a), "max", math.Exp(.8*b)))
		near(t, fmt.Sprint("mean of a lognormal from ", a, " to ", b), l.Mean(), math.Exp(.32)*(cdf(b-.8)-cdf(a-.8))/z, 1e-11*l.Mean())
	}
	some := make1(t, "discrete", discreteOf([]float64{1, 2, 3, 9}, []float64{5, 1, 1, 5}, "min", 1.5, "max", 3))
	near(t, "mean of 2 and 3", some.Mean(), 2.5, 1e-15)
	near(t, "sd of 2 and 3", some.SD(), .5, 1e-15)
}

func TestWithin(t *testing.T) {
	for _, c := range []struct {
		kind      string
		p         Params
		low, high float64
		cut       float64
		central   float64
	}{
		{"uniform", nums("low", 0, "high", 10), 0, 8, .2, 4},
		{"uniform", nums("low", 0, "high", 10), math.Inf(-1), math.Inf(1), 0, 5},
		{"uniform", nums("low", 0, "high", 10, "max", 5), 0, 4, .2, 2}, // of what min and max left
		{"normal", nums("mean", 0, "sd", 1), 0, 100, .5, Normal(.75)},
		{"triangular", nums("low", 0, "mode", 2, "high", 4), 1, 1.9, -1, 0},
		{"triangular", nums("low", 0, "mode", 3, "high", 4), 0, 2.9, 1 - 2.9*2.9/12, 2.9},
		{"discrete", discreteOf([]float64{1, 2, 3}, []float64{1, 2, 1}), 2, 2, .5, 2},
		{"discrete", discreteOf([]float64{1, 2, 3}, []float64{1, 2, 1}), 2, 9, .25, 2},
		{"discrete", discreteOf([]float64{1, 2, 3}, nil), 1.1, 1.9, -1, 0},
		{"uniform", nums("low", 0, "high", 10), 8, 20, -1, 0},
		{"uniform", nums("low", 0, "high", 10), 10, 20, -1, 0},
		{"uniform", nums("low", 0, "high", 10), 5, 5, -1, 0},
		{"uniform", nums("low", 0, "high", 10), 9, 2, -1, 0},
		{"uniform", nums("low", 0, "high", 10), math.NaN(), 2, -1, 0},
		{"uniform", nums("low", 0, "high", 10, "value", 9), 0, 8, -1, 0},
		{"discrete", discreteOf([]float64{1, 2, 3}, nil, "value", 1), 2, 3, -1, 0},
	} {
		what := fmt.Sprint(c.kind, c.p, c.low, c.high)
		d, cut, err := make1(t, c.kind, c.p).Within(c.low, c.high)
		if c.cut < 0 {
			if fault := (*Fault)(nil); !errors.As(err, &fault) || d != nil {
				t.Errorf("%s: no fault: %v", what, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		near(t, what+" cut", cut, c.cut, 1e-15)
		near(t, what+" central", d.Central(), c.central, 1e-14)
		if low, high := d.Support(); low < c.low || high > c.high {
			t.Errorf("%s: support %v to %v", what, low, high)
		}
		checkRises(t, what, d)
	}
	_, _, err := make1(t, "uniform", nums("low", 0, "high", 10)).Within(8, math.Inf(1))
	if err == nil || !strings.Contains(err.Error(), "from 8: only 20.0%") {
		t.Errorf("mostly outside: %v", err)
	}
}

// A tail is drawn without loss of digits, on either side: an exponential falls off there.
func TestFarTails(t *testing.T) {
	for _, sign := range []float64{-1, 1} {
		edges := []float64{sign * 4.5, sign * 6}
		d := make1(t, "normal", nums("mean", 0, "sd", 1, "min", min(edges[0], edges[1]), "max", max(edges[0], edges[1])))
		below, up := math.Erfc(6/math.Sqrt2), math.Erfc(4.5/math.Sqrt2)
		for u := .01; u < 1; u += .01 {
			x := math.Abs(d.Quantile(u))
			want := (up - math.Erfc(x/math.Sqrt2)) / (up - below)
			if sign < 0 {
				want = 1 - want
			}
			near(t, "tail", want, u, 1e-13)
			near(t, "CDF in the tail", d.CDF(d.Quantile(u)), u, 1e-13)
		}
	}
	// Just below an end that is 0.
	for _, d := range []*Dist{make1(t, "beta", nums("alpha", 1, "beta", 1, "low", -3, "high", 0)), make1(t, "uniform", nums("low", -3, "high", 0))} {
		for _, rest := range []float64{0x1p-53, 0x1p-50, 0x1p-30, 0x1p-9} {
			near(t, "below 0, relative", d.Quantile(1-rest)/rest, -3, 1e-9)
		}
	}
}

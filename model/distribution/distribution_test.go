package distribution

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// nums are parameters, a key and a number in turn.
func nums(pairs ...any) Params {
	p := Params{Numbers: map[string]float64{}}
	for i := 0; i < len(pairs); i += 2 {
		switch x := pairs[i+1].(type) {
		case int:
			p.Numbers[pairs[i].(string)] = float64(x)
		case float64:
			p.Numbers[pairs[i].(string)] = x
		}
	}
	return p
}

func with(p Params, pairs ...any) Params {
	out := p
	out.Numbers = maps.Clone(p.Numbers)
	maps.Copy(out.Numbers, nums(pairs...).Numbers)
	return out
}

func discreteOf(values, weights []float64, pairs ...any) Params {
	p := nums(pairs...)
	p.Values, p.Weights = values, weights
	return p
}

func make1(t testing.TB, kind string, p Params) *Dist {
	t.Helper()
	d, err := New(kind, p)
	if err != nil {
		t.Fatalf("%s %v: %v", kind, p, err)
	}
	return d
}

type sample struct {
	kind string
	p    Params
}

// samples are ordinary distributions of every kind, and odd ones.
func samples() []sample {
	return []sample{
		{"uniform", nums("low", -2, "high", 6)},
		{"triangular", nums("low", .6, "mode", 1, "high", 1)},
		{"triangular", nums("low", 0, "mode", 0, "high", 7)},
		{"triangular", nums("low", 10, "mode", 12, "high", 30)},
		{"normal", nums("mean", 54_000, "sd", 10_000)},
		{"normal", nums("p05", -1, "p50", 3)},
		{"lognormal", nums("p50", 18, "p90", 26)},
		{"lognormal", nums("mean", 3, "sd", 2)},
		{"lognormal", nums("p50", 1e-3, "sigma", 3)},
		{"pert", nums("low", 1, "mode", 2, "high", 6)},
		{"pert", nums("low", 1, "mode", 1, "high", 6, "weight", 9)},
		{"pert", nums("low", 0, "mode", .3, "high", 1, "weight", 900_000)},
		{"beta", nums("alpha", 2, "beta", 3)},
		{"beta", nums("alpha", 1, "beta", 1, "low", -4, "high", 4)},
		{"beta", nums("alpha", .1, "beta", .1)},
		{"beta", nums("alpha", .1, "beta", 1_000_000)},
		{"beta", nums("alpha", 1_000_000, "beta", 1_000_000)},
		{"beta", nums("alpha", .5, "beta", 700)},
		{"quantiles", nums("p10", 5, "p50", 9, "p90", 15)},
		{"quantiles", nums("p01", 1, "p05", 2, "p10", 2.1, "p25", 4, "p50", 9, "p75", 10, "p90", 11, "p95", 30, "p99", 31)},
		{"discrete", discreteOf([]float64{1, .8, 3}, []float64{3, 1, 0})},
	}
}

// chances are probabilities of every size, rising.
func chances() []float64 {
	out := []float64{1e-300, 1e-17}
	for e := -16.; e < -2; e++ {
		out = append(out, math.Pow(10, e))
	}
	for u := .01; u < .995; u += .0049 {
		out = append(out, u)
	}
	for e := -3.; e >= -15; e-- {
		out = append(out, 1-math.Pow(10, e))
	}
	return append(out, 1-0x1p-53)
}

func TestQuantileRises(t *testing.T) {
	for _, s := range samples() {
		for _, cut := range []bool{false, true} {
			d := make1(t, s.kind, s.p)
			if cut && s.kind != "discrete" {
				d = make1(t, s.kind, with(s.p, "min", d.Quantile(.11), "max", d.Quantile(.93)))
			}
			checkRises(t, fmt.Sprint(s.kind, s.p), d)
		}
	}
}

// checkRises looks for whatever must never happen.
func checkRises(t *testing.T, what string, d *Dist) {
	t.Helper()
	low, high := d.Support()
	before, spread := math.Inf(-1), d.shape.at(.9, .1)-d.shape.at(.1, .9)
	for _, u := range chances() {
		x := d.Quantile(u)
		if math.IsNaN(x) || math.IsInf(x, 0) || x < low || x > high {
			t.Fatalf("%s: quantile %v at %v, support %v to %v", what, x, u, low, high)
		}
		if x < before-1e-14*(math.Abs(before)+spread) { // rounding
			t.Fatalf("%s: quantile falls from %v to %v at %v", what, before, x, u)
		}
		before = x
	}
}

// The probability up to a quantile is the one it was asked for.
func TestRoundTrip(t *testing.T) {
	for _, s := range samples() {
		if s.kind == "discrete" {
			continue
		}
		d := make1(t, s.kind, s.p)
		for i, d := range []*Dist{d, make1(t, s.kind, with(s.p, "min", d.Quantile(.2), "max", d.Quantile(.7)))} {
			for _, u := range chances() {
				within := 1e-9 * min(u, 1-u) // relative in both tails
				if i == 1 {
					within = 1e-9 // where the edges lie
				}
				if x, low, high := d.Quantile(u), d.from.x, d.to.x; x-low < 1e-7*math.Abs(low) || high-x < 1e-7*math.Abs(high) {
					continue // the numbers next to an end are too coarse
				}
				near(t, fmt.Sprint(s.kind, s.p, " at ", u), d.CDF(d.Quantile(u)), u, within+4e-16)
			}
			low, high := d.Support()
			if d.CDF(low-1) != 0 || d.CDF(high) != 1 || d.CDF(math.Inf(1)) != 1 || d.CDF(math.Inf(-1)) != 0 {
				t.Errorf("%s: beyond the ends %v, %v", s.kind, d.CDF(low-1), d.CDF(high))
			}
		}
	}
}

func TestAgainstGonum(t *testing.T) {
	type oracle interface {
		CDF(float64) float64
		Quantile(float64) float64
		Mean() float64
		StdDev() float64
	}
	sigma := math.Log(26./18) / distuv.UnitNormal.Quantile(.9)
	for _, c := range []struct {
		kind string
		p    Params
		o    oracle
	}{
		{"uniform", nums("low", -2, "high", 6), distuv.Uniform{Min: -2, Max: 6}},
		{"triangular", nums("low", 10, "mode", 12, "high", 30), distuv.NewTriangle(10, 30, 12, nil)},
		{"triangular", nums("low", .6, "mode", 1, "high", 1), distuv.NewTriangle(.6, 1, 1, nil)},
		{"triangular", nums("low", 2, "mode", 2, "high", 5), distuv.NewTriangle(2, 5, 2, nil)},
		{"normal", nums("mean", 3, "sd", 2), distuv.Normal{Mu: 3, Sigma: 2}},
		{"lognormal", nums("p50", 18, "p90", 26), distuv.LogNormal{Mu: math.Log(18), Sigma: sigma}},
		{"lognormal", nums("p50", 2, "sigma", 4), distuv.LogNormal{Mu: math.Log(2), Sigma: 4}},
		{"beta", nums("alpha", 2, "beta", 3), distuv.Beta{Alpha: 2, Beta: 3}},
		{"beta", nums("alpha", .3, "beta", .2), distuv.Beta{Alpha: .3, Beta: .2}},
		{"beta", nums("alpha", 700, "beta", .5), distuv.Beta{Alpha: 700, Beta: .5}},
		{"beta", nums("alpha", 40, "beta", 90), distuv.Beta{Alpha: 40, Beta: 90}},
	} {
		d, what := make1(t, c.kind, c.p), fmt.Sprint(c.kind, c.p)
		near(t, what+" mean, relative", d.Mean()/c.o.Mean(), 1, 1e-11)
		near(t, what+" sd, relative", d.SD()/c.o.StdDev(), 1, 1e-11)
		for u := .0005; u < 1; u += .0037 {
			x := d.Quantile(u)
			near(t, what+" cdf", d.CDF(x), c.o.CDF(x), 1e-12)
			if 1-x > 1e-7 || c.kind != "beta" { // the numbers below 1 are too coarse
				near(t, what+" quantile's cdf", c.o.CDF(x), u, 2e-10)
			}
			if c.kind != "beta" { // distuv inverts that one to 1e-6 or so
				near(t, what+" quantile", x, c.o.Quantile(u), 1e-11*max(1, math.Abs(x)))
			}
		}
	}
}

// Beta distributions whose quantiles are powers: of u^(1/a) where beta is 1.
func TestBetaPowers(t *testing.T) {
	for _, a := range []float64{.1, .5, 1, 2, 7.3, 1000, 1e6} {
		d, mirrored := make1(t, "beta", nums("alpha", a, "beta", 1)), make1(t, "beta", nums("alpha", 1, "beta", a))
		for _, u := range chances()[1:] { // not past the table's reach
			near(t, fmt.Sprintf("beta(%v, 1) at %v", a, u), d.Quantile(u), math.Pow(u, 1/a), 1e-10*d.SD()+2e-16)
			near(t, fmt.Sprintf("beta(1, %v) at %v", a, u), mirrored.Quantile(u), -math.Expm1(math.Log1p(-u)/a), 1e-10*d.SD()+2e-16)
		}
	}
	arc := make1(t, "beta", nums("alpha", .5, "beta", .5)) // of the arcsine law
	for _, u := range chances() {
		near(t, "arcsine", arc.Quantile(u), math.Pow(math.Sin(math.Pi*u/2), 2), 1e-10)
	}
}

// Whatever the shape, moments are alpha/(alpha+beta) and so on.
func TestBetaMoments(t *testing.T) {
	shapes := []float64{.1, .3, 1, 2.5, 60, 4000, 1e6}
	for _, a := range shapes {
		for _, b := range shapes {
			d := make1(t, "beta", nums("alpha", a, "beta", b))
			sd := math.Sqrt(a*b/(a+b+1)) / (a + b)
			near(t, fmt.Sprintf("beta(%v, %v): mean", a, b), d.Mean(), a/(a+b), 1e-9*sd+1e-15)
			near(t, fmt.Sprintf("beta(%v, %v): sd, relative", a, b), d.SD()/sd, 1, 1e-9)
		}
	}
}

// The mean of PERT by its formula, 4 times the mode; the beta it is; without a weight, or
// nearly so, it is uniform.
func TestPERT(t *testing.T) {
	d := make1(t, "pert", nums("low", 1, "mode", 2, "high", 6))
	near(t, "mean", d.Mean(), (1+4*2+6)/6., 1e-11)
	b := make1(t, "beta", nums("alpha", 1.8, "beta", 4.2, "low", 1, "high", 6))
	for _, u := range chances() {
		near(t, "quantile", d.Quantile(u), b.Quantile(u), 1e-10)
	}
	near(t, "mean of weight 10", make1(t, "pert", nums("low", 1, "mode", 2, "high", 6, "weight", 10)).Mean(), (1+10*2+6)/12., 1e-11)
	near(t, "weight 0", make1(t, "pert", nums("low", 0, "mode", .1, "high", 1, "weight", 1e-9)).Quantile(.3), .3, 1e-8)
}

// Each form of a kind gives what its keys say.
func TestFormsGiveTheirKeys(t *testing.T) {
	for _, kind := range []string{"normal", "lognormal", "quantiles"} {
		for _, k := range Kinds() {
			if k.Name != kind {
				continue
			}
			for _, form := range k.Forms {
				p := Params{Numbers: map[string]float64{}}
				for i, key := range form {
					p.Numbers[key] = 3 + float64(i)
				}
				if form[1] == "sigma" || form[1] == "sd" {
					p.Numbers[form[1]] = .7
				}
				d := make1(t, kind, p)
				for i, key := range form {
					switch key {
					case "mean":
						near(t, "mean", d.Mean(), 3, 1e-12)
					case "sd":
						near(t, "sd", d.SD(), .7, 1e-12)
					case "sigma":
						near(t, "sigma", math.Log(d.Quantile(NormalCDF(1))/d.Quantile(.5)), .7, 1e-14)
					default:
						percent, err := strconv.ParseFloat(key[1:], 64)
						if err != nil {
							t.Fatal(err)
						}
						near(t, fmt.Sprint(kind, form, key), d.Quantile(percent/100), 3+float64(i), 1e-13)
					}
				}
			}
		}
	}
}

func TestQuantilesOfANormal(t *testing.T) {
	n := make1(t, "normal", nums("mean", 3, "sd", 2))
	d := make1(t, "quantiles", nums("p10", n.Quantile(.1), "p50", 3, "p90", n.Quantile(.9)))
	for _, u := range chances() {
		near(t, fmt.Sprint("at ", u), d.Quantile(u), n.Quantile(u), 1e-11)
	}
	near(t, "mean", d.Mean(), 3, 1e-11)
	near(t, "sd", d.SD(), 2, 1e-11)
}

// Between p10 and p50 the steps are 4 for 1.28 scores, above 6, and so on beyond.
func TestQuantilesBentAtTheMedian(t *testing.T) {
	d := make1(t, "quantiles", nums("p10", 5, "p50", 9, "p90", 15))
	z := Normal(.9)
	for score, want := range map[float64]float64{-3: 9 - 12/z, -.5: 9 - 2/z, 0: 9, .5: 9 + 3/z, 4: 9 + 24/z} {
		near(t, "quantile", d.Quantile(NormalCDF(score)), want, 1e-11)
	}
	// Half of each normal distribution: the mean of |z| is sqrt(2/pi).
	near(t, "mean", d.Mean(), 9+(6-4)/z/math.Sqrt(2*math.Pi), 1e-11)
}

func TestDiscrete(t *testing.T) {
	d := make1(t, "discrete", discreteOf([]float64{2, 1, 5, 2}, []float64{1, 2, 2, 3}))
	for u, want := range map[float64]float64{1e-17: 1, .25: 1, .2500001: 2, .75: 2, .7500001: 5, 1 - 0x1p-53: 5} {
		if got := d.Quantile(u); got != want {
			t.Errorf("quantile at %v: %v, want %v", u, got, want)
		}
	}
	for x, want := range map[float64]float64{.9: 0, 1: .25, 1.9: .25, 2: .75, 4.9: .75, 5: 1, 9: 1} {
		if got := d.CDF(x); got != want {
			t.Errorf("CDF(%v) = %v, want %v", x, got, want)
		}
	}
	near(t, "mean", d.Mean(), 2.5, 1e-15)
	near(t, "sd", d.SD(), 1.5, 1e-15) // (1.5^2 2 + .5^2 4 + 2.5^2 2) / 8 = 2.25
	alike := make1(t, "discrete", discreteOf([]float64{3, 1, 2}, nil))
	if got := []float64{alike.Quantile(.33), alike.Quantile(.34), alike.Quantile(.67)}; !slices.Equal(got, []float64{1, 2, 3}) {
		t.Errorf("without weights: %v", got)
	}
}

// A median that is given is the median to the last digit, and no lower quantile is above it.
func TestMedianIsExact(t *testing.T) {
	for i := range 400 {
		p50 := 1 + float64(i)/7
		for _, kind := range []string{"normal", "lognormal", "quantiles"} {
			d := make1(t, kind, nums("p10", .3, "p50", p50))
			if below, at := d.Quantile(.5-0x1p-54), d.Quantile(.5); at != p50 || below > at {
				t.Errorf("%s: median %v, want %v, and just below %v", kind, at, p50, below)
			}
		}
	}
}

func TestCentral(t *testing.T) {
	for _, c := range []struct {
		kind string
		p    Params
		want float64
	}{
		{"uniform", nums("low", 2, "high", 6), 4},
		{"triangular", nums("low", .6, "mode", 1, "high", 1), 1},
		{"triangular", nums("low", 0, "mode", 1, "high", 4, "min", 2), 2},
		{"pert", nums("low", 0, "mode", 3, "high", 4, "max", 2), 2},
		{"pert", nums("low", 0, "mode", 3, "high", 4, "value", 1), 1},
		{"normal", nums("mean", 9, "sd", 2), 9},
		{"normal", nums("p10", 5, "p90", 13), 9},
		{"lognormal", nums("p50", 18, "p90", 26), 18},
		{"lognormal", nums("p50", 18, "p90", 26, "value", 20), 20},
		{"quantiles", nums("p10", 5, "p50", 9, "p90", 15), 9},
		{"discrete", discreteOf([]float64{1, .8}, []float64{3, 1}), 1},
		{"discrete", discreteOf([]float64{1, .8}, []float64{3, 1}, "value", .8), .8},
		{"discrete", discreteOf([]float64{1, 2, 3, 4}, nil, "min", 2.5), 3},
	} {
		if got := make1(t, c.kind, c.p).Central(); got != c.want {
			t.Errorf("%s %v: %v, want %v", c.kind, c.p, got, c.want)
		}
	}
}

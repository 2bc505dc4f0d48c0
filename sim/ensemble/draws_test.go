package ensemble

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"hubcap/sim/result"
)

// kinds gives one number of the linear scenario a distribution of each kind, and the quantities
// that anybody can work out of it.
var kinds = []struct {
	path, dist string
	mean, sd   float64 // NaN where it takes more than the head
	at         map[float64]float64
}{
	{"build.capex_cny_per_rack", `{ dist = "uniform", low = 60_000, high = 90_000 }`, 75_000, 30_000 / math.Sqrt(12), map[float64]float64{.1: 63_000, .5: 75_000, .9: 87_000}},
	{"build.grid_peak_factor", `{ dist = "triangular", low = 0.6, mode = 0.9, high = 1.2 }`, .9, .6 / math.Sqrt(24), map[float64]float64{.5: .9, .125: .75, .875: 1.05}},
	{"electricity_cny_per_kwh", `{ dist = "normal", mean = 0.5, sd = 0.05 }`, .5, .05, map[float64]float64{.5: .5, .95: .5 + .05*1.644854}},
	{"build.lead_time_months", `{ dist = "normal", mean = 10, sd = 2, min = 10 }`, 10 + 2*math.Sqrt(2/math.Pi), 2 * math.Sqrt(1-2/math.Pi), map[float64]float64{.5: 10 + 2*.6744898}},
	{"build.trend_months", `{ dist = "lognormal", p50 = 10, sigma = 0.3 }`, 10 * math.Exp(.045), 10 * math.Exp(.045) * math.Sqrt(math.Expm1(.09)), map[float64]float64{.5: 10, .95: 10 * math.Exp(.3*1.644854)}},
	{"build.order_above", `{ dist = "beta", alpha = 2, beta = 2, low = 0.4, high = 0.9 }`, .65, .5 * math.Sqrt(.05), map[float64]float64{.5: .65}},
	{"build.asset_life_years", `{ dist = "pert", low = 10, mode = 14, high = 24 }`, 15, math.NaN(), nil},
	{"build.discount_per_year", `{ dist = "discrete", values = [0.04, 0.08, 0.12], weights = [1, 2, 1] }`, .08, .04 / math.Sqrt2, map[float64]float64{.2: .04, .5: .08, .8: .12}},
	{"demand.growth_per_year", `{ dist = "quantiles", p10 = 0.1, p50 = 0.3, p90 = 0.6 }`, math.NaN(), math.NaN(), map[float64]float64{.1: .1, .5: .3, .9: .6}},
}

// ofKinds is linear with all kinds of distribution, and more members than it needs.
func ofKinds(t *testing.T) *Study {
	t.Helper()
	var settings []string
	for _, k := range kinds {
		settings = append(settings, "cluster.c."+k.path+"="+k.dist)
	}
	s := study(t, linear, append(settings, "time.step=year")...)
	s.Members = 2048
	if underRace {
		s.Members = 1024
	}
	return s
}

// drawn are what all members have drawn under a path, sorted.
func drawn(t *testing.T, o *Outcome, path string) []float64 {
	t.Helper()
	for i, d := range o.Ensemble.Draws {
		if d.Path == path {
			out := make([]float64, len(o.Members))
			for m := range out {
				out[m] = o.Members[m].Drawn[i]
			}
			return out
		}
	}
	t.Fatalf("%s is not drawn", path)
	return nil
}

// What members draw is distributed as the scenario says, from its text to the answer: mean,
// standard deviation and quantiles as worked out by hand, and the whole by the greatest distance
// from the distribution function (Kolmogorov and Smirnov, at 1 in 1,000).
func TestDrawsAreAsAsked(t *testing.T) {
	s := ofKinds(t)
	n := float64(s.Members)
	for _, sampling := range []string{"plain", "lhs", "sobol"} {
		s.Sampling = sampling
		o := run(t, s)
		if len(o.Ensemble.Draws) != len(kinds)+1 || o.Ensemble.Uncertain != len(kinds)+1 || o.Ensemble.Sampling != sampling {
			t.Fatalf("%d draws", len(o.Ensemble.Draws))
		}
		for _, k := range kinds {
			values := drawn(t, o, "cluster.c."+k.path)
			slices.Sort(values)
			sum, squares := 0., 0.
			for _, v := range values {
				sum += v
			}
			mean := sum / n
			for _, v := range values {
				squares += (v - mean) * (v - mean)
			}
			sd := math.Sqrt(squares / (n - 1))
			slack, least := 4*sd/math.Sqrt(n), 1.95/math.Sqrt(n)
			if sampling != "plain" { // one in each n-th part
				slack, least = 8*sd/n*math.Log(n), 1.001/n
			}
			if !math.IsNaN(k.mean) && !near(mean, k.mean, slack) {
				t.Errorf("%s, %s: mean %v, want %v within %v", sampling, k.path, mean, k.mean, slack)
			}
			if !math.IsNaN(k.sd) && !near(sd, k.sd, .06*k.sd*math.Sqrt(2048/n)) {
				t.Errorf("%s, %s: standard deviation %v, want %v", sampling, k.path, sd, k.sd)
			}
			for q, want := range k.at {
				below, _ := slices.BinarySearch(values, want*(1-1e-9))
				upTo, _ := slices.BinarySearch(values, want*(1+1e-9))
				if float64(below)/n > q+least+1e-5 || float64(upTo)/n < q-least-1e-5 {
					t.Errorf("%s, %s: %v lies at %.4f to %.4f, want %v", sampling, k.path, want, float64(below)/n, float64(upTo)/n, q)
				}
			}
			u := s.Central.Scenario().Uncertain[slices.IndexFunc(o.Ensemble.Draws, func(d result.Drawn) bool { return d.Path == "cluster.c."+k.path })]
			for i, v := range values {
				if i+1 < len(values) && values[i+1] == v {
					continue
				}
				if p := u.Dist.CDF(v); !near(p, float64(i+1)/n, least) {
					t.Errorf("%s, %s: %d of %d are up to %v, and the distribution says %.5f", sampling, k.path, i+1, len(values), v, p)
					break
				}
			}
		}
	}
}

// ranks are the ranks of values, from 0.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return int(math.Copysign(1, values[a]-values[b])) })
	out := make([]float64, len(values))
	for rank, i := range order {
		out[i] = float64(rank)
	}
	return out
}

// spearman is the correlation of ranks.
func spearman(a, b []float64) float64 {
	n, sum := float64(len(a)), 0.
	x, y := ranks(a), ranks(b)
	for i := range x {
		sum += (x[i] - y[i]) * (x[i] - y[i])
	}
	return 1 - 6*sum/(n*(n*n-1))
}

const groups = `[[group]]
id = "tied"
rank_correlation = 0.5
[[group.pair]]
id = "apart"
a = "cluster.c.build.capex_cny_per_rack"
b = "cluster.c.build.lead_time_months"
rank_correlation = -0.3
[[group]]
id = "one"
draw = "shared"
[[hub]]
`

// The numbers of a group have the rank correlations asked for, its pair its own, and those of a
// shared group lie at the same quantile; all others have none.
func TestGroups(t *testing.T) {
	const at = "cluster.c."
	s := study(t, file(t, strings.Replace(text(t, linear), "[[hub]]\n", groups, 1)), "time.step=year",
		at+`build.capex_cny_per_rack={ dist = "uniform", low = 60_000, high = 90_000, group = "tied" }`,
		at+`electricity_cny_per_kwh={ dist = "lognormal", p50 = 0.5, p90 = 0.6, group = "tied" }`,
		at+`build.lead_time_months={ dist = "normal", mean = 10, sd = 1, group = "tied" }`,
		at+`build.grid_peak_factor={ dist = "uniform", low = 0.8, high = 1, group = "one" }`,
		at+`build.asset_life_years={ dist = "uniform", low = 10, high = 20, group = "one" }`,
		at+`build.discount_per_year={ dist = "triangular", low = 0, mode = 0.1, high = 0.1, group = "one" }`)
	s.Members = 2048
	if underRace {
		s.Members = 1024
	}
	capex, power, lead, other := at+"build.capex_cny_per_rack", at+"electricity_cny_per_kwh", at+"build.lead_time_months", at+"build.rate_racks_per_month"
	for _, sampling := range []string{"plain", "lhs", "sobol"} {
		s.Sampling = sampling
		o := run(t, s)
		for _, c := range []struct {
			a, b string
			want float64
		}{
			{capex, power, .5}, {power, lead, .5}, {capex, lead, -.3},
			{capex, other, 0}, {power, other, 0}, {at + "build.asset_life_years", other, 0}, {at + "build.asset_life_years", lead, 0},
		} {
			if got := spearman(drawn(t, o, c.a), drawn(t, o, c.b)); !near(got, c.want, 4/math.Sqrt(float64(s.Members))) {
				t.Errorf("%s: %s and %s are correlated by %.3f, want %v", sampling, c.a, c.b, got, c.want)
			}
		}
		factor, life, discount := drawn(t, o, at+"build.grid_peak_factor"), drawn(t, o, at+"build.asset_life_years"), drawn(t, o, at+"build.discount_per_year")
		for m := range factor {
			u := (factor[m] - .8) / .2
			if !near(life[m], 10+10*u, 1e-9) || !near(discount[m], .1*math.Sqrt(u), 1e-9) {
				t.Fatalf("%s: member %d: %v, %v, %v are not at one quantile", sampling, m, factor[m], life[m], discount[m])
			}
		}
		for i, path := range []string{capex, lead} { // each by itself is as it was
			values := drawn(t, o, path)
			slices.Sort(values)
			want, density := []float64{75_000, 10}[i], []float64{1. / 30_000, 1 / math.Sqrt(2*math.Pi)}[i]
			if got := quantile(values, .5); !near(got, want, 4*.5/density/math.Sqrt(float64(s.Members))) {
				t.Errorf("%s: median of %s %v, want %v", sampling, path, got, want)
			}
		}
	}
}

// A number put in between moves no other with plain sampling, nor does a group that others are in.
func TestNumbersStay(t *testing.T) {
	s := study(t, linear)
	more := study(t, linear, `cluster.c.build.asset_life_years={ dist = "uniform", low = 10, high = 20 }`)
	for _, sampling := range []string{"plain", "lhs"} {
		s.Sampling, more.Sampling = sampling, sampling
		a, b := drawn(t, run(t, s), "cluster.c.build.rate_racks_per_month"), drawn(t, run(t, more), "cluster.c.build.rate_racks_per_month")
		if fmt.Sprint(a) != fmt.Sprint(b) {
			t.Errorf("%s: another number has moved those of the rate", sampling)
		}
	}
}

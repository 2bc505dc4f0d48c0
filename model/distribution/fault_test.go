package distribution

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
)

func TestFaults(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		kind string
		p    Params
		key  string
		says string
	}{
		{"gauss", nums("mean", 1, "sd", 1), "dist", "normal, lognormal"},
		{"", nums(), "dist", "uniform"},
		{"uniform", nums("low", 1, "hihg", 2), "hihg", "low, high, min, max, value"},
		{"uniform", discreteOf([]float64{1}, nil, "low", 1, "high", 2), "values", "no parameter"},
		{"uniform", discreteOf(nil, []float64{1}, "low", 1, "high", 2), "weights", "no parameter"},
		{"uniform", nums("low", 1), "high", "missing"},
		{"uniform", nums(), "low", "low and high"},
		{"triangular", nums("low", 1, "high", 2), "mode", "low, mode and high"},
		{"pert", nums("weight", 4), "low", "missing"},
		{"beta", nums("alpha", 4), "beta", "missing"},
		{"discrete", nums(), "values", "missing"},
		{"normal", nums("mean", 1), "", "given: mean"},
		{"normal", nums("sd", 1), "", "mean and sd, or two of"},
		{"normal", nums("p50", 1), "", "given: p50"},
		{"normal", nums(), "", "none is given"},
		{"normal", nums("mean", 1, "p50", 1), "p50", "too much"},
		{"normal", nums("mean", 1, "sd", 1, "p90", 3), "sd", "given: mean, p90, sd"},
		{"normal", nums("p10", 1, "p50", 2, "p90", 3), "p90", `dist = "quantiles"`},
		{"normal", nums("p01", 1, "p50", 2), "p01", "no parameter"},
		{"lognormal", nums("sigma", 1), "", "p50 and sigma"},
		{"lognormal", nums("p50", 1, "sd", 1), "sd", "too much"},
		{"lognormal", nums("p50", 1, "sigma", 1, "p90", 9), "sigma", "too much"},
		{"quantiles", nums("p10", 1), "", "two or more"},
		{"quantiles", nums("mean", 1, "sd", 3), "mean", "no parameter"},
		{"uniform", nums("low", nan, "high", 2), "low", "NaN"},
		{"uniform", nums("low", 1, "high", inf), "high", "number"},
		{"uniform", nums("low", 1, "high", 2, "min", -inf), "min", "number"},
		{"uniform", nums("low", 1, "high", 2, "value", nan), "value", "number"},
		{"uniform", nums("low", 1, "high", 1e101), "high", "1e100"},
		{"uniform", nums("low", 1e-101, "high", 1), "low", "1e-100"},
		{"uniform", nums("low", 2, "high", 2), "high", "above low, 2"},
		{"uniform", nums("low", 2, "high", 1), "high", "above low"},
		{"triangular", nums("low", 2, "mode", 2, "high", 2), "high", "above low"},
		{"triangular", nums("low", 2, "mode", 1, "high", 4), "mode", "2 to 4"},
		{"pert", nums("low", 2, "mode", 5, "high", 4), "mode", "2 to 4"},
		{"pert", nums("low", 2, "mode", 3, "high", 4, "weight", 0), "weight", "above 0"},
		{"pert", nums("low", 2, "mode", 3, "high", 4, "weight", 1e6), "weight", "million"},
		{"normal", nums("mean", 1, "sd", -1), "sd", "above 0"},
		{"normal", nums("mean", 1, "sd", 0), "sd", "the number itself"},
		{"normal", nums("p10", 3, "p90", 3), "p90", "above p10, 3"},
		{"lognormal", nums("p50", 0, "p90", 3), "p50", "above 0"},
		{"lognormal", nums("p50", -2, "sigma", 3), "p50", "above 0"},
		{"lognormal", nums("mean", 0, "sd", 3), "mean", "above 0"},
		{"lognormal", nums("mean", 2, "sd", 0), "sd", "the number itself"},
		{"lognormal", nums("mean", 2, "sd", -1), "sd", "above 0"},
		{"lognormal", nums("mean", 1e-90, "sd", 1e90), "sd", "at most"},
		{"lognormal", nums("p50", 2, "sigma", 0), "sigma", "the number itself"},
		{"lognormal", nums("p50", 2, "sigma", 30), "sigma", "10 at most"},
		{"lognormal", nums("p50", 2, "p75", 1e90), "p75", "10 at most"},
		{"lognormal", nums("p50", 2, "p75", 1), "p75", "above p50"},
		{"beta", nums("alpha", 0, "beta", 1), "alpha", "0.1"},
		{"beta", nums("alpha", 1e-3, "beta", 1), "alpha", "0.1"},
		{"beta", nums("alpha", 1, "beta", -1), "beta", "0.1"},
		{"beta", nums("alpha", 1, "beta", 1e7), "beta", "million"},
		{"beta", nums("alpha", 1, "beta", 1, "low", 1), "high", "above low"},
		{"beta", nums("alpha", 1, "beta", 1, "high", -1), "high", "above low"},
		{"quantiles", nums("p10", 1, "p50", 3, "p90", 2), "p90", "above p50, 3"},
		{"quantiles", nums("p10", 1, "p50", 1), "p50", "above p10"},
		{"discrete", discreteOf([]float64{}, nil), "values", "empty"},
		{"discrete", discreteOf([]float64{1, 2}, []float64{1}), "weights", "are 1, and values are 2"},
		{"discrete", discreteOf([]float64{1, 2}, []float64{}), "weights", "are 0"},
		{"discrete", discreteOf([]float64{1, 2}, []float64{1, -1}), "weights", "at least"},
		{"discrete", discreteOf([]float64{1, 2}, []float64{0, 0}), "weights", "all 0"},
		{"discrete", discreteOf([]float64{1, 2}, []float64{1, nan}), "weights", "number"},
		{"discrete", discreteOf([]float64{1, inf}, nil), "values", "number"},
		{"discrete", discreteOf(make([]float64, 10_001), nil), "values", "10000"},
		{"discrete", nums("values", 3), "values", "list"},
		{"discrete", discreteOf([]float64{1, 2}, nil, "weights", 3), "weights", "list"},
		{"discrete", discreteOf([]float64{1, 2}, nil, "value", 1.5), "value", "none of the values"},
		{"discrete", discreteOf([]float64{1, 2}, []float64{1, 0}, "value", 2), "value", "none of the values"},
		{"discrete", discreteOf([]float64{1, 2}, nil, "min", 1.2, "max", 1.8), "", "1.2 to 1.8"},
		{"uniform", nums("low", 0, "high", 4, "value", 5), "value", "0 to 4"},
		{"uniform", nums("low", 0, "high", 4, "max", 2, "value", 3), "value", "0 to 2"},
		{"lognormal", nums("p50", 2, "sigma", 1, "value", -1), "value", "from 0"},
		{"uniform", nums("low", 0, "high", 4, "min", 3, "max", 3), "max", "above min"},
		{"uniform", nums("low", 0, "high", 4, "min", 3, "max", 2), "max", "above min"},
		{"uniform", nums("low", 0, "high", 4, "min", 4), "min", "nothing"},
		{"uniform", nums("low", 0, "high", 4, "max", -4), "max", "nothing"},
		{"normal", nums("mean", 0, "sd", 1, "min", 5), "min", "nothing"},
		{"normal", nums("mean", 0, "sd", 1, "min", 1, "max", 1.0000001), "", "nothing"},
	} {
		d, err := New(c.kind, c.p)
		fault := (*Fault)(nil)
		if !errors.As(err, &fault) || d != nil {
			t.Errorf("%s %v: no fault, %v", c.kind, c.p.Numbers, err)
			continue
		}
		if fault.Key != c.key || !strings.Contains(fault.What, c.says) {
			t.Errorf("%s %v: %v, want one of key %q that says %q", c.kind, c.p.Numbers, fault, c.key, c.says)
		}
		if c.key != "" && err.Error() != c.key+": "+fault.What {
			t.Errorf("text %q", err)
		}
	}
}

// What Kinds says is what New does: the forms make a distribution, less than one does not,
// and every key is explained.
func TestKinds(t *testing.T) {
	sample := map[string]float64{"low": .1, "mode": .5, "high": .9, "mean": .5, "sd": .2, "sigma": 1, "alpha": 2, "beta": 3, "weight": 2,
		"p01": .1, "p05": .2, "p10": .3, "p25": .4, "p50": .5, "p75": .6, "p90": .7, "p95": .8, "p99": .9, "min": .3, "max": .8, "value": .55}
	of := func(keys []string) Params {
		p := Params{Numbers: map[string]float64{}}
		for _, key := range keys {
			switch key {
			case "values":
				p.Values = []float64{.5, .55, .6}
			case "weights":
				p.Weights = []float64{1, 2, 3}
			default:
				p.Numbers[key] = sample[key]
			}
		}
		return p
	}
	for _, k := range Kinds() {
		var known, formed []string
		for _, key := range k.Keys {
			if key.Meaning == "" || slices.Contains(known, key.Name) {
				t.Errorf("%s: key %s has no meaning, or is there twice", k.Name, key.Name)
			}
			known = append(known, key.Name)
		}
		for _, form := range k.Forms {
			formed = append(formed, form...)
			if _, err := New(k.Name, of(form)); err != nil {
				t.Errorf("%s %v: %v", k.Name, form, err)
			}
			for i := range form {
				if _, err := New(k.Name, of(slices.Delete(slices.Clone(form), i, i+1))); err == nil {
					t.Errorf("%s %v: not missed: %s", k.Name, form, form[i])
				}
			}
			for _, key := range form {
				if !slices.Contains(known, key) {
					t.Errorf("%s: %s of a form is no key", k.Name, key)
				}
				if !strings.Contains(k.needs, key) {
					t.Errorf("%s: needs %q, without %s", k.Name, k.needs, key)
				}
			}
		}
		for _, key := range k.Keys { // what is in no form can be added to any
			if slices.Contains(formed, key.Name) {
				continue
			}
			if _, err := New(k.Name, of(append(slices.Clone(k.Forms[0]), key.Name))); err != nil {
				t.Errorf("%s with %s: %v", k.Name, key.Name, err)
			}
		}
	}
}

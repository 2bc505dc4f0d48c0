package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/sim/result"
)

// uncertain gives a result an ensemble of so many members: its targets are met in so many of them.
// Its series spread by up to a tenth of their values, the shortfalls are those of ten bins.
func uncertain(r *result.Result, of int, met ...int) *result.Result {
	r.Members = of
	e := &result.Ensemble{Members: of, Sampling: "lhs", Uncertain: 12, Joint: result.Wilson(slices.Min(append([]int{of}, met...))/2, of)}
	for i := range r.Targets {
		t := &r.Targets[i]
		t.ID = fmt.Sprintf("%s-%d", t.Quantity, i)
		c := chances(r, *t, met[i%len(met)], of)
		t.Probability, t.ProbabilityLow, t.ProbabilityHigh = c.Probability, c.Low, c.High
		e.Targets = append(e.Targets, c)
		if r.Series.Of(t.Scope, t.Quantity) == nil {
			r.Series.Add(result.Column{Scope: t.Scope, Quantity: t.Quantity, Values: slices.Repeat([]float64{float64(t.Simulated)}, len(r.Series.Dates))})
		}
	}
	for i, a := range e.Targets {
		for _, b := range e.Targets[:i] {
			both := a.Met * b.Met / of
			if i == 1 { // the first two are never met together
				both = max(0, a.Met+b.Met-of)
			}
			e.Pairs = append(e.Pairs, result.PairOf(b.ID, a.ID, both, b.Met-both, a.Met-both, of-a.Met-b.Met+both))
		}
	}
	spreadOut(r)
	r.Ensemble = e
	return r
}

// spreadOut puts the members around each column, the wider the later.
func spreadOut(r *result.Result) {
	for i := range r.Series.Columns {
		c := &r.Series.Columns[i]
		c.Spread = nil
		for _, by := range []float64{-0.02, -0.2, -0.07, -0.03, 0.02, 0.1} {
			var line []float64
			for k, v := range c.Values {
				line = append(line, v*(1+by*float64(k)/float64(max(1, len(c.Values)-1))))
			}
			c.Spread = append(c.Spread, line)
		}
	}
}

// chances are those of a target: the shortfalls run up to twice the margin.
func chances(r *result.Result, t result.Target, met, of int) result.TargetChances {
	c := result.TargetChances{ID: t.ID, Chance: result.Wilson(met, of), Never: of - met}
	missed, dates := of-met, r.Series.Dates
	off := math.Abs(float64(t.Margin))
	if !(off > 0) {
		off = math.Max(math.Abs(float64(t.Required)), 1) / 10
	}
	left := missed
	for i, share := range []float64{0.02, 0.06, 0.12, 0.2, 0.22, 0.17, 0.11, 0.06, 0.03, 0.01} {
		n := min(left, int(math.Round(share*float64(missed))))
		if i == 9 {
			n = left
		}
		left -= n
		if missed > 0 {
			c.Bins = append(c.Bins, result.Bin{Low: result.Number(off * float64(i) / 5), High: result.Number(off * float64(i+1) / 5), Members: n})
		}
	}
	at := func(v float64) result.Number { return result.Number(off * v) }
	c.Shortfall = result.Spread{Mean: at(0.9), P05: at(0.3), P25: at(0.6), P50: at(0.88), P75: at(1.2), P95: at(1.6)}
	c.Binding = []result.BindingChance{{Constraint: "grid_connection", Share: 0.6, Leads: 0.71}, {Constraint: "lead_time", Share: 0.4, Leads: 0.29}}
	if missed == 0 {
		c.Shortfall, c.Binding = result.Spread{}, nil
	}
	for k := range dates {
		if n := met*(k+1)/len(dates) - met*k/len(dates); n > 0 {
			c.FirstMet = append(c.FirstMet, result.FirstMet{Date: dates[k], Members: n})
		}
	}
	return c
}

// ensembleCases are ensembles at the edges of what there can be.
func ensembleCases(with func(name string, steps int, f func(*result.Result))) {
	with("ensemble", 24, func(r *result.Result) { uncertain(r, 1000, 3, 412, 0, 1000) })
	with("ensemble of two dates", 1, func(r *result.Result) { uncertain(r, 200, 60, 150) })
	with("ensemble without verdict", 24, func(r *result.Result) { uncertain(r, 1000, 0, 1000, 0, 1000) })
	with("ensemble of one target", 24, func(r *result.Result) {
		r.Targets = r.Targets[:1]
		uncertain(r, 64, 31)
	})
	with("ensemble without targets", 24, func(r *result.Result) {
		r.Targets = nil
		uncertain(r, 64, 1)
	})
	with("ensemble without values", 24, func(r *result.Result) {
		change(r, func(float64) float64 { return math.NaN() }, model.PUETrailingYear, model.PUE)
		uncertain(r, 1000, 300, 500, 0, 1000)
		c := &r.Ensemble.Targets[2]
		missing := result.Missing()
		c.Valueless, c.Bins, c.Binding = 1000, nil, nil
		c.Shortfall = result.Spread{Mean: missing, P05: missing, P25: missing, P50: missing, P75: missing, P95: missing}
		r.Targets[2].Simulated, r.Targets[2].Margin = missing, missing
	})
	with("ensemble with failures", 24, func(r *result.Result) {
		uncertain(r, 999, 200, 500, 998, 1)
		r.Members, r.Ensemble.Members, r.Ensemble.Failed = 1000, 1000, 1
		r.Ensemble.Causes = []result.FailureCause{{Cause: "the network has no path", Members: 1, First: 41}}
	})
	with("ensemble all failed", 24, func(r *result.Result) {
		uncertain(r, 100, 50)
		for i := range r.Ensemble.Targets {
			r.Ensemble.Targets[i] = result.TargetChances{ID: r.Ensemble.Targets[i].ID, Chance: result.Wilson(0, 0)}
		}
		r.Ensemble.Joint, r.Ensemble.Pairs, r.Ensemble.Failed = result.Wilson(0, 0), nil, 100
	})
	with("ensemble of 20 targets", 24, func(r *result.Result) {
		for i := range 16 {
			t := target(r, model.RacksInService, "h", []model.Comparator{model.AtLeast, model.AtMost}[i%2], 150_000+float64(i)*10_000, 220_000)
			t.Name = result.Text{EN: fmt.Sprintf("Racks in service of part %d", i), ZH: fmt.Sprintf("第%d部分在用机架", i)}
			t.Deadline = r.Series.Dates[5+i]
			r.Targets = append(r.Targets, t)
		}
		uncertain(r, 10_000, 1, 9_999, 5_000, 0, 10_000, 2_500, 7_100, 130)
	})
	with("ensemble with long names", 24, func(r *result.Result) {
		text := result.Text{EN: `Long <name> & "so" on: ` + strings.Repeat("abc & def ", 6) + `'end'`, ZH: strings.Repeat("很长的名称<&>", 10)}
		for i := range r.Scopes {
			r.Scopes[i].Name = text
		}
		for i := range 5 {
			r.Targets = append(r.Targets, r.Targets[i%4])
		}
		for i := range r.Targets {
			r.Targets[i].Name = result.Text{EN: text.EN + fmt.Sprint(i), ZH: text.ZH + fmt.Sprint(i)}
		}
		uncertain(r, 1000, 3, 412, 700, 990)
		r.Ensemble.Targets[0].Binding[0].Constraint = strings.Repeat("x", 80)
	})
	for name, scale := range map[string]float64{"huge": 1e9, "tiny": 1e-9} {
		with("ensemble of "+name+" numbers", 24, func(r *result.Result) {
			change(r, func(v float64) float64 { return scale * v }, rackQuantities...)
			r.Targets[0] = target(r, model.RacksInService, "h", model.AtLeast, 600_000*scale, 220_000*scale)
			uncertain(r, 1_000_000, 3, 412_345, 700_001, 999_999)
		})
	}
}

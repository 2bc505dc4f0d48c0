package ensemble

import (
	"math"
	"testing"

	"hubcap/model"
	"hubcap/sim/result"
)

// The rate r is uniform from 100 to 200 racks a month, and r k racks are there after k months.
// A target is met from some r on: year from 130 (p = .7), half from 180 (.2), few up to 125
// (.25). The evenly spread samplings have one member in each of n equal parts of r, so a count
// errs by one at either end of a range; plain by four standard errors here.
func TestLinear(t *testing.T) {
	n := 1024
	if underRace {
		n = 256
	}
	for _, sampling := range []string{"plain", "lhs", "sobol"} {
		t.Run(sampling, func(t *testing.T) {
			s := study(t, linear)
			s.Members, s.Sampling, s.Seed = n, sampling, 5
			o := run(t, s)
			e := o.Ensemble
			count := func(what string, got int, p float64) {
				t.Helper()
				within := 2.
				if sampling == "plain" {
					within = 4 * math.Sqrt(float64(n)*p*(1-p))
				}
				if !near(float64(got), float64(n)*p, within) {
					t.Errorf("%s: %d of %d members, want %.1f", what, got, n, float64(n)*p)
				}
			}
			value := func(what string, got result.Number, want, width float64) {
				t.Helper()
				within := 4 * width / float64(n) // of the misses, three in ten
				if sampling == "plain" {
					within = 4 * .5 * width / math.Sqrt(float64(n)*.2)
				}
				if !near(float64(got), want, within) {
					t.Errorf("%s: %v, want %v within %.2f", what, got, want, within)
				}
			}
			year := e.Targets[0]
			for i, p := range []float64{.7, .2, .25} {
				c := e.Targets[i]
				count(c.ID, c.Met, p)
				if c.Of != n || !(float64(c.Low) < p && p < float64(c.High)) || c.Chance != result.Wilson(c.Met, n) {
					t.Errorf("%s: %+v", c.ID, c.Chance)
				}
			}
			value("mean", year.Simulated.Mean, 1800, 1200)
			value("p05", year.Simulated.P05, 1260, 1200)
			value("p25", year.Simulated.P25, 1500, 1200)
			value("p50", year.Simulated.P50, 1800, 1200)
			value("p75", year.Simulated.P75, 2100, 1200)
			value("p95", year.Simulated.P95, 2340, 1200)
			// Of the misses r is uniform from 100 to 130, and 1,560 - 12 r from 0 to 360.
			value("expected shortfall", year.Shortfall.Mean, 180, 360)
			value("shortfall p95", year.Shortfall.P95, 342, 360)
			inBins, met := 0, 0
			for i, b := range year.Bins {
				inBins += b.Members
				value("bin", b.High, 18*float64(i+1), 360)
				count("bin", b.Members, .3/20)
			}
			if len(year.Bins) != 20 || inBins != n-year.Met {
				t.Errorf("%d misses in %d bins", inBins, len(year.Bins))
			}
			// First met at the end of month k: r from 1,560/k on.
			for i, want := range []float64{.05, .8 / 3, .44, 2 - 15.6/11, .7} {
				met += year.FirstMet[i].Members
				count("first met", met, want)
				if by := (model.Date{Year: 2023, Month: 8 + i, Day: 1}).MonthEnd(); year.FirstMet[i].Date != by {
					t.Errorf("first met on %s, want %s", year.FirstMet[i].Date, by)
				}
			}
			if year.Never != n-met || year.Never != n-year.Met {
				t.Errorf("never met in %d members of %d", year.Never, n)
			}
			// At the start there are few, whatever becomes of it.
			if few := e.Targets[2]; few.Never != 0 || len(few.FirstMet) != 1 || few.FirstMet[0].Members != n || few.FirstMet[0].Date != s.Central.Plan().Dates[0] {
				t.Errorf("few: %+v, never %d", few.FirstMet, few.Never)
			}
			// Whoever meets half meets year; nobody meets either with few.
			pairs := e.Pairs
			if p := pairs[0]; p.A != "year" || p.B != "half" || p.Both != e.Targets[1].Met || p.OnlyB != 0 || p.Neither != n-year.Met || p.Conflict || !(p.Phi > 0) {
				t.Errorf("%+v", p)
			}
			for i, p := range pairs[1:] {
				if p.A != []string{"year", "half"}[i] || p.B != "few" || p.Both != 0 || p.OnlyB != e.Targets[2].Met || !p.Conflict || !(p.Phi < 0) {
					t.Errorf("%+v", p)
				}
			}
			if len(pairs) != 3 || e.Joint.Met != 0 || e.Joint.Of != n {
				t.Errorf("%d pairs, joint %+v", len(pairs), e.Joint)
			}
			// What bound is that nobody ordered more; the contrary has no constraint.
			if b := year.Binding; len(b) != 1 || b[0] != (result.BindingChance{Constraint: "programme", Share: 1, Leads: 1}) {
				t.Errorf("%+v", b)
			}
			for i, m := range o.Members {
				if want := 12 * m.Drawn[0]; m.Index != i || !near(m.Simulated[0], want, 1e-9*want) || m.Met[0] != (want >= 1560) {
					t.Fatalf("%+v: want %v racks", m, want)
				}
			}
		})
	}
}

// Two targets that are met together make a joint probability: those of year and half are that
// of half.
func TestJoint(t *testing.T) {
	s := study(t, linear, "target.few.at_most=1_000_000")
	e := run(t, s).Ensemble
	if half := e.Targets[1]; e.Joint != half.Chance || half.Met == 0 {
		t.Errorf("joint %+v, half %+v", e.Joint, half.Chance)
	}
}

// The interval holds the true probability in about 95 of 100 studies. With so few as 60 members
// only some intervals are possible, and the share that they hold is known: it is a sum of the
// binomial distribution over the counts whose interval holds p. What is seen errs from it by
// four standard errors at most.
func TestCoverage(t *testing.T) {
	const n = 60
	studies := 200
	if underRace {
		studies = 50
	}
	s := study(t, linear, "time.step=year")
	s.Members = n
	thresholds := []float64{.05, .3, .5} // by target: p
	for i := range s.Central.Scenario().Targets {
		bound := 12 * (200 - 100*thresholds[i])
		target := &s.Central.Scenario().Targets[i]
		target.AtLeast, target.AtMost, target.By = &bound, nil, s.Central.Scenario().Time.End
	}
	held := make([]int, len(thresholds))
	for seed := range studies {
		s.Seed = uint64(seed)
		for i, c := range run(t, s).Ensemble.Targets {
			if p := thresholds[i]; float64(c.Low) <= p && p <= float64(c.High) {
				held[i]++
			}
		}
	}
	for i, p := range thresholds {
		known, chance := 0., math.Pow(1-p, n) // of k members
		for k := range n + 1 {
			if c := result.Wilson(k, n); float64(c.Low) <= p && p <= float64(c.High) {
				known += chance
			}
			chance *= float64(n-k) / float64(k+1) * p / (1 - p)
		}
		got := float64(held[i]) / float64(studies)
		t.Logf("p = %v: %.3f of %d intervals hold it, %.3f by the binomial distribution", p, got, studies, known)
		if !(known > .93 && known < .98) || !near(got, known, 4*math.Sqrt(known*(1-known)/float64(studies))) {
			t.Errorf("p = %v: %.3f of %d intervals hold it, want %.3f", p, got, studies, known)
		}
	}
}

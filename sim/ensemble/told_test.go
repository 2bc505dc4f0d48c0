package ensemble

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/sim/result"
)

// Where a target is judged the series has the exact quantiles that the target has, and elsewhere
// those of the histogram, next to them.
func TestTargetsAreExactInTheSeries(t *testing.T) {
	s := study(t, linear)
	s.Members = 1000
	r := told(s, run(t, s))
	for i := range r.Series.Columns {
		c := &r.Series.Columns[i]
		if c.Scope != "c" || c.Quantity != model.RacksInService {
			continue
		}
		for k, target := range []int{12, 6, 11} { // months to the deadlines of year, half and few
			at := &r.Ensemble.Targets[k].Simulated
			for q, want := range []result.Number{at.Mean, at.P05, at.P25, at.P50, at.P75, at.P95} {
				if got := c.Spread[q][target]; got != float64(want) {
					t.Errorf("%s of target %d: %v in the series, %v of the target", result.SpreadNames()[q], k, got, want)
				}
			}
		}
		// Racks are r k, so the quantiles of another month follow; the range is 100 k.
		if got, want := c.Spread[3][9], c.Spread[3][12]*9/12; !near(got, want, .02*900) {
			t.Errorf("median of month 9: %v, want about %v", got, want)
		}
	}
}

// A central run that is not in the middle of its members is told, and one that is, is not.
func TestCentralAside(t *testing.T) {
	for settings, want := range map[string]bool{
		"cluster.c.build.rate_racks_per_month={ dist = \"uniform\", low = 100, high = 200 }":              false,
		"cluster.c.build.rate_racks_per_month={ dist = \"uniform\", low = 100, high = 200, value = 199 }": true,
	} {
		s := study(t, linear, settings)
		r := told(s, run(t, s))
		first := r.Warnings[:r.Ensemble.Doubts]
		said := slices.ContainsFunc(first, func(w result.Text) bool {
			return strings.HasPrefix(w.EN, "The central run lies outside the middle half of the members for year (2,388, median 1,") && strings.Contains(w.ZH, "中心值模拟落在样本中间一半之外：year")
		})
		if said != want {
			t.Errorf("%s: %v", settings, first)
		}
	}
}

// Few points of a Sobol sequence for its numbers are told.
func TestCrowdedSobol(t *testing.T) {
	for members, want := range map[int]bool{9: true, 10: false} {
		s := study(t, linear)
		s.Members, s.Sampling = members, "sobol"
		if said := fmt.Sprint(run(t, s).Warnings); strings.Contains(said, "few for a Sobol sequence of 1 numbers") != want {
			t.Errorf("%d members: %s", members, said)
		}
	}
}

// What is fixed leaves a group, and the others draw what they drew before.
func TestFixedNumberLeavesGroup(t *testing.T) {
	const group = "[[group]]\nid = \"g\"\nrank_correlation = 0.5\n"
	in := strings.Replace(text(t, linear), "low = 100, high = 200 }", "low = 100, high = 200, group = \"g\" }\ncompletion = { dist = \"uniform\", low = 0.5, high = 1, group = \"g\" }\ncapital_cny_per_year = { dist = \"uniform\", low = 1e9, high = 2e9, group = \"g\" }", 1) + group
	all := study(t, file(t, in))
	fewer := study(t, file(t, in), "cluster.c.build.completion=0.7")
	drawn := func(s *Study) map[string][]float64 {
		out := map[string][]float64{}
		o := run(t, s)
		for i, d := range o.Ensemble.Draws {
			for _, m := range o.Members {
				out[d.Path] = append(out[d.Path], m.Drawn[i])
			}
		}
		return out
	}
	a, b := drawn(all), drawn(fewer)
	if len(a) != 3 || len(b) != 2 {
		t.Fatalf("%d and %d numbers", len(a), len(b))
	}
	for path, values := range b {
		if !slices.Equal(values, a[path]) {
			t.Errorf("%s draws otherwise", path)
		}
	}
}

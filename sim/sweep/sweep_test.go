package sweep

import (
	"slices"
	"testing"

	"hubcap/model"
	"hubcap/sim/result"
)

// What a grid of two axes comes to can be worked out: 1,000 racks, and those started in the first
// months of the year, as many as are ready by its end.
func TestGridByHand(t *testing.T) {
	s := ready(t, question(model.Design{Kind: "grid"},
		model.Axis{ID: "rate", Path: "cluster.a.build.rate_racks_per_month", Unit: "rack/month", Low: 50, High: 150, Steps: 3},
		model.Axis{ID: "lead", Path: "cluster.a.build.lead_time_months", Unit: "month", Values: []float64{3, 6}}), load(t, file(t, tiny)))
	runs := table(t, s)
	for row, want := range []struct{ rate, lead, racks float64 }{
		{50, 3, 1450}, {50, 6, 1300}, {100, 3, 1900}, {100, 6, 1600}, {150, 3, 2350}, {150, 6, 1900},
	} {
		met := 0.
		if want.racks >= 1500 {
			met = 1
		}
		if got := []float64{runs.Numbers[0][row], runs.Numbers[2][row], runs.Numbers[3][row], runs.Numbers[6][row], runs.Numbers[7][row], runs.Numbers[8][row]}; !slices.Equal(got, []float64{float64(row), want.rate, want.lead, met, met, want.racks}) {
			t.Errorf("row %d: %v, want %+v", row, got, want)
		}
		if runs.Texts[1][row] != "base" || runs.Texts[4][row] != result.RunOK || runs.Texts[5][row] != "" {
			t.Errorf("row %d is of %q, %q, %q", row, runs.Texts[1][row], runs.Texts[4][row], runs.Texts[5][row])
		}
	}
}

func BenchmarkTrivial(b *testing.B) {
	s := ready(b, question(model.Design{Kind: "sobol", Points: 1 << 17},
		model.Axis{ID: "rate", Path: "cluster.a.build.rate_racks_per_month", Low: 50, High: 150},
		model.Axis{ID: "lead", Path: "cluster.a.build.lead_time_months", Low: 3, High: 12}), load(b, file(b, tiny)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Run(b.Context(), Options{Dir: b.TempDir(), MostFailures: -1}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*s.Points())/b.Elapsed().Seconds(), "runs/s")
}

func BenchmarkGuizhou(b *testing.B) {
	s := ready(b, question(model.Design{Kind: "sobol", Points: 1 << 9},
		model.Axis{ID: "capital", Path: "cluster.guian.build.capital_cny_per_year", Low: 1e10, High: 5e10},
		model.Axis{ID: "lead", Path: "cluster.guian.build.lead_time_months", Low: 3, High: 12}), load(b, "guizhou-2024", "cluster.guian.build.capital_cny_per_year=1e10", "cluster.guian.build.lead_time_months=12"))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Run(b.Context(), Options{Dir: b.TempDir(), MostFailures: -1}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*s.Points())/b.Elapsed().Seconds(), "runs/s")
}

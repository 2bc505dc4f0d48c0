package sim_test

import (
	"fmt"
	"testing"

	"hubcap/model"
	"hubcap/scenarios"
	"hubcap/seeds"
	"hubcap/sim"
)

// mesh is the shipped network of Guizhou with a tier of every two places of the seeds.
func mesh(t testing.TB) *scenarios.Effective {
	t.Helper()
	e, err := scenarios.Load("guizhou-network", nil)
	if err != nil {
		t.Fatal(err)
	}
	every := model.Tier{ID: "every", Service: "optical"}
	for _, p := range e.Data.Places {
		every.To = append(every.To, p.ID)
	}
	e.Tiers = []model.Tier{every}
	e.Targets = nil
	return e
}

func prepared(t testing.TB, e *scenarios.Effective, cuts bool) *sim.Run {
	t.Helper()
	e.Targets = nil // some would have cuts judged
	run := compile(t, e).NewRun()
	if cuts {
		run.JudgeCuts()
	}
	if err := run.Simulate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return run
}

// BenchmarkDelays is the delays of all pairs and links in one step: of the shipped network of
// Guizhou, and of every two places of the seeds.
func BenchmarkDelays(b *testing.B) {
	shipped, err := scenarios.Load("guizhou-network", nil)
	if err != nil {
		b.Fatal(err)
	}
	for i, e := range []*scenarios.Effective{shipped, mesh(b)} {
		name := []string{"guizhou-network", "mesh"}[i]
		for _, cuts := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/cuts=%t", name, cuts), func(b *testing.B) {
				run := prepared(b, e, cuts)
				b.ReportAllocs()
				for b.Loop() {
					run.Delays(1)
				}
				b.ReportMetric(float64(run.Pairs()), "pairs")
			})
		}
	}
}

// BenchmarkRunOfNetwork is all steps of the shipped network, without and with cuts.
func BenchmarkRunOfNetwork(b *testing.B) {
	for _, cuts := range []bool{false, true} {
		b.Run(fmt.Sprintf("cuts=%t", cuts), func(b *testing.B) {
			e, err := scenarios.Load("guizhou-network", nil)
			if err != nil {
				b.Fatal(err)
			}
			run := prepared(b, e, cuts)
			b.ReportAllocs()
			for b.Loop() {
				if err := run.Simulate(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkCuts is every single cut of the national network for every two of its places: cold
// with the plan compiled anew and the cuts to be found, warm with them known.
func BenchmarkCuts(b *testing.B) {
	e := mesh(b)
	b.Run("cold", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			b.StopTimer()
			run := compile(b, e).NewRun()
			b.StartTimer()
			run.FindCuts()
		}
	})
	b.Run("warm", func(b *testing.B) {
		run := prepared(b, e, true)
		b.ReportAllocs()
		for b.Loop() {
			run.EveryCut(1)
		}
	})
	b.Run("compile", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			compile(b, e)
		}
	})
}

// The shipped network and every two places of the seeds take no memory in a step, whatever is
// cut, once the cuts have been found.
func TestNationalNetworkAllocatesNothing(t *testing.T) {
	e := mesh(t)
	if n := len(e.Data.Places); n != 68 {
		t.Errorf("%d places", n)
	}
	run := prepared(t, e, true)
	if run.Pairs() != 68*67/2 {
		t.Errorf("%d pairs", run.Pairs())
	}
	if n := testing.AllocsPerRun(2, func() { run.Delays(1) }); n != 0 {
		t.Errorf("%v allocations in a step", n)
	}
	// A pair takes at least as long with a link cut as on the intact graph, and some longer.
	longer := 0
	r := run.Result()
	for _, p := range r.Paths {
		if p.CutP99 < p.P99Ms {
			t.Fatalf("%+v", p)
		}
		if p.CutP99 > p.P99Ms {
			longer++
		}
	}
	if longer < 1000 {
		t.Errorf("cuts make %d pairs slower", longer)
	}
	links, err := seeds.Links()
	if err != nil || len(links) != len(r.Links) {
		t.Errorf("%v: %d links, want %d", err, len(r.Links), len(links))
	}
}

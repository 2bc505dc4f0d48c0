package sweep

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/scenarios"
	"hubcap/sim/ensemble"
	"hubcap/sim/result"
)

// levers are axes of all kinds of numbers: of a cluster, of all clusters, a share that the others
// of its family make room for, of the network, and a target's bound.
func levers() []model.Axis {
	return []model.Axis{
		{ID: "lead", Path: "cluster.guian.build.lead_time_months", Low: 6, High: 24},
		{ID: "rent", Path: "cluster.*.rent_cny", Low: 700, High: 1200},
		{ID: "east", Path: "origin.central-region.share", Low: .1, High: .3},
		{ID: "route", Path: "link.huaihua--kaili.route_km", Low: 260, High: 300},
		{ID: "warmth", Path: "climate.warming_k", Low: 0, High: 2},
		{ID: "bound", Path: "target.racks-2024.at_least", Low: 2e5, High: 6e5},
	}
}

// settings are those that make a scenario the one of a point.
func settings(t *testing.T, base *scenarios.Effective, runs *result.Runs, row int, axes []model.Axis) []string {
	t.Helper()
	var out []string
	for i, a := range axes {
		v := runs.Numbers[2+i][row]
		for _, path := range base.Paths(a.Path) {
			out = append(out, fmt.Sprintf("%s=%.17g", path, v))
		}
		if a.ID != "east" {
			continue
		}
		rest := 1 - *base.Number(a.Path)
		for _, o := range base.Origins {
			if path := "origin." + o.ID + ".share"; path != a.Path {
				out = append(out, fmt.Sprintf("%s=%.17g", path, o.Share*(1-v)/rest))
			}
		}
	}
	return out
}

// pinned are the settings that make numbers plain ones which are distributions.
func pinned(e *scenarios.Effective, axes []model.Axis) (out []string) {
	for _, a := range axes {
		for _, path := range e.Paths(a.Path) {
			if slices.ContainsFunc(e.Uncertain, func(u model.Uncertain) bool { return u.Path == path }) {
				out = append(out, fmt.Sprintf("%s=%.17g", path, *e.Number(path)))
			}
		}
	}
	return out
}

func near(a, b float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b))
}

// A point is what a scenario file with its numbers comes to, loaded and run by itself.
func TestPointIsRun(t *testing.T) {
	axes := levers()
	free := load(t, "guizhou-2024", "link.huaihua--kaili.route_km=266")
	base := load(t, "guizhou-2024", append(pinned(free, axes), "link.huaihua--kaili.route_km=266")...)
	q := question(model.Design{Kind: "halton", Points: 5}, axes...)
	q.Keep = []model.Keep{
		{ID: "racks", Quantity: model.RacksInService, Scope: "guizhou", At: []model.Date{{Year: 2023, Month: 12, Day: 31}, {Year: 2024, Month: 12, Day: 31}}},
		{ID: "cut", Quantity: model.DelayP99N1, Scope: base.Tiers[0].ID},
		{ID: "mean", Quantity: model.Utilisation, Scope: "guizhou", Over: "mean", From: model.Date{Year: 2024, Month: 1, Day: 31}},
	}
	runs := table(t, ready(t, q, base))
	for row := range runs.Len() {
		e := load(t, "guizhou-2024", settings(t, base, runs, row, axes)...)
		run := simulated(t, e)
		want, all := []float64{0}, 1.
		for i := range e.Targets {
			v, met := run.Verdict(&e.Targets[i])
			m := 0.
			if met {
				m = 1
			} else {
				all = 0
			}
			want = append(want, m, v)
		}
		want[0] = all
		series := run.Result().Series
		for _, date := range q.Keep[0].At {
			want = append(want, series.Of("guizhou", model.RacksInService)[model.StepOf(run.Plan().Dates, date)])
		}
		cuts := series.Of(base.Tiers[0].ID, model.DelayP99N1)
		want = append(want, cuts[len(cuts)-1])
		sum := 0.
		shares := series.Of("guizhou", model.Utilisation)
		for _, v := range shares[13:] {
			sum += v
		}
		want = append(want, sum/float64(len(shares)-13))
		at := 2 + len(axes) + 2
		if status := runs.Texts[at-2][row]; status != result.RunOK {
			t.Fatalf("point %d: %s: %s", row, status, runs.Texts[at-1][row])
		}
		if len(want) != len(runs.Columns)-at {
			t.Fatalf("%d columns, want %d", len(runs.Columns)-at, len(want))
		}
		for i, w := range want {
			if got := runs.Numbers[at+i][row]; !near(got, w) {
				t.Errorf("point %d, %s: %v, by itself %v", row, runs.Columns[at+i].Name, got, w)
			}
		}
	}
}

// A point with members is the ensemble of the scenario with its numbers.
func TestPointIsEnsemble(t *testing.T) {
	axes := levers()[:2]
	axes = append(axes, levers()[5])
	base := load(t, "guizhou-2024", pinned(load(t, "guizhou-2024"), axes)...)
	q := question(model.Design{Kind: "lhs", Points: 3}, axes...)
	q.Members, q.Seed, q.Sampling = 7, 5, "sobol"
	runs := table(t, ready(t, q, base))
	for row := range runs.Len() {
		e := load(t, "guizhou-2024", settings(t, base, runs, row, axes)...)
		central := simulated(t, e)
		o, err := (&ensemble.Study{Central: central, Members: 7, Seed: 5, Sampling: "sobol", MostFailed: .01, Lay: e.Lay}).Run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		want := []float64{7, float64(o.Ensemble.Joint.Probability)}
		for _, c := range o.Ensemble.Targets {
			s := c.Simulated
			want = append(want, float64(c.Probability), float64(s.Mean), float64(s.P05), float64(s.P50), float64(s.P95))
		}
		at := 2 + len(axes) + 2
		for i, w := range want {
			if got := runs.Numbers[at+i][row]; !near(got, w) {
				t.Errorf("point %d, %s: %v, by itself %v", row, runs.Columns[at+i].Name, got, w)
			}
		}
	}
}

// table runs and merges a sweep in a folder of its own.
func table(t testing.TB, s *Sweep) *result.Runs {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	if _, err := s.Run(t.Context(), Options{Dir: dir, MostFailures: -1}); err != nil {
		t.Fatal(err)
	}
	if _, err := Merge(t.Context(), dir, true, nil); err != nil {
		t.Fatal(err)
	}
	runs, err := result.ReadRuns(filepath.Join(dir, result.RunsFileName))
	if err != nil {
		t.Fatal(err)
	}
	return runs
}

// Numbers of all kinds, each an axis by itself, come to what a file with that number comes to: what
// a plan shares with the one that it is made from hangs on none of them.
func TestEveryNumberIsRun(t *testing.T) {
	const every = 83 // of 1,172 numbers; a prime, so that entries of lists take turns
	free := load(t, "guizhou-2024")
	tried := 0
	for i := 5; i < len(free.Numbers); i += every {
		n := &free.Numbers[i]
		other := min(max(n.Value*1.07, n.Value+.01*(n.High-n.Low), n.Min), n.Max)
		if strings.HasSuffix(n.Path, "share") || n.Calendar() || other == n.Value || strings.HasPrefix(n.Path, "process.") || strings.HasPrefix(n.Path, "group.") || strings.HasPrefix(n.Path, "target.") {
			continue
		}
		axis := model.Axis{ID: "x", Path: n.Path, Values: []float64{other, n.Value, other}} // and back again
		base := load(t, "guizhou-2024", pinned(free, []model.Axis{axis})...)
		runs := table(t, ready(t, question(model.Design{Kind: "grid"}, axis), base))
		e, err := scenarios.Load("guizhou-2024", []string{fmt.Sprintf("%s=%.17g", n.Path, other)})
		if bad := runs.Texts[3][0] != result.RunOK; bad != (err != nil) {
			t.Errorf("%s = %v: %s %s, by itself %v", n.Path, other, runs.Texts[3][0], runs.Texts[4][0], err)
		}
		if err != nil {
			continue
		}
		tried++
		run := simulated(t, e)
		for k := range e.Targets {
			want, _ := run.Verdict(&e.Targets[k])
			for _, row := range []int{0, 2} {
				if got := runs.Numbers[7+2*k][row]; got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
					t.Errorf("%s = %v, row %d, %s: %v, by itself %v", n.Path, other, row, e.Targets[k].ID, got, want)
				}
			}
		}
	}
	if tried < 8 {
		t.Errorf("only %d numbers were tried", tried)
	}
}

package sweep

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hubcap/model"
	"hubcap/sim"
	"hubcap/sim/ensemble"
	"hubcap/sim/result"
)

// broken is a study of which every fourth point breaks a rule: more is let than may be.
func broken() *model.Study {
	q := question(model.Design{Kind: "points", File: "p.csv"},
		model.Axis{ID: "full", Path: "cluster.a.utilisation", Unit: "1"},
		model.Axis{ID: "lead", Path: "cluster.a.build.lead_time_months", Unit: "month"})
	q.PartPoints = 4
	return q
}

// filled are the rows for it: point 1, 5, 9 and so on fail.
func filled(n int) (out rows) {
	for i := range n {
		full := .5
		if i%4 == 1 {
			full = .99
		}
		out = append(out, []float64{full, 6})
	}
	return out
}

func brokenSweep(t testing.TB, points int) *Sweep {
	t.Helper()
	e := load(t, file(t, tiny))
	s, err := New(broken(), []Variant{{&e.Scenario, e.Lay}}, filled(points))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A point that fails is a row with its cause, and the others are what they would be.
func TestFailures(t *testing.T) {
	s := brokenSweep(t, 18)
	dir := filepath.Join(t.TempDir(), "out")
	r := do(t, s, Options{Dir: dir, Jobs: 2})
	if r.Failed != 5 {
		t.Errorf("%+v", r)
	}
	runs, err := result.ReadRuns(filepath.Join(dir, result.RunsFileName))
	if err != nil {
		t.Fatal(err)
	}
	for row := range runs.Len() {
		state, cause, met := runs.Texts[4][row], runs.Texts[5][row], runs.Numbers[7][row]
		if row%4 == 1 {
			if state != result.RunFailed || cause != "cluster.a.utilisation: 0.99 is above demand.max_utilisation, 0.95" || met == met || runs.Numbers[2][row] != .99 {
				t.Errorf("point %d: %s %q %v", row, state, cause, met)
			}
		} else if state != result.RunOK || cause != "" || met != 1 || runs.Numbers[8][row] != 1600 {
			t.Errorf("point %d: %s %q %v %v", row, state, cause, met, runs.Numbers[8][row])
		}
	}
	if r := do(t, s, Options{Dir: dir}); r.Failed != 5 || r.Reused != 18 {
		t.Errorf("again: %+v", r)
	}
	if m := combine(t, dir); m.Done.Failed != 5 || m.Done.OK != 13 || len(m.Done.Causes) != 1 || m.Done.Causes[0].Points != 5 || m.Done.Causes[0].First != 1 {
		t.Errorf("%+v", m.Done)
	}
}

// A sweep stops when more points fail than may, with what is done kept and counted, and goes on
// when more may.
func TestMostFailures(t *testing.T) {
	s := brokenSweep(t, 40) // 10 parts, a failure in each
	want := contents(t, whole(t, s))
	dir := filepath.Join(t.TempDir(), "out")
	for _, c := range []struct{ may, failed, parts int }{{0, 1, 0}, {2, 3, 2}, {2, 3, 2}, {1, 2, 2}, {5, 6, 5}, {9, 10, 9}} {
		r, err := s.Run(t.Context(), Options{Dir: dir, Jobs: 1, MostFailures: c.may})
		if !errors.Is(err, ErrFailures) {
			t.Errorf("%d may fail: %v", c.may, err)
		}
		says(t, err, fmt.Sprintf("%d, and %d may", c.failed, c.may))
		if c.may != 1 { // which is found at once, without a point
			says(t, err, "; the first: point ", "cluster.a.utilisation: 0.99 is above")
		}
		if parts := named(contents(t, dir), partsFolder); len(parts) != c.parts || r.Failed != c.failed {
			t.Errorf("%d may fail: %d parts are kept, want %d; %+v", c.may, len(parts), c.parts, r)
		}
	}
	if r := do(t, s, Options{Dir: dir}); r.Reused != 36 || r.Failed != 10 {
		t.Errorf("%+v", r)
	}
	same(t, "in the end", contents(t, dir), want)
	if _, err := s.Run(t.Context(), Options{Dir: dir, MostFailures: 10}); err != nil {
		t.Errorf("10 failed and may: %v", err)
	}
}

// A share above 1, which the others of its family cannot make room for, is a cause.
func TestShareAboveOne(t *testing.T) {
	text := strings.Replace(tiny, "existing_share = 1\nbuild_share = 1", `existing_share = 0.6
build_share = 1
[[cluster.fleet]]
id = "g"
technology = "chw"
class = "good"
existing_share = 0.4
build_share = 0`, 1)
	q := question(model.Design{Kind: "grid"}, model.Axis{ID: "share", Path: "cluster.a.fleet.f.existing_share", Unit: "1", Values: []float64{.25, 1.5, 1}})
	runs := table(t, ready(t, q, load(t, file(t, text))))
	if fmt.Sprint(runs.Texts[3]) != "[ok failed ok]" || !strings.HasPrefix(runs.Texts[4][1], "cluster.a.fleet") {
		t.Errorf("%q, %q", runs.Texts[3], runs.Texts[4])
	}
}

// A run that breaks down is a row, and leaves nothing for the next.
func TestPanics(t *testing.T) {
	path := "link.huaihua--kaili.route_km"
	e := load(t, "guizhou-2024", path+"=266", "time.step=year")
	sick := func(s *model.Scenario) error {
		if *s.Number(path) > 290 {
			s.Targets = nil
			panic("too far")
		}
		return e.Lay(s)
	}
	q := question(model.Design{Kind: "grid"}, model.Axis{ID: "km", Path: path, Values: []float64{250, 295, 260, 270, 280, 290}})
	run := func(lay func(*model.Scenario) error) *result.Runs {
		s, err := New(q, []Variant{{&e.Scenario, lay}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(t.TempDir(), "out")
		do(t, s, Options{Dir: dir, Jobs: 1})
		runs, err := result.ReadRuns(filepath.Join(dir, result.RunsFileName))
		if err != nil {
			t.Fatal(err)
		}
		return runs
	}
	well, ill := run(e.Lay), run(sick)
	if fmt.Sprint(ill.Texts[3]) != "[ok failed ok ok ok ok]" || ill.Texts[4][1] != "panic: too far" {
		t.Errorf("%q, %q", ill.Texts[3], ill.Texts[4])
	}
	for _, row := range []int{0, 2, 3, 4, 5} {
		for c := range well.Columns {
			if well.Numbers[c] != nil && !same64(well.Numbers[c][row], ill.Numbers[c][row]) {
				t.Errorf("point %d, %s: %v, want %v", row, well.Columns[c].Name, ill.Numbers[c][row], well.Numbers[c][row])
			}
		}
	}
}

func same64(a, b float64) bool { return a == b || a != a && b != b }

// So is one whose values cannot be taken.
func TestPanicAfterRun(t *testing.T) {
	s := tinySweep(t, random(3))
	out := result.NewRuns(s.columns, 3)
	l := s.newLane(0)
	for row := range 3 {
		v, err := s.read(row, 1)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.row(t.Context(), row, 0, v.axes, out, row, func(int, *sim.Run) {
			if row == 1 {
				panic("no room")
			}
		}); err != nil {
			t.Fatal(err)
		}
	}
	if fmt.Sprint(out.Texts[4]) != "[ok failed ok]" || out.Texts[5][1] != "panic: no room" {
		t.Errorf("%q %q", out.Texts[4], out.Texts[5])
	}
}

// A run that takes too long is a row too, and is tried again.
func TestRunTimeout(t *testing.T) {
	s := tinySweep(t, recording(random(10)))
	want := contents(t, whole(t, s))
	dir := filepath.Join(t.TempDir(), "out")
	for n := range 2 {
		r := do(t, s, Options{Dir: dir, RunTimeout: time.Nanosecond})
		if r.Failed != 10 || r.Again != 3*n || r.Reused != 0 {
			t.Errorf("%+v", r)
		}
	}
	m := combine(t, dir)
	if m.Done.Timeout != 10 || m.Done.Failed != 0 || m.Done.OK != 0 || m.Done.Causes[0].Cause != "took longer than a run may" {
		t.Errorf("%+v", m.Done)
	}
	if r := do(t, s, Options{Dir: dir, RunTimeout: time.Hour}); r.Failed != 0 || r.Again != 3 {
		t.Errorf("with more time: %+v", r)
	}
	same(t, "with more time", contents(t, dir), want)
	if _, err := s.Run(t.Context(), Options{Dir: filepath.Join(t.TempDir(), "o"), RunTimeout: time.Nanosecond, MostFailures: 3, Jobs: 1}); !errors.Is(err, ErrFailures) {
		t.Errorf("%v", err)
	}
}

// Members that fail are left out, and too many of them fail the point.
func TestMembersFail(t *testing.T) {
	e := load(t, file(t, strings.Replace(tiny, "utilisation = 0.5", `utilisation = { dist = "uniform", low = 0.55, high = 1 }`, 1)))
	sweep := func(most float64) *result.Runs {
		q := question(model.Design{Kind: "grid"}, model.Axis{ID: "lead", Path: "cluster.a.build.lead_time_months", Values: []float64{3, 6}},
			model.Axis{ID: "most", Path: "cluster.a.demand.max_utilisation", Values: []float64{.86, .95, 1}})
		q.Members, q.MostFailed, q.Sampling = 90, most, "lhs" // one in each 200th of the range
		return table(t, ready(t, q, e))
	}
	// Above 0.86 lie 28 of 90, above 0.95 are 10, and above 1 none.
	want := [][]float64{{62, 80, 90}, {62, 80, 90}}
	for _, c := range []struct {
		most float64
		ok   []bool
	}{{0, []bool{false, false, true}}, {.1, []bool{false, false, true}}, {.12, []bool{false, true, true}}, {.4, []bool{true, true, true}}} {
		runs := sweep(c.most)
		for row := range runs.Len() {
			members, state, cause := runs.Numbers[6][row], runs.Texts[4][row], runs.Texts[5][row]
			if n := want[row/3][row%3]; members != n {
				t.Errorf("%v, row %d: %v members, want %v", c.most, row, members, n)
			}
			if (state == result.RunOK) != c.ok[row%3] {
				t.Errorf("%v, row %d: %s %s", c.most, row, state, cause)
			}
			if state == result.RunOK == (runs.Numbers[7][row] != runs.Numbers[7][row]) {
				t.Errorf("%v, row %d is %s with probability %v", c.most, row, state, runs.Numbers[7][row])
			}
			if state == result.RunFailed && !strings.Contains(cause, fmt.Sprintf(" (%v of 90 members failed, first member ", 90-members)) {
				t.Errorf("%v, row %d: %s", c.most, row, cause)
			}
		}
	}
}

// The values of a point are those of the members that did not fail, as in an ensemble.
func TestMembersThatDoNotFail(t *testing.T) {
	path := file(t, strings.Replace(tiny, "utilisation = 0.5", `utilisation = { dist = "uniform", low = 0.55, high = 1 }`, 1))
	q := question(model.Design{Kind: "grid"}, model.Axis{ID: "most", Path: "cluster.a.demand.max_utilisation", Values: []float64{1, .86}})
	q.Members, q.MostFailed = 30, .9
	runs := table(t, ready(t, q, load(t, path)))
	for row := range 2 {
		e := load(t, path, fmt.Sprintf("cluster.a.demand.max_utilisation=%v", runs.Numbers[2][row]))
		central := simulated(t, e)
		o, err := (&ensemble.Study{Central: central, Members: 30, Seed: 1, Sampling: "plain", MostFailed: .9, Lay: e.Lay}).Run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		c := o.Ensemble.Targets[0]
		failed := 0
		for _, m := range o.Members {
			if m.Failed != "" {
				failed++
			}
		}
		if (failed > 0) != (row == 1) {
			t.Errorf("point %d: %d members failed", row, failed)
		}
		for i, want := range []float64{float64(30 - failed), float64(o.Ensemble.Joint.Probability), float64(c.Probability), float64(c.Simulated.Mean), float64(c.Simulated.P05), float64(c.Simulated.P50), float64(c.Simulated.P95)} {
			if got := runs.Numbers[5+i][row]; !near(got, want) {
				t.Errorf("point %d, %s: %v, by itself %v", row, runs.Columns[5+i].Name, got, want)
			}
		}
	}
}

// More time may mend a point whose members took too long, but not one whose members failed.
func TestMembersTakeTooLong(t *testing.T) {
	e := load(t, file(t, strings.Replace(tiny, "utilisation = 0.5", `utilisation = { dist = "uniform", low = 0.55, high = 1 }`, 1)))
	q := question(model.Design{Kind: "grid"}, model.Axis{ID: "lead", Path: "cluster.a.build.lead_time_months", Values: []float64{3, 6}})
	q.Members, q.Sampling = 90, "lhs"
	for most, want := range map[float64]string{0: result.RunFailed, .2: result.RunTimeout} {
		q.MostFailed = most
		s := ready(t, q, e)
		dir := filepath.Join(t.TempDir(), "out")
		r := do(t, s, Options{Dir: dir, RunTimeout: time.Nanosecond})
		m := combine(t, dir)
		if got := map[bool]string{true: result.RunTimeout, false: result.RunFailed}[m.Done.Timeout == 2]; r.Failed != 2 || got != want {
			t.Errorf("%v: %+v, %+v", most, r, m.Done)
		}
	}
}

// A sweep that is stopped before it begins leaves a folder to go on with.
func TestStoppedAtOnce(t *testing.T) {
	s := tinySweep(t, random(10))
	dir := filepath.Join(t.TempDir(), "out")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Run(ctx, Options{Dir: dir, MostFailures: -1}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	do(t, s, Options{Dir: dir})
	if _, err := Merge(ctx, dir, true, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	same(t, "later", contents(t, dir), contents(t, whole(t, s)))
	if left, _ := filepath.Glob(filepath.Join(dir, ".hubcap-[0-9]*")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

package ensemble

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"hubcap/model"
)

// sharesUncertain makes approval and fit-out take more than all of the lead time in half of the members.
const sharesUncertain = "[cluster.build]\n" +
	"approval_share = { dist = \"uniform\", low = 0, high = 1, value = 0.3 }\n" +
	"fitout_share = { dist = \"uniform\", low = 0, high = 1, value = 0.3 }\n"

func failing(t *testing.T) *Study {
	t.Helper()
	return study(t, file(t, strings.Replace(text(t, linear), "[cluster.build]\n", sharesUncertain, 1)))
}

// A member that breaks a rule fails with the rule as its cause, and counts nowhere.
func TestFailedMembers(t *testing.T) {
	s := failing(t)
	s.Members, s.MostFailed = 300, 1
	kept := map[int][]float64{}
	s.Keep = func(m int, v []float64) error { kept[m] = slices.Clone(v); return nil }
	o := run(t, s)
	e := o.Ensemble
	failed, met, first := 0, 0, -1
	for i, m := range o.Members {
		at := func(path string) float64 {
			return m.Drawn[slices.IndexFunc(s.Central.Scenario().Uncertain, func(u model.Uncertain) bool { return u.Path == "cluster.c.build."+path })]
		}
		over := at("approval_share")+at("fitout_share") > 1
		switch {
		case over != (m.Failed != "") || over == (kept[i] != nil):
			t.Fatalf("member %d: %+v", i, m)
		case over:
			if failed++; first < 0 {
				first = i
			}
			if m.Met != nil || m.Simulated != nil || !strings.Contains(m.Failed, "build.approval_share: with fitout_share it makes 1") {
				t.Fatalf("member %d: %+v", i, m)
			}
		case m.Met[0]:
			met++
		}
	}
	if !near(float64(failed), 150, 35) || e.Failed != failed || e.Members != 300 || e.Joint.Of != 300-failed || e.Targets[0].Of != 300-failed || e.Targets[0].Met != met {
		t.Errorf("%d failed, %d met: %+v", failed, met, e)
	}
	// They are one cause, whatever the shares make.
	if len(e.Causes) != 1 || e.Causes[0].First != first || e.Causes[0].Members != failed || e.Causes[0].Cause != o.Members[first].Failed {
		t.Errorf("%+v", e.Causes)
	}
	n := 0
	for _, f := range e.Targets[0].FirstMet {
		n += f.Members
	}
	if p := e.Pairs[0]; p.Both+p.OnlyA+p.OnlyB+p.Neither != 300-failed || n+e.Targets[0].Never != 300-failed {
		t.Errorf("%+v, first met by %d", p, n)
	}
	// The mean over those that are left is that of a series.
	r, sum := told(s, o), 0.
	last := len(r.Series.Dates) - 1
	for i := range 300 {
		if v := kept[i]; v != nil {
			sum += v[last*len(r.Series.Columns)]
		}
	}
	if c := r.Series.Columns[0]; !near(c.Spread[0][last], sum/float64(300-failed), 1e-9*sum) {
		t.Errorf("%s: mean %v, want %v", c.Quantity, c.Spread[0][last], sum/float64(300-failed))
	}
}

// Above the share that may fail the run does, as soon as that is certain, and says why.
func TestTooManyFail(t *testing.T) {
	s := failing(t)
	s.Members, s.MostFailed = 300, .2
	most := 0
	s.Progress = func(done, _ int) { most = done }
	_, err := s.Run(t.Context())
	if !errors.Is(err, ErrFailed) || most != block {
		t.Fatalf("after %d members: %v", most, err)
	}
	for _, want := range []string{"of the first 128", "20 % of all 300 may", "first in member", "cluster.c.build.approval_share: with fitout_share"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
	// As many as may fail may.
	s.MostFailed = 1
	failed := run(t, s).Ensemble.Failed
	s.MostFailed = float64(failed) / 300
	run(t, s)
	s.MostFailed = float64(failed-1) / 300
	if _, err := s.Run(t.Context()); !errors.Is(err, ErrFailed) {
		t.Errorf("%d failed of 300, %d may: %v", failed, failed-1, err)
	}
}

// No member is left: there is nothing to tell but why, however many may fail.
func TestAllFail(t *testing.T) {
	s := laying(t)
	s.Members, s.MostFailed = 3, 1
	s.Lay = func(*model.Scenario) error { return errors.New("weather.hill: 12 is no weather") }
	if _, err := s.Run(t.Context()); !errors.Is(err, ErrFailed) || !strings.Contains(err.Error(), "all 3; most often (3 times, first in member 0): weather.hill: 12 is no weather") {
		t.Error(err)
	}
}

// laying is a study whose members are laid over the seed data: elevation is uncertain.
func laying(t *testing.T) *Study {
	t.Helper()
	in := strings.NewReplacer(`station = "guiyang"`, `station = "hill"`, "[[hub]]\n",
		"[[weather]]\nid = \"hill\"\nstation = \"guiyang\"\nelevation_m = { dist = \"uniform\", low = 1_000, high = 2_000 }\n[[hub]]\n").Replace(text(t, linear))
	return study(t, file(t, in))
}

// A panic within a member is a failure of it alone, and the worker that met it, whatever state
// it was left in, is sound for the next.
func TestPanic(t *testing.T) {
	s := laying(t)
	s.Members, s.MostFailed, s.Jobs = 40, 1, 1
	sound := run(t, s).Members
	lay := s.Lay
	s.Lay = func(x *model.Scenario) error {
		if high := *x.Weather[0].ElevationM > 1500; high {
			x.Clusters[0].Build.Policy, x.Targets = "none", nil
			panic(fmt.Sprintf("too high: %v", *x.Weather[0].ElevationM))
		}
		return lay(x)
	}
	o := run(t, s)
	failed := 0
	for i, m := range o.Members {
		if m.Failed != "" {
			failed++
			continue
		}
		if fmt.Sprint(m) != fmt.Sprint(sound[i]) {
			t.Errorf("member %d: %+v, want %+v", i, m, sound[i])
		}
	}
	if !near(float64(failed), 20, 10) || len(o.Ensemble.Causes) != 1 || !strings.HasPrefix(o.Ensemble.Causes[0].Cause, "panic: too high") {
		t.Errorf("%d failed: %+v", failed, o.Ensemble.Causes)
	}
}

// The most frequent cause comes first, and of equals that of the first member.
func TestCauses(t *testing.T) {
	task := task{verdicts: make([]verdict, 9)}
	for i, cause := range []string{"a: 1 is wrong", "b.2022: x", "", "b.2023: x", "a: 2.5e-7 is wrong", "b.2023: x", "c", "c", "a: 1,000 is wrong"} {
		if cause != "" {
			task.verdicts[i].failed = errors.New(cause)
		}
	}
	want := "[{a: 1 is wrong 3 0} {b.2023: x 2 3} {c 2 6} {b.2022: x 1 1}]"
	if got := fmt.Sprint(task.causes(9)); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// What cannot be kept stops the study, with the error.
func TestKeepFails(t *testing.T) {
	s := study(t, linear)
	s.Members = 300
	full := errors.New("disk full")
	var got []int
	s.Keep = func(m int, _ []float64) error {
		if got = append(got, m); m == 130 {
			return full
		}
		return nil
	}
	if _, err := s.Run(t.Context()); err != full { //nolint:errorlint // the very error
		t.Errorf("%v", err)
	}
	for i, m := range got {
		if i != m {
			t.Fatalf("member %d was kept as number %d", m, i)
		}
	}
	if len(got) != 131 {
		t.Errorf("%d members were kept", len(got))
	}
}

// A member that was at work when the study was stopped has not failed: the study has been stopped.
func TestCancelLast(t *testing.T) {
	s := laying(t)
	s.Members, s.MostFailed, s.Jobs = 5, 1, 1
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	lay, begun := s.Lay, 0
	s.Lay = func(x *model.Scenario) error {
		if begun++; begun == s.Members {
			cancel()
		}
		return lay(x)
	}
	if o, err := s.Run(ctx); !errors.Is(err, context.Canceled) || errors.Is(err, ErrFailed) || o != nil {
		t.Errorf("%v, %v", o, err)
	}
}

// Whoever is asked to stop does so with the members at hand, and leaves nobody at work.
func TestCancel(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, at := range []int{0, 5, 200} {
		s := study(t, linear)
		s.Members, s.Jobs = 100_000, 2
		ctx, cancel := context.WithCancel(t.Context())
		most := 0
		s.Progress = func(done, total int) {
			if done != most+1 || total != s.Members {
				t.Errorf("%d of %d done after %d", done, total, most)
			}
			if most = done; done == at {
				cancel()
			}
		}
		if at == 0 {
			cancel()
		}
		if o, err := s.Run(ctx); !errors.Is(err, context.Canceled) || o != nil || most > at+2 {
			t.Errorf("cancelled after %d members: %v after %d", at, err, most)
		}
		cancel()
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

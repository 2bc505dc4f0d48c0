package outage

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// A judge that is wrong about one cut is told so by name, the same way by any number of
// workers.
func TestBadJudge(t *testing.T) {
	for _, c := range []struct {
		what string
		bad  func() []Verdict
		want string
	}{
		{"too few", func() []Verdict { return nil }, "outage: the judge gave 0 verdicts on 1 tiers with link2, link4 cut: give one for each"},
		{"too many", func() []Verdict { return make([]Verdict, 2) }, "outage: the judge gave 2 verdicts on 1 tiers with link2, link4 cut: give one for each"},
		{"panic", func() []Verdict { panic("no such place") }, "outage: the judge gave no verdict with link2, link4 cut: it panicked: no such place"},
		{"nil", func() []Verdict { return (&Study{}).Judge(nil) }, "with link2, link4 cut: it panicked: runtime error: invalid memory address"},
		{"exit", func() []Verdict { runtime.Goexit(); return nil }, "outage: the judge gave no verdict with link2, link4 cut: it ended its goroutine"},
		{"half", func() []Verdict { return []Verdict{{nan, 3}} }, "tier all a mean of NaN ms and a 99th percentile of 3 ms with link2, link4 cut: give both"},
		{"other half", func() []Verdict { return []Verdict{{3, nan}} }, "a mean of 3 ms and a 99th percentile of NaN ms"},
	} {
		for _, jobs := range []int{1, 2, 7} {
			s := ring(6)
			s.Jobs, s.CutsPer1000KmYear = jobs, 50
			s.Judge = func(cut []int) []Verdict {
				if slices.Equal(cut, []int{2, 4}) {
					return c.bad()
				}
				return []Verdict{{1, 1}}
			}
			if r, err := s.Run(t.Context()); r != nil || err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v, want %q", c.what, err, c.want)
			}
			if e, err := s.Expected(t.Context(), 100); e != nil || err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: expected: %v, want %q", c.what, err, c.want)
			}
		}
	}
}

// Of several mistakes the one that comes first in the first member is told, always.
func TestFirstMistake(t *testing.T) {
	want := ""
	for _, jobs := range []int{1, 2, 7, 7, 7} {
		s := ring(30)
		s.Jobs = jobs
		s.Judge = func(cut []int) []Verdict {
			if len(cut) > 0 {
				return nil
			}
			return []Verdict{{1, 1}}
		}
		_, err := s.Run(t.Context())
		if want == "" {
			want = fmt.Sprint(err)
		}
		if err == nil || err.Error() != want {
			t.Errorf("%d jobs: %v, and with one %s", jobs, err, want)
		}
	}
}

// All mistakes in a study are told at once, and without a judge asked.
func TestCheck(t *testing.T) {
	s := &Study{
		Links:             []Link{{"a", 10, false}, {"a", 10, true}, {"", 1, false}, {"b", -1, false}, {"c", nan, false}},
		CutsPer1000KmYear: -1, RepairHours: 0, Years: nan, Members: 1_000_001, Jobs: -1,
		Tiers: []Tier{{"t", 1, 1}, {"t", -1, 1}, {"", 1, math.Inf(1)}},
	}
	_, err := s.Run(t.Context())
	if err == nil {
		t.Fatal("no mistake was found")
	}
	want := []string{
		"there is no judge", "-1 cuts per 1000 km", "repair time of 0 hours", "NaN years", "1000001 members", "-1 jobs",
		`two tiers are called "t"`, "tier t: a budget of -1 ms for the mean", "tier 2 has no id", "a budget of +Inf ms for the 99th",
		`two links are called "a"`, "link 2 has no id", "link b: a route of -1 km", "link c: a route of NaN km",
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != len(want) {
		t.Errorf("%d mistakes, want %d: %v", len(lines), len(want), err)
	}
	for i := range min(len(lines), len(want)) {
		if !strings.HasPrefix(lines[i], "outage: ") || !strings.Contains(lines[i], want[i]) {
			t.Errorf("%q, want %q", lines[i], want[i])
		}
	}
	for what, change := range map[string]func(s *Study){
		"there are no tiers":               func(s *Study) { s.Tiers = nil },
		"65537 links: give up to":          func(s *Study) { s.Links = ring(mostLinks + 1).Links },
		"0 members":                        func(s *Study) { s.Members = 0 },
		"0 years":                          func(s *Study) { s.Years = 0 },
		"1000.5 years":                     func(s *Study) { s.Years = 1000.5 },
		"Inf hours":                        func(s *Study) { s.RepairHours = math.Inf(1) },
		"NaN cuts":                         func(s *Study) { s.CutsPer1000KmYear = nan },
		"are 2000000000 numbers to keep":   func(s *Study) { s.Members, s.Years = 1_000_000, 1000 },
		"expects 1":                        func(s *Study) { s.Members, s.Years, s.CutsPer1000KmYear = 1, 1000, 2000 },
		"more than 1048576 different sets": nil,
	} {
		s := ring(5)
		if change == nil {
			s = ring(200)
			s.RepairHours, s.CutsPer1000KmYear, s.Members = 1e4, 5, 2
			p, err := s.plan()
			if err != nil {
				t.Fatal(err)
			}
			p.known.most = 50
			if _, err = p.run(t.Context()); err == nil || !strings.Contains(err.Error(), "more than 50 different sets of links") {
				t.Errorf("%v, want too many sets", err)
			}
			continue
		}
		change(s)
		if _, err := s.Run(t.Context()); err == nil || !strings.Contains(err.Error(), what) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%v, want %q", err, what)
		}
	}
}

// A cancelled run stops soon and says so; one that was cancelled before does nothing.
func TestCancel(t *testing.T) {
	for _, jobs := range []int{1, 2, 7} {
		ctx, cancel := context.WithCancel(t.Context())
		s := ring(20)
		s.Jobs = jobs
		var last atomic.Int64
		s.Progress = func(done, _ int) {
			last.Store(int64(done))
			if done == 10 {
				cancel()
			}
		}
		if r, err := s.Run(ctx); r != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		if n := last.Load(); n < 10 || n > int64(10+jobs) {
			t.Errorf("%d jobs went on to member %d", jobs, n)
		}
		asked := false
		s.Judge = func([]int) []Verdict { asked = true; return nil }
		if _, err := s.Run(ctx); !errors.Is(err, context.Canceled) || asked {
			t.Errorf("%v, the judge was asked: %v", err, asked)
		}
		if _, err := s.Expected(ctx, 1000); !errors.Is(err, context.Canceled) || asked {
			t.Errorf("expected: %v, the judge was asked: %v", err, asked)
		}
		// Within a member, before the next set is judged.
		ctx, cancel = context.WithCancel(t.Context())
		s.Members, s.Years, s.Jobs = 1, 1000, jobs
		calls := 0
		s.Judge = func([]int) []Verdict {
			if calls++; calls == 3 {
				cancel()
			}
			return []Verdict{{1, 1}}
		}
		if _, err := s.Run(ctx); !errors.Is(err, context.Canceled) || calls != 3 {
			t.Errorf("%v after %d calls", err, calls)
		}
		cancel()
	}
}

// Progress counts every member once, in order.
func TestProgress(t *testing.T) {
	for _, jobs := range []int{1, 7} {
		s := ring(3)
		s.Jobs, s.Members = jobs, 50
		last := 0
		s.Progress = func(done, total int) {
			if last++; done != last || total != 50 {
				t.Errorf("%d of %d, want %d of 50", done, total, last)
			}
		}
		run(t, s)
		if last != 50 {
			t.Errorf("ended at %d", last)
		}
	}
}

// What a cut needs of its links is its cause, and a large cut is not taken apart.
func TestCauses(t *testing.T) {
	s := ring(9)
	s.Tiers = []Tier{{"a", 10, nan}}
	s.Judge = func(cut []int) []Verdict {
		switch has := func(i int) bool { return slices.Contains(cut, i) }; {
		case has(1) && has(5):
			return []Verdict{{nan, nan}}
		case has(3), has(6), has(0) && has(2) && has(4):
			return []Verdict{{11, 11}}
		}
		return []Verdict{{10, 10}}
	}
	p, err := s.plan()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		cut, delay, path []int // and causes
	}{
		{cut: []int{0, 7}},
		{cut: []int{3}, delay: []int{3}},
		{cut: []int{1, 3, 8}, delay: []int{3}},
		{cut: []int{3, 6}, delay: []int{6}}, // either would do
		{cut: []int{0, 2, 4, 8}, delay: []int{0, 2, 4}},
		{cut: []int{0, 1, 5, 7}, delay: []int{1, 5}, path: []int{1, 5}},
		{cut: []int{1, 3, 5}, delay: []int{3}, path: []int{1, 5}},
		{cut: []int{0, 1, 2, 3, 5, 7, 8}, delay: []int{0, 1, 2, 3, 5, 7, 8}, path: []int{0, 1, 2, 3, 5, 7, 8}},
	} {
		s, err := p.state(t.Context(), c.cut)
		if err != nil {
			t.Fatal(err)
		}
		got := [2][]int{}
		for k, b := range s.breaches {
			got[b] = s.causes[k].cut
		}
		if !slices.Equal(got[0], c.delay) || !slices.Equal(got[1], c.path) {
			t.Errorf("%v: causes %v and %v, want %v and %v", c.cut, got[0], got[1], c.delay, c.path)
		}
	}
}

package ensemble

import (
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"

	"hubcap/model"
)

// What cannot be asked is refused before any work, in one line that says what can.
func TestBadInput(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*Study)
		want  string
	}{
		"no members":       {func(s *Study) { s.Members = 0 }, "0 members; give 1 to 10000000"},
		"negative":         {func(s *Study) { s.Members = -5 }, "-5 members"},
		"too many":         {func(s *Study) { s.Members = MostMembers + 1 }, "10000001 members; give 1 to"},
		"jobs":             {func(s *Study) { s.Jobs = -1 }, "-1 jobs; give 1 or more"},
		"a share below 0":  {func(s *Study) { s.MostFailed = -.1 }, "a share of -0.1 members may fail; give 0 to 1"},
		"a share above 1":  {func(s *Study) { s.MostFailed = 1.5 }, "a share of 1.5 members"},
		"no share":         {func(s *Study) { s.MostFailed = math.NaN() }, "a share of NaN members"},
		"unknown sampling": {func(s *Study) { s.Sampling = "halton" }, `sampling "halton" is not known; use one of`},
		"too much": {func(s *Study) {
			u := &s.Central.Scenario().Uncertain
			for i := range 100 {
				*u = append(*u, model.Uncertain{Path: fmt.Sprint(i), Dist: (*u)[0].Dist})
			}
			s.Members = MostMembers
		}, "10,000,000 members would take some 11 GB of memory, more than 4 GB; give at most 3,"},
		"no such number": {func(s *Study) {
			u := &s.Central.Scenario().Uncertain
			*u = append(*u, model.Uncertain{Path: "cluster.c.sails", Dist: (*u)[0].Dist})
		}, "cluster.c.sails: there is no such number in the scenario"},
		"correlations": {func(s *Study) {
			x := s.Central.Scenario()
			x.Groups = []model.Group{{ID: "g", Draw: "copula", RankCorrelation: -.9}}
			for _, path := range []string{"racks", "utilisation", "build.completion"} {
				x.Uncertain = append(x.Uncertain, model.Uncertain{Path: "cluster.c." + path, Dist: x.Uncertain[0].Dist, Group: "g"})
			}
		}, "group g: the rank correlations contradict each other"},
		"nobody lays": {func(s *Study) {
			u := &s.Central.Scenario().Uncertain
			*u, s.Lay = append(*u, model.Uncertain{Path: "weather.hill.elevation_m", Dist: (*u)[0].Dist}), nil
		}, "weather.hill.elevation_m is uncertain, and nothing lays it over the seed data"},
	} {
		s := study(t, linear)
		began := 0
		s.Progress = func(int, int) { began++ }
		c.spoil(s)
		if o, err := s.Run(t.Context()); err == nil || o != nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") || began > 0 {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// A table of 10,000 values takes 648 + 80 + 1,024 bytes each for statistics and a block, and 24
// more by worker; a member 200 bytes, 32 for each target and 8 for each number.
func TestNeed(t *testing.T) {
	n := need{cells: 10_000, members: 1_000_000, jobs: 2, numbers: 100, targets: 10}
	values, workers, kept := n.bytes()
	if values != 17_520_000 || workers != 480_000 || kept != 1_320e6 {
		t.Errorf("%v, %v, %v", values, workers, kept)
	}
	if err := n.affordable(); err != nil {
		t.Error(err)
	}
	for _, c := range []struct {
		n    need
		want string
	}{
		// 4 GB less 18 MB are 3,016,666 members of 1,320 bytes.
		{need{10_000, 4_000_000, 2, 100, 10}, "4,000,000 members would take some 5.3 GB of memory, more than 4 GB; give at most 3,016,666 members"},
		{need{5_000_000, 1000, 2, 100, 10}, "1,000 members would take some 9 GB of memory, more than 4 GB; give a shorter horizon or longer steps: the table of results has 5,000,000 values"},
		{need{1_000_000, 1000, 120, 100, 10}, "give fewer jobs"},
	} {
		if err := c.n.affordable(); err == nil || !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %s", c.n, err, c.want)
		}
	}
	most := need{10_000, 3_016_666, 2, 100, 10}
	if err := most.affordable(); err != nil {
		t.Errorf("as many as were offered: %v", err)
	}
	few := need{cells: 10_000, members: 50, jobs: 1}
	if values, _, _ := few.bytes(); values != 10_000*(48+400) {
		t.Errorf("50 members: %v", values)
	}
}

// What a study is said to need is what it takes: what is alive at its end lies between half of
// it and all.
func TestNeedIsTrue(t *testing.T) {
	if underRace {
		t.Skip("the race detector takes memory of its own")
	}
	alive := func() float64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.GC() // what lies in a sync.Pool outlives one
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc)
	}
	for _, members := range []int{100, 3000} {
		s := study(t, linear, "time.step=year")
		s.Members, s.Jobs = members, 2
		n := need{cells: len(s.Central.Values), members: members, jobs: 2, numbers: len(s.Central.Scenario().Uncertain), targets: len(s.Central.Scenario().Targets)}
		before := alive()
		task, err := s.begin()
		if err != nil {
			t.Fatal(err)
		}
		for from := 0; from < members; from += block {
			if err := task.block(t.Context(), from, min(block, members-from)); err != nil {
				t.Fatal(err)
			}
		}
		o := task.outcome()
		took := alive() - before
		values, workers, kept := n.bytes()
		t.Logf("%d members: %.0f kB of %.0f", members, took/1e3, (values+workers+kept)/1e3)
		if all := values + workers + kept; took > 1.1*all+200e3 || took < .5*all {
			t.Errorf("%d members take %.0f kB, said were %.0f + %.0f + %.0f", members, took/1e3, values/1e3, workers/1e3, kept/1e3)
		}
		runtime.KeepAlive(task)
		runtime.KeepAlive(o)
	}
}

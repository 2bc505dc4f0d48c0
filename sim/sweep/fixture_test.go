package sweep

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/scenarios"
	"hubcap/sim"
	"hubcap/sim/result"
)

// tiny is one cluster that builds at a fixed rate, one step, three targets: what it comes to can be
// worked out in the head.
const tiny = `schema = 1
name = "tiny"
title = { en = "Tiny", zh = "小" }
[time]
start = 2022-12-31
end = 2023-12-31
step = "year"
[[hub]]
id = "h"
name = { en = "Hub", zh = "枢纽" }
[[cluster]]
id = "a"
name = { en = "A", zh = "甲" }
hub = "h"
place = "guian"
station = "guiyang"
racks = 1000
utilisation = 0.5
electricity_cny_per_kwh = 0.4
[cluster.build]
policy = "fixed-rate"
rate_racks_per_month = 100
lead_time_months = 6
[[cluster.fleet]]
id = "f"
technology = "chw"
class = "typical"
existing_share = 1
build_share = 1
[[target]]
id = "racks"
quantity = "racks_in_service"
scope = "h"
at_least = 1500
by = 2023-12-31
strength = "strive"
source = { document = "x", clause = "y" }
`

// simulated is the finished central run of a scenario by itself.
func simulated(t testing.TB, e *scenarios.Effective) *sim.Run {
	t.Helper()
	plan, err := sim.Compile(&e.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	run := plan.NewRun()
	run.JudgeCuts()
	if err := run.Simulate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return run
}

// load is a scenario: shipped, or tiny with more text behind it.
func load(t testing.TB, name string, settings ...string) *scenarios.Effective {
	t.Helper()
	e, err := scenarios.Load(name, settings)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// write is a file of so much text.
func file(t testing.TB, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s.toml")
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// question is a study of one scenario.
func question(d model.Design, axes ...model.Axis) *model.Study {
	s := &model.Study{Name: "test", Bases: []model.Base{{ID: "base"}}, Members: 1, Seed: 1, Sampling: "plain", MostFailed: .01, Design: d, Axes: axes}
	for i := range s.Axes {
		if s.Axes[i].With == 0 {
			s.Axes[i].With = -1
		}
	}
	return s
}

// sweep is a study made ready.
func ready(t testing.TB, s *model.Study, from ...*scenarios.Effective) *Sweep {
	t.Helper()
	var list []Variant
	for _, e := range from {
		list = append(list, Variant{&e.Scenario, e.Lay})
	}
	out, err := New(s, list, nil)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// contents are the files of a folder and their bytes, but for those that begin with a dot.
func contents(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || e.Name()[0] == '.' {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		out[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// small is a study of tiny with two axes and parts of four points.
func small(d model.Design) *model.Study {
	s := question(d,
		model.Axis{ID: "rate", Path: "cluster.a.build.rate_racks_per_month", Unit: "rack/month", Low: 50, High: 150},
		model.Axis{ID: "lead", Path: "cluster.a.build.lead_time_months", Unit: "month", Low: 3, High: 12})
	s.PartPoints = 4
	return s
}

func random(points int) *model.Study { return small(model.Design{Kind: "random", Points: points}) }

// recording keeps the series of a study too.
func recording(s *model.Study) *model.Study {
	s.Series = []model.KeepSeries{{ID: "racks", Quantity: model.RacksInService, Scope: "h"}}
	return s
}

// tinySweep is a study of tiny made ready.
func tinySweep(t testing.TB, s *model.Study, settings ...string) *Sweep {
	t.Helper()
	return ready(t, s, load(t, file(t, tiny), settings...))
}

// do runs a sweep, merges it unless it is a shard, and says what was done.
func do(t testing.TB, s *Sweep, o Options) *Report {
	t.Helper()
	o.MostFailures = -1
	report, err := s.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if o.Shards <= 1 {
		combine(t, o.Dir)
	}
	return report
}

// combine merges a folder.
func combine(t testing.TB, dir string) *result.Manifest {
	t.Helper()
	m, err := Merge(t.Context(), dir, true, nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// whole is the folder of a sweep that nothing has happened to.
func whole(t testing.TB, s *Sweep) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "whole")
	do(t, s, Options{Dir: dir})
	return dir
}

// same compares folders file by file.
func same(t testing.TB, what string, got, want map[string]string) {
	t.Helper()
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s: %s is other than it should be (%d bytes, %d)", what, name, len(got[name]), len(want[name]))
		}
	}
	for name := range got {
		if _, there := want[name]; !there {
			t.Errorf("%s: %s should not be there", what, name)
		}
	}
}

// lay puts files into a folder of their own.
func lay(t testing.TB, files map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range files {
		set(t, filepath.Join(dir, name), text)
	}
	return dir
}

// set writes a file.
func set(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// named are the files in a folder, as parts, in their order.
func named(files map[string]string, folder string) (names []string) {
	for name := range files {
		if filepath.Dir(name) == folder {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// says tells whether an error has all the words.
func says(t testing.TB, err error, words ...string) {
	t.Helper()
	for _, word := range words {
		if err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("the error does not say %q: %v", word, err)
		}
	}
}

package main

import (
	"os"
	"path/filepath"
	"testing"

	"hubcap/sim/result"
	"hubcap/sim/sweep"
)

// pointStudy has an axis of every kind: of one number and of many, a share, a distance of the
// seed data, a bound, words, one that shares a place; and two bases with settings of their own.
const pointStudy = `study = 1
name = "points"
[design]
kind = "halton"
points = 3
[[base]]
id = "warm"
scenario = "guizhou-2024"
set = ["climate.warming_k=1"]
[[base]]
id = "plain"
scenario = "guizhou-2024"
[[axis]]
id = "lead"
path = "cluster.guian.build.lead_time_months"
range = { low = 6, high = 24 }
[[axis]]
id = "rent"
path = "cluster.*.rent_cny"
range = { low = 700, high = 1200 }
with = "lead"
[[axis]]
id = "east"
path = "origin.central-region.share"
range = { low = 0.1, high = 0.3 }
[[axis]]
id = "route"
path = "link.huaihua--kaili.route_km"
range = { low = 260, high = 300 }
[[axis]]
id = "bound"
path = "target.racks-2024.at_least"
range = { low = 200000, high = 600000 }
[[axis]]
id = "policy"
path = "dispatch.policy"
values = ["local-first", "mix"]
`

// A point by itself is its row of the table, to the last bit.
func TestRunPoint(t *testing.T) {
	file := filepath.Join(t.TempDir(), "points.toml")
	if err := os.WriteFile(file, []byte(pointStudy), 0o600); err != nil {
		t.Fatal(err)
	}
	q, s, err := prepareStudy(file)
	if err != nil {
		t.Fatal(err)
	}
	defer q.close()
	dir := filepath.Join(t.TempDir(), "out")
	if _, err := s.Run(t.Context(), sweep.Options{Dir: dir, MostFailures: 0}); err != nil {
		t.Fatal(err)
	}
	if _, err := sweep.Merge(t.Context(), dir, false, nil); err != nil {
		t.Fatal(err)
	}
	runs, err := result.ReadRuns(filepath.Join(dir, "runs.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	for row := range s.Points() {
		variant, axes, err := s.Point(row)
		if err != nil {
			t.Fatal(err)
		}
		e, err := q.Scenario(variant, axes)
		if err != nil {
			t.Fatal(err)
		}
		run, err := simulate(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		for i := range e.Targets {
			want, met := run.Verdict(&e.Targets[i])
			for c := range runs.Columns {
				switch column := &runs.Columns[c]; {
				case column.Of != e.Targets[i].ID:
				case column.Role == result.RoleMet && (runs.Numbers[c][row] == 1) != met:
					t.Errorf("point %d: %s is %v, by itself %v", row, column.Name, runs.Numbers[c][row], met)
				case column.Role == result.RoleSimulated && runs.Numbers[c][row] != want:
					t.Errorf("point %d: %s is %v, by itself %v", row, column.Name, runs.Numbers[c][row], want)
				}
			}
		}
	}
}

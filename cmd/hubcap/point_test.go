package main

import (
	"os"
	"path/filepath"
	"testing"

	"hubcap/scenarios"
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

// mixScenario and mixStudy have an origin whose mix names two of three classes, so that the third
// has to be named when the two do not fill the rest any more.
const (
	mixScenario = `schema = 1
extends = "market.toml"
name = "mix"
[[origin]]
id = "northwest"
[[origin.mix]]
id = "live"
share = 0.1
[[origin.mix]]
id = "online"
share = 0.6
`
	mixStudy = `study = 1
name = "mixes"
scenario = "mix.toml"
[design]
kind = "grid"
[[axis]]
id = "online"
path = "origin.northwest.mix.online.share"
values = [0.3, 0.6, 0.8]
`
)

// A point by itself is its row of the table, to the last bit.
func TestRunPoint(t *testing.T) {
	folder := t.TempDir()
	for name, data := range map[string]string{"points.toml": pointStudy, "mixes.toml": mixStudy, "mix.toml": mixScenario, "market.toml": string(scenarios.Starter(true))} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"points.toml", "mixes.toml"} {
		t.Run(name, func(t *testing.T) { comparePoints(t, filepath.Join(folder, name)) })
	}
}

// comparePoints holds every row of a study against its point by itself.
func comparePoints(t *testing.T, file string) {
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

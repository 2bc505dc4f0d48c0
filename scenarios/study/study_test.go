package study

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hubcap/scenarios"
)

// small is a scenario of two clusters, one of whose numbers are partly drawn.
const small = `schema = 1
name = "small"
[time]
start = 2022-12-31
end = 2024-12-31
[[hub]]
id = "h"
[[cluster]]
id = "c"
hub = "h"
place = "guian"
station = "guiyang"
racks = 1_000
utilisation = 0.5
[cluster.build]
policy = "fixed-rate"
rate_racks_per_month = 10
lead_time_months = { dist = "lognormal", p50 = 18, p90 = 26, group = "slips" }
completion = { dist = "triangular", low = 0.6, mode = 0.9, high = 1, group = "slips" }
[[cluster.fleet]]
id = "f"
technology = "iec"
class = "good"
existing_share = 1
build_share = 1
built_from = 2015
built_to = 2020
[[cluster]]
id = "d"
hub = "h"
place = "guiyang"
station = "guiyang"
racks = 2_000
utilisation = 0.4
[cluster.build]
capex_cny_per_rack = { dist = "uniform", low = 60_000, high = 90_000 }
[[cluster.fleet]]
id = "g"
technology = "chw"
class = "good"
existing_share = 1
[[group]]
id = "slips"
[[tier]]
id = "near"
from = "guian"
to = ["guiyang", "chengdu"]
[[target]]
id = "racks"
quantity = "racks_in_service"
scope = "h"
at_least = 3_000
by = 2024-12-31
[[target]]
id = "full"
quantity = "utilisation"
scope = "all"
at_least = 0.5
by = 2024-12-31
`

// head begins a study of small.
const head = `study = 1
name = "s"
scenario = "small.toml"
`

// leads is an axis of numbers.
const leads = `[[axis]]
id = "lead"
path = "cluster.c.build.lead_time_months"
values = [12, 18, 24]
`

// policies is an axis of words.
const policies = `[[axis]]
id = "policy"
path = "cluster.c.build.policy"
values = ["none", "fixed-rate"]
`

const grid = "[design]\nkind = \"grid\"\n"

const random = "[design]\nkind = \"random\"\npoints = 10\n"

// folder writes files into a folder of the test: the study itself, and pairs of name and text.
func folder(t testing.TB, text string, more ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i+1 < len(more); i += 2 {
		write(t, filepath.Join(dir, more[i]), more[i+1])
	}
	write(t, filepath.Join(dir, "small.toml"), small)
	write(t, filepath.Join(dir, "study.toml"), text)
	return filepath.Join(dir, "study.toml")
}

func write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// good loads a study that has no mistakes.
func good(t testing.TB, text string, more ...string) *Study {
	t.Helper()
	s, err := Load(folder(t, text, more...))
	if err != nil {
		t.Fatal(err)
	}
	if s.Points != nil {
		t.Cleanup(func() {
			if err := s.Points.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	return s
}

// said is what is told of a study with mistakes, without the folder that it is in.
func said(t *testing.T, text string, more ...string) string {
	t.Helper()
	name := folder(t, text, more...)
	s, err := Load(name)
	var problems scenarios.Problems
	switch {
	case err == nil:
		t.Errorf("no mistake was found in\n%s\n%+v", text, s.Study)
		return ""
	case !errors.As(err, &problems):
		t.Errorf("%v is no list of mistakes", err)
	}
	return strings.ReplaceAll(err.Error(), filepath.Dir(name)+string(filepath.Separator), "")
}

package ensemble

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"hubcap/scenarios"
	"hubcap/sim"
	"hubcap/sim/result"
)

const (
	small  = "testdata/small.toml"
	linear = "testdata/linear.toml"
)

// study is one about a scenario, of 100 members, whose central run is finished.
func study(t testing.TB, name string, settings ...string) *Study {
	t.Helper()
	e, err := scenarios.Load(name, settings)
	if err != nil {
		t.Fatal(err)
	}
	p, err := sim.Compile(&e.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	r := p.NewRun()
	if err := r.Simulate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return &Study{Central: r, Members: 100, Seed: 1, Lay: e.Lay}
}

// file is a scenario of so much text.
func file(t testing.TB, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s.toml")
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func text(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func run(t testing.TB, s *Study) *Outcome {
	t.Helper()
	o, err := s.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// told is the result of the central run with the answer in it.
func told(s *Study, o *Outcome) *result.Result {
	r := s.Central.Result()
	o.Into(r, s.Seed)
	return r
}

// near tells whether two numbers are the same within so much.
func near(a, b, within float64) bool { return math.Abs(a-b) <= within }

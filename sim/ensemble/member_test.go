package ensemble

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/sim"
)

// A member by itself, with a worker that has done no other, is the same as in its study: nothing
// of one, be it shares that were scaled, the mix of an origin, or what was laid over the seed
// data, is left for the next.
func TestNothingLeaks(t *testing.T) {
	s := study(t, small)
	s.Members, s.MostFailed, s.Jobs = 12, .5, 1
	rows := map[int][]float64{}
	s.Keep = func(m int, v []float64) error { rows[m] = slices.Clone(v); return nil }
	o := run(t, s)
	for m := s.Members - 1; m >= 0; m-- {
		task, err := s.begin()
		if err != nil {
			t.Fatal(err)
		}
		v, _ := task.member(t.Context(), &task.workers[0], m, task.slab[0])
		if fmt.Sprint(v.row(m)) != fmt.Sprint(o.Members[m]) {
			t.Errorf("member %d by itself:\n%+v\nin the study:\n%+v", m, v.row(m), o.Members[m])
		}
		if v.failed == nil && !slices.EqualFunc(task.slab[0], rows[m], func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }) {
			t.Errorf("member %d has other values by itself", m)
		}
	}
	if len(rows) < 8 {
		t.Errorf("%d members were simulated", len(rows))
	}
}

// The shares of a member make 1, each in proportion to what was drawn, and the central ones are
// those of the file again for the next.
func TestSharesAreScaled(t *testing.T) {
	s := study(t, small)
	task, err := s.begin()
	if err != nil {
		t.Fatal(err)
	}
	w := &task.workers[0]
	for m := range 5 {
		drawn := task.draws.draw(w, m)
		at := func(path string) float64 {
			return drawn[slices.IndexFunc(s.Central.Scenario().Uncertain, func(u model.Uncertain) bool { return u.Path == path })]
		}
		if _, err := w.plan(m); err != nil {
			continue
		}
		x := w.scenario
		o, p := at("origin.o.share"), .4
		quick, slow := at("class.quick.share"), .8
		mixed := at("origin.o.mix.quick.share")
		for _, c := range []struct {
			what      string
			got, want float64
		}{
			{"origin", x.Origins[0].Share, o / (o + p)},
			{"the other origin", x.Origins[1].Share, p / (o + p)},
			{"class", x.Classes[0].Share, quick / (quick + slow)},
			{"mix", x.Origins[0].ShareOf(&x.Classes[0]), mixed / (mixed + slow/(quick+slow))},
			{"fleet", x.Clusters[1].Fleets[1].ExistingShare, .25 / (.25 + at("cluster.far.fleet.f.existing_share"))},
			{"a fleet to build", x.Clusters[1].Fleets[1].BuildShare, .3 / (.3 + at("cluster.far.fleet.f.build_share"))},
			{"a fleet alone", x.Clusters[0].Fleets[0].ExistingShare, 1},
		} {
			if !near(c.got, c.want, 1e-12) {
				t.Errorf("member %d, %s: share %v, want %v", m, c.what, c.got, c.want)
			}
		}
	}
}

// What is laid is what was drawn, by any of several workers, over the seed data and not over
// what the member before has left.
func TestLaid(t *testing.T) {
	s := laying(t)
	lay, central := s.Lay, &s.Central.Scenario().Data.Stations[0]
	s.Members, s.Jobs = 40, 3
	s.Lay = func(x *model.Scenario) error {
		if &x.Data.Stations[0] != central {
			t.Error("laid over what another member has left")
		}
		err := lay(x)
		last := x.Data.Stations[len(x.Data.Stations)-1]
		if last.Elevation != *x.Weather[0].ElevationM {
			t.Errorf("the weather stands at %v m, drawn were %v", last.Elevation, *x.Weather[0].ElevationM)
		}
		return err
	}
	run(t, s)
	calls := 0
	s = study(t, linear)
	s.Lay = func(*model.Scenario) error { calls++; return nil }
	if run(t, s); calls > 0 {
		t.Errorf("%d members without places, links or weather were laid", calls)
	}
}

// Each member of a seed has a fate of its own, in the first block and beyond, and it is the same
// by itself.
func TestFates(t *testing.T) {
	s := study(t, linear, "time.step=year", "process.demand_spread=0.1", "cluster.c.build.rate_racks_per_month=150", "cluster.c.demand.backlog_racks=1_000")
	s.Members = block + 40
	plan := s.Central.Plan()
	column := slices.IndexFunc(plan.Columns, func(c sim.Column) bool { return c.Scope == "c" && c.Quantity == model.RacksDemanded })
	seen := map[float64]int{}
	s.Keep = func(m int, v []float64) error {
		x := v[(len(plan.Dates)-1)*len(plan.Columns)+column]
		if other, ok := seen[x]; ok {
			t.Errorf("members %d and %d have the same fate: %v racks wanted", other, m, x)
		}
		seen[x] = m
		return nil
	}
	run(t, s)
	one, err := s.One(t.Context(), block+7)
	if err != nil {
		t.Fatal(err)
	}
	if x := one.At(len(plan.Dates)-1, column); seen[x] != block+7 {
		t.Errorf("member %d wants %v racks by itself, which is not what it wants in the study", block+7, x)
	}
	s.Seed++
	s.Members = 3
	run(t, s) // none of them is among the others
}

// One member by itself has the verdicts that it has in its study, or the cause for which it fails.
func TestOne(t *testing.T) {
	s := failing(t)
	s.Members, s.MostFailed = 20, 1
	for m, row := range run(t, s).Members {
		r, err := s.One(t.Context(), m)
		if row.Failed != "" {
			if err == nil || err.Error() != row.Failed {
				t.Errorf("member %d: %v, want %s", m, err, row.Failed)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		alone := r.Result()
		s.Alone(alone, m)
		for i, target := range alone.Targets {
			if target.Met != row.Met[i] || float64(target.Simulated) != row.Simulated[i] {
				t.Errorf("member %d, %s: %v (%v), want %v (%v)", m, target.ID, target.Simulated, target.Met, row.Simulated[i], row.Met[i])
			}
		}
		if *alone.Member != m || alone.Members != 20 || !strings.Contains(alone.Warnings[0].EN, "one of 20 members") {
			t.Errorf("%d of %d: %v", *alone.Member, alone.Members, alone.Warnings[0])
		}
	}
	for _, m := range []int{-1, 20} {
		if _, err := s.One(t.Context(), m); err == nil || !strings.Contains(err.Error(), "numbered from 0 to 19") {
			t.Errorf("member %d: %v", m, err)
		}
	}
}

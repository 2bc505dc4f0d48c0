package ensemble

import (
	"fmt"
	"math"
	"testing"

	"hubcap/model"
	"hubcap/sim/result"
)

// Two scenarios that differ in a setting have the same draws, and the same fate where the
// setting does not reach.
func TestCommonNumbers(t *testing.T) {
	values := func(settings ...string) (draws string, demand, near, far []float64) {
		s := study(t, small, settings...)
		s.Members, s.MostFailed = 8, .3
		plan := s.Central.Plan()
		s.Keep = func(_ int, v []float64) error {
			for i, c := range plan.Columns {
				for k := range plan.Dates {
					x := v[k*len(plan.Columns)+i]
					switch {
					case c.Scope == "o" && c.Quantity == model.RacksDemanded:
						demand = append(demand, x)
					case c.Scope == "near" && c.Quantity == model.PUEDesign || c.Scope == "south" && c.Quantity == model.DelayMean:
						near = append(near, x)
					case c.Scope == "far" && c.Quantity == model.RacksInService:
						far = append(far, x)
					}
				}
			}
			return nil
		}
		for _, m := range run(t, s).Members {
			draws += fmt.Sprintln(m.Drawn)
		}
		return draws, demand, near, far
	}
	d1, demand1, near1, far1 := values()
	d2, demand2, near2, far2 := values("cluster.far.build.goal_racks=2_000", "cluster.far.project.begun.racks=200")
	if d1 != d2 || fmt.Sprint(demand1) != fmt.Sprint(demand2) || fmt.Sprint(near1) != fmt.Sprint(near2) || len(demand1) == 0 || len(near1) == 0 {
		t.Error("a goal has moved the draws, the demand, or what happens elsewhere")
	}
	if fmt.Sprint(far1) == fmt.Sprint(far2) || len(far1) == 0 {
		t.Error("a goal moves nothing")
	}
}

// variant is linear of which only so much is completed.
func variant(t *testing.T, seed uint64, completion float64) Variant {
	t.Helper()
	s := study(t, linear, "time.step=quarter", fmt.Sprintf("cluster.c.build.completion=%v", completion))
	s.Members, s.Seed = 1000, seed
	o := run(t, s)
	return Variant{Label: fmt.Sprint(completion), Result: s.Central.Result(), Outcome: o}
}

// The difference that common random numbers find is far surer than that of independent members:
// of 97 % completion only those miss year whose rate is 130 to 134.02. The interval is less
// than a third as wide, for which it would take ten times as many members.
func TestCompare(t *testing.T) {
	full, less, again := variant(t, 1, 1), variant(t, 1, .97), variant(t, 2, .97)
	const want = -(130/.97 - 130) / 100
	c := Compare(1, []Variant{full, less})
	if c.Members != 1000 || c.Seed != 1 || c.Sampling != "plain" || len(c.Targets) != 3 || fmt.Sprint(c.Labels) != "[1 0.97]" || len(c.Scenarios) != 2 || len(c.Joint) != 2 {
		t.Fatalf("%+v", c)
	}
	cell := c.Targets[0].Cells[1]
	if cell.Won != 0 || cell.Lost != full.Outcome.Ensemble.Targets[0].Met-less.Outcome.Ensemble.Targets[0].Met ||
		!(float64(cell.DifferenceLow) < want && want < float64(cell.DifferenceHigh)) || cell.Chance != less.Outcome.Ensemble.Targets[0].Chance {
		t.Errorf("%+v, want %v", cell, want)
	}
	apart := Compare(1, []Variant{full, again}).Targets[0].Cells[1]
	width := func(c result.ComparedChance) float64 { return float64(c.DifferenceHigh - c.DifferenceLow) }
	ratio := width(cell) / width(apart)
	t.Logf("the interval is %.4f wide with common numbers, %.4f without: %.2f times", width(cell), width(apart), ratio)
	if by := 2 * 1.96 * math.Sqrt((.7*.3+(.7+want)*(.3-want))/1000); !(ratio < .33) || !near(width(apart), by, .1*by) {
		t.Errorf("widths %v and %v (independent %v): %.2f times", width(cell), width(apart), by, ratio)
	}
	if first := c.Targets[0].Cells[0]; !first.Difference.IsMissing() || first.Chance != full.Outcome.Ensemble.Targets[0].Chance {
		t.Errorf("%+v", first)
	}
}

// Targets are one by what they ask; members that fail on one side count on neither; doubts stand
// once, or with the label of whom they are of.
func TestCompareParts(t *testing.T) {
	target := func(id string, required float64) result.Target {
		return result.Target{ID: id, Scope: "h", Quantity: model.RacksInService, Comparator: model.AtLeast, Required: result.Number(required)}
	}
	make1 := func(label string, targets []result.Target, members []result.Member, warnings ...result.Text) Variant {
		e := &result.Ensemble{Members: len(members), Sampling: "plain"}
		for i := range targets {
			met, of := 0, 0
			for _, m := range members {
				if m.Failed == "" {
					if of++; m.Met[i] {
						met++
					}
				}
			}
			e.Targets = append(e.Targets, result.TargetChances{ID: targets[i].ID, Chance: result.Wilson(met, of)})
		}
		return Variant{Label: label, Result: &result.Result{Targets: targets}, Outcome: &Outcome{Ensemble: e, Members: members, Warnings: warnings}}
	}
	of := func(met ...bool) result.Member { return result.Member{Met: met} }
	bad := result.Member{Failed: "x"}
	all, own := result.Text{EN: "all", ZH: "全"}, result.Text{EN: "own", ZH: "自"}
	a := make1("A", []result.Target{target("t", 5), target("u", 1)}, []result.Member{of(true, true), of(true, true), of(false, true), of(false, true), bad, of(true, true)}, all)
	b := make1("B", []result.Target{target("u", 2), target("t", 5)}, []result.Member{of(true, true), of(true, false), of(true, true), of(true, false), of(true, true), bad}, all, own)
	c := Compare(3, []Variant{a, b})
	if len(c.Targets) != 3 || c.Targets[0].ID != "t" || c.Targets[1].Required != 1 || c.Targets[2].Required != 2 {
		t.Fatalf("%+v", c.Targets)
	}
	shared := c.Targets[0].Cells
	if x := shared[1]; x.Won != 1 || x.Lost != 1 || x.Of != 5 || x.Met != 3 || x.Difference != 0 {
		t.Errorf("%+v", x)
	}
	if x := c.Targets[1].Cells; x[0].Of != 5 || x[1].Of != 0 || !x[1].Probability.IsMissing() || !x[1].Difference.IsMissing() {
		t.Errorf("%+v", x)
	}
	if x := c.Targets[2].Cells; x[0].Of != 0 || x[1].Of != 5 || !x[1].Difference.IsMissing() {
		t.Errorf("%+v", x)
	}
	if got := fmt.Sprint(c.Warnings); got != "[{all 全} {B: own B：自}]" {
		t.Errorf("%s", got)
	}
}

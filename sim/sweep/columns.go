package sweep

import (
	"fmt"
	"math"
	"slices"

	"hubcap/model"
	"hubcap/sim/ensemble"
	"hubcap/sim/result"
)

// kept is a quantity that goes into the table: where it stands in a run, and over which steps it
// is reduced.
type kept struct {
	column   int   // of the results of a run; -1 where this scenario has none
	steps    []int // of the dates, one for each column of the table
	over     string
	from, to int // first and last step of over; the start is the end of none
}

// all names what is told of all targets together.
const all = "all"

// statistics are what is told of the members of a point.
func statistics(s result.Spread) [4]float64 {
	return [4]float64{float64(s.Mean), float64(s.P05), float64(s.P50), float64(s.P95)}
}

var statisticNames = [4]string{"mean", "p05", "p50", "p95"}

// table lays out the columns, and finds what fills them in each scenario.
func (s *Sweep) table() ([]result.ManifestTarget, error) {
	add := func(c result.RunColumn) { s.columns = append(s.columns, c) }
	add(result.RunColumn{Name: "point", Kind: result.RunCount, Role: result.RolePoint, Label: model.Text{EN: "point", ZH: "点"}})
	add(result.RunColumn{Name: "scenario", Kind: result.RunText, Role: result.RoleScenario, Label: model.Text{EN: "scenario", ZH: "情景"}})
	for i := range s.study.Axes {
		a := &s.study.Axes[i]
		kind := result.RunNumber
		if len(a.Texts) > 0 {
			kind = result.RunText
		}
		add(result.RunColumn{Name: a.ID, Unit: a.Unit, Kind: kind, Role: result.RoleAxis, Path: a.Path, Label: label(a)})
	}
	add(result.RunColumn{Name: "status", Kind: result.RunText, Role: result.RoleStatus, Label: model.Text{EN: "status", ZH: "状态"}})
	add(result.RunColumn{Name: "cause", Kind: result.RunText, Role: result.RoleCause, Label: model.Text{EN: "cause", ZH: "原因"}})
	if s.study.Members > 1 {
		add(result.RunColumn{Name: "members", Kind: result.RunCount, Role: result.RoleMembers, Label: model.Text{EN: "members that did not fail", ZH: "有效样本数"}})
	}
	targets, err := s.targets()
	if err != nil {
		return nil, err
	}
	if len(targets) > 0 {
		s.verdict(all, model.Text{EN: "all targets together", ZH: "全部目标同时达标"})
	}
	for _, t := range targets {
		s.verdict(t.ID, t.Name)
		s.numbers(t.ID, t.ID, t.Unit, result.RoleSimulated, t.Name)
	}
	for i := range s.study.Keep {
		if err := s.keep(&s.study.Keep[i]); err != nil {
			return nil, err
		}
	}
	if err := s.record(); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, c := range s.columns {
		if seen[c.Name] {
			return nil, fmt.Errorf("the table would have two columns %q; give the axis or what is kept another id", c.Name)
		}
		seen[c.Name] = true
	}
	return targets, nil
}

// label names an axis for people.
func label(a *model.Axis) model.Text {
	if a.Label != (model.Text{}) {
		return a.Label
	}
	return model.Text{EN: a.ID, ZH: a.ID}
}

// verdict adds the column of a target's verdict.
func (s *Sweep) verdict(id string, name model.Text) {
	c := result.RunColumn{Name: id + "_met", Kind: result.RunBool, Role: result.RoleMet, Of: id, Label: name}
	if s.study.Members > 1 {
		c.Name, c.Kind, c.Role, c.Unit = id+"_probability", result.RunNumber, result.RoleProbability, "1"
	}
	s.columns = append(s.columns, c)
}

// numbers adds the column of a value, or those of its statistics over the members.
func (s *Sweep) numbers(name, of, unit string, role result.RunRole, title model.Text) {
	c := result.RunColumn{Name: name, Unit: unit, Kind: result.RunNumber, Role: role, Of: of, Label: title}
	if s.study.Members == 1 {
		s.columns = append(s.columns, c)
		return
	}
	for _, stat := range statisticNames {
		c.Name, c.Stat = name+"_"+stat, stat
		s.columns = append(s.columns, c)
	}
}

// targets are those of all scenarios, each once.
func (s *Sweep) targets() ([]result.ManifestTarget, error) {
	out := []result.ManifestTarget{}
	at := map[string]int{}
	for _, v := range s.variants {
		scenario := v.plan.Scenario
		for i := range scenario.Targets {
			t := &scenario.Targets[i]
			n, there := at[t.ID]
			if !there {
				n, at[t.ID] = len(out), len(out)
				out = append(out, describeTarget(v.plan, t, s.study.Axes))
			}
			comparator, _ := t.Bound()
			if first := &out[n]; first.Quantity != t.Quantity || first.Comparator != comparator {
				return nil, fmt.Errorf("target %s is one of %s %s in one scenario and of %s %s in another; one column cannot hold both, so give one of them another id", t.ID, first.Quantity, first.Comparator, t.Quantity, comparator)
			}
			v.targets = append(v.targets, n)
		}
	}
	return out, nil
}

// keep adds what a study wants to keep of a quantity.
func (s *Sweep) keep(k *model.Keep) error {
	quantity, ok := model.QuantityOf(k.Quantity)
	if !ok {
		return fmt.Errorf("keep.%s.quantity: there is no quantity %q", k.ID, k.Quantity)
	}
	names := []string{k.ID}
	if len(k.At) > 1 {
		names = names[:0]
		for _, d := range k.At {
			names = append(names, k.ID+"_"+d.String())
		}
	}
	for _, name := range names {
		s.numbers(name, k.ID, quantity.Unit, result.RoleKept, quantity.Label)
	}
	found := false
	for _, v := range s.variants {
		column := v.plan.Column(k.Scope, k.Quantity)
		found = found || column >= 0
		v.cuts = v.cuts || column >= 0 && (k.Quantity == model.DelayMeanN1 || k.Quantity == model.DelayP99N1)
		last := len(v.plan.Dates) - 1
		at := kept{column: column, over: k.Over, from: 1, to: last}
		switch {
		case k.Over != "":
			at.within(k, v.plan.Dates)
		case len(k.At) == 0:
			at.steps = []int{last}
		default:
			for _, d := range k.At { // a scenario that has no such date has no value there
				at.steps = append(at.steps, slices.Index(v.plan.Dates, d))
			}
		}
		v.kept = append(v.kept, at)
	}
	if !found {
		return fmt.Errorf("keep.%s: no scenario has %s of %q", k.ID, k.Quantity, k.Scope)
	}
	return nil
}

// within finds the steps of a span. A scenario that does not reach over all of it has no value:
// a sum over less would be that of something else.
func (k *kept) within(of *model.Keep, dates []model.Date) {
	last := dates[len(dates)-1]
	if from := of.From; !from.IsZero() {
		for k.from < len(dates) && dates[k.from].Before(from) {
			k.from++
		}
		if from.Before(dates[0]) {
			k.column = -1
		}
	}
	if to := of.To; !to.IsZero() {
		k.to = model.StepOf(dates, to)
		if last.Before(to) {
			k.column = -1
		}
	}
}

// record finds the columns whose series are kept.
func (s *Sweep) record() error {
	for i := range s.study.Series {
		k := &s.study.Series[i]
		found := false
		for _, v := range s.variants {
			for c, column := range v.plan.Columns {
				if column.Quantity != k.Quantity || k.Scope != "" && column.Scope != k.Scope || slices.Contains(v.recorded, c) {
					continue
				}
				found = true
				v.recorded = append(v.recorded, c)
				v.cuts = v.cuts || k.Quantity == model.DelayMeanN1 || k.Quantity == model.DelayP99N1
			}
		}
		if !found {
			return fmt.Errorf("series.%s: no scenario has %s of %q that is not kept already", k.ID, k.Quantity, k.Scope)
		}
	}
	for _, v := range s.variants {
		slices.Sort(v.recorded)
		for _, c := range v.recorded {
			column := v.plan.Columns[c]
			v.names = append(v.names, result.Column{Scope: column.Scope, Quantity: column.Quantity, Unit: column.Unit})
		}
	}
	return nil
}

// reduce is what is kept of a run: a value for each date, or one over a span.
func (k *kept) reduce(at func(step, column int) float64, out []float64) []float64 {
	switch {
	case k.column < 0 && k.over != "":
		return append(out, none)
	case k.over != "":
		return append(out, k.span(func(step int) float64 { return at(step, k.column) }))
	}
	for _, step := range k.steps {
		if k.column < 0 || step < 0 {
			out = append(out, none)
			continue
		}
		out = append(out, at(step, k.column))
	}
	return out
}

// span reduces the values of steps; those without a value count for nothing.
func (k *kept) span(at func(step int) float64) float64 {
	sum, n, least, most := 0., 0, math.Inf(1), math.Inf(-1)
	for step := k.from; step <= k.to; step++ {
		if v := at(step); !math.IsNaN(v) {
			sum += v
			n++
			least, most = math.Min(least, v), math.Max(most, v)
		}
	}
	switch {
	case n == 0:
		return none
	case k.over == "min":
		return least
	case k.over == "max":
		return most
	case k.over == "mean":
		return sum / float64(n)
	}
	return sum
}

// spread are the statistics of the members' values, of which some may be missing.
func spread(values []float64) [4]float64 {
	return statistics(ensemble.SpreadOf(slices.DeleteFunc(values, math.IsNaN)))
}

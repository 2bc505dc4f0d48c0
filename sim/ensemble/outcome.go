package ensemble

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/sim"
	"hubcap/sim/result"
)

// bins is how many bars show the distribution of a shortfall.
const bins = 20

// outcome gathers what the members came to.
func (t *task) outcome() *Outcome {
	s := t.base.Scenario
	e := &result.Ensemble{Members: t.Members, Sampling: t.draws.sampling, Uncertain: len(s.Uncertain), Processes: processes(s),
		Failed: t.failed, Causes: t.causes(len(t.verdicts)), Targets: []result.TargetChances{}, Pairs: []result.TargetPair{}, Draws: t.draws.drawn()}
	kept := make([]*verdict, 0, len(t.verdicts)-t.failed)
	for i := range t.verdicts {
		if t.verdicts[i].failed == nil {
			kept = append(kept, &t.verdicts[i])
		}
	}
	joint := 0
	for _, v := range kept {
		if !slices.ContainsFunc(v.targets, func(j judged) bool { return !j.met }) {
			joint++
		}
	}
	e.Joint = result.Wilson(joint, len(kept))
	for i := range s.Targets {
		e.Targets = append(e.Targets, chances(&s.Targets[i], i, kept, &t.tallies[i], t.base.Dates))
	}
	for a := range s.Targets {
		for b := a + 1; b < len(s.Targets); b++ {
			e.Pairs = append(e.Pairs, pair(s, a, b, kept))
		}
	}
	out := &Outcome{Ensemble: e, Members: make([]result.Member, len(t.verdicts)), spread: t.spread}
	for i := range t.verdicts {
		out.Members[i] = t.verdicts[i].row(i)
	}
	out.Warnings = t.doubts(e, kept)
	return out
}

// chances are what became of a target.
func chances(t *model.Target, at int, kept []*verdict, bound *tally, dates []model.Date) result.TargetChances {
	comparator, required := t.Bound()
	out := result.TargetChances{ID: t.ID, Bins: []result.Bin{}, FirstMet: []result.FirstMet{}, Binding: []result.BindingChance{}}
	var values, short []float64
	first := make([]int, len(dates))
	met, misses := 0, 0
	for _, v := range kept {
		j := &v.targets[at]
		if j.first >= 0 {
			first[j.first]++
		} else {
			out.Never++
		}
		if unknown(j.simulated) {
			out.Valueless++
		} else {
			values = append(values, j.simulated)
		}
		if j.met {
			met++
			continue
		}
		misses++
		if !unknown(j.simulated) {
			short = append(short, max(0, -comparator.Margin(j.simulated, required)))
		}
	}
	out.Chance = result.Wilson(met, len(kept))
	out.Simulated = SpreadOf(values)
	out.Bins = histogram(short)
	out.Shortfall = SpreadOf(short)
	for k, n := range first {
		if n > 0 {
			out.FirstMet = append(out.FirstMet, result.FirstMet{Date: dates[k], Members: n})
		}
	}
	for _, name := range bound.names {
		out.Binding = append(out.Binding, result.BindingChance{Constraint: name,
			Share: result.Number(bound.share[name] / float64(misses)), Leads: result.Number(float64(bound.leads[name]) / float64(misses))})
	}
	slices.SortFunc(out.Binding, func(a, b result.BindingChance) int {
		return cmp.Or(cmp.Compare(b.Share, a.Share), cmp.Compare(a.Constraint, b.Constraint))
	})
	return out
}

// SpreadOf is the mean and the quantiles of some values, which it sorts.
func SpreadOf(values []float64) result.Spread {
	v := exactly(values)
	n := func(k int) result.Number { return result.Number(v[k]) }
	return result.Spread{Mean: n(0), P05: n(1), P25: n(2), P50: n(3), P75: n(4), P95: n(5)}
}

// histogram counts shortfalls in bins of the same width from 0 on.
func histogram(values []float64) []result.Bin {
	out := []result.Bin{}
	if len(values) == 0 {
		return out
	}
	most := slices.Max(values)
	if most == 0 {
		return out
	}
	width := most / bins
	for i := range bins {
		out = append(out, result.Bin{Low: result.Number(float64(i) * width), High: result.Number(float64(i+1) * width)})
	}
	for _, v := range values {
		out[min(bins-1, int(v/width))].Members++
	}
	return out
}

// pair counts how two targets go together.
func pair(s *model.Scenario, a, b int, kept []*verdict) result.TargetPair {
	var n [2][2]int
	for _, v := range kept {
		n[number(v.targets[a].met)][number(v.targets[b].met)]++
	}
	return result.PairOf(s.Targets[a].ID, s.Targets[b].ID, n[1][1], n[1][0], n[0][1], n[0][0])
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// row is what the result says of a member.
func (v *verdict) row(i int) result.Member {
	m := result.Member{Index: i, Drawn: v.drawn}
	if v.failed != nil {
		m.Failed = v.failed.Error()
		return m
	}
	m.Met, m.Simulated = make([]bool, len(v.targets)), make([]float64, len(v.targets))
	for k, j := range v.targets {
		m.Met[k], m.Simulated[k] = j.met, j.simulated
	}
	return m
}

// Into puts the answer into the result of the central run.
func (o *Outcome) Into(r *result.Result, seed uint64) {
	r.Seed, r.Members, r.Ensemble, r.Each = seed, o.Ensemble.Members, o.Ensemble, o.Members
	for i := range r.Targets {
		t, c := &r.Targets[i], &o.Ensemble.Targets[i]
		t.Probability, t.ProbabilityLow, t.ProbabilityHigh = c.Probability, c.Low, c.High
		if c.Met == c.Of {
			continue
		}
		t.Binding = []result.Binding{}
		for _, b := range c.Binding {
			t.Binding = append(t.Binding, result.Binding{Constraint: b.Constraint, Share: b.Share})
		}
	}
	columns := r.Series.Columns
	for at := range columns {
		columns[at].Spread = make([][]float64, 1+quantiles)
		for k := range columns[at].Spread {
			columns[at].Spread[k] = make([]float64, len(r.Series.Dates))
		}
		for step := range r.Series.Dates {
			for k, v := range o.spread.of(step*len(columns) + at) {
				columns[at].Spread[k][step] = v
			}
		}
	}
	for i := range r.Targets {
		o.exactly(r, i)
	}
	r.Warnings = slices.DeleteFunc(r.Warnings, func(t result.Text) bool { return t == sim.OneRun() })
	first := slices.Concat(o.Warnings, aside(r))
	o.Ensemble.Doubts = len(first)
	r.Warnings = slices.Concat(first, r.Warnings)
}

// exactly puts the quantiles on which a target is judged, which are exact, in the place of those
// read off a histogram.
func (o *Outcome) exactly(r *result.Result, i int) {
	t := &r.Targets[i]
	step := model.StepOf(r.Series.Dates, t.Deadline)
	for c := range r.Series.Columns {
		if column := &r.Series.Columns[c]; column.Scope == t.Scope && column.Quantity == t.Quantity {
			at := &o.Ensemble.Targets[i].Simulated
			for k, v := range []result.Number{at.Mean, at.P05, at.P25, at.P50, at.P75, at.P95} {
				column.Spread[k][step] = float64(v)
			}
		}
	}
}

// aside names the targets whose central value lies aside of the members' middle half.
func aside(r *result.Result) []result.Text {
	var en, zh []string
	for i, t := range r.Targets {
		at := &r.Ensemble.Targets[i].Simulated
		if !(t.Simulated < at.P25 || t.Simulated > at.P75) || at.P25 == at.P75 {
			continue
		}
		value := func(n result.Number) string { return result.Format(t.Quantity, float64(n)) }
		en = append(en, fmt.Sprintf("%s (%s, median %s)", t.ID, value(t.Simulated), value(at.P50)))
		zh = append(zh, fmt.Sprintf("%s（%s，中位%s）", t.ID, value(t.Simulated), value(at.P50)))
	}
	if en == nil {
		return nil
	}
	return []result.Text{{
		EN: "The central run lies outside the middle half of the members for " + strings.Join(en, ", ") + ": what is most likely of each number need not be so of all together, least where distributions reach farther to one side.",
		ZH: "中心值模拟落在样本中间一半之外：" + strings.Join(zh, "，") + "。各数值取最可能值，合起来未必最可能，分布偏向一侧时尤其如此。",
	}}
}

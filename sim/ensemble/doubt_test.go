package ensemble

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/sim"
	"hubcap/sim/design"
	"hubcap/sim/result"
)

// Each doubt stands where there is reason for it, in both languages, and nowhere else.
func TestDoubts(t *testing.T) {
	chance := func(met, of int) result.TargetChances {
		return result.TargetChances{ID: fmt.Sprintf("t%d", met), Chance: result.Wilson(met, of)}
	}
	none := &result.Ensemble{Members: 1000, Sampling: "plain", Uncertain: 1, Processes: []string{"demand"},
		Targets: []result.TargetChances{chance(500, 1000), chance(1, 1000)}}
	verdicts := func(n int, way, beyond int) []*verdict {
		out := make([]*verdict, n)
		for i := range out {
			out[i] = &verdict{}
			out[i].beyond[way] = i < beyond
		}
		return out
	}
	beyond := sim.BeyondWords()
	for name, c := range map[string]struct {
		change func(e *result.Ensemble)
		kept   []*verdict
		names  int
		en, zh string
	}{
		"none":    {func(*result.Ensemble) {}, verdicts(1000, 0, 10), 3, "", ""},
		"numbers": {func(e *result.Ensemble) { e.Uncertain = 0 }, verdicts(1000, 0, 0), 3, "No number of this scenario is a distribution", "没有任何数值设为分布"},
		"nothing": {func(e *result.Ensemble) { e.Uncertain, e.Processes = 0, nil }, verdicts(1000, 0, 0), 3, "all members are the same", "所有样本相同"},
		"too few": {func(e *result.Ensemble) {
			e.Targets = []result.TargetChances{chance(30, 60), chance(6, 60), chance(1, 1000)}
		}, verdicts(1000, 0, 0), 3, "the probability of t30, t6 within 10 percentage points; about 400 would do", "t30、t6 的概率区间宽于10个百分点；约需400个样本"},
		"few at the edge": {func(e *result.Ensemble) { e.Targets = []result.TargetChances{chance(2, 60)} }, verdicts(60, 0, 0), 3,
			"the probability of t2 within 10 percentage points; about 100 would do", "约需100个样本"},
		"never": {func(e *result.Ensemble) { e.Targets = append(slices.Clone(e.Targets), chance(0, 1000)) }, verdicts(1000, 0, 0), 3,
			"A probability of 0 or 100 % comes from 1,000 members: what happens less often than in 0.4 % of cases", "0或100 %的概率来自1,000个样本：发生机会低于0.4 %"},
		"always, of two": {func(e *result.Ensemble) {
			e.Members, e.Targets = 2, []result.TargetChances{chance(2, 2)}
		}, verdicts(2, 0, 0), 3, "what happens less often than in 65.8 % of cases", "低于65.8 %"},
		"failed": {func(e *result.Ensemble) {
			e.Failed, e.Causes = 3, []result.FailureCause{{Cause: "a: b", Members: 2}, {Cause: "c", Members: 1}}
		}, verdicts(997, 0, 0), 3, "3 of 1000 members failed (0.3 %) and count nowhere, which leaves out what they would have shown; most often, 2 times: a: b", "1000个样本中有3个失败（0.3 %），不计入任何统计，其所示情形因此缺失；最常见原因（2次）：a: b"},
		"sampling": {func(e *result.Ensemble) { e.Sampling = "sobol" }, verdicts(1000, 0, 0), 3, "with sampling sobol they are usually on the safe side", "采用 sobol 抽样时通常偏保守"},
		"dimensions": {func(*result.Ensemble) {}, verdicts(1000, 0, 0), 1200,
			"89 of the 1200 uncertain numbers are beyond the dimensions of the Sobol sequence", "1200个不确定数值中有89个超出Sobol序列维数"},
		"seldom beyond": {func(*result.Ensemble) {}, verdicts(1000, 3, 10), 3, "", ""},
		"beyond":        {func(*result.Ensemble) {}, verdicts(1000, 0, 11), 3, "In 1 % of the members " + beyond[0].EN + ".", "1%的样本中" + beyond[0].ZH + "。"},
		"far beyond":    {func(*result.Ensemble) {}, verdicts(1000, 1, 200), 3, "In 20 % of the members " + beyond[1].EN + ".", "20%的样本中" + beyond[1].ZH + "。"},
		"all beyond":    {func(*result.Ensemble) {}, verdicts(1000, 2, 1000), 3, "In 100 % of the members " + beyond[2].EN + ".", "100%的样本中" + beyond[2].ZH + "。"},
	} {
		e := *none
		c.change(&e)
		d := &draws{}
		for i := range c.names {
			d.names = append(d.names, fmt.Sprint(i))
		}
		var err error
		if d.design, err = design.New(map[bool]string{true: "sobol", false: "plain"}[c.names > 1000], 1, 1000, d.names); err != nil {
			t.Fatal(err)
		}
		got := (&task{draws: d}).doubts(&e, c.kept)
		extra := 1
		if c.en == "" {
			extra = 0
		}
		if name == "always, of two" {
			extra = 2 // they are too few, too
		}
		if len(got) != 1+extra || !strings.HasPrefix(got[0].EN, "Probabilities are those of the distributions and processes") || !strings.HasPrefix(got[0].ZH, "概率仅反映情景中设定的分布与随机过程") {
			t.Errorf("%s: %v", name, got)
			continue
		}
		if last := got[len(got)-1]; extra > 0 && (!strings.Contains(last.EN, c.en) || !strings.Contains(last.ZH, c.zh)) {
			t.Errorf("%s: %v\nwant %s\n     %s", name, last, c.en, c.zh)
		}
	}
}

// What chance does over time is named as far as it is on.
func TestProcesses(t *testing.T) {
	for _, c := range []struct {
		name     string
		settings []string
		want     string
	}{
		{linear, nil, "[]"},
		{linear, []string{"process.demand_spread=0.1"}, "[demand]"},
		{linear, []string{"process.weather_spread_k=0.5"}, "[weather]"},
		{linear, []string{"process.project_racks=100"}, "[sites projects]"},
		{linear, []string{"process.project_racks=100", "process.slip_spread=0"}, "[sites]"},
		{linear, []string{"process.project_racks=100", "process.slip_spread=0", "cluster.c.build.completion=0.9"}, "[sites projects]"},
		{linear, []string{"process.project_racks=100", "process.slip_spread=0", `cluster.c.build.completion={ dist = "uniform", low = 0.5, high = 1, value = 1 }`}, "[sites projects]"},
		{linear, []string{"process.project_racks=100", "process.site_spread=0"}, "[projects]"},
		{linear, []string{`process.demand_spread={ dist = "uniform", low = 0, high = 0.2, value = 0 }`}, "[demand]"},
		{linear, []string{"process.link_cuts=drawn"}, "[]"}, // there are no paths
		{small, nil, "[demand weather sites projects cuts]"},
		{small, []string{"process.link_cuts=none", "process.weather_spread_k=0"}, "[demand sites projects]"},
	} {
		if got := fmt.Sprint(processes(study(t, c.name, c.settings...).Central.Scenario())); got != c.want {
			t.Errorf("%s %v: %s, want %s", c.name, c.settings, got, c.want)
		}
	}
}

// The answer is put into the result of the central run: probability, what bound in the misses,
// and the spread of every column, exact for one block and nearly so for more.
func TestInto(t *testing.T) {
	for _, members := range []int{100, 400} {
		s := study(t, linear, "process.demand_spread=0.1", "target.half.at_least=500") // always met
		s.Members, s.Seed = members, 7
		rows := make([][]float64, members)
		s.Keep = func(m int, v []float64) error { rows[m] = slices.Clone(v); return nil }
		o := run(t, s)
		r := s.Central.Result()
		before := r.Targets
		r.Targets = slices.Clone(before)
		if !slices.Contains(r.Warnings, sim.OneRun()) {
			t.Fatal("the central run does not say that it is one")
		}
		o.Into(r, s.Seed)
		if r.Seed != 7 || r.Members != members || r.Ensemble != o.Ensemble || len(r.Each) != members || slices.Contains(r.Warnings, sim.OneRun()) || r.Warnings[0] != o.Warnings[0] {
			t.Errorf("seed %d, %d members, %v", r.Seed, r.Members, r.Warnings)
		}
		for i, target := range r.Targets {
			c := o.Ensemble.Targets[i]
			if target.Probability != c.Probability || target.ProbabilityLow != c.Low || target.ProbabilityHigh != c.High ||
				target.Simulated != before[i].Simulated || target.Met != before[i].Met {
				t.Errorf("%+v, want %+v", target, c)
			}
		}
		if b := r.Targets[0].Binding; len(b) != 1 || b[0] != (result.Binding{Constraint: "programme", Share: 1}) {
			t.Errorf("%+v", b)
		}
		if r.Targets[1].Probability != 1 || fmt.Sprint(r.Targets[1].Binding) != fmt.Sprint(before[1].Binding) {
			t.Errorf("%+v", r.Targets[1])
		}
		width := len(r.Series.Columns)
		for at, c := range r.Series.Columns {
			for k := range r.Series.Dates {
				var values []float64
				for _, row := range rows {
					if v := row[k*width+at]; !unknown(v) {
						values = append(values, v)
					}
				}
				want := exactly(slices.Clone(values))
				within := 0.
				if len(values) > block {
					within = 1.5*(slices.Max(values[:block])-slices.Min(values[:block]))/inner + want[5]*1e-12
				}
				for q := range want {
					got := c.Spread[q][k]
					slack := within
					if q == 0 {
						slack = 1e-9 * max(1, want[0])
					}
					if unknown(got) != unknown(want[q]) || !near(got, want[q], slack) && !unknown(got) {
						t.Errorf("%d members: %s of %s on %s: %s %v, want %v within %v", members, c.Quantity, c.Scope, r.Series.Dates[k], result.SpreadNames()[q], got, want[q], slack)
					}
				}
			}
		}
	}
}

// Shares in what bound are means over the misses, and who leads is counted; a value that is
// missing is a miss without a size.
func TestChances(t *testing.T) {
	least := 10.
	target := &model.Target{ID: "t", AtLeast: &least}
	dates := []model.Date{{Year: 2023, Month: 1, Day: 31}, {Year: 2023, Month: 2, Day: 28}}
	nan := float64(result.Missing())
	kept := []*verdict{
		{targets: []judged{{12, 1, true}}}, {targets: []judged{{10, 0, true}}},
		{targets: []judged{{4, -1, false}}}, {targets: []judged{{8, 0, false}}}, {targets: []judged{{nan, -1, false}}},
	}
	bound := &tally{share: map[string]float64{}, leads: map[string]int{}}
	bound.add([]result.Binding{{Constraint: "grid", Share: .6}, {Constraint: "capital", Share: .4}})
	bound.add([]result.Binding{{Constraint: "capital", Share: 1}})
	bound.add([]result.Binding{{Constraint: "no_path", Share: 1}})
	c := chances(target, 0, kept, bound, dates)
	if c.Chance != result.Wilson(2, 5) || c.Valueless != 1 || c.Never != 2 || c.Simulated.Mean != 8.5 || c.Simulated.P50 != 9 || c.Shortfall.Mean != 4 || c.Shortfall.P50 != 4 {
		t.Errorf("%+v", c)
	}
	if got := fmt.Sprint(c.FirstMet); got != "[{2023-01-31 2} {2023-02-28 1}]" {
		t.Errorf("%s", got)
	}
	third := 1. / 3
	for i, want := range []result.BindingChance{{Constraint: "capital", Share: result.Number(1.4 / 3), Leads: result.Number(third)},
		{Constraint: "no_path", Share: result.Number(third), Leads: result.Number(third)}, {Constraint: "grid", Share: .2, Leads: result.Number(third)}} {
		if got := c.Binding[i]; got.Constraint != want.Constraint || !near(float64(got.Share), float64(want.Share), 1e-12) || got.Leads != want.Leads {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	// Shortfalls of 2 and 6 in bins of .3: 2 lies between 1.8 and 2.1.
	if len(c.Bins) != bins || c.Bins[6].Members != 1 || c.Bins[19].Members != 1 || !near(float64(c.Bins[19].High), 6, 1e-12) {
		t.Errorf("%+v", c.Bins)
	}
}

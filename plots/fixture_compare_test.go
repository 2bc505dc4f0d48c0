package plots

import (
	"fmt"
	"strings"

	"hubcap/model"
	"hubcap/sim/result"
)

// comparison is of so many targets in scenarios of these names: the i-th target in the k-th is met
// with 7 % times i plus 11 % times k, turned round at 1.
func comparison(targets int, labels ...string) *result.Comparison {
	const of = 1000
	c := &result.Comparison{Members: of, Seed: 7, Sampling: "sobol", Labels: labels}
	for _, l := range labels {
		c.Scenarios = append(c.Scenarios, result.Scenario{Name: l, Hash: strings.Repeat("89abcdef", 8)})
	}
	day := model.Date{Year: 2025, Month: 12, Day: 31}
	for i := range targets {
		t := result.ComparedTarget{Target: result.Target{ID: fmt.Sprint("t", i), Quantity: model.RacksInService, Scope: "h", Comparator: model.AtLeast,
			Required: result.Number(100_000 * float64(i+1)), Deadline: day, Name: result.Text{EN: fmt.Sprintf("Racks of part %d", i), ZH: fmt.Sprintf("第%d部分机架", i)}}}
		first := 0
		for k := range labels {
			met := (70*i + 110*k) % (2 * of)
			met = min(met, 2*of-met)
			cell := result.ComparedChance{Chance: result.Wilson(met, of), Difference: result.Missing(), DifferenceLow: result.Missing(), DifferenceHigh: result.Missing(), Median: result.Missing()}
			if k == 0 {
				first = met
			} else {
				d := result.Number(met-first) / of
				cell.Difference, cell.DifferenceLow, cell.DifferenceHigh = d, d-0.04, d+0.04
			}
			t.Cells = append(t.Cells, cell)
		}
		c.Targets = append(c.Targets, t)
	}
	for k := range labels {
		c.Joint = append(c.Joint, result.Wilson(13*k, of))
	}
	return c
}

// comparisons are those at the edges of what there can be.
func comparisons() map[string]*result.Comparison {
	out := map[string]*result.Comparison{
		"plain":      comparison(5, "as planned", "more grid", "less demand", "both"),
		"one target": comparison(1, "as planned", "more grid"),
		"alone":      comparison(4, "as planned"),
		"lacking":    comparison(4, "as planned", "more grid", "less demand"),
		"failed":     comparison(3, "as planned", "more grid"),
		"never":      comparison(3, "as planned", "more grid"),
	}
	var many, long []string
	for i := range 30 {
		many = append(many, fmt.Sprintf("s%d", i))
		if i < 6 {
			long = append(long, fmt.Sprintf("The scenario with a very <long> & winding name%s that is number %d", strings.Repeat(" and more of it", i), i))
		}
	}
	out["many"] = comparison(50, many...)
	out["long names"] = comparison(8, long...)
	for i := range out["long names"].Targets {
		out["long names"].Targets[i].Name = result.Text{EN: strings.Repeat("A long name of a target ", 5) + fmt.Sprint(i), ZH: strings.Repeat("目标的长名称", 8) + fmt.Sprint(i)}
	}
	out["lacking"].Targets[1].Cells[0] = result.ComparedChance{Chance: result.Wilson(0, 0), Difference: result.Missing()}
	out["lacking"].Targets[2].Cells[2] = result.ComparedChance{Chance: result.Wilson(0, 0), Difference: result.Missing()}
	for k := range out["failed"].Scenarios {
		out["failed"].Joint[k] = result.Wilson(0, 0)
		for i := range out["failed"].Targets {
			out["failed"].Targets[i].Cells[k].Chance = result.Wilson(0, 0)
		}
	}
	for k := range out["never"].Scenarios {
		out["never"].Joint[k] = result.Wilson(0, 1000)
	}
	return out
}

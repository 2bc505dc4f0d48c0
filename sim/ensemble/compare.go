package ensemble

import (
	"cmp"
	"slices"

	"hubcap/model"
	"hubcap/sim/result"
)

// Variant is a scenario of a comparison and what its members came to. All variants have the
// same members, seed and sampling: what is drawn under one name is then the same in all.
type Variant struct {
	Label   string
	Result  *result.Result
	Outcome *Outcome
}

// Compare sets variants side by side, target by target. Two targets are one if they ask the
// same of the same thing by the same day.
func Compare(seed uint64, variants []Variant) *result.Comparison {
	first := variants[0]
	c := &result.Comparison{Members: first.Outcome.Ensemble.Members, Seed: seed, Sampling: first.Outcome.Ensemble.Sampling,
		Scenarios: []result.Scenario{}, Labels: []string{}, Targets: []result.ComparedTarget{}, Joint: []result.Chance{}, Scopes: []result.Scope{}, Warnings: []result.Text{}}
	type key struct {
		id, scope string
		quantity  model.QuantityName
		compare   model.Comparator
		required  result.Number
		by        model.Date
	}
	at := map[key]int{}
	var places [][]int // by row: the index of the target in each variant, or -1
	for n, v := range variants {
		c.Scenarios = append(c.Scenarios, v.Result.Scenario)
		c.Labels = append(c.Labels, v.Label)
		for _, scope := range v.Result.Scopes {
			if !slices.ContainsFunc(c.Scopes, func(known result.Scope) bool { return known.ID == scope.ID }) {
				c.Scopes = append(c.Scopes, scope)
			}
		}
		c.Joint = append(c.Joint, v.Outcome.Ensemble.Joint)
		for i, t := range v.Result.Targets {
			k := key{t.ID, t.Scope, t.Quantity, t.Comparator, t.Required, t.Deadline}
			row, known := at[k]
			if !known {
				row = len(c.Targets)
				at[k] = row
				c.Targets = append(c.Targets, result.ComparedTarget{Target: t})
				places = append(places, slices.Repeat([]int{-1}, len(variants)))
			}
			places[row][n] = i
		}
		for _, w := range v.Outcome.Warnings {
			if !everywhere(w, variants) {
				w = result.Text{EN: v.Label + ": " + w.EN, ZH: v.Label + "：" + w.ZH}
			}
			if !slices.Contains(c.Warnings, w) {
				c.Warnings = append(c.Warnings, w)
			}
		}
	}
	for row := range c.Targets {
		for n, v := range variants {
			c.Targets[row].Cells = append(c.Targets[row].Cells, compared(v, places[row][n], first, places[row][0], n > 0))
		}
	}
	// What one scenario asks otherwise than the first stands beside what that asks.
	rank := map[string]int{}
	for i, t := range c.Targets {
		if _, known := rank[t.ID]; !known {
			rank[t.ID] = i
		}
	}
	slices.SortStableFunc(c.Targets, func(a, b result.ComparedTarget) int { return cmp.Compare(rank[a.ID], rank[b.ID]) })
	return c
}

// everywhere tells whether all variants have a doubt in the same words.
func everywhere(w result.Text, variants []Variant) bool {
	return !slices.ContainsFunc(variants, func(v Variant) bool { return !slices.Contains(v.Outcome.Warnings, w) })
}

// compared is a target in a variant beside the first.
func compared(v Variant, i int, first Variant, j int, beside bool) result.ComparedChance {
	missing := result.Missing()
	out := result.ComparedChance{Difference: missing, DifferenceLow: missing, DifferenceHigh: missing,
		Median: missing, Shortfall: missing, Chance: result.Chance{Probability: missing, Low: missing, High: missing}}
	if i < 0 {
		return out
	}
	t := &v.Outcome.Ensemble.Targets[i]
	out.Chance, out.Median, out.Shortfall = t.Chance, t.Simulated.P50, t.Shortfall.Mean
	if !beside || j < 0 {
		return out
	}
	both, neither := 0, 0
	for m := range v.Outcome.Members {
		a, b := &v.Outcome.Members[m], &first.Outcome.Members[m]
		if a.Failed != "" || b.Failed != "" {
			continue
		}
		switch here, there := a.Met[i], b.Met[j]; {
		case here && there:
			both++
		case here:
			out.Won++
		case there:
			out.Lost++
		default:
			neither++
		}
	}
	difference, low, high := result.Paired(both, out.Won, out.Lost, neither)
	out.Difference, out.DifferenceLow, out.DifferenceHigh = difference, low, high
	return out
}

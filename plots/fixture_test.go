package plots

import (
	"fmt"
	"math"
	"strings"

	"hubcap/model"
	"hubcap/sim/result"
)

// fixture is a hub of so many monthly steps: racks rise from 100,000 by 5,000 a step,
// 40 % of them are occupied, and a tier of three paths has 30 ms.
func fixture(steps int) *result.Result {
	r := &result.Result{
		Version:  "0.1.0",
		Scenario: result.Scenario{Name: "fixture", Title: result.Text{EN: "A hub", ZH: "某枢纽"}, Hash: strings.Repeat("0123abcd", 8)},
		Members:  1, Step: "month",
		Start: model.Date{Year: 2022, Month: 12, Day: 31},
		Scopes: []result.Scope{
			{ID: "h", Kind: "hub", Name: result.Text{EN: "Hub H", ZH: "枢纽甲"}},
			{ID: "all", Kind: "all", Name: result.Text{EN: "All hubs", ZH: "全部枢纽"}},
			{ID: "t", Kind: "tier", Name: result.Text{EN: "Tier T", ZH: "圈层乙"}},
		},
	}
	for k := range steps + 1 {
		r.Series.Dates = append(r.Series.Dates, r.Start.AddMonthEnds(k))
	}
	r.End = r.Series.Dates[steps]
	set := func(q model.QuantityName, f func(k float64) float64) {
		for _, scope := range []string{"h", "all"} {
			c := result.Column{Scope: scope, Quantity: q}
			for k := range steps + 1 {
				c.Values = append(c.Values, f(float64(k)))
			}
			r.Series.Add(c)
		}
	}
	set(model.RacksInService, func(k float64) float64 { return 100_000 + 5_000*k })
	set(model.RacksInApproval, func(k float64) float64 { return 10_000 })
	set(model.RacksInConstr, func(k float64) float64 { return 30_000 })
	set(model.RacksInFitout, func(k float64) float64 { return 1_000 * k })
	set(model.RacksOccupied, func(k float64) float64 { return 0.4 * (100_000 + 5_000*k) })
	set(model.RacksDemanded, func(k float64) float64 { return 0.4*(100_000+5_000*k) + 1 })
	set(model.Utilisation, func(k float64) float64 { return 0.4 })
	after := func(k, first, v float64) float64 {
		if k < first {
			return math.NaN()
		}
		return v
	}
	set(model.PUE, func(k float64) float64 { return after(k, 1, 1.3+0.1*math.Sin(k/2)) })
	set(model.PUETrailingYear, func(k float64) float64 { return after(k, 12, 1.31) })
	set(model.PUEDesign, func(k float64) float64 { return 1.25 })
	powered(set)
	dispatched(r, fewOrigins, fewClusters)
	traded(r)
	fleeted(r, fewHalls)
	for i := range 3 {
		r.Paths = append(r.Paths, path("t", fmt.Sprintf("City %d", i), float64(8+4*i)))
	}
	networked(r)
	end := float64(steps)
	r.Targets = []result.Target{
		target(r, model.RacksInService, "h", model.AtLeast, 600_000, 100_000+5_000*end),
		target(r, model.Utilisation, "h", model.AtLeast, 0.65, 0.4),
		target(r, model.PUETrailingYear, "h", model.AtMost, 1.2, 1.31),
		target(r, model.DelayMean, "t", model.AtMost, 30, 16),
	}
	r.Targets[0].Binding = []result.Binding{{Constraint: "lead_time", Share: 0.75}, {Constraint: "capital", Share: 0.25}}
	return r
}

func path(tier, to string, ms float64) result.Path {
	return result.Path{Tier: tier, Pair: "a->" + to, From: result.Text{EN: "A"}, To: result.Text{EN: to}, Service: "direct",
		OneWayMs: result.Number(ms), ByClass: map[string]result.Number{"optical": result.Number(0.9 * ms),
			"direct": result.Number(ms), "public": result.Number(1.5 * ms), "hub": result.Number(1.3 * ms)}}
}

func target(r *result.Result, q model.QuantityName, scope string, c model.Comparator, required, simulated float64) result.Target {
	return result.Target{ID: string(q), Quantity: q, Scope: scope, Comparator: c, Required: result.Number(required),
		Deadline: r.End, Simulated: result.Number(simulated), Met: c.Met(simulated, required),
		Margin: result.Number(c.Margin(simulated, required))}
}

// change applies f to all values of a quantity.
func change(r *result.Result, f func(v float64) float64, quantities ...model.QuantityName) {
	for i, c := range r.Series.Columns {
		for _, q := range quantities {
			for k := range c.Values {
				if c.Quantity == q {
					r.Series.Columns[i].Values[k] = f(c.Values[k])
				}
			}
		}
	}
}

var rackQuantities = []model.QuantityName{model.RacksInService, model.RacksInApproval, model.RacksInConstr,
	model.RacksInFitout, model.RacksOccupied, model.RacksDemanded, model.RacksPlaced, model.RacksUnserved,
	model.UnservedNoRack, model.UnservedNoDelay, model.UnservedUnready}

// cases are results at the edges of what there can be.
func cases() map[string]*result.Result {
	out := map[string]*result.Result{}
	with := func(name string, steps int, f func(r *result.Result)) {
		r := fixture(steps)
		f(r)
		out[name] = r
	}
	same := func(*result.Result) {}
	with("plain", 24, same)
	with("one step", 1, same)
	with("200 steps", 200, same)
	with("no step", 0, same)
	with("zero", 24, func(r *result.Result) {
		change(r, func(float64) float64 { return 0 }, append(rackQuantities, model.Utilisation)...)
		r.Targets[0] = target(r, model.RacksInService, "h", model.AtLeast, 0, 0)
	})
	with("huge", 24, func(r *result.Result) {
		change(r, func(v float64) float64 { return 1e9 * v }, rackQuantities...)
		r.Targets[0] = target(r, model.RacksInService, "h", model.AtLeast, 1e15, 2.2e14)
		r.Targets = append(r.Targets, target(r, model.CapexCumulative, "h", model.AtMost, 999_999, 1_999_998),
			target(r, model.DelayMean, "t", model.AtMost, 1e4, 16))
	})
	with("met", 24, func(r *result.Result) {
		r.Targets[0] = target(r, model.RacksInService, "h", model.AtLeast, 200_000, 220_000)
		r.Targets[1] = target(r, model.Utilisation, "h", model.AtLeast, 0.4, 0.4)
		r.Targets[2] = target(r, model.PUETrailingYear, "h", model.AtMost, 1.4, 1.31)
	})
	with("no targets", 24, func(r *result.Result) { r.Targets = nil })
	with("early deadline", 24, func(r *result.Result) {
		r.Targets[0] = target(r, model.RacksInService, "h", model.AtLeast, 150_000, 160_000)
		for i := range r.Targets {
			r.Targets[i].Deadline = model.Date{Year: 2023, Month: 12, Day: 31}
		}
		later := target(r, model.RacksInService, "h", model.AtLeast, 300_000, 200_000)
		later.Deadline = model.Date{Year: 2024, Month: 8, Day: 15}
		r.Targets = append(r.Targets, later)
	})
	with("late deadline", 24, func(r *result.Result) {
		for i := range r.Targets {
			r.Targets[i].Deadline = model.Date{Year: 2100, Month: 1, Day: 1}
		}
	})
	with("weeks", 24, func(r *result.Result) {
		for k := range r.Series.Dates {
			r.Series.Dates[k] = r.Start.AddDays(2 + k)
		}
		r.Start, r.End, r.Step = r.Series.Dates[0], r.Series.Dates[24], "week"
	})
	with("missing", 24, func(r *result.Result) {
		change(r, func(float64) float64 { return math.NaN() }, append(rackQuantities, model.Utilisation, model.PUE, model.PUEDesign)...)
		for i := range r.Targets {
			r.Targets[i].Simulated, r.Targets[i].Margin, r.Targets[i].Met = result.Missing(), result.Missing(), false
		}
	})
	with("gaps", 24, func(r *result.Result) {
		n := 0
		change(r, func(v float64) float64 {
			if n++; n%5 < 2 {
				return math.NaN()
			} else if n%11 == 0 {
				return math.Inf(1)
			}
			return v
		}, model.RacksInService, model.Utilisation, model.PUE, model.RacksInFitout, model.RacksPlaced, model.RacksDemanded, model.RacksUnserved)
	})
	with("no series", 24, func(r *result.Result) { r.Series = result.Series{} })
	with("no paths", 24, func(r *result.Result) { r.Paths = nil })
	with("40 paths", 24, func(r *result.Result) {
		r.Paths = nil
		for i := range 40 {
			r.Paths = append(r.Paths, path("t", fmt.Sprintf("City %d", i), float64(i)))
		}
	})
	with("names", 24, func(r *result.Result) {
		long := `Long <name> & "so" on: ` + strings.Repeat("abc & def ", 6) + `'end'`
		text := result.Text{EN: long, ZH: strings.Repeat("很长的名称<&>", 10)}
		for i := range r.Scopes {
			r.Scopes[i].Name = text
		}
		for i := range r.Paths {
			r.Paths[i].To = text
		}
		for i := range r.Targets {
			r.Targets[i].Name = text
		}
		r.Scenario.Name, r.Scenario.Title = long, text
		r.Targets[1].Name = result.Text{EN: "line\nbreak\x00\ufffe贵州"}
		r.Targets[0].Binding = append(r.Targets[0].Binding, result.Binding{Constraint: strings.Repeat("x", 80), Share: 0.2}, result.Binding{Constraint: "demand", Share: 0.1})
	})
	with("30 targets", 24, func(r *result.Result) {
		for i := range 26 {
			v := float64(i) * 50_000
			t := target(r, model.RacksInService, "h", []model.Comparator{model.AtLeast, model.AtMost}[i%2], v, 220_000)
			t.Deadline = r.Series.Dates[i%25]
			r.Targets = append(r.Targets, t)
		}
	})
	with("14 tiers", 24, func(r *result.Result) {
		for i := range 13 {
			id := fmt.Sprint("tier", i)
			r.Scopes = append(r.Scopes, result.Scope{ID: id, Kind: "tier"})
			r.Paths = append(r.Paths, path(id, "X", float64(3*i)))
			r.Targets = append(r.Targets, target(r, model.DelayMean, id, model.AtMost, 20, float64(3*i)))
		}
	})
	marketCases(with)
	networkCases(with)
	ensembleCases(with)
	return out
}

package sim

import (
	"context"
	"slices"

	"hubcap/model"
	"hubcap/sim/result"
)

// tradePoints is how many numbers of racks a trade-off is worked out for, evenly spaced.
const tradePoints = 9

// TradeOff works out, for each cluster, hub or all with a target of utilisation after the start, how full
// its racks would be on that day if there were more or fewer of them. The question is what
// racks do to utilisation, not whether they can be built: they come evenly from the start
// to the day, whatever the lead times and limits, and everything else stays as it is.
func (r *Run) TradeOff(ctx context.Context) ([]result.TradeOff, error) {
	out := []result.TradeOff{}
	var done []string
	for _, t := range r.plan.Scenario.Targets {
		if t.Quantity != model.Utilisation || t.AtLeast == nil || slices.Contains(done, t.Scope) || r.plan.members(t.Scope) == nil {
			continue
		}
		k := model.StepOf(r.plan.Dates, t.By)
		if k == 0 {
			continue
		}
		done = append(done, t.Scope)
		curve := result.TradeOff{Scope: t.Scope, Date: r.plan.Dates[k]}
		for n := range tradePoints {
			point, err := r.tradePoint(ctx, t.Scope, k, float64(n)/(tradePoints-1))
			if err != nil {
				return nil, err
			}
			curve.Points = append(curve.Points, point)
		}
		out = append(out, curve)
	}
	return out, nil
}

// tradePoint simulates a scope whose racks grow by the share part of the way from the
// start to a little beyond the largest number that is simulated or required.
func (r *Run) tradePoint(ctx context.Context, scope string, k int, part float64) (result.TradePoint, error) {
	s := *r.plan.Scenario
	s.Clusters = slices.Clone(s.Clusters)
	members := r.plan.members(scope)
	column := r.plan.Column(scope, model.RacksInService)
	now, top := r.At(0, column), r.At(k, column)
	for _, t := range s.Targets {
		if t.Quantity == model.RacksInService && t.Scope == scope && t.AtLeast != nil {
			top = max(top, *t.AtLeast)
		}
	}
	more := float64(part * (1.1*max(now, top) - now))
	built := 0.
	for _, i := range members {
		built += max(0, r.row(k, i)[inService]-s.Clusters[i].Racks)
	}
	for _, i := range members {
		weight := 1 / float64(len(members))
		if built > 0 {
			weight = max(0, r.row(k, i)[inService]-s.Clusters[i].Racks) / built
		}
		buildEvenly(&s.Clusters[i], r.plan.Dates[k], float64(weight*more))
	}
	plan, err := Compile(&s)
	if err != nil {
		return result.TradePoint{}, err
	}
	run := plan.NewRun()
	if err := run.Simulate(ctx); err != nil {
		return result.TradePoint{}, err
	}
	value := func(q model.QuantityName) result.Number { return result.Number(run.At(k, plan.Column(scope, q))) }
	return result.TradePoint{Racks: value(model.RacksInService), Occupied: value(model.RacksOccupied), Utilisation: value(model.Utilisation)}, nil
}

// buildEvenly replaces what a cluster builds by so many racks, evenly until a day.
func buildEvenly(c *model.Cluster, day model.Date, racks float64) {
	c.Fleets = slices.Clone(c.Fleets)
	for i, weight := range builds(c) { // where nobody meant to build by a programme
		c.Fleets[i].BuildShare = weight
	}
	c.Projects, c.Renewals, c.RetirementPerYear = nil, nil, 0
	c.Build = model.Build{
		Policy: "planned-path", Completion: 1, Realisation: 1,
		Plan:                      []model.PlanPoint{{ID: "there", Date: day, Racks: c.Racks + racks}},
		ConstructionRacksPerMonth: noLimit, CapitalCNYPerYear: noLimit,
		CapexCNYPerRack: c.Build.CapexCNYPerRack, GridPeakFactor: c.Build.GridPeakFactor,
		AssetLifeYears: c.Build.AssetLifeYears, DiscountPerYear: c.Build.DiscountPerYear,
	}
}

// noLimit is the number that stands for no limit in a scenario.
const noLimit = 1e15

package sim

import (
	"math"

	"hubcap/model"
)

// bindDelay divides the delay of a tier's or a pair's slowest path by what makes it.
func (r *Run) bindDelay(weights map[string]float64, target *model.Target, k int) {
	t := r.plan.transport
	worst := -1
	of := func(n int) float64 {
		switch target.Quantity {
		case model.DelayMeanN1:
			return r.At(k, t.pairs[n].column+delayMeanN1)
		case model.DelayP99N1:
			return r.At(k, t.pairs[n].column+delayP99N1)
		case model.DelayP99:
			return r.At(k, t.pairs[n].column+delayP99)
		case model.DelayEmpty:
			return r.At(k, t.pairs[n].column+delayEmpty)
		case model.DelayRatio:
			return r.At(k, t.pairs[n].column+delayRatio)
		}
		return r.At(k, t.pairs[n].column+delayMean)
	}
	for n := range t.pairs {
		if r.plan.Scenario.Tiers[t.pairs[n].Tier].ID != target.Scope && t.pairs[n].Scope != target.Scope {
			continue
		}
		if v := of(n); !math.IsNaN(v) && (worst < 0 || v > of(worst)) {
			worst = n
		}
	}
	if worst < 0 {
		return
	}
	pair, st := &t.pairs[worst], t.state(k)
	way := t.finder(st, st.closed).lane(pair.Service, pair.a, pair.b)
	weights["distance"] = way.parts.Fibre + way.parts.Regeneration
	weights["equipment"] = way.parts.Equipment
	weights["routing"] = way.parts.Routing + way.parts.Detour
	weights["public_internet"] = way.parts.PublicExcess
	if way.carried != pair.Service { // what the direct circuit would save
		direct, ok := t.finder(st, st.closed).path(pair.a, pair.b)
		if saved := way.empty() - t.constants.OneWay(pair.Service, direct.RouteKm, 0).Total(); ok && saved > 0 {
			weights["no_direct_circuit"] = saved
			weights["distance"] = max(0, weights["distance"]-saved)
		}
	}
	if target.Quantity == model.DelayEmpty {
		return
	}
	intact := r.At(k, pair.column+delayMean)
	if target.Quantity == model.DelayP99 || target.Quantity == model.DelayP99N1 {
		intact = r.At(k, pair.column+delayP99)
	}
	weights["queueing"] = max(0, intact-way.empty())
	if target.Quantity == model.DelayMeanN1 || target.Quantity == model.DelayP99N1 {
		weights["link_cut"] = max(0, of(worst)-intact)
	}
}

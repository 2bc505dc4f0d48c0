package sim

import (
	"cmp"
	"math"
	"slices"

	"hubcap/model"
	"hubcap/model/growth"
	"hubcap/sim/result"
)

// Result judges the targets and gathers everything there is to say about a run.
func (r *Run) Result() *result.Result {
	p := r.plan
	s := p.Scenario
	out := &result.Result{
		Version:  Version,
		Scenario: result.Scenario{Name: s.Name, Title: s.Title, Hash: s.Hash, Changes: append([]string{}, s.Changes...)},
		Seeds:    s.Data.Hash,
		Members:  1,
		Start:    s.Time.Start, End: s.Time.End, Step: s.Time.Step,
		Vintages: r.vintages(),
		Targets:  []result.Target{}, Summary: []result.Summary{}, Paths: []result.Path{}, Slopes: []result.Slope{}, Failures: []result.Failure{}, Links: []result.Link{}, Elements: []result.Element{}, Limits: []result.Limit{}, TradeOff: []result.TradeOff{},
	}
	r.series(out)
	for i := range s.Targets {
		out.Targets = append(out.Targets, r.judge(&s.Targets[i]))
	}
	p.scopes(out)
	r.network(out)
	r.limits(out)
	out.Warnings = r.doubts()
	return out
}

// series copies the table, and its first and last row into the summary.
func (r *Run) series(out *result.Result) {
	p := r.plan
	out.Series.Dates = p.Dates
	pairs := map[string]bool{}
	for _, pair := range p.transport.pairs {
		pairs[pair.Scope] = true
	}
	for _, o := range p.Scenario.Origins {
		for _, c := range p.Scenario.Clusters {
			pairs[result.Flow(o.ID, c.ID)] = true
		}
	}
	last := len(p.Dates) - 1
	for i, c := range p.Columns {
		values := make([]float64, len(p.Dates))
		for k := range values {
			values[k] = r.At(k, i)
		}
		out.Series.Add(result.Column{Scope: c.Scope, Quantity: c.Quantity, Unit: c.Unit, Values: values})
		if pairs[c.Scope] {
			continue
		}
		out.Summary = append(out.Summary, result.Summary{Scope: c.Scope, Quantity: c.Quantity, Unit: c.Unit,
			Start: result.Number(values[0]), End: result.Number(values[last])})
	}
}

// NameOf is the name of a scope for people; its id where it has none.
func (p *Plan) NameOf(scope string) model.Text {
	var named result.Result
	p.scopes(&named)
	for _, s := range named.Scopes {
		if s.ID == scope && s.Name != (model.Text{}) {
			return s.Name
		}
	}
	return model.Text{EN: scope, ZH: scope}
}

// scopes names what the columns belong to.
func (p *Plan) scopes(out *result.Result) {
	s := p.Scenario
	place := map[string]result.Text{}
	at := map[string]*result.Point{}
	for _, pl := range s.Data.Places {
		place[pl.ID] = result.Text{EN: pl.EN, ZH: pl.ZH}
		at[pl.ID] = &result.Point{Lat: result.Number(pl.Lat), Lon: result.Number(pl.Lon)}
	}
	add := func(scope result.Scope) { out.Scopes = append(out.Scopes, scope) }
	for _, c := range s.Clusters {
		add(result.Scope{ID: c.ID, Kind: "cluster", Name: c.Name, Hub: c.Hub, At: at[c.Place]})
	}
	for _, c := range s.Clusters {
		for _, f := range c.Fleets {
			add(result.Scope{ID: model.FleetScope(c.ID, f.ID), Kind: "fleet", Name: f.Name, Cluster: c.ID})
		}
	}
	for _, h := range s.Hubs {
		add(result.Scope{ID: h.ID, Kind: "hub", Name: h.Name})
	}
	add(result.Scope{ID: "all", Kind: "all", Name: model.Text{EN: "All hubs", ZH: "全部枢纽"}})
	for _, o := range s.Origins {
		add(result.Scope{ID: o.ID, Kind: "origin", Name: o.Name, At: at[o.Place], Home: o.Home})
	}
	for _, c := range s.Classes {
		add(result.Scope{ID: c.ID, Kind: "class", Name: c.Name})
	}
	for _, t := range s.Tiers {
		add(result.Scope{ID: t.ID, Kind: "tier", Name: t.Name})
	}
	for _, e := range p.transport.elements {
		if e.link >= 0 {
			link := p.transport.graph.Link(e.link)
			a, b := place[link.A], place[link.B]
			add(result.Scope{ID: e.name, Kind: "link", Name: model.Text{EN: a.EN + " - " + b.EN, ZH: a.ZH + "—" + b.ZH}})
		}
	}
}

// vintages lists the racks of all fleets by the year they were built in.
func (r *Run) vintages() []result.Vintage {
	out := []result.Vintage{}
	for i := range r.states {
		c, s := &r.plan.clusters[i], &r.states[i]
		for f := range c.fleets {
			fleet := &c.c.Fleets[f]
			for h := c.fleets[f].halls.from; h < c.fleets[f].halls.to; h++ {
				hall, start := &c.halls[h], s.first[h]
				if start == 0 && s.racks[h] == 0 {
					continue
				}
				out = append(out, result.Vintage{Scope: model.FleetScope(c.c.ID, fleet.ID),
					Technology: fleet.Technology, Class: hall.class.String(), Computing: fleet.Computing,
					Built: hall.year, Start: result.Number(start), End: result.Number(s.racks[h]), Design: result.Number(c.plants[hall.plant].design)})
			}
		}
	}
	return out
}

// limits lists when which limit cut the starts of which cluster.
func (r *Run) limits(out *result.Result) {
	p := r.plan
	for i := range p.clusters {
		var last *result.Limit
		for k := 1; k < len(p.Dates); k++ {
			by := r.Bound[k*len(p.clusters)+i]
			switch {
			case by == growth.Free:
				last = nil
			case last != nil && last.Constraint == by.String():
				last.To = p.Dates[k]
			default:
				out.Limits = append(out.Limits, result.Limit{Cluster: p.clusters[i].c.ID, Constraint: by.String(), From: p.Dates[k], To: p.Dates[k]})
				last = &out.Limits[len(out.Limits)-1]
			}
		}
	}
}

// judge compares a target with the state on its deadline.
func (r *Run) judge(t *model.Target) result.Target {
	p := r.plan
	comparator, required := t.Bound()
	q, _ := model.QuantityOf(t.Quantity)
	out := result.Target{
		ID: t.ID, Quantity: t.Quantity, Scope: t.Scope, Comparator: comparator,
		Required: result.Number(required), Unit: q.Unit, Deadline: t.By, Strength: t.Strength,
		Simulated: result.Missing(), Margin: result.Missing(), Probability: result.Missing(),
		ProbabilityLow: result.Missing(), ProbabilityHigh: result.Missing(),
		Binding: []result.Binding{}, Source: t.Source, Name: t.Name,
	}
	if t.Name == (model.Text{}) {
		out.Name = q.Label
	}
	column := p.Column(t.Scope, t.Quantity)
	if column < 0 {
		return out
	}
	for k, d := range p.Dates {
		if v := r.At(k, column); !math.IsNaN(v) && comparator.Met(v, required) {
			out.FirstMet = &d
			break
		}
	}
	k := model.StepOf(p.Dates, t.By)
	v, met := r.Verdict(t)
	if math.IsNaN(v) {
		if t.Quantity.IsDelay() && t.Quantity != model.DelayRatio {
			out.Binding = append(out.Binding, result.Binding{Constraint: "no_path", Share: 1})
		}
		return out
	}
	out.Simulated = result.Number(v)
	margin := comparator.Margin(v, required)
	if out.Met = met; met {
		margin = max(0, margin) // not the dust that counts as met
	} else if k > 0 { // the start is as it is: nothing of the run has bound it
		out.Binding = r.binding(t, k, required)
	}
	out.Margin = result.Number(margin)
	return out
}

// Verdict is the value of a target's quantity on its deadline, NaN where it has none, and
// whether that meets the bound.
func (r *Run) Verdict(t *model.Target) (v float64, met bool) {
	column := r.plan.Column(t.Scope, t.Quantity)
	if column < 0 {
		return math.NaN(), false
	}
	v = r.At(model.StepOf(r.plan.Dates, t.By), column)
	comparator, required := t.Bound()
	return v, !math.IsNaN(v) && comparator.Met(v, required)
}

// binding says what kept a missed target from being met by step k. The constraints are
// those that keep racks and utilisation low, PUE and delay high; a target that wants the
// contrary is not kept by them.
func (r *Run) binding(t *model.Target, k int, required float64) []result.Binding {
	weights := map[string]float64{}
	members := r.plan.members(t.Scope)
	comparator, _ := t.Bound()
	switch {
	case members == nil && (t.Quantity == model.RacksInService || t.Quantity == model.Utilisation || t.Quantity == model.RacksOccupied):
		// a fleet does not build or let by itself
	case t.Quantity == model.RacksInService && comparator == model.AtLeast:
		r.bindRacks(weights, members, k, required-r.At(k, r.plan.Column(t.Scope, t.Quantity)))
	case (t.Quantity == model.Utilisation || t.Quantity == model.RacksOccupied) && comparator == model.AtLeast:
		r.bindOccupied(weights, t, members, k, required)
	case t.Quantity.IsDelay() && comparator == model.AtMost:
		r.bindDelay(weights, t, k)
	case t.Quantity.IsPUE() && comparator == model.AtMost:
		r.bindPUE(weights, t, k, required)
	}
	most, total := 0., 0.
	for _, w := range weights {
		most = max(most, w)
	}
	out := []result.Binding{}
	for name, w := range weights {
		if w > 1e-9*most { // less is rounding
			out = append(out, result.Binding{Constraint: name, Share: result.Number(w)})
		}
	}
	slices.SortFunc(out, func(a, b result.Binding) int {
		return cmp.Or(cmp.Compare(b.Share, a.Share), cmp.Compare(a.Constraint, b.Constraint))
	})
	for _, b := range out {
		total += float64(b.Share)
	}
	for i := range out {
		out[i].Share = result.Number(float64(out[i].Share) / total)
	}
	return out
}

// members are the clusters of a scope.
func (p *Plan) members(scope string) []int {
	for i := range p.clusters {
		if p.clusters[i].c.ID == scope {
			return []int{i}
		}
	}
	for _, g := range p.groups {
		if g.scope == scope {
			return g.members
		}
	}
	return nil
}

// bindRacks divides the racks that are missing: those on their way, which come too late
// (lead time); those that the policies wanted to start and limits cut, by the steps in
// which each limit bound; and those that no programme wanted.
func (r *Run) bindRacks(weights map[string]float64, members []int, k int, missing float64) {
	p := r.plan
	coming := 0.
	held := map[string]float64{}
	cutAll := 0.
	for _, i := range members {
		c := &p.clusters[i]
		coming += r.coming[k*len(p.clusters)+i]
		steps, cut := 0., 0.
		var bound [growth.Constraints]float64
		for j := 1; j <= k; j++ {
			at := j*len(p.clusters) + i
			if r.Bound[at] != growth.Free {
				bound[r.Bound[at]]++
				steps++
			}
			if c.policy == fixedRate {
				cut += r.cut[at] // other policies come back for what they did not get
			} else {
				cut = r.cut[at]
			}
		}
		for limit, n := range bound {
			if n > 0 {
				held[growth.Constraint(limit).String()] += float64(cut * c.c.Build.Completion * n / steps)
			}
		}
		cutAll += float64(cut * c.c.Build.Completion)
	}
	weights["lead_time"] = min(missing, coming)
	missing -= weights["lead_time"]
	for limit, racks := range held {
		if racks > 0 {
			weights[limit] = racks * min(1, missing/cutAll)
		}
	}
	weights["programme"] = max(0, missing-cutAll)
}

// noRacks is what rounding leaves of them.
const noRacks = 1e-6

// bindOccupied divides the racks of a scope that should be occupied and are not: those
// whose tenants are still moving in, those that demand could fill which went elsewhere,
// those that only loaded gateways keep demand from, those that nobody wants, and those
// that can never be let or are not there. Without origins all that lacks is demand.
func (r *Run) bindOccupied(weights map[string]float64, t *model.Target, members []int, k int, required float64) {
	m := r.plan.market
	var service, lettable, wants, contracts, held float64
	for _, i := range members {
		row := r.row(k, i)
		service += row[inService]
		lettable += row[inService] * r.plan.clusters[i].c.Demand.MaxUtilisation
		wants += row[demanded]
		contracts += row[placed]
		held += row[occupied]
	}
	if m != nil {
		wants = r.At(k, r.plan.Column(t.Scope, model.RacksEligible))
	}
	weights["tenant_ramp"] = max(0, contracts-held)
	lacking := max(0, lettable-contracts) // racks that could be let and are not
	if t.Quantity == model.Utilisation {
		wanted := required * service
		lacking = max(0, min(wanted, lettable)-max(held, contracts))
		weights["max_utilisation"] = max(0, wanted-lettable)
	} else if m == nil || lacking < noRacks { // more racks help only where all are let
		weights["racks_in_service"] = max(0, wants-lettable)
	}
	if m != nil {
		weights["competition"] = min(lacking, max(0, wants-contracts))
		lacking -= weights["competition"]
		weights["gateway"] = min(lacking, max(0, m.reachable(k, members)-max(wants, contracts)))
		lacking -= weights["gateway"]
	}
	weights["demand"] = lacking
}

// bindPUE divides the excess over the required PUE, in this order: what the fleet would
// exceed at full load, what part load adds, what the sites add as operated.
func (r *Run) bindPUE(weights map[string]float64, t *model.Target, k int, required float64) {
	p := r.plan
	at := func(q model.QuantityName) float64 { return r.At(k, p.Column(t.Scope, q)) }
	value, full := at(t.Quantity), at(model.PUEDesign)
	offset := at(model.LoadAsOperated) / at(model.ITLoad)
	if t.Quantity == model.PUETrailingYear { // the year's own: fleets change within it
		var added, it, design, designed float64
		loads, operated, designs := p.Column(t.Scope, model.ITLoad), p.Column(t.Scope, model.LoadAsOperated), p.Column(t.Scope, model.PUEDesign)
		for j := p.lastYear[k] + 1; j <= k; j++ {
			load := float64(r.At(j, loads) * p.days[j])
			if !(load > 0) {
				continue
			}
			added += float64(r.At(j, operated) * p.days[j])
			it += load
			if of := r.At(j, designs); of > 0 { // with racks at its end
				design += float64(load * of)
				designed += load
			}
		}
		if full > 0 { // with racks when it is judged
			full = design / designed
		}
		offset = added / it
	}
	weights["design_pue"] = max(0, full-required)
	if t.Quantity == model.PUEDesign {
		return
	}
	weights["as_operated"] = min(offset, max(0, value-required))
	weights["part_load"] = max(0, value-max(offset, 0)-full)
}

package sim

import (
	"math"

	"hubcap/model/dispatch"
)

// record writes a cluster's stocks.
func (r *Run) record(k, i int) {
	s := &r.states[i]
	row := r.row(k, i)
	row[inService] = s.total
	row[inPipeline] = s.stages.Pipeline()
	row[inApproval] = s.stages.Approval
	row[inConstruction] = s.stages.Construction
	row[inFitout] = s.stages.Fitout
	row[started] = s.stages.Started
	row[cancelled] = s.stages.Cancelled
	row[retired] = s.retired
	row[demanded] = s.wanted
	row[placed] = s.placed
	row[occupied] = s.occupied
	row[utilisation] = s.occupied / s.total
	row[capex] = s.spent
	row[inRenewal] = s.renewing
	row[liquid], row[intelligent] = s.liquidAndAI(&r.plan.clusters[i])
	row[eligible] = math.NaN()
	for q := egressTraffic; q < perScope; q++ {
		row[q] = math.NaN()
	}
	if d := r.market; d != nil {
		row[demanded], row[eligible] = s.placed, d.eligible[i]
		row[egressTraffic], row[egressCapacity] = d.traffic[i], r.plan.transport.given(k, r.plan.transport.gateway[i])
		row[egressLoad] = finite(r.plan.transport.peak * row[egressTraffic] / row[egressCapacity])
		if e := r.plan.transport.exchange[i]; e >= 0 {
			row[exchangeTraffic], row[exchangeCapacity] = r.net.load[e], r.plan.transport.given(k, e)
			row[exchangeLoad] = finite(r.plan.transport.peak * row[exchangeTraffic] / row[exchangeCapacity])
		}
	}
	r.recordFleets(k, i)
}

// scopes is the number of clusters and groups.
func (r *Run) scopes() int { return len(r.states) + len(r.plan.groups) }

// sum fills the columns of hubs and of all from those of the clusters.
func (r *Run) sum(k int) {
	for g := range r.plan.groups {
		scope := len(r.states) + g
		row := r.row(k, scope)
		clear(row)
		weighted, liquids, ai, green := 0., 0., 0., 0.
		for _, i := range r.plan.groups[g].members {
			part := r.row(k, i)
			for q := range row {
				row[q] += part[q]
			}
			if racks := part[inService]; racks > 0 {
				weighted += float64(racks * part[design])
				liquids += float64(racks * part[liquid])
				ai += float64(racks * part[intelligent])
			}
			green += float64(part[energyUsed] * part[renewable])
		}
		row[eligible], row[egressLoad], row[exchangeLoad] = math.NaN(), math.NaN(), math.NaN()
		if r.market != nil {
			row[eligible] = r.market.eligible[scope]
			row[egressLoad] = finite(r.plan.transport.peak * row[egressTraffic] / row[egressCapacity])
			row[exchangeLoad] = finite(r.plan.transport.peak * row[exchangeTraffic] / row[exchangeCapacity])
		}
		racks := row[inService]
		row[utilisation] = row[occupied] / racks
		row[design], row[liquid], row[intelligent] = weighted/racks, liquids/racks, ai/racks
		row[renewable] = green / row[energyUsed]
		r.plan.perHead(row, r.plan.groups[g].people)
		if k > 0 {
			r.meter(k, scope, row)
			r.quotients(k, scope, row)
		}
	}
	if r.market != nil {
		r.demand(k)
	}
}

// demand fills the columns of origins, classes, all demand and flows.
func (r *Run) demand(k int) {
	m, d := r.plan.market, r.market
	parties := m.origins + m.classes
	at := r.Values[k*r.width+r.plan.demandAt : k*r.width+r.plan.delayAt]
	flows := at[parties*perParty+perParty-partyUnserved:]
	clear(at)
	var all [perParty]float64
	for row := range m.rows {
		o, c := row/m.classes, row%m.classes
		var of [perParty]float64
		of[partyDemanded] = m.wanted[k*m.rows+row]
		from, sum := flows[o*m.columns:][:m.columns], 0.
		for j, racks := range d.placed[row*m.columns:][:m.columns] {
			sum += racks
			from[j] += racks
		}
		of[partyPlaced] = sum
		for reason, racks := range d.unserved[row*dispatch.Reasons:][:dispatch.Reasons] {
			of[partyReasons+reason] = racks
		}
		if of[partyUnserved] = of[partyDemanded] - of[partyPlaced]; of[partyUnserved] < float64(dust*of[partyDemanded]) {
			of[partyUnserved] = 0 // rounding
		}
		for q, v := range of {
			at[o*perParty+q] += v
			at[(m.origins+c)*perParty+q] += v
			all[q] += v
		}
	}
	copy(at[parties*perParty:], all[partyUnserved:])
	r.row(k, len(r.states)+len(r.plan.groups)-1)[demanded] = all[partyDemanded]
}

// row is the columns of a cluster or a group after a step.
func (r *Run) row(k, scope int) []float64 {
	from := k*r.width + scope*perScope
	return r.Values[from : from+perScope]
}

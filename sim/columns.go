package sim

import (
	"hubcap/model"
	"hubcap/model/dispatch"
	"hubcap/sim/result"
)

// The quantities of a cluster or a group, in the order of their columns.
const (
	inService = iota
	inPipeline
	inApproval
	inConstruction
	inFitout
	started
	cancelled
	retired
	demanded
	eligible
	placed
	occupied
	utilisation
	capex
	itLoad
	facilityLoad
	operating
	trailing
	design
	energy
	egressTraffic
	egressCapacity
	egressLoad
	perScope // how many there are
)

var columnNames = [perScope]model.QuantityName{
	model.RacksInService, model.RacksInPipeline, model.RacksInApproval, model.RacksInConstr,
	model.RacksInFitout, model.RacksStarted, model.RacksCancelled, model.RacksRetired,
	model.RacksDemanded, model.RacksEligible, model.RacksPlaced, model.RacksOccupied, model.Utilisation, model.CapexCumulative,
	model.ITLoad, model.FacilityLoad, model.PUE, model.PUETrailingYear, model.PUEDesign, model.Energy,
	model.EgressTraffic, model.EgressCapacity, model.EgressLoad,
}

// The quantities of an origin, a class or all demand, in the order of their columns; the
// first two stand among the others for all.
const (
	partyDemanded = iota
	partyPlaced
	partyUnserved
	partyReasons // three
	perParty     = partyReasons + dispatch.Reasons
)

var partyNames = [perParty]model.QuantityName{
	model.RacksDemanded, model.RacksPlaced, model.RacksUnserved,
	model.UnservedUnready, model.UnservedNoDelay, model.UnservedNoRack,
}

// column is what a column is found by.
type column struct {
	scope    string
	quantity model.QuantityName
}

// push appends a column.
func (p *Plan) push(c Column) {
	if p.index == nil {
		p.index = map[column]int{}
	}
	p.index[column{c.Scope, c.Quantity}] = len(p.Columns)
	p.Columns = append(p.Columns, c)
}

// column is the index of a column, or -1.
func (p *Plan) column(scope string, quantity model.QuantityName) int {
	if i, ok := p.index[column{scope, quantity}]; ok {
		return i
	}
	return -1
}

// columns lays out the table: the clusters, the groups, where there are any the origins,
// classes and flows, and what is constant behind them.
func (p *Plan) columns() {
	var units [perScope]string
	for i, quantity := range columnNames {
		q, _ := model.QuantityOf(quantity)
		units[i] = q.Unit
	}
	scope := func(name string) {
		for i, quantity := range columnNames {
			p.push(Column{name, quantity, units[i]})
		}
	}
	for i := range p.clusters {
		scope(p.clusters[i].c.ID)
	}
	for i := range p.groups {
		scope(p.groups[i].scope)
	}
	p.demandAt = len(p.Columns)
	if p.market == nil {
		return
	}
	rack := func(name string, quantities []model.QuantityName) {
		for _, quantity := range quantities {
			p.push(Column{name, quantity, "rack"})
		}
	}
	s := p.Scenario
	for i := range s.Origins {
		rack(s.Origins[i].ID, partyNames[:])
	}
	for i := range s.Classes {
		rack(s.Classes[i].ID, partyNames[:])
	}
	rack("all", partyNames[partyUnserved:])
	for i := range s.Origins {
		for j := range s.Clusters {
			rack(result.Flow(s.Origins[i].ID, s.Clusters[j].ID), partyNames[partyPlaced:partyPlaced+1])
		}
	}
}

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
	inRenewal
	liquid
	intelligent
	demanded
	eligible
	placed
	occupied
	utilisation
	capex
	itLoad
	electrical
	misc
	fans
	cooling
	asOperated
	facilityLoad
	facilityPeak
	gridConnection
	gridLoad
	operating
	trailing
	design
	energyUsed
	energyYear
	assessed
	apart
	assessedYear
	renewable
	carbon
	carbonGrid
	water
	costElectricity
	costWater
	costMaintenance
	opex
	costCapital
	costPerRack
	fp32
	fp32Kinds // three
	fp32Head  = fp32Kinds + 3
	fp16      = fp32Head + 1
	fp16Kinds = fp16 + 1 // three
	fp16Head  = fp16Kinds + 3
)

// Those of the network end the columns of a scope.
const (
	egressTraffic = fp16Head + 1 + iota
	egressCapacity
	egressLoad
	exchangeTraffic
	exchangeCapacity
	exchangeLoad
	perScope // how many there are
)

var columnNames = [perScope]model.QuantityName{
	model.RacksInService, model.RacksInPipeline, model.RacksInApproval, model.RacksInConstr,
	model.RacksInFitout, model.RacksStarted, model.RacksCancelled, model.RacksRetired,
	model.RacksInRenewal, model.LiquidShare, model.IntelligentRack,
	model.RacksDemanded, model.RacksEligible, model.RacksPlaced, model.RacksOccupied, model.Utilisation, model.CapexCumulative,
	model.ITLoad, model.LoadElectrical, model.LoadMisc, model.LoadFans, model.LoadCooling, model.LoadAsOperated,
	model.FacilityLoad, model.FacilityPeak, model.GridConnection, model.GridLoad,
	model.PUE, model.PUETrailingYear, model.PUEDesign, model.Energy, model.EnergyYear,
	model.EnergyAssessed, model.EnergyApart, model.AssessedYear, model.RenewableShare,
	model.Carbon, model.CarbonGrid, model.Water,
	model.CostElectricity, model.CostWater, model.CostMaintenance, model.Opex, model.CostCapital, model.CostPerRack,
	model.ComputeFP32, model.FP32General, model.FP32Intelligent, model.FP32Super, model.FP32PerHead,
	model.ComputeFP16, model.FP16General, model.FP16Intelligent, model.FP16Super, model.FP16PerHead,
	model.EgressTraffic, model.EgressCapacity, model.EgressLoad,
	model.ExchangeTraffic, model.ExchangeCap, model.ExchangeLoad,
}

// The quantities of a fleet, in the order of model.FleetQuantities.
const (
	fleetRacks = iota
	fleetOccupied
	fleetUtilisation
	fleetIT
	fleetElectrical
	fleetMisc
	fleetFans
	fleetCooling
	fleetAsOperated
	fleetFacility
	fleetPUE
	fleetTrailing
	fleetDesign
	fleetEnergy
	perFleet
)

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
		most := (len(p.clusters)+len(p.groups))*perScope + 1000
		p.index, p.Columns = make(map[column]int, most), make([]Column, 0, most)
	}
	p.index[column{c.Scope, c.Quantity}] = len(p.Columns)
	p.Columns = append(p.Columns, c)
}

// Column is the index of a column, or -1.
func (p *Plan) Column(scope string, quantity model.QuantityName) int {
	if i, ok := p.index[column{scope, quantity}]; ok {
		return i
	}
	return -1
}

// columns lays out the table: the clusters, the groups, the fleets, where there are any
// the origins, classes and flows, then the delays of tiers and pairs, and links.
func (p *Plan) columns() {
	unit := map[model.QuantityName]string{}
	for _, q := range model.Quantities() {
		unit[q.Name] = q.Unit
	}
	scope := func(name string, quantities []model.QuantityName) {
		for _, quantity := range quantities {
			p.push(Column{name, quantity, unit[quantity]})
		}
	}
	for i := range p.clusters {
		scope(p.clusters[i].c.ID, columnNames[:])
	}
	for i := range p.groups {
		scope(p.groups[i].scope, columnNames[:])
	}
	p.fleetsAt = len(p.Columns)
	quantities := model.FleetQuantities()
	for i := range p.clusters {
		c := &p.clusters[i]
		c.fleetsAt = p.fleets
		p.fleets += len(c.fleets)
		for f := range c.fleets {
			scope(model.FleetScope(c.c.ID, c.c.Fleets[f].ID), quantities)
		}
	}
	p.demandAt = len(p.Columns)
	if p.market != nil {
		p.demandColumns(scope)
	}
	p.delayColumns(scope)
}

// columnsOf takes the layout of a plan with the same things in it.
func (p *Plan) columnsOf(base *Plan) {
	p.Columns, p.index = base.Columns, base.index
	p.fleetsAt, p.fleets, p.demandAt = base.fleetsAt, base.fleets, base.demandAt
	p.delayAt, p.tierAt, p.linksAt = base.delayAt, base.tierAt, base.linksAt
	for i := range p.clusters {
		p.clusters[i].fleetsAt = base.clusters[i].fleetsAt
	}
	if p.transport != base.transport {
		for i := range p.transport.pairs {
			p.transport.pairs[i].column = base.transport.pairs[i].column
		}
	}
}

// demandColumns lays out the columns of origins, classes, all demand and flows.
func (p *Plan) demandColumns(scope func(string, []model.QuantityName)) {
	s := p.Scenario
	for i := range s.Origins {
		scope(s.Origins[i].ID, partyNames[:])
	}
	for i := range s.Classes {
		scope(s.Classes[i].ID, partyNames[:])
	}
	scope("all", partyNames[partyUnserved:])
	for i := range s.Origins {
		for j := range s.Clusters {
			scope(result.Flow(s.Origins[i].ID, s.Clusters[j].ID), partyNames[partyPlaced:partyPlaced+1])
		}
	}
}

package sim

import "hubcap/model"

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
	occupied
	utilisation
	capex
	itLoad
	facilityLoad
	operating
	trailing
	design
	energy
	perScope // how many there are
)

var columnNames = [perScope]model.QuantityName{
	model.RacksInService, model.RacksInPipeline, model.RacksInApproval, model.RacksInConstr,
	model.RacksInFitout, model.RacksStarted, model.RacksCancelled, model.RacksRetired,
	model.RacksDemanded, model.RacksOccupied, model.Utilisation, model.CapexCumulative,
	model.ITLoad, model.FacilityLoad, model.PUE, model.PUETrailingYear, model.PUEDesign, model.Energy,
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

// columns lays out the table: the clusters, the groups, and what is constant behind them.
func (p *Plan) columns() {
	scope := func(name string) {
		for _, quantity := range columnNames {
			q, _ := model.QuantityOf(quantity)
			p.push(Column{name, quantity, q.Unit})
		}
	}
	for i := range p.clusters {
		scope(p.clusters[i].c.ID)
	}
	for i := range p.groups {
		scope(p.groups[i].scope)
	}
}

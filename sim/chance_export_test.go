package sim

import (
	"hubcap/model"
	"hubcap/model/growth"
)

// Fated is the plan with what a fate does to all, and not to a cluster.
func (p *Plan) Fated(f Fate) (*Plan, error) {
	own := *p
	own.chance = &chance{fate: f}
	return &own, own.befall()
}

// CompileFated is the plan of a member that shares nothing with others.
func CompileFated(s *model.Scenario, f Fate) (*Plan, error) { return compile(s, nil, &f) }

// Months are the times of the steps.
func (p *Plan) Months() []float64 { return p.time }

// DemandFactor is the deviation of an origin, or of a cluster without origins, in a step.
func (p *Plan) DemandFactor(k, i int) float64 { return p.demandFactor(k, i) }

// Warmth is how much warmer than usual each year is at a station.
func (p *Plan) Warmth(station string) []float64 { return p.warmth(station) }

// SiteOffset is that of a fleet.
func (p *Plan) SiteOffset(cluster, fleet int) float64 {
	c := &p.Scenario.Clusters[cluster]
	return p.siteOffset(c, &c.Fleets[fleet])
}

// CutShares are by step and link the shares of the step for which the link was down, added up;
// and whether every step names each link once, and only such as were down.
func (p *Plan) CutShares() (shares [][]float64, ok bool) {
	ok = true
	for k := range p.time {
		of := make([]float64, p.transport.graph.Links())
		if len(p.chance.cuts) > 0 {
			for _, c := range p.chance.cuts[k] {
				ok = ok && of[c.link] == 0 && c.share > 0
				of[c.link] += c.share
			}
		}
		shares = append(shares, of)
	}
	return shares, ok
}

// Shares tells whether two plans have the transport, and the graph, in common.
func (p *Plan) Shares(other *Plan) (transport, graph bool) {
	return p.transport == other.transport, p.transport.graph == other.transport.graph
}

// PairColumns are the first columns of all pairs, and of all tiers.
func (p *Plan) PairColumns() (pairs, tiers []int) {
	for i := range p.transport.pairs {
		pairs = append(pairs, p.transport.pairs[i].column)
	}
	return pairs, p.tierAt
}

// Reset puts the start down again.
func (r *Run) Reset() error { return r.reset() }

// Starts are by step and cluster the limits that cut them, the racks cut, and those expected of
// the pipeline.
func (r *Run) Starts() ([]growth.Constraint, []float64, []float64) { return r.Bound, r.cut, r.coming }

// Halls is how many halls all clusters have.
func (p *Plan) Halls() int {
	n := 0
	for i := range p.clusters {
		n += len(p.clusters[i].halls)
	}
	return n
}

package sim

import (
	"slices"

	"hubcap/model"
	"hubcap/sim/result"
)

// transportOn is the transport of the plan: that of the base where no number that it rests on
// has changed, one on the same graph where only the graph has not, else its own.
func (p *Plan) transportOn(base *Plan) (*transport, error) {
	switch {
	case base == nil || !sameGraph(&p.Scenario.Data, &base.Scenario.Data):
		return p.compileTransport(nil)
	case !sameTransport(p.Scenario, base.Scenario):
		return p.compileTransport(base.transport)
	}
	return base.transport, nil
}

// sameGraph tells whether two scenarios share the very tables of places and links.
func sameGraph(a, b *model.Data) bool {
	return same(a.Places, b.Places) && same(a.Links, b.Links) && same(a.Legacy, b.Legacy)
}

// sameClimate tells whether the weather of a station is the same in two scenarios.
func sameClimate(a, b *model.Scenario) bool {
	return a.Climate == b.Climate && same(a.Data.Stations, b.Data.Stations)
}

// same tells whether two slices are one.
func same[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// sameTransport tells whether a transport of the one scenario, on the same graph and with the
// same things in it, is that of the other.
func sameTransport(a, b *model.Scenario) bool {
	if a.Delay != b.Delay || a.Dispatch.PeakFactor != b.Dispatch.PeakFactor {
		return false
	}
	for i := range a.Links {
		if a.Links[i].BackgroundGbps != b.Links[i].BackgroundGbps || !sameCapacity(a.Links[i].Capacity, b.Links[i].Capacity) {
			return false
		}
	}
	for i := range a.Clusters {
		if !sameCapacity(a.Clusters[i].Egress, b.Clusters[i].Egress) || !sameCapacity(a.Clusters[i].Exchange, b.Clusters[i].Exchange) {
			return false
		}
	}
	return true
}

func sameCapacity(a, b []model.Capacity) bool {
	return slices.EqualFunc(a, b, func(x, y model.Capacity) bool {
		rate := x.LineRateGbps == y.LineRateGbps || x.LineRateGbps != nil && y.LineRateGbps != nil && *x.LineRateGbps == *y.LineRateGbps
		return x.Gbps == y.Gbps && x.Date == y.Date && rate
	})
}

// Take makes the run one of another plan with the same things in it, and keeps its memory. The
// values of each step go to a table of the caller, of the size of Values.
func (r *Run) Take(p *Plan, values []float64) {
	if !r.fits(p) {
		*r = *p.NewRun()
	}
	for i := range r.states {
		s, n := &r.states[i], len(p.clusters[i].projects) // as many as chance cuts them into
		if cap(s.done) < n {
			s.done = make([]float64, n)
		}
		s.done = s.done[:n]
	}
	r.plan, r.Values, r.cuts = p, values, p.judgesCuts()
}

// fits tells whether the memory of the run is of the size that a plan needs: numbers that are
// years change how many halls there are.
func (r *Run) fits(p *Plan) bool {
	for i := range p.clusters {
		c, s := &p.clusters[i], &r.states[i]
		if len(c.halls) != len(s.racks) || len(c.plants) != len(s.plants) {
			return false
		}
	}
	return true
}

// Judge is the verdicts on all targets.
func (r *Run) Judge() []result.Target {
	out := make([]result.Target, len(r.plan.Scenario.Targets))
	for i := range out {
		out[i] = r.judge(&r.plan.Scenario.Targets[i])
	}
	return out
}

// Plan is what is run.
func (r *Run) Plan() *Plan { return r.plan }

package sim

import (
	"fmt"
	"math"

	"hubcap/model"
	"hubcap/model/distribution"
	"hubcap/model/growth"
	"hubcap/model/portable"
	"hubcap/sim/stream"
)

// Fate is what chance does to one member of an ensemble over time. All of it is drawn from
// streams named by what it befalls: a cluster, a link or a project has the same fate in two
// scenarios, and keeps it when others are added.
type Fate struct{ Seed, Member uint64 }

func (f *Fate) stream(name string) *stream.Stream {
	return stream.New(f.Seed, f.Member, "process."+name)
}

// chance is what a Fate has drawn before the first step.
type chance struct {
	fate   Fate
	demand []float64   // by step and origin, or cluster without origins: factor of demand
	cuts   [][]cutSpan // by step: the links that are down for a while
}

// normal is the next number of a standard normal distribution.
func normal(s *stream.Stream) float64 { return distribution.Normal(s.Uniform()) }

// befall draws what happens to all, and not to a cluster.
func (p *Plan) befall() error {
	if p.chance == nil {
		return nil
	}
	var names []string
	for i := range p.Scenario.Origins {
		names = append(names, p.Scenario.Origins[i].ID)
	}
	if len(names) == 0 {
		for i := range p.Scenario.Clusters {
			names = append(names, p.Scenario.Clusters[i].ID)
		}
	}
	p.drawDemand(names)
	return p.drawCuts()
}

// drawDemand makes the deviations of demand from its trend: the exponential of a normal
// process whose correlation over time decays exponentially (Ornstein and Uhlenbeck), one part
// of which all have in common. What is there at the start is known: it begins with none.
func (p *Plan) drawDemand(names []string) {
	d, c := &p.Scenario.Process, p.chance
	if d.DemandSpread == 0 {
		return
	}
	n := len(names)
	common := c.fate.stream("demand")
	own := make([]*stream.Stream, n)
	for i, name := range names {
		own[i] = c.fate.stream("demand/" + name)
	}
	shared, apart := math.Sqrt(d.DemandCommonShare), math.Sqrt(1-d.DemandCommonShare)
	all, at := 0., make([]float64, n)
	c.demand = make([]float64, len(p.time)*n)
	for k := range p.time {
		if k == 0 {
			for i := range n {
				c.demand[i] = 1
			}
			continue
		}
		left := portable.Exp(-(p.time[k] - p.time[k-1]) / d.DemandMemoryMonths)
		fresh := math.Sqrt(1 - float64(left*left))
		all = float64(left*all) + float64(fresh*normal(common))
		for i := range n {
			at[i] = float64(left*at[i]) + float64(fresh*normal(own[i]))
			c.demand[k*n+i] = portable.Exp(float64(d.DemandSpread * (float64(shared*all) + float64(apart*at[i]))))
		}
	}
}

// demandFactor is the deviation of an origin, or of a cluster without origins, in a step.
func (p *Plan) demandFactor(k, i int) float64 {
	if p.chance == nil || p.chance.demand == nil {
		return 1
	}
	return p.chance.demand[k*(len(p.chance.demand)/len(p.time))+i]
}

// warmth draws how much warmer than usual each calendar year of the horizon is at a station.
func (p *Plan) warmth(station string) []float64 {
	w := &p.Scenario.Process
	if p.chance == nil || w.WeatherSpreadK == 0 {
		return nil
	}
	common, own := p.chance.fate.stream("weather"), p.chance.fate.stream("weather/"+station)
	shared, apart := math.Sqrt(w.WeatherCommonShare), math.Sqrt(1-w.WeatherCommonShare)
	out := make([]float64, len(p.years))
	for i := range out {
		all := float64(shared * normal(common))
		out[i] = w.WeatherSpreadK * (all + float64(apart*normal(own)))
	}
	return out
}

// siteOffset draws by how much the mean as-operated offset of a fleet's sites lies above that
// of all sites there could be: a fleet of many sites deviates less than one of a single site.
func (p *Plan) siteOffset(c *model.Cluster, f *model.Fleet) float64 {
	x := &p.Scenario.Process
	if p.chance == nil || x.SiteSpread == 0 || x.ProjectRacks == 0 {
		return 0
	}
	sites := max(1, float64(c.Racks*f.ExistingShare)/x.ProjectRacks)
	return float64(x.SiteSpread / math.Sqrt(sites) * normal(p.chance.fate.stream("site/"+model.FleetScope(c.ID, f.ID))))
}

// endanger draws the fate of a cluster's named projects, and says what may happen to those of
// its programme. A named project of many racks stands for several, each with a fate of its own.
func (p *Plan) endanger(c *cluster) error {
	x := &p.Scenario.Process
	if p.chance == nil || x.ProjectRacks == 0 {
		return nil
	}
	uncertain := func(completion float64) bool { return x.SlipSpread > 0 || completion > 0 && completion < 1 }
	b := &c.c.Build
	c.risk = growth.Risk{Completion: b.Completion, SlipSpread: x.SlipSpread}
	c.risky = uncertain(b.Completion)
	var parts []project
	for i, j := range c.projects {
		named := &c.c.Projects[i]
		if !uncertain(j.completion) {
			parts = append(parts, j)
			continue
		}
		n := max(1, math.Ceil(j.racks/x.ProjectRacks))
		if n > mostProjects {
			return tooMany(n, "project "+named.ID+" of cluster "+c.c.ID)
		}
		risk, luck := growth.Risk{Completion: j.completion, SlipSpread: x.SlipSpread}, p.chance.fate.stream("project/"+c.c.ID+"/"+named.ID)
		for range int(n) {
			survives, slip := risk.Draw(luck)
			part := project{racks: j.racks / n, expected: j.completion, start: j.start, fleet: j.fleet, drawn: true,
				leads: growth.NewLeads(named.LeadTimeMonths*slip, b.ApprovalShare, b.FitoutShare)}
			if survives {
				part.completion = 1
			}
			parts = append(parts, part)
		}
	}
	c.projects = parts
	return nil
}

func tooMany(n float64, what string) error {
	return fmt.Errorf("process.project_racks: the %s would be cut into some %.0f projects; give more racks, or 0 for projects so small that only their mean counts", what, n)
}

// mostProjects bounds into how many projects a programme, or a named project, is cut.
const mostProjects = 100_000

// countable tells whether the projects of a programme are few enough to draw each of them.
func (s *state) countable(c *cluster) error {
	if !c.risky {
		return nil
	}
	if n := s.programme.V[len(s.programme.V)-1] / s.projects.Size; n > mostProjects {
		return tooMany(n, "programme of cluster "+c.c.ID)
	}
	return nil
}

// Package sim runs scenarios. A scenario is first compiled to a Plan: every name is
// resolved to an index, every date to a step, every constant that does not depend on
// the state is worked out. A Run then steps through the plan; a step looks up no names
// and allocates nothing. All quantities of all scopes land in one flat table, from which
// verdicts, files and charts are made.
//
// The order of a step, for each cluster by itself but for the demand of origins, for
// which all clusters compete in 4:
//
//  1. leave: a share of the racks that were in service when the step began retires, others
//     are taken out to be renewed;
//  2. start: the policy says what it wants, named projects that began in the step take
//     their part of the limits first, the tightest limit cuts the rest, and the starts
//     are booked as spread evenly over the step;
//  3. advance: racks change stage, and those that are ready or renewed go into service;
//  4. fill: without origins, tenants move towards the cluster's own demand of the step's
//     end, within the racks there; with origins, contracts end, free demand is placed on
//     the racks of the step's end by the delays and prices that the last step has left,
//     and tenants move towards their contracts;
//  5. load: the mean of the racks occupied at the step's ends draws power, the mean load
//     and the months of the step give the PUE of each fleet, and both give energy and
//     what follows from it;
//
// then hubs and `all` are summed from clusters. Decisions of a step see the state at its
// beginning, in which the racks retired since are already missing.
package sim

import (
	"hubcap/model"
	"hubcap/model/growth"
	"hubcap/model/pue"
)

// Plan is a compiled scenario. It is not changed by running it.
type Plan struct {
	Scenario *model.Scenario
	Dates    []model.Date // the start, then the end of each step
	Columns  []Column     // of the table of results

	time      []float64 // months since the start, by step
	days      []float64 // length of each step
	months    [][]share // calendar months that each step consists of
	lastYear  []int     // the step after which the trailing year begins, or -1
	years     []int     // calendar years of the horizon
	yearOf    []int     // index of years, by step
	clusters  []cluster
	groups    []group      // hubs, then all
	fleetsAt  int          // the first column of fleets
	fleets    int          // of all clusters together
	tflops    []kindTFLOPS // by step: of an occupied rack
	hubOf     []int        // by cluster: its group
	market    *market      // of a scenario with origins, else nil
	demandAt  int          // the first column of origins, classes and flows
	transport *transport
	delayAt   int            // the first column of tiers and their pairs
	tierAt    []int          // by tier: its first column
	linksAt   int            // the first column of links, which stand last
	index     map[column]int // of Columns, for what is not in a step
	designMW  float64        // of one rack
	chance    *chance        // of a member of an ensemble, else nil
}

// share is a part of a step that lies in one calendar month.
type share struct {
	month  int // 0 is January
	weight float64
}

// Column names a column of the table of results.
type Column struct {
	Scope    string
	Quantity model.QuantityName
	Unit     string
}

// group is a set of clusters whose quantities are summed.
type group struct {
	scope   string
	members []int
	people  float64 // 0 where the scenario does not say
}

// cluster is what a step needs to know of a cluster.
type cluster struct {
	c             *model.Cluster
	policy        policy
	leads         growth.Leads
	path          growth.Path
	grid          growth.StepFunction // without entries there is no limit
	level         float64             // demand at the start, racks; without origins
	trendFrom     []int               // by step: where the span begins whose growth demand-led building carries on
	retirement    float64             // per month
	gridKW        float64             // per rack
	fleets        []fleet
	fleetsAt      int // the number of fleets of the clusters before
	plants        []plant
	halls         []hall
	hottest       [12]pue.Point // the design hours of each month
	fills         []float64     // by fleet
	build         []float64     // by step and fleet: its share of the programme's racks
	joins         []delivery    // by year of the horizon and fleet: the halls that racks going into service join
	projects      []project
	renewals      []renewal
	risky         bool         // its programme's projects slip and fail one by one
	risk          growth.Risk  // what may happen to each
	warmth        []float64    // by year of the horizon: K above the usual; nil for none
	programmeBase growth.Curve // starts before the scenario's own start

	connection []float64 // by step: MW of the grid connection; NaN where none is given
	renewable  []float64 // by step: share of the electricity bought as renewable
	gridFactor []float64 // by step: kg CO2/kWh
	annuity    float64   // CNY a rack and year
}

type policy uint8

const (
	noPolicy policy = iota
	fixedRate
	targetSeeking
	plannedPath
	demandLed
)

// project is a named project of a cluster.
type project struct {
	racks, completion float64
	expected          float64 // completion as far as anybody knows before approval ends
	start             float64 // months since the scenario's start
	leads             growth.Leads
	fleet             int
	drawn             bool // whether and when it is ready was left to chance
}

// Compile resolves a scenario that the loader has accepted, for a run that leaves nothing to
// chance.
func Compile(s *model.Scenario) (*Plan, error) { return compile(s, nil, nil) }

// Member is the plan of a member of an ensemble: of a Clone of this plan's scenario, in which
// numbers may have changed, with the fate that it meets. What the numbers do not touch is
// shared with this plan.
func (p *Plan) Member(s *model.Scenario, f Fate) (*Plan, error) { return compile(s, p, &f) }

// Variant is the plan of such a Clone for a run that leaves nothing to chance.
func (p *Plan) Variant(s *model.Scenario) (*Plan, error) { return compile(s, p, nil) }

// compile works out a plan, from nothing or on the base of one with the same things in it.
func compile(s *model.Scenario, base *Plan, f *Fate) (*Plan, error) {
	p := &Plan{Scenario: s, designMW: s.Rack.DesignKW / 1000}
	if f != nil {
		p.chance = &chance{fate: *f}
	}
	if base == nil {
		p.calendar()
	} else {
		p.time, p.days, p.months, p.lastYear, p.years, p.yearOf, p.Dates = base.time, base.days, base.months, base.lastYear, base.years, base.yearOf, base.Dates
	}
	var err error
	if p.transport, err = p.transportOn(base); err != nil {
		return nil, err
	}
	if err := p.befall(); err != nil {
		return nil, err
	}
	p.compileCompute()
	p.clusters = make([]cluster, 0, len(s.Clusters))
	for i := range s.Clusters {
		var like *cluster
		if base != nil && sameClimate(s, base.Scenario) {
			like = &base.clusters[i]
		}
		c, err := p.compileCluster(&s.Clusters[i], like)
		if err != nil {
			return nil, err
		}
		p.clusters = append(p.clusters, c)
	}
	p.group()
	if p.market, err = p.compileMarket(); err != nil {
		return nil, err
	}
	if base == nil {
		p.columns()
	} else {
		p.columnsOf(base)
	}
	return p, nil
}

// calendar lays out the steps.
func (p *Plan) calendar() {
	t := p.Scenario.Time
	p.Dates = append([]model.Date{t.Start}, model.StepEnds(t, int(^uint(0)>>1))...)
	p.days, p.months = []float64{0}, [][]share{nil}
	ago := -1 // the last step that lies twelve months back
	for k, d := range p.Dates {
		p.time = append(p.time, d.MonthsSince(t.Start))
		for p.time[k]-p.time[ago+1] >= 12-1e-9 {
			ago++
		}
		p.lastYear = append(p.lastYear, ago)
		if n := len(p.years); n == 0 || p.years[n-1] != d.Year {
			p.years = append(p.years, d.Year)
		}
		p.yearOf = append(p.yearOf, len(p.years)-1)
		if k == 0 {
			continue
		}
		before := p.Dates[k-1]
		days := float64(d.DaysSince(before))
		p.days = append(p.days, days)
		var months []share
		for before.Before(d) {
			next := before.AddDays(1).MonthEnd() // the end of the month that the next day is in
			if d.Before(next) {
				next = d
			}
			months = append(months, share{next.Month - 1, float64(next.DaysSince(before)) / days})
			before = next
		}
		p.months = append(p.months, months)
	}
}

func (p *Plan) compileCluster(c *model.Cluster, like *cluster) (cluster, error) {
	s := p.Scenario
	b := &c.Build
	out := cluster{
		c:          c,
		leads:      growth.NewLeads(b.LeadTimeMonths, b.ApprovalShare, b.FitoutShare),
		level:      float64(c.Racks*c.Utilisation) + c.Demand.BacklogRacks,
		retirement: c.RetirementPerYear / 12,
		gridKW:     float64(s.Rack.DesignKW * b.GridPeakFactor),
	}
	if err := out.compileFleets(p, like); err != nil {
		return out, err
	}
	for _, j := range c.Projects {
		out.projects = append(out.projects, project{racks: j.Racks, completion: j.Completion, expected: j.Completion, start: j.Start.MonthsSince(s.Time.Start),
			leads: growth.NewLeads(j.LeadTimeMonths, b.ApprovalShare, b.FitoutShare), fleet: fleetOf(c, j.Fleet)})
	}
	for i := range c.Renewals {
		out.renewals = append(out.renewals, compileRenewal(s, c, &c.Renewals[i]))
	}
	for _, g := range b.Grid {
		out.grid.T = append(out.grid.T, g.Date.MonthsSince(s.Time.Start))
		out.grid.V = append(out.grid.V, g.MW)
	}
	if err := p.endanger(&out); err != nil {
		return out, err
	}
	out.compileEnergy(p)
	out.compilePolicy(s)
	for k, from := 0, 0; k < len(p.time); k++ {
		for from < k && p.time[k]-p.time[from+1] >= b.TrendMonths-1e-9 {
			from++
		}
		out.trendFrom = append(out.trendFrom, from)
	}
	return out, nil
}

// compilePolicy also fills in what a planned path has started before the scenario does.
func (c *cluster) compilePolicy(s *model.Scenario) {
	b := &c.c.Build
	switch b.Policy {
	case "fixed-rate":
		c.policy = fixedRate
	case "target-seeking":
		c.policy = targetSeeking
	case "demand-led":
		c.policy = demandLed
	case "planned-path":
		c.policy = plannedPath
		c.path = growth.Path{T: []float64{0}, V: []float64{c.c.Racks}}
		for _, point := range b.Plan {
			c.path.T = append(c.path.T, point.Date.MonthsSince(s.Time.Start))
			c.path.V = append(c.path.V, point.Racks)
		}
		for _, t := range c.path.T {
			if at := t - b.LeadTimeMonths + b.SlipMonths; at < 0 {
				c.programmeBase.Add(at, growth.PlannedPath(&c.path, at, b.LeadTimeMonths, b.SlipMonths, b.Realisation))
			}
		}
	}
	c.programmeBase.Add(0, c.planned(0))
}

// planned is what a planned path has started by time t; 0 for other policies.
func (c *cluster) planned(t float64) float64 {
	if c.policy != plannedPath {
		return 0
	}
	b := &c.c.Build
	return growth.PlannedPath(&c.path, t, b.LeadTimeMonths, b.SlipMonths, b.Realisation)
}

// group makes the sums: one per hub, in the scenario's order, and all.
func (p *Plan) group() {
	all := group{scope: "all"}
	if people := p.Scenario.Compute.Population; people != nil {
		all.people = *people
	}
	p.hubOf = make([]int, len(p.clusters))
	for n, h := range p.Scenario.Hubs {
		g := group{scope: h.ID}
		if h.Population != nil {
			g.people = *h.Population
		}
		for i := range p.clusters {
			if p.clusters[i].c.Hub == h.ID {
				p.hubOf[i] = n
				g.members = append(g.members, i)
			}
		}
		p.groups = append(p.groups, g)
	}
	for i := range p.clusters {
		all.members = append(all.members, i)
	}
	p.groups = append(p.groups, all)
}

package sim

import (
	"context"
	"math"

	"hubcap/model"
	"hubcap/model/demand"
	"hubcap/model/growth"
	"hubcap/sim/result"
)

// Run is one simulation of a plan: its state and the table of its results.
type Run struct {
	plan    *Plan
	states  []state
	market  *placing // nil without origins
	net     *netRun
	cuts    bool                // every step judges every single cut
	broken  []float64           // by step and cluster: racks whose contracts the delay ended
	Values  []float64           // by step and column; NaN where a quantity has no meaning yet
	Bound   []growth.Constraint // by step and cluster: the limit that cut the starts
	cut     []float64           // by step and cluster: racks wanted and not started
	coming  []float64           // by step and cluster: racks of the pipeline that will be delivered
	width   int
	metered []meter // by step and scope (clusters, groups, then fleets)
}

// state is what a cluster carries from step to step.
type state struct {
	programme growth.Curve   // racks started by the programme
	cursors   [3]int         // its places on the curve, one per stage end
	delivered float64        // racks of the programme delivered so far
	done      []float64      // racks of each project delivered so far
	racks     []float64      // in service, by hall
	first     []float64      // the same at the start
	plants    []float64      // the same by plant
	apart     []float64      // of them, accounted for apart
	fleets    []float64      // the same by fleet
	before    []float64      // by plant, when the step began
	aparts    []float64      // apart, when the step began
	mean      []float64      // by fleet, mean of both ends of the step
	filled    []float64      // by fleet: racks occupied, to work with
	total     float64        // in service
	renewals  []growth.Curve // racks taken out, by renewal
	renewed   []int          // places on these curves
	back      []float64      // racks brought back so far, by renewal
	renewing  float64        // racks taken out that will come back
	wanted    float64        // demand for its racks
	placed    float64        // of it, under contract
	occupied  float64
	held      float64 // occupied when the step began
	retired   float64
	spent     float64 // CNY since the start
	stages    growth.Stages
	coming    float64         // racks of the pipeline that will be delivered
	projects  growth.Projects // of the programme, where they slip and fail one by one
	luck      growth.Luck     // theirs
}

// NewRun prepares a run with all the memory that it needs.
func (p *Plan) NewRun() *Run {
	steps, scopes := len(p.Dates), len(p.clusters)+len(p.groups)+p.fleets
	r := &Run{
		plan: p, width: len(p.Columns),
		states:  make([]state, len(p.clusters)),
		Values:  make([]float64, steps*len(p.Columns)),
		Bound:   make([]growth.Constraint, steps*len(p.clusters)),
		cut:     make([]float64, steps*len(p.clusters)),
		coming:  make([]float64, steps*len(p.clusters)),
		metered: make([]meter, steps*scopes),
	}
	r.net, r.cuts = p.transport.newRun(), p.judgesCuts()
	if p.market != nil {
		r.market = p.newPlacing()
		r.broken = make([]float64, steps*len(p.clusters))
	}
	for i := range r.states {
		c := &p.clusters[i]
		points := len(c.programmeBase.T) + steps
		r.states[i] = state{
			programme: growth.Curve{T: make([]float64, 0, points), V: make([]float64, 0, points)},
			done:      make([]float64, len(c.projects)),
			racks:     make([]float64, len(c.halls)),
			first:     make([]float64, len(c.halls)),
			plants:    make([]float64, len(c.plants)),
			apart:     make([]float64, len(c.plants)),
			before:    make([]float64, len(c.plants)),
			aparts:    make([]float64, len(c.plants)),
			fleets:    make([]float64, len(c.fleets)),
			mean:      make([]float64, len(c.fleets)),
			filled:    make([]float64, len(c.fleets)),
			renewals:  make([]growth.Curve, len(c.renewals)),
			renewed:   make([]int, len(c.renewals)),
			back:      make([]float64, len(c.renewals)),
		}
		for n := range c.renewals {
			r.states[i].renewals[n] = growth.Curve{T: make([]float64, 0, steps), V: make([]float64, 0, steps)}
		}
	}
	return r
}

// JudgeCuts makes every step judge every single cut of a link, whether or not a target asks
// for it.
func (r *Run) JudgeCuts() { r.cuts = true }

// At is the value of a column after a step; 0 is the start.
func (r *Run) At(step, column int) float64 { return r.Values[step*r.width+column] }

// Simulate runs all steps from the start state. It can be called again. The error is
// that of the context when it is cancelled.
func (r *Run) Simulate(ctx context.Context) error {
	if err := r.reset(); err != nil {
		return err
	}
	for k := 1; k < len(r.plan.Dates); k++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.step(k); err != nil {
			return err
		}
	}
	return nil
}

// reset puts the start state down as step 0. The error is that of a programme of too many
// projects.
func (r *Run) reset() error {
	for i := range r.states {
		c, s := &r.plan.clusters[i], &r.states[i]
		s.programme.T = append(s.programme.T[:0], c.programmeBase.T...)
		s.programme.V = append(s.programme.V[:0], c.programmeBase.V...)
		s.cursors = [3]int{}
		s.retired, s.spent, s.delivered = 0, 0, 0
		s.occupied = float64(c.c.Racks * c.c.Utilisation)
		for j := range s.done {
			s.done[j] = 0
		}
		for h := range s.racks {
			s.racks[h] = float64(c.c.Racks * c.halls[h].start)
		}
		for n := range s.renewals {
			at := &s.renewals[n]
			at.T, at.V = at.T[:0], at.V[:0]
			at.Add(0, 0)
			s.renewed[n], s.back[n] = 0, 0
		}
		if c.risky {
			s.projects.Size = r.plan.Scenario.Process.ProjectRacks
			s.projects.Reset()
			s.luck = r.plan.chance.fate.stream("programme/" + c.c.ID)
		}
		if err := s.countable(c); err != nil {
			return err
		}
		s.advance(r.plan, c, 0)
		copy(s.first, s.racks)
		r.Bound[i], r.cut[i], r.coming[i] = growth.Free, 0, s.coming
		s.wanted, s.placed = c.level, demand.Ceiling(c.level, s.total, c.c.Demand.MaxUtilisation)
	}
	if r.market != nil {
		r.market.reset(r.plan.market)
		r.plan.market.occupy(r.market, 0, r.states, r.plan.clusters)
		r.plan.price(r.market, 0)
		r.plan.suit(r.market, 0)
	}
	r.delays(0)
	for i := range r.states {
		r.record(0, i)
	}
	r.sum(0)
	return nil
}

// step runs all clusters through one step; see the package comment for its order. The
// error is that of a dispatch which does not come to an end, or of a programme of too many
// projects.
func (r *Run) step(k int) error {
	p := r.plan
	months := p.time[k] - p.time[k-1]
	for i := range r.states {
		c, s := &p.clusters[i], &r.states[i]
		copy(s.before, s.plants)
		copy(s.aparts, s.apart)
		s.held = s.occupied
		s.leave(c, p.time[k], months)
		at := k*len(p.clusters) + i
		r.Bound[at], r.cut[at] = r.start(k, i)
		if err := s.countable(c); err != nil {
			return err
		}
		s.advance(p, c, k)
		r.coming[at] = s.coming + s.renewing
	}
	if r.market != nil {
		if err := r.dispatch(k); err != nil {
			return err
		}
		copy(r.broken[k*len(r.states):], r.market.broken)
	} else {
		for i := range r.states {
			r.states[i].fill(&p.clusters[i], p.time[k], months, p.demandFactor(k, i))
		}
	}
	r.delays(k)
	for i := range r.states {
		r.record(k, i)
		r.load(k, i)
	}
	r.sum(k)
	return nil
}

// fill lets tenants move towards the cluster's own demand at time t.
func (s *state) fill(c *cluster, t, months, deviation float64) {
	d := &c.c.Demand
	s.wanted = float64(demand.Wanted(c.level, d.GrowthPerYear, t/12) * deviation)
	s.placed = demand.Ceiling(s.wanted, s.total, d.MaxUtilisation)
	s.occupied = demand.Occupied(s.occupied, s.placed, demand.Moved(months, d.RampMonths), s.total)
}

// leave takes racks out of service, for good or for a renewal.
func (s *state) leave(c *cluster, t, months float64) {
	if c.retirement == 0 && len(c.renewals) == 0 {
		return
	}
	s.retire(c, months)
	s.spent += s.renew(c, t)
	s.add(c)
}

// retire takes the same share of every hall out of service.
func (s *state) retire(c *cluster, months float64) {
	share := math.Min(1, c.retirement*months)
	for h := range s.racks {
		gone := float64(s.racks[h] * share)
		s.racks[h] -= gone
		s.retired += gone
	}
}

// start books the starts of a step. It names the limit that cut them, and how many racks
// it cut.
func (r *Run) start(k, i int) (growth.Constraint, float64) {
	c, s := &r.plan.clusters[i], &r.states[i]
	t0, t1 := r.plan.time[k-1], r.plan.time[k]
	b := &c.c.Build
	projects, surviving := 0., 0. // racks of projects that begin in this step
	for n := range c.projects {
		if j := &c.projects[n]; j.start > t0 && j.start <= t1 {
			projects += j.racks
			surviving += float64(j.racks * j.expected)
		}
	}
	done := s.programme.V[len(s.programme.V)-1]
	want := 0.
	switch c.policy {
	case fixedRate:
		want = growth.FixedRate(b.RateRacksPerMonth, t1-t0)
	case targetSeeking:
		want = growth.TargetSeeking(b.GoalRacks, s.total, s.coming+s.renewing+surviving, b.Completion)
	case plannedPath:
		want = max(0, c.planned(t1)-done)
	case demandLed:
		from := c.trendFrom[k-1]
		expected := growth.Expected(s.placed, r.row(from, i)[placed], t0-r.plan.time[from], b.LeadTimeMonths)
		want = growth.DemandLed(b.OrderAbove, expected, s.total, s.coming+s.renewing+surviving, b.PipelineWeight, b.Completion)
	}
	limits := growth.Limits{
		Grid:         math.Inf(1),
		Capital:      growth.CapitalRoom(t1/12, b.CapitalCNYPerYear, s.spent+float64(projects*b.CapexCNYPerRack), b.CapexCNYPerRack),
		Construction: growth.ConstructionRoom(b.ConstructionRacksPerMonth, t1-t0, projects),
	}
	if len(c.grid.T) > 0 { // the first racks of the step are ready a lead time after its beginning
		limits.Grid = growth.GridRoom(c.grid.At(t0+c.leads.Ready), c.gridKW, s.total+s.stages.Pipeline()+s.renewing+projects)
	}
	racks, by := limits.Grant(want)
	s.programme.Add(t1, done+racks)
	s.spent += float64((racks + projects) * b.CapexCNYPerRack)
	return by, want - racks
}

// advance moves the pipeline to the end of step k, and puts what is ready into service.
func (s *state) advance(p *Plan, c *cluster, k int) {
	t, year := p.time[k], p.yearOf[k]
	at := s.stagesOf(c, k, t)
	for f := range c.fleets {
		s.deliver(c, year, f, float64((at.Delivered-s.delivered)*c.build[k*len(c.fleets)+f]))
	}
	s.delivered = at.Delivered
	s.coming = at.Coming(c.c.Build.Completion)
	for i := range c.projects {
		j := &c.projects[i]
		since := t - j.start
		stages := growth.Sort(j.completion, begun(j.racks, since), begun(j.racks, since-j.leads.Approved),
			begun(j.racks, since-j.leads.Built), begun(j.racks, since-j.leads.Ready))
		if j.drawn {
			stages = held(k, stages)
		}
		s.deliver(c, year, j.fleet, stages.Delivered-s.done[i])
		s.done[i] = stages.Delivered
		at.Add(stages)
		s.coming += stages.Coming(j.expected)
	}
	s.stages = at
	if len(c.renewals) > 0 {
		s.comeBack(c, year, t)
	}
	s.add(c)
}

// stagesOf is where the racks of the programme are after step k, at time t.
func (s *state) stagesOf(c *cluster, k int, t float64) growth.Stages {
	if c.risky {
		return held(k, s.projects.At(&s.programme, t, c.leads, c.risk, s.luck))
	}
	return growth.Sort(c.c.Build.Completion, s.programme.V[len(s.programme.V)-1],
		s.programme.At(t-c.leads.Approved, &s.cursors[0]),
		s.programme.At(t-c.leads.Built, &s.cursors[1]),
		s.programme.At(t-c.leads.Ready, &s.cursors[2]))
}

// held keeps what chance would have in service on the day of the start in fit-out until the first
// step: how many racks are there on that day is known, so nothing was as quick.
func held(k int, s growth.Stages) growth.Stages {
	if k == 0 {
		s.Fitout, s.Delivered = s.Fitout+s.Delivered, 0
	}
	return s
}

// begun is all of a project's racks once its moment has come.
func begun(racks, since float64) float64 {
	if since < -1e-9 {
		return 0
	}
	return racks
}

// Scenario is what was run.
func (r *Run) Scenario() *model.Scenario { return r.plan.Scenario }

// NetworkDoubts are what has to be read with delays.
func (r *Run) NetworkDoubts() []result.Text {
	out := r.networkDoubts()
	if r.market != nil {
		out = append(out, r.overload()...)
	}
	return out
}

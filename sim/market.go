package sim

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math"
	"slices"

	"hubcap/model"
	"hubcap/model/demand"
	"hubcap/model/network"
)

// market is what a plan knows of demand that is dispatched: who wants how much when, what
// each place would cost, and which are near enough. A row is an origin and a class, in
// this order; a column is a cluster. Tables by row and column are row-major.
type market struct {
	origins, classes, columns, rows int

	wanted   []float64 // by step and row: demand, racks
	willing  []float64 // by step and class: share of the demand that may leave home
	released []float64 // by step and class: share of the contracts that ends in the step
	moved    []float64 // by step and column: share of a gap that tenants close in the step
	platform []float64 // by step: share of the free demand that the platform places
	capacity []float64 // by step and column: Gbit/s of the gateway; NaN where none is given

	home       []bool    // by origin and column
	homes      []bool    // by column: of any origin
	rank       []int     // by row: columns from the nearest on, those at home first
	delay      []float64 // by row and column: ms on an empty network; +Inf without a path
	fixed      []float64 // by row and column: CNY a rack and month without electricity
	budget     []float64 // by class: ms
	tail       []float64 // by class: its percentile of queueing over the mean
	gbps       []float64 // by class: of a rack
	kWhCNY     []float64 // by column: CNY a rack and month at a PUE of 1
	startPUE   []float64 // by column, before any energy has been used
	start      []float64 // by row and column: racks placed and occupied at the start
	nearest    bool      // the market takes the nearest racks, not the logit's
	logitScale float64   // CNY
	size       float64   // exponent of free racks in the logit
	constants  network.Constants
	peak       float64
	mismatch   []float64 // by row: racks that the start holds beyond what is wanted
}

// hoursPerMonth is the mean over a Julian year.
const hoursPerMonth = 8766. / 12

// compileMarket works out the market of a scenario with origins; nil without.
func (p *Plan) compileMarket(g *network.Graph) (*market, error) {
	s := p.Scenario
	if len(s.Origins) == 0 {
		return nil, nil
	}
	m := &market{
		origins: len(s.Origins), classes: len(s.Classes), columns: len(s.Clusters),
		rows:       len(s.Origins) * len(s.Classes),
		constants:  s.Delay.Constants(),
		peak:       s.Dispatch.PeakFactor,
		logitScale: s.Dispatch.LogitScaleCNY,
		size:       s.Dispatch.SizeExponent,
		nearest:    s.Dispatch.Policy == "local-first" || s.Dispatch.Policy == "mix" && s.Dispatch.Market == "local-first",
	}
	m.homeClusters(s)
	m.overTime(p)
	m.classConstants(s)
	if err := m.ways(s, g); err != nil {
		return nil, err
	}
	m.prices(p)
	m.ranks(s)
	return m, m.settle(p)
}

func (m *market) homeClusters(s *model.Scenario) {
	m.home = make([]bool, m.origins*m.columns)
	m.homes = make([]bool, m.columns)
	for o := range s.Origins {
		for j := range s.Clusters {
			if slices.Contains(s.Origins[o].Home, s.Clusters[j].ID) {
				m.home[o*m.columns+j], m.homes[j] = true, true
			}
		}
	}
}

// overTime fills the tables that depend on the step alone.
func (m *market) overTime(p *Plan) {
	s := p.Scenario
	level := m.levels(s)
	for k, t := range p.time {
		years := t / 12
		m.platform = append(m.platform, platformShare(&s.Dispatch, years))
		for o := range s.Origins {
			for c := range s.Classes {
				row := o*m.classes + c
				class := &s.Classes[c]
				season := demand.Season(class.SeasonAmplitude, class.SeasonPeakMonth, float64(p.Dates[k].Month)) /
					demand.Season(class.SeasonAmplitude, class.SeasonPeakMonth, float64(p.Dates[0].Month))
				wanted := demand.Wanted(demand.Wanted(level[row], class.GrowthPerYear, years), s.Origins[o].GrowthPerYear, years)
				m.wanted = append(m.wanted, float64(wanted*season)*shock(s, &s.Origins[o], class, t))
			}
		}
		months := 0.
		if k > 0 {
			months = t - p.time[k-1]
		}
		for i := range s.Classes {
			c := &s.Classes[i]
			m.willing = append(m.willing, float64(c.MovableShare*demand.Adopted(c.AdoptedShare, c.AdoptionPerYear, years)))
			m.released = append(m.released, demand.Moved(months, c.ContractMonths))
		}
		for j := range s.Clusters {
			m.moved = append(m.moved, demand.Moved(months, s.Clusters[j].Demand.RampMonths))
			gbps := math.NaN()
			if egress := &p.clusters[j].egress; len(egress.T) > 0 {
				gbps = egress.At(t)
			}
			m.capacity = append(m.capacity, gbps)
		}
	}
}

// levels is the demand of each row at the start: the racks occupied everywhere, divided
// by the shares of origins and classes, and what is served nowhere.
func (m *market) levels(s *model.Scenario) []float64 {
	occupied := 0.
	for j := range s.Clusters {
		occupied += float64(s.Clusters[j].Racks * s.Clusters[j].Utilisation)
	}
	var out []float64
	for o := range s.Origins {
		origin := &s.Origins[o]
		all := float64(occupied*origin.Share) + origin.BacklogRacks
		for c := range s.Classes {
			out = append(out, float64(all*origin.ShareOf(&s.Classes[c])))
		}
	}
	return out
}

// platformShare is the share of the free demand that a unified platform places.
func platformShare(d *model.Dispatch, years float64) float64 {
	switch d.Policy {
	case "least-cost":
		return 1
	case "mix":
		if d.PlatformMax <= 0 {
			return 0
		}
		return float64(d.PlatformMax * demand.Adopted(min(1, d.PlatformShare/d.PlatformMax), d.PlatformGrowthPerYear, years))
	}
	return 0
}

// shock is the factor of all shocks that hit an origin and a class at time t.
func shock(s *model.Scenario, origin *model.Origin, class *model.Class, t float64) float64 {
	factor := 1.
	for i := range s.Shocks {
		sh := &s.Shocks[i]
		from := sh.Begins.MonthsSince(s.Time.Start)
		if (sh.Origin == "all" || sh.Origin == origin.ID) && (sh.Class == "all" || sh.Class == class.ID) && t >= from && t < from+sh.LastsMonths {
			factor *= sh.Factor
		}
	}
	return factor
}

func (m *market) classConstants(s *model.Scenario) {
	for i := range s.Classes {
		c := &s.Classes[i]
		m.budget = append(m.budget, c.BudgetMs)
		m.tail = append(m.tail, m.constants.Tail(c.Percentile))
		m.gbps = append(m.gbps, c.GbpsPerRack)
	}
}

// ways fills in delay and fixed cost of each row and column: rent, preference, and the
// network by its route, and a trace of a CNY by the names, so that a tie is broken in the
// same way in whatever order they stand.
func (m *market) ways(s *model.Scenario, g *network.Graph) error {
	from := make([]int, m.origins)
	to := make([]int, m.columns)
	for o := range from {
		from[o], _ = g.Index(s.Origins[o].Place)
	}
	for j := range to {
		to[j], _ = g.Index(s.Clusters[j].Place)
	}
	km := make([]float64, g.Len())
	services := make([]network.Service, m.classes)
	for c := range services {
		service, err := network.ParseService(s.Classes[c].Service)
		if err != nil {
			return fmt.Errorf("class %s: %w", s.Classes[c].ID, err)
		}
		services[c] = service
	}
	for o := range from {
		g.Distances(from[o], km)
		for c, service := range services {
			for j := range to {
				ms := g.DelayOver(m.constants, service, from[o], to[j], km[to[j]])
				perGbps := float64(s.Dispatch.NetworkCNYPerGbpsKm * km[to[j]])
				if math.IsNaN(ms) || math.IsNaN(perGbps) {
					ms, perGbps = math.Inf(1), 0
				}
				cluster := &s.Clusters[j]
				m.delay = append(m.delay, ms)
				m.fixed = append(m.fixed, cluster.RentCNY+cluster.PreferenceCNY+float64(perGbps*s.Classes[c].GbpsPerRack)+
					trace(s.Origins[o].ID, s.Classes[c].ID, cluster.ID))
			}
		}
	}
	return nil
}

// trace is a number below a thousandth, given by names alone. The hash is finished as in
// SplitMix64: by itself FNV turns like names into like differences, and ties would stay.
func trace(names ...string) float64 {
	h := fnv.New64a()
	for _, n := range names {
		h.Write([]byte(n))
		h.Write([]byte{0})
	}
	z := h.Sum64()
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	z ^= z >> 31
	return float64(z>>11) / (1 << 53) / 1000
}

// prices are what the electricity of a rack costs a month at a PUE of 1, and the PUE by
// which it is multiplied as long as nothing has been metered: that of a year at the load
// of the start.
func (m *market) prices(p *Plan) {
	for i := range p.clusters {
		c := &p.clusters[i]
		load, pue := 0., 0.
		for f := range c.fleets {
			fleet := &c.fleets[f]
			share, u := fleet.existing, float64(c.c.Utilisation*fleet.loadFactor)
			if c.c.Racks == 0 { // the first tenants will find the halls to be built empty
				share, u = c.build[f], 0
			}
			load += float64(share * fleet.loadFactor)
			pue += float64(share * fleet.offset)
			for n, part := range c.startOf(f) {
				plant := &c.plants[fleet.plants.from+n]
				at := plant.At(u)
				year := at.Year(&plant.weather)
				pue += float64(part * year.PUE())
			}
		}
		m.kWhCNY = append(m.kWhCNY, float64(p.Scenario.Rack.DesignKW*load*hoursPerMonth)*c.c.ElectricityCNY)
		m.startPUE = append(m.startPUE, max(1, pue))
	}
}

// ranks orders the columns of each row by distance: home first, then by delay, then by id.
func (m *market) ranks(s *model.Scenario) {
	for row := range m.rows {
		order := make([]int, m.columns)
		for j := range order {
			order[j] = j
		}
		home := m.home[row/m.classes*m.columns:]
		slices.SortFunc(order, func(a, b int) int {
			switch {
			case home[a] != home[b]:
				if home[a] {
					return -1
				}
				return 1
			default:
				return cmp.Or(cmp.Compare(m.delay[row*m.columns+a], m.delay[row*m.columns+b]), cmp.Compare(s.Clusters[a].ID, s.Clusters[b].ID))
			}
		})
		m.rank = append(m.rank, order...)
	}
}

package sim

import (
	"cmp"
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

	home       []bool // by origin and column
	homes      []bool // by column: of any origin
	net        *transport
	service    []int      // by class: which of the transport's services
	crosses    []bool     // by origin and column: its traffic goes through the gateway
	near       []nearness // by state of the network
	budget     []float64  // by class: ms
	tail       []float64  // by class: its percentile of queueing over the mean
	gbps       []float64  // by class: of a rack
	kWhCNY     []float64  // by column: CNY a rack and month at a PUE of 1
	startPUE   []float64  // by column, before any energy has been used
	start      []float64  // by row and column: racks placed and occupied at the start
	nearest    bool       // the market takes the nearest racks, not the logit's
	logitScale float64    // CNY
	size       float64    // exponent of free racks in the logit
	mismatch   []float64  // by row: racks that the start holds beyond what is wanted
}

// nearness is what the paths of a state of the network mean to the market.
type nearness struct {
	rank  []int     // by row: columns from the nearest on, those at home first
	fixed []float64 // by row and column: CNY a rack and month without electricity
}

// hoursPerMonth is the mean over a Julian year.
const hoursPerMonth = 8766. / 12

// compileMarket works out the market of a scenario with origins; nil without.
func (p *Plan) compileMarket() (*market, error) {
	s := p.Scenario
	if len(s.Origins) == 0 {
		return nil, nil
	}
	m := &market{
		origins: len(s.Origins), classes: len(s.Classes), columns: len(s.Clusters),
		rows:       len(s.Origins) * len(s.Classes),
		net:        p.transport,
		logitScale: s.Dispatch.LogitScaleCNY,
		size:       s.Dispatch.SizeExponent,
		nearest:    s.Dispatch.Policy == "local-first" || s.Dispatch.Policy == "mix" && s.Dispatch.Market == "local-first",
	}
	m.homeClusters(s)
	m.overTime(p)
	m.classConstants(s)
	m.crossing()
	for _, st := range m.net.states {
		m.near = append(m.near, nearness{m.ranks(s, st), m.fixedCosts(s, st)})
	}
	m.prices(p)
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
				m.wanted = append(m.wanted, float64(wanted*season)*shock(s, &s.Origins[o], class, t)*p.demandFactor(k, o))
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
		m.tail = append(m.tail, m.net.constants.Tail(c.Percentile))
		m.gbps = append(m.gbps, c.GbpsPerRack)
		service, _ := network.ParseService(c.Service) // compileTransport has
		m.service = append(m.service, slices.Index(m.net.services, service))
	}
}

// lane is the first way of a row: those to all columns follow.
func (m *market) lane(row int) int {
	return (row/m.classes*len(m.net.services) + m.service[row%m.classes]) * m.columns
}

// delays are the ms from a row to all columns on the empty network of a state; +Inf where no
// path leads.
func (m *market) delays(st *netState, row int) []float64 {
	return st.ways.empty[m.lane(row):][:m.columns]
}

// crossing says whose traffic goes through a gateway: all that does not arise behind it. What
// arises in the cluster's own place comes from its whole region.
func (m *market) crossing() {
	for _, from := range m.net.origins {
		for j, to := range m.net.clusters {
			e := m.net.gateway[j]
			m.crosses = append(m.crosses, e < 0 || from == to || !m.net.elements[e].inside[from])
		}
	}
}

// fixedCosts are rent, preference, and the network by its route, and a trace of a CNY by the
// names, so that a tie is broken in the same way in whatever order they stand.
func (m *market) fixedCosts(s *model.Scenario, st *netState) []float64 {
	var out []float64
	for o := range m.origins {
		for c := range m.classes {
			for j := range m.columns {
				cluster := &s.Clusters[j]
				perGbps := float64(s.Dispatch.NetworkCNYPerGbpsKm * st.km[o*m.columns+j])
				if math.IsNaN(perGbps) {
					perGbps = 0 // the delay forbids it
				}
				out = append(out, cluster.RentCNY+cluster.PreferenceCNY+float64(perGbps*s.Classes[c].GbpsPerRack)+
					trace(s.Origins[o].ID, s.Classes[c].ID, cluster.ID))
			}
		}
	}
	return out
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
func (m *market) ranks(s *model.Scenario, st *netState) []int {
	var out []int
	for row := range m.rows {
		order := make([]int, m.columns)
		for j := range order {
			order[j] = j
		}
		home, delay := m.home[row/m.classes*m.columns:], m.delays(st, row)
		slices.SortFunc(order, func(a, b int) int {
			switch {
			case home[a] != home[b]:
				if home[a] {
					return -1
				}
				return 1
			default:
				return cmp.Or(cmp.Compare(delay[a], delay[b]), cmp.Compare(s.Clusters[a].ID, s.Clusters[b].ID))
			}
		})
		out = append(out, order...)
	}
	return out
}

package sim

import (
	"fmt"
	"math"

	"hubcap/model/dispatch"
)

// placing is the state of dispatched demand, and the memory to dispatch it.
type placing struct {
	placed   []float64 // by row and column: racks under contract
	occupied []float64 // by row and column: racks in operation
	traffic  []float64 // by column: Gbit/s through the gateway, mean, of tenants and background
	flow     []float64 // by origin, service and column: Gbit/s, mean, of tenants
	eligible []float64 // by scope (clusters, then groups): demand that may be placed there
	broken   []float64 // by column: racks whose contracts the delay ended in this step
	most     []float64 // by group: of one row, what suits its clusters
	unserved []float64 // by row and reason

	open   dispatch.Problem // all that is within the delay budget
	bound  dispatch.Problem // the same, at home only
	supply []float64        // by row: willing demand that is free
	left   []float64        // by row: of it, what the market did not place
	stuck  []float64        // by row: demand bound to home that found no rack there
	room   []float64        // by column: racks free
	lets   []float64        // by column: racks that can be let
	signed []float64        // by column: those that are
	totals []float64        // by column: of one table
	pue    []float64        // by column
	load   []float64        // by element: Gbit/s, mean
	queue  []float64        // by element: mean wait, ms
	wait   []float64        // by origin, service and column: mean wait at the bottleneck, ms
	power  []float64        // by column: electricity, CNY a rack and month
	worth  []float64        // by column: what its size is worth to the logit, CNY a rack and month
	offer  []float64        // by row and column: cost as the logit sees it
	least  *dispatch.LeastCost
	logit  *dispatch.Logit
	ranked *dispatch.Ranked
	why    *dispatch.Unserved
}

func (p *Plan) newPlacing() *placing {
	m := p.market
	size := m.rows * m.columns
	d := &placing{
		placed: make([]float64, size), occupied: make([]float64, size),
		traffic: make([]float64, m.columns), eligible: make([]float64, m.columns+len(p.groups)), broken: make([]float64, m.columns), most: make([]float64, len(p.groups)),
		unserved: make([]float64, m.rows*dispatch.Reasons),
		supply:   make([]float64, m.rows), left: make([]float64, m.rows), stuck: make([]float64, m.rows),
		room: make([]float64, m.columns), lets: make([]float64, m.columns), signed: make([]float64, m.columns),
		flow: make([]float64, len(m.net.states[0].ways.empty)), wait: make([]float64, len(m.net.states[0].ways.empty)),
		load: make([]float64, len(m.net.elements)), queue: make([]float64, len(m.net.elements)), power: make([]float64, m.columns), worth: make([]float64, m.columns),
		totals: make([]float64, m.columns), pue: make([]float64, m.columns),
		least:  dispatch.NewLeastCost(m.rows, m.columns),
		logit:  dispatch.NewLogit(m.rows, m.columns),
		ranked: dispatch.NewRanked(m.rows, m.columns),
		why:    dispatch.NewUnserved(m.columns),
		offer:  make([]float64, size),
	}
	flow := make([]float64, size) // one after the other, both write theirs here
	for _, problem := range []*dispatch.Problem{&d.open, &d.bound} {
		*problem = dispatch.Problem{Rows: m.rows, Columns: m.columns, Cost: make([]float64, size),
			Supply: make([]float64, m.rows), Capacity: make([]float64, m.columns), Flow: flow}
	}
	return d
}

// dispatch places the demand of step k. Delay and prices are those that the last step
// left behind: today's contracts are made on yesterday's load, and so there is nothing to
// iterate.
func (r *Run) dispatch(k int) error {
	m, d := r.plan.market, r.market
	for j := range r.states {
		d.lets[j] = float64(r.states[j].total * r.plan.clusters[j].c.Demand.MaxUtilisation)
		d.pue[j] = r.pueOfYear(k-1, j)
	}
	r.plan.price(d, k)
	r.plan.suit(d, k)
	m.release(d, k)
	m.free(d, k)
	if err := m.place(d, k); err != nil {
		return fmt.Errorf("%s: %w", r.plan.Dates[k], err)
	}
	d.why.Explain(&d.open, d.stuck, d.left, d.room, d.unserved)
	m.occupy(d, k, r.states, r.plan.clusters)
	return nil
}

// reset puts the start down: who is there is there to stay until contracts end. What is
// wanted beyond that has not looked for racks yet, so there is no reason why it has none.
func (d *placing) reset(m *market) {
	copy(d.placed, m.start)
	copy(d.occupied, m.start)
	d.least.Reset()
	for i := range d.unserved {
		d.unserved[i] = math.NaN()
	}
}

// pueOfYear is the PUE by which electricity is billed: of the twelve months to the end
// of a step, or of all there are.
func (r *Run) pueOfYear(k, j int) float64 {
	if year := r.since(max(0, r.plan.lastYear[k]), k, j); year.it > 0 {
		return year.facility / year.it
	}
	return r.plan.market.startPUE[j]
}

// price says what every place costs, and forbids those that are too far: by the delay of
// the empty network and the queueing that the traffic of the last step makes at the
// bottleneck of today.
func (p *Plan) price(d *placing, k int) {
	m, st := p.market, p.transport.state(k)
	near := &m.near[p.transport.stateOf[k]]
	if len(d.queue) > 0 {
		p.loads(k, d.traffic, d.flow, d.load)
		p.transport.queues(k, d.load, d.queue)
		for w := range d.wait {
			d.wait[w] = longest(st.ways.of(w), d.queue)
		}
	}
	for j := range m.columns {
		d.power[j] = float64(m.kWhCNY[j] * d.pue[j])
	}
	for row := range m.rows {
		class, from := row%m.classes, row*m.columns
		budget, tail := m.budget[class], m.tail[class]
		home := m.home[row/m.classes*m.columns:][:m.columns]
		open, bound := d.open.Cost[from:][:m.columns], d.bound.Cost[from:][:m.columns]
		delay, fixed, wait := m.delays(st, row), near.fixed[from:][:m.columns], d.wait[m.lane(row):][:m.columns]
		for j, atHome := range home {
			open[j], bound[j] = math.Inf(1), math.Inf(1)
			if !(delay[j]+float64(wait[j]*tail) <= budget) {
				continue
			}
			open[j] = fixed[j] + d.power[j]
			if atHome {
				bound[j] = open[j]
			}
		}
	}
}

// suit counts for every scope the demand that may be placed there: within its budget, and
// at home or willing. What suits several clusters of a group counts once.
func (p *Plan) suit(d *placing, k int) {
	m := p.market
	clear(d.eligible)
	clusters, groups := d.eligible[:m.columns], d.eligible[m.columns:]
	for row := range m.rows {
		home := m.home[row/m.classes*m.columns:][:m.columns]
		wanted := m.wanted[k*m.rows+row]
		willing := float64(m.willing[k*m.classes+row%m.classes] * wanted)
		clear(d.most)
		most := 0.
		for j, cost := range d.open.Cost[row*m.columns:][:m.columns] {
			if cost > math.MaxFloat64 {
				continue
			}
			suits := willing
			if home[j] {
				suits = wanted
			}
			clusters[j] += suits
			hub := p.hubOf[j]
			d.most[hub], most = max(d.most[hub], suits), max(most, suits)
		}
		d.most[len(groups)-1] = most // of all
		for g, suits := range d.most {
			groups[g] += suits
		}
	}
}

// reachable is the demand that could be placed on some clusters if nothing were loaded.
func (m *market) reachable(k int, members []int) float64 {
	total, st := 0., m.net.state(k)
	for row := range m.rows {
		delay := m.delays(st, row)
		wanted := m.wanted[k*m.rows+row]
		most := 0.
		for _, j := range members {
			if !(delay[j] <= m.budget[row%m.classes]) {
				continue
			}
			if m.home[row/m.classes*m.columns+j] {
				most = wanted
			} else {
				most = max(most, float64(m.willing[k*m.classes+row%m.classes]*wanted))
			}
		}
		total += most
	}
	return total
}

// release ends contracts: those that run out, those that the delay has broken, whose
// tenants leave at once, and those that the demand or the racks no longer carry.
func (m *market) release(d *placing, k int) {
	clear(d.totals)
	clear(d.broken)
	for row := range m.rows {
		keep := 1 - m.released[k*m.classes+row%m.classes]
		racks, open := d.placed[row*m.columns:][:m.columns], d.open.Cost[row*m.columns:][:m.columns]
		total := 0.
		for j := range racks {
			if open[j] > math.MaxFloat64 {
				d.broken[j] += racks[j]
				racks[j], d.occupied[row*m.columns+j] = 0, 0
			}
			racks[j] *= keep
			total += racks[j]
		}
		if wanted := m.wanted[k*m.rows+row]; total > wanted {
			for j := range racks {
				racks[j] *= wanted / total
			}
		}
		for j := range racks {
			d.totals[j] += racks[j]
		}
	}
	for j, total := range d.totals {
		if total > d.lets[j] {
			dispatch.Scale(d.placed[j:], m.columns, d.lets[j])
			total = d.lets[j]
		}
		d.room[j] = d.lets[j] - total
	}
}

// free says what demand is looking for racks: what may leave home, and what is bound to it.
func (m *market) free(d *placing, k int) {
	for row := range m.rows {
		home := m.home[row/m.classes*m.columns:]
		total, away := 0., 0.
		for j, racks := range d.placed[row*m.columns : (row+1)*m.columns] {
			total += racks
			if !home[j] {
				away += racks
			}
		}
		wanted := m.wanted[k*m.rows+row]
		unplaced := wanted - total
		if unplaced < float64(dust*wanted) {
			unplaced = 0 // what rounding left
		}
		d.supply[row] = min(unplaced, max(0, float64(m.willing[k*m.classes+row%m.classes]*wanted)-away))
		d.bound.Supply[row] = unplaced - d.supply[row]
	}
}

// place finds racks: first for what is bound to home, at home; then the market, each for
// itself, among its share of the free racks; then the platform, which sees all that are
// left; then the market once more, so that no rack stays free that somebody wants.
func (m *market) place(d *placing, k int) error {
	copy(d.bound.Capacity, d.room)
	rank := m.near[m.net.stateOf[k]].rank
	d.ranked.Place(&d.bound, rank)
	m.take(d, d.bound.Supply, d.stuck)

	platform := m.platform[k]
	if platform < 1 {
		for row, racks := range d.supply {
			d.open.Supply[row] = float64((1 - platform) * racks)
		}
		for j, racks := range d.room {
			d.open.Capacity[j] = float64((1 - platform) * racks)
		}
		m.trade(d, rank)
		m.take(d, d.open.Supply, d.left)
	} else {
		clear(d.left)
	}
	if platform > 0 {
		for row, racks := range d.supply {
			d.open.Supply[row] = float64(platform * racks)
		}
		copy(d.open.Capacity, d.room)
		if err := d.least.Solve(&d.open); err != nil {
			return err
		}
		m.take(d, d.open.Supply, d.supply)
		if platform < 1 {
			copy(d.open.Supply, d.left)
			copy(d.open.Capacity, d.room)
			m.trade(d, rank)
			m.take(d, d.open.Supply, d.left)
		}
	} else {
		clear(d.supply)
	}
	for row := range d.left {
		d.left[row] += d.supply[row]
	}
	return nil
}

// trade lets the market place the open problem. To the logit a cluster with many free
// racks is many offers: their number to the power of the size exponent multiplies its
// weight, as if it were cheaper by so much.
func (m *market) trade(d *placing, rank []int) {
	if m.nearest {
		d.ranked.Place(&d.open, rank)
		return
	}
	for j, room := range d.room {
		d.worth[j] = 0
		if room > 0 && m.size > 0 {
			d.worth[j] = float64(m.logitScale * m.size * math.Log(room))
		}
	}
	for at := 0; at < len(d.offer); at += m.columns {
		cost := d.open.Cost[at:][:m.columns]
		for j, worth := range d.worth {
			d.offer[at+j] = cost[j] - worth
		}
	}
	offers := d.open
	offers.Cost = d.offer
	d.logit.Place(&offers, m.logitScale)
}

// dust is the share of a demand that is rounding.
const dust = 1e-12

// take adds the flow to the contracts and takes it from the free racks; left is what of
// the supply was not placed.
func (m *market) take(d *placing, supply, left []float64) {
	for row := range m.rows {
		rest := supply[row]
		if rest > 0 {
			for j, racks := range d.open.Flow[row*m.columns : (row+1)*m.columns] {
				if racks > 0 {
					d.placed[row*m.columns+j] += racks
					d.room[j] = max(0, d.room[j]-racks)
					rest -= racks
				}
			}
		}
		if rest < float64(dust*supply[row]) {
			rest = 0 // what rounding left
		}
		left[row] = rest
	}
}

// occupy lets tenants move in and out towards their contracts, never beyond the racks that
// are there, and counts their traffic.
func (m *market) occupy(d *placing, k int, states []state, clusters []cluster) {
	moved := m.moved[k*m.columns:][:m.columns]
	clear(d.totals)
	clear(d.signed)
	for at := 0; at < len(d.placed); at += m.columns {
		placed, occupied := d.placed[at:][:m.columns], d.occupied[at:][:m.columns]
		for j, share := range moved {
			occupied[j] += float64((placed[j] - occupied[j]) * share)
			d.totals[j] += occupied[j]
			d.signed[j] += placed[j]
		}
	}
	for j := range states {
		s := &states[j]
		s.placed, s.occupied = d.signed[j], d.totals[j]
		if s.occupied > s.total {
			dispatch.Scale(d.occupied[j:], m.columns, s.total)
			s.occupied = s.total
		}
		d.traffic[j] = clusters[j].c.BackgroundGbps
	}
	clear(d.flow)
	for row := range m.rows {
		gbps := m.gbps[row%m.classes]
		crosses, flow := m.crosses[row/m.classes*m.columns:][:m.columns], d.flow[m.lane(row):][:m.columns]
		for j, racks := range d.occupied[row*m.columns:][:m.columns] {
			tenants := float64(gbps * racks)
			flow[j] += tenants
			if crosses[j] {
				d.traffic[j] += tenants
			}
		}
	}
}

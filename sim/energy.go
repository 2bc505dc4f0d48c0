package sim

import (
	"math"
	"slices"

	"hubcap/model/demand"
	"hubcap/model/energy"
)

// power is what a set of racks draws, as means over a step in MW, and what goes with it.
type power struct {
	it         float64
	electrical float64
	misc       float64
	fans       float64
	cooling    float64
	asOperated float64
	peak       float64 // MW in the hottest hours at the IT load of the peak hour
	water      float64 // m3/h
	apart      float64 // of facility: racks that are accounted for apart
}

// facility is the sum of the parts.
func (w *power) facility() float64 {
	return w.it + w.electrical + w.misc + w.fans + w.cooling + w.asOperated
}

func (w *power) add(v *power) {
	w.it += v.it
	w.electrical += v.electrical
	w.misc += v.misc
	w.fans += v.fans
	w.cooling += v.cooling
	w.asOperated += v.asOperated
	w.peak += v.peak
	w.water += v.water
	w.apart += v.apart
}

// meter is the energy of a scope in a step, MWh.
type meter struct{ facility, it, assessed float64 }

// compileEnergy fills in what depends on the date alone.
func (c *cluster) compileEnergy(p *Plan) {
	m, b := c.c, &c.c.Build
	c.annuity = b.CapexCNYPerRack * energy.Annuity(b.DiscountPerYear, b.AssetLifeYears)
	for _, t := range p.time {
		years := t / 12
		connected := math.NaN()
		if len(c.grid.T) > 0 {
			connected = c.grid.At(t)
		}
		c.connection = append(c.connection, connected)
		c.renewable = append(c.renewable, energy.Renewable(m.RenewableShare, m.RenewableRise, m.RenewableMax, years))
		c.gridFactor = append(c.gridFactor, energy.GridFactor(m.GridFactor, m.GridFactorDecline, years))
	}
}

// recordFleets writes the stocks of a cluster's fleets, what they compute, and the
// cluster's design PUE. What is measured over a step has no value yet.
func (r *Run) recordFleets(k, i int) {
	p, c, s := r.plan, &r.plan.clusters[i], &r.states[i]
	row := r.row(k, i)
	for q := itLoad; q <= costPerRack; q++ {
		row[q] = math.NaN()
	}
	for q := fp32; q <= fp16Head; q++ {
		row[q] = 0
	}
	row[gridConnection] = c.connection[k]
	demand.Spread(s.occupied, s.fleets, c.fills, s.filled)
	designs := 0.
	for f := range c.fleets {
		sum := 0.
		for n := c.fleets[f].plants.from; n < c.fleets[f].plants.to; n++ {
			sum += float64(s.plants[n] * c.plants[n].design)
		}
		designs += sum
		at := r.fleetRow(k, c.fleetsAt+f)
		for q := range at {
			at[q] = math.NaN()
		}
		at[fleetRacks], at[fleetOccupied] = s.fleets[f], s.filled[f]
		at[fleetUtilisation], at[fleetDesign] = s.filled[f]/s.fleets[f], sum/s.fleets[f]
		kind := c.fleets[f].computing
		const eflops = 1e-6 // of a TFLOPS
		row[fp32Kinds+kind] += float64(s.filled[f] * p.tflops[k][kind][0] * eflops)
		row[fp16Kinds+kind] += float64(s.filled[f] * p.tflops[k][kind][1] * eflops)
	}
	row[design] = designs / s.total
	for kind := range p.tflops[k] {
		row[fp32] += row[fp32Kinds+kind]
		row[fp16] += row[fp16Kinds+kind]
	}
	p.perHead(row, 0)
}

// load works out the power of a step from the means of its two ends, fleet by fleet, and
// what follows from it.
func (r *Run) load(k, i int) {
	p, c, s := r.plan, &r.plan.clusters[i], &r.states[i]
	row := r.row(k, i)
	racks := 0.
	for f := range c.fleets {
		s.mean[f] = 0
		for n := c.fleets[f].plants.from; n < c.fleets[f].plants.to; n++ {
			s.mean[f] += (s.before[n] + s.plants[n]) / 2
		}
		racks += s.mean[f]
	}
	occupied := (s.held + s.occupied) / 2
	demand.Spread(occupied, s.mean, c.fills, s.filled)
	var all power
	for f := range c.fleets {
		w := r.fleetPower(k, i, f)
		all.add(&w)
		r.recordPower(k, r.scopes()+c.fleetsAt+f, r.fleetRow(k, c.fleetsAt+f), &w)
	}
	hours := 24 * p.days[k]
	row[itLoad], row[electrical], row[misc], row[fans] = all.it, all.electrical, all.misc, all.fans
	row[cooling], row[asOperated], row[facilityLoad] = all.cooling, all.asOperated, all.facility()
	row[facilityPeak] = all.peak
	row[energyUsed] = float64(all.facility() * hours)
	row[apart] = float64(all.apart * hours)
	if row[assessed] = row[energyUsed] - row[apart]; row[assessed] < float64(dust*row[energyUsed]) {
		row[assessed] = 0 // rounding
	}
	row[renewable] = c.renewable[k]
	row[carbon], row[carbonGrid] = energy.Carbon(row[energyUsed], c.gridFactor[k], c.renewable[k])
	row[water] = float64(all.water * hours)
	months := p.time[k] - p.time[k-1]
	row[costElectricity] = row[energyUsed] * 1000 * c.c.ElectricityCNY
	row[costWater] = row[water] * c.c.WaterCNY
	row[costMaintenance] = racks * months / 12 * c.c.MaintenanceCNY
	row[opex] = row[costElectricity] + row[costWater] + row[costMaintenance]
	row[costCapital] = racks * months / 12 * c.annuity
	r.meter(k, i, row)
	r.quotients(k, i, row)
}

// fleetPower is the power of a fleet in a step.
func (r *Run) fleetPower(k, i, f int) (w power) {
	p, c, s := r.plan, &r.plan.clusters[i], &r.states[i]
	fleet := &c.fleets[f]
	if !(s.mean[f] > 0) {
		return w
	}
	w.it = float64(s.filled[f] * p.designMW * fleet.loadFactor)
	u := w.it / float64(s.mean[f]*p.designMW)
	dry := 0.
	if c.warmth != nil {
		dry = c.warmth[p.yearOf[k]]
	}
	wet := float64(dry * p.Scenario.Climate.WetBulbShare)
	var hottest [12]float64 // PUE in the hottest hours of each month of the step
	for n := fleet.plants.from; n < fleet.plants.to; n++ {
		both := s.before[n] + s.plants[n]
		if !(both > 0) {
			continue
		}
		plant, share := &c.plants[n], both/2/s.mean[f]
		apart := (s.aparts[n] + s.apart[n]) / both
		at := plant.At(u)
		for j, month := range p.months[k] {
			parts := at.OverShifted(plant.weather[month.month], dry, wet)
			physical := parts.PUE()
			operated := max(1, physical+fleet.offset)
			it := float64(w.it * share * month.weight)
			w.electrical += float64(it * parts.Electrical)
			w.misc += float64(it * parts.Misc)
			w.fans += float64(it * parts.Fans)
			w.cooling += float64(it * parts.Cooling)
			w.asOperated += float64(it * (operated - physical))
			w.water += float64(it * parts.Water)
			w.apart += float64(it * operated * apart)
			hour := &c.hottest[month.month]
			parts = at.Moment(hour.DryBulb, hour.WetBulb, hour.Pressure)
			hottest[j] += float64(share * max(1, parts.PUE()+fleet.offset))
		}
	}
	peak := min(float64(w.it*c.c.PeakFactor), float64(s.filled[f]*p.designMW))
	w.peak = max(w.facility(), float64(peak*slices.Max(hottest[:len(p.months[k])])))
	return w
}

// meter notes the energy of a scope in a step.
func (r *Run) meter(k, scope int, row []float64) {
	hours := 24 * r.plan.days[k]
	r.metered[k*r.meters()+scope] = meter{row[energyUsed], float64(row[itLoad] * hours), row[assessed]}
}

// meters is the number of scopes whose energy is metered.
func (r *Run) meters() int { return r.scopes() + r.plan.fleets }

// recordPower writes what a fleet has drawn in a step.
func (r *Run) recordPower(k, scope int, row []float64, w *power) {
	hours := 24 * r.plan.days[k]
	row[fleetIT], row[fleetElectrical], row[fleetMisc], row[fleetFans] = w.it, w.electrical, w.misc, w.fans
	row[fleetCooling], row[fleetAsOperated], row[fleetFacility] = w.cooling, w.asOperated, w.facility()
	row[fleetEnergy] = float64(w.facility() * hours)
	r.metered[k*r.meters()+scope] = meter{row[fleetEnergy], float64(w.it * hours), 0}
	row[fleetPUE] = row[fleetEnergy] / float64(w.it*hours)
	if from := r.plan.lastYear[k]; from >= 0 {
		year := r.since(from, k, scope)
		row[fleetTrailing] = year.facility / year.it
	}
}

// quotients fills in what is a quotient of sums, and the sums over the trailing year.
func (r *Run) quotients(k, scope int, row []float64) {
	p := r.plan
	hours, months := 24*p.days[k], p.time[k]-p.time[k-1]
	it := float64(row[itLoad] * hours)
	row[operating] = row[energyUsed] / it
	row[gridLoad] = math.NaN()
	if row[gridConnection] > 0 {
		row[gridLoad] = row[facilityPeak] / row[gridConnection]
	}
	row[costPerRack] = math.NaN()
	if rackMonths := (r.row(k-1, scope)[occupied] + row[occupied]) / 2 * months; rackMonths > 0 {
		row[costPerRack] = (row[opex] + row[costCapital]) / rackMonths
	}
	row[trailing], row[energyYear], row[assessedYear] = math.NaN(), math.NaN(), math.NaN()
	if from := p.lastYear[k]; from >= 0 {
		year := r.since(from, k, scope)
		const twh = 1e-6                         // of a MWh
		share := 12 / (p.time[k] - p.time[from]) // steps of a week make a year and some days
		row[trailing] = year.facility / year.it
		row[energyYear], row[assessedYear] = float64(year.facility*twh)*share, float64(year.assessed*twh)*share
	}
}

// since sums the energy of a scope over the steps after one up to another. The steps are
// summed anew each time: a difference of totals since the start would be all rounding once
// little is left.
func (r *Run) since(from, to, scope int) (sum meter) {
	width := r.meters()
	for at := (from+1)*width + scope; at <= to*width+scope; at += width {
		m := &r.metered[at]
		sum.facility += m.facility
		sum.it += m.it
		sum.assessed += m.assessed
	}
	return sum
}

// fleetRow is the columns of a fleet, counted over all clusters, after a step.
func (r *Run) fleetRow(k, fleet int) []float64 {
	from := k*r.width + r.plan.fleetsAt + fleet*perFleet
	return r.Values[from : from+perFleet]
}

package sim

import (
	"fmt"
	"slices"

	"hubcap/model"
	"hubcap/model/climate"
	"hubcap/model/growth"
	"hubcap/model/pue"
)

// fleet is a part of a cluster's racks with one cooling technology and one kind of
// computing.
type fleet struct {
	plants     span    // its plants: one, or with classes by build year one for each class
	halls      span    // its halls, the oldest first
	existing   float64 // share of the racks at the start
	loadFactor float64
	offset     float64 // as-operated addition to the physical PUE
	computing  int     // index of model.ComputingKinds
	liquid     bool
}

// span is a range of indices: from, and up to but without to.
type span struct{ from, to int }

// plant is what cools the racks of one fleet and class.
type plant struct {
	pue.Plant
	technology pue.Technology
	weather    pue.Weather
	design     float64 // annual PUE at full load
}

// hall is the racks of one fleet and class that were built in one year.
type hall struct {
	plant int
	class pue.Class
	year  int     // 0 where the scenario does not say
	start float64 // share of the cluster's racks at the start
	apart bool    // new, and accounted for in a ledger of its own
}

// delivery says which halls racks join that go into service in a step, by class; what is
// left of the arrays is 0.
type delivery struct {
	hall  [classes]int
	share [classes]float64
}

// classes is the number of build classes.
const classes = 4

// fleetOf is the index of a fleet by its id, or -1.
func fleetOf(c *model.Cluster, id string) int {
	return slices.IndexFunc(c.Fleets, func(f model.Fleet) bool { return f.ID == id })
}

// compileFleets lays out plants and halls: those of the start, and for each fleet those
// that a year of the horizon may add. Like is the cluster in a plan of the same climate, or nil.
func (c *cluster) compileFleets(p *Plan, like *cluster) error {
	s := p.Scenario
	years := p.years
	rates := []float64{}
	for i := range c.c.Fleets {
		f := &c.c.Fleets[i]
		technology, ok := pue.ParseTechnology(f.Technology)
		kind := slices.Index(model.ComputingKinds(), f.Computing)
		if !ok || kind < 0 {
			return fmt.Errorf("cluster %s: fleet %s: unknown technology %q or computing %q", c.c.ID, f.ID, f.Technology, f.Computing)
		}
		if _, err := classShares(f.Class, unknownYear); err != nil {
			return fmt.Errorf("cluster %s: fleet %s: %w", c.c.ID, f.ID, err)
		}
		out := fleet{
			plants: span{len(c.plants), len(c.plants)}, halls: span{len(c.halls), len(c.halls)},
			existing: f.ExistingShare, loadFactor: c.c.LoadFactor, offset: c.c.PUEOffset,
			computing: kind, liquid: technology.Liquid(),
		}
		if f.LoadFactor != nil {
			out.loadFactor = *f.LoadFactor
		}
		if f.PUEOffset != nil {
			out.offset = *f.PUEOffset
		}
		out.offset += p.siteOffset(c.c, f)
		c.compileHalls(s, f, &out, technology, years)
		c.fleets = append(c.fleets, out)
		c.fills = append(c.fills, f.Fill)
		rates = append(rates, f.BuildGrowthPerYear)
	}
	if err := c.weather(p, like); err != nil {
		return err
	}
	c.build = make([]float64, len(p.Dates)*len(c.fleets))
	shares := builds(c.c)
	for k, t := range p.time {
		growth.Odds(shares, rates, t/12, c.build[k*len(c.fleets):][:len(c.fleets)])
	}
	for _, year := range years {
		for f := range c.fleets {
			c.joins = append(c.joins, c.join(f, year))
		}
	}
	return nil
}

// builds are the weights of the fleets in what a cluster builds: those of its programme;
// without one, those of its projects, or else of its racks at the start.
func builds(c *model.Cluster) []float64 {
	n := len(c.Fleets)
	programme, projects, existing := make([]float64, n), make([]float64, n), make([]float64, n)
	for i, f := range c.Fleets {
		programme[i], existing[i] = f.BuildShare, f.ExistingShare
	}
	for _, j := range c.Projects {
		projects[fleetOf(c, j.Fleet)] += j.Racks
	}
	for _, weights := range [][]float64{programme, projects} {
		if slices.Max(weights) > 0 {
			return weights
		}
	}
	return existing
}

// classShares are the shares of the classes in what is built in a year.
func classShares(class string, year int) (shares [classes]float64, err error) {
	if class == model.ByBuildYear {
		return pue.ByBuildYear(year), nil
	}
	k, ok := pue.ParseClass(class)
	if !ok {
		return shares, fmt.Errorf("unknown class %q", class)
	}
	shares[k] = 1
	return shares, nil
}

// compileHalls adds the halls of a fleet, and a plant for each class among them.
func (c *cluster) compileHalls(s *model.Scenario, f *model.Fleet, out *fleet, technology pue.Technology, years []int) {
	plantOf := [classes]int{-1, -1, -1, -1}
	add := func(year int, racks float64) {
		shares, _ := classShares(f.Class, year)
		for k, share := range shares {
			class := pue.Class(k)
			if share == 0 || slices.ContainsFunc(c.halls[out.halls.from:], func(h hall) bool { return h.year == year && h.class == class }) {
				continue // a year of the horizon may be one of the start's
			}
			if plantOf[k] < 0 {
				plantOf[k] = len(c.plants)
				c.plants = append(c.plants, plant{Plant: pue.New(technology, class), technology: technology})
			}
			c.halls = append(c.halls, hall{plant: plantOf[k], class: class, year: year, start: float64(racks * share),
				apart: s.Energy.Ledgers == "apart" && float64(year) >= s.Energy.ApartFromYear})
		}
	}
	switch {
	case f.ExistingShare == 0:
	case f.BuiltFrom == nil || f.BuiltTo == nil:
		add(unknownYear, f.ExistingShare)
	default:
		from, to := int(*f.BuiltFrom), int(*f.BuiltTo)
		for year := from; year <= to; year++ {
			add(year, f.ExistingShare/float64(to-from+1))
		}
	}
	for _, year := range years {
		add(year, 0)
	}
	out.plants.to, out.halls.to = len(c.plants), len(c.halls)
}

// unknownYear stands for the year of halls of which the scenario does not say when they
// were built: before all others.
const unknownYear = 0

// join finds the halls that racks of a fleet join in a year.
func (c *cluster) join(f, year int) (d delivery) {
	shares, _ := classShares(c.c.Fleets[f].Class, year)
	n := 0
	for k, share := range shares {
		if share == 0 {
			continue
		}
		for h := c.fleets[f].halls.from; h < c.fleets[f].halls.to; h++ {
			if c.halls[h].year == year && c.halls[h].class == pue.Class(k) {
				d.hall[n], d.share[n] = h, share
				n++
			}
		}
	}
	return d
}

// startOf is the shares of a fleet's plants in the racks of the cluster at the start; in a
// cluster without racks, in what is built first.
func (c *cluster) startOf(f int) []float64 {
	fleet := &c.fleets[f]
	out := make([]float64, fleet.plants.to-fleet.plants.from)
	if c.c.Racks > 0 {
		for _, h := range c.halls[fleet.halls.from:fleet.halls.to] {
			out[h.plant-fleet.plants.from] += h.start
		}
		return out
	}
	for n, share := range c.joins[f].share {
		if share == 0 {
			break
		}
		out[c.halls[c.joins[f].hall[n]].plant-fleet.plants.from] += float64(c.build[f] * share)
	}
	return out
}

// weather gives each plant the weather of today at the cluster's station, and works out its
// PUE by design: most of what a plan takes, so a plan of the same climate hands it on.
func (c *cluster) weather(p *Plan, like *cluster) error {
	s := p.Scenario
	i := slices.IndexFunc(s.Data.Stations, func(s climate.Station) bool { return s.ID == c.c.Station })
	if i < 0 {
		return fmt.Errorf("cluster %s: unknown climate station %q", c.c.ID, c.c.Station)
	}
	c.warmth = p.warmth(c.c.Station)
	if like.knows(c.plants) {
		c.hottest = like.hottest
		for i := range c.plants {
			same := like.plants[like.find(&c.plants[i])]
			c.plants[i].weather, c.plants[i].design = same.weather, same.design
		}
		return nil
	}
	today := s.Data.Stations[i].Warm(s.Climate.WarmingK, s.Climate.WetBulbShare)
	c.hottest = pue.DesignHours(&today)
	seen := map[pue.Technology]pue.Weather{}
	for i := range c.plants {
		plant := &c.plants[i]
		if _, ok := seen[plant.technology]; !ok {
			seen[plant.technology] = pue.WeatherOf(plant.technology, &today)
		}
		plant.weather = seen[plant.technology]
		at := plant.At(1)
		year := at.Year(&plant.weather)
		plant.design = year.PUE()
	}
	return nil
}

// find is where a cluster has a plant of the same kind, or -1.
func (c *cluster) find(of *plant) int {
	return slices.IndexFunc(c.plants, func(p plant) bool { return p.Plant == of.Plant })
}

// knows tells whether a cluster, which may be none, has plants of all these kinds.
func (c *cluster) knows(plants []plant) bool {
	return c != nil && !slices.ContainsFunc(plants, func(p plant) bool { return c.find(&p) < 0 })
}

// deliver puts racks of a fleet into service in a year of the horizon, counted from 0.
func (s *state) deliver(c *cluster, year, f int, racks float64) {
	d := &c.joins[year*len(c.fleets)+f]
	for n, share := range d.share {
		if share == 0 {
			break
		}
		s.racks[d.hall[n]] += float64(racks * share)
	}
}

// noHall is what rounding leaves in a hall, racks.
const noHall = 1e-9

// add sums halls to plants, fleets and the whole anew: racks that are gone leave no dust
// behind.
func (s *state) add(c *cluster) {
	clear(s.plants)
	clear(s.apart)
	for h := range c.halls {
		racks := s.racks[h]
		if racks < noHall {
			racks, s.racks[h] = 0, 0
		}
		s.plants[c.halls[h].plant] += racks
		if c.halls[h].apart {
			s.apart[c.halls[h].plant] += racks
		}
	}
	s.total = 0
	for f := range c.fleets {
		s.fleets[f] = 0
		for i := c.fleets[f].plants.from; i < c.fleets[f].plants.to; i++ {
			s.fleets[f] += s.plants[i]
		}
		s.total += s.fleets[f]
	}
}

// liquidAndAI are the shares of the racks in service with liquid cooling, and for
// intelligent computing.
func (s *state) liquidAndAI(c *cluster) (liquid, intelligent float64) {
	for f := range c.fleets {
		if c.fleets[f].liquid {
			liquid += s.fleets[f]
		}
		if c.fleets[f].computing == intelligentKind {
			intelligent += s.fleets[f]
		}
	}
	return liquid / s.total, intelligent / s.total
}

// intelligentKind is the index of intelligent computing in model.ComputingKinds.
const intelligentKind = 1

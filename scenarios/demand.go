package scenarios

import (
	"fmt"
	"math"
	"slices"

	"hubcap/model"
	"hubcap/model/demand"
	"hubcap/model/network"
)

// mostPairs bounds the table of placements: origins x classes x clusters.
const mostPairs = 300_000

// mostPlacements bounds the work of a run: pairs x steps.
const mostPlacements = 30_000_000

// demand checks origins, classes and shocks: references, shares, and that no demand is
// described that nothing could ever serve.
func (x *cross) demand() {
	s := x.s
	switch {
	case len(s.Origins) == 0 && len(s.Classes) > 0:
		x.at([]string{"class", "origin"}, "there are workload classes and no origin that has them; add [[origin]]")
	case len(s.Classes) == 0 && len(s.Origins) > 0:
		x.at([]string{"origin", "class"}, "there are origins and no workload class to say what they want; add [[class]]")
	}
	pairs := len(s.Origins) * len(s.Classes) * len(s.Clusters)
	if pairs > mostPairs {
		x.at([]string{"origin", "class", "cluster"}, "%d origins, %d classes and %d clusters make %d pairs, more than %d", len(s.Origins), len(s.Classes), len(s.Clusters), pairs, mostPairs)
		return
	}
	if steps := len(x.dates) - 1; pairs*steps > mostPlacements {
		x.at([]string{"origin", "class", "cluster", "time.end", "time.start", "time.step"}, "%d pairs of demand and clusters in %d steps are more than %d placements; shorten the horizon, lengthen the step, or describe the demand with fewer entries", pairs, steps, mostPlacements)
		return
	}
	x.shares("origin", x.origins, func(i int) float64 { return s.Origins[i].Share })
	x.shares("class", x.classes, func(i int) float64 { return s.Classes[i].Share })
	for i := range s.Origins {
		x.origin(&s.Origins[i])
	}
	if d := s.Dispatch; d.Policy == "mix" && d.PlatformShare > d.PlatformMax {
		x.at([]string{"dispatch.platform_share", "dispatch.platform_max"}, "%s is above dispatch.platform_max, %s", number(d.PlatformShare), number(d.PlatformMax))
	}
	for i := range s.Shocks {
		x.shock(&s.Shocks[i])
	}
	if len(s.Origins) > 0 && len(s.Classes) > 0 {
		x.amount()
		x.reach()
	}
}

// shares checks that the shares of all entries of a list make 1.
func (x *cross) shares(list string, ids []string, share func(int) float64) {
	if len(ids) == 0 {
		return
	}
	total, blame := 0., list+"."+ids[0]+".share"
	paths := []string{"", list}
	for i, id := range ids {
		total += share(i)
		path := list + "." + id + ".share"
		paths = append(paths, path)
		if n := x.nodes[path]; n != nil && n.Comment == setByHand {
			blame = path // the others were right without it
		}
	}
	paths[0] = blame
	if off := total - 1; math.Abs(off) > 1e-6 {
		verb := "lower"
		if off < 0 {
			verb = "raise"
		}
		x.at(paths, "the share of all %d entries of %s makes %s; it has to make 1, so %s others by %s", len(ids), list, sum(total), verb, sum(math.Abs(off)))
	}
}

func (x *cross) origin(o *model.Origin) {
	path := "origin." + o.ID
	x.ref(path+".place", "place", o.Place, x.places)
	x.list(path+".home", "cluster", o.Home, x.clusters)
	total := 0.
	paths := []string{path, path + ".mix", "class"}
	for _, m := range o.Mix {
		x.ref(path+".mix."+m.ID, "class", m.ID, x.classes)
		paths = append(paths, path+".mix."+m.ID+".share")
	}
	for i := range x.s.Classes {
		total += o.ShareOf(&x.s.Classes[i])
		paths = append(paths, "class."+x.s.Classes[i].ID+".share")
	}
	if len(o.Mix) > 0 && math.Abs(total-1) > 1e-6 {
		x.at(paths, "with its mix, the shares of all classes make %s here; they have to make 1", sum(total))
	}
}

func (x *cross) shock(s *model.Shock) {
	path := "shock." + s.ID
	x.ref(path+".origin", "origin", s.Origin, append(slices.Clone(x.origins), "all"))
	x.ref(path+".class", "class", s.Class, append(slices.Clone(x.classes), "all"))
	if len(x.s.Origins) == 0 {
		x.at([]string{path, "origin"}, "there is no [[origin]] whose demand it could hit")
		return
	}
	if begins := s.Begins; !x.s.Time.Start.Before(begins) || x.s.Time.End.Before(begins) {
		x.at([]string{path + ".begins", "time.start", "time.end"}, "%s is not after the start, %s, and up to the end, %s", begins, x.s.Time.Start, x.s.Time.End)
		return
	}
	from := s.Begins.MonthsSince(x.s.Time.Start)
	if !slices.ContainsFunc(x.dates, func(d model.Date) bool {
		t := d.MonthsSince(x.s.Time.Start)
		return t >= from && t < from+s.LastsMonths
	}) {
		x.at([]string{path + ".lasts_months", path + ".begins", "time.start", "time.end", "time.step"}, "%s months from %s on hold no end of a step, so it has no effect; let it last longer, or take shorter steps", number(s.LastsMonths), s.Begins)
	}
}

// amount checks that there is demand, and that it stays within what can be computed with.
func (x *cross) amount() {
	s := x.s
	occupied := 0.
	for _, c := range s.Clusters {
		occupied += c.Racks * c.Utilisation
	}
	years := s.Time.End.MonthsSince(s.Time.Start) / 12
	all := 0.
	for i := range s.Origins {
		o := &s.Origins[i]
		for j := range s.Classes {
			c := &s.Classes[j]
			level := (occupied*o.Share + o.BacklogRacks) * o.ShareOf(c)
			all += level
			peak := 1.
			for _, shock := range s.Shocks {
				peak *= max(1, shock.Factor)
			}
			if end := demand.Wanted(demand.Wanted(level, c.GrowthPerYear, years), o.GrowthPerYear, years) * peak; end > mostRacks {
				x.at([]string{"class." + c.ID + ".growth_per_year", "origin." + o.ID + ".growth_per_year", "origin." + o.ID + ".backlog_racks", "class", "origin", "cluster", "shock", "time.start", "time.end"},
					"the demand of origin %s grows to more than %s racks by the end; lower the growth or shorten the horizon", o.ID, number(mostRacks))
			}
		}
	}
	if all == 0 {
		x.at([]string{"origin", "cluster"}, "there is no demand: no rack is occupied at the start that the origins could share; give a cluster racks and utilisation, or an origin backlog_racks")
	}
}

// way is the shortest delay of a class from any origin to any cluster.
type way struct {
	ms               float64
	origin, location string
	rerouted         bool // by the hubs, for want of a direct circuit
}

// ways finds the shortest way of each class on the empty network of a day, and the clusters
// that some class may be in from some origin. It fails where something else is wrong already.
func (x *cross) ways(g *network.Graph, day model.Date) (nearest []way, within []bool, ok bool) {
	s := x.s
	if g == nil || x.wrong["circuit"] {
		return nil, nil, false
	}
	services := make([]network.Service, len(s.Classes))
	for c := range services {
		var err error
		if services[c], err = network.ParseService(s.Classes[c].Service); err != nil {
			return nil, nil, false
		}
		nearest = append(nearest, way{ms: math.Inf(1)})
	}
	constants, km := s.Delay.Constants(), make([]float64, g.Len())
	within = make([]bool, len(s.Clusters))
	for i := range s.Origins {
		o := &s.Origins[i]
		from, ok := g.Index(o.Place)
		if !ok {
			return nil, nil, false
		}
		g.Distances(from, km)
		for j := range s.Clusters {
			l := &s.Clusters[j]
			to, ok := g.Index(l.Place)
			if !ok {
				return nil, nil, false
			}
			for c, service := range services {
				carried := x.circuits.carried(service, o.Place, l.Place, day)
				ms := g.DelayOver(constants, carried, from, to, km[to])
				if carried != service {
					ms = g.WithoutCircuitOver(constants, from, to, km[to])
				}
				if ms < nearest[c].ms {
					nearest[c] = way{ms, o.ID, l.ID, carried != service}
				}
				within[j] = within[j] || ms <= s.Classes[c].BudgetMs
			}
		}
	}
	return nearest, within, true
}

// reach checks that every class can be served somewhere, be it only when links and circuits
// have opened, and that somebody may be in every cluster that is occupied at the start.
func (x *cross) reach() {
	_, within, ok := x.ways(x.atStart(), x.s.Time.Start)
	if !ok {
		return
	}
	nearest, _, ok := x.ways(x.inTheEnd(), x.s.Time.End)
	if !ok {
		return
	}
	blame := []string{"origin", "cluster", "delay", "circuit"}
	for c, best := range nearest {
		class := &x.s.Classes[c]
		if best.ms <= class.BudgetMs {
			continue
		}
		where := "no path leads from any origin to any cluster"
		if !math.IsInf(best.ms, 1) {
			where = fmt.Sprintf("the shortest delay, from %s to %s, is %s ms", best.origin, best.location, sum(best.ms))
			if best.rerouted {
				where += ", by the hubs of the old backbone, since no direct circuit joins them"
			}
		}
		x.at(append([]string{"class." + class.ID + ".budget_ms", "class." + class.ID + ".service"}, blame...),
			"no cluster is within %s ms of any origin, so nothing of this class can ever be served: %s", number(class.BudgetMs), where)
	}
	for j := range within {
		c := &x.s.Clusters[j]
		if path := "cluster." + c.ID; !within[j] && c.Racks*c.Utilisation > 0 {
			x.at(append([]string{path, path + ".place", path + ".racks", path + ".utilisation", "class"}, blame...),
				"holds %s occupied racks at the start, and no class of any origin may be there within its budget_ms; widen a budget, or lower utilisation", number(math.Round(c.Racks*c.Utilisation)))
		}
	}
}

package scenarios

import (
	"slices"

	"hubcap/model"
)

// judged is what two targets have in common if they can contradict each other.
type judged struct {
	quantity model.QuantityName
	scope    string
	by       model.Date
}

// targets checks that every target can be judged, and that no two contradict.
func (x *cross) targets() {
	defer x.idleNetwork()
	hubs := slices.Concat(x.hubs, x.clusters, []string{"all"})
	for i := range x.s.Targets {
		t := &x.s.Targets[i]
		path := "target." + t.ID
		if q, ok := model.QuantityOf(t.Quantity); ok {
			x.scope(t, q, path, hubs)
			x.bound(t, q, path)
			x.known(t, path)
		}
		x.deadline(t, path)
		what := judged{t.Quantity, t.Scope, t.By}
		for _, u := range x.bounds[what] {
			x.contradiction(t, u)
		}
		if len(x.bounds[what]) < 100 {
			x.bounds[what] = append(x.bounds[what], t)
		}
	}
}

// scope checks that the scope of a target names something that has its quantity.
func (x *cross) scope(t *model.Target, q model.Quantity, path string, hubs []string) {
	scopes, what, found := hubs, "a hub or cluster", false
	lists := []string{path + ".scope", path + ".quantity"}
	switch q.Scope {
	case model.TierScope:
		what, scopes, found = x.pairScope(t.Scope)
		lists = append(lists, "tier")
	case model.DemandScope:
		scopes, what = slices.Concat(x.origins, x.classes, []string{"all"}), "an origin or workload class"
		lists = append(lists, "origin", "class")
	case model.LinkScope:
		scopes, what = x.timedLinks(), "a link with [[link.capacity]] entries"
		lists = append(lists, "link")
		if x.there["link"][t.Scope] && len(x.net.timed[t.Scope]) == 0 {
			x.at(lists, "the link %q has no [[link.capacity]] entries, so %s is not known; add them", t.Scope, t.Quantity)
			return
		}
	case model.HubScope:
		if slices.Contains(model.FleetQuantities(), t.Quantity) {
			scopes, what = slices.Concat(hubs, x.fleetScopes()), "a hub, cluster or fleet"
		}
		lists = append(lists, "hub", "cluster", "cluster.fleet")
	}
	if !found && !slices.Contains(scopes, t.Scope) {
		x.at(lists, "%s belongs to %s, and none is named %.140q%s", t.Quantity, what, t.Scope, x.hint(t.Scope, scopes))
	}
}

// fleetScopes are the names of all fleets in results.
func (x *cross) fleetScopes() []string {
	var out []string
	for _, c := range x.s.Clusters {
		for _, f := range c.Fleets {
			out = append(out, model.FleetScope(c.ID, f.ID))
		}
	}
	return out
}

// known checks that a quantity which not every scenario can give is there.
func (x *cross) known(t *model.Target, path string) {
	at := []string{path + ".quantity", path + ".scope", "hub", "cluster", "origin"}
	if q, _ := model.QuantityOf(t.Quantity); q.Scope == model.DemandScope && len(x.s.Origins) == 0 {
		x.at(at, "%s needs [[origin]] entries, whose demand is dispatched", t.Quantity)
		return
	}
	missing := func(what string, lacks func(*model.Cluster) bool) {
		for i := range x.s.Clusters {
			if c := &x.s.Clusters[i]; (t.Scope == "all" || t.Scope == c.Hub || t.Scope == c.ID) && lacks(c) {
				x.at(at, "%s needs the %s of every cluster of its scope; %s has none", t.Quantity, what, c.ID)
			}
		}
	}
	switch t.Quantity {
	case model.EgressTraffic, model.EgressCapacity, model.EgressLoad, model.RacksEligible:
		if len(x.s.Origins) == 0 {
			x.at(at, "%s needs [[origin]] entries, whose demand is dispatched", t.Quantity)
		} else if t.Quantity == model.EgressCapacity || t.Quantity == model.EgressLoad {
			missing("gateway, [[cluster.egress]],", func(c *model.Cluster) bool { return len(c.Egress) == 0 })
		}
	case model.FP32PerHead, model.FP16PerHead:
		people, where := x.s.Compute.Population, "compute.population"
		if t.Scope != "all" {
			people, where = nil, "the population of a hub; clusters have none"
			for _, h := range x.s.Hubs {
				if h.ID == t.Scope {
					people, where = h.Population, "hub."+h.ID+".population"
				}
			}
		}
		if people == nil {
			x.at(at, "%s needs %s", t.Quantity, where)
		}
	case model.ExchangeTraffic, model.ExchangeCap, model.ExchangeLoad:
		if len(x.s.Origins) == 0 {
			x.at(at, "%s needs [[origin]] entries, whose demand is dispatched", t.Quantity)
		} else {
			missing("direct-connect point, [[cluster.exchange]],", func(c *model.Cluster) bool { return len(c.Exchange) == 0 })
		}
	case model.DelayRatio:
		x.ratio(t, path)
	case model.DelayP99, model.DelayMeanN1, model.DelayP99N1, model.LinkTraffic, model.LinkLoad:
		x.unloaded = x.unloaded || len(x.s.Origins) == 0
	case model.GridConnection, model.GridLoad:
		missing("grid connection, [[cluster.build.grid]],", func(c *model.Cluster) bool { return len(c.Build.Grid) == 0 })
	}
}

func (x *cross) bound(t *model.Target, q model.Quantity, path string) {
	given := func(key string) bool { return x.nodes[path+"."+key] != nil && x.nodes[path+"."+key] != x.nodes[path] }
	switch {
	case x.wrong[path+".at_least"] || x.wrong[path+".at_most"]:
	case given("at_least") && given("at_most"):
		x.at([]string{path + ".at_most", path}, "both at_least and at_most are given; a target has one bound, so make two targets")
	case !given("at_least") && !given("at_most"):
		x.at([]string{path}, "has no bound; give at_least or at_most, in %s", unitWords(q))
	default:
		_, v := t.Bound()
		key := path + ".at_least"
		if t.AtMost != nil {
			key = path + ".at_most"
		}
		if v < q.Min || v > q.Max {
			x.at([]string{key, path + ".quantity"}, "%s is out of range; %s can be %s%s", number(v), q.Name, interval(q.Min, q.Max, q.Unit), shareHint(v, q.Min, q.Max))
		}
	}
}

func unitWords(q model.Quantity) string {
	if q.Unit == "1" {
		return "fractions or ratios without unit"
	}
	return q.Unit
}

func (x *cross) deadline(t *model.Target, path string) {
	by := []string{path + ".by", "time.start", "time.end", "time.step", path + ".quantity"}
	start, end := x.s.Time.Start, x.s.Time.End
	if t.By.Before(start) || end.Before(t.By) {
		x.at(by, "the deadline %s is outside the horizon, %s to %s", t.By, start, end)
		return
	}
	last := x.dates[model.StepOf(x.dates, t.By)] // the state that is judged
	switch {
	case t.Quantity.Trailing() && last.MonthsSince(start) < 12:
		x.at(by, "a trailing year needs twelve simulated months before %s, the last end of a step by the deadline, and the horizon starts on %s; start earlier or judge pue", last, start)
	case flows(t.Quantity) && last == start:
		x.at(by, "%s is measured over a step, and none ends between the start and the deadline; set a later one", t.Quantity)
	}
}

func flows(name model.QuantityName) bool {
	q, _ := model.QuantityOf(name)
	return q.Flow
}

func (x *cross) contradiction(t, u *model.Target) {
	a, va := t.Bound()
	b, vb := u.Bound()
	if a == model.AtMost {
		a, b, va, vb = b, a, vb, va
	}
	if a == model.AtLeast && b == model.AtMost && va > vb {
		p, q := "target."+t.ID, "target."+u.ID
		x.at([]string{p, p + ".scope", p + ".by", p + ".quantity", p + ".at_least", p + ".at_most", q, q + ".scope", q + ".by", q + ".quantity", q + ".at_least", q + ".at_most"},
			"contradicts target %q: no %s is at least %s and at most %s on %s", u.ID, t.Quantity, number(va), number(vb), t.By)
	}
}

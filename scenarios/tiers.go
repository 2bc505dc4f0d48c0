package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/model/network"
)

// mostTierPairs bounds the paths that all delay tiers judge.
const mostTierPairs = 50_000

// mostPathWork bounds the work of cutting each link in turn, in places and links visited and
// pairs judged: some tens of seconds.
const mostPathWork = 1e9

// pair is a path of a tier.
type pair struct {
	tier     *model.Tier
	from, to string
	path     string // where it is named
}

// mesh tells whether a tier judges the paths between every two of its places.
func (x *cross) mesh(t *model.Tier) bool { return t.From == "" && !x.wrong["tier."+t.ID+".from"] }

// tierPairs counts the paths of all tiers.
func (x *cross) tierPairs() int {
	n := 0
	for i := range x.s.Tiers {
		t := &x.s.Tiers[i]
		if x.mesh(t) {
			n += len(t.To) * (len(t.To) - 1) / 2
		} else {
			n += len(t.To)
		}
	}
	return n
}

// tiers checks the delay tiers, and that a path leads along each of theirs at the start.
func (x *cross) tiers() {
	if n := x.tierPairs(); n > mostTierPairs {
		x.fault([]string{"tier"}, "the tiers have %d pairs of places, more than %d; a tier without from has one for every two of its places", n, mostTierPairs)
		return
	}
	for i := range x.s.Tiers {
		t := &x.s.Tiers[i]
		path := "tier." + t.ID
		if t.From != "" {
			x.ref(path+".from", "place", t.From, x.places)
		}
		x.list(path+".to", "place", t.To, x.places)
		if x.mesh(t) && len(t.To) < 2 {
			x.at([]string{path, path + ".from", path + ".to"}, "has no from and one place in to, so there is no pair; give from, or further places")
		}
		x.named(t)
	}
	x.leads()
	x.work()
}

// named gathers the pairs of a tier under the names that they have in results: one that a
// tier before judges in another service class has its own behind it.
func (x *cross) named(t *model.Tier) {
	to := "tier." + t.ID + ".to"
	if t.From == "" && !x.mesh(t) || slices.Contains(t.To, "") {
		x.wrong["tier"] = true // which pairs it has is not known
		return
	}
	add := func(p pair) {
		scope := p.from + "->" + p.to
		if first, there := x.pairs[scope]; there && first.tier.Service != t.Service {
			scope += "/" + t.Service
		}
		if _, there := x.pairs[scope]; !there {
			x.pairs[scope] = p
			x.pairNames = append(x.pairNames, scope)
		}
		x.allPairs = append(x.allPairs, p)
	}
	for i, id := range t.To {
		if !x.mesh(t) {
			add(pair{t, t.From, id, fmt.Sprintf("%s[%d]", to, i)})
			continue
		}
		for _, other := range t.To[i+1:] {
			add(pair{t, id, other, to})
		}
	}
}

// leads checks that a path leads along every pair of the tiers at the start.
func (x *cross) leads() {
	g, start := x.atStart(), x.s.Time.Start
	if g == nil || x.wrong["circuit"] {
		return
	}
	count, all := map[*model.Tier]int{}, 0
	routes := distances{g: g}
	for _, p := range x.allPairs {
		from, okA := g.Index(p.from)
		to, okB := g.Index(p.to)
		asked, err := network.ParseService(p.tier.Service)
		if !okA || !okB || err != nil || count[p.tier] >= 5 || all >= 50 {
			continue // or has been said often enough
		}
		why := ""
		carried := x.circuits.carried(asked, p.from, p.to, start)
		if carried == network.Hub {
			if _, ok := g.Legacy(from, to); !ok {
				why = x.noHub(p, asked)
			}
		} else if routes.km(from, to) < 0 {
			why = x.noRoute(p)
		}
		if why != "" {
			count[p.tier]++
			all++
			x.at([]string{p.path, "tier." + p.tier.ID, "tier." + p.tier.ID + ".service", "time.start"}, "at the start no path leads from %s to %s: %s", p.from, p.to, why)
		}
	}
}

// distances remembers those from the place that was asked for last.
type distances struct {
	g    *network.Graph
	from int
	all  []float64
}

// km is the route between two places, -1 where there is none.
func (d *distances) km(from, to int) float64 {
	if d.all == nil || d.from != from {
		d.all, d.from = make([]float64, d.g.Len()), from
		d.g.Distances(from, d.all)
	}
	if km := d.all[to]; km >= 0 {
		return km
	}
	return -1
}

// noHub tells why a pair cannot be routed through the hubs.
func (x *cross) noHub(p pair, asked network.Service) string {
	why := "the backbone before 2017 does not join them"
	places := x.placeByID()
	for _, id := range []string{p.from, p.to} {
		if places[id].Home == "" {
			why = fmt.Sprintf("%s has no home on the backbone before 2017; give it one in [[place]]", id)
		}
	}
	if asked == network.Direct {
		why = "no direct circuit is open, and the hubs cannot carry it: " + why
	}
	return why
}

// noRoute tells which links are missed: those that the scenario removes or opens later.
func (x *cross) noRoute(p pair) string {
	if g := x.inTheEnd(); g != nil {
		if missed := x.missed(g, x.s.Data.Links, p, func(id string) bool { return !x.open(id, x.s.Time.Start) }); len(missed) > 0 {
			return "not open yet: link " + few(missed)
		}
	}
	d := x.net.seeds
	if g, err := network.NewGraph(d.Places, d.Links, d.Legacy); err == nil {
		if missed := x.missed(g, d.Links, p, func(id string) bool { return x.net.gone["link "+id] != "" }); len(missed) > 0 {
			return "the scenario removes link " + few(missed)
		}
	}
	return "no links join them; add [[link]]"
}

// missed lists the links of a graph's path that are not there.
func (x *cross) missed(g *network.Graph, links []network.Link, p pair, lacks func(id string) bool) []string {
	from, okA := g.Index(p.from)
	to, okB := g.Index(p.to)
	if !okA || !okB {
		return nil
	}
	path, ok := g.Shortest(from, to)
	if !ok {
		return nil
	}
	step := map[[2]string]bool{}
	for i := 1; i < len(path.Places); i++ {
		step[ends(g.Place(path.Places[i-1]).ID, g.Place(path.Places[i]).ID)] = true
	}
	var out []string
	for _, l := range links {
		if step[ends(l.A, l.B)] && lacks(l.ID) {
			out = append(out, l.ID)
		}
	}
	return out
}

// work bounds how much there is to compute: in every state of the network the paths from every
// place that counts are found, and again with each link cut in turn, by which every step is
// judged.
func (x *cross) work() {
	d, steps := x.s.Data, len(x.dates)-1
	sources := map[string]bool{}
	for _, p := range x.allPairs {
		sources[p.from] = true
	}
	for _, o := range x.s.Origins {
		sources[o.Place] = true
	}
	pairs := len(x.allPairs) + len(x.s.Origins)*len(x.s.Clusters)
	states, cuts := min(steps, x.changes())+1, 0
	if len(x.s.Tiers) > 0 {
		cuts = min(len(d.Links), len(d.Places)) // a tree of paths from one place has no more links
	}
	search := float64(len(sources)) * float64(len(d.Places)+len(d.Links))
	work := float64(states)*search + float64(cuts)*(float64(states)*search+float64(steps)*float64(pairs))
	if work > mostPathWork {
		x.at([]string{"tier", "place", "link", "time.start", "time.end", "time.step"},
			"%d pairs of places from %d of them, in %d steps and %d states of a network of %d places and %d links, each of which is cut in turn, take too long; judge fewer pairs, use a smaller network, fewer dates at which it changes, or longer steps",
			pairs, len(sources), steps, states, len(d.Places), len(d.Links))
	}
}

// changes counts the days on which links open, grow or close, or circuits open.
func (x *cross) changes() int {
	days := map[model.Date]bool{}
	for _, list := range x.net.timed {
		for _, c := range list {
			days[c.Date] = true
		}
	}
	for _, c := range x.s.Circuits {
		days[c.Opens] = true
	}
	return len(days)
}

// pairScope finds the scope of a target among tiers and their pairs, and tells what there is
// if it is none.
func (x *cross) pairScope(scope string) (what string, known []string, ok bool) {
	_, isPair := x.pairs[scope]
	if isPair || slices.Contains(x.tierIDs, scope) {
		return "", nil, true
	}
	a, b, cut := strings.Cut(scope, "->")
	if !cut {
		return "a delay tier or a pair of one, FROM->TO", slices.Concat(x.tierIDs, x.pairNames), false
	}
	if _, there := x.pairs[b+"->"+a]; there {
		return "a pair of a delay tier, FROM->TO as the tier lists it", []string{b + "->" + a}, false
	}
	return "a pair of a delay tier, FROM->TO", x.pairNames, false
}

// timedLinks are the links with a capacity.
func (x *cross) timedLinks() []string {
	return slices.DeleteFunc(slices.Clone(x.links), func(id string) bool { return len(x.net.timed[id]) == 0 })
}

// ratio checks that a target on the ratio of delays is not of a path inside one place.
func (x *cross) ratio(t *model.Target, path string) {
	p, isPair := x.pairs[t.Scope]
	inside := isPair && p.from == p.to
	if slices.Contains(x.tierIDs, t.Scope) {
		inside = !slices.ContainsFunc(x.allPairs, func(p pair) bool { return p.tier.ID == t.Scope && p.from != p.to })
	}
	if inside {
		x.at([]string{path + ".quantity", path + ".scope", "tier"}, "%s is there between places, and %s lies inside one", t.Quantity, t.Scope)
	}
}

// idleNetwork doubts targets on loads and waiting where nothing causes any.
func (x *cross) idleNetwork() {
	if x.unloaded {
		x.remarks = append(x.remarks, model.Text{
			EN: "Without [[origin]] entries there is no traffic, so nothing queues and no link is loaded: targets on them judge an idle network.",
			ZH: "情景中没有 [[origin]] 条目，因而没有流量，也没有排队：相关目标判定的是空载网络。",
		})
	}
}

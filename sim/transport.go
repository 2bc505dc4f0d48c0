package sim

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"hubcap/model"
	"hubcap/model/network"
)

// transport is how traffic gets from place to place: the states that links and circuits
// bring the network into, what can be a bottleneck in it, and which way every pair takes.
// Paths depend on what is open and not on load, so all of them are found when a scenario is
// compiled; a step only adds up traffic and looks at the bottlenecks.
type transport struct {
	graph      *network.Graph
	constants  network.Constants
	tail       float64 // what 99 % of the packets wait at most, over the mean wait
	peak       float64 // traffic of the peak hour over mean traffic
	byRoute    bool    // the theoretical delay is that of the route, not of the great circle
	circuits   circuits
	elements   []element
	capacity   []float64 // by step and element: Gbit/s
	rate       []float64 // by step and element: line rate, Gbit/s
	gateway    []int     // by cluster: its element, or -1
	exchange   []int     // the same
	ofLink     []int     // by link: its element, or -1
	background []float64 // by link: Gbit/s that dispatch does not know of
	states     []*netState
	stateOf    []int // by step
	pairs      []Pair
	origins    []int             // their places
	clusters   []int             // the same
	services   []network.Service // of the classes, each once
	limited    bool              // some link has a capacity
	trees      *trees
}

// element is something whose capacity can be too small: the gateway or the exchange of a
// cluster, or a link.
type element struct {
	name    string // in results
	cluster int    // -1 for a link
	public  bool   // an exchange: only public services wait there
	link    int    // -1 for the others
	inside  []bool // by place: which side of the gateway it is on
}

// netState is the network between two changes of its links and circuits.
type netState struct {
	closed []bool // by link
	intact []bool // the same without links that are cut; nil where none is
	months float64
	pairs  lanes
	theory []float64 // by pair: ms of light on the straightest way
	ways   lanes     // by origin, service and cluster
	km     []float64 // by origin and cluster: of route; NaN without a path
	exits  [][]int   // by element: open links across the border of a gateway

	singles  []atomic.Pointer[contingency] // by link, as they are asked for
	once     sync.Once                     // cuts are found when they are first asked for
	cuts     []contingency                 // of every open link that matters
	searched sync.Once                     // users are found when they are first asked for
	users    *users
}

// lanes are the ways that some pairs of places take.
type lanes struct {
	empty []float64 // ms on the empty network; +Inf where no path leads
	from  []int32   // the elements of a lane are list[from[i]:from[i+1]]
	list  []int32
}

func (l *lanes) add(way *lane) {
	if len(l.from) == 0 {
		l.from = append(l.from, 0)
	}
	l.empty = append(l.empty, way.empty())
	l.list = append(l.list, way.elements...)
	l.from = append(l.from, int32(len(l.list)))
}

// of are the elements that a lane passes.
func (l *lanes) of(i int) []int32 { return l.list[l.from[i]:l.from[i+1]] }

// lane is the way of one pair.
type lane struct {
	parts    network.Parts
	path     network.Path
	carried  network.Service // hub where a direct circuit is wanted and none is open
	ok       bool            // there is one
	elements []int32
}

func (l *lane) empty() float64 {
	if !l.ok {
		return math.Inf(1)
	}
	return l.parts.Total()
}

// circuits are the direct circuits of a scenario.
type circuits struct {
	begin []bool             // by place: it begins some
	opens map[[2]int]float64 // by both places, lower first: months since the start
}

// open tells whether a direct circuit joins two places at time t. A place that begins none
// is taken to have them to everywhere.
func (c *circuits) open(a, b int, t float64) bool {
	if !c.begin[a] && !c.begin[b] {
		return true
	}
	at, ok := c.opens[[2]int{min(a, b), max(a, b)}]
	return ok && at <= t
}

// compileTransport finds the ways of all pairs in all states of the network.
func (p *Plan) compileTransport(base *transport) (*transport, error) {
	s := p.Scenario
	graph, searched := (*network.Graph)(nil), (*trees)(nil)
	if base != nil {
		graph, searched = base.graph, base.trees
	} else {
		var err error
		if graph, err = network.NewGraph(s.Data.Places, s.Data.Links, s.Data.Legacy); err != nil {
			return nil, fmt.Errorf("network: %w", err)
		}
		searched = newTrees()
	}
	constants := s.Delay.Constants()
	t := &transport{graph: graph, constants: constants, tail: constants.Tail(.99), peak: s.Dispatch.PeakFactor, byRoute: s.Delay.Theory == "route", trees: searched}
	if err := t.compileCircuits(s); err != nil {
		return nil, err
	}
	for i := range s.Clusters {
		at, ok := graph.Index(s.Clusters[i].Place)
		if !ok {
			return nil, fmt.Errorf("cluster %s: there is no place %q", s.Clusters[i].ID, s.Clusters[i].Place)
		}
		t.clusters = append(t.clusters, at)
	}
	for i := range s.Origins {
		at, ok := graph.Index(s.Origins[i].Place)
		if !ok {
			return nil, fmt.Errorf("origin %s: there is no place %q", s.Origins[i].ID, s.Origins[i].Place)
		}
		t.origins = append(t.origins, at)
	}
	for i := range s.Classes {
		service, err := network.ParseService(s.Classes[i].Service)
		if err != nil {
			return nil, fmt.Errorf("class %s: %w", s.Classes[i].ID, err)
		}
		if !slices.Contains(t.services, service) {
			t.services = append(t.services, service)
		}
	}
	var err error
	if t.pairs, err = compilePairs(s, graph); err != nil {
		return nil, err
	}
	if err := t.compileElements(p); err != nil {
		return nil, err
	}
	t.compileStates(p)
	return t, t.reachable(s)
}

// reachable sees that at the start a way leads to all that the tiers name: later a link may
// be closed on purpose, but one that never was is a slip.
func (t *transport) reachable(s *model.Scenario) error {
	for n, ms := range t.states[0].pairs.empty {
		if pair := &t.pairs[n]; math.IsInf(ms, 1) {
			return fmt.Errorf("tier %s: at the start no way leads from %s to %s", s.Tiers[pair.Tier].ID, pair.From, pair.To)
		}
	}
	return nil
}

func (t *transport) compileCircuits(s *model.Scenario) error {
	c := circuits{begin: make([]bool, t.graph.Len()), opens: map[[2]int]float64{}}
	for _, group := range s.Circuits {
		a, ok := t.graph.Index(group.From)
		if !ok {
			return fmt.Errorf("circuit %s: there is no place %q", group.ID, group.From)
		}
		c.begin[a] = true
		for _, to := range group.To {
			b, ok := t.graph.Index(to)
			if !ok {
				return fmt.Errorf("circuit %s: there is no place %q", group.ID, to)
			}
			at, key := group.Opens.MonthsSince(s.Time.Start), [2]int{min(a, b), max(a, b)}
			if before, ok := c.opens[key]; !ok || at < before {
				c.opens[key] = at
			}
		}
	}
	t.circuits = c
	return nil
}

// compileElements lays out what can be a bottleneck. Without origins nobody knows the
// traffic: links have a capacity and nothing on them, and there are no gateways.
func (t *transport) compileElements(p *Plan) error {
	s := p.Scenario
	t.background = make([]float64, t.graph.Links())
	none := func(n int) []int { return slices.Repeat([]int{-1}, n) }
	t.gateway, t.exchange, t.ofLink = none(len(s.Clusters)), none(len(s.Clusters)), none(t.graph.Links())
	var dated [][]model.Capacity
	for i := range s.Clusters {
		c := &s.Clusters[i]
		if len(s.Origins) == 0 {
			break
		}
		inside, err := t.inside(c, t.clusters[i])
		if err != nil {
			return err
		}
		if len(c.Egress) > 0 {
			t.gateway[i] = len(t.elements)
			t.elements = append(t.elements, element{name: c.ID, cluster: i, link: -1, inside: inside})
			dated = append(dated, c.Egress)
		}
		if len(c.Exchange) > 0 {
			t.exchange[i] = len(t.elements)
			t.elements = append(t.elements, element{name: c.ID + "/exchange", cluster: i, link: -1, public: true, inside: inside})
			dated = append(dated, c.Exchange)
		}
	}
	for i := range s.Links {
		link := &s.Links[i]
		at, ok := t.graph.LinkIndex(link.ID)
		if ok {
			t.background[at] = link.BackgroundGbps
		}
		if !ok || len(link.Capacity) == 0 {
			continue
		}
		t.limited = true
		t.ofLink[at] = len(t.elements)
		t.elements = append(t.elements, element{name: link.ID, cluster: -1, link: at})
		dated = append(dated, link.Capacity)
	}
	for _, time := range p.time {
		for _, entries := range dated {
			gbps, rate := t.capacityAt(s, entries, time)
			t.capacity, t.rate = append(t.capacity, gbps), append(t.rate, rate)
		}
	}
	return nil
}

// given is the capacity of an element in step k; NaN where there is none.
func (t *transport) given(k, e int) float64 {
	if e < 0 {
		return math.NaN()
	}
	return t.capacity[k*len(t.elements)+e]
}

// inside are the places on the cluster's side of its gateway.
func (t *transport) inside(c *model.Cluster, at int) ([]bool, error) {
	inside := make([]bool, t.graph.Len())
	inside[at] = true
	if c.Gateway != "hub" {
		return inside, nil
	}
	hub := t.graph.Place(at).Hub
	if hub == "" {
		return nil, fmt.Errorf("cluster %s: its place %s belongs to no hub, at whose border the gateway could stand", c.ID, c.Place)
	}
	for i := range inside {
		inside[i] = t.graph.Place(i).Hub == hub
	}
	return inside, nil
}

// capacityAt is what is there at time t: by the last entry up to then, and nothing before
// the first.
func (t *transport) capacityAt(s *model.Scenario, entries []model.Capacity, time float64) (gbps, rate float64) {
	rate = t.constants.LineRateGbps
	for _, e := range entries {
		if e.Date.MonthsSince(s.Time.Start) > time {
			break
		}
		gbps, rate = e.Gbps, t.constants.LineRateGbps
		if e.LineRateGbps != nil {
			rate = *e.LineRateGbps
		}
	}
	return gbps, rate
}

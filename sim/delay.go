package sim

import (
	"fmt"
	"math"
	"slices"

	"hubcap/model"
	"hubcap/model/network"
)

// Pair is one path of a delay tier.
type Pair struct {
	Tier     int
	From, To string // ids of places
	Scope    string // its name in the results, FROM->TO
	Service  network.Service

	a, b   int // the places
	column int // its first column
}

// The quantities of a tier or a pair, in the order of their columns.
const (
	delayEmpty = iota
	delayMean
	delayP99
	delayMeanN1
	delayP99N1
	delayRatio
	perDelay
)

var delayNames = [perDelay]model.QuantityName{
	model.DelayEmpty, model.DelayMean, model.DelayP99, model.DelayMeanN1, model.DelayP99N1, model.DelayRatio,
}

// The quantities of a link, in the order of their columns.
const (
	linkTraffic = iota
	linkCapacity
	linkLoad
	perLink
)

var linkNames = [perLink]model.QuantityName{model.LinkTraffic, model.LinkCapacity, model.LinkLoad}

// compilePairs lists the paths of all tiers: from one place to others, or without it between
// every two.
func compilePairs(s *model.Scenario, g *network.Graph) ([]Pair, error) {
	var out []Pair
	for i, tier := range s.Tiers {
		service, err := network.ParseService(tier.Service)
		if err != nil {
			return nil, fmt.Errorf("tier %s: %w", tier.ID, err)
		}
		var ends [][2]string
		for n, to := range tier.To {
			if tier.From != "" {
				ends = append(ends, [2]string{tier.From, to})
				continue
			}
			for _, other := range tier.To[n+1:] {
				ends = append(ends, [2]string{to, other})
			}
		}
		for _, e := range ends {
			pair := Pair{Tier: i, From: e[0], To: e[1], Service: service}
			var okA, okB bool
			if pair.a, okA = g.Index(e[0]); !okA {
				return nil, fmt.Errorf("tier %s: there is no place %q", tier.ID, e[0])
			}
			if pair.b, okB = g.Index(e[1]); !okB {
				return nil, fmt.Errorf("tier %s: there is no place %q", tier.ID, e[1])
			}
			out = append(out, pair)
		}
	}
	named := map[[2]string]network.Service{} // the service of the pair that has the plain name
	for n := range out {
		pair := &out[n]
		pair.Scope = pair.From + "->" + pair.To
		key := [2]string{pair.From, pair.To}
		if first, ok := named[key]; !ok {
			named[key] = pair.Service
		} else if first != pair.Service {
			pair.Scope += "/" + pair.Service.String()
		}
	}
	return out, nil
}

// delayColumns lays out the columns of tiers, of their pairs and of links with a capacity. A
// path that two tiers share has one set, and one for each further service in which it is
// judged.
func (p *Plan) delayColumns(scope func(string, []model.QuantityName)) {
	p.delayAt = len(p.Columns)
	pairs := p.transport.pairs
	for i, tier := range p.Scenario.Tiers {
		p.tierAt = append(p.tierAt, len(p.Columns))
		scope(tier.ID, delayNames[:])
		for n := range pairs {
			if pairs[n].Tier != i {
				continue
			}
			if pairs[n].column = p.Column(pairs[n].Scope, delayNames[0]); pairs[n].column < 0 {
				pairs[n].column = len(p.Columns)
				scope(pairs[n].Scope, delayNames[:])
			}
		}
	}
	p.linksAt = len(p.Columns)
	for _, e := range p.transport.elements {
		if e.link >= 0 {
			scope(e.name, linkNames[:])
		}
	}
}

// queues works out the mean wait at every element, ms; endless where it is cut off.
func (t *transport) queues(k int, load, queue []float64) {
	for e := range queue {
		queue[e] = t.queue(k, e, load[e], 1)
	}
}

// queue is the mean wait at an element of which a share of the capacity is left.
func (t *transport) queue(k, e int, gbps, left float64) float64 {
	at := k*len(t.elements) + e
	capacity := float64(t.capacity[at] * left)
	if capacity == 0 {
		return math.Inf(1)
	}
	return t.constants.QueueingAt(t.peak*gbps/capacity, t.rate[at])
}

// loads adds up the mean traffic at every element, Gbit/s: what crosses each gateway, the
// share of public traffic that changes operator, and what the ways bring to links.
func (p *Plan) loads(k int, traffic, flow, load []float64) {
	t, s := p.transport, p.Scenario
	ways := &t.state(k).ways
	for e := range t.elements {
		switch at := &t.elements[e]; {
		case at.link >= 0:
			load[e] = t.background[at.link]
		case at.public:
			c := &s.Clusters[at.cluster]
			public := c.BackgroundGbps
			for w := at.cluster; w < len(flow); w += len(t.clusters) {
				if t.services[w/len(t.clusters)%len(t.services)] == network.Public {
					public += flow[w]
				}
			}
			load[e] = float64(c.ExchangeShare * public)
		default:
			load[e] = traffic[at.cluster]
		}
	}
	for w, gbps := range flow {
		for _, e := range ways.of(w) {
			if t.elements[e].link >= 0 {
				load[e] += gbps
			}
		}
	}
	for e := range load {
		load[e] = tangible(load[e])
	}
}

// tangible is traffic without what rounding has left of none.
func tangible(gbps float64) float64 {
	if gbps < noTraffic {
		return 0
	}
	return gbps
}

// noTraffic, in Gbit/s, is rounding.
const noTraffic = 1e-9

// longest is the longest wait at any of some elements: the bottleneck counts.
func longest(elements []int32, queue []float64) float64 {
	most := 0.
	for _, e := range elements {
		most = max(most, queue[e])
	}
	return most
}

// delays works out the delays of all pairs in the peak hour of step k, and the load of links.
func (r *Run) delays(k int) {
	p, n := r.plan, r.net
	t := p.transport
	if len(t.elements) > 0 {
		var traffic, flow []float64
		if r.market != nil {
			traffic, flow = r.market.traffic, r.market.flow
		}
		p.loads(k, traffic, flow, n.load)
		t.queues(k, n.load, n.queue)
	}
	pairs := &t.state(k).pairs
	for i := range t.pairs {
		wait := longest(pairs.of(i), n.queue)
		n.mean[i] = pairs.empty[i] + wait
		n.p99[i] = pairs.empty[i] + float64(wait*t.tail)
	}
	copy(n.cutMean, n.mean)
	copy(n.cutP99, n.p99)
	if r.cuts {
		r.everyCut(k)
	}
	r.sufferCuts(k)
	r.recordDelays(k)
	r.recordLinks(k)
}

// recordDelays writes the columns of pairs and tiers. A tier is as slow as its slowest pair.
func (r *Run) recordDelays(k int) {
	p, n := r.plan, r.net
	row := r.Values[k*r.width : (k+1)*r.width]
	var worst [perDelay]float64
	for i := range p.transport.pairs {
		pair := &p.transport.pairs[i]
		if i == 0 || p.transport.pairs[i-1].Tier != pair.Tier {
			worst = [perDelay]float64{}
		}
		values := [perDelay]float64{p.transport.state(k).pairs.empty[i], n.mean[i], n.p99[i], n.cutMean[i], n.cutP99[i], 0}
		theory := p.transport.state(k).theory[i]
		switch {
		case theory > 0:
			values[delayRatio] = n.mean[i] / theory
		case math.IsNaN(theory): // no route to compare with
			values[delayRatio] = math.Inf(1)
		}
		tier := row[p.tierAt[pair.Tier]:][:perDelay]
		own := row[pair.column:][:perDelay]
		for q, v := range values {
			worst[q] = max(worst[q], v)
			own[q], tier[q] = finite(v), finite(worst[q])
		}
		if !(theory > 0) {
			own[delayRatio] = math.NaN()
		}
		if worst[delayRatio] == 0 {
			tier[delayRatio] = math.NaN()
		}
		if !r.cuts {
			own[delayMeanN1], own[delayP99N1], tier[delayMeanN1], tier[delayP99N1] = math.NaN(), math.NaN(), math.NaN(), math.NaN()
		}
	}
}

// finite is NaN for what has no end: no path leads there.
func finite(v float64) float64 {
	if math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}

// recordLinks writes the columns of links with a capacity.
func (r *Run) recordLinks(k int) {
	t := r.plan.transport
	at := k*r.width + r.plan.linksAt
	for e := range t.elements {
		if t.elements[e].link < 0 {
			continue
		}
		gbps, capacity := r.net.load[e], t.capacity[k*len(t.elements)+e]
		row := r.Values[at:][:perLink]
		row[linkTraffic], row[linkCapacity], row[linkLoad] = gbps, capacity, finite(t.peak*gbps/capacity)
		at += perLink
	}
}

// judgesCuts tells whether a target needs what every single cut does.
func (p *Plan) judgesCuts() bool {
	for _, t := range p.Scenario.Targets {
		if t.Quantity == model.DelayMeanN1 || t.Quantity == model.DelayP99N1 {
			return true
		}
	}
	return false
}

// netRun is the state of delays, and the memory to work them out.
type netRun struct {
	load, queue     []float64 // by element: Gbit/s, and mean wait in ms
	cutLoad, left   []float64 // the same with links cut; the share of the capacity that is left
	cutQueue        []float64
	mean, p99       []float64 // by pair, ms
	cutMean, cutP99 []float64 // with the link cut that harms most
	worst           []int     // by pair: that link's contingency, or -1
	addMean, addP99 []float64 // by pair, ms: what cuts that happened add
}

func (t *transport) newRun() *netRun {
	e, n := len(t.elements), len(t.pairs)
	return &netRun{
		load: make([]float64, e), queue: make([]float64, e),
		cutLoad: make([]float64, e), left: make([]float64, e), cutQueue: make([]float64, e),
		mean: make([]float64, n), p99: make([]float64, n),
		cutMean: make([]float64, n), cutP99: make([]float64, n), worst: slices.Repeat([]int{-1}, n),
		addMean: make([]float64, n), addP99: make([]float64, n),
	}
}

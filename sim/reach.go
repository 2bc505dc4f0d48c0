package sim

import (
	"cmp"
	"math"
	"slices"

	"hubcap/model/network"
	"hubcap/sim/result"
)

// Reach is which places lie within some delays of a place: the smallest first, in ms.
func (n *Network) Reach(s network.Service, from int, rings []float64) result.Reach {
	t := n.t
	st := t.state(n.k)
	find := t.finder(st, st.closed)
	middle := t.graph.Place(from)
	out := result.Reach{Of: result.Text{EN: middle.EN, ZH: middle.ZH}, ID: middle.ID, Service: s.String(), Loaded: n.run != nil && len(t.elements) > 0,
		At: result.Point{Lat: result.Number(middle.Lat), Lon: result.Number(middle.Lon)}, Places: []result.RingSite{}}
	for _, ms := range rings {
		out.RingsMs, out.Demand = append(out.RingsMs, result.Number(ms)), append(out.Demand, result.Missing())
	}
	ring := make([]int, t.graph.Len())
	for i := range t.graph.Len() {
		way, p := find.lane(s, from, i), t.graph.Place(i)
		wait := longest(way.elements, n.net.queue)
		mean := way.empty() + wait
		for ring[i] < len(rings) && !(mean <= rings[ring[i]]) {
			ring[i]++
		}
		out.Places = append(out.Places, result.RingSite{ID: p.ID, Name: result.Text{EN: p.EN, ZH: p.ZH}, Role: p.Role, Ring: ring[i],
			At:       result.Point{Lat: result.Number(p.Lat), Lon: result.Number(p.Lon)},
			OneWayMs: number(way.empty()), MeanMs: number(mean), P99Ms: number(way.empty() + float64(wait*t.tail))})
	}
	if n.run != nil && n.run.market != nil {
		n.demandWithin(ring, out.Demand)
	}
	far := func(p result.RingSite) float64 {
		if p.MeanMs.IsMissing() {
			return math.Inf(1)
		}
		return float64(p.MeanMs)
	}
	slices.SortStableFunc(out.Places, func(a, b result.RingSite) int {
		return cmp.Or(cmp.Compare(far(a), far(b)), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// demandWithin is the share of all demand that arises within each ring.
func (n *Network) demandWithin(ring []int, share []result.Number) {
	m := n.run.plan.market
	all, within := 0., make([]float64, len(share))
	for row := range m.rows {
		wanted := m.wanted[n.k*m.rows+row]
		all += wanted
		for i := ring[n.t.origins[row/m.classes]]; i < len(within); i++ {
			within[i] += wanted
		}
	}
	for i := range share {
		share[i] = result.Number(within[i] / all)
	}
}

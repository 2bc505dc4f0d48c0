package dispatch

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
)

// simplex solves the problem as a linear program in standard form: a variable for every
// pair that is allowed, for what each row leaves unserved, at a penalty, and for what each
// column leaves free. The last two are a basis to start from.
func simplex(p *Problem) (placed, cost float64, err error) {
	least, most := inf, -inf
	for _, c := range p.Cost {
		if c < inf {
			least, most = min(least, c), max(most, c)
		}
	}
	penalty := 1.0
	if least <= most {
		penalty += float64(p.Columns+1)*(most-least) + math.Abs(most)
	}
	type variable struct {
		cost        float64
		row, column int // -1: none
	}
	var vars []variable
	var basis []int
	var limits []float64
	for i, s := range p.Supply {
		basis, limits = append(basis, len(vars)), append(limits, s)
		vars = append(vars, variable{penalty, i, -1})
	}
	place := make([]int, p.Columns) // of the column's constraint
	for j, c := range p.Capacity {
		place[j] = -1
		if c < inf {
			place[j] = len(limits)
			basis, limits = append(basis, len(vars)), append(limits, c)
			vars = append(vars, variable{0, -1, place[j]})
		}
	}
	for n, c := range p.Cost {
		if c < inf {
			vars = append(vars, variable{c, n / p.Columns, place[n%p.Columns]})
		}
	}
	if len(limits) == 0 {
		return 0, 0, nil
	}
	costs, a := make([]float64, len(vars)), mat.NewDense(len(limits), len(vars), nil)
	for n, v := range vars {
		costs[n] = v.cost
		if v.row >= 0 {
			a.Set(v.row, n, 1)
		}
		if v.column >= 0 {
			a.Set(v.column, n, 1)
		}
	}
	_, x, err := lp.Simplex(costs, a, limits, 1e-10, basis)
	if err != nil {
		return 0, 0, err
	}
	for n, v := range vars[len(limits):] {
		placed += x[len(limits)+n]
		cost += v.cost * x[len(limits)+n]
	}
	return placed, cost, nil
}

// edge is an arc of a flow network; its twin, the way back, stands next to it.
type edge struct {
	to         int
	room, cost float64
}

// bellmanFord solves the problem by successive shortest paths over all rows and columns,
// found by Bellman and Ford's algorithm: no prices, no penalty, no warm start. It sends as
// much as can be sent, and of that amount it is the cheapest at every moment.
func bellmanFord(p *Problem) (placed, cost float64) {
	source, sink := p.Rows+p.Columns, p.Rows+p.Columns+1
	var edges []edge
	out := make([][]int, sink+1)
	add := func(from, to int, room, cost float64) {
		out[from] = append(out[from], len(edges))
		out[to] = append(out[to], len(edges)+1)
		edges = append(edges, edge{to, room, cost}, edge{from, 0, -cost})
	}
	total := 0.0
	for i, s := range p.Supply {
		add(source, i, s, 0)
		total += s
	}
	for j, c := range p.Capacity {
		add(p.Rows+j, sink, c, 0)
	}
	tiny := 0.0 // a step of less is rounding, and would go round in circles
	for n, c := range p.Cost {
		if c < inf {
			add(n/p.Columns, p.Rows+n%p.Columns, inf, c)
			tiny = max(tiny, 1e-12*math.Abs(c))
		}
	}
	for {
		dist, by := make([]float64, sink+1), make([]int, sink+1)
		for v := range dist {
			dist[v] = inf
		}
		dist[source] = 0
		for changed := true; changed; {
			changed = false
			for v, arcs := range out {
				for _, e := range arcs {
					if d, to := dist[v]+edges[e].cost, edges[e].to; edges[e].room > 1e-12*total && d < dist[to]-tiny {
						dist[to], by[to], changed = d, e, true
					}
				}
			}
		}
		if math.IsInf(dist[sink], 1) {
			return placed, cost
		}
		racks := inf
		for v := sink; v != source; v = edges[by[v]^1].to {
			racks = min(racks, edges[by[v]].room)
		}
		for v := sink; v != source; v = edges[by[v]^1].to {
			edges[by[v]].room -= racks
			edges[by[v]^1].room += racks
		}
		placed += racks
		cost += racks * dist[sink]
	}
}

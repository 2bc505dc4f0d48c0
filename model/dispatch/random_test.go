package dispatch

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

var inf = math.Inf(1)

// blank is a problem without demand and racks in which everything costs nothing.
func blank(rows, columns int) *Problem {
	return &Problem{
		Rows: rows, Columns: columns,
		Cost:     make([]float64, rows*columns),
		Supply:   make([]float64, rows),
		Capacity: make([]float64, columns),
		Flow:     make([]float64, rows*columns),
	}
}

// realistic is a problem as the simulator poses them: origins with three classes of
// workload each, clusters on a map, about two thirds of which will be full. What minds
// delay most pays most for distance, and cannot go far.
func realistic(r *rand.Rand, rows, columns int) *Problem {
	p := blank(rows, columns)
	x, y, base := make([]float64, columns), make([]float64, columns), make([]float64, columns)
	for j := range columns {
		x[j], y[j], base[j] = r.Float64(), r.Float64(), 500+1500*r.Float64()
	}
	total, ox, oy := 0.0, 0.0, 0.0
	for i := range rows {
		class := i % 3
		if class == 0 {
			ox, oy = r.Float64(), r.Float64()
		}
		p.Supply[i] = 50000 * r.Float64() * r.Float64()
		total += p.Supply[i]
		for j := range columns {
			d := math.Hypot(x[j]-ox, y[j]-oy)
			p.Cost[i*columns+j] = base[j] + d*[...]float64{300, 800, 2000}[class]
			if class == 2 && d > .7 {
				p.Cost[i*columns+j] = inf
			}
		}
	}
	for j := range columns {
		p.Capacity[j] = total / float64(columns) * (.3 + 1.8*r.Float64())
	}
	return p
}

// drift is the problem a step later: amounts have changed by some per cent, the costs of
// each column by some CNY.
func drift(r *rand.Rand, p *Problem) *Problem {
	q := blank(p.Rows, p.Columns)
	for i, v := range p.Supply {
		q.Supply[i] = v * math.Exp(.05*r.NormFloat64())
	}
	for j, v := range p.Capacity {
		q.Capacity[j] = v * math.Exp(.05*r.NormFloat64())
		shift := 5 * r.NormFloat64()
		for i := range p.Rows {
			q.Cost[i*p.Columns+j] = p.Cost[i*p.Columns+j] + shift
		}
	}
	return q
}

// steps is a sequence of problems, each a step after the one before.
func steps(r *rand.Rand, n, rows, columns int) []*Problem {
	out := []*Problem{realistic(r, rows, columns)}
	for len(out) < n {
		out = append(out, drift(r, out[len(out)-1]))
	}
	return out
}

// The kinds of problems that mixed makes.
const (
	generic   = iota // costs that are all different
	whole            // small whole numbers all over: many placements are optimal
	equal            // one cost for all
	exact            // as much capacity as supply
	scarce           // much less capacity than supply
	forbidden        // most pairs forbidden
	zeros            // half of the supplies and capacities 0
	below            // costs of both signs
	kinds
)

// mixed is a problem of one kind, up to the given size, perhaps without rows or columns.
func mixed(r *rand.Rand, kind, rows, columns int) *Problem {
	p := blank(r.IntN(rows+1), r.IntN(columns+1))
	number := func() float64 { return 1000 * r.Float64() }
	if kind == whole || kind == exact || r.IntN(3) == 0 {
		number = func() float64 { return float64(r.IntN(6)) }
	}
	share := [kinds]float64{forbidden: .7, generic: .1, scarce: .2}[kind]
	for n := range p.Cost {
		p.Cost[n] = 500 + 3500*r.Float64()
		switch kind {
		case whole:
			p.Cost[n] = float64(r.IntN(4))
		case equal:
			p.Cost[n] = 700
		case below:
			p.Cost[n] = float64(r.IntN(2000) - 1000)
		}
		if r.Float64() < share {
			p.Cost[n] = inf
		}
	}
	total := 0.0
	for i := range p.Supply {
		p.Supply[i] = number()
		if kind == zeros && r.IntN(2) == 0 {
			p.Supply[i] = 0
		}
		total += p.Supply[i]
	}
	for j := range p.Capacity {
		p.Capacity[j] = number() * float64(p.Rows) / float64(p.Columns)
		switch {
		case kind == whole:
			p.Capacity[j] = number()
		case kind == scarce:
			p.Capacity[j] = math.Floor(p.Capacity[j] / 4)
		case kind == zeros && r.IntN(2) == 0:
			p.Capacity[j] = 0
		case kind == exact: // whole numbers, so that they add up to the bit
			p.Capacity[j] = min(total, float64(r.IntN(6)))
			if j == p.Columns-1 {
				p.Capacity[j] = total
			}
			total -= p.Capacity[j]
		case r.IntN(10) == 0:
			p.Capacity[j] = inf
		}
	}
	return p
}

// nearest ranks the columns of each row by cost; forbidden ones end the list.
func nearest(p *Problem) []int {
	rank := make([]int, p.Rows*p.Columns)
	for i := range p.Rows {
		row, cost := rank[i*p.Columns:][:p.Columns], p.Cost[i*p.Columns:][:p.Columns]
		for j := range row {
			row[j] = j
		}
		slices.SortStableFunc(row, func(a, b int) int { return cmp.Compare(cost[a], cost[b]) })
		for k, j := range row {
			if math.IsInf(cost[j], 1) {
				row[k] = -1
			}
		}
	}
	return rank
}

// permuted is the problem with row i of it at rows[i], column j at columns[j].
func permuted(p *Problem, rows, columns []int) *Problem {
	q := blank(p.Rows, p.Columns)
	for i, to := range rows {
		q.Supply[to] = p.Supply[i]
		for j, k := range columns {
			q.Cost[to*p.Columns+k] = p.Cost[i*p.Columns+j]
			q.Flow[to*p.Columns+k] = p.Flow[i*p.Columns+j]
		}
	}
	for j, k := range columns {
		q.Capacity[k] = p.Capacity[j]
	}
	return q
}

// within fails the test unless the flows are what every policy promises. It returns the
// racks placed and what they cost.
func within(t *testing.T, p *Problem) (placed, cost float64) {
	t.Helper()
	for i, supply := range p.Supply {
		sum := 0.0
		for j, f := range p.Flow[i*p.Columns:][:p.Columns] {
			c := p.Cost[i*p.Columns+j]
			if !(f >= 0) || f > 0 && math.IsInf(c, 1) {
				t.Fatalf("flow %v from %d to %d at cost %v", f, i, j, c)
			}
			sum += f
			if f > 0 {
				cost += f * c
			}
		}
		if sum > supply {
			t.Fatalf("row %d: %v placed, %v there", i, sum, supply)
		}
		placed += sum
	}
	for j, capacity := range p.Capacity {
		if sum := load(p, j); sum > capacity {
			t.Fatalf("column %d: %v placed, room for %v", j, sum, capacity)
		}
	}
	return placed, cost
}

// load is what is placed on a column.
func load(p *Problem, j int) float64 {
	sum := 0.0
	for i := range p.Rows {
		sum += p.Flow[i*p.Columns+j]
	}
	return sum
}

// near tells whether two numbers are the same but for a share of a scale.
func near(a, b, share, scale float64) bool { return math.Abs(a-b) <= share*math.Abs(scale) }

// same fails the test unless the flows of two problems are the same but for a share of
// the supplies.
func same(t *testing.T, p, q *Problem, share float64) {
	t.Helper()
	for n, f := range p.Flow {
		if !near(f, q.Flow[n], share, p.Supply[n/p.Columns]) {
			t.Fatalf("flow from %d to %d: %v and %v of %v", n/p.Columns, n%p.Columns, f, q.Flow[n], p.Supply[n/p.Columns])
		}
	}
}

// identity is the permutation that moves nothing.
func identity(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	return p
}

// padded is the problem with rows and columns without amounts added up to a size. They
// cost nothing, to be tempting.
func padded(p *Problem, rows, columns int) *Problem {
	q := blank(rows, columns)
	copy(q.Supply, p.Supply)
	copy(q.Capacity, p.Capacity)
	for i := range p.Rows {
		copy(q.Cost[i*columns:], p.Cost[i*p.Columns:][:p.Columns])
	}
	return q
}

// nudge fails the test if a policy places far more, or elsewhere, with a trace of room more
// in a column that is full from the start, or in one that is not.
func nudge(t *testing.T, r *rand.Rand, p *Problem, place func(p *Problem)) {
	t.Helper()
	if p.Columns == 0 {
		return
	}
	j, total := r.IntN(p.Columns), Sum(p.Supply, 1)
	if r.IntN(2) == 0 {
		p.Capacity[j] = 0
	}
	place(p)
	q := permuted(p, identity(p.Rows), identity(p.Columns))
	q.Capacity[j] += 1e-12 * total
	place(q)
	within(t, q)
	moved := 0.0
	for n, f := range p.Flow {
		moved += math.Abs(q.Flow[n] - f)
	}
	if moved > 1e-10*total {
		t.Fatalf("a trace of room moves %v of %v racks", moved, total)
	}
}

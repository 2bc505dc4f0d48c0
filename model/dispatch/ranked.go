package dispatch

import "math"

// Ranked places racks by a fixed order of preference. Tenants come evenly over the step,
// all rows at once, and take the first column of their row's rank that has a rack free
// when they come. So a row's index gives it no advantage, and a little more or less room
// changes little.
type Ranked struct {
	next   []int     // by row: the place in its rank
	column []int     // by row: where those go who come now, or -1
	asked  []float64 // by column: racks, if nothing closes
	free   []float64 // by column: racks
}

// NewRanked makes a policy for problems of the given size, with all the memory it will
// take.
func NewRanked(rows, columns int) *Ranked {
	return &Ranked{
		next:   make([]int, rows),
		column: make([]int, rows),
		asked:  make([]float64, columns),
		free:   make([]float64, columns),
	}
}

// Place places the problem, which has the size given to NewRanked, and overwrites p.Flow.
// Rank is row-major like p.Cost and holds the columns of each row from the most to the
// least preferred; -1 ends the list. Beside forbidding, cost has no say.
func (r *Ranked) Place(p *Problem, rank []int) {
	clear(p.Flow)
	clear(r.next)
	copy(r.free, p.Capacity)
	for left := 1.0; left > 0 && r.choose(p, rank); {
		full, span := next(r.free, r.asked, left)
		for i, j := range r.column {
			if j >= 0 {
				p.Flow[i*p.Columns+j] += float64(p.Supply[i] * span)
			}
		}
		for j, asked := range r.asked {
			r.free[j] = max(0, r.free[j]-float64(asked*span))
		}
		if full < 0 {
			break
		}
		r.free[full] = 0
		left -= span
	}
	p.trim(r.asked)
}

// choose finds the column of each row that those take who come now. It tells whether any
// row has one.
func (r *Ranked) choose(p *Problem, rank []int) bool {
	clear(r.asked)
	asks := false
	for i, supply := range p.Supply {
		r.column[i] = -1
		if !(supply > 0) {
			continue
		}
		at := i * p.Columns
		for ; r.next[i] < p.Columns; r.next[i]++ {
			j := rank[at+r.next[i]]
			if j < 0 {
				r.next[i] = p.Columns
				break
			}
			if r.free[j] > 0 && p.Cost[at+j] < math.Inf(1) {
				r.column[i] = j
				r.asked[j] += supply
				asks = true
				break
			}
		}
	}
	return asks
}

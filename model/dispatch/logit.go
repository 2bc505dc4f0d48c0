package dispatch

import "math"

// Logit places racks by the shares of a multinomial logit model: of the columns open to a
// row, each draws exp(-cost/scale) parts (McFadden, in Zarembka, ed., Frontiers in
// Econometrics, 1974, 105-142). Tenants come evenly over the step, all rows at once, and
// choose among what is still free when they come: a column that is full is closed to all
// who come later. So a row's index gives it no advantage, and a little more or less room
// changes little.
type Logit struct {
	weight []float64 // by row and column: parts, 0 where the pair is forbidden or closed
	base   []float64 // by row: CNY per rack and month, the cost of one part
	parts  []float64 // by row: the sum of its weights
	count  []float64 // by row: the same when it was last added up
	share  []float64 // by row: racks per part, of all who have come
	rate   []float64 // by row: racks per part, if all come while nothing more closes
	asked  []float64 // by column: racks, at these rates
	free   []float64 // by column: racks
	open   []bool    // by column
}

// thin is a sum of weights below which they have lost digits or are about to: far above
// where numbers end, far below any share that counts.
const thin = 1e-100

// NewLogit makes a policy for problems of the given size, with all the memory it will take.
func NewLogit(rows, columns int) *Logit {
	return &Logit{
		weight: make([]float64, rows*columns),
		base:   make([]float64, rows),
		parts:  make([]float64, rows),
		count:  make([]float64, rows),
		share:  make([]float64, rows),
		rate:   make([]float64, rows),
		asked:  make([]float64, columns),
		free:   make([]float64, columns),
		open:   make([]bool, columns),
	}
}

// Place places the problem, which has the size given to NewLogit, and overwrites p.Flow.
// The scale, in CNY per rack and month, says how much cost a tenant overlooks: of two
// columns, one dearer by a scale gets a share of 0.27. At 0 and below, each chooses the
// cheapest; at +Inf, any.
func (l *Logit) Place(p *Problem, scale float64) {
	clear(p.Flow)
	if !(scale > 0) {
		scale = math.SmallestNonzeroFloat64
	}
	copy(l.free, p.Capacity)
	clear(l.asked)
	for j, free := range l.free {
		l.open[j] = free > 0
	}
	for i, supply := range p.Supply {
		l.share[i], l.rate[i] = 0, 0
		if !(supply > 0) {
			clear(l.weight[i*p.Columns:][:p.Columns])
		} else if l.weigh(p, i, scale) {
			l.ask(p, i, scale)
		}
	}
	for left := 1.0; left > 0; {
		full, span := next(l.free, l.asked, left)
		for i, rate := range l.rate {
			l.share[i] += float64(rate * span)
		}
		for j, asked := range l.asked {
			l.free[j] = max(0, l.free[j]-float64(asked*span))
		}
		if full < 0 {
			break
		}
		l.close(p, full, scale)
		left -= span
	}
	for i, share := range l.share {
		at := i * p.Columns
		for j, w := range l.weight[at:][:p.Columns] {
			if w > 0 {
				p.Flow[at+j] = float64(w * share)
			}
		}
	}
	p.trim(l.asked)
}

// close writes down what came to a column, and sends those who come later elsewhere.
func (l *Logit) close(p *Problem, j int, scale float64) {
	l.open[j], l.asked[j] = false, 0
	for i, share := range l.share {
		at := i*p.Columns + j
		if w := l.weight[at]; w > 0 {
			p.Flow[at], l.weight[at] = float64(w*share), 0
			l.parts[i] -= w
			l.ask(p, i, scale)
		}
	}
}

// ask works out what a row asks of the columns now open to it, and what all ask.
func (l *Logit) ask(p *Problem, i int, scale float64) {
	weight := l.weight[i*p.Columns:][:p.Columns]
	if l.parts[i] <= l.count[i]/16 { // before subtraction has cost digits
		l.parts[i] = Sum(weight, 1)
		l.count[i] = l.parts[i]
	}
	if l.parts[i] < thin {
		for j, w := range weight {
			l.asked[j] -= float64(l.rate[i] * w)
		}
		l.rate[i] = 0
		if !l.weigh(p, i, scale) {
			return
		}
	}
	rate := p.Supply[i] / l.parts[i]
	more := rate - l.rate[i]
	l.rate[i] = rate
	asked := l.asked[:len(weight)]
	for j, w := range weight {
		asked[j] += float64(more * w)
	}
}

// weigh sets the weights of a row so that its cheapest open column weighs 1. It tells
// whether there is one.
func (l *Logit) weigh(p *Problem, i int, scale float64) bool {
	cost, weight := p.Cost[i*p.Columns:][:p.Columns], l.weight[i*p.Columns:][:p.Columns]
	base := math.Inf(1)
	for j, c := range cost {
		if l.open[j] && c < base {
			base = c
		}
	}
	parts := 0.0
	for j, c := range cost {
		weight[j] = 0
		if l.open[j] && c < math.Inf(1) {
			weight[j] = math.Exp((base - c) / scale)
			parts += weight[j]
		}
	}
	l.parts[i], l.count[i] = parts, parts
	if l.share[i] > 0 && parts > 0 { // the parts have grown
		l.share[i] *= math.Exp((l.base[i] - base) / scale)
	}
	l.base[i] = base
	return parts > 0
}

// next is the open column that is full first when the asked racks come evenly, and the
// span of the time until then; -1 and all the time that is left if none is.
func next(free, asked []float64, left float64) (full int, span float64) {
	full, span = -1, left
	for j, a := range asked {
		if free[j] < float64(a*span) {
			full, span = j, free[j]/a
		}
	}
	return full, span
}

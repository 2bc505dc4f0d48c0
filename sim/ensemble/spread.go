package ensemble

import (
	"math"
	"slices"
)

// spread gathers the values of all members, cell by cell of the table of results: mean and
// quantiles. Of one block of members quantiles are exact. Of more, the first values of each
// cell, those of the first block as a rule, lay out a histogram in which all are counted. Its
// bins are a hundredth of the range in which 15 of 16 of these values lie, and beyond it wider
// the farther out; a quantile from 5 to 95 % is right within a bin. What equals the least or the largest value is counted by itself: quantiles of what is
// 0 for most members, or full, are exact where they are 0 or full.
type spread struct {
	exact [][1 + quantiles]float64 // by cell, of one block; else nil
	cells []cell
	bins  []uint32    // by cell, counters of each: one below the bins, the bins, one above
	few   [][]float64 // by cell: all its values, until there are enough
}

// cell is what is known of a value.
type cell struct {
	low, width    float64 // of the bins; a width of 0 where the first values were all the same
	min, max, sum float64 // the sum is of differences from low: so what all have in common is not rounded away
	n             uint32  // members with a value
	atMin, atMax  uint32  // of them, those with the least and with the largest
}

const (
	quantiles = 5
	inner     = 100 // bins in the range of the first values
	outer     = 30  // bins on either side of it, each wider than the one before
	widening  = 1.15
	binsOf    = inner + 2*outer
	counters  = binsOf + 2
	enough    = block / 2 // values to lay out bins
	stripe    = 1024      // cells that a worker adds at a time
	tile      = 8         // cells whose values lie in one line of the processor's cache
)

// levels are the quantiles that are told.
var levels = [quantiles]float64{.05, .25, .5, .75, .95}

// reach is how far the bins on either side of the range lie from it, in widths of those within.
// Never written.
var reach = func() (out [outer + 1]float64) {
	width := 1.
	for k := range outer {
		width *= widening
		out[k+1] = out[k] + width
	}
	return out
}()

// newSpread is that of a table of so many cells, for one block of members or for many.
func newSpread(size int, many bool) *spread {
	if !many {
		return &spread{exact: make([][1 + quantiles]float64, size)}
	}
	return &spread{cells: make([]cell, size), bins: make([]uint32, size*counters), few: make([][]float64, size)}
}

func (s *spread) size() int { return max(len(s.exact), len(s.cells)) }

// stripes is the number of parts in which cells are added.
func (s *spread) stripes() int { return (s.size() + stripe - 1) / stripe }

// add adds the members of a block that did not fail to the cells of a stripe, in the order of
// members. All stripes of a block have to be added before those of the next.
func (s *spread) add(part int, slab [][]float64, ok []bool) {
	var columns [tile][block]float64
	for from, end := part*stripe, min((part+1)*stripe, s.size()); from < end; from += tile {
		to := min(from+tile, end)
		var n [tile]int
		for m, row := range slab {
			if !ok[m] {
				continue
			}
			for k, v := range row[from:to] {
				if !unknown(v) {
					columns[k][n[k]] = v
					n[k]++
				}
			}
		}
		for i := from; i < to; i++ {
			s.take(i, columns[i-from][:n[i-from]])
		}
	}
}

// unknown tells whether a value is none: not a number, or none that files would have. What is
// left can be subtracted and added up.
func unknown(v float64) bool { return !(math.Abs(v) <= 1e300) }

// take adds values to a cell.
func (s *spread) take(i int, values []float64) {
	switch {
	case s.exact != nil:
		s.exact[i] = exactly(values)
		return
	case s.cells[i].n == 0:
		if s.few[i] != nil {
			values = append(s.few[i], values...)
			s.few[i] = values
		}
		if len(values) < enough {
			if s.few[i] == nil && len(values) > 0 {
				s.few[i] = slices.Clone(values)
			}
			return
		}
		s.few[i] = nil
		s.cells[i].layOut(values)
	}
	c, bins := &s.cells[i], s.bins[i*counters:][:counters]
	for _, v := range values {
		c.count(v)
		bins[c.bin(v)]++
	}
}

// layOut puts the bins of a cell where most of its first values are: a long tail must not make
// them wide.
func (c *cell) layOut(values []float64) {
	sorted := slices.Sorted(slices.Values(values))
	last, tail := len(sorted)-1, len(sorted)/32
	c.min, c.max = sorted[0], sorted[last]
	from, to := sorted[tail], sorted[last-tail]
	if from == to {
		from, to = c.min, c.max
	}
	c.width = (to - from) / inner
	c.low = from
}

// count adds a value to the moments.
func (c *cell) count(v float64) {
	c.n++
	c.sum += v - c.low
	switch {
	case v < c.min:
		c.min, c.atMin = v, 1
	case v == c.min:
		c.atMin++
	}
	switch {
	case v > c.max:
		c.max, c.atMax = v, 1
	case v == c.max:
		c.atMax++
	}
}

// bin is where a value is counted.
func (c *cell) bin(v float64) int {
	if c.width == 0 {
		switch {
		case v < c.low:
			return 0
		case v > c.low:
			return binsOf + 1
		}
		return 1 + outer
	}
	at := (v - c.low) / c.width
	switch {
	case at < 0:
		return outer + 1 - beyond(-at)
	case at >= inner:
		return outer + inner + beyond(at-inner)
	}
	return 1 + outer + int(at)
}

// beyond is the number of the bin outside the range in which a distance from it lies, from 1 on;
// one more than there are for what is farther.
func beyond(distance float64) int {
	for k := 1; k <= outer; k++ {
		if distance < reach[k] {
			return k
		}
	}
	return outer + 1
}

// of is what a cell came to, in the order of result.SpreadNames; NaN without any value.
func (s *spread) of(i int) [1 + quantiles]float64 {
	if s.exact != nil {
		return s.exact[i]
	}
	c := &s.cells[i]
	if c.n == 0 {
		return exactly(slices.Clone(s.few[i]))
	}
	out := [1 + quantiles]float64{min(c.max, max(c.min, c.low+c.sum/float64(c.n)))}
	for k, q := range levels {
		out[1+k] = c.quantile(s.bins[i*counters:][:counters], q)
	}
	return out
}

// quantile reads a quantile off the histogram of a cell, linear between values as if they were
// known.
func (c *cell) quantile(bins []uint32, q float64) float64 {
	at := q * float64(c.n-1)
	i := uint32(at)
	low := c.value(bins, i)
	if i+1 >= c.n {
		return low
	}
	return low + float64((at-float64(i))*(c.value(bins, i+1)-low))
}

// value is the one with so many smaller ones: values are taken as evenly spread over their bin,
// and those beyond the bins over what lies between these and the extremes.
func (c *cell) value(bins []uint32, i uint32) float64 {
	switch {
	case i < c.atMin:
		return c.min
	case i >= c.n-c.atMax:
		return c.max
	}
	least, most := c.bin(c.min), c.bin(c.max)
	passed := c.atMin
	for b, n := range bins {
		if b == least {
			n -= c.atMin
		}
		if b == most {
			n -= c.atMax
		}
		if i < passed+n {
			from, to := c.edge(b), c.edge(b+1)
			return from + float64((to-from)*((float64(i-passed)+.5)/float64(n)))
		}
		passed += n
	}
	return c.max
}

// edge is where a bin begins, within the extremes.
func (c *cell) edge(bin int) float64 {
	switch bin {
	case 0:
		return c.min
	case counters:
		return c.max
	}
	widths := float64(bin - 1 - outer)
	if n := outer + 1 - bin; n > 0 {
		widths = -reach[n]
	} else if n := bin - 1 - outer - inner; n > 0 {
		widths = inner + reach[n]
	}
	return min(max(c.low+float64(widths*c.width), c.min), c.max)
}

// exactly is the mean and the quantiles of some values, which it sorts; NaN without any.
func exactly(values []float64) (out [1 + quantiles]float64) {
	if len(values) == 0 {
		for k := range out {
			out[k] = math.NaN()
		}
		return out
	}
	sum := 0.
	for _, v := range values {
		sum += v - values[0]
	}
	mean := values[0] + sum/float64(len(values))
	slices.Sort(values)
	out[0] = min(max(mean, values[0]), values[len(values)-1])
	for k, q := range levels {
		out[1+k] = quantile(values, q)
	}
	return out
}

// quantile is that of sorted values, linear between them: the first is that of 0, the last of 1.
func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + float64((at-float64(i))*(sorted[i+1]-sorted[i]))
}

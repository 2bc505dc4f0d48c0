package distribution

import "math"

// leastLeft is the probability that has to be left between min and max. Less of it is a tail
// that nobody can mean: it is drawn from a part of the shape that says nothing about it.
const leastLeft = 1e-6

// leastWithin is what Within has to leave. A scenario whose distribution lies mostly outside
// what is allowed has another quantity in mind, or another unit.
const leastWithin = .5

// whole is a shape without cuts.
func whole(s shape) *Dist {
	low, high := s.ends()
	return &Dist{shape: s, from: edge{low, 0, 1}, to: edge{high, 1, 0}, mass: 1}
}

// Within is the distribution cut to [low, high], and how much of its probability lay
// outside. The error is a *Fault where less than half of it is left, and where the value
// asked for is cut off.
func (d *Dist) Within(low, high float64) (*Dist, float64, error) {
	if !(low <= high) {
		return nil, 1, fault("", "cannot lie between %s and %s", num(low), num(high))
	}
	out, kept := d.between(low, high)
	if !(kept >= leastWithin) {
		return nil, 1 - kept, fault("", "lies mostly outside what is allowed, %s: only %s of its probability is inside, and it has to be half at least; look at the unit, or cut it with min and max",
			span(low, high), percent(kept))
	}
	if f := out.checkWish(); f != nil {
		return nil, 1 - kept, f
	}
	return out, 1 - kept, nil
}

// limited is the distribution between the parameters min and max.
func (d *Dist) limited(numbers map[string]float64) (*Dist, *Fault) {
	low, hasMin := numbers["min"]
	high, hasMax := numbers["max"]
	if !hasMin {
		low = math.Inf(-1)
	}
	if !hasMax {
		high = math.Inf(1)
	}
	key := ""
	switch {
	case hasMin && hasMax && !(low < high):
		return nil, fault("max", "%s has to be above min, %s", num(high), num(low))
	case hasMin && !hasMax:
		key = "min"
	case hasMax && !hasMin:
		key = "max"
	}
	out, kept := d.between(low, high)
	if !(kept >= leastLeft) {
		return nil, fault(key, "leaves nothing of the distribution, %s (less than a millionth of its probability)", span(low, high))
	}
	return out, nil
}

// between cuts, and says what share of the probability is kept. What it returns can be drawn
// from if the share is above 0.
func (d *Dist) between(low, high float64) (*Dist, float64) {
	out := *d
	if s, ok := d.shape.(*discrete); ok {
		s, kept := s.between(low, high)
		if kept == 0 {
			return d, 0
		}
		out.shape = s
		out.from.x, out.to.x = s.ends()
		return &out, kept
	}
	if low > d.from.x {
		out.from.x = low
		out.from.p, out.from.q = d.shape.tails(low)
	}
	if high < d.to.x {
		out.to.x = high
		out.to.p, out.to.q = d.shape.tails(high)
	}
	out.mass = between(out.from, out.to)
	if out.from.x >= out.to.x || !(out.mass > 0) {
		return d, 0
	}
	return &out, min(out.mass/d.mass, 1)
}

// between is the probability of the shape between two edges, from the side that says it
// without loss.
func between(from, to edge) float64 {
	if from.q < from.p {
		return from.q - to.q
	}
	return to.p - from.p
}

// checkWish refuses a value that was asked for and is not one of the distribution.
func (d *Dist) checkWish() *Fault {
	if !d.asked {
		return nil
	}
	if s, ok := d.shape.(*discrete); ok && !s.has(*d.wish) {
		return fault("value", "%s is none of the values that can be drawn", num(*d.wish))
	}
	if !(*d.wish >= d.from.x && *d.wish <= d.to.x) {
		return fault("value", "%s lies outside the distribution, %s", num(*d.wish), span(d.from.x, d.to.x))
	}
	return nil
}

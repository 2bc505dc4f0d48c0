package plots

import (
	"math"

	"gonum.org/v1/plot/vg"
)

const (
	asideMost  = vg.Length(8) // how far a dot is moved from its level
	spreadMost = vg.Length(4) // how far a line is
)

// gap is the least distance of neighbouring levels or words on an axis so long.
func (a *sweepAxis) gap(long vg.Length) vg.Length {
	n := max(len(a.levels), len(a.words))
	out := 1.
	for i := 1; i < n; i++ {
		from, to := float64(i-1), float64(i)
		if a.texts == nil {
			from, to = a.at(a.levels[i-1]), a.at(a.levels[i])
		}
		out = min(out, a.part(to)-a.part(from))
	}
	return long * vg.Length(out)
}

// stands tells whether all values lie at a few places.
func (a *sweepAxis) stands() bool { return a.texts != nil || len(a.levels) > 0 }

// swarm moves dots that would hide each other aside, each as little as keeps it clear of those
// before it, and so little that nobody takes it for another value: by a sixth of the distance of
// neighbouring levels at most. Where that has no room for all, they overlap. It tells whether any
// has been moved.
func (p *plane) swarm(dots []vg.Point, radius vg.Length) (moved bool) {
	if !p.x.stands() {
		return false
	}
	room := min(p.x.gap(p.box.Max.X-p.box.Min.X)/6, asideMost)
	least := 1.9 * radius
	taken := map[[2]int][]vg.Point{} // by squares of that size
	square := func(at vg.Point) [2]int { return [2]int{int(at.X / least), int(at.Y / least)} }
	free := func(at vg.Point) bool {
		s := square(at)
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				for _, other := range taken[[2]int{s[0] + dx, s[1] + dy}] {
					if far(other, at) < least {
						return false
					}
				}
			}
		}
		return true
	}
	for i, from := range dots {
		at := vg.Point{X: from.X + vg.Length(fan01(i))*room, Y: from.Y} // where all is full
		for step := range 2*int(room/(radius/2)) + 1 {
			// In turn to the right and to the left, further each time.
			try := from.X + vg.Length((step+1)/2)*radius/2*vg.Length(1-2*(step%2))
			if free(vg.Point{X: try, Y: from.Y}) {
				at.X = try
				break
			}
		}
		moved = moved || at.X != from.X
		dots[i] = at
		taken[square(at)] = append(taken[square(at)], at)
	}
	return moved
}

// fan01 spreads numbers evenly from -1 to 1, those that follow each other far apart.
func fan01(n int) float64 {
	const golden = 0.6180339887498949
	_, u := math.Modf(float64(n) * golden)
	return 2*u - 1
}

// spread is how far the n-th line is moved from its level on an axis so long: else lines of one level
// hide each other.
func (a *sweepAxis) spread(n int, long vg.Length) vg.Length {
	if !a.stands() {
		return 0
	}
	return vg.Length(fan01(n)) * min(a.gap(long)/6, spreadMost)
}

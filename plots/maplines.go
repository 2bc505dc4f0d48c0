package plots

import (
	"cmp"
	"slices"

	"gonum.org/v1/plot/vg"
)

// flow is a line of the map.
type flow struct {
	from, to vg.Point
	r0, r1   vg.Length // of the discs at its ends
	width    vg.Length
	focus    bool
}

// lines draws the flows, the widest first, those that the targets are about on top. It
// gives the places that they take: of those on top, and of all.
func (m *chartOf) lines() (strong, every []vg.Rectangle) {
	var all []flow
	for o, from := range m.origins {
		for c, to := range m.clusters {
			if v := m.racks[o][c]; m.drawable(o, c) {
				all = append(all, flow{m.place(from), m.place(to), m.radius(from.racks), m.radius(to.racks),
					max(0.5, flowMost*vg.Length(v/m.widest)), to.focus})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b flow) int { return cmp.Compare(b.width, a.width) })
	all = all[:min(len(all), flowsMax)]
	slices.SortStableFunc(all, func(a, b flow) int {
		if a.focus != b.focus {
			return map[bool]int{true: 1, false: -1}[a.focus]
		}
		return cmp.Compare(b.width, a.width)
	})
	for _, l := range all {
		points := l.arc()
		if len(points) < 3 {
			continue
		}
		c := faint
		if l.focus || m.focus == "" {
			c = blue
		}
		if m.focus == "" {
			c = blue2
		}
		m.fill(paper, ribbon(points, l.width+1.2, 0)...)
		m.fill(c, ribbon(points, l.width, max(2.2*l.width, 4))...)
		for _, p := range points {
			every = append(every, around(p, l.width/2+0.5))
			if l.focus {
				strong = append(strong, around(p, l.width/2))
			}
		}
	}
	return strong, every
}

// arc is the way from disc to disc, bowed to the left so that both ways can be seen.
func (l flow) arc() []vg.Point {
	dx, dy := l.to.X-l.from.X, l.to.Y-l.from.Y
	const bow, n = 0.16, 100
	middle := vg.Point{X: (l.from.X+l.to.X)/2 - bow*dy, Y: (l.from.Y+l.to.Y)/2 + bow*dx}
	var out []vg.Point
	for i := range n + 1 {
		s := vg.Length(i) / n
		a, b, c := (1-s)*(1-s), 2*s*(1-s), s*s
		p := vg.Point{X: a*l.from.X + b*middle.X + c*l.to.X, Y: a*l.from.Y + b*middle.Y + c*l.to.Y}
		if far(p, l.from) > l.r0 && far(p, l.to) > l.r1+1 {
			out = append(out, p)
		}
	}
	return out
}

// ribbon is a band of some width along points, with a head of some width.
func ribbon(points []vg.Point, width, head vg.Length) []vg.Point {
	last := len(points) - 1
	tip, neck := points[last], last
	if head > 0 {
		for neck > 1 && far(points[neck], tip) < 0.9*head {
			neck--
		}
	}
	var one, other []vg.Point
	side := func(i int, half vg.Length) (vg.Point, vg.Point) {
		a, b := points[max(0, i-1)], points[min(last, i+1)]
		d := max(far(a, b), 1e-6)
		nx, ny := -(b.Y-a.Y)/d*half, (b.X-a.X)/d*half
		return vg.Point{X: points[i].X + nx, Y: points[i].Y + ny}, vg.Point{X: points[i].X - nx, Y: points[i].Y - ny}
	}
	for i := range neck + 1 {
		a, b := side(i, width/2)
		one, other = append(one, a), append(other, b)
	}
	if head > 0 {
		a, b := side(neck, max(head, width)/2)
		one, other = append(one, a, tip), append(other, b)
	}
	slices.Reverse(other)
	return append(one, other...)
}

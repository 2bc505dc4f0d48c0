package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

// namedCuts is how many tiers may be named beside one cut.
const namedCuts = 2

// loadColour is the colour of a link: by its load, or grey where that is not known.
func loadColour(l result.Link) colour {
	switch v := float64(l.Load); {
	case !finite(l.Capacity) || math.IsNaN(v):
		return faint
	case v > full:
		return red
	case v >= busy:
		return blue
	default:
		return blue2
	}
}

// draw draws the links, then the places, then what is written beside them.
func (m *netMap) draw() {
	var every, lines, dots []vg.Rectangle // all lines, and those that matter
	for _, l := range m.links {
		way := []vg.Point{l.from, l.to}
		switch {
		case far(l.from, l.to) < 0.01:
			continue
		case !l.Open:
			m.stroke(pale, 0.9, []vg.Length{3, 2.5}, way...)
		default:
			m.fill(paper, ribbon(way, l.width+1, 0)...)
			m.fill(loadColour(l.Link), ribbon(way, l.width, 0)...)
		}
		every = append(every, along(way)...)
		if l.width > 2 || len(l.cuts) > 0 || finite(l.Capacity) {
			lines = append(lines, along(way)...)
		}
	}
	for _, n := range slices.Backward(m.nodes) {
		r := vg.Length(1.6)
		if n.rank < 2 {
			r = 2.4
		}
		m.dot(ink, n.at.X, n.at.Y, r)
		dots = append(dots, around(n.at, r))
	}
	for _, l := range m.links {
		if len(l.cuts) > 0 {
			dots = append(dots, around(l.middle(), 4.5))
		}
	}
	m.halo = true // where a text has to lie on a line
	empty, over, last := m.freeOf(every, dots), m.freeOf(lines, dots), m.freeOf(dots)
	m.effects(empty, over, last)
	for _, l := range m.links {
		if len(l.cuts) > 0 {
			m.cross(red, l.middle(), 3.4)
		}
	}
	m.loads(m.freeOf(every, dots, m.joins), m.freeOf(lines, dots, m.joins))
	m.called(m.freeOf(every, dots, m.joins), m.freeOf(lines, dots, m.joins), m.freeOf(dots, m.joins))
	m.halo = false
}

func (l *strand) middle() vg.Point {
	return vg.Point{X: (l.from.X + l.to.X) / 2, Y: (l.from.Y + l.to.Y) / 2}
}

// effects writes beside the worst cuts what they do.
func (m *netMap) effects(frees ...func(vg.Rectangle) bool) {
	for _, l := range slices.Backward(m.links) {
		if len(l.cuts) == 0 {
			continue
		}
		t := smallStyle.strong().in(red)
		named := func(n int) (words []text) {
			for _, c := range l.cuts[:n] {
				words = append(words, alike(t, append(m.wrap(c.of.name, t, 110, 2), m.wrap(m.harmed(&c), t, 110, 2)...)...)...)
			}
			if rest := len(l.cuts) - n; rest > 0 {
				words = append(words, alike(t, fmt.Sprintf(m.pick("and %[1]d more", "等%[2]d个圈层"), rest, len(l.cuts)))...)
			}
			return words
		}
		if len(l.cuts) <= namedCuts && m.aside(l.middle(), named(len(l.cuts)), frees[:2], 32) {
			continue
		}
		m.aside(l.middle(), named(1), frees, 74)
	}
}

// aside writes beside a mark as near as is free, rather over a thin line than far away, joined
// to it where it is not next to it, but not farther than most.
func (m *netMap) aside(at vg.Point, words []text, frees []func(vg.Rectangle) bool, most vg.Length) bool {
	const next = 7
	try := func(d vg.Length, free func(vg.Rectangle) bool) bool {
		n := len(m.texts)
		if !m.near(at, d, words, m.box, free) {
			return false
		}
		if d > next {
			m.join(at, n)
			m.joins = append(m.joins, along([]vg.Point{at, m.texts[n].box.Min})...)
			m.joins = append(m.joins, along([]vg.Point{at, m.texts[n].box.Max})...)
		}
		return true
	}
	ways := slices.DeleteFunc([]vg.Length{next, 14, 22, 32, 44, 58, 74}, func(d vg.Length) bool { return d > most })
	for _, d := range ways {
		if slices.ContainsFunc(frees[:min(2, len(frees))], func(free func(vg.Rectangle) bool) bool { return try(d, free) }) {
			return true
		}
	}
	for _, free := range frees[min(2, len(frees)):] {
		if slices.ContainsFunc(ways, func(d vg.Length) bool { return try(d, free) }) {
			return true
		}
	}
	return false
}

// loads writes the highest loads beside their links.
func (m *netMap) loads(frees ...func(vg.Rectangle) bool) {
	list := slices.DeleteFunc(slices.Clone(m.links), func(l strand) bool {
		return !l.Open || !finite(l.Capacity) || !(l.Load > 0) || math.IsInf(float64(l.Load), 0)
	})
	slices.SortStableFunc(list, func(a, b strand) int { return cmp.Compare(b.Load, a.Load) })
	for _, l := range list[:min(len(list), loadTexts)] {
		t := smallStyle.strong().in(blue)
		if l.Load > full {
			t = t.in(red)
		}
		m.along(&l, alike(t, m.share(float64(l.Load))), frees)
	}
}

// along writes beside a link, in its middle if that is free.
func (m *netMap) along(l *strand, words []text, frees []func(vg.Rectangle) bool) {
	for _, free := range frees {
		for _, s := range []vg.Length{0.5, 0.4, 0.6, 0.3, 0.7} {
			at := vg.Point{X: l.from.X + s*(l.to.X-l.from.X), Y: l.from.Y + s*(l.to.Y-l.from.Y)}
			if m.near(at, l.width/2+4, words, m.box, free) {
				return
			}
		}
	}
}

// called names the places, the ends of tiers first, each where nothing stands.
func (m *netMap) called(empty, over, last func(vg.Rectangle) bool) {
	for _, n := range m.nodes {
		t, tries := smallStyle, []try{{3, empty}, {8, empty}, {3, over}, {8, over}}
		if n.rank < 2 {
			t = t.in(ink)
			tries = append(tries, try{3, last}, try{8, last})
		}
		if n.rank == 0 {
			t = t.strong()
		}
		for _, a := range tries {
			if m.near(n.at, 2.4+a.away, alike(t, m.wrap(n.name, t, 84, 2)...), m.box, a.free) {
				break
			}
		}
	}
}

// beside lists the links that matter most and explains the marks.
func (m *netMap) beside() {
	x := sheetWidth - edge - asideW
	var list []entry
	head := m.pick("Most traffic, Gbit/s", "流量最大的链路（Gbit/s）")
	value, number := func(l result.Link) float64 { return float64(l.Traffic) }, m.figures
	if m.known {
		head, value, number = m.pick("Most loaded links", "负荷率最高的链路"), func(l result.Link) float64 { return float64(l.Load) }, m.share
	}
	for _, l := range m.links {
		if v := value(l.Link); l.Open && v > 0 && !math.IsInf(v, 0) && (!m.known || finite(l.Capacity)) {
			e := entry{name: m.between(l.Link), value: v}
			if m.known {
				e.color = loadColour(l.Link)
			}
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b entry) int { return cmp.Compare(b.value, a.value) })
	const rows = 8
	m.bars(x, m.bottom+netKeyH+14, head, list[:min(len(list), rows)], behind, number)
	m.explain(x, m.bottom)
}

// explain explains the marks that occur, from y up.
func (m *netMap) explain(x, y vg.Length) {
	const wide, step = 24, 11.5
	row := func(draw func(y vg.Length), s string) {
		draw(y + 3)
		m.text(x+wide+8, y, s, smallStyle, left)
		y += step
	}
	line := func(c colour, w vg.Length) func(vg.Length) {
		return func(y vg.Length) { m.rect(c, x, y-w/2, x+wide, y+w/2) }
	}
	if slices.ContainsFunc(m.links, func(l strand) bool { return len(l.cuts) > 0 }) {
		row(func(y vg.Length) { m.cross(red, vg.Point{X: x + wide/2, Y: y}, 3.4) }, m.pick("worst single cut of a tier", "对某圈层最不利的中断"))
	}
	if slices.ContainsFunc(m.links, func(l strand) bool { return !l.Open }) {
		row(func(y vg.Length) {
			m.stroke(pale, 0.9, []vg.Length{3, 2.5}, vg.Point{X: x, Y: y}, vg.Point{X: x + wide, Y: y})
		}, m.pick("closed", "未开通"))
	}
	row(line(faint, 4), m.pick("no capacity given", "未给容量"))
	if m.known {
		row(line(blue2, 4), fmt.Sprintf(m.pick("load below %s", "负荷率低于%s"), m.share(busy)))
		row(line(blue, 4), fmt.Sprintf(m.pick("%s to %s", "%s至%s"), m.share(busy), m.share(full)))
		row(line(red, 4), fmt.Sprintf(m.pick("above %s", "高于%s"), m.share(full)))
	}
	if m.traffic > 0 {
		v := roundDown(m.traffic)
		row(line(behind, linkMost*vg.Length(v/m.traffic)), m.figures(v)+" Gbit/s")
	}
}

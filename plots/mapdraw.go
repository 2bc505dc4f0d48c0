package plots

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

var (
	faint  = rgb(0xccd5dd) // flows that the targets are not about
	behind = rgb(0x93a1ad) // their clusters
)

// radius is that of a disc whose area is so many racks.
func (m *chartOf) radius(racks float64) vg.Length {
	return max(1.6, m.most*vg.Length(math.Sqrt(racks/m.largest)))
}

// marked is a site on the sheet.
type marked struct {
	site
	at     vg.Point
	r      vg.Length
	origin bool
}

// draw draws the grid, the flows, the sites, then their names.
func (m *chartOf) draw() {
	m.grid(&m.globe, 5)
	strong, pale := m.lines()
	var all []marked
	for i, list := range [][]site{m.origins, m.clusters} {
		for _, s := range list {
			if s.at != nil {
				all = append(all, marked{s, m.place(s), m.radius(s.racks), i == 0})
			}
		}
	}
	// The largest first, so that none hides another.
	slices.SortStableFunc(all, func(a, b marked) int { return cmp.Compare(b.r, a.r) })
	for _, layer := range []int{ground, body, ring} {
		for _, d := range all {
			m.disc(layer, d.at, d.r, d.origin, d.focus)
		}
	}
	m.names(all, strong, pale)
}

// try is a place for a name: how far from its site, on what.
type try struct {
	away vg.Length
	free func(vg.Rectangle) bool
}

// names writes the names of the sites, what matters first, each where nothing stands; if
// need be over flows, over those to the focus only if it is a name that must be there.
func (m *chartOf) names(all []marked, strong, every []vg.Rectangle) {
	slices.SortStableFunc(all, func(a, b marked) int { return cmp.Compare(rankOf(a.origin, a.focus), rankOf(b.origin, b.focus)) })
	var discs []vg.Rectangle
	for _, d := range all {
		discs = append(discs, around(d.at, d.r))
	}
	empty, over, last := m.freeOf(discs, strong, every), m.freeOf(discs, strong), m.freeOf(discs)
	tries := []try{{3, empty}, {11, empty}, {3, over}, {19, empty}, {11, over}, {19, over}, {3, last}, {11, last}, {19, last}}
	nameless := false
	for i, d := range all {
		if slices.ContainsFunc(all[:i], d.joins) {
			continue // it stands below the name of that
		}
		t, n := smallStyle, 6
		switch {
		case d.focus:
			t, n = t.strong().in(blue), len(tries)
		case d.origin:
			t, n = t.strong().in(ink), len(tries)
		}
		own := alike(t, m.wrap(d.name, t, 84, 2)...)
		here := slices.Clone(own)
		for _, other := range all[i+1:] {
			if d.joins(other) {
				here = append(here, alike(smallStyle.in(ink), m.wrap(other.name, smallStyle, 96, 2)...)...)
			}
		}
		away, within := d.clear(all)
		const most = 5 // lines
		switch whole := len(here) <= most && m.name(d, here, away, within, tries[:n]); {
		case whole:
		case len(here) > len(own):
			nameless = true
			m.name(d, own, away, within, tries[:n])
		default:
			nameless = nameless || within
		}
	}
	if nameless {
		m.remark(m.pick("Clusters without a name lie in the circle around them", "未标名的集群位于其外圈所示地区"), m.freeOf(discs, every), m.freeOf(discs))
	}
}

// name writes lines beside a site, if there is room; one that lies within a disc is joined
// to them.
func (m *chartOf) name(d marked, lines []text, away vg.Length, within bool, tries []try) bool {
	for _, a := range tries {
		n := len(m.texts)
		if !m.near(d.at, away+a.away, lines, m.box, a.free) {
			continue
		}
		if within {
			m.join(d.at, n)
		}
		return true
	}
	return false
}

// remark writes a small line in a corner of the map that is free, or else below all.
func (m *chartOf) remark(s string, frees ...func(vg.Rectangle) bool) {
	w := m.fonts.width(s, smallStyle)
	for _, free := range frees {
		for _, y := range []vg.Length{m.box.Min.Y + 12, m.box.Max.Y - 10} {
			for _, x := range []vg.Length{m.box.Max.X - w - 4, m.box.Min.X + 30} {
				if free(vg.Rectangle{Min: vg.Point{X: x - 2, Y: y - 2}, Max: vg.Point{X: x + w + 2, Y: y + 8}}) {
					m.text(x, y, s, smallStyle, left)
					return
				}
			}
		}
	}
}

// joins tells whether two sites are in one place.
func (d marked) joins(other marked) bool { return far(other.at, d.at) < 1.5 }

// clear is how far a name must be from a site for all that it is on top of, and whether
// it lies within the disc of something else.
func (d marked) clear(all []marked) (away vg.Length, within bool) {
	away = d.r
	for _, other := range all {
		switch apart := far(other.at, d.at); {
		case d.joins(other):
			away = max(away, other.r)
		case other.r > dotMost/2 && apart < 0.8*other.r:
			away, within = max(away, other.r+apart), true
		}
	}
	return away, within
}

// rankOf is the order in which sites get their names.
func rankOf(origin, focus bool) int {
	switch {
	case focus:
		return 0
	case origin:
		return 1
	}
	return 2
}

// The layers of sites: an origin's ground is below all clusters, its ring above them, so
// that one on top of the other is seen, whichever is larger.
const (
	ground = iota
	body
	ring
)

// disc draws what of a site is in a layer: an origin is a circle, a cluster a disc.
func (m *chartOf) disc(layer int, at vg.Point, r vg.Length, origin, focus bool) {
	switch {
	case origin && layer == ground:
		m.dot(rgb(0xf4f6f8), at.X, at.Y, r)
	case origin && layer == ring:
		m.ring(at, r)
	case !origin && layer == body:
		c := behind
		if focus {
			c = blue
		}
		m.dot(c, at.X, at.Y, r)
	}
}

// ring draws a circle.
func (f *figure) ring(at vg.Point, r vg.Length) {
	var p vg.Path
	p.Move(vg.Point{X: at.X + r, Y: at.Y})
	p.Arc(at, r, 0, 2*math.Pi)
	p.Close()
	f.each(func(to vg.Canvas) {
		to.SetColor(ink)
		to.SetLineWidth(1.1)
		to.SetLineDash(nil, 0)
		to.Stroke(p)
	})
}

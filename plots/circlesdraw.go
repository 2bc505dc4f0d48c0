package plots

import (
	"cmp"
	"fmt"
	"slices"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

// ringMark draws a place of a ring: shape and colour tell the ring; those beyond all are
// hollow, those without a path a cross.
func (f *figure) ringMark(r *rings, ring int, at vg.Point, size vg.Length) {
	switch n := len(r.limits); {
	case ring > n:
		f.cross(red, at, 0.8*size)
	case ring == n:
		f.hollow(behind, at, size)
	default:
		shade := blue2
		if n > 1 {
			shade = blend(blue, blue2, float64(ring)/float64(n-1))
		}
		f.shaped([]int{lozenge, square, disc, triangle}[ring%4], shade, at, size)
	}
}

// roles are the kinds of places in the order in which they are named.
var roles = []string{"cluster", "metro", "prefecture", "city"}

// roleRank is the place of a role among them.
func roleRank(role string) int {
	if i := slices.Index(roles, role); i >= 0 {
		return i
	}
	return len(roles)
}

// ringMap marks the places, the nearest on top, and names as many as have room: the one in
// the middle, the farthest of each ring, then clusters and metropolises before the others.
func (f *figure) ringMap(r *rings, g *globe) {
	type spot struct {
		result.RingSite
		at   vg.Point
		rank int
		t    style
	}
	var spots []spot
	var marks []vg.Rectangle
	for k, list := range slices.Backward(r.sites) {
		far, _ := r.farthest(k)
		for _, s := range slices.Backward(list) {
			if located(result.Scope{At: &s.At}) == nil {
				continue
			}
			p := spot{s, g.at(float64(s.At.Lat), float64(s.At.Lon)), 2 + roleRank(s.Role)*len(r.sites) + k, smallStyle}
			if s.ID == far.ID {
				p.rank, p.t = 1, smallStyle.strong().in(ink)
			}
			f.ringMark(r, k, p.at, 3.2)
			spots, marks = append(spots, p), append(marks, around(p.at, 3.6))
		}
	}
	if located(result.Scope{At: &r.At}) != nil {
		at := g.at(float64(r.At.Lat), float64(r.At.Lon))
		f.dot(ink, at.X, at.Y, 4.6)
		f.dot(paper, at.X, at.Y, 1.6)
		spots, marks = append(spots, spot{result.RingSite{ID: r.ID, Name: r.Of}, at, 0, smallStyle.strong().in(blue)}), append(marks, around(at, 4.6))
	}
	slices.SortStableFunc(spots, func(a, b spot) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(r.delay(a.RingSite), r.delay(b.RingSite)))
	})
	for _, s := range spots {
		words := alike(s.t, f.wrap(f.named(s.Name, s.ID), s.t, 84, 2)...)
		if n := len(f.texts); s.rank < 2+3*len(r.sites) { // clusters, metropolises, prefectures
			if f.nearby(s.at, 4, words, g.box, f.joinable(s.at, f.freeOf(marks))) {
				marks = append(marks, along([]vg.Point{s.at, middleOf(f.texts[n].box)})...) // no name across what joins it
			}
		} else {
			f.near(s.at, 5.5, words, g.box, f.freeOf(marks))
		}
	}
}

// joinable tells of a box whether it is free and nothing is written on the way to it.
func (f *figure) joinable(from vg.Point, free func(vg.Rectangle) bool) func(vg.Rectangle) bool {
	return func(box vg.Rectangle) bool {
		return free(box) && !slices.ContainsFunc(along([]vg.Point{from, middleOf(box)}), func(b vg.Rectangle) bool { return !f.free(b) })
	}
}

func middleOf(b vg.Rectangle) vg.Point {
	return vg.Point{X: (b.Min.X + b.Max.X) / 2, Y: (b.Min.Y + b.Max.Y) / 2}
}

const (
	ringHead = vg.Length(15)
	ringGap  = vg.Length(11)
)

// listH is the height of the list of rings.
func (r *rings) listH() vg.Length {
	return vg.Length(len(r.sites))*(ringHead+2*lineH+ringGap) + 10
}

// ringList says of each ring how many places and how much demand are within it, and which
// of its places is the farthest.
func (f *figure) ringList(r *rings, x, y vg.Length) {
	n := len(r.limits)
	for k, list := range r.sites {
		if k > n && len(list) == 0 {
			continue
		}
		head := f.pick("no path", "无路径")
		switch {
		case k == n:
			head = f.pick("beyond ", "超出") + f.budget(r.limits[n-1])
		case k < n:
			head = fmt.Sprintf(f.pick("within %s", "%s以内"), f.budget(r.limits[k]))
		}
		f.ringMark(r, k, vg.Point{X: x + 4, Y: y + 3}, 3.6)
		f.text(x+14, y, head, noteStyle.strong().in(ink), left)
		count := len(list)
		if k < n {
			count = r.count(k + 1)
		}
		form := f.pick("%d places", "%d个节点")
		if count == 1 {
			form = f.pick("%d place", "%d个节点")
		}
		f.text(x+asideW, y, fmt.Sprintf(form, count), noteStyle.in(ink), right)
		y -= ringHead - 3
		if v := r.demand(k); k < n && known(v) {
			f.text(x+14, y, fmt.Sprintf(f.pick("%s of the demand", "占需求%s"), f.share(v)), smallStyle, left)
			y -= lineH
		}
		if far, ok := r.farthest(k); ok && k <= n {
			value := f.ms(r.delay(far))
			name := f.pick("farthest: ", "最远：") + f.named(far.Name, far.ID)
			f.text(x+14, y, f.cut(name, smallStyle, asideW-14-f.fonts.width(value, smallStyle)-5), smallStyle, left)
			f.text(x+asideW, y, value, smallStyle, right)
			y -= lineH
		}
		y -= ringGap
		if k < n {
			f.stroke(hairline, 0.6, nil, vg.Point{X: x, Y: y + 13}, vg.Point{X: x + asideW, Y: y + 13})
		}
	}
}

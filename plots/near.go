package plots

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// lineH is from line to line of a small text.
const lineH = vg.Length(9.5)

// text is a line and how it looks.
type text struct {
	string
	style
}

// alike are lines in one style.
func alike(t style, lines ...string) (out []text) {
	for _, line := range lines {
		out = append(out, text{line, t})
	}
	return out
}

// near writes lines of text beside a point, so far from it, at the first place within a
// box that is free. It tells whether there was one.
func (f *figure) near(at vg.Point, d vg.Length, lines []text, inside vg.Rectangle, free func(vg.Rectangle) bool) bool {
	w, size := vg.Length(0), vg.Length(0)
	for _, line := range lines {
		w, size = max(w, f.fonts.width(clean(line.string), line.style)), max(size, line.size)
	}
	h := 0.75*size + lineH*vg.Length(len(lines)-1)
	const slope = 0.75
	for _, side := range []struct{ x, y, align vg.Length }{
		{d, -h / 2, left}, {-d, -h / 2, right}, {0, d, centre}, {0, -d - h, centre},
		{slope * d, slope * d, left}, {slope * d, -slope*d - h, left},
		{-slope * d, slope * d, right}, {-slope * d, -slope*d - h, right},
	} {
		x, y := at.X+side.x-side.align*w, at.Y+side.y
		box := vg.Rectangle{Min: vg.Point{X: x - 1.5, Y: y - 0.22*size - 0.5}, Max: vg.Point{X: x + w + 1.5, Y: y + h + 0.5}}
		if box.Min.X < inside.Min.X || box.Max.X > inside.Max.X || box.Min.Y < inside.Min.Y || box.Max.Y > inside.Max.Y || !free(box) {
			continue
		}
		f.plates(x, y, side.align, w, lines)
		for i, line := range lines {
			f.text(x+side.align*w, y+lineH*vg.Length(len(lines)-1-i), line.string, line.style, side.align)
		}
		return true
	}
	return false
}

// plates puts paper behind lines of text, so that what they lie on does not strike them
// through.
func (f *figure) plates(x, y, align, w vg.Length, lines []text) {
	if !f.halo {
		return
	}
	for i, line := range lines {
		own := f.fonts.width(clean(line.string), line.style)
		x0, y0 := x+align*(w-own), y+lineH*vg.Length(len(lines)-1-i)
		f.rect(paper, x0-1, y0-0.22*line.size, x0+own+1, y0+0.75*line.size)
	}
}

// nearby writes near a disc as close as is free, joined to it if it is not next to it.
func (f *figure) nearby(at vg.Point, r vg.Length, lines []text, inside vg.Rectangle, free func(vg.Rectangle) bool) bool {
	const next = 3
	for _, d := range []vg.Length{next, 8, 14, 22} {
		if n := len(f.texts); f.near(at, r+d, lines, inside, free) {
			if d > next {
				f.join(at, n)
			}
			return true
		}
	}
	return false
}

// join draws a thin line from a point to what has been written from the n-th text on.
func (f *figure) join(at vg.Point, n int) {
	first, last := f.texts[n].box, f.texts[len(f.texts)-1].box
	to := vg.Point{X: min(max(at.X, first.Min.X-1), first.Max.X+1), Y: min(max(at.Y, last.Min.Y-1), first.Max.Y+1)}
	f.stroke(paper, 2, nil, at, to)
	f.stroke(ink, 0.7, nil, at, to)
}

// freeOf tells of a box whether nothing has been written in it and none of some others
// reaches into it.
func (f *figure) freeOf(others ...[]vg.Rectangle) func(vg.Rectangle) bool {
	return func(box vg.Rectangle) bool {
		for _, list := range others {
			if slices.ContainsFunc(list, func(b vg.Rectangle) bool { return overlap(b, box) }) {
				return false
			}
		}
		return f.free(box)
	}
}

// around is the box around a disc.
func around(at vg.Point, r vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: at.X - r, Y: at.Y - r}, Max: vg.Point{X: at.X + r, Y: at.Y + r}}
}

// along are small boxes that follow a line.
func along(points []vg.Point) []vg.Rectangle {
	const most = 4
	var out []vg.Rectangle
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		n := max(1, math.Ceil(float64(far(a, b)/most)))
		for k := range int(n) + 1 {
			s := vg.Length(float64(k) / n)
			out = append(out, around(vg.Point{X: a.X + s*(b.X-a.X), Y: a.Y + s*(b.Y-a.Y)}, most/2))
		}
	}
	return out
}

func far(a, b vg.Point) vg.Length { return vg.Length(math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y))) }

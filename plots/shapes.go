package plots

import "gonum.org/v1/plot/vg"

// shape is the outline of a mark, told apart from the others without colour: a triangle,
// an octagon that passes for a disc, a square, a diamond.
func shape(kind int, at vg.Point, r vg.Length) []vg.Point {
	corners := [...][]vg.Point{
		{{X: -1.2, Y: -1}, {X: 1.2, Y: -1}, {X: 0, Y: 1.2}},
		{{X: -1, Y: -0.45}, {X: -0.45, Y: -1}, {X: 0.45, Y: -1}, {X: 1, Y: -0.45}, {X: 1, Y: 0.45}, {X: 0.45, Y: 1}, {X: -0.45, Y: 1}, {X: -1, Y: 0.45}},
		{{X: -1, Y: -1}, {X: 1, Y: -1}, {X: 1, Y: 1}, {X: -1, Y: 1}},
		{{X: 0, Y: -1.4}, {X: 1.4, Y: 0}, {X: 0, Y: 1.4}, {X: -1.4, Y: 0}},
	}[kind]
	out := make([]vg.Point, len(corners))
	for i, c := range corners {
		out[i] = vg.Point{X: at.X + c.X*r, Y: at.Y + c.Y*r}
	}
	return out
}

// The kinds of shapes.
const (
	triangle = iota
	disc
	square
	lozenge
)

// shaped fills a shape, with a thin rim of paper as a dot has.
func (f *figure) shaped(kind int, c colour, at vg.Point, r vg.Length) {
	if kind == disc {
		f.dot(c, at.X, at.Y, r)
		return
	}
	f.fill(paper, shape(kind, at, r+0.8)...)
	f.fill(c, shape(kind, at, r)...)
}

// hollow draws a small circle that hides what is behind it.
func (f *figure) hollow(c colour, at vg.Point, r vg.Length) {
	f.dot(c, at.X, at.Y, r)
	f.dot(paper, at.X, at.Y, r-1.7)
}

// cross draws a cut.
func (f *figure) cross(c colour, at vg.Point, r vg.Length) {
	for _, d := range []struct {
		color colour
		wide  vg.Length
		r     vg.Length
	}{{paper, 4.2, r + 0.8}, {c, 2, r}} {
		for _, side := range []vg.Length{1, -1} {
			f.stroke(d.color, d.wide, nil, vg.Point{X: at.X - d.r, Y: at.Y - side*d.r}, vg.Point{X: at.X + d.r, Y: at.Y + side*d.r})
		}
	}
}

package plots

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// frontier is the line around what is feasible at a level, or at two where they have one line.
type frontier struct {
	level  float64
	both   bool // at 50 and at 90 %
	dashes []vg.Length
	lines  [][]vg.Point // on the sheet, the likelier side on the left
}

// dashed tells the second frontier from the first.
var dashed = []vg.Length{4.5, 2.5}

// levelsOf are the frontiers that a key names, the likeliest first.
func levelsOf() []frontier {
	return []frontier{{level: 0.9, dashes: dashed}, {level: 0.7, both: true}, {level: 0.5}}
}

// says is the level in words.
func (r frontier) says(j *job) string {
	if r.both {
		return j.pick("50 and 90 %", "50%与90%")
	}
	return j.percent(r.level)
}

// frontiers are those of 50 and 90 %, or that between met and missed.
func (p *plane) frontiers(f *field, z [][]float64, verdicts bool) (out []frontier) {
	half := func(a, b float64) bool { return divides(0.5, a, b) }
	most := func(a, b float64) bool { return divides(0.9, a, b) }
	switch {
	case verdicts:
		out = []frontier{{level: 0.5, lines: p.onSheet(f.border(z, half))}}
	case f.x.texts != nil || f.y.texts != nil:
		out = levelsOf()
		out[0].lines = p.onSheet(f.border(z, func(a, b float64) bool { return most(a, b) && !half(a, b) }))
		out[1].lines = p.onSheet(f.border(z, func(a, b float64) bool { return most(a, b) && half(a, b) }))
		out[2].lines = p.onSheet(f.border(z, func(a, b float64) bool { return half(a, b) && !most(a, b) }))
	default:
		out = levelsOf()
		l := f.lattice(z)
		out[0].lines, out[2].lines = p.onSheet(l.contour(0.9)), p.onSheet(l.contour(0.5))
	}
	slices.Reverse(out) // the likeliest on top
	return out
}

// onSheet brings lines from coordinates to the sheet, without those that are too short.
func (p *plane) onSheet(lines [][]vg.Point) (out [][]vg.Point) {
	for _, line := range lines {
		way := make([]vg.Point, len(line))
		for i, at := range line {
			way[i] = vg.Point{X: p.px(float64(at.X)), Y: p.py(float64(at.Y))}
		}
		if length(way) >= specks {
			out = append(out, way)
		}
	}
	return out
}

// specks are lines too short to tell anything.
const specks = vg.Length(6)

// draw draws a frontier with teeth on its likelier side.
func (p *plane) frontier(r frontier) {
	const pitch, tooth = 15, 4
	wide := vg.Length(1.4)
	if r.both {
		wide = 2.6
	}
	for _, line := range r.lines {
		p.stroke(paper, wide+1.4, nil, line...)
		for at := vg.Length(pitch / 2); at < length(line); at += pitch {
			from, direction := along1(line, at)
			to := vg.Point{X: from.X - tooth*direction.Y, Y: from.Y + tooth*direction.X}
			p.stroke(paper, 2.2, nil, from, to)
			p.stroke(ink, 0.9, nil, from, to)
		}
		p.stroke(ink, wide, r.dashes, line...)
	}
}

// length is that of a line.
func length(line []vg.Point) (sum vg.Length) {
	for i := 1; i < len(line); i++ {
		sum += far(line[i-1], line[i])
	}
	return sum
}

// along1 is the point so far along a line, and its direction there.
func along1(line []vg.Point, at vg.Length) (vg.Point, vg.Point) {
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		d := far(a, b)
		if d > 0 && (at <= d || i == len(line)-1) {
			t := min(at/d, 1)
			return vg.Point{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)}, vg.Point{X: (b.X - a.X) / d, Y: (b.Y - a.Y) / d}
		}
		at -= d
	}
	return line[0], vg.Point{X: 1}
}

// labels writes each level on the longest of its lines, clear of all other lines and of the frame.
func (p *plane) frontierLabels(list []frontier) {
	for i, r := range list {
		var others []vg.Rectangle
		longest := []vg.Point{}
		for k, other := range list {
			for _, line := range other.lines {
				if k != i {
					others = append(others, along(line)...)
				}
			}
		}
		for _, line := range r.lines {
			if length(line) > length(longest) {
				longest = line
			}
		}
		p.frontierLabel(r.says(p.job), longest, p.freeOf(others))
	}
}

// frontierLabel writes on a line, as near to its middle as is free.
func (p *plane) frontierLabel(text string, line []vg.Point, free func(vg.Rectangle) bool) {
	const least = 44
	total, t := length(line), smallStyle.strong().in(ink)
	if total < least {
		return
	}
	half := p.fonts.width(text, t)/2 + 2
	for step := range 17 {
		share := 0.5 + 0.05*math.Ceil(float64(step)/2)*[]float64{1, -1}[step%2]
		at, _ := along1(line, total*vg.Length(share))
		box := vg.Rectangle{Min: vg.Point{X: at.X - half, Y: at.Y - 5}, Max: vg.Point{X: at.X + half, Y: at.Y + 5}}
		if box.Min.X < p.box.Min.X+2 || box.Max.X > p.box.Max.X-2 || box.Min.Y < p.box.Min.Y+2 || box.Max.Y > p.box.Max.Y-2 || !free(box) {
			continue
		}
		p.rect(paper, box.Min.X, box.Min.Y, box.Max.X, box.Max.Y)
		p.text(at.X, at.Y-2.8, text, t, centre)
		return
	}
}

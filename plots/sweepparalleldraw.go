package plots

import (
	"gonum.org/v1/plot/vg"
)

const (
	bundleHigh = vg.Length(214)
	bundleHead = vg.Length(38) // above: the names of the axes
	strandSide = vg.Length(46) // on the left of the first and on the right of the last
)

// paleLine is the colour of the points that are not feasible.
var paleLine = rgb(0xb4bcc4)

// drawBundle draws the lines of the points over all axes.
func (j *job) drawBundle(b *bundle) *figure {
	f := j.newFigure(j.bundleTitle(b), j.bundleSubtitle(b), bundleHead+bundleHigh+14)
	y1 := f.top - bundleHead
	y0 := y1 - bundleHigh
	n := len(b.strands)
	pitch := (sheetWidth - 2*edge - 2*strandSide) / vg.Length(n-1)
	x := func(i int) vg.Length { return edge + strandSide + pitch*vg.Length(i) }
	for _, group := range []struct {
		rows  []int
		most  int
		color colour
		width vg.Length
	}{{b.others, paleMost, paleLine, 0.6}, {b.feasible, linesMost, blue2, 0.7}} {
		for number, k := range thin(len(group.rows), group.most) {
			f.strandOf(b, group.rows[k], number, group.color, group.width, func(i int, part float64) vg.Point {
				return vg.Point{X: x(i), Y: y0 + (y1-y0)*vg.Length(part)}
			})
		}
	}
	for i := range b.strands {
		f.upright(&b.strands[i], x(i), y0, y1, min(pitch, 2*strandSide))
	}
	return f
}

// strandOf draws the line of a point; where it has no value on an axis the line has a gap.
func (f *figure) strandOf(b *bundle, row, number int, c colour, width vg.Length, at func(i int, part float64) vg.Point) {
	var way []vg.Point
	for i := range b.strands {
		a := &b.strands[i]
		v := a.of(row)
		if !finiteNumber(v) {
			f.stroke(c, width, nil, way...)
			way = nil
			continue
		}
		to := at(i, a.part(v))
		to.Y += a.spread(number+7*i, bundleHigh)
		way = append(way, to)
	}
	f.stroke(c, width, nil, way...)
}

// upright draws an axis with its name, its ticks, and where the feasible points lie.
func (f *figure) upright(a *upright, x, y0, y1, room vg.Length) {
	at := func(v float64) vg.Length { return y0 + (y1-y0)*vg.Length(a.part(v)) }
	f.stroke(grey, 0.8, nil, vg.Point{X: x, Y: y0}, vg.Point{X: x, Y: y1})
	if a.texts == nil && len(a.own) > 0 {
		const wide, least = 2.6, 3
		low, high := at(a.low), at(a.high)
		if len(a.levels) > 0 { // with the cells of the outermost levels
			low, high = at(a.edges[max(a.within(a.low), 0)]), at(a.edges[max(a.within(a.high), 0)+1])
		}
		f.rect(blue, x-wide, min(low, high-least), x+wide, high)
	}
	ticks, texts := f.sweepTicks(a.sweepAxis, 6)
	for i, v := range ticks {
		y, text := at(v), f.cut(texts[i], cellStyle, room-12)
		w := f.fonts.width(text, cellStyle)
		f.stroke(grey, 0.8, nil, vg.Point{X: x - 5, Y: y}, vg.Point{X: x, Y: y})
		f.rect(paper, x-7.5-w, y-3, x-6.5, y+3.4) // no more than the text takes: the lines go on behind it
		f.text(x-7, y-2.6, text, cellStyle, right)
	}
	name := f.axisHead(a.about)
	lines := f.middle(name, smallStyle, room-4, 3)
	for i, line := range lines {
		f.text(x, y1+11+lineH*vg.Length(len(lines)-1-i), line, smallStyle.in(ink), centre)
	}
}

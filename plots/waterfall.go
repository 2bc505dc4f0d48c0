package plots

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// overhead is what a part of a facility draws per unit of IT energy.
type overhead struct {
	name  string
	color colour
	value float64
}

// pueOf is the PUE that overheads make.
func pueOf(parts []overhead) float64 {
	sum := 1.
	for _, o := range parts {
		sum += o.value
	}
	return sum
}

// largestOf names the largest overhead, or nothing if there is none.
func (j *job) largestOf(parts []overhead) string {
	most := slices.MaxFunc(parts, func(a, b overhead) int { return cmp.Compare(a.value, b.value) })
	if !(most.value > 0) {
		return ""
	}
	return fmt.Sprintf(j.pick("; largest overhead: %s (%s)", "；能耗占比最大的是%s（%s）"), most.name, j.number(model.PUE, most.value))
}

const (
	stub   = vg.Length(15) // of what lies below the axis
	namesH = vg.Length(24) // of the names below that
)

// waterfall draws how overheads add up to a PUE, from what the IT itself takes: that is 1
// and goes on below the axis. What is required is a rule across.
func (f *figure) waterfall(parts []overhead, targets []result.Target, bottom, top vg.Length) {
	at := []float64{1}
	for _, o := range parts {
		at = append(at, at[len(at)-1]+o.value)
	}
	low, high, total := slices.Min(at), highest(targets, at), at[len(parts)]
	labels := f.required(targets)
	s := f.newScale(low, max(high+0.08*(high-low), low+0.01), decimals)
	p := f.newPanel(s, edge+s.width+6, sheetWidth-edge-f.labelWidth(labels), bottom+namesH+stub, top)
	p.level(targets)

	wide := (p.x1 - p.x0) / vg.Length(len(parts)+2)
	half := min(0.34*wide, 26)
	x := func(column int) vg.Length { return p.x0 + wide*(vg.Length(column)+0.5) }
	c := blue
	if len(targets) > 0 && !targets[0].Comparator.Met(total, float64(targets[0].Required)) {
		c = red
	}
	for _, column := range []int{0, len(parts) + 1} {
		f.rect(blue3, x(column)-half, p.y0-stub, x(column)+half, p.y(min(1, total)))
		f.torn(x(column)-half, x(column)+half, p.y0-stub/2)
	}
	f.rect(c, x(len(parts)+1)-half, p.y(1), x(len(parts)+1)+half, p.y(total))
	for i, o := range parts {
		y0, y1 := p.y(at[i]), p.y(at[i+1])
		if least := vg.Length(0.8); max(y0-y1, y1-y0) < least {
			y0, y1 = y0-least/2, y0+least/2
		}
		f.rect(o.color, x(i+1)-half, y0, x(i+1)+half, y1)
		p.write(x(i+1), at[i], at[i+1], signed(o.value), tickStyle.in(ink))
		p.name(x(i+1), wide, o.name, smallStyle)
	}
	for i, v := range at {
		f.stroke(grey, 0.6, nil, vg.Point{X: x(i) + half, Y: p.y(v)}, vg.Point{X: x(i+1) - half, Y: p.y(v)})
	}
	p.write(x(0), 1, 1, "1.000", tickStyle.in(ink))
	p.name(x(0), wide, f.pick("IT itself", "IT本身"), smallStyle)
	p.write(x(len(parts)+1), 1, total, f.number(model.PUE, total), titleStyle.in(c))
	p.name(x(len(parts)+1), wide, "PUE", smallStyle.strong().in(ink))
	p.label(labels)
}

// torn draws across a bar that it is longer than it is drawn.
func (f *figure) torn(x0, x1, y vg.Length) {
	var points []vg.Point
	const n = 8
	for i := range n + 1 {
		points = append(points, vg.Point{X: x0 - 1 + (x1-x0+2)*vg.Length(i)/n, Y: y + 2*vg.Length(i%2*2-1)})
	}
	f.stroke(paper, 2.2, nil, points...)
}

// write puts a value above its bar, or below if it goes down there.
func (p *panel) write(x vg.Length, from, to float64, s string, t style) {
	y := p.y(max(from, to)) + 4
	if to < from && p.y(to)-4-t.size > p.y0 {
		y = p.y(to) - 2 - 0.75*t.size
	}
	half := p.f.fonts.width(s, t) / 2
	p.f.rect(paper, x-half-1, y-1, x+half+1, y+0.75*t.size+1)
	p.f.text(x, y, s, t, centre)
}

// name writes below a column.
func (p *panel) name(x, wide vg.Length, s string, t style) {
	for i, line := range p.f.wrap(s, t, wide-3, 2) {
		p.f.text(x, p.y0-stub-11-lineH*vg.Length(i), line, t, centre)
	}
}

// signed writes what an overhead adds.
func signed(v float64) string {
	if s := minus(result.Grouped(v, 3)); strings.HasPrefix(s, "−") {
		return s
	}
	return "+" + result.Grouped(v, 3)
}

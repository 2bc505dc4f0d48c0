package plots

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

// failures draws the rows.
func (f *figure) failures(list []failing, rows int, most float64) {
	low, high := f.bottom+18, f.top-14
	s := f.newScale(0, most, decimals)
	x := func(ms float64) vg.Length { return failX + (failEnd-failX)*vg.Length(min(max(ms/s.high, 0), 1)) }
	y := high
	for _, e := range list {
		if !math.IsNaN(e.budget) {
			f.rect(blue4, x(0), y-failH*vg.Length(1+len(e.cuts))+2, x(e.budget), y-2)
		}
		y -= failH * vg.Length(1+len(e.cuts))
	}
	for i, v := range s.ticks {
		f.stroke(hairline, 0.6, nil, vg.Point{X: x(v), Y: low}, vg.Point{X: x(v), Y: high})
		f.text(x(v), low-12, s.texts[i], tickStyle, centre)
	}
	f.text(sheetWidth-edge, high+4, f.pick("as judged; change", "判定值；变化"), smallStyle, right)
	y = high
	for i := range list {
		e := &list[i]
		deep := failH * vg.Length(1+len(e.cuts))
		f.stroke(pale, 0.6, nil, vg.Point{X: edge, Y: y}, vg.Point{X: sheetWidth - edge, Y: y})
		if !math.IsNaN(e.budget) {
			f.stroke(red, 1.5, nil, vg.Point{X: x(e.budget), Y: y - deep + 2}, vg.Point{X: x(e.budget), Y: y - 2})
		}
		f.tierRows(e, y, x)
		y -= deep
	}
}

// tierRows draws those of a tier below y: intact, the worst cut, the named failures.
func (f *figure) tierRows(e *failing, y vg.Length, x func(float64) vg.Length) {
	lines, first := f.wrap(e.name, noteStyle, failWhat-edge-10, min(4, 2+2*len(e.cuts))), vg.Length(14)
	if len(lines) > 1 && len(e.cuts) == 0 {
		first = 9.5 // both in one row
	}
	for i, line := range lines {
		f.text(edge, y-first-10.5*vg.Length(i), line, noteStyle.in(ink), left)
	}
	middle := y - failH/2
	if e.slowest < 0 {
		f.rowOf(middle, f.pick("intact", "网络完好"), "")
	} else {
		p := e.paths[e.slowest]
		f.rowOf(middle, f.pick("intact", "网络完好"), f.within(p, smallStyle, failX-failWhat-10))
		f.failRow(e, asIs(p), "", middle, x)
	}
	for i := range e.cuts {
		c := &e.cuts[i]
		middle -= failH
		f.stroke(hairline, 0.6, nil, vg.Point{X: failWhat, Y: middle + failH/2}, vg.Point{X: sheetWidth - edge, Y: middle + failH/2})
		name := f.cutName(c)
		if c.ID == "" {
			name = f.pick("worst link: ", "最不利链路：") + name
		}
		f.rowOf(middle, name, f.pairOf(c.Tier, c.Pair, failX-failWhat-10))
		more := f.added(c)
		if c.LostGbps > 0 {
			more = fmt.Sprintf(f.pick("%s Gbit/s lost", "损失%s Gbit/s"), f.figures(float64(c.LostGbps)))
		}
		f.failRow(e, failed(c), more, middle, x)
	}
}

// failRow marks what the slowest pair of a tier takes in a state, and writes what is judged; a
// state beyond a target is a square.
func (f *figure) failRow(e *failing, s state, more string, middle vg.Length, x func(float64) vg.Length) {
	by := e.judge(s)
	c, up := ink, vg.Length(0)
	if e.breaks(s) {
		c = red
	}
	if more != "" {
		up = 5
		f.text(sheetWidth-edge, middle-3-up, more, smallStyle, right)
	}
	if s.lost() {
		words := f.pick("cut off", "中断")
		if s.cut {
			words = f.pick("no path left", "无可用路径")
		}
		f.cross(red, vg.Point{X: failX + 8, Y: middle}, 3)
		f.text(failX+16, middle-3, words, smallStyle.strong().in(red), left)
		return
	}
	at := x(s.mean)
	f.tail(grey, 1.3, middle, at, x(s.p99), x(math.MaxFloat64))
	if c == red {
		f.shaped(square, red, vg.Point{X: at, Y: middle}, 3)
	} else {
		f.dot(blue, at, middle, 3.2)
	}
	value := f.ms(by.of(s))
	if !s.cut && known(by.budget) {
		value = f.decimal(by.of(s)) + f.pick(" of ", " / ") + f.budget(by.budget)
	}
	if by.percentile() {
		value = f.pick("99 % ", "99% ") + value
	}
	f.text(sheetWidth-edge, middle-3+up, value, smallStyle.in(c), right)
}

// added writes by how much a failure makes the mean longer.
func (j *job) added(c *result.Failure) string {
	if c.AddedMs.IsMissing() {
		return ""
	}
	sign := "+"
	if c.AddedMs < 0 {
		sign = ""
	}
	return j.pick("mean ", "平均 ") + sign + j.ms(float64(c.AddedMs))
}

// decimal writes a delay without its unit.
func (j *job) decimal(ms float64) string { return strings.TrimSuffix(j.ms(ms), " ms") }

// rowOf names a row and, below, the pair that it is about.
func (f *figure) rowOf(middle vg.Length, name, pair string) {
	f.text(failWhat, middle+1.5, f.cut(name, smallStyle, failX-failWhat-10), smallStyle.in(ink), left)
	f.text(failWhat, middle+1.5-lineH, f.cut(pair, smallStyle, failX-failWhat-10), smallStyle, left)
}

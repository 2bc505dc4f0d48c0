package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// draw writes the table; y is the upper end of its cells.
func (t *comparing) draw(y vg.Length) {
	f := t.figure
	end := t.x0 + t.cell*vg.Length(t.scenarios)
	for i, lines := range t.names {
		for k, line := range lines {
			f.text(t.x0+t.cell*(vg.Length(i)+0.5), y+5+lineH*vg.Length(len(lines)-1-k), line, smallStyle.strong().in(ink), centre)
		}
	}
	top := y
	for i := range t.targets {
		target := &t.targets[i]
		f.stroke(hairline, 0.6, nil, vg.Point{X: edge, Y: top}, vg.Point{X: end, Y: top})
		t.rowName(f.called(target.Target), f.asks(target.Target), top)
		for k := range t.scenarios {
			t.oddsCell(target.Cells[k], target.Quantity, t.x0+t.cell*vg.Length(k), top)
		}
		top -= t.cellH
	}
	if len(t.targets) > 1 {
		t.rowName(f.together(t.c), "", top)
		for k := range min(t.scenarios, len(t.c.Joint)) {
			t.oddsCell(result.ComparedChance{Chance: t.c.Joint[k], Difference: result.Missing(), Median: result.Missing()}, "", t.x0+t.cell*vg.Length(k), top)
		}
		f.stroke(ink, 1, nil, vg.Point{X: edge, Y: top}, vg.Point{X: end, Y: top})
		top -= t.cellH
	}
	for k := range t.scenarios + 1 {
		x := t.x0 + t.cell*vg.Length(k)
		f.stroke(paper, 0.8, nil, vg.Point{X: x, Y: y}, vg.Point{X: x, Y: top})
	}
	t.legend(top - 14)
	t.key(top - 46)
}

// keyHeight is the room that the key of numbered scenarios takes.
func (t *comparing) keyHeight() vg.Length {
	if t.keys == 0 {
		return 0
	}
	return lineH*vg.Length((t.scenarios+t.keys-1)/t.keys) + 12
}

// key names the scenarios by their numbers below y, column by column.
func (t *comparing) key(y vg.Length) {
	if t.keys == 0 {
		return
	}
	f, rows := t.figure, (t.scenarios+t.keys-1)/t.keys
	wide := (sheetWidth - 2*edge) / vg.Length(t.keys)
	for i := range t.scenarios {
		x, line := edge+wide*vg.Length(i/rows), y-lineH*vg.Length(i%rows)
		f.text(x+9, line, fmt.Sprint(i+1), smallStyle.strong().in(ink), right)
		f.text(x+16, line, f.middle(t.label(i), smallStyle, wide-20, 1)[0], smallStyle.in(ink), left)
	}
}

// rowName names a target and, where there is room, what it asks.
func (t *comparing) rowName(name, asks string, top vg.Length) {
	f, style := t.figure, noteStyle
	lines := 2
	if t.cellH < oddsCellH {
		lines, style, asks = 1, smallStyle, ""
	}
	if asks == "" && lines > 1 { // what sums up
		style = style.strong()
	}
	all := alike(style.in(ink), f.middle(name, style, t.nameW, lines)...)
	if asks != "" {
		all = append(all, text{f.cut(asks, smallStyle, t.nameW), smallStyle})
	}
	for i, line := range all {
		f.text(edge, top-t.cellH/2-2.8+lineH*(vg.Length(len(all)-1)/2-vg.Length(i)), line.string, line.style, left)
	}
}

// oddsCell shades the cell of a chance, and writes it with its interval and, where there is room,
// the median of the quantity; a dash where the scenario has no such target. A triangle tells a
// difference to the first scenario that its interval keeps from zero.
func (t *comparing) oddsCell(c result.ComparedChance, q model.QuantityName, x, top vg.Length) {
	f := t.figure
	middle, base := x+t.cell/2, top-t.cellH/2-2.8
	if c.Of == 0 {
		f.text(middle, base, "–", smallStyle, centre)
		return
	}
	ground := ramp(chanceShades, float64(c.Probability))
	f.rect(ground, x, top-t.cellH, x+t.cell, top)
	plain := cellStyle.in(legible(ground))
	bold, up := plain.strong(), apart(c)
	if t.cellH < oddsCellH {
		f.put(middle, base-1, brief(float64(c.Probability)), bold, t.cell, centre)
		if up != 0 {
			f.triangle(plain.color, x+t.cell-3.6, top-3.4, up, 2.2)
		}
		return
	}
	bold.size = noteStyle.size
	if t.medians && !c.Median.IsMissing() {
		base += medianH / 2
		f.put(middle, base-5-medianH, f.pick("median ", "中位数 ")+f.number(q, float64(c.Median))+f.classifier(q), plain, t.cell, centre)
	}
	f.put(middle, base-5, f.interval(c.Chance), plain, t.cell, centre)
	number, by := f.probability(c.Chance), ""
	if up != 0 && t.cell > 66 {
		by = brief(math.Abs(float64(c.Difference)))
	}
	w, mark := f.fonts.width(number, bold), vg.Length(0)
	if up != 0 {
		mark = 10 + f.fonts.width(by, plain)
	}
	if w+mark > t.cell-4 {
		f.triangle(plain.color, x+t.cell-4, top-4, up, 2.4)
		mark = 0
	} else if up != 0 {
		f.triangle(plain.color, middle+(w-mark)/2+7, base+7.6, up, 3)
		f.text(middle+(w-mark)/2+12, base+5, by, plain, left)
	}
	f.put(middle-mark/2, base+5, number, bold, t.cell, centre)
}

// apart is the direction of a difference to the first scenario, 0 where it may be chance.
func apart(c result.ComparedChance) int {
	switch {
	case c.Difference.IsMissing():
		return 0
	case c.DifferenceLow > 0:
		return 1
	case c.DifferenceHigh < 0:
		return -1
	}
	return 0
}

// triangle points up or down.
func (f *figure) triangle(c colour, x, y vg.Length, up int, r vg.Length) {
	d := r * vg.Length(up)
	f.fill(c, vg.Point{X: x - r, Y: y - 0.8*d}, vg.Point{X: x + r, Y: y - 0.8*d}, vg.Point{X: x, Y: y + d})
}

// legend explains the colours and the triangles below y.
func (t *comparing) legend(y vg.Length) {
	const wide, high, cells = 150, 7, 75
	f := t.figure
	for i := range cells {
		f.rect(ramp(chanceShades, (float64(i)+0.5)/cells), edge+wide*vg.Length(i)/cells, y-high, edge+wide*vg.Length(i+1)/cells+0.4, y)
	}
	f.text(edge, y-high-9, f.percent(0), smallStyle, left)
	f.text(edge+wide/2, y-high-9, f.percent(0.5), smallStyle, centre)
	f.text(edge+wide, y-high-9, f.percent(1), smallStyle, right)
	x := edge + wide + 26
	f.triangle(ink, x, y-3.5, 1, 3)
	f.triangle(ink, x+9, y-3.5, -1, 3)
	words := f.pick("more or less likely than in the first scenario, in points; no mark: the 95 % interval of the difference includes 0",
		"与第一个情景相比概率升高或降低（百分点）；无标记者其差值的95%置信区间包含0")
	for i, line := range f.wrap(words, smallStyle, sheetWidth-edge-x-17, 2) {
		f.text(x+17, y-high+1-lineH*vg.Length(i), line, smallStyle, left)
	}
}

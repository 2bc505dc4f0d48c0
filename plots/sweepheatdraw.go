package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

const (
	barRoom  = vg.Length(84) // on the right: the bar of colours and its key
	barWide  = vg.Length(10)
	barHigh  = vg.Length(110)
	multiGap = vg.Length(14)
)

// verdictShades are missed and met.
var verdictShades = []colour{chanceShades[1], chanceShades[4]}

// drawHeat draws the panels of a heat map with its bar of colours.
func (j *job) drawHeat(h *heat) *figure {
	columns := []int{1, 1, 2, 3, 2, 3, 3}[len(h.panels)]
	rows := (len(h.panels) + columns - 1) / columns
	deep := []vg.Length{0, 232, 150}[rows]
	const above = vg.Length(16) // the name of the axis that goes up
	f := j.newFigure(j.heatTitle(h), j.heatSubtitle(h), above+deep*vg.Length(rows)+axisFoot+multiGap*vg.Length(rows-1))
	_, _, side := j.upTicks(h.y, deep)
	x0 := edge + side + 8
	wide := (sheetWidth - edge - barRoom - x0 - multiGap*vg.Length(columns-1)) / vg.Length(columns)
	top := f.top - above
	shades := chanceShades
	if h.verdicts {
		shades = verdictShades
	}
	var drawn []frontier
	for i, field := range h.fields {
		from, up := x0+(wide+multiGap)*vg.Length(i%columns), top-(deep+multiGap)*vg.Length(i/columns)
		p := &plane{f, h.x, h.y, vg.Rectangle{Min: vg.Point{X: from, Y: up - deep}, Max: vg.Point{X: from + wide, Y: up}}}
		if h.by != nil {
			p.box.Max.Y -= multiGap
		}
		var lines []frontier
		if h.dotted {
			p.rules()
			p.dots(h.sample, h.points[i])
		} else {
			p.cells(field, shades)
			lines = p.frontiers(field, h.surfaces[i], h.verdicts)
		}
		for _, r := range lines {
			p.frontier(r)
			drawn = append(drawn, r)
		}
		p.frame(i+columns >= len(h.panels), i%columns == 0)
		if h.by != nil {
			head := j.panelName(h, i, wide)
			p.text(from, p.box.Max.Y+4, p.cut(head, smallStyle.strong(), wide), smallStyle.strong().in(ink), left)
		}
		if !h.verdicts {
			p.frontierLabels(lines)
		}
	}
	whole := &plane{f, h.x, h.y, vg.Rectangle{Min: vg.Point{X: x0, Y: top - deep*vg.Length(rows) - multiGap*vg.Length(rows-1)}, Max: vg.Point{X: sheetWidth - edge - barRoom, Y: f.top - 16}}}
	whole.heads(j.axisHead(h.x.about), j.axisHead(h.y.about))
	x, y := sheetWidth-edge-barRoom+18, top-18
	if h.dotted {
		f.dotKey(h.sample, x+4, y+4)
		return f
	}
	y = f.colourBar(h, x, y, shades)
	if !h.verdicts {
		y = f.frontierKey(drawn, x, y)
	}
	if h.holes() {
		f.emptyKey(x, y)
	}
	return f
}

// panelName names a panel by its cell, and by the axis too where that has room.
func (j *job) panelName(h *heat, panel int, wide vg.Length) string {
	name := j.cellName(h.by, h.panels[panel])
	if whole := j.named(h.by.about.Label, h.by.about.ID) + " " + name; j.fonts.width(whole, smallStyle.strong()) <= wide {
		return whole
	}
	return name
}

// colourBar explains the colours below y, and tells where it ends.
func (f *figure) colourBar(h *heat, x, y vg.Length, shades []colour) vg.Length {
	const high, cells = barHigh, 55
	if h.verdicts {
		for i, name := range []string{f.pick("met", "达标"), f.pick("missed", "未达标")} {
			at := y - 16*vg.Length(i)
			f.rect(shades[1-i], x, at-9, x+barWide, at)
			f.text(x+barWide+5, at-7, name, smallStyle.in(ink), left)
		}
		return y - 32
	}
	name := f.pick("probability", "达标概率")
	if h.members <= 1 {
		name = f.pick("share met", "达标占比")
	}
	f.text(x, y+10, name, smallStyle, left)
	for i := range cells {
		low := y - high + high*vg.Length(i)/cells
		f.rect(ramp(shades, (float64(i)+0.5)/cells), x, low, x+barWide, min(low+high/cells+0.6, y))
	}
	for _, v := range []float64{0, 0.5, 0.9, 1} {
		at := y - high + high*vg.Length(v)
		text := f.percent(v)
		f.text(x+barWide+6, at-3, text, smallStyle.in(ink), left)
		f.stroke(ink, 0.7, nil, vg.Point{X: x + barWide, Y: at}, vg.Point{X: x + barWide + 3, Y: at})
	}
	return y - high - 18
}

// frontierKey explains the lines that there are, below y, and tells where it ends.
func (f *figure) frontierKey(drawn []frontier, x, y vg.Length) vg.Length {
	at := y
	for _, l := range levelsOf() {
		if slices.ContainsFunc(drawn, func(r frontier) bool { return r.level == l.level && len(r.lines) > 0 }) {
			f.tooth(x, at, l)
			f.text(x+27, at-3, f.cut(l.says(f.job), smallStyle, barRoom-18-27+edge/2), smallStyle.in(ink), left)
			at -= 15
		}
	}
	if at == y {
		return at
	}
	for _, line := range f.wrap(f.pick("teeth: the likelier side", "齿指向概率较高一侧"), smallStyle, barRoom-18, 2) {
		f.text(x, at-2, line, smallStyle, left)
		at -= lineH
	}
	return at - 4
}

// emptyKey explains the cells that have no point.
func (f *figure) emptyKey(x, y vg.Length) {
	f.stroke(grey, 0.6, nil, append(corners(x, y-9, x+barWide, y), vg.Point{X: x, Y: y - 9})...)
	f.text(x+barWide+5, y-7, f.pick("no point", "无点"), smallStyle.in(ink), left)
}

// tooth is a frontier in a key.
func (f *figure) tooth(x, y vg.Length, r frontier) {
	wide := vg.Length(1.4)
	if r.both {
		wide = 2.6
	}
	f.stroke(ink, wide, r.dashes, vg.Point{X: x, Y: y}, vg.Point{X: x + 22, Y: y})
	for _, d := range []vg.Length{5, 17} {
		f.stroke(ink, 0.9, nil, vg.Point{X: x + d, Y: y}, vg.Point{X: x + d, Y: y + 4})
	}
}

// heatSubtitle says what a heat map shows.
func (j *job) heatSubtitle(h *heat) string {
	n := result.Grouped(float64(len(h.rows)), 0)
	var b strings.Builder
	switch {
	case h.verdicts || h.dotted && h.members <= 1:
		fmt.Fprintf(&b, j.pick("Whether the target is met at each of %s points", "各点目标是否达标，共%s点"), n)
	case h.members > 1 && (h.dotted || h.single()):
		fmt.Fprintf(&b, j.pick("Probability that the target is met at each of %s points", "各点目标达标概率，共%s点"), n)
	case h.members > 1:
		fmt.Fprintf(&b, j.pick("Probability that the target is met, mean of %s points", "目标达标概率，%s点之均值"), n)
	default:
		fmt.Fprintf(&b, j.pick("Share of %s points that meet the target", "达标的点所占比例，共%s点"), n)
	}
	b.WriteString(j.requirement(h.sample))
	if h.by != nil {
		fmt.Fprintf(&b, j.pick("; a panel for each of %s", "；分图：%s"), j.axisName(h.by.about, noteStyle, 150))
		if all := h.by.cells(); all > len(h.panels) {
			fmt.Fprintf(&b, j.pick(", %d of its %d values", "（取%d个值，共%d个）"), len(h.panels), all)
		}
	}
	switch {
	case h.dotted:
		b.WriteString(j.pick("; each where it lies: too few for bins", "；点数不足以分箱，按位置逐点画出"))
	case h.fields[0].smooth():
		b.WriteString(j.pick("; in bins, lines smoothed over neighbouring bins", "；分箱统计，等值线经邻箱平滑"))
	}
	if h.x.even || h.y.even {
		b.WriteString(j.pick("; levels at equal distances", "；各水平等距排列"))
	}
	if len(h.rest) > 0 {
		var names []string
		for _, c := range h.rest {
			names = append(names, j.axisName(j.swept.axisOf(c), noteStyle, 90))
		}
		const most = 3
		text := strings.Join(names[:min(most, len(names))], j.pick(", ", "、"))
		if len(names) > most {
			text += fmt.Sprintf(j.pick(" and %[1]d more", "等%[2]d个轴"), len(names)-most, len(names))
		}
		b.WriteString(j.pick("; over all values of ", "；涵盖其他轴的全部取值：") + text)
	}
	if h.outside > 0 {
		fmt.Fprintf(&b, j.pick("; %s beyond the axes", "；%s点在轴外"), result.Grouped(float64(h.outside), 0))
	}
	return b.String() + j.mayBe(h) + j.ofScenarios(h.sample) + j.leftOutRows(h.sample)
}

// mayBe says how far a share of the members of a point may be from the probability: with few of them
// no frontier is sure.
func (j *job) mayBe(h *heat) string {
	const enough = 1000 // members: an interval of 4 points at 90 %
	if h.members <= 1 || h.members >= enough || !h.dotted && !h.single() {
		return ""
	}
	form := j.pick("%s seen may be %s to %s", "所见%s实际可为%s–%s")
	var parts []string
	for _, seen := range []float64{0.9, 0.5} {
		c := result.Wilson(int(math.Round(seen*float64(h.members))), h.members)
		per := func(v result.Number) string { return result.Grouped(100*float64(v), 0) }
		parts = append(parts, fmt.Sprintf(form, j.share(float64(c.Probability)), per(c.Low), per(c.High)+j.pick(" %", "%")))
		form = j.pick("%s %s to %s", "%s可为%s–%s")
	}
	return fmt.Sprintf(j.pick("; %s members a point: ", "；每点%s个样本："), result.Grouped(float64(h.members), 0)) + strings.Join(parts, j.pick(", ", "，"))
}

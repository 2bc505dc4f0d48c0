package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

const (
	panelsMost = 9
	panelGap   = vg.Length(28)
	panelHead  = vg.Length(44) // the name in two lines, the probability, a gap
	panelFoot  = vg.Length(24)
)

// grid is the places of so many panels below the top of a figure, from left to right.
type grid struct {
	n, columns int
	wide, deep vg.Length
}

func newGrid(n int) grid {
	g := grid{n: n, columns: []int{1, 1, 2, 3, 2, 3, 3, 3, 3, 3}[n]}
	g.wide = (sheetWidth - 2*edge - panelGap*vg.Length(g.columns-1)) / vg.Length(g.columns)
	g.deep = []vg.Length{0, 230, 176, 156}[g.rows()]
	return g
}

func (g grid) rows() int { return (g.n + g.columns - 1) / g.columns }

func (g grid) height() vg.Length { return g.deep * vg.Length(g.rows()) }

// place is the box of a panel with what is written above and below it.
func (g grid) place(i int, top vg.Length) vg.Rectangle {
	x0, y1 := edge+(g.wide+panelGap)*vg.Length(i%g.columns), top-g.deep*vg.Length(i/g.columns)
	return vg.Rectangle{Min: vg.Point{X: x0, Y: y1 - g.deep}, Max: vg.Point{X: x0 + g.wide, Y: y1}}
}

// openFirst keeps as many as there are panels, in their order: what is open before what no member
// meets, and that before what all do.
func openFirst(list []chanced) (out []chanced, left int) {
	kind := func(c result.Chance) int {
		switch {
		case !sure(c):
			return 0
		case c.Met == 0:
			return 1
		}
		return 2
	}
	count := [3]int{}
	for _, t := range list {
		count[kind(t.chances.Chance)]++
	}
	room := panelsMost
	for k, n := range count {
		count[k] = min(n, room)
		room -= count[k]
	}
	for _, t := range list {
		if k := kind(t.chances.Chance); count[k] > 0 {
			count[k]--
			out = append(out, t)
		}
	}
	return out, len(list) - len(out)
}

// leftOver says how many targets a chart leaves out.
func (j *job) leftOver(left, of int) string {
	if left == 0 {
		return ""
	}
	return fmt.Sprintf(j.pick("; left out: %d of %d targets, the least open", "；略去最无悬念的%d项（共%d项）"), left, of)
}

// fans shows for each target where the members are over time.
func fans(j *job) (*figure, string) {
	if j.r.Ensemble == nil {
		return nil, j.alone()
	}
	var list []chanced
	for _, t := range j.chanced() {
		if j.fan(t.Scope, t.Quantity) != nil && !math.IsNaN(float64(t.Required)) {
			list = append(list, t)
		}
	}
	if len(list) == 0 {
		return nil, j.pick("no target has a spread over time", "没有目标具有随时间的分布")
	}
	subtitle := fmt.Sprintf(j.pick("Where the members are over time, and above with what probability they meet the target (95 %% interval); %s",
		"各样本随时间的分布，上方为达标概率（95%%置信区间）；%s"), j.members())
	title, all := j.oddsOf(j.chanced()), len(list)
	list, left := openFirst(list)
	subtitle += j.leftOver(left, all)
	g := newGrid(len(list))
	f := j.newFigure(title, subtitle, g.height()+18)
	f.fanKey(f.top - 12)
	for i, t := range list {
		f.fanOf(t, g.place(i, f.top-18))
	}
	return f, ""
}

// oddsOf is the title of a chart of all targets: what is the least likely, and how likely all of
// them together.
func (j *job) oddsOf(list []chanced) string {
	least, none := list[0], 0
	for _, t := range list {
		if t.chances.Met == 0 {
			none++
		}
		if t.chances.Probability < least.chances.Probability {
			least = t
		}
	}
	n := result.Grouped(float64(least.chances.Of), 0)
	name := j.cut(j.called(least.Target), titleStyle, 250)
	var line string
	switch {
	case len(list) == 1:
		return j.prospect(least.Target, least.chances.Chance)
	case least.chances.Met == least.chances.Of:
		return fmt.Sprintf(j.pick("All %d targets are met in all of %s members", "%d项目标在全部%s个样本中均达标"), len(list), n)
	case none > 1:
		line = fmt.Sprintf(j.pick("%d of %d targets are met in none of %s members", "%[2]d项目标中有%[1]d项在%[3]s个样本中均未达标"), none, len(list), n)
	default:
		line = fmt.Sprintf(j.pick("Least likely of %d targets: %s, %s", "%d项目标中最难达标者：%s，%s"), len(list), name, j.likely(least.chances.Chance))
	}
	if joint := j.r.Ensemble.Joint; joint.Of > 0 && none == 0 {
		line += j.pick("; all together ", "；全部同时达标") + j.jointly(joint)
	}
	return line
}

// jointly is likely of several targets at once.
func (j *job) jointly(c result.Chance) string {
	if c.Met == 0 {
		return j.pick("in none", "的样本一个也没有")
	}
	return j.pick("with ", "的概率为") + j.chance(c)
}

// fanKey explains the marks in one line.
func (f *figure) fanKey(y vg.Length) {
	x, mid := edge, y+3
	word := func(w vg.Length, s string) {
		f.text(x+w, y, s, smallStyle, left)
		x += w + f.fonts.width(s, smallStyle) + 16
	}
	line := func(c colour, wide vg.Length, dashes ...vg.Length) {
		f.stroke(c, wide, dashes, vg.Point{X: x, Y: mid}, vg.Point{X: x + 16, Y: mid})
	}
	f.rect(blue4, x, mid-4, x+14, mid+4)
	word(18, f.pick("5–95 % of members", "5–95%分位"))
	f.rect(blue3, x, mid-4, x+14, mid+4)
	word(18, "25–75"+f.pick(" %", "%分位"))
	line(midBlue, 1.8)
	word(20, f.pick("median", "中位数"))
	line(ink, 0.9, 3, 2)
	word(20, f.pick("central run", "中心值模拟"))
	line(red, 0.9, 4, 3)
	f.diamond(red, x+8, mid, 3)
	word(20, f.pick("target and its deadline", "目标值及期限"))
}

// fanOf draws the panel of a target in a box.
func (f *figure) fanOf(t chanced, box vg.Rectangle) {
	fan, central := f.fan(t.Scope, t.Quantity), f.values(t.Scope, t.Quantity)
	f.panelHead(t, box, f.asks(t.Target))
	s := f.spreadScale(t.Quantity, append(fan.lines(), central, []float64{float64(t.Required)})...)
	p := f.newPanel(s, box.Min.X+s.width+6, box.Max.X, box.Min.Y+panelFoot, box.Max.Y-panelHead)
	p.margins = [2]vg.Length{box.Min.X, box.Max.X}
	p.calendarIn(p.x1-p.x0+36, 22)
	p.fan(fan, 1.8)
	if fan.flow {
		p.steps(central, ink, 0.9, 3, 2)
	} else {
		p.line(central, ink, 0.9, 3, 2)
	}
	p.level([]result.Target{t.Target})
	if !p.inside(t.Deadline) {
		return
	}
	x, y := p.x(t.Deadline), p.y(float64(t.Required))
	f.stroke(pale, 0.6, nil, vg.Point{X: x, Y: p.y0}, vg.Point{X: x, Y: p.y1})
	f.diamond(red, x, y, 3.4)
}

// panelHead writes above a panel the name of its target and how likely it is, and on the right
// what has room there.
func (f *figure) panelHead(t chanced, box vg.Rectangle, beside string) {
	c := blue
	if t.chances.Probability < 0.5 {
		c = red
	}
	wide, base := box.Max.X-box.Min.X, box.Max.Y-panelHead+10
	f.nameAt(box.Min.X, base+11.5, f.called(t.Target), noteStyle.strong().in(ink), wide)
	words, bold := f.chance(t.chances.Chance), tickStyle.strong().in(c)
	f.text(box.Min.X, base, words, bold, left)
	rest := wide - f.fonts.width(words, bold) - 8
	for _, s := range []string{beside, f.requires(t.Target)} {
		if f.fonts.width(s, smallStyle) <= rest {
			f.text(box.Max.X, base, s, smallStyle, right)
			return
		}
	}
}

// spreadScale spans values of a quantity: from zero, unless that would hide how they spread.
func (j *job) spreadScale(q model.QuantityName, all ...[]float64) scale {
	low, high := math.Inf(1), math.Inf(-1)
	for _, values := range all {
		for _, v := range values {
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	switch off := max(high-low, 0.02*math.Abs(high)); {
	case low >= 0 && low < 0.4*high:
		low, high = 0, high+0.05*off
	default:
		low, high = low-0.05*off, high+0.05*off
	}
	if q.IsShare() {
		high = min(high, max(1, high/1.05))
	}
	return j.fineScale(low, high, 4, func(v, step float64) string { return j.tick(q, v, step) })
}

// tick writes a tick of a quantity.
func (j *job) tick(q model.QuantityName, v, step float64) string {
	switch {
	case q.IsShare():
		return decimals(100*v, 100*step) + j.pick(" %", "%")
	case step < 1 && step > 1e-6:
		return minus(decimals(v, step))
	case step <= 1e-6:
		return minus(fmt.Sprintf("%.0e", v))
	}
	return j.figuresWhole(v)
}

// figuresWhole writes a whole number, briefly if it is large.
func (j *job) figuresWhole(v float64) string {
	if math.Abs(v) >= 1e7 {
		return j.large(v)
	}
	return minus(result.Grouped(v, 0))
}

package plots

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

const (
	failH    = vg.Length(23) // of a row
	failWhat = edge + 104    // where the failures are named
	failX    = edge + 268    // where the axis begins
	failEnd  = sheetWidth - edge - 92
	failMost = 26 // rows
)

// failing is a tier and what cuts do to it.
type failing struct {
	tier
	cuts []result.Failure // of all single links the worst first
}

// failures shows what the worst cut of one link, and each failure that the scenario names,
// do to each tier.
func failures(j *job) (*figure, string) {
	var list []failing
	rows := 0
	for _, t := range j.tiers() {
		e := failing{tier: t}
		for _, named := range []bool{false, true} {
			for _, f := range j.r.Failures {
				if f.Tier == t.id && (f.ID != "") == named {
					e.cuts = append(e.cuts, f)
				}
			}
		}
		if len(e.cuts) > 0 {
			list, rows = append(list, e), rows+1+len(e.cuts)
		}
	}
	if len(list) == 0 {
		return nil, j.pick("no failures of links are known for any delay tier", "没有各时延圈层的链路故障数据")
	}
	title := j.survives(list)
	subtitle := j.pick("One-way delay of the slowest pair of each tier in the peak hour, ms: dot, the mean; line, up to what 99 % of packets stay below. Shaded: the budget",
		"各圈层最慢一对节点的忙时单向时延（毫秒）：圆点为平均，横线至99%分位；浅色带为时延预算")
	if rows > failMost {
		all := rows
		list, rows = firstRows(list, failMost)
		subtitle += fmt.Sprintf(j.pick("; the first %d of %d rows", "；仅列前%d行，共%d行"), rows, all)
	}
	top, tail := 0., 0.
	for _, e := range list {
		top = max(top, positive(e.budget))
		if e.slowest >= 0 {
			top = max(top, meanOf(e.paths[e.slowest]))
		}
		for _, c := range e.cuts {
			if finite(c.MeanMs) {
				top, tail = max(top, float64(c.MeanMs)), max(tail, float64(c.P99Ms))
			}
		}
	}
	if tail > tailMost*top {
		subtitle += j.pick("; lines end where they leave the scale", "；超出图示的部分未画")
	}
	f := j.newFigure(title, subtitle, failH*vg.Length(rows)+42)
	f.failures(list, rows, max(1.02*top, min(1.02*tail, tailMost*top), 0.01))
	return f, ""
}

// firstRows are so many rows of a list, whole tiers as far as there is room.
func firstRows(list []failing, most int) (out []failing, rows int) {
	for _, e := range list {
		if rows+2 > most {
			break
		}
		e.cuts = e.cuts[:min(len(e.cuts), most-rows-1)]
		out, rows = append(out, e), rows+1+len(e.cuts)
	}
	return out, rows
}

// survives is the title: how many budgets hold with any one link cut, and what the worst
// cut does.
func (j *job) survives(list []failing) string {
	judged, hold := 0, 0
	var worst *result.Failure
	for i := range list {
		e := &list[i]
		c := &e.cuts[0]
		if c.ID != "" {
			continue
		}
		if !math.IsNaN(e.budget) {
			if judged++; finite(c.MeanMs) && !e.over(e.judge(c.MeanMs, c.P99Ms)) {
				hold++
			}
		}
		if worst == nil || harm(c) > harm(worst) {
			worst = c
		}
	}
	if worst == nil {
		return j.pick("What the named failures do to the delay of each tier", "各项指定故障对各圈层时延的影响")
	}
	line := j.pick("Worst single cut: ", "最不利的单链路中断：")
	if judged > 0 {
		line = fmt.Sprintf(j.pick("%d of %d delay budgets hold with any one link cut; worst: ", "%[2]d项时延预算中%[1]d项在任一链路中断时仍满足；最不利："), hold, judged)
		if hold == judged && judged > 1 {
			line = fmt.Sprintf(j.pick("All %d delay budgets hold with any one link cut; worst: ", "任一链路中断时%d项时延预算均满足；最不利："), judged)
		}
	}
	if harm(worst) < readable {
		return line + j.pick("none adds any delay", "均不增加时延")
	}
	name, tier := j.cut(j.cutName(worst), titleStyle, 200), j.cut(j.place(worst.Tier), titleStyle, 200)
	return line + fmt.Sprintf(j.pick("%s for %s, %s", "%s，%s%s"), name, tier, j.harmed(worst))
}

// harm is how much longer a failure makes the mean; without any path it is more than all.
func harm(f *result.Failure) float64 {
	if !finite(f.MeanMs) {
		return math.Inf(1)
	}
	return float64(f.AddedMs)
}

// readable is the least that can be read of a delay, in ms.
const readable = 0.005

// harmed writes what a failure does to the mean.
func (j *job) harmed(f *result.Failure) string {
	if !finite(f.MeanMs) {
		return j.pick("no path left", "无可用路径")
	}
	return "+" + j.ms(positive(float64(f.AddedMs)))
}

// judge is which of two delays the budget is for, whether the network is intact or not.
func (e *failing) judge(mean, p99 result.Number) float64 {
	if (e.quantity == model.DelayP99 || e.quantity == model.DelayP99N1) && finite(p99) {
		return float64(p99)
	}
	return float64(mean)
}

// cutName names what is cut: the failure, or its link by the names of its ends.
func (j *job) cutName(f *result.Failure) string {
	if name := j.named(f.Name, f.ID); name != "" {
		return name
	}
	var names []string
	for _, id := range f.Links {
		names = append(names, j.linkName(id))
	}
	return strings.Join(names, j.pick(", ", "、"))
}

// linkName names a link by its ends.
func (j *job) linkName(id string) string {
	for _, l := range j.r.Links {
		if l.ID == id {
			return cmp.Or(j.between(l), id)
		}
	}
	return id
}

// between names the ends of a link.
func (j *job) between(l result.Link) string {
	from, to := l.From.In(j.lang), l.To.In(j.lang)
	if from == "" || to == "" {
		return l.ID
	}
	return from + "–" + to
}

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
	f.text(sheetWidth-edge, high+4, f.pick("mean, change", "平均，变化"), smallStyle, right)
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
	for i, line := range f.wrap(e.name, noteStyle, failWhat-edge-10, min(4, 1+2*len(e.cuts))) {
		f.text(edge, y-14-10.5*vg.Length(i), line, noteStyle.in(ink), left)
	}
	middle := y - failH/2
	intact, pair := math.NaN(), ""
	if e.slowest >= 0 {
		p := e.paths[e.slowest]
		intact, pair = meanOf(p), f.pair(p)
		f.delayOf(e, result.Number(intact), p.P99Ms, middle, x)
	}
	f.rowOf(middle, f.pick("intact", "网络完好"), pair)
	switch {
	case known(intact) && known(e.budget):
		f.text(sheetWidth-edge, middle-3, f.decimal(intact)+f.pick(" of ", " / ")+f.budget(e.budget), smallStyle.in(ink), right)
	case known(intact):
		f.text(sheetWidth-edge, middle-3, f.ms(intact), smallStyle.in(ink), right)
	}
	for i := range e.cuts {
		c := &e.cuts[i]
		middle -= failH
		f.stroke(hairline, 0.6, nil, vg.Point{X: failWhat, Y: middle + failH/2}, vg.Point{X: sheetWidth - edge, Y: middle + failH/2})
		name := f.cutName(c)
		if c.ID == "" {
			name = f.pick("worst link: ", "最不利链路：") + name
		}
		f.rowOf(middle, name, f.pairOf(c.Tier, c.Pair))
		var lost string
		if c.LostGbps > 0 {
			lost = fmt.Sprintf(f.pick("%s Gbit/s lost", "损失%s Gbit/s"), f.figures(float64(c.LostGbps)))
		}
		if !finite(c.MeanMs) {
			f.cross(red, vg.Point{X: failX + 8, Y: middle}, 3)
			f.text(failX+16, middle-3, f.harmed(c), smallStyle.strong().in(red), left)
			f.text(sheetWidth-edge, middle-3, lost, smallStyle.in(red), right)
			continue
		}
		f.delayOf(e, c.MeanMs, c.P99Ms, middle, x)
		up := vg.Length(0)
		if lost != "" {
			up = 5
			f.text(sheetWidth-edge, middle-3-up, lost, smallStyle.in(red), right)
		}
		f.text(sheetWidth-edge, middle-3+up, f.decimal(float64(c.MeanMs))+f.added(c), smallStyle.in(ink), right)
	}
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
	return ", " + sign + j.ms(float64(c.AddedMs))
}

// decimal writes a delay without its unit.
func (j *job) decimal(ms float64) string { return strings.TrimSuffix(j.ms(ms), " ms") }

// rowOf names a row and, below, the pair that it is about.
func (f *figure) rowOf(middle vg.Length, name, pair string) {
	f.text(failWhat, middle+1.5, f.cut(name, smallStyle, failX-failWhat-10), smallStyle.in(ink), left)
	f.text(failWhat, middle+1.5-lineH, f.cut(pair, smallStyle, failX-failWhat-10), smallStyle, left)
}

// delayOf marks a mean and its tail; one over the budget is a square.
func (f *figure) delayOf(e *failing, mean, p99 result.Number, y vg.Length, x func(float64) vg.Length) {
	at := x(float64(mean))
	if finite(p99) {
		f.tail(grey, 1.3, y, at, x(float64(p99)), x(math.MaxFloat64))
	}
	if e.over(e.judge(mean, p99)) {
		f.shaped(square, red, vg.Point{X: at, Y: y}, 3)
		return
	}
	f.dot(blue, at, y, 3.2)
}

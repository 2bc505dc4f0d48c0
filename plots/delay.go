package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"
)

const (
	tierH  = vg.Length(43)
	tierX  = edge + 138 // where the axis begins
	shareX = sheetWidth - edge - 58

	// tailMost is how far beyond the longest mean and budget the scale follows a tail; that of
	// an overloaded bottleneck would leave no room for anything else.
	tailMost = 1.5
)

// delay shows each path against the budget of its tier, and what the slowest one would
// take by the other classes of service: the price of a circuit that is not built.
func delay(j *job) (*figure, string) {
	tiers := j.tiers()
	if len(tiers) == 0 {
		return nil, j.pick("the scenario has no delay tiers", "情景中没有时延圈层")
	}
	top, tail := 0., 0.
	for _, t := range tiers {
		top, tail = max(top, t.reach()), max(tail, t.tail())
	}
	subtitle := fmt.Sprintf(j.pick("One-way delay in ms without queueing. Dots: each path by %s, the slowest named. Shaded: the budget.",
		"单向时延（毫秒），不含排队。圆点为各条路径（%s），标注最慢者；浅色带为时延预算。"), j.judged(tiers))
	loaded := tail > 0
	if loaded {
		subtitle = fmt.Sprintf(j.pick("One-way delay in ms in the peak hour. Dots: the mean of each path by %s, the slowest (99 %%) named. Shaded: the budget of the target of which most is used, for the mean unless it says 99 %% or N-1.",
			"忙时单向时延（毫秒）。圆点为各条路径的平均时延（%s），标注最慢者（按99%%分位）；浅色带为占用最多的目标之预算，未注明99%%或N-1者按平均时延。"), j.judged(tiers))
	}
	if tail > tailMost*top {
		subtitle += j.pick(" Lines end where they leave the scale.", "超出图示的部分未画。")
	}
	title := j.tightest(tiers)
	if n := len(tiers); n > mostRows {
		tiers = tiers[:mostRows]
		subtitle += j.firstOf(n)
	}
	const line = 12
	keys := vg.Length(line)
	if loaded {
		keys += line
	}
	f := j.newFigure(title, subtitle, 32+keys+tierH*vg.Length(len(tiers)))
	f.legend(tiers, f.top-12)
	if loaded {
		f.loadLegend(tiers, f.top-12-line)
	}
	s := j.newScale(0, max(top, min(1.02*tail, tailMost*top)), j.count)
	low, high := f.bottom+18, f.top-10-keys
	x := func(ms float64) vg.Length {
		return tierX + (shareX-14-tierX)*vg.Length(min(max(ms/s.high, 0), 1))
	}
	for i, v := range s.ticks {
		f.stroke(hairline, 0.6, nil, vg.Point{X: x(v), Y: low}, vg.Point{X: x(v), Y: high})
		f.text(x(v), low-12, s.texts[i], tickStyle, centre)
	}
	for i := range tiers {
		f.tier(&tiers[i], high-tierH*vg.Length(i), x)
	}
	return f, ""
}

// tightest is the title: what is cut off, else the tier that uses most of its budget.
func (j *job) tightest(tiers []tier) string {
	best, slowest, first := -1, -1, -1
	for i := range tiers {
		t := &tiers[i]
		if t.at >= 0 && (slowest < 0 || t.used.mean > tiers[slowest].used.mean) {
			slowest = i
		}
		if u := t.share(); !math.IsNaN(u) && (best < 0 || u > tiers[best].share()) {
			best = i
		}
		if first < 0 && t.lost() > 0 {
			first = i
		}
	}
	switch {
	case first >= 0:
		return j.cutOff(tiers, &tiers[first])
	case best >= 0:
		t := &tiers[best]
		head := j.pick("Tightest delay budget", "最紧的时延预算")
		if t.over() {
			head = j.pick("Delay budget exceeded", "时延超出预算")
		}
		if t.used.lost() { // with a link cut, as nothing is lost intact
			return fmt.Sprintf(j.pick("%s (%s): no path left from %s", "%s：%s；%s无可用路径"), head, j.cut(t.title, titleStyle, 300), j.within(t.paths[t.at], titleStyle, 260)) + j.inBrackets(j.measure(t.quantity))
		}
		return fmt.Sprintf(j.pick("%s (%s): %s %s, %s of %s", "%s：%s；%s %s，占%[6]s预算的%[5]s"),
			head, j.cut(t.title, titleStyle, 300), j.within(t.paths[t.at], titleStyle, 260), j.ms(t.of(t.used))+j.inBrackets(j.measure(t.quantity)), j.percent(t.share()), j.budget(t.budget))
	case slowest >= 0:
		t := &tiers[slowest]
		return fmt.Sprintf(j.pick("Slowest path: %s, %s", "最慢路径：%s %s"), j.within(t.paths[t.at], titleStyle, 300), j.ms(t.used.mean))
	}
	return j.pick("Delay budgets without any path to judge", "有时延预算而无可判定的路径")
}

// cutOff is the title where pairs are cut off: how many, the first of them, and where.
func (j *job) cutOff(tiers []tier, first *tier) string {
	lost, all := 0, 0
	for i := range tiers {
		lost, all = lost+tiers[i].lost(), all+len(tiers[i].paths)
	}
	p := first.paths[first.slowest]
	where := ""
	if p.Bottleneck != "" {
		where = fmt.Sprintf(j.pick(" at %s", "（%s）"), j.element(p.Bottleneck))
	}
	return fmt.Sprintf(j.pick("%d of %d pairs are cut off%s; first: %s (%s)", "%[2]d对节点中%[1]d对中断%[3]s；首例：%[4]s（%[5]s）"),
		lost, all, where, j.within(p, titleStyle, 230), j.cut(first.name, titleStyle, 200))
}

// tier draws a row below y.
func (f *figure) tier(t *tier, y vg.Length, x func(float64) vg.Length) {
	lane, other := y-19, y-33
	lines := f.wrap(t.name, noteStyle, tierX-edge-12, 3)
	for i, line := range lines {
		f.text(edge, y-tierH/2-3+5.5*vg.Length(len(lines)-1)-11*vg.Length(i), line, noteStyle.in(ink), left)
	}
	f.stroke(hairline, 0.6, nil, vg.Point{X: edge, Y: y}, vg.Point{X: sheetWidth - edge, Y: y})
	c := blue
	if t.over() || t.lost() > 0 {
		c = red
	}
	if !math.IsNaN(t.budget) {
		f.rect(blue4, x(0), lane-6, x(t.budget), lane+6)
		f.stroke(red, 1.5, nil, vg.Point{X: x(t.budget), Y: lane - 7}, vg.Point{X: x(t.budget), Y: lane + 7})
		of := f.pick("budget ", "预算 ")
		base := y - tierH/2 + 1
		if f.measure(t.quantity) != "" {
			base += 5 // three lines
		}
		if u := t.share(); !math.IsNaN(u) {
			if !math.IsInf(u, 0) {
				of = f.pick("of ", "预算 ")
			}
			f.text(sheetWidth-edge, base, f.percent(u), noteStyle.strong().in(c), right)
		}
		f.text(sheetWidth-edge, base-11, of+f.budget(t.budget), smallStyle, right)
		f.text(sheetWidth-edge, base-11-lineH, f.measure(t.quantity), smallStyle, right)
	}
	if t.slowest < 0 {
		f.text(x(0)+6, lane-3, f.pick("no path", "无路径"), smallStyle, left)
		return
	}
	f.tails(t, lane, x)
	for i, p := range t.paths {
		if i != t.slowest && !asIs(p).lost() {
			f.mean(t, p, x(asIs(p).mean), lane, 2.4, []colour{blue2, red3})
		}
	}
	f.slow(t, lane, x, c)
	worst := t.paths[t.slowest]
	for i, s := range services {
		if v := float64(worst.ByClass[s.id]); s.id != worst.Service && v > 0 && !math.IsInf(v, 0) {
			f.sign(i, x(v), other)
		}
	}
}

// slow marks the slowest path of a tier and writes what it takes.
func (f *figure) slow(t *tier, lane vg.Length, x func(float64) vg.Length, c colour) {
	p := t.paths[t.slowest]
	now := asIs(p)
	words := " " + f.ms(now.mean) + f.underLoad(t)
	at := x(now.mean)
	if now.lost() {
		words = f.pick(": cut off", "：中断")
		if n := t.lost(); n > 1 {
			words = fmt.Sprintf(f.pick(": cut off, as are %d more of %d pairs", "：中断，另有%d对亦中断（共%d对）"), n-1, len(t.paths))
		}
		at = shareX - 14
		f.cross(red, vg.Point{X: at, Y: lane}, 3)
	} else {
		f.mean(t, p, at, lane, 3, []colour{blue, red})
		f.lasting(t, lane, x)
	}
	name := f.within(p, smallStyle, shareX-tierX-f.fonts.width(words, smallStyle)-4) + words
	half := f.fonts.width(name, smallStyle) / 2
	f.text(min(max(at, tierX+half), shareX-half), lane+9.5, name, smallStyle.in(c), centre)
}

// sign is the mark of a class of service: grey, told apart by its shape, and hollow so
// that none hides another.
func (f *figure) sign(class int, x, y vg.Length) {
	at := shape(class, vg.Point{X: x, Y: y}, 2.6)
	f.stroke(grey, 1, nil, append(at, at[0], at[1])...) // closed, and over the first corner for its joint
}

// legend names the marks that occur.
func (f *figure) legend(tiers []tier, y vg.Length) {
	occurs := make([]bool, len(services))
	for i := range tiers {
		if t := &tiers[i]; t.slowest >= 0 {
			for k, s := range services {
				p := t.paths[t.slowest]
				occurs[k] = occurs[k] || s.id != p.Service && p.ByClass[s.id] > 0
			}
		}
	}
	x := tierX
	for k, s := range services {
		if !occurs[k] {
			continue
		}
		if x == tierX {
			head := f.pick("Slowest path by:", "最慢路径若改走：")
			f.text(x, y, head, smallStyle, left)
			x += f.fonts.width(head, smallStyle) + 10
		}
		f.sign(k, x, y+3)
		f.text(x+6, y, s.name.In(f.lang), smallStyle, left)
		x += f.fonts.width(s.name.In(f.lang), smallStyle) + 20
	}
}

package plots

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

const (
	stateX  = edge
	nameX   = edge + 50
	boundAt = 0.6 // of the bar's width: where the bound is

	chanceW = vg.Length(56)

	boundLines = 3 // at most, of what bound
)

// overviewColumns are what is right of the state, from left to right.
type overviewColumns struct {
	nameW, barX, barW, valueX, marginX, chanceX, boundX vg.Length // values, margins and chances: their right ends
}

// columns are narrower where there are probabilities among them.
func (j *job) columns() overviewColumns {
	c := overviewColumns{nameW: 128, barW: 88}
	chances := j.r != nil && j.r.Ensemble != nil
	if chances {
		c.nameW, c.barW = 112, 60
	}
	c.barX = nameX + c.nameW + 8
	c.valueX = c.barX + c.barW + 66
	c.marginX = c.valueX + 66
	c.boundX = c.marginX + 12
	if chances {
		c.valueX -= 2
		c.marginX -= 8
		c.chanceX = c.marginX + chanceW + 2
		c.boundX = c.chanceX + 12
	}
	return c
}

// mostRows is as many rows as a picture can hold; the tables have them all.
const mostRows = 40

// firstOf says that a picture shows only the first rows of n.
func (j *job) firstOf(n int) string {
	return fmt.Sprintf(j.pick("; the first %d of %s", "；仅列前%d项，共%s项"), mostRows, result.Grouped(float64(n), 0))
}

// overview is the verdict as a picture: a row per target, all bounds on one line.
func overview(j *job) (*figure, string) {
	targets := j.r.Targets
	if len(targets) == 0 {
		return nil, j.pick("the scenario has no targets", "情景中没有目标")
	}
	subtitle := j.pick("Simulated value (of a PUE: overhead) as a share of what is required", "截止日模拟值与要求值之比（PUE为超出1的部分）")
	if n := len(targets); n > mostRows {
		targets = targets[:mostRows]
		subtitle += j.firstOf(n)
	}
	if name := j.r.Scenario.Title.In(j.lang); name != "" {
		subtitle = name + j.pick(". ", "。") + subtitle
	}
	rows := vg.Length(0)
	for i := range targets {
		rows += j.rowHeight(&targets[i])
	}
	f := j.newFigure(j.tally(), subtitle, 26+rows)
	c := j.columns()
	y := f.top - 14
	bound := j.pick("what bound", "制约因素")
	if c.chanceX > 0 {
		bound = j.pick("what bound the misses", "未达标样本的制约因素")
		f.text(c.chanceX, y, j.pick("probability", "概率"), smallStyle, right)
	}
	for _, h := range []struct {
		x     vg.Length
		text  string
		align vg.Length
	}{
		{nameX, j.pick("target", "目标"), left},
		{c.barX + boundAt*c.barW, j.pick("100 %", "100%"), centre},
		{c.valueX, j.pick("simulated, required", "模拟值、要求值"), right},
		{c.marginX, j.pick("margin", "余量"), right},
		{c.boundX, bound, left},
	} {
		f.text(h.x, y, h.text, smallStyle, h.align)
	}
	y -= 7
	for i := range targets {
		f.stroke(hairline, 0.6, nil, vg.Point{X: edge, Y: y}, vg.Point{X: sheetWidth - edge, Y: y})
		f.row(&targets[i], y)
		y -= j.rowHeight(&targets[i])
	}
	f.stroke(hairline, 0.6, nil, vg.Point{X: edge, Y: y}, vg.Point{X: sheetWidth - edge, Y: y})
	return f, ""
}

// tally is the title: how many are met, and the worst miss.
func (j *job) tally() string {
	line := j.centralTally()
	e := j.r.Ensemble
	if e == nil || e.Joint.Of == 0 {
		return line
	}
	together := j.pick("All targets are met together ", "全部目标同时达标：")
	if len(j.r.Targets) == 1 {
		together = j.pick("The target is met ", "目标达标：")
	}
	return together + j.likely(e.Joint) + j.pick("; central run: ", "；中心值模拟：") + lower(line)
}

// centralTally is that of the central run alone.
func (j *job) centralTally() string {
	n, missed := len(j.r.Targets), j.r.Missed()
	var count string
	switch {
	case n == 1 && missed == 0:
		return j.pick("The target is met", "目标达标")
	case n == 1:
		count = j.pick("The target is missed", "目标未达标")
	case missed == 0:
		return fmt.Sprintf(j.pick("All %d targets met", "%d项目标全部达标"), n)
	case missed == n:
		count = fmt.Sprintf(j.pick("None of %d targets met", "%d项目标均未达标"), n)
	default:
		count = fmt.Sprintf(j.pick("%d of %d targets met", "%[2]d项目标中%[1]d项达标"), n-missed, n)
	}
	return count + j.worst()
}

// worst names the miss that is largest for its bound.
func (j *job) worst() string {
	var worst *result.Target
	largest := 0.
	for i := range j.r.Targets {
		t := &j.r.Targets[i]
		if off := math.Abs(float64(t.Margin)) / math.Max(math.Abs(float64(t.Required)), 1e-12); !t.Met && off > largest {
			worst, largest = t, off
		}
	}
	if worst == nil {
		return ""
	}
	name := j.noun(worst.Quantity)
	if worst.Named() {
		name = j.cut(worst.Name.In(j.lang), titleStyle, 260)
	}
	off := j.margin(worst.Quantity, float64(worst.Margin)) + j.classifier(worst.Quantity)
	if j.lang == "zh" {
		if worst.Comparator == model.AtMost {
			return "；" + name + "超出上限" + off
		}
		return "；" + name + "差" + off
	}
	verb := "misses"
	if strings.HasSuffix(name, "racks") {
		verb = "miss"
	}
	return fmt.Sprintf("; %s %s by %s", name, verb, off)
}

// row draws a target below y.
func (f *figure) row(t *result.Target, y vg.Length) {
	at := f.columns()
	middle := y - f.rowHeight(t)/2
	line1, line2 := middle+2.5, middle-7.5
	c, word := red, f.pick("missed", "未达标")
	if t.Met {
		c, word = blue, f.pick("met", "达标")
	}
	f.mark(t.Met, stateX+5, middle)
	f.text(stateX+14, middle-3, word, tickStyle.strong().in(c), left)

	names := f.middle(upper(t.Name.In(f.lang)), noteStyle, at.nameW, 2)
	up := 5 * vg.Length(len(names)-1)
	for i, line := range names {
		f.text(nameX, line1+up-10*vg.Length(i), line, noteStyle.in(ink), left)
	}
	where := f.date(t.Deadline)
	if t.Quantity != model.DelayMean || !t.Named() {
		where = f.middle(f.place(t.Scope), smallStyle, at.nameW-f.fonts.width(", "+where, smallStyle)-2, 1)[0] + f.pick(", ", "，") + where
	}
	f.text(nameX, line2-up, where, smallStyle, left)

	f.bullet(t, middle)

	sign := map[model.Comparator]string{model.AtLeast: "≥ ", model.AtMost: "≤ "}[t.Comparator]
	f.text(at.valueX, line1, f.number(t.Quantity, float64(t.Simulated)), noteStyle.strong().in(ink), right)
	f.text(at.valueX, line2, sign+f.number(t.Quantity, float64(t.Required)), smallStyle, right)
	off := "–"
	if !t.Margin.IsMissing() {
		off = "+"
		if t.Margin < 0 {
			off = "−"
		}
		off += strings.Replace(f.margin(t.Quantity, float64(t.Margin)), f.pick(" points", "个百分点"), f.pick(" pp", "百分点"), 1)
	}
	f.text(at.marginX, middle-3, off, noteStyle.in(c), right)

	if c, ok := f.chanceOf(*t); ok {
		f.text(at.chanceX, line1, f.probability(c), noteStyle.strong().in(ink), right)
		f.put(at.chanceX, line2, f.interval(c), smallStyle, chanceW, right)
	}
	lines := f.bound(t)
	for i, line := range lines {
		f.text(at.boundX, middle-3+4.75*vg.Length(len(lines)-1)-9.5*vg.Length(i), line, smallStyle.in(ink), left)
	}
}

// rowHeight leaves room for three lines of what bound, or of the name and where it is.
func (j *job) rowHeight(t *result.Target) vg.Length {
	if len(j.bound(t)) > 2 || len(j.middle(upper(t.Name.In(j.lang)), noteStyle, j.columns().nameW, 2)) > 1 {
		return 36
	}
	return 29
}

// bound says in at most boundLines what kept a target from being met: in an ensemble, in the
// members that miss it. The shares come first: where there is no room it is words that are cut.
func (j *job) bound(t *result.Target) []string {
	chance, known := j.chanceOf(*t)
	if known && t.Met && chance.Met == chance.Of { // no misses
		return nil
	}
	width := sheetWidth - edge - j.columns().boundX
	var parts []string
	rest, others := 0., 0
	for _, b := range t.Binding {
		share := 100 * float64(b.Share)
		switch {
		case share < 0.5:
		case len(parts) < boundLines:
			parts = append(parts, fmt.Sprintf(j.pick("%.0f %% %s", "%.0f%% %s"), share, b.Words(j.lang)))
			rest = share // of the last line, if it has to stand for more
		default:
			rest, others = rest+share, others+1
		}
	}
	if others > 0 {
		form := j.pick("%.0f %% %d others", "%.0f%% 其余%d项")
		if known {
			form = j.pick("%.0f %% from %d others", "%.0f%% 其余%d项合计")
		}
		parts[boundLines-1] = fmt.Sprintf(form, rest, others+1)
	}
	if len(parts) == 0 && t.Simulated.IsMissing() {
		return []string{j.pick("no value simulated", "无模拟值")}
	}
	var lines []string
	for i, p := range parts {
		free := boundLines - len(lines) - (len(parts) - 1 - i)
		lines = append(lines, j.wrap(p, smallStyle, width, min(free, 2))...)
	}
	return lines
}

// bullet draws the value as a bar towards the common line of the bound; the side that
// meets it is shaded. A bar that is too long for its place ends in a point.
func (f *figure) bullet(t *result.Target, y vg.Length) {
	at := f.columns()
	line, end := at.barX+boundAt*at.barW, at.barX+at.barW
	if t.Comparator == model.AtMost {
		f.rect(good, at.barX, y-9, line, y+9)
	} else {
		f.rect(good, line, y-9, end, y+9)
	}
	simulated, required := float64(t.Simulated), float64(t.Required)
	if t.Quantity.IsPUE() { // what a PUE is about is the overhead: it has no meaning below 1
		simulated, required = simulated-1, required-1
	}
	share := simulated / required
	if required == 0 && simulated == 0 {
		share = 1
	}
	if !math.IsNaN(share) {
		c := red
		if t.Met {
			c = blue
		}
		x := at.barX + at.barW*vg.Length(min(max(boundAt*share, 0), 1))
		if x >= end {
			f.fill(c, append(corners(at.barX, y-4, end-5, y+4)[:2:2], vg.Point{X: end, Y: y}, vg.Point{X: end - 5, Y: y + 4}, vg.Point{X: at.barX, Y: y + 4})...)
		} else {
			f.rect(c, at.barX, y-4, max(x, at.barX+0.8), y+4)
		}
	}
	f.stroke(ink, 1.2, nil, vg.Point{X: line, Y: y - 10}, vg.Point{X: line, Y: y + 10})
}

// mark is a tick in a disc for met, a cross in a square for missed.
func (f *figure) mark(met bool, x, y vg.Length) {
	at := func(dx, dy vg.Length) vg.Point { return vg.Point{X: x + dx, Y: y + dy} }
	if met {
		f.dot(blue, x, y, 5)
		f.stroke(paper, 1.4, nil, at(-2.4, 0), at(-0.7, -2), at(2.5, 2.1))
		return
	}
	f.rect(red, x-4.6, y-4.6, x+4.6, y+4.6)
	f.stroke(paper, 1.4, nil, at(-2.2, -2.2), at(2.2, 2.2))
	f.stroke(paper, 1.4, nil, at(-2.2, 2.2), at(2.2, -2.2))
}

package plots

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// tier is a row of the chart: the paths under one delay budget.
type tier struct {
	name    string
	title   string  // of the target that sets the budget, or the name
	budget  float64 // NaN: none
	paths   []result.Path
	slowest int // index of a path; -1: none
}

// use is the share of the budget that the slowest path takes, NaN without one.
func (t *tier) use() float64 {
	if t.slowest < 0 || !(t.budget > 0) {
		return math.NaN()
	}
	return t.worst() / t.budget
}

func (t *tier) worst() float64 { return float64(t.paths[t.slowest].OneWayMs) }

// services are the classes of network service in the order of the legend.
var services = []struct {
	id   string
	name model.Text
}{
	{"optical", model.Text{EN: "optical circuit", ZH: "光传输专线"}},
	{"direct", model.Text{EN: "direct IP circuit", ZH: "直达链路"}},
	{"public", model.Text{EN: "public Internet", ZH: "公共互联网"}},
	{"hub", model.Text{EN: "via backbone hubs", ZH: "骨干枢纽转接"}},
}

const (
	tierH  = vg.Length(43)
	tierX  = edge + 138 // where the axis begins
	shareX = sheetWidth - edge - 58
)

// delay shows each path against the budget of its tier, and what the slowest one would
// take by the other classes of service: the price of a circuit that is not built.
func delay(j *job) (*figure, string) {
	tiers := j.tiers()
	if len(tiers) == 0 {
		return nil, j.pick("the scenario has no delay tiers", "情景中没有时延圈层")
	}
	top := 0.
	for _, t := range tiers {
		top = max(top, t.reach())
	}
	subtitle := fmt.Sprintf(j.pick("One-way delay in ms without queueing. Dots: each path by %s, the slowest named. Shaded: the budget.",
		"单向时延（毫秒），不含排队。圆点为各条路径（%s），标注最慢者；浅色带为时延预算。"), j.judged(tiers))
	f := j.newFigure(j.tightest(tiers), subtitle, 44+tierH*vg.Length(len(tiers)))
	f.legend(tiers, f.top-12)
	s := j.newScale(0, top, j.count)
	low, high := f.bottom+18, f.top-22
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

// tiers gathers the paths of each tier and its tightest budget.
func (j *job) tiers() []tier {
	var out []tier
	for _, s := range j.r.Scopes {
		if s.Kind != "tier" {
			continue
		}
		t := tier{name: j.place(s.ID), title: j.place(s.ID), budget: math.NaN(), slowest: -1}
		for _, target := range j.r.Targets {
			bounds := target.Scope == s.ID && target.Quantity == model.DelayMean && target.Comparator == model.AtMost
			if v := float64(target.Required); bounds && !(v >= t.budget) {
				t.budget = v
				if own := target.Name.In(j.lang); own != "" {
					t.title = own
				}
			}
		}
		for _, p := range j.r.Paths {
			if p.Tier != s.ID || p.OneWayMs.IsMissing() || math.IsInf(float64(p.OneWayMs), 0) {
				continue
			}
			t.paths = append(t.paths, p)
			if t.slowest < 0 || float64(p.OneWayMs) > t.worst() {
				t.slowest = len(t.paths) - 1
			}
		}
		if t.slowest >= 0 || !math.IsNaN(t.budget) {
			out = append(out, t)
		}
	}
	return out
}

// judged names the service that the paths are judged on, if it is the same for all.
func (j *job) judged(tiers []tier) string {
	id, same := "", true
	for _, t := range tiers {
		for _, p := range t.paths {
			same = same && (id == "" || p.Service == id)
			id = p.Service
		}
	}
	for _, s := range services {
		if s.id == id && same {
			return s.name.In(j.lang)
		}
	}
	return j.pick("the service it is judged on", "按判定业务类别")
}

// reach is the longest delay of the row.
func (t *tier) reach() float64 {
	top := 0.
	if t.budget > top && !math.IsInf(t.budget, 0) {
		top = t.budget
	}
	if t.slowest >= 0 {
		top = max(top, t.worst())
		for _, s := range services {
			if v := float64(t.paths[t.slowest].ByClass[s.id]); v > top && !math.IsInf(v, 0) {
				top = v
			}
		}
	}
	return top
}

// tightest is the title: the tier that uses most of its budget.
func (j *job) tightest(tiers []tier) string {
	best, slowest := -1, -1
	for i := range tiers {
		t := &tiers[i]
		if t.slowest >= 0 && (slowest < 0 || t.worst() > tiers[slowest].worst()) {
			slowest = i
		}
		if u := t.use(); !math.IsNaN(u) && (best < 0 || u > tiers[best].use()) {
			best = i
		}
	}
	ms := func(v float64) string { return j.number(model.DelayMean, v) }
	if best >= 0 {
		t := &tiers[best]
		head := j.pick("Tightest delay budget", "最紧的时延预算")
		if t.use() > 1+1e-9 {
			head = j.pick("Delay budget exceeded", "时延超出预算")
		}
		return fmt.Sprintf(j.pick("%s: %s, %s to %s, %s of %s", "%s：%s，至%[4]s %[3]s，占%[6]s预算的%[5]s"),
			head, j.cut(t.title, titleStyle, 300), ms(t.worst()), t.paths[t.slowest].To.In(j.lang), j.percent(t.use()), j.budget(t.budget))
	}
	if slowest >= 0 {
		t := &tiers[slowest]
		return fmt.Sprintf(j.pick("Slowest path: %s to %s", "最慢路径：%s，至%s"), ms(t.worst()), t.paths[t.slowest].To.In(j.lang))
	}
	return j.pick("Delay budgets without any path to judge", "有时延预算而无可判定的路径")
}

// budget writes a delay without decimals that say nothing.
func (j *job) budget(ms float64) string {
	return strings.Replace(j.number(model.DelayMean, ms), ".00 ", " ", 1)
}

// percent writes a share of a budget, as fine as it takes to tell it from all of it.
func (j *job) percent(share float64) string {
	digits := 0
	for digits < 3 && share != 1 && math.Abs(share-1) < 0.5*math.Pow(10, float64(-2-digits)) {
		digits++
	}
	return fmt.Sprintf(j.pick("%s %%", "%s%%"), result.Grouped(100*share, digits))
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
	if t.use() > 1+1e-9 {
		c = red
	}
	if !math.IsNaN(t.budget) {
		f.rect(blue4, x(0), lane-6, x(t.budget), lane+6)
		f.stroke(red, 1.5, nil, vg.Point{X: x(t.budget), Y: lane - 8}, vg.Point{X: x(t.budget), Y: lane + 8})
		if u := t.use(); !math.IsNaN(u) {
			f.text(sheetWidth-edge, y-tierH/2+1, f.percent(u), noteStyle.strong().in(c), right)
		}
		f.text(sheetWidth-edge, y-tierH/2-10, f.pick("of ", "预算 ")+f.budget(t.budget), smallStyle, right)
	}
	if t.slowest < 0 {
		f.text(x(0)+6, lane-3, f.pick("no path", "无路径"), smallStyle, left)
		return
	}
	for i, p := range t.paths {
		if i != t.slowest {
			c := blue2
			if float64(p.OneWayMs) > t.budget*(1+1e-9) {
				c = red3
			}
			f.dot(c, x(float64(p.OneWayMs)), lane, 2.4)
		}
	}
	worst := t.paths[t.slowest]
	f.dot(c, x(t.worst()), lane, 3)
	name := f.cut(worst.To.In(f.lang), smallStyle, 120) + " " + f.number(model.DelayMean, t.worst())
	half := f.fonts.width(name, smallStyle) / 2
	f.text(min(max(x(t.worst()), tierX+half), shareX-half), lane+9.5, name, smallStyle.in(c), centre)
	for i, s := range services {
		if v := float64(worst.ByClass[s.id]); s.id != worst.Service && v > 0 && !math.IsInf(v, 0) {
			f.sign(i, x(v), other)
		}
	}
}

// sign is the mark of a class of service: grey, told apart by its shape, and hollow so
// that none hides another.
func (f *figure) sign(class int, x, y vg.Length) {
	const r = 2.6
	corners := [...][]vg.Point{
		{{X: -1.2, Y: -1}, {X: 1.2, Y: -1}, {X: 0, Y: 1.2}},
		{{X: -1, Y: -0.45}, {X: -0.45, Y: -1}, {X: 0.45, Y: -1}, {X: 1, Y: -0.45}, {X: 1, Y: 0.45}, {X: 0.45, Y: 1}, {X: -0.45, Y: 1}, {X: -1, Y: 0.45}},
		{{X: -1, Y: -1}, {X: 1, Y: -1}, {X: 1, Y: 1}, {X: -1, Y: 1}},
		{{X: 0, Y: -1.4}, {X: 1.4, Y: 0}, {X: 0, Y: 1.4}, {X: -1.4, Y: 0}},
	}[class]
	var at []vg.Point
	for i := range len(corners) + 2 { // closed, and over the first corner for its joint
		c := corners[i%len(corners)]
		at = append(at, vg.Point{X: x + c.X*r, Y: y + c.Y*r})
	}
	f.stroke(grey, 1, nil, at...)
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

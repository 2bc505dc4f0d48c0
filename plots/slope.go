package plots

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

const (
	slopesMost = 6
	slopeGapX  = vg.Length(30)
	slopeHead  = vg.Length(26) // above a panel: its pair and bottleneck, and a line of its tier
	slopeFoot  = vg.Length(26) // below it: its ticks
	slopeSide  = vg.Length(30) // on its right: where the mean breaks
)

// slopes shows how the delay of each tier's tightest pair rises with the load of its
// bottleneck, and at which load it breaks the budget: a panel for each tier, as their
// budgets differ by a factor of twenty.
func slopes(j *job) (*figure, string) {
	var list []result.Slope
	for _, s := range j.r.Slopes {
		if finite(s.Budget) && len(drawableSlope(s)) > 1 {
			list = append(list, s)
		}
	}
	if len(list) == 0 {
		return nil, j.pick("no tier has a budget and a delay that depends on load", "没有既有预算又随负荷变化的时延圈层")
	}
	subtitle := fmt.Sprintf(j.pick("One-way delay in ms of the slowest pair (99 %%) of each tier by the load of its bottleneck: blue, what 99 %% of packets stay below; thin, the mean. Dashed: the budget. Dot: the load of the peak hour in %s",
		"各圈层最慢一对节点（按99%%分位）随瓶颈负荷率变化的单向时延（毫秒）：蓝线为99%%分位，细线为平均；虚线为预算；圆点为%s忙时负荷率"), j.date(j.r.End))
	title := j.firstBroken(list)
	if n := len(list); n > slopesMost {
		list = j.firstToBreak(list)
		subtitle += fmt.Sprintf(j.pick("; left out: %d of %d tiers, the last to break", "；略去最后突破的%d个圈层（共%d个）"), n-slopesMost, n)
	}
	columns := []int{1, 1, 2, 3, 2, 3, 3}[len(list)]
	rows := (len(list) + columns - 1) / columns
	rowH := []vg.Length{0, 230, 172}[rows]
	wide := (sheetWidth - 2*edge - slopeGapX*vg.Length(columns-1)) / vg.Length(columns)
	head := slopeHead
	for _, s := range list {
		if j.fonts.width(j.place(s.Tier), noteStyle.strong()) > wide {
			head = slopeHead + 11
		}
	}
	f := j.newFigure(title, subtitle, rowH*vg.Length(rows))
	for i, s := range list {
		x0, y1 := edge+(wide+slopeGapX)*vg.Length(i%columns), f.top-6-rowH*vg.Length(i/columns)
		f.slope(s, vg.Rectangle{Min: vg.Point{X: x0, Y: y1 - rowH + slopeFoot}, Max: vg.Point{X: x0 + wide, Y: y1 - head}})
	}
	return f, ""
}

// drawableSlope are the points of a slope up to full load, from left to right.
func drawableSlope(s result.Slope) (out []result.SlopePoint) {
	last := math.Inf(-1)
	for _, p := range s.Points {
		x := float64(p.Load)
		if x >= 0 && x <= 1 && x > last && finite(p.MeanMs) && finite(p.P99Ms) {
			out, last = append(out, p), x
		}
	}
	return out
}

// slope draws one panel in a box.
func (f *figure) slope(s result.Slope, box vg.Rectangle) {
	points := drawableSlope(s)
	budget, empty := float64(s.Budget), float64(s.EmptyMs)
	p99, mean := curve{}, curve{}
	for _, p := range points {
		p99.across, p99.up = append(p99.across, float64(p.Load)), append(p99.up, float64(p.P99Ms))
		mean.across, mean.up = append(mean.across, float64(p.Load)), append(mean.up, float64(p.MeanMs))
	}
	y := f.fineScale(0, 1.35*max(budget, positive(empty)), 5, decimals)
	x := scale{high: 1, ticks: []float64{0, 0.25, 0.5, 0.75, 1}}
	wide := box.Max.X - box.Min.X
	if wide < 200 {
		x.ticks = []float64{0, 0.5, 1}
	}
	c := &curves{f.newPanel(y, box.Min.X+y.width+6, box.Max.X-slopeSide, box.Min.Y, box.Max.Y), nil, x}
	var at []vg.Length
	for _, v := range x.ticks {
		at = append(at, c.x(v))
		x.texts = append(x.texts, f.percent(v))
	}
	c.across(at, x.texts)
	names := f.wrap(f.place(s.Tier), noteStyle.strong(), wide, 2)
	for i, line := range names {
		f.text(box.Min.X, box.Max.Y+18+11*vg.Length(len(names)-1-i), line, noteStyle.strong().in(ink), left)
	}
	limit := f.pick("budget ", "预算 ") + f.budget(budget)
	f.text(c.x1, box.Max.Y+7, limit, smallStyle.in(red), right)
	f.text(box.Min.X, box.Max.Y+7, f.pairOf(s.Tier, s.Pair, c.x1-box.Min.X-f.fonts.width(limit, smallStyle)-6), smallStyle, left)

	var lines []vg.Rectangle
	level := []vg.Point{{X: c.x0, Y: c.y(budget)}, {X: c.x1, Y: c.y(budget)}}
	f.stroke(red, 0.9, []vg.Length{4, 3}, level...)
	lines = append(lines, along(level)...)
	if s.Load > 0 {
		at := c.x(min(float64(s.Load), 1))
		lines = append(lines, along([]vg.Point{{X: at, Y: c.y0}, {X: at, Y: c.y1}})...)
	}
	dark, bright := ink, blue
	if f.wayOf(s) != queues { // what would be
		dark, bright = pale, blue3
	}
	for _, l := range []struct {
		curve
		color colour
		width vg.Length
	}{{mean, dark, 0.9}, {p99, bright, 2.2}} {
		way := c.points(l.curve, 0, len(l.up))
		f.stroke(l.color, l.width, nil, way...)
		lines = append(lines, along(way)...)
	}
	if f.wayOf(s) == queues {
		lines = append(lines, c.breaks(s, lines)...)
	}
	c.now(s, p99, mean, lines)
}

// bottleneck names where the pair of a slope waits longest.
func (j *job) bottleneck(s result.Slope) string {
	if p := j.slopePath(s); p != nil && p.Bottleneck != "" {
		return j.element(p.Bottleneck)
	}
	return ""
}

// slopePath is the path that a slope is of, or nil.
func (j *job) slopePath(s result.Slope) *result.Path {
	for i := range j.r.Paths {
		if p := &j.r.Paths[i]; p.Tier == s.Tier && p.Pair == s.Pair {
			return p
		}
	}
	return nil
}

// element names a part of the network where traffic waits.
func (j *job) element(id string) string {
	if cluster, ok := strings.CutSuffix(id, "/exchange"); ok {
		return fmt.Sprintf(j.pick("exchange of %s", "%s直联点"), j.brief(cluster))
	}
	if s, ok := j.r.Scope(id); ok && s.Kind != "link" {
		return fmt.Sprintf(j.pick("gateway of %s", "%s出口"), j.brief(id))
	}
	return j.linkName(id)
}

// height is the height of a line at some place, by straight lines between its points.
func (l *curve) height(x float64) float64 {
	for k := 1; k < len(l.across); k++ {
		if a, b := l.across[k-1], l.across[k]; x >= a && x <= b {
			return l.up[k-1] + (l.up[k]-l.up[k-1])*(x-a)/(b-a)
		}
	}
	if n := len(l.up); x >= l.across[n-1] {
		return l.up[n-1]
	}
	return l.up[0]
}

// pairOf names a pair of a tier in a width.
func (j *job) pairOf(tier, pair string, width vg.Length) string {
	if p := j.slopePath(result.Slope{Tier: tier, Pair: pair}); p != nil {
		return j.within(*p, smallStyle, width)
	}
	return j.cut(pair, smallStyle, width)
}

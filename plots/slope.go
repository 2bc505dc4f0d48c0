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
	subtitle := fmt.Sprintf(j.pick("One-way delay in ms of the tightest pair of each tier by the load of its bottleneck: blue, what 99 %% of packets stay below; thin, the mean. Dashed: the budget. Dot: the load of the peak hour in %s",
		"各圈层最紧的一对节点随瓶颈负荷率变化的单向时延（毫秒）：蓝线为99%%分位，细线为平均；虚线为预算；圆点为%s忙时负荷率"), j.date(j.r.End))
	title := j.firstBroken(list)
	n := len(list)
	if n > slopesMost {
		list = list[:slopesMost]
		subtitle += fmt.Sprintf(j.pick("; the first %d of %d tiers", "；仅列前%d个圈层，共%d个"), slopesMost, n)
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

// firstBroken is the title: which budget breaks first, at what load.
func (j *job) firstBroken(list []result.Slope) string {
	first := -1
	queues := slices.ContainsFunc(list, func(s result.Slope) bool { return finite(s.Load) })
	for i, s := range list {
		if queues && !finite(s.Load) {
			continue // its load is none that there could be
		}
		if s.BreaksP99 >= 0 && (first < 0 || s.BreaksP99 < list[first].BreaksP99) {
			first = i
		}
	}
	if first < 0 {
		if len(list) == 1 {
			return fmt.Sprintf(j.pick("No load breaks the budget of %s of %s for 99 %% of packets", "任何负荷率下%[2]s的99%%分位时延均不超出预算%[1]s"), j.budget(float64(list[0].Budget)), j.tierName(list[0]))
		}
		return fmt.Sprintf(j.pick("No load breaks any of the %d budgets for 99 %% of packets", "任何负荷率下%d项预算的99%%分位时延均不超出"), len(list))
	}
	s := list[first]
	name, budget := j.tierName(s), j.budget(float64(s.Budget))
	line := fmt.Sprintf(j.pick("First to break is the budget of %[2]s (%[1]s): 99 %% of packets keep it up to %[3]s load of the bottleneck", "%s的%s预算最先突破：瓶颈负荷率%s以内时99%%分位不超预算"),
		name, budget, j.share(float64(s.BreaksP99)))
	if s.BreaksP99 == 0 {
		return fmt.Sprintf(j.pick("%s: over its budget of %s even on an empty network", "%s在空载时即超出%s预算"), upper(name), budget)
	}
	if finite(s.Load) {
		form := j.pick("; in %[2]s that load is %[1]s", "；%[2]s为%[1]s")
		if s.Load > s.BreaksP99 {
			form = j.pick("; in %[2]s that load is %[1]s, too much already", "；%[2]s已达%[1]s")
		}
		line += fmt.Sprintf(form, j.share(float64(s.Load)), j.date(j.r.End))
	}
	return line
}

// tierName names the tier of a slope, not longer than a title can bear.
func (j *job) tierName(s result.Slope) string { return j.cut(j.place(s.Tier), titleStyle, 200) }

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
	f.text(box.Min.X, box.Max.Y+7, f.cut(f.pairOf(s.Tier, s.Pair), smallStyle, c.x1-box.Min.X-f.fonts.width(limit, smallStyle)-6), smallStyle, left)

	var lines []vg.Rectangle
	level := []vg.Point{{X: c.x0, Y: c.y(budget)}, {X: c.x1, Y: c.y(budget)}}
	f.stroke(red, 0.9, []vg.Length{4, 3}, level...)
	lines = append(lines, along(level)...)
	for _, v := range []result.Number{s.Load, s.BreaksP99} {
		if v > 0 {
			at := c.x(min(float64(v), 1))
			lines = append(lines, along([]vg.Point{{X: at, Y: c.y0}, {X: at, Y: c.y1}})...)
		}
	}
	for _, l := range []struct {
		curve
		color colour
		width vg.Length
	}{{mean, ink, 0.9}, {p99, blue, 2.2}} {
		way := c.points(l.curve, 0, len(l.up))
		f.stroke(l.color, l.width, nil, way...)
		lines = append(lines, along(way)...)
	}
	c.breaks(s, lines)
	c.now(s, p99, mean, lines)
}

// breaks marks where the lines cross the budget: that of the 99th percentile on its left, as
// the line rises on the right, that of the mean beside the panel.
func (c *curves) breaks(s result.Slope, lines []vg.Rectangle) {
	f, bold := c.f, smallStyle.strong()
	y := c.y(float64(s.Budget))
	if v := float64(s.BreaksMean); v >= 0 && v <= 1 {
		f.diamond(ink, c.x(v), y, 3.4)
		f.text(c.x1+6, y+2, f.pick("mean", "平均"), smallStyle, left)
		f.text(c.x1+6, y+2-lineH, f.share(v), bold.in(ink), left)
	}
	v := float64(s.BreaksP99)
	if !(v >= 0 && v <= 1) {
		f.text(c.x0+4, y+4, f.cut(f.pick("99 % never breaks it", "99%分位始终不超"), bold, c.x1-c.x0-4), bold.in(blue), left)
		return
	}
	f.diamond(red, c.x(v), y, 4)
	all := []string{fmt.Sprintf(f.pick("99 %% breaks it at %s", "99%%分位突破于%s"), f.share(v)), fmt.Sprintf(f.pick("breaks at %s", "突破于%s"), f.share(v))}
	if v == 0 {
		all = []string{f.pick("over it when empty", "空载即超出")}
	}
	for _, words := range all {
		if at := c.x(v) - 7; at-f.fonts.width(words, bold) > c.x0 {
			f.text(at, y+4, words, bold.in(red), right)
			return
		}
	}
	drop := []vg.Point{{X: c.x(v), Y: c.y0}, {X: c.x(v), Y: y}}
	f.stroke(red, 0.7, []vg.Length{1, 2.5}, drop...)
	c.upright(c.x(v), []vg.Length{c.y0 + 9, c.y0 + 20}, alike(bold.in(red), all[len(all)-1]), lines)
}

// upright writes beside a vertical line, at the first height where nothing stands.
func (c *curves) upright(x vg.Length, heights []vg.Length, words []text, lines []vg.Rectangle) {
	f := c.f
	inside := vg.Rectangle{Min: vg.Point{X: c.x0, Y: c.y0}, Max: vg.Point{X: c.x1, Y: c.y1}}
	heights = append(heights, c.y0+9, (c.y0+c.y1)/2, c.y1-9)
	for _, free := range []func(vg.Rectangle) bool{f.freeOf(lines), f.free} {
		for _, y := range heights {
			if f.near(vg.Point{X: x, Y: y}, 5, words, inside, free) {
				return
			}
		}
	}
}

// now marks the load of the peak hour at the end of the horizon, and of what; one beyond full
// load stands at the edge.
func (c *curves) now(s result.Slope, p99, mean curve, lines []vg.Rectangle) {
	f, load := c.f, float64(s.Load)
	if !(load >= 0) || math.IsInf(load, 0) {
		c.upright(c.x0, []vg.Length{c.y(float64(s.Budget)) - 10, c.y0 + 9}, alike(smallStyle, f.wrap(f.pick("nothing queues here now", "现无排队"), smallStyle, (c.x1-c.x0)/2, 2)...), lines)
		return
	}
	x, lowest := c.x(min(load, 1)), c.y1
	f.stroke(blue, 0.7, []vg.Length{1, 2.5}, vg.Point{X: x, Y: c.y0}, vg.Point{X: x, Y: c.y(p99.height(min(load, 1)))})
	for i, l := range []curve{p99, mean} {
		if v := l.height(min(load, 1)); v <= c.panel.scale.high {
			f.dot([]colour{blue, ink}[i], x, c.y(v), []vg.Length{3.4, 2.2}[i])
			lowest = c.y(v)
		}
	}
	words := alike(smallStyle.strong().in(blue), fmt.Sprintf(f.pick("load %s", "负荷率 %s"), f.share(load)))
	if load > 1 {
		words = alike(smallStyle.strong().in(red), fmt.Sprintf(f.pick("overloaded: %s", "过载：%s"), f.share(load)))
	}
	if of := f.bottleneck(s); of != "" {
		words = append(words, alike(smallStyle, f.wrap(of, smallStyle, max(50, (c.x1-c.x0)/2-8), 2)...)...)
	}
	c.upright(x, []vg.Length{(c.y0 + lowest) / 2}, words, lines)
}

// bottleneck names where the pair of a slope waits longest.
func (j *job) bottleneck(s result.Slope) string {
	for _, p := range j.r.Paths {
		if p.Tier != s.Tier || p.Pair != s.Pair || p.Bottleneck == "" {
			continue
		}
		if id, ok := strings.CutSuffix(p.Bottleneck, "/exchange"); ok {
			return j.pick("exchange of ", "直联点：") + j.brief(id)
		}
		if _, ok := j.r.Scope(p.Bottleneck); ok {
			return j.pick("gateway of ", "出口：") + j.brief(p.Bottleneck)
		}
		return j.linkName(p.Bottleneck)
	}
	return ""
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

// pairOf names a pair of a tier.
func (j *job) pairOf(tier, pair string) string {
	for _, p := range j.r.Paths {
		if p.Tier == tier && p.Pair == pair {
			return j.pair(p)
		}
	}
	return pair
}

package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// plantSource says what plant a picture is of.
func (j *job) plantSource() string {
	p := j.plant
	return fmt.Sprintf(j.pick("hubcap, plant %s of class %s at load %s, station %s, warmed by %s K; without what sites add as operated",
		"hubcap，方案 %s，等级 %s，负荷率 %s，站点 %s，升温 %s K；不含实际运行偏差"), p.Technology, p.Class, p.Load, p.Station, p.WarmingK)
}

// technology names what was asked for.
func (j *job) technology() string {
	p := j.plant
	for _, t := range p.ByTechnology {
		if t.Technology == p.Technology {
			return j.named(t.Name, t.Technology)
		}
	}
	return p.Technology
}

func (j *job) class() string {
	p := j.plant
	for _, c := range p.ByLoad {
		if c.Class == p.Class {
			return j.named(c.Name, c.Class)
		}
	}
	return p.Class
}

// what names the plant in subtitles.
func (j *job) what() string {
	return fmt.Sprintf(j.pick("%s, %s, class %s", "%s，%s，等级“%s”"), j.at(), j.technology(), j.class())
}

// at names the place.
func (j *job) at() string { return j.named(j.plant.Place, j.plant.Station) }

// loaded writes the load that was asked for.
func (j *job) loaded() string { return j.share(float64(j.plant.Load)) }

func (j *job) pue(v result.Number) string { return j.number(model.PUE, float64(v)) }

// floats are the numbers that can be drawn; others are NaN.
func floats(in []result.Number) []float64 {
	out := make([]float64, len(in))
	for i, v := range in {
		if out[i] = float64(v); math.IsInf(out[i], 0) {
			out[i] = math.NaN()
		}
	}
	return out
}

// curve is a line of a plant's chart, and what is said of it.
type curve struct {
	name       string
	value      float64 // that its label tells
	across, up []float64
	asked      bool
}

// curves are the lines of a chart.
type curves struct {
	*panel
	list  []curve
	scale scale // across
}

// newCurves makes room for lines on a scale up to some height, and names each where it ends.
func (f *figure) newCurves(list []curve, across scale, high float64) *curves {
	low := high
	var labels []label
	for i, c := range list {
		low = min(low, slices.Min(c.up))
		l := label{at: c.up[len(c.up)-1], value: f.number(model.PUE, c.value), name: c.name, color: grey, rank: 1 + i}
		if c.asked {
			l.color, l.rank = blue, 0
		}
		labels = append(labels, l)
	}
	s := f.fineScale(max(1, low-0.1*(high-low)), max(high+0.05*(high-low), low+0.02), 6, decimals)
	c := &curves{f.newPanel(s, edge+s.width+6, sheetWidth-edge-f.labelRoom(labels, labelWide), f.bottom+29, f.top-16), list, across}
	var at []vg.Length
	for _, v := range across.ticks {
		at = append(at, c.x(v))
	}
	c.across(at, across.texts)
	c.label(labels)
	return c
}

// draw draws the lines from one of their points to before another, those that were asked
// for on top.
func (c *curves) draw(from, to int, dashes ...vg.Length) {
	for _, asked := range []bool{false, true} {
		color, width := pale, vg.Length(1)
		if asked {
			color, width = blue, 2.2
		}
		for _, l := range c.list {
			if l.asked == asked {
				c.f.stroke(color, width, dashes, c.points(l, from, min(to, len(l.up)))...)
			}
		}
	}
}

func (c *curves) x(v float64) vg.Length {
	return c.x0 + (c.x1-c.x0)*vg.Length((v-c.scale.low)/(c.scale.high-c.scale.low))
}

// points are those of a stretch of a line, without what lies above the panel.
func (c *curves) points(l curve, from, to int) (out []vg.Point) {
	high := c.panel.scale.high
	for k := from; k < to; k++ {
		x, v := l.across[k], l.up[k]
		if k > from && (v > high) != (l.up[k-1] > high) { // it crosses the upper end
			share := (high - l.up[k-1]) / (v - l.up[k-1])
			out = append(out, vg.Point{X: c.x(l.across[k-1] + share*(x-l.across[k-1])), Y: c.y1})
		}
		if v <= high {
			out = append(out, vg.Point{X: c.x(x), Y: c.y(v)})
		}
	}
	return out
}

// complete tells whether all of a line is known, from left to right.
func (l *curve) complete() bool {
	for i := 1; i < len(l.across); i++ {
		if !(l.across[i] > l.across[i-1]) {
			return false
		}
	}
	return len(l.up) > 1 && len(l.up) == len(l.across) && known(l.value) && !slices.ContainsFunc(l.up, math.IsNaN)
}

// named is a name in the picture's language, or else an identifier.
func (j *job) named(t model.Text, id string) string { return cmp.Or(t.In(j.lang), id) }

// plantMonths shows the year of all technologies at the place, and on its right their means.
func plantMonths(j *job) (*figure, string) {
	const year = 12.5 // where these are; January is at 0
	across := scale{high: year, ticks: []float64{year}, texts: []string{j.pick("year", "全年")}}
	var months []float64
	for m := range 12 {
		months = append(months, float64(m))
		across.texts = append(across.texts, j.month(m+1))
	}
	across.ticks = append(across.ticks, months...)
	var list []curve
	high := 1.
	for _, t := range j.plant.ByTechnology {
		c := curve{j.named(t.Name, t.Technology), float64(t.Annual), months, floats(t.Months), t.Technology == j.plant.Technology}
		if c.complete() {
			high = max(high, slices.Max(c.up))
			c.across, c.up = append(slices.Clone(months), year), append(c.up, c.value)
			list = append(list, c)
		}
	}
	mine := slices.IndexFunc(list, func(c curve) bool { return c.asked })
	if mine < 0 {
		return nil, j.pick("no months of the plant are known", "没有该方案各月的数据")
	}
	subtitle := fmt.Sprintf(j.pick("%s, class %s at %s load: PUE by month and, on the right, over the year; all technologies",
		"%s，等级“%s”，负荷率%s：各冷却方案逐月PUE，最右为全年值"), j.at(), j.class(), j.loaded())
	f := j.newFigure(j.seasons(list, list[mine]), subtitle, 0)
	c := f.newCurves(list, across, high)
	c.draw(11, 13, 1, 2)
	c.draw(0, 12)
	for _, l := range list {
		if !l.asked {
			f.dot(pale, c.x1, c.y(l.value), 2)
		}
	}
	f.dot(blue, c.x1, c.y(list[mine].value), 3)
	return f, ""
}

// seasons is the title: the year of the plant, and how it stands among the others.
func (j *job) seasons(list []curve, mine curve) string {
	low, high := 0, 0
	for m, v := range mine.up[:12] {
		if v < mine.up[low] {
			low = m
		}
		if v > mine.up[high] {
			high = m
		}
	}
	pue := func(v float64) string { return j.number(model.PUE, v) }
	name := j.cut(upper(mine.name), titleStyle, 250)
	line := fmt.Sprintf(j.pick("%s: PUE %s over the year, from %s in %s to %s in %s", "%s：全年PUE为%s，从%[4]s的%[3]s到%[6]s的%[5]s"),
		name, pue(mine.value), pue(mine.up[low]), j.month(low+1), pue(mine.up[high]), j.month(high+1))
	if pue(mine.up[low]) == pue(mine.up[high]) {
		line = fmt.Sprintf(j.pick("%s: PUE %s in every month", "%s：各月PUE均为%s"), name, pue(mine.value))
	}
	return line + j.rank(len(list), func(i int) (float64, string) { return list[i].value, list[i].name }, mine.value)
}

// rank says who is best of several, if it is not what was asked for.
func (j *job) rank(n int, of func(int) (float64, string), mine float64) string {
	least, best := mine, ""
	for i := range n {
		if v, name := of(i); v < least {
			least, best = v, name
		}
	}
	switch {
	case n < 2:
		return ""
	case best == "":
		return fmt.Sprintf(j.pick("; none of %d is better", "，为%d种方案中最低"), n)
	}
	return fmt.Sprintf(j.pick("; best of %d: %s, %s", "；%d种方案中%s最低，为%s"), n, j.cut(best, titleStyle, 200), j.number(model.PUE, least))
}

// plantLoad shows what part load costs, for every class.
func plantLoad(j *job) (*figure, string) {
	list, mine := j.classes()
	annual, load := float64(j.plant.Annual), float64(j.plant.Load)
	if mine < 0 || math.IsNaN(annual) || math.IsNaN(load) {
		return nil, j.pick("the PUE at other loads is not known", "没有其他负荷率下的PUE数据")
	}
	asked := &list[mine]
	across := scale{low: asked.across[0], high: asked.across[len(asked.across)-1]}
	for tenth := math.Ceil(10*across.low - 1e-9); tenth <= 10*across.high+1e-9; tenth++ {
		across.ticks, across.texts = append(across.ticks, tenth/10), append(across.texts, j.share(tenth/10))
	}
	title := j.partLoad(asked)
	if i, there := slices.BinarySearch(asked.across, load); !there && i > 0 && i < len(asked.across) {
		asked.across, asked.up = slices.Insert(slices.Clone(asked.across), i, load), slices.Insert(asked.up, i, annual)
	}
	high, most := slices.Max(asked.up), 0.
	for _, l := range list {
		high, most = max(high, slices.Max(l.up[len(l.up)/2:])), max(most, slices.Max(l.up))
	}
	subtitle := fmt.Sprintf(j.pick("%s, %s: annual PUE by load of the IT, class by class; the numbers are those at full load",
		"%s，%s：不同IT负荷率下的全年PUE，按等级；右侧数字为满载值"), j.at(), j.technology())
	if most > 1.1*high {
		subtitle += j.pick("; lines end where they leave the scale", "；超出图示的部分未画")
	}
	f := j.newFigure(title, subtitle, 0)
	c := f.newCurves(list, across, high)
	c.draw(0, math.MaxInt)
	f.text((c.x0+c.x1)/2, c.y0-25, j.pick("IT load / design IT load", "IT负荷率"), tickStyle, centre)
	at := vg.Point{X: min(max(c.x(load), c.x0), c.x1), Y: c.y(annual)}
	drop := []vg.Point{{X: at.X, Y: c.y0}, at}
	f.stroke(blue, 0.6, []vg.Length{1, 2.5}, drop...)
	f.dot(blue, at.X, at.Y, 3.6)
	lines := along(drop)
	for _, l := range list {
		lines = append(lines, along(c.points(l, 0, len(l.up)))...)
	}
	inside := vg.Rectangle{Min: vg.Point{X: c.x0, Y: c.y0}, Max: vg.Point{X: c.x1, Y: c.y1}}
	texts := alike(tickStyle.strong().in(blue), fmt.Sprintf(j.pick("%s at %s", "%[2]s时为%[1]s"), j.number(model.PUE, annual), j.loaded()))
	if !f.nearby(at, 4, texts, inside, f.freeOf(lines)) {
		f.nearby(at, 4, texts, inside, f.free)
	}
	return f, ""
}

// classes are the lines of the chart over load, and which of them was asked for.
func (j *job) classes() (list []curve, mine int) {
	for _, c := range j.plant.ByLoad {
		l := curve{j.named(c.Name, c.Class), math.NaN(), floats(c.Load), floats(c.PUE), c.Class == j.plant.Class}
		if len(l.up) > 0 {
			l.value = l.up[len(l.up)-1]
		}
		if l.complete() {
			list = append(list, l)
		}
	}
	return list, slices.IndexFunc(list, func(c curve) bool { return c.asked })
}

// partLoad is the title: what the load makes of the PUE.
func (j *job) partLoad(c *curve) string {
	annual, load := float64(j.plant.Annual), float64(j.plant.Load)
	pue := func(v float64) string { return j.number(model.PUE, v) }
	line := fmt.Sprintf(j.pick("PUE is %s at %s load", "负荷率%[2]s时PUE为%[1]s"), pue(annual), j.loaded())
	var others []string
	for _, k := range []int{len(c.up) - 1, 0} {
		if math.Abs(c.across[k]-load) > 1e-9 {
			others = append(others, fmt.Sprintf(j.pick("%s at %s", "%[2]s时为%[1]s"), pue(c.up[k]), j.share(c.across[k])))
		}
	}
	if len(others) > 0 {
		line += j.pick("; ", "；") + strings.Join(others, j.pick(", ", "，"))
	}
	return line
}

// plantParts shows what the annual PUE is made of.
func plantParts(j *job) (*figure, string) {
	q := j.plant.Parts
	other := q.Cooling - q.Compressors
	parts := []overhead{
		{j.noun(model.LoadElectrical), electricalShade, float64(q.Electrical)},
		{j.noun(model.LoadMisc), miscShade, float64(q.Misc)},
		{j.noun(model.LoadFans), fansShade, float64(q.Fans)},
		{j.pick("compressors", "压缩机"), coolingShade, float64(q.Compressors)},
		{j.pick("other cooling", "其他制冷"), rgb(0x5287b6), float64(other)},
	}
	if v := pueOf(parts); math.IsNaN(v) || math.IsInf(v, 0) {
		return nil, j.pick("the parts of the PUE are not known", "没有PUE各组成部分的数据")
	}
	subtitle := fmt.Sprintf(j.pick("%s at %s load: energy per unit of IT energy over the year", "%s，负荷率%s：全年单位IT用电量对应的能耗"), j.what(), j.loaded())
	if known(float64(j.plant.Design)) && known(float64(j.plant.Peak)) {
		subtitle += fmt.Sprintf(j.pick(". At full load %s; in the design hour of the hottest month %s", "。满载时为%s；最热月设计工况下为%s"), j.pue(j.plant.Design), j.pue(j.plant.Peak))
	}
	title := fmt.Sprintf(j.pick("PUE is %s over the year%s", "全年PUE为%s%s"), j.number(model.PUE, pueOf(parts)),
		j.largestOf(append(slices.Clone(parts[:3]), overhead{name: j.noun(model.LoadCooling), value: float64(q.Cooling)})))
	f := j.newFigure(title, subtitle, 210)
	f.waterfall(parts, nil, f.bottom, f.top-14)
	return f, ""
}

// rankedStations are the places with a known PUE, the lowest first.
func (j *job) rankedStations() []result.PlantStation {
	list := slices.DeleteFunc(slices.Clone(j.plant.Stations), func(s result.PlantStation) bool {
		return s.Annual.IsMissing() || math.IsInf(float64(s.Annual), 0)
	})
	slices.SortStableFunc(list, func(a, b result.PlantStation) int { return cmp.Compare(a.Annual, b.Annual) })
	return list
}

package plots

import (
	"cmp"
	"fmt"
	"slices"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// loads are what the power of a facility goes into: IT first, then the overheads.
var loads = []struct {
	quantity model.QuantityName
	color    colour
}{
	{model.ITLoad, blue4},
	{model.LoadElectrical, electricalShade},
	{model.LoadMisc, miscShade},
	{model.LoadFans, fansShade},
	{model.LoadCooling, coolingShade},
	{model.LoadAsOperated, rgb(0xe0a83c)},
}

// The colours of the overheads.
var (
	electricalShade = rgb(0x51606e)
	miscShade       = rgb(0xc3cbd2)
	fansShade       = blue2
	coolingShade    = blue
)

const (
	partsH   = vg.Length(176) // of the waterfall
	partRow  = vg.Length(17)
	partMost = 8 // fleets
)

// parts shows where the PUE comes from, as a waterfall, and below fleet by fleet.
func parts(j *job) (*figure, string) {
	scope, targets := j.subject(model.PUETrailingYear, model.PUE, model.PUEDesign)
	targets = slices.DeleteFunc(slices.Clone(targets), func(t result.Target) bool {
		return t.Quantity == model.PUEDesign || t.Comparator != model.AtMost
	})
	var goal *result.Target
	if len(targets) > 0 {
		goal = &targets[0]
	}
	y := j.year(max(1, j.due(goal)))
	whole := j.overheads(scope, y)
	if whole == nil {
		return nil, j.pick("the parts of the load are not known for ", "没有各部分负荷的数据：") + j.place(scope)
	}
	rows, n := j.fleetParts(scope, y)
	height := partsH
	subtitle := fmt.Sprintf(j.pick("%s: energy per unit of IT energy", "%s：单位IT用电量对应的能耗"), j.cut(j.place(scope), noteStyle, 200))
	if len(rows) > 0 {
		height += 42 + partRow*vg.Length(len(rows))
		subtitle += j.pick("; below, the same by fleet above 1", "；下图为各机房超出1的部分")
		if n > len(rows) {
			subtitle += fmt.Sprintf(j.pick(", the largest %d of %d", "，列出最大的%d个（共%d个）"), len(rows), n)
		}
		if slices.ContainsFunc(rows, func(m makeup) bool {
			return slices.ContainsFunc(m.parts, func(o overhead) bool { return o.value < 0 })
		}) {
			subtitle += j.pick("; a thin bar is taken off", "；细条为扣减")
		}
	}
	f := j.newFigure(j.makes(whole, y, goal), subtitle, height)
	f.waterfall(whole.parts, targets, f.top-partsH, f.top-14)
	f.fleetRows(rows, targets)
	return f, ""
}

// makes is the title: the PUE, how it compares with what is required, and what is most of it.
func (j *job) makes(p *makeup, y span, goal *result.Target) string {
	v := pueOf(p.parts)
	off := ""
	if goal != nil {
		required := float64(goal.Required)
		switch by := j.margin(model.PUE, required-v); {
		case by == j.margin(model.PUE, 0):
			off = j.pick(", just at the limit", "，恰为上限")
		case v > required:
			off = j.pick(", above the limit by ", "，超出上限") + by
		default:
			off = j.pick(", below the limit by ", "，低于上限") + by
		}
	}
	return fmt.Sprintf(j.pick("PUE is %s %s%s%s", "%[2]s，PUE为%[1]s%[3]s%[4]s"), j.number(model.PUE, v), j.over(y), off, j.largestOf(p.parts))
}

// makeup is what a PUE is made of.
type makeup struct {
	fleet
	it    float64 // mean IT load, MW
	parts []overhead
}

// overheads weighs the parts of a scope's load by energy; nil if they are not known.
func (j *job) overheads(scope string, y span) *makeup {
	sums, days := make([]float64, len(loads)), 0.
	var all [][]float64
	for _, l := range loads {
		own := j.values(scope, l.quantity)
		if own == nil {
			return nil
		}
		all = append(all, own)
	}
	for k := y.from + 1; k <= y.to; k++ {
		if slices.ContainsFunc(all, func(own []float64) bool { return !known(own[k]) }) {
			continue
		}
		length := j.days(k)
		days += length
		for i, own := range all {
			sums[i] += own[k] * length
		}
	}
	if !(sums[0] > 0) {
		return nil
	}
	out := &makeup{it: sums[0] / days}
	for i, l := range loads[1:] {
		out.parts = append(out.parts, overhead{j.noun(l.quantity), l.color, sums[i+1] / sums[0]})
	}
	return out
}

// fleetParts are the fleets with most IT load, the highest PUE first, and the number of all.
func (j *job) fleetParts(scope string, y span) (rows []makeup, n int) {
	for _, f := range j.fleetsOf(scope) {
		if p := j.overheads(f.id, y); p != nil {
			p.fleet = f
			rows = append(rows, *p)
		}
	}
	if n = len(rows); n < 2 { // one alone is the hub
		return nil, n
	}
	slices.SortStableFunc(rows, func(a, b makeup) int { return cmp.Compare(b.it, a.it) })
	rows = rows[:min(n, partMost)]
	var shown []fleet
	for _, r := range rows {
		shown = append(shown, r.fleet)
	}
	for i, f := range distinct(shown) {
		rows[i].fleet = f
	}
	slices.SortStableFunc(rows, func(a, b makeup) int { return cmp.Compare(pueOf(b.parts), pueOf(a.parts)) })
	return rows, n
}

// fleetRows draws the parts of fleets as bars from 1 on, in the colours of the waterfall.
func (f *figure) fleetRows(rows []makeup, targets []result.Target) {
	if len(rows) == 0 {
		return
	}
	bottom := f.bottom + 18
	top := bottom + partRow*vg.Length(len(rows))
	nameW, high := vg.Length(60), highest(targets)
	for _, r := range rows {
		nameW = max(nameW, min(f.fonts.width(r.name, noteStyle), rankW))
		high = max(high, pueOf(r.parts))
	}
	x0, x1 := edge+nameW+12, sheetWidth-edge-112
	s := f.fineScale(1, max(high, 1.01), 7, decimals)
	x := func(v float64) vg.Length { return x0 + (x1-x0)*vg.Length(max(v-1, 0)/(s.high-1)) }
	for i, v := range s.ticks {
		f.stroke(hairline, 0.6, nil, vg.Point{X: x(v), Y: bottom}, vg.Point{X: x(v), Y: top})
		f.text(x(v), bottom-12, s.texts[i], tickStyle, centre)
	}
	f.text(sheetWidth-edge-60, top+5, "PUE", smallStyle, right)
	f.text(sheetWidth-edge, top+5, f.pick("IT load, MW", "IT负荷，MW"), smallStyle, right)
	for i, r := range rows {
		y := top - partRow*(vg.Length(i)+0.5)
		f.stroke(hairline, 0.6, nil, vg.Point{X: edge, Y: y + partRow/2}, vg.Point{X: sheetWidth - edge, Y: y + partRow/2})
		f.text(edge, y-3, f.cut(r.name, noteStyle, nameW), noteStyle.in(ink), left)
		at := 1.
		for _, o := range r.parts {
			thick := vg.Length(5)
			if o.value < 0 { // over what it takes off
				thick = 2.5
			}
			f.rect(o.color, x(at), y-thick, x(at+o.value), y+thick)
			at += o.value
		}
		f.text(sheetWidth-edge-60, y-3, f.number(model.PUE, at), noteStyle.strong().in(ink), right)
		f.text(sheetWidth-edge, y-3, f.figures(r.it), noteStyle, right)
	}
	if len(targets) > 0 {
		at := x(float64(targets[0].Required))
		f.stroke(red, 0.9, []vg.Length{4, 3}, vg.Point{X: at, Y: bottom}, vg.Point{X: at, Y: top})
	}
}

// span is the steps after one date up to another.
type span struct {
	from, to int
	year     bool // twelve months
}

// year is the twelve months up to a date, or all steps if there are less.
func (j *job) year(to int) span {
	dates := j.r.Series.Dates
	s := span{from: max(0, to-1), to: to}
	if to >= len(dates) {
		return span{}
	}
	long := func() bool { return dates[to].MonthsSince(dates[s.from]) >= 12-1e-9 }
	for s.from > 0 && !long() {
		s.from--
	}
	s.year = long()
	return s
}

// days is the length of a step.
func (j *job) days(k int) float64 {
	return float64(j.r.Series.Dates[k].DaysSince(j.r.Series.Dates[k-1]))
}

// over names a span.
func (j *job) over(s span) string {
	dates := j.r.Series.Dates
	if s.year {
		return fmt.Sprintf(j.pick("over the twelve months to %s", "截至%s的十二个月"), j.date(dates[s.to]))
	}
	return fmt.Sprintf(j.pick("from %s to %s", "%s至%s"), dates[s.from], dates[s.to])
}

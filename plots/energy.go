package plots

import (
	"fmt"

	"hubcap/model"
)

// farOff is how many times higher than all else the grid connection may be and still be
// on the scale.
const farOff = 2

// energy shows what the power of a hub goes into, and how near its peak comes to what the
// grid connects.
func energy(j *job) (*figure, string) {
	scope, targets := j.subject(model.EnergyYear, model.Energy, model.FacilityPeak, model.GridLoad)
	var all []band
	for _, l := range loads {
		all = append(all, band{name: j.noun(l.quantity), own: j.values(scope, l.quantity), color: l.color})
	}
	total := j.values(scope, model.FacilityLoad)
	if total == nil || all[0].own == nil {
		return nil, j.pick("no load is known for ", "没有负荷数据：") + j.place(scope)
	}
	bands, top := pile(make([]float64, len(total)), all)
	peak, grid := j.values(scope, model.FacilityPeak), j.values(scope, model.GridConnection)

	title := j.used(total, peak, grid)
	if len(targets) > 0 {
		title = j.finding(targets[0])
	}
	high := highest(nil, top, total, peak)
	_, connected := final(grid)
	off := connected > farOff*high
	if !off {
		high = max(high, highest(nil, grid))
	}
	mw := func(at, v float64, name string, c colour, rank int) label {
		return label{at: at, value: j.figures(v), name: name, color: c, rank: rank}
	}
	_, last := final(total)
	labels := []label{mw(last, last, j.pick("facility", "总负荷"), ink, 0)}
	for i, b := range bands {
		l := j.keyed(model.FacilityLoad, b, 3+i)
		l.value = j.figures(b.end())
		labels = append(labels, l)
	}
	if peak != nil {
		_, v := final(peak)
		labels = append(labels, mw(v, v, j.pick("peak", "峰值"), ink, 1))
	}
	if grid != nil {
		name := j.noun(model.GridConnection)
		if off {
			name += j.pick(" (off the scale)", "（超出图示）")
		}
		labels = append(labels, mw(connected, connected, name, red, 2))
	}
	subtitle := fmt.Sprintf(j.pick("%s: mean power in MW in each step, stacked by what it goes into", "%s：各步长平均功率（MW），按用途叠加"), j.place(scope))
	f := j.newFigure(title, subtitle, 0)
	p := f.oneChart(j.newScale(0, 1.03*high, j.count), labels)
	p.blocks(bands)
	p.steps(total, ink, 1.4)
	p.steps(peak, ink, 1, 3, 2)
	if !off {
		p.steps(grid, red, 1.2, 5, 2.5)
	}
	p.label(labels)
	return f, ""
}

// used is the title: the energy of the last year, and how near a peak in it has come to
// what the grid connects.
func (j *job) used(total, peak, grid []float64) string {
	end, _ := final(total)
	y := j.year(max(1, end))
	mwh, at, share := 0., 0, 0.
	for k := y.from + 1; k <= y.to; k++ {
		if known(total[k]) {
			mwh += 24 * j.days(k) * total[k]
		}
		if peak == nil || !known(peak[k]) {
			continue
		}
		of := 0. // without a connection the highest counts
		if grid != nil && grid[k] > 0 {
			of = peak[k] / grid[k]
		}
		if at == 0 || of > share || of == share && peak[k] > peak[at] {
			at, share = k, of
		}
	}
	line := fmt.Sprintf(j.pick("%s TWh are drawn %s", "%[2]s，用电%[1]s TWh"), j.figures(mwh/1e6), j.over(y))
	if at == 0 {
		return line
	}
	most, when := j.figures(peak[at]), j.date(j.r.Series.Dates[at])
	if share > 0 {
		return line + fmt.Sprintf(j.pick("; peaks reach %s of the grid connection (%s MW in %s)", "；峰值最高达电网接入容量的%s（%[3]s，%[2]s MW）"), j.share(share), most, when)
	}
	return line + fmt.Sprintf(j.pick("; peaks reach %s MW (%s)", "；峰值最高达%s MW（%s）"), most, when)
}

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

	end, _ := final(total)
	y := j.year(max(1, end))
	title := j.used(total, peak, grid, y)
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
	var assessed []float64
	if apart := j.drawn(j.power(scope, model.EnergyApart), y); apart > 0 {
		subtitle += fmt.Sprintf(j.pick("; %[2]s of %[3]s are accounted apart", "；其中%[1]s单独核算"), j.energy(apart), j.figures(apart/1e6), j.energy(j.drawn(total, y)))
		if assessed = j.power(scope, model.EnergyAssessed); assessed != nil {
			_, v := final(assessed)
			labels = append(labels, mw(v, v, j.pick("assessed", "纳入考核"), ink, 1))
		}
	}
	f := j.newFigure(title, subtitle, 0)
	p := f.oneChart(j.newScale(0, 1.03*high, j.count), labels)
	p.blocks(bands)
	p.steps(total, ink, 1.4)
	p.steps(peak, ink, 1, 3, 2)
	p.steps(assessed, ink, 1.2, 1, 2)
	if !off {
		p.steps(grid, red, 1.2, 5, 2.5)
	}
	p.label(labels)
	return f, ""
}

// power is the mean power in each step that makes an energy; nil if that is not known.
func (j *job) power(scope string, q model.QuantityName) []float64 {
	out := j.values(scope, q)
	for k := 1; k < len(out); k++ {
		out[k] /= 24 * j.days(k)
	}
	return out
}

// drawn is the energy in MWh that is drawn over a span.
func (j *job) drawn(power []float64, y span) (mwh float64) {
	for k := y.from + 1; k <= y.to && k < len(power); k++ {
		if known(power[k]) {
			mwh += 24 * j.days(k) * power[k]
		}
	}
	return mwh
}

// used is the title: the energy of a span, and how near a peak in it has come to what the
// grid connects.
func (j *job) used(total, peak, grid []float64, y span) string {
	at, share := 0, 0.
	for k := y.from + 1; k <= y.to; k++ {
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
	line := fmt.Sprintf(j.pick("%s are drawn %s", "%[2]s，用电%[1]s"), j.energy(j.drawn(total, y)), j.over(y))
	if at == 0 {
		return line
	}
	most, when := j.figures(peak[at]), j.date(j.r.Series.Dates[at])
	if share > 0 {
		return line + fmt.Sprintf(j.pick("; peaks reach %s of the grid connection of the time (%s of %s MW in %s)", "；峰值最高达当时电网接入容量的%s（%[4]s，%[2]s MW，容量%[3]s MW）"),
			j.share(share), most, j.figures(grid[at]), when)
	}
	return line + fmt.Sprintf(j.pick("; peaks reach %s MW (%s)", "；峰值最高达%s MW（%s）"), most, when)
}

package plots

import (
	"fmt"
	"slices"

	"hubcap/model"
)

// pue shows the PUE in operation with its seasons, over the trailing year, and by
// design: how much of an excess is the fleet and how much its running.
func pue(j *job) (*figure, string) {
	scope, targets := j.subject(model.PUETrailingYear, model.PUE, model.PUEDesign)
	lines := []struct {
		quantity model.QuantityName
		name     string
		color    colour
	}{
		{model.PUETrailingYear, j.pick("trailing year", "近十二个月"), blue},
		{model.PUE, j.stepName(), blue2},
		{model.PUEDesign, j.pick("design", "设计值"), grey},
	}
	var values [][]float64
	var labels []label
	title := ""
	for i, l := range lines {
		v := j.values(scope, l.quantity)
		values = append(values, v)
		if v == nil {
			continue
		}
		_, last := final(v)
		c := l.color
		if c == blue2 {
			c = rgb(0x5287b6) // the same, dark enough for letters
		}
		labels = append(labels, j.ending(l.quantity, last, last, l.name, c, 2*i))
		if title == "" {
			title = j.course(l.quantity, v)
		}
	}
	if len(labels) == 0 {
		return nil, j.pick("no PUE is known for ", "没有PUE数据：") + j.place(scope)
	}
	if len(targets) > 0 {
		title = j.headline(targets[0])
	}
	of := lines[slices.IndexFunc(values, func(v []float64) bool { return v != nil })].quantity
	if len(targets) > 0 {
		of = targets[0].Quantity
	}
	fan := j.fan(scope, of)
	labels = append(append(labels, j.fanEnds(of, fan)...), j.required(targets)...)
	subtitle := fmt.Sprintf(j.pick("%s: facility energy per IT energy, as operated in each step and over twelve months, and by design at full load",
		"%s：总用电量与IT用电量之比，含各步长运行值、近十二个月值与满载设计值"), j.place(scope))
	if fan != nil {
		subtitle += j.pick("; ", "；") + j.bandsWords(j.inBrackets(j.noun(of)))
	}
	f := j.newFigure(title, subtitle, 0)

	// From 1, where nothing is lost, unless something lies lower.
	low := 1.
	all := append(fan.lines(), values...)
	for _, v := range all {
		for _, x := range v {
			if x < low {
				low = x
			}
		}
	}
	high := highest(targets, all...)
	s := j.newScale(low, max(high+0.03*(high-low), low+0.01), decimals)
	p := f.oneChart(s, labels)
	p.fan(fan, 1.1)
	p.level(targets)
	p.line(values[2], grey, 1.2, 5, 2.5)
	p.steps(values[1], blue2, 1.2)
	p.line(values[0], blue, 2.2)
	p.goals(targets)
	p.label(labels)
	return f, ""
}

// stepName says over which time an operating value is a mean.
func (j *job) stepName() string {
	names := map[string]model.Text{"week": {EN: "weekly", ZH: "每周"}, "month": {EN: "monthly", ZH: "每月"},
		"quarter": {EN: "quarterly", ZH: "每季"}, "year": {EN: "yearly", ZH: "每年"}}
	if t, ok := names[j.r.Step]; ok {
		return t.In(j.lang)
	}
	return j.pick("per step", "每步")
}

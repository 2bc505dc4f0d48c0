package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// racks shows what is in service and, on top of it, what is under way by stage: how much
// of a gap is being built, and how far it is.
func racks(j *job) (*figure, string) {
	scope, targets := j.subject(model.RacksInService)
	service := j.values(scope, model.RacksInService)
	if service == nil {
		return nil, j.pick("no racks in service are known for ", "没有在用机架数据：") + j.place(scope)
	}
	if fan := j.fan(scope, model.RacksInService); fan != nil {
		return j.rackFan(scope, targets, service, fan), ""
	}
	title := j.course(model.RacksInService, service)
	if len(targets) > 0 {
		title = j.headline(targets[0])
	}
	stages, top := j.stack(scope, service)
	occupied := j.values(scope, model.RacksOccupied)
	_, last := final(service)
	labels := []label{j.ending(model.RacksInService, last, last, j.pick("in service", "在用"), blue, 0)}
	for i, s := range stages {
		labels = append(labels, j.ofBand(model.RacksInService, s, 3+i))
	}
	if occupied != nil {
		_, v := final(occupied)
		labels = append(labels, j.ending(model.RacksInService, v, v, j.pick("occupied", "已上架"), ink, 2))
	}
	labels = append(labels, j.required(targets)...)
	subtitle := fmt.Sprintf(j.pick("%s: standard racks in service, and those under way stacked on top by stage", "%s：在用标准机架（架），其上按阶段叠加在建机架"), j.place(scope))
	if len(targets) > 0 {
		subtitle += j.pick(". Dashed: a straight path to the target", "；虚线为至目标的直线路径")
	}
	f := j.newFigure(title, subtitle, 0)
	p := f.oneChart(j.newScale(0, 1.03*highest(targets, top, service, occupied), j.count), labels)
	zero := make([]float64, len(service))
	p.area(zero, service, blue2)
	p.bands(stages)
	p.line(service, blue, 2)
	if occupied != nil {
		p.line(occupied, ink, 1.4)
	}
	p.towards(targets, service)
	p.goals(targets)
	p.label(labels)
	return f, ""
}

// rackFan is the same of an ensemble: where the members are, and below what is under way in the
// central run, as both in one place would hide each other.
func (j *job) rackFan(scope string, targets []result.Target, service []float64, fan *fan) *figure {
	title := j.course(model.RacksInService, service)
	if len(targets) > 0 {
		title = j.headline(targets[0])
	}
	occupied := j.values(scope, model.RacksOccupied)
	_, last := final(service)
	above := []label{j.ending(model.RacksInService, last, last, j.pick("central run", "中心值模拟"), blue, 0)}
	if occupied != nil {
		_, v := final(occupied)
		above = append(above, j.ending(model.RacksInService, v, v, j.pick("occupied", "已上架"), ink, 2))
	}
	above = append(append(above, j.fanEnds(model.RacksInService, fan)...), j.required(targets)...)
	stages, under := j.stack(scope, make([]float64, len(service)))
	var below []label
	for i, s := range stages {
		below = append(below, j.ofBand(model.RacksInService, s, i))
	}
	subtitle := fmt.Sprintf(j.pick("%s: standard racks in service; %s", "%s：在用标准机架（架）；%s"), j.place(scope), j.bandsWords(""))
	height := vg.Length(0)
	if len(stages) > 0 {
		subtitle += j.pick(". Below: under way in the central run, by stage", "；下图为中心值模拟中各阶段在建机架")
		height = 290
	}
	f := j.newFigure(title, subtitle, height)
	s, small := j.newScale(0, 1.03*highest(targets, append(fan.lines(), service, occupied)...), j.count), j.fineScale(0, 1.03*highest(nil, under), 2.5, j.count)
	x0, x1 := edge+max(s.width, small.width)+6, sheetWidth-edge-max(j.labelWidth(above), j.labelWidth(below))
	bottom, top := f.bottom+18, f.top-16
	split := bottom
	if len(stages) > 0 {
		split = bottom + 0.27*(top-bottom)
	}
	p := f.newPanel(s, x0, x1, split, top)
	p.fan(fan, 1.1)
	p.line(service, blue, 2)
	p.line(occupied, ink, 1.4)
	p.towards(targets, service)
	p.goals(targets)
	p.label(above)
	if len(stages) > 0 {
		p = f.newPanel(small, x0, x1, bottom, split-18)
		p.bands(stages)
		p.label(below)
	}
	p.calendar()
	return f
}

// towards draws the straight path from the start to the first target.
func (p *panel) towards(targets []result.Target, values []float64) {
	if len(targets) == 0 || !p.inside(targets[0].Deadline) {
		return
	}
	at := vg.Point{X: p.x(targets[0].Deadline), Y: p.y(float64(targets[0].Required))}
	p.f.stroke(red, 0.8, []vg.Length{1, 2.5}, at, vg.Point{X: p.x1, Y: at.Y})
	if !math.IsNaN(values[0]) {
		p.f.stroke(red3, 0.9, []vg.Length{4, 3}, p.at(0, values[0]), at)
	}
}

// stack puts the stages of the pipeline on what is in service, the nearest first.
func (j *job) stack(scope string, base []float64) ([]band, []float64) {
	return pile(base, []band{
		{name: j.pick("in fit-out", "机电安装"), own: j.values(scope, model.RacksInFitout), color: blue3},
		{name: j.pick("in construction", "土建"), own: j.values(scope, model.RacksInConstr), color: blue4},
		{name: j.pick("in approval", "审批"), own: j.values(scope, model.RacksInApproval), color: good},
	})
}

// ending is the label of a line that ends at a height with a value.
func (j *job) ending(q model.QuantityName, at, v float64, name string, c colour, rank int) label {
	return label{at: at, value: j.number(q, v), name: name, color: c, rank: rank}
}

// required are the labels of what is required last.
func (j *job) required(targets []result.Target) []label {
	if len(targets) == 0 {
		return nil
	}
	t := targets[0]
	name := j.pick("required", "要求")
	if t.Comparator == model.AtMost {
		name = j.pick("limit", "上限")
	}
	return []label{j.ending(t.Quantity, float64(t.Required), float64(t.Required), name, red, 1)}
}

// count writes a tick of a number of things.
func (j *job) count(v, step float64) string {
	if step < 1 {
		return decimals(v, step)
	}
	return j.number(model.RacksInService, v)
}

// decimals writes a tick with as many as its step needs.
func decimals(v, step float64) string {
	return result.Grouped(v, max(0, int(math.Ceil(-math.Log10(step)-1e-9))))
}

// oneChart is a panel that fills the figure between the texts on both sides.
func (f *figure) oneChart(s scale, labels []label) *panel { return f.wideChart(s, labels, labelMost) }

// wideChart is one with labels of some width.
func (f *figure) wideChart(s scale, labels []label, most vg.Length) *panel {
	p := f.newPanel(s, edge+s.width+6, sheetWidth-edge-f.labelRoom(labels, most), f.bottom+18, f.top-16)
	p.calendar()
	return p
}

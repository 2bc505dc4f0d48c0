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
	title := j.course(model.RacksInService, service)
	if len(targets) > 0 {
		title = j.finding(targets[0])
	}
	stages := j.stack(scope, service)
	occupied := j.values(scope, model.RacksOccupied)
	_, last := final(service)
	labels := []label{j.ending(model.RacksInService, last, last, j.pick("in service", "在用"), blue, 0)}
	top := service
	for i, s := range stages {
		k, edge := final(s.upper)
		labels = append(labels, j.ending(model.RacksInService, (edge+s.lower[k])/2, s.own[k], s.name, grey, 3+i))
		top = s.upper
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
	shades := []style{{color: blue3}, {color: blue4}, {color: good}}
	for i, s := range stages {
		p.area(s.lower, s.upper, shades[i%len(shades)].color)
	}
	for _, s := range stages {
		p.line(s.upper, paper, 0.8)
	}
	p.line(service, blue, 2)
	if occupied != nil {
		p.line(occupied, ink, 1.4)
	}
	if len(targets) > 0 && p.inside(targets[0].Deadline) {
		at := vg.Point{X: p.x(targets[0].Deadline), Y: p.y(float64(targets[0].Required))}
		f.stroke(red, 0.8, []vg.Length{1, 2.5}, at, vg.Point{X: p.x1, Y: at.Y})
		if !math.IsNaN(service[0]) {
			f.stroke(red3, 0.9, []vg.Length{4, 3}, p.at(0, service[0]), at)
		}
	}
	p.goals(targets)
	p.label(labels)
	return f, ""
}

// stage is a band of the pipeline.
type stage struct {
	name              string
	own, lower, upper []float64
}

// stack puts the stages of the pipeline on what is in service, the nearest first.
func (j *job) stack(scope string, base []float64) []stage {
	var out []stage
	for _, s := range []struct {
		quantity model.QuantityName
		name     string
	}{
		{model.RacksInFitout, j.pick("in fit-out", "机电安装")},
		{model.RacksInConstr, j.pick("in construction", "土建")},
		{model.RacksInApproval, j.pick("in approval", "审批")},
	} {
		own := j.values(scope, s.quantity)
		if own == nil || highest(nil, own) == 0 {
			continue
		}
		upper := make([]float64, len(base))
		for k := range base {
			upper[k] = base[k] + own[k]
		}
		out = append(out, stage{s.name, own, base, upper})
		base = upper
	}
	return out
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
		return result.Grouped(v, int(math.Ceil(-math.Log10(step)-1e-9)))
	}
	return j.number(model.RacksInService, v)
}

// oneChart is a panel that fills the figure between the texts on both sides.
func (f *figure) oneChart(s scale, labels []label) *panel {
	p := f.newPanel(s, edge+s.width+6, sheetWidth-edge-f.labelWidth(labels), f.bottom+18, f.top-16)
	p.calendar()
	return p
}

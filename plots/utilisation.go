package plots

import (
	"fmt"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// utilisation shows the share of racks that is occupied and, below, its two sides: the
// racks there are, and those that are wanted and taken.
func utilisation(j *job) (*figure, string) {
	scope, targets := j.subject(model.Utilisation)
	share := j.values(scope, model.Utilisation)
	if share == nil {
		return nil, j.pick("no utilisation is known for ", "没有上架率数据：") + j.place(scope)
	}
	title := j.course(model.Utilisation, share)
	if len(targets) > 0 {
		title = j.headline(targets[0])
	}
	fan := j.fan(scope, model.Utilisation)
	_, last := final(share)
	name := j.pick("utilisation", "上架率")
	if fan != nil {
		name = j.pick("central run", "中心值模拟")
	}
	above := append([]label{j.ending(model.Utilisation, last, last, name, blue, 0)}, append(j.fanEnds(model.Utilisation, fan), j.required(targets)...)...)

	service := j.values(scope, model.RacksInService)
	demanded, name := j.values(scope, model.RacksDemanded), j.pick("demanded", "需求")
	if len(j.scopes("origin")) > 0 { // what is wanted there is what has been placed there
		demanded, name = j.values(scope, model.RacksPlaced), j.pick("placed", "已签约")
	}
	occupied := j.values(scope, model.RacksOccupied)
	var below []label
	for i, s := range []struct {
		values []float64
		name   string
		color  colour
	}{{service, j.pick("in service", "在用"), blue}, {occupied, j.pick("occupied", "已上架"), ink}, {demanded, name, grey}} {
		if s.values != nil {
			_, v := final(s.values)
			below = append(below, j.ending(model.RacksInService, v, v, s.name, s.color, i))
		}
	}
	subtitle := fmt.Sprintf(j.pick("%s: racks occupied as a share of racks in service, per cent (above), and the racks behind it (below)",
		"%s：已上架机架占在用机架的比例（%%，上图）及相关机架数（架，下图）"), j.place(scope))
	if fan != nil {
		subtitle += j.pick("; ", "；") + j.bandsWords("")
	}
	f := j.newFigure(title, subtitle, 0)

	most := highest(targets, append(fan.lines(), share)...)
	percent := j.newScale(0, min(1.04*most, max(1, most)), func(v, step float64) string {
		digits := 0
		if step < 0.01 {
			digits = 2
		}
		return result.Grouped(100*v, digits)
	})
	racks := j.newScale(0, 1.03*highest(nil, service, demanded, occupied), j.count)
	x0 := edge + max(percent.width, racks.width) + 6
	x1 := sheetWidth - edge - max(j.labelWidth(above), j.labelWidth(below))
	bottom, top := f.bottom+18, f.top-16
	split := bottom + (top-bottom)*0.4

	p := f.newPanel(percent, x0, x1, split+14, top)
	p.fan(fan, 1.1)
	p.level(targets)
	p.line(share, blue, 2)
	p.goals(targets)
	p.label(above)

	if len(below) > 0 {
		p = f.newPanel(racks, x0, x1, bottom, split-8)
		if service != nil {
			p.area(make([]float64, len(service)), service, good)
			p.line(service, blue, 1.3)
		}
		p.line(demanded, grey, 1.1, 4, 2.5)
		p.line(occupied, ink, 1.5)
		p.label(below)
	}
	p.calendar()
	return f, ""
}

// level draws what the first target requires, over the whole time.
func (p *panel) level(targets []result.Target) {
	if len(targets) > 0 {
		y := p.y(float64(targets[0].Required))
		p.f.stroke(red, 0.9, []vg.Length{4, 3}, vg.Point{X: p.x0, Y: y}, vg.Point{X: p.x1, Y: y})
	}
}

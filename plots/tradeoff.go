package plots

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// tradeoff shows what utilisation a hub would reach with other numbers of racks: whether
// any number would meet both targets.
func tradeoff(j *job) (*figure, string) {
	b := j.bargain()
	if b == nil {
		return nil, j.pick("the result has no trade-off between racks and their use", "结果中没有机架数与上架率的权衡")
	}
	subtitle := fmt.Sprintf(j.pick("%s on %s: utilisation in per cent by the number of racks in service, built evenly from the start whatever the limits, all else as in the scenario. Grey: equal numbers of racks occupied",
		"%s，%s：不同在用机架数下的上架率（%%）；机架自期初起均匀建成、不受限制，其余条件同情景；灰线上已上架机架数相等"), j.cut(j.place(b.Scope), noteStyle, 150), b.Date)
	racks, use := b.reach()
	across := j.newScale(racks.low(), 1.08*racks.to, j.count)
	up := j.fineScale(use.low(), max(min(1.06*use.to, max(1, use.to)), 0.01), 7, func(v, step float64) string {
		return result.Grouped(100*v, map[bool]int{true: 2, false: 0}[step < 0.01])
	})
	labels := j.required(b.goal(b.use))
	_, last := b.ends()
	labels = append(labels, j.ending(model.Utilisation, float64(last.Utilisation), float64(last.Utilisation), "", blue, 0))
	isos := b.isos(across, up)
	for i, v := range isos {
		labels = append(labels, j.ending(model.RacksOccupied, v/across.high, v, j.pick("occupied", "已上架"), grey, 3+i))
	}
	f := j.newFigure(j.deal(b), subtitle, 0)
	p := f.newPanel(up, edge+up.width+6, sheetWidth-edge-f.labelWidth(labels), f.bottom+29, f.top-18)
	x := func(v float64) vg.Length {
		return p.x0 + (p.x1-p.x0)*vg.Length(min(max((v-across.low)/(across.high-across.low), 0), 1))
	}
	needed := p.both(b, x)
	var rays []vg.Rectangle
	for _, v := range isos {
		rays = append(rays, along(p.iso(v, across, x))...)
	}
	var ticks []vg.Length
	for _, v := range across.ticks {
		ticks = append(ticks, x(v))
	}
	p.across(ticks, across.texts)
	f.text((p.x0+p.x1)/2, p.y0-25, j.pick("racks in service", "在用机架（架）"), tickStyle, centre)
	curve := along(p.bargain(b, x))
	p.label(labels)
	p.run(b, x, curve, needed, rays)
	if b.racks != nil && b.use != nil {
		p.corner(vg.Point{X: x(float64(b.racks.Required)), Y: p.y(float64(b.use.Required))}, slices.Concat(curve, rays))
	}
	return f, ""
}

// corner names the area in which both targets are met, where no line is.
func (p *panel) corner(at vg.Point, lines []vg.Rectangle) {
	text := p.f.pick("both targets met", "两项目标均达标")
	w, h := p.f.fonts.width(text, smallStyle), smallStyle.size
	free := p.f.freeOf(lines)
	const pad = 4
	for _, y := range []vg.Length{p.y1 - pad - h, at.Y + pad, (at.Y + p.y1 - h) / 2} {
		for _, x := range []vg.Length{p.x1 - pad - w, at.X + pad, (at.X + p.x1 - w) / 2} {
			box := vg.Rectangle{Min: vg.Point{X: x - 2, Y: y - 2}, Max: vg.Point{X: x + w + 2, Y: y + h}}
			if box.Min.X >= at.X && box.Max.X <= p.x1 && box.Min.Y >= at.Y && box.Max.Y <= p.y1 && free(box) {
				p.f.text(x, y, text, smallStyle.in(blue), left)
				return
			}
		}
	}
}

// both shades where both targets are met, and rules their bounds; it gives their places.
func (p *panel) both(b *bargain, x func(float64) vg.Length) (lines []vg.Rectangle) {
	if b.racks != nil && b.use != nil {
		p.f.rect(blue4, x(float64(b.racks.Required)), p.y(float64(b.use.Required)), p.x1, p.y1)
	}
	p.level(b.goal(b.use))
	if b.use != nil {
		y := p.y(float64(b.use.Required))
		lines = append(lines, vg.Rectangle{Min: vg.Point{X: p.x0, Y: y - 3}, Max: vg.Point{X: p.x1, Y: y + 3}})
	}
	if b.racks != nil {
		at := x(float64(b.racks.Required))
		p.f.stroke(red, 0.9, []vg.Length{4, 3}, vg.Point{X: at, Y: p.y0}, vg.Point{X: at, Y: p.y1 + 2})
		text := fmt.Sprintf(p.f.pick("%s required", "要求%s架"), p.f.number(model.RacksInService, float64(b.racks.Required)))
		half := p.f.fonts.width(text, tickStyle) / 2
		p.f.text(min(max(at, edge+half), sheetWidth-edge-half), p.y1+5, text, tickStyle.in(red), centre)
		lines = append(lines, vg.Rectangle{Min: vg.Point{X: at - 3, Y: p.y0}, Max: vg.Point{X: at + 3, Y: p.y1}})
	}
	return lines
}

// iso is the line on which so many racks are occupied.
func (p *panel) iso(occupied float64, across scale, x func(float64) vg.Length) []vg.Point {
	var points []vg.Point
	const n = 60
	from := max(occupied/p.scale.high, across.low)
	for i := range n + 1 { // closer where the line is steep
		racks := from * math.Pow(across.high/from, float64(i)/n)
		points = append(points, vg.Point{X: x(racks), Y: p.y(occupied / racks)})
	}
	p.f.stroke(rgb(0xd3d9de), 0.8, nil, points...)
	return points
}

// bargain draws the curve, and dots where it has been computed.
func (p *panel) bargain(b *bargain, x func(float64) vg.Length) []vg.Point {
	place := func(list []result.TradePoint) (points []vg.Point) {
		for _, at := range list {
			points = append(points, vg.Point{X: x(float64(at.Racks)), Y: p.y(float64(at.Utilisation))})
		}
		return points
	}
	curve, points := place(b.curve()), place(b.Points)
	p.f.stroke(blue, 2.2, nil, curve...)
	if end := points[len(points)-1]; end.X < p.x1-2 {
		p.f.stroke(blue, 0.6, []vg.Length{1, 2.5}, end, vg.Point{X: p.x1, Y: end.Y})
	}
	for _, at := range points {
		p.f.dot(blue, at.X, at.Y, 1.8)
	}
	return curve
}

// clearly is how far off the curve the run may lie without a word.
const clearly = 0.01

// run marks what the run itself reaches; its text keeps off the curve, and if it can off
// the bounds, then off the grey lines.
func (p *panel) run(b *bargain, x func(float64) vg.Length, curve, needed, rays []vg.Rectangle) {
	if math.IsNaN(b.runRacks) || math.IsNaN(b.runUse) {
		return
	}
	f := p.f
	at := vg.Point{X: x(b.runRacks), Y: p.y(b.runUse)}
	texts := []text{{fmt.Sprintf(f.pick("this run: %s racks, %s", "本次模拟：%s架，%s"), f.number(model.RacksInService, b.runRacks),
		f.number(model.Utilisation, b.runUse)), smallStyle.strong().in(ink)}}
	if off := b.off(); math.Abs(off) > clearly {
		side := f.pick("%s above the curve: not built evenly", "高于曲线%s：并非均匀建成")
		if off < 0 {
			side = f.pick("%s below the curve: not built evenly", "低于曲线%s：并非均匀建成")
		}
		texts = append(texts, text{fmt.Sprintf(side, f.margin(model.Utilisation, off)), smallStyle})
	}
	inside := vg.Rectangle{Min: vg.Point{X: p.x0, Y: p.y0}, Max: vg.Point{X: p.x1, Y: p.y1}}
	for _, free := range []func(vg.Rectangle) bool{f.freeOf(curve, needed, rays), f.freeOf(curve, needed), f.freeOf(curve), f.free} {
		for _, d := range []vg.Length{6, 12, 18, 24, 32, 44, 60} {
			if n := len(f.texts); f.near(at, d, texts, inside, free) {
				if d > 12 {
					f.join(at, n)
				}
				f.diamond(ink, at.X, at.Y, 4.5)
				return
			}
		}
	}
	f.diamond(ink, at.X, at.Y, 4.5)
}

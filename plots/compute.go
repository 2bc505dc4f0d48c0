package plots

import (
	"fmt"
	"slices"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
)

// precision is a kind of arithmetic: its compute in all, by kind of rack, and per head.
type precision struct {
	name      string
	all, head model.QuantityName
	kinds     []model.QuantityName // in the order of kindNames
}

var precisions = []precision{
	{"FP32", model.ComputeFP32, model.FP32PerHead, []model.QuantityName{model.FP32General, model.FP32Intelligent, model.FP32Super}},
	{"FP16", model.ComputeFP16, model.FP16PerHead, []model.QuantityName{model.FP16General, model.FP16Intelligent, model.FP16Super}},
}

var (
	kindNames  = []model.Text{{EN: "general", ZH: "通用"}, {EN: "intelligent", ZH: "智能"}, {EN: "supercomputing", ZH: "超算"}}
	kindShades = []colour{blue3, blue, electricalShade}
)

const computeGap = vg.Length(22) // between the panels

// compute shows what the racks compute at the start and in the end, by kind: FP32 and
// FP16 apart, as their sum means nothing.
func compute(j *job) (*figure, string) {
	scope, targets := j.subject(model.ComputeFP32, model.ComputeFP16, model.FP32PerHead, model.FP16PerHead)
	var there []precision
	for _, p := range precisions {
		if highest(nil, j.values(scope, p.all)) > 0 {
			there = append(there, p)
		}
	}
	if len(there) == 0 {
		return nil, j.pick("no compute is known for ", "没有算力数据：") + j.place(scope)
	}
	title := j.growth(scope, there)
	if len(targets) > 0 {
		title = j.finding(targets[0])
	}
	subtitle := fmt.Sprintf(j.pick("%s: peak of the occupied racks in EFLOPS by kind of computing; each precision by itself, on its own scale",
		"%s：已上架机架的峰值算力（EFLOPS），按类型叠加；两种精度分列，刻度各异，不可相加"), j.place(scope))
	if slices.ContainsFunc(there, func(p precision) bool { return j.values(scope, p.head) != nil }) {
		subtitle += j.pick(". Below: GFLOPS per head", "；下方为人均GFLOPS")
	}
	f := j.newFigure(title, subtitle, 0)
	wide := (sheetWidth - 2*edge - computeGap) / 2
	for i, p := range there {
		f.precision(scope, p, edge+(wide+computeGap)*vg.Length(i), wide)
	}
	return f, ""
}

// precision draws a panel with a bar for each end of the horizon.
func (f *figure) precision(scope string, p precision, x, wide vg.Length) {
	all, head := f.values(scope, p.all), f.values(scope, p.head)
	last, _ := final(all)
	ends := slices.Compact([]int{slices.IndexFunc(all, known), last})
	s := f.newScale(0, 1.1*highest(nil, []float64{all[ends[0]], all[last]}), f.count)
	var labels []label
	base := 0.
	for i, q := range p.kinds {
		if v := f.on(scope, q, last); v > 0 {
			labels = append(labels, label{at: base + v/2, value: f.figures(v), name: kindNames[i].In(f.lang), color: grey, fill: kindShades[i], rank: i})
			base += v
		}
	}
	y0 := f.bottom + 18
	if head != nil {
		y0 += 11
	}
	panel := f.newPanel(s, x+s.width+6, x+wide-f.labelWidth(labels), y0, f.top-32)
	f.text(x, f.top-14, p.name, noteStyle.strong().in(ink), left)
	column := (panel.x1 - panel.x0) / vg.Length(len(ends))
	half := min(0.36*column, 34)
	for i, k := range ends {
		at := panel.x1 - column*(vg.Length(len(ends)-i)-0.5)
		if i == len(ends)-1 {
			at = panel.x1 - half // where its labels begin
		}
		low := 0.
		for n, q := range p.kinds {
			if v := f.on(scope, q, k); v > 0 {
				f.rect(kindShades[n], at-half, panel.y(low), at+half, panel.y(low+v))
				f.stroke(paper, 0.8, nil, vg.Point{X: at - half, Y: panel.y(low + v)}, vg.Point{X: at + half, Y: panel.y(low + v)})
				low += v
			}
		}
		f.text(at, panel.y(all[k])+4, f.figures(all[k]), noteStyle.strong().in(ink), centre)
		f.text(at, y0-12, f.date(f.r.Series.Dates[k]), tickStyle, centre)
		if head != nil && known(head[k]) {
			f.text(at, y0-23, fmt.Sprintf(f.pick("%s/head", "人均%s"), f.figures(head[k])), smallStyle, centre)
		}
	}
	panel.label(labels)
}

// growth is the title: how the compute moves, and how much of it is for AI in the end.
func (j *job) growth(scope string, there []precision) string {
	line := j.course(there[0].all, j.values(scope, there[0].all))
	var shares []string
	for _, p := range there {
		k, last := final(j.values(scope, p.all))
		if v := j.on(scope, p.kinds[1], k); v > 0 && last > 0 {
			shares = append(shares, j.share(v/last))
		}
	}
	switch {
	case len(shares) == 2:
		return line + fmt.Sprintf(j.pick("; intelligent %s of it at FP32, %s at FP16", "；其中智能算力占FP32的%s、FP16的%s"), shares[0], shares[1])
	case len(shares) == 1 && len(there) == 1:
		return line + fmt.Sprintf(j.pick("; %s of it is intelligent", "；其中智能算力占%s"), shares[0])
	}
	return line
}

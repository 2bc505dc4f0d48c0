package plots

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

// chanceCurve shows the chance of a target over the only axis there is, with its intervals.
func (j *job) chanceCurve(p *sample, column int) (*figure, string) {
	s := j.swept
	a := s.axis(column, p.rows, min(max(len(p.rows)/binRows, 2), binsMost))
	if a.cells() < 2 {
		return nil, j.pick("no axis has more than one value", "各轴均只有一个取值")
	}
	cells, single := s.chances(p, a)
	subtitle := j.pick("Probability that the target is met", "目标达标概率")
	switch {
	case single:
		subtitle = j.pick("Whether the target is met", "目标是否达标")
	case s.m.Members <= 1:
		subtitle = j.pick("Share of points that meet the target", "达标的点所占比例")
	}
	subtitle += j.requirement(p) + fmt.Sprintf(j.pick("; %s points", "；%s点"), result.Grouped(float64(len(p.rows)), 0))
	if !single {
		subtitle += j.pick(" with 95 % intervals (Wilson)", "，附95%置信区间（Wilson法）")
	}
	high := vg.Length(236)
	if single {
		high = 96 // two rows of dots
	}
	f := j.newFigure(j.curveTitle(p, a, cells, single), subtitle+j.ofScenarios(p)+j.leftOutRows(p), high)
	y := j.shareTicks()
	if single {
		y.ticks, y.texts = []float64{0, 1}, []string{j.pick("missed", "未达标"), j.pick("met", "达标")}
		y.width = max(j.fonts.width(y.texts[0], tickStyle), j.fonts.width(y.texts[1], tickStyle))
	}
	up := &sweepAxis{edges: []float64{-0.03, 1.03}}
	if single {
		up.edges = []float64{-0.4, 1.2}
	}
	d := &plane{f, a, up, vg.Rectangle{Min: vg.Point{X: edge + y.width + 8, Y: f.bottom + axisFoot}, Max: vg.Point{X: sheetWidth - edge - 20, Y: f.top - 6}}}
	for i, v := range y.ticks {
		f.stroke(hairline, 0.6, nil, vg.Point{X: d.box.Min.X, Y: d.py(v)}, vg.Point{X: d.box.Max.X, Y: d.py(v)})
		f.text(d.box.Min.X-6, d.py(v)-3, y.texts[i], tickStyle, right)
	}
	d.chances(cells, single)
	at, texts := j.alongTicks(a, d.box.Max.X-d.box.Min.X)
	for i, v := range at {
		x := d.px(v)
		f.stroke(pale, 0.6, nil, vg.Point{X: x, Y: d.box.Min.Y}, vg.Point{X: x, Y: d.box.Min.Y - 3})
		half := f.fonts.width(texts[i], tickStyle) / 2
		f.text(min(max(x, edge+half), sheetWidth-edge-half), d.box.Min.Y-13, texts[i], tickStyle, centre)
	}
	f.stroke(pale, 0.6, nil, d.box.Min, vg.Point{X: d.box.Max.X, Y: d.box.Min.Y})
	d.heads(j.axisHead(a.about), "")
	return f, ""
}

// chances are those in the cells of an axis, from all members of the points in each.
func (s *swept) chances(p *sample, a *sweepAxis) (cells []result.Chance, single bool) {
	met, of, rows := make([]float64, a.cells()), make([]float64, a.cells()), make([]int, a.cells())
	members := s.numbers(s.role(result.RoleMembers))
	single = s.m.Members <= 1 && !a.binned()
	for k, row := range p.rows {
		i := a.cell(row)
		if i < 0 {
			continue
		}
		n := float64(max(1, s.m.Members))
		if members != nil && s.m.Members > 1 && members[row] > 0 {
			n = members[row]
		}
		met[i] += math.Round(p.chance[k] * n)
		of[i] += n
		rows[i]++
		single = single && rows[i] == 1
	}
	for i := range met {
		cells = append(cells, result.Wilson(int(met[i]), int(of[i])))
	}
	return cells, single
}

// chances draws the curve; where nothing is known it has a gap.
func (p *plane) chances(cells []result.Chance, single bool) {
	var way []vg.Point
	flush := func() {
		p.stroke(blue, 1.8, nil, way...)
		way = nil
	}
	for i, c := range cells {
		if c.Of == 0 {
			flush()
			continue
		}
		at := vg.Point{X: p.px(p.x.centre(i)), Y: p.py(float64(c.Probability))}
		way = append(way, at)
		if !single {
			low, high := p.py(float64(c.Low)), p.py(float64(c.High))
			p.stroke(blue2, 1.4, nil, vg.Point{X: at.X, Y: low}, vg.Point{X: at.X, Y: high})
		}
		if p.x.texts != nil || single {
			way = nil // nothing lies between words, or between a verdict and the next
		}
	}
	flush()
	for i, c := range cells {
		if c.Of > 0 {
			colour := blue
			if c.Probability < 0.5 {
				colour = red
			}
			p.dot(colour, p.px(p.x.centre(i)), p.py(float64(c.Probability)), 2.6)
		}
	}
}

// curveTitle says where on the axis the target is likely.
func (j *job) curveTitle(p *sample, a *sweepAxis, cells []result.Chance, single bool) string {
	who := j.cut(j.sweptTarget(p.target), titleStyle, 260) + j.pick(": ", "：")
	best, worst, met, n := -1, -1, 0, 0
	for i, c := range cells {
		if c.Of == 0 {
			continue
		}
		n++
		if c.Probability >= 0.5 {
			met++
		}
		if best < 0 || c.Probability > cells[best].Probability {
			best = i
		}
		if worst < 0 || c.Probability < cells[worst].Probability {
			worst = i
		}
	}
	if best < 0 {
		return who + j.pick("no point within the axis", "轴范围内没有点")
	}
	odds := j.pick("probability", "概率")
	if j.swept.m.Members <= 1 {
		odds = j.pick("share of points that meet it", "达标占比")
	}
	switch {
	case single:
		r := newReach(a)
		for i, c := range cells {
			if c.Met > 0 {
				r.add(i)
			}
		}
		out := fmt.Sprintf(j.pick("met at %[1]d of %[2]d points", "%[2]d点中%[1]d点达标"), met, n)
		if bounds := j.bounds(r); met > 0 && len(bounds) > 0 {
			out += j.pick(", not with ", "，以下不达标：") + strings.Join(bounds, j.pick(" or ", "；"))
		}
		return who + out
	case cells[best].Probability == cells[worst].Probability:
		return who + fmt.Sprintf(j.pick("%s %s, whatever the %s", "%s均为%s，与%s无关"), odds, j.probability(cells[best]), j.axisName(a.about, titleStyle, 120))
	}
	first, last := ends(cells)
	from, to := cells[first].Probability, cells[last].Probability
	if from != to && min(from, to) == cells[worst].Probability && max(from, to) == cells[best].Probability {
		best, worst = last, first // from one end to the other
	}
	return who + fmt.Sprintf(j.pick("%s from %s at %s to %s at %s", "%[1]s由%[3]s时的%[2]s到%[5]s时的%[4]s"),
		odds, j.probability(cells[worst]), j.cellWords(a, worst), j.probability(cells[best]), j.cellWords(a, best))
}

// ends are the first and the last chance that is known.
func ends(cells []result.Chance) (first, last int) {
	first = -1
	for i, c := range cells {
		if c.Of > 0 {
			if last = i; first < 0 {
				first = i
			}
		}
	}
	return max(first, 0), last
}

package plots

import (
	"math"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// dots draws the points, those that meet the target on top: all of one colour are one shape, which
// keeps the file small.
func (p *plane) dots(c *scattering, ids []int) {
	classes := make([][]vg.Point, oddsColour+1)
	for n, k := range ids {
		at := p.x.of(c.rows[k])
		if len(p.x.levels) > 0 {
			at += p.x.aside(at, n)
		}
		class := oddsColour
		if c.judged() {
			class = int(math.Round(c.chance[k] * oddsColour))
		}
		classes[class] = append(classes[class], vg.Point{X: p.px(at), Y: p.py(p.y.of(c.rows[k]))})
	}
	radius := vg.Length(1.7)
	switch n := len(ids); {
	case n <= 200:
		radius = 2.8
	case n <= 1000:
		radius = 2.1
	}
	for class, points := range classes {
		if len(points) == 0 {
			continue
		}
		var path vg.Path
		for _, at := range points {
			for i, corner := range shape(disc, at, radius) {
				if i == 0 {
					path.Move(corner)
				} else {
					path.Line(corner)
				}
			}
			path.Close()
		}
		p.each(func(to vg.Canvas) {
			to.SetColor(ramp(missToMeet, float64(class)/oddsColour))
			to.Fill(path)
		})
	}
}

// aside spreads the n-th point of a level over the middle of its cell.
func (a *sweepAxis) aside(at float64, n int) float64 {
	i := a.within(at)
	if i < 0 {
		return 0
	}
	const golden = 0.6180339887498949
	_, u := math.Modf(float64(n) * golden)
	return 0.6 * (u - 0.5) * (a.edges[i+1] - a.edges[i])
}

// bounds draws what the targets on the two columns require.
func (p *plane) bounds(c *scattering) {
	s, b := p.swept, p.box
	if t, ok := s.boundOf(c.y); ok {
		words := p.wrap(p.requirementOf(t), smallStyle, barRoom-10, 2)
		at := p.y.at(float64(t.Required))
		y := p.py(at)
		switch {
		case at > p.y.edges[1]:
			words = p.wrap(p.requirementOf(t)+p.pick(", higher up", "，更高"), smallStyle, barRoom-10, 3)
		case at < p.y.edges[0]:
			words = p.wrap(p.requirementOf(t)+p.pick(", lower down", "，更低"), smallStyle, barRoom-10, 3)
		default:
			p.stroke(red, 0.9, []vg.Length{4, 3}, vg.Point{X: b.Min.X, Y: y}, vg.Point{X: b.Max.X, Y: y})
		}
		top := min(max(y+lineH*vg.Length(len(words)-1)/2, b.Min.Y+lineH*vg.Length(len(words)-1)), b.Max.Y-6)
		for i, line := range words {
			p.text(b.Max.X+6, top-3-lineH*vg.Length(i), line, smallStyle.in(red), left)
		}
	}
	if t, ok := s.boundOf(c.x); ok {
		if at := p.x.at(float64(t.Required)); at >= p.x.edges[0] && at <= p.x.edges[p.x.cells()] {
			p.stroke(red, 0.9, []vg.Length{4, 3}, vg.Point{X: p.px(at), Y: b.Min.Y}, vg.Point{X: p.px(at), Y: b.Max.Y})
			words := p.requirementOf(t)
			half := p.fonts.width(words, smallStyle) / 2
			x := min(max(p.px(at), edge+half), b.Max.X-half)
			if box := (vg.Rectangle{Min: vg.Point{X: x - half - 4, Y: b.Max.Y + 4}, Max: vg.Point{X: x + half + 4, Y: b.Max.Y + 14}}); p.free(box) {
				p.text(x, b.Max.Y+7, words, smallStyle.in(red), centre)
			}
		}
	}
}

func (j *job) requirementOf(t result.ManifestTarget) string {
	word := j.pick("required ", "要求")
	if t.Comparator == model.AtMost {
		word = j.pick("limit ", "上限")
	}
	return word + j.number(t.Quantity, float64(t.Required)) + j.classifier(t.Quantity)
}

// dotKey explains the colours of dots below y, clear of what is written already.
func (f *figure) dotKey(c *scattering, x, y vg.Length) {
	if !c.judged() {
		return
	}
	name := f.pick("probability", "达标概率")
	classes := []float64{1, 0.75, 0.5, 0.25, 0}
	words := []string{}
	for _, v := range classes {
		words = append(words, f.percent(v))
	}
	if f.swept.m.Members <= 1 {
		name, classes, words = "", []float64{1, 0}, []string{f.pick("met", "达标"), f.pick("missed", "未达标")}
	}
	high := 13 * vg.Length(len(classes)+1)
	for !f.free(vg.Rectangle{Min: vg.Point{X: x - 6, Y: y - high}, Max: vg.Point{X: sheetWidth - edge, Y: y + 16}}) && y-high > f.bottom+axisFoot {
		y -= 4
	}
	f.text(x-3, y, name, smallStyle, left)
	for i, v := range classes {
		at := y - 13*vg.Length(i+1)
		f.dot(ramp(missToMeet, v), x, at+2.8, 3)
		f.text(x+8, at, words[i], smallStyle.in(ink), left)
	}
}

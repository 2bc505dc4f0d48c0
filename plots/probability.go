package plots

import (
	"fmt"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

// The columns of the probabilities, from left to right.
const (
	oddsNameW = vg.Length(160)
	oddsX0    = edge + oddsNameW + 14 // of the axis
	oddsX1    = oddsX0 + 176
	oddsX     = oddsX1 + 74 // right end of the numbers
	whyX      = oddsX + 16
	oddsH     = vg.Length(33)
)

// probabilities shows how likely each target is met, and what leads where it is missed.
func probabilities(j *job) (*figure, string) {
	if j.r.Ensemble == nil {
		return nil, j.alone()
	}
	list := j.chanced()
	if len(list) == 0 {
		return nil, j.pick("no target has been judged in any member", "没有任何样本对目标作出判定")
	}
	title := j.oddsOf(list)
	subtitle := fmt.Sprintf(j.pick("Probability that a target is met, with its 95 %% interval (Wilson), from %s; %d uncertain numbers",
		"目标达标概率及其95%%置信区间（Wilson法）；%s，%d个不确定参数"), j.members(), j.r.Ensemble.Uncertain)
	if n := len(list); n > mostRows {
		list = list[:mostRows]
		subtitle += j.firstOf(n)
	}
	joint := j.r.Ensemble.Joint.Of > 0 && len(list) > 1
	rows := len(list)
	if joint {
		rows++
	}
	f := j.newFigure(title, subtitle, oddsH*vg.Length(rows)+32)
	top := f.top - 14
	low := top - oddsH*vg.Length(rows)
	s := j.shareTicks()
	for i, v := range s.ticks {
		x := oddsAt(v)
		f.stroke(hairline, 0.6, nil, vg.Point{X: x, Y: low}, vg.Point{X: x, Y: top})
		f.text(x, low-12, s.texts[i], tickStyle, centre)
	}
	f.text(oddsX, top+4, j.pick("probability", "概率"), smallStyle, right)
	f.text(whyX, top+4, j.pick("where it is missed", "未达标时"), smallStyle, left)
	for i, t := range list {
		y := top - oddsH*vg.Length(i)
		f.stroke(hairline, 0.6, nil, vg.Point{X: edge, Y: y}, vg.Point{X: sheetWidth - edge, Y: y})
		f.odds(t, y-oddsH/2)
	}
	if joint {
		y := low + oddsH
		f.stroke(grey, 0.8, nil, vg.Point{X: edge, Y: y}, vg.Point{X: sheetWidth - edge, Y: y})
		f.text(edge, y-oddsH/2-3, fmt.Sprintf(j.pick("all %d targets together", "全部%d项目标同时达标"), len(j.r.Targets)), noteStyle.strong().in(ink), left)
		f.oddsBar(j.r.Ensemble.Joint, y-oddsH/2)
	}
	return f, ""
}

func oddsAt(p float64) vg.Length { return oddsX0 + (oddsX1-oddsX0)*vg.Length(min(positive(p), 1)) }

// odds draws the row of a target around a height.
func (f *figure) odds(t chanced, y vg.Length) {
	lines := f.middle(f.called(t.Target), noteStyle, oddsNameW, 2)
	up := 5 * vg.Length(len(lines))
	for i, line := range lines {
		f.text(edge, y-3+up-10*vg.Length(i), line, noteStyle.in(ink), left)
	}
	f.text(edge, y-3-up, f.cut(f.asks(t.Target), smallStyle, oddsNameW), smallStyle, left)
	f.oddsBar(t.chances.Chance, y)
	why := f.wrap(f.leading(t.chances), smallStyle, sheetWidth-edge-whyX, 3)
	if n := t.chances.Valueless; n > 0 {
		none := f.pick("no value in any member", "所有样本均无数值")
		if n < t.chances.Of {
			none = fmt.Sprintf(f.pick("no value in %s members", "%s个样本无数值"), result.Grouped(float64(n), 0))
		}
		why = append(why[:min(len(why), 2)], f.cut(none, smallStyle, sheetWidth-edge-whyX))
	}
	for i, line := range why {
		f.text(whyX, y-3+lineH*(vg.Length(len(why)-1)/2-vg.Length(i)), line, smallStyle.in(ink), left)
	}
}

// oddsBar draws a probability as a bar with its interval, and writes both.
func (f *figure) oddsBar(c result.Chance, y vg.Length) {
	dark, bright := blue, blue3
	if c.Probability < 0.5 {
		dark, bright = red, red3
	}
	p, low, high := oddsAt(float64(c.Probability)), oddsAt(float64(c.Low)), oddsAt(float64(c.High))
	if p > oddsX0 {
		f.rect(bright, oddsX0, y-5, p, y+5)
	}
	f.rect(dark, p-1, y-7, p+1, y+7)
	f.stroke(ink, 1.1, nil, vg.Point{X: low, Y: y}, vg.Point{X: high, Y: y})
	for _, x := range []vg.Length{low, high} {
		f.stroke(ink, 1.1, nil, vg.Point{X: x, Y: y - 3}, vg.Point{X: x, Y: y + 3})
	}
	f.text(oddsX, y+1.5, f.probability(c), noteStyle.strong().in(dark), right)
	f.put(oddsX, y-8, f.interval(c), smallStyle, oddsX-oddsX1, right)
}

package plots

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// dots draws points of a sample, those that meet the target on top: all of one colour are one shape,
// which keeps the file small. It tells whether some had to be moved aside.
func (p *plane) dots(c *sample, ids []int) (moved bool) {
	radius := vg.Length(1.7)
	switch n := len(ids); {
	case n <= 200:
		radius = 2.8
	case n <= 1000:
		radius = 2.1
	}
	all := make([]vg.Point, len(ids))
	for i, k := range ids {
		all[i] = vg.Point{X: p.px(p.x.of(c.rows[k])), Y: p.py(p.y.of(c.rows[k]))}
	}
	moved = p.swarm(all, radius)
	classes := make([][]vg.Point, oddsColour+1)
	for i, k := range ids {
		class := oddsColour
		if c.judged() {
			class = int(math.Round(c.chance[k] * oddsColour))
		}
		classes[class] = append(classes[class], all[i])
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
	return moved
}

// dotKey explains the colours of dots below y, clear of what is written already.
func (f *figure) dotKey(c *sample, x, y vg.Length) {
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

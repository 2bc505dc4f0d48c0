package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

// breaks marks where the lines cross the budget: that of the 99th percentile on its left, as
// the line rises on the right, that of the mean beside the panel; red is the one that the
// targets ask for. It gives the place of what it draws across the panel.
func (c *curves) breaks(s result.Slope, lines []vg.Rectangle) []vg.Rectangle {
	f, bold := c.f, smallStyle.strong()
	y := c.y(float64(s.Budget))
	tail, mean := red, ink
	if _, percentile := f.breaking(s); !percentile {
		tail, mean = grey, red
	}
	if v := float64(s.BreaksMean); v >= 0 && v <= 1 {
		f.diamond(mean, c.x(v), y, 3.4)
		f.text(c.x1+6, y+2, f.pick("mean", "平均"), smallStyle, left)
		f.text(c.x1+6, y+2-lineH, f.share(v), bold.in(mean), left)
	}
	v := float64(s.BreaksP99)
	if !(v >= 0 && v <= 1) {
		f.text(c.x0+4, y+4, f.cut(f.pick("99 % never breaks it", "99%分位始终不超"), bold, c.x1-c.x0-4), bold.in(blue), left)
		return nil
	}
	f.diamond(tail, c.x(v), y, 4)
	all := []string{fmt.Sprintf(f.pick("99 %% breaks it at %s", "99%%分位突破于%s"), f.share(v)), fmt.Sprintf(f.pick("99 %%: %s", "99%%：%s"), f.share(v))}
	if v == 0 {
		all = []string{f.pick("over it when empty", "空载即超出")}
	}
	for _, words := range all {
		if at := c.x(v) - 7; at-f.fonts.width(words, bold) > c.x0 {
			f.text(at, y+4, words, bold.in(tail), right)
			return nil
		}
	}
	drop := []vg.Point{{X: c.x(v), Y: c.y0}, {X: c.x(v), Y: y}}
	f.stroke(tail, 0.7, []vg.Length{1, 2.5}, drop...)
	c.upright(c.x(v), []vg.Length{c.y0 + 9, c.y0 + 20}, alike(bold.in(tail), all[len(all)-1]), lines)
	return along(drop)
}

// upright writes beside a vertical line, at the first height where nothing stands: one of those
// that are wanted, or else from below.
func (c *curves) upright(x vg.Length, heights []vg.Length, words []text, lines []vg.Rectangle) {
	f := c.f
	inside := vg.Rectangle{Min: vg.Point{X: c.x0, Y: c.y0}, Max: vg.Point{X: c.x1, Y: c.y1}}
	const step = 3
	for y := c.y0 + step; y < c.y1; y += step {
		heights = append(heights, y)
	}
	for _, free := range []func(vg.Rectangle) bool{f.freeOf(lines), f.free} {
		for _, y := range heights {
			if f.near(vg.Point{X: x, Y: y}, 5, words, inside, free) {
				return
			}
		}
	}
}

// now marks the load of the peak hour at the end of the horizon, and of what; one beyond full
// load stands at the edge, with an arrow.
func (c *curves) now(s result.Slope, p99, mean curve, lines []vg.Rectangle) {
	f, load := c.f, float64(s.Load)
	if !(load >= 0) || math.IsInf(load, 0) {
		words := alike(smallStyle, f.wrap(f.pick("nothing queues on this way", "该路径无排队"), smallStyle, (c.x1-c.x0)/2, 2)...)
		if f.wayOf(s) == cutsOff {
			words = alike(smallStyle.strong().in(red), f.pick("cut off", "中断"))
			if of := f.bottleneck(s); of != "" {
				words = append(words, alike(smallStyle, f.wrap(of, smallStyle, max(50, (c.x1-c.x0)/2-8), 2)...)...)
			}
		}
		c.upright(c.x0, []vg.Length{c.y(float64(s.Budget)) - 10}, words, lines)
		return
	}
	x, lowest := c.x(min(load, 1)), c.y1
	color := blue
	if load > 1 {
		color = red
	}
	f.stroke(color, 0.7, []vg.Length{1, 2.5}, vg.Point{X: x, Y: c.y0}, vg.Point{X: x, Y: c.y(min(p99.height(min(load, 1)), c.panel.scale.high))})
	if load > 1 { // its delay is not on the sheet
		f.fill(red, vg.Point{X: x, Y: c.y0 + 4}, vg.Point{X: x + 7, Y: c.y0 + 8}, vg.Point{X: x, Y: c.y0 + 12})
	} else {
		for i, l := range []curve{p99, mean} {
			if v := l.height(load); v <= c.panel.scale.high {
				f.dot([]colour{blue, ink}[i], x, c.y(v), []vg.Length{3.4, 2.2}[i])
				lowest = c.y(v)
			}
		}
	}
	words := alike(smallStyle.strong().in(color), fmt.Sprintf(f.pick("load %s", "负荷率 %s"), f.share(load)))
	if load > 1 {
		words = alike(smallStyle.strong().in(color), fmt.Sprintf(f.pick("overloaded: %s", "过载：%s"), f.share(load)))
	}
	if of := f.bottleneck(s); of != "" {
		words = append(words, alike(smallStyle, f.wrap(of, smallStyle, max(50, (c.x1-c.x0)/2-8), 2)...)...)
	}
	c.upright(x, []vg.Length{(c.y0 + lowest) / 2}, words, lines)
}

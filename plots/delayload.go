package plots

import (
	"math"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

// mean marks the delay of a path: a dot, or a diamond where no direct circuit carries it;
// the second colour is that of one over the budget.
func (f *figure) mean(t *tier, p result.Path, x, y, r vg.Length, colours []colour) {
	c, kind := colours[0], disc
	if t.breaks(asIs(p)) {
		c = colours[1]
	}
	if rerouted(p) {
		kind = lozenge
	}
	f.shaped(kind, c, vg.Point{X: x, Y: y}, r)
}

// rerouted tells whether a path is carried by another service than it is judged on.
func rerouted(p result.Path) bool { return p.Carried != "" && p.Carried != p.Service }

// tails draws from the mean of each path to what 99 % of its packets stay below, the
// slowest last.
func (f *figure) tails(t *tier, y vg.Length, x func(float64) vg.Length) {
	for _, slowest := range []bool{false, true} {
		for i, p := range t.paths {
			if (i == t.slowest) != slowest || !finite(p.P99Ms) || asIs(p).lost() {
				continue
			}
			c, wide := pale, vg.Length(0.8)
			if slowest {
				c, wide = grey, 1.4
			}
			f.tail(c, wide, y, x(asIs(p).mean), x(float64(p.P99Ms)), x(math.MaxFloat64))
		}
	}
}

// tail draws a line to the right with a bar at its end, if that is not the end of the scale.
func (f *figure) tail(c colour, wide, y, from, to, end vg.Length) {
	f.stroke(c, wide, nil, vg.Point{X: from, Y: y}, vg.Point{X: to, Y: y})
	if to < end {
		f.stroke(c, wide, nil, vg.Point{X: to, Y: y - 3}, vg.Point{X: to, Y: y + 3})
	}
}

// lastingOf is what a tier asks of a cut network: the mean or 99 %.
func (t *tier) lastingOf(s state) float64 {
	if t.judge(s).percentile() {
		return s.p99
	}
	return s.mean
}

// lasting marks the delay of the slowest path when the link is cut that harms it most.
func (f *figure) lasting(t *tier, y vg.Length, x func(float64) vg.Length) {
	p := t.paths[t.slowest]
	cut, ok := afterCut(p)
	if !ok || cut.lost() {
		return
	}
	c := blue
	if t.breaks(cut) {
		c = red
	}
	at := x(t.lastingOf(cut))
	f.hollow(c, vg.Point{X: at, Y: y}, 3.2)
	if math.Abs(float64(at-x(asIs(p).mean))) < 3 { // no longer than intact: both in one
		f.dot(c, x(asIs(p).mean), y, 1.2)
	}
}

// underLoad writes what is marked beside the mean of the slowest path.
func (j *job) underLoad(t *tier) string {
	var s string
	p := t.paths[t.slowest]
	if finite(p.P99Ms) {
		s += j.pick("; 99 % ", "；99% ") + j.ms(float64(p.P99Ms))
	}
	if cut, ok := afterCut(p); ok && cut.lost() {
		s += j.pick("; N-1 no path left", "；N-1 无路径")
	} else if ok {
		of := j.pick("; N-1 mean ", "；N-1 平均 ")
		if t.judge(cut).percentile() {
			of = j.pick("; N-1 99 % ", "；N-1 99% ")
		}
		s += of + j.ms(t.lastingOf(cut))
	}
	if rerouted(p) {
		s += j.pick("; no direct circuit", "；无直达链路")
	}
	return s
}

// inBrackets is a remark after a word, or nothing.
func (j *job) inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return j.pick(" (", "（") + s + j.pick(")", "）")
}

// loadLegend explains the marks of load and failure that occur.
func (f *figure) loadLegend(tiers []tier, y vg.Length) {
	var tail, cut, hub, lost bool
	for _, t := range tiers {
		for i, p := range t.paths {
			tail, hub, lost = tail || finite(p.P99Ms), hub || rerouted(p), lost || asIs(p).lost()
			cut = cut || i == t.slowest && finite(p.CutMean)
		}
	}
	x, at := tierX, y+3
	word := func(w vg.Length, s string) {
		f.text(x+w, y, s, smallStyle, left)
		x += w + f.fonts.width(s, smallStyle) + 16
	}
	f.dot(blue, x+3, at, 2.6)
	word(9, f.pick("mean", "平均"))
	if tail {
		f.tail(grey, 1.4, at, x, x+14, sheetWidth)
		word(19, f.pick("up to 99 % of packets", "至99%分位"))
	}
	if cut {
		f.hollow(blue, vg.Point{X: x + 3, Y: at}, 3.2)
		word(10, f.pick("slowest path, worst link cut (N-1)", "最慢路径，最不利单链路中断（N-1）"))
	}
	if hub {
		f.shaped(lozenge, blue, vg.Point{X: x + 4, Y: at}, 2.6)
		word(11, f.pick("no direct circuit", "无直达链路"))
	}
	if lost {
		f.cross(red, vg.Point{X: x + 3, Y: at}, 3)
		word(10, f.pick("cut off", "中断"))
	}
}

package plots

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// scale is a vertical axis: its ends, its ticks and their texts.
type scale struct {
	low, high float64
	ticks     []float64
	texts     []string
	width     vg.Length // of the widest text
}

// newScale spans the values from low on; label writes a tick. The lower end is a tick,
// the upper one need not be: rounding it up would waste up to half of the picture.
func (j *job) newScale(low, high float64, label func(v, step float64) string) scale {
	return j.fineScale(low, high, 4.5, label)
}

// fineScale has at most so many steps.
func (j *job) fineScale(low, high, steps float64, label func(v, step float64) string) scale {
	step := niceStep((high - low) / steps)
	first := math.Floor(low/step + 1e-9)
	s := scale{low: first * step}
	s.high = max(high, s.low+step)
	for i := 0.; (first+i)*step <= s.high*(1+1e-9); i++ {
		v := (first + i) * step
		text := label(v, step)
		s.ticks, s.texts = append(s.ticks, v), append(s.texts, text)
		s.width = max(s.width, j.fonts.width(text, tickStyle))
	}
	return s
}

// niceStep is the next larger of 1, 2 and 5 times a power of ten.
func niceStep(v float64) float64 {
	if !(v > 0) || math.IsInf(v, 0) {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, f := range []float64{1, 2, 5} {
		if f*power >= v*(1-1e-9) {
			return f * power
		}
	}
	return 10 * power
}

// panel is a part of a figure with dates from left to right.
type panel struct {
	f              *figure
	scale          scale
	x0, x1, y0, y1 vg.Length
	dates          []model.Date
	margins        [2]vg.Length // beyond which no date is written; none is the edges of the sheet
}

// newPanel draws the rules of the scale and their texts; y0 is the lower end.
func (f *figure) newPanel(s scale, x0, x1, y0, y1 vg.Length) *panel {
	p := &panel{f: f, scale: s, x0: x0, x1: x1, y0: y0, y1: y1, dates: f.r.Series.Dates}
	for i, v := range s.ticks {
		c := hairline
		if i == 0 {
			c = pale
		}
		y := p.y(v)
		f.stroke(c, 0.6, nil, vg.Point{X: x0, Y: y}, vg.Point{X: x1, Y: y})
		f.text(x0-6, y-3, s.texts[i], tickStyle, right)
	}
	return p
}

func (p *panel) x(d model.Date) vg.Length {
	first, last := p.dates[0], p.dates[len(p.dates)-1]
	share := float64(d.DaysSince(first)) / float64(max(1, last.DaysSince(first)))
	return p.x0 + (p.x1-p.x0)*vg.Length(min(max(share, 0), 1))
}

func (p *panel) y(v float64) vg.Length {
	share := (v - p.scale.low) / (p.scale.high - p.scale.low)
	return p.y0 + (p.y1-p.y0)*vg.Length(min(max(share, 0), 1))
}

func (p *panel) at(k int, v float64) vg.Point { return vg.Point{X: p.x(p.dates[k]), Y: p.y(v)} }

// calendar writes dates below the panel, and a little beyond.
func (p *panel) calendar() { p.calendarIn(p.x1-p.x0+40, 14) }

// calendarIn writes as many dates as have room in a width with a gap between them.
func (p *panel) calendarIn(wide, gap vg.Length) {
	first, last := p.dates[0], p.dates[len(p.dates)-1]
	ticks, texts := calendarTicks(first, last, p.f.date, func(texts []string) bool {
		total := vg.Length(0)
		for _, t := range texts {
			total += p.f.fonts.width(t, tickStyle) + gap
		}
		return total <= wide
	})
	var at []vg.Length
	for _, d := range ticks {
		at = append(at, p.x(d))
	}
	p.across(at, texts)
}

// calendarTicks are ends of months, as close as fits: each, or each quarter, half year,
// year, or several. Steps are named by their ends too, so a tick is where its value is.
// A horizon without two of them has its first and last day.
func calendarTicks(first, last model.Date, name func(model.Date) string, fits func([]string) bool) ([]model.Date, []string) {
	for _, months := range []int{1, 3, 6, 12, 24, 60, 120, 240, 600, 1200} {
		var ticks []model.Date
		var texts []string
		for d := first.MonthEnd(); !last.Before(d); d = d.AddMonthEnds(1) {
			if (12*d.Year+d.Month-12)%months == 0 { // whole years are at the end of December
				ticks, texts = append(ticks, d), append(texts, name(d))
			}
		}
		if len(ticks) < 2 {
			break
		}
		if fits(texts) {
			return ticks, texts
		}
	}
	return []model.Date{first, last}, []string{first.String(), last.String()}
}

// spans are the stretches of values without a gap.
func spans(values []float64) [][2]int {
	var out [][2]int
	for k, v := range values {
		switch {
		case math.IsNaN(v):
		case len(out) > 0 && out[len(out)-1][1] == k:
			out[len(out)-1][1] = k + 1
		default:
			out = append(out, [2]int{k, k + 1})
		}
	}
	return out
}

// line draws values; where nothing is known there is a gap, and a lonely value is a dot.
func (p *panel) line(values []float64, c colour, width vg.Length, dashes ...vg.Length) {
	for _, s := range spans(values) {
		var points []vg.Point
		for k := s[0]; k < s[1]; k++ {
			points = append(points, p.at(k, values[k]))
		}
		if len(points) == 1 {
			p.f.dot(c, points[0].X, points[0].Y, 2)
		}
		p.f.stroke(c, width, dashes, points...)
	}
}

// stairs are the points of a stretch of means over the steps, each from the end of the one
// before to its own.
func (p *panel) stairs(values []float64, s [2]int) (points []vg.Point) {
	for k := s[0]; k < s[1]; k++ {
		points = append(points, p.at(max(0, k-1), values[k]), p.at(k, values[k]))
	}
	return points
}

// steps draws means over the steps.
func (p *panel) steps(values []float64, c colour, width vg.Length, dashes ...vg.Length) {
	for _, s := range spans(values) {
		p.f.stroke(c, width, dashes, p.stairs(values, s)...)
	}
}

// area fills between two lines.
func (p *panel) area(low, high []float64, c colour) {
	for _, s := range spans(high) {
		var points []vg.Point
		for k := s[0]; k < s[1]; k++ {
			points = append(points, p.at(k, high[k]))
		}
		for k := s[1] - 1; k >= s[0]; k-- {
			points = append(points, p.at(k, low[k]))
		}
		p.f.fill(c, points...)
	}
}

// block fills between two lines of means over the steps.
func (p *panel) block(low, high []float64, c colour) {
	for _, s := range spans(high) {
		below := p.stairs(low, s)
		slices.Reverse(below)
		p.f.fill(c, append(p.stairs(high, s), below...)...)
	}
}

// across writes ticks below the panel.
func (p *panel) across(at []vg.Length, texts []string) {
	from, to := edge, sheetWidth-edge
	if p.margins != [2]vg.Length{} {
		from, to = p.margins[0], p.margins[1]
	}
	for i, x := range at {
		p.f.stroke(pale, 0.6, nil, vg.Point{X: x, Y: p.y0}, vg.Point{X: x, Y: p.y0 - 3})
		half := p.f.fonts.width(texts[i], tickStyle) / 2
		p.f.text(min(max(x, from+half), to-half), p.y0-13, texts[i], tickStyle, centre)
	}
}

// values is a quantity over time; nil if nowhere known, or if no step has been made.
func (j *job) values(scope string, q model.QuantityName) []float64 {
	from := j.r.Series.Of(scope, q)
	if len(from) != len(j.r.Series.Dates) || len(from) < 2 {
		return nil
	}
	out := slices.Clone(from)
	known := false
	for k, v := range out {
		if math.IsInf(v, 0) {
			out[k] = math.NaN()
		}
		known = known || !math.IsNaN(out[k])
	}
	if !known {
		return nil
	}
	return out
}

// final is the last known value.
func final(values []float64) (k int, v float64) {
	for k, v := range slices.Backward(values) {
		if !math.IsNaN(v) {
			return k, v
		}
	}
	return 0, math.NaN()
}

// highest is the largest of all values, and of the required ones.
func highest(targets []result.Target, all ...[]float64) float64 {
	top := 0.
	for _, values := range all {
		for _, v := range values {
			if v > top { // not NaN
				top = v
			}
		}
	}
	for _, t := range targets {
		if v := float64(t.Required); v > top && !math.IsInf(v, 0) {
			top = v
		}
	}
	return top
}

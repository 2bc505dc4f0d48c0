package plots

import (
	"math"
	"slices"

	"hubcap/model"
)

// band is a part of a whole over time, on top of those before.
type band struct {
	name           string
	color          colour
	own, low, high []float64
}

// end is its last value.
func (b *band) end() float64 { _, v := final(b.own); return v }

// pile puts parts on top of each other from a base on, and gives the upper end of all.
// What is not known or always zero is no part.
func pile(base []float64, parts []band) (out []band, top []float64) {
	for _, b := range parts {
		if slices.ContainsFunc(b.own, func(v float64) bool { return v != 0 && known(v) }) {
			b.low, b.high = base, add(base, b.own)
			out, base = append(out, b), b.high
		}
	}
	return out, base
}

func known(v float64) bool { return !math.IsNaN(v) }

// add is the sum of two lines, date by date.
func add(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for k := range a {
		out[k] = a[k] + b[k]
	}
	return out
}

// bands draws parts of a stock.
func (p *panel) bands(list []band) {
	for _, b := range list {
		p.area(b.low, b.high, b.color)
	}
	for _, b := range list {
		p.line(b.high, paper, 0.8)
	}
}

// blocks draws parts of what is measured over the steps.
func (p *panel) blocks(list []band) {
	for _, b := range list {
		p.block(b.low, b.high, b.color)
	}
	for _, b := range list {
		p.steps(b.high, paper, 0.4)
	}
}

// ofBand labels a band at its end.
func (j *job) ofBand(q model.QuantityName, b band, rank int) label {
	k, high := final(b.high)
	return j.ending(q, (b.low[k]+high)/2, b.own[k], b.name, grey, rank)
}

// keyed is that label with the colour of the band before it.
func (j *job) keyed(q model.QuantityName, b band, rank int) label {
	l := j.ofBand(q, b, rank)
	l.fill = b.color
	return l
}

// swatches names the areas in one line above the chart, which moves down: an area that
// has ended before the right end has no label there.
func (f *figure) swatches(bands []band) {
	const size, gap = 8, 16
	x, y := edge, f.top-10
	for _, b := range slices.Backward(bands) {
		f.rect(b.color, x, y-1, x+size, y-1+size)
		x += size + 4
		f.text(x, y, b.name, tickStyle, left)
		x += f.fonts.width(b.name, tickStyle) + gap
	}
	if len(bands) > 0 {
		f.top -= 10
	}
}

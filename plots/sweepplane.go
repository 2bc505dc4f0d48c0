package plots

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// plane is a part of a figure with an axis of a sweep from left to right and another upwards.
type plane struct {
	*figure
	x, y *sweepAxis
	box  vg.Rectangle
}

const (
	wordMost = vg.Length(96) // of words beside an axis
	tickRoom = vg.Length(14) // between the texts of ticks
	axisFoot = vg.Length(30) // below a plane: ticks and the name of the axis
)

// px and py are the places of coordinates.
func (p *plane) px(at float64) vg.Length {
	return p.box.Min.X + (p.box.Max.X-p.box.Min.X)*vg.Length(p.x.part(at))
}

func (p *plane) py(at float64) vg.Length {
	return p.box.Min.Y + (p.box.Max.Y-p.box.Min.Y)*vg.Length(p.y.part(at))
}

// part is how far along the axis a coordinate is.
func (a *sweepAxis) part(at float64) float64 {
	low, high := a.edges[0], a.edges[a.cells()]
	return min(max((at-low)/(high-low), 0), 1)
}

// upTicks are the ticks of an axis that goes up so far, and the room that their texts take.
func (j *job) upTicks(a *sweepAxis, height vg.Length) (at []float64, texts []string, wide vg.Length) {
	for most := int(height/tickRoom) + 1; ; most-- { // those of a logarithm are closer at its upper end
		if at, texts = j.sweepTicks(a, most); most <= 2 || !a.log || a.apart(at, height) {
			break
		}
	}
	for i := range texts {
		texts[i] = j.cut(texts[i], tickStyle, wordMost)
		wide = max(wide, j.fonts.width(texts[i], tickStyle))
	}
	return at, texts, wide
}

// apart tells whether the texts of ticks that go up so far have room.
func (a *sweepAxis) apart(at []float64, height vg.Length) bool {
	for i := 1; i < len(at); i++ {
		if height*vg.Length(a.part(at[i])-a.part(at[i-1])) < lineH {
			return false
		}
	}
	return true
}

// alongTicks are those of an axis that goes to the right so far: as many as have room.
func (j *job) alongTicks(a *sweepAxis, wide vg.Length) (at []float64, texts []string) {
	for most := 13; ; most-- {
		at, texts = j.sweepTicks(a, most)
		if a.texts != nil {
			for i := range texts {
				texts[i] = j.cut(texts[i], tickStyle, max(30, wide/vg.Length(len(texts))-6))
			}
		}
		if most <= 2 || j.clear(a, at, texts, wide) {
			return at, texts
		}
	}
}

// clear tells whether texts centred at their coordinates keep apart.
func (j *job) clear(a *sweepAxis, at []float64, texts []string, wide vg.Length) bool {
	end := vg.Length(math.Inf(-1))
	for i, v := range at {
		x, half := wide*vg.Length(a.part(v)), j.fonts.width(texts[i], tickStyle)/2
		if x-half < end {
			return false
		}
		end = x + half + 8
	}
	return true
}

// frame draws the axes of a plane, with texts below it and on its left where they are wanted.
func (p *plane) frame(below, beside bool) {
	b := p.box
	p.stroke(pale, 0.6, nil, append(corners(b.Min.X, b.Min.Y, b.Max.X, b.Max.Y), b.Min)...)
	at, texts := p.alongTicks(p.x, b.Max.X-b.Min.X)
	for i, v := range at {
		x := p.px(v)
		p.stroke(pale, 0.6, nil, vg.Point{X: x, Y: b.Min.Y}, vg.Point{X: x, Y: b.Min.Y - 3})
		if half := p.fonts.width(texts[i], tickStyle) / 2; below {
			p.text(min(max(x, edge+half), sheetWidth-edge-half), b.Min.Y-13, texts[i], tickStyle, centre)
		}
	}
	at, texts, _ = p.upTicks(p.y, b.Max.Y-b.Min.Y)
	for i, v := range at {
		y := p.py(v)
		p.stroke(pale, 0.6, nil, vg.Point{X: b.Min.X, Y: y}, vg.Point{X: b.Min.X - 3, Y: y})
		if beside {
			p.text(b.Min.X-6, y-3, texts[i], tickStyle, right)
		}
	}
}

// rules are hairlines across a plane at the ticks of both axes.
func (p *plane) rules() {
	b := p.box
	at, _ := p.alongTicks(p.x, b.Max.X-b.Min.X)
	for _, v := range at {
		p.stroke(hairline, 0.6, nil, vg.Point{X: p.px(v), Y: b.Min.Y}, vg.Point{X: p.px(v), Y: b.Max.Y})
	}
	at, _, _ = p.upTicks(p.y, b.Max.Y-b.Min.Y)
	for _, v := range at {
		p.stroke(hairline, 0.6, nil, vg.Point{X: b.Min.X, Y: p.py(v)}, vg.Point{X: b.Max.X, Y: p.py(v)})
	}
}

// heads name the axes: below the plane, and above its left end.
func (p *plane) heads(x, y string) {
	wide := p.box.Max.X - p.box.Min.X
	if x != "" {
		p.text((p.box.Min.X+p.box.Max.X)/2, p.box.Min.Y-26, p.cut(x, tickStyle.in(ink), wide), tickStyle.in(ink), centre)
	}
	if y != "" {
		p.text(edge, p.box.Max.Y+9, p.cut(y, tickStyle.in(ink), p.box.Max.X-edge), tickStyle.in(ink), left)
	}
}

// cells fills those of a field, each as long as its neighbours on the right have its colour. They
// reach into the next: else the paper would shine through the seams.
func (p *plane) cells(f *field, shades []colour) {
	const over, steps = 0.6, 200
	step := func(v float64) int {
		if math.IsNaN(v) {
			return -1
		}
		return int(math.Round(v * steps))
	}
	n := f.x.cells()
	for k := range f.y.cells() {
		y0, y1 := p.py(f.y.edges[k]), p.py(f.y.edges[k+1])
		for i := 0; i < n; {
			at, to := step(f.mean(i, k)), i+1
			for to < n && step(f.mean(to, k)) == at {
				to++
			}
			if at >= 0 {
				x1 := min(p.px(f.x.edges[to])+over, p.box.Max.X)
				p.rect(ramp(shades, float64(at)/steps), p.px(f.x.edges[i]), y0, x1, min(y1+over, p.box.Max.Y))
			}
			i = to
		}
	}
}

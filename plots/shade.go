package plots

import (
	"image/color"
	"math"

	"hubcap/sim/result"
)

// Sequences of opaque colours, from nothing to the most.
var (
	blues = []colour{paper, blue4, blue3, blue2, rgb(0x5287b6), blue}
	reds  = []colour{paper, rgb(0xf6e4dc), red3, red}
)

// shade is the colour for a share of the largest. It rises with the root: what is a
// hundredth of the largest can still be seen.
func shade(sequence []colour, share float64) colour {
	return ramp(sequence, math.Sqrt(positive(share)))
}

// ramp is the colour so far along a sequence.
func ramp(sequence []colour, share float64) colour {
	at := min(positive(share), 1) * float64(len(sequence)-1)
	i := min(int(at), len(sequence)-2)
	return blend(sequence[i], sequence[i+1], at-float64(i))
}

// blend is the opaque colour that is so far from one to another.
func blend(from, to colour, share float64) colour {
	a, b := color.RGBAModel.Convert(from).(color.RGBA), color.RGBAModel.Convert(to).(color.RGBA)
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + share*(float64(b)-float64(a)))) }
	return color.RGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
}

// legible is the colour of letters on a ground: ink, paper on what is dark, or black where
// neither is enough.
func legible(ground colour) colour {
	best := ink
	for _, c := range []colour{paper, rgb(0)} {
		if contrast(best, ground) < 4.5 && contrast(c, ground) > contrast(best, ground) {
			best = c
		}
	}
	return best
}

// contrast is the ratio of two luminances, from 1 to 21 as in WCAG 2.
func contrast(a, b colour) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c colour) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	rgba := color.RGBAModel.Convert(c).(color.RGBA)
	return 0.2126*linear(rgba.R) + 0.7152*linear(rgba.G) + 0.0722*linear(rgba.B)
}

// unit is what the numbers of a table are given in.
type unit struct {
	name   string
	size   float64
	digits int
}

// unit is the smallest in which the largest number stays short; it has four digits there,
// two of them decimals at most.
func (j *job) unit(largest float64) unit {
	units := []unit{{"racks", 1, 0}, {"thousand racks", 1e3, 0}, {"million racks", 1e6, 0}, {"billion racks", 1e9, 0}, {"trillion racks", 1e12, 0}}
	if j.lang == "zh" {
		units = []unit{{"架", 1, 0}, {"万架", 1e4, 0}, {"亿架", 1e8, 0}, {"万亿架", 1e12, 0}}
	}
	for _, u := range units {
		if largest < 1e4*u.size-0.5 {
			for _, most := range []float64{1e3, 1e2} {
				if u.size > 1 && largest < most*u.size {
					u.digits++
				}
			}
			return u
		}
	}
	return units[len(units)-1]
}

// little stands for what is not nothing, but would be written as zero.
const little = "·"

// number writes a value in the unit.
func (u unit) number(v float64) string {
	switch small := 0.5 * math.Pow(10, -float64(u.digits)); {
	case !(v >= nothing):
		return ""
	case v/u.size < small:
		return little
	}
	return result.Grouped(v/u.size, u.digits)
}

package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

// globe is a part of the globe on the sheet: equirectangular, true to length at its mean
// latitude.
type globe struct {
	box        vg.Rectangle
	pad        vg.Length // around the places, for their names
	lon0, lat0 float64   // western and southern ends, degrees
	wide, tall float64   // what the places take, in degrees of latitude
	squeeze    float64   // length of a degree of longitude for one of latitude
	perDegree  vg.Length
}

// span finds the part that has some places; false if there are none.
func (g *globe) span(places []result.Point) bool {
	if len(places) == 0 {
		return false
	}
	north, east := math.Inf(-1), math.Inf(-1)
	g.lat0, g.lon0 = math.Inf(1), math.Inf(1)
	for _, p := range places {
		lat, lon := float64(p.Lat), float64(p.Lon)
		g.lat0, north = min(g.lat0, lat), max(north, lat)
		g.lon0, east = min(g.lon0, lon), max(east, lon)
	}
	g.squeeze = max(0.05, math.Cos((g.lat0+north)/2*math.Pi/180))
	// At least some degrees, and never a strip.
	g.tall, g.wide = max(north-g.lat0, 2), max((east-g.lon0)*g.squeeze, 2)
	g.tall, g.wide = max(g.tall, g.wide/3), max(g.wide, g.tall/3)
	g.lat0 -= (g.tall - (north - g.lat0)) / 2
	g.lon0 -= (g.wide/g.squeeze - (east - g.lon0)) / 2
	return true
}

// fit finds the scale for a box of some width and of a height between bounds, and gives
// that height.
func (g *globe) fit(width, least, most vg.Length) vg.Length {
	room := width - 2*g.pad
	g.perDegree = min(room/vg.Length(g.wide), (most-2*g.pad)/vg.Length(g.tall))
	// What the places leave free of the width is on both sides of them.
	g.lon0 -= (float64(room/g.perDegree) - g.wide) / 2 / g.squeeze
	height := max(vg.Length(g.tall)*g.perDegree+2*g.pad, least)
	g.lat0 -= (float64((height-2*g.pad)/g.perDegree) - g.tall) / 2
	return height
}

// at is where degrees are on the sheet.
func (g *globe) at(lat, lon float64) vg.Point {
	return vg.Point{X: g.box.Min.X + g.pad + vg.Length((lon-g.lon0)*g.squeeze)*g.perDegree,
		Y: g.box.Min.Y + g.pad + vg.Length(lat-g.lat0)*g.perDegree}
}

// grid rules the parallels and meridians, so many steps from side to side.
func (f *figure) grid(g *globe, steps float64) {
	wide, tall := float64((g.box.Max.X-g.box.Min.X)/g.perDegree)/g.squeeze, float64((g.box.Max.Y-g.box.Min.Y)/g.perDegree)
	origin := g.at(0, 0)
	for _, v := range meridians(tall, float64((g.box.Min.Y-origin.Y)/g.perDegree), steps) {
		if y := g.at(v, g.lon0).Y; math.Abs(v) <= 90 && y > g.box.Min.Y+14 && y < g.box.Max.Y-8 {
			f.stroke(hairline, 0.6, nil, vg.Point{X: g.box.Min.X, Y: y}, vg.Point{X: g.box.Max.X, Y: y})
			f.text(g.box.Min.X, y+2, degrees(v, "N", "S"), smallStyle.in(pale), left)
		}
	}
	for _, v := range meridians(wide, float64((g.box.Min.X-origin.X)/g.perDegree)/g.squeeze, steps) {
		if x := g.at(g.lat0, v).X; x > g.box.Min.X+30 && x < g.box.Max.X-20 {
			f.stroke(hairline, 0.6, nil, vg.Point{X: x, Y: g.box.Min.Y}, vg.Point{X: x, Y: g.box.Max.Y})
			f.text(x+2, g.box.Min.Y+1, degrees(v, "E", "W"), smallStyle.in(pale), left)
		}
	}
}

// meridians are a few round degrees along a span.
func meridians(span, from, steps float64) []float64 {
	step := niceStep(span / steps)
	var out []float64
	for i := math.Ceil(from / step); i*step <= from+span; i++ {
		out = append(out, i*step)
	}
	return out
}

func degrees(v float64, plus, minus string) string {
	side := plus
	if v < 0 {
		side = minus
	}
	return fmt.Sprintf("%g°%s", math.Round(math.Abs(v)*100)/100, side)
}

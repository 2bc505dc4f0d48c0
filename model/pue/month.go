package pue

import (
	"hubcap/model/climate"
	"hubcap/model/portable"
)

// node is a point of a standard normal distribution and its weight.
type node struct{ z, weight float64 }

// The parts have corners where compressors begin to help, and steps. Equal steps in z
// get corners right with fewer points than Gauss-Hermite nodes, which crowd where
// corners are not. Airside has a ramp of 2 K only and the indirect evaporative plant a
// step: they need closer nodes, and have the cheaper equations. Chillers all year make no
// corner, and those of liquids little of one. Never written.
var (
	nodes      = equalSteps(.5, 7)    // z up to 3.5
	closeNodes = equalSteps(.2, 18)   // z up to 3.6
	wideNodes  = equalSteps(.8, 4)    // z up to 3.2
	oneNode    = equalSteps(0, 0)     // enough for Lake, which feels no temperature
	dayNodes   = equalSteps(.01, 400) // so close that a node is worth .004 of a month at most
)

const (
	mostNodes  = 2*18 + 1
	daysOfYear = 365
)

// equalSteps is the 2n+1 nodes 0, +-step, ... with weights that go with the density
// exp(-z^2/2) and add up to 1, from the lowest z to the highest: the midpoint rule for a
// normal distribution cut off half a step beyond the last.
func equalSteps(step float64, n int) []node {
	all := make([]node, 2*n+1)
	sum := 0.0
	for i := range all {
		z := float64(step * float64(i-n))
		all[i] = node{z, portable.Exp(float64(z*z) / -2)}
		sum += all[i].weight
	}
	for i := range all {
		all[i].weight /= sum
	}
	return all
}

func nodesOf(t Technology) []node {
	switch t {
	case Airside, IndirectEvaporative:
		return closeNodes
	case ChilledWater, ColdPlate, Immersion:
		return wideNodes
	case Lake:
		return oneNode
	default:
		return nodes
	}
}

// spread appends a month's points at the given nodes.
func spread(points []Point, nodes []node, m *climate.Month) []Point {
	for _, n := range nodes {
		points = append(points, Point{
			DryBulb:  m.DryBulb + float64(m.DryBulbSD*n.z),
			WetBulb:  m.WetBulb + float64(m.WetBulbSD*n.z),
			Pressure: m.Pressure,
			Weight:   n.weight,
		})
	}
	return points
}

// Over is the weighted sum over points of weather: the mean where their weights add up
// to 1.
func (l *Load) Over(points []Point) Parts { return l.OverShifted(points, 0, 0) }

// OverShifted is Over in a year whose dry-bulb and wet-bulb lie so many kelvin above the
// weather's.
func (l *Load) OverShifted(points []Point, dry, wet float64) Parts {
	var c effort
	var in inside
	weight, fans := 0.0, 0.0
	for i := range points {
		p := &points[i]
		if i == 0 || p.Pressure != points[i-1].Pressure {
			in = l.inside(p.Pressure)
		}
		c.add(p.Weight, l.effort(&in, p.DryBulb+dry, p.WetBulb+wet))
		fans += float64(p.Weight * in.fans)
		weight += p.Weight
	}
	return Parts{
		float64(weight * l.electrical), float64(weight * l.misc), float64(l.room * fans),
		c.cooling, c.compressors, c.water}
}

// Month is the mean over a month's weather at constant load u.
func (p *Plant) Month(u float64, m climate.Month) Parts {
	l := p.At(u)
	return l.Month(m)
}

// Month is the mean over a month's weather.
func (l *Load) Month(m climate.Month) Parts {
	var points [mostNodes]Point
	return l.Over(spread(points[:0], nodesOf(l.technology), &m))
}

// Year is the mean over a year's weather at constant load u, months weighted by their
// days.
func (p *Plant) Year(u float64, y climate.Year) Parts {
	l := p.At(u)
	var sum Parts
	for i := range y {
		sum.add(climate.Days[i]/daysOfYear, l.Month(y[i]))
	}
	return sum
}

// Year is the mean over a year's weather, months weighted by their days.
func (l *Load) Year(w *Weather) Parts {
	var sum Parts
	for i := range w {
		sum.add(climate.Days[i]/daysOfYear, l.Over(w[i]))
	}
	return sum
}

// add adds a weighted part of a mean.
func (p *Parts) add(weight float64, q Parts) {
	p.Electrical += float64(weight * q.Electrical)
	p.Misc += float64(weight * q.Misc)
	p.Fans += float64(weight * q.Fans)
	p.Cooling += float64(weight * q.Cooling)
	p.Compressors += float64(weight * q.Compressors)
	p.Water += float64(weight * q.Water)
}

// FreeDays is the days of a year on which no compressor runs at a station, at constant load
// u. A share of a month's hours counts as that share of its days, whether the hours are
// whole days or nights.
func (p *Plant) FreeDays(u float64, s *climate.Station) float64 {
	w := layOut(s, dayNodes)
	l := p.At(u)
	days := 0.0
	for i := range w {
		days += float64(climate.Days[i] * l.free(w[i]))
	}
	return days
}

// free is the weight of the points at which no compressor runs.
func (l *Load) free(points []Point) float64 {
	weight := 0.0
	for i := range points {
		p := &points[i]
		if l.Moment(p.DryBulb, p.WetBulb, p.Pressure).Compressors == 0 {
			weight += p.Weight
		}
	}
	return weight
}

package pue

import (
	"math"
	"slices"

	"hubcap/model/climate"
)

// Point is one weather and how much it counts in a mean.
type Point struct {
	DryBulb, WetBulb float64 // deg C
	Pressure         float64 // Pa
	Weight           float64 // share of the month; those of a month add up to 1
}

// Weather is the points of each month, January first.
type Weather [12][]Point

// monthly is the weather of a year of monthly statistics at the given nodes. Dry-bulb and
// wet-bulb are taken as normal and perfectly correlated, which hourly records come near to
// (0.94 to 0.98).
func monthly(y climate.Year, nodes []node) Weather {
	var w Weather
	points := make([]Point, 0, len(w)*len(nodes))
	for i := range y {
		points = spread(points, nodes, &y[i])
		w[i] = points[len(points)-len(nodes):]
	}
	return w
}

// hourly is the weather of a year of hours, each with the same weight within its month.
func hourly(h *climate.Hours) Weather {
	var w Weather
	for i, hours := range h {
		w[i] = make([]Point, len(hours))
		for k, x := range hours {
			w[i][k] = Point{x.DryBulb, x.WetBulb, x.Pressure, 1 / float64(len(hours))}
		}
	}
	return w
}

// WeatherOf is the hours of a place where it has any, else its months, as plants of a
// technology need them.
func WeatherOf(t Technology, s *climate.Station) Weather { return layOut(s, nodesOf(t)) }

func layOut(s *climate.Station, nodes []node) Weather {
	if s.Hours != nil {
		return hourly(s.Hours)
	}
	return monthly(s.Year, nodes)
}

// designHour is how far above a month's mean the temperature of its design hour lies, in
// standard deviations: 99.6 % of a normal distribution are below.
const (
	designHour  = 2.652
	designShare = .996
)

// PeakPoint is the design hour of a month, for which plants are sized: the dry-bulb and the
// wet-bulb that 99.6 % of its hours do not exceed, as if both came together.
func PeakPoint(m climate.Month) Point {
	return Point{
		DryBulb:  m.DryBulb + float64(designHour*m.DryBulbSD),
		WetBulb:  m.WetBulb + float64(designHour*m.WetBulbSD),
		Pressure: m.Pressure,
		Weight:   1,
	}
}

// peakPointOf is the design hour of a month of hours, at their mean pressure. There must
// be hours.
func peakPointOf(hours []climate.Hour) Point {
	rank := int(math.Ceil(float64(designShare*float64(len(hours))))) - 1
	at := func(of func(climate.Hour) float64) float64 {
		x := make([]float64, len(hours))
		for i, h := range hours {
			x[i] = of(h)
		}
		slices.Sort(x)
		return x[rank]
	}
	pressure := 0.0
	for _, h := range hours {
		pressure += h.Pressure
	}
	return Point{
		DryBulb:  at(func(h climate.Hour) float64 { return h.DryBulb }),
		WetBulb:  at(func(h climate.Hour) float64 { return h.WetBulb }),
		Pressure: pressure / float64(len(hours)),
		Weight:   1,
	}
}

// DesignHours is the design hour of each month at a station.
func DesignHours(s *climate.Station) (points [12]Point) {
	for m := range points {
		if s.Hours != nil {
			points[m] = peakPointOf(s.Hours[m])
		} else {
			points[m] = PeakPoint(s.Year[m])
		}
	}
	return points
}

// Package demand says how many racks tenants want and how fast they move. Free racks do
// not fill at once: tenants sign, ship and install over months, so a hub that builds
// fast shows a low utilisation even when the demand is there.
package demand

import "math"

// Wanted is the demand in occupied-rack equivalents after some years of compound growth
// from the level at the start.
func Wanted(level, growthPerYear, years float64) float64 {
	return float64(level * math.Pow(1+growthPerYear, years))
}

// Season is the factor of a demand that swings over the year by the share amplitude, up
// in the month peak (1 to 12) and down half a year from it; month may be a fraction.
func Season(amplitude, peak, month float64) float64 {
	return 1 + float64(amplitude*math.Cos(2*math.Pi*(month-peak)/12))
}

// Adopted is the share of those who could move that is willing to, after some years of
// logistic growth from the share at the start: the willing persuade the others.
func Adopted(start, ratePerYear, years float64) float64 {
	if start <= 0 {
		return 0
	}
	return start / (start + float64((1-start)*math.Exp(-ratePerYear*years)))
}

// Ceiling is what can be occupied at best: the demand, or the share of the racks in
// service that can be let.
func Ceiling(wanted, inService, maxUtilisation float64) float64 {
	return min(wanted, float64(inService*maxUtilisation))
}

// Moved is the share of a gap that tenants close in a step of the given months when they
// move with a time constant of ramp months: 1 - exp(-months/ramp), and all of it for a
// ramp of 0. Contracts end in the same way, with their mean length for the ramp.
func Moved(months, ramp float64) float64 {
	if ramp <= 0 {
		return 1
	}
	return -math.Expm1(-months / ramp)
}

// Occupied is the number of racks occupied at the end of a step: what was occupied moves
// towards the ceiling, up or down, by the share moved, and never exceeds the racks there.
func Occupied(before, ceiling, moved, inService float64) float64 {
	return min(before+float64((ceiling-before)*moved), inService)
}

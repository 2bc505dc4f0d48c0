// Package energy turns the energy of data centres into carbon and money. The grid factor
// of a place already holds the renewables of its grid; contracts for renewable energy are
// counted beside it, and both ways of reporting are given, since each alone misleads.
package energy

import "math"

// GridFactor is the CO2 of a kWh of the grid after some years, kg/kWh: it falls by the
// same share each year.
func GridFactor(kgPerKWh, declinePerYear, years float64) float64 {
	return kgPerKWh * math.Pow(1-declinePerYear, years)
}

// Renewable is the share of the electricity bought as renewable by contract after some
// years, 0 to 1: it rises, or falls, evenly from its start, up to the share most; a start
// beyond that is kept.
func Renewable(start, risePerYear, most, years float64) float64 {
	return min(max(0, start+float64(risePerYear*years)), max(start, most), 1)
}

// Carbon is the CO2 of an energy in MWh at a grid factor in kg/kWh, in t: by contracts
// (market-based), which count the renewable share as none, and by the grid's mean
// (location-based).
func Carbon(mwh, kgPerKWh, renewable float64) (byContracts, byGrid float64) {
	byGrid = mwh * kgPerKWh
	return byGrid * (1 - renewable), byGrid
}

// Annuity is the share of a capital that is due each year for it to be paid back, with
// interest on what is left, over so many years.
func Annuity(interestPerYear, years float64) float64 {
	if interestPerYear <= 0 {
		return 1 / years
	}
	return -interestPerYear / math.Expm1(-years*math.Log1p(interestPerYear))
}

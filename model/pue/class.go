package pue

// Years in which the way of building changed, and how fast it spread.
const (
	typicalSince = 2013
	mixedSince   = 2019 // some are Typical still, some Good already
	goodSince    = 2023
	mixedTypical = 0.5 // share of Typical between mixedSince and goodSince
)

// ByBuildYear is the shares of the classes, by their numbers, among fleets built in a
// year: Legacy before 2013, Typical until 2018, half Typical and half Good until 2022,
// Good since. Best is for flagships, which are given by hand.
func ByBuildYear(year int) [classes]float64 {
	var share [classes]float64
	switch {
	case year < typicalSince:
		share[Legacy] = 1
	case year < mixedSince:
		share[Typical] = 1
	case year < goodSince:
		share[Typical], share[Good] = mixedTypical, 1-mixedTypical
	default:
		share[Good] = 1
	}
	return share
}

// classRow is what a build class changes. Ranges and sources: Constants.
type classRow struct {
	misc     float64 // lighting and controls at full load, per unit of design IT power
	kAir     float64 // multiplier of fan power, 1 at Best
	kAux     float64 // multiplier of pump, tower and auxiliary power, 1 at Best
	kCOP     float64 // multiplier of the chillers' COP, 1 at Best
	approach float64 // added to cooling-tower, dry-coil and warm-water approaches at full load, K
	supply   float64 // shift of supply and return temperatures, K; halfShift of it for iec, airside and lake
	epsLoss  float64 // lost from both effectivenesses of an indirect evaporative cooler
}

// halfShift is the share of the shift of temperatures that iec, airside and lake
// take: their temperatures are nearer to the room's, where classes differ less.
const halfShift = 0.5

// classRows is never written.
var classRows = [classes]classRow{
	Best:    {misc: .005, kAir: 1, kAux: 1, kCOP: 1, approach: 0, supply: 0, epsLoss: 0},
	Good:    {misc: .010, kAir: 1.4, kAux: 1.3, kCOP: .95, approach: 1, supply: -1, epsLoss: .03},
	Typical: {misc: .020, kAir: 2, kAux: 1.6, kCOP: .80, approach: 2, supply: -4, epsLoss: .08},
	Legacy:  {misc: .033, kAir: 3, kAux: 2, kCOP: .70, approach: 2, supply: -8, epsLoss: .12},
}

package pue

// effort is what it takes to move a fleet's heat at one moment, per unit of IT power.
type effort struct {
	cooling     float64 // all power, compressors among it
	compressors float64
	water       float64 // litres per kWh of IT energy
}

func (e *effort) add(weight float64, f effort) {
	e.cooling += float64(weight * f.cooling)
	e.compressors += float64(weight * f.compressors)
	e.water += float64(weight * f.water)
}

// Water that evaporates, and the part of it that carries away the salts left behind.
const (
	kilowattHour   = 3.6  // MJ
	latentHeat     = 2.43 // of evaporation at about 30 deg C, MJ/kg; a kg of water is a litre
	evaporatedHeat = .85  // share of a tower's heat that leaves by evaporation; the rest warms the air
	towerCycles    = 4.0  // cycles of concentration: salts in the water over salts in the supply
)

// evaporated is the litres that carry away a heat (per unit of IT power) as vapour, per
// kWh of IT energy.
func evaporated(heat float64) float64 { return float64(heat * (kilowattHour / latentHeat)) }

// blownDown is the supply that keeps salts at towerCycles when so many litres evaporate:
// a share 1/towerCycles of it is let out.
func blownDown(litres float64) float64 { return float64(litres * (towerCycles / (towerCycles - 1))) }

// overTowers is the water for a heat that goes over wet cooling towers. The drift of
// drops, some hundredths of a percent of the flow, is within the range of the constants.
func overTowers(heat float64) float64 { return blownDown(evaporated(float64(evaporatedHeat * heat))) }

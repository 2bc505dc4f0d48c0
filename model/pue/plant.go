package pue

import "math"

// Bounds of the inputs. Weather outside them is taken as the bound.
const (
	lowestLoad       = 0.1     // of design IT power: below it PUE is kept, power is not
	highestLoad      = 1.0     // of design IT power
	coldest          = -90.0   // deg C
	hottest          = 70.0    // deg C
	lowestPressure   = 50000.  // Pa, about 5.5 km
	highestPressure  = 110000. // Pa
	standardPressure = 101325. // Pa, where fan constants hold
)

// Laws of variable speed and of approach temperatures.
const (
	idleShare        = 0.05 // of full power that a fan or pump draws however slow
	fanExponent      = 2.0  // power against flow; a perfect system would have 3
	approachExponent = 0.6  // approach temperature against load
)

// Plant is the facility of one fleet: a technology built to a class. Make it with
// New; the zero value is not usable.
type Plant struct {
	technology Technology
	class      Class
	row        classRow
	path       stage
}

// New is the plant of technology t and class c. It panics for values that are not
// among the constants; ParseTechnology and ParseClass give only such.
func New(t Technology, c Class) Plant {
	_ = technologyLabels[t]
	return Plant{technology: t, class: c, row: classRows[c], path: path(c)}
}

// Load is a plant at a given load: all that weather does not change.
type Load struct {
	technology       Technology
	electrical, misc float64 // per unit of IT power
	fans             float64 // room fans at standard pressure, per unit of IT power

	water   waterPlant // chw_wse and chw, and the rest of the liquids
	air     airPlant
	evap    evaporative
	outside outsideAir
	warm    warmLiquid
	lake    float64 // cooling per unit of heat: no weather in it
}

// At is the plant at load u, actual over design IT power, taken as lowestLoad or
// highestLoad (0.1 and 1) where it lies beyond them.
func (p *Plant) At(u float64) Load {
	u = clip(u, lowestLoad, highestLoad)
	l := Load{
		technology: p.technology,
		electrical: p.path.loss(u),
		misc:       p.row.misc / u,
	}
	fan := waterRoomFan
	switch p.technology {
	case ChilledWaterEconomiser, ChilledWater:
		l.water = p.waterAt(u, p.technology == ChilledWaterEconomiser)
	case AirCooled:
		l.air = p.airAt(u)
		fan = airRoomFan
	case IndirectEvaporative:
		l.evap = p.evaporativeAt(u)
		fan = iecRoomFan
	case Airside:
		l.outside = p.outsideAt()
		fan = airsideRoomFan
	case ColdPlate:
		l.water = p.waterAt(u, true)
		l.warm = p.warmAt(u, coldplateShare, coldplateAux)
	case Immersion:
		l.water = p.waterAt(u, true)
		l.warm = p.warmAt(u, immersionShare, immersionAux)
	case Lake:
		l.lake = p.lakeAt(u)
		fan = lakeRoomFan
	}
	l.fans = float64(float64(fan*p.row.kAir) * p.fanLaw(u))
	return l
}

// Moment is the parts of the overhead in one moment of weather: dry-bulb and wet-bulb
// in deg C, pressure in Pa. A wet-bulb above the dry-bulb is taken as the dry-bulb.
// Finite input gives finite parts that are not negative; NaN gives NaN.
func (l *Load) Moment(tdb, twb, pressure float64) Parts {
	tdb = clip(tdb, coldest, hottest)
	twb = clip(twb, coldest, hottest)
	if twb > tdb {
		twb = tdb
	}
	if math.IsNaN(tdb + twb + pressure) {
		return Parts{math.NaN(), math.NaN(), math.NaN(), math.NaN()}
	}
	thin := standardPressure / clip(pressure, lowestPressure, highestPressure)

	parts := Parts{Electrical: l.electrical, Misc: l.misc, Fans: float64(l.fans * thin)}
	heat := 1 + parts.Electrical + parts.Misc + parts.Fans
	switch l.technology {
	case ChilledWaterEconomiser, ChilledWater:
		parts.Cooling = l.water.cooling(heat, twb)
	case AirCooled:
		parts.Cooling = l.air.cooling(heat, tdb)
	case IndirectEvaporative:
		parts.Cooling = l.evap.cooling(heat, tdb, twb, thin)
	case Airside:
		parts.Cooling = l.outside.cooling(heat, tdb, twb)
	case ColdPlate, Immersion:
		// The room keeps the rest of the heat, its fans, and its own plant.
		rest := 1 - l.warm.share
		liquidHeat := 1 + parts.Electrical + parts.Misc
		parts.Cooling = l.warm.cooling(liquidHeat, twb) + float64(rest*l.water.cooling(heat, twb))
		parts.Fans = float64(rest * parts.Fans)
	case Lake:
		parts.Cooling = float64(heat * l.lake)
	}
	return parts
}

// speedLaw is g(u): the power of a variable-speed machine at load u over its power at
// full load, per unit of IT power in each case.
func speedLaw(u, exponent float64) float64 {
	flow := float64(u * u)
	if exponent != fanExponent { // a square needs no logarithm
		flow = power(u, exponent)
	}
	return (idleShare + float64((1-idleShare)*flow)) / u
}

// fanLaw is the speed law of fans; those of Legacy plants run at one speed.
func (p *Plant) fanLaw(u float64) float64 {
	if p.class == Legacy {
		return 1 / u
	}
	return speedLaw(u, fanExponent)
}

// slack is su, the share of a full-load approach temperature that is left at load u.
func slack(u float64) float64 { return power(u, approachExponent) }

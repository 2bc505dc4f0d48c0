package pue

import (
	"math"

	"hubcap/model/portable"
)

// LowestLoad is the load, of design IT power, below which the PUE is kept as it is there.
const LowestLoad = 0.1

// Bounds of the inputs. Weather outside them is taken as the bound.
const (
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
	fans             float64 // room fans at standard pressure, per unit of IT power, if room air took all the heat
	room             float64 // share of the heat that it takes: less than 1 for the liquids

	water   waterPlant // chw_wse and chw, and the rest of the liquids
	air     airPlant
	evap    evaporative
	outside outsideAir
	warm    warmLiquid
	lake    effort // per unit of heat: no weather in it
}

// At is the plant at load u, actual over design IT power, taken as LowestLoad or
// highestLoad (0.1 and 1) where it lies beyond them.
func (p *Plant) At(u float64) Load {
	u = clip(u, LowestLoad, highestLoad)
	l := Load{
		technology: p.technology,
		electrical: p.path.loss(u),
		misc:       p.row.misc / u,
		room:       1,
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
		l.room = 1 - coldplateShare
	case Immersion:
		l.water = p.waterAt(u, true)
		l.warm = p.warmAt(u, immersionShare, immersionAux)
		l.room = 1 - immersionShare
	case Lake:
		l.lake = p.lakeAt(u)
		fan = lakeRoomFan
	}
	l.fans = float64(float64(fan*p.row.kAir) * p.fanLaw(u))
	return l
}

// Moment is the parts of the overhead in one moment of weather: dry-bulb and wet-bulb
// in deg C, pressure in Pa. A wet-bulb above the dry-bulb is taken as the dry-bulb.
// Finite input gives finite parts that are not negative; NaN gives a PUE of NaN.
func (l *Load) Moment(tdb, twb, pressure float64) Parts {
	in := l.inside(pressure)
	c := l.effort(&in, tdb, twb)
	return Parts{l.electrical, l.misc, float64(l.room * in.fans), c.cooling, c.compressors, c.water}
}

// inside is what of a plant's state follows from the air pressure alone.
type inside struct {
	thin float64 // standard pressure over actual
	fans float64 // fans per unit of IT power, if room air took all the heat
	heat float64 // per unit of IT power, that of the fans among it
}

func (l *Load) inside(pressure float64) inside {
	thin := standardPressure / clip(pressure, lowestPressure, highestPressure)
	fans := float64(l.fans * thin)
	return inside{thin, fans, 1 + l.electrical + l.misc + fans}
}

// effort is what the plant does in one moment of weather.
func (l *Load) effort(in *inside, tdb, twb float64) effort {
	tdb = clip(tdb, coldest, hottest)
	twb = clip(twb, coldest, hottest)
	if twb > tdb {
		twb = tdb
	}
	if nan := tdb + twb + in.thin; math.IsNaN(nan) {
		return effort{nan, nan, nan}
	}
	switch l.technology {
	case ChilledWaterEconomiser, ChilledWater:
		return l.water.cooling(in.heat, twb)
	case AirCooled:
		return l.air.cooling(in.heat, tdb)
	case IndirectEvaporative:
		return l.evap.cooling(in.heat, tdb, twb, in.thin)
	case Airside:
		return l.outside.cooling(in.heat, tdb, twb)
	case ColdPlate, Immersion:
		// The room keeps the rest of the heat, its fans, and its own plant.
		c := l.warm.cooling(1+l.electrical+l.misc, twb)
		c.add(l.room, l.water.cooling(in.heat, twb))
		return c
	default:
		var c effort
		c.add(in.heat, l.lake)
		return c
	}
}

// speedLaw is g(u): the power of a variable-speed machine at load u over its power at
// full load, per unit of IT power in each case.
func speedLaw(u, exponent float64) float64 {
	flow := float64(u * u)
	if exponent != fanExponent { // a square needs no logarithm
		flow = portable.Pow(u, exponent)
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
func slack(u float64) float64 { return portable.Pow(u, approachExponent) }

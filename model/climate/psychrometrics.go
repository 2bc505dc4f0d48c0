package climate

import (
	"math"

	"hubcap/model/portable"
)

// The equations and coefficients of psychrometrics are those of the ASHRAE Handbook
// Fundamentals (2017), chapter 1: saturation pressure after Hyland and Wexler (1983)
// and the thermodynamic wet-bulb. Moist air is taken as an ideal gas, which costs up to
// 0.5 % of a humidity. They hold for -90 to 70 deg C and 50 to 110 kPa; what is NaN, or
// where the equations end, gives NaN.
//
// As there, relative humidity below freezing is that over ice, where meteorologists take
// it over water; the wet-bulb is so cold there that this moves it by some tenths of K.
const (
	kelvin = 273.15 // 0 deg C in K

	// The triple point, deg C: the curves over ice and over water meet here, not at 0.
	triple = 0.01

	coldest, hottest = -100.0, 200.0 // range of the saturation curves, deg C

	molarRatio = 0.621945 // mass of a mole of water over that of dry air

	seaLevel         = 101325.0   // standard pressure, Pa
	lapseFactor      = 2.25577e-5 // 1/m
	pressureExponent = 5.2559
	lowest, highest  = -5000.0, 11000.0 // range of the standard atmosphere, m
)

// Energies, kJ/kg: of dry air and vapour per K, of water and ice at 0 deg C against
// vapour, and how they change per K of wet-bulb.
const (
	heatAir    = 1.006
	heatVapour = 1.86

	latentWater, latentWaterK, heatWater = 2501.0, 2.326, 4.186
	latentIce, latentIceK, heatIce       = 2830.0, 0.24, 2.1
)

// SaturationPressure is the pressure of vapour over ice or water at t deg C, in Pa.
func SaturationPressure(t float64) float64 {
	if !(t >= coldest && t <= hottest) {
		return math.NaN()
	}
	const lnKelvin = 5.6100210948417267
	k := t + kelvin
	lnK := lnKelvin + portable.Log(k/kelvin)
	if t < triple {
		return portable.Exp(-5.6745359e3/k + 6.3925247 +
			float64(k*(-9.677843e-3+float64(k*(6.2215701e-7+float64(k*(2.0747825e-9-float64(9.484024e-13*k))))))) +
			float64(4.1635019*lnK))
	}
	return portable.Exp(-5.8002206e3/k + 1.3914993 +
		float64(k*(-4.8640239e-2+float64(k*(4.1764768e-5-float64(1.4452093e-8*k))))) +
		float64(6.5459673*lnK))
}

// WetBulb is the wet-bulb in deg C of air of a dry-bulb in deg C, a relative humidity
// of 0 to 1 (beyond is taken as that) and a pressure in Pa.
//
// Where dry air above freezing brings the bulb near 0 deg C, both a wet and an iced bulb
// are in balance with the same air; then it is wet. So the wet-bulb rises with humidity
// everywhere, but leaps over some tenths of K below 0 deg C.
func WetBulb(dryBulb, relativeHumidity, pressure float64) float64 {
	rh := max(0, min(1, relativeHumidity))
	if rh == 1 && saturated(dryBulb, pressure) > 0 {
		return dryBulb
	}
	w := humidityRatio(float64(rh*SaturationPressure(dryBulb)), pressure)
	low, high := coldest, dryBulb
	switch {
	case math.IsNaN(w) || math.IsNaN(saturated(dryBulb, pressure)):
		return math.NaN()
	case dryBulb > triple && w >= balance(dryBulb, triple, pressure):
		low = triple
	case dryBulb > triple:
		high = math.Nextafter(triple, coldest) // iced
	}
	// The humidity in balance rises with the wet-bulb, so the false position in the form
	// called Illinois closes in on it from both sides, mostly within ten steps.
	below, above := balance(dryBulb, low, pressure)-w, balance(dryBulb, high, pressure)-w
	if above <= 0 {
		return high
	}
	at, from := high, 0.0
	for range 60 {
		last := at
		at = max(low, min(high, high-float64(above*(high-low))/(above-below)))
		off := balance(dryBulb, at, pressure) - w
		if off == 0 || math.Abs(at-last) < 1e-12 {
			break
		}
		if off > 0 {
			high, above = at, off
			if from > 0 { // twice from the same side: pull the other one in
				below /= 2
			}
		} else {
			low, below = at, off
			if from < 0 {
				above /= 2
			}
		}
		from = off
	}
	return at
}

// WetBulbFromDewPoint is the wet-bulb in deg C of air of a dry-bulb and a dew point
// (frost point below freezing) in deg C and a pressure in Pa. A dew point above the
// dry-bulb is taken as that.
func WetBulbFromDewPoint(dryBulb, dewPoint, pressure float64) float64 {
	return WetBulb(dryBulb, SaturationPressure(dewPoint)/SaturationPressure(dryBulb), pressure)
}

// RelativeHumidity is that of air of a dry-bulb and a wet-bulb in deg C and a pressure
// in Pa, 0 to 1: 0 also for a wet-bulb colder than dry air gives, 1 for one above the
// dry-bulb.
func RelativeHumidity(dryBulb, wetBulb, pressure float64) float64 {
	if wetBulb >= dryBulb && saturated(dryBulb, pressure) > 0 {
		return 1
	}
	w := balance(dryBulb, wetBulb, pressure)
	vapour := float64(pressure*w) / (molarRatio + w)
	return max(0, min(1, vapour/SaturationPressure(dryBulb)))
}

// StandardPressure is the air pressure in Pa at an elevation in m, -5000 to 11000, in
// the ICAO standard atmosphere.
func StandardPressure(elevation float64) float64 {
	if !(elevation >= lowest && elevation <= highest) {
		return math.NaN()
	}
	return float64(seaLevel * portable.Exp(float64(pressureExponent*portable.Log(1-float64(lapseFactor*elevation)))))
}

// balance is the humidity ratio of air in balance with a wet or iced bulb.
func balance(dryBulb, wetBulb, pressure float64) float64 {
	latent, latentK, heat := latentWater, latentWaterK, heatWater
	if wetBulb < triple {
		latent, latentK, heat = latentIce, latentIceK, heatIce
	}
	gained := float64((latent - float64(latentK*wetBulb)) * saturated(wetBulb, pressure))
	return (gained - float64(heatAir*(dryBulb-wetBulb))) / (latent + float64(heatVapour*dryBulb) - float64(heat*wetBulb))
}

// saturated is the humidity ratio of saturated air.
func saturated(t, pressure float64) float64 {
	return humidityRatio(SaturationPressure(t), pressure)
}

// humidityRatio is the mass of vapour per mass of dry air, from the vapour's pressure;
// NaN where that leaves no room for air.
func humidityRatio(vapour, pressure float64) float64 {
	if !(vapour < pressure) {
		return math.NaN()
	}
	return float64(molarRatio*vapour) / (pressure - vapour)
}

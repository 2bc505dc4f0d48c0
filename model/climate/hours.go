package climate

import "math"

// Hour is the weather of one hour.
type Hour struct {
	DryBulb  float64 // deg C
	WetBulb  float64 // deg C
	Pressure float64 // station pressure, Pa
}

// Hours are the hours of a year by calendar month, January first.
type Hours [12][]Hour

// Warm shifts every hour by dK kelvin of dry-bulb and the wet-bulb by a share of it, at
// most to the dry-bulb; see Month.Warm.
func (h *Hours) Warm(dK, wetBulbShare float64) *Hours {
	var out Hours
	for m, hours := range h {
		out[m] = make([]Hour, len(hours))
		for i, x := range hours {
			x.DryBulb += dK
			x.WetBulb = min(x.WetBulb+float64(wetBulbShare*dK), x.DryBulb)
			out[m][i] = x
		}
	}
	return &out
}

// Reduce gives each month's means and spreads (population standard deviations); NaN for
// a month without hours.
func (h *Hours) Reduce() Year {
	var y Year
	for m, hours := range h {
		dry, drySD := moments(hours, func(x Hour) float64 { return x.DryBulb })
		wet, wetSD := moments(hours, func(x Hour) float64 { return x.WetBulb })
		pressure, _ := moments(hours, func(x Hour) float64 { return x.Pressure })
		y[m] = Month{dry, drySD, wet, wetSD, pressure}
	}
	return y
}

func moments(hours []Hour, of func(Hour) float64) (mean, sd float64) {
	n := float64(len(hours))
	sum := 0.0
	for _, x := range hours {
		sum += of(x)
	}
	mean = sum / n
	square := 0.0
	for _, x := range hours {
		d := of(x) - mean
		square += float64(d * d)
	}
	return mean, math.Sqrt(square / n)
}

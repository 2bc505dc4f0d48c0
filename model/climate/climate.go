// Package climate describes the weather of a place by what the plants of a data
// centre feel: per month the mean and the spread of the dry-bulb and the wet-bulb
// temperature, and the air pressure. A whole year of hours is carried by 12 rows;
// package pue integrates over each month's distribution instead of over its hours.
// Where the hours themselves are at hand, Hours carries them.
package climate

// Month is the weather of one calendar month of a typical year.
type Month struct {
	DryBulb   float64 // mean dry-bulb temperature, deg C
	DryBulbSD float64 // standard deviation of the hourly dry-bulb, K
	WetBulb   float64 // mean wet-bulb temperature, deg C
	WetBulbSD float64 // standard deviation of the hourly wet-bulb, K
	Pressure  float64 // mean station pressure, Pa
}

// Warm shifts the month by dK kelvin of dry-bulb, and the wet-bulb by a share of it:
// typical years of 1971-2003 need about +0.8 K dry-bulb and 0.75 of it wet-bulb to stand
// for today.
func (m Month) Warm(dK, wetBulbShare float64) Month {
	m.DryBulb += dK
	m.WetBulb += float64(wetBulbShare * dK)
	return m
}

// Year is the weather of January to December.
type Year [12]Month

// Warm shifts every month; see Month.Warm.
func (y Year) Warm(dK, wetBulbShare float64) Year {
	for i := range y {
		y[i] = y[i].Warm(dK, wetBulbShare)
	}
	return y
}

// Days is the number of days of each month of a common year, the weights of an
// annual mean.
var Days = [12]float64{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// Station is a place with known weather.
type Station struct {
	ID        string
	EN, ZH    string  // names
	WMO       string  // station number, with a star where the record is synthetic
	Lat, Lon  float64 // degrees
	Elevation float64 // m above sea level
	Measured  bool    // there, and not made up from or borrowed of another place
	Today     bool    // weather of today, which needs no warming
	Year      Year
	Hours     *Hours // hour by hour, where it is to be used so; else nil
}

// Warm is the station's weather in a warmer climate, see Month.Warm; weather of today
// stays as it is.
func (s Station) Warm(dK, wetBulbShare float64) Station {
	if s.Today {
		return s
	}
	s.Year = s.Year.Warm(dK, wetBulbShare)
	if s.Hours != nil {
		s.Hours = s.Hours.Warm(dK, wetBulbShare)
	}
	return s
}

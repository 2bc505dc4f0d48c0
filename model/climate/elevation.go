package climate

// At is the weather of a place at elevation to, by proxy of this one of a station at
// elevation from (m above sea level): the dry-bulb falls by lapse K per km, the pressure
// as in the standard atmosphere, and the wet-bulb follows from the mean relative
// humidity, which is kept, as are the spreads.
func (y Year) At(from, to, lapse float64) Year {
	if from == to {
		return y // not even the last bit changes
	}
	cools := float64(lapse * (to - from) / 1000)
	ratio := StandardPressure(to) / StandardPressure(from)
	for i := range y {
		m := &y[i]
		rh := RelativeHumidity(m.DryBulb, m.WetBulb, m.Pressure)
		m.DryBulb -= cools
		m.Pressure = float64(m.Pressure * ratio)
		m.WetBulb = WetBulb(m.DryBulb, rh, m.Pressure)
	}
	return y
}

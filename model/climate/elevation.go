package climate

// At is the weather of a place at elevation to, by proxy of this one of a station at
// elevation from (m above sea level): the dry-bulb falls by lapse K per km, the pressure
// as in the standard atmosphere, and the wet-bulb follows from the mean relative
// humidity, which is kept, as are the spreads.
func (y Year) At(from, to, lapse float64) Year {
	m := newMove(from, to, lapse)
	for i := range y {
		x := &y[i]
		x.DryBulb, x.WetBulb, x.Pressure = m.apply(x.DryBulb, x.WetBulb, x.Pressure)
	}
	return y
}

// move is a change of elevation.
type move struct {
	none  bool
	cools float64 // K
	ratio float64 // of the pressures
}

func newMove(from, to, lapse float64) move {
	return move{
		none:  from == to, // changes not even the last bit
		cools: float64(lapse * (to - from) / 1000),
		ratio: StandardPressure(to) / StandardPressure(from),
	}
}

func (m move) apply(dryBulb, wetBulb, pressure float64) (dry, wet, thin float64) {
	if m.none {
		return dryBulb, wetBulb, pressure
	}
	rh := RelativeHumidity(dryBulb, wetBulb, pressure)
	dry = dryBulb - m.cools
	thin = float64(pressure * m.ratio)
	return dry, WetBulb(dry, rh, thin), thin
}

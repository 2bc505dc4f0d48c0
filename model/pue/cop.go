package pue

// loadFraction is the part load L at which the chillers run when they run: several
// machines share the duty and are switched so as to stay near their best point.
const loadFraction = 0.6

// fit is a chiller's coefficient of performance as a quadratic in temperature t (deg C)
// and part load L:
//
//	COP = c0 + c1 t + c2 t^2 + c3 L + c4 L^2 + c5 t L
//
// held to t in [low, high], where its points lie. Within these bounds and at
// loadFraction both fits stay above 3, so a COP is never near zero.
type fit struct {
	c         [6]float64
	low, high float64 // deg C
}

// Fits to 42 manufacturers' points of water-cooled chillers (t = water to the
// condenser, RMSE 0.085) and 91 of air-cooled (t = outdoor dry-bulb, RMSE 0.10),
// which have one chilled-water temperature, 6.7 deg C. Never written.
var (
	copWater = fit{[6]float64{4.93124, -.05107, -.00041, 11.67817, -5.84895, -.09609}, 14, 33}
	copAir   = fit{[6]float64{9.49261, -.50098, .00633, 9.37783, -6.37384, .00446}, 12, 43}
)

// at is the COP at temperature t, deg C.
func (f *fit) at(t float64) float64 {
	const l = loadFraction
	t = clip(t, f.low, f.high)
	return f.c[0] + float64(f.c[1]*t) + float64(float64(f.c[2]*t)*t) +
		float64(f.c[3]*l) + float64(float64(f.c[4]*l)*l) + float64(float64(f.c[5]*t)*l)
}

// The lift of a chiller and how its COP follows.
const (
	kelvin         = 273.15 // 0 deg C in K
	evaporatorGap  = 2.0    // evaporation below the supply temperature, K
	evaporatorFit  = 4.7    // evaporation temperature behind the fits, deg C
	smallestLift   = 6.0    // compressors do not work across less, K
	liftExponent   = 0.7    // share of the ideal gain that real machines get
	condenserWater = 7.0    // condensation above the water entering the condenser, K
	condenserAir   = 13.0   // condensation above the outdoor dry-bulb, K
)

// lift is the factor by which the COP of a chiller with supply temperature ts exceeds
// that of the fits, when it condenses at tc (both deg C): the ratio of the two ideal
// (Carnot) COPs to the power of liftExponent, at least 1: a supply colder than the
// fits' is not punished.
func lift(ts, tc float64) float64 {
	te := ts - evaporatorGap
	ours := float64((te + kelvin) * atLeast(tc-evaporatorFit, smallestLift))
	fits := float64((evaporatorFit + kelvin) * atLeast(tc-te, smallestLift))
	if ours <= fits {
		return 1
	}
	return liftPower(ours, fits)
}

// clip holds x in [low, high]; NaN stays NaN.
func clip(x, low, high float64) float64 {
	if x < low {
		return low
	}
	if x > high {
		return high
	}
	return x
}

func atLeast(x, low float64) float64 {
	if x < low {
		return low
	}
	return x
}

// ramp rises from 0 at x = from to 1 at x = from + span: the share of the heat that
// is left to compressors.
func ramp(x, from, span float64) float64 { return clip((x-from)/span, 0, 1) }

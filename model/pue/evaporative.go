package pue

import "hubcap/model/portable"

// Indirect evaporative cooling: room air and outdoor air pass each other in a heat
// exchanger, which is sprayed with water when dry outdoor air does not suffice; a
// small air-cooled chiller or direct expansion coil does what is then left.
const (
	iecRoomFan    = .042 // room fans at full load per unit of IT power
	iecSupply     = 26.0 // supply air T_set, deg C
	iecReturn     = 38.0 // return air T_ra, deg C
	iecWet        = .75  // effectiveness against the wet-bulb at full load
	iecDry        = .65  // effectiveness against the dry-bulb at full load
	iecExponent   = -0.4 // transfer units of the exchanger against load
	iecOutdoorFan = .036 // outdoor fans at full load and full duty per unit of IT power
	iecSpray      = .005 // spray pumps while wet per unit of IT power
	iecLeastDry   = 0.2  // least duty of the outdoor fans, dry
	iecLeastWet   = 0.3  // and wet
	iecCondenser  = 8.0  // air to the chiller's condenser above the wet-bulb, K
)

// evaporative is an indirect evaporative plant at one load.
type evaporative struct {
	need     float64 // T_ra - T_set: what room air must lose, K
	ret      float64 // T_ra, deg C
	dry, wet float64 // effectivenesses at this load
	outdoor  float64 // outdoor fans at full duty and standard pressure, per unit of IT power
	kCOP     float64
}

func (p *Plant) evaporativeAt(u float64) evaporative {
	return evaporative{
		need:    iecReturn - iecSupply,
		ret:     iecReturn + float64(halfShift*p.row.supply),
		dry:     effectiveness(iecDry-p.row.epsLoss, u),
		wet:     effectiveness(iecWet-p.row.epsLoss, u),
		outdoor: float64(float64(iecOutdoorFan*p.row.kAir) * speedLaw(u, fanExponent)),
		kCOP:    p.row.kCOP,
	}
}

// effectiveness of an exchanger at load u that has eps at full load: with less air
// the transfer units n = eps/(1 - eps) rise as u^-0.4.
func effectiveness(eps, u float64) float64 {
	n := float64(eps / (1 - eps) * portable.Pow(u, iecExponent))
	return n / (1 + n)
}

// cooling per unit of IT power for a given heat, at dry-bulb tdb and wet-bulb twb in
// deg C and thin = standard pressure over actual:
//
//	C = outdoor fans thin y^2 + (spray if wet) + q s/(k_cop COP_a(Twb + 8))
//
// The duty y is need over capacity. The plant is dry when that is enough. Wet, what the
// exchanger carries beyond what the same flow of outdoor air would carry dry evaporates.
func (e *evaporative) cooling(heat, tdb, twb, thin float64) effort {
	outdoor := float64(e.outdoor * thin)
	dry := float64(e.dry * (e.ret - tdb))
	if dry >= e.need {
		y := atLeast(e.need/dry, iecLeastDry)
		return effort{cooling: float64(outdoor * float64(y*y))}
	}
	wet := float64(e.wet * (e.ret - twb))
	y, s := 1.0, 0.0
	if wet > e.need {
		y = atLeast(e.need/wet, iecLeastWet)
	} else {
		s = clip(1-wet/e.need, 0, 1)
	}
	c := effort{cooling: float64(outdoor*float64(y*y)) + iecSpray}
	c.water = blownDown(evaporated(float64(heat * atLeast(1-s-float64(y*atLeast(dry, 0))/e.need, 0))))
	if s > 0 {
		c.compressors = float64(heat*s) / float64(e.kCOP*copAir.at(twb+iecCondenser))
		c.cooling += c.compressors
	}
	return c
}

package pue

// Chilled water: water-cooled chillers and a cooling tower, with a plate heat
// exchanger between tower and room water (chw_wse) or without (chw).
const (
	waterRoomFan  = .030 // room fans at full load per unit of IT power
	waterExponent = 1.6  // power of pumps and towers against load
	waterApproach = 4.0  // tower water above the wet-bulb at full load, K
	coldestTower  = 14.0 // tower water is not let colder into a condenser, deg C

	wseSupply    = 19.0 // supply temperature Ts, deg C
	wseReturn    = 26.0 // return temperature Tr, deg C
	wseExchanger = 1.5  // approach of the heat exchanger at full load, K
	wseAux       = .028 // pumps and towers at full load per unit of heat

	chwSupply = 16.0 // supply temperature Ts, deg C
	chwAux    = .030 // pumps and towers at full load per unit of heat
)

// waterPlant is a chilled-water plant at one load.
type waterPlant struct {
	economiser bool
	from, span float64 // wet-bulb where chillers begin to help, and the rise until they do all, K
	supply     float64 // Ts, deg C
	approach   float64 // A, K
	kCOP       float64
	aux        float64 // per unit of heat
}

func (p *Plant) waterAt(u float64, economiser bool) waterPlant {
	su := slack(u)
	supply, aux := chwSupply, chwAux
	if economiser {
		supply, aux = wseSupply, wseAux
	}
	w := waterPlant{
		economiser: economiser,
		supply:     supply + p.row.supply,
		approach:   float64((waterApproach + p.row.approach) * su),
		kCOP:       p.row.kCOP,
		aux:        float64(float64(aux*p.row.kAux) * speedLaw(u, waterExponent)),
	}
	if economiser {
		w.from = w.supply - w.approach - float64(wseExchanger*su)
		w.span = wseReturn - wseSupply
	}
	return w
}

// cooling per unit of IT power for a given heat, at wet-bulb twb in deg C:
//
//	C = q (s/(k_cop COP_w(Tcw) lift) + aux),  Tcw = max(Twb + A, 14)
//
// The fit is held at the warm end of its points; the lift goes on rising there. The heat
// and what the compressors add to it go over the towers.
func (w *waterPlant) cooling(heat, twb float64) effort {
	s := 1.0
	if w.economiser {
		s = ramp(twb, w.from, w.span)
	}
	compressors := 0.0
	if s > 0 {
		tcw := atLeast(twb+w.approach, coldestTower)
		compressors = float64(heat*s) / (float64(w.kCOP*copWater.at(tcw)) * lift(w.supply, tcw+condenserWater))
	}
	return effort{float64(heat*w.aux) + compressors, compressors, overTowers(heat + compressors)}
}

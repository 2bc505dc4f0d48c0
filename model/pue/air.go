package pue

// Air-cooled chillers with a dry coil that cools the water outdoors when the air is
// cold enough.
const (
	airRoomFan  = .030 // room fans at full load per unit of IT power
	airSupply   = 19.0 // supply temperature Ts, deg C
	airReturn   = 26.0 // return temperature Tr, deg C
	airApproach = 6.0  // coil water above the dry-bulb at full load, K
	airAux      = .024 // pumps and coil fans at full load per unit of heat
	airExponent = 1.6  // their power against load
)

// airPlant is an air-cooled plant at one load.
type airPlant struct {
	from, span float64 // dry-bulb where chillers begin to help, and the rise until they do all, K
	supply     float64 // Ts, deg C
	kCOP       float64
	aux        float64 // per unit of heat
}

func (p *Plant) airAt(u float64) airPlant {
	supply := airSupply + p.row.supply
	return airPlant{
		from:   supply - float64((airApproach+p.row.approach)*slack(u)),
		span:   airReturn - airSupply,
		supply: supply,
		kCOP:   p.row.kCOP,
		aux:    float64(float64(airAux*p.row.kAux) * speedLaw(u, airExponent)),
	}
}

// cooling per unit of IT power for a given heat, at dry-bulb tdb in deg C:
//
//	C = q (s/(k_cop COP_a(Tdb) lift) + aux),  Tc = max(Tdb, 12) + 13
//
// In cold air the fans of the condenser slow down, so that neither the fit nor the
// lift sees less than the coldest of its points.
func (a *airPlant) cooling(heat, tdb float64) effort {
	compressors := 0.0
	if s := ramp(tdb, a.from, a.span); s > 0 {
		tc := atLeast(tdb, copAir.low) + condenserAir
		compressors = float64(heat*s) / (float64(a.kCOP*copAir.at(tdb)) * lift(a.supply, tc))
	}
	return effort{float64(heat*a.aux) + compressors, compressors, 0}
}

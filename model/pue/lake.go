package pue

// Lake water: deep, cold water across a heat exchanger, chillers only when the room
// water must be colder than the lake allows.
const (
	lakeRoomFan   = .030 // room fans at full load per unit of IT power
	lakeWater     = 17.0 // lake water at the intake, deg C, all year
	lakeSupply    = 20.0 // supply temperature Ts, deg C
	lakeReturn    = 26.0 // return temperature Tr, deg C
	lakeExchanger = 2.0  // approach of the heat exchanger at full load, K
	lakeAux       = .030 // pumps at full load per unit of heat
	lakeExponent  = 1.6  // their power against load
	lakeChiller   = 3.0  // water to the condensers above the lake water, K
)

// lakeAt is the effort per unit of heat at load u:
//
//	C = s/(k_cop COP_w(T_lake + 3) lift) + aux,  Tc = T_lake + 3 + 7
//
// The lake takes the heat once through: no water is consumed.
func (p *Plant) lakeAt(u float64) effort {
	supply := lakeSupply + float64(halfShift*p.row.supply)
	warmest := lakeWater + float64(lakeExchanger*slack(u))
	aux := float64(float64(lakeAux*p.row.kAux) * speedLaw(u, lakeExponent))
	compressors := 0.0
	if s := ramp(warmest, supply, lakeReturn-lakeSupply); s > 0 {
		tcw := atLeast(lakeWater+lakeChiller, coldestTower)
		compressors = s / (float64(p.row.kCOP*copWater.at(tcw)) * lift(supply, tcw+condenserWater))
	}
	return effort{aux + compressors, compressors, 0}
}

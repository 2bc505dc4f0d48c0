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

// lakeAt is the cooling per unit of heat at load u:
//
//	s/(k_cop COP_w(T_lake + 3) lift) + aux,  Tc = T_lake + 3 + 7
func (p *Plant) lakeAt(u float64) float64 {
	supply := lakeSupply + float64(halfShift*p.row.supply)
	warmest := lakeWater + float64(lakeExchanger*slack(u))
	work := float64(float64(lakeAux*p.row.kAux) * speedLaw(u, lakeExponent))
	if s := ramp(warmest, supply, lakeReturn-lakeSupply); s > 0 {
		tcw := atLeast(lakeWater+lakeChiller, coldestTower)
		work += s / (float64(p.row.kCOP*copWater.at(tcw)) * lift(supply, tcw+condenserWater))
	}
	return work
}

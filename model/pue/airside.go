package pue

// Direct outdoor air: the room breathes filtered outdoor air, humidified adiabatically
// when it is warm; a coil with direct expansion takes over when the wet-bulb is too
// high for that.
const (
	airsideRoomFan  = .045 // fans at full load per unit of IT power
	airsideFrom     = 22.5 // wet-bulb where the coil begins to help, deg C
	airsideFull     = 24.5 // wet-bulb from which it does all, deg C
	airsideAux      = .003 // humidifier and dampers per unit of IT power
	airsideDry      = 27.0 // dry-bulb up to which the humidifier rests, deg C
	airsideDryShare = 0.2  // of the auxiliaries that then still run
	airsideRise     = 12.0 // what the air warms up by in the room, K
	airsideBleed    = 1.25 // water supplied to the humidifier per water evaporated
)

// outsideAir is a plant with direct outdoor air.
type outsideAir struct {
	from, span float64 // wet-bulb where compressors begin to help, and the rise until they do all, K
	dry        float64 // dry-bulb up to which the humidifier rests, deg C
	kCOP       float64
}

func (p *Plant) outsideAt() outsideAir {
	shift := float64(halfShift * p.row.supply)
	return outsideAir{
		from: airsideFrom + shift,
		span: airsideFull - airsideFrom,
		dry:  airsideDry + shift,
		kCOP: p.row.kCOP,
	}
}

// cooling per unit of IT power for a given heat, at dry-bulb tdb and wet-bulb twb in
// deg C:
//
//	C = aux + q s/(k_cop COP_a(Tdb))
//
// Air that is too warm is evaporated down to the dry-bulb where the humidifier rests: a
// share (Tdb - dry)/rise of the heat. Air so humid that evaporation cannot do it is not
// let in, for s is 1 well before: what the compressors do needs no outdoor air.
func (o *outsideAir) cooling(heat, tdb, twb float64) effort {
	s := ramp(twb, o.from, o.span)
	e := effort{cooling: airsideAux * airsideDryShare}
	if tdb > o.dry {
		drop := float64((1 - s) * (tdb - o.dry))
		e = effort{cooling: airsideAux, water: float64(airsideBleed * evaporated(heat*drop/airsideRise))}
	}
	if s > 0 {
		e.compressors = float64(heat*s) / float64(o.kCOP*copAir.at(tdb))
		e.cooling += e.compressors
	}
	return e
}

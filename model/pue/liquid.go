package pue

// Liquid cooling: a share of the heat goes at the chips into water so warm that a
// cooling tower can take it nearly always; the rest stays with room air and a plant
// like chw_wse.
const (
	coldplateShare = .80  // of the heat into the liquid
	coldplateAux   = .030 // pumps and towers at full load per unit of liquid heat
	immersionShare = .97
	immersionAux   = .034

	liquidSupply   = 38.0 // warm water, deg C
	liquidApproach = 7.0  // warm water above the wet-bulb at full load, K
	liquidSpan     = 8.0  // rise of the wet-bulb from first to full help by chillers, K
	liquidChiller  = 4.0  // water to the chillers' condensers above the wet-bulb, K
	liquidExponent = 1.8  // power of pumps and towers against load
)

// warmLiquid is the liquid side of a plant at one load.
type warmLiquid struct {
	share float64 // of the heat
	from  float64 // wet-bulb where chillers begin to help, deg C
	kCOP  float64
	aux   float64 // per unit of liquid heat
}

func (p *Plant) warmAt(u, share, aux float64) warmLiquid {
	return warmLiquid{
		share: share,
		from:  liquidSupply - float64((liquidApproach+p.row.approach)*slack(u)),
		kCOP:  p.row.kCOP,
		aux:   float64(float64(aux*p.row.kAux) * speedLaw(u, liquidExponent)),
	}
}

// cooling of the liquid's share of a given heat, per unit of IT power, at wet-bulb
// twb in deg C:
//
//	C = share q (aux + x/(k_cop COP_w(Twb + 4)))
//
// No lift is counted: these chillers run in the few hottest hours only. The heat goes
// over towers, as that of chilled water does.
func (w *warmLiquid) cooling(heat, twb float64) effort {
	heat = float64(w.share * heat)
	compressors := 0.0
	if x := ramp(twb, w.from, liquidSpan); x > 0 {
		compressors = float64(heat*x) / float64(w.kCOP*copWater.at(twb+liquidChiller))
	}
	return effort{float64(heat*w.aux) + compressors, compressors, overTowers(heat + compressors)}
}

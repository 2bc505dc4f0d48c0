package pue

// redundancy is the load of each of the two power paths per unit of fleet load: in a
// 2N arrangement each carries half.
const redundancy = 0.5

// stage is one stage of the power path. At a relative load x of the stage it loses
// a0/x + a1 + a2*x per unit of power delivered: the no-load loss is spread over what
// is delivered, a1 goes with the current and a2 with its square.
type stage struct {
	name       string
	a0, a1, a2 float64
}

// Stages of the three better classes and of Legacy. Never written.
var (
	transformer  = stage{"transformer", .0015, 0, .010}
	distribution = stage{"distribution", 0, 0, .015}

	upsBest    = stage{"ups.best", .004, .006, .006}
	upsGood    = stage{"ups.good", .008, .012, .008}
	upsTypical = stage{"ups.typical", .01333, .0064, .01081}

	upsLegacy        = stage{"ups.legacy", .04, .05, 0}
	pduLegacy        = stage{"pdu.legacy", .015, 0, .015}
	wiringLegacy     = stage{"wiring.legacy", 0, 0, .01}
	switchgearLegacy = stage{"switchgear.legacy", 0, 0, .005}
)

// path adds the stages of a class into one: the losses are linear in the
// coefficients, and the small product of losses of successive stages is left out.
func path(c Class) stage {
	switch c {
	case Best:
		return series(transformer, distribution, upsBest)
	case Good:
		return series(transformer, distribution, upsGood)
	case Typical:
		return series(transformer, distribution, upsTypical)
	default:
		return series(upsLegacy, pduLegacy, wiringLegacy, switchgearLegacy)
	}
}

func series(stages ...stage) stage {
	var sum stage
	for _, s := range stages {
		sum.a0 += s.a0
		sum.a1 += s.a1
		sum.a2 += s.a2
	}
	return sum
}

// loss is the electrical loss per unit of IT power at load u of the fleet.
func (s stage) loss(u float64) float64 {
	x := redundancy * u
	return s.a0/x + s.a1 + float64(s.a2*x)
}

package growth

// FixedRate wants the same number of racks every month: rate racks per month over a step
// of the given months.
func FixedRate(rate, months float64) float64 { return float64(rate * months) }

// TargetSeeking wants what the goal still lacks when everything already on its way is
// counted: inService racks and the part of the pipeline that will be completed. Of what
// is started, only the share completion arrives, so more is started.
func TargetSeeking(goal, inService, coming, completion float64) float64 {
	lack := goal - inService - coming
	if lack <= 0 || completion <= 0 {
		return 0
	}
	return lack / completion
}

// Path is a plan of racks in service over time: linear between milestones, level before
// the first point, which is the state at the start, and after the last.
type Path struct {
	T []float64 // months since the scenario's start; the first is 0
	V []float64 // racks
}

// At is the planned number at time t.
func (p *Path) At(t float64) float64 {
	n := len(p.T)
	switch {
	case n == 0:
		return 0
	case t <= p.T[0]:
		return p.V[0]
	case t >= p.T[n-1]:
		return p.V[n-1]
	}
	i := 0
	for p.T[i+1] < t {
		i++
	}
	return p.V[i] + float64((p.V[i+1]-p.V[i])*((t-p.T[i])/(p.T[i+1]-p.T[i])))
}

// PlannedPath is the cumulative number of racks that have to be started by time t for the
// plan to be kept, of which only the share realisation is, slip months late. It reaches
// back before the start of the scenario: a plan that has racks ready next month has
// started them long ago.
func PlannedPath(p *Path, t, lead, slip, realisation float64) float64 {
	return float64(realisation * (p.At(t+lead-slip) - p.At(0)))
}

// Expected is the number of racks that will be let a lead time from now, if they go on
// growing as over the last span: placed now, before the span of some months, and a lead
// time in months. Without a span no growth is expected; never less than none.
func Expected(placed, before, span, lead float64) float64 {
	if span <= 0 {
		return placed
	}
	return max(0, placed+float64((placed-before)/span*lead))
}

// DemandLed wants as many racks as bring the expected utilisation down to the threshold
// above which racks are ordered: expected racks let, racks in service, and those of the
// pipeline that will be completed, of which only the share weight is taken into account.
// Whoever forgets what is under way orders it again, month after month, until it is
// there: with a small weight racks and utilisation swing.
func DemandLed(threshold, expected, inService, coming, weight, completion float64) float64 {
	return TargetSeeking(expected/threshold, inService, float64(weight*coming), completion)
}

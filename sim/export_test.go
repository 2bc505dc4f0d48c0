package sim

// States is the number of states of the network of a plan.
func (p *Plan) States() int { return len(p.transport.states) }

// Pairs is the number of paths of all tiers.
func (r *Run) Pairs() int { return len(r.plan.transport.pairs) }

// Delays works out the delays of a step again.
func (r *Run) Delays(k int) { r.delays(k) }

// EveryCut judges every single cut of a step again.
func (r *Run) EveryCut(k int) { r.everyCut(k) }

// FindCuts finds what every single cut of the start does.
func (r *Run) FindCuts() { r.plan.transport.everyLink(r.plan.transport.state(0)) }

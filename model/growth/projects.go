package growth

import (
	"hubcap/model/distribution"
	"hubcap/model/portable"
)

// Luck is a sequence of uniform numbers in (0, 1).
type Luck interface{ Uniform() float64 }

// Risk is what may happen to a project.
type Risk struct {
	Completion float64 // probability that it survives approval
	SlipSpread float64 // standard deviation of the logarithm of its lead time
}

// Draw is the fate of one project: whether it survives, and its lead time over the one that
// was meant, of median 1. It takes two numbers.
func (r Risk) Draw(luck Luck) (survives bool, slip float64) {
	survives = luck.Uniform() < r.Completion
	return survives, portable.Exp(float64(r.SlipSpread * distribution.Normal(luck.Uniform())))
}

// Projects is a programme cut into projects of the same size, each of which slips and fails
// as a whole: number n has the racks from n times the size on, in the order of their start.
// The zero value with a Size is a programme that has started nothing.
type Projects struct {
	Size  float64 // racks
	begun []begun // those that are not all delivered or cancelled
	done  int     // those before them, all of which are
	Past  Stages  // of those
}

// begun is a project that has begun.
type begun struct {
	survives bool
	slip     float64
	cursors  [3]int
}

// Reset forgets all projects, and keeps the memory.
func (p *Projects) Reset() { p.begun, p.done, p.Past = p.begun[:0], 0, Stages{} }

// At divides the racks that the programme has started by time t into stages, as Sort does for
// one whose projects are all alike. Times rise from call to call.
func (p *Projects) At(started *Curve, t float64, leads Leads, risk Risk, luck Luck) Stages {
	now := started.V[len(started.V)-1]
	for float64(float64(p.done+len(p.begun))*p.Size) < now {
		survives, slip := risk.Draw(luck)
		p.begun = append(p.begun, begun{survives: survives, slip: slip})
	}
	all := p.Past
	finished := 0
	for i := range p.begun {
		j := &p.begun[i]
		before := float64(float64(p.done+i) * p.Size)
		reached := func(stage int, lead float64) float64 {
			return min(p.Size, max(0, started.At(t-float64(lead*j.slip), &j.cursors[stage])-before))
		}
		share, built, ready := 0., 0., 0.
		if j.survives {
			share, built, ready = 1, reached(1, leads.Built), reached(2, leads.Ready)
		}
		s := Sort(share, min(p.Size, now-before), reached(0, leads.Approved), built, ready)
		all.Add(s)
		if finished == i && s.Started == p.Size && s.Pipeline() == 0 {
			finished++
			p.Past.Add(s)
		}
	}
	p.begun = p.begun[:copy(p.begun, p.begun[finished:])]
	p.done += finished
	return all
}

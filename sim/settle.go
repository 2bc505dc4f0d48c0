package sim

import (
	"fmt"
	"math"

	"hubcap/model/dispatch"
)

const (
	guessRounds  = 100  // for the guess by willingness, at most
	settleRounds = 1000 // at most; a few dozen are usual
	settled      = 1e-9 // the largest relative gap of a row at which the start is settled
	unheard      = 1e-9 // the least weight of a place, and share of those who are willing
)

// settle says who is in the racks that are occupied at the start. How many are occupied
// in each cluster is known, and how much each origin and class wants; who is where is not.
// The least that can be said is a gravity model with both margins kept. It begins with a
// guess: of each row, the willing choose by a logit of cost among the places within the
// delay budget on an empty network, the others among those at home, and both are scaled
// in turn with the columns. As the willing share is the least certain of it all, their
// sum is then scaled by whole rows and columns until both agree. Where they cannot, the
// clusters' own numbers, which were counted, win.
func (m *market) settle(p *Plan) error {
	held := make([]float64, m.columns)
	total, wanted := 0., dispatch.Sum(m.wanted[:m.rows], 1)
	for j := range held {
		held[j] = float64(p.clusters[j].c.Racks * p.clusters[j].c.Utilisation)
		total += held[j]
	}
	target := make([]float64, m.rows)
	split := make([]float64, 2*m.rows) // the willing, then the others
	for row := range target {
		if wanted > 0 {
			target[row] = float64(m.wanted[row] * (total / wanted))
		}
		willing := max(unheard, m.willing[row%m.classes])
		split[row], split[m.rows+row] = float64(target[row]*willing), float64(target[row]*(1-willing))
	}
	guess := m.weights()
	for j, racks := range held {
		if racks > 0 && dispatch.Sum(guess[j:], m.columns) == 0 {
			return fmt.Errorf("cluster %s has %.0f racks occupied at the start, and no demand may be there: every origin is farther than each class's delay budget; widen class.*.budget_ms, or lower its racks or utilisation", p.clusters[j].c.ID, racks)
		}
	}
	dispatch.Balance(guess, split, held, guessRounds, settled)
	m.start = guess[:m.rows*m.columns]
	for at := range m.start {
		m.start[at] += guess[len(m.start)+at]
	}
	dispatch.Balance(m.start, target, held, settleRounds, settled)
	m.mismatch = make([]float64, m.rows)
	for row := range m.mismatch {
		m.mismatch[row] = max(0, dispatch.Sum(m.start[row*m.columns:][:m.columns], 1)-m.wanted[row])
	}
	return nil
}

// weights are those of the logit: of the willing among all places, then of the others at
// home. Nothing is so dear that it could not be observed.
func (m *market) weights() []float64 {
	out := make([]float64, 2*m.rows*m.columns)
	for row := range m.rows {
		from, budget := row*m.columns, m.budget[row%m.classes]
		delay, fixed := m.delays(m.net.states[0], row), m.near[0].fixed[from:]
		cost := func(j int) float64 { return fixed[j] + float64(m.kWhCNY[j]*m.startPUE[j]) }
		least := math.Inf(1)
		for j := range m.columns {
			if delay[j] <= budget {
				least = min(least, cost(j))
			}
		}
		for j := range m.columns {
			if delay[j] <= budget {
				weight := max(unheard, math.Exp(-(cost(j)-least)/m.logitScale))
				out[from+j] = weight
				if m.home[row/m.classes*m.columns+j] {
					out[m.rows*m.columns+from+j] = weight
				}
			}
		}
	}
	return out
}

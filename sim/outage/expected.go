package outage

import (
	"context"

	"hubcap/sim/crew"
	"hubcap/sim/result"
)

// Expectation is what a Study comes to on the mean, without random numbers.
type Expectation struct {
	Covered result.Number     `json:"covered"` // probability of the states that were judged
	States  int               `json:"states"`  // how many they are
	Pairs   bool              `json:"pairs"`   // two links down are among them
	Tiers   []TierExpectation `json:"tiers"`
}

// TierExpectation has the bounds of what the TierReport of the tier estimates.
type TierExpectation struct {
	ID     string  `json:"id"`
	Mean   *Bounds `json:"mean"` // nil without such a budget
	P99    *Bounds `json:"p99"`
	NoPath *Bounds `json:"no_path"`
}

// Bounds are hours of breach a year: Low if no other state than those judged is a breach,
// High if all others are.
type Bounds struct {
	Low  result.Number `json:"low_hours_per_year"`
	High result.Number `json:"high_hours_per_year"`
}

// Expected adds up the probabilities of the states that are breaches. With q_i the share of
// the time that link i is down, repair/(up + repair), exactly the links of S are down with
//
//	P(S) = prod over all i of (1 - q_i) * prod over i in S of q_i/(1 - q_i)
//
// It judges the intact network, each single cut and, if these are up to most states in all,
// each pair. Members and years do not matter.
func (s *Study) Expected(ctx context.Context, most int) (*Expectation, error) {
	one := *s
	one.Members, one.Years = 1, 1./hoursPerYear
	p, err := one.plan()
	if err != nil {
		return nil, err
	}
	cuts := [][]int{{}}
	odds := []float64{1} // over those of the intact network
	intact := 1.
	for _, c := range p.cables {
		cuts = append(cuts, []int{c.link})
		odds = append(odds, s.RepairHours/c.up)
		intact *= 1 - c.share
	}
	k := len(p.cables)
	out := &Expectation{Pairs: k > 1 && 1+k+k*(k-1)/2 <= min(most, mostStates)}
	for i := 1; out.Pairs && i <= k; i++ {
		for j := i + 1; j <= k; j++ {
			cuts = append(cuts, []int{cuts[i][0], cuts[j][0]})
			odds = append(odds, float64(odds[i]*odds[j]))
		}
	}
	judged := make([]*state, len(cuts))
	err = crew.Each(ctx, p.jobs(len(cuts)), len(cuts), func(_, i int) error {
		var err error
		judged[i], err = p.state(ctx, cuts[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	out.States = len(cuts)
	covered, broken := 0., make([]float64, len(p.measures))
	for i, known := range judged {
		share := float64(intact * odds[i])
		covered += share
		for _, m := range known.breaches {
			broken[m] += share
		}
	}
	rest := max(0, 1-covered)
	out.Covered = result.Number(1 - rest)
	for _, t := range s.Tiers {
		out.Tiers = append(out.Tiers, TierExpectation{ID: t.ID})
	}
	for i, m := range p.measures {
		b := &Bounds{Low: result.Number(hoursPerYear * broken[i]), High: result.Number(hoursPerYear * min(1, broken[i]+rest))}
		switch t := &out.Tiers[m.tier]; m.kind {
		case meanDelay:
			t.Mean = b
		case p99Delay:
			t.P99 = b
		case anyPath:
			t.NoPath = b
		}
	}
	return out, nil
}

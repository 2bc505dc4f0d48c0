package sim

import "hubcap/model"

// renewal is a compiled retrofit or consolidation.
type renewal struct {
	fleet, into  int // into is -1 where nothing comes back
	from, months float64
	racks        float64
	kept, outage float64
	capex        float64
}

func compileRenewal(s *model.Scenario, c *model.Cluster, n *model.Renewal) renewal {
	return renewal{
		fleet: fleetOf(c, n.Fleet), into: fleetOf(c, n.Into),
		from: n.Begins.MonthsSince(s.Time.Start), months: n.LastsMonths, racks: n.Racks,
		kept: n.KeptShare, outage: n.OutageMonths, capex: n.CapexCNYPerRack,
	}
}

// due is how many racks it should have taken out by time t.
func (n *renewal) due(t float64) float64 {
	switch {
	case t < n.from:
		return 0
	case t < n.from+n.months:
		return float64(n.racks * (t - n.from) / n.months)
	}
	return n.racks
}

// renew takes the racks of renewals out of service that are due by time t, the oldest
// first, and returns what that costs.
func (s *state) renew(c *cluster, t float64) float64 {
	spent := 0.
	for i := range c.renewals {
		n, at := &c.renewals[i], &s.renewals[i]
		taken := at.V[len(at.V)-1]
		take, out := n.due(t)-taken, 0.
		for h := c.fleets[n.fleet].halls.from; h < c.fleets[n.fleet].halls.to && out < take; h++ {
			racks := min(s.racks[h], take-out)
			s.racks[h] -= racks
			out += racks
		}
		at.Add(t, taken+out)
		s.retired += float64((1 - n.kept) * out)
		s.renewing += float64(n.kept * out)
		spent += float64(out * n.capex)
	}
	return spent
}

// comeBack puts the racks of renewals back into service whose outage is over.
func (s *state) comeBack(c *cluster, year int, t float64) {
	s.renewing = 0
	for i := range c.renewals {
		n, at := &c.renewals[i], &s.renewals[i]
		if n.into < 0 {
			continue
		}
		back := float64(n.kept * at.At(t-n.outage, &s.renewed[i]))
		s.deliver(c, year, n.into, back-s.back[i])
		s.back[i] = back
		s.renewing += float64(n.kept*at.V[len(at.V)-1]) - back
	}
}

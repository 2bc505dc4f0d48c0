package sim

import (
	"fmt"

	"hubcap/model"
	"hubcap/model/network"
)

// tiers works out the delays. Without load and failure they do not change over time, so
// they are constants of the plan: for a tier, its slowest pair.
func (p *Plan) tiers(g *network.Graph) error {
	constants := p.Scenario.Delay.Constants()
	for i, tier := range p.Scenario.Tiers {
		service, err := network.ParseService(tier.Service)
		if err != nil {
			return err
		}
		from, ok := g.Index(tier.From)
		if !ok {
			return fmt.Errorf("tier %s: there is no place %q", tier.ID, tier.From)
		}
		worst := 0.
		for _, to := range tier.To {
			b, ok := g.Index(to)
			if !ok {
				return fmt.Errorf("tier %s: there is no place %q", tier.ID, to)
			}
			parts, path, ok := network.Delay(g, constants, service, from, b)
			if !ok {
				return fmt.Errorf("tier %s: no fibre route leads from %s to %s", tier.ID, tier.From, to)
			}
			pair := Pair{Tier: i, From: tier.From, To: to, Service: service, RouteKm: path.RouteKm, Parts: parts}
			for n, s := range network.Services() {
				pair.Others[n] = -1
				if other, _, ok := network.Delay(g, constants, s, from, b); ok {
					pair.Others[n] = other.Total()
				}
			}
			p.Pairs = append(p.Pairs, pair)
			worst = max(worst, parts.Total())
		}
		p.add(Column{tier.ID, model.DelayMean, "ms"}, worst)
		p.addPairs(i)
	}
	return nil
}

// addPairs gives each path of a tier a column, once: a path that two tiers share has one,
// and one for each further service class in which it is judged.
func (p *Plan) addPairs(tier int) {
	for n := range p.Pairs {
		pair := &p.Pairs[n]
		if pair.Tier != tier {
			continue
		}
		pair.Scope = pair.From + "->" + pair.To
		for _, earlier := range p.Pairs[:n] {
			if earlier.From == pair.From && earlier.To == pair.To {
				if earlier.Service != pair.Service {
					pair.Scope += "/" + pair.Service.String()
				}
				break
			}
		}
		if p.column(pair.Scope, model.DelayMean) < 0 {
			p.add(Column{pair.Scope, model.DelayMean, "ms"}, pair.Parts.Total())
		}
	}
}

// add appends a column of one constant value.
func (p *Plan) add(c Column, value float64) {
	p.push(c)
	p.fixed = append(p.fixed, value)
}

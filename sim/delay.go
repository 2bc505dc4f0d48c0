package sim

import (
	"fmt"

	"hubcap/model"
	"hubcap/model/network"
)

// Constants are the scenario's constants of the delay equations.
func Constants(d model.Delay) network.Constants {
	return network.Constants{
		MsPerFibreKm: d.MsPerFibreKm, FibrePerRoute: d.FibrePerRoute, TerminalMs: d.TerminalMs,
		RegeneratorMs: d.RegeneratorMs, RegeneratorKm: d.RegeneratorKm, EndMs: d.EndMs,
		DirectDetour: d.DirectDetour, HopMs: d.HopMs, HopsFixed: d.HopsFixed, HopKm: d.HopKm,
		PublicFactor: d.PublicFactor, HubFactor: d.HubFactor, HubFixedMs: d.HubFixedMs, InsideMs: d.InsideMs,
	}
}

// tiers works out the delays. Without load and failure they do not change over time, so
// they are constants of the plan: for a tier, its slowest pair.
func (p *Plan) tiers(g *network.Graph) error {
	constants := Constants(p.Scenario.Delay)
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
		var pairs []Column
		var values []float64
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
			pairs = append(pairs, Column{tier.From + "->" + to, model.DelayMean, "ms"})
			values = append(values, parts.Total())
		}
		p.add(Column{tier.ID, model.DelayMean, "ms"}, worst)
		for n, column := range pairs {
			if p.column(column.Scope, model.DelayMean) < 0 { // a pair may be in two tiers
				p.add(column, values[n])
			}
		}
	}
	return nil
}

// add appends a column of one constant value.
func (p *Plan) add(c Column, value float64) {
	p.Columns = append(p.Columns, c)
	p.fixed = append(p.fixed, value)
}

// column is the index of a column, or -1.
func (p *Plan) column(scope string, quantity model.QuantityName) int {
	for i, c := range p.Columns {
		if c.Scope == scope && c.Quantity == quantity {
			return i
		}
	}
	return -1
}

func serviceNames() []string {
	var out []string
	for _, s := range network.Services() {
		out = append(out, s.String())
	}
	return out
}

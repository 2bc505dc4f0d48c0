package plots

import (
	"math"

	"hubcap/model"
	"hubcap/sim/result"
)

// share are the overheads of the fixtures per unit of IT load: they make a PUE of 1.31.
var fixtureLoads = map[model.QuantityName]float64{model.ITLoad: 1, model.LoadElectrical: 0.1, model.LoadMisc: 0.05,
	model.LoadFans: 0.03, model.LoadCooling: 0.12, model.LoadAsOperated: 0.01, model.FacilityLoad: 1.31, model.FacilityPeak: 1.5}

// fixtureCosts are CNY of an occupied rack and month: 2510 in all.
var fixtureCosts = map[model.QuantityName]float64{model.CostCapital: 1500, model.CostElectricity: 600,
	model.CostMaintenance: 400, model.CostWater: 10}

// powered gives a hub its loads, which rise from 80 MW of IT by 4 MW a step, its costs and its compute.
func powered(set func(model.QuantityName, func(k float64) float64)) {
	step := func(f func(k float64) float64) func(k float64) float64 {
		return func(k float64) float64 {
			if k == 0 {
				return math.NaN()
			}
			return f(k)
		}
	}
	for _, q := range model.Quantities() { // in a fixed order
		if share, ok := fixtureLoads[q.Name]; ok {
			set(q.Name, step(func(k float64) float64 { return share * (80 + 4*k) }))
		}
		if each, ok := fixtureCosts[q.Name]; ok {
			set(q.Name, step(func(k float64) float64 { return each * 0.4 * (100_000 + 5_000*(k-0.5)) }))
		}
	}
	set(model.CostPerRack, step(func(float64) float64 { return 2510 }))
	set(model.GridConnection, func(k float64) float64 { return 200 + 100*math.Floor(k/12) })
	for _, p := range precisions {
		kinds := []float64{4, 0.5, 0.3}
		if p.name == "FP16" {
			kinds = []float64{4, 4, 0.6}
		}
		for i, q := range p.kinds {
			set(q, func(k float64) float64 { return kinds[i] * (1 + 0.1*k*float64(i)) })
		}
		set(p.all, func(k float64) float64 { return kinds[0] + kinds[1]*(1+0.1*k) + kinds[2]*(1+0.2*k) })
		set(p.head, func(k float64) float64 { return 100 + k })
	}
}

// hall is a fleet of the fixtures.
type hall struct {
	cluster, id, en, zh string
	racks, grows        float64
	it, cooling, off    float64 // of the hub's IT load; per IT load
}

// fewHalls are the fleets of the plain fixture: its hub has three.
var fewHalls = []hall{
	{"c", "early", "early halls", "早期机房", 60_000, 0, 0.5, 0.2, 0.01},
	{"c", "recent", "recent halls", "新建机房", 30_000, 3_000, 0.3, 0.05, -0.03},
	{"c", "liquid", "liquid-cooled halls", "液冷机房", 10_000, 2_000, 0.2, 0.02, 0.04},
	{"d", "halls", "halls", "机房", 301_000, 15_050, 1, 0.12, 0.01},
	{"m", "older", "older halls", "旧机房", 200_000, 0, 0.4, 0.3, 0.02},
	{"m", "newer", "newer halls", "新机房", 257_000, 22_850, 0.6, 0.1, 0.01},
}

// twoEach are an older and a newer fleet of each of some clusters.
func twoEach(clusters []spot) (out []hall) {
	for i, c := range clusters {
		out = append(out, hall{c.id, "older", "older", "早期", 0.4 * c.racks, 0, 0.01 + 0.001*float64(i), 0.3, 0.02},
			hall{c.id, "newer", "newer", "新建", 0.6 * c.racks, 0.02 * c.racks, 0.05 - 0.002*float64(i), 0.08, -0.01})
	}
	return out
}

// fleeted gives clusters fleets.
func fleeted(r *result.Result, halls []hall) {
	for _, f := range halls {
		id := model.FleetScope(f.cluster, f.id)
		cluster, _ := r.Scope(f.cluster)
		of := cluster.Name
		r.Scopes = append(r.Scopes, result.Scope{ID: id, Kind: "fleet", Name: result.Text{EN: of.EN + ": " + f.en, ZH: of.ZH + ": " + f.zh}, Cluster: f.cluster})
		column := func(q model.QuantityName, first int, value func(k float64) float64) {
			c := result.Column{Scope: id, Quantity: q}
			for k := range r.Series.Dates {
				v := math.NaN()
				if k >= first {
					v = value(float64(k))
				}
				c.Values = append(c.Values, v)
			}
			r.Series.Add(c)
		}
		column(model.RacksInService, 0, func(k float64) float64 { return f.racks + f.grows*k })
		for _, l := range loads {
			share := fixtureLoads[l.quantity]
			switch l.quantity {
			case model.LoadCooling:
				share = f.cooling
			case model.LoadAsOperated:
				share = f.off
			}
			column(l.quantity, 1, func(k float64) float64 { return f.it * share * (80 + 4*k) })
		}
	}
}

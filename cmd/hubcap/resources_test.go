package main

import (
	"math"
	"slices"
	"testing"

	"hubcap/model"
	"hubcap/sim/result"
)

// using is a result with so much energy, carbon, water and the rest at the ends of half years.
func using(dates []model.Date, grid float64, targets ...string) *result.Result {
	r := &result.Result{Scopes: []result.Scope{{ID: "h", Kind: "hub"}, {ID: "c/f", Kind: "fleet"}, {ID: "x", Kind: "cluster"}, {ID: "all", Kind: "all", Name: model.Text{EN: "All hubs", ZH: "全部枢纽"}}}}
	r.Series.Dates = dates
	for _, scope := range []string{"h", "c/f", "all"} {
		for q, values := range map[model.QuantityName][]float64{
			model.Energy: {math.NaN(), 1e6, 2e6, 3e6}, model.Carbon: {math.NaN(), 1e5, 2e5, 3e5}, model.Water: {math.NaN(), 1e7, 2e7, 3e7},
			model.FacilityPeak: {math.NaN(), 70, 80, 90}, model.GridConnection: {grid, grid, grid, grid}, model.CostPerRack: {math.NaN(), 1, 2, 2500},
			model.ComputeFP32: {1, 2, 3, 4}, model.ComputeFP16: {10, 20, 30, 40},
		} {
			r.Series.Add(result.Column{Scope: scope, Quantity: q, Values: values[len(values)-len(dates):]})
		}
	}
	for _, scope := range targets {
		r.Targets = append(r.Targets, result.Target{Scope: scope})
	}
	return r
}

// What is used is the sum of the last twelve months, what is drawn and given that of the end;
// each hub with targets has one line, a fleet or one of which nothing is known has none.
func TestResourcesLine(t *testing.T) {
	days := []model.Date{{Year: 2023, Month: 6, Day: 30}, {Year: 2023, Month: 12, Day: 31}, {Year: 2024, Month: 6, Day: 30}, {Year: 2024, Month: 12, Day: 31}}
	const end = ", 2,500 CNY per occupied rack and month, compute 4.00 EFLOPS (FP32), apart from it 40.0 (FP16)."
	const year = ", last twelve months: 5.00 TWh, 0.50 Mt of CO2, 50.0 million m3 of water; at the end "
	nan := math.NaN()
	for _, c := range []struct {
		r    *result.Result
		lang string
		want []string
	}{
		{using(days, 100, "h", "c/f", "h", "x", "all"), "en", []string{"h" + year + "peak 90.0 of 100 MW that the grid connects" + end, "All hubs" + year + "peak 90.0 of 100 MW that the grid connects" + end}},
		{using(days[1:], nan, "h"), "en", []string{"h" + year + "peak 90.0 MW" + end}},
		{using(days[2:], nan, "h"), "en", []string{"h at the end: peak 90.0 MW" + end}},
		{using(days[3:], 100, "h"), "en", nil},
		{using(days, 100, "all"), "zh", []string{"全部枢纽近12个月：用电50.0亿千瓦时，碳排放50.0万吨，耗水5,000万立方米；期末峰值9.00万千瓦（电网接入10.0万千瓦），单架月成本2,500元，算力4.00 EFLOPS（FP32），另计40.0 EFLOPS（FP16）。"}},
		{using(days[2:], nan, "all"), "zh", []string{"全部枢纽期末：峰值9.00万千瓦，单架月成本2,500元，算力4.00 EFLOPS（FP32），另计40.0 EFLOPS（FP16）。"}},
	} {
		if got := resources(c.r, c.lang); !slices.Equal(got, c.want) {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
}

package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/sim/result"
)

// resources says what a hub or cluster with targets uses and gives: power against its grid
// connection, energy, carbon, water, cost and compute. What has no value is left out.
func resources(r *result.Result, lang string) []string {
	var lines []string
	var done []string
	for _, t := range r.Targets {
		scope, ok := r.Scope(t.Scope)
		if !ok || slices.Contains(done, t.Scope) || !slices.Contains([]string{"hub", "cluster", "all"}, scope.Kind) {
			continue
		}
		done = append(done, t.Scope)
		if line := resourcesOf(r, scope, lang); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func resourcesOf(r *result.Result, scope result.Scope, lang string) string {
	last := len(r.Series.Dates) - 1
	if last < 1 {
		return ""
	}
	at := func(q model.QuantityName) float64 {
		if v := r.Series.Of(scope.ID, q); len(v) > last {
			return v[last]
		}
		return math.NaN()
	}
	year := func(q model.QuantityName) float64 { return lastYear(r, scope.ID, q) }
	pick := func(en, zh string) string { return model.Text{EN: en, ZH: zh}.In(lang) }
	apart, peak, peakZH := "", "peak %s MW", "峰值%s万千瓦"
	if v := year(model.EnergyApart); v > 0 {
		apart = pick(" (", "（其中单独核算") + size(v, 1e6, 1e5, lang) + pick(" of it accounted apart)", "）")
	}
	if v := at(model.GridConnection); !math.IsNaN(v) {
		peak = "peak %s of " + size(v, 1, 10, lang) + " MW that the grid connects"
		peakZH += "（电网接入" + size(v, 1, 10, lang) + "万千瓦）"
	}
	used := clauses(lang,
		clause{year(model.Energy), 1e6, 1e5, "%s TWh" + apart, "用电%s亿千瓦时" + apart},
		clause{year(model.Carbon), 1e6, 1e4, "%s Mt of CO2", "碳排放%s万吨"},
		clause{year(model.Water), 1e6, 1e4, "%s million m3 of water", "耗水%s万立方米"})
	end := clauses(lang,
		clause{at(model.FacilityPeak), 1, 10, peak, peakZH},
		clause{at(model.CostPerRack), 1, 1, "%s CNY per occupied rack and month", "单架月成本%s元"},
		clause{at(model.ComputeFP32), 1, 1, "compute %s EFLOPS (FP32)", "算力%s EFLOPS（FP32）"},
		clause{at(model.ComputeFP16), 1, 1, "apart from it %s (FP16)", "另计%s EFLOPS（FP16）"})
	if end == "" {
		return ""
	}
	name := scope.Name.In(lang)
	if name == "" {
		name = scope.ID
	}
	if used != "" {
		name += pick(", last twelve months: ", "近12个月：") + used + pick("; at the end ", "；期末")
	} else {
		name += pick(" at the end: ", "期末：")
	}
	return in(lang, name+end+pick(".", "。"))
}

// clause tells a value in its language's own unit: divided, and with the words around it.
type clause struct {
	v, perEN, perZH float64
	en, zh          string
}

// clauses joins those that have a value.
func clauses(lang string, list ...clause) string {
	var parts []string
	for _, c := range list {
		if !math.IsNaN(c.v) {
			parts = append(parts, fmt.Sprintf(model.Text{EN: c.en, ZH: c.zh}.In(lang), size(c.v, c.perEN, c.perZH, lang)))
		}
	}
	return strings.Join(parts, model.Text{EN: ", ", ZH: "，"}.In(lang))
}

// size writes a value in its language's own unit, with three figures that count.
func size(v, perEN, perZH float64, lang string) string {
	v /= perEN
	if lang == "zh" {
		v *= perEN / perZH
	}
	digits := 2
	for x := math.Abs(v); x >= 10 && digits > 0; x /= 10 {
		digits--
	}
	return result.Grouped(v, digits)
}

// lastYear is what a scope has used in twelve months, by the steps of the last twelve or
// some days more; not a number where there are less.
func lastYear(r *result.Result, scope string, quantity model.QuantityName) float64 {
	values, dates := r.Series.Of(scope, quantity), r.Series.Dates
	last := len(dates) - 1
	if len(values) <= last || dates[last].MonthsSince(dates[0]) < 12-1e-9 {
		return math.NaN()
	}
	sum, k := 0., last
	for ; k > 0 && dates[last].MonthsSince(dates[k]) < 12-1e-9; k-- {
		sum += values[k]
	}
	return sum * 12 / dates[last].MonthsSince(dates[k])
}

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
	var parts []string
	say := func(v float64, en, zh string, args ...any) {
		if !math.IsNaN(v) {
			parts = append(parts, fmt.Sprintf(model.Text{EN: en, ZH: zh}.In(lang), args...))
		}
	}
	energy, carbon, water := lastYear(r, scope.ID, model.Energy), lastYear(r, scope.ID, model.Carbon), lastYear(r, scope.ID, model.Water)
	say(energy, "%s TWh", "用电%sTWh", result.Grouped(energy/1e6, 2))
	say(carbon, "%s Mt of CO2", "碳排放%s百万吨", result.Grouped(carbon/1e6, 2))
	say(water, "%s million m3 of water", "耗水%s百万立方米", result.Grouped(water/1e6, 2))
	span := model.Text{EN: ", last twelve months", ZH: "近12个月"}.In(lang)
	if len(parts) == 0 {
		span = ""
	}
	used := strings.Join(parts, model.Text{EN: ", ", ZH: "，"}.In(lang))
	parts = nil
	peak, grid := at(model.FacilityPeak), at(model.GridConnection)
	if math.IsNaN(grid) {
		say(peak, "peak %s MW", "峰值%sMW", result.Grouped(peak, 0))
	} else {
		say(peak, "peak %s of %s MW that the grid connects", "峰值%sMW（电网接入%sMW）", result.Grouped(peak, 0), result.Grouped(grid, 0))
	}
	cost := at(model.CostPerRack)
	say(cost, "%s CNY per occupied rack and month", "单架月成本%s元", result.Grouped(cost, 0))
	fp32, fp16 := at(model.ComputeFP32), at(model.ComputeFP16)
	say(fp32, "compute %s EFLOPS (FP32) and, apart, %s (FP16)", "算力%s EFLOPS（FP32），另计%s EFLOPS（FP16）", result.Grouped(fp32, 2), result.Grouped(fp16, 2))
	if len(parts) == 0 {
		return ""
	}
	name := scope.Name.In(lang)
	if name == "" {
		name = scope.ID
	}
	if used != "" {
		used = model.Text{EN: ": ", ZH: "："}.In(lang) + used + model.Text{EN: "; at the end ", ZH: "；期末"}.In(lang)
	} else {
		used = model.Text{EN: " at the end: ", ZH: "期末："}.In(lang)
	}
	return in(lang, name+span+used+strings.Join(parts, model.Text{EN: ", ", ZH: "，"}.In(lang))+model.Text{EN: ".", ZH: "。"}.In(lang))
}

// lastYear sums what a scope has used in the steps of the last twelve months; not a number
// where there are less.
func lastYear(r *result.Result, scope string, quantity model.QuantityName) float64 {
	values, dates := r.Series.Of(scope, quantity), r.Series.Dates
	last := len(dates) - 1
	if len(values) <= last || dates[last].MonthsSince(dates[0]) < 12-1e-9 {
		return math.NaN()
	}
	sum := 0.
	for k := last; k > 0 && dates[last].MonthsSince(dates[k]) < 12-1e-9; k-- {
		sum += values[k]
	}
	return sum
}

package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/sim/result"
)

// findings says how much of the demand is served and why the rest is not, what more racks
// would do to utilisation, how close delays come to their budgets, and what it all takes.
// Where demand is not dispatched, the first is left out.
func findings(w io.Writer, r *result.Result, head, lang string) {
	var lines []string
	if line := served(r, lang); line != "" {
		lines = append(lines, line)
	}
	for i := range r.TradeOff {
		if line := bargain(r, &r.TradeOff[i], lang); line != "" {
			lines = append(lines, line)
		}
	}
	if line := fragile(r, lang); line != "" {
		lines = append(lines, line)
	}
	lines = append(lines, resources(r, lang)...)
	if len(lines) > 0 {
		fmt.Fprintln(w)
	}
	if len(lines) > 0 && head != "" {
		fmt.Fprintln(w, head)
	}
	for _, line := range lines {
		wrap(w, line, 100)
	}
}

// served tells what becomes of all demand by the end.
func served(r *result.Result, lang string) string {
	last := len(r.Series.Dates) - 1
	value := func(q model.QuantityName) float64 {
		if v := r.Series.Of("all", q); last > 0 && len(v) > last {
			return v[last]
		}
		return math.NaN()
	}
	demanded, unserved := value(model.RacksDemanded), value(model.RacksUnserved)
	if !(demanded > 0) || math.IsNaN(unserved) {
		return ""
	}
	racks := func(v float64) string { return result.Grouped(v, 0) }
	line := fmt.Sprintf(model.Text{EN: "Demand of all origins on %s: %s racks, of which %.1f %% are placed, %.1f %% away from home", ZH: "%s全部需求%s架，已落实%.1f %%，其中在外地%.1f %%"}.In(lang),
		r.Series.Dates[last], racks(demanded), 100*(1-unserved/demanded), 100*away(r, last)/demanded)
	if unserved < .5 {
		return in(lang, line+model.Text{EN: ".", ZH: "。"}.In(lang))
	}
	var why []string
	for _, q := range []model.QuantityName{model.UnservedUnready, model.UnservedNoDelay, model.UnservedNoRack} {
		if v := value(q); v >= .5 {
			quantity, _ := model.QuantityOf(q)
			why = append(why, quantity.Label.In(lang)+" "+racks(v))
		}
	}
	return in(lang, line+fmt.Sprintf(model.Text{EN: "; unserved are %s: %s.", ZH: "；未满足%s架：%s。"}.In(lang), racks(unserved), strings.Join(why, ", ")))
}

// away is how much demand is placed on clusters that are not at home in its origin.
func away(r *result.Result, k int) float64 {
	total := 0.
	for _, o := range r.Scopes {
		for _, c := range r.Scopes {
			if o.Kind == "origin" && c.Kind == "cluster" && !slices.Contains(o.Home, c.ID) {
				if v := r.Series.Of(result.Flow(o.ID, c.ID), model.RacksPlaced); len(v) > k {
					total += v[k]
				}
			}
		}
	}
	return total
}

// bargain tells what the racks required would do to utilisation, and how many racks the
// utilisation required allows.
func bargain(r *result.Result, t *result.TradeOff, lang string) string {
	where := t.Scope
	if s, ok := r.Scope(t.Scope); ok && s.Name.In(lang) != "" {
		where = s.Name.In(lang)
	}
	var parts []string
	racks := func(v float64) string { return result.Format(model.RacksInService, v) }
	share := func(v float64) string { return result.Format(model.Utilisation, v) }
	for _, target := range r.Targets {
		required := float64(target.Required)
		if target.Scope != t.Scope || target.Comparator != model.AtLeast || target.Deadline != t.Date {
			continue
		}
		switch target.Quantity {
		case model.RacksInService:
			if v := t.At(required); !math.IsNaN(v) {
				parts = append(parts, fmt.Sprintf(model.Text{EN: "with %s racks utilisation would be %s", ZH: "若有%s架在用，上架率为%s"}.In(lang), racks(required), share(v)))
			}
		case model.Utilisation:
			form := model.Text{EN: "%s would hold up to about %s racks", ZH: "上架率%s最多对应约%s架"}
			v := t.UpTo(required)
			if math.IsNaN(v) {
				form, v = model.Text{EN: "%s would not be reached even with %s racks", ZH: "上架率%s即使只有%s架也达不到"}, float64(t.Points[0].Racks)
			} else if v == float64(t.Points[len(t.Points)-1].Racks) {
				form = model.Text{EN: "%s would hold with %s racks and perhaps more", ZH: "上架率%s在%s架时仍可达到"}
			}
			parts = append(parts, fmt.Sprintf(form.In(lang), share(required), racks(result.Rough(v))))
		default:
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return in(lang, where+model.Text{EN: ", if racks could be had at will: ", ZH: "，假如机架可任意增减："}.In(lang)+strings.Join(parts, "; ")+model.Text{EN: ".", ZH: "。"}.In(lang))
}

package plots

import (
	"fmt"
	"math"
	"strings"

	"hubcap/model"
	"hubcap/sim/result"
)

// tier is a row of the chart: the paths under one delay budget.
type tier struct {
	name    string
	title   string  // of the target that sets the budget, or the name
	budget  float64 // NaN: none
	paths   []result.Path
	slowest int // index of a path; -1: none
}

// use is the share of the budget that the slowest path takes, NaN without one.
func (t *tier) use() float64 {
	if t.slowest < 0 || !(t.budget > 0) {
		return math.NaN()
	}
	return t.worst() / t.budget
}

func (t *tier) worst() float64 { return float64(t.paths[t.slowest].OneWayMs) }

// services are the classes of network service in the order of the legend.
var services = []struct {
	id   string
	name model.Text
}{
	{"optical", model.Text{EN: "optical circuit", ZH: "光传输专线"}},
	{"direct", model.Text{EN: "direct IP circuit", ZH: "直达链路"}},
	{"public", model.Text{EN: "public Internet", ZH: "公共互联网"}},
	{"hub", model.Text{EN: "via backbone hubs", ZH: "骨干枢纽转接"}},
}

// tiers gathers the paths of each tier and its tightest budget.
func (j *job) tiers() []tier {
	var out []tier
	for _, s := range j.r.Scopes {
		if s.Kind != "tier" {
			continue
		}
		t := tier{name: j.place(s.ID), title: j.place(s.ID), budget: math.NaN(), slowest: -1}
		for _, target := range j.r.Targets {
			bounds := target.Scope == s.ID && target.Quantity == model.DelayMean && target.Comparator == model.AtMost
			if v := float64(target.Required); bounds && !(v >= t.budget) {
				t.budget = v
				if target.Named() {
					own := target.Name.In(j.lang)
					t.title = own
				}
			}
		}
		for _, p := range j.r.Paths {
			if p.Tier != s.ID || p.OneWayMs.IsMissing() || math.IsInf(float64(p.OneWayMs), 0) {
				continue
			}
			t.paths = append(t.paths, p)
			if t.slowest < 0 || float64(p.OneWayMs) > t.worst() {
				t.slowest = len(t.paths) - 1
			}
		}
		if t.slowest >= 0 || !math.IsNaN(t.budget) {
			out = append(out, t)
		}
	}
	return out
}

// judged names the service that the paths are judged on, if it is the same for all.
func (j *job) judged(tiers []tier) string {
	id, same := "", true
	for _, t := range tiers {
		for _, p := range t.paths {
			same = same && (id == "" || p.Service == id)
			id = p.Service
		}
	}
	for _, s := range services {
		if s.id == id && same {
			return s.name.In(j.lang)
		}
	}
	return j.pick("the service it is judged on", "按判定业务类别")
}

// reach is the longest delay of the row.
func (t *tier) reach() float64 {
	top := 0.
	if t.budget > top && !math.IsInf(t.budget, 0) {
		top = t.budget
	}
	if t.slowest >= 0 {
		top = max(top, t.worst())
		for _, s := range services {
			if v := float64(t.paths[t.slowest].ByClass[s.id]); v > top && !math.IsInf(v, 0) {
				top = v
			}
		}
	}
	return top
}

// end names where the slowest path leads.
func (j *job) end(t *tier) string {
	return j.cut(t.paths[t.slowest].To.In(j.lang), titleStyle, 250)
}

// budget writes a delay without decimals that say nothing.
func (j *job) budget(ms float64) string {
	return strings.Replace(j.number(model.DelayMean, ms), ".00 ", " ", 1)
}

// percent writes a share of a budget, as fine as it takes to tell it from all of it.
func (j *job) percent(share float64) string {
	digits := 0
	for digits < 3 && share != 1 && math.Abs(share-1) < 0.5*math.Pow(10, float64(-2-digits)) {
		digits++
	}
	return fmt.Sprintf(j.pick("%s %%", "%s%%"), result.Grouped(100*share, digits))
}

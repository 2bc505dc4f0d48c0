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
	id       string
	name     string
	title    string             // of the target that sets the budget, or the name
	quantity model.QuantityName // that the budget is for
	budget   float64            // NaN: none
	paths    []result.Path
	slowest  int // index of a path; -1: none
}

// use is the share of the budget that the slowest path takes, NaN without one.
func (t *tier) use() float64 {
	if t.slowest < 0 || !(t.budget > 0) {
		return math.NaN()
	}
	return t.worst() / t.budget
}

func (t *tier) worst() float64 { return t.of(t.paths[t.slowest]) }

// of is the delay of a path that the budget is for, and that of the mean where there is
// none such, which is so in results of networks without load.
func (t *tier) of(p result.Path) float64 {
	v := map[model.QuantityName]result.Number{model.DelayEmpty: p.OneWayMs, model.DelayP99: p.P99Ms,
		model.DelayMeanN1: p.CutMean, model.DelayP99N1: p.CutP99}[t.quantity]
	if finite(v) {
		return float64(v)
	}
	return meanOf(p)
}

// over tells of a delay whether it breaks the budget.
func (t *tier) over(ms float64) bool { return ms > t.budget*(1+1e-9) }

// meanOf is the mean delay of a path in the peak hour; in results from before there was
// any queueing, that of the empty network.
func meanOf(p result.Path) float64 {
	if finite(p.MeanMs) {
		return float64(p.MeanMs)
	}
	return float64(p.OneWayMs)
}

// finite tells of a delay whether it is known: zero is what an older file does not have.
func finite(v result.Number) bool { return v > 0 && !math.IsInf(float64(v), 0) }

// delays are the quantities that may have a budget, that of the mean before the others.
var delays = []model.QuantityName{model.DelayMean, model.DelayEmpty, model.DelayP99, model.DelayMeanN1, model.DelayP99N1}

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
		t := tier{id: s.ID, name: j.place(s.ID), title: j.place(s.ID), budget: math.NaN(), slowest: -1}
		for _, q := range delays {
			if math.IsNaN(t.budget) {
				t.quantity = q
				j.budgetOf(&t)
			}
		}
		for _, p := range j.r.Paths {
			if p.Tier != s.ID || p.OneWayMs.IsMissing() || math.IsInf(float64(p.OneWayMs), 0) {
				continue
			}
			t.paths = append(t.paths, p)
			if t.slowest < 0 || t.of(p) > t.worst() {
				t.slowest = len(t.paths) - 1
			}
		}
		if t.slowest >= 0 || !math.IsNaN(t.budget) {
			out = append(out, t)
		}
	}
	return out
}

// budgetOf finds the tightest budget of a tier for its quantity.
func (j *job) budgetOf(t *tier) {
	for _, target := range j.r.Targets {
		bounds := target.Scope == t.id && target.Quantity == t.quantity && target.Comparator == model.AtMost
		if v := float64(target.Required); bounds && !(v >= t.budget) {
			t.budget = v
			if target.Named() {
				t.title = target.Name.In(j.lang)
			}
		}
	}
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

// tail is the longest of all delays of the row under load and after a cut.
func (t *tier) tail() float64 {
	top := 0.
	for _, p := range t.paths {
		for _, v := range []result.Number{p.MeanMs, p.P99Ms, p.CutMean} {
			if finite(v) {
				top = max(top, float64(v))
			}
		}
	}
	return top
}

// end names where the slowest path leads.
func (j *job) end(t *tier) string {
	return j.cut(t.paths[t.slowest].To.In(j.lang), titleStyle, 250)
}

// pair names a path by both ends, in some words.
func (j *job) pair(p result.Path) string {
	from, to := j.named(p.From, p.Ends[0]), j.named(p.To, p.Ends[1])
	if from == "" || to == "" {
		return from + to
	}
	return fmt.Sprintf(j.pick("%s to %s", "%s至%s"), from, to)
}

// measure says what of the delay a budget is for, if it is not the mean.
func (j *job) measure(q model.QuantityName) string {
	switch q {
	case model.DelayP99:
		return j.pick("99 %", "99%")
	case model.DelayMeanN1:
		return "N-1"
	case model.DelayP99N1:
		return j.pick("99 %, N-1", "99%，N-1")
	}
	return ""
}

// ms writes a delay.
func (j *job) ms(v float64) string { return j.number(model.DelayMean, v) }

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

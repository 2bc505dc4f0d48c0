package plots

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// tier is a row of the chart: the paths under one delay budget.
type tier struct {
	id     string
	name   string
	bounds []bound // in the order of delays
	bound          // that of which most is used, by what pair in which state
	at     int     // index of that pair; -1: no paths
	used   state
	paths  []result.Path
	// slowest is the index of the slowest path of the intact network, lasts that with a link
	// cut; -1: none.
	slowest, lasts int
}

// share is that of the budget that is used, NaN without one, infinite if a pair is cut off.
func (t *tier) share() float64 {
	if t.at < 0 || !(t.budget > 0) {
		return math.NaN()
	}
	return t.use(t.used)
}

// over tells whether a pair of the tier breaks a target.
func (t *tier) over() bool { return t.share() > 1+1e-9 }

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

// tiers gathers the paths of each tier and its tightest budgets.
func (j *job) tiers() []tier {
	var out []tier
	for _, s := range j.r.Scopes {
		if s.Kind != "tier" {
			continue
		}
		t := tier{id: s.ID, name: j.place(s.ID), at: -1}
		for _, q := range delays {
			if b := j.boundOf(&t, q); !math.IsNaN(b.budget) {
				t.bounds = append(t.bounds, b)
			}
		}
		for _, p := range j.r.Paths {
			if p.Tier == s.ID {
				t.paths = append(t.paths, p)
			}
		}
		t.decide()
		if t.slowest >= 0 || len(t.bounds) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// decide finds the slowest pairs, and the target of which most is used.
func (t *tier) decide() {
	var now, cut state
	t.slowest, now = t.slowestOf(alwaysKnown)
	t.lasts, cut = t.slowestOf(afterCut)
	t.at, t.used, t.bound = t.slowest, now, t.judge(now)
	if b := t.judge(cut); t.lasts >= 0 && b.n1() && !(b.use(cut) <= t.use(now)) {
		t.at, t.used, t.bound = t.lasts, cut, b
	}
}

// boundOf finds the tightest target of a tier for a quantity.
func (j *job) boundOf(t *tier, q model.QuantityName) bound {
	b := bound{quantity: q, budget: math.NaN(), title: t.name}
	for _, target := range j.r.Targets {
		bounds := target.Scope == t.id && target.Quantity == q && target.Comparator == model.AtMost
		if v := float64(target.Required); bounds && !(v >= b.budget) {
			b.budget = v
			if target.Named() {
				b.title = target.Name.In(j.lang)
			}
		}
	}
	return b
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

// reach is the longest delay of the row that has to be on the scale.
func (t *tier) reach() float64 {
	top := 0.
	if t.budget > top && !math.IsInf(t.budget, 0) {
		top = t.budget
	}
	if t.slowest >= 0 {
		p := t.paths[t.slowest]
		for _, v := range []result.Number{p.OneWayMs, p.MeanMs} {
			if finite(v) {
				top = max(top, float64(v))
			}
		}
		for _, s := range services {
			if v := float64(p.ByClass[s.id]); v > top && !math.IsInf(v, 0) {
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

// pair names a path by both ends, in some words.
func (j *job) pair(p result.Path) string {
	from, to := j.named(p.From, p.Ends[0]), j.named(p.To, p.Ends[1])
	if from == "" || to == "" {
		return from + to
	}
	return fmt.Sprintf(j.pick("%s to %s", "%s至%s"), from, to)
}

// within names a path by both ends in a width, the longer name cut first.
func (j *job) within(p result.Path, t style, width vg.Length) string {
	from, to := j.named(p.From, p.Ends[0]), j.named(p.To, p.Ends[1])
	s := j.pair(p)
	if w := j.fonts.width(s, t); w > width && from != "" && to != "" {
		room := width - j.fonts.width(fmt.Sprintf(j.pick("%s to %s", "%s至%s"), "", ""), t)
		a, b := j.fonts.width(from, t), j.fonts.width(to, t)
		a, b = min(a, max(room/2, room-b)), min(b, max(room/2, room-a))
		s = fmt.Sprintf(j.pick("%s to %s", "%s至%s"), j.cut(from, t, a), j.cut(to, t, b))
	}
	return j.cut(s, t, width)
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
	if math.IsInf(share, 0) {
		return j.pick("cut off", "中断")
	}
	digits := 0
	for digits < 3 && share != 1 && math.Abs(share-1) < 0.5*math.Pow(10, float64(-2-digits)) {
		digits++
	}
	return fmt.Sprintf(j.pick("%s %%", "%s%%"), result.Grouped(100*share, digits))
}

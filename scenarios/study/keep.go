package study

import (
	"fmt"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/scenarios"
	"hubcap/scenarios/internal/document"
)

// mostSteps is what the loader of scenarios allows.
const mostSteps = 10_400

// kept reads which quantities go into the tables, and looks for them in the scenarios.
func (r *reader) kept() {
	var asked []model.KeepSeries
	var of []*document.Node
	var at []string
	for _, list := range []string{"keep", "series"} {
		entries := r.Fields[list]
		if entries == nil {
			continue
		}
		for _, n := range entries.Items {
			path := list + "." + n.ID()
			k := model.KeepSeries{ID: n.ID(), Quantity: model.QuantityName(n.Fields["quantity"].Text), Scope: r.word(n, path, "scope")}
			if list == "keep" {
				r.out.Keep = append(r.out.Keep, r.keep(n, path, k))
			} else {
				r.out.Series = append(r.out.Series, k)
			}
			empty := r.Given(n, "scope") != nil && k.Scope == ""
			switch {
			case r.Wrong(path+".quantity") || r.Wrong(path+".scope"):
			case empty:
				r.Fault(n.Fields["scope"].Value, path+".scope", "is empty; give %s", meaning(list+".*.scope"))
			default:
				asked, of, at = append(asked, k), append(of, n), append(at, path)
			}
		}
	}
	r.answers(asked, of, at)
}

// answers checks that some scenario has what is asked for, and doubts what not all have.
func (r *reader) answers(asked []model.KeepSeries, of []*document.Node, at []string) {
	why, lacks, all := make([]string, len(asked)), make([]int, len(asked)), 0
	for _, e := range r.plain {
		if e == nil || len(asked) == 0 {
			continue
		}
		all++
		for i, what := range e.Answers(asked) {
			if what != "" && why[i] == "" {
				why[i] = what
			}
			if what != "" {
				lacks[i]++
			}
		}
	}
	for i, n := range of {
		switch {
		case lacks[i] == 0:
		case lacks[i] < all:
			why, _, _ := strings.Cut(why[i], "; ") // without a hint
			r.out.Remarks = append(r.out.Remarks, model.Text{
				EN: fmt.Sprintf("%s is not there in %d of the %d scenarios: %s.", at[i], lacks[i], all, why),
				ZH: fmt.Sprintf("%d个情景中有%d个没有 %s。", all, lacks[i], at[i]),
			})
		case r.Given(n, "scope") != nil:
			r.Fault(n.Fields["scope"].Value, at[i]+".scope", "%s", why[i])
		default:
			r.Fault(n.Fields["quantity"].Value, at[i]+".quantity", "%s", why[i])
		}
	}
}

// keep reads when a quantity is kept.
func (r *reader) keep(n *document.Node, path string, k model.KeepSeries) model.Keep {
	out := model.Keep{ID: k.ID, Quantity: k.Quantity, Scope: k.Scope, Over: r.word(n, path, "over")}
	over := r.has(n, path, "over")
	if at := r.Given(n, "at"); at != nil && over {
		r.Fault(at.Pos, path+".at", "stands beside over; a quantity is kept at dates, or as one number over a span of time")
	} else if at != nil && at.Kind == document.List {
		for i, item := range at.Items {
			if item.Wrong || r.Wrong(fmt.Sprintf("%s.at[%d]", path, i)) {
				continue
			}
			day, _ := model.ParseDate(item.Text) // the parser of the file has checked it
			out.At = append(out.At, day)
			r.date(item, fmt.Sprintf("%s.at[%d]", path, i), func(t *horizon) string { return t.end(day, k.Quantity) })
		}
	}
	for _, key := range []string{"from", "to"} {
		given := r.Given(n, key)
		switch {
		case given == nil || r.Wrong(path+"."+key):
			continue
		case !over:
			r.Fault(given.Pos, path+"."+key, "has no effect without over, which reduces the values of a span of time; for single dates write at = [...]")
			continue
		}
		day, _ := model.ParseDate(given.Text)
		if key == "from" {
			out.From = day
		} else {
			out.To = day
		}
		r.date(given, path+"."+key, func(t *horizon) string { return t.holds(day) })
	}
	if !out.From.IsZero() || !out.To.IsZero() {
		r.date(n, path, func(t *horizon) string { return t.span(out.From, out.To) })
	}
	return out
}

// date checks a date against the horizons of the scenarios: one of them has to have it.
func (r *reader) date(n *document.Node, path string, wrong func(t *horizon) string) {
	first := ""
	for _, e := range r.plain {
		if e == nil {
			continue
		}
		what := wrong(horizonOf(e))
		if what == "" {
			return
		}
		if first == "" {
			first = what
		}
	}
	pos := n.Value
	if n.Kind == document.Table {
		pos = n.Pos
	}
	if first != "" && !r.Wrong(path+".from") && !r.Wrong(path+".to") {
		r.Fault(pos, path, "%s", first)
	}
}

// horizon is the dates at which a scenario has values: the start, and the ends of steps.
type horizon struct {
	model.Time
	dates []model.Date
}

func horizonOf(e *scenarios.Effective) *horizon {
	return &horizon{e.Time, append([]model.Date{e.Time.Start}, model.StepEnds(e.Time, mostSteps)...)}
}

// holds tells what is wrong with a day, if it is outside the horizon.
func (t *horizon) holds(day model.Date) string {
	if day.Before(t.Start) || t.End.Before(day) {
		return fmt.Sprintf("%s is outside the horizon, %s to %s", day, t.Start, t.End)
	}
	return ""
}

// end tells what is wrong with a day on which a quantity is asked for.
func (t *horizon) end(day model.Date, quantity model.QuantityName) string {
	if what := t.holds(day); what != "" {
		return what
	}
	at := model.StepOf(t.dates, day)
	q, _ := model.QuantityOf(quantity)
	switch {
	case t.dates[at] != day:
		near := t.dates[at]
		if next := t.dates[at+1]; next.DaysSince(day) < day.DaysSince(near) {
			near = next
		}
		return fmt.Sprintf("%s is not the end of a step (%s); the nearest is %s", day, t.Step, near)
	case q.Flow && at == 0:
		return fmt.Sprintf("%s is measured over a step, and none ends on %s, the start; the first ends on %s", quantity, day, t.dates[1])
	case quantity.Trailing() && day.MonthsSince(t.Start) < 12:
		return fmt.Sprintf("%s needs twelve simulated months before %s, and the horizon starts on %s", quantity, day, t.Start)
	}
	return ""
}

// span tells what is wrong with a span over which a quantity is reduced; no day is the end of
// the horizon.
func (t *horizon) span(from, to model.Date) string {
	if from.IsZero() {
		from = t.Start
	}
	if to.IsZero() {
		to = t.End
	}
	switch {
	case !from.Before(to):
		return fmt.Sprintf("the span from %s to %s is empty; from has to be the earlier day", from, to)
	case !slices.ContainsFunc(t.dates[1:], func(d model.Date) bool { return !d.Before(from) && !to.Before(d) }):
		return fmt.Sprintf("no step (%s) ends in the span from %s to %s", t.Step, from, to)
	}
	return ""
}

package study

import (
	"fmt"
	"strings"

	"hubcap/model"
	"hubcap/scenarios"
	"hubcap/scenarios/internal/document"
)

// named lists the numbers of a scenario that a path names.
func named(e *scenarios.Effective, path string) []scenarios.Value {
	var out []scenarios.Value
	if e == nil {
		return nil
	}
	for _, v := range e.Numbers {
		if within(v.Path, path) {
			out = append(out, v)
		}
	}
	return out
}

// optional tells whether a number need not be there.
func optional(p *model.Parameter) bool { return p != nil && !p.Required && p.Default == nil }

// bound tells whether a path names bounds of targets.
func bound(path string) bool { return strings.HasPrefix(path, "target.") }

// numbers reads what an axis of numbers takes, and checks it against the scenarios.
func (r *reader) numbers(a *axis) {
	if a.worded() || a.param == nil {
		return
	}
	for v, e := range r.plain {
		if e != nil {
			r.follows(a, v, e)
		}
	}
	if len(a.forms) != 1 || r.out.Design.Kind == "points" {
		return
	}
	switch n := a.n.Fields[a.forms[0]]; { // what has another form has been complained about
	case a.forms[0] == "values" && n.Kind == document.List:
		r.values(a)
	case a.forms[0] == "range" && r.Given(a.n, "range") != nil:
		r.span(a)
	case a.forms[0] == "dist" && (n.Kind == document.Table || !r.Wrong(a.at+".dist")):
		r.dist(a)
	}
}

// follows checks that a scenario has what a path names, and follows when it changes.
func (r *reader) follows(a *axis, v int, e *scenarios.Effective) {
	if bound(a.Path) {
		r.bounds(a, v, e)
	}
	for _, w := range e.Weather {
		key := strings.TrimPrefix(a.param.Path, "weather.*.")
		if w.File != "" && within("weather."+w.ID+"."+key, a.Path) && (key == "elevation_m" || key == "lapse_k_per_km") {
			r.fault(a, "path", "cannot follow: the weather %s is read from a file once, and for one elevation; make a [[base]] for each", w.ID)
			return
		}
	}
}

// bounds narrows what a bound may be to what its quantity may be.
func (r *reader) bounds(a *axis, v int, e *scenarios.Effective) {
	key := a.Path[strings.LastIndex(a.Path, ".")+1:]
	p, n := *a.param, 0
	for _, have := range named(e, a.Path) {
		n++
		id := strings.Split(have.Path, ".")[1]
		for _, t := range e.Targets {
			if q, ok := model.QuantityOf(t.Quantity); ok && t.ID == id {
				p.Min, p.Max, p.Unit = max(p.Min, q.Min), min(p.Max, q.Max), q.Unit
				p.Low, p.High = p.Min, p.Max
			}
		}
	}
	a.param, a.Unit = &p, p.Unit
	if n > 0 {
		return
	}
	for _, t := range e.Targets {
		if within("target."+t.ID+"."+key, a.Path) {
			r.fault(a, "path", "the target %s of the scenario %s has no %s; only the bound that a target gives can be an axis", t.ID, r.called(v), key)
			return
		}
	}
}

// values reads a list of numbers.
func (r *reader) values(a *axis) {
	path := a.at + ".values"
	for i, item := range a.n.Fields["values"].Items {
		at := fmt.Sprintf("%s[%d]", path, i)
		a.Values = append(a.Values, item.Number)
		switch {
		case item.Wrong || r.Wrong(at):
			a.bad = true
		case item.Kind != document.Integer && item.Kind != document.Float:
			a.bad = true
			r.Fault(item.Value, at, "is %s, and %s is a number; write it without quotes", item.Kind, a.Path)
		case !r.Number(a.param, at, item):
			a.bad = true
		}
	}
	if !a.bad {
		a.sample = a.Values[0]
		r.Covered(a.param, path, a.Values)
	}
}

// pins are settings that make plain numbers of those that an axis sets in a scenario: of drawn
// ones their central values, and of such as need not be there one of the axis' own.
func (r *reader) pins(a *axis, e *scenarios.Effective) []setting {
	list := named(e, a.Path)
	if a.worded() || a.bad || bound(a.Path) && len(list) > 0 {
		return nil
	}
	at := place{a.n.Fields["path"].Value, a.at + ".path"}
	var out []setting
	everywhere := optional(a.param) && strings.Contains(a.Path, "*")
	if everywhere || len(list) == 0 {
		out = append(out, setting{a.Path + "=" + number(a.sample), at})
	}
	for _, v := range list {
		if everywhere || v.Drawn != "" {
			out = append(out, setting{v.Path + "=" + number(v.Value), at})
		}
	}
	return out
}

package study

import (
	"fmt"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/scenarios/internal/document"
)

// axis is an axis while it is read.
type axis struct {
	*model.Axis
	n      *document.Node
	at     string           // axis.ID
	param  *model.Parameter // what its path names in the table; nil where it names nothing
	bad    bool             // too much is wrong with it to go on
	forms  []string         // which of values, range and dist it gives
	sample float64          // a value that it takes
}

// worded tells whether each of its values makes a scenario of its own.
func (a *axis) worded() bool { return a.param != nil && a.param.Kind != model.Number }

// readAxes reads the axes as far as no scenario is needed for that.
func (r *reader) readAxes() {
	list := r.Fields["axis"]
	if list == nil || len(list.Items) == 0 {
		if !r.Wrong("axis") {
			r.Fault(r.Pos, "axis", "is missing: what differs from point to point; add [[axis]] with id, path and values")
		}
		return
	}
	r.out.Axes = make([]model.Axis, len(list.Items))
	for i, n := range list.Items {
		a := &axis{Axis: &r.out.Axes[i], n: n, at: "axis." + n.ID()}
		a.Label = r.text(n, "name")
		a.ID, a.Path, a.With, a.sample = n.ID(), n.Fields["path"].Text, -1, 1
		r.axes = append(r.axes, a)
		r.path(a)
		r.form(a)
		if a.worded() {
			r.words(a)
		}
	}
	for i, a := range r.axes {
		r.with(i, a)
	}
}

// fault notes a mistake at a key of an axis, or at the axis where the key is not given.
func (r *reader) fault(a *axis, key, format string, args ...any) {
	a.bad = true
	pos, path := a.n.Pos, a.at
	if key != "" {
		path += "." + key
	}
	if at := r.Given(a.n, key); at != nil {
		pos = at.Value
	}
	r.Fault(pos, path, format, args...)
}

// path finds the parameter that a path names. Of one that names none, the loader of scenarios
// will say why when it is set.
func (r *reader) path(a *axis) {
	switch {
	case r.Wrong(a.at + ".path"):
		a.bad = true
		return
	case a.Path == "" || strings.ContainsAny(a.Path, "=\"' \t"):
		r.fault(a, "path", "%.80q cannot be a path; write it as hubcap params lists them, with ids or stars: cluster.guian.build.lead_time_months", a.Path)
		return
	}
	for _, p := range model.Parameters() {
		if within(a.Path, p.Path) {
			a.param = &p
			a.Unit = p.Unit
		}
	}
	if why := r.refused(a); why != "" {
		r.fault(a, "path", "%s", why)
	}
}

// refused tells why a value cannot be an axis, or nothing.
func (r *reader) refused(a *axis) string {
	switch {
	case a.param == nil:
		return ""
	case a.Path == "schema":
		return "the version of the format is the same in all scenarios"
	case a.param.Kind == model.Ident:
		return "is an id, by which other values are found; nothing else depends on it"
	case strings.HasPrefix(a.Path, "group."):
		return "how numbers are tied shapes all draws, so only the loader of scenarios can follow it; make a [[base]] for each value, with set = [\"" + a.Path + "=...\"]"
	case strings.HasPrefix(a.Path, "process.") && r.out.Members == 1 && !r.Wrong("members"):
		return "has no effect with members = 1: the central run is without chance; give members"
	}
	return ""
}

// within tells whether all that one path names is named by another, whose stars stand for any id.
func within(path, wider string) bool {
	a, b := strings.Split(path, "."), strings.Split(wider, ".")
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && b[i] != "*" {
			return false
		}
	}
	return true
}

// form sees to it that an axis has just one of values, range and dist, as its design wants it.
func (r *reader) form(a *axis) {
	for _, key := range []string{"values", "range", "dist"} {
		if r.has(a.n, a.at, key) {
			a.forms = append(a.forms, key)
			a.bad = a.bad || r.Wrong(a.at+"."+key)
		}
	}
	kind := r.out.Design.Kind
	steps := r.Given(a.n, "steps") != nil
	switch {
	case kind == "":
		a.bad = true
	case kind == "points" && a.worded() && slices.Equal(a.forms, []string{"values"}):
	case kind == "points" && a.worded():
		r.fault(a, "values", "is missing: the words that the file of points may have in this column")
	case kind == "points" && len(a.forms) > 0:
		r.fault(a, a.forms[0], "has no effect: design.file gives the numbers of this axis; take it out")
	case kind == "points":
	case len(a.forms) == 0 && !r.Wrong(a.at):
		r.fault(a, "", "has no values; give values = [...], range = { low = ..., high = ... } or dist = { ... }")
	case len(a.forms) > 1:
		r.fault(a, a.forms[1], "stands beside %s; an axis has one of values, range and dist", a.forms[0])
	case a.worded() && !slices.Equal(a.forms, []string{"values"}):
		r.fault(a, a.forms[0], "%s is no number, so it has neither range nor distribution; give values = [\"...\"]", a.Path)
	}
	switch {
	case !steps:
	case slices.Contains(a.forms, "range"):
		r.fault(a, "steps", "has no effect beside a range; write range = { ..., steps = %d }", r.count(a.n, a.at, "steps"))
	case kind != "" && (kind != "grid" || !slices.Contains(a.forms, "dist")):
		r.fault(a, "steps", "has no effect: steps are of a distribution in a grid")
	}
}

// words reads a list of words or dates.
func (r *reader) words(a *axis) {
	n := a.n.Fields["values"]
	if a.bad || n == nil || r.Wrong(a.at+".values") {
		a.bad = true
		return
	}
	for i, item := range n.Items {
		if item.Kind != document.String && item.Kind != document.Date {
			r.Fault(item.Value, fmt.Sprintf("%s.values[%d]", a.at, i), "is %s, and %s takes words; write them in quotes", item.Kind, a.Path)
			a.bad = true
			return
		}
		a.Texts = append(a.Texts, item.Text)
	}
}

// setting is what a choice of words lays over a base.
func (a *axis) setting(choice int) setting {
	text := a.Texts[choice]
	switch a.param.Kind {
	case model.DateKind, model.RefList: // as TOML
	default:
		text = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
	}
	return setting{a.Path + "=" + text, place{a.n.Fields["values"].Items[choice].Value, fmt.Sprintf("%s.values[%d]", a.at, choice)}}
}

// number writes a number as a setting has it.
func number(v float64) string { return fmt.Sprint(v) }

package scenarios

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/model/distribution"
	"hubcap/scenarios/internal/document"
)

// chance is what a number remembers of the distribution as which it is given.
type chance struct {
	keys   []string // that it takes, in the order in which they are written
	kind   string
	params distribution.Params
	group  string

	dist *distribution.Dist // within what is allowed
	cut  float64            // probability outside what is allowed
}

// commonKeys are those that every kind of distribution takes beside its own.
func commonKeys() []string { return []string{"min", "max", "value"} }

// String writes the distribution in the one form that effective scenarios have.
func (ch *chance) String() string {
	parts := []string{"dist = " + quote(ch.kind)}
	list := func(key string, values []float64) {
		items := make([]string, len(values))
		for i, v := range values {
			items[i] = grouped(v)
		}
		parts = append(parts, key+" = ["+strings.Join(items, ", ")+"]")
	}
	for _, key := range ch.keys {
		v, given := ch.params.Numbers[key]
		switch {
		case key == "values" && ch.params.Values != nil:
			list(key, ch.params.Values)
		case key == "weights" && ch.params.Weights != nil:
			list(key, ch.params.Weights)
		case given:
			parts = append(parts, key+" = "+grouped(v))
		}
	}
	if ch.group != "" {
		parts = append(parts, "group = "+quote(ch.group))
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// fixed tells why a number cannot be a distribution, or nothing.
func fixed(p *model.Parameter) string {
	switch {
	case p.Path == "schema":
		return "the version of the format is one whole number and cannot be a distribution"
	case strings.HasPrefix(p.Path, "target."):
		return "a target is what is asked for, and not what is unknown: give it one bound, and for another bound another target"
	case strings.HasPrefix(p.Path, "group."):
		return "how numbers are tied cannot be a distribution itself; give a number"
	}
	return ""
}

// distribution checks a table that stands in the place of a number. The node becomes the
// number of a run without chance, with which all other checks go on.
func (c *checker) distribution(p *model.Parameter, path string, n *document.Node) {
	r := &distReader{checker: c, p: p, path: path, n: n}
	if !r.read() {
		c.wrong[path] = true
		if group := n.Fields["group"]; group != nil {
			c.wrong[join("group", group.Text)] = true // what it ties is not known
		}
		*n = *standIn(p, n.Pos)
		return
	}
	if group := n.Fields["group"]; group != nil {
		c.nodes[join(path, "group")] = group
	}
	c.chances[path] = &r.chance
	n.Kind, n.Number, n.Drawn = document.Float, r.dist.Central(), r.String()
	if dist := n.Fields["dist"]; n.Comment == "" {
		n.Comment = dist.Comment // of a table with a header
	}
	n.Keys, n.Fields = nil, nil
}

// distReader reads one distribution.
type distReader struct {
	*checker
	chance
	p      *model.Parameter
	path   string
	n      *document.Node
	failed bool
}

// fault notes a mistake at the value of a key, or at the whole where the key is not given.
func (r *distReader) fault(key, format string, args ...any) {
	r.failed = true
	pos, path := r.n.Value, r.path
	if key != "" {
		path = join(path, key)
	}
	if at := r.n.Fields[key]; at != nil {
		pos = at.Value
	}
	r.problem(pos, path, format, args...)
}

// read tells whether the table is a distribution without mistakes.
func (r *distReader) read() bool {
	if why := fixed(r.p); why != "" {
		r.fault("", "is a table: %s", why)
		return false
	}
	kind := r.named()
	if kind == nil {
		return false
	}
	r.kind = kind.Name
	for _, k := range kind.Keys {
		r.keys = append(r.keys, k.Name)
	}
	for _, key := range commonKeys() {
		if !slices.Contains(r.keys, key) {
			r.keys = append(r.keys, key)
		}
	}
	r.params.Numbers = map[string]float64{}
	for _, key := range r.n.Keys {
		if key != "dist" {
			r.key(key, r.n.Fields[key])
		}
	}
	if !r.failed {
		r.make()
	}
	return !r.failed
}

// named finds the kind of the distribution.
func (r *distReader) named() *distribution.Kind {
	if r.kinds == nil {
		r.kinds = distribution.Kinds()
	}
	names := ids(r.kinds, func(k distribution.Kind) string { return k.Name })
	name := r.n.Fields["dist"]
	switch {
	case name == nil:
		r.fault("", "is a table, and a number is wanted, or a distribution, which names its kind and is given as a whole: { dist = \"uniform\", low = 1, high = 2 }")
		return nil
	case name.Wrong:
		return nil
	case name.Kind != document.String:
		r.fault("dist", "is %s, and the kind of the distribution in quotes is wanted%s", name.Kind, DidYouMean("", names))
		return nil
	}
	for _, k := range r.kinds {
		if k.Name == name.Text {
			return &k
		}
	}
	r.fault("dist", "%.80q is no kind of distribution%s", name.Text, DidYouMean(name.Text, names))
	return nil
}

// key reads one key of the table.
func (r *distReader) key(key string, n *document.Node) {
	known := slices.Contains(r.keys, key)
	switch {
	case n.Wrong: // the parser has said why
		r.failed = true
	case key == "group":
		if n.Kind != document.String {
			r.fault(key, "is %s, and the id of a [[group]] in quotes is wanted", n.Kind)
			return
		}
		r.group = n.Text
		if n.Text == "" {
			r.fault(key, "is empty; give the id of a [[group]], or leave it out")
		}
	case known && (key == "values" || key == "weights"):
		list := r.list(key, n)
		if key == "values" {
			r.params.Values = list
		} else {
			r.params.Weights = list
		}
	case known:
		r.params.Numbers[key] = r.number(key, n)
	default:
		r.failed = true
		r.problem(n.Pos, join(r.path, key), "unknown key of a %s distribution%s", r.kind, DidYouMean(key, slices.Concat(r.keys, []string{"group"})))
	}
}

func (r *distReader) number(key string, n *document.Node) float64 {
	switch {
	case n.Kind != document.Integer && n.Kind != document.Float:
		r.fault(key, "is %s, and a number is wanted%s%s", n.Kind, inUnit(r.p.Unit), numberHint(n))
	case math.IsNaN(n.Number) || math.IsInf(n.Number, 0):
		r.fault(key, "is not finite; leave it out, or give a number")
	}
	return n.Number
}

// list reads the values or weights of a discrete distribution.
func (r *distReader) list(key string, n *document.Node) []float64 {
	if n.Kind != document.List || len(n.Items) == 0 {
		r.fault(key, "a list of at least one number is wanted: [1, 0.8]")
		return nil
	}
	out := make([]float64, 0, len(n.Items))
	for i, item := range n.Items {
		at := fmt.Sprintf("%s[%d]", join(r.path, key), i)
		switch {
		case item.Wrong:
			r.failed = true
		case item.Kind != document.Integer && item.Kind != document.Float:
			r.failed = true
			r.problem(item.Value, at, "is %s, and a number is wanted%s", item.Kind, numberHint(item))
		case math.IsNaN(item.Number) || math.IsInf(item.Number, 0):
			r.failed = true
			r.problem(item.Value, at, "is not finite; give a number")
		}
		out = append(out, item.Number)
	}
	return out
}

// make makes the distribution, and cuts it to what the table of parameters allows.
func (r *distReader) make() {
	d, err := distribution.New(r.kind, r.params)
	if err != nil {
		r.because(err, "")
		return
	}
	if r.years(); r.failed {
		return
	}
	if r.dist, r.cut, err = d.Within(r.p.Min, r.p.Max); err != nil {
		r.because(err, shareHint(d.Central(), r.p.Min, r.p.Max))
	}
}

// because notes a fault of the distribution itself.
func (r *distReader) because(err error, hint string) {
	key, what := "", err.Error()
	if fault := (*distribution.Fault)(nil); errors.As(err, &fault) {
		key, what = fault.Key, fault.What
	}
	r.fault(key, "%s%s", what, hint)
}

// years checks that a year of the calendar stays one when it is drawn.
func (r *distReader) years() {
	if !r.p.Calendar() {
		return
	}
	if r.kind != "discrete" {
		r.fault("dist", "a year of the calendar is a whole number, which %s does not draw; write dist = \"discrete\" with whole years as values", r.kind)
		return
	}
	for i, v := range r.params.Values {
		if v != math.Trunc(v) {
			r.failed = true
			r.problem(r.n.Fields["values"].Items[i].Value, fmt.Sprintf("%s.values[%d]", r.path, i), "%s is no year", number(v))
		}
	}
}

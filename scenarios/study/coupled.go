package study

import (
	"slices"
	"strings"

	"hubcap/scenarios"
)

// with finds the axis whose place an axis shares.
func (r *reader) with(i int, a *axis) {
	name := r.word(a.n, a.at, "with")
	if name == "" {
		if given := r.Given(a.n, "with"); given != nil && !r.Wrong(a.at+".with") {
			r.fault(a, "with", "is empty; give the id of an axis, or leave it out")
		}
		return
	}
	var ids []string
	for j, b := range r.axes {
		ids = append(ids, b.ID)
		if b.ID != name {
			continue
		}
		switch {
		case j == i:
			r.fault(a, "with", "names the axis itself; name another one, or leave it out")
		case r.has(b.n, b.at, "with"):
			r.fault(a, "with", "axis %q shares the place of another axis itself; name that one", name)
		case j > i:
			r.fault(a, "with", "axis %q stands further down; write the axis that has the place first", name)
		case r.out.Design.Kind == "points":
			r.fault(a, "with", "has no effect: the file of points gives each axis its own column")
		default:
			a.With = j
		}
		return
	}
	r.fault(a, "with", "there is no axis %.80q%s", name, scenarios.DidYouMean(name, ids))
}

// coupled checks that axes that share a place have as many values each, or none of both a list.
func (r *reader) coupled() {
	for _, a := range r.axes {
		if a.With < 0 || a.bad || r.axes[a.With].bad {
			continue
		}
		b := r.axes[a.With]
		mine, other := a.Discrete(), b.Discrete()
		switch {
		case (mine > 0) != (other > 0):
			r.fault(a, "with", "a list shares its place with a list only, and a range or distribution with one of these: this axis has %s, and %q has %s", a.forms[0], b.ID, b.forms[0])
		case mine != other:
			r.fault(a, "with", "the list has length %d, and that of %q has %d; axes that share a place need the same length", mine, b.ID, other)
		case a.Steps != b.Steps:
			r.fault(a, "with", "the steps are %d, and those of %q are %d; axes that share a place need the same number", a.Steps, b.ID, b.Steps)
		}
	}
}

// overlaps sees to it that no two axes set the same value, and no setting of a base is in vain.
func (r *reader) overlaps() {
	for i, a := range r.axes {
		if a.Path == "" || a.bad && r.Wrong(a.at+".path") {
			continue
		}
		for _, b := range r.axes[:i] {
			if both := common(a.Path, b.Path); both != "" && r.there(a, b, both) {
				r.fault(a, "path", "axis %q sets %s too; a value has one axis", b.ID, both)
				break
			}
		}
		for _, b := range r.bases {
			for _, s := range b.set {
				if path, _, _ := strings.Cut(s.text, "="); within(strings.TrimSpace(path), a.Path) {
					r.Fault(s.pos, s.path, "has no effect: axis %q sets %s at every point; take one of both out", a.ID, strings.TrimSpace(path))
				}
			}
		}
	}
}

// there tells whether what two paths both name is a value of any scenario. Where stars cross,
// as in cluster.c.fleet.*.fill and cluster.*.fleet.f.fill, it need not be.
func (r *reader) there(a, b *axis, both string) bool {
	if within(a.Path, b.Path) || within(b.Path, a.Path) || a.worded() || b.worded() || optional(a.param) {
		return true
	}
	return slices.ContainsFunc(r.plain, func(e *scenarios.Effective) bool { return len(named(e, both)) > 0 })
}

// common is what two paths both name, or nothing.
func common(a, b string) string {
	p, q := strings.Split(a, "."), strings.Split(b, ".")
	if len(p) != len(q) {
		return ""
	}
	for i := range p {
		switch {
		case p[i] == "*":
			p[i] = q[i]
		case q[i] != "*" && q[i] != p[i]:
			return ""
		}
	}
	return strings.Join(p, ".")
}

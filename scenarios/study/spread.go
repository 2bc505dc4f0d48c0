package study

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/scenarios/internal/document"
)

// span reads a range.
func (r *reader) span(a *axis) {
	n, path := a.n.Fields["range"], a.at+".range"
	for _, key := range []string{"low", "high"} {
		switch at := r.Given(n, key); {
		case at == nil:
			if a.bad = true; !r.Wrong(path) { // its name may be misspelt
				r.Fault(n.Pos, path+"."+key, "is missing: %s", meaning("axis.*.range."+key))
			}
		case r.Wrong(path+"."+key) || !r.Number(a.param, path+"."+key, at):
			a.bad = true
		}
	}
	a.Log = r.word(n, path, "scale") == "log"
	if r.steps(a, n, path); r.Wrong(path) || r.Given(n, "low") == nil || r.Given(n, "high") == nil || r.Wrong(path+".low") || r.Wrong(path+".high") {
		return
	}
	low, high := n.Fields["low"], n.Fields["high"]
	a.Low, a.High = low.Number, high.Number
	a.sample = a.Low + (a.High-a.Low)/2
	even := (a.High - a.Low) / float64(max(1, a.Steps-1))
	switch {
	case a.Low >= a.High:
		r.fault(a, "range", "is empty: low is %s and high is %s; low has to be the smaller one", number(a.Low), number(a.High))
	case a.Log && a.Low <= 0:
		r.Fault(low.Value, path+".low", "%s has no logarithm; start above 0, or write scale = \"linear\"", number(a.Low))
	case !a.param.Calendar():
	case a.Steps == 0:
		r.fault(a, "range", "a year of the calendar is a whole number, which a range does not keep to; write values = [...]")
	case a.Log || even != math.Trunc(even):
		r.fault(a, "range", "a year of the calendar is a whole number, and %d steps do not all fall on one; write values = [...]", a.Steps)
	}
	if a.param.Calendar() {
		a.sample = a.Low
	}
	r.Covered(a.param, path, []float64{a.Low, a.High})
}

// steps reads how many values of a range or distribution a grid takes: they are asked for there,
// and nowhere else.
func (r *reader) steps(a *axis, n *document.Node, path string) {
	given := r.Given(n, "steps")
	switch grid := r.out.Design.Kind == "grid"; {
	case r.out.Design.Kind == "":
	case given != nil && !grid:
		a.bad = true
		r.Fault(given.Pos, path+".steps", "has no effect: steps are of a grid, and this design is %s; take it out", r.out.Design.Kind)
	case given == nil && grid:
		a.bad = true
		r.Fault(n.Pos, path+".steps", "is missing: how many values of it the grid takes")
	case r.Wrong(path + ".steps"):
		a.bad = true
	}
	a.Steps = r.count(n, path, "steps")
}

// dist reads a distribution.
func (r *reader) dist(a *axis) {
	if r.out.Design.Kind == "grid" { // elsewhere it has been complained about
		r.steps(a, a.n, a.at)
	}
	n := a.n.Fields["dist"]
	if n.Kind == document.String {
		r.scenarios(a)
		return
	}
	if group := n.Fields["group"]; group != nil {
		a.bad = true
		r.Fault(group.Pos, a.at+".dist.group", "has no effect: axes that take the same quantile are tied by with = \"ID\", and others are not tied")
		n.Delete("group")
	}
	if a.Dist, a.DistText = r.Distribution(a.param, a.at+".dist", n); a.Dist == nil {
		a.bad = true
		return
	}
	a.sample = a.Dist.Central()
}

// scenarios takes the distribution that the number has in every scenario.
func (r *reader) scenarios(a *axis) {
	if strings.Contains(a.Path, "*") {
		r.fault(a, "dist", "is that of one number, and the path has a star; write the distribution here, { dist = ..., ... }")
		return
	}
	var first model.Uncertain
	of := ""
	for v, e := range r.plain {
		if e == nil || len(named(e, a.Path)) == 0 {
			continue // will be complained about
		}
		i := slices.IndexFunc(e.Uncertain, func(u model.Uncertain) bool { return u.Path == a.Path })
		switch {
		case i < 0:
			r.fault(a, "dist", "%s is a plain number in the scenario %s; write the distribution here, { dist = ..., ... }", a.Path, r.called(v))
			return
		case of == "":
			first, of = e.Uncertain[i], r.called(v)
		case e.Uncertain[i].Text != first.Text:
			r.fault(a, "dist", "%s is %s in the scenario %s, and %s in %s; write the one that is meant here", a.Path, first.Text, of, e.Uncertain[i].Text, r.called(v))
			return
		}
	}
	if of == "" {
		return
	}
	a.Dist, a.DistText, a.sample = first.Dist, first.Text, first.Dist.Central()
	if first.Group == "" {
		return
	}
	a.DistText = strings.Replace(first.Text, fmt.Sprintf(", group = %q }", first.Group), " }", 1)
	r.out.Remarks = append(r.out.Remarks, model.Text{
		EN: fmt.Sprintf("The scenario draws %s in the group %s; as an axis it is drawn by itself.", a.Path, first.Group),
		ZH: fmt.Sprintf("情景中 %s 属于组 %s；作为研究的轴时单独抽取。", a.Path, first.Group),
	})
}

package scenarios

import (
	"fmt"
	"strings"

	"hubcap/model"
	"hubcap/model/distribution"
	"hubcap/scenarios/internal/document"
)

// Document is a TOML file that is no scenario, and is held against a table of parameters by the
// rules that hold for scenarios. Defaults stand in it where nothing is given, and something
// harmless where a value is wrong, so that the rest can be looked at.
type Document struct {
	*document.Node
	checker *checker
	given   map[*document.Node]bool
	draws   []drawn
	beyond  doubts
}

// Open checks a document. It is of no use, but for its Problems, where it could not be read to
// the end: then ok is false.
func Open(table []model.Parameter, file string, data []byte) (d *Document, ok bool) {
	tree, problems := document.Parse(file, data)
	d = &Document{Node: tree, given: map[*document.Node]bool{}, checker: &checker{
		nodes: map[string]*document.Node{"": tree}, wrong: map[string]bool{}, chances: map[string]*chance{}, problems: problems,
	}}
	for _, p := range problems {
		if p.Fatal {
			return d, false
		}
	}
	d.mark(tree)
	d.checker.table(schema(table), "", tree)
	return d, true
}

// mark remembers what the file itself gives.
func (d *Document) mark(n *document.Node) {
	d.given[n] = true
	for _, key := range n.Keys {
		d.mark(n.Fields[key])
	}
	for _, item := range n.Items {
		d.mark(item)
	}
}

// Given finds a value below a table if the file gives it, be it wrong.
func (d *Document) Given(n *document.Node, key string) *document.Node {
	if at := n.Fields[key]; at != nil && d.given[at] {
		return at
	}
	return nil
}

// Wrong tells whether something has been said about a value already.
func (d *Document) Wrong(path string) bool { return d.checker.wrong[path] }

// Fault notes a mistake.
func (d *Document) Fault(pos document.Pos, path, format string, args ...any) {
	d.checker.problem(pos, path, format, args...)
}

// Problems are the mistakes so far.
func (d *Document) Problems() Problems { return d.checker.problems }

// Number checks a number that is given to a parameter of a scenario, and tells whether it is
// allowed there.
func (d *Document) Number(p *model.Parameter, path string, n *document.Node) bool {
	what := OutOfRange(p, n.Number)
	if what != "" {
		d.Fault(n.Value, path, "%s", what)
	}
	return what == ""
}

// OutOfRange is what is wrong with a number in the place of a parameter, or nothing.
func OutOfRange(p *model.Parameter, v float64) string {
	switch {
	case !p.Allowed(v):
		return outOfRange(p, v)
	case p.Calendar() && v != float64(int64(v)):
		return number(v) + " is no year"
	}
	return ""
}

// Distribution reads a distribution that is given to a parameter of a scenario, as TOML and
// within what is allowed there; it is nil when there is something wrong with it.
func (d *Document) Distribution(p *model.Parameter, path string, n *document.Node) (*distribution.Dist, string) {
	of := *p
	of.Path = path // whatever may be a distribution in a scenario
	d.checker.distribution(&of, path, n)
	ch := d.checker.chances[path]
	if ch == nil {
		return nil, ""
	}
	d.draws = append(d.draws, drawn{ch, path, &of, n})
	return ch.dist, n.Drawn
}

// Covered doubts numbers that are given to a parameter if the evidence does not cover them.
func (d *Document) Covered(p *model.Parameter, path string, values []float64) {
	var out []string
	for _, v := range values {
		if !p.Plausible(v) {
			out = append(out, number(v))
		}
	}
	if len(out) == 0 {
		return
	}
	covered, zh := interval(p.Low, p.High, p.Unit), strings.Join(out, "、")
	if len(out) > 4 {
		zh = strings.Join(out[:4], "、") + "等"
	}
	d.beyond.add(drawn{path: path, p: &model.Parameter{Path: path}}, model.Text{
		EN: fmt.Sprintf(": the evidence, which covers %s, does not cover %s", covered, few(out)),
		ZH: fmt.Sprintf("：%s 超出现有依据的范围 %s", zh, span(covered)),
	})
}

// Remarks are the doubts about the numbers that were checked; ask once, at the end.
func (d *Document) Remarks() []model.Text {
	d.checker.doubtful(d.draws)
	d.checker.firstOf(d.beyond, "Not all covered by the evidence, further lists and ranges: %d", "另有%d个取值列表或区间也部分超出现有依据的范围")
	return d.checker.remarks
}

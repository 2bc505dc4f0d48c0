package plots

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// requirement is what the target asks, in brackets.
func (j *job) requirement(p *sample) string {
	var asks []string
	for _, t := range j.swept.targets(p.target, p.base) {
		if text := j.sweptAsks(t); !slices.Contains(asks, text) {
			asks = append(asks, text)
		}
	}
	if len(asks) > 2 {
		return j.inBrackets(j.pick("the bound differs by scenario", "要求值因情景而异"))
	}
	return j.inBrackets(strings.Join(asks, j.pick(" or ", "或")))
}

// targets are a target as a scenario has it, or as all of those do that have it if its id is empty.
func (s *swept) targets(id, base string) (out []result.ManifestTarget) {
	for _, b := range s.m.Scenarios {
		if t := s.m.TargetOf(b.ID, id); t != nil && (base == "" || b.ID == base) {
			out = append(out, *t)
		}
	}
	if t, ok := s.of(id); len(out) == 0 && ok {
		out = append(out, t)
	}
	return out
}

// sweptAsks is what a target asks by when. What an axis sets is not the same at all points, so the
// number or the date of the scenario would be wrong at most of them.
func (j *job) sweptAsks(t result.ManifestTarget) string {
	bound, when := j.requires(asTarget(t)), j.date(t.Deadline)
	if t.RequiredBy != "" {
		sign := map[model.Comparator]string{model.AtLeast: "≥ ", model.AtMost: "≤ "}[t.Comparator]
		bound = sign + j.axisCalled(t.RequiredBy) + j.pick(" (axis)", "（轴）")
	}
	if t.DeadlineBy != "" {
		when = fmt.Sprintf(j.pick("by the date on the axis “%s”", "期限见轴：%s"), j.axisCalled(t.DeadlineBy))
	}
	return bound + j.pick(", ", "，") + when
}

// axisCalled names the axis with an id.
func (j *job) axisCalled(id string) string {
	const most = 170
	for _, a := range j.swept.m.Axes {
		if a.ID == id {
			return j.axisName(a, noteStyle, most)
		}
	}
	return id
}

// required is what the target asks of a row of the table: the bound in its scenario, or what the axis
// that sets it has there.
func (s *swept) required(t result.ManifestTarget, row int) float64 {
	if base := s.texts(s.role(result.RoleScenario)); base != nil {
		if own := s.m.TargetOf(base[row], t.ID); own != nil {
			t = *own
		}
	}
	if own := s.numbers(s.named(t.RequiredBy)); own != nil {
		return own[row]
	}
	return float64(t.Required)
}

// boundOf is the target whose quantity is in a column, if its bound is the same at all points.
func (s *swept) boundOf(column int) (result.ManifestTarget, bool) {
	t, ok := s.targetOf(column)
	if !ok {
		return t, false
	}
	list := s.targets(t.ID, s.o.Scenario)
	differs := func(other result.ManifestTarget) bool {
		return other.RequiredBy != "" || other.Required != list[0].Required
	}
	return list[0], !slices.ContainsFunc(list, differs)
}

// targetOf is the target whose quantity is in a column.
func (s *swept) targetOf(column int) (result.ManifestTarget, bool) {
	c := s.runs.Columns[column]
	if c.Role != result.RoleSimulated {
		return result.ManifestTarget{}, false
	}
	return s.of(c.Of)
}

// setsBound tells whether an axis only sets what a target requires: it moves verdicts and nothing
// that is simulated.
func (s *swept) setsBound(column int) bool {
	for _, t := range s.m.Targets {
		if t.RequiredBy != "" && t.RequiredBy == s.runs.Columns[column].Name {
			return true
		}
	}
	return false
}

// bounds draws what the targets on the two columns require.
func (p *plane) bounds(c *scattering) {
	b := p.box
	if t, ok := p.swept.boundOf(c.y); ok {
		words := p.wrap(p.requirementOf(t), smallStyle, barRoom-10, 2)
		at := p.y.at(float64(t.Required))
		y := p.py(at)
		switch {
		case at > p.y.edges[1]:
			words = p.wrap(p.requirementOf(t)+p.pick(", higher up", "，更高"), smallStyle, barRoom-10, 3)
		case at < p.y.edges[0]:
			words = p.wrap(p.requirementOf(t)+p.pick(", lower down", "，更低"), smallStyle, barRoom-10, 3)
		default:
			p.stroke(red, 0.9, []vg.Length{4, 3}, vg.Point{X: b.Min.X, Y: y}, vg.Point{X: b.Max.X, Y: y})
		}
		p.besideBound(y, words)
	} else if t, ok := p.swept.targetOf(c.y); ok {
		p.ownBounds(c, t)
	}
	if t, ok := p.swept.boundOf(c.x); ok {
		if at := p.x.at(float64(t.Required)); at >= p.x.edges[0] && at <= p.x.edges[p.x.cells()] {
			p.stroke(red, 0.9, []vg.Length{4, 3}, vg.Point{X: p.px(at), Y: b.Min.Y}, vg.Point{X: p.px(at), Y: b.Max.Y})
			words := p.requirementOf(t)
			half := p.fonts.width(words, smallStyle) / 2
			x := min(max(p.px(at), edge+half), b.Max.X-half)
			if box := (vg.Rectangle{Min: vg.Point{X: x - half - 4, Y: b.Max.Y + 4}, Max: vg.Point{X: x + half + 4, Y: b.Max.Y + 14}}); p.free(box) {
				p.text(x, b.Max.Y+7, words, smallStyle.in(red), centre)
			}
		}
	}
}

// besideBound writes on the right of the plane, near a height.
func (p *plane) besideBound(y vg.Length, words []string) {
	b := p.box
	top := min(max(y+lineH*vg.Length(len(words)-1)/2, b.Min.Y+lineH*vg.Length(len(words)-1)), b.Max.Y-6)
	for i, line := range words {
		p.text(b.Max.X+6, top-3-lineH*vg.Length(i), line, smallStyle.in(red), left)
	}
}

// ownBounds says that each point has a bound of its own. Over the axis that sets it all of them are
// one line: what is simulated is as much as the axis has.
func (p *plane) ownBounds(c *scattering, t result.ManifestTarget) {
	words := p.pick("required: differs by point", "要求值因点而异")
	if x := p.swept.runs.Columns[c.x]; x.Name == t.RequiredBy && x.Unit == p.swept.runs.Columns[c.y].Unit {
		const steps = 1024 // fine enough to end at the frame
		var line []vg.Point
		from, to := p.x.edges[0], p.x.edges[p.x.cells()]
		for i := range steps + 1 {
			at := from + (to-from)*float64(i)/steps
			if v := p.y.at(p.x.value(at)); v >= p.y.edges[0] && v <= p.y.edges[p.y.cells()] {
				line = append(line, vg.Point{X: p.px(at), Y: p.py(v)})
			}
		}
		if len(line) > 1 {
			p.stroke(red, 0.9, []vg.Length{4, 3}, line...)
			words = p.pick("line: as much as the axis below requires", "虚线：等于横轴所要求的值")
		}
	}
	p.besideBound(p.box.Max.Y, p.wrap(words, smallStyle, barRoom-10, 4))
}

func (j *job) requirementOf(t result.ManifestTarget) string {
	word := j.pick("required ", "要求")
	if t.Comparator == model.AtMost {
		word = j.pick("limit ", "上限")
	}
	return word + j.number(t.Quantity, float64(t.Required)) + j.classifier(t.Quantity)
}

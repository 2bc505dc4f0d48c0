package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"hubcap/sim/result"
)

const (
	heatPanels = 6  // of small multiples
	binsMost   = 24 // on each side
	binRows    = 8  // that a bin has on average, or more
	byBins     = 4  // of small multiples over what has no levels
)

// heat is the chance of a target over two axes, for each cell of a third or all together.
type heat struct {
	*sample
	x, y, by *sweepAxis
	panels   []int // cells of by
	fields   []*field
	surfaces [][][]float64
	members  int
	verdicts bool    // each cell is one central run
	dotted   bool    // there are too few points for cells: they are drawn themselves
	points   [][]int // of each panel: places in the sample
	likely   int     // points in the panels that meet the target, with members as likely as not
	rest     []int   // columns of the axes that the cells are means over
	outside  int     // rows beyond the ends of the axes
}

// heatMap shows where over two axes a target is met.
func heatMap(j *job) (*figure, string) {
	s := j.swept
	p := s.heatSample()
	if !p.judged() {
		return nil, j.noVerdict(p)
	}
	for _, name := range []string{s.o.X, s.o.Y} {
		if i := s.named(name); name != "" && (i < 0 || s.runs.Columns[i].Role != result.RoleAxis) {
			return nil, fmt.Sprintf(j.pick("%s is not an axis of the sweep", "%s不是本研究的轴"), name)
		}
	}
	x, y, by := s.pair(p)
	switch {
	case x < 0:
		return nil, j.pick("no axis has more than one value", "各轴均只有一个取值")
	case y < 0:
		return j.chanceCurve(p, x)
	}
	h := s.heat(p, x, y, by)
	if h.x.cells() == 0 || h.y.cells() == 0 || len(h.fields) == 0 {
		return nil, j.pick("an axis has no values to be shown", "有轴没有可显示的取值")
	}
	return j.drawHeat(h), ""
}

// heatSample is of the scenario that is asked for, or else of the first that has the target.
func (s *swept) heatSample() *sample {
	if s.o.Scenario == "" && len(s.m.Scenarios) > 1 {
		for _, b := range s.m.Scenarios {
			if p := s.sample(b.ID); p.judged() {
				return p
			}
		}
		return s.sample(s.m.Scenarios[0].ID)
	}
	return s.sample(s.o.Scenario)
}

// noVerdict says why there is nothing to be shown of a target.
func (j *job) noVerdict(p *sample) string {
	s := j.swept
	if n := p.failed; n > 0 && p.unjudged == 0 {
		return fmt.Sprintf(j.pick("all %s points failed", "%s点全部失败"), result.Grouped(float64(n), 0))
	}
	var have []string
	for _, b := range s.m.Scenarios {
		if p.base != "" && b.ID != p.base && s.sample(b.ID).judged() {
			have = append(have, b.ID)
		}
	}
	if len(have) > 0 {
		return fmt.Sprintf(j.pick("scenario %s does not have the target; name another with --scenario: %s", "情景%s没有该目标；请用 --scenario 另选：%s"),
			p.base, strings.Join(have, j.pick(", ", "、")))
	}
	return j.pick("no point has been judged by a target", "没有任何点得到目标判定")
}

// pair are the columns of the axes of the heat map, and of that of the small multiples or -1. With
// more than two axes it takes those whose cells differ most.
func (s *swept) pair(p *sample) (x, y, by int) {
	x, y, by = s.named(s.o.X), s.named(s.o.Y), s.named(s.o.By)
	list := s.differing(p)
	if by < 0 && len(list) == 3 {
		by = s.wordsOf(p, list, x, y)
	}
	others := slices.DeleteFunc(slices.Clone(list), func(c int) bool { return c == x || c == y || c == by })
	if need := want(x) + want(y); len(others) > need {
		share := make(map[int]float64, len(others))
		for _, c := range others {
			share[c] = s.explained(p, c)
		}
		slices.SortStableFunc(others, func(a, b int) int { return cmp.Compare(share[b], share[a]) })
		slices.Sort(others[:need]) // in the order of the table
	}
	for _, axis := range []*int{&x, &y} {
		if *axis < 0 && len(others) > 0 {
			*axis, others = others[0], others[1:]
		}
	}
	if by < 0 && s.m.Design.Kind == "grid" && len(list) == 3 && len(others) == 1 && s.axis(others[0], p.rows, binsMost).cells() <= heatPanels {
		by = others[0]
	}
	return x, y, by
}

// wordsOf is the axis of words of a grid whose values make small multiples: between words there is
// nothing that a map could show. It is -1 where there is none, or where it is x or y.
func (s *swept) wordsOf(p *sample, list []int, x, y int) int {
	i := slices.IndexFunc(list, func(c int) bool {
		return s.texts(c) != nil && c != x && c != y && s.axis(c, p.rows, binsMost).cells() <= heatPanels
	})
	if i < 0 || s.m.Design.Kind != "grid" {
		return -1
	}
	return list[i]
}

func want(axis int) int {
	if axis < 0 {
		return 1
	}
	return 0
}

// differing are the columns of the axes with a place of their own that have more than one value.
func (s *swept) differing(p *sample) (out []int) {
	for _, c := range s.axes() {
		if s.axisOf(c).With == "" && s.axis(c, p.rows, binsMost).cells() > 1 {
			out = append(out, c)
		}
	}
	return out
}

// explained is the variance of the chance between the cells of an axis.
func (s *swept) explained(p *sample, column int) float64 {
	const bins = 12
	a := s.axis(column, p.rows, bins)
	sum, n := make([]float64, a.cells()), make([]float64, a.cells())
	total, all := 0., 0.
	for k, row := range p.rows {
		if i := a.cell(row); i >= 0 {
			sum[i] += p.chance[k]
			n[i]++
			total += p.chance[k]
			all++
		}
	}
	out := 0.
	for i := range sum {
		if n[i] > 0 {
			d := sum[i]/n[i] - total/all
			out += float64(n[i] * d * d)
		}
	}
	return out / max(all, 1)
}

// heat fills the cells.
func (s *swept) heat(p *sample, x, y, by int) *heat {
	h := &heat{sample: p, members: s.m.Members}
	n := len(p.rows)
	if by >= 0 {
		h.by = s.axis(by, p.rows, byBins)
		for i := range min(h.by.cells(), heatPanels) {
			h.panels = append(h.panels, spaced(i, h.by.cells()))
		}
		n /= max(1, h.by.cells())
	} else {
		h.panels = []int{0}
	}
	side := func(column, other int) *sweepAxis {
		bins := int(math.Sqrt(float64(n) / binRows))
		if o := s.axis(other, p.rows, 1); !o.binned() {
			bins = n / binRows / max(1, o.cells())
		}
		return s.axis(column, p.rows, min(max(bins, 2), binsMost))
	}
	h.x, h.y = side(x, y), side(y, x)
	if h.x.cells() == 0 || h.y.cells() == 0 {
		return h
	}
	h.fill()
	h.verdicts = h.members <= 1 && h.single() && !h.x.binned() && !h.y.binned()
	h.dotted = h.fields[0].rough()
	for _, f := range h.fields {
		h.surfaces = append(h.surfaces, f.surface())
	}
	for _, c := range s.differing(p) {
		if c != x && c != y && c != by {
			h.rest = append(h.rest, c)
		}
	}
	return h
}

// fill puts the points into the cells of the panels.
func (h *heat) fill() {
	place := map[int]int{}
	for i, cell := range h.panels {
		h.fields, place[cell] = append(h.fields, newField(h.x, h.y)), i
	}
	h.points = make([][]int, len(h.panels))
	for k, row := range h.rows {
		cell := 0
		if h.by != nil {
			cell = h.by.cell(row)
		}
		i, ok := place[cell]
		switch {
		case !ok && cell >= 0: // a level that has no panel
		case !ok || !h.fields[i].add(row, h.chance[k]):
			h.outside++
		default:
			h.points[i] = append(h.points[i], k)
			if h.chance[k] >= 0.5 {
				h.likely++
			}
		}
	}
}

// holes tells whether a cell has no point.
func (h *heat) holes() bool {
	return slices.ContainsFunc(h.fields, func(f *field) bool { return slices.Contains(f.n, 0) })
}

// single tells whether each cell is one point.
func (h *heat) single() bool {
	return !slices.ContainsFunc(h.fields, func(f *field) bool { return !f.single() })
}

// spaced is the i-th of as many as there are panels, the first and the last of n among them.
func spaced(i, n int) int {
	if n <= heatPanels {
		return i
	}
	return int(math.Round(float64(i) * float64(n-1) / (heatPanels - 1)))
}

package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

const (
	dotsMost   = 3000 // in a scatter
	oddsColour = 10   // classes of the colour of a probability
)

// missToMeet are the colours of dots from never to always: red misses and blue meets, as elsewhere.
// The middle is darker than paper, so that no dot gets lost.
var missToMeet = []colour{red, red3, rgb(0xc4c4cc), blue2, blue}

// scattering is two columns and how they go together.
type scattering struct {
	*sample
	x, y   int
	chosen int     // axes of numbers that x was chosen from; 0 if it was named
	rho    float64 // rank correlation
	of     int     // rows that it is of
	idle   bool    // x only sets what the target requires, so that it cannot move y
	word   int     // axis of words that y differs by more than it goes with x; -1: none
	apart  float64 // part of the variance of the ranks of y that is between its words
}

// scatter shows two columns against each other, each point by what becomes of the target.
func scatter(j *job) (*figure, string) {
	c, reason := j.scattering()
	if c == nil {
		return nil, reason
	}
	s := j.swept
	across, up := s.span(c.x, c.rows, true), s.span(c.y, c.rows, false)
	if across == nil || up == nil {
		return nil, j.pick("a column of the scatter has no values", "散点图的某一列没有取值")
	}
	ids := s.drawable(c, across, up)
	// Whether dots are moved aside is said above them, so they are placed twice.
	subtitle := func(moved bool) string { return j.scatterSubtitle(c, len(ids), moved) }
	sheet := func(subtitle string) *plane {
		f := j.newFigure(j.scatterTitle(c), subtitle, 250)
		_, _, side := j.upTicks(up, 190)
		p := &plane{f, across, up, vg.Rectangle{Min: vg.Point{X: edge + side + 8, Y: f.bottom + axisFoot}, Max: vg.Point{X: sheetWidth - edge - barRoom, Y: f.top - 16}}}
		p.rules()
		return p
	}
	p := sheet(subtitle(false))
	if p.dots(c.sample, ids) {
		p = sheet(subtitle(true))
		p.dots(c.sample, ids)
	}
	p.frame(true, true)
	p.heads(j.columnName(c.x), j.columnName(c.y))
	p.bounds(c)
	p.dotKey(c.sample, sheetWidth-edge-barRoom+18, p.box.Max.Y-24)
	return p.figure, ""
}

// scattering finds what to show.
func (j *job) scattering() (*scattering, string) {
	s := j.swept
	c := &scattering{sample: s.sample(s.o.Scenario), x: s.named(s.o.X), y: s.named(s.o.Y), word: -1}
	for _, column := range []int{c.x, c.y} {
		if column >= 0 && s.numbers(column) == nil {
			return nil, fmt.Sprintf(j.pick("%s has words and no numbers", "%s为文字而非数值"), s.runs.Columns[column].Name)
		}
	}
	if c.y < 0 {
		c.y = s.worthShowing(c)
	}
	switch {
	case c.y < 0:
	case c.x >= 0:
		c.rho, c.of = s.spearman(c.x, c.y, c.rows)
	default:
		s.across(c)
	}
	c.idle = c.x >= 0 && s.setsBound(c.x) && c.y >= 0 && s.simulates(c.y)
	switch {
	case len(c.rows) == 0:
		return nil, j.noVerdict(c.sample)
	case c.y < 0:
		return nil, j.pick("no column of numbers to show over an axis", "没有可对轴作图的数值列")
	case c.x < 0:
		return nil, j.pick("no axis of numbers moves with what is shown", "没有数值轴与所示列同变")
	}
	return c, ""
}

// worthShowing is the column of the target's quantity, or of that of another.
func (s *swept) worthShowing(c *scattering) int {
	if at := s.simulated(c.target); at >= 0 && at != c.x {
		return at
	}
	return s.find(func(column *result.RunColumn) bool {
		return (column.Role == result.RoleSimulated && central(column) || column.Role == result.RoleKept) && column.Kind != result.RunText &&
			(c.x < 0 || column.Name != s.runs.Columns[c.x].Name)
	})
}

// span is an axis over all values of a column, and over its bound if that is not far off; nil
// without values. Levels are kept where they are wanted.
func (s *swept) span(column int, rows []int, levels bool) *sweepAxis {
	a := s.axis(column, rows, 1)
	if levels && len(a.levels) > 1 && a.group == 1 {
		return a
	}
	b := &sweepAxis{about: a.about, values: a.values, log: a.log, share: a.share, group: 1}
	low, high := math.Inf(1), math.Inf(-1)
	for _, row := range rows {
		if v := b.at(b.values[row]); finiteNumber(v) {
			low, high = min(low, v), max(high, v)
		}
	}
	if !(low <= high) {
		return nil
	}
	if t, ok := s.boundOf(column); ok {
		v, wide := float64(t.Required), max(high-low, 1e-3*math.Abs(high))
		if finiteNumber(v) && v > low-wide && v < high+wide {
			low, high = min(low, v), max(high, v)
		}
	}
	pad := 0.04 * (high - low)
	if !(pad > 0) {
		pad = max(0.05*math.Abs(high), 1e-6)
	}
	b.edges = []float64{low - pad, high + pad}
	return b
}

// drawable are the places in the sample of the points that are drawn.
func (s *swept) drawable(c *scattering, x, y *sweepAxis) (out []int) {
	var all []int
	for k, row := range c.rows {
		if finiteNumber(x.of(row)) && finiteNumber(y.of(row)) {
			all = append(all, k)
		}
	}
	for _, i := range thin(len(all), dotsMost) {
		out = append(out, all[i])
	}
	return out
}

// columnName names a column with its unit.
func (j *job) columnName(column int) string {
	c := j.swept.runs.Columns[column]
	unit := c.Unit
	if c.Role == result.RoleAxis {
		return j.axisHead(j.swept.axisOf(column))
	}
	return j.axisHead(result.ManifestAxis{ID: c.Name, Unit: unit, Label: j.statLabel(c)})
}

// statLabel is the label of a column with what it is of the members.
func (j *job) statLabel(c result.RunColumn) result.Text {
	stat := map[string]model.Text{"mean": {EN: "mean", ZH: "均值"}, "p05": {EN: "5 % quantile", ZH: "5%分位"}, "p50": {EN: "median", ZH: "中位数"}, "p95": {EN: "95 % quantile", ZH: "95%分位"}}[c.Stat]
	if c.Label == (result.Text{}) || stat == (model.Text{}) {
		return c.Label
	}
	return result.Text{EN: c.Label.In("en") + ", " + stat.EN, ZH: c.Label.In("zh") + "，" + stat.ZH}
}

// shortName names a column in a title.
func (j *job) shortName(column int) string {
	c := j.swept.runs.Columns[column]
	if c.Role == result.RoleAxis {
		return j.axisName(j.swept.axisOf(column), titleStyle, 150)
	}
	return j.axisName(result.ManifestAxis{ID: c.Name, Label: c.Label}, titleStyle, 170)
}

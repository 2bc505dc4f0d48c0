package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// matrix is the table of flows on the sheet.
type matrix struct {
	*figure
	*flows
	rows     []site // the origins that are shown
	unit     unit
	nameW    vg.Length
	x0, cell vg.Length  // where the cells begin; their width
	endX     vg.Length  // where the columns that are no clusters begin
	ends     []column   // these
	names    [][]string // of the columns, in lines
	slant    bool       // the lines do not fit
	whole    bool       // no name may be cut where a slant helps
	han      bool       // all names are Chinese: letter below letter instead
}

// column is one that is no cluster: what becomes of the demand of each origin.
type column struct {
	name  string
	color colour // of its head and total
	text  func(origin int) string
	share func(origin int, largest float64) float64 // of the darkest
	total string
}

// columns finds those that have something to say.
func (m *matrix) columns(j *job) {
	if total := m.away(); m.homes {
		per := func(v float64) string {
			if math.IsNaN(v) {
				return ""
			}
			return result.Grouped(100*v, 1)
		}
		m.ends = append(m.ends, column{j.pick("away, %", "外地%"), ink,
			func(o int) string { return per(m.away(o)) }, func(int, float64) float64 { return 0 }, per(total)})
	}
	if _, _, unserved := m.totals(); unserved >= nothing {
		m.ends = append(m.ends, column{j.pick("unserved", "未满足"), red,
			func(o int) string { return m.unit.number(positive(m.rows[o].unserved)) },
			func(o int, largest float64) float64 { return m.rows[o].unserved / largest }, m.unit.number(unserved)})
	}
}

// rules are what the subtitle says of the numbers.
func (m *matrix) rules(j *job) string {
	var s string
	if len(m.ends) > 0 && m.ends[0].color == ink {
		s += j.pick("; away: placed elsewhere than at home", "；外地%：已落地机架中不在本地的比例")
	}
	for o := range m.rows {
		if slices.ContainsFunc(m.racks[o], func(v float64) bool { return m.unit.number(v) == little }) {
			least := 0.5 * m.unit.size * math.Pow(10, -float64(m.unit.digits))
			return s + fmt.Sprintf(j.pick("; %s less than %s racks", "；%s 不足%s架"), little, j.number(model.RacksPlaced, least))
		}
	}
	return s
}

// layout finds the place of the columns, and the height of their heads.
func (m *matrix) layout(j *job) (head vg.Length) {
	m.columns(j)
	n := vg.Length(len(m.clusters))
	m.nameW = j.fonts.width(m.allName(j), noteStyle.strong())
	for _, s := range m.rows {
		m.nameW = max(m.nameW, min(j.fonts.width(s.name, noteStyle), nameMost))
	}
	m.x0 = edge + m.nameW + 44
	const gap = 6
	m.cell = min(cellMost, (sheetWidth-edge-m.x0-gap)/(n+vg.Length(len(m.ends))))
	m.endX = m.x0 + n*m.cell + gap
	return m.layoutHeads(j, tickStyle.strong())
}

// layoutHeads finds how the heads of columns of that width are written, and their height.
func (m *matrix) layoutHeads(j *job, t style) (head vg.Length) {
	lines := 1
	for _, c := range m.clusters {
		head = max(head, j.fonts.width(c.name, t))
		name := j.wrap(c.name, t, m.cell-2, 4)
		lines = max(lines, len(name))
		m.slant = m.slant || slices.ContainsFunc(name, func(s string) bool { return strings.HasSuffix(s, "…") || j.fonts.width(s, t) > m.cell-2 })
		m.names = append(m.names, name)
	}
	// A wide column has room for enough of a name that is cut.
	m.slant = m.slant && (m.whole || m.cell < 0.7*cellMost)
	for _, c := range m.ends {
		head = max(head, j.fonts.width(c.name, t))
		m.slant = m.slant || j.fonts.width(c.name, tickStyle) > m.cell-2
	}
	switch m.han = m.slant && m.chinese(); {
	case m.han:
		return headMost*min(1, vg.Length(m.longest())/letters) + 8
	case m.slant:
		return 0.87*min(head*smallStyle.size/t.size, headMost) + 14
	}
	return headH*vg.Length(lines) + 8
}

// letters are as many as stand in a column.
const letters = 15

// chinese tells whether all heads can be written from top to bottom.
func (m *matrix) chinese() bool {
	latin := func(r rune) bool { return r < 0x2e80 && r != '%' }
	return !slices.ContainsFunc(m.allHeads(), func(s string) bool { return strings.ContainsFunc(s, latin) })
}

// longest is the number of letters of the longest head.
func (m *matrix) longest() int {
	n := 0
	for _, s := range m.allHeads() {
		n = max(n, utf8.RuneCountInString(s))
	}
	return n
}

func (m *matrix) allHeads() []string {
	var out []string
	for _, c := range m.clusters {
		out = append(out, clean(c.name))
	}
	for _, c := range m.ends {
		out = append(out, c.name)
	}
	return out
}

func (m *matrix) allName(j *job) string { return j.pick("all origins", "全部来源地") }

// end is where the last column ends.
func (m *matrix) end() vg.Length {
	if len(m.ends) == 0 {
		return m.x0 + m.cell*vg.Length(len(m.clusters))
	}
	return m.endX + m.cell*vg.Length(len(m.ends))
}

// draw writes the table; y is the upper end of its cells.
func (m *matrix) draw(y vg.Length) {
	low := y - cellH*vg.Length(len(m.rows))
	end := m.end()
	m.heads(y + 5)
	largest := 0.
	for o := range m.rows {
		largest = max(largest, slices.Max(append(slices.Clone(m.racks[o]), positive(m.rows[o].unserved))))
	}
	for o := range m.rows {
		top := y - cellH*vg.Length(o)
		m.stroke(hairline, 0.6, nil, vg.Point{X: edge, Y: top}, vg.Point{X: end, Y: top})
		for i, v := range m.racks[o] {
			m.cellOf(m.x0+m.cell*vg.Length(i), top, m.unit.number(positive(v)), shade(blues, v/largest))
		}
		for i, c := range m.ends {
			m.cellOf(m.endX+m.cell*vg.Length(i), top, c.text(o), shade(reds, c.share(o, largest)))
		}
	}
	m.groups(y, low-cellH)
	for o, s := range m.rows {
		top := y - cellH*vg.Length(o)
		name, t := []string{s.name}, noteStyle
		if m.fonts.width(s.name, t) > m.nameW {
			t = smallStyle
			name = m.wrap(s.name, t, m.nameW, 2)
		}
		for i, line := range name {
			m.text(edge, top-cellH/2-2.8+lineH*(vg.Length(len(name)-1)/2-vg.Length(i)), line, t.in(ink), left)
		}
		m.put(m.x0-8, top-cellH/2-3, m.unit.number(s.racks), tickStyle, 40, right)
	}
	m.sums(low)
	m.frame(y, low-cellH)
}

// heads names the columns.
func (m *matrix) heads(y vg.Length) {
	for i, c := range m.clusters {
		t := tickStyle
		if c.focus {
			t = t.strong().in(blue)
		}
		m.head(m.x0+m.cell*(vg.Length(i)+0.5), y, c.name, m.names[i], t)
	}
	for i, c := range m.ends {
		m.head(m.endX+m.cell*(vg.Length(i)+0.5), y, c.name, []string{c.name}, tickStyle.in(c.color))
	}
	m.text(m.x0-8, y, m.pick("demand", "需求"), tickStyle, right)
}

// head names a column: upright if all names fit, else slanted.
func (m *matrix) head(x, y vg.Length, name string, lines []string, t style) {
	if m.han {
		m.column(x, y, []rune(clean(name)), t)
		return
	}
	if m.slant {
		// Not beyond the sheet; two lines stand side by side in the column.
		t.size = smallStyle.size
		if lines = []string{name}; m.fonts.width(name, t) > min(headMost, 2*(sheetWidth-13-x)) {
			lines = m.wrap(name, t, min(headMost, 2*(sheetWidth-18-x)), 2)
		}
		for i, line := range lines {
			m.slanted(x+1+lineH*(vg.Length(i)-vg.Length(len(lines)-1)/2), y, line, t)
		}
		return
	}
	for i, line := range lines {
		m.text(x, y+headH*vg.Length(len(lines)-1-i), line, t, centre)
	}
}

// column writes from top to bottom, if need be in two lines, the first on the right.
func (m *matrix) column(x, y vg.Length, name []rune, t style) {
	t.size = smallStyle.size
	const pitch = headMost / letters
	var lines [][]rune
	if len(name) > letters {
		half := min((len(name)+1)/2, letters)
		lines, name = append(lines, name[:half]), name[half:]
		if len(name) > letters {
			name = append(slices.Clone(name[:letters-1]), '…')
		}
	}
	lines = append(lines, name)
	top := vg.Length(len(lines[0]))
	for i, line := range lines {
		for k, r := range line {
			m.text(x+lineH*(vg.Length(len(lines)-1)/2-vg.Length(i)), y+pitch*(top-1-vg.Length(k)), string(r), t, centre)
		}
	}
}

// sums writes the totals of all columns below y.
func (m *matrix) sums(y vg.Length) {
	base := y - cellH/2 - 2.7
	m.stroke(grey, 0.8, nil, vg.Point{X: edge, Y: y}, vg.Point{X: m.end(), Y: y})
	demand, _, _ := m.totals()
	m.text(edge, base, m.allName(m.job), noteStyle.strong().in(ink), left)
	m.put(m.x0-8, base, m.unit.number(demand), tickStyle.strong().in(ink), 40, right)
	for i, c := range m.clusters {
		m.put(m.x0+m.cell*(vg.Length(i)+0.5), base, m.unit.number(c.racks), cellStyle.strong(), m.cell, centre)
	}
	for i, c := range m.ends {
		m.put(m.endX+m.cell*(vg.Length(i)+0.5), base, c.total, cellStyle.strong().in(c.color), m.cell, centre)
	}
}

// groups rules a hairline between hubs.
func (m *matrix) groups(top, low vg.Length) {
	for i := range m.clusters {
		if x := m.x0 + m.cell*vg.Length(i); m.begins(i) {
			m.stroke(pale, 0.6, nil, vg.Point{X: x, Y: low}, vg.Point{X: x, Y: top})
		}
	}
}

// frame goes around the columns of the clusters that the targets are about.
func (m *matrix) frame(top, low vg.Length) {
	n := 0
	for _, c := range m.clusters {
		if c.focus {
			n++
		}
	}
	if n > 0 {
		c := corners(m.x0, low, m.x0+m.cell*vg.Length(n), top)
		m.stroke(ink, 1.3, nil, append(c, c[0], c[1])...)
	}
}

// cellOf shades a cell, and writes its value if there is room. Cells reach into their
// neighbours: else the paper would shine through the seams.
func (m *matrix) cellOf(x, top vg.Length, value string, ground colour) {
	if ground != paper {
		const over = 0.6
		m.rect(ground, x, top-cellH, x+m.cell+over, top+over)
	}
	m.put(x+m.cell/2, top-cellH/2-2.7, value, cellStyle.in(legible(ground)), m.cell, centre)
}

// put writes a number clear of its neighbours, smaller if need be, or not at all if it
// would still be wider than its place.
func (f *figure) put(x, y vg.Length, s string, t style, width, align vg.Length) {
	const gap, smallest = 3.5, 6
	for ; t.size >= smallest; t.size -= 0.25 {
		if f.fonts.width(s, t) <= width-gap {
			f.text(x, y, s, t, align)
			return
		}
	}
}

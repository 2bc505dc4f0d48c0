package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

// The colours of delays: up to the budget, and from there to half as much again. Those
// beyond are the darker ones, so that they can be told apart in grey, and framed.
var (
	within = []colour{rgb(0xf7fafc), blue4, blue3, blue2}
	beyond = []colour{rgb(0xdd8f6c), red}
)

// scaleEnd is the share of the budget at which the colour of a delay beyond it is the darkest.
const scaleEnd = 1.5

// fit finds the width of the columns and the height of the rows, and gives that of the heads.
func (m *mesh) fit(j *job) (head vg.Length) {
	m.matrix = &matrix{flows: &flows{}, whole: true}
	for _, i := range m.shown() {
		m.clusters = append(m.clusters, site{name: m.called[m.places[i]]})
	}
	n := vg.Length(len(m.clusters))
	for _, s := range m.clusters {
		m.nameW = max(m.nameW, min(j.fonts.width(s.name, noteStyle), nameMost))
	}
	m.x0 = edge + m.nameW + 10
	m.cell = min(cellMost, (sheetWidth-edge-m.x0)/n)
	m.cellH = min(cellH, max(meshCells, 0.6*m.cell))
	return m.layoutHeads(j, smallStyle)
}

// height is that of the table and of what explains its colours.
func (m *mesh) height() vg.Length { return m.cellH*vg.Length(len(m.clusters)) + 34 }

// draw writes the table; y is the upper end of its cells.
func (m *mesh) draw(y vg.Length) {
	for i, c := range m.clusters {
		m.head(m.x0+m.cell*(vg.Length(i)+0.5), y+5, c.name, m.names[i], smallStyle)
	}
	order := m.shown()
	var frames [][]vg.Point
	for row, a := range order {
		top := y - m.cellH*vg.Length(row)
		m.rowName(m.clusters[row].name, top)
		for column, b := range order {
			x := m.x0 + m.cell*vg.Length(column)
			i, there := m.at[[2]int{min(a, b), max(a, b)}]
			switch {
			case a == b:
				m.rect(hairline, x, top-m.cellH, x+m.cell, top)
			case !there:
			case m.pairCell(x, top, m.pairs[i], column < row):
				frames = append(frames, corners(x+0.7, top-m.cellH+0.7, x+m.cell-0.7, top-0.7))
			}
		}
	}
	end := m.cell * vg.Length(len(order))
	for i := range len(order) + 1 {
		at := vg.Length(i)
		m.stroke(paper, 0.6, nil, vg.Point{X: m.x0, Y: y - m.cellH*at}, vg.Point{X: m.x0 + end, Y: y - m.cellH*at})
		m.stroke(paper, 0.6, nil, vg.Point{X: m.x0 + m.cell*at, Y: y}, vg.Point{X: m.x0 + m.cell*at, Y: y - m.cellH*vg.Length(len(order))})
	}
	thick := min(1.1, m.cell/20)
	for _, c := range frames {
		m.stroke(ink, thick, nil, append(c, c[0], c[1])...)
	}
	m.colourBar(y - m.cellH*vg.Length(len(order)) - 14)
}

// rowName names a row, in two lines if it must.
func (m *mesh) rowName(name string, top vg.Length) {
	t, lines := noteStyle, []string{name}
	if m.cellH < 15 {
		t = smallStyle
	}
	if m.fonts.width(name, t) > m.nameW {
		t, lines = smallStyle, m.wrap(name, smallStyle, m.nameW, int(max(1, m.cellH/lineH)))
	}
	for i, line := range lines {
		m.text(m.x0-8, top-m.cellH/2-2.8+lineH*(vg.Length(len(lines)-1)/2-vg.Length(i)), line, t.in(ink), right)
	}
}

// pairCell shades the cell of a pair and writes its delay, intact or cut; it tells whether that
// is over the budget.
func (m *mesh) pairCell(x, top vg.Length, p result.Path, cut bool) (over bool) {
	s, by := asIs(p), m.by[0]
	if cut {
		var ok bool
		by = m.by[1]
		if s, ok = afterCut(p); !ok {
			return false // nothing is known
		}
	}
	v := by.of(s)
	ground, word := red, m.lostWord()
	if over = m.tier.breaks(s); !s.lost() {
		ground, word = m.ground(v), result.Grouped(v, m.digits())
		if rerouted(p) && m.cell > 24 {
			word += "*"
		}
	}
	m.rect(ground, x, top-m.cellH, x+m.cell, top)
	t := cellStyle.in(legible(ground))
	if over || s.lost() {
		t = t.strong()
	}
	m.put(x+m.cell/2, top-m.cellH/2-2.7, word, t, m.cell, centre)
	return over
}

// lostWord stands for a pair that is cut off: what has room in a cell.
func (m *mesh) lostWord() string {
	if m.cell > 30 {
		return m.pick("cut off", "中断")
	}
	return "×"
}

// digits are the decimals that have room in a cell.
func (m *mesh) digits() int {
	if m.cell > 21 {
		return 1
	}
	return 0
}

// longest is the highest of all delays that are shown, of the scale of the colours.
func (m *mesh) longest() float64 {
	most := 1e-3
	for _, p := range m.pairs {
		cut, _ := afterCut(p)
		for i, s := range []state{asIs(p), cut} {
			if v := m.by[i].of(s); !math.IsInf(v, 0) {
				most = max(most, positive(v))
			}
		}
	}
	return most
}

// limit is the budget of the scale of the colours.
func (m *mesh) limit() float64 { return m.by[0].budget }

// ground is the colour of a delay.
func (m *mesh) ground(v float64) colour {
	switch budget := m.limit(); {
	case math.IsNaN(budget):
		return ramp(within, v/m.longest())
	case v > budget*(1+1e-9):
		return ramp(beyond, (v/budget-1)/(scaleEnd-1))
	default:
		return ramp(within, v/budget)
	}
}

// colourBar explains the colours below y.
func (m *mesh) colourBar(y vg.Length) {
	const wide, high, cells = 220, 7, 110
	end := m.longest()
	if b := m.limit(); !math.IsNaN(b) {
		end = min(max(end, b), scaleEnd*b)
	}
	x := func(v float64) vg.Length { return m.x0 + wide*vg.Length(v/end) }
	for i := range cells {
		v := end * (float64(i) + 0.5) / cells
		m.rect(m.ground(v), m.x0+wide*vg.Length(i)/cells, y-high, m.x0+wide*vg.Length(i+1)/cells+0.4, y)
	}
	m.text(m.x0, y-high-9, "0", smallStyle, left)
	last := m.ms(end)
	if m.longest() > end*(1+1e-9) {
		last = m.pick("from ", "≥") + last
	}
	if b := m.limit(); !math.IsNaN(b) {
		m.stroke(ink, 1.3, nil, vg.Point{X: x(b), Y: y + 2}, vg.Point{X: x(b), Y: y - high - 2})
		m.text(x(b), y-high-9, m.pick("budget ", "预算 ")+m.budget(b), smallStyle.strong().in(ink), centre)
		c := corners(m.x0+wide+40, y-high-1, m.x0+wide+56, y+1)
		m.rect(m.ground(1.2*b), c[0].X, c[0].Y, c[2].X, c[2].Y)
		m.stroke(ink, 1.1, nil, append(c, c[0], c[1])...)
		m.text(m.x0+wide+62, y-high+1, fmt.Sprintf(m.pick("framed: over budget, or no path (%s)", "加框：超出预算，或无路径（%s）"), m.lostWord()), smallStyle, left)
	}
	// Where the budget is near the end, its own number says enough.
	far, w := m.x0+wide, m.fonts.width(last, smallStyle)
	if m.free(vg.Rectangle{Min: vg.Point{X: far - w - 8, Y: y - high - 11}, Max: vg.Point{X: far, Y: y - high - 2}}) {
		m.text(far, y-high-9, last, smallStyle, right)
	}
}

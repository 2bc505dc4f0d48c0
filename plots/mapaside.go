package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// entry is a line of the list beside the map.
type entry struct {
	from  string // a line above the name
	name  string
	racks float64
	many  bool // all that are not listed
}

// aside lists the flows that matter and explains the sizes.
func (m *chartOf) aside() {
	x, end := sheetWidth-edge-asideW, sheetWidth-edge
	y := m.top - 16
	head, list, c := m.listed()
	if m.largest > 1 {
		m.key(x, m.bottom-1)
	}
	if len(list) == 0 {
		return
	}
	for _, line := range m.wrap(head, smallStyle.strong(), asideW, 2) {
		m.text(x, y, line, smallStyle.strong().in(ink), left)
		y -= 10.5
	}
	y -= 3
	const rows = 9
	most := 0.
	for _, e := range list {
		most = max(most, e.racks)
	}
	if n := len(list); n > rows {
		rest := entry{name: fmt.Sprintf(m.pick("%s others", "其余%s项"), result.Grouped(float64(n-rows+1), 0)), many: true}
		for _, e := range list[rows-1:] {
			rest.racks += e.racks
		}
		list = append(list[:rows-1:rows-1], rest)
	}
	for _, e := range list {
		if y < m.bottom+72 {
			break
		}
		number := m.number(model.RacksPlaced, e.racks)
		lines := []string{m.cut(e.from, smallStyle, asideW), m.cut(e.name, smallStyle, asideW-m.fonts.width(number, smallStyle)-6)}
		if e.from == "" {
			lines = m.wrap(e.name, smallStyle, asideW-m.fonts.width(number, smallStyle)-6, 2)
		}
		for i, line := range lines {
			if i > 0 {
				y -= lineH
			}
			m.text(x, y-6, line, smallStyle, left)
		}
		m.text(end, y-6, number, smallStyle.in(ink), right)
		if !e.many {
			m.rect(c, x, y-11.5, x+max(0.8, asideW*vg.Length(e.racks/most)), y-9)
		}
		y -= 16.5
	}
}

// listed is what the list shows: whose demand the focus serves, or the largest flows.
func (m *chartOf) listed() (head string, list []entry, c colour) {
	c = blue
	if m.focus != "" {
		head = fmt.Sprintf(m.pick("Racks in %s by origin", "%s所承接机架的来源（架）"), m.focus)
		for o, s := range m.origins {
			if v := m.toFocus(o); v > 0 {
				list = append(list, entry{name: s.name, racks: v})
			}
		}
	} else {
		c, head = blue2, m.pick("Largest flows, racks", "最大流向（架）")
		for o, from := range m.origins {
			for i, to := range m.clusters {
				if v := m.racks[o][i]; v > 0 && m.apart(o, i) {
					list = append(list, entry{from: from.name, name: "→ " + to.name, racks: v})
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b entry) int { return cmp.Compare(b.racks, a.racks) })
	return head, list, c
}

// key explains the sizes above y.
func (m *chartOf) key(x, y vg.Length) {
	most := roundDown(m.largest)
	racks := m.number(model.RacksPlaced, most)
	small := roundDown(most / 8)
	r, low := m.radius(most), m.radius(small)
	at := vg.Point{X: x + dotMost, Y: y + dotMost + 14}
	inner := vg.Point{X: at.X, Y: at.Y - r + low + 1}
	for _, layer := range []int{ground, body, ring} {
		m.disc(layer, at, r, true, false)
		m.disc(layer, inner, low, false, m.focus != "")
	}
	tx := x + 2*dotMost + 8
	m.text(tx, y+dotMost+20, fmt.Sprintf(m.pick("%s demanded", "需求%s架"), racks), smallStyle, left)
	m.text(tx, y+dotMost+7, fmt.Sprintf(m.pick("%s placed", "落地%s架"), m.number(model.RacksPlaced, small)), smallStyle, left)
	if m.widest > 0 {
		wide := roundDown(m.widest)
		c := faint
		if m.focus == "" {
			c = blue2
		}
		half := flowMost * vg.Length(wide/m.widest) / 2
		m.rect(c, x, y+4-half, x+2*dotMost, y+4+half)
		m.text(tx, y+1, fmt.Sprintf(m.pick("flow of %s", "流量%s架"), m.number(model.RacksPlaced, wide)), smallStyle, left)
	}
}

// roundDown is the largest of 1, 2 and 5 times a power of ten that is not more.
func roundDown(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)+1e-9))
	for _, f := range []float64{5, 2} {
		if f*power <= v*(1+1e-9) {
			return f * power
		}
	}
	return power
}

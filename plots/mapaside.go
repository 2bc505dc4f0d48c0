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
	value float64
	color colour // of its bar; nil: that of the list
	many  bool   // all that are not listed
}

// aside lists the flows that matter and explains the sizes.
func (m *chartOf) aside() {
	x := sheetWidth - edge - asideW
	head, list, c := m.listed()
	if m.largest > 1 {
		m.key(x, m.bottom-1)
	}
	m.bars(x, m.bottom+72, head, list, c, func(v float64) string { return m.number(model.RacksPlaced, v) })
}

// bars lists numbers beside a map, each with its bar, from its head down to low.
func (f *figure) bars(x, low vg.Length, head string, list []entry, c colour, number func(float64) string) {
	if len(list) == 0 {
		return
	}
	y, end := f.top-16, x+asideW
	for _, line := range f.wrap(head, smallStyle.strong(), asideW, 2) {
		f.text(x, y, line, smallStyle.strong().in(ink), left)
		y -= 10.5
	}
	y -= 3
	most := 0.
	for _, e := range list {
		if !e.many {
			most = max(most, e.value)
		}
	}
	for _, e := range list {
		if y < low {
			break
		}
		value := number(e.value)
		lines := []string{f.cut(e.from, smallStyle, asideW), f.cut(e.name, smallStyle, asideW-f.fonts.width(value, smallStyle)-6)}
		if e.from == "" {
			lines = f.wrap(e.name, smallStyle, asideW-f.fonts.width(value, smallStyle)-6, 2)
		}
		for i, line := range lines {
			if i > 0 {
				y -= lineH
			}
			f.text(x, y-6, line, smallStyle, left)
		}
		f.text(end, y-6, value, smallStyle.in(ink), right)
		if !e.many {
			own := c
			if e.color != nil {
				own = e.color
			}
			f.rect(own, x, y-11.5, x+max(0.8, asideW*vg.Length(e.value/most)), y-9)
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
				list = append(list, entry{name: s.name, value: v})
			}
		}
	} else {
		c, head = blue2, m.pick("Largest flows, racks", "最大流向（架）")
		for o, from := range m.origins {
			for i, to := range m.clusters {
				if v := m.racks[o][i]; v > 0 && m.apart(o, i) {
					list = append(list, entry{from: from.name, name: "→ " + to.name, value: v})
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b entry) int { return cmp.Compare(b.value, a.value) })
	const rows = 9
	if n := len(list); n > rows {
		rest := entry{name: fmt.Sprintf(m.pick("%s others", "其余%s项"), result.Grouped(float64(n-rows+1), 0)), many: true}
		for _, e := range list[rows-1:] {
			rest.value += e.value
		}
		list = append(list[:rows-1:rows-1], rest)
	}
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

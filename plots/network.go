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

const (
	linkMost  = vg.Length(9)  // width of the one with most traffic
	loadTexts = 12            // loads that are written beside their links
	netKeyH   = vg.Length(98) // of what explains the marks
)

// The loads from which a link has another colour.
const (
	busy = 0.7
	full = 1.
)

// strand is a link on the sheet.
type strand struct {
	result.Link
	from, to vg.Point
	width    vg.Length
	cuts     []result.Failure // its cut, for each tier that no other single cut harms more
}

// node is a place on the sheet.
type node struct {
	name    string
	at      vg.Point
	traffic float64
	rank    int // 0 where paths of a tier begin, 1 where they end
}

// netMap is the network on the sheet.
type netMap struct {
	*figure
	globe
	links   []strand
	nodes   []node
	traffic float64 // of the link that carries most
	known   bool    // any capacity
	joins   []vg.Rectangle
}

// network shows the links: what they carry and how loaded they are, which are closed, and
// the cut of which harms a tier most.
func network(j *job) (*figure, string) {
	m := &netMap{}
	var places []result.Point
	for _, l := range j.r.Links {
		if located(result.Scope{At: &l.FromAt}) == nil || located(result.Scope{At: &l.ToAt}) == nil {
			continue
		}
		places = append(places, l.FromAt, l.ToAt)
		m.links = append(m.links, strand{Link: l, cuts: j.worstFor(l.ID)})
		if l.Open {
			m.traffic = max(m.traffic, gbps(l))
			m.known = m.known || finite(l.Capacity)
		}
	}
	if !m.span(places) {
		return nil, j.pick("the result has no links with a place on the map", "结果中没有可在图上定位的链路")
	}
	subtitle := fmt.Sprintf(j.pick("Links between places on %s", "%s各节点间的链路"), j.r.End)
	if m.traffic > 0 {
		subtitle += j.pick("; width: mean traffic of dispatched racks and background, both ways", "；线宽为平均流量（调度机架流量与背景流量，双向合计）")
	}
	if m.known {
		subtitle += j.pick("; colour: load in the peak hour, grey where no capacity is given", "；颜色为忙时负荷率，未给容量者为灰色")
	}
	m.pad = 20
	height := m.fit(sheetWidth-2*edge-asideW-12, 250, mapMost+20) + 4
	m.figure = j.newFigure(m.busiest(j), subtitle, height)
	m.box = vg.Rectangle{Min: vg.Point{X: edge, Y: m.bottom - 4}, Max: vg.Point{X: sheetWidth - edge - asideW - 12, Y: m.top - 8}}
	m.grid(&m.globe, 5)
	m.lay()
	m.draw()
	m.beside()
	return m.figure, ""
}

// worstFor are the tiers that no other single cut harms more than that of a link.
func (j *job) worstFor(id string) (out []result.Failure) {
	for _, f := range j.r.Failures {
		if f.ID == "" && slices.Contains(f.Links, id) && harm(&f) >= readable {
			out = append(out, f)
		}
	}
	return out
}

// gbps is the traffic of a link, nothing if it is not known.
func gbps(l result.Link) float64 {
	if !finite(l.Traffic) {
		return 0
	}
	return float64(l.Traffic)
}

// lay puts links and places on the sheet.
func (m *netMap) lay() {
	for i := range m.links {
		l := &m.links[i]
		l.from, l.to = m.at(float64(l.FromAt.Lat), float64(l.FromAt.Lon)), m.at(float64(l.ToAt.Lat), float64(l.ToAt.Lon))
		l.width = 0.9
		if v := gbps(l.Link); m.traffic > 0 {
			l.width = max(0.7, linkMost*vg.Length(v/m.traffic))
		}
		for _, end := range []struct {
			at   vg.Point
			name model.Text
		}{{l.from, l.From}, {l.to, l.To}} {
			k := slices.IndexFunc(m.nodes, func(n node) bool { return far(n.at, end.at) < 0.01 })
			if k < 0 {
				k, m.nodes = len(m.nodes), append(m.nodes, node{name: end.name.In(m.lang), at: end.at, rank: 2})
			}
			m.nodes[k].traffic += gbps(l.Link)
			for _, p := range m.r.Paths {
				switch end.name {
				case p.From:
					m.nodes[k].rank = 0
				case p.To:
					m.nodes[k].rank = min(m.nodes[k].rank, 1)
				}
			}
		}
	}
	// What matters on top, and named first.
	slices.SortStableFunc(m.links, func(a, b strand) int {
		return cmp.Or(cmp.Compare(len(a.cuts), len(b.cuts)), cmp.Compare(positive(float64(a.Load)), positive(float64(b.Load))), cmp.Compare(b.width, a.width))
	})
	slices.SortStableFunc(m.nodes, func(a, b node) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.traffic, a.traffic))
	})
}

// busiest is the title: whether links are overloaded, and the cut of which harms most.
func (m *netMap) busiest(j *job) string {
	over, given := 0, 0
	var most, wide *strand
	for i := range m.links {
		l := &m.links[i]
		if !l.Open {
			continue
		}
		if wide == nil || gbps(l.Link) > gbps(wide.Link) {
			wide = l
		}
		if v := float64(l.Load); finite(l.Capacity) && v >= 0 && !math.IsInf(v, 0) {
			if given++; v > full {
				over++
			}
			if most == nil || l.Load > most.Load {
				most = l
			}
		}
	}
	name := func(l *strand) string { return j.cut(j.between(l.Link), titleStyle, 200) }
	var line string
	switch {
	case most != nil && over > 0:
		line = fmt.Sprintf(j.pick("%d of %d links with a capacity overloaded; most loaded: %s, %s", "%[2]d条有容量的链路中%[1]d条过载；负荷率最高：%[3]s，%[4]s"), over, given, name(most), j.share(float64(most.Load)))
	case most != nil:
		line = fmt.Sprintf(j.pick("No link with a capacity is overloaded; most loaded: %s, %s", "有容量的链路均未过载；负荷率最高：%s，%s"), name(most), j.share(float64(most.Load)))
	case m.traffic > 0:
		line = fmt.Sprintf(j.pick("Most traffic is on %s: %s", "流量最大的链路为%s：%s"), name(wide), j.number(model.LinkTraffic, float64(wide.Traffic)))
	default:
		line = fmt.Sprintf(j.pick("%d links, none with traffic", "%d条链路，均无流量"), len(m.links))
	}
	var worst *result.Failure
	for i := range j.r.Failures {
		if f := &j.r.Failures[i]; f.ID == "" && (worst == nil || harm(f) > harm(worst)) {
			worst = f
		}
	}
	if worst == nil || harm(worst) < readable {
		return line
	}
	return j.fitting(line+fmt.Sprintf(j.pick("; worst cut: %s for %s, %s", "；最不利中断：%s，%s%s"), j.cut(j.cutName(worst), titleStyle, 180), j.cut(j.place(worst.Tier), titleStyle, 180), j.harmed(worst)), line)
}

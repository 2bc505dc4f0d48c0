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
	cuts     []cutOfTier // its cut, for each tier that no other single cut harms more
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
	cuts    []cutOfTier // the worst of each tier
}

// network shows the links: what they carry and how loaded they are, which are closed, and
// the cut of which harms a tier most.
func network(j *job) (*figure, string) {
	m := &netMap{}
	var places []result.Point
	m.cuts = j.worstCuts()
	for _, l := range j.r.Links {
		if located(result.Scope{At: &l.FromAt}) == nil || located(result.Scope{At: &l.ToAt}) == nil {
			continue
		}
		places = append(places, l.FromAt, l.ToAt)
		m.links = append(m.links, strand{Link: l, cuts: m.worstFor(l.ID)})
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
func (m *netMap) worstFor(id string) (out []cutOfTier) {
	for _, c := range m.cuts {
		if slices.Contains(c.Links, id) {
			out = append(out, c)
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

// busiest is the title: what matters for the delay, which is the fullest part of the network
// where capacities are known, and the worst cut for a budget; the traffic only where there is
// neither.
func (m *netMap) busiest(j *job) string {
	full := m.fullest(j)
	if len(m.cuts) > 0 {
		worst := j.pick("Worst cut: ", "最不利中断：") + j.told(&m.cuts[0])
		if full == "" {
			return worst
		}
		return j.fitting(full+j.pick("; worst cut: ", "；最不利中断：")+j.told(&m.cuts[0]), worst)
	}
	if full != "" {
		return full
	}
	var wide *strand
	for i := range m.links {
		if l := &m.links[i]; l.Open && (wide == nil || gbps(l.Link) > gbps(wide.Link)) {
			wide = l
		}
	}
	if m.traffic > 0 {
		return fmt.Sprintf(j.pick("Most traffic is on %s: %s", "流量最大的链路为%s：%s"), j.cut(j.between(wide.Link), titleStyle, 200), j.number(model.LinkTraffic, float64(wide.Traffic)))
	}
	return fmt.Sprintf(j.pick("%d links, none with traffic", "%d条链路，均无流量"), len(m.links))
}

// element is a part of the network with a capacity.
type element struct {
	id   string
	load float64 // infinite where it lets nothing pass
}

// loaded are those: the links, and the gateways and exchanges where the paths of tiers wait.
func (m *netMap) loaded(j *job) (out []element) {
	for _, l := range m.links {
		if v := float64(l.Load); l.Open && finite(l.Capacity) && v >= 0 && !math.IsInf(v, 0) {
			out = append(out, element{l.ID, v})
		}
	}
	for _, p := range j.r.Paths {
		if p.Bottleneck == "" || slices.ContainsFunc(out, func(o element) bool { return o.id == p.Bottleneck }) {
			continue
		}
		switch v := float64(p.Load); {
		case asIs(p).lost():
			out = append(out, element{p.Bottleneck, math.Inf(1)})
		case v >= 0 && !math.IsInf(v, 0):
			out = append(out, element{p.Bottleneck, v})
		}
	}
	return out
}

// fullest says how loaded the network is, where that is known.
func (m *netMap) fullest(j *job) string {
	parts := m.loaded(j)
	if len(parts) == 0 {
		return ""
	}
	over := 0
	for _, p := range parts {
		if p.load > full {
			over++
		}
	}
	most := slices.MaxFunc(parts, func(a, b element) int { return cmp.Compare(a.load, b.load) })
	name := j.cut(j.element(most.id), titleStyle, 200)
	switch {
	case math.IsInf(most.load, 1):
		return upper(fmt.Sprintf(j.pick("%s lets nothing pass", "%s不通"), name))
	case over > 0:
		return fmt.Sprintf(j.pick("Overloaded: %s, %s", "过载：%s，%s"), name, j.share(most.load))
	}
	return fmt.Sprintf(j.pick("Fullest: %s, %s", "负荷率最高：%s，%s"), name, j.share(most.load))
}

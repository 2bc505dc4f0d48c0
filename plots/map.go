package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

const (
	mapPad   = vg.Length(34)  // around the places, for their names
	mapMost  = vg.Length(368) // highest
	asideW   = vg.Length(140) // what stands beside the map
	dotMost  = vg.Length(19)  // radius of the largest
	flowMost = vg.Length(12)  // width of the widest
	flowMin  = 0.1            // of the widest: what is less is left out
	flowsMax = 200            // and what is more than so many
)

// chartOf is the map on the sheet.
type chartOf struct {
	*figure
	*flows
	globe
	largest float64   // racks of the largest site
	most    vg.Length // its radius
	widest  float64   // racks of the widest flow that is a line
}

// flowMap shows the flows between the places: equirectangular, true to length at the mean
// latitude, with nothing but the places.
func flowMap(j *job) (*figure, string) {
	w, reason := j.flows()
	if w == nil {
		return nil, reason
	}
	m := &chartOf{flows: w}
	if !m.project() {
		return nil, j.pick("no places of origins and clusters are known", "没有来源地与集群的位置")
	}
	most := 1.
	for _, s := range m.sites() {
		most = max(most, s.racks)
	}
	m.largest = most
	for o := range w.origins {
		for c := range w.clusters {
			if m.apart(o, c) {
				m.widest = max(m.widest, w.racks[o][c])
			}
		}
	}
	lines := 0
	for o := range w.origins {
		for c := range w.clusters {
			if m.drawable(o, c) {
				lines++
			}
		}
	}
	subtitle := fmt.Sprintf(j.pick("Racks placed on %s from origins (circles) to clusters (discs); areas and widths are racks. ", "%s需求自来源地（圆圈）流向集群（圆点），面积与线宽表示机架数；"), w.date)
	if w.focus != "" {
		subtitle += fmt.Sprintf(j.pick("Blue: to %s. Other flows below %.0f %% of the widest are left out", "蓝色为流向%s；其他小于最大流量%.0f%%者未画"), j.cut(w.focus, noteStyle, 120), 100*flowMin)
	} else {
		subtitle += fmt.Sprintf(j.pick("Flows below %.0f %% of the widest are left out", "小于最大流量%.0f%%者未画"), 100*flowMin)
	}
	if lines > flowsMax {
		subtitle += fmt.Sprintf(j.pick("; of the others, the widest %d of %s", "；其余%[2]s条仅画最大的%[1]d条"), flowsMax, result.Grouped(float64(lines), 0))
	}
	height := m.fitInto()
	m.figure = j.newFigure(j.distance(m), subtitle, height)
	m.box = vg.Rectangle{Min: vg.Point{X: edge, Y: m.bottom - 4}, Max: vg.Point{X: sheetWidth - edge - asideW - 12, Y: m.top - 8}}
	m.size()
	m.draw()
	m.aside()
	return m.figure, ""
}

// sites are all origins and clusters that have a place.
func (m *chartOf) sites() []site {
	var out []site
	for _, list := range [][]site{m.origins, m.clusters} {
		for _, s := range list {
			if s.at != nil {
				out = append(out, s)
			}
		}
	}
	return out
}

// project finds the part of the globe that is shown; false if there is none.
func (m *chartOf) project() bool {
	var places []result.Point
	for _, s := range m.sites() {
		places = append(places, *s.at)
	}
	return m.span(places)
}

// fitInto finds the scale and gives the height that the map takes.
func (m *chartOf) fitInto() vg.Length {
	m.pad = mapPad
	return m.fit(sheetWidth-2*edge-asideW-12, 230, mapMost) + 4
}

// size finds the radius of the largest site: all together cover no more than a part of
// the map.
func (m *chartOf) size() {
	sum := 0.
	for _, s := range m.sites() {
		sum += math.Pi * s.racks / m.largest
	}
	area := float64((m.box.Max.X - m.box.Min.X) * (m.box.Max.Y - m.box.Min.Y))
	m.most = min(dotMost, vg.Length(math.Sqrt(0.15*area/max(sum, 1e-9))))
}

func (m *chartOf) place(s site) vg.Point { return m.at(float64(s.at.Lat), float64(s.at.Lon)) }

// apart tells whether an origin and a cluster are two places; one on top of the other has
// no line between.
func (m *chartOf) apart(origin, cluster int) bool {
	a, b := m.origins[origin].at, m.clusters[cluster].at
	return a != nil && b != nil && km(float64(a.Lat), float64(a.Lon), float64(b.Lat), float64(b.Lon)) > 5
}

// drawable tells whether a flow is a line of the map: it is wide enough, or what the
// map is about.
func (m *chartOf) drawable(origin, cluster int) bool {
	v := m.racks[origin][cluster]
	return v > 0 && m.apart(origin, cluster) && (m.clusters[cluster].focus || v >= flowMin*m.widest)
}

// km is the great-circle distance.
func km(lat0, lon0, lat1, lon1 float64) float64 {
	const radius, degree = 6371, math.Pi / 180
	north, east := math.Sin((lat1-lat0)*degree/2), math.Sin((lon1-lon0)*degree/2)
	return 2 * radius * math.Asin(math.Sqrt(min(1, north*north+math.Cos(lat0*degree)*math.Cos(lat1*degree)*east*east)))
}

// distance is the title: from how far the demand comes.
func (j *job) distance(m *chartOf) string {
	var racks, length, near, nearLength float64 // of all, and of what the targets are about
	for o, from := range m.origins {
		for c, to := range m.clusters {
			if from.at == nil || to.at == nil {
				continue
			}
			v := m.racks[o][c]
			d := v * km(float64(from.at.Lat), float64(from.at.Lon), float64(to.at.Lat), float64(to.at.Lon))
			racks, length = racks+v, length+d
			if to.focus {
				near, nearLength = near+v, nearLength+d
			}
		}
	}
	when, away := j.date(m.date), func(v float64) string {
		return fmt.Sprintf(j.pick("%s km", "%s公里"), j.number(model.RacksPlaced, v))
	}
	switch {
	case racks == 0:
		return fmt.Sprintf(j.pick("No demand is placed in %s", "%s没有落地的需求"), when)
	case near > 0:
		return fmt.Sprintf(j.pick("%s serves demand %[3]s away on average in %[2]s; all clusters together, %[4]s", "%[2]s%[1]s承接的需求平均来自%[3]s外；全部集群平均为%[4]s"),
			upper(m.short(j)), when, away(nearLength/near), away(length/racks))
	}
	return fmt.Sprintf(j.pick("Demand is served %s away on average in %s", "%[2]s需求平均在%[1]s外得到承接"), away(length/racks), when)
}

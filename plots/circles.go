package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

// rings is a reach by rings: the places of each, the nearest first, then those beyond all,
// and in the end those without a path.
type rings struct {
	*result.Reach
	limits []float64
	sites  [][]result.RingSite
}

// circles shows which places lie within which delay of one.
func circles(j *job) (*figure, string) {
	r := newRings(j.reach)
	if len(r.limits) == 0 || r.count(len(r.sites)) == 0 {
		return nil, j.pick("there are no places or no rings to put them in", "没有节点或没有时延圈")
	}
	var points []result.Point
	for _, list := range r.sites {
		for _, s := range list {
			if located(result.Scope{At: &s.At}) != nil {
				points = append(points, s.At)
			}
		}
	}
	if located(result.Scope{At: &r.At}) != nil {
		points = append(points, r.At)
	}
	g := globe{pad: 26}
	if !g.span(points) {
		return nil, j.pick("it is not known where the places lie", "没有各节点的位置")
	}
	what := j.pick("empty network", "空载")
	if r.Loaded {
		what = j.pick("mean in the peak hour", "忙时平均")
	}
	subtitle := fmt.Sprintf(j.pick("One-way delay from %s by %s, %s; marks show the smallest ring that holds a place", "自%s起的单向时延（%s，%s），标记表示节点所在的最小时延圈"),
		j.cut(j.centre(), noteStyle, 150), j.serviceName(r.Service), what)
	height := g.fit(sheetWidth-2*edge-asideW-12, 250, mapMost) + 4
	f := j.newFigure(r.finding(j), subtitle, max(height, r.listH()))
	g.box = vg.Rectangle{Min: vg.Point{X: edge, Y: f.top - 8 - height}, Max: vg.Point{X: sheetWidth - edge - asideW - 12, Y: f.top - 8}}
	f.grid(&g, 5)
	f.ringMap(r, &g)
	f.ringList(r, sheetWidth-edge-asideW, f.top-16)
	return f, ""
}

// newRings sorts the places of a reach into rings, without the one in the middle.
func newRings(reach *result.Reach) *rings {
	r := &rings{Reach: reach}
	for _, v := range reach.RingsMs {
		if finite(v) {
			r.limits = append(r.limits, float64(v))
		}
	}
	r.sites = make([][]result.RingSite, len(r.limits)+2)
	for _, s := range reach.Places {
		if s.ID == reach.ID {
			continue
		}
		k := min(max(s.Ring, 0), len(r.limits))
		if !known(r.delay(s)) {
			k = len(r.limits) + 1
		}
		r.sites[k] = append(r.sites[k], s)
	}
	return r
}

// delay is what puts a place into its ring; NaN without a path.
func (r *rings) delay(s result.RingSite) float64 {
	if r.Loaded && !math.IsInf(float64(s.MeanMs), 0) {
		return float64(s.MeanMs)
	}
	return float64(s.OneWayMs)
}

// count is the number of places in the first rings.
func (r *rings) count(n int) int {
	sum := 0
	for _, list := range r.sites[:n] {
		sum += len(list)
	}
	return sum
}

// farthest is the place of a ring with the longest delay; false if it has none.
func (r *rings) farthest(k int) (out result.RingSite, ok bool) {
	for _, s := range r.sites[k] {
		if !ok || r.delay(s) > r.delay(out) {
			out, ok = s, true
		}
	}
	return out, ok
}

// demand is the share that arises within a ring; NaN if that is not known.
func (r *rings) demand(k int) float64 {
	if k >= len(r.Demand) || len(r.limits) != len(r.RingsMs) || !(r.Demand[k] >= 0) {
		return math.NaN()
	}
	return float64(r.Demand[k])
}

// finding is the title: how many places lie within the rings, the widest first.
func (r *rings) finding(j *job) string {
	last := len(r.limits) - 1
	name := j.cut(j.centre(), titleStyle, 160)
	line := fmt.Sprintf(j.pick("%d of %d places lie within %s of %s", "距%[4]s在%[3]s以内的节点有%[1]d个（共%[2]d个）"), r.count(last+1), r.count(len(r.sites)), j.budget(r.limits[last]), name)
	if v := r.demand(last); known(v) {
		line += fmt.Sprintf(j.pick(", and %s of the demand", "，占需求的%s"), j.share(v))
	}
	var inner []string
	for k := range slices.Backward(r.limits[:last]) {
		inner = append(inner, fmt.Sprintf(j.pick("%d within %s", "%[2]s以内%[1]d个"), r.count(k+1), j.budget(r.limits[k])))
	}
	if len(inner) > 0 {
		line += j.pick("; ", "；") + strings.Join(inner, j.pick(", ", "，"))
	}
	return line
}

// centre names the place in the middle.
func (j *job) centre() string { return j.named(j.reach.Of, j.reach.ID) }

// serviceName names a class of service.
func (j *job) serviceName(id string) string {
	for _, s := range services {
		if s.id == id {
			return s.name.In(j.lang)
		}
	}
	return id
}

// reachSource says what a picture of a reach is of.
func (j *job) reachSource() string {
	r := j.reach
	load := j.pick("of the empty network", "空载网络")
	if r.Loaded {
		load = j.pick("with the traffic of a scenario", "含情景流量的排队时延")
	}
	return fmt.Sprintf(j.pick("hubcap, reach of %s (%s) by service %s, %s", "hubcap，%s（%s）可达范围，业务类别为%s，%s"), j.centre(), r.ID, j.serviceName(r.Service), load)
}

package plots

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/sim/result"
)

// flows is where demand is served on one date: the racks placed, by origin and cluster.
type flows struct {
	date     model.Date
	focus    string // name of the hub or cluster that the targets are about, or nothing
	origins  []site
	clusters []site
	homes    bool        // any origin has clusters at home
	racks    [][]float64 // by origin and cluster; 0 where nothing is known
}

// site is an origin or a cluster.
type site struct {
	name     string
	at       *result.Point
	racks    float64 // what an origin demands, what is placed on a cluster
	unserved float64 // of an origin; NaN: not known
	away     float64 // of what an origin has placed, not at home
	hub      int     // of a cluster: its place in the order of hubs
	focus    bool    // it is a cluster that the targets are about
}

// flows gathers what is placed where at the end of the horizon.
func (j *job) flows() (*flows, string) {
	origins, clusters := j.scopes("origin"), j.scopes("cluster")
	if len(origins) == 0 {
		return nil, j.pick("the scenario has no origins of demand", "情景中没有需求来源地")
	}
	k := -1
	for _, o := range origins {
		if values := j.values(o.ID, model.RacksDemanded); values != nil {
			last, _ := final(values)
			k = max(k, last)
		}
	}
	if k < 0 {
		return nil, j.pick("no demand of the origins is known", "没有各来源地的需求数据")
	}
	w := &flows{date: j.r.Series.Dates[k]}
	name, mine := j.focus()
	hubs := j.scopes("hub")
	for _, c := range clusters {
		s := site{name: j.brief(c.ID), at: located(c), focus: slices.Contains(mine, c.ID),
			hub: slices.IndexFunc(hubs, func(h result.Scope) bool { return h.ID == c.Hub })}
		if s.hub < 0 {
			s.hub = len(hubs)
		}
		if s.focus {
			w.focus = name
		}
		w.clusters = append(w.clusters, s)
	}
	known := false
	for _, o := range origins {
		from := site{name: j.place(o.ID), at: located(o), racks: positive(j.on(o.ID, model.RacksDemanded, k)),
			unserved: j.on(o.ID, model.RacksUnserved, k)}
		w.homes = w.homes || len(o.Home) > 0
		row := make([]float64, len(clusters))
		for i, c := range clusters {
			v := j.on(o.ID+"->"+c.ID, model.RacksPlaced, k)
			known = known || !math.IsNaN(v)
			row[i] = positive(v)
			w.clusters[i].racks += row[i]
			if !slices.Contains(o.Home, c.ID) {
				from.away += row[i]
			}
		}
		w.origins = append(w.origins, from)
		w.racks = append(w.racks, row)
	}
	if !known {
		return nil, j.pick("it is not known where demand is placed", "没有需求落地的数据")
	}
	w.arrange()
	return w, ""
}

// arrange puts the clusters that the targets are about first, then hub by hub.
func (w *flows) arrange() {
	w.choose(w.order(func(x, y site) int { return cmp.Compare(x.hub, y.hub) }))
}

// order is that of the clusters: what the targets are about first, the rest by a rule.
func (w *flows) order(by func(x, y site) int) []int {
	order := make([]int, len(w.clusters))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := w.clusters[a], w.clusters[b]
		switch {
		case x.focus == y.focus:
			return by(x, y)
		case x.focus:
			return -1
		}
		return 1
	})
	return order
}

// begins tells whether a hairline stands before a column: there begins another hub, or
// what the targets are about has ended.
func (w *flows) begins(column int) bool {
	if column == 0 {
		return false
	}
	a, b := w.clusters[column-1], w.clusters[column]
	return a.hub != b.hub || a.focus != b.focus
}

// away is the share of what origins have placed that is not at home; NaN where they have
// placed nothing. Without an origin it is that of all.
func (w *flows) away(origins ...int) float64 {
	if len(origins) == 0 {
		for o := range w.origins {
			origins = append(origins, o)
		}
	}
	away, placed := 0., 0.
	for _, o := range origins {
		for _, v := range w.racks[o] {
			placed += v
		}
		away += w.origins[o].away
	}
	return away / placed // NaN of nothing
}

// choose keeps some clusters, in an order.
func (w *flows) choose(order []int) {
	clusters := make([]site, len(order))
	for at, i := range order {
		clusters[at] = w.clusters[i]
	}
	for o, row := range w.racks {
		next := make([]float64, len(order))
		for at, i := range order {
			next[at] = row[i]
		}
		w.racks[o] = next
	}
	w.clusters = clusters
}

// totals are all that is demanded, placed on the clusters in focus, and unserved.
func (w *flows) totals() (demand, focus, unserved float64) {
	for _, o := range w.origins {
		demand += o.racks
		unserved += o.unserved
	}
	for _, c := range w.clusters {
		if c.focus {
			focus += c.racks
		}
	}
	return demand, focus, unserved
}

// toFocus is what the clusters in focus serve of an origin.
func (w *flows) toFocus(origin int) float64 {
	sum := 0.
	for i, v := range w.racks[origin] {
		if w.clusters[i].focus {
			sum += v
		}
	}
	return sum
}

// brief is the name of a cluster where it is plain that it is one.
func (j *job) brief(id string) string {
	name := j.place(id)
	if short := strings.TrimSuffix(name, j.pick(" cluster", "集群")); short != "" {
		return short
	}
	return name
}

// scopes are those of a kind, in their order.
func (j *job) scopes(kind string) []result.Scope {
	var out []result.Scope
	for _, s := range j.r.Scopes {
		if s.Kind == kind {
			out = append(out, s)
		}
	}
	return out
}

// on is a value on a date; NaN if there is none.
func (j *job) on(scope string, q model.QuantityName, k int) float64 {
	values := j.r.Series.Of(scope, q)
	if k >= len(values) || math.IsInf(values[k], 0) {
		return math.NaN()
	}
	return values[k]
}

// positive is a value that can be drawn as a size.
func positive(v float64) float64 {
	if v > 0 {
		return v
	}
	return 0
}

// located is where a scope lies, nil if that is no place on the globe.
func located(s result.Scope) *result.Point {
	if s.At == nil || !(math.Abs(float64(s.At.Lat)) <= 90) || !(math.Abs(float64(s.At.Lon)) <= 360) {
		return nil
	}
	return s.At
}

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
	cellH      = vg.Length(23)
	cellMost   = vg.Length(58)  // widest
	headMost   = vg.Length(128) // longest slanted head
	nameMost   = vg.Length(96)  // of an origin
	headH      = vg.Length(10)  // of a line of the others
	columnsMax = 20
)

// dispatch shows where each origin's demand is served in the end: origins by clusters,
// those that the targets are about in a frame, and what is served nowhere.
func dispatch(j *job) (*figure, string) {
	w, reason := j.flows()
	if w == nil {
		return nil, reason
	}
	title := j.served(w)
	var notes string
	if n := len(w.clusters); n > columnsMax {
		w.merge(j.pick("others", "其他集群"))
		notes += fmt.Sprintf(j.pick("; the largest %d of %s clusters, the others together", "；列出最大的%d个集群（共%s个），其余合并"), columnsMax-1, result.Grouped(float64(n), 0))
	}
	rows := w.origins
	if n := len(rows); n > mostRows {
		rows = rows[:mostRows]
		notes += j.firstOf(n)
	}
	largest := 0.
	for _, s := range append(slices.Clone(rows), w.clusters...) {
		largest = max(largest, s.racks)
	}
	u := j.unit(largest)
	subtitle := fmt.Sprintf(j.pick("Demand of each origin (row) by the cluster that serves it (column) on %s, in %s", "%s各来源地（行）的需求由哪个集群（列）承接，单位：%s"), w.date, u.name) + notes
	m := &matrix{flows: w, rows: rows, unit: u}
	head := m.layout(j)
	subtitle += m.rules(j)
	m.figure = j.newFigure(title, subtitle, head+cellH*vg.Length(len(rows)+1)+4)
	m.draw(m.top - head)
	return m.figure, ""
}

// served is the title: how much the clusters in focus serve, and whose demand that is.
func (j *job) served(w *flows) string {
	demand, focus, unserved := w.totals()
	when := j.date(w.date)
	racks := func(v float64) string { return j.number(model.RacksPlaced, v) }
	switch {
	case !(demand > 0):
		return fmt.Sprintf(j.pick("No demand in %s", "%s没有需求"), when)
	case w.focus != "" && focus == 0:
		return fmt.Sprintf(j.pick("%s serves no demand in %s", "%[2]s%[1]s未承接需求"), upper(w.short(j)), when)
	case w.focus != "":
		top, most := 0, 0.
		for o := range w.origins {
			if v := w.toFocus(o); v > most {
				top, most = o, v
			}
		}
		return fmt.Sprintf(j.pick("%s serves %s racks in %s, %s of all demand; most for %s (%s)", "%[3]s%[1]s承接%[2]s架，占全部需求的%[4]s；其中%[5]s最多（%[6]s）"),
			upper(w.short(j)), racks(focus), when, j.share(focus/demand), j.cut(w.origins[top].name, titleStyle, 200), j.share(most/focus))
	}
	first := slices.MaxFunc(w.clusters, func(a, b site) int { return cmp.Compare(a.racks, b.racks) })
	line := fmt.Sprintf(j.pick("The largest part of the demand in %[2]s, %[4]s, is served by %[1]s", "%[2]s%[1]s承接需求最多：%[3]s架，占%[4]s"),
		j.cut(first.name, titleStyle, 220), when, racks(first.racks), j.share(first.racks/demand))
	if unserved >= nothing {
		line += fmt.Sprintf(j.pick("; %s is unserved", "；未满足%s"), j.share(unserved/demand))
	}
	return line
}

// short is the focus, not longer than a title can bear.
func (w *flows) short(j *job) string { return j.cut(w.focus, titleStyle, 200) }

// merge leaves those clusters that the targets are about, then the largest, and puts all
// others into one.
func (w *flows) merge(name string) {
	order := w.order(func(x, y site) int { return cmp.Compare(y.racks, x.racks) })
	kept := slices.Sorted(slices.Values(order[:columnsMax-1]))
	rest := make([]float64, len(w.origins))
	others := site{name: name, hub: math.MaxInt}
	for _, i := range order[columnsMax-1:] {
		others.racks += w.clusters[i].racks
		for o := range rest {
			rest[o] += w.racks[o][i]
		}
	}
	w.choose(kept)
	w.clusters = append(w.clusters, others)
	for o := range rest {
		w.racks[o] = append(w.racks[o], rest[o])
	}
}

// share writes a part of a whole, as fine as it takes to tell it from nothing and all.
func (j *job) share(v float64) string {
	per := func(sign string, v float64, digits int) string {
		return sign + result.Grouped(100*v, digits) + j.pick(" %", "%")
	}
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return "–"
	case v > 0 && v < 0.0005:
		return per("<", 0.001, 1)
	case v > 0.9995 && v < 1:
		return per(">", 0.999, 1)
	case v > 0 && v < 0.0995 || v > 0.995 && v < 1:
		return per("", v, 1)
	}
	return per("", v, 0)
}

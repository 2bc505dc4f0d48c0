package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

const (
	rankH   = vg.Length(17)
	rankH2  = vg.Length(21)  // with names in two lines
	rankW   = vg.Length(140) // of the names, and at most
	rankW2  = vg.Length(190)
	rankEnd = sheetWidth - edge - 132
	rackX   = sheetWidth - edge - 110 // where the bars of racks begin
	rackW   = vg.Length(58)
)

// ranked is a row: a cluster and its utilisation at the start and on the date that counts.
type ranked struct {
	name       string
	start, end float64 // utilisation; the start may be NaN
	racks      float64 // in service on the date
	focus      bool
}

// clusterRanks ranks the clusters by how much of their racks is used when the target for
// it is due, or else in the end.
func clusterRanks(j *job) (*figure, string) {
	goal := j.utilisationGoal()
	k := j.due(goal)
	rows := j.ranking(k)
	if len(rows) < 2 {
		return nil, j.pick("there are not two clusters to compare", "可比较的集群不足两个")
	}
	day := j.r.Series.Dates[k]
	title := j.apart(rows, goal, j.date(day))
	subtitle := fmt.Sprintf(j.pick("Utilisation by cluster in per cent: pale %s, dark %s", "各集群上架率（%%）：浅色为%s，深色为%s"),
		j.date(j.r.Start), j.date(day))
	if goal != nil {
		subtitle += fmt.Sprintf(j.pick(". Dashed: the target for %s", "。虚线为目标（%s）"), j.cut(j.place(goal.Scope), noteStyle, 170))
		if goal.Deadline != day {
			subtitle += j.pick(", due ", "，期限") + j.date(goal.Deadline)
		}
	}
	if n := len(rows); n > mostRows {
		rows = rows[:mostRows]
		subtitle += j.firstOf(n)
	}
	l := ladder{goal: goal, nameW: rankW, rowH: rankH}
	for _, r := range rows {
		w := j.fonts.width(r.name, noteStyle.strong())
		l.nameW = max(l.nameW, min(w, rankW2))
		if w > rankW2 {
			l.rowH = rankH2
		}
		l.most = max(l.most, positive(r.racks))
	}
	l.figure = j.newFigure(title, subtitle, 42+l.rowH*vg.Length(len(rows)))
	l.ranks(rows)
	return l.figure, ""
}

// due is the date on which a target is judged, as an index; without one, or if that is
// the start, the last date.
func (j *job) due(goal *result.Target) int {
	k := len(j.r.Series.Dates) - 1
	if goal != nil {
		if at := model.StepOf(j.r.Series.Dates, goal.Deadline); at > 0 {
			return at
		}
	}
	return k
}

// ranking gathers the clusters with a utilisation by a date, the highest first.
func (j *job) ranking(k int) []ranked {
	_, mine := j.focus()
	var out []ranked
	for _, c := range j.scopes("cluster") {
		values := j.values(c.ID, model.Utilisation)
		if values == nil {
			continue
		}
		r := ranked{name: j.brief(c.ID), start: values[0], racks: math.NaN(), focus: slices.Contains(mine, c.ID)}
		_, r.end = final(values[:k+1])
		if racks := j.values(c.ID, model.RacksInService); racks != nil {
			_, r.racks = final(racks[:k+1])
		}
		if !math.IsNaN(r.end) {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b ranked) int { return cmp.Compare(b.end, a.end) })
	return out
}

// utilisationGoal is the first target for it.
func (j *job) utilisationGoal() *result.Target {
	for i, t := range j.r.Targets {
		if t.Quantity == model.Utilisation && !t.Required.IsMissing() {
			return &j.r.Targets[i]
		}
	}
	return nil
}

// apart is the title: how many clusters are where the target wants its hub to be, and
// how far apart they are; which they are only where there is room for their names.
func (j *job) apart(rows []ranked, goal *result.Target, when string) string {
	first, last := rows[0], rows[len(rows)-1]
	percent := func(v float64) string { return j.number(model.Utilisation, v) }
	high, low := percent(first.end), percent(last.end)
	if high == low {
		return fmt.Sprintf(j.pick("Utilisation is %s in all %d clusters in %s", "%[3]s全部%[2]d个集群上架率均为%[1]s"), high, len(rows), when)
	}
	span := func(form string, names bool) string {
		if !names {
			return fmt.Sprintf(form, low, high)
		}
		in := j.pick("%s (%s)", "%s（%s）")
		return fmt.Sprintf(form, fmt.Sprintf(in, low, last.name), fmt.Sprintf(in, high, first.name))
	}
	if goal == nil {
		form := j.pick("Utilisation runs from %s to %s in ", "各集群上架率从%s到%s")
		title := func(names bool) string { return j.pick(span(form, names)+when, when+span(form, names)) }
		return j.fitting(title(true), title(false))
	}
	n := 0
	for _, r := range rows {
		if goal.Comparator.Met(r.end, float64(goal.Required)) {
			n++
		}
	}
	side := j.pick("reach", "达到")
	switch {
	case goal.Comparator == model.AtMost:
		side = j.pick("within", "不超过")
	case n == 1:
		side = j.pick("reaches", "达到")
	}
	count := fmt.Sprint(n)
	if n == 0 {
		count = j.pick("None", "0")
	}
	line := fmt.Sprintf(j.pick("%s of %d clusters %s %s utilisation in %s", "%[5]s%[2]d个集群中%[1]s个上架率%[3]s%[4]s"),
		count, len(rows), side, percent(float64(goal.Required)), when)
	form := j.pick(", from %s to %s", "：从%s到%s")
	return j.fitting(line+span(form, true), line+span(form, false))
}

// fitting is the first of some titles that has room, or else the last.
func (j *job) fitting(titles ...string) string {
	last := len(titles) - 1
	for _, t := range titles[:last] {
		if lines := j.wrap(t, titleStyle, sheetWidth-2*edge, 2); !strings.HasSuffix(lines[len(lines)-1], "…") {
			return t
		}
	}
	return titles[last]
}

// ladder is the rows on the sheet.
type ladder struct {
	*figure
	goal        *result.Target
	nameW, rowH vg.Length
	most        float64 // racks of the largest cluster
	x           func(utilisation float64) vg.Length
}

// ranks draws the rows below the heads.
func (f *ladder) ranks(rows []ranked) {
	top, bottom := f.top-20, f.bottom+18
	highest, goal := 0., f.goal
	for _, r := range rows {
		highest = max(highest, positive(r.start), r.end)
	}
	if goal != nil {
		highest = max(highest, float64(goal.Required))
	}
	rankX := edge + f.nameW + 12
	s := f.fineScale(0, max(highest*1.02, 0.05), 6, func(v, _ float64) string { return result.Grouped(100*v, 0) })
	f.x = func(v float64) vg.Length {
		return rankX + (rankEnd-rankX)*vg.Length(min(max(v/s.high, 0), 1))
	}
	for i, v := range s.ticks {
		f.stroke(hairline, 0.6, nil, vg.Point{X: f.x(v), Y: bottom}, vg.Point{X: f.x(v), Y: top})
		f.text(f.x(v), bottom-12, s.texts[i], tickStyle, centre)
	}
	for i := range rows {
		y := top - f.rowH*vg.Length(i)
		f.stroke(hairline, 0.6, nil, vg.Point{X: edge, Y: y}, vg.Point{X: sheetWidth - edge, Y: y})
	}
	if goal != nil {
		at := f.x(float64(goal.Required))
		f.stroke(red, 1, []vg.Length{4, 3}, vg.Point{X: at, Y: bottom}, vg.Point{X: at, Y: top + 3})
		f.text(at, top+6, f.number(model.Utilisation, float64(goal.Required)), tickStyle.strong().in(red), centre)
	}
	f.text(sheetWidth-edge, top+6, f.pick("racks in service", "在用机架（架）"), smallStyle, right)
	for i, r := range rows {
		f.rank(r, top-f.rowH*(vg.Length(i)+0.5))
	}
}

// rank draws one row around y.
func (f *ladder) rank(r ranked, y vg.Length) {
	c, name, x := blue, noteStyle.in(ink), f.x
	if f.goal != nil && !f.goal.Comparator.Met(r.end, float64(f.goal.Required)) {
		c = red
	}
	if r.focus {
		name = name.strong()
	}
	lines := []string{r.name}
	if f.fonts.width(r.name, name) > f.nameW {
		name.size = smallStyle.size
		lines = f.wrap(r.name, name, f.nameW, 2)
	}
	for i, line := range lines {
		f.text(edge, y-3+lineH*(vg.Length(len(lines)-1)/2-vg.Length(i)), line, name, left)
	}
	if !math.IsNaN(r.start) {
		f.stroke(pale, 2, nil, vg.Point{X: x(r.start), Y: y}, vg.Point{X: x(r.end), Y: y})
		f.dot(blue2, x(r.start), y, 2.8)
	}
	f.dot(c, x(r.end), y, 3.6)
	if r.racks > 0 {
		f.rect(blue3, rackX, y-4, max(rackX+0.8, rackX+rackW*vg.Length(r.racks/f.most)), y+4)
	}
	f.text(sheetWidth-edge, y-3, f.number(model.RacksInService, r.racks), smallStyle.in(ink), right)
}

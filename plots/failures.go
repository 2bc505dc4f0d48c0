package plots

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

const (
	failH    = vg.Length(23) // of a row
	failWhat = edge + 104    // where the failures are named
	failX    = edge + 268    // where the axis begins
	failEnd  = sheetWidth - edge - 92
	failMost = 32 // rows
)

// failing is a tier and what cuts do to it.
type failing struct {
	tier
	cuts   []result.Failure // of all single links the worst first, then the named ones
	single bool             // the worst of all single links is known, even if it does nothing
}

// failures shows what the worst cut of one link, and each failure that the scenario names,
// do to each tier.
func failures(j *job) (*figure, string) {
	all, idle := j.failing()
	if len(all) == 0 {
		return nil, j.pick("no failures of links are known for any delay tier", "没有各时延圈层的链路故障数据")
	}
	subtitle := j.pick("One-way delay of each tier's slowest pair (99 %) in the peak hour, ms: dot, mean; line, to 99 %; square, beyond a target: 99 % or mean as the targets ask, cuts by those for N-1 where there are any",
		"各圈层最慢一对节点（按99%分位）的忙时单向时延（毫秒）：圆点为平均，横线至99%分位；方块为超出目标（按目标要求取99%分位或平均，有N-1目标的，中断时按N-1目标）")
	if idle > 0 {
		subtitle += fmt.Sprintf(j.pick("; %d named failures without effect", "；另有%d项指定故障无影响"), idle)
	}
	list, rows, left := firstRows(all, failMost)
	if left > 0 {
		subtitle += fmt.Sprintf(j.pick("; %d lesser rows left out", "；略去影响较小的%d行"), left)
	}
	top, tail := 0., 0.
	for _, e := range list {
		top = max(top, positive(e.budget))
		if e.slowest >= 0 && !asIs(e.paths[e.slowest]).lost() {
			s := asIs(e.paths[e.slowest])
			top, tail = max(top, s.mean), max(tail, s.p99)
		}
		for i := range e.cuts {
			if s := failed(&e.cuts[i]); !s.lost() {
				top, tail = max(top, s.mean), max(tail, s.p99)
			}
		}
	}
	f := j.newFigure(j.survives(all), subtitle, failH*vg.Length(rows)+42)
	f.failures(list, rows, max(1.02*top, min(1.02*tail, tailMost*top), 0.01))
	return f, ""
}

// failing gathers what cuts do to each tier, and counts the named failures that do nothing.
func (j *job) failing() (list []failing, idle int) {
	for _, t := range j.tiers() {
		e, given := failing{tier: t}, false
		for _, named := range []bool{false, true} {
			for i := range j.r.Failures {
				f := &j.r.Failures[i]
				if f.Tier != t.id || (f.ID != "") != named {
					continue
				}
				e.single = e.single || !named
				given = true
				if e.harms(f) {
					e.cuts = append(e.cuts, *f)
				} else if named {
					idle++
				}
			}
		}
		if given {
			list = append(list, e)
		}
	}
	return list, idle
}

// harms tells whether a failure does anything to a tier: nothing more can be done to a pair
// that is cut off already.
func (t *tier) harms(f *result.Failure) bool {
	if f.LostGbps > 0 {
		return true
	}
	s := failed(f)
	if t.slowest < 0 {
		return harm(f) >= readable
	}
	now := asIs(t.paths[t.slowest])
	switch {
	case now.lost():
		return false
	case s.lost():
		return true
	}
	return harm(f) >= readable || s.p99 >= now.p99+readable
}

// firstRows leaves out rows until there are no more than most: of the named failures those that
// leave most of the budget first, then whole tiers, so that the tier of the title stays.
func firstRows(list []failing, most int) (out []failing, rows, left int) {
	out = slices.Clone(list)
	for i := range out {
		rows += 1 + len(out[i].cuts)
	}
	for all := rows; rows > most && len(out) > 1; left = all - rows {
		at, cut := leastRow(out)
		if cut < 0 {
			rows -= 1 + len(out[at].cuts)
			out = slices.Delete(out, at, at+1)
			continue
		}
		out[at].cuts = slices.Delete(slices.Clone(out[at].cuts), cut, cut+1)
		rows--
	}
	return out, rows, left
}

// leastRow is the named failure that uses least of a budget, or where there is none the tier,
// with cut -1.
func leastRow(list []failing) (at, cut int) {
	at, cut = -1, -1
	for i := range list {
		for k := range list[i].cuts {
			c := &list[i].cuts[k]
			if c.ID != "" && (at < 0 || worse(&list[at].tier, &list[at].cuts[cut], &list[i].tier, c) < 0) {
				at, cut = i, k
			}
		}
	}
	if at >= 0 {
		return at, cut
	}
	most := func(e *failing) float64 {
		use := positive(e.share())
		for i := range e.cuts {
			use = max(use, positive(e.after(&e.cuts[i])))
		}
		return use
	}
	for i := range list {
		if at < 0 || most(&list[i]) < most(&list[at]) {
			at = i
		}
	}
	return at, -1
}

// survives is the title: how many budgets hold with any one link cut, and what the worst
// cut does.
func (j *job) survives(list []failing) string {
	judged, hold, lost, single := 0, 0, 0, false
	for i := range list {
		e := &list[i]
		if e.lost() > 0 {
			lost++
		}
		first := len(e.cuts) > 0 && e.cuts[0].ID == ""
		if single = single || e.single; len(e.bounds) == 0 || !e.single && e.lasts < 0 {
			continue
		}
		if judged++; !e.fails(first) {
			hold++
		}
	}
	if !single && judged == 0 {
		return j.pick("What the named failures do to the delay of each tier", "各项指定故障对各圈层时延的影响")
	}
	line := j.pick("Worst single cut: ", "最不利的单链路中断：")
	if judged > 0 {
		line = fmt.Sprintf(j.pick("%d of %d delay budgets hold with any one link cut; worst: ", "%[2]d项时延预算中%[1]d项在任一链路中断时仍满足；最不利："), hold, judged)
		if hold == judged && judged > 1 {
			line = fmt.Sprintf(j.pick("All %d delay budgets hold with any one link cut; worst: ", "任一链路中断时%d项时延预算均满足；最不利："), judged)
		}
	}
	if lost > 0 {
		line = fmt.Sprintf(j.pick("%d of %d tiers are cut off as it is; ", "%[2]d个圈层中%[1]d个现已中断；"), lost, len(list)) + line
	}
	all := j.worstCuts()
	if len(all) == 0 {
		return line + j.pick("none adds any delay", "均不增加时延")
	}
	return line + j.told(&all[0])
}

// fails tells whether a tier breaks a target as it is, or when any one link is cut.
func (e *failing) fails(single bool) bool {
	if single && e.breaks(failed(&e.cuts[0])) || e.over() {
		return true
	}
	return e.lasts >= 0 && e.breaks(e.lasting())
}

// lasting is what the slowest pair takes with a link cut, nothing if that is not known.
func (t *tier) lasting() state {
	if t.lasts < 0 {
		return state{cut: true}
	}
	s, _ := afterCut(t.paths[t.lasts])
	return s
}

// cutName names what is cut: the failure, or its link by the names of its ends.
func (j *job) cutName(f *result.Failure) string {
	if name := j.named(f.Name, f.ID); name != "" {
		return name
	}
	var names []string
	for _, id := range f.Links {
		names = append(names, j.linkName(id))
	}
	return strings.Join(names, j.pick(", ", "、"))
}

// linkName names a link by its ends.
func (j *job) linkName(id string) string {
	for _, l := range j.r.Links {
		if l.ID == id {
			return cmp.Or(j.between(l), id)
		}
	}
	return id
}

// between names the ends of a link.
func (j *job) between(l result.Link) string {
	from, to := l.From.In(j.lang), l.To.In(j.lang)
	if from == "" || to == "" {
		return l.ID
	}
	return from + "–" + to
}

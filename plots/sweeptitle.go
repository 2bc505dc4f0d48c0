package plots

import (
	"fmt"
	"math"
	"strings"

	"hubcap/sim/result"
)

// heatTitle says how many points are feasible, and where they are most so. It speaks of points and
// not of the area shown: between them nothing has been run, and where an axis has a distribution the
// area is mostly that of its tail.
func (j *job) heatTitle(h *heat) string {
	who := j.cut(j.sweptTarget(h.target), titleStyle, 260) + j.pick(": ", "：")
	if h.verdicts {
		return who + j.verdictTitle(h)
	}
	t := j.heatTally(h)
	odds := h.members > 1
	either := func(ofOdds, ofShares string) string {
		if odds {
			return ofOdds
		}
		return ofShares
	}
	n, all := result.Grouped(float64(h.likely), 0), result.Grouped(float64(t.all), 0)
	switch {
	case t.all == 0:
		return who + j.pick("no point within the axes", "轴范围内没有点")
	case t.best <= 0:
		return who + either(j.pick("met by no member at any point shown", "所示各点无一样本达标"), j.pick("met at no point shown", "所示各点均未达标"))
	case t.worst >= 1:
		return who + either(j.pick("met by every member at every point shown", "所示各点全部样本达标"), j.pick("met at every point shown", "所示各点全部达标"))
	case !odds:
		who += fmt.Sprintf(j.pick("met at %[1]s of %[2]s points (%[3]s)", "%[2]s点中%[1]s点达标（%[3]s）"), n, all, j.share(float64(h.likely)/float64(t.all)))
	case h.likely == t.all:
		who += fmt.Sprintf(j.pick("50 %% likely or more at all %s points", "全部%s点概率不低于50%%"), all)
		return j.fitting(t.ended(j, who, j.downTo(h), t.worst, t.bottom)...)
	case h.likely == 0:
		who += fmt.Sprintf(j.pick("50 %% likely at none of %s points", "%s点概率均低于50%%"), all)
	default:
		who += fmt.Sprintf(j.pick("50 %% likely or more at %[1]s of %[2]s points", "%[2]s点中%[1]s点概率不低于50%%"), n, all)
	}
	if h.dotted && !odds { // each is met or missed
		return who
	}
	return j.fitting(t.ended(j, who, j.upTo(h), t.best, t.top)...)
}

// upTo and downTo say of what the highest and the lowest chance are.
func (j *job) upTo(h *heat) string {
	switch {
	case h.dotted || h.single():
		return j.pick("; up to %s", "；最高%s")
	case h.fields[0].smooth():
		return j.pick("; bin means up to %s", "；分箱均值最高%s")
	}
	return j.pick("; means up to %s", "；均值最高%s")
}

func (j *job) downTo(h *heat) string {
	switch {
	case h.dotted || h.single():
		return j.pick("; down to %s", "；最低%s")
	case h.fields[0].smooth():
		return j.pick("; bin means down to %s", "；分箱均值最低%s")
	}
	return j.pick("; means down to %s", "；均值最低%s")
}

// heatTally is what a title says of all panels.
type heatTally struct {
	all         int // points in them
	best, worst float64
	top, bottom []string // where that is, first with units; nothing where it is so in several cells
}

func (j *job) heatTally(h *heat) *heatTally {
	t := &heatTally{best: math.Inf(-1), worst: math.Inf(1)}
	for i, f := range h.fields {
		t.all += len(h.points[i])
		if h.dotted {
			for _, k := range h.points[i] {
				t.best, t.worst = max(t.best, h.chance[k]), min(t.worst, h.chance[k])
			}
			continue
		}
		high, low, best, worst := f.ends()
		switch {
		case len(h.points[i]) == 0:
			continue
		case best > t.best:
			t.best, t.top = best, nil
			if f.once(best) {
				t.top = j.where(h, i, high)
			}
		case best == t.best:
			t.top = nil
		}
		switch {
		case worst < t.worst:
			t.worst, t.bottom = worst, nil
			if f.once(worst) {
				t.bottom = j.where(h, i, low)
			}
		case worst == t.worst:
			t.bottom = nil
		}
	}
	return t
}

// ended are forms of a title that end with a chance and where it is, the longest first.
func (t *heatTally) ended(j *job, begin, form string, v float64, places []string) (out []string) {
	begin += fmt.Sprintf(form, j.percentSign(result.Percent(result.Number(v))))
	for _, place := range places {
		out = append(out, begin+j.pick(", at ", "，在")+place)
	}
	return append(out, begin)
}

// where names a cell, first with units and then without.
func (j *job) where(h *heat, panel int, cell [2]int) (out []string) {
	for _, units := range []bool{true, false} {
		words := func(a *sweepAxis, cell int) string {
			if !units && a.texts == nil {
				b := *a
				b.about.Unit = "1"
				a = &b
			}
			return j.cellWords(a, cell)
		}
		parts := []string{words(h.x, cell[0]), words(h.y, cell[1])}
		if h.by != nil {
			parts = append(parts, words(h.by, h.panels[panel]))
		}
		out = append(out, strings.Join(parts, j.pick(", ", "、")))
	}
	return out
}

// cellWords name a cell with its axis. A word is cut where it is long, but not a number, nor its unit.
func (j *job) cellWords(a *sweepAxis, cell int) string {
	const most = 120
	name := j.cellName(a, cell)
	if a.texts != nil {
		name = j.cut(name, titleStyle, most)
	}
	return j.axisName(a.about, titleStyle, most) + " " + name
}

// verdictTitle counts the points that meet a target, and says beyond which levels of an axis none
// does.
func (j *job) verdictTitle(h *heat) string {
	met, n := 0, 0
	x, y := newReach(h.x), newReach(h.y)
	for _, f := range h.fields {
		for k := range h.y.cells() {
			for i := range h.x.cells() {
				v := f.mean(i, k)
				if math.IsNaN(v) {
					continue
				}
				n++
				if v >= 0.5 {
					met++
					x.add(i)
					y.add(k)
				}
			}
		}
	}
	switch met {
	case 0:
		return fmt.Sprintf(j.pick("met at none of %s points", "%s点均未达标"), result.Grouped(float64(n), 0))
	case n:
		return fmt.Sprintf(j.pick("met at all %s points", "%s点全部达标"), result.Grouped(float64(n), 0))
	}
	out := fmt.Sprintf(j.pick("met at %[1]s of %[2]s points", "%[2]s点中%[1]s点达标"), result.Grouped(float64(met), 0), result.Grouped(float64(n), 0))
	bounds := append(j.bounds(x), j.bounds(y)...)
	if len(bounds) > 0 {
		out += j.pick(", none with ", "，以下均不达标：") + strings.Join(bounds, j.pick(" or with ", "；"))
	}
	return out
}

// cellReach is the first and the last cell of an axis that something is in.
type cellReach struct {
	*sweepAxis
	from, to int
}

func newReach(a *sweepAxis) *cellReach { return &cellReach{a, a.cells(), -1} }

func (r *cellReach) add(cell int) { r.from, r.to = min(r.from, cell), max(r.to, cell) }

// bounds say beyond which levels there is nothing.
func (j *job) bounds(r *cellReach) (out []string) {
	if r.texts != nil || r.to < 0 { // of words there is no beyond, and of what is nowhere neither
		return nil
	}
	name := j.axisName(r.about, titleStyle, 120)
	if r.to < r.cells()-1 {
		out = append(out, fmt.Sprintf(j.pick("%s above %s", "%s大于%s"), name, j.cellName(r.sweepAxis, r.to)))
	}
	if r.from > 0 {
		out = append(out, fmt.Sprintf(j.pick("%s below %s", "%s小于%s"), name, j.cellName(r.sweepAxis, r.from)))
	}
	return out
}

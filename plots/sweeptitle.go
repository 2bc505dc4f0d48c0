package plots

import (
	"fmt"
	"math"
	"strings"

	"hubcap/sim/result"
)

// heatTitle says how much of what is shown is feasible, and where it is most so.
func (j *job) heatTitle(h *heat) string {
	who := j.cut(j.sweptTarget(h.target), titleStyle, 260)
	if h.verdicts {
		return who + j.pick(": ", "：") + j.verdictTitle(h)
	}
	t := j.heatTally(h)
	odds := h.members > 1
	either := func(ofOdds, ofShares string) string {
		if odds {
			return ofOdds
		}
		return ofShares
	}
	who += j.pick(": ", "：")
	switch {
	case t.all == 0:
		return who + j.pick("no point within the axes", "轴范围内没有点")
	case t.best <= 0:
		return who + either(j.pick("met by no member at any point shown", "所示各点无一样本达标"), j.pick("met at no point shown", "所示各点均未达标"))
	case t.worst >= 1:
		return who + either(j.pick("met by every member at every point shown", "所示各点全部样本达标"), j.pick("met at every point shown", "所示各点全部达标"))
	case t.reached >= t.all:
		return j.fitting(t.ended(j, who+either(j.pick("50 % likely or more everywhere", "处处概率不低于50%"), j.pick("met by half of the points or more everywhere", "处处至少半数点达标")),
			j.pick("; down to %s", "；最低%s"), t.worst, t.bottom)...)
	case t.reached == 0:
		return j.fitting(t.ended(j, who+either(j.pick("nowhere 50 % likely", "处处概率低于50%"), j.pick("nowhere met by half of the points", "处处不足半数点达标")),
			j.pick("; up to %s", "；最高%s"), t.best, t.top)...)
	}
	return j.fitting(t.ended(j, who+fmt.Sprintf(either(j.pick("50 %% likely or more in %s of the area shown", "所示范围的%s概率不低于50%%"),
		j.pick("met by half of the points or more in %s of the area shown", "所示范围的%s至少半数点达标")), j.share(t.reached/t.all)),
		j.pick("; up to %s", "；最高%s"), t.best, t.top)...)
}

// heatTally is what a title says of all panels.
type heatTally struct {
	reached, all, best, worst float64
	top, bottom               []string // where that is, first with units; nothing where it is so in several cells
}

func (j *job) heatTally(h *heat) *heatTally {
	t := &heatTally{best: math.Inf(-1), worst: math.Inf(1)}
	for i, f := range h.fields {
		z := h.surfaces[i]
		reached, all, high, low := f.area(z, 0.5)
		t.reached, t.all = t.reached+reached, t.all+all
		if all == 0 {
			continue
		}
		switch v := z[high[1]][high[0]]; {
		case v > t.best:
			t.best, t.top = v, nil
			if once(z, v) {
				t.top = j.where(h, i, high)
			}
		case v == t.best:
			t.top = nil
		}
		switch v := z[low[1]][low[0]]; {
		case v < t.worst:
			t.worst, t.bottom = v, nil
			if once(z, v) {
				t.bottom = j.where(h, i, low)
			}
		case v == t.worst:
			t.bottom = nil
		}
	}
	return t
}

// once tells whether a value stands in one place only.
func once(z [][]float64, v float64) bool {
	n := 0
	for _, row := range z {
		for _, w := range row {
			if w == v {
				n++
			}
		}
	}
	return n == 1
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

func (j *job) cellWords(a *sweepAxis, cell int) string {
	const most = 120
	return j.axisName(a.about, titleStyle, most) + " " + j.cut(j.cellName(a, cell), titleStyle, most)
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
	if r.texts != nil {
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

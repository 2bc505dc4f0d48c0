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

// fewMisses is how many it takes to mark their mean and 95th percentile, which say next to
// nothing of fewer.
const fewMisses = 10

// few tells whether so few members miss a target by a known amount that only these are shown.
func (t chanced) few() bool {
	n := 0
	for _, b := range t.chances.Bins {
		n += b.Members
	}
	return n < fewMisses
}

// single tells whether few misses are of one size.
func (t chanced) single() bool {
	return t.few() && t.chances.Shortfall.P05 == t.chances.Shortfall.P95
}

// shortfalls shows by how much each target is missed where it is.
func shortfalls(j *job) (*figure, string) {
	if j.r.Ensemble == nil {
		return nil, j.alone()
	}
	var list []chanced
	for _, t := range j.chanced() {
		if slices.ContainsFunc(t.chances.Bins, func(b result.Bin) bool { return b.Members > 0 }) && !t.chances.Shortfall.Mean.IsMissing() {
			list = append(list, t)
		}
	}
	if len(list) == 0 {
		return nil, j.pick("no member misses a target by a known amount", "没有样本以已知差额未达标")
	}
	subtitle := fmt.Sprintf(j.pick("By how much a target is missed, over the members that miss it; solid, the mean (expected shortfall); dashed, what 95 %% of the misses stay below; %s",
		"未达标样本的差额分布；实线为平均（期望缺口），虚线为95%%分位；%s"), j.members())
	title, all := j.worstShort(list), len(list)
	list, left := openFirst(list)
	subtitle += j.leftOver(left, all)
	var notes []string
	if slices.ContainsFunc(list, chanced.few) {
		notes = []string{fmt.Sprintf(j.pick("Few: fewer than %d misses; their mean and 95 %% would say little and are not marked.", "少：未达标样本不足%d个，其平均与95%%分位参考意义有限，不予标出。"), fewMisses)}
	}
	g := newGrid(len(list))
	f := j.newFigure(title, subtitle, g.height()+(lineH+4)*vg.Length(len(notes)))
	f.footnotes(notes)
	for i, t := range list {
		f.shortfall(t, g.place(i, f.top-6))
	}
	return f, ""
}

// worstShort is the title: the largest expected shortfall for its bound.
func (j *job) worstShort(list []chanced) string {
	off := func(t chanced) float64 {
		return float64(t.chances.Shortfall.Mean) / math.Max(math.Abs(float64(t.Required)), 1e-12)
	}
	known := slices.DeleteFunc(slices.Clone(list), chanced.few)
	if len(known) == 0 {
		often := slices.MaxFunc(list, func(a, b chanced) int { return cmp.Compare(a.missed(), b.missed()) })
		return fmt.Sprintf(j.pick("Few members miss a target by a known amount; most often %s, in %s of %s", "以已知差额未达标的样本很少；最多者为%s，%[3]s个样本中%[2]s个"),
			j.cut(j.called(often.Target), titleStyle, 250), result.Grouped(float64(often.missed()), 0), result.Grouped(float64(often.chances.Of), 0))
	}
	worst := slices.MaxFunc(known, func(a, b chanced) int { return sign(off(a) - off(b)) })
	c := worst.chances
	of := j.classifier(worst.Quantity)
	mean, tail := j.margin(worst.Quantity, float64(c.Shortfall.Mean))+of, j.margin(worst.Quantity, float64(c.Shortfall.P95))+of
	missed := fmt.Sprintf(j.pick("in %s of %s members", "%[2]s个样本中%[1]s个"), result.Grouped(float64(worst.missed()), 0), result.Grouped(float64(c.Of), 0))
	if c.Met == 0 {
		missed = fmt.Sprintf(j.pick("in all of %s members", "%s个样本全部"), result.Grouped(float64(c.Of), 0))
	}
	return fmt.Sprintf(j.pick("%s: missed %s, by %s on average and %s at the 95th percentile", "%s：%s未达标，平均差%s，95%%分位差%s"),
		j.cut(j.called(worst.Target), titleStyle, 250), missed, mean, tail)
}

// missed is in how many members a target is missed.
func (t chanced) missed() int { return t.chances.Of - t.chances.Met }

func sign(v float64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}

// shortfall draws the panel of a target in a box: the heights are members by width, so that the
// areas count where the bins are not of one width.
func (f *figure) shortfall(t chanced, box vg.Rectangle) {
	c := t.chances
	f.shortHead(t, box)
	bins := slices.DeleteFunc(slices.Clone(c.Bins), func(b result.Bin) bool { return b.Members == 0 })
	first, last := float64(bins[0].Low), float64(bins[len(bins)-1].High)
	s := f.spreadScale("", []float64{first, last, float64(c.Shortfall.Mean), float64(c.Shortfall.P95)})
	x0, x1, y0, y1 := box.Min.X, box.Max.X-6, box.Min.Y+panelFoot, box.Max.Y-panelHead-20
	x := func(v float64) vg.Length {
		return x0 + (x1-x0)*vg.Length(min(max((v-s.low)/(s.high-s.low), 0), 1))
	}
	least := (s.high - s.low) / 60 // bins without a width
	density := func(b result.Bin) float64 {
		return float64(b.Members) / math.Max(float64(b.High-b.Low), least)
	}
	highest := density(slices.MaxFunc(bins, func(a, b result.Bin) int { return sign(density(a) - density(b)) }))
	if t.single() { // a bin is wider than what is known
		bins = nil
	}
	for _, b := range bins {
		from, to := x(float64(b.Low)), x(math.Max(float64(b.High), float64(b.Low)+least))
		f.rect(red3, from, y0, max(to-0.6, from+0.6), y0+(y1-y0)*vg.Length(density(b)/highest))
	}
	f.stroke(pale, 0.6, nil, vg.Point{X: x0, Y: y0}, vg.Point{X: box.Max.X, Y: y0})
	f.amounts(t.Quantity, s, x, x1-x0, y0)
	f.marks(t, x, vg.Rectangle{Min: vg.Point{X: x0, Y: y0}, Max: vg.Point{X: box.Max.X, Y: y1}})
}

// shortHead writes above a panel the name of its target and how many members miss it.
func (f *figure) shortHead(t chanced, box vg.Rectangle) {
	misses := fmt.Sprintf(f.pick("missed in %s of %s members", "%[2]s个样本中%[1]s个未达标"), result.Grouped(float64(t.missed()), 0), result.Grouped(float64(t.chances.Of), 0))
	if t.few() {
		misses += f.pick(": few", "（少）")
	}
	wide, base := box.Max.X-box.Min.X, box.Max.Y-panelHead+10
	f.nameAt(box.Min.X, base+11.5, f.called(t.Target), noteStyle.strong().in(ink), wide)
	if n := t.chances.Valueless; n > 0 {
		misses += fmt.Sprintf(f.pick("; %s no value", "；%s个无数值"), result.Grouped(float64(n), 0))
	}
	f.text(box.Min.X, base, f.cut(misses, smallStyle, wide), smallStyle.in(ink), left)
}

// amounts writes the ticks of a shortfall, as many as have room.
func (f *figure) amounts(q model.QuantityName, s scale, x func(float64) vg.Length, wide, y0 vg.Length) {
	ticks, texts := s.ticks, []string(nil)
	for ; ; ticks = everyOther(ticks) {
		room := vg.Length(0)
		texts = nil
		for _, v := range ticks {
			text := f.amount(q, v, s.ticks[min(1, len(s.ticks)-1)]-s.ticks[0])
			texts = append(texts, text)
			room += f.fonts.width(text, tickStyle) + 10
		}
		if room <= wide+20 || len(ticks) < 3 {
			break
		}
	}
	for i, v := range ticks {
		at := x(v)
		f.stroke(pale, 0.6, nil, vg.Point{X: at, Y: y0}, vg.Point{X: at, Y: y0 - 3})
		half := f.fonts.width(texts[i], tickStyle) / 2
		f.text(min(max(at, edge+half), sheetWidth-edge-half), y0-13, texts[i], tickStyle, centre)
	}
}

func everyOther(v []float64) (out []float64) {
	for i := 0; i < len(v); i += 2 {
		out = append(out, v[i])
	}
	return out
}

// amount writes a tick of a shortfall: of shares, in percentage points.
func (f *figure) amount(q model.QuantityName, v, step float64) string {
	if q.IsShare() {
		return decimals(100*v, 100*step)
	}
	return f.tick(q, v, step)
}

// mark is a value of a shortfall that is marked.
type mark struct {
	value  result.Number
	name   string
	dashes []vg.Length
}

// marks draws the mean and the 95th percentile of a shortfall, and writes them above the bars; of
// few misses, only the one size that they have, if so.
func (f *figure) marks(t chanced, x func(float64) vg.Length, box vg.Rectangle) {
	size := t.chances.Shortfall
	list := []mark{{size.Mean, f.pick("mean ", "平均 "), nil}, {size.P95, f.pick("95 % ", "95% "), []vg.Length{3, 2}}}
	switch {
	case t.single():
		list = []mark{{value: size.P50}}
	case t.few():
		list = nil
	}
	for i, m := range list {
		if m.value.IsMissing() {
			continue
		}
		at, y := x(float64(m.value)), box.Max.Y+6+10*vg.Length(1-i)
		f.stroke(ink, 1, m.dashes, vg.Point{X: at, Y: box.Min.Y}, vg.Point{X: at, Y: y - 1})
		text := m.name + f.margin(t.Quantity, float64(m.value)) + f.classifier(t.Quantity)
		half := f.fonts.width(text, smallStyle)/2 + 1
		middle := min(max(at, box.Min.X+half), box.Max.X-half)
		if i > 0 { // the line of the mean ends above
			f.rect(paper, middle-half, y-2, middle+half, y+7)
		}
		f.text(middle, y, text, smallStyle.in(ink), centre)
	}
}

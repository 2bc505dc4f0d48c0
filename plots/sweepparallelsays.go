package plots

import (
	"fmt"
	"math"

	"hubcap/model/portable"
	"hubcap/sim/result"
)

// telling is the least distance that is neither chance nor trifling. The largest of k distances of
// samples that are alike is below it in 19 of 20 cases: Smirnov's bound, at a twentieth of a k-th.
func (b *bundle) telling() float64 {
	m, n := float64(len(b.feasible)), float64(len(b.others))
	axes := float64(len(b.strands) + len(b.left))
	return max(hardlyShifts, math.Sqrt(portable.Log(2*axes/0.05)/2)*math.Sqrt((m+n)/(m*n)))
}

// eightTenths are two of a sorted sample between which eight tenths of it lie, or a little more.
func eightTenths(sorted []float64) (low, high float64) {
	n := len(sorted)
	if n == 0 {
		return math.NaN(), math.NaN()
	}
	return sorted[int(0.1*float64(n-1))], sorted[int(math.Ceil(0.9*float64(n-1)))]
}

// common is what many of some points have and fewer of all.
type common struct {
	axis    *upright
	words   string // the values
	of      int    // points that are spoken of
	own     int    // of them have it
	all     int    // of all points have it
	missing bool   // they are those that do not meet the target
}

// common is what the points that meet the target have in common, or if they are the most, those that
// miss it: what most of the most have, most of all have. It looks at the axis that tells them apart
// most, and at the next if there is no range that few others are in too.
func (j *job) common(b *bundle) *common {
	rows, missing := b.feasible, false
	if !b.best && len(b.others) > 0 && 2*len(b.feasible) > len(b.rows) {
		rows, missing = b.others, true
	}
	const least = 0.1
	for i := range b.strands {
		a := &b.strands[i]
		if a.shift < b.telling() {
			break
		}
		c := j.holding(b, a, rows)
		c.missing = missing
		if share := float64(c.own) / float64(c.of); share >= 0.5 && share-float64(c.all)/float64(len(b.rows)) >= least {
			return c
		}
	}
	return nil
}

// holding counts who has what eight tenths of some rows have on an axis, or the word that is most
// their own. The ends of the range are as they are written.
func (j *job) holding(b *bundle, a *upright, rows []int) *common {
	c := &common{axis: a, of: len(rows)}
	own := a.sortedOf(rows)
	has := func(int) bool { return false }
	if a.texts != nil {
		word, gain := 0, math.Inf(-1)
		for i := range a.words {
			if d := shareAt(own, i) - shareAt(a.all, i); d > gain {
				word, gain = i, d
			}
		}
		c.words = j.cut(a.words[word], titleStyle, 120)
		has = func(row int) bool { return a.texts[row] == a.words[word] }
	} else if len(own) > 0 {
		from, to := eightTenths(own)
		low, high := a.value(from), a.value(to)
		if step := niceStep((high - low) / 100); !a.stands() && high > low { // to what a range can tell apart, outwards
			low, high = math.Floor(low/step)*step, math.Ceil(high/step)*step
		}
		c.words = j.rangeText(low, high, 0, a.sweepAxis)
		slack := 1e-9 * max(math.Abs(low), math.Abs(high))
		has = func(row int) bool { return a.values[row] >= low-slack && a.values[row] <= high+slack }
	}
	for _, row := range rows {
		if has(row) {
			c.own++
		}
	}
	for _, row := range b.rows {
		if has(row) {
			c.all++
		}
	}
	return c
}

// bundleTitle names what the feasible points have in common: the range of the axis that tells them
// from the others most.
func (j *job) bundleTitle(b *bundle) string {
	who := j.cut(j.sweptTarget(b.target), titleStyle, 230) + j.pick(": ", "：")
	odds := j.swept.m.Members > 1
	all := result.Grouped(float64(len(b.rows)), 0)
	switch {
	case len(b.others) == 0 && odds:
		return who + fmt.Sprintf(j.pick("50 %% likely or more at all %s points, whatever the axes", "全部%s点达标概率均不低于50%%，与各轴取值无关"), all)
	case len(b.others) == 0:
		return who + fmt.Sprintf(j.pick("met at all %s points, whatever the axes", "全部%s点均达标，与各轴取值无关"), all)
	}
	c := j.common(b)
	switch a := &b.strands[0]; {
	case c == nil && a.shift >= b.telling():
		return who + fmt.Sprintf(j.pick("%[1]s tells %[2]s from the others, but by no single range", "%[1]s能将%[2]s与其余各点区分开，但不在单一区间内"),
			j.axisName(a.about, titleStyle, 150), j.they(b, len(b.feasible), false))
	case c == nil:
		return who + fmt.Sprintf(j.pick("no axis tells %s from the others", "没有哪个轴能将%s与其余各点区分开"), j.they(b, len(b.feasible), false))
	}
	// Of few points the counts are said, of many the shares.
	const few = 200
	form := j.pick("%s", "%s点")
	own, every := fmt.Sprintf(form, result.Grouped(float64(c.own), 0)), fmt.Sprintf(form, result.Grouped(float64(c.all), 0))
	if len(b.rows) > few {
		own, every = j.share(float64(c.own)/float64(c.of)), j.share(float64(c.all)/float64(len(b.rows)))
	}
	return who + fmt.Sprintf(j.pick("%[1]s of %[2]s have %[3]s %[4]s; so have %[5]s of all %[6]s", "%[2]s中%[1]s：%[3]s为%[4]s；全部%[6]s点中%[5]s如此"),
		own, j.they(b, c.of, c.missing), j.axisName(c.axis.about, titleStyle, 150), c.words, every, all)
}

// they are the points that a title speaks of.
func (j *job) they(b *bundle, n int, missing bool) string {
	form := j.pick("%s points that meet it", "达标的%s点")
	switch odds := j.swept.m.Members > 1; {
	case b.best:
		form = j.pick("the best %s points", "最好的%s点")
	case odds && missing:
		form = j.pick("%s points where it is less than 50 %% likely", "达标概率低于50%%的%s点")
	case odds:
		form = j.pick("%s points where it is 50 %% likely or more", "达标概率不低于50%%的%s点")
	case missing:
		form = j.pick("%s points that miss it", "未达标的%s点")
	}
	return fmt.Sprintf(form, result.Grouped(float64(n), 0))
}

// rounded is a value to a fortieth of a width or so.
func rounded(v, width float64) float64 {
	if !(width > 0) {
		return v
	}
	step := niceStep(width / 40)
	return math.Round(v/step) * step
}

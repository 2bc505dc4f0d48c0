package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/sim/result"
)

const (
	strandsMost  = 8   // axes side by side
	linesMost    = 150 // of the feasible points
	paleMost     = 200 // of the others
	feasibleFew  = 5   // of fewer the best tenth stands in
	hardlyShifts = 0.15
)

// upright is an axis of parallel coordinates: where the feasible points lie and where all do.
type upright struct {
	*sweepAxis
	shift     float64   // how far their distribution is from that of the others, 0 to 1
	own, all  []float64 // coordinates, ascending
	low, high float64   // coordinates that hold eight tenths of the feasible points
}

// bundle is the feasible points of a sweep and the others, on its axes.
type bundle struct {
	*sample
	feasible, others []int // rows of the table
	best             bool  // the feasible are too few: the best tenth instead
	strands          []upright
	left             []string // names of axes that have no room
}

// parallel shows what the points that meet the target have in common.
func parallel(j *job) (*figure, string) {
	b, reason := j.bundle()
	switch {
	case b == nil:
		return nil, reason
	case len(b.strands) == 2 && !j.asked:
		return nil, j.pick("of two axes the other charts show more; --only parallel draws it all the same", "仅两个轴，其他图更清楚；可用 --only parallel 单独输出")
	}
	return j.drawBundle(b), ""
}

func (j *job) bundle() (*bundle, string) {
	s := j.swept
	b := &bundle{sample: s.sample(s.o.Scenario)}
	if !b.judged() {
		return nil, j.noVerdict(b.sample)
	}
	if !s.part(b) {
		return nil, j.pick("no point meets the target, and none is nearer to it than another", "没有点达标，且各点无远近之分")
	}
	for _, c := range s.differing(b.sample) {
		b.strands = append(b.strands, s.upright(b, c))
	}
	if len(b.strands) < 2 {
		return nil, j.pick("parallel coordinates need two axes or more", "平行坐标图至少需要两个轴")
	}
	slices.SortStableFunc(b.strands, func(x, y upright) int { return cmp.Compare(y.shift, x.shift) })
	for len(b.strands) > strandsMost {
		last := len(b.strands) - 1
		b.left = append(b.left, j.axisName(b.strands[last].about, noteStyle, 90))
		b.strands = b.strands[:last]
	}
	slices.Reverse(b.left)
	return b, ""
}

// part tells the feasible points from the others: those that meet the target, with members as likely
// as not, or if they are few the best tenth. It is false where there is no best.
func (s *swept) part(b *bundle) bool {
	for k, row := range b.rows {
		if b.chance[k] >= 0.5 {
			b.feasible = append(b.feasible, row)
		} else {
			b.others = append(b.others, row)
		}
	}
	n := len(b.rows)
	if len(b.feasible) >= max(1, min(feasibleFew, n/10)) {
		return true
	}
	merit := s.merit(b.sample)
	better := func(x, y int) int { // the likelier first, and of those that are as likely the nearer
		return cmp.Or(cmp.Compare(b.chance[y], b.chance[x]), cmp.Compare(merit[y], merit[x]))
	}
	order := make([]int, 0, n)
	for k := range n {
		if !math.IsNaN(merit[k]) {
			order = append(order, k)
		}
	}
	slices.SortStableFunc(order, better)
	tenth := max(n/10, 1)
	if len(order) <= tenth || better(order[0], order[len(order)-1]) == 0 {
		return len(b.feasible) > 0
	}
	b.best, b.feasible, b.others = true, nil, nil
	for i, k := range order {
		if i < tenth {
			b.feasible = append(b.feasible, b.rows[k])
		} else {
			b.others = append(b.others, b.rows[k])
		}
	}
	return true
}

// merit is by what points are ranked: how their quantity lies to the bound, which may be their own;
// without one by their chance.
func (s *swept) merit(p *sample) []float64 {
	out := slices.Clone(p.chance)
	t, ok := s.of(p.target)
	simulated := s.numbers(s.simulated(p.target))
	if !ok || simulated == nil {
		return out
	}
	for k, row := range p.rows {
		out[k] = simulated[row] - s.required(t, row)
		if t.Comparator == model.AtMost {
			out[k] = -out[k]
		}
	}
	return out
}

// upright compares the feasible points with the others along an axis: by the Kolmogorov-Smirnov
// distance of their distributions (Hornberger and Spear, J. Environ. Manage. 12, 1981), of words by
// half the sum of the differences of their shares.
func (s *swept) upright(b *bundle, column int) upright {
	a := upright{sweepAxis: s.axis(column, b.rows, binsMost)}
	a.own, a.all = a.sortedOf(b.feasible), a.sortedOf(b.rows)
	a.low, a.high = eightTenths(a.own)
	others := a.sortedOf(b.others)
	switch {
	case len(others) == 0 || len(a.own) == 0:
	case a.texts != nil:
		for i := range a.words {
			a.shift += math.Abs(shareAt(a.own, i)-shareAt(others, i)) / 2
		}
	default:
		a.shift = smirnov(a.own, others)
	}
	return a
}

// shareAt is the share of a word among sorted numbers of words.
func shareAt(numbers []float64, word int) float64 {
	low, _ := slices.BinarySearch(numbers, float64(word))
	high, _ := slices.BinarySearch(numbers, float64(word)+0.5)
	return float64(high-low) / float64(len(numbers))
}

// bundleSubtitle says what the lines are.
func (j *job) bundleSubtitle(b *bundle) string {
	drawn := func(n, most int) string {
		if n <= most {
			return result.Grouped(float64(n), 0)
		}
		return fmt.Sprintf(j.pick("%d of %s", "%[2]s条中的%[1]d"), most, result.Grouped(float64(n), 0))
	}
	blue := j.pick("meet the target", "达标")
	switch {
	case b.best:
		blue = j.pick("come nearest to the target", "最接近目标")
	case j.swept.m.Members > 1:
		blue = j.pick("meet the target with 50 % or more", "达标概率不低于50%")
	}
	spread := ""
	if slices.ContainsFunc(b.strands, func(a upright) bool { return a.stands() }) {
		spread = j.pick("; at levels and words lines are spread", "；同一水平或选项的线略为散开")
	}
	text := fmt.Sprintf(j.pick("Blue: %s points that %s%s, bars where 80 %% of them lie", "蓝：%s条%s%s，粗条为其中80%%所在"),
		drawn(len(b.feasible), linesMost), blue, j.requirement(b.sample))
	if len(b.others) > 0 {
		text += fmt.Sprintf(j.pick("; grey: %s others; the axes that tell them apart most first", "；灰：其余%s条；由左至右按区分度排列"), drawn(len(b.others), paleMost))
	}
	if len(b.left) > 0 {
		const most = 4
		text += j.pick("; left out: ", "；略去：") + strings.Join(b.left[:min(most, len(b.left))], j.pick(", ", "、"))
		if len(b.left) > most {
			text += fmt.Sprintf(j.pick(" and %[1]d more", "等%[2]d个轴"), len(b.left)-most, len(b.left))
		}
	}
	return text + spread + j.ofScenarios(b.sample) + j.leftOutRows(b.sample)
}

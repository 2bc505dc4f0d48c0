package plots

import (
	"fmt"
	"math"
	"strings"

	"hubcap/sim/result"
)

// simulates tells whether a column is what a run comes to, not what is judged of it.
func (s *swept) simulates(column int) bool {
	role := s.runs.Columns[column].Role
	return role == result.RoleSimulated || role == result.RoleKept
}

// across chooses the axis of numbers that y goes with most, and an axis of words that it differs by
// more. An axis that only sets what a target requires stands last: it cannot move what is simulated.
func (s *swept) across(c *scattering) {
	best, idle := -1., -1
	for _, a := range s.axes() {
		switch {
		case a == c.y || s.axisOf(a).With != "":
		case s.numbers(a) == nil:
			if v := s.explainedRanks(a, c.y, c.rows); v > c.apart {
				c.word, c.apart = a, v
			}
		case s.setsBound(a) && s.simulates(c.y):
			idle = a
		default:
			rho, of := s.spearman(a, c.y, c.rows)
			if math.IsNaN(rho) {
				continue
			}
			c.chosen++
			if math.Abs(rho) > best {
				best, c.x, c.rho, c.of = math.Abs(rho), a, rho, of
			}
		}
	}
	if c.x < 0 && idle >= 0 {
		c.x = idle
		c.rho, c.of = s.spearman(idle, c.y, c.rows)
	}
	const trifling = 0.05
	if c.apart <= max(float64(c.rho*c.rho), trifling) && c.chosen > 0 || c.apart <= trifling {
		c.word = -1
	}
}

// explainedRanks is the part of the variance of the ranks of a column that lies between the words of
// another, less what chance gives so many words: epsilon squared (Kelley, PNAS 21, 1935), to be
// compared with the square of a rank correlation.
func (s *swept) explainedRanks(words, y int, rows []int) float64 {
	texts, ys := s.texts(words), s.numbers(y)
	var values []float64
	var groups []string
	for _, k := range thin(len(rows), rankedMost) {
		if v := ys[rows[k]]; finiteNumber(v) && texts[rows[k]] != "" {
			values, groups = append(values, v), append(groups, texts[rows[k]])
		}
	}
	ranks, n := ranksOf(values), float64(len(values))
	number := map[string]int{}
	var sum, count []float64
	mean, total, within := (n+1)/2, 0., 0.
	for i, r := range ranks {
		g, ok := number[groups[i]]
		if !ok {
			g = len(sum)
			number[groups[i]] = g
			sum, count = append(sum, 0), append(count, 0)
		}
		sum[g] += r
		count[g]++
	}
	for i, r := range ranks {
		g := number[groups[i]]
		total += float64((r - mean) * (r - mean))
		within += float64((r - sum[g]/count[g]) * (r - sum[g]/count[g]))
	}
	k := float64(len(sum))
	if !(total > 0) || k < 2 || n <= k {
		return 0
	}
	return max(0, 1-(within/(n-k))/(total/(n-1)))
}

// likeChance tells whether a rank correlation is less than what one in twenty of unrelated columns
// has: its standard error is 1/sqrt(n - 1).
func (c *scattering) likeChance() bool {
	return math.Abs(c.rho)*math.Sqrt(float64(c.of-1)) < 1.96
}

// scatterTitle says how the two go together, and how many meet the target.
func (j *job) scatterTitle(c *scattering) string {
	heads := j.going(c)
	if !c.judged() {
		return j.fitting(heads...)
	}
	met := 0
	for _, v := range c.chance {
		if v >= 0.5 {
			met++
		}
	}
	form := j.pick("; %[1]s of %[2]s points meet the target", "；%[2]s点中%[1]s点达标")
	if j.swept.m.Members > 1 {
		form = j.pick("; %[1]s of %[2]s points meet the target with 50 %% or more", "；%[2]s点中%[1]s点达标概率不低于50%%")
	}
	tail := fmt.Sprintf(form, result.Grouped(float64(met), 0), result.Grouped(float64(len(c.rows)), 0))
	var forms []string
	for _, head := range heads {
		forms = append(forms, head+tail, head)
	}
	return j.fitting(forms...)
}

// going says how the two columns go together, the longest form first.
func (j *job) going(c *scattering) []string {
	x, y := j.shortName(c.x), j.shortName(c.y)
	rho := minus(fmt.Sprintf("%.2f", c.rho))
	var out string
	switch {
	case c.idle:
		out = fmt.Sprintf(j.pick("%s sets the bound and cannot move %s", "%s只决定要求值，不改变%s"), upper(x), y)
	case math.IsNaN(c.rho):
		out = fmt.Sprintf(j.pick("%s and %s: one of them is always the same", "%s与%s：其中一列恒定不变"), upper(x), y)
	case c.chosen > 0 && c.likeChance():
		out = fmt.Sprintf(j.pick("No axis of numbers goes with %[2]s: rank correlation with %[1]s %[3]s", "没有数值轴与%[2]s同变：与%[1]s的秩相关系数%[3]s"), x, y, rho)
	case c.chosen > 1:
		out = fmt.Sprintf(j.pick("Of %[1]d numeric axes %[2]s goes with %[3]s most: rank correlation %[4]s", "%[1]d个数值轴中%[2]s与%[3]s最相关：秩相关系数%[4]s"), c.chosen, x, y, rho)
	default:
		out = fmt.Sprintf(j.pick("%s and %s: rank correlation %s", "%s与%s：秩相关系数%s"), upper(x), y, rho)
	}
	if c.word < 0 {
		return []string{out}
	}
	// The axis of words explains more, so it comes first.
	by := fmt.Sprintf(j.pick("%[2]s sets %[1]s apart most: %[3]s of the variance of ranks", "%[1]s因%[2]s差别最大：占秩方差的%[3]s"), y, j.wordName(c), j.share(c.apart))
	second := ""
	switch {
	case c.idle:
	case c.chosen > 1:
		second = fmt.Sprintf(j.pick("; of %[1]d numeric axes %[2]s does: rank correlation %[3]s", "；%[1]d个数值轴中与%[2]s最相关：秩相关系数%[3]s"), c.chosen, x, rho)
	case c.chosen > 0:
		second = fmt.Sprintf(j.pick("; rank correlation with %s %s", "；与%s的秩相关系数%s"), x, rho)
	}
	return []string{by + second, by}
}

// wordName names the axis of words where an English title begins with it.
func (j *job) wordName(c *scattering) string {
	name := j.shortName(c.word)
	return j.pick(upper(name), name)
}

// scatterSubtitle says what the dots are.
func (j *job) scatterSubtitle(c *scattering, drawn int, moved bool) string {
	var b strings.Builder
	n := len(c.rows)
	if drawn < n {
		fmt.Fprintf(&b, j.pick("%s of %s points, evenly taken", "自%[2]s点中均匀取%[1]s点"), result.Grouped(float64(drawn), 0), result.Grouped(float64(n), 0))
	} else {
		fmt.Fprintf(&b, j.pick("Each of %s points", "全部%s点"), result.Grouped(float64(n), 0))
	}
	if c.judged() {
		b.WriteString(j.pick(", by ", "，着色：") + j.cut(j.sweptTarget(c.target), noteStyle, 200) + j.requirement(c.sample))
	}
	if !math.IsNaN(c.rho) && !c.idle {
		b.WriteString(j.pick("; Spearman's rank correlation (1: where one is higher so is the other, −1: it is lower, 0: neither)", "；Spearman秩相关系数（1：一列越大另一列越大，−1：越小，0：无此关系）"))
		if c.of < n {
			fmt.Fprintf(&b, j.pick(", of %s points", "，取自%s点"), result.Grouped(float64(c.of), 0))
		}
	}
	if moved {
		b.WriteString(j.pick("; dots that would hide each other are moved a little aside", "；重叠的点略向旁移"))
	}
	return b.String() + j.ofScenarios(c.sample) + j.leftOutRows(c.sample)
}

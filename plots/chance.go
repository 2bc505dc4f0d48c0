package plots

import (
	"fmt"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// alone is the reason of charts that need an ensemble; nothing where they were not asked for,
// since most results have none.
func (j *job) alone() string {
	if !j.asked {
		return ""
	}
	return j.pick("the result is a single run; hubcap run --members makes an ensemble", "结果为单次模拟；用 hubcap run --members 可作集合模拟")
}

// chanced is a target and what became of it in the members.
type chanced struct {
	result.Target
	chances result.TargetChances
}

// chanced are the targets that the ensemble knows, as in the verdict.
func (j *job) chanced() (out []chanced) {
	if j.r.Ensemble == nil {
		return nil
	}
	for _, t := range j.r.Targets {
		if c, ok := j.r.Ensemble.Of(t.ID); ok && c.Of > 0 {
			out = append(out, chanced{t, c})
		}
	}
	return out
}

// chanceOf is the chance of a target; false without an ensemble.
func (j *job) chanceOf(t result.Target) (result.Chance, bool) {
	if j.r == nil || j.r.Ensemble == nil {
		return result.Chance{}, false
	}
	c, ok := j.r.Ensemble.Of(t.ID)
	return c.Chance, ok && c.Of > 0
}

// sure tells whether the members agree.
func sure(c result.Chance) bool { return c.Met == 0 || c.Met == c.Of }

// probability writes a probability in per cent, as the verdict does.
func (j *job) probability(c result.Chance) string {
	if c.Of == 0 {
		return "–"
	}
	return j.percentSign(result.Percent(c.Probability))
}

// percentSign stands next to a number in Chinese.
func (j *job) percentSign(s string) string { return strings.ReplaceAll(s, " %", j.pick(" %", "%")) }

// interval writes the ends of its interval, in per cent but without the sign.
func (j *job) interval(c result.Chance) string {
	return strings.ReplaceAll(result.Percent(c.Low)+"–"+result.Percent(c.High), " %", "")
}

// inInterval is that in brackets, with the sign.
func (j *job) inInterval(c result.Chance) string {
	return j.inBrackets(j.interval(c) + j.pick(" %", "%"))
}

// chance writes both: 4.0 % (2.9–5.4 %).
func (j *job) chance(c result.Chance) string {
	if c.Of == 0 {
		return "–"
	}
	return j.probability(c) + j.inInterval(c)
}

// likely says with what probability something comes true; where it does in none or all of the
// members, it says no more than that.
func (j *job) likely(c result.Chance) string {
	n := result.Grouped(float64(c.Of), 0)
	switch c.Met {
	case 0:
		return fmt.Sprintf(j.pick("in none of %s members", "%s个样本中无一实现"), n)
	case c.Of:
		return fmt.Sprintf(j.pick("in all of %s members", "%s个样本中全部实现"), n)
	}
	return fmt.Sprintf(j.pick("with %s probability%s", "概率为%s%s"), j.probability(c), j.inInterval(c))
}

// prospect is the title of a chart that is about one target: with what probability it is met.
func (j *job) prospect(t result.Target, c result.Chance) string {
	racks := t.Quantity == model.RacksInService || t.Quantity == model.RacksOccupied
	form := j.pick("%[1]s: %[2]s is %[3]s %[4]s in %[5]s %[6]s", "%[1]s：%[5]s%[2]s%[3]s%[4]s，%[6]s")
	bound := j.pick("at least", "达到")
	switch {
	case t.Comparator == model.AtMost:
		bound = j.pick("at most", "不超过")
	case racks:
		form = j.pick("%[1]s reaches %[4]s %[2]s by %[5]s %[6]s", "%[1]s：至%[5]s%[2]s达到%[4]s，%[6]s")
	}
	return fmt.Sprintf(form, j.cut(j.place(t.Scope), titleStyle, 200), j.noun(t.Quantity), bound,
		j.number(t.Quantity, float64(t.Required))+j.classifier(t.Quantity), j.date(t.Deadline), j.likely(c))
}

// headline is the prospect of a target with an ensemble, else the finding of the run.
func (j *job) headline(t result.Target) string {
	if c, ok := j.chanceOf(t); ok {
		return j.prospect(t, c)
	}
	return j.finding(t)
}

// called names a target: by its own name, or by what it is about.
func (j *job) called(t result.Target) string {
	if t.Named() {
		return upper(t.Name.In(j.lang))
	}
	return fmt.Sprintf(j.pick("%s of %s", "%[2]s%[1]s"), upper(j.noun(t.Quantity)), j.place(t.Scope))
}

// asks writes what a target requires by when.
func (j *job) asks(t result.Target) string {
	return j.requires(t) + j.pick(", ", "，") + j.date(t.Deadline)
}

// requires writes the bound of a target.
func (j *job) requires(t result.Target) string {
	sign := map[model.Comparator]string{model.AtLeast: "≥ ", model.AtMost: "≤ "}[t.Comparator]
	return sign + j.number(t.Quantity, float64(t.Required)) + j.classifier(t.Quantity)
}

// members says from what an ensemble was drawn.
func (j *job) members() string {
	e := j.r.Ensemble
	s := fmt.Sprintf(j.pick("%s members, %s", "%s个样本，%s"), result.Grouped(float64(e.Members), 0), j.sampling(e.Sampling))
	if e.Failed > 0 {
		s += fmt.Sprintf(j.pick(", %s of them failed and not counted", "，其中%s个失败、不计入"), result.Grouped(float64(e.Failed), 0))
	}
	return s
}

// runs says in the source line from which runs a chart is.
func (j *job) runs() string {
	n := result.Grouped(float64(j.r.Members), 0)
	switch {
	case j.r.Member != nil:
		return fmt.Sprintf(j.pick("member %d of %s, seed %d", "第%d号样本（共%s个），种子%d"), *j.r.Member, n, j.r.Seed)
	case j.r.Ensemble != nil && j.central:
		return j.pick("central run", "中心值模拟")
	case j.r.Members > 1:
		return fmt.Sprintf(j.pick("%s members", "%s个样本"), n)
	}
	return j.pick("one central run", "单次中心值模拟")
}

// sampling names a way to draw.
func (j *job) sampling(id string) string {
	names := map[string]model.Text{"plain": {EN: "plain random draws", ZH: "简单随机抽样"},
		"lhs": {EN: "Latin hypercube", ZH: "拉丁超立方抽样"}, "sobol": {EN: "scrambled Sobol points", ZH: "加扰Sobol序列"}}
	if t, ok := names[id]; ok {
		return t.In(j.lang)
	}
	return id
}

// leading says what leads most of the misses of a target.
func (j *job) leading(c result.TargetChances) string {
	var best result.BindingChance
	for _, b := range c.Binding {
		if b.Leads > best.Leads {
			best = b
		}
	}
	if !(best.Leads > 0) {
		return ""
	}
	return fmt.Sprintf(j.pick("%s leads %.0f %% of misses", "%s：在%.0f%%的未达标样本中居首"), result.Binding{Constraint: best.Constraint}.Words(j.lang), 100*float64(best.Leads))
}

// nameAt writes a name in at most two lines from a baseline upwards, and gives the lines.
func (f *figure) nameAt(x, y vg.Length, name string, t style, wide vg.Length) int {
	lines := f.middle(name, t, wide, 2)
	for i, line := range lines {
		f.text(x, y+11*vg.Length(len(lines)-1-i), line, t, left)
	}
	return len(lines)
}

// brief writes a probability in whole per cent without the sign, for narrow cells.
func brief(v float64) string {
	switch {
	case v > 0 && v < 0.01:
		return "<1"
	case v > 0.99 && v < 1:
		return ">99"
	}
	return result.Grouped(100*v, 0)
}

// shareTicks are the ticks of a probability.
func (j *job) shareTicks() scale {
	s := scale{high: 1, ticks: []float64{0, 0.25, 0.5, 0.75, 1}}
	for _, v := range s.ticks {
		s.texts = append(s.texts, j.percent(v))
		s.width = max(s.width, j.fonts.width(j.percent(v), tickStyle))
	}
	return s
}

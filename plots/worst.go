package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"hubcap/sim/result"
)

// readable is the least that can be read of a delay, in ms.
const readable = 0.005

// harm is how much longer a failure makes the mean; without any path it is more than all.
func harm(f *result.Failure) float64 {
	if failed(f).lost() {
		return math.Inf(1)
	}
	return float64(f.AddedMs)
}

// after is the share of the budget that a failure leaves a tier with; NaN without a budget.
func (t *tier) after(f *result.Failure) float64 {
	s := failed(f)
	return t.judge(s).use(s)
}

// worse orders failures by what they leave of the budgets, as ms that are added may hardly
// matter to a wide one; those of tiers without a budget come last, by the ms.
func worse(ta *tier, a *result.Failure, tb *tier, b *result.Failure) int {
	return cmp.Or(cmp.Compare(tb.after(b), ta.after(a)), cmp.Compare(harm(b), harm(a)))
}

// cutOfTier is the worst cut of a single link for a tier.
type cutOfTier struct {
	result.Failure
	of *tier
}

// worstCuts are those cuts of single links that do anything, the worst first.
func (j *job) worstCuts() (out []cutOfTier) {
	for _, t := range j.tiers() {
		for _, f := range j.r.Failures {
			if f.Tier == t.id && f.ID == "" && t.harms(&f) {
				out = append(out, cutOfTier{f, &t})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b cutOfTier) int { return worse(a.of, &a.Failure, b.of, &b.Failure) })
	return out
}

// told says in a title what a cut does.
func (j *job) told(c *cutOfTier) string {
	name, tier := j.cut(j.cutName(&c.Failure), titleStyle, 200), j.cut(c.of.name, titleStyle, 200)
	line := j.harmed(c)
	if by := c.of.judge(failed(&c.Failure)); known(c.of.after(&c.Failure)) && !failed(&c.Failure).lost() {
		line += fmt.Sprintf(j.pick(" of %s", "（%s）"), j.budget(by.budget))
	}
	return fmt.Sprintf(j.pick("%s for %s, %s", "%s，%s %s"), name, tier, line)
}

// harmed writes what a cut does to the mean, and how much of the budget is used then.
func (j *job) harmed(c *cutOfTier) string {
	s := failed(&c.Failure)
	if s.lost() {
		return j.pick("no path left", "无可用路径")
	}
	line := "+" + j.ms(positive(float64(c.AddedMs)))
	if use := c.of.after(&c.Failure); known(use) {
		line += fmt.Sprintf(j.pick(", %s", "，达预算%s"), j.percent(use))
	}
	return line
}

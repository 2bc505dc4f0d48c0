package ensemble

import (
	"fmt"
	"math"
	"strings"

	"hubcap/sim"
	"hubcap/sim/result"
)

const (
	widest  = .10      // width of an interval above which a probability is hardly known
	notable = .01      // share of the members that have to do a thing for it to be told
	z       = 1.959964 // normal quantile of intervals of 95 %
	crowded = 10       // members per number, below which points of a Sobol sequence tie numbers by accident
)

// doubts are what has to be read with the probabilities.
func (t *task) doubts(e *result.Ensemble, kept []*verdict) []result.Text {
	out := []result.Text{{
		EN: "Probabilities are those of the distributions and processes of the scenario: what they leave out, or what is wrong in the model itself, is not in them. Intervals (95 %) tell only how many members there were.",
		ZH: "概率仅反映情景中设定的分布与随机过程：未列入者及模型本身的偏差不在其中；区间（95%）仅反映样本数量。",
	}}
	if e.Uncertain == 0 && len(e.Processes) == 0 {
		return append(out, result.Text{
			EN: "Nothing in this scenario is left to chance: all members are the same, and a probability is 0 or 100 %.",
			ZH: "本情景没有任何不确定因素：所有样本相同，概率只能为0或100 %。",
		})
	}
	if e.Uncertain == 0 {
		out = append(out, result.Text{
			EN: "No number of this scenario is a distribution: its members differ by chance over time only, which makes probabilities far too sure.",
			ZH: "本情景没有任何数值设为分布：样本只因随机过程而不同，所得概率过于确定。",
		})
	}
	if n := e.Failed; n > 0 {
		c, share := e.Causes[0], result.Percent(result.Number(float64(n)/float64(e.Members)))
		out = append(out, result.Text{
			EN: fmt.Sprintf("%d of %d members failed (%s) and count nowhere, which leaves out what they would have shown; most often, %d times: %s", n, e.Members, share, c.Members, c.Cause),
			ZH: fmt.Sprintf("%d个样本中有%d个失败（%s），不计入任何统计，其所示情形因此缺失；最常见原因（%d次）：%s", e.Members, n, share, c.Members, c.Cause),
		})
	}
	out = append(out, tooFew(e)...)
	if e.Sampling != "plain" {
		out = append(out, result.Text{
			EN: "Intervals are those of independent members; with sampling " + e.Sampling + " they are usually on the safe side.",
			ZH: "区间按独立抽样计算；采用 " + e.Sampling + " 抽样时通常偏保守。",
		})
	}
	if n := len(t.draws.names); e.Sampling == "sobol" && e.Members < crowded*n {
		out = append(out, result.Text{
			EN: fmt.Sprintf("%d members are few for a Sobol sequence of %d numbers: some of these go together by accident (rank correlations up to 0.9), so draws.csv does not tell which decide; take more members, a power of two, or lhs.", e.Members, n),
			ZH: fmt.Sprintf("对%[2]d个参数的Sobol序列而言%[1]d个样本偏少：部分参数会偶然相关（秩相关可达0.9），不宜据draws.csv判断何者关键；请增加样本（取2的幂），或用lhs。", e.Members, n),
		})
	}
	if n := t.draws.design.Plain(); n > 0 {
		out = append(out, result.Text{
			EN: fmt.Sprintf("%d of the %d uncertain numbers are beyond the dimensions of the Sobol sequence and are drawn plainly.", n, len(t.draws.names)),
			ZH: fmt.Sprintf("%d个不确定数值中有%d个超出Sobol序列维数，按普通抽样抽取。", len(t.draws.names), n),
		})
	}
	words := sim.BeyondWords()
	for way := range words {
		n := 0
		for _, v := range kept {
			if v.beyond[way] {
				n++
			}
		}
		if share := float64(n) / float64(len(kept)); share > notable {
			out = append(out, result.Text{
				EN: fmt.Sprintf("In %.0f %% of the members %s.", 100*share, words[way].EN),
				ZH: fmt.Sprintf("%.0f%%的样本中%s。", 100*share, words[way].ZH),
			})
		}
	}
	return out
}

// tooFew tells which probabilities the members are too few for.
func tooFew(e *result.Ensemble) []result.Text {
	var names []string
	need, never := 0., 0
	for _, t := range e.Targets {
		p, width := float64(t.Probability), float64(t.High-t.Low)
		if width > widest {
			names = append(names, t.ID)
			need = max(need, 4*z*z/(widest*widest)*max(.05, p*(1-p)))
		}
		if t.Met == 0 || t.Met == t.Of {
			never++
		}
	}
	var out []result.Text
	if len(names) > 0 {
		members := result.Grouped(100*math.Ceil(need/100), 0)
		out = append(out, result.Text{
			EN: fmt.Sprintf("Too few members to tell the probability of %s within 10 percentage points; about %s would do.", strings.Join(names, ", "), members),
			ZH: fmt.Sprintf("样本过少，%s 的概率区间宽于10个百分点；约需%s个样本。", strings.Join(names, "、"), members),
		})
	}
	if n := e.Members - e.Failed; never > 0 && n > 0 {
		members, seldom := result.Grouped(float64(n), 0), result.Percent(result.Wilson(0, n).High)
		out = append(out, result.Text{
			EN: fmt.Sprintf("A probability of 0 or 100 %% comes from %s members: what happens less often than in %s of cases may not show.", members, seldom),
			ZH: fmt.Sprintf("0或100 %%的概率来自%s个样本：发生机会低于%s的情形可能未出现。", members, seldom),
		})
	}
	return out
}

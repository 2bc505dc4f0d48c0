package sweep

import (
	"fmt"
	"slices"

	"hubcap/model"
	"hubcap/sim/result"
)

// sure is the number of members from which on nobody need be told what a probability hides.
const sure = 1600

// Warn adds what has to be read with the table, once. It changes nothing of what points come to.
func (s *Sweep) Warn(texts ...model.Text) {
	for _, t := range texts {
		if !slices.Contains(s.manifest.Warnings, t) {
			s.manifest.Warnings = append(s.manifest.Warnings, t)
		}
	}
}

// doubts are those that the study itself gives reason for.
func (s *Sweep) doubts() (out []model.Text) {
	switch n := s.study.Members; {
	case n == 1:
		out = append(out, model.Text{
			EN: "Each point is one deterministic run of central values: that it meets a target says nothing about probability. members = 100 in the study does.",
			ZH: "每个点只是一次取中心值的确定性模拟，达标与否不含概率信息；在研究文件中写 members = 100 即可得到概率。",
		})
	case n < sure:
		likely, even := span(n, likely), span(n, .5)
		out = append(out, model.Text{
			EN: fmt.Sprintf("Probabilities are of %d members at each point: where 90 %% are seen it may be %s, where 50 %% are, %s. Points share their draws, so they differ more surely than that.", n, likely.EN, even.EN),
			ZH: fmt.Sprintf("概率由每个点的%d个样本估计：显示90 %%处实际可能为%s，显示50 %%处可能为%s。各点共用同样的抽样，因此点与点之间的差别更可靠。", n, likely.ZH, even.ZH),
		})
	}
	if s.design != nil {
		out = append(out, s.design.Doubts()...)
	}
	return out
}

// span is the 95 % interval of a probability seen in so many members.
func span(members int, p float64) model.Text {
	c := result.Wilson(int(p*float64(members)+.5), members)
	low, high := 100*float64(c.Low), 100*float64(c.High)
	return model.Text{EN: fmt.Sprintf("%.0f to %.0f %%", low, high), ZH: fmt.Sprintf("%.0f～%.0f %%", low, high)}
}

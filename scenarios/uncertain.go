package scenarios

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"hubcap/model"
	"hubcap/scenarios/internal/document"
)

// mostDoubts is how many distributions a remark names one by one.
const mostDoubts = 3

// noticeable is the probability from which on it is said that some was cut off.
const noticeable = .01

// drawn is a number of a checked tree that is given as a distribution.
type drawn struct {
	*chance
	path string
	p    *model.Parameter
	n    *document.Node
}

// drawn lists the numbers that are given as distributions, in the order of the format.
func (c *checker) drawn(f *field, tree *document.Node) []drawn {
	var out []drawn
	if len(c.chances) == 0 {
		return nil
	}
	visit(f, "", tree, func(path string, p *model.Parameter, n *document.Node) {
		if ch := c.chances[path]; ch != nil && n.Drawn != "" {
			out = append(out, drawn{ch, path, p, n})
		}
	})
	return out
}

// uncertain is what the engine draws, with the doubts about it.
func (c *checker) uncertain(list []drawn, all int) []model.Uncertain {
	if len(list) == 0 {
		return nil
	}
	are := "are distributions; a run without chance takes the central value of each"
	if len(list) == 1 {
		are = "is a distribution; a run without chance takes its central value"
	}
	c.remarks = append(c.remarks, model.Text{
		EN: fmt.Sprintf("%d of the %d numbers of this scenario %s.", len(list), all, are),
		ZH: fmt.Sprintf("本情景%d个数值中有%d个以概率分布给出；不含随机性的运行取各分布的中心值。", all, len(list)),
	})
	return c.doubtful(list)
}

// doubtful doubts what was cut off distributions, and what of them the evidence does not cover.
func (c *checker) doubtful(list []drawn) []model.Uncertain {
	out := make([]model.Uncertain, len(list))
	var cut, beyond doubts
	for i, d := range list {
		out[i] = model.Uncertain{Path: d.path, Unit: d.p.Unit, Text: d.n.Drawn, Dist: d.dist, Group: d.group, Cut: d.cut, Low: d.p.Low, High: d.p.High}
		if d.cut > noticeable {
			allowed := interval(d.p.Min, d.p.Max, d.p.Unit)
			cut.add(d, model.Text{
				EN: fmt.Sprintf(": %s %% of its distribution lay outside what is allowed, %s, and was cut off", rounded(100*d.cut), allowed),
				ZH: fmt.Sprintf("：其分布有 %s %% 超出允许范围 %s，已截去", rounded(100*d.cut), span(allowed)),
			})
		}
		if low, high := d.dist.Quantile(.05), d.dist.Quantile(.95); beyondBy(d.p, low, high) > slack {
			covered := interval(d.p.Low, d.p.High, d.p.Unit)
			where := "partly"
			if high < d.p.Low || low > d.p.High {
				where = "wholly"
			}
			beyond.add(d, model.Text{
				EN: fmt.Sprintf(", %s to %s in nine cases of ten, lies %s outside what the evidence covers, %s", rounded(low), rounded(high), where, covered),
				ZH: fmt.Sprintf("（九成情形为 %s～%s）%s超出现有依据的范围 %s", rounded(low), rounded(high), map[string]string{"partly": "部分", "wholly": "完全"}[where], span(covered)),
			})
		}
	}
	c.firstOf(cut, "Cut off at what is allowed, further distributions: %d", "另有%d个分布也因超出允许范围而被截去一部分")
	c.firstOf(beyond, "Partly outside what the evidence covers, further distributions: %d", "另有%d个分布也部分超出现有依据的范围")
	return out
}

// slack is by how much of the range of the evidence a distribution may leave it unnoticed: one
// that is given by its 5 and 95 % there leaves it a little where its tails are cut off.
const slack = .01

// beyondBy is how far a span reaches out of the range of the evidence, as a share of that.
func beyondBy(p *model.Parameter, low, high float64) float64 {
	out := max(p.Low-low, high-p.High)
	if out <= 0 || p.High == p.Low {
		return out
	}
	return out / (p.High - p.Low)
}

// doubts are remarks on distributions, those in one that say the same of the same parameter.
type doubts struct {
	said []doubt
	of   map[string]int // which of them, by parameter and text
}

type doubt struct {
	first drawn
	n     int // distributions
	what  model.Text
}

func (l *doubts) add(d drawn, what model.Text) {
	key := d.p.Path + what.EN
	if i, there := l.of[key]; there {
		l.said[i].n++
		return
	}
	if l.of == nil {
		l.of = map[string]int{}
	}
	l.of[key] = len(l.said)
	l.said = append(l.said, doubt{d, 1, what})
}

// firstOf remarks some of many, and counts the distributions of the others.
func (c *checker) firstOf(list doubts, en, zh string) {
	more := 0
	for i, d := range list.said {
		nameEN, nameZH := d.first.path, d.first.path
		switch {
		case i >= mostDoubts:
			more += d.n
			continue
		case d.n > 1:
			nameEN, nameZH = fmt.Sprintf("%s (%d of them)", d.first.p.Path, d.n), fmt.Sprintf("%s（共%d个）", d.first.p.Path, d.n)
		}
		c.remarks = append(c.remarks, model.Text{EN: nameEN + d.what.EN, ZH: nameZH + d.what.ZH})
	}
	if more > 0 {
		c.remarks = append(c.remarks, model.Text{EN: fmt.Sprintf(en, more), ZH: fmt.Sprintf(zh, more)})
	}
}

// span writes an interval as Chinese texts have it.
func span(interval string) string { return strings.Replace(interval, " to ", "～", 1) }

// rounded writes a computed number with three digits, more where it is longer before the point.
func rounded(v float64) string {
	if a := math.Abs(v); a >= 1000 && a < 1e15 {
		return number(math.Round(v))
	}
	short, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 3, 64), 64) // it is a number
	return number(short)
}

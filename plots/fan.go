package plots

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// midBlue is blue2, dark enough for a thin line and letters.
var midBlue = rgb(0x5287b6)

// fan is where the members of an ensemble are over time, NaN where none has a value.
type fan struct {
	p05, p25, p50, p75, p95 []float64
	flow                    bool // measured over the steps
}

// fan finds it; nil without an ensemble or a value.
func (j *job) fan(scope string, q model.QuantityName) *fan {
	if j.r.Ensemble == nil {
		return nil
	}
	i := slices.IndexFunc(j.r.Series.Columns, func(c result.Column) bool { return c.Scope == scope && c.Quantity == q })
	n := len(j.r.Series.Dates)
	if i < 0 || n < 2 {
		return nil
	}
	spread, names := j.r.Series.Columns[i].Spread, result.SpreadNames()
	if len(spread) != len(names) || slices.ContainsFunc(spread, func(v []float64) bool { return len(v) != n }) {
		return nil
	}
	known, _ := model.QuantityOf(q)
	f := &fan{flow: known.Flow && !q.Trailing()}
	lines := []*[]float64{&f.p05, &f.p25, &f.p50, &f.p75, &f.p95}
	for i, name := range []string{"p05", "p25", "p50", "p75", "p95"} {
		*lines[i] = slices.Clone(spread[slices.Index(names, name)])
	}
	values := false
	for k := range n {
		whole := !slices.ContainsFunc(lines, func(l *[]float64) bool { return math.IsNaN((*l)[k]) || math.IsInf((*l)[k], 0) })
		values = values || whole
		for _, l := range lines {
			if !whole {
				(*l)[k] = math.NaN()
			}
		}
	}
	if !values {
		return nil
	}
	return f
}

// lines are all that a scale has to hold.
func (f *fan) lines() [][]float64 {
	if f == nil {
		return nil
	}
	return [][]float64{f.p05, f.p95}
}

// fan draws the bands of the members and their median.
func (p *panel) fan(f *fan, median vg.Length) {
	if f == nil {
		return
	}
	for _, b := range []struct {
		low, high []float64
		color     colour
	}{{f.p05, f.p95, blue4}, {f.p25, f.p75, blue3}} {
		if f.flow {
			p.block(b.low, b.high, b.color)
		} else {
			p.area(b.low, b.high, b.color)
			p.lonely(b.low, b.high, b.color)
		}
	}
	if f.flow {
		p.steps(f.p50, midBlue, median)
	} else {
		p.line(f.p50, midBlue, median)
	}
}

// lonely draws a band that has no neighbours as a bar.
func (p *panel) lonely(low, high []float64, c colour) {
	const half = 3
	for _, s := range spans(high) {
		if k := s[0]; s[1] == k+1 {
			x := p.x(p.dates[k])
			p.f.rect(c, x-half, p.y(low[k]), x+half, p.y(high[k]))
		}
	}
}

// fanEnds are the labels of a fan at its right end.
func (j *job) fanEnds(q model.QuantityName, f *fan) []label {
	if f == nil {
		return nil
	}
	var out []label
	for i, e := range []struct {
		values []float64
		name   string
		color  colour
	}{{f.p50, j.pick("median", "中位数"), midBlue}, {f.p95, j.pick("95 % of members below", "95%的样本低于此值"), grey}, {f.p05, j.pick("5 % of members below", "5%的样本低于此值"), grey}} {
		_, v := final(e.values)
		out = append(out, j.ending(q, v, v, e.name, e.color, 1+2*i))
	}
	return out
}

// bandsWords explain the bands of something in a subtitle.
func (j *job) bandsWords(of string) string {
	return j.pick("bands", "色带") + of + j.pick(": 5–95 % and 25–75 % of ", "为5–95%与25–75%分位，") + j.members()
}

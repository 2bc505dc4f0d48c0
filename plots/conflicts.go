package plots

import (
	"cmp"
	"fmt"
	"slices"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

const (
	pairsMost = 16
	pairNameW = vg.Length(176)
	pairCellW = vg.Length(56)
	pairCellH = vg.Length(27)
	pairFoot  = vg.Length(34)
)

// together is the colour of the correlation of two verdicts, from -1 to 1.
var together = []colour{red, red3, rgb(0xf7f7f5), blue3, midBlue}

// conflicts shows how often two targets are met together, and how often they would be if neither
// cared for the other.
func conflicts(j *job) (*figure, string) {
	if j.r.Ensemble == nil {
		return nil, j.alone()
	}
	list := slices.DeleteFunc(j.chanced(), func(t chanced) bool { return sure(t.chances.Chance) })
	if len(list) < 2 {
		return nil, j.pick("fewer than two targets are met in some members and missed in others", "在部分样本中达标、部分样本中未达标的目标不足两项")
	}
	subtitle := j.pick("Probability that two targets are met together; below it, that if they were independent. Grey: each alone. Framed: a conflict, less often than by chance; ",
		"两项目标同时达标的概率，其下为相互独立时的概率；灰底为单项达标概率；加框者相互冲突，即同时达标少于独立时；") + j.members()
	title, notes := j.worstPair(list), j.sureNotes()
	if n := len(list); n > pairsMost {
		list = list[:pairsMost]
		subtitle += fmt.Sprintf(j.pick("; the first %d of %d targets", "；仅列前%d项，共%d项"), pairsMost, n)
	}
	n := vg.Length(len(list))
	cell := min(pairCellW, (sheetWidth-2*edge-pairNameW-20)/n)
	f := j.newFigure(title, subtitle, pairCellH*n+22+pairFoot+lineH*vg.Length(len(notes)))
	f.footnotes(notes)
	x0, y := edge+pairNameW+20, f.top-18
	for row, t := range list {
		top := y - pairCellH*vg.Length(row)
		number := fmt.Sprint(row + 1)
		f.stroke(hairline, 0.6, nil, vg.Point{X: edge, Y: top}, vg.Point{X: x0 + cell*vg.Length(row+1), Y: top})
		f.text(edge+10, top-pairCellH/2-3, number, tickStyle.strong(), right)
		lines := f.middle(f.called(t.Target), smallStyle, pairNameW-6, 2)
		for i, line := range lines {
			f.text(edge+17, top-pairCellH/2-2.8+lineH*(vg.Length(len(lines)-1)/2-vg.Length(i)), line, smallStyle.in(ink), left)
		}
		f.text(x0+cell*(vg.Length(row)+0.5), y+5, number, tickStyle.strong(), centre)
		for column := range row {
			if p, ok := j.pairOfTargets(list[column].ID, t.ID); ok {
				f.pairCell(p, x0+cell*vg.Length(column), top, cell)
			}
		}
		at := x0 + cell*vg.Length(row)
		f.rect(hairline, at, top-pairCellH, at+cell, top)
		f.put(at+cell/2, top-pairCellH/2-2.7, f.inCell(float64(t.chances.Probability), cell), cellStyle, cell, centre)
	}
	for row, t := range list { // over the cells
		for column := range row {
			if p, ok := j.pairOfTargets(list[column].ID, t.ID); ok && p.Conflict {
				x, top := x0+cell*vg.Length(column), y-pairCellH*vg.Length(row)
				c := corners(x+0.7, top-pairCellH+0.7, x+cell-0.7, top-0.7)
				f.stroke(ink, 1.3, nil, append(c, c[0], c[1])...)
			}
		}
	}
	f.togetherBar(y - pairCellH*n - 14)
	return f, ""
}

// sureNotes name the targets that cannot conflict because the members agree on them.
func (j *job) sureNotes() []string {
	var none, all []string
	for _, t := range j.chanced() {
		name := j.cut(j.called(t.Target), smallStyle, 170)
		switch {
		case !sure(t.chances.Chance):
		case t.chances.Met == 0:
			none = append(none, name)
		default:
			all = append(all, name)
		}
	}
	return append(j.naming(j.pick("Not compared, as met in none of the members: %s", "未参与比较，因所有样本均未达标：%s"), none),
		j.naming(j.pick("Not compared, as met in all members: %s", "未参与比较，因所有样本均达标：%s"), all)...)
}

// pairOfTargets finds how two targets go together, whichever comes first.
func (j *job) pairOfTargets(a, b string) (result.TargetPair, bool) {
	for _, p := range j.r.Ensemble.Pairs {
		if p.A == a && p.B == b || p.A == b && p.B == a {
			return p, true
		}
	}
	return result.TargetPair{}, false
}

// odds are the share of the members that meet both targets, and the product of the shares that
// meet each.
func odds(p result.TargetPair) (both, apart float64) {
	n := float64(p.Both + p.OnlyA + p.OnlyB + p.Neither)
	if n == 0 {
		return 0, 0
	}
	return float64(p.Both) / n, float64(p.Both+p.OnlyA) / n * (float64(p.Both+p.OnlyB) / n)
}

// pairCell shades the cell of a pair by the correlation of its verdicts.
func (f *figure) pairCell(p result.TargetPair, x, top, cell vg.Length) {
	both, apart := odds(p)
	phi := float64(p.Phi)
	ground := ramp(together, (phi+1)/2)
	if p.Phi.IsMissing() {
		ground = paper
	}
	f.rect(ground, x, top-pairCellH, x+cell, top)
	t := cellStyle.in(legible(ground))
	f.put(x+cell/2, top-pairCellH/2+1.2, f.inCell(both, cell), t.strong(), cell, centre)
	f.put(x+cell/2, top-pairCellH/2-8.2, f.inCell(apart, cell), t, cell, centre)
}

// inCell writes a probability as its cell has room.
func (j *job) inCell(v float64, cell vg.Length) string {
	if cell < 30 {
		return brief(v)
	}
	return j.share(v)
}

// worstPair is the title: how many pairs conflict, and which the most.
func (j *job) worstPair(list []chanced) string {
	var pairs []result.TargetPair
	for _, p := range j.r.Ensemble.Pairs {
		if p.Conflict {
			pairs = append(pairs, p)
		}
	}
	if len(pairs) == 0 {
		return fmt.Sprintf(j.pick("Of the %d targets that some members meet and others miss, no two conflict", "部分样本达标、部分样本未达标的%d项目标中，没有两项相互冲突"), len(list))
	}
	off := func(p result.TargetPair) float64 { both, apart := odds(p); return both - apart }
	worst := slices.MinFunc(pairs, func(a, b result.TargetPair) int { return cmp.Compare(off(a), off(b)) })
	name := func(id string) string {
		for _, t := range list {
			if t.ID == id {
				return j.cut(j.called(t.Target), titleStyle, 190)
			}
		}
		return id
	}
	both, apart := odds(worst)
	count := j.pick("In conflict", "相互冲突")
	if len(pairs) > 1 {
		count = fmt.Sprintf(j.pick("%d pairs of targets in conflict, most of all", "%d对目标相互冲突，最甚者"), len(pairs))
	}
	often := j.share(both) + j.pick(" of the members", "")
	if worst.Both == 0 {
		often = j.pick("no member", "0")
	}
	return fmt.Sprintf(j.pick("%s: %s and %s are both met in %s; if independent, in %s", "%s：“%s”与“%s”同时达标的概率为%s，独立时应为%s"),
		count, name(worst.A), name(worst.B), often, j.share(apart))
}

// togetherBar explains the colours below y.
func (f *figure) togetherBar(y vg.Length) {
	const wide, high, cells = 150, 7, 75
	x := edge + pairNameW + 20
	for i := range cells {
		f.rect(ramp(together, (float64(i)+0.5)/cells), x+wide*vg.Length(i)/cells, y-high, x+wide*vg.Length(i+1)/cells+0.4, y)
	}
	f.text(x, y-high-9, f.pick("never both", "此消彼长"), smallStyle, left)
	f.text(x+wide/2, y-high-9, "0", smallStyle, centre)
	f.text(x+wide, y-high-9, f.pick("always both", "同进同退"), smallStyle, right)
	f.text(edge, y-high+1, f.pick("correlation of the two verdicts (phi)", "两项判定的相关系数（phi）"), smallStyle, left)
}

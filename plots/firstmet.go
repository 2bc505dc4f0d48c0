package plots

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// metLines are as many lines as can be followed.
const metLines = 8

// metShades tell the lines apart, in grey too; each is named at its end.
var metShades = []colour{blue, red, ink, rgb(0xb8860b), midBlue, rgb(0x6b4c8a), grey, rgb(0x4f7f5f)}

// firstMets shows by when each target is met for the first time.
func firstMets(j *job) (*figure, string) {
	if j.r.Ensemble == nil {
		return nil, j.alone()
	}
	list := j.chanced()
	if len(list) == 0 || len(j.r.Series.Dates) < 2 {
		return nil, j.pick("no target has been judged over time", "没有目标随时间的判定")
	}
	lines := slices.DeleteFunc(slices.Clone(list), func(t chanced) bool { return len(t.chances.FirstMet) == 0 || settled(t.chances) })
	if len(lines) == 0 {
		return nil, j.pick("each target is first met on one date in all members, or in none", "各目标在全部样本中于同一日期首次达标，或均未达标")
	}
	subtitle := fmt.Sprintf(j.pick("Share of members in which a target has been met at least once by a date, whether or not it is still met at its deadline (diamond); %s",
		"截至各日期至少达标过一次的样本比例，不论期限日（菱形）是否仍达标；%s"), j.members())
	notes := j.settledNotes(list)
	lines, skipped := openFirst(lines)
	if more := len(lines) - metLines; more > 0 {
		lines, skipped = lines[:metLines], skipped+more
	}
	title := j.halfMet(lines, list)
	subtitle += j.leftOver(skipped, len(lines)+skipped)
	var labels []label
	for i, t := range lines {
		c := metShades[i%len(metShades)]
		v := reached(t.chances, j.r.End)
		labels = append(labels, label{at: v, value: j.share(v), name: j.called(t.Target), color: c})
	}
	f := j.newFigure(title, subtitle, 250+lineH*vg.Length(len(notes)))
	f.footnotes(notes)
	f.bottom += lineH*vg.Length(len(notes)) + 4
	p := f.wideChart(j.shareTicks(), labels, labelWide)
	for i, t := range lines {
		p.firstMet(t, metShades[i%len(metShades)])
	}
	p.label(labels)
	return f, ""
}

// settled tells whether all members first meet a target on the same date.
func settled(c result.TargetChances) bool {
	return len(c.FirstMet) == 1 && c.FirstMet[0].Members == c.Of
}

// reached is the share of members that have met a target by a date.
func reached(c result.TargetChances, by model.Date) float64 {
	n := 0
	for _, m := range c.FirstMet {
		if !by.Before(m.Date) {
			n += m.Members
		}
	}
	return float64(n) / float64(c.Of)
}

// firstMet draws the stairs of a target, and a diamond at its deadline.
func (p *panel) firstMet(t chanced, c colour) {
	points := []vg.Point{{X: p.x0, Y: p.y(0)}}
	share := 0.
	for _, m := range t.chances.FirstMet {
		points = append(points, vg.Point{X: p.x(m.Date), Y: p.y(share)})
		share = reached(t.chances, m.Date)
		points = append(points, vg.Point{X: p.x(m.Date), Y: p.y(share)})
	}
	p.f.stroke(c, 1.6, nil, append(points, vg.Point{X: p.x1, Y: p.y(share)})...)
	if p.inside(t.Deadline) {
		p.f.diamond(c, p.x(t.Deadline), p.y(reached(t.chances, t.Deadline)), 3.6)
	}
}

// halfMet is the title: when half of the members have met the first target that is neither met
// from the start in half of them nor never, of those drawn if it can be.
func (j *job) halfMet(lines, list []chanced) string {
	early := func(t chanced) bool { return reached(t.chances, j.r.Series.Dates[0]) >= 0.5 }
	never := func(t chanced) bool { return len(t.chances.FirstMet) == 0 }
	for _, t := range slices.Concat(lines, list) {
		if !early(t) && !never(t) {
			who, when := j.half(t.chances)
			return fmt.Sprintf(j.pick("%s: %s have met it by %s", "%[1]s：至%[3]s%[2]s已达标过"), j.cut(j.called(t.Target), titleStyle, 300), who, j.date(when))
		}
	}
	line := j.pick("Met from the start in at least half of the members: ", "起始时半数以上样本已达标：") + j.few(list, early)
	if slices.ContainsFunc(list, never) {
		line += j.pick("; never: ", "；始终未达标：") + j.few(list, never)
	}
	return line
}

// half says when half of the members have met a target; if they never have, how many by the end.
func (j *job) half(c result.TargetChances) (who string, when model.Date) {
	if settled(c) {
		return j.pick("all members", "全部样本"), c.FirstMet[0].Date
	}
	for _, m := range c.FirstMet {
		if reached(c, m.Date) >= 0.5 {
			return j.pick("half of the members", "半数样本"), m.Date
		}
	}
	return j.share(reached(c, j.r.End)) + j.pick(" of the members", "的样本"), j.r.End
}

// few names those of the targets that are of a kind in a title, or counts them.
func (j *job) few(list []chanced, kind func(chanced) bool) string {
	var names []string
	for _, t := range list {
		if kind(t) {
			names = append(names, j.cut(j.called(t.Target), titleStyle, 150))
		}
	}
	if len(names) > 2 {
		return fmt.Sprintf(j.pick("%d targets", "%d项目标"), len(names))
	}
	return strings.Join(names, j.pick(" and ", "、"))
}

// settledNotes name the targets that no member meets, and those that all meet on one date.
func (j *job) settledNotes(list []chanced) []string {
	var never, always []string
	for _, t := range list {
		name := j.cut(j.called(t.Target), smallStyle, 170)
		switch {
		case len(t.chances.FirstMet) == 0:
			never = append(never, name)
		case settled(t.chances):
			always = append(always, name+j.inBrackets(j.date(t.chances.FirstMet[0].Date)))
		}
	}
	return append(j.naming(j.pick("Not met at any time in any member: %s", "所有样本中始终未达标：%s"), never),
		j.naming(j.pick("First met on one date in all members: %s", "所有样本于同一日期首次达标：%s"), always)...)
}

// naming writes names into a note of at most two lines; none without a name.
func (j *job) naming(form string, names []string) []string {
	if len(names) == 0 {
		return nil
	}
	return j.fill(fmt.Sprintf(form, strings.Join(names, j.pick("; ", "；"))), smallStyle, sheetWidth-2*edge, 2)
}

// footnotes writes notes at the bottom of a figure.
func (f *figure) footnotes(notes []string) {
	for i, line := range notes {
		f.text(edge, f.bottom+lineH*vg.Length(len(notes)-1-i), line, smallStyle.in(ink), left)
	}
}

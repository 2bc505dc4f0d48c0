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
	title := j.halfMet(lines)
	notes := j.settledNotes(list)
	lines, skipped := openFirst(lines)
	if more := len(lines) - metLines; more > 0 {
		lines, skipped = lines[:metLines], skipped+more
	}
	subtitle += j.leftOver(skipped, len(lines)+skipped)
	var labels []label
	for i, t := range lines {
		c := metShades[i%len(metShades)]
		v := reached(t.chances, j.r.End)
		labels = append(labels, label{at: v, value: j.share(v), name: j.called(t.Target), color: c})
	}
	f := j.newFigure(title, subtitle, 250+lineH*vg.Length(len(notes)))
	for i, line := range notes {
		f.text(edge, f.bottom+lineH*vg.Length(len(notes)-1-i), line, smallStyle.in(ink), left)
	}
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

// halfMet is the title: which target half of the members have met first.
func (j *job) halfMet(list []chanced) string {
	var best *chanced
	var when model.Date
	for i := range list {
		t := &list[i]
		for _, m := range t.chances.FirstMet {
			if reached(t.chances, m.Date) >= 0.5 {
				if best == nil || m.Date.Before(when) {
					best, when = t, m.Date
				}
				break
			}
		}
	}
	if best != nil {
		return fmt.Sprintf(j.pick("%s: half of the members have met it by %s", "%s：至%s半数样本已达标过"), j.cut(j.called(best.Target), titleStyle, 300), j.date(when))
	}
	often := slices.MaxFunc(list, func(a, b chanced) int { return sign(reached(a.chances, j.r.End) - reached(b.chances, j.r.End)) })
	return fmt.Sprintf(j.pick("No open target is met at any time in half of the members; most often %s, in %s", "没有未定目标曾在半数样本中达标；最多者为%s，占%s"),
		j.cut(j.called(often.Target), titleStyle, 250), j.share(reached(often.chances, j.r.End)))
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
	var out []string
	for _, n := range []struct {
		names []string
		form  string
	}{{never, j.pick("Not met at any time in any member: %s", "所有样本中始终未达标：%s")}, {always, j.pick("First met on one date in all members: %s", "所有样本于同一日期首次达标：%s")}} {
		if len(n.names) > 0 {
			out = append(out, j.fill(fmt.Sprintf(n.form, strings.Join(n.names, j.pick("; ", "；"))), smallStyle, sheetWidth-2*edge, 2)...)
		}
	}
	return out
}

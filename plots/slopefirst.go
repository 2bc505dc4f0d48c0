package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"hubcap/sim/result"
)

// way tells what becomes of the traffic of a slope's pair.
type way int

const (
	queues  way = iota // somewhere
	idles              // nowhere: no load can break the budget
	cutsOff            // nothing arrives
)

func (j *job) wayOf(s result.Slope) way {
	p := j.slopePath(s)
	switch {
	case p != nil && asIs(*p).lost():
		return cutsOff
	case !finite(s.Load) && (p == nil || p.Bottleneck == "") && s.Load != 0:
		return idles
	}
	return queues
}

// breaking is the load at which the budget of a slope breaks: for 99 % of packets, or for the
// mean where the targets of its tier ask for nothing else.
func (j *job) breaking(s result.Slope) (load float64, percentile bool) {
	for _, t := range j.tiers() {
		if t.id == s.Tier && len(t.bounds) > 0 && !t.asksTail() {
			return float64(s.BreaksMean), false
		}
	}
	return float64(s.BreaksP99), true
}

// soon orders slopes: what is cut off, then by the load that breaks them, what idles last.
func (j *job) soon(a, b result.Slope) int {
	key := func(s result.Slope) float64 {
		load, _ := j.breaking(s)
		switch w := j.wayOf(s); {
		case w == cutsOff:
			return -1
		case w == idles || !(load >= 0):
			return math.Inf(1)
		}
		return load
	}
	return cmp.Compare(key(a), key(b))
}

// firstToBreak are as many as there are panels, in their order.
func (j *job) firstToBreak(list []result.Slope) (out []result.Slope) {
	order := slices.SortedStableFunc(slices.Values(list), j.soon)[:slopesMost]
	for _, s := range list {
		if slices.ContainsFunc(order, func(o result.Slope) bool { return o.Tier == s.Tier }) {
			out = append(out, s)
		}
	}
	return out
}

// firstBroken is the title: which budget breaks first, at what load.
func (j *job) firstBroken(list []result.Slope) string {
	lost := 0
	idle := true
	for _, s := range list {
		idle = idle && j.wayOf(s) == idles
		if j.wayOf(s) == cutsOff {
			lost++
		}
	}
	s := slices.MinFunc(list, j.soon)
	load, percentile := j.breaking(s)
	name, budget := j.tierName(s), j.budget(float64(s.Budget))
	switch {
	case lost > 0:
		where := ""
		if of := j.bottleneck(s); of != "" {
			where = fmt.Sprintf(j.pick(" at %s", "（%s）"), of)
		}
		return fmt.Sprintf(j.pick("%d of %d tiers have pairs that are cut off%s, whatever the load; first: %s", "%[2]d个圈层中%[1]d个有节点对中断%[3]s，与负荷率无关；首例：%[4]s"), lost, len(list), where, name)
	case idle:
		return fmt.Sprintf(j.pick("Nothing queues on the ways of any of %d tiers", "%d个圈层的路径上均无排队"), len(list))
	case !(load >= 0) || j.wayOf(s) != queues:
		if len(list) == 1 {
			return fmt.Sprintf(j.pick("No load breaks the budget of %s of %s for %s", "任何负荷率下%[2]s的%[3]s均不超出预算%[1]s"), budget, name, j.ofPackets(percentile))
		}
		return fmt.Sprintf(j.pick("No load breaks any of the %d budgets", "任何负荷率下%d项预算均不突破"), len(list))
	case load == 0:
		return fmt.Sprintf(j.pick("%s: over its budget of %s even on an empty network", "%s在空载时即超出%s预算"), upper(name), budget)
	}
	keep := j.pick("99 % of packets keep it", "99%分位不超预算")
	if !percentile {
		keep = j.pick("the mean keeps it", "平均时延不超预算")
	}
	line := fmt.Sprintf(j.pick("First to break is the budget of %[2]s (%[1]s): %[4]s up to %[3]s load of the bottleneck", "%s的%s预算最先突破：瓶颈负荷率%s以内时%s"),
		name, budget, j.share(load), keep)
	if finite(s.Load) {
		form := j.pick("; in %[2]s that load is %[1]s", "；%[2]s为%[1]s")
		if float64(s.Load) > load {
			form = j.pick("; in %[2]s that load is %[1]s, too much already", "；%[2]s已达%[1]s")
		}
		line += fmt.Sprintf(form, j.share(float64(s.Load)), j.date(j.r.End))
	}
	return line
}

// ofPackets says of what a budget is.
func (j *job) ofPackets(percentile bool) string {
	if percentile {
		return j.pick("99 % of packets", "99%分位时延")
	}
	return j.pick("the mean", "平均时延")
}

// tierName names the tier of a slope, not longer than a title can bear.
func (j *job) tierName(s result.Slope) string { return j.cut(j.place(s.Tier), titleStyle, 200) }

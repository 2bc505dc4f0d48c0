package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hubcap/model"
	"hubcap/plots"
	"hubcap/sim"
	"hubcap/sim/result"
)

// tiersAnswer is what `hubcap delay SCENARIO` tells.
type tiersAnswer struct {
	Scenario result.Scenario  `json:"scenario"`
	Date     model.Date       `json:"date"`
	Without  []string         `json:"without"` // links that --without cuts
	Targets  []result.Target  `json:"targets"` // on delays
	Elements []result.Element `json:"elements"`
	Paths    []result.Path    `json:"paths"`
	Slopes   []result.Slope   `json:"slopes"`
	Failures []result.Failure `json:"failures"`
	// SingleCuts are, with --n-1, all cuts of one link that make a tier slower.
	SingleCuts []result.Failure `json:"single_cuts,omitempty"`
}

// tiers shows the delay tiers of a scenario under load and failure.
func (o *delayOptions) tiers(c *cobra.Command, args []string) error {
	n, run, err := o.network(c, args)
	if err != nil {
		return err
	}
	if len(run.Scenario().Tiers) == 0 {
		return errNoTiers
	}
	r := run.Result()
	if o.out != "" {
		err := o.draw(c, func(options plots.Options) ([]result.File, []string, error) {
			options.Only = delayCharts()
			return plots.Render(c.Context(), r, options)
		})
		if err != nil {
			return err
		}
	}
	answer := tiersAnswer{Scenario: r.Scenario, Date: r.End, Without: append([]string{}, o.without...), Targets: []result.Target{}, Elements: r.Elements,
		Paths: r.Paths, Slopes: r.Slopes, Failures: r.Failures}
	for _, t := range r.Targets {
		if t.Quantity.IsDelay() {
			answer.Targets = append(answer.Targets, t)
		}
	}
	var single [][]result.Failure
	if o.single {
		for i := range run.Scenario().Tiers {
			single = append(single, n.SingleCuts(i))
			answer.SingleCuts = append(answer.SingleCuts, single[i]...)
		}
	}
	if *o.format == "json" {
		return printJSON(c.OutOrStdout(), answer)
	}
	p := &printer{c.OutOrStdout(), *o.lang}
	p.say("%s\nscenario %s, peak hour on %s; delays in ms", "%s\n情景 %s，%s 忙时；时延单位 ms", r.Scenario.Title.In(p.lang), r.Scenario.Name, r.End)
	p.changes(run.Scenario(), o.without)
	p.verdict(r, answer.Targets)
	p.tierTable(r)
	p.elements(r)
	p.named(r)
	for i, cuts := range single {
		p.singleCuts(r, i, cuts, run)
	}
	fmt.Fprintln(p.w)
	for _, doubt := range run.NetworkDoubts() {
		wrap(p.w, doubt.In(p.lang), 100)
	}
	return nil
}

// verdict counts the targets on delays, and names those that are missed.
func (p *printer) verdict(r *result.Result, targets []result.Target) {
	missed := newTable()
	for _, t := range targets {
		if !t.Met {
			missed.row("  "+p.pick("MISSED", "未达标"), t.Name.In(p.lang), string(t.Quantity), p.scope(r, t.Scope), t.Deadline.String(),
				result.Format(t.Quantity, float64(t.Simulated)), p.pick("of ", "要求 ")+result.Format(t.Quantity, float64(t.Required)))
		}
	}
	p.say("\n%d of %d delay targets met, each by its quantity and date", "\n%[2]d项时延目标中%[1]d项达标（各按其指标与日期判定）", len(targets)-len(missed.rows), len(targets))
	missed.write(p.w)
	fmt.Fprintln(p.w)
}

// elements lists what can be full.
func (p *printer) elements(r *result.Result) {
	if len(r.Elements) == 0 {
		return
	}
	t := newTable(p.pick("what can be full, Gbit/s", "可能成为瓶颈之处，Gbit/s"), p.pick("capacity", "容量"), p.pick("mean", "平均流量"), p.pick("peak hour", "忙时流量"), p.pick("load", "负荷率"), p.pick("exits", "出口方向"))
	t.right(1, 2, 3, 4, 5)
	for i, e := range r.Elements {
		if i == mostCuts {
			t.row(fmt.Sprintf(p.pick("and %d more", "另有%d处"), len(r.Elements)-mostCuts))
			break
		}
		exits := ""
		if e.Exits > 0 {
			exits = fmt.Sprint(e.Exits)
		}
		gbps := func(v result.Number) string { return result.Grouped(float64(v), 0) }
		t.row(p.element(e.ID, clustersOf(r)), gbps(e.Capacity), gbps(e.Traffic), gbps(e.Peak), percent(e.Load), exits)
	}
	fmt.Fprintln(p.w)
	t.write(p.w)
}

// tierTable has a row per tier: its slowest pair and how far it is from its budget, and the
// load that would break it; then what the worst single cut of each costs.
func (p *printer) tierTable(r *result.Result) {
	now := newTable(p.pick("tier", "圈层"), p.pick("slowest pair", "最慢路径"), p.pick("empty", "空载"), p.pick("mean", "均值"), "99 %", p.pick("budget", "预算"), p.pick("slack", "余量"),
		p.pick("load now", "当前负荷率"), p.pick("mean breaks at", "均值突破于"), p.pick("99 % breaks at", "99 % 突破于"))
	now.right(2, 3, 4, 5, 6, 7, 8, 9)
	cuts := newTable(p.pick("worst single cut", "最不利单链路中断"), p.pick("of link", "中断链路"), p.pick("slowest pair", "最慢路径"), p.pick("mean", "均值"), "99 %", p.pick("slack", "余量"), p.pick("more ms", "时延增加"), p.pick("load", "负荷率"), p.pick("more load", "负荷率增加"))
	cuts.right(3, 4, 5, 6, 7, 8)
	for _, scope := range r.Scopes {
		if scope.Kind != "tier" {
			continue
		}
		slope, slowest := tierOf(r, scope.ID)
		if slowest == nil {
			continue
		}
		breaks := [2]string{"-", "-"}
		if !slope.Budget.IsMissing() && !slope.Load.IsMissing() { // else nothing on its way can fill
			breaks = [2]string{p.breaks(slope.BreaksMean), p.breaks(slope.BreaksP99)}
		}
		slack := ms(slope.Budget - slowest.P99Ms)
		if slowest.P99Ms.IsMissing() {
			slack = p.pick("cut off", "中断")
		}
		now.row(p.scope(r, scope.ID), p.pair(r, slowest.Pair), ms(slowest.OneWayMs), ms(slowest.MeanMs), ms(slowest.P99Ms), plainOr(slope.Budget), slack, percent(slope.Load), breaks[0], breaks[1])
		f := worstCut(r, scope.ID)
		if f == nil {
			cuts.row(p.scope(r, scope.ID), p.pick("none harms", "无影响"))
			continue
		}
		slack = ms(slope.Budget - f.P99Ms)
		if f.P99Ms.IsMissing() {
			slack = p.pick("cut off", "中断")
		}
		cuts.row(p.scope(r, scope.ID), strings.Join(f.Links, ", "), p.pair(r, f.Pair), ms(f.MeanMs), ms(f.P99Ms), slack, ms(f.AddedMs), percent(f.Load), points(f.AddedLoad))
	}
	now.write(p.w)
	fmt.Fprintln(p.w)
	cuts.write(p.w)
	p.say("\nPairs are those slowest by the 99 %%, and so is the slack; the budget is the lowest of the tier's targets; more ms\nis to the same pair's mean.", "\n最慢路径与余量均按99%%时延计；预算取该圈层各目标中最低者；时延增加指同一路径均值的增加。")
}

// named lists what the failures that the scenario names do to the tiers that they harm.
func (p *printer) named(r *result.Result) {
	t := newTable(p.pick("failure", "故障"), p.pick("tier", "圈层"), p.pick("mean", "均值"), "99 %", p.pick("more", "增加"), p.pick("bottleneck", "瓶颈"), p.pick("load", "负荷率"), p.pick("cut off Gbit/s", "中断流量 Gbit/s"))
	t.right(2, 3, 4, 6, 7)
	for _, f := range r.Failures {
		if f.ID != "" && (f.LostGbps > 0 || f.P99Ms.IsMissing() || f.AddedMs >= .005) {
			name := f.Name.In(p.lang)
			if name == "" {
				name = f.ID
			}
			t.row(name, p.scope(r, f.Tier), ms(f.MeanMs), ms(f.P99Ms), ms(f.AddedMs), p.element(f.Bottleneck, clustersOf(r)), percent(f.Load), result.Grouped(float64(f.LostGbps), 0))
		}
	}
	if len(t.rows) > 1 {
		fmt.Fprintln(p.w)
		t.write(p.w)
	}
	for _, s := range r.Failures { // those that harm nobody are told by name alone
		harmless := s.ID != "" && !slices.ContainsFunc(t.rows, func(row []string) bool { return row[0] == s.ID || row[0] == s.Name.In(p.lang) })
		if harmless && s.Tier == r.Paths[0].Tier {
			name := s.Name.In(p.lang)
			if name == "" {
				name = s.ID
			}
			p.say("%s: no tier is harmed", "%s：各圈层均不受影响", name)
		}
	}
}

// singleCuts lists the cuts of one link that make a tier slower.
func (p *printer) singleCuts(r *result.Result, tier int, cuts []result.Failure, run *sim.Run) {
	fmt.Fprintln(p.w)
	t := newTable(p.scope(r, run.Scenario().Tiers[tier].ID), p.pick("pair", "路径"), p.pick("mean", "均值"), "99 %", p.pick("more", "增加"), p.pick("load", "负荷率"), p.pick("more load", "负荷率增加"))
	t.right(2, 3, 4, 5, 6)
	if len(cuts) == 0 {
		t.row(p.pick("no single cut makes it slower", "任一链路中断均不变慢"))
	}
	for i, f := range cuts {
		if i == mostCuts {
			t.row(fmt.Sprintf(p.pick("and %d more", "另有%d条"), len(cuts)-mostCuts))
			break
		}
		t.row(strings.Join(f.Links, ", "), p.pair(r, f.Pair), ms(f.MeanMs), ms(f.P99Ms), ms(f.AddedMs), percent(f.Load), points(f.AddedLoad))
	}
	t.write(p.w)
}

// delayCharts are the charts of a result that show its network.
func delayCharts() []string { return []string{"delay", "slope", "failures", "network", "hubs"} }

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
	Paths    []result.Path    `json:"paths"`
	Slopes   []result.Slope   `json:"slopes"`
	Failures []result.Failure `json:"failures"`
	// SingleCuts are, with --n-1, all cuts of one link that make a tier slower.
	SingleCuts []result.Failure `json:"single_cuts,omitempty"`
}

// tiers shows the delay tiers of a scenario under load and failure.
func (o *delayOptions) tiers(c *cobra.Command, args []string) error {
	if o.out != "" {
		if err := result.Prepare(o.out, o.force); err != nil {
			return err
		}
	}
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
	answer := tiersAnswer{Scenario: r.Scenario, Date: r.End, Paths: r.Paths, Slopes: r.Slopes, Failures: r.Failures}
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
	p.say("%s\nscenario %s, peak hour on %s; delays in ms\n", "%s\n情景 %s，%s 忙时；时延单位 ms\n", r.Scenario.Title.In(p.lang), r.Scenario.Name, r.End)
	for _, change := range r.Scenario.Changes {
		p.say("changed: %s", "改动：%s", change)
	}
	p.tierTable(r)
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

// tierTable has a row per tier: its slowest pair and how far it is from its budget, then what
// would break it.
func (p *printer) tierTable(r *result.Result) {
	now := newTable(p.pick("tier", "圈层"), p.pick("slowest pair", "最慢路径"), p.pick("empty", "空载"), p.pick("queueing", "排队"), p.pick("mean", "均值"), "99 %", p.pick("budget", "预算"), p.pick("slack", "余量"))
	now.right(2, 3, 4, 5, 6, 7)
	risk := newTable(p.pick("what breaks it", "何时突破"), p.pick("load now", "当前负荷率"), p.pick("mean breaks at", "均值突破于"), p.pick("99 % breaks at", "99 % 突破于"), p.pick("worst single cut", "最不利单链路中断"), p.pick("mean", "均值"), "99 %", p.pick("slack", "余量"))
	risk.right(1, 2, 3, 5, 6, 7)
	for _, s := range r.Slopes {
		slowest := pathOf(r, s.Pair)
		now.row(p.scope(r, s.Tier), s.Pair, ms(slowest.OneWayMs), ms(slowest.QueueMs), ms(slowest.MeanMs), ms(slowest.P99Ms), plainOr(s.Budget), ms(s.Budget-slowest.P99Ms))
		cut, mean, p99 := p.pick("none harms", "无影响"), slowest.MeanMs, slowest.P99Ms
		for _, f := range r.Failures {
			if f.Tier == s.Tier && f.ID == "" {
				cut, mean, p99 = strings.Join(f.Links, ", "), f.MeanMs, f.P99Ms
			}
		}
		breaks := [2]string{"-", "-"}
		if !s.Budget.IsMissing() {
			breaks = [2]string{p.breaks(s.BreaksMean), p.breaks(s.BreaksP99)}
		}
		risk.row(p.scope(r, s.Tier), percent(s.Load), breaks[0], breaks[1], cut, ms(mean), ms(p99), ms(s.Budget-p99))
	}
	now.write(p.w)
	fmt.Fprintln(p.w)
	risk.write(p.w)
	p.say("\nSlack is that of the 99 %%; the budget is the lowest of the tier's targets.", "\n余量按99%%时延计；预算取该圈层各目标中最低者。")
}

// pathOf is the path of a pair.
func pathOf(r *result.Result, pair string) *result.Path {
	for i := range r.Paths {
		if r.Paths[i].Pair == pair {
			return &r.Paths[i]
		}
	}
	return &result.Path{}
}

// plainOr writes a number without idle digits, or a dash.
func plainOr(v result.Number) string {
	if v.IsMissing() {
		return "-"
	}
	return plain(float64(v))
}

// scope is the Chinese name of a tier, or else its id: English names are long.
func (p *printer) scope(r *result.Result, id string) string {
	if s, ok := r.Scope(id); ok && p.lang == "zh" && s.Name.ZH != "" {
		return s.Name.ZH
	}
	return id
}

// named lists what the failures that the scenario names do to the tiers that they harm.
func (p *printer) named(r *result.Result) {
	t := newTable(p.pick("failure", "故障"), p.pick("tier", "圈层"), p.pick("mean", "均值"), "99 %", p.pick("more", "增加"), p.pick("bottleneck", "瓶颈"), p.pick("load", "负荷率"), p.pick("lost Gbit/s", "中断流量 Gbit/s"))
	t.right(2, 3, 4, 6, 7)
	for _, f := range r.Failures {
		if f.ID != "" && (f.LostGbps > 0 || f.P99Ms.IsMissing() || f.AddedMs >= .005) {
			name := f.Name.In(p.lang)
			if name == "" {
				name = f.ID
			}
			t.row(name, p.scope(r, f.Tier), ms(f.MeanMs), ms(f.P99Ms), ms(f.AddedMs), f.Bottleneck, percent(f.Load), result.Grouped(float64(f.LostGbps), 0))
		}
	}
	if len(t.rows) > 1 {
		fmt.Fprintln(p.w)
		t.write(p.w)
	}
	for _, s := range r.Failures { // those that harm nobody are told by name alone
		harmless := s.ID != "" && !slices.ContainsFunc(t.rows, func(row []string) bool { return row[0] == s.ID || row[0] == s.Name.In(p.lang) })
		if harmless && s.Tier == r.Slopes[0].Tier {
			p.say("%s: no tier is harmed", "%s：各圈层均不受影响", s.ID)
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
		t.row(strings.Join(f.Links, ", "), f.Pair, ms(f.MeanMs), ms(f.P99Ms), ms(f.AddedMs), percent(f.Load), percent(f.AddedLoad))
	}
	t.write(p.w)
}

// delayCharts are the charts of a result that show its network.
func delayCharts() []string { return []string{"delay", "slope", "failures", "network", "hubs"} }

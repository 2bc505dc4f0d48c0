package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"hubcap/model"
	"hubcap/sim"
	"hubcap/sim/outage"
	"hubcap/sim/result"
)

// mostNamed is how many links of a cause are named.
const mostNamed = 3

// mostStates is how many sets of cut links the exact check judges.
const mostStates = 20_000

// outagesAnswer is what `hubcap delay --cuts` tells.
type outagesAnswer struct {
	Scenario result.Scenario     `json:"scenario"`
	Date     model.Date          `json:"date"`
	Without  []string            `json:"without"` // links that --without cuts
	Drawn    *outage.Report      `json:"drawn"`
	Expected *outage.Expectation `json:"expected"`
}

// outages draws random cuts of links with repair, on the traffic at the end of the horizon.
func (o *delayOptions) outages(c *cobra.Command, args []string) error {
	n, run, err := o.network(c, args)
	if err != nil {
		return err
	}
	if len(run.Scenario().Tiers) == 0 {
		return errNoTiers
	}
	study := o.study(n, run)
	if w := c.ErrOrStderr(); onTerminal(w) {
		study.Progress = func(done, total int) {
			fmt.Fprintf(w, "\rhistories %d/%d", done, total)
			if done == total {
				fmt.Fprint(w, "\r\033[K")
			}
		}
	}
	drawn, err := study.Run(c.Context())
	if err != nil {
		return err
	}
	expected, err := study.Expected(c.Context(), mostStates)
	if err != nil {
		return err
	}
	s := run.Scenario()
	if *o.format == "json" {
		return printJSON(c.OutOrStdout(), outagesAnswer{result.Scenario{Name: s.Name, Title: s.Title, Hash: s.Hash, Changes: append([]string{}, s.Changes...)}, s.Time.End, append([]string{}, o.without...), drawn, expected})
	}
	p := &printer{c.OutOrStdout(), *o.lang}
	p.outages(s, drawn, expected, o.without)
	return nil
}

// study is the question about a network.
func (o *delayOptions) study(n *sim.Network, run *sim.Run) *outage.Study {
	s, g := run.Scenario(), n.Graph()
	study := &outage.Study{CutsPer1000KmYear: s.Delay.CutsPer1000Km, RepairHours: s.Delay.RepairHours,
		Years: o.years, Members: o.members, Seed: o.seed, Jobs: o.jobs}
	for i := range g.Links() {
		link := g.Link(i)
		study.Links = append(study.Links, outage.Link{ID: link.ID, RouteKm: link.Route, Closed: n.Closed(i)})
	}
	for _, tier := range s.Tiers {
		budget := outage.Tier{ID: tier.ID, MeanMs: math.NaN(), P99Ms: math.NaN()}
		for i := range s.Targets {
			t := &s.Targets[i]
			if t.Scope != tier.ID || t.AtMost == nil {
				continue
			}
			switch t.Quantity {
			case model.DelayMean, model.DelayMeanN1:
				budget.MeanMs = lower(budget.MeanMs, *t.AtMost)
			case model.DelayP99, model.DelayP99N1:
				budget.P99Ms = lower(budget.P99Ms, *t.AtMost)
			}
		}
		study.Tiers = append(study.Tiers, budget)
	}
	judge := n.Judge()
	study.Judge = func(cut []int) []outage.Verdict {
		mean, p99 := judge(cut)
		out := make([]outage.Verdict, len(mean))
		for i := range out {
			out[i] = outage.Verdict{Mean: mean[i], P99: p99[i]}
		}
		return out
	}
	return study
}

// lower is the lower of two bounds, of which the first may be missing.
func lower(a, b float64) float64 {
	if a <= b {
		return a
	}
	return b
}

func (p *printer) outages(s *model.Scenario, r *outage.Report, e *outage.Expectation, cut []string) {
	p.say("%s\nscenario %s, network and peak-hour traffic of %s", "%s\n情景 %s，网络与忙时流量取 %s", s.Title.In(p.lang), s.Name, s.Time.End)
	p.changes(s, cut)
	years := fmt.Sprintf(p.pick("%s years", "%s年"), r.Years)
	if r.Years == 1 {
		years = p.pick("a year", "1年")
	}
	p.say("%d histories of %s, seed %d: %s cuts a year on %s km of %d links, %s h to repair, at most %d links down at once\n",
		"%d个样本，每个%s，种子%d：%[5]s km、%[6]d条链路每年中断%[4]s次，平均修复%[7]s小时，最多同时中断%[8]d条\n",
		r.Members, years, r.Seed, plain(math.Round(float64(r.CutsPerYear)*10)/10), result.Grouped(float64(r.RouteKm), 0), r.Links, r.RepairHours, r.MostDown)
	t := newTable(p.pick("tier", "圈层"), p.pick("beyond", "超出"), p.pick("hours a year", "小时/年"), p.pick("exact", "解析值"), p.pick("5 - 95 % of years", "5～95%年份"), p.pick("years without", "全年无超出"), p.pick("longest h", "最长 h"), p.pick("mostly by", "主要原因"))
	t.right(2, 3, 4, 5, 6)
	for i, tier := range r.Tiers {
		name := tier.ID
		if zh := s.Tiers[i].Name.ZH; p.lang == "zh" && zh != "" {
			name = zh
		}
		for _, line := range []struct {
			what   string
			breach *outage.Breach
			exact  *outage.Bounds
		}{
			{p.pick("mean, %s ms", "均值 %s ms"), tier.Mean, e.Tiers[i].Mean}, {p.pick("99 %%, %s ms", "99%% %s ms"), tier.P99, e.Tiers[i].P99}, {p.pick("cut off", "中断"), tier.NoPath, e.Tiers[i].NoPath},
		} {
			if b := line.breach; b != nil && (b != tier.NoPath || b.HoursPerYear > 0) {
				what := line.what
				if strings.Contains(what, "%s") {
					what = fmt.Sprintf(what, plain(math.Round(float64(b.BudgetMs)*100)/100))
				}
				t.row(append([]string{name, what}, p.breach(b, line.exact)...)...)
				name = ""
			}
		}
	}
	t.write(p.w)
	p.say("\nAs if every hour were the peak hour. Exact: states of up to two cut links, %.4f %% of the time; the rest\nwidens the bounds; +- is one standard error. Cuts are independent here: a landslide or a shared trench\nmakes double cuts more frequent.",
		"\n按每小时均为忙时计算。解析值按至多两条链路同时中断的状态计算，覆盖%.4f%%的时间，其余计入上下限；+-为一个标准误差。此处各链路独立中断；滑坡或同沟敷设会使双重中断更频繁。", 100*float64(e.Covered))
}

// breach are the cells of one.
func (p *printer) breach(b *outage.Breach, exact *outage.Bounds) []string {
	hours := func(v result.Number) string {
		if v.IsMissing() {
			return "-"
		}
		return plain(math.Round(float64(v)*100) / 100)
	}
	bounds := "-"
	if exact != nil {
		if bounds = hours(exact.Low); hours(exact.High) != bounds {
			bounds += " - " + hours(exact.High)
		}
	}
	cause := "-"
	if len(b.Causes) > 0 {
		list := b.Causes[0].Links
		links := strings.Join(list[:min(len(list), mostNamed)], " + ")
		if more := len(list) - mostNamed; more > 0 {
			links += fmt.Sprintf(p.pick(" and %d more", "等%[2]d条"), more, len(list))
		}
		if links == "" {
			links = p.pick("the network as it is", "现有网络")
		}
		cause = fmt.Sprintf("%s %.0f %%", links, 100*float64(b.Causes[0].Share))
	}
	drawn := hours(b.HoursPerYear)
	if b.StandardError > 0 {
		drawn += " +- " + hours(b.StandardError)
	}
	return []string{drawn, bounds, hours(b.P05) + " - " + hours(b.P95), percent(b.Quiet), hours(b.LongestHours), cause}
}

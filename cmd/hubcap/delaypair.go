package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"hubcap/model/network"
	"hubcap/plots"
	"hubcap/sim"
	"hubcap/sim/result"
)

// circlesMs are the circles that planners draw around a place: of a city, a region, a hub.
func circlesMs() []float64 { return []float64{1, 5, 20} }

// mostCuts is how many cuts a table lists.
const mostCuts = 12

// pair shows the delay between two places.
func (o *delayOptions) pair(c *cobra.Command, args []string) error {
	n, run, err := o.network(c, args)
	if err != nil {
		return err
	}
	a, err := findPlace(n.Graph(), "--from", o.from)
	if err != nil {
		return err
	}
	b, err := findPlace(n.Graph(), "--to", o.to)
	if err != nil {
		return err
	}
	service, err := network.ParseService(*o.service)
	if err != nil {
		return err
	}
	answer := n.Between(service, a, b, o.single)
	answer.Without = o.without
	if answer.OneWayMs.IsMissing() && len(answer.Path) == 0 {
		return failure{fmt.Errorf("no route leads from %s to %s", n.Graph().Place(a).ID, n.Graph().Place(b).ID)}
	}
	if *o.format == "json" {
		return printJSON(c.OutOrStdout(), answer)
	}
	p := &printer{c.OutOrStdout(), *o.lang}
	p.between(n.Graph(), &answer, run, o.without)
	return nil
}

func (p *printer) between(g *network.Graph, b *result.Between, run *sim.Run, cut []string) {
	asked, _ := network.ParseService(b.Service)
	carried, _ := network.ParseService(b.Carried)
	service := p.pick(asked.EN(), asked.ZH())
	if asked != carried {
		service = fmt.Sprintf(p.pick("without direct circuit: %s", "无直达链路，%s"), p.pick(carried.EN(), carried.ZH()))
	}
	fmt.Fprintf(p.w, "%s -> %s, %s\n", placeName(g, b.From, p.lang), placeName(g, b.To, p.lang), service)
	if run != nil {
		p.say("scenario %s, peak hour on %s", "情景 %s，%s 忙时", run.Scenario().Name, run.Scenario().Time.End)
		p.changes(run.Scenario(), cut)
	}
	mean := ms(b.OneWayMs) + " ms"
	if b.OneWayMs.IsMissing() {
		mean = p.pick("- (its bottleneck is cut off)", "-（瓶颈中断）")
	}
	p.say("\none-way delay %s", "\n单向时延 %s", mean)
	if !b.Ratio.IsMissing() {
		p.say("%.2f times the theoretical delay, %.2f ms", "为光纤理论时延的%.2f倍（%.2f ms）", float64(b.Ratio), float64(b.TheoryMs))
	}
	p.say("route %.0f km, fibre %.0f km", "路由 %.0f km，光纤 %.0f km", float64(b.RouteKm), float64(b.FibreKm))
	p.say("path: %s", "路径：%s", placeNames(g, b.Path, p.lang))
	fmt.Fprintln(p.w)
	t := newTable("", "ms")
	t.right(1)
	for _, part := range []struct {
		en, zh string
		v      result.Number
	}{
		{"fibre", "光纤", b.Parts.Fibre}, {"regenerators", "中继", b.Parts.Regeneration}, {"equipment", "设备", b.Parts.Equipment},
		{"routers", "路由器", b.Parts.Routing}, {"detour", "绕行", b.Parts.Detour}, {"public Internet", "公网", b.Parts.PublicExcess},
		{"queueing, mean", "排队（均值）", b.Parts.Queueing},
	} {
		value := "-"
		if !part.v.IsMissing() {
			value = fmt.Sprintf("%.3f", float64(part.v))
		}
		t.row(p.pick(part.en, part.zh), value)
	}
	t.write(p.w)
	if run == nil {
		state := p.pick("an empty, intact network", "空载、完好网络")
		if len(cut) > 0 {
			state = fmt.Sprintf(p.pick("an empty network without %s", "空载网络（%s 中断）"), strings.Join(cut, ", "))
		}
		p.say("\nOn %s; name a scenario to see load and budgets.", "\n按%s计算；指定情景可查看负荷与预算。", state)
	} else {
		p.loaded(b, run)
	}
	p.cuts(g, b)
}

// loaded shows percentiles, bottleneck and budgets.
func (p *printer) loaded(b *result.Between, run *sim.Run) {
	p.say("\n50 / 95 / 99 / 99.9 %% of the packets stay below %s / %s / %s / %s ms", "\n50%% / 95%% / 99%% / 99.9%% 的数据包低于 %s / %s / %s / %s ms",
		ms(b.Percentiles["p50"]), ms(b.Percentiles["p95"]), ms(b.Percentiles["p99"]), ms(b.Percentiles["p999"]))
	if b.Bottleneck == "" {
		p.say("nothing queues on it: no capacity is given along the way, or no traffic is known", "途中不排队：未给出容量或流量未知")
	} else {
		p.say("bottleneck: %s, load %s", "瓶颈：%s，负荷率 %s", p.element(b.Bottleneck, clusterNames(run.Scenario())), percent(b.Load))
	}
	if network.Overloaded(float64(b.Load)) {
		p.say("it is overloaded: packets are lost, and the delay is a lower bound", "该处过载：将出现丢包，所示时延为下限")
	}
	if len(b.Budgets) == 0 {
		p.say("no target limits the delay of this pair in this service", "没有目标约束该路径在此服务类别下的时延")
		return
	}
	fmt.Fprintln(p.w)
	t := newTable(p.pick("target", "目标"), p.pick("tier", "圈层"), p.pick("budget ms", "预算 ms"), p.pick("simulated ms", "模拟 ms"), p.pick("slack ms", "余量 ms"), p.pick("breaks at load", "突破负荷率"))
	t.right(2, 3, 4, 5)
	for _, x := range b.Budgets {
		t.row(p.targetName(run.Scenario(), x.Target), x.Tier, ms(x.BudgetMs), ms(x.Simulated), ms(x.SlackMs), p.breaks(x.BreaksAt))
	}
	t.write(p.w)
}

// breaks writes the load at which a budget breaks.
func (p *printer) breaks(at result.Number) string {
	switch {
	case at.IsMissing():
		return p.pick("at none", "不突破")
	case at == 0:
		return p.pick("even empty", "空载即超")
	}
	return percent(at)
}

// cuts lists what single cuts do to a pair.
func (p *printer) cuts(g *network.Graph, b *result.Between) {
	if b.Cuts == nil {
		return
	}
	if len(b.Cuts) == 0 {
		p.say("\nNo cut of a single link makes it slower.", "\n任一链路中断均不增加时延。")
		return
	}
	fmt.Fprintln(p.w)
	t := newTable(p.pick("if this link is cut", "中断链路"), p.pick("mean ms", "均值 ms"), "99 % ms", p.pick("more ms", "增加 ms"), p.pick("load", "负荷率"), p.pick("path then", "改走路径"))
	t.right(1, 2, 3, 4)
	for i, x := range b.Cuts {
		if i == mostCuts {
			break
		}
		path := placeNames(g, x.Path, p.lang)
		if len(x.Path) == 0 {
			path = p.pick("none is left", "无可用路径")
		}
		t.row(x.Link, ms(x.MeanMs), ms(x.P99Ms), ms(x.AddedMs), percent(x.Load), path)
	}
	t.write(p.w)
	if more := len(b.Cuts) - mostCuts; more > 0 {
		p.say("and %d more links; --format json lists all", "另有%d条链路；--format json 可列出全部", more)
	}
}

// circles shows which places lie within which delay of one.
func (o *delayOptions) circles(c *cobra.Command, args []string) error {
	n, run, err := o.network(c, args)
	if err != nil {
		return err
	}
	from, err := findPlace(n.Graph(), "--from", o.from)
	if err != nil {
		return err
	}
	service, err := network.ParseService(*o.service)
	if err != nil {
		return err
	}
	reach := n.Reach(service, from, circlesMs())
	if o.out != "" {
		err := o.draw(c, func(options plots.Options) ([]result.File, []string, error) {
			return plots.Circles(c.Context(), &reach, options)
		})
		if err != nil {
			return err
		}
	}
	if *o.format == "json" {
		return printJSON(c.OutOrStdout(), reach)
	}
	p := &printer{c.OutOrStdout(), *o.lang}
	p.reach(&reach, run, o.without)
	return nil
}

func (p *printer) reach(r *result.Reach, run *sim.Run, cut []string) {
	service, _ := network.ParseService(r.Service)
	state := p.pick("empty, intact network", "空载、完好网络")
	if len(cut) > 0 {
		state = fmt.Sprintf(p.pick("empty network without %s", "空载网络（%s 中断）"), strings.Join(cut, ", "))
	}
	if run != nil {
		state = fmt.Sprintf(p.pick("scenario %s, peak hour on %s", "情景 %s，%s 忙时"), run.Scenario().Name, run.Scenario().Time.End)
	}
	p.say("Around %s, %s, %s", "以%s为中心，%s，%s", r.Of.In(p.lang), p.pick(service.EN(), service.ZH()), state)
	if run != nil {
		p.changes(run.Scenario(), cut)
	}
	fmt.Fprintln(p.w)
	for i, limit := range r.RingsMs {
		count := 0
		for _, place := range r.Places {
			if place.Ring <= i && place.ID != r.ID {
				count++
			}
		}
		line := fmt.Sprintf(p.pick("within %g ms: %d of %d places", "%g ms 以内：%d 处（共 %d 处）"), float64(limit), count, len(r.Places)-1)
		if !r.Demand[i].IsMissing() {
			line += fmt.Sprintf(p.pick(", where %.1f %% of the demand arises", "，占需求%.1f%%"), 100*float64(r.Demand[i]))
		}
		fmt.Fprintln(p.w, line)
	}
	fmt.Fprintln(p.w)
	t := newTable(p.pick("circle", "圈"), p.pick("place", "地点"), p.pick("mean ms", "均值 ms"), "99 % ms")
	t.right(2, 3)
	for _, place := range r.Places {
		if place.ID == r.ID {
			continue
		}
		ring := p.pick("beyond", "以外")
		if place.Ring < len(r.RingsMs) {
			ring = fmt.Sprintf("%g ms", float64(r.RingsMs[place.Ring]))
		}
		t.row(ring, place.Name.In(p.lang), ms(place.MeanMs), ms(place.P99Ms))
	}
	t.write(p.w)
}

var errNoTiers = errors.New("the scenario has no delay tiers; add [[tier]], or ask for a pair with --from and --to")

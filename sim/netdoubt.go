package sim

import (
	"fmt"
	"math"
	"strings"

	"hubcap/model"
	"hubcap/model/network"
	"hubcap/sim/result"
)

// routeDoubt is the share by which the lengths of routes are uncertain.
const routeDoubt = .10

// networkDoubts are what has to be read with delays.
func (r *Run) networkDoubts() []result.Text {
	p, t := r.plan, r.plan.transport
	if len(t.pairs) == 0 {
		return nil
	}
	waits := result.Text{EN: "nothing queues, as no traffic is known without [[origin]] entries", ZH: "情景无 [[origin]] 条目，流量未知，因此不含排队"}
	switch {
	case r.market != nil && len(t.elements) > 0:
		waits = result.Text{
			EN: "queueing (right within a factor of two) counts only where a capacity is given, here at " + t.names("en"),
			ZH: "排队（误差约两倍）仅计入给出容量之处，此处为" + t.names("zh"),
		}
	case r.market != nil:
		waits = result.Text{EN: "nothing queues, as no capacity of a gateway or link is given", ZH: "未给出出口或链路容量，因此不含排队"}
	}
	out := []result.Text{{
		EN: "Delays of tiers are those of the peak hour; " + waits.EN + ". Traffic takes the shortest path whatever its load. Route lengths are rail and motorway distances from memory, unverified, about +-10 %; the delay inside a cluster is an assumed constant.",
		ZH: "各层级时延按忙时计算；" + waits.ZH + "。流量始终走最短路径，不随负荷绕行。路由长度以未经核实的铁路、公路里程代替，误差约±10%；集群内部时延为假设常数。",
	}}
	out = append(out, r.hubRouted()...)
	out = append(out, r.cutOff()...)
	out = append(out, r.shut()...)
	out = append(out, r.uneven()...)
	return append(out, r.overloaded(p.Scenario)...)
}

// shut names the gateways and direct-connect points that have no capacity in some step.
func (r *Run) shut() []result.Text {
	t := r.plan.transport
	var out []result.Text
	for e := range t.elements {
		for k := range r.plan.Dates {
			if t.elements[e].cluster >= 0 && t.given(k, e) == 0 {
				en, zh := t.name(e, "en"), t.name(e, "zh")
				out = append(out, result.Text{
					EN: fmt.Sprintf("The capacity of %s is 0 on %s: what has to pass it is cut off and has no delay.", en, r.plan.Dates[k]),
					ZH: fmt.Sprintf("%s容量在%s为0：须经此处的路径中断，没有时延数值。", zh, r.plan.Dates[k]),
				})
				break
			}
		}
	}
	return out
}

// uneven tells where the paths of tenants would load the exits of a gateway otherwise than
// evenly, as its capacity is spread.
func (r *Run) uneven() []result.Text {
	t, k := r.plan.transport, len(r.plan.Dates)-1
	find := t.finder(t.state(k), t.state(k).closed)
	var out []result.Text
	for e := range t.elements {
		if t.elements[e].link >= 0 || t.elements[e].public {
			continue
		}
		at := r.element(find, k, e)
		if even := 1 / float64(at.Exits); at.Exits > 1 && float64(at.BusiestShare) > 1.5*even {
			out = append(out, result.Text{
				EN: fmt.Sprintf("The capacity of %s is taken as one pool, spread evenly over its %d exits. By shortest paths %.0f %% of its tenants' traffic would leave over %s alone (evenly %.0f %%), and %d exits would have none: how operators spread it is not public.", t.name(e, "en"), at.Exits, 100*float64(at.BusiestShare), at.Busiest, 100*even, at.IdleExits),
				ZH: fmt.Sprintf("%s的容量视为一个整体，平均分到%d个出省方向；若按最短路径，%s一条将承担其租户流量的%.0f%%（平均为%.0f%%），%d个方向没有流量；运营商的实际分配未公开。", t.name(e, "zh"), at.Exits, at.Busiest, 100*float64(at.BusiestShare), 100*even, at.IdleExits),
			})
		}
	}
	return out
}

// name is that of an element in words.
func (t *transport) name(e int, lang string) string {
	at := &t.elements[e]
	id := strings.TrimSuffix(at.name, "/exchange")
	what := result.Text{EN: "the gateway of " + id, ZH: " " + id + " 出口"}
	switch {
	case at.link >= 0:
		what = result.Text{EN: "link " + id, ZH: "链路 " + id + " "}
	case at.public:
		what = result.Text{EN: "the direct-connect point of " + id, ZH: " " + id + " 直联点"}
	}
	return what.In(lang)
}

// mostNamed is how many names a sentence lists.
const mostNamed = 4

// names lists what can be a bottleneck.
func (t *transport) names(lang string) string {
	var list []string
	for i := range t.elements {
		if i == mostNamed {
			list = append(list, fmt.Sprintf(result.Text{EN: "%d more", ZH: "另%d处"}.In(lang), len(t.elements)-i))
			break
		}
		list = append(list, strings.TrimSpace(t.name(i, lang)))
	}
	if lang == "zh" {
		return strings.Join(list, "、")
	}
	return strings.Join(list, ", ")
}

// hubRouted tells how many paths have no direct circuit in the end.
func (r *Run) hubRouted() []result.Text {
	t := r.plan.transport
	st := t.state(len(r.plan.Dates) - 1)
	routed, judged := 0, 0
	find := t.finder(st, st.closed)
	for i := range t.pairs {
		pair := &t.pairs[i]
		way := find.lane(pair.Service, pair.a, pair.b)
		if pair.a != pair.b && pair.Service.String() == "direct" {
			judged++
			if way.carried != pair.Service {
				routed++
			}
		}
	}
	if routed == 0 {
		return nil
	}
	return []result.Text{{
		EN: fmt.Sprintf("%d of %d paths of service direct have no direct circuit open at the end; the backbone's hubs carry them. Cuts of links do not touch these, as the old backbone's conduits are not known.", routed, judged),
		ZH: fmt.Sprintf("按直达链路判定的%[2]d条路径中，%[1]d条到期末仍无直达链路，由骨干枢纽转接；旧骨干网管道走向未知，链路中断不影响这些路径。", routed, judged),
	}}
}

// cutOff names, for each tier, a pair that loses its last path within the horizon, and tells
// how many do.
func (r *Run) cutOff() []result.Text {
	t := r.plan.transport
	var out []result.Text
	for i, tier := range r.plan.Scenario.Tiers {
		first, day, pairs := -1, 0, 0
		for n := range t.pairs {
			if t.pairs[n].Tier != i {
				continue
			}
			for k := range r.plan.Dates {
				if math.IsInf(t.state(k).pairs.empty[n], 1) {
					if pairs++; first < 0 || k < day {
						first, day = n, k
					}
					break
				}
			}
		}
		if first >= 0 {
			out = append(out, result.Text{
				EN: fmt.Sprintf("No path leads from %s to %s on %s: links are closed. Of tier %s, %d pairs lose their last path within the horizon.", t.pairs[first].From, t.pairs[first].To, r.plan.Dates[day], tier.ID, pairs),
				ZH: fmt.Sprintf("%[3]s，%[1]s 至 %[2]s 无可用路径：相关链路已关闭。圈层 %[4]s 在期内共有%[5]d条路径失去连接。", t.pairs[first].From, t.pairs[first].To, r.plan.Dates[day], tier.ID, pairs),
			})
		}
	}
	return out
}

// overloaded names the direct-connect points and links that carry more than they can; of
// gateways demandDoubts tells.
func (r *Run) overloaded(s *model.Scenario) []result.Text {
	t := r.plan.transport
	var out []result.Text
	say := func(name result.Text, column int) {
		steps, most := 0, 0.
		for k := range r.plan.Dates {
			if load := r.At(k, column); network.Overloaded(load) {
				steps++
				most = max(most, load)
			}
		}
		if steps > 0 {
			out = append(out, result.Text{
				EN: fmt.Sprintf("%s is overloaded at the end of %d of the steps, by up to %.4g %% of its capacity: packets are lost, and the delay given is a lower bound.", name.EN, steps, 100*(most-1)),
				ZH: fmt.Sprintf("%s在%d个时点过载，最高超出容量%.4g%%：将出现丢包，所示时延为下限。", name.ZH, steps, 100*(most-1)),
			})
		}
	}
	for i := range t.elements {
		switch e := &t.elements[i]; {
		case e.link >= 0:
			say(result.Text{EN: "Link " + e.name, ZH: "链路 " + e.name + " "}, r.plan.Column(e.name, model.LinkLoad))
		case e.public:
			id := s.Clusters[e.cluster].ID
			say(result.Text{EN: "The direct-connect point of cluster " + id, ZH: "集群 " + id + " 的直联点"}, r.plan.Column(id, model.ExchangeLoad))
		}
	}
	return out
}

// closeDelay tells when a verdict hangs on the lengths of routes, which nobody has measured.
func (r *Run) closeDelay(t *model.Target, v float64) []result.Text {
	comparator, required := t.Bound()
	if comparator != model.AtMost || !(math.Abs(v-required) < routeDoubt*required) {
		return nil
	}
	return []result.Text{{
		EN: fmt.Sprintf("Target %s is too close to call: %.2f of %g ms, and routes are known to about +-10 %%.", t.ID, v, required),
		ZH: fmt.Sprintf("目标 %s 难以定论：%.2f毫秒对%g毫秒，而路由长度误差约±10%%。", t.ID, v, required),
	}}
}

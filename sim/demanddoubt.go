package sim

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/model/network"
	"hubcap/sim/result"
)

// full tells whether dispatched demand has taken all racks of a scope that can be let:
// then it says nothing about how much more of it there is.
func (r *Run) full(k int, scope string) bool {
	lettable, placedThere := 0., 0.
	for _, i := range r.plan.members(scope) {
		row := r.row(k, i)
		lettable += row[inService] * r.plan.clusters[i].c.Demand.MaxUtilisation
		placedThere += row[placed]
	}
	return r.plan.market != nil && placedThere > .999*lettable
}

// demandDoubts are what has to be read with dispatched demand.
func (r *Run) demandDoubts() []result.Text {
	out := []result.Text{{
		EN: "Demand by origin and workload class has no official statistics: its shares, growth and willingness to move are proxies. Who is in the racks at the start is estimated by a gravity model from the occupancy of the clusters.",
		ZH: "需求按来源地和业务类型划分没有官方统计：份额、增速和外迁意愿均为替代假设；期初各集群由谁占用，按上架数用引力模型估算。",
	}}
	out = append(out, r.plan.Doubts()...)
	return append(append(out, r.overload()...), r.evicted()...)
}

// evicted tells where the delay ended contracts.
func (r *Run) evicted() []result.Text {
	var out []result.Text
	for i := range r.states {
		racks, first := 0., 0
		for k := range r.plan.Dates {
			if b := r.broken[k*len(r.states)+i]; b >= .5 {
				racks += b
				if first == 0 {
					first = k
				}
			}
		}
		if racks > 0 {
			id, day := r.plan.clusters[i].c.ID, r.plan.Dates[first]
			out = append(out, result.Text{
				EN: fmt.Sprintf("Queueing or a closed link on the way to cluster %s broke delay budgets and ended contracts of %s racks in all, the first on %s. They end at once here; real tenants may wait.", id, result.Grouped(racks, 0), day),
				ZH: fmt.Sprintf("通往集群 %s 途中的排队或链路关闭使时延超出预算，累计终止%s架的合同，首次在%s；模型中立即终止，实际租户可能等待。", id, result.Grouped(racks, 0), day),
			})
		}
	}
	return out
}

// Doubts are what the plan itself shows to be odd about its demand, before any run.
func (p *Plan) Doubts() []result.Text {
	if p.market == nil {
		return nil
	}
	out := p.market.outOfReach(p.Scenario)
	out = append(out, p.market.unsettled(p.Scenario)...)
	return append(out, p.market.paidToCome(p)...)
}

// outOfReach names the demand that no cluster can serve even on an empty network.
func (m *market) outOfReach(s *model.Scenario) []result.Text {
	var out []result.Text
	for c := range m.classes {
		var origins []string
		for o := range m.origins {
			row, near := o*m.classes+c, math.Inf(1)
			for _, st := range m.net.states {
				near = min(near, slices.Min(m.delays(st, row)))
			}
			if near > m.budget[c] && m.wanted[row] > 0 {
				origins = append(origins, s.Origins[o].ID)
			}
		}
		if len(origins) > 0 {
			class := &s.Classes[c]
			out = append(out, result.Text{
				EN: fmt.Sprintf("No cluster is within the %g ms of class %s from %s: this demand cannot be served.", class.BudgetMs, class.ID, strings.Join(origins, ", ")),
				ZH: fmt.Sprintf("从 %[3]s 出发，没有集群满足类别 %[2]s 的时延预算 %[1]g ms：该部分需求无法满足。", class.BudgetMs, class.ID, strings.Join(origins, "、")),
			})
		}
	}
	return out
}

// unsettled tells when the start could not be settled: more racks are occupied than the
// demand that may be there.
func (m *market) unsettled(s *model.Scenario) []result.Text {
	worst, racks := -1, 0.
	for row, excess := range m.mismatch {
		if excess > .01*m.wanted[row] && excess > racks {
			worst, racks = row, excess
		}
	}
	if worst < 0 {
		return nil
	}
	origin, class := s.Origins[worst/m.classes].ID, s.Classes[worst%m.classes].ID
	return []result.Text{{
		EN: fmt.Sprintf("The shares of demand do not fit the racks occupied at the start: class %s of %s holds %s racks more than it wants, which are given up in the first step.", class, origin, result.Grouped(racks, 0)),
		ZH: fmt.Sprintf("需求份额与期初上架数不符：%s 的类别 %s 多占%s架，将在第一步退出。", origin, class, result.Grouped(racks, 0)),
	}}
}

// overload names the gateways that carry more than they can.
func (r *Run) overload() []result.Text {
	var out []result.Text
	for i := range r.states {
		steps, most := 0, 0.
		for k := range r.plan.Dates {
			if load := r.row(k, i)[egressLoad]; network.Overloaded(load) {
				steps++
				most = max(most, load)
			}
		}
		if steps > 0 {
			id := r.plan.clusters[i].c.ID
			out = append(out, result.Text{
				EN: fmt.Sprintf("The gateway of cluster %s is overloaded at the end of %d of the steps, by up to %.4g %% of its capacity: packets are lost, and the delay given is a lower bound.", id, steps, 100*(most-1)),
				ZH: fmt.Sprintf("集群 %s 的出口在%d个时点过载，最高超出容量%.4g%%：将出现丢包，所示时延为下限。", id, steps, 100*(most-1)),
			})
		}
	}
	return out
}

// paidToCome names clusters whose prices add up to less than nothing.
func (m *market) paidToCome(p *Plan) []result.Text {
	var out []result.Text
	for j := range p.clusters {
		c := p.clusters[j].c
		if total := c.RentCNY + c.PreferenceCNY + m.kWhCNY[j]*m.startPUE[j]; total < 0 {
			out = append(out, result.Text{
				EN: fmt.Sprintf("Rent, electricity and preference of cluster %s add up to %.0f CNY a rack and month: it pays tenants to come.", c.ID, total),
				ZH: fmt.Sprintf("集群 %s 的租金、电费与偏好合计每架每月%.0f元，为负值。", c.ID, total),
			})
		}
	}
	return out
}

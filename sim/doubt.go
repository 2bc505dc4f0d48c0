package sim

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"hubcap/model"
	"hubcap/sim/result"
)

// doubts are what has to be read with every result of this run.
func (r *Run) doubts() []result.Text {
	p := r.plan
	out := append([]result.Text{OneRun()}, r.conflicts()...)
	if p.market != nil {
		out = append(out, r.demandDoubts()...)
	} else {
		out = append(out, result.Text{
			EN: "Demand is an assumed curve for each cluster: hubs do not compete for it.",
			ZH: "需求为各集群的假设曲线：枢纽之间不竞争。",
		})
	}
	out = append(out, result.Text{
		EN: fmt.Sprintf("PUE adds an assumed as-operated offset to the physics; measured sites scatter about it by %.2f. hubcap pue --validate holds the model against published sites.", pueScatter),
		ZH: fmt.Sprintf("PUE在物理计算之外加入假设的实际运行偏差，实测站点的离散约%.2f；hubcap pue --validate 给出与公开实测值的对比。", pueScatter),
	}, result.Text{
		EN: "Carbon, water, cost and compute rest on assumed prices, factors and servers, of one kind each: read them as orders of magnitude. FP32 and FP16 are never added.",
		ZH: "碳排放、耗水、成本与算力基于假设的单价、因子与单一机型，仅供数量级参考；FP32与FP16算力不可相加。",
	})
	out = append(out, r.valueless()...)
	out = append(out, r.uncertain()...)
	out = append(out, r.ageless()...)
	out = append(out, r.overdrawn()...)
	out = append(out, r.unfinished()...)
	out = append(out, r.networkDoubts()...)
	if step := p.Scenario.Time.Step; step == "quarter" || step == "year" {
		out = append(out, result.Text{
			EN: "Steps longer than a month let starts and tenants wait for the end of a step: compare with monthly steps.",
			ZH: "步长超过一个月时，开工与上架推迟到步末计入：请与按月结果比较。",
		})
	}
	for _, t := range p.Scenario.Targets {
		if k := model.StepOf(p.Dates, t.By); p.Dates[k] != t.By {
			out = append(out, result.Text{
				EN: fmt.Sprintf("Target %s is judged on %s, the last step that ends by its deadline %s.", t.ID, p.Dates[k], t.By),
				ZH: fmt.Sprintf("目标 %s 以截止日期 %s 之前最近的步末 %s 判定。", t.ID, t.By, p.Dates[k]),
			})
		}
	}
	out = append(out, p.proxies()...)
	return append(out, p.Scenario.Remarks...)
}

// OneRun is the doubt that an ensemble takes away.
func OneRun() result.Text {
	return result.Text{
		EN: "One deterministic run of central values: it says nothing about probability. --members 1000 does.",
		ZH: "本结果为中心值的单次确定性模拟，不含概率信息；加 --members 1000 可得概率。",
	}
}

// valueless names the targets whose quantity means nothing when they are judged.
func (r *Run) valueless() []result.Text {
	p := r.plan
	var out []result.Text
	for _, t := range p.Scenario.Targets {
		if t.Quantity.IsDelay() {
			continue // networkDoubts tell why
		}
		if column := p.Column(t.Scope, t.Quantity); column < 0 || math.IsNaN(r.At(model.StepOf(p.Dates, t.By), column)) {
			out = append(out, result.Text{
				EN: fmt.Sprintf("Target %s has no value on %s and counts as missed: %s has no racks, no load or no grid connection then.", t.ID, t.By, t.Scope),
				ZH: fmt.Sprintf("目标 %s 在 %s 没有数值，按未达标计：%s 届时无在用机架、无负荷或无电网接入。", t.ID, t.By, t.Scope),
			})
		}
	}
	return out
}

// ageless names the fleets that cannot be new for want of a year, where that counts.
func (r *Run) ageless() []result.Text {
	s := r.plan.Scenario
	if s.Energy.Ledgers != "apart" || s.Energy.ApartFromYear > float64(s.Time.Start.Year) {
		return nil
	}
	var names []string
	for i := range s.Clusters {
		for _, f := range s.Clusters[i].Fleets {
			if f.BuiltFrom == nil && f.ExistingShare > 0 && s.Clusters[i].Racks > 0 {
				names = append(names, model.FleetScope(s.Clusters[i].ID, f.ID))
			}
		}
	}
	if names == nil {
		return nil
	}
	return []result.Text{{
		EN: "The racks at the start of " + strings.Join(names, ", ") + " count as old in the ledgers, since no built_from says when they were built.",
		ZH: strings.Join(names, "、") + " 期初机架未给出建成年份（built_from），核算时按老机房计。",
	}}
}

// pueScatter is by how much measured sites scatter about the model's PUE.
const pueScatter = .04

// uncertain names the targets whose verdict says little: judged on the start, which is put
// in, or on a PUE nearer to its bound than the model is right.
func (r *Run) uncertain() []result.Text {
	p := r.plan
	var out []result.Text
	for _, t := range p.Scenario.Targets {
		k := model.StepOf(p.Dates, t.By)
		if k == 0 {
			out = append(out, result.Text{
				EN: fmt.Sprintf("Target %s is judged on the day of the start: it tests what was put in, not what follows from it.", t.ID),
				ZH: fmt.Sprintf("目标 %s 以起始日判定：检验的是输入假设，而非模拟结果。", t.ID),
			})
		}
		column := p.Column(t.Scope, t.Quantity)
		if column >= 0 && t.Quantity.IsDelay() && t.Quantity != model.DelayRatio {
			out = append(out, r.closeDelay(&t, r.At(k, column))...)
		}
		if column < 0 || !t.Quantity.IsPUE() || t.Quantity == model.PUEDesign {
			continue
		}
		_, required := t.Bound()
		if v := r.At(k, column); math.Abs(v-required) < pueScatter {
			out = append(out, result.Text{
				EN: fmt.Sprintf("Target %s is too close to call: %.4f against %s, and measured sites scatter about the model by %.2f.", t.ID, v, strconv.FormatFloat(required, 'g', -1, 64), pueScatter),
				ZH: fmt.Sprintf("目标 %s 难以定论：模拟值%.4f，要求%s，而实测站点对模型的离散约%.2f。", t.ID, v, strconv.FormatFloat(required, 'g', -1, 64), pueScatter),
			})
		}
	}
	return out
}

// overdrawn names the clusters whose peak the grid connection does not carry. Building
// reserves power by a factor; what the racks draw is worked out from climate and load.
func (r *Run) overdrawn() []result.Text {
	p := r.plan
	var out []result.Text
	for i := range p.clusters {
		for k := 1; k < len(p.Dates); k++ {
			if row := r.row(k, i); row[facilityPeak] > row[gridConnection] {
				out = append(out, result.Text{
					EN: fmt.Sprintf("The peak load of cluster %s passes its grid connection, first on %s: %s of %s MW.", p.clusters[i].c.ID, p.Dates[k], result.Grouped(row[facilityPeak], 0), result.Grouped(row[gridConnection], 0)),
					ZH: fmt.Sprintf("集群 %s 峰值负荷超出电网接入容量，首次在%s：%sMW对%sMW。", p.clusters[i].c.ID, p.Dates[k], result.Grouped(row[facilityPeak], 0), result.Grouped(row[gridConnection], 0)),
				})
				break
			}
		}
	}
	return out
}

// unfinished names the renewals that found fewer racks than they were to take.
func (r *Run) unfinished() []result.Text {
	p := r.plan
	var out []result.Text
	for i := range p.clusters {
		c := &p.clusters[i]
		for n := range c.renewals {
			due, at := &c.renewals[n], &r.states[i].renewals[n]
			taken, wanted := at.V[len(at.V)-1], due.due(p.time[len(p.time)-1])
			if taken < wanted-.5 {
				out = append(out, result.Text{
					EN: fmt.Sprintf("Renewal %s of cluster %s found only %s of the %s racks that it was to take from fleet %s by the end.", c.c.Renewals[n].ID, c.c.ID, result.Grouped(taken, 0), result.Grouped(wanted, 0), c.c.Renewals[n].Fleet),
					ZH: fmt.Sprintf("集群 %s 的改造 %s 到期末应从机房 %s 中改造%s架，实际只有%s架可改。", c.c.ID, c.c.Renewals[n].ID, c.c.Renewals[n].Fleet, result.Grouped(wanted, 0), result.Grouped(taken, 0)),
				})
			}
		}
	}
	return out
}

// conflicts finds pairs of targets that the demand cannot fill together: so many racks,
// and so large a share of them occupied.
func (r *Run) conflicts() []result.Text {
	p := r.plan
	var out []result.Text
	for _, t := range p.Scenario.Targets {
		for _, u := range p.Scenario.Targets {
			if t.Quantity != model.RacksInService || u.Quantity != model.Utilisation || t.AtLeast == nil || u.AtLeast == nil || t.Scope != u.Scope || t.By != u.By {
				continue
			}
			need := *t.AtLeast * *u.AtLeast
			k := model.StepOf(p.Dates, t.By)
			wanted := r.At(k, p.Column(t.Scope, model.RacksDemanded))
			if wanted < need && !r.full(k, t.Scope) {
				reaches := model.Text{EN: "the demand reaches", ZH: "需求"}
				if p.market != nil {
					reaches = model.Text{EN: "the demand placed there reaches", ZH: "已落实需求"}
				}
				racks, share := result.Format(t.Quantity, *t.AtLeast), result.Format(u.Quantity, *u.AtLeast)
				out = append(out, result.Text{
					EN: fmt.Sprintf("The targets pull against each other: %s racks at %s need %s occupied, and %s %s. More racks alone lower utilisation and raise PUE.", racks, share, result.Grouped(need, 0), reaches.EN, result.Grouped(wanted, 0)),
					ZH: fmt.Sprintf("目标相互牵制：%s架、上架率%s需上架%s架，而%s仅%s架；只增机架会降低上架率、抬高PUE。", racks, strings.ReplaceAll(share, " %", "%"), result.Grouped(need, 0), reaches.ZH, result.Grouped(wanted, 0)),
				})
			}
		}
	}
	return out
}

// proxies names the clusters whose weather was not measured at their place.
func (p *Plan) proxies() []result.Text {
	var en, zh []string
	for i := range p.clusters {
		c := p.clusters[i].c
		for _, s := range p.Scenario.Data.Stations {
			if s.ID == c.Station && !s.Measured {
				en = append(en, fmt.Sprintf("cluster %s is that of %s", c.ID, s.EN))
				zh = append(zh, fmt.Sprintf("集群 %s 取自%s", c.ID, s.ZH))
			}
		}
	}
	if en == nil {
		return nil
	}
	return []result.Text{{
		EN: "Not measured at the place: the weather of " + strings.Join(en, ", of ") + ".",
		ZH: "气象非当地实测：" + strings.Join(zh, "，") + "。",
	}}
}

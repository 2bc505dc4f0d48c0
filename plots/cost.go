package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"hubcap/model"
)

// costs are the parts of the cost of a rack.
var costs = []struct {
	quantity model.QuantityName
	color    colour
}{
	{model.CostCapital, blue3},
	{model.CostElectricity, blue},
	{model.CostMaintenance, miscShade},
	{model.CostWater, electricalShade},
}

// cost shows what an occupied rack costs a month: racks that stand empty are paid by
// those that do not.
func cost(j *job) (*figure, string) {
	scope, targets := j.subject(model.CostPerRack)
	months := j.rackMonths(scope)
	var all []band
	for _, c := range costs {
		own := j.values(scope, c.quantity)
		if own == nil || months == nil {
			return nil, j.pick("the parts of the cost are not known for ", "没有各项成本的数据：") + j.place(scope)
		}
		for k := range own {
			own[k] /= months[k]
		}
		all = append(all, band{name: j.noun(c.quantity), own: own, color: c.color})
	}
	bands, total := pile(make([]float64, len(months)), all)
	if len(bands) == 0 {
		return nil, j.pick("no occupied racks are known for ", "没有已上架机架数据：") + j.place(scope)
	}
	title := j.price(bands, total)
	if len(targets) > 0 {
		title = j.finding(targets[0])
	}
	_, last := final(total)
	number := func(v float64) string { return j.number(model.RacksInService, v) } // without a unit
	labels := []label{{at: last, value: number(last), name: j.pick("in all", "合计"), color: ink}}
	for i, b := range bands {
		labels = append(labels, j.keyed(model.RacksInService, b, 2+i))
	}
	labels = append(labels, j.required(targets)...)
	subtitle := fmt.Sprintf(j.pick("%s: cost per occupied rack and month in CNY, without IT equipment, network and land; the capital charge is an annuity on all racks in service",
		"%s：每个已上架机架的月成本（元），不含IT设备、网络与土地；资本成本为全部在用机架投资的年金"), j.place(scope))
	f := j.newFigure(title, subtitle, 0)
	p := f.oneChart(j.newScale(0, 1.03*highest(targets, total), j.count), labels)
	p.blocks(bands)
	p.steps(total, ink, 1.6)
	p.level(targets)
	p.goals(targets)
	p.label(labels)
	return f, ""
}

// rackMonths are how many occupied racks there are over each step, times its months; nil
// if not known, NaN where there are none.
func (j *job) rackMonths(scope string) []float64 {
	occupied := j.values(scope, model.RacksOccupied)
	if occupied == nil {
		return nil
	}
	out := make([]float64, len(occupied))
	out[0] = math.NaN()
	for k, dates := 1, j.r.Series.Dates; k < len(out); k++ {
		out[k] = (occupied[k-1] + occupied[k]) / 2 * dates[k].MonthsSince(dates[k-1])
		if !(out[k] > 0) {
			out[k] = math.NaN()
		}
	}
	return out
}

// price is the title: the cost in the end, how it has moved, and its largest part.
func (j *job) price(bands []band, total []float64) string {
	dates := j.r.Series.Dates
	k, last := final(total)
	start := slices.IndexFunc(total, known)
	money := func(v float64) string { return j.number(model.CostPerRack, v) }
	line := fmt.Sprintf(j.pick("An occupied rack costs %s a month in %s", "%[2]s每个已上架机架月成本%[1]s"), money(last), j.date(dates[k]))
	if first := total[start]; start < k && first > 0 {
		by := j.share(math.Abs(last/first - 1))
		switch when := j.date(dates[start]); {
		case money(last) == money(first):
			line += j.pick(", as in ", "，持平于") + when
		case last > first:
			line += fmt.Sprintf(j.pick(", %s more than in %s", "，较%[2]s高%[1]s"), by, when)
		default:
			line += fmt.Sprintf(j.pick(", %s less than in %s", "，较%[2]s低%[1]s"), by, when)
		}
	}
	most := slices.MaxFunc(bands, func(a, b band) int { return cmp.Compare(a.own[k], b.own[k]) })
	if last > 0 {
		line += fmt.Sprintf(j.pick("; largest part: %s (%s)", "；最大部分为%s（%s）"), most.name, j.share(most.own[k]/last))
	}
	return line
}

package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"hubcap/model"
)

// fleet is a part of a cluster's racks; its name is also given with the cluster's.
type fleet struct{ id, name, full string }

// distinct are fleets that go by their own names, with that of their cluster only where two share one.
func distinct(list []fleet) []fleet {
	times := map[string]int{}
	for _, f := range list {
		times[f.name]++
	}
	list = slices.Clone(list)
	for i, f := range list {
		if times[f.name] > 1 {
			list[i].name = f.full
		}
	}
	return list
}

// fleetsOf are the fleets of a scope's clusters. Without a name of its own a fleet has
// that of its cluster before its id, if there are several.
func (j *job) fleetsOf(scope string) (out []fleet) {
	clusters := j.clustersOf(scope)
	for _, c := range clusters {
		for _, column := range j.r.Series.Columns {
			id, mine := strings.CutPrefix(column.Scope, model.FleetScope(c, ""))
			if !mine || column.Quantity != model.RacksInService {
				continue
			}
			own := id
			if s, ok := j.r.Scope(column.Scope); ok && s.Name.In(j.lang) != "" {
				own = strings.TrimPrefix(s.Name.In(j.lang), j.place(c)+": ")
			}
			f := fleet{column.Scope, own, own}
			if len(clusters) > 1 {
				f.full = j.brief(c) + j.pick(": ", "：") + own
			}
			if own == id {
				f.name = f.full
			}
			out = append(out, f)
		}
	}
	return out
}

// fleetShades are the colours of fleets, from below; the last is that of all others.
var fleetShades = []colour{blue, rgb(0x5287b6), blue2, blue3, rgb(0x7a8894), rgb(0xcfd5da)}

// fleets shows of what the racks in service consist: how much of a hub is old, and how
// fast what is new outgrows it.
func fleets(j *job) (*figure, string) {
	scope, targets := j.subject(model.LiquidShare, model.IntelligentRack)
	list := j.fleetsOf(scope)
	if len(list) < 2 {
		return nil, j.pick("there are not two fleets to compare", "可比较的机房不足两组")
	}
	bands, total := pile(make([]float64, len(j.r.Series.Dates)), j.largestFleets(list))
	if len(bands) == 0 {
		return nil, j.pick("no racks of fleets are known for ", "没有各机房的机架数据：") + j.place(scope)
	}
	title := j.composition(scope, list, total)
	if len(targets) > 0 {
		title = j.finding(targets[0])
	}
	_, last := final(total)
	labels := []label{j.ending(model.RacksInService, last, last, j.pick("in service", "在用"), ink, 0)}
	for i, b := range bands {
		labels = append(labels, j.keyed(model.RacksInService, b, 1+i))
	}
	f := j.newFigure(title, fmt.Sprintf(j.pick("%s: standard racks in service, stacked by fleet", "%s：在用标准机架（架），按机房叠加"), j.place(scope)), 0)
	p := f.wideChart(j.newScale(0, 1.03*highest(nil, total), j.count), labels, labelWide)
	p.bands(bands)
	p.line(total, ink, 1.4)
	p.label(labels)
	return f, ""
}

// largestFleets are the racks of fleets in their order; if they are more than the colours,
// the largest come first and the others are one.
func (j *job) largestFleets(list []fleet) []band {
	racks := func(f fleet) []float64 { return j.values(f.id, model.RacksInService) }
	list = slices.DeleteFunc(slices.Clone(list), func(f fleet) bool { return racks(f) == nil })
	var rest []fleet
	if most := len(fleetShades) - 1; len(list) > most+1 {
		end := func(f fleet) float64 { _, v := final(racks(f)); return v }
		slices.SortStableFunc(list, func(a, b fleet) int { return cmp.Compare(end(b), end(a)) })
		list, rest = list[:most], list[most:]
	}
	var all []band
	for i, f := range distinct(list) {
		all = append(all, band{name: f.name, own: racks(f), color: fleetShades[i]})
	}
	if len(rest) > 0 {
		others := band{name: fmt.Sprintf(j.pick("%d others", "其余%d个"), len(rest)), own: racks(rest[0]), color: fleetShades[len(list)]}
		for _, f := range rest[1:] {
			others.own = add(others.own, racks(f))
		}
		all = append(all, others)
	}
	return all
}

// composition is the title: how much is cooled by liquid, or what the largest fleet makes
// of all.
func (j *job) composition(scope string, list []fleet, total []float64) string {
	k, last := final(total)
	when := j.date(j.r.Series.Dates[k])
	if !(last > 0) {
		return fmt.Sprintf(j.pick("No racks are in service in %s", "%s没有在用机架"), when)
	}
	start := slices.IndexFunc(total, func(v float64) bool { return v > 0 })
	what := j.pick("Liquid-cooled racks make up", "液冷机架")
	from, to := j.on(scope, model.LiquidShare, start), j.on(scope, model.LiquidShare, k)
	if !(to > 0) {
		on := func(f fleet, k int) float64 { return positive(j.on(f.id, model.RacksInService, k)) }
		most := slices.MaxFunc(distinct(list), func(a, b fleet) int { return cmp.Compare(on(a, k), on(b, k)) })
		what = fmt.Sprintf(j.pick("Fleet “%s” makes up", "“%s”"), j.cut(most.name, titleStyle, 220))
		from, to = on(most, start)/total[start], on(most, k)/total[k]
	}
	before, way := j.date(j.r.Series.Dates[start]), ""
	switch {
	case start == k || math.IsNaN(from): // there is nothing to compare with
	case j.share(from) == j.share(to):
		way = j.pick(", as in ", "，持平于") + before
	case from > to:
		way = fmt.Sprintf(j.pick(", down from %s in %s", "，低于%[2]s的%[1]s"), j.share(from), before)
	default:
		way = fmt.Sprintf(j.pick(", up from %s in %s", "，高于%[2]s的%[1]s"), j.share(from), before)
	}
	return fmt.Sprintf(j.pick("%s %s of %s racks in %s%s", "%[4]s%[1]s占%[3]s架在用机架的%[2]s%[5]s"), what, j.share(to), j.number(model.RacksInService, last), when, way)
}

package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"hubcap/model"
)

// why is a reason for which demand is served nowhere.
type why struct {
	quantity model.QuantityName
	title    model.Text // what it is in the title, after its share
	color    colour
}

var whys = []why{
	{model.UnservedNoRack, model.Text{EN: "finds no free rack", ZH: "无空闲机架"}, red},
	{model.UnservedNoDelay, model.Text{EN: "is beyond its delay budget", ZH: "时延不满足"}, red3},
	{model.UnservedUnready, model.Text{EN: "is not yet willing to leave home", ZH: "尚不愿外迁"}, rgb(0xf3ddd3)},
}

// nothing is less than any number of racks that is worth a word; hardly is a share of
// demand that is not worth a picture.
const (
	nothing = 0.5
	hardly  = 0.0005
)

// unserved shows the demand that is placed nowhere, stacked by reason.
func unserved(j *job) (*figure, string) {
	if len(j.scopes("origin")) == 0 {
		return nil, j.pick("the scenario has no origins of demand", "情景中没有需求来源地")
	}
	total, demand := j.values("all", model.RacksUnserved), j.values("all", model.RacksDemanded)
	if total == nil || demand == nil {
		return nil, j.pick("it is not known what demand is unserved", "没有未满足需求的数据")
	}
	if served(total, demand) {
		title := j.pick("All demand is served", "全部需求均得到满足")
		if highest(nil, total) >= nothing {
			title = j.pick("Almost all demand is served", "需求几乎全部得到满足")
		}
		if !j.asked {
			return nil, j.pick(strings.ToLower(title), title)
		}
		return j.allServed(title, demand), ""
	}
	title := j.wanting(total, demand)
	bands, top := j.bands(len(total))
	k, last := final(total)
	// The label of the total is above those of its parts, which name only what is left.
	labels := []label{j.ending(model.RacksUnserved, max(last, positive(top[k])), last, j.pick("unserved", "未满足"), ink, 0)}
	for i, b := range bands {
		if b.own[k] >= nothing {
			labels = append(labels, j.ofBand(model.RacksUnserved, b, 1+i))
		}
	}
	if from := slices.IndexFunc(top, known); from > 0 { // the line begins where its parts do
		for d := range from {
			total[d] = math.NaN()
		}
	}
	f := j.newFigure(title, j.pick("Demand that is placed nowhere, in racks, all origins together, stacked by reason", "未落地的需求（架），全部来源地合计，按原因叠加"), 0)
	f.swatches(bands)
	p := f.oneChart(j.newScale(0, 1.03*highest(nil, total, top), j.count), labels)
	p.bands(bands)
	p.line(total, ink, 1.5)
	p.label(labels)
	return f, ""
}

// served tells whether on no date more than hardly anything of the demand is unserved.
func served(total, demand []float64) bool {
	for k, v := range total {
		if v >= nothing && !(v < hardly*demand[k]) {
			return false
		}
	}
	return true
}

// bands stacks the reasons that count, on n dates, and gives the upper end of all.
func (j *job) bands(n int) (bands []band, top []float64) {
	for _, y := range whys {
		if own := j.values("all", y.quantity); own != nil && highest(nil, own) >= nothing {
			bands = append(bands, band{name: j.noun(y.quantity), own: own, color: y.color})
		}
	}
	return pile(make([]float64, n), bands)
}

// wanting is the title: what share of demand is unserved in the end, and mostly why.
func (j *job) wanting(total, demand []float64) string {
	k, last := final(total)
	when := j.date(j.r.Series.Dates[k])
	racks := func(v float64) string { return j.number(model.RacksUnserved, v) }
	if last < nothing {
		worst := 0
		for i, v := range total {
			if v > total[worst] || math.IsNaN(total[worst]) {
				worst = i
			}
		}
		return fmt.Sprintf(j.pick("All demand is served in %s; in %s %s racks were not", "%s全部需求得到满足；%s曾有%s架未满足"),
			when, j.date(j.r.Series.Dates[worst]), racks(total[worst]))
	}
	line := fmt.Sprintf(j.pick("%s racks of demand are unserved in %s", "%[2]s%[1]s架需求未得到满足"), racks(last), when)
	if demand[k] > 0 {
		line = fmt.Sprintf(j.pick("%s of all demand, %s racks, is unserved in %s", "%[3]s全部需求的%[1]s（%[2]s架）未得到满足"), j.share(last/demand[k]), racks(last), when)
	}
	most, of := 0., why{}
	for _, y := range whys {
		if v := j.on("all", y.quantity, k); v > most {
			most, of = v, y
		}
	}
	if most > 0 {
		line += fmt.Sprintf(j.pick("; %s of it %s", "；其中%s因%s"), j.share(min(1, most/last)), of.title.In(j.lang))
	}
	return line
}

// allServed is a small picture of the demand that is served.
func (j *job) allServed(title string, demand []float64) *figure {
	_, last := final(demand)
	labels := []label{j.ending(model.RacksDemanded, last, last, j.pick("demanded", "需求"), blue, 0)}
	f := j.newFigure(title, j.pick("Demand in racks, all origins together", "需求（架），全部来源地合计"), 140)
	p := f.oneChart(j.newScale(0, 1.03*highest(nil, demand), j.count), labels)
	p.area(make([]float64, len(demand)), demand, good)
	p.line(demand, blue, 1.8)
	p.label(labels)
	return f
}

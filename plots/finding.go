package plots

import (
	"fmt"
	"math"

	"hubcap/model"
	"hubcap/sim/result"
)

// The nouns of titles; other quantities go by their label.
var nouns = map[model.QuantityName]model.Text{
	model.RacksInService:  {EN: "racks", ZH: "在用机架"},
	model.RacksOccupied:   {EN: "occupied racks", ZH: "已上架机架"},
	model.Utilisation:     {EN: "utilisation", ZH: "上架率"},
	model.PUE:             {EN: "operating PUE", ZH: "运行PUE"},
	model.PUETrailingYear: {EN: "PUE of the trailing year", ZH: "近十二个月PUE"},
	model.PUEDesign:       {EN: "design PUE", ZH: "设计PUE"},
	model.LiquidShare:     {EN: "liquid-cooled share", ZH: "液冷占比"},
	model.IntelligentRack: {EN: "share of AI racks", ZH: "智算机架占比"},
	model.RenewableShare:  {EN: "renewable share", ZH: "绿电占比"},
	model.EnergyYear:      {EN: "energy of the trailing year", ZH: "近十二个月用电量"},
	model.AssessedYear:    {EN: "assessed energy of the trailing year", ZH: "近十二个月纳入考核用电量"},
	model.FacilityPeak:    {EN: "peak load", ZH: "峰值负荷"},
	model.CostPerRack:     {EN: "cost per occupied rack and month", ZH: "单架月成本"},
	model.FP32PerHead:     {EN: "compute per head", ZH: "人均算力"},
}

func (j *job) noun(q model.QuantityName) string {
	if t, ok := nouns[q]; ok {
		return t.In(j.lang)
	}
	if known, ok := model.QuantityOf(q); ok {
		return known.Label.In(j.lang)
	}
	return string(q)
}

// classifier is the word that Chinese puts after a number of racks.
func (j *job) classifier(q model.QuantityName) string {
	if known, _ := model.QuantityOf(q); known.Unit == "rack" && j.lang == "zh" {
		return "架"
	}
	return ""
}

// upper makes the first letter a capital, if it is a plain one.
func upper(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

// lower makes the first letter a small one, if it is a plain one.
func lower(s string) string {
	if s != "" && s[0] >= 'A' && s[0] <= 'Z' {
		return string(s[0]-'A'+'a') + s[1:]
	}
	return s
}

// finding states how a target ends: what is reached by when, and by how much that is on
// which side of the bound.
func (j *job) finding(t result.Target) string {
	of := j.classifier(t.Quantity)
	noun, required := upper(j.noun(t.Quantity)), j.number(t.Quantity, float64(t.Required))+of
	when := j.date(t.Deadline)
	if t.Simulated.IsMissing() {
		return fmt.Sprintf(j.pick("No value of %s for %s to hold against the target of %s", "%s在%s无模拟值，无法与目标%s比较"),
			j.pick(j.noun(t.Quantity), noun), when, required)
	}
	simulated, off := j.number(t.Quantity, float64(t.Simulated))+of, j.margin(t.Quantity, float64(t.Margin))+of
	reach := j.pick("%s: %s in %s, ", "%[3]s%[1]s为%[2]s，")
	switch {
	case t.Quantity == model.RacksInService || t.Quantity == model.RacksOccupied:
		reach = j.pick("%s reach %s by %s, ", "%[1]s至%[3]s达%[2]s，")
	case nouns[t.Quantity] != model.Text{}:
		reach = j.pick("%s is %s in %s, ", "%[3]s%[1]s为%[2]s，")
	}
	least := t.Comparator == model.AtLeast
	var rest string
	switch {
	case t.Met && off == j.margin(t.Quantity, 0)+of:
		return fmt.Sprintf(reach, noun, simulated, when) + j.pick("just as required", "恰好达标")
	case t.Met && least:
		rest = j.pick("%s above the required %s", "高于要求的%[2]s，余%[1]s")
	case t.Met:
		rest = j.pick("%s below the limit of %s", "低于上限%[2]s，余%[1]s")
	case least:
		rest = j.pick("%s short of %s", "距目标%[2]s差%[1]s")
	default:
		rest = j.pick("%s above the limit of %s", "超出上限%[2]s达%[1]s")
	}
	return fmt.Sprintf(reach, noun, simulated, when) + fmt.Sprintf(rest, off, required)
}

// course states how a quantity without a target moves.
func (j *job) course(q model.QuantityName, values []float64) string {
	dates := j.r.Series.Dates
	k, last := final(values)
	first := math.NaN()
	for _, v := range values {
		if first = v; !math.IsNaN(v) {
			break
		}
	}
	from, to, when := j.number(q, first)+j.classifier(q), j.number(q, last)+j.classifier(q), j.date(dates[k])
	noun := upper(j.noun(q))
	plural := q == model.RacksInService || q == model.RacksOccupied
	switch {
	case from == to:
		verb := "stays"
		if plural {
			verb = "stay"
		}
		return fmt.Sprintf(j.pick("%[1]s %[4]s at %[2]s to %[3]s", "%[1]s至%[3]s保持%[2]s"), noun, to, when, verb)
	case last > first && plural:
		return fmt.Sprintf(j.pick("%s grow from %s to %s by %s", "%[1]s由%[2]s增至%[3]s（%[4]s）"), noun, from, to, when)
	case last > first:
		return fmt.Sprintf(j.pick("%s rises from %s to %s by %s", "%[1]s由%[2]s升至%[3]s（%[4]s）"), noun, from, to, when)
	case plural:
		return fmt.Sprintf(j.pick("%s fall from %s to %s by %s", "%[1]s由%[2]s减至%[3]s（%[4]s）"), noun, from, to, when)
	}
	return fmt.Sprintf(j.pick("%s falls from %s to %s by %s", "%[1]s由%[2]s降至%[3]s（%[4]s）"), noun, from, to, when)
}

package sim

import (
	"hubcap/model"
	"hubcap/model/portable"
	"hubcap/model/pue"
	"hubcap/sim/result"
)

// Beyond says in which ways a run left what the model was made for and held against.
type Beyond [BeyondWays]bool

// BeyondWays is how many ways there are.
const BeyondWays = 4

// growthLeast and growthMost span the growth of racks in China from year to year between 2017
// and 2022, which demand followed.
const growthLeast, growthMost = .20, .31

// Beyond looks at the whole horizon.
func (r *Run) Beyond() (b Beyond) {
	p := r.plan
	last := len(p.Dates) - 1
	for k := 1; k <= last; k++ {
		for i := range p.clusters {
			row := r.row(k, i)
			b[0] = b[0] || row[egressLoad] >= 1
			b[1] = b[1] || row[facilityPeak] > row[gridConnection]
		}
	}
	for _, t := range p.Scenario.Targets {
		for _, i := range p.members(t.Scope) {
			for k := 1; k <= last && t.Quantity.IsPUE(); k++ {
				row := r.row(k, i)
				b[2] = b[2] || row[itLoad] < pue.LowestLoad*p.designMW*row[inService]
			}
		}
	}
	all := len(p.clusters) + len(p.groups) - 1
	years := p.time[last] / 12
	grown := r.row(last, all)[demanded] / r.row(0, all)[demanded]
	b[3] = grown < portable.Pow(1+growthLeast, years) || grown > portable.Pow(1+growthMost, years)
	return b
}

// BeyondWords are the ways in words, each to follow "In 12 % of the members".
func BeyondWords() [BeyondWays]result.Text {
	return [BeyondWays]model.Text{
		{EN: "a gateway was loaded beyond its capacity: the queueing there is a bound and no estimate", ZH: "有出口负荷超过容量：该处排队时延仅为上限，并非估计值"},
		{EN: "the peak load of a cluster passed its grid connection", ZH: "有集群峰值负荷超出电网接入容量"},
		{EN: "racks whose PUE a target judges ran below 10 % of their design load, where it is taken as that at 10 %", ZH: "受PUE目标约束的机架负荷低于设计值的10%，其PUE按10%负荷取值"},
		{EN: "all demand grew by less than 20 % or more than 31 % a year, beyond what racks did from 2017 to 2022", ZH: "总需求年增速低于20%或高于31%，超出2017—2022年机架增速范围"},
	}
}

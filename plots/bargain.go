package plots

import (
	"fmt"
	"math"

	"hubcap/model"
	"hubcap/sim/result"
)

// bargain is a trade-off with all that is to be said of it: more racks, less of them used.
type bargain struct {
	result.TradeOff                 // of at least two points, rising by racks
	racks, use       *result.Target // what is required there, or nil
	runRacks, runUse float64        // what the run itself reaches, or NaN
}

// bargain finds the trade-off of what the charts are about, or else the first.
func (j *job) bargain() *bargain {
	if len(j.r.Series.Dates) < 2 {
		return nil
	}
	var found *bargain
	for _, t := range j.r.TradeOff {
		t.Points = rising(t.Points)
		b := &bargain{TradeOff: t, runRacks: math.NaN(), runUse: math.NaN()}
		if len(b.Points) >= 2 && (found == nil || t.Scope == j.hub() && found.Scope != t.Scope) {
			found = b
		}
	}
	if found == nil {
		return nil
	}
	found.racks, found.use = j.least(found, model.RacksInService), j.least(found, model.Utilisation)
	for k, d := range j.r.Series.Dates {
		if d == found.Date {
			found.runRacks, found.runUse = j.on(found.Scope, model.RacksInService, k), j.on(found.Scope, model.Utilisation, k)
		}
	}
	return found
}

// rising are the points that can be drawn, each with more racks than the one before.
func rising(points []result.TradePoint) []result.TradePoint {
	var out []result.TradePoint
	last := math.Inf(-1)
	for _, p := range points {
		racks, use := float64(p.Racks), float64(p.Utilisation)
		if racks >= 0 && racks > last && use >= 0 && !math.IsInf(racks, 0) && !math.IsInf(use, 0) {
			out, last = append(out, p), racks
		}
	}
	return out
}

// least is what is required at least there, best on the very date.
func (j *job) least(b *bargain, q model.QuantityName) (found *result.Target) {
	for i, t := range j.r.Targets {
		if t.Scope == b.Scope && t.Quantity == q && t.Comparator == model.AtLeast && !t.Required.IsMissing() &&
			(found == nil || t.Deadline == b.Date && found.Deadline != b.Date) {
			found = &j.r.Targets[i]
		}
	}
	return found
}

// goal is a target as a list.
func (b *bargain) goal(t *result.Target) []result.Target {
	if t == nil {
		return nil
	}
	return []result.Target{*t}
}

func (b *bargain) ends() (first, last result.TradePoint) {
	return b.Points[0], b.Points[len(b.Points)-1]
}

// extent is the smallest and the largest of some values.
type extent struct{ from, to float64 }

func (e *extent) add(v float64) {
	if v >= 0 && !math.IsInf(v, 0) {
		e.from, e.to = min(e.from, v), max(e.to, v)
	}
}

// low is where an axis begins: at zero, unless less than a third of it would be used.
func (e *extent) low() float64 {
	if 3*(e.to-e.from) >= e.to {
		return 0
	}
	return max(0, e.from-0.5*(e.to-e.from))
}

// reach is the extent of what is to be drawn.
func (b *bargain) reach() (racks, use extent) {
	racks, use = extent{math.Inf(1), 0}, extent{math.Inf(1), 0}
	racks.add(b.runRacks)
	use.add(b.runUse)
	for _, p := range b.Points {
		racks.add(float64(p.Racks))
		use.add(float64(p.Utilisation))
	}
	for _, t := range b.goal(b.racks) {
		racks.add(float64(t.Required))
	}
	for _, t := range b.goal(b.use) {
		use.add(float64(t.Required))
	}
	return racks, use
}

// curve is what lies on the trade-off, close enough for straight lines between.
func (b *bargain) curve() []result.TradePoint {
	const n = 60
	first, last := b.ends()
	var out []result.TradePoint
	for i := range n + 1 {
		racks := float64(first.Racks) + float64(last.Racks-first.Racks)*float64(i)/n
		if use := b.At(racks); !math.IsNaN(use) && !math.IsInf(use, 0) {
			out = append(out, result.TradePoint{Racks: result.Number(racks), Utilisation: result.Number(use)})
		}
	}
	return out
}

// off is how far the run itself lies above the curve, NaN where there is no saying.
func (b *bargain) off() float64 { return b.runUse - b.At(b.runRacks) }

// isos are a few numbers of racks occupied whose lines cross the picture.
func (b *bargain) isos(across, up scale) []float64 {
	low, high := up.low*across.high, up.high*across.high // of a line that leaves on the right
	step := niceStep((high - low) / 5)
	var out []float64
	for i := math.Ceil((low + 0.1*(high-low)) / step); i*step < high-0.1*(high-low); i++ {
		out = append(out, i*step)
	}
	return out
}

// deal is the title: what one target would leave of the other.
func (j *job) deal(b *bargain) string {
	percent := func(v float64) string { return j.number(model.Utilisation, v) }
	racks := func(v float64) string { return j.number(model.RacksInService, v) }
	first, last := b.ends()
	line := ""
	if b.racks != nil && !math.IsNaN(b.At(float64(b.racks.Required))) {
		v := float64(b.racks.Required)
		line = fmt.Sprintf(j.pick("With %s racks utilisation would be %s", "若有%s架在用，上架率为%s"), racks(v), percent(b.At(v)))
		if b.use != nil {
			tail := j.pick(", not %s", "，不到%s")
			if use := float64(b.use.Required); b.At(v) >= use {
				tail = j.pick(", the required %s or more", "，达到要求的%s")
			}
			line += fmt.Sprintf(tail, percent(float64(b.use.Required)))
		}
	}
	if b.use == nil {
		if line == "" {
			line = fmt.Sprintf(j.pick("Utilisation would be %s with %s racks, %s with %s", "上架率在%[2]s架时为%[1]s，在%[4]s架时为%[3]s"),
				percent(float64(first.Utilisation)), racks(float64(first.Racks)), percent(float64(last.Utilisation)), racks(float64(last.Racks)))
		}
		return line
	}
	use := percent(float64(b.use.Required))
	if line != "" {
		line += j.pick("; ", "；")
	} else {
		use = fmt.Sprintf(j.pick("Utilisation of %s", "%s的上架率"), use)
	}
	switch most := b.UpTo(float64(b.use.Required)); {
	case math.IsNaN(most):
		line += fmt.Sprintf(j.pick("%s would not hold even with %s racks", "即使只有%[2]s架，也达不到%[1]s"), use, racks(float64(first.Racks)))
	case most == float64(last.Racks):
		line += fmt.Sprintf(j.pick("%s would hold even with %s racks", "即使有%[2]s架，也能达到%[1]s"), use, racks(most))
	default:
		line += fmt.Sprintf(j.pick("%s would hold up to %s racks", "%[2]s架以内才能达到%[1]s"), use, racks(result.Rough(most)))
	}
	return line
}

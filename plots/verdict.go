package plots

import (
	"math"

	"hubcap/model"
	"hubcap/sim/result"
)

// state is what a pair takes in the peak hour, in ms, with the network intact or a link cut;
// infinite where it is cut off.
type state struct {
	cut              bool
	empty, mean, p99 float64
}

// lost tells whether nothing arrives.
func (s state) lost() bool { return math.IsInf(s.mean, 1) }

// delayOr is a delay as a file has it: null is a pair that is cut off, zero a field that
// files had not yet when they were written.
func delayOr(v result.Number, older float64) float64 {
	switch {
	case v.IsMissing() || math.IsInf(float64(v), 0):
		return math.Inf(1)
	case v == 0:
		return older
	}
	return float64(v)
}

// asIs is a path with the network intact; before there was any queueing, that of the empty one.
func asIs(p result.Path) state {
	s := state{empty: delayOr(p.OneWayMs, 0)}
	s.mean = delayOr(p.MeanMs, s.empty)
	s.p99 = delayOr(p.P99Ms, s.mean)
	return s
}

// afterCut is a path when the one link is cut that harms it most; false if that is not known.
func afterCut(p result.Path) (state, bool) {
	now := asIs(p)
	switch {
	case now.lost():
		now.cut = true // as it is already
		return now, true
	case p.Cut == "" && !finite(p.CutMean):
		return state{}, false
	}
	mean := delayOr(p.CutMean, math.Inf(1))
	return state{cut: true, empty: mean, mean: mean, p99: delayOr(p.CutP99, mean)}, true
}

// failed is the pair of a failure.
func failed(f *result.Failure) state {
	mean := delayOr(f.MeanMs, math.Inf(1))
	return state{cut: true, empty: mean, mean: mean, p99: delayOr(f.P99Ms, mean)}
}

// bound is the tightest target of a tier for one quantity.
type bound struct {
	quantity model.QuantityName // empty: no target
	budget   float64            // ms; NaN: none
	title    string             // of the target, or the name of the tier
}

// of is the delay that the target is for.
func (b bound) of(s state) float64 {
	switch {
	case b.quantity == model.DelayEmpty:
		return s.empty
	case b.percentile():
		return s.p99
	}
	return s.mean
}

// use is the share of the budget that a state takes.
func (b bound) use(s state) float64 { return b.of(s) / b.budget }

// percentile tells whether the target is for 99 % of the packets, and not for the mean.
func (b bound) percentile() bool {
	return b.quantity == model.DelayP99 || b.quantity == model.DelayP99N1
}

// n1 tells whether the target is for a cut.
func (b bound) n1() bool { return b.quantity == model.DelayMeanN1 || b.quantity == model.DelayP99N1 }

// judge gives the target that decides on a state of a pair of the tier, which is the one of
// which most is used. There is one rule for all charts: a network that is intact answers to the
// targets that do not speak of cuts, one with a link cut to those that do. Where a tier has
// only the one kind, both states answer to it: a budget is not void because a link is cut. Of
// two that are used alike, that for 99 % decides, as it asks for more.
func (t *tier) judge(s state) bound {
	var out bound
	for _, own := range []bool{true, false} {
		for _, b := range t.bounds {
			if (b.n1() == s.cut) == own && (out.quantity == "" || b.use(s) >= out.use(s)) {
				out = b
			}
		}
		if out.quantity != "" {
			return out
		}
	}
	return bound{budget: math.NaN(), title: t.name}
}

// breaks tells whether a state is beyond a target; a pair that is cut off is beyond any.
func (t *tier) breaks(s state) bool { return t.judge(s).use(s) > 1+1e-9 }

// asksTail tells whether any target of the tier is for 99 % of the packets.
func (t *tier) asksTail() bool {
	for _, b := range t.bounds {
		if b.percentile() {
			return true
		}
	}
	return false
}

// slowestOf is the index of the slowest pair of the tier and what it takes: that with the
// largest 99th percentile, which is how the simulation picks it, but one beyond a target before
// all that are not; -1 without any.
func (t *tier) slowestOf(states func(result.Path) (state, bool)) (index int, slowest state) {
	index = -1
	for i, p := range t.paths {
		s, ok := states(p)
		if !ok {
			continue
		}
		a, b := t.breaks(s), index >= 0 && t.breaks(slowest)
		if index < 0 || a && !b || a == b && s.p99 > slowest.p99 {
			index, slowest = i, s
		}
	}
	return index, slowest
}

func alwaysKnown(p result.Path) (state, bool) { return asIs(p), true }

// lost counts the pairs of the tier that are cut off.
func (t *tier) lost() (n int) {
	for _, p := range t.paths {
		if asIs(p).lost() {
			n++
		}
	}
	return n
}

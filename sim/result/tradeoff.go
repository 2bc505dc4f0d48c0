package result

import (
	"math"
	"slices"

	"hubcap/model"
)

// TradeOff tells what utilisation a hub or cluster would reach on a date with other
// numbers of racks there, built evenly from the start whatever the limits, everything
// else as in the scenario. The points rise by racks.
type TradeOff struct {
	Scope  string       `json:"scope"`
	Date   model.Date   `json:"date"`
	Points []TradePoint `json:"points"`
}

// TradePoint is one such number of racks.
type TradePoint struct {
	Racks       Number `json:"racks_in_service"`
	Occupied    Number `json:"racks_occupied"`
	Utilisation Number `json:"utilisation"`
}

// At is the utilisation with so many racks; NaN beyond the points. Between two points the
// racks occupied lie on a straight line: where racks go empty, utilisation does not.
func (t *TradeOff) At(racks float64) float64 {
	for i := 1; i < len(t.Points); i++ {
		from, to := t.Points[i-1], t.Points[i]
		x0, x1 := float64(from.Racks), float64(to.Racks)
		if x0 <= racks && racks <= x1 && x0 < x1 {
			share := (racks - x0) / (x1 - x0)
			return ((1-share)*from.occupied() + share*to.occupied()) / racks
		}
	}
	return math.NaN()
}

// UpTo is the largest number of racks with at least such a utilisation; NaN if none has it.
func (t *TradeOff) UpTo(utilisation float64) float64 {
	for i, p := range slices.Backward(t.Points) {
		if float64(p.Utilisation) < utilisation {
			continue
		}
		if i == len(t.Points)-1 {
			return float64(p.Racks)
		}
		// Here the racks occupied are o + slope (x - x0), there utilisation x.
		next := t.Points[i+1]
		slope := (next.occupied() - p.occupied()) / float64(next.Racks-p.Racks)
		return float64(p.Racks) + (p.occupied()-utilisation*float64(p.Racks))/(utilisation-slope)
	}
	return math.NaN()
}

func (p TradePoint) occupied() float64 { return float64(p.Racks) * float64(p.Utilisation) }

// Rough is a number with three digits, for what lies between points and is not known better.
func Rough(v float64) float64 {
	if !(v > 0) {
		return v
	}
	unit := math.Pow(10, math.Floor(math.Log10(v))-2)
	return math.Round(v/unit) * unit
}

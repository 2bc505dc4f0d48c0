package dispatch

import "math"

// The reasons why demand is placed nowhere, in the order in which they are given.
const (
	NotWilling = iota // racks are free within the delay budget, but away from home
	NoDelay           // racks are free, but only beyond the delay budget
	NoRack            // no rack is free
	Reasons           // how many there are
)

// someRacks is more than rounding.
const someRacks = 1e-6

// Unserved gives the demand that found no rack its reason, by what would have had to be
// different for it to find one: more willingness, then a shorter delay, and else more racks.
type Unserved struct {
	free  []float64 // by column: racks that nobody has asked for yet
	asked []float64 // by column: racks
}

// NewUnserved has the memory to explain problems of so many columns.
func NewUnserved(columns int) *Unserved {
	return &Unserved{free: make([]float64, columns), asked: make([]float64, columns)}
}

// Explain divides the demand that a problem has left by reasons, by row and reason. The
// problem's costs say which pairs the delay allows; bound and willing are the racks that
// found no place, by row, of demand that stays at home and of the other; room is what is
// free, by column. A row that no column suits at all lacks the delay.
func (u *Unserved) Explain(p *Problem, bound, willing, room, reasons []float64) {
	clear(reasons)
	if Sum(bound, 1) == 0 && Sum(willing, 1) == 0 {
		return
	}
	copy(u.free, room)
	u.ration(p, NotWilling, bound, willing, reasons)
	u.ration(p, NoDelay, bound, willing, reasons)
	for row := range p.Rows {
		of, all := reasons[row*Reasons:][:Reasons], bound[row]+willing[row]
		of[NoRack] = all - of[NotWilling] - of[NoDelay]
		if p.tooFar(row) {
			of[NoDelay], of[NoRack] = all-of[NotWilling], 0
		}
		for reason, racks := range of {
			if racks < float64(residue*all) {
				of[reason] = 0
			}
		}
	}
}

// residue is the share of a row's unserved demand that is rounding.
const residue = 1e-12

// ration gives a reason to the demand that could use free racks if it were not for that.
// Each row asks for no more than there are, of each column in proportion to what is free;
// a column that is asked for too much gives the same share to all. What is asked for is
// no longer free.
func (u *Unserved) ration(p *Problem, reason int, bound, willing, reasons []float64) {
	clear(u.asked)
	for row := range p.Rows {
		part := u.part(p, row, reason, wanting(row, reason, bound, willing, reasons))
		for j, free := range u.free {
			if part > 0 && u.barred(p, row, j, reason) {
				u.asked[j] += float64(part * free)
			}
		}
	}
	for row := range p.Rows {
		part := u.part(p, row, reason, wanting(row, reason, bound, willing, reasons))
		for j, free := range u.free {
			if part > 0 && u.barred(p, row, j, reason) {
				reasons[row*Reasons+reason] += float64(float64(part*free) * min(1, free/u.asked[j]))
			}
		}
	}
	for j, asked := range u.asked {
		u.free[j] = max(0, u.free[j]-asked)
	}
}

// wanting is the demand of a row that still lacks a reason and may have this one.
func wanting(row, reason int, bound, willing, reasons []float64) float64 {
	if reason == NotWilling {
		return bound[row]
	}
	return bound[row] + willing[row] - reasons[row*Reasons+NotWilling]
}

// part is the share of each free rack that a row asks for which a reason keeps from them.
func (u *Unserved) part(p *Problem, row, reason int, wanting float64) float64 {
	if !(wanting > 0) {
		return 0
	}
	racks := 0.0
	for j, free := range u.free {
		if u.barred(p, row, j, reason) {
			racks += free
		}
	}
	if racks == 0 {
		return 0
	}
	return min(1, wanting/racks)
}

// barred tells whether it is for the reason that a row does not use a column's free racks.
func (u *Unserved) barred(p *Problem, row, j, reason int) bool {
	return u.free[j] > someRacks && p.allows(row, j) == (reason == NotWilling)
}

func (p *Problem) allows(row, j int) bool { return p.Cost[row*p.Columns+j] < math.Inf(1) }

// tooFar tells whether no column at all is allowed to a row.
func (p *Problem) tooFar(row int) bool {
	for j := range p.Columns {
		if p.allows(row, j) {
			return false
		}
	}
	return true
}

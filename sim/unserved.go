package sim

import "math"

// someRacks is more than rounding.
const someRacks = 1e-6

// explain gives the demand that found no rack its reason, by what would have had to be
// different for it to find one: more willingness (racks are free within the budget, but
// not at home), then a shorter delay (racks are free somewhere), and else more racks. A
// row that no cluster suits at all lacks the delay.
func (m *market) explain(d *placing) {
	clear(d.unserved)
	wanting := 0.
	for row := range m.rows {
		wanting += d.stuck[row] + d.left[row]
	}
	if wanting == 0 {
		return
	}
	copy(d.totals, d.room)
	m.ration(d, notWilling)
	m.ration(d, noDelay)
	for row := range m.rows {
		of := d.unserved[row*reasons:][:reasons]
		rest := d.stuck[row] + d.left[row] - of[notWilling] - of[noDelay]
		if m.tooFar(d, row) {
			of[noDelay], rest = of[noDelay]+rest, 0
		}
		of[noRack] = max(0, rest)
	}
}

// ration gives a reason to the demand that could use free racks if it were not for that.
// Each row asks for no more than there are, of each column in proportion to its room; a
// column that is asked for too much gives the same share to all. What is given is no
// longer free.
func (m *market) ration(d *placing, reason int) {
	clear(d.asked)
	for row := range m.rows {
		part := m.part(d, row, reason)
		for j, room := range d.totals {
			if part > 0 && m.bars(d, row, j, reason) {
				d.asked[j] += float64(part * room)
			}
		}
	}
	for row := range m.rows {
		part := m.part(d, row, reason)
		for j, room := range d.totals {
			if part > 0 && m.bars(d, row, j, reason) {
				d.unserved[row*reasons+reason] += float64(part*room) * min(1, room/d.asked[j])
			}
		}
	}
	for j, asked := range d.asked {
		d.totals[j] = max(0, d.totals[j]-asked)
	}
}

// part is the share of each free rack that a row asks for which a reason keeps from them.
func (m *market) part(d *placing, row, reason int) float64 {
	wanting := d.stuck[row]
	if reason == noDelay {
		wanting += d.left[row] - d.unserved[row*reasons+notWilling]
	}
	if !(wanting > 0) {
		return 0
	}
	racks := 0.
	for j, room := range d.totals {
		if m.bars(d, row, j, reason) {
			racks += room
		}
	}
	if racks == 0 {
		return 0
	}
	return min(1, wanting/racks)
}

// bars tells whether it is for the reason that a row does not use a column's free racks.
func (m *market) bars(d *placing, row, j, reason int) bool {
	within := !math.IsInf(d.open.Cost[row*m.columns+j], 1)
	return d.totals[j] > someRacks && within == (reason == notWilling)
}

// tooFar tells whether no cluster at all is within the budget of a row.
func (m *market) tooFar(d *placing, row int) bool {
	for _, cost := range d.open.Cost[row*m.columns:][:m.columns] {
		if !math.IsInf(cost, 1) {
			return false
		}
	}
	return true
}

package growth

import "math"

// Constraint is what kept a target from being reached, or a step from starting what its
// policy wanted.
type Constraint uint8

// The limits of building, in the order in which ties are decided.
const (
	Free         Constraint = iota // nothing: the policy got what it wanted
	Grid                           // power that the grid connects
	Capital                        // facility capital available
	Construction                   // racks that can be started per month

	Constraints = iota // how many there are
)

func (c Constraint) String() string {
	return [...]string{"free", "grid_connection", "capital", "construction_rate"}[c]
}

// Limits is how many racks each limit still lets start in a step; each at least 0.
type Limits struct {
	Grid, Capital, Construction float64
}

// GridRoom is the number of racks that fit under mw megawatts beside the racks that
// already count on them. Each reserves kw kilowatts of grid power.
func GridRoom(mw, kw, committed float64) float64 {
	return max(0, mw*1000/kw-committed)
}

// CapitalRoom is the number of racks that the money still pays. What was not spent in
// earlier steps is still there. Years since the start, CNY per year, CNY spent, CNY per rack.
func CapitalRoom(years, perYear, spent, perRack float64) float64 {
	return max(0, (float64(perYear*years)-spent)/perRack)
}

// ConstructionRoom is what builders can still start in a step of the given months.
func ConstructionRoom(perMonth, months, started float64) float64 {
	return max(0, float64(perMonth*months)-started)
}

// Grant cuts what a policy wants to what the limits allow, and names the tightest if
// it had to cut. A cut of less than a millionth of a rack is rounding.
func (l Limits) Grant(want float64) (racks float64, by Constraint) {
	racks = want
	for _, limit := range [...]struct {
		room float64
		is   Constraint
	}{{l.Grid, Grid}, {l.Capital, Capital}, {l.Construction, Construction}} {
		if limit.room < racks-1e-6 {
			racks, by = limit.room, limit.is
		}
	}
	return math.Max(0, racks), by
}

// StepFunction is a value that changes at dates and holds until the next.
type StepFunction struct {
	T []float64 // months since the scenario's start, rising
	V []float64
}

// At is the value at time t; before the first date, the first value.
func (f *StepFunction) At(t float64) float64 {
	v := f.V[0]
	for i := range f.T {
		if f.T[i] > t {
			break
		}
		v = f.V[i]
	}
	return v
}

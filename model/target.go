package model

// Comparator tells on which side of the required value a target is met. Both bounds
// include the value itself.
type Comparator string

// The comparators.
const (
	AtLeast Comparator = ">="
	AtMost  Comparator = "<="
)

// Bound is the target's comparator and required value.
func (t Target) Bound() (Comparator, float64) {
	if t.AtMost != nil {
		return AtMost, *t.AtMost
	}
	if t.AtLeast != nil {
		return AtLeast, *t.AtLeast
	}
	return AtLeast, 0
}

// tolerance is the relative slack within which a simulated value still meets its bound:
// it absorbs the rounding of a sum, not a miss that anybody could see.
const tolerance = 1e-9

// Met tells whether the value meets the bound.
func (c Comparator) Met(value, required float64) bool {
	return c.Margin(value, required) >= -tolerance*max(1, required)
}

// Margin is by how much the value is on the good side of the bound, in the quantity's
// own unit; negative is a miss.
func (c Comparator) Margin(value, required float64) float64 {
	if c == AtMost {
		return required - value
	}
	return value - required
}

package sweep

import (
	"math"
	"strconv"

	"hubcap/model"
	"hubcap/model/portable"
	"hubcap/sim/design"
)

// axis turns the place of a point into the value of a number. Words are numbered.
type axis struct {
	*model.Axis
	list []float64 // what it may be: of a list, and of every axis of a grid
	size int       // of the list
	logs [2]float64
}

func newAxis(a *model.Axis, grid bool) axis {
	out := axis{Axis: a, list: a.Values, size: a.Discrete()}
	if a.Log {
		out.logs = [2]float64{portable.Log(a.Low), portable.Log(a.High)}
	}
	switch {
	case len(a.Texts) > 0:
		for i := range a.Texts {
			out.list = append(out.list, float64(i))
		}
	case grid && out.size == 0:
		for i := range a.Steps {
			out.list = append(out.list, round(out.value(level(i, a.Steps, a.Dist == nil))))
		}
		out.size = a.Steps
	}
	return out
}

// level is where one of n levels lies: with both ends, or in the middle of equal parts. One
// level alone lies in the middle.
func level(i, n int, ends bool) float64 {
	if ends && n > 1 {
		return float64(i) / float64(n-1)
	}
	return (float64(i) + .5) / float64(n)
}

// digits that a level of a grid keeps: so that 0.1 steps do not end in ...04.
const digits = 12

func round(v float64) float64 {
	out, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', digits, 64), 64) // it is a number
	return out
}

// dim is the dimension of a design whose place the axis takes.
func (a *axis) dim(name string) design.Dim {
	return design.Dim{Name: name, Levels: a.size, Ends: a.size == 0 && a.Dist == nil}
}

// at is the value of a level.
func (a *axis) at(level int) float64 { return a.list[level] }

// level is the number of a value in the list.
func (a *axis) level(v float64) int {
	if len(a.Texts) > 0 {
		return int(v)
	}
	for i, have := range a.list {
		if have == v {
			return i
		}
	}
	panic("the value of an axis is none of its list") // the loader sees to it
}

// value is what lies at a coordinate, 0 to 1.
func (a *axis) value(u float64) float64 {
	switch {
	case a.size > 0:
		return a.list[min(int(u*float64(a.size)), a.size-1)]
	case a.Dist != nil:
		return a.Dist.Quantile(u)
	case u <= 0:
		return a.Low
	case u >= 1:
		return a.High
	case a.Log:
		v := portable.Exp(a.logs[0] + float64(u*(a.logs[1]-a.logs[0])))
		return math.Min(math.Max(v, a.Low), a.High)
	}
	return math.Min(a.Low+float64(u*(a.High-a.Low)), a.High)
}

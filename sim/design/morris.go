package design

import (
	"fmt"
	"math/bits"
	"strings"

	"hubcap/model"
)

// morris has trajectories through the cube: Morris 1991, "Factorial sampling plans for
// preliminary computational experiments", Technometrics 33. From a random point of the grid of
// p levels, each step moves one dimension, in random order, by half of the levels: up from the
// lower half, down from the upper one. In a range, whose levels lie at l/(p-1), that is his
// delta = p/(2(p-1)); in a distribution, whose levels lie at (l+0.5)/p since the quantiles of 0
// and 1 may not be finite, it is 1/2.
//
// A list has as many levels as entries in the place of p, so each entry is as likely and each
// step changes it. With an odd number, a step goes by half of it, rounded up or down at random
// and counted around the end: of three entries, any other. An effect is then that of one entry
// against another half the list away, and its sign means something only if the list is in order.
type morris struct {
	dims  []moving
	order latin // the order of the steps, with a key from each trajectory
	key   uint64
}

// moving is a dimension of morris.
type moving struct {
	levels int
	ends   bool
	start  uint64 // the key of the levels where trajectories start
	round  uint64 // and that of rounding
}

func (p *Points) morris(d model.Design, seed uint64, dims []Dim, names []string) error {
	if d.Levels < 2 || d.Levels%2 != 0 {
		return fmt.Errorf("design.levels is %d; morris takes an even number, usually 4", d.Levels)
	}
	var err error
	if p.points, err = several("design.trajectories", d.Trajectories, len(dims)+1); err != nil {
		return err
	}
	m := &morris{order: newLatin(seed, len(dims), names[:1])[0]}
	m.key, _ = keys("morris order", seed, 0, "")
	var single []string
	for i, dim := range dims {
		one := moving{levels: d.Levels, ends: dim.Ends}
		if dim.Levels > 0 && !dim.Ends {
			one.levels = dim.Levels
		}
		if one.levels == 1 {
			single = append(single, dim.Name)
		}
		one.start, one.round = keys("morris", seed, 0, names[i])
		m.dims = append(m.dims, one)
	}
	p.layout = m
	if len(single) > 0 {
		p.doubts = []model.Text{{
			EN: "Lists of one value do not change, so no effect is found of " + strings.Join(single, ", ") + ".",
			ZH: "只有一个取值的列表不会变化，因此得不到以下各轴的效应：" + strings.Join(single, "、") + "。",
		}}
	}
	return nil
}

func (m *morris) at(point int, u []float64) {
	size := len(m.dims) + 1
	trajectory, step := uint64(point/size), uint64(point%size)
	order := m.order
	order.order = word(m.key, trajectory)
	for i := range m.dims {
		u[i] = m.dims[i].at(trajectory, order.stratum(uint64(i)) < step)
	}
}

// at is the coordinate in a trajectory, before or after the step of this dimension.
func (m *moving) at(trajectory uint64, moved bool) float64 {
	high, _ := bits.Mul64(word(m.start, trajectory), uint64(m.levels))
	level := int(high)
	if moved {
		up := int(word(m.round, trajectory) >> 63) // counts with an odd number of levels only
		level = (level + (m.levels+up)/2) % m.levels
	}
	return place(level, m.levels, m.ends)
}

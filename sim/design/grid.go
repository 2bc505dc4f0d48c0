package design

import "fmt"

// grid has every combination of the levels of its dimensions, the last changing from one point
// to the next.
type grid []Dim

func newGrid(dims []Dim) (grid, int, error) {
	n := 1
	for _, d := range dims {
		if d.Levels < 1 {
			return nil, 0, fmt.Errorf(`axis %q has no levels, which design.kind "grid" needs; give it values, or steps in its range or beside its dist`, d.Name)
		}
		if d.Levels > most/n {
			return nil, 0, fmt.Errorf(`the values and steps of the axes up to %q make more than %d points of design.kind "grid"; take fewer, or a design with points of its own such as "sobol"`, d.Name, most)
		}
		n *= d.Levels
	}
	return append(grid(nil), dims...), n, nil
}

func (g grid) at(point int, u []float64) {
	for i := len(g) - 1; i >= 0; i-- {
		u[i] = place(point%g[i].Levels, g[i].Levels, g[i].Ends)
		point /= g[i].Levels
	}
}

// levels are the numbers of the levels of a point.
func (g grid) levels(point int, levels []int) {
	for i := len(g) - 1; i >= 0; i-- {
		levels[i] = point % g[i].Levels
		point /= g[i].Levels
	}
}

// place is where a level of n lies. The only level of a range is its middle.
func place(level, n int, ends bool) float64 {
	if ends && n > 1 {
		return float64(level) / float64(n-1)
	}
	return (float64(level) + .5) / float64(n)
}

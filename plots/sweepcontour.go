package plots

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// lattice is a surface over a grid of points that need not be even; NaN where it is not known.
type lattice struct {
	x, y []float64
	z    [][]float64 // by y, then x
}

// lattice is a surface at the centres of the cells. Where cells are bins, which have points up to
// their edges, it is carried on in straight lines to the outermost of them, but no higher or lower
// than it is somewhere: else there were contours of what no cell reaches. Beyond the outermost level
// of an axis there are no points, so nothing is said of what is there.
func (f *field) lattice(z [][]float64) lattice {
	low, high := math.Inf(1), math.Inf(-1)
	for _, row := range z {
		for _, v := range row {
			if !math.IsNaN(v) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	l := lattice{x: f.x.middles(), y: f.y.middles()}
	if f.x.binned() {
		l.x = f.x.rim(l.x)
	}
	for _, row := range z {
		if f.x.binned() {
			row = carry(row, l.x)
		}
		l.z = append(l.z, slices.Clone(row))
	}
	if f.y.binned() {
		l.y = f.y.rim(l.y)
		first, last := make([]float64, len(l.x)), make([]float64, len(l.x))
		for i := range l.x {
			column := make([]float64, len(z))
			for k := range z {
				column[k] = l.z[k][i]
			}
			column = carry(column, l.y)
			first[i], last[i] = column[0], column[len(column)-1]
		}
		l.z = append([][]float64{first}, append(l.z, last)...)
	}
	for _, row := range l.z {
		for i, v := range row {
			row[i] = min(max(v, low), high) // NaN stays
		}
	}
	return l
}

// middles are the centres of the cells.
func (a *sweepAxis) middles() (out []float64) {
	for i := range a.cells() {
		out = append(out, a.centre(i))
	}
	return out
}

// rim puts the ends of an axis of bins around the centres of its cells.
func (a *sweepAxis) rim(middles []float64) []float64 {
	low, high := a.hull()
	return append(append([]float64{low}, middles...), high)
}

// hull is from where to where there are points: to the outermost levels, or the edges of what has
// none.
func (a *sweepAxis) hull() (low, high float64) {
	if n := len(a.levels); n > 0 {
		return a.at(a.levels[0]), a.at(a.levels[n-1])
	}
	return a.edges[0], a.edges[a.cells()]
}

// carry puts a value before and after a row of them, at the first and the last of the places.
func carry(z, at []float64) []float64 {
	n := len(z)
	beyond := func(v, next, place, inner, second float64) float64 {
		if math.IsNaN(next) || second == inner {
			return v
		}
		return v + (v-next)*(place-inner)/(inner-second)
	}
	out := append([]float64{z[0]}, z...)
	out = append(out, z[n-1])
	if n > 1 {
		out[0] = beyond(z[0], z[1], at[0], at[1], at[2])
		out[n+1] = beyond(z[n-1], z[n-2], at[n+1], at[n], at[n-1])
	}
	return out
}

// contour are the lines on which the surface has a level, by marching squares: straight from side to
// side of each square, whose crossings are interpolated. At a saddle the mean of the corners decides.
// Each line has the higher side on its left.
func (l lattice) contour(level float64) [][]vg.Point {
	nx, ny := len(l.x), len(l.y)
	// A side of a square is 2 (k nx + i), from the point (i, k) to the right, or one more, upwards.
	// next is the side that a line goes on to, plus one.
	next := make([]int, 2*nx*ny)
	before := make([]bool, 2*nx*ny)
	for k := range ny - 1 {
		for i := range nx - 1 {
			for _, s := range l.square(i, k, level) {
				next[s[0]], before[s[1]] = s[1]+1, true
			}
		}
	}
	var out [][]vg.Point
	walk := func(from int) {
		var line []vg.Point
		for at := from; ; {
			line = append(line, l.crossing(at, level))
			to := next[at]
			if to == 0 {
				break
			}
			next[at] = 0
			at = to - 1
		}
		out = append(out, line)
	}
	for side := range next { // those that begin somewhere, then those that are closed
		if next[side] > 0 && !before[side] {
			walk(side)
		}
	}
	for side := range next {
		if next[side] > 0 {
			walk(side)
		}
	}
	return out
}

// square are the pieces of line in the square above and to the right of a point, each from side to
// side with the higher values on its left.
func (l lattice) square(i, k int, level float64) [][2]int {
	z := [4]float64{l.z[k][i], l.z[k][i+1], l.z[k+1][i+1], l.z[k+1][i]} // from the lower left, anticlockwise
	nx := len(l.x)
	sides := [4]int{2 * (k*nx + i), 2*(k*nx+i+1) + 1, 2 * ((k+1)*nx + i), 2*(k*nx+i) + 1} // below, right, above, left
	var up, down []int                                                                    // anticlockwise round the square, sides on which it rises above the level, and falls
	for c := range 4 {
		a, b := z[c], z[(c+1)%4]
		switch {
		case math.IsNaN(a):
			return nil
		case a < level && b >= level:
			up = append(up, sides[c])
		case a >= level && b < level:
			down = append(down, sides[c])
		}
	}
	// What is high lies anticlockwise between up and the next down: a line from down to up has it on
	// its left.
	switch len(up) {
	case 1:
		return [][2]int{{down[0], up[0]}}
	case 2:
		// Joined over the middle the high corners lie together, else each is cut off by itself.
		apart := (z[0]+z[1]+z[2]+z[3])/4 < level
		// up[0] comes first if the lower left corner is low: then its high corner ends at down[0].
		own := z[0] < level
		if apart == own {
			return [][2]int{{down[0], up[0]}, {down[1], up[1]}}
		}
		return [][2]int{{down[0], up[1]}, {down[1], up[0]}}
	}
	return nil
}

// crossing is where a side has the level.
func (l lattice) crossing(side int, level float64) vg.Point {
	i, k := side/2%len(l.x), side/2/len(l.x)
	i2, k2 := i+1, k
	if side%2 == 1 {
		i2, k2 = i, k+1
	}
	a, b := l.z[k][i], l.z[k2][i2]
	t := (level - a) / (b - a)
	return vg.Point{X: vg.Length(l.x[i] + t*(l.x[i2]-l.x[i])), Y: vg.Length(l.y[k] + t*(l.y[k2]-l.y[k]))}
}

// border are the edges between cells that are divided from their neighbours: of what has no values in
// between, as a verdict or a choice of words. Each has the higher side on its left, and none goes on
// beyond the outermost levels.
func (f *field) border(z [][]float64, divided func(a, b float64) bool) (out [][]vg.Point) {
	x0, x1 := f.x.hull()
	y0, y1 := f.y.hull()
	point := func(i, k int) vg.Point {
		return vg.Point{X: vg.Length(min(max(f.x.edges[i], x0), x1)), Y: vg.Length(min(max(f.y.edges[k], y0), y1))}
	}
	add := func(a, b vg.Point) {
		if n := len(out); n > 0 { // on in the same direction
			switch last := out[n-1]; {
			case last[1] == a && (last[0].X == b.X || last[0].Y == b.Y):
				last[1] = b
				return
			case last[0] == b && (last[1].X == a.X || last[1].Y == a.Y):
				last[0] = a
				return
			}
		}
		out = append(out, []vg.Point{a, b})
	}
	for i := 1; i < f.x.cells(); i++ {
		for k := range z {
			switch before, after := z[k][i-1], z[k][i]; {
			case !divided(before, after):
			case before > after:
				add(point(i, k), point(i, k+1))
			default:
				add(point(i, k+1), point(i, k))
			}
		}
	}
	for k := 1; k < len(z); k++ {
		for i := range z[k] {
			switch below, above := z[k-1][i], z[k][i]; {
			case !divided(below, above):
			case below < above:
				add(point(i, k), point(i+1, k))
			default:
				add(point(i+1, k), point(i, k))
			}
		}
	}
	return out
}

// divides tells whether a level lies between two values; it never does beside what is not known.
func divides(level, a, b float64) bool {
	return min(a, b) < level && max(a, b) >= level // both false of NaN
}

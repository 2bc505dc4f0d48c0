package plots

import "math"

// field is what becomes of a target over the cells of two axes.
type field struct {
	x, y *sweepAxis
	sum  []float64 // of the chances, by cell, row of cells by row
	n    []int     // rows of the table in it
}

func newField(x, y *sweepAxis) *field {
	cells := x.cells() * y.cells()
	return &field{x: x, y: y, sum: make([]float64, cells), n: make([]int, cells)}
}

// add counts a row of the table; false if it lies outside.
func (f *field) add(row int, chance float64) bool {
	i, k := f.x.cell(row), f.y.cell(row)
	if i < 0 || k < 0 {
		return false
	}
	at := k*f.x.cells() + i
	f.sum[at] += chance
	f.n[at]++
	return true
}

// mean is the mean chance in a cell; NaN in an empty one.
func (f *field) mean(i, k int) float64 {
	at := k*f.x.cells() + i
	if f.n[at] == 0 {
		return math.NaN()
	}
	return f.sum[at] / float64(f.n[at])
}

// single tells whether no cell has more than one row.
func (f *field) single() bool {
	for _, n := range f.n {
		if n > 1 {
			return false
		}
	}
	return true
}

// surface is the values at the centres of the cells. In bins, which have few rows each, it is a
// plane through the cell and its eight neighbours, weighted by their rows and by 4, 2 and 1 with
// their distance (local linear regression; Fan and Gijbels, 1996): it does not bend a plane, not
// even at the edges.
func (f *field) surface() [][]float64 {
	out := make([][]float64, f.y.cells())
	for k := range out {
		out[k] = make([]float64, f.x.cells())
		for i := range out[k] {
			if out[k][i] = f.mean(i, k); f.smooth() {
				out[k][i] = f.plane(i, k)
			}
		}
	}
	return out
}

// smooth tells whether a surface is smoothed: in bins, if they are not too few for that.
func (f *field) smooth() bool { return (f.x.binned() || f.y.binned()) && !f.rough() }

// rough tells whether there are too few bins for lines to be drawn through.
func (f *field) rough() bool {
	const least = 3
	return f.x.binned() && f.x.cells() < least || f.y.binned() && f.y.cells() < least
}

// plane is the height of the plane above a cell. Along an axis of levels only its own level counts.
func (f *field) plane(i, k int) float64 {
	if f.n[k*f.x.cells()+i] == 0 {
		return math.NaN()
	}
	var w, wx, wy, wxx, wyy, wxy, wz, wxz, wyz float64
	for dk := -1; dk <= 1; dk++ {
		for di := -1; di <= 1; di++ {
			x, y := i+di, k+dk
			if x < 0 || y < 0 || x >= f.x.cells() || y >= f.y.cells() || di != 0 && !f.x.binned() || dk != 0 && !f.y.binned() {
				continue
			}
			n := f.n[y*f.x.cells()+x]
			if n == 0 {
				continue
			}
			weight := float64(n) * float64((2-di*di)*(2-dk*dk))
			dx, dy, z := float64(di), float64(dk), f.mean(x, y)
			w += weight
			wx, wy = wx+float64(weight*dx), wy+float64(weight*dy)
			wxx, wyy, wxy = wxx+float64(weight*dx*dx), wyy+float64(weight*dy*dy), wxy+float64(weight*dx*dy)
			wz, wxz, wyz = wz+float64(weight*z), wxz+float64(weight*dx*z), wyz+float64(weight*dy*z)
		}
	}
	return centreOf(w, wx, wy, wxx, wyy, wxy, wz, wxz, wyz)
}

// centreOf solves the normal equations of a weighted plane for its height at the origin. Where the
// cells stand in one row the slope across it is left out, and where there is but one, both are.
func centreOf(w, wx, wy, wxx, wyy, wxy, wz, wxz, wyz float64) float64 {
	mean := wz / w
	// About the centre of gravity.
	mx, my := wx/w, wy/w
	sxx, syy, sxy := wxx-float64(wx*mx), wyy-float64(wy*my), wxy-float64(wx*my)
	sxz, syz := wxz-float64(mx*wz), wyz-float64(my*wz)
	const flat = 1e-9
	var a, b float64
	switch det := float64(sxx*syy) - float64(sxy*sxy); {
	case det > flat*w*w:
		a, b = (float64(sxz*syy)-float64(syz*sxy))/det, (float64(syz*sxx)-float64(sxz*sxy))/det
	case sxx > flat*w:
		a = sxz / sxx
	case syy > flat*w:
		b = syz / syy
	}
	return min(max(mean-float64(a*mx)-float64(b*my), 0), 1)
}

// ends are the cells with the highest and the lowest mean, and those means; nothing is said of a field
// without points.
func (f *field) ends() (high, low [2]int, best, worst float64) {
	best, worst = math.Inf(-1), math.Inf(1)
	for k := range f.y.cells() {
		for i := range f.x.cells() {
			v := f.mean(i, k) // NaN is neither
			if v > best {
				best, high = v, [2]int{i, k}
			}
			if v < worst {
				worst, low = v, [2]int{i, k}
			}
		}
	}
	return high, low, best, worst
}

// once tells whether a mean stands in one cell only.
func (f *field) once(v float64) bool {
	n := 0
	for k := range f.y.cells() {
		for i := range f.x.cells() {
			if f.mean(i, k) == v {
				n++
			}
		}
	}
	return n == 1
}

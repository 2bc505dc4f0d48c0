package plots

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

// levelled is an axis of these levels.
func levelled(values ...float64) *sweepAxis {
	a := &sweepAxis{levels: values, group: 1}
	a.between()
	return a
}

// TestPlaneContour finds the level of a plane where it is by hand: x + 2y = 5 over points that are not
// even, straight between the outermost of them, with the higher side on its left.
func TestPlaneContour(t *testing.T) {
	height := func(x, y float64) float64 { return x + 2*y }
	f := newField(levelled(0, 1, 3, 4, 8), levelled(0, 2, 3, 7))
	z := make([][]float64, 4)
	for k, y := range f.y.levels {
		for _, x := range f.x.levels {
			z[k] = append(z[k], height(x, y))
		}
	}
	lines := f.lattice(z).contour(5)
	if len(lines) != 1 {
		t.Fatalf("%d lines", len(lines))
	}
	line := lines[0]
	for i, at := range line {
		if d := height(float64(at.X), float64(at.Y)) - 5; math.Abs(d) > 1e-12 {
			t.Errorf("%v is off by %g", at, d)
		}
		if i > 0 {
			a := line[i-1]
			left := vg.Point{X: a.X - (at.Y-a.Y)/10, Y: a.Y + (at.X-a.X)/10}
			if far(a, at) > 1e-9 && height(float64(left.X), float64(left.Y)) <= 5 {
				t.Errorf("the higher side is not on the left of %v to %v", a, at)
			}
		}
	}
	// The levels go from 0 to 8 and from 0 to 7, the cells half a step further, where there are no points:
	// the line goes from (0, 2.5) to (5, 0).
	ends := map[vg.Point]bool{line[0]: true, line[len(line)-1]: true}
	if !ends[vg.Point{X: 0, Y: 2.5}] || !ends[vg.Point{X: 5, Y: 0}] {
		t.Errorf("it ends at %v", ends)
	}
	// The highest is 22, at (8, 7); the corner of the frame would be at 28.
	if got := f.lattice(z).contour(22.5); len(got) != 0 {
		t.Errorf("%v above all cells", got)
	}
	if got := f.lattice(z).contour(100); len(got) != 0 {
		t.Errorf("%v above everything", got)
	}
}

// TestClosedContour goes once round a hill, and stops where nothing is known.
func TestClosedContour(t *testing.T) {
	l := lattice{x: []float64{0, 1, 2}, y: []float64{0, 1, 2}, z: [][]float64{{0, 0, 0}, {0, 1, 0}, {0, 0, 0}}}
	lines := l.contour(0.5)
	if len(lines) != 1 || len(lines[0]) != 5 || lines[0][0] != lines[0][4] {
		t.Fatalf("%v", lines)
	}
	for _, at := range lines[0] { // a lozenge half-way to the neighbours
		if d := math.Abs(float64(at.X)-1) + math.Abs(float64(at.Y)-1); d != 0.5 {
			t.Errorf("%v", at)
		}
	}
	l.z[0][0] = math.NaN()
	if lines := l.contour(0.5); len(lines) != 1 || len(lines[0]) != 4 || lines[0][0] == lines[0][3] {
		t.Errorf("%v", lines)
	}
}

// TestSaddle joins the high corners where the mean of all is high, else the low ones.
func TestSaddle(t *testing.T) {
	for _, c := range []struct {
		z     [][]float64
		alone vg.Point // the corner that a line cuts off
	}{
		{[][]float64{{1, 0}, {0, 0.9}}, vg.Point{}}, // mean 0.475: the high ones are apart
		{[][]float64{{1, 0.2}, {0.2, 0.9}}, vg.Point{X: 1}},
		{[][]float64{{0, 1}, {0.9, 0}}, vg.Point{X: 1}},
		{[][]float64{{0.2, 1}, {0.9, 0.2}}, vg.Point{}},
	} {
		lines := lattice{x: []float64{0, 1}, y: []float64{0, 1}, z: c.z}.contour(0.5)
		if len(lines) != 2 {
			t.Fatalf("%v: %v", c.z, lines)
		}
		found := false
		for _, line := range lines {
			a, b := line[0], line[len(line)-1]
			middle := vg.Point{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2}
			found = found || math.Abs(float64(middle.X-c.alone.X)) < 0.5 && math.Abs(float64(middle.Y-c.alone.Y)) < 0.5
		}
		if !found {
			t.Errorf("%v: %v does not cut off %v", c.z, lines, c.alone)
		}
	}
}

// TestBorder runs between cells, not through them.
func TestBorder(t *testing.T) {
	half := func(a, b float64) bool { return divides(0.5, a, b) }
	f := newField(levelled(1, 2, 3), levelled(1, 2))
	// Below 1 1 0, above 1 0 0.
	lines := f.border([][]float64{{1, 1, 0}, {1, 0, 0}}, half)
	want := map[[2]vg.Point]bool{
		{{X: 2.5, Y: 1}, {X: 2.5, Y: 1.5}}:   true, // up, with the met cells on its left, from the lowest level
		{{X: 1.5, Y: 1.5}, {X: 1.5, Y: 2}}:   true,
		{{X: 2.5, Y: 1.5}, {X: 1.5, Y: 1.5}}: true,
	}
	if len(lines) != len(want) {
		t.Errorf("%v", lines)
	}
	for _, l := range lines {
		if !want[[2]vg.Point{l[0], l[1]}] {
			t.Errorf("%v", l)
		}
	}
	if lines := f.border([][]float64{{0, 0, 0}, {1, 1, 1}}, half); len(lines) != 1 || length(lines[0]) != 2 {
		t.Errorf("%v is not one line", lines)
	}
	if lines := f.border([][]float64{{0, 1, 1}, {0, 1, 1}}, half); len(lines) != 1 || length(lines[0]) != 1 || lines[0][0].Y < lines[0][1].Y {
		t.Errorf("%v is not one line down", lines)
	}
	if lines := f.border([][]float64{{1, math.NaN(), 0}, {1, math.NaN(), 0}}, half); len(lines) != 0 {
		t.Errorf("%v beside cells without points", lines)
	}
}

// TestSurface does not bend a plane in bins, whatever the number of points in each and even at the
// edges, and takes the level as it is on a grid.
func TestSurface(t *testing.T) {
	bin := func(n int) *sweepAxis {
		a := &sweepAxis{}
		a.bin(0, float64(n), n)
		return a
	}
	f := newField(bin(6), bin(5))
	plane := func(i, k int) float64 { return 0.1 + 0.05*float64(i) + 0.09*float64(k) }
	for k := range 5 {
		for i := range 6 {
			n := 1 + (i*7+k*3)%5
			f.n[k*6+i], f.sum[k*6+i] = n, float64(n)*plane(i, k)
		}
	}
	for k, row := range f.surface() {
		for i, v := range row {
			if math.Abs(v-plane(i, k)) > 1e-12 {
				t.Errorf("%d, %d: %g, not %g", i, k, v, plane(i, k))
			}
		}
	}
	f.n[0], f.sum[0] = 0, 0
	if v := f.surface()[0][0]; !math.IsNaN(v) {
		t.Errorf("an empty bin has %g", v)
	}
	// A lonely spike is evened out in bins: by weights 4 of 16 in the middle.
	f = newField(bin(3), bin(3))
	for at := range f.n {
		f.n[at] = 1
	}
	f.sum[4] = 1
	if v := f.surface()[1][1]; math.Abs(v-0.25) > 1e-12 {
		t.Errorf("%g", v)
	}
	f.x, f.y = levelled(1, 2, 3), levelled(1, 2, 3)
	if v := f.surface()[1][1]; v != 1 {
		t.Errorf("%g on a grid", v)
	}
}

// TestFieldEnds finds the highest and the lowest mean, beside a cell without points.
func TestFieldEnds(t *testing.T) {
	f := newField(levelled(0, 2, 6), levelled(0, 1))
	for at, v := range []float64{0.6, 0.2, math.NaN(), 0.5, 0.9, 0.1} {
		if !math.IsNaN(v) {
			f.n[at], f.sum[at] = 2, 2*v
		}
	}
	high, low, best, worst := f.ends()
	if best != 0.9 || worst != 0.1 || high != [2]int{1, 1} || low != [2]int{2, 1} || !f.once(0.9) || f.once(0.7) {
		t.Errorf("%g at %v, %g at %v", best, high, worst, low)
	}
}

// TestAxisCells cuts axes by hand.
func TestAxisCells(t *testing.T) {
	cells := func(a *sweepAxis, values ...float64) (out []int) {
		for _, v := range values {
			out = append(out, a.within(a.at(v)))
		}
		return out
	}
	linear := &sweepAxis{}
	linear.bin(0, 10, 5)
	same(t, "bins", cells(linear, 0, 1.99, 2, 9.9, 10, -0.1, 10.1, math.NaN()), 0, 0, 1, 4, 4, -1, -1, -1)
	log := &sweepAxis{log: true}
	log.bin(1, 1000, 3)
	same(t, "decades", cells(log, 1.1, 9.9, 10.1, 99, 101, 999, 0, -5), 0, 0, 1, 1, 2, 2, -1, -1)
	same(t, "levels", cells(levelled(8, 12, 24), 8, 9.9, 10, 17.9, 18, 24, 6, 5.9, 30), 0, 0, 1, 1, 2, 2, 0, -1, 2)

	axes := []result.ManifestAxis{listed(leadAxis, 1, 2, 1000), wordAxis, ranged(shareAxis, 0.1, 0.5), listed(capexAxis, evenly(1, 130, 130)...)}
	m, r := made("lhs", 1, axes, haltonPoints(200, axes...), func([]float64) float64 { return 1 })
	s := newSwept(m, r, &SweepOptions{})
	rows := s.sample("").rows
	uneven := s.axis(s.named("lead"), rows, 7)
	if !uneven.even || uneven.cells() != 3 || uneven.at(1000) != 2 || uneven.at(501) != 1.5 || uneven.value(1.5) != 501 {
		t.Errorf("%+v", uneven.edges)
	}
	words := s.axis(s.named("policy"), rows, 7)
	if words.cells() != 3 || words.binned() || words.cell(0) != int(haltonPoints(1, axes...)[0][1]) {
		t.Errorf("%+v", words.edges)
	}
	if a := s.axis(s.named("adopted"), rows, 7); a.cells() != 7 || !a.binned() || a.edges[0] != 0.1 || a.edges[7] != 0.5 || !a.share {
		t.Errorf("%+v", a.edges)
	}
	many := s.axis(s.named("capex"), rows, 7) // 130 levels, three to a cell
	if many.group != 3 || many.cells() != 44 || !many.binned() {
		t.Errorf("%d levels to each of %d cells", many.group, many.cells())
	}
	same(t, "grouped", cells(many, 1, 3, 4, 129, 130), 0, 0, 1, 42, 43)
	if a := s.axis(s.named("capex"), nil, 7); a.group != 3 { // what the manifest lists needs no rows
		t.Error(a.group)
	}
	m.Axes[3] = listed(capexAxis, evenly(1, 70, 70)...)
	if a := s.axis(s.named("capex"), rows, 7); a.group != 2 || a.cells() != 35 {
		t.Errorf("%d levels to each of %d cells", a.group, a.cells())
	}
	// Few values that come again are levels, though the manifest does not list them.
	axes = []result.ManifestAxis{listed(leadAxis, 1, 2, 3)}
	m, r = made("morris", 1, axes, haltonPoints(30, axes...), func([]float64) float64 { return 1 })
	m.Axes[0].Values = nil
	s = newSwept(m, r, &SweepOptions{})
	if a := s.axis(s.named("lead"), s.sample("").rows, 7); a.binned() || a.cells() != 3 {
		t.Errorf("%v", a.edges)
	}
}

func same[T comparable](t *testing.T, what string, got []T, want ...T) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %v, not %v", what, got, want)
		return
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%s: %v, not %v", what, got, want)
			return
		}
	}
}

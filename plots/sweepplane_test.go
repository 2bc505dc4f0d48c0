package plots

import (
	"image/color"
	"testing"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

// blank is an empty plane of 100 by 100 points at (100, 100), as pixels, and what looks at them: the
// colour at a point of the sheet.
func blank(t *testing.T, x, y *sweepAxis) (*plane, func(x, y vg.Length) color.Color) {
	t.Helper()
	j := sweepJob(&result.Manifest{}, &result.Runs{}, &SweepOptions{})
	j.fonts, j.formats = withFonts(t), []string{"png"}
	f := j.newFigure("title", "", 250)
	p := &plane{f, x, y, vg.Rectangle{Min: vg.Point{X: 100, Y: 100}, Max: vg.Point{X: 200, Y: 200}}}
	return p, func(x, y vg.Length) color.Color {
		img := f.png.Image()
		return color.RGBAModel.Convert(img.At(int(x*dpi/vg.Inch), img.Bounds().Dy()-1-int(y*dpi/vg.Inch)))
	}
}

// TestCellColours looks at the middle of each cell, whether its neighbours have its colour or not.
func TestCellColours(t *testing.T) {
	f := newField(levelled(0, 1, 2, 3, 4), levelled(0, 1))
	values := [][]float64{{0, 0, 0.4, 0.4, 1}, {1, 0.6, 0.6, -1, 0}}
	for k, row := range values {
		for i, v := range row {
			if v >= 0 { // else empty
				f.n[5*k+i], f.sum[5*k+i] = 2, 2*v
			}
		}
	}
	p, at := blank(t, f.x, f.y)
	p.cells(f, chanceShades)
	for k, row := range values {
		for i, v := range row {
			want := paper
			if v >= 0 {
				want = ramp(chanceShades, v)
			}
			if got := at(110+20*vg.Length(i), 125+50*vg.Length(k)); got != want {
				t.Errorf("cell %d, %d is %v, not %v", i, k, got, want)
			}
		}
	}
	if at(95, 150) != paper || at(205, 150) != paper || at(150, 205) != paper {
		t.Error("cells beyond the frame")
	}
}

// TestTeeth stand on the left of a line, which is the likelier side.
func TestTeeth(t *testing.T) {
	p, at := blank(t, levelled(0, 1), levelled(0, 1))
	p.frontier(frontier{lines: [][]vg.Point{{{X: 110, Y: 150}, {X: 190, Y: 150}}}})
	dark := func(y vg.Length) (n int) {
		for x := vg.Length(108); x < 192; x += 0.5 {
			if luminance(at(x, y)) < 0.2 {
				n++
			}
		}
		return n
	}
	p.frontier(frontier{lines: [][]vg.Point{{{X: 300, Y: 110}, {X: 300, Y: 190}}}}) // upwards
	left, right := 0, 0
	for y := vg.Length(108); y < 192; y += 0.5 {
		if luminance(at(297.2, y)) < 0.2 {
			left++
		}
		if luminance(at(302.8, y)) < 0.2 {
			right++
		}
	}
	if left == 0 || right > 0 {
		t.Errorf("%d dark on the left, %d on the right", left, right)
	}
	if dark(150) < 100 || dark(152.8) == 0 || dark(147.2) > 0 {
		t.Errorf("%d dark on the line, %d above, %d below", dark(150), dark(152.8), dark(147.2))
	}
}

package design

import (
	"slices"
	"testing"

	"hubcap/model"
)

// A list of two, a range in three steps and a distribution in two, by hand.
func TestGrid(t *testing.T) {
	p := mustPoints(t, model.Design{Kind: "grid"}, 1, []Dim{{Name: "list", Levels: 2}, {Name: "range", Levels: 3, Ends: true}, {Name: "dist", Levels: 2}})
	want := [][3]float64{
		{.25, 0, .25}, {.25, 0, .75}, {.25, .5, .25}, {.25, .5, .75}, {.25, 1, .25}, {.25, 1, .75},
		{.75, 0, .25}, {.75, 0, .75}, {.75, .5, .25}, {.75, .5, .75}, {.75, 1, .25}, {.75, 1, .75},
	}
	levels := [][3]int{{0, 0, 0}, {0, 0, 1}, {0, 1, 0}, {0, 1, 1}, {0, 2, 0}, {0, 2, 1}, {1, 0, 0}, {1, 0, 1}, {1, 1, 0}, {1, 1, 1}, {1, 2, 0}, {1, 2, 1}}
	if p.Len() != len(want) {
		t.Fatalf("%d points", p.Len())
	}
	for i := range want {
		var u [3]float64
		var level [3]int
		if p.At(i, u[:]); u != want[i] {
			t.Errorf("point %d is %v, want %v", i, u, want[i])
		}
		if ok := p.Level(i, level[:]); !ok || level != levels[i] {
			t.Errorf("point %d has levels %v, want %v", i, level, levels[i])
		}
	}
}

// One step of a range is its middle, and nothing to vary is one point.
func TestSmallestGrids(t *testing.T) {
	for _, ends := range []bool{false, true} {
		if got := matrix(mustPoints(t, model.Design{Kind: "grid"}, 1, []Dim{{Name: "a", Levels: 1, Ends: ends}})); len(got) != 1 || got[0][0] != .5 {
			t.Errorf("one level, ends %v: %v", ends, got)
		}
	}
	if p := mustPoints(t, model.Design{Kind: "grid"}, 1, nil); p.Len() != 1 || !p.Level(0, nil) {
		t.Errorf("no axes: %d points", p.Len())
	}
}

// The caller may go on using its axes.
func TestAxesAreCopied(t *testing.T) {
	for _, d := range designs() {
		dims := axes(2)
		p := mustPoints(t, d, 1, dims)
		before := matrix(p)
		dims[0], dims[1] = Dim{Name: "y", Levels: 5}, Dim{Name: "z", Levels: 1}
		if !slices.EqualFunc(before, matrix(p), slices.Equal) {
			t.Errorf("%s: a design changes with the slice of its axes", d.Kind)
		}
	}
}

// Every level of a list is the entry that its coordinate takes, and lies in its place exactly.
func TestLevelsOfLists(t *testing.T) {
	for n := 1; n < 2000; n++ {
		for level := range n {
			if u := place(level, n, false); int(u*float64(n)) != level || u != (2*float64(level)+1)/(2*float64(n)) {
				t.Fatalf("level %d of %d lies at %v", level, n, u)
			}
		}
	}
}

func TestOnlyGridHasLevels(t *testing.T) {
	for _, d := range designs()[1:] {
		levels := []int{7, 7}
		if mustPoints(t, d, 1, axes(2)).Level(0, levels) || !slices.Equal(levels, []int{7, 7}) {
			t.Errorf("%s has levels %v", d.Kind, levels)
		}
	}
}

package design

import (
	"fmt"
	"math"
	"testing"

	"hubcap/model"
)

// mixed is a range, whose steps count in a grid only, a distribution, an even and an odd list.
func mixed() []Dim {
	return []Dim{{Name: "range", Levels: 7, Ends: true}, {Name: "dist"}, {Name: "even", Levels: 6}, {Name: "odd", Levels: 5}}
}

// deltas are the sizes of steps that a dimension may take in a morris of so many levels.
func deltas(d Dim, levels int) [2]float64 {
	p, n := float64(levels), float64(d.Levels)
	switch {
	case d.Ends:
		return [2]float64{p / (2 * (p - 1)), p / (2 * (p - 1))}
	case d.Levels == 0:
		return [2]float64{.5, .5}
	}
	return [2]float64{math.Floor(n/2) / n, math.Ceil(n/2) / n}
}

// The numbers may never change. These were worked out by a program in another language, with
// fractions.
func TestMorrisPinned(t *testing.T) {
	p := mustPoints(t, model.Design{Kind: "morris", Trajectories: 123_457, Levels: 4}, 1, []Dim{{Name: "lead", Ends: true}, {Name: "capex", Levels: 3}, {Name: "wait"}})
	for first, want := range map[int][4][3]float64{
		0:       {{1, 5. / 6, .875}, {1, 5. / 6, .375}, {1, 1. / 6, .375}, {1. / 3, 1. / 6, .375}},
		7:       {{1, .5, .375}, {1. / 3, .5, .375}, {1. / 3, .5, .875}, {1. / 3, 5. / 6, .875}},
		123_456: {{2. / 3, 5. / 6, .375}, {2. / 3, 1. / 6, .375}, {0, 1. / 6, .375}, {0, 1. / 6, .875}},
	} {
		for step := range want {
			var u [3]float64
			if p.At(4*first+step, u[:]); u != want[step] {
				t.Errorf("trajectory %d, step %d: %v, want %v", first, step, u, want[step])
			}
		}
	}
}

// Each step moves one dimension by its delta, and a trajectory moves each once.
func TestMorrisSteps(t *testing.T) {
	dims := mixed()
	for _, levels := range []int{2, 4, 6, 10} {
		x := matrix(mustPoints(t, model.Design{Kind: "morris", Trajectories: 200, Levels: levels}, 3, dims))
		for start := 0; start < len(x); start += len(dims) + 1 {
			moved := make([]int, len(dims))
			for step := start + 1; step <= start+len(dims); step++ {
				steps := 0
				for dim, u := range x[step] {
					size, delta := math.Abs(u-x[step-1][dim]), deltas(dims[dim], levels)
					if size == 0 {
						continue
					}
					steps++
					moved[dim]++
					if math.Abs(size-delta[0]) > 1e-15 && math.Abs(size-delta[1]) > 1e-15 {
						t.Fatalf("%d levels, point %d: a step of %v of %+v, want %v", levels, step, size, dims[dim], delta)
					}
				}
				if steps != 1 {
					t.Fatalf("%d levels: the step to point %d moves %d dimensions", levels, step, steps)
				}
			}
			for dim, n := range moved {
				if n != 1 {
					t.Fatalf("%d levels: the trajectory from point %d moves %+v %d times", levels, start, dims[dim], n)
				}
			}
		}
	}
}

// All steps of a dimension, from one level to another, are equally likely, whatever those of
// other dimensions, and so are all orders. Of an odd list there are two steps from each entry.
func TestMorrisIsEven(t *testing.T) {
	const trajectories, levels = 24_000, 4
	dims := mixed()
	x := matrix(mustPoints(t, model.Design{Kind: "morris", Trajectories: trajectories, Levels: levels}, 11, dims))
	orders, starts := map[string]int{}, map[string]int{}
	steps := [4]map[string]int{{}, {}, {}, {}}
	for start := 0; start < len(x); start += 5 {
		order := ""
		for step := start + 1; step < start+5; step++ {
			for dim := range dims {
				if from, to := x[step-1][dim], x[step][dim]; from != to {
					order += dims[dim].Name
					steps[dim][fmt.Sprintf("%.3f %.3f", from, to)]++
				}
			}
		}
		orders[order]++
		starts[fmt.Sprintf("%.3f", x[start])]++
	}
	plausible(t, "orders", chi(orders, 24, trajectories), 23)
	for dim, cells := range []int{4, 4, 6, 10} {
		plausible(t, dims[dim].Name, chi(steps[dim], cells, trajectories), float64(cells-1))
	}
	plausible(t, "starts", chi(starts, 4*4*6*5, trajectories), 4*4*6*5-1)
}

// Of three entries, a step goes from any to any other.
func TestMorrisOfThree(t *testing.T) {
	x := matrix(mustPoints(t, model.Design{Kind: "morris", Trajectories: 6000, Levels: 4}, 1, []Dim{{Name: "a", Levels: 3}}))
	count := map[string]int{}
	for i := 0; i < len(x); i += 2 {
		count[fmt.Sprint(int(3*x[i][0]), int(3*x[i+1][0]))]++
	}
	for entry := range 3 {
		if n := count[fmt.Sprint(entry, entry)]; n > 0 {
			t.Errorf("%d steps do not leave entry %d", n, entry)
		}
	}
	plausible(t, "steps", chi(count, 6, 6000), 5)
}

// The effects of a linear function are its coefficients, and their spread is nothing.
func TestMorrisOfALinearFunction(t *testing.T) {
	dims, factor := mixed(), []float64{3, -2, .5, 100}
	f := func(x []float64) float64 {
		sum := 7.
		for i, u := range x {
			sum += factor[i] * u
		}
		return sum
	}
	x := matrix(mustPoints(t, model.Design{Kind: "morris", Trajectories: 50, Levels: 6}, 5, dims))
	for i := 1; i < len(x); i++ {
		if i%5 == 0 {
			continue // the start of another trajectory
		}
		for dim := range dims {
			if change := x[i][dim] - x[i-1][dim]; change != 0 {
				if effect := (f(x[i]) - f(x[i-1])) / change; math.Abs(effect-factor[dim]) > 1e-11 {
					t.Fatalf("point %d: effect of %s %v, want %v", i, dims[dim].Name, effect, factor[dim])
				}
			}
		}
	}
}

// Another axis leaves the levels of those that are there, if not the order of the steps.
func TestMorrisOfMoreAxes(t *testing.T) {
	d := model.Design{Kind: "morris", Trajectories: 50, Levels: 6}
	few, more := mustPoints(t, d, 5, mixed()), mustPoints(t, d, 5, append([]Dim{{Name: "new"}}, mixed()...))
	var a [4]float64
	var b [5]float64
	for trajectory := range 50 {
		few.At(5*trajectory, a[:])
		more.At(6*trajectory, b[:])
		if a != [4]float64(b[1:]) {
			t.Fatalf("trajectory %d starts at %v, with another axis at %v", trajectory, a, b)
		}
	}
}

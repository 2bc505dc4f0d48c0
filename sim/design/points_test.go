package design

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"hubcap/model"
)

// axes are dimensions of all sorts: ranges, lists and distributions, with levels for a grid.
func axes(n int) []Dim {
	out := make([]Dim, n)
	for i := range out {
		out[i] = Dim{Name: "x" + strconv.Itoa(i+1), Levels: 2 + i%3, Ends: i%2 == 0}
	}
	return out
}

// designs are some of every kind.
func designs() []model.Design {
	return []model.Design{
		{Kind: "grid"},
		{Kind: "random", Points: 100},
		{Kind: "lhs", Points: 100},
		{Kind: "halton", Points: 100},
		{Kind: "sobol", Points: 128},
		{Kind: "morris", Trajectories: 20, Levels: 4},
		{Kind: "saltelli", Samples: 16},
		{Kind: "saltelli", Samples: 16, SecondOrder: true},
	}
}

func mustPoints(t testing.TB, d model.Design, seed uint64, dims []Dim) *Points {
	t.Helper()
	p, err := NewPoints(d, seed, dims)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// matrix is all points.
func matrix(p *Points) [][]float64 {
	out := make([][]float64, p.Len())
	for i := range out {
		out[i] = make([]float64, p.dims)
		p.At(i, out[i])
	}
	return out
}

// column is one dimension of some points.
func column(rows [][]float64, dim int) []float64 {
	out := make([]float64, len(rows))
	for i := range out {
		out[i] = rows[i][dim]
	}
	return out
}

func TestPointsLen(t *testing.T) {
	for i, want := range []int{2 * 3 * 4 * 2 * 3, 100, 100, 100, 128, 20 * 6, 16 * 7, 16 * 12} {
		if d := designs()[i]; mustPoints(t, d, 1, axes(5)).Len() != want {
			t.Errorf("%+v has %d points of 5 axes, want %d", d, mustPoints(t, d, 1, axes(5)).Len(), want)
		}
	}
}

// Only a range reaches 0 and 1, of which the quantiles of other distributions are not finite.
func TestPointsStayInside(t *testing.T) {
	for _, d := range designs() {
		dims := axes(6)
		for i, x := range matrix(mustPoints(t, d, 3, dims)) {
			for dim, u := range x {
				if !(u >= 0 && u <= 1) || (!dims[dim].Ends && !(u > 0 && u < 1)) {
					t.Fatalf("%s: point %d has %v for %+v", d.Kind, i, u, dims[dim])
				}
			}
		}
	}
}

// Shards, and goroutines that share a design, find the points of one that was gone through.
func TestPointsInAnyOrder(t *testing.T) {
	const workers = 7
	for _, d := range designs() {
		dims := axes(6)
		want, shared := matrix(mustPoints(t, d, 9, dims)), mustPoints(t, d, 9, dims)
		var wait sync.WaitGroup
		for w := range workers {
			wait.Go(func() {
				p, u := shared, make([]float64, 6)
				if w%2 == 1 {
					p = mustPoints(t, d, 9, dims)
				}
				for i := p.Len() - 1 - w; i >= 0; i -= workers {
					if p.At(i, u); !slices.Equal(u, want[i]) {
						t.Errorf("%s: worker %d finds point %d at %v, not %v", d.Kind, w, i, u, want[i])
						return
					}
				}
			})
		}
		wait.Wait()
	}
}

// A longer design begins with the points of a shorter one just where Extends says so.
func TestPointsExtend(t *testing.T) {
	for _, d := range designs() {
		short := mustPoints(t, d, 2, axes(5))
		d.Points, d.Samples, d.Trajectories = 3*d.Points, 3*d.Samples, 3*d.Trajectories
		more := axes(5)
		if d.Kind == "grid" {
			more[4].Levels++
		}
		long := mustPoints(t, d, 2, more)
		if long.Len() <= short.Len() {
			t.Fatalf("%s: %d points are no more than %d", d.Kind, long.Len(), short.Len())
		}
		begins := slices.EqualFunc(matrix(short), matrix(long)[:short.Len()], slices.Equal)
		if begins != short.Extends() || begins == (d.Kind == "grid" || d.Kind == "lhs") {
			t.Errorf("%s: a longer design begins with the shorter: %v, Extends says %v", d.Kind, begins, short.Extends())
		}
	}
}

// Where there is chance, another seed gives other points.
func TestPointsOfAnotherSeed(t *testing.T) {
	for _, d := range designs() {
		one, two := matrix(mustPoints(t, d, 1, axes(5))), matrix(mustPoints(t, d, 2, axes(5)))
		same := slices.EqualFunc(one, two, slices.Equal)
		if want := d.Kind == "grid" || d.Kind == "halton"; same != want {
			t.Errorf("%s: the same points of two seeds: %v", d.Kind, same)
		}
	}
}

func TestPointsErrors(t *testing.T) {
	many := make([]Dim, 33) // 2^33 points
	for i := range many {
		many[i] = Dim{Name: strconv.Itoa(i), Levels: 2}
	}
	huge := []Dim{{Name: "a", Levels: math.MaxInt}, {Name: "b", Levels: math.MaxInt}}
	for _, c := range []struct {
		d    model.Design
		dims []Dim
		want string
	}{
		{model.Design{Kind: "points", File: "a.csv"}, axes(2), "takes its points from design.file"},
		{model.Design{Kind: "sobel"}, axes(2), `design.kind "sobel" is not known; use one of ["grid"`},
		{model.Design{Kind: "random", Points: 4}, nil, "add an axis"},
		{model.Design{Kind: "morris", Trajectories: 4, Levels: 4}, nil, "add an axis"},
		{model.Design{Kind: "grid"}, []Dim{{Name: "a", Levels: 1}, {Name: "a", Levels: 1}}, `two axes have the id "a"`},
		{model.Design{Kind: "grid"}, []Dim{{Name: "a", Levels: 1}, {Name: "b"}}, `axis "b" has no levels`},
		{model.Design{Kind: "grid"}, many, `axes up to "31" make more than 4294967295 points`},
		{model.Design{Kind: "grid"}, huge, `axes up to "a" make more`},
		{model.Design{Kind: "random"}, axes(2), "design.points is 0; at least 1"},
		{model.Design{Kind: "lhs", Points: -1}, axes(2), "design.points is -1"},
		{model.Design{Kind: "halton"}, axes(2), "design.points is 0"},
		{model.Design{Kind: "sobol", Points: 1 << 32}, axes(2), "design.points is 4294967296; there can be at most 4294967295"},
		{model.Design{Kind: "halton", Points: 1 << 32}, axes(2), "at most 4294967295"},
		{model.Design{Kind: "morris", Trajectories: 4}, axes(2), "design.levels is 0; morris takes an even number"},
		{model.Design{Kind: "morris", Trajectories: 4, Levels: 5}, axes(2), "design.levels is 5"},
		{model.Design{Kind: "morris", Trajectories: 4, Levels: -2}, axes(2), "design.levels is -2"},
		{model.Design{Kind: "morris", Levels: 4}, axes(2), "design.trajectories is 0"},
		{model.Design{Kind: "morris", Trajectories: 1 << 30, Levels: 4}, axes(3), "design.trajectories is 1073741824, at 4 points each more than the 4294967295 that there can be; take at most 1073741823"},
		{model.Design{Kind: "saltelli"}, axes(2), "design.samples is 0"},
		{model.Design{Kind: "saltelli", Samples: 1 << 30}, axes(2), "take at most 1073741823"},
		{model.Design{Kind: "saltelli", Samples: 1 << 29, SecondOrder: true}, axes(3), "take at most 536870911"},
	} {
		if p, err := NewPoints(c.d, 1, c.dims); p != nil || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v with %d axes says %v, want %q", c.d, len(c.dims), err, c.want)
		}
	}
	for _, d := range designs() {
		p := mustPoints(t, d, 1, axes(2))
		for _, at := range [][2]int{{-1, 2}, {p.Len(), 2}, {0, 1}, {0, 3}} {
			func() {
				defer func() {
					if recover() == nil {
						t.Errorf("%s: %d coordinates of point %d is no panic", d.Kind, at[1], at[0])
					}
				}()
				p.At(at[0], make([]float64, at[1]))
			}()
		}
	}
}

// The longest designs, up to their last point.
func TestLongestPoints(t *testing.T) {
	var u [2]float64
	for _, d := range []model.Design{
		{Kind: "random", Points: most}, {Kind: "lhs", Points: most}, {Kind: "halton", Points: most}, {Kind: "sobol", Points: most},
		{Kind: "morris", Trajectories: most / 3, Levels: 4}, {Kind: "saltelli", Samples: most / 4}, {Kind: "saltelli", Samples: most / 6, SecondOrder: true},
	} {
		p := mustPoints(t, d, 1, []Dim{{Name: "a"}, {Name: "b"}})
		p.At(p.Len()-1, u[:])
		if p.Len() < most-6 || !(u[0] > 0 && u[0] < 1 && u[1] > 0 && u[1] < 1) {
			t.Errorf("%+v: the last of %d points is %v", d, p.Len(), u)
		}
	}
}

func TestPointsDoubts(t *testing.T) {
	for _, c := range []struct {
		d    model.Design
		dims []Dim
		want []string
	}{
		{model.Design{Kind: "random", Points: 3}, axes(40), nil},
		{model.Design{Kind: "lhs", Points: 3}, axes(40), nil},
		{model.Design{Kind: "grid"}, axes(3), nil},
		{model.Design{Kind: "halton", Points: 1}, axes(1), nil},
		{model.Design{Kind: "halton", Points: 19}, axes(2), []string{"take at least 20 points"}},
		{model.Design{Kind: "halton", Points: 20}, axes(2), nil},
		{model.Design{Kind: "halton", Points: 440}, axes(14), nil}, // 41 * 43 / 4
		{model.Design{Kind: "halton", Points: 439}, axes(14), []string{"439 points are few for a Halton sequence of 14 axes", "take at least 440 points"}},
		{model.Design{Kind: "sobol", Points: 1}, axes(1), nil},
		{model.Design{Kind: "sobol", Points: 64}, axes(6), nil},
		{model.Design{Kind: "sobol", Points: 64}, axes(7), []string{"few for a Sobol sequence of 7 dimensions", "at least 70"}},
		{model.Design{Kind: "sobol", Points: 1000}, axes(7), []string{"design.points = 1000 is not a power of two", "than with 1024"}},
		{model.Design{Kind: "sobol", Points: most}, axes(7), []string{"than with 2147483648"}},
		{model.Design{Kind: "sobol", Points: 1 << 14}, axes(1200), []string{"89 of the 1200 dimensions are beyond"}},
		{model.Design{Kind: "saltelli", Samples: 64}, axes(3), nil},
		{model.Design{Kind: "saltelli", Samples: 64}, axes(4), []string{"design.samples = 64 is few for a Sobol sequence of 8 dimensions"}},
		{model.Design{Kind: "saltelli", Samples: 500}, axes(4), []string{"design.samples = 500 is not a power of two", "than with 512"}},
		{model.Design{Kind: "saltelli", Samples: 1 << 14}, axes(600), []string{"89 of the 1200 dimensions"}},
		{model.Design{Kind: "morris", Trajectories: 4, Levels: 4}, axes(6), nil},
		{model.Design{Kind: "morris", Trajectories: 4, Levels: 4}, []Dim{{Name: "a", Levels: 1}, {Name: "b", Levels: 1, Ends: true}, {Name: "c", Levels: 1}}, []string{"no effect is found of a, c."}},
	} {
		doubts := mustPoints(t, c.d, 1, c.dims).Doubts()
		if len(doubts) > 1 || (len(doubts) == 0) != (c.want == nil) {
			t.Errorf("%+v, %d axes: doubts %q", c.d, len(c.dims), doubts)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(doubts[0].EN, want) {
				t.Errorf("%+v, %d axes: doubt %q, want %q", c.d, len(c.dims), doubts[0].EN, want)
			}
		}
		for _, text := range doubts { // the same numbers in both languages
			if en, zh := figures(text.EN), figures(text.ZH); !slices.Equal(en, zh) || strings.Contains(text.EN+text.ZH, "%!") {
				t.Errorf("%q has the numbers %v, %q has %v", text.EN, en, text.ZH, zh)
			}
		}
	}
	both := mustPoints(t, model.Design{Kind: "sobol", Points: 1000}, 1, axes(1200)).Doubts()
	if len(both) != 3 {
		t.Errorf("1000 points in 1200 dimensions: %d doubts, want 3", len(both))
	}
}

// figures are the whole numbers of a text, sorted, but for that of the words power of two.
func figures(text string) []string {
	out := strings.FieldsFunc(strings.ReplaceAll(text, "2的幂", ""), func(r rune) bool { return r < '0' || r > '9' })
	slices.Sort(out)
	return out
}

// Only random allocates: a stream for each number.
func TestPointsAllocateNothing(t *testing.T) {
	var u [6]float64
	var levels [6]int
	for _, d := range designs() {
		p := mustPoints(t, d, 1, axes(6))
		i := 0
		if n := testing.AllocsPerRun(100, func() { p.At(i%p.Len(), u[:]); p.Level(i%p.Len(), levels[:]); i++ }); n > 0 && d.Kind != "random" {
			t.Errorf("%s: %v allocations", d.Kind, n)
		}
	}
}

func BenchmarkPointsAt(b *testing.B) {
	var u [10]float64
	for _, d := range designs() {
		name := d.Kind
		if d.SecondOrder {
			name += "2"
		}
		p := mustPoints(b, d, 1, axes(10))
		b.Run(name, func(b *testing.B) {
			i := 0
			for b.Loop() {
				p.At(i%p.Len(), u[:])
				i++
			}
		})
	}
}

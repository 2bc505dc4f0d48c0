package dispatch

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestLogitInTheHead(t *testing.T) {
	e := 1 / (1 + math.Exp(-1))
	for name, c := range map[string]struct {
		p     Problem
		scale float64
		flow  []float64
	}{
		"one column": {
			Problem{Rows: 1, Columns: 1, Cost: []float64{9}, Supply: []float64{5}, Capacity: []float64{8}},
			1, []float64{5},
		},
		"one allowed": {
			Problem{Rows: 1, Columns: 3, Cost: []float64{inf, 9, inf}, Supply: []float64{5}, Capacity: []float64{8, 8, 8}},
			1, []float64{0, 5, 0},
		},
		"equal costs": {
			Problem{Rows: 1, Columns: 4, Cost: []float64{9, 9, 9, 9}, Supply: []float64{8}, Capacity: []float64{8, 8, 8, 8}},
			1, []float64{2, 2, 2, 2},
		},
		"one scale apart": {
			Problem{Rows: 1, Columns: 2, Cost: []float64{900, 1000}, Supply: []float64{1}, Capacity: []float64{8, 8}},
			100, []float64{e, 1 - e},
		},
		"one dominates": {
			Problem{Rows: 1, Columns: 2, Cost: []float64{2000, 1000}, Supply: []float64{5}, Capacity: []float64{8, 8}},
			1, []float64{0, 5},
		},
		// What does not fit weighs nothing beside the first and chooses all the same.
		"one dominates and is full": {
			Problem{Rows: 1, Columns: 3, Cost: []float64{2000, 1000, 2000}, Supply: []float64{5}, Capacity: []float64{8, 3, inf}},
			1, []float64{1, 3, 1},
		},
		// The first column would get 15; it is full when 0.4 of the time has passed.
		"overflow": {
			Problem{Rows: 2, Columns: 2, Cost: []float64{1, 1, 2, 2}, Supply: []float64{10, 20}, Capacity: []float64{6, inf}},
			1, []float64{2, 8, 4, 16},
		},
		// The first is full when half have come, the second with 1 still to come.
		"overflow twice": {
			Problem{Rows: 1, Columns: 3, Cost: []float64{1, 1, 1}, Supply: []float64{12}, Capacity: []float64{2, 4.5, 100}},
			1, []float64{2, 4.5, 5.5},
		},
		// The first row fills its column by half-time, then goes where the second goes. That
		// column has 7 left, which both take at the same pace. Had it come at once for what
		// is left of it, the second row would have been placed wholly.
		"who comes later": {
			Problem{Rows: 2, Columns: 2, Cost: []float64{1, 9999, inf, 1}, Supply: []float64{10, 10}, Capacity: []float64{5, 12}},
			1, []float64{5, 3.5, 0, 8.5},
		},
		"too little": {
			Problem{Rows: 2, Columns: 2, Cost: []float64{1, 1, 1, 1}, Supply: []float64{10, 30}, Capacity: []float64{4, 8}},
			1, []float64{1, 2, 3, 6},
		},
		"nothing there": {
			Problem{Rows: 1, Columns: 2, Cost: []float64{1, 1}, Supply: []float64{10}, Capacity: []float64{0, 0}},
			1, []float64{0, 0},
		},
		"nothing allowed": {
			Problem{Rows: 1, Columns: 2, Cost: []float64{inf, inf}, Supply: []float64{10}, Capacity: []float64{5, 5}},
			1, []float64{0, 0},
		},
		"nothing wanted": {
			Problem{Rows: 1, Columns: 1, Cost: []float64{1}, Supply: []float64{0}, Capacity: []float64{5}},
			1, []float64{0},
		},
		"no rows":    {Problem{Columns: 1, Capacity: []float64{5}}, 1, nil},
		"no columns": {Problem{Rows: 1, Supply: []float64{5}}, 1, nil},
		"no scale": {
			Problem{Rows: 1, Columns: 3, Cost: []float64{1, 1.001, 1}, Supply: []float64{4}, Capacity: []float64{9, 9, 9}},
			0, []float64{2, 0, 2},
		},
		"no end of scale": {
			Problem{Rows: 1, Columns: 3, Cost: []float64{1, 1e9, inf}, Supply: []float64{4}, Capacity: []float64{9, 9, 9}},
			inf, []float64{2, 2, 0},
		},
	} {
		t.Run(name, func(t *testing.T) {
			c.p.Flow = slices.Repeat([]float64{7}, len(c.p.Cost))
			NewLogit(c.p.Rows, c.p.Columns).Place(&c.p, c.scale)
			within(t, &c.p)
			for n, f := range c.flow {
				if !near(c.p.Flow[n], f, 1e-15, f) {
					t.Errorf("flow %v, want %v", c.p.Flow, c.flow)
				}
			}
		})
	}
}

// evenly is the policy as the comment on Logit tells it, from one column's closing to the
// next, with weights that are new each time.
func evenly(p *Problem, scale float64) []float64 {
	flow := make([]float64, len(p.Cost))
	free := slices.Clone(p.Capacity)
	for left := 1.0; left > 0; {
		pace, asked := make([]float64, len(p.Cost)), make([]float64, p.Columns)
		for i, supply := range p.Supply {
			parts, least := 0.0, inf
			for j, f := range free {
				if f > 0 {
					least = min(least, p.Cost[i*p.Columns+j])
				}
			}
			for j, f := range free {
				if n := i*p.Columns + j; f > 0 && p.Cost[n] < inf {
					pace[n] = math.Exp((least - p.Cost[n]) / scale)
					parts += pace[n]
				}
			}
			for j := range free {
				if n := i*p.Columns + j; parts > 0 {
					pace[n] *= supply / parts
					asked[j] += pace[n]
				}
			}
		}
		span, full := left, -1
		for j, f := range free {
			if f < asked[j]*span {
				span, full = f/asked[j], j
			}
		}
		for n, v := range pace {
			flow[n] += v * span
		}
		for j := range free {
			free[j] = max(0, free[j]-asked[j]*span)
		}
		if full >= 0 {
			free[full] = 0
		}
		left -= span
	}
	return flow
}

func TestLogitIsWhatItSays(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	all, some := 0, 0
	for round := range 200 * kinds {
		p := mixed(r, round%kinds, 30, 15)
		scale := math.Pow(10, 4*r.Float64()-1)
		NewLogit(p.Rows, p.Columns).Place(p, scale)
		placed, _ := within(t, p)
		for n, f := range evenly(p, scale) {
			i, j := n/p.Columns, n%p.Columns
			if !near(p.Flow[n], f, 1e-9, p.Supply[i]) {
				t.Fatalf("round %d, scale %v: %v from %d to %d, want %v", round, scale, p.Flow[n], i, j, f)
			}
			// Nobody stays outside while there is room where he may go.
			if row := Sum(p.Flow[i*p.Columns:][:p.Columns], 1); row < p.Supply[i]*(1-1e-9) && p.Cost[n] < inf && load(p, j) < p.Capacity[j]*(1-1e-9) {
				t.Fatalf("round %d: row %d places %v of %v, column %d has %v of %v", round, i, row, p.Supply[i], j, load(p, j), p.Capacity[j])
			}
		}
		switch total := Sum(p.Supply, 1); {
		case placed > .999*total && total > 0:
			all++
		case placed > 0:
			some++
		}
	}
	if all < 100 || some < 100 {
		t.Errorf("too easy: all is placed in %d problems, some in %d", all, some)
	}
}

func TestLogitKnowsNoOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for round := range 50 * kinds {
		p := mixed(r, round%kinds, 40, 20)
		l := NewLogit(p.Rows, p.Columns)
		l.Place(p, 300)
		rows, columns := r.Perm(p.Rows), r.Perm(p.Columns)
		want, q := permuted(p, rows, columns), permuted(p, rows, columns)
		l.Place(q, 300)
		same(t, want, q, 1e-9)
	}
}

func TestLogitDoesNotJump(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for round := range 50 * kinds {
		p := mixed(r, round%kinds, 40, 20)
		nudge(t, r, p, func(p *Problem) { NewLogit(p.Rows, p.Columns).Place(p, 300) })
	}
}

// A policy that has placed any problem places any other as a new one does.
func TestLogitRemembersNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	used := NewLogit(12, 8)
	for round := range 50 * kinds {
		p := padded(mixed(r, round%kinds, 12, 8), 12, 8)
		q := permuted(p, identity(12), identity(8))
		scale := math.Pow(10, 4*r.Float64()-1)
		used.Place(p, scale)
		NewLogit(12, 8).Place(q, scale)
		if !slices.Equal(p.Flow, q.Flow) {
			t.Fatalf("round %d: %v, new %v", round, p.Flow, q.Flow)
		}
	}
}

func TestLogitAtAnyScale(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, scale := range []float64{math.NaN(), -inf, -1, 0, 5e-324, 1e-300, 1e-9, 1e-3, 1, 1e3, 1e9, 1e300, inf} {
		for round := range 20 * kinds {
			p := mixed(r, round%kinds, 12, 8)
			NewLogit(p.Rows, p.Columns).Place(p, scale)
			within(t, p)
		}
	}
}

func TestLogitAllocatesNothing(t *testing.T) {
	problems := steps(rand.New(rand.NewPCG(1, 2)), 24, 42, 17)
	l := NewLogit(42, 17)
	if n := testing.AllocsPerRun(10, func() {
		for _, p := range problems {
			l.Place(p, 200)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

package dispatch

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestRankedInTheHead(t *testing.T) {
	free := func(n int) []float64 { return make([]float64, n) }
	for name, c := range map[string]struct {
		p    Problem
		rank []int
		flow []float64
	}{
		"the first": {
			Problem{Rows: 1, Columns: 2, Cost: free(2), Supply: []float64{5}, Capacity: []float64{8, 8}},
			[]int{1, 0}, []float64{0, 5},
		},
		"the rest goes to the second": {
			Problem{Rows: 1, Columns: 3, Cost: free(3), Supply: []float64{5}, Capacity: []float64{8, 3, 9}},
			[]int{1, 2, 0}, []float64{0, 3, 2},
		},
		"in proportion": {
			Problem{Rows: 3, Columns: 2, Cost: free(6), Supply: []float64{10, 20, 30}, Capacity: []float64{6, inf}},
			[]int{0, 1, 0, 1, 0, -1}, []float64{1, 9, 2, 18, 3, 0},
		},
		// The first row fills its column at 4/9 of the time, then comes to the second, which
		// is full at 3/4.
		"who comes later": {
			Problem{Rows: 2, Columns: 2, Cost: free(4), Supply: []float64{9, 7}, Capacity: []float64{4, 8}},
			[]int{0, 1, 1, 0}, []float64{4, 2.75, 0, 5.25},
		},
		"full from the start": {
			Problem{Rows: 2, Columns: 2, Cost: free(4), Supply: []float64{5, 10}, Capacity: []float64{0, 6}},
			[]int{0, 1, 1, 0}, []float64{0, 2, 0, 4},
		},
		"forbidden": {
			Problem{Rows: 2, Columns: 2, Cost: []float64{inf, 0, 0, 0}, Supply: []float64{5, 10}, Capacity: []float64{9, 6}},
			[]int{0, 1, 1, 0}, []float64{0, 2, 6, 4},
		},
		"short list": {
			Problem{Rows: 1, Columns: 3, Cost: free(3), Supply: []float64{5}, Capacity: []float64{1, 1, 1}},
			[]int{2, -1, 0}, []float64{0, 0, 1},
		},
		"empty list": {
			Problem{Rows: 1, Columns: 1, Cost: free(1), Supply: []float64{5}, Capacity: []float64{1}},
			[]int{-1}, []float64{0},
		},
		"nothing there": {
			Problem{Rows: 1, Columns: 2, Cost: free(2), Supply: []float64{5}, Capacity: []float64{0, 0}},
			[]int{1, 0}, []float64{0, 0},
		},
		"nothing wanted": {
			Problem{Rows: 1, Columns: 1, Cost: free(1), Supply: []float64{0}, Capacity: []float64{1}},
			[]int{0}, []float64{0},
		},
		"no rows":    {Problem{Columns: 1, Capacity: []float64{5}}, nil, nil},
		"no columns": {Problem{Rows: 1, Supply: []float64{5}}, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			c.p.Flow = slices.Repeat([]float64{7}, len(c.p.Cost))
			NewRanked(c.p.Rows, c.p.Columns).Place(&c.p, c.rank)
			within(t, &c.p)
			for n, f := range c.flow {
				if !near(c.p.Flow[n], f, 1e-15, f) {
					t.Errorf("flow %v, want %v", c.p.Flow, c.flow)
				}
			}
		})
	}
}

func TestRankedFillsUp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 200 * kinds {
		p := mixed(r, round%kinds, 30, 15)
		rank := nearest(p)
		NewRanked(p.Rows, p.Columns).Place(p, rank)
		within(t, p)
		for i, supply := range p.Supply {
			left := supply - Sum(p.Flow[i*p.Columns:][:p.Columns], 1)
			for _, j := range rank[i*p.Columns:][:p.Columns] {
				// A row goes on to the next only when a column is full, and so never
				// leaves one that is not.
				if j < 0 || left <= 1e-9*supply {
					break
				}
				if load(p, j) < p.Capacity[j]*(1-1e-9) {
					t.Fatalf("round %d: row %d leaves %v of %v, column %d has %v of %v", round, i, left, supply, j, load(p, j), p.Capacity[j])
				}
				left += p.Flow[i*p.Columns+j]
			}
			// Nor does it place anything beyond one that is not full.
			beyond := false
			for _, j := range rank[i*p.Columns:][:p.Columns] {
				if j < 0 {
					break
				}
				if beyond && p.Flow[i*p.Columns+j] > 1e-9*supply {
					t.Fatalf("round %d: row %d goes on to column %d past one that is not full", round, i, j)
				}
				beyond = beyond || load(p, j) < p.Capacity[j]*(1-1e-9)
			}
		}
	}
}

func TestRankedKnowsNoOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for round := range 50 * kinds {
		p := mixed(r, round%kinds, 40, 20)
		rank := nearest(p)
		policy := NewRanked(p.Rows, p.Columns)
		policy.Place(p, rank)
		rows, columns := r.Perm(p.Rows), r.Perm(p.Columns)
		want, q := permuted(p, rows, columns), permuted(p, rows, columns)
		moved := make([]int, len(rank))
		for n, j := range rank {
			to := rows[n/p.Columns]*p.Columns + n%p.Columns
			if moved[to] = -1; j >= 0 {
				moved[to] = columns[j]
			}
		}
		policy.Place(q, moved)
		same(t, want, q, 1e-9)
	}
}

func TestRankedDoesNotJump(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for round := range 50 * kinds {
		p := mixed(r, round%kinds, 40, 20)
		rank := nearest(p)
		nudge(t, r, p, func(p *Problem) { NewRanked(p.Rows, p.Columns).Place(p, rank) })
	}
}

func TestRankedAllocatesNothing(t *testing.T) {
	problems := steps(rand.New(rand.NewPCG(1, 2)), 24, 42, 17)
	policy, rank := NewRanked(42, 17), nearest(problems[0])
	if n := testing.AllocsPerRun(10, func() {
		for _, p := range problems {
			policy.Place(p, rank)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

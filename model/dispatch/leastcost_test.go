package dispatch

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// solve solves the problem and sees that the prices prove the placement the best. It
// returns the racks placed and what they cost.
func solve(t *testing.T, s *LeastCost, p *Problem) (placed, cost float64) {
	t.Helper()
	if err := s.Solve(p); err != nil {
		t.Fatal(err)
	}
	placed, cost = within(t, p)
	prove(t, s, p, placed, cost)
	return placed, cost
}

// prove checks the certificate of linear programming: prices at which every row is in its
// cheapest columns, only what is full has a price, and both sides of the account are equal.
func prove(t *testing.T, s *LeastCost, p *Problem, placed, cost float64) {
	t.Helper()
	penalty, total, err := s.measure(p)
	if err != nil {
		t.Fatal(err)
	}
	prices := s.Prices()
	dual, primal := 0.0, cost+penalty*(total-placed)
	scale := penalty * (total - placed + 1e-3*total) // dust may go unserved
	for i, supply := range p.Supply {
		cheapest := penalty
		for j, price := range prices {
			cheapest = min(cheapest, p.Cost[i*p.Columns+j]+price)
		}
		left := supply
		for j, price := range prices {
			f, c := p.Flow[i*p.Columns+j], p.Cost[i*p.Columns+j]
			if f > 1e-9*total && c+price > cheapest+1e-9*penalty {
				t.Fatalf("row %d sends %v of %v to %d at %v + %v, there is something at %v", i, f, supply, j, c, price, cheapest)
			}
			if f > 0 {
				scale += math.Abs(c) * f
			}
			left -= f
		}
		if left > 1e-9*total && cheapest < penalty-1e-9*penalty {
			t.Fatalf("row %d leaves %v unserved, there is something at %v", i, left, cheapest)
		}
		dual += supply * cheapest
	}
	for j, price := range prices {
		if !(price >= 0) {
			t.Fatalf("price %v of column %d", price, j)
		}
		if price == 0 {
			continue
		}
		if load := load(p, j); load < p.Capacity[j]-1e-9*total {
			t.Fatalf("column %d has a price of %v and %v of %v racks", j, price, load, p.Capacity[j])
		}
		dual -= price * p.Capacity[j]
		scale += price * p.Capacity[j]
	}
	if !near(primal, dual, 1e-9, scale) {
		t.Fatalf("primal %v, dual %v", primal, dual)
	}
}

func TestLeastCostIsOptimal(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	failed, unserved, priced := 0, 0, 0
	const rounds = 200 * kinds
	for round := range rounds {
		p := mixed(r, round%kinds, 9, 7)
		s := NewLeastCost(p.Rows, p.Columns)
		placed, cost := solve(t, s, p)
		scale := 1e-9
		for n, f := range p.Flow {
			if f > 0 {
				scale += f * math.Abs(p.Cost[n])
			}
		}
		agree := func(oracle string, wantPlaced, wantCost float64) {
			t.Helper()
			if !near(placed, wantPlaced, 1e-9, 1e-9+wantPlaced) || !near(cost, wantCost, 1e-9, scale) {
				t.Fatalf("round %d: %v racks for %v, %s places %v for %v: %+v", round, placed, cost, oracle, wantPlaced, wantCost, *p)
			}
		}
		wantPlaced, wantCost := bellmanFord(p)
		agree("Bellman-Ford", wantPlaced, wantCost)
		if wantPlaced, wantCost, err := simplex(p); err != nil {
			failed++
			t.Logf("round %d: the simplex fails: %v", round, err)
		} else {
			agree("the simplex", wantPlaced, wantCost)
		}
		if placed < .999*Sum(p.Supply, 1) {
			unserved++
		}
		if Sum(s.Prices(), 1) > 0 {
			priced++
		}
	}
	if failed > rounds/100 {
		t.Errorf("the simplex fails in %d rounds of %d", failed, rounds)
	}
	if unserved < rounds/4 || priced < rounds/4 {
		t.Errorf("too easy: in %d rounds of %d something is unserved, in %d something has a price", unserved, rounds, priced)
	}
}

// Larger problems need no oracle: their prices prove them.
func TestLeastCostProvesItself(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for round := range 50 * kinds {
		p := mixed(r, round%kinds, 80, 40)
		solve(t, NewLeastCost(p.Rows, p.Columns), p)
	}
	s := NewLeastCost(60, 25)
	for range 200 {
		s.Reset()
		solve(t, s, realistic(r, 60, 25))
	}
}

func TestLeastCostInTheHead(t *testing.T) {
	for name, c := range map[string]struct {
		p      Problem
		flow   []float64
		prices []float64 // nil: several are right
	}{
		"one pair": {
			Problem{Rows: 1, Columns: 1, Cost: []float64{7}, Supply: []float64{3}, Capacity: []float64{5}},
			[]float64{3}, []float64{0},
		},
		"nothing there": {
			Problem{Rows: 1, Columns: 2, Cost: []float64{7, 5}, Supply: []float64{3}, Capacity: []float64{0, 0}},
			[]float64{0, 0}, nil,
		},
		"nothing allowed": {
			Problem{Rows: 2, Columns: 1, Cost: []float64{inf, inf}, Supply: []float64{3, 4}, Capacity: []float64{5}},
			[]float64{0, 0}, []float64{0},
		},
		"nothing wanted": {
			Problem{Rows: 1, Columns: 1, Cost: []float64{7}, Supply: []float64{0}, Capacity: []float64{5}},
			[]float64{0}, []float64{0},
		},
		"no rows":    {Problem{Columns: 1, Capacity: []float64{5}}, nil, []float64{0}},
		"no columns": {Problem{Rows: 1, Supply: []float64{5}}, nil, nil},
		// Both want the first column. To go without costs one 10, the other 30: it gets it,
		// and what is left goes to the first. Another rack there would save 10.
		"the one with more to lose": {
			Problem{Rows: 2, Columns: 2, Cost: []float64{100, 110, 100, 130}, Supply: []float64{10, 6}, Capacity: []float64{8, inf}},
			[]float64{2, 8, 6, 0}, []float64{10, 0},
		},
		// To place all three, the second has to go far, though that is dearer in all than
		// to leave the first out.
		"as many as can be": {
			Problem{Rows: 2, Columns: 2, Cost: []float64{1, inf, 1, 1000}, Supply: []float64{1, 2}, Capacity: []float64{2, 1}},
			[]float64{1, 0, 1, 1}, nil,
		},
		"the cheaper of two where one has to stay": {
			Problem{Rows: 2, Columns: 1, Cost: []float64{9, 8}, Supply: []float64{5, 5}, Capacity: []float64{7}},
			[]float64{2, 5}, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			c.p.Flow = make([]float64, len(c.p.Cost))
			s := NewLeastCost(c.p.Rows, c.p.Columns)
			solve(t, s, &c.p)
			if !slices.Equal(c.p.Flow, c.flow) {
				t.Errorf("flow %v, want %v", c.p.Flow, c.flow)
			}
			if c.prices != nil && !slices.Equal(s.Prices(), c.prices) {
				t.Errorf("prices %v, want %v", s.Prices(), c.prices)
			}
		})
	}
}

func TestLeastCostKnowsNoOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		p := realistic(r, 1+r.IntN(40), 1+r.IntN(20))
		s := NewLeastCost(p.Rows, p.Columns)
		solve(t, s, p)
		rows, columns := r.Perm(p.Rows), r.Perm(p.Columns)
		want := permuted(p, rows, columns)
		q := permuted(p, rows, columns)
		s.Reset()
		solve(t, s, q)
		same(t, want, q, 1e-6)
	}
}

// sudden changes a problem at random in the way in which a year does not.
func sudden(r *rand.Rand, p *Problem) *Problem {
	q := drift(r, p)
	j, i := r.IntN(p.Columns), r.IntN(p.Rows)
	switch r.IntN(8) {
	case 0: // a column is forbidden to all
		for i := range p.Rows {
			q.Cost[i*p.Columns+j] = inf
		}
	case 1: // a column, and another, has other costs
		for i := range p.Rows {
			q.Cost[i*p.Columns+j] = 500 + 3500*r.Float64()
			q.Cost[i*p.Columns+(j+1)%p.Columns] = 500 + 3500*r.Float64()
		}
	case 2:
		q.Capacity[j] = 0
	case 3:
		q.Capacity[j] = 20000 * r.Float64()
	case 4:
		q.Supply[i] = 0
	case 5:
		q.Supply[i] = 100000 * r.Float64()
	case 6: // another currency; not so small that what drifts is all there is
		factor := 7.3
		if q.Cost[0] > 1000 {
			factor = 1 / factor
		}
		for n := range q.Cost {
			q.Cost[n] *= factor
		}
	case 7: // back to order
		return realistic(r, p.Rows, p.Columns)
	}
	return q
}

func TestWarmIsCold(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 10 {
		p := realistic(r, 1+r.IntN(45), 1+r.IntN(20))
		warm, cold := NewLeastCost(p.Rows, p.Columns), NewLeastCost(p.Rows, p.Columns)
		for range 200 {
			if r.IntN(3) == 0 {
				p = sudden(r, p)
			} else {
				p = drift(r, p)
			}
			placed, cost := solve(t, warm, p)
			q := permuted(p, identity(p.Rows), identity(p.Columns))
			cold.Reset()
			coldPlaced, coldCost := solve(t, cold, q)
			same(t, p, q, 1e-6)
			if !near(placed, coldPlaced, 1e-9, placed) || !near(cost, coldCost, 1e-9, cost) {
				t.Fatalf("warm %v racks for %v, cold %v for %v", placed, cost, coldPlaced, coldCost)
			}
		}
	}
}

// A solver that has seen any problem solves any other as a new one does.
func TestWarmIsColdInTheExtreme(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	s := NewLeastCost(12, 8)
	for round := range 200 * kinds {
		p := mixed(r, r.IntN(kinds), 12, 8)
		p = padded(p, 12, 8)
		if round%5 == 0 {
			for n := range p.Cost {
				p.Cost[n] *= 1e12
			}
		}
		placed, cost := solve(t, s, p)
		wantPlaced, wantCost := bellmanFord(p)
		scale := 1e-9
		for n, f := range p.Flow {
			if f > 0 {
				scale += f * math.Abs(p.Cost[n])
			}
		}
		if !near(placed, wantPlaced, 1e-9, 1e-9+wantPlaced) || !near(cost, wantCost, 1e-9, scale) {
			t.Fatalf("round %d: %v racks for %v, want %v for %v", round, placed, cost, wantPlaced, wantCost)
		}
	}
}

// Amounts far below the others are placed or left, but they keep nobody busy.
func TestLeastCostOfDust(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	s := NewLeastCost(30, 20)
	for round := range 200 * kinds {
		p := padded(mixed(r, round%kinds, 30, 20), 30, 20)
		orders := [...]float64{1, 1e-8, 1e-13, 1e-16}
		for i := range p.Supply {
			p.Supply[i] *= orders[r.IntN(len(orders))]
		}
		for j := range p.Capacity {
			p.Capacity[j] *= orders[r.IntN(len(orders))]
		}
		solve(t, s, p)
	}
}

func TestLeastCostRefuses(t *testing.T) {
	nan := math.NaN()
	for name, spoil := range map[string]func(p *Problem){
		"cost NaN":          func(p *Problem) { p.Cost[3] = nan },
		"cost -Inf":         func(p *Problem) { p.Cost[0] = -inf },
		"cost too large":    func(p *Problem) { p.Cost[0], p.Cost[1] = 1e308, -1e308 },
		"supply NaN":        func(p *Problem) { p.Supply[1] = nan },
		"supply negative":   func(p *Problem) { p.Supply[1] = -1 },
		"supply infinite":   func(p *Problem) { p.Supply[1] = inf },
		"supplies infinite": func(p *Problem) { p.Supply[0], p.Supply[1] = 1e308, 1e308 },
		"capacity NaN":      func(p *Problem) { p.Capacity[1] = nan },
		"capacity negative": func(p *Problem) { p.Capacity[1] = -1 },
	} {
		t.Run(name, func(t *testing.T) {
			p := realistic(rand.New(rand.NewPCG(1, 2)), 2, 2)
			p.Flow[0] = 7
			spoil(p)
			if err := NewLeastCost(2, 2).Solve(p); !errors.Is(err, errNumber) {
				t.Errorf("error %v", err)
			}
			if Sum(p.Flow, 1) != 0 {
				t.Errorf("flow %v", p.Flow)
			}
		})
	}
	p := realistic(rand.New(rand.NewPCG(1, 2)), 2, 3)
	if err := NewLeastCost(2, 2).Solve(p); !errors.Is(err, errSize) {
		t.Errorf("a problem too large: %v", err)
	}
	p.Supply = p.Supply[:1]
	if err := NewLeastCost(2, 3).Solve(p); !errors.Is(err, errSize) {
		t.Errorf("a problem without a supply: %v", err)
	}
}

func TestLeastCostEnds(t *testing.T) {
	p := realistic(rand.New(rand.NewPCG(1, 2)), 20, 10)
	s := NewLeastCost(20, 10)
	penalty, total, err := s.measure(p)
	if err != nil {
		t.Fatal(err)
	}
	s.load(p, penalty, total)
	if s.net.solve(3) {
		t.Error("three rounds suffice")
	}
	if !s.net.solve(1000) {
		t.Error("1,000 rounds do not suffice")
	}
}

func TestLeastCostAllocatesNothing(t *testing.T) {
	problems := steps(rand.New(rand.NewPCG(1, 2)), 24, 42, 17)
	s := NewLeastCost(42, 17)
	if n := testing.AllocsPerRun(10, func() {
		s.Reset()
		for _, p := range problems {
			_ = s.Solve(p)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

package dispatch

import (
	"errors"
	"fmt"
	"math"
)

// LeastCost solves the transportation problem exactly: it places as many racks as can be
// placed, and of all such placements takes one of least cost. Prices carry over from call
// to call: a problem that resembles the one before takes less time (warm start).
type LeastCost struct {
	rows, columns int
	prices        []float64 // by column
	penalty       float64   // of the last call

	live []int // the rows that have a supply, not counting dust
	open []int // the columns that have a capacity, likewise
	sums []float64
	net  network
}

// The ways in which a problem is of no use, or its solution takes too long.
var (
	errNumber   = errors.New("not a usable number")
	errConverge = errors.New("no convergence")
)

// NewLeastCost makes a solver for problems of the given size, with all the memory it will
// take.
func NewLeastCost(rows, columns int) *LeastCost {
	return &LeastCost{
		rows:    rows,
		columns: columns,
		prices:  make([]float64, columns),
		live:    make([]int, 0, rows),
		open:    make([]int, 0, columns),
		sums:    make([]float64, columns),
		net:     newNetwork(rows, columns),
	}
}

// Reset forgets the prices, so that the next call starts cold.
func (s *LeastCost) Reset() { clear(s.prices) }

// Prices are the dual prices of the columns' capacities after the last Solve, in CNY per
// rack and month, at least 0: what one more rack there would save, and 0 where racks stay
// free. Where one more rack would serve demand that is left unserved, that is about the
// penalty of not serving, which is far above every cost and stands for no money. Of
// several prices that support the same placement it is any. The slice is the solver's own.
func (s *LeastCost) Prices() []float64 { return s.prices }

// Solve places the problem and overwrites p.Flow. With an error it leaves no flow: if
// sizes do not fit; if a cost is NaN or -Inf, a supply NaN, negative or infinite, or a
// capacity NaN or negative; if they are too large to be added up; or if it takes more
// steps than a problem of this size can need.
//
// The method is that of successive shortest paths with node prices (Edmonds and Karp,
// Journal of the ACM 19, 1972, 248-264), on the few columns alone: a row is no node, only
// a way to take racks from one column to another. Warm and cold differ in the prices they
// begin with and in nothing else.
func (s *LeastCost) Solve(p *Problem) error {
	clear(p.Flow)
	if err := p.fits(s.rows, s.columns); err != nil {
		return err
	}
	penalty, total, err := s.measure(p)
	if err != nil {
		return err
	}
	if penalty != s.penalty { // another order of costs, of which the prices say nothing
		s.Reset()
	}
	s.penalty = penalty
	s.load(p, penalty, total)
	// A cold start has taken at most two for each row and column, on problems of all kinds.
	rounds := 1000 + 100*(s.rows+s.columns)
	if !s.net.solve(rounds) {
		return fmt.Errorf("%w in %d rounds", errConverge, rounds)
	}
	s.price(p)
	for k, j := range s.open {
		for _, r := range s.net.users[k] {
			p.Flow[s.live[r]*p.Columns+j] = s.net.flow[r*s.net.stride+k]
		}
	}
	p.trim(s.sums)
	return nil
}

// measure looks through the numbers. The penalty is the cost of leaving a rack unserved,
// in CNY per month: more than any chain of moves can cost that makes room for one more. As
// a power of two it stays while costs drift, and the prices that contain it stay right.
// The total is the supply of all rows.
func (s *LeastCost) measure(p *Problem) (penalty, total float64, err error) {
	least, most := math.Inf(1), math.Inf(-1)
	for n, c := range p.Cost {
		if !(c >= least) {
			if !(c > math.Inf(-1)) {
				return 0, 0, fmt.Errorf("%w: cost %v of row %d, column %d", errNumber, c, n/p.Columns, n%p.Columns)
			}
			least = c
		}
		if c > most && c <= math.MaxFloat64 {
			most = c
		}
	}
	if least > most { // everything is forbidden
		least, most = 0, 0
	}
	for i, v := range p.Supply {
		if !(v >= 0) {
			return 0, 0, fmt.Errorf("%w: supply %v of row %d", errNumber, v, i)
		}
		total += v
	}
	for j, v := range p.Capacity {
		if !(v >= 0) {
			return 0, 0, fmt.Errorf("%w: capacity %v of column %d", errNumber, v, j)
		}
	}
	needed := float64(float64(s.columns+1)*(most-least)) + math.Abs(most)
	_, exponent := math.Frexp(needed)
	penalty = math.Ldexp(1, exponent)
	if math.IsInf(needed, 0) || math.IsInf(penalty, 0) || math.IsInf(total, 0) {
		return 0, 0, fmt.Errorf("%w: costs from %v to %v, supply of %v in all", errNumber, least, most, total)
	}
	return penalty, total, nil
}

// load puts the problem into the network, every row wholly on its cheapest column.
func (s *LeastCost) load(p *Problem, penalty, total float64) {
	n := &s.net
	n.dust = float64(dust * total)
	s.live = above(s.live, p.Supply, n.dust)
	s.open = above(s.open, p.Capacity, n.dust)
	n.reset(len(s.live), len(s.open))
	for k, j := range s.open {
		n.price[k] = s.prices[j]
		if p.Capacity[j] >= total { // never full, so never with a price
			n.price[k] = 0
		}
	}
	for r, i := range s.live {
		from := p.Cost[i*p.Columns:][:p.Columns]
		to := n.cost[r*n.stride:][:n.stride]
		best, least := n.unserved, penalty
		for k, j := range s.open {
			to[k] = from[j]
			if c := from[j] + n.price[k]; c < least {
				best, least = k, c
			}
		}
		to[n.unserved] = penalty
		n.place(r, best, p.Supply[i])
	}
	for k, j := range s.open {
		capacity := p.Capacity[j]
		if capacity >= total {
			capacity = math.Inf(1)
		}
		n.connect(k, capacity)
	}
	n.connect(n.unserved, math.Inf(1))
}

// price takes the prices over. A column without capacity had no part in the network: its
// price is what a first rack there would save, so that it supports the placement too and
// a warm start finds it right when racks come free.
func (s *LeastCost) price(p *Problem) {
	clear(s.prices)
	for k, j := range s.open {
		s.prices[j] = s.net.rent(k)
	}
	if len(s.open) == s.columns {
		return
	}
	for r, i := range s.live {
		least := s.net.cost[r*s.net.stride+s.net.unserved]
		for k, j := range s.open {
			least = min(least, s.net.cost[r*s.net.stride+k]+s.prices[j])
		}
		for j, c := range p.Cost[i*p.Columns:][:p.Columns] {
			if p.Capacity[j] <= s.net.dust {
				s.prices[j] = max(s.prices[j], least-c)
			}
		}
	}
}

// above puts the indexes of the values above a limit into dst.
func above(dst []int, values []float64, limit float64) []int {
	dst = dst[:0]
	for i, v := range values {
		if v > limit {
			dst = append(dst, i)
		}
	}
	return dst
}

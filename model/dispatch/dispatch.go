// Package dispatch places free demand on clusters with free racks. Demand comes by row,
// an origin and a class of workload; clusters are columns. A policy says who serves what:
// LeastCost as one planner would, Logit as tenants who weigh delivered costs, Ranked as
// tenants who take the nearest that has room.
package dispatch

import (
	"errors"
	"fmt"
)

// Problem is one step's placement. The matrices are flat and row-major: the pair of a
// row and a column stands at row*Columns+column.
//
// After a policy has placed it, every Flow is at least 0, a forbidden pair has none, and
// the flows of a row or a column, added in the order of their indexes, do not exceed its
// Supply or Capacity by a single bit.
type Problem struct {
	Rows, Columns int

	Cost     []float64 // CNY per rack and month, by row and column; +Inf forbids the pair
	Supply   []float64 // racks that want a place, by row; at least 0, finite
	Capacity []float64 // racks free, by column; at least 0, may be +Inf
	Flow     []float64 // racks placed, by row and column: written by the policies
}

// errSize says that a problem does not fit itself or the policy.
var errSize = errors.New("sizes do not fit")

// fits tells whether a policy made for the given size can take the problem.
func (p *Problem) fits(rows, columns int) error {
	pairs := p.Rows * p.Columns
	if p.Rows != rows || p.Columns != columns ||
		len(p.Cost) != pairs || len(p.Flow) != pairs || len(p.Supply) != rows || len(p.Capacity) != columns {
		return fmt.Errorf("%w: problem of %d x %d with %d costs, %d flows, %d supplies and %d capacities, policy for %d x %d",
			errSize, p.Rows, p.Columns, len(p.Cost), len(p.Flow), len(p.Supply), len(p.Capacity), rows, columns)
	}
	return nil
}

// trim takes away what rounding placed beyond a supply or a capacity. The policies leave
// such sums a few bits too high, and a caller who subtracts them from what there was
// would find less than nothing. Sums is memory, one number for each column.
func (p *Problem) trim(sums []float64) {
	clear(sums)
	for i, supply := range p.Supply {
		flow := p.Flow[i*p.Columns:][:p.Columns]
		sum := 0.0
		for _, f := range flow {
			sum += f
		}
		if sum > supply {
			cut(flow, 1, supply)
		}
		for j, f := range flow {
			sums[j] += f
		}
	}
	for j, sum := range sums { // less in a column is not more in a row: rounding is monotone
		if sum > p.Capacity[j] {
			cut(p.Flow[j:], p.Columns, p.Capacity[j])
		}
	}
}

// cut lowers the largest of every step-th flow until their sum is within the limit.
func cut(flow []float64, step int, limit float64) {
	for {
		sum, most := 0.0, 0
		for i := 0; i < len(flow); i += step {
			sum += flow[i]
			if flow[i] > flow[most] {
				most = i
			}
		}
		if sum <= limit {
			return
		}
		flow[most] = max(0, flow[most]-(sum-limit)) // at least one bit less
	}
}

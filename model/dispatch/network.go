package dispatch

import "math"

// dust is the part of all supply up to which an amount is taken for rounding, and for none.
const dust = 1e-13

// network is the residual network of a transportation problem with the rows folded away.
// Its nodes are the columns, one more column of racks left unserved, and the sink. An arc
// between columns takes racks of one row, the cheapest, from the first to the second; an
// arc to the sink takes free capacity, an arc from the sink gives it back.
//
// The flow is at all times of least cost for the prices: every row lies in columns that
// are cheapest for it, price included; a column with a price above the sink's is full, one
// with a price below it is empty. What may be wrong is the balance of a node: more comes
// in than goes on (an excess), or less (a gap). Paths from excesses to gaps mend that, and
// when all is balanced the flow is a solution.
//
// A path takes more than dust, and what it would leave of a flow or of room is nothing or
// more than dust. So none is spent on what rounding has left, over and over.
type network struct {
	stride, nodes  int // of cost and flow; of arc and via
	unserved, sink int
	dust           float64 // racks

	cost, flow []float64 // by row and column: CNY per rack and month, racks
	users      [][]int   // by column: the rows with flow there

	price   []float64 // by node: CNY per rack and month
	balance []float64 // by node: racks that come in less racks that go on
	filled  []float64 // by column: racks that go on to the sink
	room    []float64 // by column: capacity less filled; apart, so that both reach 0 exactly

	arc   []float64 // by two nodes: cost of going from one to the other, without prices
	via   []int     // by two nodes: the row that goes
	stale []bool    // by node: the arcs to columns have to be found anew

	// The last search; see there.
	reach []float64 // by node
	from  []int     // by node
	todo  []int
	gaps  []int
}

func newNetwork(rows, columns int) network {
	stride, nodes := columns+1, columns+2
	n := network{
		cost:    make([]float64, rows*stride),
		flow:    make([]float64, rows*stride),
		users:   make([][]int, stride),
		price:   make([]float64, nodes),
		balance: make([]float64, nodes),
		filled:  make([]float64, stride),
		room:    make([]float64, stride),
		arc:     make([]float64, nodes*nodes),
		via:     make([]int, nodes*nodes),
		stale:   make([]bool, nodes),
		reach:   make([]float64, nodes),
		from:    make([]int, nodes),
		todo:    make([]int, nodes),
		gaps:    make([]int, 0, nodes),
	}
	for k := range n.users {
		n.users[k] = make([]int, 0, rows)
	}
	return n
}

// reset empties the network and makes it fit rows and columns, at most those it was made
// for. Costs and the columns' prices are still to be set.
func (n *network) reset(rows, columns int) {
	n.stride, n.nodes = columns+1, columns+2
	n.unserved, n.sink = columns, columns+1
	clear(n.flow[:rows*n.stride])
	clear(n.filled)
	for k := range n.stride {
		n.users[k] = n.users[k][:0]
	}
	n.price[n.unserved], n.price[n.sink] = 0, 0
	n.balance[n.sink] = 0
	n.stale[n.sink] = false
}

// place puts all racks of a row on a column.
func (n *network) place(row, column int, racks float64) {
	n.flow[row*n.stride+column] = racks
	n.users[column] = append(n.users[column], row)
	n.filled[column] += racks
}

// connect joins a column to the sink, when all rows are placed.
func (n *network) connect(k int, capacity float64) {
	load := n.filled[k]
	n.filled[k] = min(load, capacity)
	if n.price[k] > 0 {
		n.filled[k] = capacity
	}
	n.room[k] = n.rest(capacity - n.filled[k])
	n.balance[k] = load - n.filled[k]
	n.balance[n.sink] -= n.balance[k]
	n.stale[k] = true
	n.join(k)
}

// rest is an amount, or 0 if it is dust.
func (n *network) rest(racks float64) float64 {
	if racks <= n.dust {
		return 0
	}
	return racks
}

// join sets the two arcs between a column and the sink.
func (n *network) join(k int) {
	there, back := 0.0, 0.0
	if n.room[k] == 0 {
		there = math.Inf(1)
	}
	if n.filled[k] == 0 {
		back = math.Inf(1)
	}
	n.arc[k*n.nodes+n.sink], n.arc[n.sink*n.nodes+k] = there, back
}

// fill sends racks from a column to the sink, or back if they are less than none.
func (n *network) fill(k int, racks float64) {
	n.filled[k] = n.rest(n.filled[k] + racks)
	n.room[k] = n.rest(n.room[k] - racks)
	n.join(k)
}

// move takes racks of a row from a column to another, and dust with them.
func (n *network) move(row, from, to int, racks float64) {
	flow := n.flow[row*n.stride:][:n.stride]
	if flow[to] == 0 {
		n.users[to] = append(n.users[to], row)
		if !n.stale[to] {
			n.offer(row, to)
		}
	}
	if flow[from]-racks > n.dust {
		flow[to] += racks
		flow[from] -= racks
		return
	}
	flow[to] += flow[from]
	flow[from] = 0
	n.stale[from] = true
	users := n.users[from]
	for q, r := range users {
		if r == row {
			users[q] = users[len(users)-1]
			n.users[from] = users[:len(users)-1]
			return
		}
	}
}

// refresh finds the arcs from a column to the columns.
func (n *network) refresh(k int) {
	n.stale[k] = false
	arc := n.arc[k*n.nodes:][:n.stride]
	for l := range arc {
		arc[l] = math.Inf(1)
	}
	for _, r := range n.users[k] {
		n.offer(r, k)
	}
}

// offer lets a row be the way from a column to those for which it is cheaper than others.
func (n *network) offer(row, k int) {
	cost := n.cost[row*n.stride:][:n.stride]
	arc, via := n.arc[k*n.nodes:][:n.stride], n.via[k*n.nodes:][:n.stride]
	here := cost[k]
	for l, c := range cost {
		if d := c - here; d < arc[l] {
			arc[l], via[l] = d, row
		}
	}
}

// rent is the price of a column above the sink's.
func (n *network) rent(k int) float64 {
	if n.room[k] > 0 {
		return 0 // but for rounding
	}
	return max(0, n.price[k]-n.price[n.sink])
}

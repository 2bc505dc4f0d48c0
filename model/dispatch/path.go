package dispatch

import "math"

// solve balances the network in at most so many rounds and tells whether they sufficed.
// A round finds the cheapest paths to all gaps and sends along each what it can still take.
func (n *network) solve(rounds int) bool {
	for range rounds {
		at, gaps := n.begin()
		if at < 0 {
			return true
		}
		far := n.search(at, gaps)
		if len(n.gaps) == 0 {
			return false
		}
		// What lies nearer than the last gap becomes dearer by as much as it lies nearer:
		// then all these paths cost nothing, and none costs less.
		for v, d := range n.reach[:n.nodes] {
			n.price[v] = max(n.price[v], far-d)
		}
		for _, v := range n.gaps {
			if racks := n.bottleneck(v); racks > n.dust { // earlier paths may have taken it all
				n.push(v, racks)
			}
		}
	}
	return false
}

// begin prepares a search from all excesses. It returns the place of one in todo, or -1
// without any, and the number of gaps to find.
func (n *network) begin() (at, gaps int) {
	at = -1
	high := float64(n.dust * float64(n.nodes)) // so high that one gap at least is no dust
	for v, b := range n.balance[:n.nodes] {
		n.todo[v], n.reach[v] = v, math.Inf(1)
		switch {
		case b > high:
			n.reach[v], n.from[v] = -n.price[v], -1
			at = v
		case b < -n.dust:
			gaps++
		}
	}
	return at, gaps
}

// search finds the cheapest paths from any excess to the gaps, nearest first, by
// Dijkstra's algorithm on a dense graph, and returns how far the last one is: CNY per rack
// and month, with prices. It leaves the gaps it found in n.gaps, in n.from the node before
// each (-1 at an excess), and in n.reach the distance of each less its price: like that,
// the length of an arc, arc+price[to]-price[from], is had with one addition.
func (n *network) search(at, gaps int) (far float64) {
	nodes := n.nodes
	reach, from, price := n.reach[:nodes], n.from[:nodes], n.price[:nodes]
	todo := n.todo[:nodes]
	n.gaps = n.gaps[:0]
	for dist := 0.0; !math.IsInf(dist, 1); {
		u, last := todo[at], len(todo)-1
		if n.balance[u] < -n.dust {
			n.gaps = append(n.gaps, u)
			far = dist
			if len(n.gaps) == gaps {
				break
			}
		}
		todo[at], todo = todo[last], todo[:last]
		if n.stale[u] {
			n.refresh(u)
		}
		arc, here := n.arc[u*nodes:][:nodes], reach[u]
		dist = math.Inf(1)
		for q, v := range todo {
			// Without a branch that could be guessed wrong: this is where the time goes.
			d, f, e := reach[v], from[v], here+arc[v]
			if e < d {
				f = u
			}
			from[v] = f
			d = min(d, e)
			reach[v] = d
			if d += price[v]; d < dist {
				dist, at = d, q
			}
		}
	}
	return far
}

// before is the node from which a path comes to another, -1 at its beginning, and the row
// whose racks it takes, -1 for those of the sink. A row that the path takes on from column
// to column goes at once from the first to the last: in between it needs no flow.
func (n *network) before(v int) (u, row int) {
	u = n.from[v]
	if u < 0 || u == n.sink || v == n.sink {
		return u, -1
	}
	row = n.via[u*n.nodes+v]
	for t := n.from[u]; t >= 0 && t != n.sink && n.via[t*n.nodes+u] == row; t = n.from[u] {
		u = t
	}
	return u, row
}

// bottleneck is how many racks the path to a gap can still take. What the sink gives back
// to a column is no limit: the racks that go on from there, or lack, have come in and gone
// to the sink.
func (n *network) bottleneck(v int) float64 {
	racks := -n.balance[v]
	for {
		u, row := n.before(v)
		switch {
		case u < 0:
			return min(racks, n.balance[v])
		case row >= 0:
			racks = min(racks, n.flow[row*n.stride+u])
		case v == n.sink:
			racks = min(racks, n.room[u])
		}
		v = u
	}
}

// push sends racks along the path to a gap.
func (n *network) push(v int, racks float64) {
	n.balance[v] += racks
	for {
		u, row := n.before(v)
		switch {
		case u < 0:
			n.balance[v] -= racks
			return
		case row >= 0:
			n.move(row, u, v, racks)
		case v == n.sink:
			n.fill(u, racks)
		default:
			n.fill(v, -racks)
		}
		v = u
	}
}

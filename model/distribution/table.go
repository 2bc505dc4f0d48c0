package distribution

import (
	"math"

	"hubcap/model/portable"
)

// table has the logit of a share at even steps of the standard normal score, as polynomials
// of degree five that agree with it in value, slope and curvature at the steps. In these
// coordinates beta distributions are smooth with tails of low degree.
type table struct {
	cells [][6]float64
	steps float64 // cells for each unit of the score
}

// reach is the score at which the table ends: a probability of 1e-23.
const reach = 10

func (t *table) logit(z float64) float64 {
	s := min(max(float64((z+reach)*t.steps), 0), float64(len(t.cells)))
	i := min(int(s), len(t.cells)-1)
	c := &t.cells[i]
	s -= float64(i)
	return c[0] + float64(s*(c[1]+float64(s*(c[2]+float64(s*(c[3]+float64(s*(c[4]+float64(s*c[5])))))))))
}

// node is the logit y at the score z, with its first two derivatives.
type node struct{ z, y, slope, bend float64 }

func (n node) after(z float64) float64 {
	d := z - n.z
	return n.y + float64(d*(n.slope+float64(.5*d*n.bend)))
}

// tabulate doubles the number of cells until the polynomials are right in their middles to
// 1e-10 standard deviations. Where one of alpha and beta is 0.1 and the other a million,
// rounding keeps them from it; they are right to 1e-9 then.
func (s *unitBeta) tabulate() {
	const fewest, most = 64, 1024
	nodes := make([]node, fewest+1)
	middle := fewest / 2
	nodes[middle] = s.node(0, portable.Log(s.a/s.b))
	for i := 1; i <= middle; i++ { // from the middle to either end
		z := float64(float64(i) * (2. * reach / fewest))
		nodes[middle+i] = s.node(z, nodes[middle+i-1].after(z))
		nodes[middle-i] = s.node(-z, nodes[middle-i+1].after(-z))
	}
	sd := math.Sqrt(s.mean * s.rest / (s.a + s.b + 1))
	for {
		n := len(nodes) - 1
		s.fill(nodes)
		finer, off := make([]node, 0, 2*n+1), 0.
		for i := range n {
			z := (nodes[i].z + nodes[i+1].z) / 2
			guess := s.logit(z)
			mid := s.node(z, guess)
			x, c := logistic(mid.y)
			off = max(off, math.Abs(mid.y-guess)*x*c)
			finer = append(finer, nodes[i], mid)
		}
		if off < 1e-10*sd || n >= most {
			return
		}
		finer = append(finer, nodes[n])
		nodes = finer
	}
}

func (s *unitBeta) fill(nodes []node) {
	n := len(nodes) - 1
	s.cells, s.steps = make([][6]float64, n), float64(n)/(2*reach)
	for i := range n {
		l, r := nodes[i], nodes[i+1]
		h := r.z - l.z
		d := r.y - l.y
		v, w := float64(l.slope*h), float64(r.slope*h)
		a, b := float64(l.bend*h*h), float64(r.bend*h*h)
		s.cells[i] = [6]float64{l.y, v, a / 2,
			float64(10*d) - float64(6*v) - float64(4*w) - float64(1.5*a) + float64(.5*b),
			float64(-15*d) + float64(8*v) + float64(7*w) + float64(1.5*a) - b,
			float64(6*d) - float64(3*(v+w)) - float64(.5*(a-b))}
	}
}

// node solves for the logit at a score, from a guess. The logarithm of either tail is a
// concave function of the logit, so that Newton's method on it comes down from anywhere.
func (s *unitBeta) node(z, y float64) node {
	p, q := normalTails(z)
	normal := portable.Exp(float64(-z*z/2)) / rootTwoPi
	for range 60 {
		x, c := logistic(y)
		below, above := s.tails(x, c)
		density := s.density(x, c)
		step := -portable.Log(q/max(above, scarce)) * (above / density)
		if z < 0 {
			step = portable.Log(p/max(below, scarce)) * (below / density)
		}
		if y += step; math.Abs(step) < 1e-8*normal/density { // the error is the square of it
			break
		}
	}
	x, c := logistic(y)
	slope := normal / s.density(x, c)
	bend := float64(slope * (-z - float64(slope*(float64(s.a*c)-float64(s.b*x)))))
	return node{z, y, slope, bend}
}

// logistic is the share x whose logit is y, and c = 1 - x.
func logistic(y float64) (x, c float64) {
	e := portable.Exp(-min(math.Abs(y), 600))
	if y < 0 {
		return e / (1 + e), 1 / (1 + e)
	}
	return 1 / (1 + e), e / (1 + e)
}

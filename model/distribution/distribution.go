// Package distribution has the probability distributions by which a scenario gives a number
// that is not known, and what ties several of them together. All draws are by quantile: one
// uniform number each, and a larger one never gives a smaller value, so that designs, groups
// and common random numbers work for every kind alike.
package distribution

import "fmt"

// Params are the parameters of a distribution as a scenario writes them: numbers by their
// key, and the lists of a discrete one.
type Params struct {
	Numbers map[string]float64
	Values  []float64 // discrete
	Weights []float64 // discrete; none: all alike
}

// Fault is a mistake in the parameters of a distribution.
type Fault struct {
	Key  string // of the parameter; empty where it is of the whole
	What string // what is wrong, and what is allowed
}

func (f *Fault) Error() string {
	if f.Key == "" {
		return f.What
	}
	return f.Key + ": " + f.What
}

func fault(key, what string, args ...any) *Fault { return &Fault{key, fmt.Sprintf(what, args...)} }

// Dist is a distribution that can be drawn from. Make it with New.
type Dist struct {
	shape    shape
	from, to edge    // it is the shape between them
	mass     float64 // of the shape, between the edges
	wish     *float64
	asked    bool // the wish is a value the user asked for, not a mode
}

// shape is a distribution before it is cut. Probabilities come in pairs, p below and q = 1 - p
// above: the smaller of them says it without loss, so that no tail is coarser than the other.
type shape interface {
	at(p, q float64) float64
	tails(x float64) (p, q float64)
	ends() (low, high float64)
	kinks() []float64 // probabilities where at is not smooth
}

// edge is an end of the support, and the probabilities of the shape below and above it.
type edge struct{ x, p, q float64 }

// New makes a distribution of a kind; the error is a *Fault.
func New(kind string, p Params) (*Dist, error) {
	d, f := build(kind, p)
	if f != nil {
		return nil, f
	}
	return d, nil
}

func build(kind string, p Params) (*Dist, *Fault) {
	k, f := find(kind)
	if f != nil {
		return nil, f
	}
	if f := k.check(p); f != nil {
		return nil, f
	}
	shape, f := k.build(p)
	if f != nil {
		return nil, f
	}
	d, f := whole(shape).limited(p.Numbers)
	if f != nil {
		return nil, f
	}
	if value, ok := p.Numbers["value"]; ok {
		d.wish, d.asked = &value, true
	} else if mode, ok := p.Numbers["mode"]; ok {
		d.wish = &mode
	}
	return d, d.checkWish()
}

// Quantile is the value below which the distribution has the probability u in (0, 1). It
// rises with u but for the rounding of the last digits, and is the same to the bit on all
// machines.
func (d *Dist) Quantile(u float64) float64 {
	p := d.from.p + float64(u*d.mass)
	q := d.to.q + float64((1-u)*d.mass)
	return min(max(d.shape.at(p, q), d.from.x), d.to.x)
}

// CDF is the probability of values up to x.
func (d *Dist) CDF(x float64) float64 {
	if x < d.from.x {
		return 0
	}
	if x >= d.to.x {
		return 1
	}
	p, q := d.shape.tails(x)
	c := (p - d.from.p) / d.mass
	if q < p {
		c = 1 - (q-d.to.q)/d.mass
	}
	return min(max(c, 0), 1)
}

// Support is the range of values; an end may be infinite.
func (d *Dist) Support() (low, high float64) { return d.from.x, d.to.x }

// Central is the value that stands for the distribution in a run without chance: the one
// asked for, else the mode where a parameter names one (or the end of the support next to
// it), else the median.
func (d *Dist) Central() float64 {
	if d.wish == nil {
		return d.Quantile(.5)
	}
	return min(max(*d.wish, d.from.x), d.to.x)
}

// Package distribution has the probability distributions by which a scenario gives a number
// that is not known, and what ties several of them together. All draws are by quantile: one
// uniform number each, and a larger one never gives a smaller value, so that designs, groups
// and common random numbers work for every kind alike.
package distribution

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

// Kind is a kind of distribution.
type Kind struct {
	Name    string
	Keys    []Key
	Forms   [][]string // the sets of keys that make one
	Meaning string
}

// Key is a parameter of a kind.
type Key struct{ Name, Meaning string }

// Dist is a distribution that can be drawn from. Make it with New.
type Dist struct{}

// New makes a distribution of a kind; the error is a *Fault.
func New(kind string, p Params) (*Dist, error) { return nil, &Fault{"dist", "unknown"} }

// Kinds are the kinds that New knows.
func Kinds() []Kind { return nil }

// Quantile is the value below which the distribution has the probability u in (0, 1).
func (d *Dist) Quantile(u float64) float64 { return 0 }

// CDF is the probability of values up to x.
func (d *Dist) CDF(x float64) float64 { return 0 }

// Mean is the expectation.
func (d *Dist) Mean() float64 { return 0 }

// SD is the standard deviation.
func (d *Dist) SD() float64 { return 0 }

// Support is the range of values; an end may be infinite.
func (d *Dist) Support() (low, high float64) { return 0, 0 }

// Central is the value that stands for the distribution in a run without chance: the mode
// where a parameter names one, else the median.
func (d *Dist) Central() float64 { return 0 }

// Within is the distribution cut to [low, high], and how much of its probability lay
// outside. The error is a *Fault where nothing is left.
func (d *Dist) Within(low, high float64) (*Dist, float64, error) { return d, 0, nil }

// Copula ties uniform numbers by a Gaussian copula.
type Copula struct{}

// NewCopula makes one with the given Spearman rank correlations, symmetric and row-major with
// a diagonal of 1; the error says why there is none, as when they are not positive definite.
func NewCopula(n int, rank []float64) (*Copula, error) { return nil, nil }

// Tie turns n independent uniform numbers into tied ones, in place.
func (c *Copula) Tie(u []float64) {}

package ensemble

import (
	"fmt"
	"strings"

	"hubcap/model"
	"hubcap/model/distribution"
	"hubcap/sim/design"
	"hubcap/sim/result"
)

// draws says which number every member gives to what is uncertain.
type draws struct {
	sampling  string
	numbersOf []model.Uncertain
	names     []string // of the dimensions: paths, and one for all of a shared group
	dim       []int    // by number
	tied      []tie
	design    *design.Design
	laid      []string // paths that the loader has to lay over the seed data
}

// tie is the dimensions of a group that hang together: by what all have in common where every
// two of them are tied alike, so that taking one out leaves the others as they were; else by
// the roots of their correlations.
type tie struct {
	dims   []int
	common int // dimension of what they have in common
	factor *distribution.Factor
	copula *distribution.Copula // without a factor
}

// newDraws lays out the draws of a scenario.
func newDraws(s *model.Scenario, sampling string, seed uint64, members int) (*draws, error) {
	d := &draws{numbersOf: s.Uncertain}
	at := map[string]int{}
	of := map[string][]int{} // the numbers of a group
	for i, u := range s.Uncertain {
		name := u.Path
		if g := group(s, u.Group); g != nil {
			of[g.ID] = append(of[g.ID], i)
			if g.Draw == "shared" {
				name = "group." + g.ID
			}
		}
		if _, ok := at[name]; !ok {
			at[name] = len(d.names)
			d.names = append(d.names, name)
		}
		d.dim = append(d.dim, at[name])
		if laid(u.Path) {
			d.laid = append(d.laid, u.Path)
		}
	}
	for i := range s.Groups {
		g := &s.Groups[i]
		if numbers := of[g.ID]; g.Draw != "shared" && len(numbers) > 1 {
			t, err := d.tie(s, g, numbers)
			if err != nil {
				return nil, fmt.Errorf("group %s: %w", g.ID, err)
			}
			d.tied = append(d.tied, t)
		}
	}
	if sampling == "" {
		sampling = design.Names()[0]
	}
	d.sampling = sampling
	var err error
	d.design, err = design.New(sampling, seed, members, d.names)
	return d, err
}

// tie ties the numbers of a group.
func (d *draws) tie(s *model.Scenario, g *model.Group, numbers []int) (tie, error) {
	var t tie
	var err error
	for _, n := range numbers {
		t.dims = append(t.dims, d.dim[n])
	}
	if len(g.Pairs) == 0 && g.RankCorrelation >= 0 {
		t.common = len(d.names)
		d.names = append(d.names, "group."+g.ID)
		t.factor, err = distribution.NewFactor(g.RankCorrelation)
		return t, err
	}
	t.copula, err = distribution.NewCopula(len(numbers), g.Matrix(s.Uncertain))
	return t, err
}

// draw ties the uniform numbers of a member, in place.
func (t *tie) draw(u []float64) {
	if t.factor != nil {
		for _, dim := range t.dims {
			u[dim] = t.factor.Tie(u[t.common], u[dim])
		}
		return
	}
	own := make([]float64, len(t.dims))
	for i, dim := range t.dims {
		own[i] = u[dim]
	}
	t.copula.Tie(own)
	for i, dim := range t.dims {
		u[dim] = own[i]
	}
}

func group(s *model.Scenario, id string) *model.Group {
	for i := range s.Groups {
		if s.Groups[i].ID == id {
			return &s.Groups[i]
		}
	}
	return nil
}

// laid tells whether a number only counts once it is laid over the seed data.
func laid(path string) bool {
	for _, list := range []string{"place.", "link.", "weather."} {
		if strings.HasPrefix(path, list) {
			return true
		}
	}
	return false
}

// numbers are the places of a scenario that draws go to.
func (d *draws) numbers(s *model.Scenario) ([]*float64, error) {
	out := make([]*float64, len(d.numbersOf))
	for i := range out {
		if out[i] = s.Number(d.numbersOf[i].Path); out[i] == nil {
			return nil, fmt.Errorf("%s: there is no such number in the scenario", d.numbersOf[i].Path)
		}
	}
	return out, nil
}

// draw gives a worker's scenario the numbers of a member, and returns them.
func (d *draws) draw(w *worker, member int) []float64 {
	w.restore()
	for i := range w.u {
		w.u[i] = d.design.At(member, i)
	}
	for i := range d.tied {
		d.tied[i].draw(w.u)
	}
	out := make([]float64, len(d.dim))
	for i := range out {
		out[i] = d.numbersOf[i].Dist.Quantile(w.u[d.dim[i]])
		*w.numbers[i] = out[i]
	}
	return out
}

// drawn are the uncertain numbers, with where their distributions lie.
func (d *draws) drawn() []result.Drawn {
	out := []result.Drawn{}
	for _, u := range d.numbersOf {
		at := func(q float64) result.Number { return result.Number(u.Dist.Quantile(q)) }
		out = append(out, result.Drawn{Path: u.Path, Unit: u.Unit, Dist: u.Text, Group: u.Group,
			Spread: result.Spread{Mean: result.Number(u.Dist.Mean()), P05: at(.05), P25: at(.25), P50: at(.5), P75: at(.75), P95: at(.95)}})
	}
	return out
}

package design

import "hubcap/model"

// saltelli has blocks of points around base samples. Each sample is two points, A and B, of a
// scrambled Sobol sequence of twice the dimensions. The order of a block is that of Saltelli
// 2002, "Making best use of model evaluations to compute sensitivity indices", and of SALib: A;
// A with the first, the second, ... coordinate of B; then, where pairs are asked for, B with the
// first, the second, ... of A; B.
type saltelli struct {
	base  *Design // A in the first half of its dimensions, as the design sobol; B in the second
	dims  int
	block int // points
}

func (p *Points) saltelli(d model.Design, seed uint64, names []string) error {
	s := saltelli{dims: len(names), block: len(names) + 2}
	if d.SecondOrder {
		s.block += len(names)
	}
	var err error
	if p.points, err = several("design.samples", d.Samples, s.block); err != nil {
		return err
	}
	both := append([]string(nil), names...)
	for _, name := range names {
		both = append(both, "other "+name)
	}
	if s.base, err = New(sobol, seed, d.Samples, both); err != nil {
		return err
	}
	p.layout, p.doubts = s, sobolDoubts("design.samples", most/s.block, s.base)
	return nil
}

func (s saltelli) at(point int, u []float64) {
	sample, row := point/s.block, point%s.block
	for i := range u {
		dim := i
		if s.fromB(row, i) {
			dim += s.dims
		}
		u[i] = s.base.At(sample, dim)
	}
}

// fromB says whether a point of a block has a coordinate from B.
func (s saltelli) fromB(row, i int) bool {
	switch {
	case row <= s.dims:
		return row-1 == i
	case row < s.block-1:
		return row-1-s.dims != i
	}
	return true
}

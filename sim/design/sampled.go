package design

import (
	"fmt"
	"math/bits"

	"hubcap/model"
)

// sampled has the members of a Design for points.
type sampled struct{ *Design }

func (s sampled) at(point int, u []float64) {
	for i := range u {
		u[i] = s.At(point, i)
	}
}

// sample lays out the designs random, lhs and sobol.
func (p *Points) sample(d model.Design, seed uint64, names []string) error {
	var err error
	if p.points, err = several("design.points", d.Points, 1); err != nil {
		return err
	}
	sampling := d.Kind
	if sampling == "random" {
		sampling = plain
	}
	members, err := New(sampling, seed, p.points, names)
	if err != nil {
		return err
	}
	p.layout = sampled{members}
	if sampling == sobol {
		p.doubts = sobolDoubts("design.points", most, members)
	}
	return nil
}

// crowded is the number of points per dimension below which a sequence ties dimensions by
// accident: with 10 times as many Sobol points as dimensions, the largest correlation of any
// pair was measured to be 0.2 at most, for 2 to 100 dimensions; with 3 times as many, up to 0.8.
const crowded = 10

// sobolDoubts are those of a Sobol sequence whose number of points a key of the study sets.
func sobolDoubts(key string, limit int, d *Design) []model.Text {
	var out []model.Text
	n, dims := d.members, len(d.names)
	if n&(n-1) != 0 {
		power := uint64(1) << bits.Len(uint(n))
		if power > uint64(limit) {
			power /= 2
		}
		out = append(out, model.Text{
			EN: fmt.Sprintf("%s = %d is not a power of two, with which alone Sobol points are even: means over them may err several times more than with %d.", key, n, power),
			ZH: fmt.Sprintf("%s = %d 不是2的幂，而Sobol点只有在2的幂时才均匀：其均值的误差可能是取%d时的数倍。", key, n, power),
		})
	}
	if dims > 1 && n < crowded*dims {
		out = append(out, model.Text{
			EN: fmt.Sprintf("%s = %d is few for a Sobol sequence of %d dimensions: some of these go together by accident, so the table does not tell which decide; take at least %d.", key, n, dims, crowded*dims),
			ZH: fmt.Sprintf("对%[3]d维Sobol序列而言，%[1]s = %[2]d 偏少：部分维度会偶然相关，不宜据结果表判断何者关键；请至少取%[4]d。", key, n, dims, crowded*dims),
		})
	}
	if beyond := d.Plain(); beyond > 0 {
		out = append(out, model.Text{
			EN: fmt.Sprintf("%d of the %d dimensions are beyond those of the Sobol sequence and are drawn plainly.", beyond, dims),
			ZH: fmt.Sprintf("%d个维度中有%d个超出Sobol序列维数，按普通抽样抽取。", dims, beyond),
		})
	}
	return out
}

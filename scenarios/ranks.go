package scenarios

import (
	"slices"

	"hubcap/model"
	"hubcap/model/distribution"
)

// ranks are the rank correlations of a group.
type ranks struct {
	*group
	all   []model.Uncertain // its numbers
	given model.Group
}

// possible tells whether numbers can have these rank correlations all together: the matrix is
// positive definite.
func (r *ranks) possible(common float64, pairs []model.GroupPair) bool {
	g := model.Group{ID: r.id, RankCorrelation: common, Pairs: pairs}
	_, err := distribution.NewCopula(len(r.all), g.Matrix(r.all))
	return err == nil
}

// mostSearched bounds the matrices that are looked through for whoever is to blame.
const mostSearched = 40

func (r *ranks) check() {
	common, pairs := r.given.RankCorrelation, r.given.Pairs
	if r.possible(common, pairs) {
		return
	}
	if at := join(r.path, "rank_correlation"); !r.possible(common, nil) {
		furthest := furthest(common, 0, func(v float64) bool { return r.possible(v, nil) })
		more := ""
		if common > 0 {
			more = "; draw = \"shared\" ties them fully"
		}
		r.problem(r.n.Fields["rank_correlation"].Value, at, "%s between every two of its %d numbers cannot be; possible is %s%s", number(common), len(r.all), number(furthest), more)
		return
	}
	var blamed []int // pairs without which the others are possible
	if len(pairs) <= mostSearched && len(r.all) <= mostSearched {
		for i := range pairs {
			if r.possible(common, slices.Delete(slices.Clone(pairs), i, i+1)) {
				blamed = append(blamed, i)
			}
		}
	}
	names := ids(pairs, func(p model.GroupPair) string { return p.ID })
	if len(blamed) == 0 {
		r.problem(r.n.Fields["pair"].Pos, join(r.path, "pair"), "the rank correlations of %s cannot be, together with %s between all others; bring them nearer to it", few(names), number(common))
		return
	}
	last := blamed[len(blamed)-1]
	p := pairs[last]
	furthest := furthest(p.RankCorrelation, common, func(v float64) bool {
		other := slices.Clone(pairs)
		other[last].RankCorrelation = v
		return r.possible(common, other)
	})
	others := ""
	if len(blamed) > 1 {
		var with []string
		for _, i := range blamed[:len(blamed)-1] {
			with = append(with, names[i])
		}
		others = ", that of " + few(with) + " above all"
	}
	path := join(join(r.path, "pair"), p.ID)
	r.problem(r.n.Fields["pair"].Entry(p.ID).Fields["rank_correlation"].Value, join(path, "rank_correlation"), "%s between %s and %s cannot be beside the other rank correlations of the group%s; possible is %s",
		number(p.RankCorrelation), p.A, p.B, others, number(furthest))
}

// furthest is the value between one that is possible and one that is not up to which it goes,
// in thousandths.
func furthest(wrong, right float64, possible func(float64) bool) float64 {
	for range 12 { // 2 in 4096 parts
		if middle := (wrong + right) / 2; possible(middle) {
			right = middle
		} else {
			wrong = middle
		}
	}
	towards := int(right * 1000) // cut off towards 0; one step further in where that is outwards
	if v := float64(towards) / 1000; possible(v) {
		return v
	}
	if wrong < right {
		towards++
	} else {
		towards--
	}
	return float64(towards) / 1000
}

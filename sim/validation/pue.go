// Package validation holds the model against what was published: row by row, with what is
// calibrated kept apart from what is predicted, and the misses by name.
package validation

import (
	"math"

	"hubcap/model/climate"
	"hubcap/model/pue"
	"hubcap/sim/result"
)

// Site is what was published of a site's PUE, and what the model needs to know of it.
type Site struct {
	ID                 string
	Name               result.Text
	Published          string // as stated
	Value              float64
	Bound              bool // Value is an upper bound, no figure
	Measured           bool // a mean over a year; else a claim, a best value or a bound
	FreeDays           int  // days a year without mechanical cooling; 0 where not stated
	Station            climate.Station
	Technology         pue.Technology
	Load               float64
	BuiltFrom, BuiltTo int
	Type               string
	ByHand             pue.Class
	Confidence         string
}

// Rule is a way to say which class a site has.
type Rule struct {
	ID   string
	Name result.Text
}

// The rules: by the years in which a site was built alone; by its type too; and what
// somebody who knows the site says.
const (
	byYear = iota
	byYearAndType
	byHand
	rules
)

// Rules lists them.
func Rules() [rules]Rule {
	return [rules]Rule{
		{"by_year", result.Text{EN: "by build year", ZH: "按建成年份"}},
		{"by_year_and_type", result.Text{EN: "by build year and type", ZH: "按建成年份与类型"}},
		{"by_hand", result.Text{EN: "by hand", ZH: "逐站判断"}},
	}
}

// better is by how many classes a type of site is better than its years: campuses built
// for one large Internet firm are ahead of their time, small sites behind it.
var better = map[string]int{"hyperscale": 1, "small": -1}

// flagship is the type whose class is Best, whatever its years.
const flagship = "flagship"

// classesOf are the shares of the classes in a site by a rule.
func (s *Site) classesOf(rule int) []float64 {
	all := pue.Classes()
	shares := make([]float64, len(all))
	switch {
	case rule == byHand:
		shares[s.ByHand] = 1
		return shares
	case s.Type == flagship:
		shares[pue.Best] = 1
		return shares
	}
	years := float64(s.BuiltTo - s.BuiltFrom + 1)
	for year := s.BuiltFrom; year <= s.BuiltTo; year++ {
		for k, share := range pue.ByBuildYear(year) {
			if rule == byYearAndType {
				k = min(max(0, k-better[s.Type]), len(all)-1)
			}
			shares[k] += share / years
		}
	}
	return shares
}

// Row is a site and what the model says of it.
type Row struct {
	Site
	Physics  [rules]float64 // PUE by the equations alone
	Operated [rules]float64 // with the as-operated offset
	Free     float64        // days without compressors, by build year and type
	Loads    [2]float64     // as operated by build year and type, at loads lower and higher by loadDoubt
}

// loadDoubt is by how much the load of a site may differ from the guess.
const loadDoubt = .15

// Error is what the model, as operated, says beyond the published value; not a number for
// a bound.
func (r *Row) Error(rule int) float64 {
	if r.Bound {
		return math.NaN()
	}
	return r.Operated[rule] - r.Value
}

// Holds tells of a bound whether the model keeps it.
func (r *Row) Holds(rule int) bool { return r.Operated[rule] <= r.Value }

// PUE is the whole comparison.
type PUE struct {
	Offset, WarmingK float64
	Rows             []Row
	All, Measured    [rules]Stat // as operated
	Physics          [rules]Stat // without the offset
	LeftOut          [rules]Stat // with the offset that the other rows call for
	OwnOffset        [rules]float64
}

// Compare works the model out at every site, in today's weather and with the as-operated
// offset of all scenarios.
func Compare(sites []Site, warmingK, wetBulbShare, offset float64) *PUE {
	out := &PUE{Offset: offset, WarmingK: warmingK}
	for _, s := range sites {
		row := Row{Site: s}
		today := s.Station.Warm(warmingK, wetBulbShare)
		weather := pue.WeatherOf(s.Technology, &today)
		for rule := range row.Physics {
			for k, share := range s.classesOf(rule) {
				if share == 0 {
					continue
				}
				plant := pue.New(s.Technology, pue.Class(k))
				at := plant.At(s.Load)
				year := at.Year(&weather)
				row.Physics[rule] += float64(share * year.PUE())
				if rule != byYearAndType {
					continue
				}
				row.Free += float64(share * plant.FreeDays(s.Load, &today))
				for i, load := range [2]float64{s.Load - loadDoubt, s.Load + loadDoubt} {
					other := plant.At(load)
					year := other.Year(&weather)
					row.Loads[i] += float64(share * (year.PUE() + offset))
				}
			}
			row.Operated[rule] = max(1, row.Physics[rule]+offset)
		}
		out.Rows = append(out.Rows, row)
	}
	for rule := range rules {
		out.All[rule] = out.stat(func(r *Row) float64 { return r.Error(rule) })
		out.Measured[rule] = out.stat(func(r *Row) float64 {
			if !r.Measured {
				return math.NaN()
			}
			return r.Error(rule)
		})
		out.Physics[rule] = out.stat(func(r *Row) float64 { return r.Error(rule) - r.Operated[rule] + r.Physics[rule] })
		out.OwnOffset[rule] = -out.Physics[rule].Bias
		n := float64(out.Physics[rule].N)
		out.LeftOut[rule] = out.stat(func(r *Row) float64 {
			own := r.Physics[rule] - r.Value
			others := (n*out.Physics[rule].Bias - own) / (n - 1)
			if r.Bound {
				return math.NaN()
			}
			return own - others
		})
	}
	return out
}

// stat sums up the errors that are numbers.
func (p *PUE) stat(of func(*Row) float64) Stat {
	return statOf(len(p.Rows), func(i int) float64 { return of(&p.Rows[i]) })
}

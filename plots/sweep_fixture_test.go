package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/sim/result"
)

// The axes of the sweeps here.
var (
	leadAxis  = result.ManifestAxis{ID: "lead", Path: "cluster.guian.build.lead_time_months", Unit: "month", Label: result.Text{EN: "lead time", ZH: "建设周期"}}
	capexAxis = result.ManifestAxis{ID: "capex", Path: "cluster.*.build.capex_cny_per_rack", Unit: "CNY/rack", Label: result.Text{EN: "capital per rack", ZH: "单机架投资"}}
	shareAxis = result.ManifestAxis{ID: "adopted", Path: "class.*.adopted_share", Unit: "1", Label: result.Text{EN: "adopted share", ZH: "迁移意愿"}}
	wordAxis  = result.ManifestAxis{ID: "policy", Path: "dispatch.policy", Texts: []string{"local-first", "logit", "least-cost"}, Label: result.Text{EN: "dispatch policy", ZH: "调度策略"}}
)

// listed is an axis of a list of values.
func listed(a result.ManifestAxis, values ...float64) result.ManifestAxis {
	a.Values = nil
	for _, v := range values {
		a.Values = append(a.Values, result.Number(v))
	}
	return a
}

// ranged is an axis of a range.
func ranged(a result.ManifestAxis, low, high float64) result.ManifestAxis {
	l, h := result.Number(low), result.Number(high)
	a.Low, a.High = &l, &h
	return a
}

// evenly are n values from low to high.
func evenly(low, high float64, n int) (out []float64) {
	for i := range n {
		out = append(out, low+(high-low)*float64(i)/float64(n-1))
	}
	return out
}

// gridPoints are all combinations of the values or numbers of the words of axes, the last of them
// changing from one to the next.
func gridPoints(axes ...result.ManifestAxis) [][]float64 {
	out := [][]float64{nil}
	for _, a := range axes {
		var next [][]float64
		for _, p := range out {
			for _, v := range a.Values {
				next = append(next, append(slices.Clip(p), float64(v)))
			}
			for i := range a.Texts {
				next = append(next, append(slices.Clip(p), float64(i)))
			}
		}
		out = next
	}
	return out
}

// haltonPoints fill ranges evenly; axes of words have whole numbers.
func haltonPoints(n int, axes ...result.ManifestAxis) (out [][]float64) {
	for i := range n {
		var p []float64
		for k, a := range axes {
			u, base := 0., []int{2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37}[k]
			for f, m := 1/float64(base), i+1; m > 0; f, m = f/float64(base), m/base {
				u += f * float64(m%base)
			}
			switch {
			case len(a.Texts) > 0:
				u = math.Floor(u * float64(len(a.Texts)))
			case len(a.Values) > 0:
				u = float64(a.Values[int(u*float64(len(a.Values)))])
			case a.Log:
				u = float64(*a.Low) * math.Pow(float64(*a.High / *a.Low), u)
			default:
				u = float64(*a.Low) + u*float64(*a.High-*a.Low)
			}
			p = append(p, u)
		}
		out = append(out, p)
	}
	return out
}

// made is a sweep with a target for racks at those points: chance gives its probability, or with one
// member it is met where that is at least a half. The racks are 1,000,000 times that number.
func made(kind string, members int, axes []result.ManifestAxis, points [][]float64, chance func(p []float64) float64) (*result.Manifest, *result.Runs) {
	m := &result.Manifest{Version: "0.1.0", Study: result.ManifestStudy{Name: "levers", Hash: strings.Repeat("0123abcd", 8)},
		Scenarios: []result.ManifestBase{{ID: "base", Name: "guizhou-2024"}}, Members: members, Seed: 7, Sampling: "plain",
		Design: result.ManifestDesign{Kind: kind}, Axes: axes, Points: len(points), Runs: len(points) * members,
		Targets: []result.ManifestTarget{{ID: "racks-2024", Quantity: model.RacksInService, Scope: "guizhou", Where: result.Text{EN: "Guizhou hub", ZH: "贵州枢纽"},
			Name: result.Text{EN: "Racks of Guizhou", ZH: "贵州机架"}, Comparator: model.AtLeast, Required: 500_000, Unit: "rack", Deadline: model.Date{Year: 2024, Month: 12, Day: 31}}}}
	m.Columns = []result.RunColumn{{Name: "point", Kind: result.RunCount, Role: result.RolePoint},
		{Name: "scenario", Kind: result.RunText, Role: result.RoleScenario},
		{Name: "status", Kind: result.RunText, Role: result.RoleStatus}}
	for _, a := range axes {
		c := result.RunColumn{Name: a.ID, Unit: a.Unit, Role: result.RoleAxis, Path: a.Path, Label: a.Label}
		if len(a.Texts) > 0 {
			c.Kind = result.RunText
		}
		m.Columns = append(m.Columns, c)
	}
	t := "racks-2024"
	label := result.Text{EN: "racks in service", ZH: "在用机架"}
	if members > 1 {
		m.Columns = append(m.Columns, result.RunColumn{Name: "members", Kind: result.RunCount, Role: result.RoleMembers},
			result.RunColumn{Name: t + "_probability", Unit: "1", Role: result.RoleProbability, Of: t})
		for _, stat := range []string{"mean", "p05", "p50", "p95"} {
			m.Columns = append(m.Columns, result.RunColumn{Name: t + "_" + stat, Unit: "rack", Role: result.RoleSimulated, Of: t, Stat: stat, Label: label})
		}
	} else {
		m.Columns = append(m.Columns, result.RunColumn{Name: t + "_met", Kind: result.RunBool, Role: result.RoleMet, Of: t},
			result.RunColumn{Name: t, Unit: "rack", Role: result.RoleSimulated, Of: t, Label: label})
	}
	m.Columns = append(m.Columns, result.RunColumn{Name: "pue_2024", Unit: "1", Role: result.RoleKept, Of: "pue", Label: result.Text{EN: "PUE in 2024", ZH: "2024年PUE"}})
	r := result.NewRuns(m.Columns, len(points))
	for i, p := range points {
		fill(m, r, i, p, chance(p))
	}
	return m, r
}

// fill writes a row.
func fill(m *result.Manifest, r *result.Runs, row int, p []float64, chance float64) {
	axis := 0
	for c, column := range r.Columns {
		switch column.Role {
		case result.RolePoint:
			r.Numbers[c][row] = float64(row)
		case result.RoleScenario:
			r.Texts[c][row] = "base"
		case result.RoleStatus:
			r.Texts[c][row] = result.RunOK
		case result.RoleAxis:
			if column.Kind == result.RunText {
				r.Texts[c][row] = m.Axes[axis].Texts[int(p[axis])]
			} else {
				r.Numbers[c][row] = p[axis]
			}
			axis++
		case result.RoleMembers:
			r.Numbers[c][row] = float64(m.Members)
		case result.RoleProbability:
			r.Numbers[c][row] = math.Round(min(max(chance, 0), 1)*float64(m.Members)) / float64(m.Members)
		case result.RoleMet:
			if chance >= 0.5 {
				r.Numbers[c][row] = 1
			}
		case result.RoleSimulated:
			r.Numbers[c][row] = 1e6 * chance
		case result.RoleKept:
			r.Numbers[c][row] = 1.2 + 0.1*math.Sin(float64(row))
		}
	}
}

// columnNamed is a column of a table by its name.
func columnNamed(r *result.Runs, name string) int {
	for i := range r.Columns {
		if r.Columns[i].Name == name {
			return i
		}
	}
	panic(fmt.Sprint("no column ", name))
}

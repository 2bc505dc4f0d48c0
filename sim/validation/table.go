package validation

import "hubcap/sim/result"

// Table is the comparison as data.
type Table struct {
	Offset   result.Number `json:"offset"`
	WarmingK result.Number `json:"warming_k"`
	Sites    []TableSite   `json:"sites"`
	Stats    []TableStat   `json:"statistics"`
}

// TableSite is a site in it; an error is null for a bound.
type TableSite struct {
	ID        string                   `json:"id"`
	Published string                   `json:"published"`
	Value     result.Number            `json:"value"`
	Bound     bool                     `json:"bound"`
	Measured  bool                     `json:"measured"`
	Physics   map[string]result.Number `json:"physics"`
	Operated  map[string]result.Number `json:"as_operated"`
	Error     map[string]result.Number `json:"error"`
	FreeDays  result.Number            `json:"free_cooling_days"`
}

// TableStat is how far off a rule is over some rows.
type TableStat struct {
	Over  string        `json:"over"`
	Class string        `json:"class"`
	N     int           `json:"n"`
	Bias  result.Number `json:"bias"`
	MAE   result.Number `json:"mae"`
	RMSE  result.Number `json:"rmse"`
}

// Table gives the comparison as data.
func (p *PUE) Table() Table {
	out := Table{Offset: result.Number(p.Offset), WarmingK: result.Number(p.WarmingK)}
	for i := range p.Rows {
		r := &p.Rows[i]
		site := TableSite{ID: r.ID, Published: r.Published, Value: result.Number(r.Value), Bound: r.Bound, Measured: r.Measured,
			Physics: map[string]result.Number{}, Operated: map[string]result.Number{}, Error: map[string]result.Number{}, FreeDays: result.Number(r.Free)}
		for rule, name := range Rules() {
			site.Physics[name.ID], site.Operated[name.ID] = result.Number(r.Physics[rule]), result.Number(r.Operated[rule])
			site.Error[name.ID] = result.Number(r.Error(rule))
		}
		out.Sites = append(out.Sites, site)
	}
	for _, over := range []struct {
		name  string
		stats [rules]Stat
	}{{"all", p.All}, {"measured", p.Measured}, {"physics", p.Physics}, {"left_out", p.LeftOut}} {
		for rule, name := range Rules() {
			s := over.stats[rule]
			out.Stats = append(out.Stats, TableStat{over.name, name.ID, s.N, result.Number(s.Bias), result.Number(s.MAE), result.Number(s.RMSE)})
		}
	}
	return out
}

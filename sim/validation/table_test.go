package validation

import (
	"testing"

	"hubcap/model/climate"
	"hubcap/model/pue"
)

// As operated no site is better than its IT load, and a bound holds that is just met.
func TestBoundsOfOperated(t *testing.T) {
	var year climate.Year
	for m := range year {
		year[m] = climate.Month{DryBulb: 15, WetBulb: 11, Pressure: 1e5}
	}
	site := Site{Station: climate.Station{Year: year}, Technology: pue.Airside, Load: 1, BuiltFrom: 2023, BuiltTo: 2023, Value: 1, Bound: true}
	r := Compare([]Site{site}, 0, .75, -.9).Rows[0]
	for rule := range rules {
		if r.Operated[rule] != 1 || !r.Holds(rule) {
			t.Errorf("rule %d: %v, holds %v", rule, r.Operated[rule], r.Holds(rule))
		}
	}
}

// The table has every number in its own place, by the names of the rules and of what the
// statistics are over.
func TestTable(t *testing.T) {
	stat := func(n int) (s [rules]Stat) {
		for rule := range s {
			s[rule] = Stat{N: n + rule, Bias: .1, MAE: .2, RMSE: .3}
		}
		return s
	}
	p := &PUE{All: stat(10), Measured: stat(20), Physics: stat(30), LeftOut: stat(40),
		Rows: []Row{{Site: Site{Value: 1, Measured: true, FreeDays: 7}, Physics: [rules]float64{1.25, 2, 3}, Operated: [rules]float64{1.5, 4, 5}, Free: 300}}}
	table := p.Table()
	s := table.Sites[0]
	if s.Physics["by_year"] != 1.25 || s.Operated["by_year_and_type"] != 4 || s.Error["by_year"] != .5 || s.FreeDays != 300 || s.Bound || !s.Measured {
		t.Errorf("%+v", s)
	}
	for i, want := range []TableStat{{"all", "by_year", 10, .1, .2, .3}, {"measured", "by_year", 20, .1, .2, .3}, {"physics", "by_year", 30, .1, .2, .3}, {"left_out", "by_year", 40, .1, .2, .3}} {
		if got := table.Stats[i*rules]; got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

package validation

import (
	"math"
	"testing"

	"hubcap/model/climate"
	"hubcap/model/pue"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12 }

func TestClasses(t *testing.T) {
	for _, c := range []struct {
		site Site
		rule int
		want []float64 // best, good, typical, legacy
	}{
		{Site{BuiltFrom: 2012, BuiltTo: 2013}, byYear, []float64{0, 0, .5, .5}},
		{Site{BuiltFrom: 2018, BuiltTo: 2019}, byYear, []float64{0, .25, .75, 0}},
		{Site{BuiltFrom: 2018, BuiltTo: 2019, Type: "hyperscale"}, byYear, []float64{0, .25, .75, 0}},
		{Site{BuiltFrom: 2018, BuiltTo: 2019, Type: "hyperscale"}, byYearAndType, []float64{.25, .75, 0, 0}},
		{Site{BuiltFrom: 2012, BuiltTo: 2013, Type: "small"}, byYearAndType, []float64{0, 0, 0, 1}},
		{Site{BuiltFrom: 2019, BuiltTo: 2019, Type: "operator"}, byYearAndType, []float64{0, .5, .5, 0}},
		{Site{BuiltFrom: 2005, BuiltTo: 2005, Type: "flagship"}, byYear, []float64{1, 0, 0, 0}},
		{Site{BuiltFrom: 2005, BuiltTo: 2005, ByHand: pue.Good}, byHand, []float64{0, 1, 0, 0}},
	} {
		got := c.site.classesOf(c.rule)
		for k := range got {
			if !near(got[k], c.want[k]) {
				t.Errorf("%+v by rule %d: %v, want %v", c.site, c.rule, got, c.want)
				break
			}
		}
	}
}

// Two sites whose published values lie .02 below and .04 above what the model says.
func TestStatistics(t *testing.T) {
	var year climate.Year
	for m := range year {
		year[m] = climate.Month{DryBulb: 15, DryBulbSD: 5, WetBulb: 11, WetBulbSD: 4, Pressure: 1e5}
	}
	plant := pue.New(pue.ChilledWaterEconomiser, pue.Good)
	says := plant.Year(.5, year).PUE()
	site := Site{Station: climate.Station{Year: year}, Technology: pue.ChilledWaterEconomiser, Load: .5, BuiltFrom: 2023, BuiltTo: 2024, ByHand: pue.Good}
	low, high, bound := site, site, site
	low.Value, low.Measured = says-.02, true
	high.Value = says + .04
	bound.Value, bound.Bound, bound.Measured = says+.02, true, true
	p := Compare([]Site{low, high, bound}, 0, .75, .03)
	for rule := range rules {
		if s := p.All[rule]; s.N != 2 || !near(s.Bias, .02) || !near(s.MAE, .03) || !near(s.RMSE, math.Sqrt((.05*.05+.01*.01)/2)) {
			t.Errorf("rule %d, all: %+v", rule, s)
		}
		if s := p.Measured[rule]; s.N != 1 || !near(s.Bias, .05) {
			t.Errorf("rule %d, measured: %+v", rule, s)
		}
		if s := p.Physics[rule]; s.N != 2 || !near(s.Bias, -.01) || !near(s.MAE, .03) {
			t.Errorf("rule %d, physics: %+v", rule, s)
		}
		// Each with the offset of the other: .04 for the first, -.02 for the second.
		if s := p.LeftOut[rule]; s.N != 2 || !near(s.Bias, 0) || !near(s.MAE, .06) {
			t.Errorf("rule %d, left out: %+v", rule, s)
		}
		if !near(p.OwnOffset[rule], .01) {
			t.Errorf("rule %d: offset %v", rule, p.OwnOffset[rule])
		}
	}
	if p.Rows[2].Holds(byYear) || !math.IsNaN(p.Rows[2].Error(byYear)) {
		t.Errorf("bound of %v against %v", p.Rows[2].Value, p.Rows[2].Operated[byYear])
	}
}

package pue

import (
	"math"
	"testing"

	"hubcap/model/climate"
)

// Months laid out before give the very parts that months give as they come.
func TestMonthly(t *testing.T) {
	y := benchYear()
	all(func(technology Technology, class Class, p *Plant) {
		w := monthly(y, nodesOf(technology))
		l := p.At(.4)
		for m := range y {
			if l.Over(w[m]) != p.Month(.4, y[m]) {
				t.Errorf("%v %v month %d differs", technology, class, m+1)
			}
		}
		if l.Year(&w) != p.Year(.4, y) {
			t.Errorf("%v %v year differs", technology, class)
		}
	})
}

func TestWeatherOf(t *testing.T) {
	s := climate.Station{Year: benchYear()}
	if got := WeatherOf(Airside, &s); len(got[5]) != 37 || got[5][18].DryBulb != s.Year[5].DryBulb {
		t.Errorf("without hours: %v", got[5])
	}
	s.Hours = places()[0].hours()
	if got := WeatherOf(Airside, &s); len(got[1]) != 28*24 || got[1][5].WetBulb != s.Hours[1][5].WetBulb {
		t.Errorf("with hours: %d", len(got[1]))
	}
}

func TestOver(t *testing.T) {
	h := new(climate.Hours)
	for m := range h {
		h[m] = []climate.Hour{{DryBulb: 30, WetBulb: 24, Pressure: 9e4}, {DryBulb: 30, WetBulb: 24, Pressure: 9e4}, {DryBulb: 5, WetBulb: 4, Pressure: 1e5}, {DryBulb: 20, WetBulb: 15, Pressure: 9e4}}
	}
	w := hourly(h)
	all(func(technology Technology, class Class, p *Plant) {
		l := p.At(.4)
		a, b, c := l.Moment(30, 24, 9e4), l.Moment(5, 4, 1e5), l.Moment(20, 15, 9e4)
		got := l.Over(w[3])
		near(t, "electrical", got.Electrical, a.Electrical, 1e-15)
		near(t, "misc", got.Misc, a.Misc, 1e-15)
		near(t, "fans", got.Fans, a.Fans/2+b.Fans/4+c.Fans/4, 1e-15)
		near(t, "cooling", got.Cooling, a.Cooling/2+b.Cooling/4+c.Cooling/4, 1e-15)
		near(t, "compressors", got.Compressors, a.Compressors/2+b.Compressors/4+c.Compressors/4, 1e-15)
		near(t, "water", got.Water, a.Water/2+b.Water/4+c.Water/4, 1e-15)
		if l.Over(nil) != (Parts{}) {
			t.Errorf("%v: no weather gives %+v", technology, l.Over(nil))
		}
		half := l.Over([]Point{{30, 24, 9e4, .25}, {30, 24, 9e4, .25}})
		near(t, "half of all parts", half.PUE()-1, (a.PUE()-1)/2, 1e-15)
		if nan := l.Over([]Point{{20, 15, 9e4, .5}, {math.NaN(), 15, 9e4, .5}}); !math.IsNaN(nan.PUE()) {
			t.Errorf("%v: NaN weather gives %v", technology, nan)
		}
	})
}

func TestPeakPoint(t *testing.T) {
	m := climate.Month{DryBulb: 25, DryBulbSD: 4, WetBulb: 21, WetBulbSD: 2, Pressure: 9e4}
	got := PeakPoint(m)
	near(t, "dry-bulb", got.DryBulb, 25+4*2.652, 1e-12)
	near(t, "wet-bulb", got.WetBulb, 21+2*2.652, 1e-12)
	if got.Pressure != 9e4 || got.Weight != 1 {
		t.Errorf("%+v", got)
	}
	near(t, "share below", .5*math.Erfc(-designHour/math.Sqrt2), designShare, 1e-5)

	// 1000 hours in disorder, warmer hours drier: 4 may exceed each temperature.
	var hours []climate.Hour
	for i := range 1000 {
		k := float64(i * 387 % 1000)
		hours = append(hours, climate.Hour{DryBulb: k / 10, WetBulb: 50 - k/20, Pressure: 9e4 + k})
	}
	got = peakPointOf(hours)
	near(t, "dry-bulb of hours", got.DryBulb, 99.5, 1e-12)
	near(t, "wet-bulb of hours", got.WetBulb, 49.8, 1e-12)
	near(t, "pressure of hours", got.Pressure, 90499.5, 1e-9)
	if got.Weight != 1 || hours[1].DryBulb != 38.7 {
		t.Errorf("weight %v, or the hours were sorted", got.Weight)
	}
	if one := peakPointOf(hours[:1]); one.WetBulb != 50 {
		t.Errorf("of one hour: %+v", one)
	}
}

// A water-side economiser runs alone up to one wet-bulb, so that its days are a normal
// distribution's.
func TestFreeDays(t *testing.T) {
	y := benchYear()
	p := New(ChilledWaterEconomiser, Good)
	l := p.At(.5)
	want := 0.0
	for i, m := range y {
		want += climate.Days[i] * .5 * math.Erfc((m.WetBulb-l.water.from)/m.WetBulbSD/math.Sqrt2)
	}
	near(t, "free days", p.FreeDays(.5, &climate.Station{Year: y}), want, .1)
	if want < 60 || want > 300 {
		t.Errorf("%v days try nothing", want)
	}
	for _, c := range []struct {
		technology Technology
		low, high  float64
	}{{ChilledWater, 0, 0}, {Immersion, want, 365}, {Airside, 300, 365.000001}, {Lake, 365 - 1e-9, 365 + 1e-9}} {
		p := New(c.technology, Best)
		if got := p.FreeDays(.5, &climate.Station{Year: y}); !(got >= c.low && got <= c.high) {
			t.Errorf("%v: %v days", c.technology, got)
		}
	}

	// Nights are free and days are not: half of all days. One month is free altogether.
	var h climate.Hours
	for m := range h {
		for i := range 48 {
			x := climate.Hour{DryBulb: 10, WetBulb: 8, Pressure: 9e4}
			if i%24 >= 12 && m != 1 {
				x = climate.Hour{DryBulb: 30, WetBulb: 24, Pressure: 9e4}
			}
			h[m] = append(h[m], x)
		}
	}
	near(t, "free nights", p.FreeDays(.5, &climate.Station{Hours: &h}), 337./2+28, 1e-9)
}

func TestByBuildYear(t *testing.T) {
	for _, c := range []struct {
		year int
		want [classes]float64
	}{
		{1990, [classes]float64{Legacy: 1}}, {2012, [classes]float64{Legacy: 1}},
		{2013, [classes]float64{Typical: 1}}, {2018, [classes]float64{Typical: 1}},
		{2019, [classes]float64{Typical: .5, Good: .5}}, {2022, [classes]float64{Typical: .5, Good: .5}},
		{2023, [classes]float64{Good: 1}}, {2040, [classes]float64{Good: 1}},
	} {
		if got := ByBuildYear(c.year); got != c.want {
			t.Errorf("%d: %v, want %v", c.year, got, c.want)
		}
	}
}

func TestLiquid(t *testing.T) {
	for _, technology := range Technologies() {
		if technology.Liquid() != (technology == ColdPlate || technology == Immersion) {
			t.Errorf("%v", technology)
		}
	}
}

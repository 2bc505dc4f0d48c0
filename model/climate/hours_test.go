package climate

import (
	"math"
	"testing"
)

// year is a made-up year of hours, from frost to heat and from dry to wet.
func year() *Hours {
	var h Hours
	for m := range h {
		season := math.Cos(2 * math.Pi * (float64(m) - 6) / 12)
		for i := range int(Days[m]) * 24 {
			dry := 9 + 16*season + 6*math.Cos(2*math.Pi*float64(i%24-14)/24)
			rh := .1 + .9*float64(i*37%101)/100
			p := 88000 + 600*math.Sin(float64(i)/50)
			h[m] = append(h[m], Hour{dry, WetBulb(dry, rh, p), p})
		}
	}
	return &h
}

func TestReduce(t *testing.T) {
	var h Hours
	for m := range h {
		h[m] = []Hour{{1, -1, 9e4}, {3, 0, 9.2e4}, {5, 1, 9.4e4}, {7, 2, 9.6e4}}
	}
	h[4] = nil
	for m, x := range h.Reduce() {
		if m == 4 {
			if !math.IsNaN(x.DryBulb) || !math.IsNaN(x.WetBulbSD) || !math.IsNaN(x.Pressure) {
				t.Errorf("a month without hours = %+v, want NaN", x)
			}
			continue
		}
		// Means by eye; 1, 3, 5, 7 lie 3, 1, 1, 3 from theirs: sqrt(20/4).
		near(t, "dry-bulb", x.DryBulb, 4, 0)
		near(t, "its spread", x.DryBulbSD, math.Sqrt(5), 1e-15)
		near(t, "wet-bulb", x.WetBulb, .5, 0)
		near(t, "its spread", x.WetBulbSD, math.Sqrt(5)/2, 1e-15)
		near(t, "pressure", x.Pressure, 9.3e4, 0)
	}
}

func TestWarmHours(t *testing.T) {
	h := &Hours{{{10, 8, 9e4}, {10, 9.9, 9e4}, {10, 10, 9e4}}}
	w := h.Warm(2, 1.2)
	if h[0][0] != (Hour{10, 8, 9e4}) {
		t.Error("Warm changes the hours that it is given")
	}
	for i, want := range []Hour{{12, 10.4, 9e4}, {12, 12, 9e4}, {12, 12, 9e4}} {
		if got := w[0][i]; got != want {
			t.Errorf("hour %d = %+v, want %+v", i, got, want)
		}
	}
	if got := h.Warm(-2, .5)[0][1]; got != (Hour{8, 8, 9e4}) {
		t.Errorf("cooled = %+v, wet-bulb must not be above dry-bulb", got)
	}
	// Where no hour is saturated, warming the hours is warming their months.
	cool := year().Reduce()
	warm := year().Warm(.8, .75).Reduce()
	for m, want := range cool.Warm(.8, .75) {
		near(t, "dry-bulb", warm[m].DryBulb, want.DryBulb, 1e-12)
		near(t, "wet-bulb", warm[m].WetBulb, want.WetBulb, 1e-12)
		near(t, "wet-bulb's spread", warm[m].WetBulbSD, want.WetBulbSD, 1e-12)
	}
}

// A station at 1000 m stands for a town at 2000 m.
func TestYearAt(t *testing.T) {
	var y Year
	for m := range y {
		y[m] = Month{DryBulb: 20, DryBulbSD: 4, WetBulb: 15, WetBulbSD: 3, Pressure: 9e4}
	}
	for _, m := range y.At(1000, 2000, 6) {
		near(t, "dry-bulb", m.DryBulb, 14, 1e-12)
		near(t, "pressure", m.Pressure, 9e4*79495/89874.5, .5) // of the standard atmosphere
		near(t, "relative humidity", RelativeHumidity(m.DryBulb, m.WetBulb, m.Pressure), RelativeHumidity(20, 15, 9e4), 1e-12)
		if m.DryBulbSD != 4 || m.WetBulbSD != 3 {
			t.Errorf("spreads %v and %v", m.DryBulbSD, m.WetBulbSD)
		}
	}
}

func TestThereAndBack(t *testing.T) {
	y := year().Reduce()
	if y.At(1234.5, 1234.5, 6) != y {
		t.Error("no change of elevation changes the year")
	}
	yearBack := y.At(300, 2800, 6)
	yearBack = yearBack.At(2800, 300, 6)
	for m := range y {
		near(t, "month's dry-bulb", yearBack[m].DryBulb, y[m].DryBulb, 1e-12)
		near(t, "month's wet-bulb", yearBack[m].WetBulb, y[m].WetBulb, 1e-9)
		near(t, "month's pressure", yearBack[m].Pressure, y[m].Pressure, 1e-9)
	}
}

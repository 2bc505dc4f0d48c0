package climate

import "testing"

// A warming of 0.8 K lifts the wet-bulb by 0.6 K and changes nothing else.
func TestWarm(t *testing.T) {
	var y Year
	for i := range y {
		y[i] = Month{DryBulb: 10, DryBulbSD: 4, WetBulb: 8, WetBulbSD: 3, Pressure: 9e4}
	}
	for _, m := range y.Warm(.8, .75) {
		if m.DryBulb != 10.8 || m.WetBulb < 8.6-1e-12 || m.WetBulb > 8.6+1e-12 || m.DryBulbSD != 4 || m.WetBulbSD != 3 || m.Pressure != 9e4 {
			t.Errorf("%+v", m)
		}
	}
	days := 0.
	for _, d := range Days {
		days += d
	}
	if days != 365 {
		t.Errorf("a year of %v days", days)
	}
}

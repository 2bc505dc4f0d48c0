package climate

import (
	"fmt"
	"math"
	"testing"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s = %.9g, want %.9g within %g", what, got, want, within)
	}
}

// The Handbook says that its table and the curves are within 300 ppm of each other; at
// -60 deg C the table has three digits.
func TestSaturationPressure(t *testing.T) {
	for _, c := range []struct{ t, pressure, within float64 }{
		// ASHRAE Fundamentals 2017, chapter 1, table 3
		{-60, 1.08, .01}, {-20, 103.24, .031}, {-5, 401.74, .12}, {5, 872.6, .26},
		{25, 3169.7, .95}, {50, 12351.3, 3.7}, {100, 101418, 30}, {150, 476101.4, 143},
		// ASHRAE Fundamentals 2005, chapter 6, table 3
		{-10, 259.90, .026}, {20, 2338.8, .23},
	} {
		near(t, fmt.Sprintf("saturation pressure at %v deg C", c.t), SaturationPressure(c.t), c.pressure, c.within)
	}
	below, above := SaturationPressure(math.Nextafter(triple, 0)), SaturationPressure(triple)
	near(t, "ice over water at the triple point", below/above, 1, 1e-8)
	for x := coldest; x < hottest; x += .25 {
		if !(SaturationPressure(x+.25) > SaturationPressure(x)) {
			t.Errorf("does not rise at %v deg C", x)
		}
	}
}

func TestStandardPressure(t *testing.T) {
	for _, c := range []struct{ elevation, pressure, within float64 }{
		// ASHRAE Fundamentals 2017, chapter 1, table 1
		{-500, 107478, 1}, {0, 101325, 0}, {500, 95461, 1}, {1000, 89875, 1}, {4000, 61640, 1}, {10000, 26436, 1},
		// ICAO 1964, heights of the standard pressure levels, which are given to 1 m
		{540, 95000, 6}, {988, 90000, 6}, {1457, 85000, 6}, {1949, 80000, 5}, {3012, 70000, 5},
	} {
		near(t, fmt.Sprintf("standard pressure at %v m", c.elevation), StandardPressure(c.elevation), c.pressure, c.within)
	}
}

// Published states of moist air.
func TestPublishedStates(t *testing.T) {
	fahrenheit := func(f float64) float64 { return (f - 32) / 1.8 }
	for _, c := range []struct {
		source                          string
		dry, wet, rh, pressure, degrees float64
		share                           float64 // tolerances
	}{
		{"ASHRAE Fundamentals 2017, chapter 1, example 1, read off the chart", 40, 20, .14, 101325, .15, .005},
		{"Stull 2011, J. Appl. Meteor. Climatol. 50:2267, a fit with a mean error of 0.3 K", 20, 13.7, .50, 101325, .3, .02},
		{"MyPsychro (Numerical Logics) test output", 22.9, 11.64, .23, 100200, .01, .0007},
		{"MetPy documentation, a WMO psychrometer", 25, 12, .1984, 95800, .4, .011},
		{"US Army TM 5-3610-285-14, psychrometric table", fahrenheit(68), fahrenheit(62), .71, 101325, .15, .01},
		{"engineeringprep.com, problem 307, read off the chart", 21.5, 15, .50, 101325, .1, .005},
		{"swift-psychrometrics tests, 75 F and 50 %", fahrenheit(75), fahrenheit(62.51), .50, 101325, .03, .003},
		{"agrofrost.eu, table of wet-bulb against humidity", 0, -2.9, .50, 101325, .1, .02},
		{"humidr tests after the NWS calculator, dry air", -10, -13.34, 0, 101325, .01, .006},
		{"humidr tests after the NWS calculator, dry air", 5, -3.16, 0, 101325, .01, .006},
		{"humidr tests after the NWS calculator, dry air", 20, 5.84, 0, 101325, .01, .006},
	} {
		near(t, c.source+": wet-bulb", WetBulb(c.dry, c.rh, c.pressure), c.wet, c.degrees)
		near(t, c.source+": relative humidity", RelativeHumidity(c.dry, c.wet, c.pressure), c.rh, c.share)
	}
	near(t, "example 1 by its dew point of 7 deg C", WetBulbFromDewPoint(40, 7, 101325), 20, .15)
	near(t, "MyPsychro by its dew point", WetBulbFromDewPoint(22.9, .67, 100200), 11.64, .01)
}

// Humidity ratios, which have more published digits: of saturated air in table 2 of
// chapter 1 of ASHRAE Fundamentals 2017, from the real gas, whose factor of up to 1.005
// is left out here; and unsaturated ones at 500 m, calculated for the tests of PsychroLib
// with an older ratio of molar masses.
func TestHumidityRatio(t *testing.T) {
	for _, c := range []struct{ dry, wet, pressure, ratio, share float64 }{
		{-50, -50, 101325, .0000243, .01}, {-20, -20, 101325, .0006373, .006}, {-5, -5, 101325, .0024863, .005},
		{5, 5, 101325, .005425, .005}, {25, 25, 101325, .020173, .005}, {50, 50, 101325, .086863, .0065},
		{30, 25, 95461, .0192281274, .0003}, {-1, -5, 95461, .0012039982, .0003},
		{40, 20, 101325, .0065, .016}, // example 1, two digits
	} {
		near(t, fmt.Sprintf("humidity ratio of %+v", c), balance(c.dry, c.wet, c.pressure), c.ratio, c.ratio*c.share)
	}
}

// grid calls f over the range that the package promises.
func grid(f func(dry, rh, pressure float64)) {
	for _, pressure := range []float64{50e3, 61640, 89875, 101325, 110e3} {
		for dry := -90.0; dry <= 70; dry += 1.25 {
			for k := range 41 {
				f(dry, float64(k)/40, pressure)
			}
		}
		for _, dry := range []float64{-.01, 0, .005, triple, .0101, .02} { // where ice begins
			for k := range 41 {
				f(dry, float64(k)/40, pressure)
			}
		}
	}
}

func TestWetBulbAndBack(t *testing.T) {
	grid(func(dry, rh, pressure float64) {
		wet := WetBulb(dry, rh, pressure)
		if !(wet <= dry) || !(wet > coldest) || rh == 1 && wet != dry {
			t.Errorf("wet-bulb of %v deg C, RH %v, %v Pa = %v", dry, rh, pressure, wet)
		}
		// The colder, the less a bulb tells of humidity: at -90 deg C all of it is 0.0001 K.
		within := 1e-12 + 1e-14*pressure/SaturationPressure(dry)
		near(t, fmt.Sprintf("RH of %v deg C, %v deg C, %v Pa", dry, wet, pressure), RelativeHumidity(dry, wet, pressure), rh, within)
		if rh == 1 && RelativeHumidity(dry, wet, pressure) != 1 {
			t.Errorf("RH of saturated air at %v deg C = %v", dry, RelativeHumidity(dry, wet, pressure))
		}
	})
}

// The wet-bulb rises with humidity and with the dry-bulb, and steadily but for one leap
// where ice melts.
func TestWetBulbRises(t *testing.T) {
	grid(func(dry, rh, pressure float64) {
		const little = 1e-4
		wet := WetBulb(dry, rh, pressure)
		if rh < 1 {
			moister := WetBulb(dry, rh+little, pressure)
			if moister < wet-1e-11 || moister-wet > .025 && !(wet < triple && moister >= triple) {
				t.Errorf("%v deg C, %v Pa: from %v to %v for RH %v + %v", dry, pressure, wet, moister, rh, little)
			}
		}
		warmer := WetBulb(dry+little, rh, pressure)
		if warmer < wet || warmer-wet > 2*little && !(wet < triple && warmer >= triple) {
			t.Errorf("RH %v, %v Pa: from %v to %v for %v deg C + %v", rh, pressure, wet, warmer, dry, little)
		}
	})
}

// Around 0 deg C a bulb may be iced or wet in the same air; the leap from one to the
// other is short.
func TestIcedBulb(t *testing.T) {
	leaps := 0
	for dry := 1.0; dry < 12; dry++ {
		last := WetBulb(dry, 0, 101325)
		for rh := .0001; rh <= 1; rh += .0001 {
			wet := WetBulb(dry, rh, 101325)
			if last < triple && wet >= triple {
				leaps++
				if wet-last > .65 {
					t.Errorf("at %v deg C the wet-bulb leaps from %v to %v", dry, last, wet)
				}
			}
			last = wet
		}
	}
	if leaps < 8 {
		t.Errorf("only %d leaps; is ice taken into account?", leaps)
	}
}

func TestDewPoint(t *testing.T) {
	for _, dry := range []float64{-40, -5, 0, 3, 20, 45} {
		for below := 0.0; below <= 30; below += 2.5 {
			rh := SaturationPressure(dry-below) / SaturationPressure(dry)
			if got, want := WetBulbFromDewPoint(dry, dry-below, 9e4), WetBulb(dry, rh, 9e4); got != want {
				t.Errorf("wet-bulb of %v deg C with dew point %v = %v, want %v", dry, dry-below, got, want)
			}
		}
		if got := WetBulbFromDewPoint(dry, dry+1, 9e4); got != dry {
			t.Errorf("wet-bulb of %v deg C with a dew point above = %v", dry, got)
		}
	}
}

func TestLimits(t *testing.T) {
	nan := math.NaN()
	for what, got := range map[string]float64{
		"SaturationPressure(NaN)":      SaturationPressure(nan),
		"SaturationPressure(-101)":     SaturationPressure(-101),
		"SaturationPressure(201)":      SaturationPressure(201),
		"StandardPressure(NaN)":        StandardPressure(nan),
		"StandardPressure(60000)":      StandardPressure(60000),
		"WetBulb(NaN, .5, 1e5)":        WetBulb(nan, .5, 1e5),
		"WetBulb(20, NaN, 1e5)":        WetBulb(20, nan, 1e5),
		"WetBulb(20, 1, NaN)":          WetBulb(20, 1, nan),
		"WetBulb(NaN, 1, 1e5)":         WetBulb(nan, 1, 1e5),
		"WetBulb(99, .5, 9e4), boils":  WetBulb(99, .5, 9e4),
		"WetBulbFromDewPoint(NaN)":     WetBulbFromDewPoint(nan, 5, 1e5),
		"WetBulbFromDewPoint(,NaN)":    WetBulbFromDewPoint(20, nan, 1e5),
		"WetBulbFromDewPoint(,,NaN)":   WetBulbFromDewPoint(20, 20, nan),
		"RelativeHumidity(NaN)":        RelativeHumidity(nan, 5, 1e5),
		"RelativeHumidity(,NaN)":       RelativeHumidity(20, nan, 1e5),
		"RelativeHumidity(,,NaN)":      RelativeHumidity(20, 5, nan),
		"RelativeHumidity(20,20,NaN)":  RelativeHumidity(20, 20, nan),
		"RelativeHumidity(NaN,20,1e5)": RelativeHumidity(nan, 20, 1e5),
	} {
		if !math.IsNaN(got) {
			t.Errorf("%s = %v, want NaN", what, got)
		}
	}
	for what, got := range map[string][2]float64{
		"RH 1.1 is taken as 1":           {WetBulb(20, 1.1, 1e5), 20},
		"RH -0.1 is taken as 0":          {WetBulb(20, -.1, 1e5), WetBulb(20, 0, 1e5)},
		"wet-bulb above the dry-bulb":    {RelativeHumidity(20, 21, 1e5), 1},
		"wet-bulb colder than dry air's": {RelativeHumidity(20, 0, 1e5), 0},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %v, want %v", what, got[0], got[1])
		}
	}
}

func BenchmarkWetBulb(b *testing.B) {
	for b.Loop() {
		WetBulb(25, .5, 9e4)
	}
}

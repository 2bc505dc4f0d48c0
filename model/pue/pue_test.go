package pue

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"

	"hubcap/model/climate"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s = %.12g, want %.12g within %g", what, got, want, within)
	}
}

// Three cases to follow with a pocket calculator, all at u = 1, class best, sea level.
//
// Every one has x = 0.5 and e = .0055/.5 + .006 + .031*.5 = .0325, misc = .005.
func TestByHand(t *testing.T) {
	for _, c := range []struct {
		technology Technology
		tdb, twb   float64
		fans, cool float64
	}{
		// Frost: tower water does everything. q = 1 + .0325 + .005 + .030 = 1.0675,
		// s = 0, C = q * .028 = .02989. PUE = 1.09739.
		{ChilledWaterEconomiser, -8, -10, .030, .02989},

		// A warm evening without economiser: A = 4, Tcw = 24, Tc = 31, Te = 14.
		// COP_w(24) = 4.93124 - 1.22568 - .23616 + 7.006902 - 2.105622 - 1.383696
		//           = 6.986984
		// ratio = (287.15/17)/(277.85/26.3) = 16.891176/10.564639 = 1.598841
		// lift = exp(.7 ln 1.598841) = exp(.7 * .469280) = 1.388877
		// C = 1.0675 * (1/(6.986984*1.388877) + .030) = 1.0675 * .133050 = .142031
		{ChilledWater, 24, 20, .030, .142031},

		// A muggy day on outdoor air: wet-bulb above 24.5, so s = 1; q = 1.0825.
		// COP_a(30) = 9.49261 - 15.0294 + 5.697 + 5.626698 - 2.294582 + .080280
		//           = 3.572606
		// C = .003 + 1.0825/3.572606 = .306000
		{Airside, 30, 26, .045, .306000},
	} {
		p := New(c.technology, Best)
		l := p.At(1)
		got := l.Moment(c.tdb, c.twb, 101325)
		near(t, c.technology.String()+" electrical", got.Electrical, .0325, 1e-12)
		near(t, c.technology.String()+" misc", got.Misc, .005, 1e-12)
		near(t, c.technology.String()+" fans", got.Fans, c.fans, 1e-12)
		near(t, c.technology.String()+" cooling", got.Cooling, c.cool, 1e-6)
		near(t, c.technology.String()+" PUE", got.PUE(), 1.0375+c.fans+c.cool, 1e-6)
	}
}

// table reads a file of testdata; each row becomes its text columns and its numbers.
func table(t *testing.T, name string, texts, columns int, row func(line int, text []string, x []float64)) {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 60 {
		t.Fatalf("%s: only %d rows", name, len(rows))
	}
	for i, r := range rows[1:] {
		x := make([]float64, columns)
		for k := range x {
			if x[k], err = strconv.ParseFloat(r[texts+k], 64); err != nil {
				t.Fatalf("%s:%d: %v", name, i+2, err)
			}
		}
		row(i+2, r[:texts], x)
	}
}

func plant(t *testing.T, technology, class string) Plant {
	t.Helper()
	tt, ok := ParseTechnology(technology)
	c, ok2 := ParseClass(class)
	if !ok || !ok2 {
		t.Fatalf("unknown %q or %q", technology, class)
	}
	return New(tt, c)
}

func compare(t *testing.T, file string, line int, got Parts, want []float64) {
	t.Helper()
	for i, v := range []float64{got.Electrical, got.Misc, got.Fans, got.Cooling, got.PUE(), got.Compressors, got.Water} {
		if !(math.Abs(v-want[i]) <= 1e-9) {
			name := [...]string{"electrical", "misc", "fans", "cooling", "pue", "compressors", "water"}[i]
			t.Errorf("%s:%d: %s = %.10g, table has %.10g", file, line, name, v, want[i])
		}
	}
}

// The tables were computed by a second implementation of the written equations in another language,
// written from the text of the specification and not from this code.
func TestAgainstSecondImplementation(t *testing.T) {
	seen := map[Plant]int{}
	table(t, "tabulated.csv", 2, 11, func(line int, text []string, x []float64) {
		p := plant(t, text[0], text[1])
		seen[p]++
		l := p.At(x[0])
		compare(t, "tabulated.csv", line, l.Moment(x[1], x[2], x[3]), x[4:])
	})
	for _, technology := range Technologies() {
		for _, class := range Classes() {
			if seen[New(technology, class)] < 5 {
				t.Errorf("%v %v: fewer than 5 rows in tabulated.csv", technology, class)
			}
		}
	}
	table(t, "months.csv", 3, 13, func(line int, text []string, x []float64) {
		p := plant(t, text[1], text[2])
		m := climate.Month{DryBulb: x[1], DryBulbSD: x[2], WetBulb: x[3], WetBulbSD: x[4], Pressure: x[5]}
		compare(t, "months.csv", line, p.Month(x[0], m), x[6:])
	})
}

func TestNames(t *testing.T) {
	seen := map[string]bool{}
	for _, technology := range Technologies() {
		back, ok := ParseTechnology(technology.String())
		if !ok || back != technology {
			t.Errorf("%v does not parse to itself", technology)
		}
		for _, n := range []string{technology.String(), technology.Name("en"), technology.Name("zh")} {
			if n == "" || (seen[n] && n != "immersion") {
				t.Errorf("%v: name %q empty or twice", technology, n)
			}
			seen[n] = true
		}
	}
	for _, class := range Classes() {
		back, ok := ParseClass(class.String())
		if !ok || back != class || class.Name("zh") == class.Name("en") {
			t.Errorf("%v does not parse to itself or lacks a name", class)
		}
	}
	if _, ok := ParseTechnology("CHW"); ok {
		t.Error("identifiers must match exactly")
	}
	if got := Technology(99).String(); got != "Technology(99)" {
		t.Error(got)
	}
}

func TestLiftPower(t *testing.T) {
	worst := 0.0
	for x := 1.0; x < 4; x += .00037 {
		for _, b := range []float64{.7, 1666.3} {
			worst = math.Max(worst, math.Abs(liftPower(x*b, b)/math.Pow(x, liftExponent)-1))
		}
	}
	if worst > 6e-15 {
		t.Errorf("off by %g of itself", worst)
	}
}

func TestLift(t *testing.T) {
	// Supply 4 deg C, colder than the fits' 6.7: no advantage, and no punishment.
	near(t, "lift of a cold supply", lift(4, 30), 1, 0)
	// The fits' own evaporation, 4.7 deg C: the ratio is 1.
	near(t, "lift of the fits", lift(6.7, 30), 1, 1e-15)
	// Supply 19, condensation 21: 4 K would be less than the least, 6 K.
	near(t, "lift held at 6 K", lift(19, 21), math.Pow((290.15/6)/(277.85/16.3), .7), 1e-14)
	// Everything at the least: only the evaporation temperatures differ.
	near(t, "lift of nothing", lift(19, -50), math.Pow(290.15/277.85, .7), 1e-14)
}

// Both fits over their whole range: far from zero, and held outside.
func TestCOP(t *testing.T) {
	for _, c := range []struct {
		f         *fit
		low, high float64
	}{{&copWater, 5.79, 8.24}, {&copAir, 3.01, 7.77}} {
		for x := -100.0; x <= 100; x += .125 {
			if v := c.f.at(x); !(v > c.low && v < c.high) {
				t.Fatalf("COP(%v) = %v is not in (%v, %v)", x, v, c.low, c.high)
			}
		}
	}
	// Against points of the fits (part load 0.6 lies between the two that are listed).
	near(t, "COP_w(29.444)", copWater.at(29.444), 6.25, .1)  // 6.1702 at .50, 6.2804 at .63
	near(t, "COP_w(15.556)", copWater.at(15.556), 8.08, .12) // 7.8156 at .50, 8.1791 at .63
}

func TestNothingIsAllocated(t *testing.T) {
	y := benchYear()
	for _, technology := range Technologies() {
		w := monthly(y, nodesOf(technology))
		n := testing.AllocsPerRun(10, func() {
			p := New(technology, Typical)
			sink = p.Year(.5, y)
			l := p.At(.3)
			sink = l.Over(w[6])
		})
		if n != 0 {
			t.Errorf("%v: %v allocations for a year", technology, n)
		}
	}
}

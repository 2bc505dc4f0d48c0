package demand

import (
	"math"
	"testing"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12*max(1, math.Abs(b)) }

func TestDemand(t *testing.T) {
	if got := Wanted(100, .21, 2); !near(got, 146.41) {
		t.Error(got)
	}
	if got := Wanted(100, .21, .5); !near(got, 110) { // the root of 1.21
		t.Error(got)
	}
	if Ceiling(80, 100, .9) != 80 || Ceiling(95, 100, .9) != 90 {
		t.Error("the lower of demand and what can be let")
	}
	if Moved(5, 0) != 1 || Moved(0, 5) != 0 || !near(Moved(9*math.Ln2, 9), .5) {
		t.Error("half of a gap closes in ln 2 time constants")
	}
	// Two steps of a month close as much as one of two.
	if one, two := Moved(2, 9), 1-(1-Moved(1, 9))*(1-Moved(1, 9)); !near(one, two) {
		t.Error(one, two)
	}
	for _, c := range [][5]float64{{60, 100, .5, 1000, 80}, {60, 20, .5, 1000, 40}, {60, 100, 0, 1000, 60}, {60, 100, 1, 70, 70}} {
		if got := Occupied(c[0], c[1], c[2], c[3]); got != c[4] {
			t.Errorf("%v: %v", c, got)
		}
	}
}

func TestSeason(t *testing.T) {
	for month, want := range map[float64]float64{11: 1.2, 5: .8, 2: 1, 8: 1, 9: 1.1} {
		if got := Season(.2, 11, month); !near(got, want) {
			t.Errorf("month %v: %v, want %v", month, got, want)
		}
	}
}

func TestAdopted(t *testing.T) {
	if Adopted(0, 5, 3) != 0 || Adopted(1, 5, 3) != 1 || !near(Adopted(.3, 0, 9), .3) {
		t.Error("nobody and everybody stay so, and without growth nothing moves")
	}
	// The odds grow by e^rate a year: from 1:3 to 1:1 in ln 3 years of rate 1.
	if got := Adopted(.25, 1, math.Log(3)); !near(got, .5) {
		t.Error(got)
	}
	if got := Adopted(.25, 1, 1000); got != 1 {
		t.Error(got)
	}
}

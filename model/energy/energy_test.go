package energy

import (
	"math"
	"testing"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12*max(1, math.Abs(b)) }

func TestGridFactor(t *testing.T) {
	for _, c := range []struct{ kg, decline, years, want float64 }{
		{.5, .02, 0, .5}, {.5, .02, 1, .49}, {.5, .1, 2, .405}, {.5, 0, 9, .5}, {.5, -.1, 1, .55},
	} {
		if got := GridFactor(c.kg, c.decline, c.years); !near(got, c.want) {
			t.Errorf("GridFactor(%v, %v, %v) = %v, want %v", c.kg, c.decline, c.years, got, c.want)
		}
	}
}

func TestRenewable(t *testing.T) {
	for _, c := range []struct{ start, rise, most, years, want float64 }{
		{.2, .1, 1, 0, .2}, {.2, .1, 1, 2, .4}, {.2, .1, .35, 2, .35}, {.2, .5, 1, 9, 1},
		{.2, -.1, 1, 1, .1}, {.2, -.1, 1, 9, 0}, {.6, .1, .5, 1, .6},
	} {
		if got := Renewable(c.start, c.rise, c.most, c.years); !near(got, c.want) {
			t.Errorf("Renewable(%v, %v, %v, %v) = %v, want %v", c.start, c.rise, c.most, c.years, got, c.want)
		}
	}
}

// 1 MWh at .5 kg/kWh is half a tonne.
func TestCarbon(t *testing.T) {
	if contracts, grid := Carbon(1000, .5, .25); !near(contracts, 375) || !near(grid, 500) {
		t.Errorf("Carbon = %v, %v", contracts, grid)
	}
}

// What is paid back in so many years, worked out payment by payment.
func TestAnnuity(t *testing.T) {
	for _, c := range []struct{ interest, years float64 }{{.08, 10}, {.05, 20}, {.12, 1}, {0, 10}, {1e-9, 10}} {
		debt, due := 1., Annuity(c.interest, c.years)
		for range int(c.years) {
			debt += debt*c.interest - due
		}
		if math.Abs(debt) > 1e-9 {
			t.Errorf("Annuity(%v, %v) = %v leaves a debt of %v", c.interest, c.years, due, debt)
		}
	}
	if got := Annuity(.08, 10); math.Abs(got-.14903) > 5e-6 { // printed in annuity tables
		t.Errorf("Annuity(.08, 10) = %v, want .14903", got)
	}
}

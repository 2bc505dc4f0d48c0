package pue

import (
	"math"
	"testing"
)

func all(f func(Technology, Class, *Plant)) {
	for _, technology := range Technologies() {
		for _, class := range Classes() {
			p := New(technology, class)
			f(technology, class, &p)
		}
	}
}

func TestExtremes(t *testing.T) {
	temperatures := []float64{-math.MaxFloat64, -273, -40, -10, 0, 12, 14, 25, 38, 43, 60, 500, math.MaxFloat64}
	all(func(technology Technology, class Class, p *Plant) {
		for _, u := range []float64{-1, 0, .1, .3, 1, 7, math.MaxFloat64} {
			l := p.At(u)
			for _, tdb := range temperatures {
				for _, twb := range temperatures {
					for _, pressure := range []float64{-1, 0, 60000, 101325, 1e300} {
						got := l.Moment(tdb, twb, pressure)
						for _, v := range []float64{got.Electrical, got.Misc, got.Fans, got.Cooling} {
							if !(v >= 0 && v < 5) {
								t.Fatalf("%v %v u=%v Moment(%v, %v, %v) = %+v", technology, class, u, tdb, twb, pressure, got)
							}
						}
					}
				}
			}
		}
		l := p.At(.5)
		for i := range 3 {
			x := [3]float64{20, 15, 1e5}
			x[i] = math.NaN()
			if got := l.Moment(x[0], x[1], x[2]).PUE(); !math.IsNaN(got) {
				t.Errorf("%v %v: NaN weather gives %v", technology, class, got)
			}
		}
		l = p.At(math.NaN())
		if got := l.Moment(20, 15, 1e5).PUE(); !math.IsNaN(got) {
			t.Errorf("%v %v: NaN load gives %v", technology, class, got)
		}
	})
}

func TestLoadIsHeld(t *testing.T) {
	all(func(technology Technology, class Class, p *Plant) {
		low, high := p.At(.1), p.At(1)
		if p.At(.02) != low || p.At(-3) != low || p.At(1.4) != high || p.At(.11) == low || p.At(.99) == high {
			t.Errorf("%v %v: load is not held to [.1, 1]", technology, class)
		}
	})
}

// In deep frost no compressor runs where an economiser or outdoor air can do its work,
// so cooling is auxiliaries only; in great heat compressors do everything.
func TestLimits(t *testing.T) {
	all(func(technology Technology, class Class, p *Plant) {
		for _, u := range []float64{.1, .5, 1} {
			l := p.At(u)
			cold, hot := l.Moment(-35, -36, 101325), l.Moment(60, 50, 101325)
			q := 1 + hot.Electrical + hot.Misc + l.fans
			ql := 1 + hot.Electrical + hot.Misc
			k := classRows[class].kCOP
			k32 := k * copWater.at(33)
			k43 := k * copAir.at(43)
			var coldWant, hotWant float64
			switch technology {
			case ChilledWaterEconomiser:
				coldWant = q * l.water.aux
				hotWant = q * (1/(k32*lift(l.water.supply, 57+l.water.approach)) + l.water.aux)
			case ChilledWater:
				coldWant = q * (1/(k*copWater.at(14)*lift(l.water.supply, 21)) + l.water.aux)
				hotWant = q * (1/(k32*lift(l.water.supply, 57+l.water.approach)) + l.water.aux)
			case AirCooled:
				coldWant = q * l.air.aux
				hotWant = q * (1/(k43*lift(l.air.supply, 73)) + l.air.aux)
			case IndirectEvaporative:
				duty := max(.2, 12/(l.evap.dry*(l.evap.ret+35))) // dry, no spray
				coldWant = l.evap.outdoor * duty * duty
				hotWant = l.evap.outdoor + .005 + q/k43
			case Airside:
				coldWant = .0006
				hotWant = .003 + q/k43
			case ColdPlate, Immersion:
				s := l.warm.share
				coldWant = s*ql*l.warm.aux + (1-s)*q*l.water.aux
				hotWant = s*ql*(l.warm.aux+1/k32) + (1-s)*q*(1/(k32*lift(l.water.supply, 57+l.water.approach))+l.water.aux)
			case Lake:
				coldWant, hotWant = q*l.lake.cooling, q*l.lake.cooling
			}
			near(t, technology.String()+" "+class.String()+" cold", cold.Cooling, coldWant, 1e-12)
			near(t, technology.String()+" "+class.String()+" hot", hot.Cooling, hotWant, 1e-12)
		}
	})
}

// COP_a has its least value at 39.4 deg C; below it more heat outdoors never costs less.
func TestRisesWithWetBulb(t *testing.T) {
	all(func(technology Technology, class Class, p *Plant) {
		for _, u := range []float64{.1, .3, .6, 1} {
			l := p.At(u)
			for _, tdb := range []float64{10, 19, 24, 31, 38} {
				before := 0.0
				for twb := -20.0; twb <= 31; twb += .05 {
					now := l.Moment(tdb, twb, 90000).PUE()
					if now < before-1e-12 {
						t.Fatalf("%v %v u=%v Tdb=%v: falls at wet-bulb %.2f", technology, class, u, tdb, twb)
					}
					before = now
				}
			}
		}
	})
}

func TestRisesWithDryBulb(t *testing.T) {
	all(func(technology Technology, class Class, p *Plant) {
		if technology == IndirectEvaporative {
			return // steps down where it turns wet: see TestEvaporativeStep
		}
		l := p.At(.5)
		before := 0.0
		for tdb := -20.0; tdb <= 39; tdb += .05 {
			now := l.Moment(tdb, 5, 90000).PUE()
			if now < before-1e-12 {
				t.Fatalf("%v %v: falls at dry-bulb %.2f", technology, class, tdb)
			}
			before = now
		}
	})
}

// The equations turn the sprays on when dry air at full fan speed no longer suffices;
// wet, the fans can then slow down. PUE steps down there, by less than the outdoor
// fans' power. A plant that chose the cheaper mode would have no step.
func TestEvaporativeStep(t *testing.T) {
	for _, class := range Classes() {
		p := New(IndirectEvaporative, class)
		l := p.At(.5)
		largest, at := 0.0, 0.0
		before := l.Moment(-20, -22, 101325).PUE()
		for tdb := -20.0; tdb <= 35; tdb += .01 {
			now := l.Moment(tdb, tdb-4, 101325).PUE()
			if d := before - now; d > largest {
				largest, at = d, tdb
			}
			before = now
		}
		edge := l.evap.ret - l.evap.need/l.evap.dry
		if math.Abs(at-edge) > .011 || largest > l.evap.outdoor {
			t.Errorf("%v: step of %.4f at %.2f deg C, expected one at %.2f", class, largest, at, edge)
		}
		t.Logf("%v: step of %.4f at %.2f deg C", class, largest, at)
	}
}

// The fixed losses weigh less at more load. Against them work fans, pumps and the
// approach temperatures, all of which grow with load, so that a very good plant has
// its best PUE a little below half load: from there to half load it rises by up to .0045.
func TestFallsWithLoad(t *testing.T) {
	weathers := [][3]float64{{-10, -12, 101325}, {5, 4, 90000}, {16, 13, 90000}, {24, 20, 90000}, {30, 26, 101325}, {36, 20, 95000}}
	all(func(technology Technology, class Class, p *Plant) {
		for _, w := range weathers {
			least := math.Inf(1)
			for i := 0; i <= 40; i++ {
				u := .1 + .01*float64(i)
				l := p.At(u)
				now := l.Moment(w[0], w[1], w[2]).PUE()
				rise := now - least
				if (u < .36 && rise > 0) || rise > .005 {
					t.Errorf("%v %v %v: rises by %.4f to u = %.2f", technology, class, w, rise, u)
				}
				least = min(least, now)
			}
		}
		y := benchYear()
		if low, mid := p.Year(.1, y).PUE(), p.Year(.25, y).PUE(); low <= mid || mid <= p.Year(.5, y).PUE() {
			t.Errorf("%v %v: year does not fall from u = .1 to .25 and .5", technology, class)
		}
	})
}

// No class is beaten by a worse one, in any weather at any load.
func TestClassesAreOrdered(t *testing.T) {
	for _, technology := range Technologies() {
		for u := .1; u <= 1; u += .1 {
			for tdb := -20.0; tdb <= 40; tdb += 2 {
				for _, depression := range []float64{0, 2, 5, 10} {
					before := 1.0
					for _, class := range Classes() {
						p := New(technology, class)
						l := p.At(u)
						now := l.Moment(tdb, tdb-depression, 95000).PUE()
						if now <= before {
							t.Errorf("%v %v u=%.1f %v/%v: %.4f is better than the class before, %.4f", technology, class, u, tdb, tdb-depression, now, before)
						}
						before = now
					}
				}
			}
		}
	}
}

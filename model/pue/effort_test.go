package pue

import (
	"math"
	"testing"
)

// Water to follow with a pocket calculator, all at u = 1, class best, sea level. Heat is
// that of TestByHand; a unit of it over towers takes .85 * 3.6/2.43 * 4/3 = 1.679012
// litres per kWh, evaporated alone 1.481481.
func TestWaterByHand(t *testing.T) {
	for _, c := range []struct {
		technology         Technology
		tdb, twb           float64
		compressors, water float64
	}{
		// Frost, no compressor: 1.0675 * 1.679012.
		{ChilledWaterEconomiser, -8, -10, 0, 1.792346},
		// Compressors draw 1.0675/(6.986984*1.388877) = .110006, which goes over the towers too.
		{ChilledWater, 24, 20, .110006, 1.977047},
		// Closed circuits and lakes consume nothing.
		{AirCooled, 35, 26, 1.0675 / (copAir.at(35) * lift(19, 48)), 0},
		{Lake, 35, 26, 0, 0},
		// Cool enough to stay dry.
		{IndirectEvaporative, 19, 18, 0, 0},
		// Dry air would take .65*13 = 8.45 K of 12 at full flow, wet it takes .75*20 = 15: y = .8.
		// At that flow 12 - .8*8.45 = 5.24 K are left to evaporation.
		// q = 1.0795: 1.0795 * 5.24/12 * 1.481481 * 4/3.
		{IndirectEvaporative, 25, 18, 0, .931125},
		// Wet air takes .75*12 = 9 K, s = .25; 9 - 1.95 K evaporate: 1.0795 * 7.05/12 * 1.975309.
		{IndirectEvaporative, 35, 26, 1.0795 * .25 / copAir.at(34), 1.252754},
		// Too humid for outdoor air, and too cool for the humidifier.
		{Airside, 35, 26, 1.0825 / copAir.at(35), 0},
		{Airside, 27, 15, 0, 0},
		// 6 of 12 K in the room: half the heat. 1.0825/2 * 1.481481 * 1.25.
		{Airside, 33, 20, 0, 1.002315},
		// Half of the air is let in at 23.5: half of that water.
		{Airside, 33, 23.5, 1.0825 / 2 / copAir.at(33), .501157},
		// (.8 * 1.0375 + .2 * 1.0675) * 1.679012.
		{ColdPlate, -8, -10, 0, 1.752049},
	} {
		p := New(c.technology, Best)
		l := p.At(1)
		got := l.Moment(c.tdb, c.twb, 101325)
		near(t, c.technology.String()+" compressors", got.Compressors, c.compressors, 1e-6)
		near(t, c.technology.String()+" water", got.Water, c.water, 1e-6)
	}
}

// The order of magnitude of what is published: about 1.8 litres per kWh that a water-cooled
// centre of the United States consumes (LBNL-1005775, 2016), per kWh of IT energy thus
// times PUE; 0 to 0.5 where outdoor air does most.
func TestWaterOfAYear(t *testing.T) {
	for _, place := range places() {
		y := place.hours().Reduce()
		all(func(technology Technology, class Class, p *Plant) {
			got := p.Year(.6, y).Water
			low, high := 1.65, 3. // poorer classes have more heat
			switch technology {
			case AirCooled, Lake:
				low, high = 0, 0
			case IndirectEvaporative:
				low, high = .01, .95
			case Airside:
				low, high = 0, .12
			}
			if !(got >= low && got <= high) {
				t.Errorf("%s %v %v: %.3f litres per kWh", place.name, technology, class, got)
			}
			if class == Good || class == Legacy {
				t.Logf("%-14s %-9v %-7v %.3f", place.name, technology, class, got)
			}
		})
	}
}

// Over towers goes what compressors add, more of it the hotter it is. Sprays take over
// more from dry air the warmer the air is, and evaporate less when it is humid.
func TestWaterFollowsWeather(t *testing.T) {
	all(func(technology Technology, class Class, p *Plant) {
		for _, u := range []float64{.1, .4, 1} {
			l := p.At(u)
			evaporative := technology == IndirectEvaporative || technology == Airside
			for _, fixed := range []float64{-5, 12, 18, 22, 24, 30} {
				before := l.Moment(60, -20, 95000)
				for twb := -20.0; twb <= 31; twb += .05 {
					now := l.Moment(60, twb, 95000)
					rises := now.Water >= before.Water-1e-13
					if evaporative {
						rises = now.Water <= before.Water+1e-13
					}
					if !rises || now.Compressors < before.Compressors-1e-13 {
						t.Fatalf("%v %v u=%v: from %+v to %+v at wet-bulb %.2f", technology, class, u, before, now, twb)
					}
					before = now
				}
				before = l.Moment(fixed, fixed, 95000)
				for tdb := fixed; tdb <= 45; tdb += .05 {
					now := l.Moment(tdb, fixed, 95000)
					if now.Water < before.Water-1e-13 {
						t.Fatalf("%v %v u=%v: water falls at dry-bulb %.2f", technology, class, u, tdb)
					}
					before = now
				}
			}
		}
	})
}

// Anything at all: overheads are not negative, and compressors are a part of cooling.
func TestAnything(t *testing.T) {
	g := lcg(7)
	between := func(low, high float64) float64 { return low + (high-low)*g.uniform() }
	for range 300000 {
		technology, class := Technology(g.uniform()*technologies), Class(g.uniform()*classes)
		u, tdb, twb, pressure := between(-.2, 1.2), between(-60, 60), between(-60, 60), between(4e4, 12e4)
		p := New(technology, class)
		l := p.At(u)
		got := l.Moment(tdb, twb, pressure)
		for _, v := range []float64{got.Electrical, got.Misc, got.Fans, got.Cooling, got.Compressors, got.Water / 3} {
			if !(v >= 0 && v < 10) {
				t.Fatalf("%v %v u=%v %v/%v %v Pa: %+v", technology, class, u, tdb, twb, pressure, got)
			}
		}
		if !(got.Compressors <= got.Cooling) || !(got.PUE() > 1) || math.Abs(got.PUE()-1-got.Electrical-got.Misc-got.Fans-got.Cooling) > 1e-14 {
			t.Fatalf("%v %v u=%v %v/%v %v Pa: %+v", technology, class, u, tdb, twb, pressure, got)
		}
	}
}

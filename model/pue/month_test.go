package pue

import (
	"math"
	"testing"

	"hubcap/model/climate"
)

// doubleFactorial is 1*3*5*...*n, the moment of order n+1 of a standard normal.
func doubleFactorial(n int) float64 {
	f := 1.0
	for ; n > 1; n -= 2 {
		f *= float64(n)
	}
	return f
}

func TestNodesIntegrateNormalMoments(t *testing.T) {
	for order := 0; order <= 13; order++ {
		got := 0.0
		for _, n := range nodes {
			got += n.weight * math.Pow(n.z, float64(order))
		}
		want := 0.0
		if order%2 == 0 {
			want = doubleFactorial(order - 1)
		}
		if math.Abs(got-want) > 4e-16*math.Max(1, doubleFactorial(order|1)) {
			t.Errorf("moment %d = %.17g, want %g", order, got, want)
		}
	}
}

// quantiles are the midpoints of n equal shares of a standard normal.
func quantiles(n int) []float64 {
	z := make([]float64, n)
	for i := range z {
		z[i] = math.Sqrt2 * math.Erfinv(2*(float64(i)+0.5)/float64(n)-1)
	}
	return z
}

// months over the range of the stations: from the steppe in winter to the southern
// coast in summer, with the spreads that go with them.
func months() []climate.Month {
	var all []climate.Month
	for tdb := -9.0; tdb <= 30; tdb += 2.25 {
		depression := 1.2 + 0.1*math.Max(0, tdb)
		for _, sd := range []float64{2.7, 4, 5.5} {
			all = append(all, climate.Month{
				DryBulb: tdb, DryBulbSD: sd,
				WetBulb: tdb - depression, WetBulbSD: 0.75 * sd,
				Pressure: 101325 - 800*math.Max(0, 15-tdb)})
		}
	}
	return all
}

// Seven nodes against 20001 equal shares of the same normal distributions. The corners
// of the ramps cost more than 0.002 in single months of the poorer classes, and most
// for airside, whose ramp of 2 K is narrower than the distance of two nodes; the root
// mean square keeps within 0.0025 but for airside. Over a year the errors of months
// largely cancel: see TestYearAgainstHours.
func TestMonthAgainstBruteForce(t *testing.T) {
	bounds := [technologies]struct{ worst, legacy, rms float64 }{
		ChilledWaterEconomiser: {.0025, .005, .0015},
		ChilledWater:           {.001, .001, .0003},
		AirCooled:              {.005, .006, .0017},
		IndirectEvaporative:    {.005, .011, .0025},
		Airside:                {.03, .051, .013},
		ColdPlate:              {.002, .002, .0005},
		Immersion:              {.002, .002, .0005},
		Lake:                   {1e-12, 1e-12, 1e-12},
	}
	z := quantiles(20001)
	for _, technology := range Technologies() {
		for _, class := range Classes() {
			worst, square, n := 0.0, 0.0, 0.0
			for _, u := range []float64{.3, 1} {
				p := New(technology, class)
				l := p.At(u)
				for _, m := range months() {
					sum := 0.0
					for _, z := range z {
						sum += l.Moment(m.DryBulb+m.DryBulbSD*z, m.WetBulb+m.WetBulbSD*z, m.Pressure).PUE()
					}
					d := p.Month(u, m).PUE() - sum/float64(len(z))
					worst, square, n = math.Max(worst, math.Abs(d)), square+d*d, n+1
				}
			}
			rms := math.Sqrt(square / n)
			limit := bounds[technology].worst
			if class == Legacy {
				limit = bounds[technology].legacy
			}
			if worst > limit || rms > bounds[technology].rms {
				t.Errorf("%v %v: worst %.4f, rms %.4f, want %+v", technology, class, worst, rms, bounds[technology])
			}
		}
	}
}

// hour is the weather of one hour.
type hour struct{ tdb, twb, pressure float64 }

// lcg is a linear congruential generator (modulus 2^64), enough for made-up weather.
type lcg uint64

// normal is nearly normal: the sum of twelve uniforms less six.
func (g *lcg) normal() float64 {
	sum := -6.0
	for range 12 {
		*g = *g*6364136223846793005 + 1442695040888963407
		sum += float64(*g>>11) / (1 << 53)
	}
	return sum
}

// place describes made-up weather: season and day as cosines, fronts that last for
// days, and a wet-bulb depression that follows the sun and the fronts.
type place struct {
	name                  string
	mean, season, day     float64 // deg C, K, K
	dry, wetDay, pressure float64 // mean depression K, its daily swing K, Pa
}

func (p place) hours() []hour {
	g := lcg(20220118)
	front, mist := 0.0, 0.0
	all := make([]hour, 8760)
	for h := range all {
		front = .985*front + g.normal()*.5
		mist = .97*mist + g.normal()*.25
		season := -math.Cos(2 * math.Pi * (float64(h)/8760 - .05))
		sun := -math.Cos(2 * math.Pi * (float64(h%24) - 3) / 24)
		tdb := p.mean + p.season*season + p.day*sun + front
		depression := math.Max(0, p.dry+p.wetDay*sun+mist+.15*front)
		all[h] = hour{tdb, tdb - depression, p.pressure - 40*front - 500*season}
	}
	return all
}

// summary is the monthly statistics of a year of hours.
func summary(hours []hour) climate.Year {
	var y climate.Year
	at := 0
	for i := range y {
		n := int(climate.Days[i]) * 24
		var s, ss [3]float64
		for _, h := range hours[at : at+n] {
			for k, v := range [3]float64{h.tdb, h.twb, h.pressure} {
				s[k] += v
				ss[k] += v * v
			}
		}
		mean := func(k int) float64 { return s[k] / float64(n) }
		sd := func(k int) float64 { return math.Sqrt(ss[k]/float64(n) - mean(k)*mean(k)) }
		y[i] = climate.Month{DryBulb: mean(0), DryBulbSD: sd(0), WetBulb: mean(1), WetBulbSD: sd(1), Pressure: mean(2)}
		at += n
	}
	return y
}

// Twelve months of statistics against 8,760 hours. The rest that is left comes from
// weather that is not normal rather than from the nodes: more nodes do not lessen it.
// Airside with the colder temperatures of the two poorer classes has its narrow ramp
// where summers spend their time, and is worse.
func TestYearAgainstHours(t *testing.T) {
	for _, place := range []place{
		{"plateau", 15.5, 9, 3, 2.4, 1.6, 89200},
		{"northern plain", 12.5, 15, 5, 4, 2.6, 101300},
		{"southern coast", 22.5, 7, 3, 2.7, 1.7, 100800},
		{"steppe", 3, 17, 5.5, 3.6, 2.4, 85500},
	} {
		hours := place.hours()
		year := summary(hours)
		for _, technology := range Technologies() {
			for _, class := range Classes() {
				for _, u := range []float64{.25, .5, 1} {
					p := New(technology, class)
					l := p.At(u)
					sum := 0.0
					for _, h := range hours {
						sum += l.Moment(h.tdb, h.twb, h.pressure).PUE()
					}
					d := p.Year(u, year).PUE() - sum/float64(len(hours))
					limit := .004
					if technology == Airside && class >= Typical {
						limit = .0075
					}
					if math.Abs(d) > limit {
						t.Errorf("%s %v %v u=%v: year is off by %+.4f", place.name, technology, class, u, d)
					}
				}
			}
		}
	}
}

// A year of twelve equal months is that month, and a month without spread a moment.
func TestEqualMonths(t *testing.T) {
	p := New(IndirectEvaporative, Good)
	m := climate.Month{DryBulb: 24, DryBulbSD: 3, WetBulb: 20, WetBulbSD: 2, Pressure: 89000}
	var y climate.Year
	for i := range y {
		y[i] = m
	}
	near(t, "year of equal months", p.Year(.5, y).PUE(), p.Month(.5, m).PUE(), 1e-14)
	m.DryBulbSD, m.WetBulbSD = 0, 0
	l := p.At(.5)
	near(t, "month without spread", p.Month(.5, m).PUE(), l.Moment(24, 20, 89000).PUE(), 1e-14)
	// January's 31 days and February's 28 are not the same weight.
	y[0].DryBulb, y[0].WetBulb = 40, 30
	jan := p.Year(.5, y).Cooling
	y[0], y[1] = y[1], y[0]
	near(t, "ratio of a hot January to a hot February", (jan-p.Month(.5, y[2]).Cooling)/(p.Year(.5, y).Cooling-p.Month(.5, y[2]).Cooling), 31./28, 1e-9)
}

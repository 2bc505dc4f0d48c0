package pue

import (
	"math"
	"testing"

	"hubcap/model/climate"
)

// Steps of .2 and .5 are so fine that a normal distribution's moments come out to the
// last digits, but for the tails that are cut off.
func TestNodesIntegrateNormalMoments(t *testing.T) {
	for _, c := range []struct {
		nodes                 []node
		n                     int
		low, second4, second6 float64 // bounds of what the cut takes of moments 2, 4 and 6
	}{
		{nodes, 15, .0025, .015, .05},
		{closeNodes, 37, .0035, .018, .06},
		{wideNodes, 9, .006, .03, .1},
		{dayNodes, 801, .0012, .007, .03},
		{equalSteps(.5, 18), 37, 1e-14, 1e-13, 1e-12},
		{equalSteps(.2, 45), 91, 1e-14, 1e-13, 1e-12},
	} {
		var m [7]float64
		for i, n := range c.nodes {
			x := n.weight
			for k := range m {
				m[k] += x
				x *= n.z
			}
			mirror := c.nodes[len(c.nodes)-1-i]
			if n.z != -mirror.z || n.weight != mirror.weight {
				t.Fatalf("node %d is not the mirror of its opposite", i)
			}
			middle := c.nodes[len(c.nodes)/2].weight
			near(t, "weight", n.weight/(middle*math.Exp(-n.z*n.z/2)), 1, 1e-14)
		}
		if len(c.nodes) != c.n {
			t.Errorf("%d nodes, want %d", len(c.nodes), c.n)
		}
		near(t, "moment 0", m[0], 1, 2e-15)
		near(t, "moments 1, 3 and 5", math.Abs(m[1])+math.Abs(m[3])+math.Abs(m[5]), 0, 1e-13)
		near(t, "moment 2", m[2], 1, c.low)
		near(t, "moment 4", m[4]/3, 1, c.second4)
		near(t, "moment 6", m[6]/15, 1, c.second6)
	}
	if oneNode[0] != (node{0, 1}) || len(oneNode) != 1 {
		t.Error("one node is not the mean")
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

// months over the range of the stations and beyond: from the steppe in winter to the
// southern coast in summer.
func months() []climate.Month {
	var all []climate.Month
	for tdb := -9.0; tdb <= 32; tdb++ {
		depression := 1.2 + 0.1*math.Max(0, tdb)
		for _, sd := range []float64{2.2, 2.7, 4, 5.5, 7} {
			all = append(all, climate.Month{
				DryBulb: tdb, DryBulbSD: sd,
				WetBulb: tdb - depression, WetBulbSD: 0.75 * sd,
				Pressure: 101325 - 800*math.Max(0, 15-tdb)})
		}
	}
	return all
}

// Every month against 2001 equal shares of the same normal distributions.
func TestMonthAgainstBruteForce(t *testing.T) {
	limits := [technologies]float64{
		ChilledWaterEconomiser: .002,
		ChilledWater:           .001,
		AirCooled:              .0025,
		IndirectEvaporative:    .002,
		Airside:                .0025,
		ColdPlate:              .0025,
		Immersion:              .003,
		Lake:                   1e-12,
	}
	z := quantiles(2001)
	all(func(technology Technology, class Class, p *Plant) {
		worst, square, n := 0.0, 0.0, 0.0
		for _, u := range []float64{.3, .5, 1} {
			l := p.At(u)
			for _, m := range months() {
				sum := 0.0
				for _, z := range z {
					sum += l.Moment(m.DryBulb+m.DryBulbSD*z, m.WetBulb+m.WetBulbSD*z, m.Pressure).PUE()
				}
				d := l.Month(m).PUE() - sum/float64(len(z))
				worst, square, n = math.Max(worst, math.Abs(d)), square+d*d, n+1
			}
		}
		t.Logf("%-9v %-7v worst %.4f, rms %.5f", technology, class, worst, math.Sqrt(square/n))
		if !(worst <= limits[technology]) {
			t.Errorf("%v %v: worst %.4f", technology, class, worst)
		}
	})
}

// lcg is a linear congruential generator (modulus 2^64), enough for made-up weather.
type lcg uint64

func (g *lcg) uniform() float64 {
	*g = *g*6364136223846793005 + 1442695040888963407
	return float64(*g>>11) / (1 << 53)
}

// normal is nearly normal: the sum of twelve uniforms less six.
func (g *lcg) normal() float64 {
	sum := -6.0
	for range 12 {
		sum += g.uniform()
	}
	return sum
}

// place describes made-up weather: season and day as cosines, fronts that last for
// days, outbreaks of cold that come at once and go slowly, and a wet-bulb depression
// that follows the sun and the fronts and has a long tail of dry hours.
type place struct {
	name                  string
	mean, season, day     float64 // deg C, K, K
	outbreak              float64 // K, once in eight days
	dry, wetDay, pressure float64 // usual depression K, its daily swing K, Pa
}

func places() []place {
	return []place{
		{"plateau", 15.5, 9, 3, 3, 2.4, 1.6, 89200},
		{"northern plain", 12.5, 15, 5, 3, 4, 2.6, 101300},
		{"southern coast", 22.5, 7, 3, 4, 2.7, 1.7, 100800},
		{"steppe", 3, 17, 5.5, 5, 3.6, 2.4, 85500},
	}
}

func (p place) hours() *climate.Hours {
	g := lcg(20220118)
	front, mist := 0.0, 0.0
	var all climate.Hours
	hour := 0
	for m, days := range climate.Days {
		for range int(days) * 24 {
			front = .985*front + g.normal()*.45
			if g.normal() > 2.56 {
				front -= p.outbreak
			}
			mist = .97*mist + g.normal()*.25
			season := -math.Cos(2 * math.Pi * (float64(hour)/8760 - .05))
			sun := -math.Cos(2 * math.Pi * (float64(hour%24) - 3) / 24)
			tdb := p.mean + p.season*season + p.day*sun + front
			x := math.Max(0, p.dry+p.wetDay*sun+mist+.15*front)
			all[m] = append(all[m], climate.Hour{DryBulb: tdb, WetBulb: tdb - x*x/(1.3*p.dry), Pressure: p.pressure - 40*front - 500*season})
			hour++
		}
	}
	return &all
}

// Twelve months of statistics against 8,760 hours, both integrated by Over. What is left
// comes from weather that is not normal rather than from the nodes, and largely cancels
// over a year; what single months keep of it stands in the log.
func TestYearAgainstHours(t *testing.T) {
	for _, place := range places() {
		hours := place.hours()
		hourly, year := hourly(hours), hours.Reduce()
		all(func(technology Technology, class Class, p *Plant) {
			monthly := monthly(year, nodesOf(technology))
			for _, u := range []float64{.3, .5, 1} {
				l := p.At(u)
				d, month := 0.0, 0.0
				for m := range hourly {
					off := l.Over(monthly[m]).PUE() - l.Over(hourly[m]).PUE()
					d += off * climate.Days[m] / 365
					month = math.Max(month, math.Abs(off))
				}
				limit := .004
				if technology == Airside && class == Legacy {
					limit = .005 // its ramp of 2 K lies where long summers spend their time
				}
				if !(math.Abs(d) <= limit) {
					t.Errorf("%s %v %v u=%v: year is off by %+.4f", place.name, technology, class, u, d)
				}
				t.Logf("%-14s %-9v %-7v u=%v: year %+.4f, worst month %.4f", place.name, technology, class, u, d, month)
			}
		})
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

package plant

import (
	"math"
	"testing"

	"hubcap/model/climate"
	"hubcap/model/pue"
	"hubcap/sim/result"
)

// seasons is the weather of a place with its warmest month in July, so many K warmer than the
// first.
func seasons(id string, warmer float64) climate.Station {
	s := climate.Station{ID: id}
	for m := range s.Year {
		t := 14 + warmer - 12*math.Cos(2*math.Pi*float64(m)/12)
		s.Year[m] = climate.Month{DryBulb: t, DryBulbSD: 4, WetBulb: t - 3, WetBulbSD: 3, Pressure: 9e4}
	}
	return s
}

// A study says of the plant, of others, of other loads and places what the equations say.
func TestStudy(t *testing.T) {
	here, there := seasons("here", 0), seasons("there", 6)
	got := Study(Question{Station: here, Technology: pue.ChilledWaterEconomiser, Class: pue.Legacy, Load: .4, WarmingK: 1, WetBulbShare: .5}, []climate.Station{here, there})
	today, other := here.Warm(1, .5), there.Warm(1, .5)
	of := func(technology pue.Technology, class pue.Class, u float64, year climate.Year) pue.Parts {
		p := pue.New(technology, class)
		return p.Year(u, year)
	}
	p := pue.New(pue.ChilledWaterEconomiser, pue.Legacy)
	year, full := p.Year(.4, today.Year), p.Year(1, today.Year)
	july := pue.PeakPoint(today.Year[6])
	at := p.At(.4)
	hour := at.Moment(july.DryBulb, july.WetBulb, july.Pressure)
	iec, good := of(pue.IndirectEvaporative, pue.Legacy, .4, today.Year), of(pue.ChilledWaterEconomiser, pue.Good, .1, today.Year)
	away := p.Year(.4, other.Year)
	for _, c := range []struct {
		what string
		got  result.Number
		want float64
	}{
		{"year", got.Annual, year.PUE()}, {"electrical", got.Parts.Electrical, year.Electrical}, {"misc", got.Parts.Misc, year.Misc},
		{"fans", got.Parts.Fans, year.Fans}, {"cooling", got.Parts.Cooling, year.Cooling}, {"compressors", got.Parts.Compressors, year.Compressors},
		{"water", got.Water, year.Water}, {"design", got.Design, full.PUE()}, {"peak", got.Peak, hour.PUE()}, {"free days", got.FreeDays, p.FreeDays(.4, &today)},
		{"iec", got.ByTechnology[pue.IndirectEvaporative].Annual, iec.PUE()}, {"its water", got.ByTechnology[pue.IndirectEvaporative].Water, iec.Water},
		{"good", got.ByLoad[pue.Good].PUE[0], good.PUE()}, {"a tenth", got.ByLoad[pue.Good].Load[0], .1}, {"all", got.ByLoad[pue.Legacy].PUE[36], full.PUE()},
		{"there", got.Stations[1].Annual, away.PUE()}, {"free days there", got.Stations[1].FreeDays, p.FreeDays(.4, &other)},
	} {
		if math.Abs(float64(c.got)-c.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", c.what, c.got, c.want)
		}
	}
}

// A place that is no station is compared with the stations too.
func TestPlaceOfItsOwn(t *testing.T) {
	here, there := seasons("here", 0), seasons("there", 6)
	got := Study(Question{Station: here, Technology: pue.AirCooled, Class: pue.Good, Load: .4}, []climate.Station{there})
	if len(got.Stations) != 2 || got.Stations[0].Station != "here" || got.Stations[0].Annual != got.Annual {
		t.Errorf("%+v", got.Stations)
	}
}

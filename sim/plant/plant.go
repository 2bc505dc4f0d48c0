// Package plant looks at one cooling plant at one place from all sides: its year, its
// months and parts, other technologies, classes, loads and places beside it.
package plant

import (
	"slices"

	"hubcap/model/climate"
	"hubcap/model/pue"
	"hubcap/sim/result"
)

// Question is what is asked.
type Question struct {
	Station      climate.Station // whose weather it is
	Technology   pue.Technology
	Class        pue.Class
	Load         float64 // IT power / design IT power, above 0 to 1
	WarmingK     float64 // added to the dry-bulb of a typical year
	WetBulbShare float64 // share of it added to the wet-bulb
}

// Study answers it; stations are the other places to compare with.
func Study(q Question, stations []climate.Station) *result.Plant {
	today := q.Station.Warm(q.WarmingK, q.WetBulbShare)
	w := pue.WeatherOf(q.Technology, &today)
	p := pue.New(q.Technology, q.Class)
	at, full := p.At(q.Load), p.At(1)
	year, design := at.Year(&w), full.Year(&w)
	out := &result.Plant{
		Station: q.Station.ID, Place: result.Text{EN: q.Station.EN, ZH: q.Station.ZH},
		Technology: q.Technology.String(), Class: q.Class.String(),
		Load: result.Number(q.Load), WarmingK: result.Number(q.WarmingK),
		Annual: result.Number(year.PUE()), Months: months(&at, &w),
		Parts: result.PlantParts{Electrical: result.Number(year.Electrical), Misc: result.Number(year.Misc),
			Fans: result.Number(year.Fans), Cooling: result.Number(year.Cooling), Compressors: result.Number(year.Compressors)},
		Water: result.Number(year.Water), Design: result.Number(design.PUE()),
		FreeDays: result.Number(p.FreeDays(q.Load, &today)), Peak: result.Number(worst(&at, &today)),
	}
	for _, t := range pue.Technologies() {
		w, other := pue.WeatherOf(t, &today), pue.New(t, q.Class)
		at := other.At(q.Load)
		year := at.Year(&w)
		out.ByTechnology = append(out.ByTechnology, result.PlantYear{Technology: t.String(),
			Name: result.Text{EN: t.Name("en"), ZH: t.Name("zh")}, Annual: result.Number(year.PUE()), Months: months(&at, &w), Water: result.Number(year.Water)})
	}
	for _, k := range pue.Classes() {
		out.ByLoad = append(out.ByLoad, overLoad(q.Technology, k, &w))
	}
	if !slices.ContainsFunc(stations, func(s climate.Station) bool { return s.ID == q.Station.ID }) {
		stations = append([]climate.Station{q.Station}, stations...) // a place of its own
	}
	for i := range stations {
		s := stations[i].Warm(q.WarmingK, q.WetBulbShare)
		w := pue.WeatherOf(q.Technology, &s)
		year := at.Year(&w)
		out.Stations = append(out.Stations, result.PlantStation{Station: s.ID, Name: result.Text{EN: s.EN, ZH: s.ZH},
			At: result.Point{Lat: result.Number(s.Lat), Lon: result.Number(s.Lon)}, Measured: s.Measured,
			Annual: result.Number(year.PUE()), FreeDays: result.Number(p.FreeDays(q.Load, &s))})
	}
	return out
}

// overLoad is a technology in a class from a tenth to all of its load.
func overLoad(t pue.Technology, k pue.Class, w *pue.Weather) result.PlantLoads {
	out := result.PlantLoads{Class: k.String(), Name: result.Text{EN: k.Name("en"), ZH: k.Name("zh")}}
	p := pue.New(t, k)
	for i := 4; i <= 40; i++ {
		u := float64(i) / 40
		at := p.At(u)
		year := at.Year(w)
		out.Load, out.PUE = append(out.Load, result.Number(u)), append(out.PUE, result.Number(year.PUE()))
	}
	return out
}

// months are the PUE of the months.
func months(at *pue.Load, w *pue.Weather) (out []result.Number) {
	for _, points := range w {
		month := at.Over(points)
		out = append(out, result.Number(month.PUE()))
	}
	return out
}

// worst is the highest PUE in a design hour of the months.
func worst(at *pue.Load, s *climate.Station) float64 {
	out := 0.
	for _, hour := range pue.DesignHours(s) {
		parts := at.Moment(hour.DryBulb, hour.WetBulb, hour.Pressure)
		out = max(out, parts.PUE())
	}
	return out
}

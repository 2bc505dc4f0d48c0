package seeds

import (
	"errors"
	"fmt"

	"hubcap/model/climate"
)

// Stations gives the weather stations with their typical years, by id.
func Stations() ([]climate.Station, error) {
	stations, err := read("stations.csv", func(r *row) climate.Station {
		return climate.Station{
			ID:        r.str("id"),
			EN:        r.str("name_en"),
			ZH:        r.str("name_zh"),
			WMO:       r.str("wmo"),
			Lat:       r.num("lat"),
			Lon:       r.num("lon"),
			Elevation: r.num("elevation_m"),
			Measured:  r.str("confidence") == "A",
		}
	})
	if err != nil {
		return nil, err
	}
	type key struct {
		station string
		month   int // 0 is January
	}
	type month struct {
		key
		climate.Month
	}
	months, err := read("climate.csv", func(r *row) month {
		n := r.num("month")
		if !(n >= 1 && n <= 12 && n == float64(int(n))) {
			r.fail("month", "%v, must be 1 to 12", n)
		}
		return month{key{r.str("station"), int(n) - 1}, climate.Month{
			DryBulb:   r.num("dry_bulb_c"),
			DryBulbSD: r.num("dry_bulb_sd_k"),
			WetBulb:   r.num("wet_bulb_c"),
			WetBulbSD: r.num("wet_bulb_sd_k"),
			Pressure:  r.num("pressure_pa"),
		}}
	})
	if err != nil {
		return nil, err
	}
	weather := make(map[key]climate.Month, len(months))
	for _, m := range months {
		weather[m.key] = m.Month
	}
	var errs []error
	for i := range stations {
		s := &stations[i]
		for m := range s.Year {
			w, ok := weather[key{s.ID, m}]
			if !ok {
				errs = append(errs, fmt.Errorf("climate.csv: station %s: month %d is missing", s.ID, m+1))
			}
			s.Year[m] = w
		}
	}
	if len(months) != 12*len(stations) {
		errs = append(errs, fmt.Errorf("climate.csv: %d rows for %d stations, want 12 each, no station unknown, none twice", len(months), len(stations)))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return stations, nil
}

package weather

import (
	"math"
	"strconv"
	"strings"

	"hubcap/model/climate"
)

// epwBegin is how an EPW file begins.
const epwBegin = "LOCATION,"

// epwHeader is the number of lines before the hours, and epwFields that of the fields
// of an hour up to the last that is read.
const epwHeader, epwFields = 8, 10

// From these numbers on a field is missing, says the data dictionary of the format
// (EnergyPlus documentation, Auxiliary Programs).
const (
	noTemperature = 99.9
	noHumidity    = 999
	noPressure    = 999999
)

// epw reads the rows of an EPW file and tells whether they could be read to the end.
func (r *reader) epw() bool {
	line, _ := r.next()
	r.location(split(line, r.line, 11))
	for range epwHeader - 1 {
		var ok bool
		if line, ok = r.next(); !ok {
			r.problem(r.line, 0, "the file ends within its header; wanted are %d lines of header and the hours of a year", epwHeader)
			return false
		}
	}
	return r.periods(split(line, r.line, 4)) && r.table(r.epwRow)
}

// location takes from the first line what it says of the station.
func (r *reader) location(fields []field) {
	r.record.Name = printable(fields[1].text, 100)
	for _, x := range []struct {
		of        *float64
		name      string
		at        int
		low, high float64
	}{
		{&r.record.Lat, "latitude", 6, -90, 90},
		{&r.record.Lon, "longitude", 7, -180, 180},
		{&r.record.Elevation, "elevation", 9, -1000, 9999.9},
	} {
		if x.at >= len(fields) || fields[x.at].text == "" {
			continue
		}
		f := fields[x.at]
		f.name = x.name
		if v, ok := r.within(f, x.low, x.high, "", noHint); ok {
			*x.of = v
		}
	}
}

// periods looks at the last line of the header.
func (r *reader) periods(fields []field) bool {
	const begin = "DATA PERIODS"
	if !strings.EqualFold(fields[0].text, begin) {
		r.problem(r.line, fields[0].column, "%s; wanted is %s as line %d of the header", named(fields[0].text), begin, epwHeader)
		return false
	}
	if len(fields) < 3 {
		r.problem(r.line, 0, "%s does not tell the records per hour; allowed is 1", begin)
		return false
	}
	f := fields[2]
	f.name = "records per hour"
	if f.text != "1" {
		r.wrong(f, "%s; allowed is 1, so average the hours first", named(f.text))
		return false
	}
	return true
}

// epwRow reads one hour.
func (r *reader) epwRow(line []byte) {
	f := split(line, r.line, epwFields+1)
	if len(f) < epwFields {
		r.problem(r.line, 0, "%d fields; an hour has 35, of which the first %d are wanted", len(f), epwFields)
		return
	}
	for i, name := range [epwFields]string{
		"year", "month", "day", "hour", "minute", "flags", "dry-bulb", "dew point", "relative humidity", "pressure",
	} {
		f[i].name = name
	}
	w := row{line: r.line, column: f[1].column}
	if !r.date(&w, f[1], f[2], f[3], 1) {
		return
	}
	w.hour--
	w.weather = r.epwWeather(f[6], f[7], f[8], f[9])
	r.rows = append(r.rows, w)
}

func (r *reader) epwWeather(dryBulb, dewPoint, humidity, pressure field) climate.Hour {
	var h climate.Hour
	var ok, okPressure bool
	if missing(dryBulb, noTemperature) {
		r.wrong(dryBulb, "%s stands for a missing value; wanted is one in every row", named(dryBulb.text))
	} else {
		h.DryBulb, ok = r.temperature(dryBulb)
	}
	if !missing(pressure, noPressure) {
		h.Pressure, okPressure = r.pressure(pressure)
	} else if h.Pressure = r.standard(); math.IsNaN(h.Pressure) {
		r.wrong(pressure, "%s stands for a missing value, %s", named(pressure.text), r.noStandard())
	} else {
		okPressure = true
	}
	switch {
	case !missing(humidity, noHumidity):
		if ok && okPressure {
			h.WetBulb = r.humidity(humidity, h)
		}
	case !missing(dewPoint, noTemperature):
		if ok && okPressure {
			h.WetBulb = r.dewPoint(dewPoint, h)
		}
	default:
		r.wrong(humidity, "%s stands for a missing value, and the dew point is missing too; wanted is one of both", named(humidity.text))
	}
	return h
}

// missing tells whether a field says that it is.
func missing(f field, from float64) bool {
	v, err := strconv.ParseFloat(f.text, 64)
	return f.text == "" || err == nil && v >= from && !math.IsInf(v, 0)
}

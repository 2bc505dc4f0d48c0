package weather

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// The columns of a CSV file.
const (
	colDryBulb  = "dry_bulb_c"
	colWetBulb  = "wet_bulb_c"
	colHumidity = "relative_humidity_percent"
	colDewPoint = "dew_point_c"
	colPressure = "pressure_pa"
	colMonth    = "month"
	colDay      = "day"
	colHour     = "hour"
	colTime     = "time"
)

// columns are the known ones. Never written.
var columns = []string{colDryBulb, colWetBulb, colHumidity, colDewPoint, colPressure, colMonth, colDay, colHour, colTime}

// header tells where the columns of a CSV file stand, from 0.
type header struct {
	width int
	at    map[string]int
}

func (h header) has(name string) bool {
	_, ok := h.at[name]
	return ok
}

// csv reads the rows of a CSV file and tells whether they could be read to the end.
func (r *reader) csv() bool {
	line, ok := r.content()
	if !ok {
		r.problem(0, 0, "the file is empty; wanted are a header row and the hours of a year")
		return false
	}
	h, ok := r.header(line)
	if !ok {
		return false
	}
	first := r.line
	if !r.table(func(line []byte) { r.csvRow(h, line) }) {
		return false
	}
	if h.has(colHumidity) && r.count > 0 && len(r.problems) == 0 && r.mostHumid <= 1 {
		r.problem(first, 0, "%s: no value is above 1, which looks like shares of 1; wanted is percent", colHumidity)
	}
	switch {
	case h.has(colMonth):
		return r.hoursFrom()
	case h.has(colTime):
		return true
	}
	return r.calendar()
}

// header reads the names of the columns.
func (r *reader) header(line []byte) (h header, ok bool) {
	if at := bytes.IndexAny(line, ";\t"); at >= 0 {
		r.problem(r.line, utf8.RuneCount(line[:at])+1, "columns are separated by %q; allowed is a comma, with a point in numbers", line[at])
		return h, false
	}
	const most = 100
	fields := split(line, r.line, most)
	if len(fields) == most {
		r.problem(r.line, 0, "too many columns; known are %s", strings.Join(columns, ", "))
		return h, false
	}
	before := len(r.problems)
	h = header{len(fields), map[string]int{}}
	for i, f := range fields {
		name := strings.ToLower(f.text)
		if first, twice := h.at[name]; twice {
			r.problem(f.line, f.column, "column %s is given a second time; the first is at %d", name, fields[first].column)
		} else if slices.Contains(columns, name) {
			h.at[name] = i
		} else {
			r.problem(f.line, f.column, "%s is no known column; known are %s", named(f.text), strings.Join(columns, ", "))
		}
	}
	r.combination(h)
	return h, len(r.problems) == before
}

// combination checks that the columns together say what is needed, and only once.
func (r *reader) combination(h header) {
	want := func(ok bool, what string) {
		if !ok {
			r.problem(r.line, 0, "%s", what)
		}
	}
	count := func(names ...string) (n int) {
		for _, name := range names {
			if h.has(name) {
				n++
			}
		}
		return n
	}
	date := count(colMonth, colDay, colHour)
	want(h.has(colDryBulb), "there is no column "+colDryBulb+"; it is wanted")
	want(count(colWetBulb, colHumidity, colDewPoint) == 1,
		"wanted is one of the columns "+colWetBulb+", "+colHumidity+" and "+colDewPoint+", and not more than one")
	want(h.has(colPressure) || !math.IsNaN(r.standard()), "there is no column "+colPressure+", "+r.noStandard())
	want(date == 0 || date == 3, "the columns "+colMonth+", "+colDay+" and "+colHour+" go together; wanted are all or none")
	want(date == 0 || !h.has(colTime), "there is a column "+colTime+" beside "+colMonth+", "+colDay+" or "+colHour+"; wanted is only one of both")
}

// csvRow reads one hour.
func (r *reader) csvRow(h header, line []byte) {
	if n := bytes.Count(line, []byte(",")) + 1; n != h.width {
		r.problem(r.line, 0, "%d fields; wanted are %d as in the header (a decimal comma is not allowed)", n, h.width)
		return
	}
	fields := split(line, r.line, h.width)
	get := func(name string) field {
		f := fields[h.at[name]]
		f.name = name
		return f
	}
	w := row{line: r.line, hour: r.count - 1} // of the year, if nothing else is said
	switch {
	case h.has(colMonth):
		w.column = get(colMonth).column
		if !r.date(&w, get(colMonth), get(colDay), get(colHour), 0) {
			return
		}
	case h.has(colTime):
		w.column = get(colTime).column
		if !r.time(&w, get(colTime)) {
			return
		}
	}
	x := &w.weather
	var ok bool
	okPressure := true
	x.DryBulb, ok = r.temperature(get(colDryBulb))
	if h.has(colPressure) {
		x.Pressure, okPressure = r.pressure(get(colPressure))
	} else {
		x.Pressure = r.standard()
	}
	switch {
	case !ok || !okPressure: // tells nothing of humidity
	case h.has(colWetBulb):
		x.WetBulb = r.wetBulb(get(colWetBulb), *x)
	case h.has(colHumidity):
		x.WetBulb = r.humidity(get(colHumidity), *x)
	default:
		x.WetBulb = r.dewPoint(get(colDewPoint), *x)
	}
	r.rows = append(r.rows, w)
}

// time reads the time of a row.
func (r *reader) time(w *row, f field) bool {
	text := []byte(f.text)
	if at := len(time.DateOnly); len(text) > at && text[at] == ' ' {
		text[at] = 'T'
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, string(text)); err == nil {
			w.month, w.day, w.hour = int(t.Month()), t.Day(), t.Hour()
			return true
		}
	}
	r.wrong(f, "%s; allowed is a local time without zone, as 2021-01-01T00:00", named(f.text))
	return false
}

// hoursFrom settles whether the hours of days are counted from 0 or from 1.
func (r *reader) hoursFrom() bool {
	hour := func(n int) int { return slices.IndexFunc(r.rows, func(w row) bool { return w.hour == n }) }
	zero, last := hour(0), hour(24)
	if zero >= 0 && last >= 0 {
		w := r.rows[max(zero, last)]
		r.problem(w.line, w.column, "hour %d here and hour %d at line %d; allowed are hours 0 to 23 or 1 to 24",
			w.hour, 24-w.hour, r.rows[min(zero, last)].line)
		return false
	}
	if zero < 0 {
		for i := range r.rows {
			r.rows[i].hour--
		}
	}
	return true
}

// calendar gives dates to rows that have none.
func (r *reader) calendar() bool {
	const common = 365 * 24
	if r.count != common && r.count != maxRows {
		r.problem(0, 0, "%d hours without a time; allowed are %d or %d, from 1 January on, or columns that tell the time", r.count, common, maxRows)
		return false
	}
	for i := range r.rows {
		w := &r.rows[i]
		for w.month = 1; ; w.month++ {
			hours := monthHours(w.month-1, r.count == maxRows)
			if w.hour < hours {
				break
			}
			w.hour -= hours
		}
		w.day, w.hour = w.hour/24+1, w.hour%24
	}
	return true
}

// Package weather reads a year of hourly weather from a file of the user: an EPW file
// (EnergyPlus weather) or a table as CSV.
//
// # EPW
//
// A file whose first line begins with LOCATION. Of each hour, month, day, hour (1 to
// 24), dry-bulb, dew point, relative humidity and station pressure are taken; the year
// and the minute are not, as a typical year is put together of months of several
// years. What the format marks as missing is replaced where that can be: humidity by
// the dew point, pressure by that of the standard atmosphere at the station's elevation.
//
// # CSV
//
// One header row names the columns, which may stand in any order:
//
//	dry_bulb_c                  deg C
//	wet_bulb_c                  deg C, or instead of it
//	relative_humidity_percent   0 to 100, or
//	dew_point_c                 deg C
//	pressure_pa                 Pa; may be left out where the elevation is known
//	month, day, hour            hours either 0 to 23 or 1 to 24; or instead of them
//	time                        2021-01-01T00:00, where the hour begins
//
// Hours are 0 to 23 if there is an hour 0, else 1 to 24. Without any time there must be
// 8760 or 8784 rows, from 1 January on. Times are local standard time, without daylight
// saving. Empty lines and lines that begin with # are skipped. Quotes around a field are
// dropped; there is no comma within a field.
//
// Relative humidity and dew point below freezing are taken as over ice; see package
// climate.
package weather

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"hubcap/model/climate"
)

// MaxBytes bounds a file: far beyond a year of hours with all its columns.
const MaxBytes = 64 << 20

const (
	maxRows    = 366 * 24
	leastShare = 0.9 // of a month's hours that must be there
)

// Record is a year of hourly weather.
type Record struct {
	Name      string  // of an EPW file's station, else empty
	Lat, Lon  float64 // degrees, NaN where unknown
	Elevation float64 // m above sea level, NaN where unknown
	Hours     climate.Hours
	Missing   int // hours that the file leaves out

	AtElevation bool // the elevation given was needed, for pressure that the file does not tell

	slots [12][]int // of each hour: which of its month, from 0
}

// Read reads an EPW or CSV file, of which the name is for messages only. The elevation
// (m, NaN where unknown) is that of the station, unless an EPW file gives its own. All
// mistakes that are found are reported, as Problems.
func Read(file string, data []byte, elevation float64) (*Record, error) {
	nan := math.NaN()
	r := &reader{
		file:   file,
		given:  elevation,
		rest:   bytes.TrimPrefix(data, []byte("\ufeff")), // some editors begin a file with it
		record: Record{Lat: nan, Lon: nan, Elevation: elevation},
	}
	switch {
	case len(data) > MaxBytes:
		r.problem(0, 0, "the file is larger than %d MiB; a year of hours takes a few", MaxBytes>>20)
	case bytes.IndexByte(data, 0) >= 0:
		r.problem(0, 0, "the file holds zero bytes; wanted is text in UTF-8, not UTF-16 or a binary file")
	case r.read():
		r.place()
	}
	if len(r.problems) > 0 {
		slices.SortStableFunc(r.problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
		return nil, r.problems
	}
	record := r.record // without the rest of the reader
	return &record, nil
}

// CSV is the record as a table of month, day, hour (1 to 24), dry-bulb, wet-bulb and
// pressure. Read makes the very same Hours of it.
func (r *Record) CSV() []byte {
	out := []byte("month,day,hour,dry_bulb_c,wet_bulb_c,pressure_pa\n")
	for m, hours := range r.Hours {
		for i, h := range hours {
			slot := i
			if i < len(r.slots[m]) {
				slot = r.slots[m][i]
			}
			for _, n := range [...]int{m + 1, slot/24 + 1, slot%24 + 1} {
				out = strconv.AppendInt(out, int64(n), 10)
				out = append(out, ',')
			}
			for k, v := range [...]float64{h.DryBulb, h.WetBulb, h.Pressure} {
				if k > 0 {
					out = append(out, ',')
				}
				out = strconv.AppendFloat(out, v, 'g', -1, 64)
			}
			out = append(out, '\n')
		}
	}
	return out
}

// reader reads one file.
type reader struct {
	file      string
	rest      []byte  // what is not read yet
	line      int     // of the last line read
	count     int     // rows of hours, also wrong ones
	mostHumid float64 // largest relative humidity read, %
	given     float64 // elevation, m
	record    Record
	rows      []row // those with a time
	problems  Problems
}

// row is an hour of the file.
type row struct {
	line, column     int // where its time stands
	month, day, hour int // month and day from 1, hour from 0
	weather          climate.Hour
}

func (r *reader) problem(line, column int, format string, args ...any) {
	r.problems = append(r.problems, Problem{r.file, line, column, fmt.Sprintf(format, args...)})
}

// read reads the rows of the file, of whichever kind it is, and tells whether they could
// be read to the end.
func (r *reader) read() bool {
	if n := len(epwBegin); len(r.rest) >= n && strings.EqualFold(string(r.rest[:n]), epwBegin) {
		return r.epw()
	}
	return r.csv()
}

// next is the next line, without its end.
func (r *reader) next() (line []byte, ok bool) {
	if len(r.rest) == 0 {
		return nil, false
	}
	line, r.rest, _ = bytes.Cut(r.rest, []byte("\n"))
	r.line++
	return bytes.TrimSuffix(line, []byte("\r")), true
}

// content is the next line that is neither empty nor a comment.
func (r *reader) content() (line []byte, ok bool) {
	for {
		line, ok = r.next()
		if text := bytes.TrimSpace(line); !ok || len(text) > 0 && text[0] != '#' {
			return line, ok
		}
	}
}

// table reads the rows of hours one by one.
func (r *reader) table(each func(line []byte)) (ended bool) {
	for {
		line, ok := r.content()
		if !ok {
			return true
		}
		if r.count++; r.count > maxRows {
			r.problem(r.line, 0, "more than %d hours; wanted is one year", maxRows)
			return false
		}
		each(line)
	}
}

// monthHours is the number of hours of a month, from 0 for January.
func monthHours(month int, leap bool) int {
	hours := int(climate.Days[month]) * 24
	if month == 1 && leap {
		hours += 24
	}
	return hours
}

// place puts the rows into their months.
func (r *reader) place() {
	type hour struct {
		line    int // 0 where there is none
		weather climate.Hour
	}
	var year [12][31 * 24]hour
	leap, faulty := false, len(r.problems) > 0
	for i := range r.rows {
		w := &r.rows[i]
		h := &year[w.month-1][(w.day-1)*24+w.hour]
		if h.line > 0 {
			r.problem(w.line, w.column, "the hour is given a second time, first at line %d; wanted is one year in standard time", h.line)
			continue
		}
		*h = hour{w.line, w.weather}
		leap = leap || w.month == 2 && w.day == 29
	}
	for m := range year {
		want, there := monthHours(m, leap), 0
		for slot := range year[m] {
			if h := &year[m][slot]; h.line > 0 {
				there++
				r.record.Hours[m] = append(r.record.Hours[m], h.weather)
				r.record.slots[m] = append(r.record.slots[m], slot)
			}
		}
		r.record.Missing += want - there
		if float64(there) < leastShare*float64(want) && !faulty { // else they may be among the faulty
			r.problem(0, 0, "%s: %d of %d hours are missing; allowed is a tenth", time.Month(m+1), want-there, want)
		}
	}
}

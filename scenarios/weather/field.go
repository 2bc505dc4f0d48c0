package weather

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"hubcap/model/climate"
)

// What is plausible: temperatures near the coldest and hottest ever recorded, deg C, and
// pressures from the highest towns to the strongest highs over low land, Pa.
const (
	coldest, hottest  = -90.0, 60.0
	thinnest, densest = 50e3, 110e3
	mostHumid         = 110.0 // %; sensors show a little above 100

	// How far a wet-bulb may be above the dry-bulb, or below that of dry air, K: what
	// rounding and other equations do.
	wetAbove, wetBelow = 0.2, 0.5
	// How far a dew point may be above the dry-bulb, K: about what mostHumid gives.
	dewAbove = 2.0
)

// field is one field of a line.
type field struct {
	name         string // for messages
	text         string // without blanks and quotes around it
	line, column int
}

// split cuts a line at its commas into fields, at most so many, of which the last then
// holds the rest: a line may be as long as the file.
func split(line []byte, number, most int) []field {
	parts := strings.SplitN(string(line), ",", most)
	fields := make([]field, len(parts))
	column := 1
	for i, part := range parts {
		text := strings.TrimLeft(part, " \t")
		blanks := len(part) - len(text)
		text = strings.TrimRight(text, " \t")
		if n := len(text); n >= 2 && text[0] == '"' && text[n-1] == '"' {
			text = strings.TrimSpace(text[1 : n-1])
		}
		fields[i] = field{text: text, line: number, column: column + blanks}
		column += utf8.RuneCountInString(part) + 1
	}
	return fields
}

// named shows a text in a message.
func named(s string) string {
	if s == "" {
		return "an empty field"
	}
	return printable(s, 40)
}

// wrong reports a mistake in a field.
func (r *reader) wrong(f field, format string, args ...any) {
	r.problem(f.line, f.column, "%s: %s", f.name, fmt.Sprintf(format, args...))
}

// number reads a finite number, or tells why it is none.
func (f field) number() (v float64, fault string) {
	v, err := strconv.ParseFloat(f.text, 64)
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return 0, named(f.text) + " is not finite"
	case err != nil:
		return 0, named(f.text) + " is no number"
	}
	return v, ""
}

// within reads a number from low to high; the hint says what another may mean.
func (r *reader) within(f field, low, high float64, unit string, hint func(float64) string) (float64, bool) {
	v, fault := f.number()
	switch {
	case fault != "":
		r.wrong(f, "%s; allowed is %v to %v%s", fault, low, high, unit)
	case v < low || v > high:
		r.wrong(f, "%s; allowed is %v to %v%s%s", named(f.text), low, high, unit, hint(v))
	default:
		return v, true
	}
	return 0, false
}

func noHint(float64) string { return "" }

// whole reads a whole number from low to high.
func (r *reader) whole(f field, low, high int) (int, bool) {
	n, err := strconv.Atoi(f.text)
	if err != nil || n < low || n > high {
		r.wrong(f, "%s; allowed is a whole number from %d to %d", named(f.text), low, high)
		return 0, false
	}
	return n, true
}

// date reads the date of a row, with hours as they are written, from the given one to 24.
func (r *reader) date(w *row, month, day, hour field, from int) bool {
	var okMonth, okDay, okHour bool
	days := 31
	if w.month, okMonth = r.whole(month, 1, 12); okMonth {
		days = monthHours(w.month-1, true) / 24
	}
	w.day, okDay = r.whole(day, 1, days)
	w.hour, okHour = r.whole(hour, from, 24)
	return okMonth && okDay && okHour
}

// temperature reads a dry-bulb or a dew point.
func (r *reader) temperature(f field) (float64, bool) {
	return r.within(f, coldest, hottest, " deg C", otherDegrees)
}

// otherDegrees tells of which other scale a temperature may be.
func otherDegrees(v float64) string {
	switch {
	case v > hottest && v <= 140:
		return ", and this looks like degrees Fahrenheit"
	case v >= 180 && v <= 340:
		return ", and this looks like kelvin"
	}
	return ""
}

func (r *reader) pressure(f field) (float64, bool) {
	return r.within(f, thinnest, densest, " Pa", func(v float64) string {
		switch {
		case v >= thinnest/100 && v <= densest/100:
			return ", and this looks like hPa (mbar), of which 1 is 100 Pa"
		case v >= thinnest/1000 && v <= densest/1000:
			return ", and this looks like kPa, of which 1 is 1000 Pa"
		}
		return ""
	})
}

// standard is the pressure that stands in for a missing one, or NaN.
func (r *reader) standard() float64 {
	if p := climate.StandardPressure(r.record.Elevation); p >= thinnest && p <= densest {
		r.record.AtElevation = r.record.Elevation == r.given
		return p
	}
	return math.NaN()
}

// noStandard tells why there is no standard pressure.
func (r *reader) noStandard() string {
	if math.IsNaN(r.record.Elevation) {
		return "and the elevation is not known; wanted is one of both"
	}
	return fmt.Sprintf("and the standard pressure at an elevation of %v m is beyond %v to %v Pa; wanted is one of both", r.record.Elevation, thinnest, densest)
}

// humidity reads a relative humidity and gives the wet-bulb.
func (r *reader) humidity(f field, h climate.Hour) float64 {
	v, _ := r.within(f, 0, mostHumid, " %", noHint)
	r.mostHumid = max(r.mostHumid, v)
	return climate.WetBulb(h.DryBulb, v/100, h.Pressure)
}

// dewPoint reads a dew point and gives the wet-bulb.
func (r *reader) dewPoint(f field, h climate.Hour) float64 {
	v, ok := r.temperature(f)
	if ok && v > h.DryBulb+dewAbove {
		r.wrong(f, "%v deg C is above the dry-bulb of %v; allowed are %v K more", v, h.DryBulb, dewAbove)
	}
	return climate.WetBulbFromDewPoint(h.DryBulb, v, h.Pressure)
}

// wetBulb reads a wet-bulb.
func (r *reader) wetBulb(f field, h climate.Hour) float64 {
	v, fault := f.number()
	if fault != "" {
		r.wrong(f, "%s; wanted are deg C", fault)
		return 0
	}
	least := v + wetBelow // must leave some humidity
	if v < 0 {
		least = min(least, 0) // below 0 the bulb is iced, which less humidity suffices for
	}
	switch {
	case v > h.DryBulb+wetAbove:
		r.wrong(f, "%v deg C is above the dry-bulb of %v; allowed are %v K more%s", v, h.DryBulb, wetAbove, otherDegrees(v))
	case !(climate.RelativeHumidity(h.DryBulb, least, h.Pressure) > 0):
		r.wrong(f, "%v deg C is below the %.2f of dry air at %v; allowed are %v K less", v, climate.WetBulb(h.DryBulb, 0, h.Pressure), h.DryBulb, wetBelow)
	}
	return min(v, h.DryBulb)
}

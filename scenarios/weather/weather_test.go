package weather

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"hubcap/model/climate"
)

var nan = math.NaN()

// hours calls f for every hour of a year, with hours from 0.
func hours(leap bool, f func(month, day, hour int)) {
	for m := range 12 {
		for h := range monthHours(m, leap) {
			f(m+1, h/24+1, h%24)
		}
	}
}

// sample is made-up weather, rounded as in EPW files: deg C, deg C, %, Pa.
func sample(month, day, hour int) (dryBulb, dewPoint string, humidity, pressure int) {
	dry := 6 - 14*math.Cos(2*math.Pi*float64(month)/12) + 5*math.Sin(2*math.Pi*float64(hour-8)/24) + float64(day%5)/3
	dry = math.Round(10*dry) / 10
	format := func(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
	return format(dry), format(dry - float64(day%9)/2), 5 + (7*day+13*hour)%96, 89000 + 37*day - 11*hour
}

// table is a CSV file of a header and the rows that f gives; an empty one is left out.
func table(header string, leap bool, f func(month, day, hour int) string) string {
	var b strings.Builder
	b.WriteString(header + "\n")
	hours(leap, func(month, day, hour int) {
		if row := f(month, day, hour); row != "" {
			b.WriteString(row + "\n")
		}
	})
	return b.String()
}

// plain is the made-up weather as CSV with hours from 1.
var plain = sync.OnceValue(func() string {
	return table("month,day,hour,dry_bulb_c,relative_humidity_percent,pressure_pa", false, func(month, day, hour int) string {
		dry, _, rh, p := sample(month, day, hour)
		return fmt.Sprintf("%d,%d,%d,%s,%d,%d", month, day, hour+1, dry, rh, p)
	})
})

// epw is the made-up weather as EPW.
var epw = sync.OnceValue(func() string {
	header := strings.Join([]string{
		"LOCATION,Guiyang,Guizhou,CHN,made up,578160,26.58,106.73,8.0,1223.8",
		"DESIGN CONDITIONS,0", "TYPICAL/EXTREME PERIODS,0", "GROUND TEMPERATURES,0",
		"HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0", "COMMENTS 1,made up", "COMMENTS 2,", "DATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31",
	}, "\n")
	return table(header, false, func(month, day, hour int) string {
		dry, dew, rh, p := sample(month, day, hour)
		return fmt.Sprintf("%d,%d,%d,%d,60,?9?9?9*_*9,%s,%s,%d,%d"+strings.Repeat(",0", 25), 1980+month, month, day, hour+1, dry, dew, rh, p)
	})
})

// edit replaces a field of a file, line and field counted from 1.
func edit(text string, line, at int, field string) string {
	lines := strings.Split(text, "\n")
	fields := strings.Split(lines[line-1], ",")
	fields[at-1] = field
	lines[line-1] = strings.Join(fields, ",")
	return strings.Join(lines, "\n")
}

func read(t *testing.T, text string, elevation float64) *Record {
	t.Helper()
	r, err := Read("my.csv", []byte(text), elevation)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// same compares bit for bit.
func same(t *testing.T, what string, got, want *climate.Hours) {
	t.Helper()
	for m := range got {
		if len(got[m]) != len(want[m]) {
			t.Errorf("%s: month %d has %d hours, want %d", what, m+1, len(got[m]), len(want[m]))
			return
		}
		for i, g := range got[m] {
			w := want[m][i]
			if math.Float64bits(g.DryBulb) != math.Float64bits(w.DryBulb) ||
				math.Float64bits(g.WetBulb) != math.Float64bits(w.WetBulb) ||
				math.Float64bits(g.Pressure) != math.Float64bits(w.Pressure) {
				t.Errorf("%s: month %d, hour %d is %+v, want %+v", what, m+1, i, g, w)
				return
			}
		}
	}
}

func TestEPW(t *testing.T) {
	r := read(t, epw(), 7)
	if r.Name != "Guiyang" || r.Lat != 26.58 || r.Lon != 106.73 || r.Elevation != 1223.8 || r.Missing != 0 {
		t.Errorf("station %q at %v, %v, %v m, %d hours missing", r.Name, r.Lat, r.Lon, r.Elevation, r.Missing)
	}
	for m, want := range climate.Days {
		if len(r.Hours[m]) != int(want)*24 {
			t.Errorf("month %d has %d hours", m+1, len(r.Hours[m]))
		}
	}
	// 3 May, 05:00 to 06:00, is the 54th hour of its month.
	dry, _, rh, p := sample(5, 3, 5)
	tdb, _ := strconv.ParseFloat(dry, 64)
	want := climate.Hour{DryBulb: tdb, WetBulb: climate.WetBulb(tdb, float64(rh)/100, float64(p)), Pressure: float64(p)}
	if got := r.Hours[4][53]; got != want {
		t.Errorf("hour = %+v, want %+v", got, want)
	}
	same(t, "CSV of the same weather", &read(t, plain(), nan).Hours, &r.Hours)
}

// Line 9 is the first hour; its dry-bulb is field 7, and so on.
func TestMissingInEPW(t *testing.T) {
	dry, dew, _, p := sample(1, 1, 0)
	tdb, _ := strconv.ParseFloat(dry, 64)
	dewPoint, _ := strconv.ParseFloat(dew, 64)
	for _, missing := range []string{"999", "999.", "", "9999"} {
		r := read(t, edit(epw(), 9, 9, missing), nan)
		if got, want := r.Hours[0][0].WetBulb, climate.WetBulbFromDewPoint(tdb, dewPoint, float64(p)); got != want {
			t.Errorf("humidity %q: wet-bulb %v, want %v by dew point", missing, got, want)
		}
	}
	same(t, "without dew point", &read(t, edit(epw(), 9, 8, "99.9"), nan).Hours, &read(t, epw(), nan).Hours)
	thin := edit(epw(), 9, 10, "999999")
	if got, want := read(t, thin, 7).Hours[0][0].Pressure, climate.StandardPressure(1223.8); got != want {
		t.Errorf("pressure %v, want the standard atmosphere's %v", got, want)
	}
	if got, want := read(t, edit(thin, 1, 10, ""), 7).Hours[0][0].Pressure, climate.StandardPressure(7); got != want {
		t.Errorf("pressure %v without elevation in the file, want %v", got, want)
	}
}

func TestUnknownPlace(t *testing.T) {
	r := read(t, plain(), nan)
	if r.Name != "" || !math.IsNaN(r.Lat) || !math.IsNaN(r.Lon) || !math.IsNaN(r.Elevation) {
		t.Errorf("%q at %v, %v, %v m", r.Name, r.Lat, r.Lon, r.Elevation)
	}
	r = read(t, edit(epw(), 1, 2, "Mont\xe9limar\x1b[2J"), nan) // Latin-1, and what a terminal would obey
	if r.Name != `Mont`+"\ufffd"+`limar\x1b[2J` {
		t.Errorf("name %q", r.Name)
	}
}

// One weather, written in all the ways that are allowed.
func TestWaysToWrite(t *testing.T) {
	want := &read(t, plain(), nan).Hours
	row := func(format string, args func(month, day, hour int) []any) func(month, day, hour int) string {
		return func(month, day, hour int) string { return fmt.Sprintf(format, args(month, day, hour)...) }
	}
	values := func(first ...func(month, day, hour int) any) func(month, day, hour int) []any {
		return func(month, day, hour int) (args []any) {
			for _, f := range first {
				args = append(args, f(month, day, hour))
			}
			dry, _, rh, p := sample(month, day, hour)
			return append(args, dry, rh, p)
		}
	}
	m := func(month, _, _ int) any { return month }
	d := func(_, day, _ int) any { return day }
	h := func(_, _, hour int) any { return hour }
	h1 := func(_, _, hour int) any { return hour + 1 }
	const rest = ",dry_bulb_c,relative_humidity_percent,pressure_pa"
	for what, text := range map[string]string{
		"BOM":                "\ufeff" + plain(),
		"CRLF":               strings.ReplaceAll(plain(), "\n", "\r\n"),
		"no last newline":    strings.TrimSuffix(plain(), "\n"),
		"comments, blanks":   "# mine; not yours\n\n" + strings.ReplaceAll(plain(), "\n2,1,1,", "\n \n# February\n 2 , 1\t,1,"),
		"capitals, quotes":   strings.Replace(plain(), "month,day", `Month,"DAY"`, 1),
		"hours from 0":       table("month,day,hour"+rest, false, row("%d,%d,%d,%s,%d,%d", values(m, d, h))),
		"another order":      table("hour,month,day"+rest, false, row("%d,%d,%d,%s,%d,%d", values(h1, m, d))),
		"time":               table("time"+rest, false, row("2021-%02d-%02dT%02d:00,%s,%d,%d", values(m, d, h))),
		"time with a blank":  table("time"+rest, false, row("2021-%02d-%02d %02d:00:00,%s,%d,%d", values(m, d, h))),
		"time in quotes":     table("time"+rest, false, row(`"2021-%02d-%02d %02d:30",%s,%d,%d`, values(m, d, h))),
		"no time":            table(rest[1:], false, row("%s,%d,%d", values())),
		"rows in any order":  backwards(plain()),
		"exponents and sign": strings.ReplaceAll(plain(), ",89000\n", ",+8.9e4\n"),
	} {
		same(t, what, &read(t, text, nan).Hours, want)
	}
}

func backwards(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	slices.Reverse(lines[1:])
	return strings.Join(lines, "\n")
}

func TestLeapYear(t *testing.T) {
	f := func(month, day, hour int) string {
		dry, _, _, _ := sample(month, day, hour)
		return dry + "," + dry
	}
	r := read(t, table("dry_bulb_c,wet_bulb_c", true, f), 500)
	if len(r.Hours[1]) != 29*24 || len(r.Hours[11]) != 31*24 || r.Missing != 0 {
		t.Errorf("%d hours in February, %d missing", len(r.Hours[1]), r.Missing)
	}
	if p := r.Hours[3][2].Pressure; p != climate.StandardPressure(500) {
		t.Errorf("pressure %v without a column", p)
	}
}

func TestHumidities(t *testing.T) {
	year := func(column, value string) climate.Hour {
		r := read(t, table("dry_bulb_c,pressure_pa,"+column, false, func(int, int, int) string { return "20,90000," + value }), nan)
		return r.Hours[6][100]
	}
	for _, c := range []struct {
		column, value string
		wetBulb       float64
	}{
		{"wet_bulb_c", "14.700000000000001", 14.700000000000001},
		{"wet_bulb_c", "20.1", 20},
		{"wet_bulb_c", "4.5", 4.5}, // of dry air: 4.97
		{"relative_humidity_percent", "55", climate.WetBulb(20, .55, 9e4)},
		{"relative_humidity_percent", "104", 20},
		{"relative_humidity_percent", "1.01", climate.WetBulb(20, .0101, 9e4)},
		{"dew_point_c", "9", climate.WetBulbFromDewPoint(20, 9, 9e4)},
		{"dew_point_c", "21.5", 20},
	} {
		if got := year(c.column, c.value); got != (climate.Hour{DryBulb: 20, WetBulb: c.wetBulb, Pressure: 9e4}) {
			t.Errorf("%s %s: %+v, want wet-bulb %v", c.column, c.value, got, c.wetBulb)
		}
	}
}

// Dry winter air above freezing, where only an iced bulb can be below 0 deg C: as in the
// records of Beijing in March.
func TestIcedWetBulb(t *testing.T) {
	for wet, ok := range map[string]bool{"-0.3": true, "-0.4": true, "-0.8": true, "-1": false} {
		text := table("dry_bulb_c,pressure_pa,wet_bulb_c", false, func(int, int, int) string { return "9.8,101000," + wet })
		if _, err := Read("", []byte(text), nan); ok != (err == nil) {
			t.Errorf("wet-bulb %s at 9.8 deg C: %v", wet, err)
		}
	}
}

func TestNormalised(t *testing.T) {
	gap := func(f func(month, day, hour int) string) func(month, day, hour int) string {
		return func(month, day, hour int) string {
			if month%2 == 0 && day == 7 && hour < 9 || month == 2 && day == 29 && hour == 3 {
				return ""
			}
			return f(month, day, hour)
		}
	}
	odd := func(month, day, hour int) string { // numbers that need all their digits, and minus zero
		return fmt.Sprintf("%d,%d,%d,%v,%v,%v", month, day, hour, 1/float64(day)-.5, math.Copysign(1/float64(hour+3)-1./3, -1)-.5, 9e4+1/float64(day+hour))
	}
	for what, c := range map[string]struct {
		text    string
		missing int
	}{
		"EPW":   {epw(), 0},
		"plain": {plain(), 0},
		"gaps":  {table("month,day,hour,dry_bulb_c,wet_bulb_c,pressure_pa", false, gap(odd)), 54},
		"leap":  {table("month,day,hour,dry_bulb_c,wet_bulb_c,pressure_pa", true, gap(odd)), 55},
	} {
		r := read(t, c.text, nan)
		if r.Missing != c.missing {
			t.Errorf("%s: %d hours missing, want %d", what, r.Missing, c.missing)
		}
		text := r.CSV()
		again := read(t, string(text), nan)
		same(t, what, &again.Hours, &r.Hours)
		if again.Missing != c.missing || !bytes.Equal(again.CSV(), text) {
			t.Errorf("%s: read again, %d hours are missing, and the text is the same: %v", what, again.Missing, bytes.Equal(again.CSV(), text))
		}
		if c.missing > 0 && !strings.Contains(string(text), "\n4,7,10,") {
			t.Errorf("%s: the hours behind a gap have moved", what)
		}
	}
}

// A record that was put together elsewhere has no dates, and gets them in order.
func TestCSVOfHours(t *testing.T) {
	r := read(t, plain(), nan)
	made := Record{Hours: r.Hours}
	if !bytes.Equal(made.CSV(), r.CSV()) {
		t.Error("the dates differ")
	}
}

// Every mistake with its place.
func TestMistakes(t *testing.T) {
	const known = "known are dry_bulb_c, wet_bulb_c, relative_humidity_percent, dew_point_c, pressure_pa, month, day, hour, time"
	both := func(columns, row string) string {
		return table(columns, false, func(int, int, int) string { return row })
	}
	head := func(columns string) string {
		return strings.Replace(plain(), "month,day,hour,dry_bulb_c,relative_humidity_percent,pressure_pa", columns, 1)
	}
	untimed := both("dry_bulb_c,wet_bulb_c,pressure_pa", "20,15,90000")
	timed := func(at string) string {
		return edit(table("time,dry_bulb_c,wet_bulb_c,pressure_pa", false, func(month, day, hour int) string {
			return fmt.Sprintf("2021-%02d-%02dT%02d:00,20,15,90000", month, day, hour)
		}), 3, 1, at)
	}
	for _, c := range []struct{ text, want string }{
		{"", "my.csv: the file is empty; wanted are a header row and the hours of a year"},
		{"# nothing\n", "my.csv: the file is empty; wanted are a header row and the hours of a year"},
		{"a\x00b", "my.csv: the file holds zero bytes; wanted is text in UTF-8, not UTF-16 or a binary file"},
		{strings.Repeat(",", 200), "my.csv:1: too many columns; " + known},

		{strings.ReplaceAll(plain(), ",", ";"), "my.csv:1:6: columns are separated by ';'; allowed is a comma, with a point in numbers"},
		{strings.ReplaceAll(plain(), ",", "\t"), `my.csv:1:6: columns are separated by '\t'; allowed is a comma, with a point in numbers`},
		{head("month,day,hour,dry_bulb_c,relative_humidity,pressure_pa"), "my.csv:1:27: relative_humidity is no known column; " + known + "\n" +
			"my.csv:1: wanted is one of the columns wet_bulb_c, relative_humidity_percent and dew_point_c, and not more than one"},
		{head("month,day,hour,t_db,dew_point_c,"), "my.csv:1:16: t_db is no known column; " + known + "\n" +
			"my.csv:1:33: an empty field is no known column; " + known + "\n" +
			"my.csv:1: there is no column dry_bulb_c; it is wanted\n" +
			"my.csv:1: there is no column pressure_pa, and the elevation is not known; wanted is one of both"},
		{head("month,day,Day,dry_bulb_c,dew_point_c,pressure_pa"), "my.csv:1:11: column day is given a second time; the first is at 7\n" +
			"my.csv:1: the columns month, day and hour go together; wanted are all or none"},
		{head("month,day,hour,dry_bulb_c,wet_bulb_c,dew_point_c,pressure_pa,time"),
			"my.csv:1: wanted is one of the columns wet_bulb_c, relative_humidity_percent and dew_point_c, and not more than one\n" +
				"my.csv:1: there is a column time beside month, day or hour; wanted is only one of both"},
		{"\x1b[2J,\xff\n", "my.csv:1:1: \\x1b[2J is no known column; " + known + "\n" +
			"my.csv:1:6: \ufffd is no known column; " + known + "\n" +
			"my.csv:1: there is no column dry_bulb_c; it is wanted\n" +
			"my.csv:1: wanted is one of the columns wet_bulb_c, relative_humidity_percent and dew_point_c, and not more than one\n" +
			"my.csv:1: there is no column pressure_pa, and the elevation is not known; wanted is one of both"},

		{edit(plain(), 5, 4, "12,5"), "my.csv:5: 7 fields; wanted are 6 as in the header (a decimal comma is not allowed)"},
		{edit(plain(), 5, 4, "warm"), "my.csv:5:7: dry_bulb_c: warm is no number; allowed is -90 to 60 deg C"},
		{edit(plain(), 5, 4, "  -"), "my.csv:5:9: dry_bulb_c: - is no number; allowed is -90 to 60 deg C"},
		{edit(plain(), 5, 4, ""), "my.csv:5:7: dry_bulb_c: an empty field is no number; allowed is -90 to 60 deg C"},
		{edit(plain(), 5, 4, "NaN"), "my.csv:5:7: dry_bulb_c: NaN is not finite; allowed is -90 to 60 deg C"},
		{edit(plain(), 5, 4, "1e999"), "my.csv:5:7: dry_bulb_c: 1e999 is not finite; allowed is -90 to 60 deg C"},
		{edit(plain(), 5, 4, "-90.1"), "my.csv:5:7: dry_bulb_c: -90.1; allowed is -90 to 60 deg C"},
		{edit(plain(), 5, 4, "86"), "my.csv:5:7: dry_bulb_c: 86; allowed is -90 to 60 deg C, and this looks like degrees Fahrenheit"},
		{edit(plain(), 5, 4, "293.15"), "my.csv:5:7: dry_bulb_c: 293.15; allowed is -90 to 60 deg C, and this looks like kelvin"},
		{edit(plain(), 5, 5, "110.5"), "my.csv:5:13: relative_humidity_percent: 110.5; allowed is 0 to 110 %"},
		{edit(plain(), 5, 5, "-1"), "my.csv:5:13: relative_humidity_percent: -1; allowed is 0 to 110 %"},
		{edit(plain(), 5, 6, "890.5"), "my.csv:5:16: pressure_pa: 890.5; allowed is 50000 to 110000 Pa, and this looks like hPa (mbar), of which 1 is 100 Pa"},
		{edit(plain(), 5, 6, "89.05"), "my.csv:5:16: pressure_pa: 89.05; allowed is 50000 to 110000 Pa, and this looks like kPa, of which 1 is 1000 Pa"},
		{edit(plain(), 5, 6, "120000"), "my.csv:5:16: pressure_pa: 120000; allowed is 50000 to 110000 Pa"},
		{both("dry_bulb_c,relative_humidity_percent,pressure_pa", "20,0.55,90000"),
			"my.csv:1: relative_humidity_percent: no value is above 1, which looks like shares of 1; wanted is percent"},
		{edit(untimed, 4, 2, "20.3"), "my.csv:4:4: wet_bulb_c: 20.3 deg C is above the dry-bulb of 20; allowed are 0.2 K more"},
		{edit(untimed, 4, 2, "62"), "my.csv:4:4: wet_bulb_c: 62 deg C is above the dry-bulb of 20; allowed are 0.2 K more, and this looks like degrees Fahrenheit"},
		{edit(untimed, 4, 2, "4.4"), "my.csv:4:4: wet_bulb_c: 4.4 deg C is below the 4.97 of dry air at 20; allowed are 0.5 K less"},
		{edit(untimed, 4, 2, "-300"), "my.csv:4:4: wet_bulb_c: -300 deg C is below the 4.97 of dry air at 20; allowed are 0.5 K less"},
		{edit(untimed, 4, 2, "Inf"), "my.csv:4:4: wet_bulb_c: Inf is not finite; wanted are deg C"},
		{edit(strings.Replace(untimed, "wet_bulb", "dew_point", 1), 4, 2, "22.5"),
			"my.csv:4:4: dew_point_c: 22.5 deg C is above the dry-bulb of 20; allowed are 2 K more"},

		{edit(plain(), 5, 1, "13"), "my.csv:5:1: month: 13; allowed is a whole number from 1 to 12"},
		{edit(plain(), 5, 2, "32"), "my.csv:5:3: day: 32; allowed is a whole number from 1 to 31"},
		{edit(edit(plain(), 5, 1, "2"), 5, 2, "30"), "my.csv:5:3: day: 30; allowed is a whole number from 1 to 29"},
		{edit(plain(), 5, 3, "25"), "my.csv:5:5: hour: 25; allowed is a whole number from 0 to 24"},
		{edit(plain(), 5, 3, "4.0"), "my.csv:5:5: hour: 4.0; allowed is a whole number from 0 to 24"},
		{edit(plain(), 5, 3, ""), "my.csv:5:5: hour: an empty field; allowed is a whole number from 0 to 24"},
		{edit(plain(), 5, 3, "0"), "my.csv:25:1: hour 24 here and hour 0 at line 5; allowed are hours 0 to 23 or 1 to 24"},
		{edit(plain(), 5, 3, "5"), "my.csv:6:1: the hour is given a second time, first at line 5; wanted is one year in standard time"},
		{timed("2021-01-01T01:00Z"), "my.csv:3:1: time: 2021-01-01T01:00Z; allowed is a local time without zone, as 2021-01-01T00:00"},
		{timed("2021-02-29T01:00"), "my.csv:3:1: time: 2021-02-29T01:00; allowed is a local time without zone, as 2021-01-01T00:00"},
		{timed("01/01/2021 01:00"), "my.csv:3:1: time: 01/01/2021 01:00; allowed is a local time without zone, as 2021-01-01T00:00"},
		{timed(""), "my.csv:3:1: time: an empty field; allowed is a local time without zone, as 2021-01-01T00:00"},
		{timed("2021-01-01T00:30"), "my.csv:3:1: the hour is given a second time, first at line 2; wanted is one year in standard time"},
		{untimed + "20,15,90000\n", "my.csv: 8761 hours without a time; allowed are 8760 or 8784, from 1 January on, or columns that tell the time"},
		{untimed + strings.Repeat("20,15,90000\n", 25), "my.csv:8786: more than 8784 hours; wanted is one year"},

		{edit(epw(), 9, 7, "99.9"), "my.csv:9:26: dry-bulb: 99.9 stands for a missing value; wanted is one in every row"},
		{edit(epw(), 9, 7, ""), "my.csv:9:26: dry-bulb: an empty field stands for a missing value; wanted is one in every row"},
		{edit(epw(), 9, 7, "70"), "my.csv:9:26: dry-bulb: 70; allowed is -90 to 60 deg C, and this looks like degrees Fahrenheit"},
		{edit(edit(epw(), 9, 8, "99.9"), 9, 9, "999"),
			"my.csv:9:37: relative humidity: 999 stands for a missing value, and the dew point is missing too; wanted is one of both"},
		{edit(edit(epw(), 9, 8, "50"), 9, 9, "999"), "my.csv:9:32: dew point: 50 deg C is above the dry-bulb of -10.1; allowed are 2 K more"},
		{edit(epw(), 9, 9, "120"), "my.csv:9:38: relative humidity: 120; allowed is 0 to 110 %"},
		{edit(epw(), 9, 10, "0"), "my.csv:9:41: pressure: 0; allowed is 50000 to 110000 Pa"},
		{edit(edit(epw(), 9, 10, "999999"), 1, 10, ""), "my.csv:9:41: pressure: 999999 stands for a missing value, and the elevation is not known; wanted is one of both"},
		{edit(edit(epw(), 9, 10, "999999"), 1, 10, "9000"),
			"my.csv:9:41: pressure: 999999 stands for a missing value, and the standard pressure at an elevation of 9000 m is beyond 50000 to 110000 Pa; wanted is one of both"},
		{edit(epw(), 9, 4, "0"), "my.csv:9:10: hour: 0; allowed is a whole number from 1 to 24"},
		{edit(epw(), 10, 4, "1"), "my.csv:10:6: the hour is given a second time, first at line 9; wanted is one year in standard time"},
		{edit(epw(), 1, 7, "north"), "my.csv:1:45: latitude: north is no number; allowed is -90 to 90"},
		{edit(epw(), 1, 8, "181"), "my.csv:1:51: longitude: 181; allowed is -180 to 180"},
		{edit(epw(), 1, 10, "12000"), "my.csv:1:62: elevation: 12000; allowed is -1000 to 9999.9"},
		{edit(epw(), 8, 3, "4"), "my.csv:8:16: records per hour: 4; allowed is 1, so average the hours first"},
		{edit(epw(), 8, 1, "1985"), "my.csv:8:1: 1985; wanted is DATA PERIODS as line 8 of the header"},
		{strings.Replace(epw(), "DATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31", "data periods", 1), "my.csv:8: DATA PERIODS does not tell the records per hour; allowed is 1"},
		{"LOCATION,", "my.csv:1: the file ends within its header; wanted are 8 lines of header and the hours of a year"},
		{strings.Replace(epw(), "\n1981,1,1,1,60,", "\n1981,1,1\n#", 1), "my.csv:9: 3 fields; an hour has 35, of which the first 10 are wanted"},
	} {
		r, err := Read("my.csv", []byte(c.text), nan)
		if err == nil || err.Error() != c.want || r != nil {
			t.Errorf("got:\n%v\nwant:\n%s", err, c.want)
		}
	}
}

// A tenth of January is 74.4 hours.
func TestGaps(t *testing.T) {
	for missing, want := range map[int]string{
		0: "", 1: "", 74: "",
		75:  "my.csv: January: 75 of 744 hours are missing; allowed is a tenth",
		744: "my.csv: January: 744 of 744 hours are missing; allowed is a tenth",
	} {
		lines := strings.Split(plain(), "\n")
		r, err := Read("my.csv", []byte(strings.Join(slices.Delete(lines, 1, 1+missing), "\n")), nan)
		switch {
		case want != "" && (err == nil || err.Error() != want):
			t.Errorf("%v, want %s", err, want)
		case want == "" && (err != nil || r.Missing != missing || len(r.Hours[0]) != 744-missing):
			t.Errorf("%d hours missing: %v", missing, err)
		}
	}
}

func TestMissingElevation(t *testing.T) {
	text := table("dry_bulb_c,wet_bulb_c", false, func(int, int, int) string { return "20,15" })
	_, err := Read("my.csv", []byte(text), 9000)
	if want := "my.csv:1: there is no column pressure_pa, and the standard pressure at an elevation of 9000 m is beyond 50000 to 110000 Pa; wanted is one of both"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// All problems are kept, and the first of them shown.
func TestManyMistakes(t *testing.T) {
	_, err := Read("my.csv", []byte(strings.ReplaceAll(plain(), ",8", ",x8")), nan)
	var problems Problems
	if !errors.As(err, &problems) || len(problems) < 8000 {
		t.Fatalf("%d problems", len(problems))
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != MostShown+1 || !strings.HasPrefix(lines[0], "my.csv:2:") || lines[MostShown] != fmt.Sprintf("my.csv: and %d more", len(problems)-MostShown) {
		t.Errorf("%d lines, the last is %s", len(lines), lines[len(lines)-1])
	}
}

func TestTooLarge(t *testing.T) {
	_, err := Read("my.csv", bytes.Repeat([]byte("\n"), MaxBytes+1), nan)
	if want := "my.csv: the file is larger than 64 MiB; a year of hours takes a few"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// No bytes make Read panic, and what it takes is plausible and stays the same when it is
// written and read again. The fuzzer gets a whole file, and one of which it gives the
// header and what stands in each row behind the time.
func FuzzRead(f *testing.F) {
	f.Add("dry_bulb_c,wet_bulb_c,pressure_pa", "20,15,90000", 500.)
	f.Add("dry_bulb_c,relative_humidity_percent", "-20,40", -300.)
	f.Add("\ufeffdew_point_c,Dry_Bulb_C", "9.5,1e1\r", 1200.)
	f.Add("dry_bulb_c,wet_bulb_c,pressure_pa\n# c", "-89.9,-90,110000", nan)
	f.Add("dry_bulb_c;wet_bulb_c", "9,8;7", nan)
	f.Add(strings.Join(strings.Split(epw(), "\n")[:8], "\n"), "60,E0,-5.1,-9.9,60,101400,0,0", nan)
	f.Add("LOCATION,x,,,,,1,2,3,4\n\n\n\n\n\n\nDATA PERIODS,1,1", ",,9.9,9.9,999,999999", nan)
	f.Fuzz(func(t *testing.T, head, row string, elevation float64) {
		check := func(text string) {
			r, err := Read("f", []byte(text), elevation)
			if err != nil {
				if msg := err.Error(); r != nil || msg == "" || strings.Count(msg, "\n") > MostShown {
					t.Errorf("record %v with error %q", r, msg)
				}
				return
			}
			n := 0
			for _, hours := range r.Hours {
				n += len(hours)
				for _, h := range hours {
					if !(h.DryBulb >= coldest && h.DryBulb <= hottest && h.WetBulb <= h.DryBulb && h.WetBulb > -101 && h.Pressure >= thinnest && h.Pressure <= densest) {
						t.Fatalf("%+v", h)
					}
				}
			}
			if n+r.Missing != maxRows && n+r.Missing != maxRows-24 {
				t.Errorf("%d hours, and %d missing", n, r.Missing)
			}
			again, err := Read("f", r.CSV(), nan)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "read again", &again.Hours, &r.Hours)
			if !bytes.Equal(again.CSV(), r.CSV()) {
				t.Error("written again, the text differs")
			}
		}
		check(head + "\n" + row)
		if len(head) < 1000 && len(row) < 100 {
			if strings.HasPrefix(head, epwBegin) {
				check(table(head, false, func(m, d, h int) string { return fmt.Sprintf("2021,%d,%d,%d,%s", m, d, h+1, row) }))
			} else {
				check(table("time,"+head, false, func(m, d, h int) string { return fmt.Sprintf("2021-%02d-%02d %02d:00,%s", m, d, h, row) }))
			}
		}
	})
}

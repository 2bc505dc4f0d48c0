package validation

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hubcap/model/network"
)

// What a file of measurements may hold.
const (
	MaxMeasuredBytes = 4 << 20
	MaxMeasuredRows  = 10_000
	leastMs          = .001   // a packet of 1,500 bytes at 10 Gbit/s
	mostMs           = 10_000 // no path on Earth takes as long
	mostShown        = 20     // problems: one slip of a unit makes thousands
)

// Lookup finds the id of a place by its id or a name; its error tells what there is.
type Lookup func(name string) (id string, err error)

// The columns of a file of measurements.
var (
	wantedColumns = [...]string{"from", "to", "ms"}
	otherColumns  = [...]string{"kind", "service", "date"}
)

// ReadMeasured reads delays that a user has measured: CSV with a header that names the
// columns, in any order.
//
//	from, to   places: id, English or Chinese name
//	ms         the delay, ms
//	kind       one-way (default) or round-trip
//	service    optical, direct, public (default) or hub
//	date       a day, 2021-06-30
//
// Empty lines and lines that begin with # are skipped; quotes around a field are dropped,
// and there is no comma within one. The name of the file is for messages only. All
// mistakes are reported together, as FILE:LINE:COLUMN: field: what is wrong, what is
// allowed. What light forbids is no mistake of the file: CompareMeasured shows it.
func ReadMeasured(name string, data []byte, places Lookup) ([]Measured, error) {
	r := &measuredReader{name: shown(name, 300), places: places}
	switch {
	case len(data) > MaxMeasuredBytes:
		r.problem(0, 0, "the file is larger than %d MiB; a measurement takes a line", MaxMeasuredBytes>>20)
	case !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0:
		r.problem(0, 0, "the file is not text in UTF-8")
	default:
		r.read(strings.TrimPrefix(string(data), "\ufeff")) // some editors begin a file with it
	}
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	return r.rows, nil
}

// problems are all mistakes of a file, in its order.
type problems []string

func (p problems) Error() string {
	s := strings.Join(p[:min(len(p), mostShown)], "\n")
	if more := len(p) - mostShown; more > 0 {
		s += fmt.Sprintf("\nand %d more", more)
	}
	return s
}

type measuredReader struct {
	name     string
	places   Lookup
	columns  []string
	rows     []Measured
	problems problems
}

func (r *measuredReader) problem(line, column int, format string, args ...any) {
	at := r.name
	if line > 0 {
		at += ":" + strconv.Itoa(line)
	}
	if column > 0 {
		at += ":" + strconv.Itoa(column)
	}
	r.problems = append(r.problems, at+": "+fmt.Sprintf(format, args...))
}

func (r *measuredReader) read(text string) {
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if trimmed := strings.TrimSpace(line); trimmed == "" || trimmed[0] == '#' {
			continue
		}
		if r.columns == nil {
			if !r.header(number, line) {
				return
			}
			continue
		}
		if len(r.rows) == MaxMeasuredRows {
			r.problem(number, 0, "more than %d measurements; split the file", MaxMeasuredRows)
			return
		}
		r.rows = append(r.rows, r.measurement(number, line))
	}
	if r.columns == nil {
		r.problem(0, 0, "the file is empty; wanted are a header with %s and a line for each measurement", strings.Join(wantedColumns[:], ", "))
	} else if len(r.rows) == 0 {
		r.problem(0, 0, "there is no measurement below the header")
	}
}

// cell is a field of a line and the column in which it begins, counted in characters.
type cell struct {
	text string
	at   int
}

// cells cuts a line at its commas, at most so many times: a line may be as long as the file.
func cells(line string, most int) []cell {
	var out []cell
	at := 1
	for part := range strings.SplitSeq(line, ",") {
		text := strings.TrimLeftFunc(part, unicode.IsSpace)
		begins := at + utf8.RuneCountInString(part) - utf8.RuneCountInString(text)
		text = strings.TrimSpace(text)
		if n := len(text); n >= 2 && text[0] == '"' && text[n-1] == '"' {
			text = strings.TrimSpace(text[1 : n-1])
		}
		out = append(out, cell{text, begins})
		at += utf8.RuneCountInString(part) + 1
		if len(out) > most {
			break
		}
	}
	return out
}

func (r *measuredReader) header(number int, line string) bool {
	known := slices.Concat(wantedColumns[:], otherColumns[:])
	if at := strings.IndexAny(line, ";\t"); at >= 0 {
		r.problem(number, utf8.RuneCountInString(line[:at])+1, "columns are separated by %q; allowed is a comma, with a point in numbers", line[at])
		return false
	}
	for _, f := range cells(line, len(known)) {
		name := strings.ToLower(f.text)
		switch {
		case !slices.Contains(known, name):
			r.problem(number, f.at, "%s is no known column; known are %s", shown(f.text, 40), strings.Join(known, ", "))
		case slices.Contains(r.columns, name):
			r.problem(number, f.at, "column %s is given a second time", name)
		}
		r.columns = append(r.columns, name)
	}
	for _, name := range wantedColumns {
		if !slices.Contains(r.columns, name) {
			r.problem(number, 0, "there is no column %s; it is wanted", name)
		}
	}
	return len(r.problems) == 0
}

// measurement reads a line below the header.
func (r *measuredReader) measurement(number int, line string) Measured {
	m := Measured{ID: fmt.Sprintf("%s:%d", r.name, number), Role: Own, Service: network.Public}
	fields := cells(line, len(r.columns))
	if len(fields) != len(r.columns) {
		r.problem(number, 0, "the number of fields is not that of the header, %d (a decimal comma is not allowed)", len(r.columns))
		return m
	}
	for i, name := range r.columns {
		f := fields[i]
		wrong := func(format string, args ...any) {
			r.problem(number, f.at, "%s: %s", name, fmt.Sprintf(format, args...))
		}
		switch name {
		case "from":
			m.From = r.place(f, wrong)
		case "to":
			m.To = r.place(f, wrong)
		case "ms":
			v, err := strconv.ParseFloat(f.text, 64)
			if err != nil || math.IsNaN(v) || !(v >= leastMs && v <= mostMs) {
				wrong("%s; allowed is a number of ms, %g to %d", shown(f.text, 40), leastMs, mostMs)
			}
			m.Ms = v
		case "kind":
			m.RoundTrip = f.text == "round-trip"
			if !m.RoundTrip && f.text != "" && f.text != "one-way" {
				wrong("%s; allowed is one-way or round-trip", shown(f.text, 40))
			}
		case "service":
			if f.text == "" {
				continue
			}
			var err error
			if m.Service, err = network.ParseService(f.text); err != nil {
				wrong("%s; allowed is one of %s", shown(f.text, 40), services())
			}
		case "date":
			if _, err := time.Parse(time.DateOnly, f.text); f.text != "" && err != nil {
				wrong("%s; allowed is a day such as 2021-06-30", shown(f.text, 40))
			}
			m.Date = f.text
		}
	}
	return m
}

// place finds a place.
func (r *measuredReader) place(f cell, wrong func(string, ...any)) string {
	if f.text == "" {
		wrong("empty; wanted is a place")
		return ""
	}
	id, err := r.places(f.text)
	if err != nil {
		wrong("%s", shown(err.Error(), 300))
	}
	return id
}

func services() string {
	var names []string
	for _, s := range network.Services() {
		names = append(names, s.String())
	}
	return strings.Join(names, ", ")
}

// shown makes a text from a file fit for a terminal: without control characters, which
// could do anything there, and not at any length.
func shown(s string, most int) string {
	if s == "" {
		return "an empty field"
	}
	s = strings.ToValidUTF8(s, "\ufffd")
	if strings.ContainsFunc(s, unicode.IsControl) {
		s = strings.Trim(strconv.QuoteToGraphic(s), `"`)
	}
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return s
}

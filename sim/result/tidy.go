package result

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"hubcap/model"
)

// seriesHeader is followed by SpreadNames in the table of an ensemble.
var seriesHeader = []string{"date", "scope", "quantity", "unit", "value"}

// Write puts the series down as a tidy table, by date, then in the order of the columns.
// With an ensemble each row has the value of the central run and the mean and quantiles of
// the members, empty where there is none. Where there is nothing at all there is no row.
func (s *Series) Write(w io.Writer) error {
	out := csv.NewWriter(w)
	header := seriesHeader
	if s.spread() {
		header = slices.Concat(header, SpreadNames())
	}
	if err := out.Write(header); err != nil {
		return err
	}
	record := make([]string, len(header))
	err := s.rows(func(date model.Date, c *Column, cells []Number) error {
		record[0], record[1], record[2], record[3] = date.String(), c.Scope, string(c.Quantity), c.Unit
		for i, n := range cells {
			record[4+i] = n.String()
		}
		return out.Write(record)
	})
	if err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// readSeries is the inverse of Write.
func readSeries(r io.Reader) (Series, error) {
	var s Series
	in := csv.NewReader(r) // every row has as many fields as the first
	header, err := in.Read()
	if err != nil {
		return s, err
	}
	if err := checkHeader(header); err != nil {
		return s, err
	}
	for {
		row, err := in.Read()
		if err == io.EOF {
			return s, nil
		}
		if err != nil {
			return s, err
		}
		if err := s.read(row); err != nil {
			line, _ := in.FieldPos(0)
			return s, fmt.Errorf("line %d: %w", line, err)
		}
	}
}

func checkHeader(header []string) error {
	want := seriesHeader
	if len(header) != len(want) {
		want = slices.Concat(want, SpreadNames())
	}
	if len(header) != len(want) {
		return fmt.Errorf("there are %d columns, not %d, or %d with an ensemble", len(header), len(seriesHeader), len(want))
	}
	for i, name := range want {
		if header[i] != name {
			return fmt.Errorf("column %d is named %q, not %q", i+1, header[i], name)
		}
	}
	return nil
}

func (s *Series) read(row []string) error {
	date, err := model.ParseDate(row[0])
	if err != nil {
		return err
	}
	cells, err := readCells(row[4:])
	if err != nil {
		return err
	}
	if n := len(s.Dates); n == 0 || s.Dates[n-1].Before(date) {
		s.Dates = append(s.Dates, date)
	} else if s.Dates[n-1] != date {
		return fmt.Errorf("%s comes after %s", date, s.Dates[n-1])
	}
	id := key{row[1], model.QuantityName(row[2])}
	if _, there := s.values[id]; !there {
		s.Add(Column{Scope: row[1], Quantity: id.quantity, Unit: row[3], Spread: make([][]float64, len(cells)-1)})
	}
	column := &s.Columns[s.values[id]]
	if len(column.Values) == len(s.Dates) {
		return fmt.Errorf("%s of %s is there twice on %s", row[2], row[1], date)
	}
	put := func(values []float64, v float64) []float64 {
		for len(values) < len(s.Dates)-1 {
			values = append(values, math.NaN())
		}
		return append(values, v)
	}
	column.Values = put(column.Values, cells[0])
	for i := range column.Spread {
		column.Spread[i] = put(column.Spread[i], cells[1+i])
	}
	return nil
}

// readCells reads the numbers of a row, of which one at least is there.
func readCells(row []string) ([]float64, error) {
	cells := make([]float64, len(row))
	some := false
	for i, text := range row {
		if cells[i] = math.NaN(); text == "" && len(row) > 1 {
			continue
		}
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || !(math.Abs(v) <= mostValue) {
			return nil, fmt.Errorf("%q is no number", text)
		}
		cells[i], some = v, true
	}
	if !some {
		return nil, fmt.Errorf("there is no number in the row")
	}
	return cells, nil
}

package result

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"

	"hubcap/model"
)

// Series is every quantity of every scope over time.
type Series struct {
	Dates   []model.Date // the start, then the end of each step
	Columns []Column
	values  map[key]int
}

// Column is one quantity of one scope; Values has a NaN where there is no value.
type Column struct {
	Scope    string
	Quantity model.QuantityName
	Unit     string
	Values   []float64
	// Spread are the mean and the quantiles of the members, in the order of SpreadNames, each by
	// date with a NaN where no member has a value; empty without an ensemble.
	Spread [][]float64
}

// SpreadNames are the columns of Spread.
func SpreadNames() []string { return []string{"mean", "p05", "p25", "p50", "p75", "p95"} }

type key struct {
	scope    string
	quantity model.QuantityName
}

// Add appends a column.
func (s *Series) Add(c Column) {
	if s.values == nil {
		s.values = map[key]int{}
	}
	s.values[key{c.Scope, c.Quantity}] = len(s.Columns)
	s.Columns = append(s.Columns, c)
}

// Flow is the scope of what an origin has placed on a cluster.
func Flow(origin, cluster string) string { return origin + "->" + cluster }

// Of finds the values of a quantity of a scope; nil if there are none.
func (s *Series) Of(scope string, quantity model.QuantityName) []float64 {
	if i, ok := s.values[key{scope, quantity}]; ok {
		return s.Columns[i].Values
	}
	return nil
}

var seriesHeader = []string{"date", "scope", "quantity", "unit", "value"}

// Write puts the series down as a tidy table, by date, then in the order of the columns.
// Where there is no value there is no row.
func (s *Series) Write(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(seriesHeader); err != nil {
		return err
	}
	for k, date := range s.Dates {
		for _, c := range s.Columns {
			text := Number(c.Values[k]).String()
			if text == "" {
				continue
			}
			if err := out.Write([]string{date.String(), c.Scope, string(c.Quantity), c.Unit, text}); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// readSeries is the inverse of Write.
func readSeries(r io.Reader) (Series, error) {
	var s Series
	in := csv.NewReader(r)
	in.FieldsPerRecord = len(seriesHeader)
	header, err := in.Read()
	if err != nil {
		return s, err
	}
	for i, name := range seriesHeader {
		if header[i] != name {
			return s, fmt.Errorf("column %d is named %q, not %q", i+1, header[i], name)
		}
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

func (s *Series) read(row []string) error {
	date, err := model.ParseDate(row[0])
	if err != nil {
		return err
	}
	value, err := strconv.ParseFloat(row[4], 64)
	if err != nil || !(math.Abs(value) <= mostValue) {
		return fmt.Errorf("%q is no number", row[4])
	}
	if n := len(s.Dates); n == 0 || s.Dates[n-1].Before(date) {
		s.Dates = append(s.Dates, date)
	} else if s.Dates[n-1] != date {
		return fmt.Errorf("%s comes after %s", date, s.Dates[n-1])
	}
	id := key{row[1], model.QuantityName(row[2])}
	if _, there := s.values[id]; !there {
		s.Add(Column{Scope: row[1], Quantity: id.quantity, Unit: row[3]})
	}
	column := &s.Columns[s.values[id]]
	for len(column.Values) < len(s.Dates)-1 {
		column.Values = append(column.Values, math.NaN())
	}
	column.Values = append(column.Values, value)
	return nil
}

// fill makes every column as long as the dates.
func (s *Series) fill() {
	for i := range s.Columns {
		for len(s.Columns[i].Values) < len(s.Dates) {
			s.Columns[i].Values = append(s.Columns[i].Values, math.NaN())
		}
	}
}

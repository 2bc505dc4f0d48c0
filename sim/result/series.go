package result

import (
	"math"
	"slices"

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

// spread tells whether the series is that of an ensemble.
func (s *Series) spread() bool {
	return slices.ContainsFunc(s.Columns, func(c Column) bool { return len(c.Spread) > 0 })
}

// rows goes through the series as a tidy table, by date, then in the order of the columns,
// wherever there is a number. The cells are the value and with an ensemble its spread; they
// are good until the next row.
func (s *Series) rows(row func(date model.Date, c *Column, cells []Number) error) error {
	cells := make([]Number, 1, 1+len(SpreadNames()))
	if s.spread() {
		cells = cells[:cap(cells)]
	}
	for k, date := range s.Dates {
		for i := range s.Columns {
			c := &s.Columns[i]
			if !c.at(k, cells) {
				continue
			}
			if err := row(date, c, cells); err != nil {
				return err
			}
		}
	}
	return nil
}

// at fills in the cells of a date and tells whether any has a number.
func (c *Column) at(date int, cells []Number) bool {
	cells[0] = Number(c.Values[date])
	for i := range cells[1:] {
		cells[1+i] = Missing()
		if i < len(c.Spread) {
			cells[1+i] = Number(c.Spread[i][date])
		}
	}
	return slices.ContainsFunc(cells, Number.written)
}

// fill makes every column as long as the dates.
func (s *Series) fill() {
	pad := func(values []float64) []float64 {
		for len(values) < len(s.Dates) {
			values = append(values, math.NaN())
		}
		return values
	}
	for i := range s.Columns {
		c := &s.Columns[i]
		c.Values = pad(c.Values)
		for j := range c.Spread {
			c.Spread[j] = pad(c.Spread[j])
		}
	}
}

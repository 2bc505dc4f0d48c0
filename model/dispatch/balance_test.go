package dispatch

import (
	"math"
	"testing"
)

func TestBalance(t *testing.T) {
	// With equal weights the table is the product of its margins.
	table := []float64{1, 1, 1, 1, 1, 1}
	rows, columns := []float64{30, 70}, []float64{10, 20, 70}
	Balance(table, rows, columns, 100, 1e-12)
	for i, r := range rows {
		for j, c := range columns {
			if got := table[i*3+j]; math.Abs(got-r*c/100) > 1e-12 {
				t.Errorf("row %d, column %d: %v", i, j, got)
			}
		}
	}
	// Odds ratios are kept, whatever the margins become.
	table = []float64{1, 2, 3, 4}
	Balance(table, []float64{50, 50}, []float64{60, 40}, 1000, 1e-14)
	if odds := table[0] * table[3] / (table[1] * table[2]); math.Abs(odds-4./6) > 1e-12 || math.Abs(Sum(table, 2)-60) > 1e-10 || math.Abs(table[0]+table[1]-50) > 1e-10 {
		t.Errorf("%v, odds %v", table, odds)
	}
	// What is zero stays, and where both margins cannot be kept the columns are.
	table = []float64{1, 0, 0, 0}
	Balance(table, []float64{5, 5}, []float64{8, 2}, 50, 1e-12)
	if table[0] != 8 || table[1]+table[2]+table[3] != 0 {
		t.Error(table)
	}
}

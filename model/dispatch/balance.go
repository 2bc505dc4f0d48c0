package dispatch

import "math"

// Balance scales a table, row-major, in turn by rows and by columns to the sums that they
// should have, until every row is right within a relative tolerance after the columns are,
// or for so many rounds (iterative proportional fitting; Deming and Stephan, Annals of
// Mathematical Statistics 11, 1940, 427-444). A row or column of zeros stays. Where both
// cannot be kept, the columns are.
func Balance(table, rows, columns []float64, rounds int, tolerance float64) {
	n := len(columns)
	for range rounds {
		for i, want := range rows {
			Scale(table[i*n:][:n], 1, want)
		}
		for j, want := range columns {
			Scale(table[j:], n, want)
		}
		worst := 0.0
		for i, want := range rows {
			if want > 0 {
				worst = max(worst, math.Abs(Sum(table[i*n:][:n], 1)/want-1))
			}
		}
		if worst < tolerance {
			return
		}
	}
}

// Scale makes the sum of every step-th value, from the first on, what it should be; a sum
// of 0 stays.
func Scale(values []float64, step int, want float64) {
	total := Sum(values, step)
	if total == 0 {
		return
	}
	for i := 0; i < len(values); i += step {
		values[i] *= want / total
	}
}

// Sum adds every step-th value, from the first on.
func Sum(values []float64, step int) float64 {
	total := 0.0
	for i := 0; i < len(values); i += step {
		total += values[i]
	}
	return total
}

package dispatch

import "math"

// Balance scales a table, row-major, in turn by rows and by columns to the sums that they
// should have, until every row is right within a relative tolerance after the columns are,
// or for so many rounds (iterative proportional fitting; Deming and Stephan, Annals of
// Mathematical Statistics 11, 1940, 427-444). A row or column of zeros stays. Where both
// cannot be kept, the columns are.
func Balance(table, rows, columns []float64, rounds int, tolerance float64) {
	n := len(columns)
	sums, factors := make([]float64, len(rows)), make([]float64, n) // of rows as they are; of columns
	for i := range rows {
		sums[i] = Sum(table[i*n:][:n], 1)
	}
	for range rounds {
		clear(factors)
		for i, want := range rows {
			factor := factorOf(sums[i], want)
			row := table[i*n:][:n]
			for j, v := range row {
				v = float64(v * factor)
				row[j] = v
				factors[j] += v
			}
		}
		for j, want := range columns {
			factors[j] = factorOf(factors[j], want)
		}
		worst := 0.0
		for i, want := range rows {
			sum := 0.0
			row := table[i*n:][:n]
			for j, factor := range factors {
				v := float64(row[j] * factor)
				row[j] = v
				sum += v
			}
			if sums[i] = sum; want > 0 {
				worst = max(worst, math.Abs(sum/want-1))
			}
		}
		if worst < tolerance {
			return
		}
	}
}

// factorOf is what makes a sum what it should be; 1 for a sum of 0, which stays.
func factorOf(sum, want float64) float64 {
	if sum == 0 {
		return 1
	}
	return want / sum
}

// Scale makes the sum of every step-th value, from the first on, what it should be; a sum
// of 0 stays.
func Scale(values []float64, step int, want float64) {
	total := Sum(values, step)
	if total == 0 {
		return
	}
	factor := want / total
	for i := 0; i < len(values); i += step {
		values[i] *= factor
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

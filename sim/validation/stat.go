package validation

import "math"

// Stat is how far off a model is over some rows.
type Stat struct {
	N               int
	Bias, MAE, RMSE float64
}

// statOf sums up the errors of n rows that are numbers.
func statOf(n int, of func(i int) float64) (s Stat) {
	for i := range n {
		e := of(i)
		if math.IsNaN(e) {
			continue
		}
		s.N++
		s.Bias += e
		s.MAE += math.Abs(e)
		s.RMSE += float64(e * e)
	}
	count := float64(s.N)
	s.Bias, s.MAE, s.RMSE = s.Bias/count, s.MAE/count, math.Sqrt(s.RMSE/count)
	return s
}

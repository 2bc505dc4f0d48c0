package network

import "math"

// Queueing returns the mean queueing delay in ms at a gateway whose load is rho, the
// traffic of the peak hour over the capacity:
//
//	Q = min(QueueMs * (100/LineRateGbps) * rho/(1 - rho), QueueMaxMs)
//
// At rho = 1 and above the gateway is overloaded and the answer is QueueMaxMs. Nothing
// waits at a load of 0 or less.
func (c Constants) Queueing(rho float64) float64 {
	switch {
	case rho <= 0:
		return 0
	case rho >= 1:
		return c.QueueMaxMs
	}
	return min(float64(c.QueueMs*(100/c.LineRateGbps))*(rho/(1-rho)), c.QueueMaxMs)
}

// Tail returns the queueing delay that the share p of the packets stays below, over the
// mean queueing delay, for a Weibull distribution of shape k = TailShape:
//
//	(-ln(1 - p))^(1/k) / Gamma(1 + 1/k)
//
// p lies in [0, 1); 0 stands for the mean itself and gives 1.
func (c Constants) Tail(p float64) float64 {
	if p == 0 {
		return 1
	}
	return math.Pow(-math.Log1p(-p), 1/c.TailShape) / math.Gamma(1+1/c.TailShape)
}

package network

import "math"

// Queueing is QueueingAt at the line rate of the constants.
func (c Constants) Queueing(rho float64) float64 { return c.QueueingAt(rho, c.LineRateGbps) }

// QueueingAt returns the mean queueing delay in ms at an element of the network (a
// gateway, an exchange, a link) whose load is rho, the traffic of the peak hour over the
// capacity, and whose interfaces have a line rate in Gbit/s:
//
//	Q = min(q0 rho/(1 - rho), QueueMaxMs),  q0 = QueueMs * (100/lineRateGbps)
//
// At rho = 1 and above the buffers are full and the answer is QueueMaxMs. Nothing waits
// at a load of 0 or less. A load that is NaN gives NaN.
func (c Constants) QueueingAt(rho, lineRateGbps float64) float64 {
	switch {
	case rho <= 0:
		return 0
	case rho >= 1:
		return c.QueueMaxMs
	}
	return min(c.halfLoadMs(lineRateGbps)*(rho/(1-rho)), c.QueueMaxMs)
}

// halfLoadMs is q0, the mean queueing delay at half load.
func (c Constants) halfLoadMs(lineRateGbps float64) float64 {
	return float64(c.QueueMs * (100 / lineRateGbps))
}

// LoadOf is the inverse of QueueingAt: the highest load at which the mean queueing delay is
// no more than queueMs.
//
//	rho = queueMs/(queueMs + q0)
//
// It is +Inf from QueueMaxMs on, as so long a wait is not exceeded even at overload, and 0
// below that for queueMs of 0 or less. NaN gives NaN.
func (c Constants) LoadOf(queueMs, lineRateGbps float64) float64 {
	switch {
	case math.IsNaN(queueMs) || math.IsNaN(lineRateGbps):
		return math.NaN()
	case queueMs >= c.QueueMaxMs:
		return math.Inf(1)
	case queueMs <= 0:
		return 0
	}
	return queueMs / (queueMs + c.halfLoadMs(lineRateGbps))
}

// Overloaded tells whether a load takes all of the capacity: packets are lost, and QueueMaxMs
// is a lower bound of the wait. NaN is not known to be overload.
func Overloaded(rho float64) bool { return rho >= 1 }

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

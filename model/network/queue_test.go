package network

import (
	"math"
	"testing"
)

func TestQueueing(t *testing.T) {
	c := Published()
	for rho, want := range map[float64]float64{-1: 0, 0: 0, .5: .16, .8: .64, .99: 15.84, .995: 20, 1: 20, 7: 20} {
		if got := c.Queueing(rho); math.Abs(got-want) > 1e-9 {
			t.Errorf("load %v: %v ms, want %v", rho, got, want)
		}
	}
	c.LineRateGbps = 400 // a packet takes a quarter of the time
	if got := c.Queueing(.5); math.Abs(got-.04) > 1e-12 {
		t.Error(got)
	}
	for last, rho := -1., 0.; rho < 2; rho += .001 {
		q := c.Queueing(rho)
		if !(q >= last) || q > c.QueueMaxMs {
			t.Fatalf("load %v: %v ms after %v", rho, q, last)
		}
		last = q
	}
}

func TestTail(t *testing.T) {
	c := Published()
	if got := c.Tail(.99); math.Abs(got-7) > .05 { // as model and measurements have it
		t.Errorf("the 99th percentile is %v times the mean", got)
	}
	if got := c.Tail(0); got != 1 {
		t.Errorf("0 stands for the mean: %v", got)
	}
	c.TailShape = 1 // exponential: the median is ln 2 of the mean
	if got := c.Tail(.5); math.Abs(got-math.Ln2) > 1e-15 {
		t.Error(got)
	}
	c.TailShape = 2 // Rayleigh: the mean is half the root of pi
	if got, want := c.Tail(1-1/math.E), 2/math.Sqrt(math.Pi); math.Abs(got-want) > 1e-12 {
		t.Error(got, want)
	}
}

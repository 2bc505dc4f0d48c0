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

// At half load q0 = .16 ms waits behind 100 Gbit/s interfaces, .04 behind 400; at .8 four
// times that.
func TestQueueingAt(t *testing.T) {
	c := Published()
	inf, nan := math.Inf(1), math.NaN()
	for _, x := range []struct{ rho, rate, want float64 }{
		{.5, 100, .16}, {.5, 400, .04}, {.5, 10, 1.6}, {.8, 400, .16},
		{0, 400, 0}, {-inf, 400, 0}, {math.SmallestNonzeroFloat64, 400, 0},
		{math.Nextafter(1, 0), 400, 20}, {1, 400, 20}, {math.Nextafter(1, 2), 400, 20}, {inf, 400, 20},
		{nan, 400, nan},
	} {
		if got := c.QueueingAt(x.rho, x.rate); !same(got, x.want, 1e-12) {
			t.Errorf("load %v at %v Gbit/s: %v ms, want %v", x.rho, x.rate, got, x.want)
		}
	}
	c.LineRateGbps = 200
	for rho := -.1; rho < 1.2; rho += .01 {
		if got, want := c.Queueing(rho), c.QueueingAt(rho, 200); got != want {
			t.Fatalf("load %v: %v ms by the constants' own rate, %v", rho, got, want)
		}
	}
}

// same is near, or both not a number, or both the same infinity.
func same(a, b, tolerance float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= tolerance
}

// With q0 = .16 ms: .16/(.16 + .16) = .5, .64/.8 = .8; with .04: .16/.2 = .8.
func TestLoadOf(t *testing.T) {
	c := Published()
	inf, nan := math.Inf(1), math.NaN()
	for _, x := range []struct{ ms, rate, want float64 }{
		{.16, 100, .5}, {.64, 100, .8}, {.16, 400, .8}, {.04, 400, .5},
		{0, 100, 0}, {-1, 100, 0}, {-inf, 100, 0},
		{math.Nextafter(20, 0), 100, 20 / 20.16}, {20, 100, inf}, {21, 100, inf}, {inf, 100, inf},
		{nan, 100, nan}, {1, nan, nan}, {0, nan, nan}, {30, nan, nan},
	} {
		if got := c.LoadOf(x.ms, x.rate); !same(got, x.want, 1e-15) {
			t.Errorf("%v ms at %v Gbit/s: load %v, want %v", x.ms, x.rate, got, x.want)
		}
	}
	c.QueueMaxMs = 0 // no buffers: nothing ever waits
	if got := c.LoadOf(0, 100); !math.IsInf(got, 1) {
		t.Errorf("without buffers a wait of 0 is passed at load %v", got)
	}
}

// The inverse both ways, and the sense of it: a load is beyond LoadOf exactly when its wait
// is beyond the one asked for.
func TestLoadOfInvertsQueueing(t *testing.T) {
	c := Published()
	for _, rate := range []float64{1, 100, 400, 10000} {
		for ms := 1e-6; ms < 19.9; ms *= 1.1 {
			rho := c.LoadOf(ms, rate)
			if got := c.QueueingAt(rho, rate); !(math.Abs(got-ms) <= 1e-11*ms) {
				t.Fatalf("%v ms at %v Gbit/s: %v at load %v", ms, rate, got, rho)
			}
			if below, above := c.QueueingAt(rho*(1-1e-6), rate), c.QueueingAt(rho+(1-rho)*1e-6, rate); !(below < ms && ms < above) {
				t.Fatalf("%v ms at %v Gbit/s: %v below load %v, %v above", ms, rate, below, rho, above)
			}
		}
		for rho := .001; c.QueueingAt(rho, rate) < 19.9 && rho < .999; rho += .001 {
			if got := c.LoadOf(c.QueueingAt(rho, rate), rate); !(math.Abs(got-rho) <= 1e-14) {
				t.Fatalf("load %v at %v Gbit/s: %v", rho, rate, got)
			}
		}
	}
}

func TestOverloaded(t *testing.T) {
	for rho, want := range map[float64]bool{
		-1: false, 0: false, math.Nextafter(1, 0): false, 1: true, 2: true, math.Inf(1): true, math.NaN(): false,
	} {
		if Overloaded(rho) != want {
			t.Errorf("load %v: want %v", rho, want)
		}
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

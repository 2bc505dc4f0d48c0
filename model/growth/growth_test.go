package growth

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestCurve(t *testing.T) {
	c := Curve{}
	for _, p := range [][2]float64{{-2, 0}, {0, 10}, {1, 10}, {3, 20}} {
		c.Add(p[0], p[1])
	}
	cursor := 0
	for _, p := range [][2]float64{{-3, 0}, {-2, 0}, {-1, 5}, {0, 10}, {.5, 10}, {2, 15}, {3, 20}, {9, 20}} {
		if got := c.At(p[0], &cursor); got != p[1] {
			t.Errorf("at %v: %v, want %v", p[0], got, p[1])
		}
	}
	if got := (&Curve{}).At(1, new(int)); got != 0 {
		t.Errorf("an empty curve counts %v", got)
	}
}

// A lead time of 20 months with a quarter of approval and 30 % of fit-out ends its
// stages after 5, 14 and 20 months.
func TestLeads(t *testing.T) {
	l := NewLeads(20, .25, .3)
	if l.Approved != 5 || math.Abs(l.Built-14) > 1e-12 || l.Ready != 20 {
		t.Errorf("%+v", l)
	}
}

func TestSortConserves(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		ready := r.Float64() * 100
		built := ready + r.Float64()*100
		approved := built + r.Float64()*100
		now := approved + r.Float64()*100
		s := Sort(r.Float64(), now, approved, built, ready)
		if sum := s.Pipeline() + s.Delivered + s.Cancelled; math.Abs(sum-s.Started) > 1e-9 {
			t.Fatalf("%v started, %v accounted for", s.Started, sum)
		}
		for _, v := range []float64{s.Approval, s.Construction, s.Fitout, s.Delivered, s.Cancelled} {
			if v < 0 {
				t.Fatalf("negative: %+v", s)
			}
		}
	}
}

func TestPolicies(t *testing.T) {
	if got := FixedRate(100, 3); got != 300 {
		t.Error(got)
	}
	for _, c := range [][5]float64{{600, 150, 50, 1, 400}, {600, 150, 50, .8, 500}, {600, 700, 0, 1, 0}, {600, 150, 50, 0, 0}} {
		if got := TargetSeeking(c[0], c[1], c[2], c[3]); got != c[4] {
			t.Errorf("%v: %v", c, got)
		}
	}
	p := Path{T: []float64{0, 12, 24}, V: []float64{100, 160, 280}}
	for at, want := range map[float64]float64{-5: 100, 0: 100, 6: 130, 12: 160, 18: 220, 24: 280, 99: 280} {
		if got := p.At(at); got != want {
			t.Errorf("path at %v: %v, want %v", at, got, want)
		}
	}
	// With 12 months of lead time, what is in service after 18 months starts after 6.
	if got := PlannedPath(&p, 6, 12, 0, 1); got != 120 {
		t.Error(got)
	}
	// Half of it, three months late.
	if got := PlannedPath(&p, 9, 12, 3, .5); got != 60 {
		t.Error(got)
	}
}

func TestLimits(t *testing.T) {
	if got := GridRoom(10, 2, 4000); got != 1000 { // 10 MW carry 5,000 racks of 2 kW
		t.Error(got)
	}
	if got := GridRoom(1, 2, 4000); got != 0 {
		t.Error(got)
	}
	if got := CapitalRoom(.5, 1e6, 2e5, 1e3); got != 300 {
		t.Error(got)
	}
	if got := ConstructionRoom(50, 3, 100); got != 50 {
		t.Error(got)
	}
	inf := math.Inf(1)
	for _, c := range []struct {
		l     Limits
		want  float64
		racks float64
		by    Constraint
	}{
		{Limits{inf, inf, inf}, 5, 5, Free},
		{Limits{4, inf, inf}, 5, 4, Grid},
		{Limits{4, 3, inf}, 5, 3, Capital},
		{Limits{4, 3, 2}, 5, 2, Construction},
		{Limits{2, 2, 2}, 5, 2, Grid},
		{Limits{0, 2, 2}, 5, 0, Grid},
		{Limits{5, 5, 5}, 5, 5, Free},
		{Limits{0, 0, 0}, 0, 0, Free},
	} {
		if racks, by := c.l.Grant(c.want); racks != c.racks || by != c.by {
			t.Errorf("%+v of %v: %v by %v", c.l, c.want, racks, by)
		}
	}
	f := StepFunction{T: []float64{0, 12}, V: []float64{5, 9}}
	for at, want := range map[float64]float64{-1: 5, 0: 5, 11.9: 5, 12: 9, 50: 9} {
		if got := f.At(at); got != want {
			t.Errorf("at %v: %v", at, got)
		}
	}
}

func TestDemandLed(t *testing.T) {
	// 60 let, 20 more than a year ago: 90 in a year and a half.
	if got := Expected(60, 40, 12, 18); got != 90 {
		t.Error(got)
	}
	if Expected(60, 40, 0, 18) != 60 || Expected(10, 90, 1, 18) != 0 {
		t.Error("no span expects no growth, and no decline ends below nothing")
	}
	for _, c := range []struct{ expected, service, coming, weight, completion, want float64 }{
		{90, 100, 0, 1, 1, 50},   // 150 racks are 60 % let
		{90, 100, 50, 1, 1, 0},   // they are under way
		{90, 100, 50, 0, 1, 50},  // and nobody looks
		{90, 100, 50, .5, 1, 25}, // or only half
		{90, 100, 0, 1, .5, 100}, // half of it will not be completed
		{60, 100, 0, 1, 1, 0},
	} {
		if got := DemandLed(.6, c.expected, c.service, c.coming, c.weight, c.completion); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

package outage

import (
	"math"
	"slices"
	"testing"

	"hubcap/sim/result"
)

const hour = msPerHour

// Two links and their cuts written down by hand. The budget is broken by link 0 alone or by
// any two; a path is missing when both are down.
func TestLive(t *testing.T) {
	s := ring(2)
	s.Years, s.Members = 2.5, 3
	s.Tiers = []Tier{{"a", 10, nan}}
	s.Judge = func(cut []int) []Verdict {
		switch {
		case len(cut) == 2:
			return []Verdict{{nan, nan}}
		case slices.Equal(cut, []int{0}):
			return []Verdict{{11, 11}}
		}
		return []Verdict{{10, 10}}
	}
	p, err := s.plan()
	if err != nil {
		t.Fatal(err)
	}
	e := &ensemble{plan: p, ms: make([]int64, len(p.measures)*3*p.windows), longest: make([]int64, len(p.measures))}
	w := e.newWorker()
	const year = msPerYear
	for member, events := range [][]event{
		{ // down from the start for 2 h; both for 1 h, and the first alone 3 h before and 4 h after
			newEvent(0, 0), newEvent(2*hour, 0),
			newEvent(10*hour, 0), newEvent(13*hour, 1), newEvent(14*hour, 1), newEvent(18*hour, 0),
			// across New Year, 5 h before and 7 h after
			newEvent(year-5*hour, 0), newEvent(year+7*hour, 0),
			// to the end
			newEvent(2*year+year/2-hour, 0),
		},
		{ // link 1 alone, and a repair and a cut in the same ms
			newEvent(1*hour, 1), newEvent(9*hour, 1),
			newEvent(20*hour, 0), newEvent(21*hour, 0), newEvent(21*hour, 0), newEvent(22*hour, 0),
			newEvent(30*hour, 0), newEvent(31*hour, 0), newEvent(31*hour, 1), newEvent(32*hour, 1),
		},
		{newEvent(0, 0), newEvent(0, 1), newEvent(year, 0), newEvent(year, 1)}, // a year
	} {
		w.events = events
		if err := w.live(t.Context(), member); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		measure, member int
		want            [3]int64 // h
	}{
		{0, 0, [3]int64{2 + 8 + 5, 7, 1}}, {1, 0, [3]int64{1, 0, 0}},
		{0, 1, [3]int64{3, 0, 0}}, {1, 1, [3]int64{}},
		{0, 2, [3]int64{8766, 0, 0}}, {1, 2, [3]int64{8766, 0, 0}},
	} {
		for i, ms := range e.of(c.measure, c.member) {
			if ms != c.want[i]*hour {
				t.Errorf("measure %d of member %d in year %d: %v h, want %d", c.measure, c.member, i, float64(ms)/hour, c.want[i])
			}
		}
	}
	if w.longest[0] != 8766*hour || w.longest[1] != 8766*hour || w.mostDown != 2 {
		t.Errorf("longest %v, %d down", w.longest, w.mostDown)
	}
	// Without the year: 8 h in three states, and 7 h across New Year. The second member goes
	// on when the first ends, which makes no longer breach.
	w = e.newWorker()
	for member, events := range [][]event{
		{newEvent(10*hour, 0), newEvent(13*hour, 1), newEvent(14*hour, 1), newEvent(18*hour, 0), newEvent(year-3*hour, 0), newEvent(year+4*hour, 0)},
		{newEvent(year+4*hour, 0), newEvent(year+6*hour, 0)},
	} {
		w.events = events
		if err := w.live(t.Context(), member); err != nil {
			t.Fatal(err)
		}
	}
	if w.longest[0] != 8*hour || w.longest[1] != hour {
		t.Errorf("longest %v", w.longest)
	}
}

// Times up and down have the means that were asked for.
func TestDraw(t *testing.T) {
	s := ring(1)
	s.Links[0].RouteKm, s.CutsPer1000KmYear, s.RepairHours, s.Years = 500, 40, 30, 1000
	p, err := s.plan()
	if err != nil {
		t.Fatal(err)
	}
	var events []event
	cuts := 0
	for member := 0; len(events)%2 == 0 || events[0].ms() == 0; member++ { // up at first, down at last
		events, cuts = p.draw(member, nil)
	}
	up, down, last := 0., 0., int64(0)
	for i, e := range events {
		if d := float64(e.ms()-last) / hour; i%2 == 0 {
			up += d
		} else {
			down += d
		}
		last = e.ms()
	}
	if cuts != (len(events)+1)/2 {
		t.Errorf("%d cuts in %d events", cuts, len(events))
	}
	n := float64(cuts) // about 20,000, less the time down
	near(t, "cuts", result.Number(n), 8766*1000/(438.3+30), 4*math.Sqrt(n))
	near(t, "up", result.Number(up/n), 438.3, 4*438.3/math.Sqrt(n))
	near(t, "down", result.Number(down/n), 30, 4*30/math.Sqrt(n))
}

// By hand: of 0, 10, 20, 30, 40 the median is 20, and 5 % lie a fifth of the way to 10.
func TestQuantile(t *testing.T) {
	x := []float64{0, 10, 20, 30, 40}
	for p, want := range map[float64]float64{0: 0, .05: 2, .5: 20, .95: 38, 1: 40} {
		near(t, "quantile", quantile(x, p), want, 1e-12)
	}
	if got := quantile([]float64{7}, .95); got != 7 || !quantile(nil, .5).IsMissing() {
		t.Errorf("of one %v", got)
	}
	near(t, "standard error", result.Number(spread([]int64{1, 2, 3, 4}, 2.5)), math.Sqrt(5./3/4), 1e-15)
}

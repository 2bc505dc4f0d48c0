package outage

import (
	"math"
	"slices"

	"hubcap/sim/stream"
)

// plan is a study made ready: what may be cut, what is judged, and how time is counted.
type plan struct {
	study    *Study
	cables   []cable
	measures []measure
	horizon  int64 // ms of each member
	years    int   // whole years of each member
	windows  int   // years of each member, the last of them perhaps begun only
	known    states
}

// cable is a link that is cut now and then.
type cable struct {
	link   int
	stream string
	up     float64 // mean hours between a repair and the next cut
	share  float64 // of the time in which it is down
}

// kind is one of the three things that are wanted of a tier.
type kind int

const (
	meanDelay kind = iota
	p99Delay
	anyPath
)

// measure is one thing that is wanted of one tier.
type measure struct {
	tier   int
	kind   kind
	budget float64 // ms
}

// broken tells whether a verdict is beyond the budget. NaN, no path, is beyond any.
func (m measure) broken(v Verdict) bool {
	switch m.kind {
	case meanDelay:
		return !(v.Mean <= m.budget)
	case p99Delay:
		return !(v.P99 <= m.budget)
	}
	return math.IsNaN(v.Mean)
}

// plan checks a study and makes it ready.
func (s *Study) plan() (*plan, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	p := &plan{study: s, horizon: max(1, int64(math.Round(s.Years*msPerYear)))}
	p.years, p.windows = int(p.horizon/msPerYear), int((p.horizon+msPerYear-1)/msPerYear)
	p.known = states{of: map[string]*state{}, most: mostStates}
	for i, l := range s.Links {
		perYear := s.CutsPer1000KmYear * l.RouteKm / 1000
		if up := hoursPerYear / perYear; !l.Closed && !math.IsInf(up, 1) {
			p.cables = append(p.cables, cable{link: i, stream: "cut " + l.ID, up: up, share: s.RepairHours / (up + s.RepairHours)})
		}
	}
	for i, t := range s.Tiers {
		for k, budget := range []float64{meanDelay: t.MeanMs, p99Delay: t.P99Ms, anyPath: 0} {
			if !math.IsNaN(budget) {
				p.measures = append(p.measures, measure{i, kind(k), budget})
			}
		}
	}
	return p, p.checkSize()
}

// event is a moment in ms, above the lowest 16 bits, and there a link that goes down then or,
// if it was down, up again. So events that are sorted as numbers are sorted by time.
type event int64

func (e event) ms() int64 { return int64(e >> 16) }
func (e event) link() int { return int(e & (mostLinks - 1)) }

func newEvent(ms int64, link int) event { return event(ms<<16 | int64(link)) }

// draw appends the events of a member to a slice and sorts them, and counts the cuts.
func (p *plan) draw(member int, events []event) (_ []event, cuts int) {
	hours := float64(p.horizon) / msPerHour
	for _, c := range p.cables {
		s := stream.New(p.study.Seed, uint64(member), c.stream)
		down := s.Uniform() < c.share
		if down {
			events = append(events, newEvent(0, c.link))
		}
		for t := 0.; ; {
			if down {
				t += s.Exponential(p.study.RepairHours)
			} else {
				t += s.Exponential(c.up)
			}
			if !(t < hours) {
				break
			}
			if down = !down; down {
				cuts++
			}
			events = append(events, newEvent(int64(t*msPerHour), c.link))
		}
	}
	slices.Sort(events)
	return events, cuts
}

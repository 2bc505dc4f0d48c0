package sweep

import (
	"context"
	"time"

	"hubcap/sim"
	"hubcap/sim/crew"
	"hubcap/sim/result"
)

// Estimate is what a sweep will about take, from a few points that were tried.
type Estimate struct {
	Points, Runs, Parts int
	Tried               int // points, spread over all
	TriedRuns           int
	Failed              int           // of the points tried
	Cause               string        // of the first that failed
	Time                time.Duration // of all, on as many workers
	Bytes               float64       // on disk, parts and merged tables
}

// What is tried: points at most, members of each, and for how long.
const (
	triedPoints  = 256
	triedMembers = 16
	triedTime    = time.Second
)

// Try simulates some points, evenly spread, to tell what all of them will take by a clock.
func (s *Sweep) Try(ctx context.Context, jobs int, now func() time.Time) (*Estimate, error) {
	e := &Estimate{Points: s.Points(), Runs: s.Runs(), Parts: s.Parts()}
	n := min(triedPoints, s.points)
	members := min(triedMembers, s.study.Members)
	jobs = min(jobs, n)
	rows := result.NewRuns(s.columns, n)
	series := make([][]recorded, n)
	of := make([]int, n)
	lanes := make([]*lane, jobs)
	for i := range lanes {
		lanes[i] = s.newLane(0)
		lanes[i].most = members
	}
	stride := coprime(n) // so that they are spread however soon the time is over
	try := func(by, i int) error {
		point := int(int64(i*stride%n) * int64(s.points) / int64(n))
		v, err := s.read(point, 1)
		if err != nil {
			return err
		}
		of[i] = v.variant[0]
		series[i] = nil
		return lanes[by].row(ctx, point, v.variant[0], v.axes, rows, i, func(member int, run *sim.Run) {
			if len(s.study.Series) > 0 {
				series[i] = append(series[i], s.variants[v.variant[0]].record(member, run))
			}
		})
	}
	// The first of each worker is not counted: it makes what all others use.
	if err := crew.Each(ctx, jobs, jobs, func(_, i int) error { return try(i, i) }); err != nil {
		return nil, err
	}
	began := now()
	end := began.Add(triedTime)
	for e.Tried < n && (e.Tried == 0 || now().Before(end)) {
		some := min(n-e.Tried, jobs*max(1, 8/members))
		if err := crew.Each(ctx, jobs, some, func(by, i int) error { return try(by, e.Tried+i) }); err != nil {
			return nil, err
		}
		e.Tried += some
	}
	spent := now().Sub(began)
	e.TriedRuns = e.Tried * members
	e.Time = time.Duration(float64(spent) * float64(e.Runs) / float64(e.TriedRuns))
	return e, s.size(e, rows, series, of, members)
}

// coprime is about 5/8 of a number, and has no divisor in common with it.
func coprime(n int) int {
	for k := max(1, 5*n/8); ; k++ {
		a, b := n, k
		for b > 0 {
			a, b = b, a%b
		}
		if a == 1 {
			return k
		}
	}
}

// size works out the space on disk from the rows that were tried, and counts what failed.
func (s *Sweep) size(e *Estimate, rows *result.Runs, series [][]recorded, of []int, members int) error {
	some := result.NewRuns(s.columns, e.Tried)
	for c := range s.columns {
		if rows.Numbers[c] != nil {
			copy(some.Numbers[c], rows.Numbers[c])
		} else {
			copy(some.Texts[c], rows.Texts[c])
		}
	}
	status := s.status()
	for i, state := range some.Texts[status] {
		if state != result.RunOK {
			if e.Failed++; e.Cause == "" {
				e.Cause = some.Texts[status+1][i]
			}
		}
	}
	empty, err := result.NewRuns(s.columns, 0).Part(result.PartMeta{})
	if err != nil {
		return err
	}
	full, err := some.Part(result.PartMeta{})
	if err != nil {
		return err
	}
	each := float64(len(full)-len(empty)) / float64(e.Tried)
	e.Bytes = 2*each*float64(e.Points) + float64(len(empty))*float64(e.Parts)
	if len(s.study.Series) == 0 {
		return nil
	}
	part := result.NewSeriesPart(result.PartMeta{})
	for i, runs := range series[:e.Tried] {
		s.variants[of[i]].write(part, i, runs)
	}
	data, err := part.Bytes()
	if err != nil {
		return err
	}
	e.Bytes += 2 * float64(len(data)) / float64(e.Tried*members) * float64(e.Runs)
	return nil
}

package sweep

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"

	"hubcap/sim/result"
)

// Options say how a sweep is run.
type Options struct {
	Dir           string
	Jobs          int // workers; 0 for one on each core
	Shard, Shards int // which of how many; 0 shards is one
	RunTimeout    time.Duration
	MostFailures  int // points that may fail before the sweep stops; -1: any number
	Fresh         bool
	Progress      func(Progress) // one call at a time
}

// Progress is how far a sweep is.
type Progress struct {
	Points, Done, Failed int // of the shard; Done counts those found done too
	Reused               int
}

// Report is what a sweep has done.
type Report struct {
	Points, Reused, Failed int
	Kept                   int      // points of all parts that are there now
	Damaged                []string // files that were done again
	Again                  int      // parts done again because a run of theirs took too long
	Extended               int      // points of the study as it was before
}

// ErrFailures tells that more points failed than may.
var ErrFailures = errors.New("too many points failed")

// ErrChanged tells that a folder holds a sweep of another study.
var ErrChanged = errors.New("holds the sweep of another study")

// Run works at all points of the shard that are not done. What is done when it ends, however it
// ends, is kept.
func (s *Sweep) Run(ctx context.Context, o Options) (*Report, error) {
	switch {
	case o.Jobs < 0:
		return nil, fmt.Errorf("%d jobs; give 1 or more, or 0 for one on each core", o.Jobs)
	case o.Shards < 0 || o.Shard < 0 || o.Shard >= max(1, o.Shards):
		return nil, fmt.Errorf("shard %d of %d; shards are numbered from 0", o.Shard, o.Shards)
	}
	if err := os.MkdirAll(o.Dir, 0o777); err != nil {
		return nil, fmt.Errorf("--out: %w", err)
	}
	unlock, err := lock(o.Dir, o.Shard, o.Shards)
	if err != nil {
		return nil, fmt.Errorf("--out: %w", err)
	}
	defer unlock()
	if o.Shards <= 1 {
		if err := tidy(o.Dir); err != nil {
			return nil, err
		}
	}
	report := &Report{}
	if report.Extended, err = s.settle(o.Dir, o.Fresh); err != nil {
		return nil, err
	}
	mine := func(part int) bool { return part%max(1, o.Shards) == o.Shard }
	st, err := s.survey(o.Dir, mine)
	if err != nil {
		return nil, err
	}
	report.Reused, report.Kept, report.Failed, report.Damaged, report.Again = st.reused, st.reused, st.failed, st.damaged, st.again
	r := &runner{Sweep: s, Options: o, failed: st.failed, done: st.reused, kept: st.reused, short: st.begun}
	for part, done := range st.done {
		if mine(part) {
			report.Points += s.rows(part)
			if !done {
				r.todo = append(r.todo, part)
			}
		}
	}
	r.total, r.reused = report.Points, st.reused
	if err := r.tooMany(); err != nil {
		return report, err
	}
	r.tell(0)
	err = r.run(ctx)
	report.Failed, report.Kept = r.failed, r.kept
	return report, err
}

// runner is a sweep at work.
type runner struct {
	*Sweep
	Options
	todo   []int // parts
	total  int
	reused int
	short  map[int]begun // parts of todo that are there with fewer points

	mu     sync.Mutex
	room   sync.Cond // parts may be begun
	next   int       // of todo
	begun  int       // parts that are not written yet
	taking *open     // the part of which points are taken
	failed int
	done   int
	kept   int   // points of parts that are written
	err    error // the first that stops the sweep
	cause  string

	encoders sync.Pool
}

// open is a part that is being worked at.
type open struct {
	part, from int
	values     *values
	rows       *result.Runs
	series     [][]recorded // by row
	had        int          // rows that were done before
	taken      int          // rows given to workers, or done
	left       int          // rows not done
}

// recorded is what is kept of the series of a run.
type recorded struct {
	member int
	values []float64 // by step, then column
}

// run has workers do the parts.
func (r *runner) run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	jobs := r.Jobs
	if jobs == 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	r.room.L = &r.mu
	stop := context.AfterFunc(ctx, func() { r.stop(context.Cause(ctx)) })
	defer stop()
	var wg sync.WaitGroup
	for range jobs {
		wg.Go(func() {
			l := r.newLane(r.RunTimeout)
			for {
				p, row := r.take(2*jobs + 2)
				if p == nil {
					return
				}
				if err := r.do(ctx, l, p, row); err != nil {
					r.stop(err)
					cancel(err)
					return
				}
			}
		})
	}
	wg.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

// stop ends the sweep with the first error.
func (r *runner) stop(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil {
		r.err = err
	}
	r.room.Broadcast()
}

// take gives a worker the next point: a row of a part. Where too many parts wait for a slow
// point it waits too, so that memory is bounded.
func (r *runner) take(most int) (*open, int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.err == nil {
		if p := r.taking; p != nil && p.taken < len(p.values.variant) {
			p.taken++
			return p, p.taken - 1
		}
		if r.next >= len(r.todo) {
			return nil, 0
		}
		if r.begun >= most {
			r.room.Wait()
			continue
		}
		p, err := r.begin(r.todo[r.next])
		if err != nil {
			r.err = err
			r.room.Broadcast()
			return nil, 0
		}
		r.taking = p
		r.next++
		r.begun++
	}
	return nil, 0
}

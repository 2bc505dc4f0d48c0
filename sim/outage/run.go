package outage

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"hubcap/sim/crew"
)

// ensemble is a plan and what was found out about its members.
type ensemble struct {
	*plan
	// hours, in ms, are what each measure was broken for: by measure, member and window.
	ms []int64
	// Of all workers together.
	cuts, mostDown int
	longest        []int64 // ms, of each measure
}

// worker goes through members, one after another.
type worker struct {
	*ensemble
	events         []event
	down           []int
	cuts, mostDown int
	longest        []int64
	from, to       []int64 // of the last breach of each measure
}

// Run draws and judges the ensemble. The report depends on the study alone: not on the jobs,
// nor on which member was done first. When ctx ends it returns ctx.Err().
func (s *Study) Run(ctx context.Context) (*Report, error) {
	p, err := s.plan()
	if err != nil {
		return nil, err
	}
	e, err := p.run(ctx)
	if err != nil {
		return nil, err
	}
	return e.report(), nil
}

func (p *plan) run(ctx context.Context) (*ensemble, error) {
	e := &ensemble{plan: p, longest: make([]int64, len(p.measures))}
	e.ms = make([]int64, len(p.measures)*p.study.Members*p.windows)
	var mu sync.Mutex
	done := 0
	workers := make([]*worker, p.jobs(p.study.Members))
	for i := range workers {
		workers[i] = e.newWorker()
	}
	err := crew.Each(ctx, len(workers), p.study.Members, func(by, member int) error {
		w := workers[by]
		var cuts int
		w.events, cuts = p.draw(member, w.events[:0])
		w.cuts += cuts
		if err := w.live(ctx, member); err != nil {
			return err
		}
		if p.study.Progress != nil {
			mu.Lock()
			defer mu.Unlock()
			done++
			p.study.Progress(done, p.study.Members)
		}
		return nil
	})
	for _, w := range workers {
		e.cuts += w.cuts
		e.mostDown = max(e.mostDown, w.mostDown)
		for i, ms := range w.longest {
			e.longest[i] = max(e.longest[i], ms)
		}
	}
	return e, err
}

func (e *ensemble) newWorker() *worker {
	w := &worker{ensemble: e}
	w.longest, w.from, w.to = make([]int64, len(e.measures)), make([]int64, len(e.measures)), make([]int64, len(e.measures))
	return w
}

// live goes through the events of a member.
func (w *worker) live(ctx context.Context, member int) error {
	w.down = w.down[:0]
	for i := range w.to {
		w.to[i] = -1
	}
	events := w.events
	for at := int64(0); at < w.horizon; {
		for ; len(events) > 0 && events[0].ms() == at; events = events[1:] {
			if i, ok := slices.BinarySearch(w.down, events[0].link()); ok {
				w.down = slices.Delete(w.down, i, i+1)
			} else {
				w.down = slices.Insert(w.down, i, events[0].link())
			}
		}
		next := w.horizon
		if len(events) > 0 {
			next = events[0].ms()
		}
		s, err := w.state(ctx, w.down)
		if err != nil {
			return err
		}
		w.stay(s, member, at, next)
		at = next
	}
	return nil
}

// stay books a member's time in a state.
func (w *worker) stay(s *state, member int, from, to int64) {
	if !s.seen.Load() { // a look is cheaper than a write, with many workers
		s.seen.Store(true)
	}
	w.mostDown = max(w.mostDown, len(w.down))
	if len(s.breaches) > 0 {
		s.spent.Add(to - from)
	}
	for _, m := range s.breaches {
		if w.to[m] != from {
			w.from[m] = from
		}
		w.to[m] = to
		w.longest[m] = max(w.longest[m], to-w.from[m])
		years := w.of(m, member)
		for at := from; at < to; {
			year := at / msPerYear
			end := min(to, (year+1)*msPerYear)
			years[year] += end - at
			at = end
		}
	}
}

// of gives the windows of a member in one measure.
func (e *ensemble) of(measure, member int) []int64 {
	at := (measure*e.study.Members + member) * e.windows
	return e.ms[at : at+e.windows]
}

// jobs is how many workers share so many tasks.
func (p *plan) jobs(tasks int) int {
	jobs := p.study.Jobs
	if jobs == 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	return max(1, min(jobs, tasks))
}

// Package ensemble runs many members of a scenario whose numbers are not known: each draws
// the uncertain numbers, meets a fate of its own, and is judged by the same targets. What all
// of them came to is the answer to with what probability.
//
// A member depends on the master seed, on its number and on the scenario, and on nothing else:
// not on how many others there are (but for a Latin hypercube, which is laid out for so many),
// nor on who computes it when. Members are simulated in blocks; when all of a block are done,
// they are added to the statistics in their order. So the memory does not grow with the number
// of members but for a row of draws and verdicts each, and the same study gives the same bytes
// on any number of cores.
package ensemble

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"hubcap/model"
	"hubcap/sim"
	"hubcap/sim/crew"
	"hubcap/sim/result"
)

// block is how many members are simulated before they are added up; up to so many, quantiles
// are exact.
const block = 128

// MostMembers bounds what one study may be asked for.
const MostMembers = 10_000_000

// Study is the question.
type Study struct {
	Central  *sim.Run // the finished central run
	Members  int
	Seed     uint64
	Jobs     int    // workers; 0 for one on each core
	Sampling string // plain, lhs or sobol; empty: plain
	// MostFailed is the share of members that may fail before the study does.
	MostFailed float64
	// Lay lays what a member has drawn over the seed data and holds it against the loader's
	// rules; needed where numbers of places, links or weather are uncertain.
	Lay func(*model.Scenario) error
	// Progress is told how many members are done, one call at a time.
	Progress func(done, total int)
	// Keep is given all values of every member that did not fail, in the order of members.
	Keep func(member int, values []float64) error

	order func(i, n int) int // which of the n members of a block is begun as number i; for tests
}

// Outcome is the answer.
type Outcome struct {
	Ensemble *result.Ensemble
	Members  []result.Member
	Warnings []result.Text

	spread *spread
}

// ErrFailed tells that too many members have failed.
var ErrFailed = errors.New("too many members failed")

// Run simulates all members.
func (s *Study) Run(ctx context.Context) (*Outcome, error) {
	t, err := s.begin()
	if err != nil {
		return nil, err
	}
	for from := 0; from < s.Members; from += block {
		if err := t.block(ctx, from, min(block, s.Members-from)); err != nil {
			return nil, err
		}
	}
	return t.outcome(), nil
}

// task is a study at work.
type task struct {
	*Study
	base     *sim.Plan
	draws    *draws
	workers  []worker
	slab     [][]float64          // values of the members of a block
	binding  [][][]result.Binding // what bound, by member of the block and target
	spread   *spread
	verdicts []verdict // of all members
	tallies  []tally   // by target
	failed   int       // members so far
	progress sync.Mutex
	done     int // members, guarded by progress
}

// task is a study before it has any memory to work with.
func (s *Study) task() (*task, error) {
	t := &task{Study: s, base: s.Central.Plan()}
	var err error
	if t.draws, err = newDraws(t.base.Scenario, s.Sampling, s.Seed, s.Members); err != nil {
		return nil, err
	}
	if len(t.draws.laid) > 0 && s.Lay == nil {
		return nil, fmt.Errorf("%s is uncertain, and nothing lays it over the seed data", t.draws.laid[0])
	}
	return t, nil
}

// begin checks what is asked for, and takes the memory for it.
func (s *Study) begin() (*task, error) {
	switch {
	case s.Members < 1 || s.Members > MostMembers:
		return nil, fmt.Errorf("%d members; give 1 to %d", s.Members, MostMembers)
	case s.Jobs < 0:
		return nil, fmt.Errorf("%d jobs; give 1 or more, or 0 for one on each core", s.Jobs)
	case !(s.MostFailed >= 0 && s.MostFailed <= 1):
		return nil, fmt.Errorf("a share of %v members may fail; give 0 to 1", s.MostFailed)
	}
	t, err := s.task()
	if err != nil {
		return nil, err
	}
	base := t.base.Scenario
	jobs, rows := s.Jobs, min(block, s.Members)
	if jobs == 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	jobs = min(jobs, rows) // more would have nothing to do
	n := need{cells: len(s.Central.Values), members: s.Members, jobs: jobs,
		numbers: len(base.Uncertain), targets: len(base.Targets)}
	if err := n.affordable(); err != nil {
		return nil, err
	}
	t.slab, t.binding = make([][]float64, rows), make([][][]result.Binding, rows)
	for i := range t.slab {
		t.slab[i] = make([]float64, n.cells)
	}
	t.spread = newSpread(n.cells, s.Members > block)
	t.verdicts = make([]verdict, s.Members)
	for range base.Targets {
		t.tallies = append(t.tallies, tally{share: map[string]float64{}, leads: map[string]int{}})
	}
	t.workers = make([]worker, jobs)
	for i := range t.workers {
		if t.workers[i], err = t.newWorker(); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// block simulates n members from a number on, and adds them up.
func (t *task) block(ctx context.Context, from, n int) error {
	err := crew.Each(ctx, len(t.workers), n, func(by, i int) error {
		if t.order != nil {
			i = t.order(i, n)
		}
		t.verdicts[from+i], t.binding[i] = t.member(ctx, &t.workers[by], from+i, t.slab[i])
		if err := ctx.Err(); err != nil {
			return err
		}
		t.tell()
		return nil
	})
	if err != nil {
		return err
	}
	ok := make([]bool, n)
	for i := range ok {
		if ok[i] = t.verdicts[from+i].failed == nil; !ok[i] {
			t.failed++
			continue
		}
		for target, binding := range t.binding[i] {
			t.tallies[target].add(binding)
		}
	}
	if float64(t.failed) > t.MostFailed*float64(t.Members) || t.failed == t.Members {
		return t.failure(from + n)
	}
	if err := crew.Each(ctx, len(t.workers), t.spread.stripes(), func(_, i int) error {
		t.spread.add(i, t.slab[:n], ok)
		return nil
	}); err != nil || t.Keep == nil {
		return err
	}
	for i := range n {
		if ok[i] {
			if err := t.Keep(from+i, t.slab[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// tell tells the progress.
func (t *task) tell() {
	if t.Progress == nil {
		return
	}
	t.progress.Lock()
	defer t.progress.Unlock()
	t.done++
	t.Progress(t.done, t.Members)
}

package ensemble

import (
	"context"
	"fmt"
	"slices"

	"hubcap/model"
	"hubcap/sim"
	"hubcap/sim/result"
)

// worker is what one of them needs by itself.
type worker struct {
	t        *task
	scenario *model.Scenario
	numbers  []*float64 // of the scenario: where draws go
	u        []float64  // by dimension
	shares   []share
	mixes    [][]model.Mix // by origin
	run      *sim.Run
	held     []string // paths of shares that scaling leaves alone
	laid     bool     // what is drawn or set has to be laid over the seed data
}

// share is a share that scaling may change, and its central value.
type share struct {
	at    *float64
	value float64
}

func (t *task) newWorker() (w worker, err error) {
	w.t, w.laid = t, len(t.draws.laid) > 0
	w.scenario, w.u, w.run = t.base.Scenario.Clone(), make([]float64, len(t.draws.names)), t.base.NewRun()
	if w.numbers, err = t.draws.numbers(w.scenario); err != nil {
		return w, err
	}
	w.shares = shares(w.scenario)
	for i := range w.scenario.Origins {
		w.mixes = append(w.mixes, w.scenario.Origins[i].Mix)
	}
	return w, nil
}

// shares are all of a scenario that have to make 1 with others.
func shares(s *model.Scenario) (out []share) {
	add := func(at *float64) { out = append(out, share{at, *at}) }
	for i := range s.Origins {
		add(&s.Origins[i].Share)
		for j := range s.Origins[i].Mix {
			add(&s.Origins[i].Mix[j].Share)
		}
	}
	for i := range s.Classes {
		add(&s.Classes[i].Share)
	}
	for i := range s.Clusters {
		for j := range s.Clusters[i].Fleets {
			add(&s.Clusters[i].Fleets[j].ExistingShare)
			add(&s.Clusters[i].Fleets[j].BuildShare)
		}
	}
	return out
}

// restore takes back what scaling has done to the scenario for the member before: it may have
// changed any share, and have given an origin another mix.
func (w *worker) restore() {
	for i, mix := range w.mixes {
		w.scenario.Origins[i].Mix = mix
	}
	for _, s := range w.shares {
		*s.at = s.value
	}
}

// verdict is what is kept of a member.
type verdict struct {
	failed  error
	targets []judged
	drawn   []float64
	beyond  sim.Beyond
}

// judged is what is kept of a member's verdict on a target.
type judged struct {
	simulated float64
	first     int32 // the step in which it was first met, or -1
	met       bool
}

// member simulates one member; a failure of it, be it a panic, is its own.
func (t *task) member(ctx context.Context, w *worker, member int, values []float64) (v verdict, binding [][]result.Binding) {
	defer func() {
		if p := recover(); p != nil {
			v.failed = fmt.Errorf("panic: %v", p)
			*w, _ = t.newWorker() // whatever state it was left in; making one has worked before
		}
	}()
	v.drawn = t.draws.draw(w, member)
	plan, err := w.plan(member)
	if err != nil {
		v.failed = err
		return v, nil
	}
	w.run.Take(plan, values)
	if v.failed = w.run.Simulate(ctx); v.failed != nil {
		return v, nil
	}
	v.targets, binding = judge(w.run)
	v.beyond = w.run.Beyond()
	return v, binding
}

// central is the number of no member: the run that leaves nothing to chance.
const central = -1

// plan makes what a member has drawn a scenario in order, and that a plan with the member's fate.
func (w *worker) plan(member int) (*sim.Plan, error) {
	s, base := w.scenario, w.t.base
	s.ScaleShares(w.held...)
	if w.laid {
		s.Data = base.Scenario.Data
		if err := w.t.Lay(s); err != nil {
			return nil, err
		}
	}
	if err := s.Coherent(); err != nil {
		return nil, err
	}
	if member == central {
		return base.Variant(s)
	}
	return base.Member(s, sim.Fate{Seed: w.t.Seed, Member: uint64(member)})
}

// judge is the verdicts on a run, and what bound.
func judge(r *sim.Run) (targets []judged, binding [][]result.Binding) {
	dates, all := r.Plan().Dates, r.Judge()
	targets, binding = make([]judged, len(all)), make([][]result.Binding, len(all))
	for i, target := range all {
		first := -1
		if target.FirstMet != nil {
			first = slices.Index(dates, *target.FirstMet)
		}
		targets[i], binding[i] = judged{float64(target.Simulated), int32(first), target.Met}, target.Binding
	}
	return targets, binding
}

// tally adds up what bound in the misses of a target.
type tally struct {
	names []string // of constraints, as they come
	share map[string]float64
	leads map[string]int
}

func (t *tally) add(binding []result.Binding) {
	for n, b := range binding {
		if _, known := t.share[b.Constraint]; !known {
			t.names = append(t.names, b.Constraint)
		}
		t.share[b.Constraint] += float64(b.Share)
		if n == 0 {
			t.leads[b.Constraint]++
		}
	}
}

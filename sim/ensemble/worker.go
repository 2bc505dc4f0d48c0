package ensemble

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hubcap/sim"
)

// Cast is what the workers of a study share.
type Cast struct{ t *task }

// Cast lays out the draws of a study for workers who are told what to simulate. Of the central
// run only the plan counts.
func (s *Study) Cast() (*Cast, error) {
	t, err := s.task()
	if err != nil {
		return nil, err
	}
	return &Cast{t}, nil
}

// Worker simulates runs of a scenario one after the other, for one goroutine: members of an
// ensemble, or the central run, of the scenario as its dials are set. After a panic it is of no
// more use.
type Worker struct {
	w       worker
	values  []float64
	numbers []float64 // central values of those that are drawn
	cuts    bool
}

// Worker makes one, whose runs put their values into a table of the size of Values; workers
// whose runs are not looked at together may share one.
func (c *Cast) Worker(values []float64) (*Worker, error) {
	w, err := c.t.newWorker()
	if err != nil {
		return nil, err
	}
	out := &Worker{w: w, values: values}
	for _, at := range w.numbers {
		out.numbers = append(out.numbers, *at)
	}
	return out, nil
}

// Values is how many values a run has.
func (c *Cast) Values() int { return len(c.t.Central.Values) }

// JudgeCuts makes every run judge every single cut of a link.
func (w *Worker) JudgeCuts() { w.cuts = true }

// Dial sets a number of a worker's scenario, or all at a path with stars.
type Dial struct {
	numbers []*float64
	shares  []*share
}

// Dial finds the numbers at a path. They may not be uncertain.
func (w *Worker) Dial(path string) (*Dial, error) {
	d := &Dial{numbers: w.w.scenario.Every(path)}
	if len(d.numbers) == 0 {
		return nil, fmt.Errorf("%s: there is no such number in the scenario", path)
	}
	for _, at := range d.numbers {
		if slices.Contains(w.w.numbers, at) {
			return nil, fmt.Errorf("%s is drawn anew for every member, and cannot be set", path)
		}
		for i := range w.w.shares {
			if s := &w.w.shares[i]; s.at == at {
				d.shares = append(d.shares, s)
			}
		}
	}
	if len(d.shares) > 0 {
		w.w.held = append(w.w.held, w.w.scenario.Paths(path)...)
	}
	if laid(path) {
		if w.w.laid = true; w.w.t.Lay == nil {
			return nil, errors.New(path + " is to be set, and nothing lays it over the seed data")
		}
	}
	return d, nil
}

// Set sets them. A share stays as it is set: the others that have to make 1 with it fill the rest.
func (d *Dial) Set(v float64) {
	for _, at := range d.numbers {
		*at = v
	}
	for _, s := range d.shares {
		s.value = v
	}
}

// Central simulates without chance, as it would be with the dials' values in the scenario's file.
// The run is good until the next.
func (w *Worker) Central(ctx context.Context) (*sim.Run, error) {
	w.w.restore()
	for i, at := range w.w.numbers {
		*at = w.numbers[i]
	}
	return w.simulate(ctx, central)
}

// Member simulates a member of the ensemble, with the numbers that it draws.
func (w *Worker) Member(ctx context.Context, member int) (*sim.Run, error) {
	w.w.t.draws.draw(&w.w, member)
	return w.simulate(ctx, member)
}

func (w *Worker) simulate(ctx context.Context, member int) (*sim.Run, error) {
	plan, err := w.w.plan(member)
	if err != nil {
		return nil, err
	}
	w.w.run.Take(plan, w.values)
	if w.cuts {
		w.w.run.JudgeCuts()
	}
	return w.w.run, w.w.run.Simulate(ctx)
}

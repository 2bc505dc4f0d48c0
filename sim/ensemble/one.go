package ensemble

import (
	"context"
	"fmt"
	"slices"

	"hubcap/sim"
	"hubcap/sim/result"
)

// One simulates a single member by itself, with all that a run can tell: to see why it failed,
// or what an extreme one is made of.
func (s *Study) One(ctx context.Context, member int) (*sim.Run, error) {
	if member < 0 || member >= s.Members {
		return nil, fmt.Errorf("member %d is not there; members are numbered from 0 to %d", member, s.Members-1)
	}
	t, err := s.task()
	if err != nil {
		return nil, err
	}
	w, err := t.newWorker()
	if err != nil {
		return nil, err
	}
	t.draws.draw(&w, member)
	plan, err := w.plan(member)
	if err != nil {
		return nil, err
	}
	run := plan.NewRun()
	run.JudgeCuts()
	return run, run.Simulate(ctx)
}

// Alone says in the result of a single member which one it is.
func (s *Study) Alone(r *result.Result, member int) {
	r.Member, r.Members, r.Seed = &member, s.Members, s.Seed
	r.Warnings = slices.DeleteFunc(r.Warnings, func(t result.Text) bool { return t == sim.OneRun() })
	r.Warnings = slices.Insert(r.Warnings, 0, result.Text{
		EN: fmt.Sprintf("This is one of %s members by itself, neither central nor likely: it says nothing about probability.", result.Grouped(float64(s.Members), 0)),
		ZH: fmt.Sprintf("此为%s个样本之一，既非中心值也未必典型，不含概率信息。", result.Grouped(float64(s.Members), 0)),
	})
}

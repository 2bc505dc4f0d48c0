package sweep

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hubcap/sim"
	"hubcap/sim/ensemble"
	"hubcap/sim/result"
)

// lane is what one goroutine needs to work at points.
type lane struct {
	s       *Sweep
	limit   time.Duration // of one run; 0 is none
	most    int           // members that are simulated at a point
	hands   []*hand       // by variant, made when first needed
	values  []float64     // of a run
	met     []bool        // of the table's targets
	numbers []float64     // of a run: by target, then what is kept
	members [][]float64   // the same of all members
}

// hand works at the points of one scenario.
type hand struct {
	worker *ensemble.Worker
	dials  []*ensemble.Dial // by axis; nil for words
}

// newLane makes room for the largest scenario.
func (s *Sweep) newLane(limit time.Duration) *lane {
	most := 0
	for _, v := range s.variants {
		most = max(most, v.cast.Values())
	}
	n := len(s.manifest.Targets)
	return &lane{s: s, limit: limit, most: s.study.Members, hands: make([]*hand, len(s.variants)), values: make([]float64, most), met: make([]bool, n)}
}

// hand is that of a variant.
func (l *lane) hand(of int) (*hand, error) {
	if h := l.hands[of]; h != nil {
		return h, nil
	}
	v := l.s.variants[of]
	w, err := v.cast.Worker(l.values[:v.cast.Values()])
	if err != nil {
		return nil, err
	}
	if v.cuts {
		w.JudgeCuts()
	}
	h := &hand{worker: w, dials: make([]*ensemble.Dial, len(l.s.axes))}
	for i := range l.s.axes {
		if a := &l.s.axes[i]; len(a.Texts) == 0 {
			if h.dials[i], err = w.Dial(a.Path); err != nil {
				return nil, err
			}
		}
	}
	l.hands[of] = h
	return h, nil
}

// central is no member.
const central = -1

// errPanic tells that a run broke down, which is a defect of the program.
var errPanic = errors.New("panic")

// run simulates the scenario at a point, centrally or as a member, and takes what the table wants
// of it: whether all targets are met together is returned, the rest is in the lane.
func (l *lane) run(ctx context.Context, of int, axes []float64, member int, record func(int, *sim.Run)) (together bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			l.hands[of] = nil // whatever state it was left in
			together, err = false, fmt.Errorf("%w: %v", errPanic, p)
		}
	}()
	h, err := l.hand(of)
	if err != nil {
		return false, err
	}
	for i, d := range h.dials {
		if d != nil {
			d.Set(axes[i])
		}
	}
	if l.limit > 0 {
		limited, cancel := context.WithTimeout(ctx, l.limit)
		defer cancel()
		ctx = limited
	}
	var run *sim.Run
	if member == central {
		run, err = h.worker.Central(ctx)
	} else {
		run, err = h.worker.Member(ctx, member)
	}
	if err != nil {
		return false, err
	}
	together = l.measure(run, of)
	record(max(member, 0), run)
	return together, nil
}

// failing says what the error of a run is to its row; it is returned where it is that of the sweep.
func failing(ctx context.Context, err error) (state, cause string, _ error) {
	switch {
	case ctx.Err() != nil:
		return "", "", ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return result.RunTimeout, "took longer than a run may", nil
	}
	return result.RunFailed, err.Error(), nil
}

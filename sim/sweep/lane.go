package sweep

import (
	"context"
	"errors"
	"fmt"
	"slices"
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

// row works at one point: what it comes to, or why it fails, goes into a row of a part, and the
// series of its runs to record. The error is only that of the context.
func (l *lane) row(ctx context.Context, number, of int, axes []float64, out *result.Runs, row int, record func(member int, run *sim.Run)) error {
	s, v := l.s, l.s.variants[of]
	w := writer{out, row}
	w.number(0, float64(number))
	w.text(1, s.study.Bases[v.base].ID)
	for i, value := range axes {
		if texts := s.axes[i].Texts; len(texts) > 0 {
			w.text(2+i, texts[int(value)])
		} else {
			w.number(2+i, value)
		}
	}
	at := 2 + len(axes)
	for i := at; i < len(s.columns); i++ {
		w.missing(i)
	}
	var state, cause string
	var err error
	if s.study.Members == 1 {
		state, cause, err = l.single(ctx, of, axes, w, at+2, record)
	} else {
		state, cause, err = l.ensemble(ctx, of, axes, w, at+2, record)
	}
	w.text(at, state)
	w.text(at+1, brief(cause))
	return err
}

// longest is how much of a cause the table holds, in bytes or a little less.
const longest = 400

func brief(cause string) string {
	if len(cause) <= longest {
		return cause
	}
	end := 0
	for i := range cause { // not within a letter
		if i <= longest {
			end = i
		}
	}
	return cause[:end] + " ..."
}

// writer fills in a row.
type writer struct {
	out *result.Runs
	row int
}

func (w writer) number(column int, v float64) { w.out.Numbers[column][w.row] = v }
func (w writer) text(column int, v string)    { w.out.Texts[column][w.row] = v }

func (w writer) truth(column int, v bool) {
	n := 0.
	if v {
		n = 1
	}
	w.number(column, n)
}

func (w writer) missing(column int) {
	if w.out.Numbers[column] != nil {
		w.number(column, none)
	} else {
		w.text(column, "")
	}
}

// single is the central run at a point.
func (l *lane) single(ctx context.Context, of int, axes []float64, w writer, at int, record func(int, *sim.Run)) (state, cause string, err error) {
	together, err := l.run(ctx, of, axes, central, record)
	if err != nil {
		return failing(ctx, err)
	}
	if len(l.met) > 0 {
		w.truth(at, together)
		at++
	}
	for t, met := range l.met {
		if l.there(of, t) {
			w.truth(at, met)
			w.number(at+1, l.numbers[t])
		}
		at += 2
	}
	for _, v := range l.numbers[len(l.met):] {
		w.number(at, v)
		at++
	}
	return result.RunOK, "", nil
}

// there tells whether a scenario has a target of the table.
func (l *lane) there(of, target int) bool {
	return slices.Contains(l.s.variants[of].targets, target)
}

// ensemble is the members at a point.
func (l *lane) ensemble(ctx context.Context, of int, axes []float64, w writer, at int, record func(int, *sim.Run)) (state, cause string, err error) {
	c, err := l.count(ctx, of, axes, record)
	if err != nil {
		return "", "", err
	}
	w.number(at, float64(c.ok))
	if n := l.most; c.ok == 0 || l.s.tooFew(n-c.ok, n) {
		state = result.RunFailed
		if c.timeouts > 0 && !l.s.tooFew(n-c.ok-c.timeouts, n) { // more time may mend it
			state = result.RunTimeout
		}
		return state, fmt.Sprintf("%d of %d members failed; %s", n-c.ok, n, c.first), nil
	}
	at++
	share := func(met int) float64 { return float64(met) / float64(c.ok) }
	if len(c.met) > 0 {
		w.number(at, share(c.joint))
		at++
	}
	for i := range l.numbers {
		if i < len(c.met) {
			if l.there(of, i) {
				w.number(at, share(c.met[i]))
			}
			at++
		}
		for _, v := range spread(l.members[i][:c.ok]) {
			w.number(at, v)
			at++
		}
	}
	return result.RunOK, "", nil
}

// tooFew tells whether a point fails because so many of its members did.
func (s *Sweep) tooFew(failed, members int) bool {
	return float64(failed) > s.study.MostFailed*float64(members)
}

// counted is what became of the members of a point.
type counted struct {
	ok, timeouts, joint int
	met                 []int  // by target
	first               string // why the first failed
}

// count simulates the members of a point; the values of those that do not fail are in the lane.
func (l *lane) count(ctx context.Context, of int, axes []float64, record func(int, *sim.Run)) (c counted, err error) {
	c.met = make([]int, len(l.met))
	for m := range l.most {
		together, err := l.run(ctx, of, axes, m, record)
		if err != nil {
			state, cause, err := failing(ctx, err)
			if err != nil {
				return c, err
			}
			if state == result.RunTimeout {
				c.timeouts++
			}
			if c.first == "" {
				c.first = fmt.Sprintf("member %d: %s", m, cause)
			}
			continue
		}
		if together {
			c.joint++
		}
		for t := range c.met {
			if l.met[t] {
				c.met[t]++
			}
		}
		l.keep(c.ok)
		c.ok++
	}
	return c, nil
}

// keep puts the numbers of a run among those of the members.
func (l *lane) keep(at int) {
	if l.members == nil {
		l.members = make([][]float64, len(l.numbers))
		for i := range l.members {
			l.members[i] = make([]float64, l.most)
		}
	}
	for i, v := range l.numbers {
		l.members[i][at] = v
	}
}

// measure takes the verdicts and the numbers of a run, and tells whether all targets are met.
func (l *lane) measure(run *sim.Run, of int) (together bool) {
	v := l.s.variants[of]
	l.numbers = l.numbers[:0]
	for t := range l.met {
		l.met[t] = false
		l.numbers = append(l.numbers, none)
	}
	together = true
	for i, t := range v.targets {
		l.numbers[t], l.met[t] = run.Verdict(&run.Scenario().Targets[i])
		together = together && l.met[t]
	}
	for i := range v.kept {
		l.numbers = v.kept[i].reduce(run.At, l.numbers)
	}
	return together
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

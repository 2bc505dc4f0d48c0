package sweep

import (
	"context"
	"fmt"
	"slices"

	"hubcap/sim"
	"hubcap/sim/result"
)

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
	at := s.status()
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
		if len(l.s.variants[of].targets) > 0 {
			w.truth(at, together)
		}
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
	if n := l.most; c.ok == 0 || c.timeouts > 0 || l.s.tooFew(n-c.ok, n) { // without the slow ones a row would hang on the clock
		state = result.RunFailed
		if c.timeouts > 0 && !l.s.tooFew(n-c.ok-c.timeouts, n) { // more time may mend it
			state = result.RunTimeout
		}
		return state, fmt.Sprintf("%s (%d of %d members failed, first member %d)", c.cause, n-c.ok, n, c.first), nil
	}
	at++
	share := func(met int) float64 { return float64(met) / float64(c.ok) }
	if len(c.met) > 0 {
		if len(l.s.variants[of].targets) > 0 {
			w.number(at, share(c.joint))
		}
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
	met                 []int // by target
	first               int   // that failed
	cause               string
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
			if c.cause == "" {
				c.first, c.cause = m, cause
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

package outage

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// mostSearched is the number of links up to which the cause of a breach is looked for within
// a cut. Of a larger one all subsets would be too many to judge.
const mostSearched = 6

// state is a set of links that are down together, and what that does.
type state struct {
	cut  []int
	once sync.Once
	err  error
	// breaches are the measures that are broken, rising. causes are the smallest parts of the
	// cut that break them by themselves.
	breaches []int
	causes   []*state

	seen  atomic.Bool  // some member was in it
	spent atomic.Int64 // ms of all members in it, if it breaks anything
}

// states are those that were asked for so far. Each is judged once, whoever asks first.
type states struct {
	sync.RWMutex
	of   map[string]*state
	most int
}

// find gives the state of a cut, new if need be.
func (s *states) find(cut []int) (*state, error) {
	key := make([]byte, 0, 32)
	for _, link := range cut {
		key = binary.LittleEndian.AppendUint16(key, uint16(link))
	}
	s.RLock()
	found := s.of[string(key)]
	s.RUnlock()
	if found != nil {
		return found, nil
	}
	s.Lock()
	defer s.Unlock()
	if found = s.of[string(key)]; found == nil {
		if len(s.of) >= s.most {
			return nil, fmt.Errorf("outage: more than %d different sets of links are down together: take fewer members, years, cuts per 1000 km and year, or repair hours", s.most)
		}
		found = &state{cut: slices.Clone(cut)}
		s.of[string(key)] = found
	}
	return found, nil
}

// state gives the judged state of a cut.
func (p *plan) state(ctx context.Context, cut []int) (*state, error) {
	s, err := p.known.find(cut)
	if err != nil {
		return nil, err
	}
	s.once.Do(func() { s.err = p.judge(ctx, s) })
	return s, s.err
}

// judge fills in what a state does.
func (p *plan) judge(ctx context.Context, s *state) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	verdicts, err := p.ask(s.cut)
	if err != nil {
		return err
	}
	for i, m := range p.measures {
		if m.broken(verdicts[m.tier]) {
			s.breaches = append(s.breaches, i)
			s.causes = append(s.causes, s)
		}
	}
	if len(s.cut) > mostSearched {
		return nil
	}
	// The first link that can be spared is; so where several links would each do by
	// themselves, the last of them is the cause. No state waits for a larger one.
	unexplained := len(s.breaches)
	for i := 0; i < len(s.cut) && unexplained > 0; i++ {
		part, err := p.state(ctx, slices.Delete(slices.Clone(s.cut), i, i+1))
		if err != nil {
			return err
		}
		for k, b := range s.breaches {
			if at, ok := slices.BinarySearch(part.breaches, b); ok && s.causes[k] == s {
				s.causes[k] = part.causes[at]
				unexplained--
			}
		}
	}
	return nil
}

// ask asks the judge, who may be wrong. It does so in a goroutine of its own, since a judge
// could end the one it is called in (a failed test does).
func (p *plan) ask(cut []int) ([]Verdict, error) {
	var verdicts []Verdict
	err := errors.New("it ended its goroutine")
	var wg sync.WaitGroup
	wg.Go(func() {
		defer func() {
			if thrown := recover(); thrown != nil {
				err = fmt.Errorf("it panicked: %v", thrown)
			}
		}()
		verdicts, err = p.study.Judge(slices.Clone(cut)), nil // it may keep the clone
	})
	wg.Wait()
	if err != nil {
		return nil, fmt.Errorf("outage: the judge gave no verdict with %s: %w", p.named(cut), err)
	}
	if len(verdicts) != len(p.study.Tiers) {
		return nil, fmt.Errorf("outage: the judge gave %d verdicts on %d tiers with %s: give one for each", len(verdicts), len(p.study.Tiers), p.named(cut))
	}
	for i, v := range verdicts {
		if math.IsNaN(v.Mean) != math.IsNaN(v.P99) {
			return nil, fmt.Errorf("outage: the judge gave tier %s a mean of %v ms and a 99th percentile of %v ms with %s: give both, or NaN twice where no path is left", p.study.Tiers[i].ID, v.Mean, v.P99, p.named(cut))
		}
	}
	return verdicts, nil
}

// ids are the links of a cut.
func (p *plan) ids(cut []int) []string {
	out := make([]string, len(cut))
	for i, link := range cut {
		out[i] = p.study.Links[link].ID
	}
	return out
}

// named says which links are cut.
func (p *plan) named(cut []int) string {
	if len(cut) == 0 {
		return "no link cut"
	}
	return strings.Join(p.ids(cut), ", ") + " cut"
}

package growth

import (
	"math"
	"math/rand/v2"
	"testing"

	"hubcap/model/distribution"
)

// dice are uniform numbers from a seed; numbers, those of a list.
type dice struct{ r *rand.Rand }

func newDice(seed uint64) dice { return dice{rand.New(rand.NewPCG(seed, 1))} }

func (d dice) Uniform() float64 { return (float64(d.r.Uint64()>>12) + .5) / (1 << 52) }

type numbers []float64

func (n *numbers) Uniform() float64 {
	u := (*n)[0]
	*n = (*n)[1:]
	return u
}

// fate is what became of a project.
type fate struct {
	survives bool
	slip     float64
}

// apart is what Projects ought to say, worked out for all projects from the first, each by
// itself: racks n times the size to n + 1 times.
func apart(started *Curve, size, t float64, leads Leads, fates []fate) (s Stages) {
	at := func(t float64) float64 { return started.At(t, new(int)) }
	for n, f := range fates {
		own := func(t float64) float64 { return math.Max(0, math.Min(size, at(t)-float64(n)*size)) }
		now, approved, built, ready := own(t), own(t-leads.Approved*f.slip), own(t-leads.Built*f.slip), own(t-leads.Ready*f.slip)
		s.Started += now
		s.Approval += now - approved
		if f.survives {
			s.Construction += approved - built
			s.Fitout += built - ready
			s.Delivered += ready
		} else {
			s.Cancelled += approved
		}
	}
	return s
}

func (s Stages) list() [6]float64 {
	return [6]float64{s.Started, s.Approval, s.Construction, s.Fitout, s.Delivered, s.Cancelled}
}

func alike(a, b Stages, slack float64) bool {
	for i, v := range a.list() {
		if !(math.Abs(v-b.list()[i]) <= slack) {
			return false
		}
	}
	return true
}

// Ten racks a month for three months are three projects of ten. The first takes its 6 months,
// the second is cancelled when its approval ends, after 1.5, and the third takes twice as
// long, as e^(ln 2 x 1) = 2.
func TestThreeProjects(t *testing.T) {
	luck := &numbers{.1, .5, .9, .5, .1, .8413447460685429}
	leads, risk := NewLeads(6, .25, 1./3), Risk{Completion: .5, SlipSpread: math.Ln2}
	fates := []fate{{true, 1}, {false, 1}, {true, 2}}
	p, c := Projects{Size: 10}, Curve{}
	c.Add(0, 0)
	for _, want := range []struct{ t, delivered, cancelled float64 }{
		{2, 0, 0}, {2.5, 0, 0}, {3, 0, 5}, {3.5, 0, 10}, {6, 0, 10}, {6.5, 5, 10}, {7, 10, 10}, {14, 10, 10}, {14.5, 15, 10}, {15, 20, 10}, {99, 20, 10},
	} {
		c.Add(want.t, 10*math.Min(3, want.t))
		got := p.At(&c, want.t, leads, risk, luck)
		if math.Abs(got.Delivered-want.delivered) > 1e-9 || math.Abs(got.Cancelled-want.cancelled) > 1e-9 {
			t.Errorf("after %v months: %+v, want %+v", want.t, got, want)
		}
		if whole := apart(&c, 10, want.t, leads, fates[:min(3, int(math.Ceil(want.t)))]); !alike(got, whole, 1e-9) {
			t.Errorf("after %v months: %+v, want %+v", want.t, got, whole)
		}
	}
	if len(p.begun) != 0 || p.done != 3 || len(*luck) != 0 {
		t.Errorf("%d projects are under way, %d done, %d numbers left", len(p.begun), p.done, len(*luck))
	}
}

// programmes tries many: of all sizes, with and without lead times, paused and resumed, in
// short and long steps.
func programmes(t *testing.T, try func(size float64, times, racks []float64, leads Leads, risk Risk, seed uint64)) {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 300 {
		size := []float64{1, 7.3, 100, 1e9}[i%4]
		approval := r.Float64()
		leads := NewLeads([]float64{0, 6, 30 * r.Float64()}[r.IntN(3)], approval, r.Float64()*(1-approval))
		risk := Risk{Completion: []float64{0, .5, 1, r.Float64()}[r.IntN(4)], SlipSpread: []float64{0, .25, 1}[r.IntN(3)]}
		at, sum := 0., []float64{0, 13}[r.IntN(2)]
		times, racks := []float64{-3}, []float64{0}
		for range 30 {
			times, racks = append(times, at), append(racks, sum)
			at += []float64{.25, 1, 3}[r.IntN(3)]
			sum += float64(r.IntN(3)) * 10 * r.Float64()
		}
		try(size, times, racks, leads, risk, uint64(i))
	}
}

// However a programme goes, all that was started is in one stage, nothing is negative, nothing
// delivered or cancelled is taken back, and all is as if each project were worked out by
// itself from the beginning.
func TestProjectsConserve(t *testing.T) {
	trimmed := 0
	programmes(t, func(size float64, times, racks []float64, leads Leads, risk Risk, seed uint64) {
		p, c, luck, again := Projects{Size: size}, Curve{}, newDice(seed), newDice(seed)
		var fates []fate
		var before Stages
		for k := range times {
			c.Add(times[k], racks[k])
			if k == 0 {
				continue
			}
			got := p.At(&c, times[k], leads, risk, luck)
			for float64(len(fates))*size < racks[k] {
				survives := again.Uniform() < risk.Completion
				fates = append(fates, fate{survives, math.Exp(risk.SlipSpread * distribution.Normal(again.Uniform()))})
			}
			if want := apart(&c, size, times[k], leads, fates); !alike(got, want, 1e-9*(1+racks[k])) {
				t.Fatalf("size %v, %+v, %+v, step %d: %+v, want %+v", size, leads, risk, k, got, want)
			}
			if sum := got.Pipeline() + got.Delivered + got.Cancelled; math.Abs(sum-racks[k]) > 1e-9 {
				t.Fatalf("%v started, %v accounted for", racks[k], sum)
			}
			for _, v := range got.list() {
				if v < -1e-12 {
					t.Fatalf("negative: %+v", got)
				}
			}
			if got.Delivered < before.Delivered || got.Cancelled < before.Cancelled {
				t.Fatalf("taken back: %+v after %+v", got, before)
			}
			before = got
		}
		trimmed += p.done
	})
	if trimmed < 1000 {
		t.Errorf("only %d projects were done with", trimmed)
	}
}

// Projects that all survive and take their time are as the programme undivided; so are those
// that all fail.
func TestProjectsWithoutRisk(t *testing.T) {
	programmes(t, func(size float64, times, racks []float64, leads Leads, risk Risk, seed uint64) {
		if risk.SlipSpread = 0; risk.Completion != 0 {
			risk.Completion = 1
		}
		p, c, luck := Projects{Size: size}, Curve{}, newDice(seed)
		for k := range times {
			c.Add(times[k], racks[k])
			ago := func(lead float64) float64 { return c.At(times[k]-lead, new(int)) }
			want := Sort(risk.Completion, racks[k], ago(leads.Approved), ago(leads.Built), ago(leads.Ready))
			if got := p.At(&c, times[k], leads, risk, luck); !alike(got, want, 1e-9) {
				t.Fatalf("size %v, %+v, %+v, step %d: %+v, want %+v", size, leads, risk, k, got, want)
			}
		}
	})
}

// The fate of a project is its own: it does not depend on the steps in which the programme is
// looked at, nor on what else is started later, nor does looking twice change it.
func TestFatesOfProjects(t *testing.T) {
	leads, risk := NewLeads(6, .25, .3), Risk{Completion: .6, SlipSpread: .3}
	look := func(step, rate float64, twice bool) map[float64]Stages {
		p, c, luck, out := Projects{Size: 10}, Curve{}, newDice(5), map[float64]Stages{}
		for t := 0.; t <= 48; t += step {
			c.Add(t, 3*math.Min(t, 24)+rate*math.Max(0, t-24))
			out[t] = p.At(&c, t, leads, risk, luck)
			if twice && p.At(&c, t, leads, risk, luck) != out[t] {
				out[-1] = out[t]
			}
		}
		return out
	}
	quarterly, weekly, longer := look(3, 0, false), look(.25, 0, true), look(3, 5, false)
	if _, ok := weekly[-1]; ok {
		t.Error("a second look sees something else")
	}
	for at, want := range quarterly {
		if got := weekly[at]; !alike(got, want, 1e-9) {
			t.Errorf("month %v: %+v in weeks, %+v in quarters", at, got, want)
		}
		if at <= 24 && longer[at] != want {
			t.Errorf("month %v: %+v if more is started later, %+v if not", at, longer[at], want)
		}
	}
}

// Of many projects the share that is completed is delivered, and half are ready within the
// lead time, of normal deviates 84.1 % within e^spread times it.
func TestRiskOfProjects(t *testing.T) {
	const n = 20_000
	leads, risk := NewLeads(10, .2, .3), Risk{Completion: .7, SlipSpread: .25}
	p, c := Projects{Size: 1}, Curve{}
	c.Add(0, 0)
	c.Add(0, n) // all at once
	luck := newDice(7)
	for _, want := range []struct{ t, share float64 }{{10 * math.Exp(-.25), .1586553}, {10, .5}, {10 * math.Exp(.25), .8413447}, {1000, 1}} {
		c.Add(want.t, n)
		got := p.At(&c, want.t, leads, risk, luck).Delivered / n
		if mean := .7 * want.share; math.Abs(got-mean) > 4*math.Sqrt(mean*(1-mean)/n) {
			t.Errorf("month %v: %v are delivered, want %v", want.t, got, mean)
		}
	}
}

// What is over is forgotten: the memory of a large programme is that of what is under way.
// The last project, which never fills, is never over.
func TestProjectsAreForgotten(t *testing.T) {
	leads, risk := NewLeads(6, .25, .3), Risk{Completion: .8, SlipSpread: .25}
	p, c := Projects{Size: 10}, Curve{}
	run := func() (most int, last Stages) {
		luck := newDice(8)
		c.T, c.V = append(c.T[:0], 0), append(c.V[:0], 0)
		for k := range 600 {
			c.Add(float64(k+1), math.Min(50_005, 100*float64(k+1)))
			last = p.At(&c, float64(k+1), leads, risk, luck)
			most = max(most, len(p.begun))
		}
		return most, last
	}
	most, last := run()
	if most > 500 { // ten a month, of which the slowest are well within 50 months
		t.Errorf("%d projects are kept", most)
	}
	if len(p.begun) != 1 || p.done != 5000 || last.Pipeline() != 0 || last.Delivered+last.Cancelled != 50_005 {
		t.Errorf("%d under way, %d done: %+v", len(p.begun), p.done, last)
	}
	// Reset begins anew, and needs no more memory but for the new dice.
	p.Reset()
	if _, again := run(); again != last {
		t.Errorf("%+v after a reset, %+v before", again, last)
	}
	luck := newDice(9)
	if n := testing.AllocsPerRun(3, func() {
		p.Reset()
		for k := range c.T {
			part := Curve{c.T[:k+1], c.V[:k+1]}
			p.At(&part, c.T[k], leads, risk, luck)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// The same number that survives a low completion survives a high one, and takes as long:
// scenarios that differ in it have their luck in common.
func TestLuckIsShared(t *testing.T) {
	low, high := newDice(10), newDice(10)
	for range 1000 {
		a, slipA := Risk{.3, .2}.Draw(low)
		b, slipB := Risk{.8, .4}.Draw(high)
		if a && !b || math.Abs(slipB-slipA*slipA) > 1e-9*slipB {
			t.Fatalf("%v %v at 30 %%, %v %v at 80 %%", a, slipA, b, slipB)
		}
	}
}

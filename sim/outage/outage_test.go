package outage

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"hubcap/sim/result"
)

var nan = math.NaN()

// parallel is two routes between the same two ends, of 1000 and 2000 km: 5 ms over the short
// one, 10 ms over the long one, and 8 times as much above 99 % of the packets.
func parallel() *Study {
	return &Study{
		Links:             []Link{{ID: "short", RouteKm: 1000}, {ID: "gone", RouteKm: 5000, Closed: true}, {ID: "long", RouteKm: 2000}},
		CutsPer1000KmYear: 20, RepairHours: 50, Years: 5, Members: 400, Seed: 1,
		Tiers: []Tier{{"tight", 7, 60}, {"wide", 20, nan}},
		Judge: func(cut []int) []Verdict {
			v := Verdict{5, 40}
			switch {
			case slices.Equal(cut, []int{0, 2}):
				v = Verdict{nan, nan}
			case slices.Equal(cut, []int{0}):
				v = Verdict{10, 80}
			}
			return []Verdict{v, v}
		},
	}
}

// ring is n links in a row, each with a route beside it that fails with nothing: the tier is
// 1 ms slower for each link that is down.
func ring(n int) *Study {
	s := &Study{CutsPer1000KmYear: 1, RepairHours: 12, Years: 1, Members: 1000, Seed: 3, Tiers: []Tier{{"all", 10.5, nan}}}
	for i := range n {
		s.Links = append(s.Links, Link{ID: fmt.Sprint("link", i), RouteKm: 217})
	}
	s.Judge = func(cut []int) []Verdict { return []Verdict{{10 + float64(len(cut)), 50}} }
	return s
}

func run(t *testing.T, s *Study) *Report {
	t.Helper()
	r, err := s.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func text(t *testing.T, r any) string {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func near(t *testing.T, what string, got result.Number, want, within float64) {
	t.Helper()
	if !(math.Abs(float64(got)-want) <= within) {
		t.Errorf("%s: %v, want %v +- %v", what, float64(got), want, within)
	}
}

// Two routes with the shares q of the time down: the mean is beyond 7 ms while the short one
// is down, and beyond 20 ms while both are. 8766 h a year, 20 cuts of 1000 km: 438.3 h up.
func TestParallel(t *testing.T) {
	s := parallel()
	q, q2 := 50/(438.3+50), 50/(219.15+50)
	e, err := s.Expected(t.Context(), 4)
	if err != nil {
		t.Fatal(err)
	}
	r := run(t, s)
	if r.States != 4 || r.MostDown != 2 || r.Links != 2 || r.RouteKm != 3000 || r.MemberYears != 2000 || !e.Pairs || e.States != 4 {
		t.Errorf("%+v, %+v", r, e)
	}
	near(t, "covered", e.Covered, 1, 1e-12)
	near(t, "cuts a year", r.CutsPerYear, 8766/(438.3+50)+8766/(219.15+50), .5)
	for i, tier := range r.Tiers {
		first := q
		if i == 1 {
			first = q * q2
		}
		for _, c := range []struct {
			what   string
			breach *Breach
			bounds *Bounds
			want   float64
		}{
			{tier.ID + " mean", tier.Mean, e.Tiers[i].Mean, first}, {tier.ID + " p99", tier.P99, e.Tiers[i].P99, first}, {tier.ID + " path", tier.NoPath, e.Tiers[i].NoPath, q * q2},
		} {
			if i == 1 && strings.HasSuffix(c.what, "p99") {
				if c.breach != nil || c.bounds != nil {
					t.Errorf("%s has no budget, but %v, %v", c.what, c.breach, c.bounds)
				}
				continue
			}
			near(t, c.what+" low", c.bounds.Low, 8766*c.want, 1e-9)
			near(t, c.what+" high", c.bounds.High, 8766*c.want, 1e-9)
			near(t, c.what, c.breach.HoursPerYear, 8766*c.want, 4*float64(c.breach.StandardError))
			near(t, c.what+" availability", c.breach.Availability, 1-float64(c.breach.HoursPerYear)/8766, 1e-12)
			// 100 to 200 h of repairs a year: the error of 2000 years is about 1 %.
			near(t, c.what+" error", c.breach.StandardError, 0, .05*8766*c.want)
		}
	}
	tight := r.Tiers[0]
	if c := tight.Mean.Causes; len(c) != 1 || !slices.Equal(c[0].Links, []string{"short"}) || c[0].Share != 1 {
		t.Errorf("the short route alone is the cause, but %+v", c)
	}
	if c := tight.NoPath.Causes; len(c) != 1 || !slices.Equal(c[0].Links, []string{"short", "long"}) || c[0].Share != 1 {
		t.Errorf("both routes together are the cause, but %+v", c)
	}
}

// A bridge at the usual rate: 12 h down after 8766 h up, whatever else there is, and as many
// breaches as cuts. The chance of a year without is that it starts up and stays so.
func TestBridge(t *testing.T) {
	s := ring(40)
	s.Links[7].RouteKm, s.Members, s.Years = 1000, 4000, 2
	s.Tiers = []Tier{{"a", nan, nan}}
	s.Judge = func(cut []int) []Verdict {
		if slices.Contains(cut, 7) {
			return []Verdict{{nan, nan}}
		}
		return []Verdict{{1, 2}}
	}
	r := run(t, s)
	b := r.Tiers[0].NoPath
	near(t, "hours", b.HoursPerYear, 8766*12./8778, 4*float64(b.StandardError))
	near(t, "availability", b.Availability, 8766./8778, .0001)
	near(t, "error", b.StandardError, 12*math.Sqrt2/math.Sqrt(8000), .03)
	near(t, "quiet", b.Quiet, 8766./8778*math.Exp(-1), 4*math.Sqrt(.37*.63/8000))
	// The sum of a Poisson number (mean 1) of exponential times (mean 12 h) has its median at
	// 4.761 h and 95 % below 47.016 h.
	near(t, "median", b.P50, 4.761, .4)
	near(t, "95 %", b.P95, 47.016, 2.5)
	// The longest of 8000 exponential times is about 12 ln 8000 = 108 h.
	if b.P05 != 0 || !(b.LongestHours > 80 && b.LongestHours < 200) {
		t.Errorf("%+v", *b)
	}
	if len(b.Causes) != 1 || !slices.Equal(b.Causes[0].Links, []string{"link7"}) || b.Causes[0].Share != 1 {
		t.Errorf("link7 alone is the cause, whatever else is down: %+v", b.Causes)
	}
	if !(b.QuietLow < b.Quiet && b.Quiet < b.QuietHigh && b.QuietHigh-b.QuietLow < .025) {
		t.Errorf("quiet %v to %v", b.QuietLow, b.QuietHigh)
	}
	e, err := s.Expected(t.Context(), 100) // too few for pairs
	if err != nil || e.Pairs || e.States != 41 {
		t.Fatalf("%+v, %v", e, err)
	}
	if got := e.Tiers[0].NoPath; !(float64(got.Low) < 8766*12./8778 && 8766*12./8778 < float64(got.High)) {
		t.Errorf("bounds %+v", got)
	}
}

// Without pairs the bounds hold them; with pairs they are narrower, and still hold the truth:
// of n links with the share q, none down has (1-q)^n, one n q (1-q)^(n-1).
func TestExpectedBounds(t *testing.T) {
	s := ring(30)
	s.Links[3].RouteKm, s.CutsPer1000KmYear = 217, 20
	s.Tiers[0].MeanMs = 11.5 // broken by two cuts and more
	q := 12 / (8766/(20*.217) + 12)
	none, one := math.Pow(1-q, 30), 30*q*math.Pow(1-q, 29)
	two := 30 * 29 / 2 * q * q * math.Pow(1-q, 28)
	for _, c := range []struct {
		most           int
		low, high, cov float64
	}{{466, two, 1 - none - one, none + one + two}, {465, 0, 1 - none - one, none + one}} {
		e, err := s.Expected(t.Context(), c.most)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "low", e.Tiers[0].Mean.Low, 8766*c.low, 1e-7)
		near(t, "high", e.Tiers[0].Mean.High, 8766*c.high, 1e-7)
		near(t, "covered", e.Covered, c.cov, 1e-11)
	}
	r := run(t, s)
	b := r.Tiers[0].Mean
	near(t, "simulated", b.HoursPerYear, 8766*(1-none-one), 4*float64(b.StandardError))
	if len(b.Causes) != 5 || len(b.Causes[0].Links) != 2 || b.Causes[0].Share < b.Causes[4].Share {
		t.Errorf("causes %+v", b.Causes)
	}
}

// The first hour is like any other: a start with all links up would show a tenth of it.
func TestStationary(t *testing.T) {
	s := parallel()
	s.RepairHours, s.Years, s.Members = 438.3, 1./8766, 20_000
	r := run(t, s)
	b := r.Tiers[0].Mean
	near(t, "half of the members", b.Availability, .5, 4*math.Sqrt(.25/20_000))
	if r.MemberYears != 0 || !b.P50.IsMissing() || !b.Quiet.IsMissing() || b.LongestHours != 1 {
		t.Errorf("an hour is not a year: %+v", *b)
	}
	s.Years = 1e-15 // nor is less than the shortest time that is counted
	near(t, "half of the members", run(t, s).Tiers[0].Mean.Availability, .5, 4*math.Sqrt(.25/20_000))
}

// The same bytes on any number of workers, whoever is slow.
func TestJobs(t *testing.T) {
	study := func(jobs int) *Study {
		s := ring(60)
		s.Jobs, s.Members, s.CutsPer1000KmYear = jobs, 150, 30
		return s
	}
	want := text(t, run(t, study(1)))
	for _, jobs := range []int{1, 2, 7, 0} {
		s := study(jobs)
		calls := map[string]int{}
		var mu sync.Mutex
		judge := s.Judge
		s.Judge = func(cut []int) []Verdict {
			mu.Lock()
			calls[fmt.Sprint(cut)]++
			mu.Unlock()
			v := judge(cut)
			clear(cut) // it is the judge's own
			return v
		}
		r := run(t, s)
		got := text(t, r)
		if got != want {
			t.Errorf("%d jobs say\n%s\nand one says\n%s", jobs, got, want)
		}
		for cut, n := range calls {
			if n != 1 {
				t.Errorf("%d jobs: %s was judged %d times", jobs, cut, n)
			}
		}
		if r.States > len(calls) || r.States < len(calls)/2 || r.MostDown < 4 {
			t.Errorf("%d states of %d judged, %d down at once", r.States, len(calls), r.MostDown)
		}
	}
}

// More members, years or links leave what is there; another seed does not.
func TestCommonNumbers(t *testing.T) {
	small, large, seed := ring(5), ring(9), ring(5)
	small.CutsPer1000KmYear, large.CutsPer1000KmYear, seed.CutsPer1000KmYear = 20, 20, 20
	small.Years, large.Years, large.Members, seed.Seed = 1.5, 4, 5000, 4
	large.Links[5], large.Links[0] = large.Links[0], large.Links[5] // in another order, too
	draw := func(s *Study, member int, keep func(id string, ms int64) bool) []string {
		p, err := s.plan()
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		events, _ := p.draw(member, nil)
		if !slices.IsSorted(events) {
			t.Errorf("events are not in order")
		}
		for _, e := range events {
			if id := s.Links[e.link()].ID; keep(id, e.ms()) {
				out = append(out, fmt.Sprint(id, " ", e.ms()))
			}
		}
		return out
	}
	all := func(string, int64) bool { return true }
	same, total := 0, 0
	for member := range 100 {
		want := draw(small, member, all)
		got := draw(large, member, func(id string, ms int64) bool { return id < "link5" && ms < 1.5*msPerYear })
		slices.Sort(want) // of events in the same ms the order is that of the links
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("member %d: %v, and among more links, years and members %v", member, want, got)
		}
		total += len(want)
		for _, e := range draw(seed, member, all) {
			if slices.Contains(want, e) && !strings.HasSuffix(e, " 0") {
				same++
			}
		}
	}
	if same > 0 || total < 1000 {
		t.Errorf("%d of %d events are those of another seed", same, total)
	}
}

// An intact network beyond the budget is beyond it always, and no cut is to blame.
func TestAlwaysBroken(t *testing.T) {
	s := ring(10)
	s.Tiers = []Tier{{"all", 9, nan}, {"inf", nan, 1e9}, {"exact", 10, 50}}
	s.CutsPer1000KmYear, s.Members, s.Years = 0, 7, 2.5
	s.Judge = func([]int) []Verdict { return []Verdict{{10, 50}, {math.Inf(1), math.Inf(1)}, {10, 50}} }
	r := run(t, s)
	for _, b := range []*Breach{r.Tiers[0].Mean, r.Tiers[1].P99} {
		if b.HoursPerYear != 8766 || b.Availability != 0 || b.LongestHours != 2.5*8766 || b.P05 != 8766 || b.P95 != 8766 || b.Quiet != 0 || b.StandardError != 0 ||
			len(b.Causes) != 1 || len(b.Causes[0].Links) != 0 || b.Causes[0].Links == nil || b.Causes[0].Share != 1 {
			t.Errorf("%+v", *b)
		}
	}
	for _, b := range []*Breach{r.Tiers[0].NoPath, r.Tiers[1].NoPath, r.Tiers[2].Mean, r.Tiers[2].P99} {
		if b.HoursPerYear != 0 || b.Availability != 1 || b.LongestHours != 0 || b.Quiet != 1 || b.QuietHigh != 1 || len(b.Causes) != 0 || b.Causes == nil {
			t.Errorf("%+v", *b)
		}
	}
	if r.States != 1 || r.MostDown != 0 || r.CutsPerYear != 0 || r.Links != 0 || r.MemberYears != 14 {
		t.Errorf("%+v", r)
	}
}

// Names and nulls of the file.
func TestJSON(t *testing.T) {
	s := parallel()
	s.Members, s.Years, s.CutsPer1000KmYear = 1, 1, 0
	got := text(t, run(t, s))
	want := `{"members":1,"years":1,"member_years":1,"seed":1,"cuts_per_1000_km_year":0,"repair_hours":50,"links":0,"route_km":0,"cuts_per_year":0,"most_down":0,"states":1,"tiers":[` +
		`{"id":"tight","mean":{"budget_ms":7,BREACH},"p99":{"budget_ms":60,BREACH},"no_path":{"budget_ms":null,BREACH}},` +
		`{"id":"wide","mean":{"budget_ms":20,BREACH},"p99":null,"no_path":{"budget_ms":null,BREACH}}]}`
	want = strings.ReplaceAll(want, "BREACH", `"hours_per_year":0,"standard_error":null,"availability":1,"p05_hours":0,"p50_hours":0,"p95_hours":0,"quiet":1,"quiet_low":0.2065493144,"quiet_high":1,"longest_hours":0,"causes":[]`)
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	e, err := s.Expected(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := text(t, e.Tiers[1]), `{"id":"wide","mean":{"low_hours_per_year":0,"high_hours_per_year":0},"p99":null,"no_path":{"low_hours_per_year":0,"high_hours_per_year":0}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	var back Report
	if err := json.Unmarshal([]byte(got), &back); err != nil || !bytes.Equal([]byte(text(t, back)), []byte(got)) {
		t.Errorf("reads back as %+v, %v", back, err)
	}
}

// 138 links of 30,000 km, for 1,000 years.
func BenchmarkRun(b *testing.B) {
	for _, jobs := range []int{1, 2} {
		b.Run(fmt.Sprint("jobs=", jobs), func(b *testing.B) {
			s := ring(138)
			s.Jobs = jobs
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Run(context.Background()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

package sim_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/model/distribution"
	"hubcap/scenarios"
	"hubcap/sim"
	"hubcap/sim/stream"
)

// still are settings without any process; a test turns on the one that it asks about.
func still(more ...string) []string {
	return append([]string{"process.demand_spread=0", "process.weather_spread_k=0", "process.site_spread=0", "process.project_racks=0", "process.link_cuts=none"}, more...)
}

// fated is a plan with a fate.
func fated(t testing.TB, p *sim.Plan, seed, member uint64) *sim.Plan {
	t.Helper()
	own, err := p.Fated(sim.Fate{Seed: seed, Member: member})
	if err != nil {
		t.Fatal(err)
	}
	return own
}

// member is the run of a member of an unchanged scenario.
func member(t testing.TB, e *scenarios.Effective, base *sim.Plan, seed, number uint64) *sim.Run {
	t.Helper()
	p, err := base.Member(e.Clone(), sim.Fate{Seed: seed, Member: number})
	if err != nil {
		t.Fatal(err)
	}
	r := p.NewRun()
	if err := r.Simulate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return r
}

// values are those of a column in all steps.
func values(t testing.TB, r *sim.Run, scope string, q model.QuantityName) []float64 {
	t.Helper()
	for i, c := range r.Plan().Columns {
		if c.Scope == scope && c.Quantity == q {
			var out []float64
			for k := range r.Plan().Dates {
				out = append(out, r.At(k, i))
			}
			return out
		}
	}
	t.Fatalf("there is no %s of %s", q, scope)
	return nil
}

// moments adds up pairs of numbers whose means are known to be 0.
type moments struct{ n, xx, yy, xy float64 }

func (m *moments) add(x, y float64) {
	m.n, m.xx, m.yy, m.xy = m.n+1, m.xx+x*x, m.yy+y*y, m.xy+x*y
}

// within tells whether variances and covariance are the expected ones, as far as so many normal
// pairs can tell.
func (m *moments) within(xx, yy, xy float64) bool {
	off := func(got, want, sd float64) bool { return !(math.Abs(got/m.n-want) <= 4.5*sd/math.Sqrt(m.n)) }
	return !off(m.xx, xx, math.Sqrt2*xx) && !off(m.yy, yy, math.Sqrt2*yy) && !off(m.xy, xy, math.Sqrt(xx*yy+xy*xy))
}

// The logarithm of a deviation of demand is a normal process that begins with 0: its variance
// after t months is s^2 (1 - e^(-2t/tau)), the covariance of two times s^2 (e^(-(t-u)/tau) -
// e^(-(t+u)/tau)), of two origins at one time c times the variance; in steps of weeks as in
// those of months or years.
func TestDemandDeviations(t *testing.T) {
	const n, s, tau, c = 6000, .1, 12, .3
	for step, end := range map[string]string{"week": "2024-12-28", "month": "2024-12-31", "year": "2024-12-31"} {
		text := strings.Replace(quad, "end = 2024-12-31", "end = "+end+"\nstep = \""+step+"\"", 1)
		p := compile(t, load(t, text, still("process.demand_spread=0.1", "process.demand_memory_months=12", "process.demand_common_share=0.3")...))
		times := p.Months()
		last, mid := len(times)-1, len(times)/2
		var over, across moments
		above := 0
		for m := range uint64(n) {
			f := fated(t, p, 1, m)
			if f.DemandFactor(0, 0) != 1 || f.DemandFactor(0, 1) != 1 {
				t.Fatal("the start is not as it is known to be")
			}
			log := func(k, i int) float64 { return math.Log(f.DemandFactor(k, i)) }
			over.add(log(last, 0), log(mid, 0))
			across.add(log(last, 0), log(last, 1))
			if f.DemandFactor(last, 1) > 1 {
				above++
			}
		}
		variance := func(t float64) float64 { return s * s * (1 - math.Exp(-2*t/tau)) }
		later, earlier := times[last], times[mid]
		if cov := s * s * (math.Exp(-(later-earlier)/tau) - math.Exp(-(later+earlier)/tau)); !over.within(variance(later), variance(earlier), cov) {
			t.Errorf("%s: over time %+v, want variances %v and %v, covariance %v", step, over, variance(later), variance(earlier), cov)
		}
		if v := variance(later); !across.within(v, v, c*v) {
			t.Errorf("%s: of two origins %+v, want variance %v, correlation %v", step, across, v, c)
		}
		if share := float64(above) / n; math.Abs(share-.5) > 4.5*.5/math.Sqrt(n) {
			t.Errorf("%s: %v of the factors are above 1", step, share)
		}
	}
}

// Demand is its trend times the deviation: of an origin in all its classes, and without origins
// of a cluster.
func TestDemandDeviates(t *testing.T) {
	check := func(text string, scopes []string, level float64) {
		e := load(t, text, still("process.demand_spread=0.3", "process.demand_common_share=0")...)
		base := compile(t, e)
		f := fated(t, base, 2, 5)
		r := member(t, e, base, 2, 5)
		for i, scope := range scopes {
			for k, got := range values(t, r, scope, model.RacksDemanded) {
				if want := level * f.DemandFactor(k, i); !near(got, want) {
					t.Errorf("demand of %s in step %d: %v, want %v", scope, k, got, want)
				}
			}
		}
		if f.DemandFactor(3, 0) == 1 || len(scopes) > 1 && f.DemandFactor(3, 0) == f.DemandFactor(3, 1) {
			t.Error("nothing deviates, or all alike")
		}
	}
	check(quad, []string{"o", "p"}, 250)
	check(base+twinOf(t), []string{"c", "twin"}, 5000)
}

// A deviation belongs to the name of the origin: others beside it change nothing.
func TestDemandOfItsOwn(t *testing.T) {
	on := still("process.demand_spread=0.3")
	one, two := fated(t, compile(t, load(t, pair, on...)), 3, 4), fated(t, compile(t, load(t, quad, on...)), 3, 4)
	other := fated(t, compile(t, load(t, pair, on...)), 3, 5)
	for k := 1; k < 25; k++ {
		if one.DemandFactor(k, 0) != two.DemandFactor(k, 0) || one.DemandFactor(k, 0) == other.DemandFactor(k, 0) {
			t.Fatalf("step %d: %v, with an origin beside it %v, in another member %v", k, one.DemandFactor(k, 0), two.DemandFactor(k, 0), other.DemandFactor(k, 0))
		}
	}
}

// Calendar years are warmer or cooler than usual with the standard deviation given, of which two
// stations have a part in common, and one year nothing with the next. The year of the start is
// the first.
func TestYears(t *testing.T) {
	const n, s, c = 6000, .5, .4
	p := compile(t, load(t, base, still("process.weather_spread_k=0.5", "process.weather_common_share=0.4")...))
	var across, over moments
	for m := range uint64(n) {
		f := fated(t, p, 1, m)
		here, there := f.Warmth("guiyang"), f.Warmth("beijing")
		if len(here) != 3 { // 2022, 2023, 2024
			t.Fatalf("%d years", len(here))
		}
		across.add(here[2], there[2])
		over.add(here[1], here[2])
	}
	if !across.within(s*s, s*s, c*s*s) {
		t.Errorf("two stations: %+v", across)
	}
	if !over.within(s*s, s*s, 0) {
		t.Errorf("two years: %+v", over)
	}
}

// A plant in a year that is warmer by so much has the PUE that it would have in a climate warmer
// by as much, also where the year of its steps changes; what it was designed for stays.
func TestWarmYear(t *testing.T) {
	e := load(t, base, still("process.weather_spread_k=2")...)
	plan, usual := compile(t, e), simulate(t, base)
	for m := range uint64(3) {
		r, warmth := member(t, e, plan, 1, m), fated(t, plan, 1, m).Warmth("guiyang")
		got := values(t, r, "c", model.PUE)
		for year := 1; year <= 2; year++ {
			climate := simulate(t, base, fmt.Sprintf("climate.warming_k=%v", .8+warmth[year]))
			want, before := climate.Series.Of("c", model.PUE), usual.Series.Of("c", model.PUE)
			for step := 12*year - 11; step <= 12*year; step++ {
				if !near(got[step], want[step]) {
					t.Errorf("step %d, %v K above: PUE %v, want %v", step, warmth[year], got[step], want[step])
				}
				if summer := step%12 >= 6 && step%12 <= 8; summer && (got[step] > before[step]) != (warmth[year] > 0) {
					t.Errorf("step %d, %v K above: PUE %v, usually %v", step, warmth[year], got[step], before[step])
				}
			}
		}
		for step, design := range values(t, r, "c", model.PUEDesign) {
			if want := usual.Series.Of("c", model.PUEDesign)[step]; design != want {
				t.Errorf("step %d: design PUE %v, usually %v", step, design, want)
			}
		}
	}
}

// twinOf is the cluster of base once more, under another id.
func twinOf(t *testing.T) string {
	t.Helper()
	_, cluster, ok := strings.Cut(base, "[[cluster]]")
	if !ok {
		t.Fatal("base has no cluster")
	}
	return "[[cluster]]" + strings.Replace(cluster, `id = "c"`, `id = "twin"`, 1)
}

// Two clusters at one station have the same weather, and what is theirs alone does not depend on
// who else is there.
func TestSameStation(t *testing.T) {
	twin := twinOf(t)
	on := still("process.weather_spread_k=2")
	alone, both := load(t, base, on...), load(t, base+twin, on...)
	r, one := member(t, both, compile(t, both), 1, 0), member(t, alone, compile(t, alone), 1, 0)
	c, other, before := values(t, r, "c", model.FacilityLoad), values(t, r, "twin", model.FacilityLoad), values(t, one, "c", model.FacilityLoad)
	for k := 1; k < len(c); k++ {
		if c[k] != other[k] || c[k] != before[k] {
			t.Fatalf("step %d: %v, %v at the same station, %v alone", k, c[k], other[k], before[k])
		}
	}
}

// A site's offset is normal; the mean of n sites scatters by 1/sqrt(n) of it, that of less than
// one as one.
func TestSites(t *testing.T) {
	const n, s = 6000, .04
	var two moments
	for sites, settings := range map[float64][]string{
		16: {"cluster.c.racks=160_000"}, 2.5: {"cluster.c.racks=25_000"}, 1: {"cluster.c.racks=5_000"},
	} {
		p := compile(t, load(t, base, append(still("process.site_spread=0.04", "process.project_racks=10_000"), settings...)...))
		two = moments{}
		for m := range uint64(n) {
			x := fated(t, p, 1, m).SiteOffset(0, 0)
			two.add(x, x)
		}
		if v := s * s / sites; !two.within(v, v, v) {
			t.Errorf("%v sites: %+v, want variance %v", sites, two, v)
		}
	}
}

// The PUE of each fleet moves by its own offset, but never below 1.
func TestSiteOffsetAdds(t *testing.T) {
	text := withFleets("[[cluster.fleet]]\nid = \"g\"\ntechnology = \"chw\"\nclass = \"good\"\nexisting_share = 0.25\nbuild_share = 0\n")
	on := []string{"process.site_spread=0.3", "process.project_racks=10_000", "process.slip_spread=0", "cluster.c.fleet.f.existing_share=0.75"}
	e := load(t, text, still(on...)...)
	plan, central := compile(t, e), simulate(t, text, still(on...)...)
	lowest := 2.
	for m := range uint64(20) {
		r, f := member(t, e, plan, 1, m), fated(t, plan, 1, m)
		if f.SiteOffset(0, 0) == f.SiteOffset(0, 1) {
			t.Fatal("fleets have one offset")
		}
		for i, scope := range []string{"c/f", "c/g"} {
			usual := central.Series.Of(scope, model.PUE)
			for k, got := range values(t, r, scope, model.PUE)[1:] {
				if want := max(1, usual[k+1]+f.SiteOffset(0, i)); !near(got, want) {
					t.Fatalf("PUE of %s: %v, want %v", scope, got, want)
				}
				lowest = min(lowest, got)
			}
		}
	}
	if !near(lowest, 1) {
		t.Error("no fleet comes down to 1")
	}
}

// named is a project of 1,000 racks with a lead time of 8 months, which began two months before
// the start; approval takes two.
func named(completion string) string {
	return base + "[[cluster.project]]\nid = \"p\"\nfleet = \"f\"\nstart = 2022-10-31\nracks = 1000\nlead_time_months = 8\ncompletion = " + completion + "\n"
}

// A named project is completed if its first number is below the completion, and else cancelled
// when its approval ends; its lead time is stretched by the second. What would be ready on the
// day of the start, or before, is there from the first step on.
func TestNamedProjects(t *testing.T) {
	const n = 400
	e := load(t, named("0.4"), still("process.project_racks=10_000", "process.slip_spread=1")...)
	plan := compile(t, e)
	cancelled, early, quick := 0., 0, 0
	for m := range uint64(n) {
		luck := stream.New(9, m, "process.project/c/p")
		survives, slip := luck.Uniform() < .4, math.Exp(distribution.Normal(luck.Uniform()))
		if !survives {
			cancelled++
		}
		if slip < 1 {
			quick++
		}
		r := member(t, e, plan, 9, m)
		racks, gone := values(t, r, "c", model.RacksInService), values(t, r, "c", model.RacksCancelled)
		for k := range racks {
			since := float64(k) + 2
			wantRacks, wantGone := 10_000., 0.
			if survives && k > 0 && since >= 8*slip {
				wantRacks += 1000
			}
			if !survives && since >= 2*slip {
				wantGone = 1000
			}
			if racks[k] != wantRacks || gone[k] != wantGone {
				t.Fatalf("member %d, survives %v, slip %v, step %d: %v in service, %v cancelled", m, survives, slip, k, racks[k], gone[k])
			}
		}
		if survives && 8*slip <= 2 {
			early++
		}
	}
	if share := cancelled / n; math.Abs(share-.6) > 4*math.Sqrt(.24/n) || early == 0 || math.Abs(float64(quick)/n-.5) > 4*.5/math.Sqrt(n) {
		t.Errorf("%v are cancelled, %d were ready at the start, %d of %d quicker than meant", share, early, quick, n)
	}
}

// A named project of more racks than one project has is several, which draw one after the other:
// 1,000 racks in projects of at most 400 are three.
func TestNamedProjectInParts(t *testing.T) {
	e := load(t, named("0.4"), still("process.project_racks=400", "process.slip_spread=0")...)
	plan := compile(t, e)
	seen := map[int]bool{}
	for m := range uint64(30) {
		luck, parts := stream.New(9, m, "process.project/c/p"), 0
		for range 3 {
			if luck.Uniform() < .4 {
				parts++
			}
			luck.Uniform() // of the slip
		}
		seen[parts] = true
		racks := values(t, member(t, e, plan, 9, m), "c", model.RacksInService)
		if got, want := racks[len(racks)-1], 10_000+1000*float64(parts)/3; !near(got, want) {
			t.Errorf("member %d: %v racks in the end, want %v", m, got, want)
		}
	}
	if len(seen) != 4 {
		t.Errorf("%d numbers of parts are completed, want all 4", len(seen))
	}
}

// What becomes of a project in approval nobody knows: those who order beside it expect its
// completion, whatever its fate. When it has been cancelled they order the rest.
func TestNobodyKnows(t *testing.T) {
	text := strings.Replace(named("0.4"), "start = 2022-10-31", "start = 2023-01-15", 1)
	e := load(t, text, still("process.project_racks=10_000", "process.slip_spread=0", "cluster.c.build.policy=target-seeking", "cluster.c.build.goal_racks=11_000")...)
	plan := compile(t, e)
	seen := map[bool]bool{}
	for m := range uint64(20) {
		survives := stream.New(1, m, "process.project/c/p").Uniform() < .4
		seen[survives] = true
		want := []float64{0, 1600, 1600, 1600, 1600} // the project and 600 beside it
		if !survives {
			want[3], want[4] = 1600, 2000 // it was cancelled in the third month, which the fourth sees
		}
		for k, got := range values(t, member(t, e, plan, 1, m), "c", model.RacksStarted)[:len(want)] {
			if !near(got, want[k]) {
				t.Errorf("member %d, survives %v, step %d: %v started, want %v", m, survives, k, got, want[k])
			}
		}
	}
	if len(seen) != 2 {
		t.Error("all have one fate")
	}
}

// A programme is cut into projects: of 16 of 1,000 racks whole ones are delivered or cancelled,
// and which does not depend on what stands beside the cluster.
func TestProgrammeOfProjects(t *testing.T) {
	on := still("process.project_racks=1000", "process.slip_spread=0", "cluster.c.build.policy=planned-path", "cluster.c.build.realisation=1", "cluster.c.build.completion=0.5")
	text := strings.Replace(base, "[[cluster.fleet]]", "[[cluster.build.plan]]\nid = \"a\"\ndate = 2023-12-31\nracks = 26_000\n[[cluster.fleet]]", 1)
	twin := twinOf(t)
	e, both := load(t, text, on...), load(t, text+twin, on...)
	plan, beside := compile(t, e), compile(t, both)
	sum := 0.
	const n = 100
	for m := range uint64(n) {
		r := member(t, e, plan, 1, m)
		racks, gone := values(t, r, "c", model.RacksInService), values(t, r, "c", model.RacksCancelled)
		luck, survive := stream.New(1, m, "process.programme/c"), 0.
		for range 16 {
			if luck.Uniform() < .5 {
				survive += 1000
			}
			luck.Uniform()
		}
		last := len(racks) - 1
		if !near(racks[last], 10_000+survive) || !near(gone[last], 16_000-survive) {
			t.Fatalf("member %d: %v in service, %v cancelled; %v survive", m, racks[last], gone[last], survive)
		}
		for k, v := range values(t, member(t, both, beside, 1, m), "c", model.RacksInService) {
			if v != racks[k] {
				t.Fatalf("step %d: %v beside a twin, %v alone", k, v, racks[k])
			}
		}
		if racks[0] != 10_000 {
			t.Fatal("delivered before the start")
		}
		sum += survive / 16_000
	}
	if math.Abs(sum/n-.5) > 4*.5/math.Sqrt(16*n) {
		t.Errorf("%v survive", sum/n)
	}
}

// A programme that began before the start may have been quick: what is ready on that day, of which
// it is known how many racks it had, goes into service in the first step. A plan of 16,000 racks
// within a year has begun 8,000 of them in the 6 months before.
func TestReadyAtTheStart(t *testing.T) {
	text := strings.Replace(base, "[[cluster.fleet]]", "[[cluster.build.plan]]\nid = \"a\"\ndate = 2023-12-31\nracks = 26_000\n[[cluster.fleet]]", 1)
	e := load(t, text, still("process.project_racks=1000", "process.slip_spread=1", "cluster.c.build.policy=planned-path")...)
	plan, ready := compile(t, e), 0
	for m := range uint64(30) {
		r := member(t, e, plan, 1, m)
		racks, pipeline, approval, built := values(t, r, "c", model.RacksInService), values(t, r, "c", model.RacksInPipeline), values(t, r, "c", model.RacksInApproval), values(t, r, "c", model.RacksInConstr)
		if racks[0] != 10_000 || !near(pipeline[0], 8000) || approval[0]+built[0] > 8000 {
			t.Fatalf("member %d starts with %v racks and %v on their way", m, racks[0], pipeline[0])
		}
		luck := stream.New(1, m, "process.programme/c")
		luck.Uniform()
		if slip := math.Exp(distribution.Normal(luck.Uniform())); -5.25+6*slip < 0 { // all of the first project
			ready++
			if racks[1] < 11_000 {
				t.Errorf("member %d, slip %v: %v racks after a month", m, slip, racks[1])
			}
		}
	}
	if ready < 5 {
		t.Errorf("only %d members have a project ready at the start", ready)
	}
}

// Racks of a project that are so few that nobody can draw them all are an error, and no endless
// search: in the first step in which there are more than 100,000, or at the start of a programme
// that has begun before.
func TestTooManyProjects(t *testing.T) {
	rate := []string{"cluster.c.build.policy=fixed-rate", "cluster.c.build.rate_racks_per_month=1000"}
	path := strings.Replace(base, "[[cluster.fleet]]", "[[cluster.build.plan]]\nid = \"a\"\ndate = 2023-03-31\nracks = 26_000\n[[cluster.fleet]]", 1)
	for _, c := range []struct {
		text  string
		more  []string
		racks string
		count string // of projects, in the error; empty where there is none
	}{
		{base, rate, "1e-9", "1000000000000"}, {base, rate, "0.0099", "101010"}, {base, rate, "10", ""},
		{path, []string{"cluster.c.build.policy=planned-path"}, "0.0099", "1616162"}, {path, []string{"cluster.c.build.policy=planned-path"}, "10", ""},
	} {
		e := load(t, c.text, still(append(c.more, "process.project_racks="+c.racks)...)...)
		p, err := compile(t, e).Member(e.Clone(), sim.Fate{})
		if err != nil {
			t.Fatal(err)
		}
		err = p.NewRun().Simulate(t.Context())
		if c.count == "" && err != nil || c.count != "" && (err == nil || !strings.Contains(err.Error(), "process.project_racks: the programme of cluster c would be cut into some "+c.count+" projects; give more")) {
			t.Errorf("%v, %s racks: %v", c.more, c.racks, err)
		}
	}
}

// A run tells in which ways it left what the model was made for, and else in none.
func TestBeyond(t *testing.T) {
	gateway := func(gbit int) string {
		return line(fibre("a", "b", 200)+data("c", "b", .1, gbps("cluster.egress", day, gbit)), "[climate]\n")
	}
	grid := func(mw int) string {
		return strings.Replace(base, "[[cluster.fleet]]", fmt.Sprintf("[[cluster.build.grid]]\nid = \"a\"\ndate = 2022-12-31\nmw = %d\n[[cluster.fleet]]", mw), 1)
	}
	growth := func(v string) string { return "cluster.c.demand.growth_per_year=" + v }
	judged := base + "\n[[target]]\nid = \"p\"\nquantity = \"pue\"\nscope = \"c\"\nat_most = 2\nby = 2023-12-31\n"
	for name, c := range map[string]struct {
		text     string
		settings []string
		want     sim.Beyond
	}{
		"nothing":       {grid(100), []string{growth("0.25")}, sim.Beyond{}},
		"full gateway":  {gateway(500), []string{"class.w.growth_per_year=0.25", "cluster.c.utilisation=0.5"}, sim.Beyond{0: true}},
		"wide gateway":  {gateway(5000), []string{"class.w.growth_per_year=0.25", "cluster.c.utilisation=0.5"}, sim.Beyond{}},
		"nearly full":   {gateway(600), []string{"class.w.growth_per_year=0.25", "cluster.c.utilisation=0.5"}, sim.Beyond{}},
		"at first only": {judged, []string{growth("10"), "cluster.c.utilisation=0.1"}, sim.Beyond{2: true, 3: true}},
		"no grid":       {grid(5), []string{growth("0.25")}, sim.Beyond{1: true}},
		"hardly loaded": {judged, []string{growth("0.25"), "cluster.c.utilisation=0.05"}, sim.Beyond{2: true}},
		"not judged":    {base, []string{growth("0.25"), "cluster.c.utilisation=0.05"}, sim.Beyond{}},
		"slow":          {base, []string{growth("0.19")}, sim.Beyond{3: true}},
		"slowest":       {base, []string{growth("0.201")}, sim.Beyond{}},
		"fastest":       {base, []string{growth("0.309")}, sim.Beyond{}},
		"fast":          {base, []string{growth("0.32")}, sim.Beyond{3: true}},
		"none":          {judged, []string{"cluster.c.utilisation=0"}, sim.Beyond{2: true}},
	} {
		if got := run(t, compile(t, load(t, c.text, c.settings...))).Beyond(); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	for i, w := range sim.BeyondWords() {
		if w.EN == "" || w.ZH == "" {
			t.Errorf("way %d has no words", i)
		}
	}
}

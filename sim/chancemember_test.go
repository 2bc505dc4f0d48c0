package sim_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"hubcap/model"
	"hubcap/scenarios"
	"hubcap/sim"
)

// outcome of a run, all of it.
func wholeOf(r *sim.Run) []any {
	bound, cut, coming := r.Starts()
	return []any{r.Values, bound, cut, coming, fmt.Sprint(r.Judge()), r.Beyond()}
}

// sameRun tells whether two runs came to the same, bit for bit: their verdicts too, and what
// bound. It names the first value that differs.
func sameRun(t testing.TB, what string, a, b *sim.Run) bool {
	t.Helper()
	if len(a.Values) != len(b.Values) {
		t.Errorf("%s: %d values and %d", what, len(a.Values), len(b.Values))
		return false
	}
	columns := a.Plan().Columns
	for i := range a.Values {
		if x, y := a.Values[i], b.Values[i]; math.Float64bits(x) != math.Float64bits(y) && !(math.IsNaN(x) && math.IsNaN(y)) {
			c := columns[i%len(columns)]
			t.Errorf("%s: %s of %s in step %d: %v and %v", what, c.Quantity, c.Scope, i/len(columns), x, y)
			return false
		}
	}
	x, y := wholeOf(a), wholeOf(b)
	if !reflect.DeepEqual(x[1:], y[1:]) {
		t.Errorf("%s: limits or verdicts differ", what)
		return false
	}
	return true
}

// run simulates a plan with new memory.
func run(t testing.TB, p *sim.Plan) *sim.Run {
	t.Helper()
	r := p.NewRun()
	if err := r.Simulate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return r
}

// spoiled is a table that a value is missing from unless it is written.
func spoiled(r *sim.Run) []float64 {
	out := make([]float64, len(r.Values))
	for i := range out {
		out[i] = 12345 + float64(i)
	}
	return out
}

// take runs a plan in the memory of another.
func take(t testing.TB, r *sim.Run, p *sim.Plan) {
	t.Helper()
	r.Take(p, spoiled(r))
	if err := r.Simulate(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// Without processes, and with its numbers as they are, a member is the central run; with them, it
// is not.
func TestMemberOfNoChance(t *testing.T) {
	for _, name := range scenarios.Names() {
		e, err := scenarios.Load(name, still())
		if err != nil {
			t.Fatal(err)
		}
		base := compile(t, e)
		central, own := run(t, base), base.NewRun()
		p, err := base.Member(e.Clone(), sim.Fate{Seed: 1, Member: 7})
		if err != nil {
			t.Fatal(err)
		}
		take(t, own, p)
		sameRun(t, name, own, central)
		if transport, _ := p.Shares(base); !transport {
			t.Errorf("%s: the network was worked out again", name)
		}
		s := e.Clone()
		s.Process = model.Process{DemandSpread: .05, DemandMemoryMonths: 12, WeatherSpreadK: .5, SiteSpread: .04, ProjectRacks: 20_000, SlipSpread: .25, LinkCuts: "drawn"}
		if p, err = base.Member(s, sim.Fate{Seed: 1, Member: 7}); err != nil {
			t.Fatal(err)
		}
		take(t, own, p)
		differ := map[string]bool{}
		for i, c := range p.Columns {
			last := len(p.Dates) - 1
			differ[c.Scope+" "+string(c.Quantity)] = own.At(last, i) != central.At(last, i)
		}
		for _, column := range []string{"all racks_in_service", "all racks_demanded", "all pue_trailing_year"} {
			if !differ[column] {
				t.Errorf("%s: chance leaves %s as it is", name, column)
			}
		}
	}
}

// mixed is a small scenario with something of everything.
func mixed() string {
	cluster := func(id, place string, racks int, more ...string) string {
		return fmt.Sprintf("[[cluster]]\nid = %q\nhub = \"h\"\nplace = %q\nstation = \"guiyang\"\nracks = %d\nutilisation = 0.5\nretirement_per_year = 0.02\nbackground_gbps = 5\nexchange_share = 0.2\nrenewable_rise_per_year = 0.1\n", id, place, racks) +
			strings.Join(more, "") + "[[cluster.fleet]]\nid = \"f\"\ntechnology = \"chw\"\nclass = \"by-build-year\"\nexisting_share = 0.7\nbuild_share = 0.6\nbuilt_from = 2012\nbuilt_to = 2019\n" +
			"[[cluster.fleet]]\nid = \"g\"\ntechnology = \"iec\"\nclass = \"good\"\nexisting_share = 0.3\nbuild_share = 0.4\nload_factor = 0.6\npue_offset = 0.05\nbuild_growth_per_year = 0.3\ncomputing = \"intelligent\"\n" +
			"[[cluster.project]]\nid = \"p\"\nfleet = \"g\"\nstart = 2022-11-30\nracks = 300\nlead_time_months = 4\ncompletion = 0.7\n" +
			"[[cluster.renewal]]\nid = \"r\"\nfleet = \"f\"\ninto = \"g\"\nbegins = 2023-02-28\nlasts_months = 2\nracks = 50\nkept_share = 0.9\noutage_months = 1\n"
	}
	build := "[cluster.build]\npolicy = \"planned-path\"\nlead_time_months = 3\ncompletion = 0.8\nrealisation = 0.9\nslip_months = 0.5\ncapital_cny_per_year = 200_000_000\nconstruction_racks_per_month = 400\n[[cluster.build.plan]]\nid = \"m\"\ndate = 2023-04-30\nracks = 2_500\n[[cluster.build.grid]]\nid = \"n\"\ndate = 2022-12-31\nmw = 30\n"
	led := "[cluster.build]\npolicy = \"demand-led\"\norder_above = 0.5\nlead_time_months = 2\n"
	text := island(site("a", 0), site("b", 1), site("x", .5),
		fibre("a", "b", 200, "background_gbps = 10", gbps("link.capacity", day, 400, "2023-03-31", 800)), fibre("a", "x", 200), fibre("b", "x", 100, gbps("link.capacity", day, 600)),
		"[[weather]]\nid = \"hill\"\nstation = \"guiyang\"\nelevation_m = 1_400\n",
		cluster("c", "b", 1000, gbps("cluster.egress", day, 500), gbps("cluster.exchange", day, 150), build),
		strings.Replace(cluster("d", "a", 2000, led), `station = "guiyang"`, `station = "hill"`, 1),
		strings.Replace(people("o", "a", "d", .7), "share", "growth_per_year = 0.1\nbacklog_racks = 30\nshare", 1), people("p", "b", "c", .3),
		strings.Replace(work("w", "optical", .6), "movable_share = 1", "movable_share = 0.6", 1), work("v", "public", .4),
		"[[shock]]\nid = \"s\"\norigin = \"o\"\nbegins = 2023-02-28\nlasts_months = 2\nfactor = 1.3\n",
		tier("t", "optical", "a", "b"), tier("u", "public", "", "a", "b", "x"),
		"[[target]]\nid = \"n1\"\nquantity = \"delay_p99_n1\"\nscope = \"t\"\nat_most = 5\nby = 2023-06-30\n",
		"[[target]]\nid = \"racks\"\nquantity = \"racks_in_service\"\nscope = \"h\"\nat_least = 5_000\nby = 2023-06-30\n")
	return strings.NewReplacer("policy = \"least-cost\"\n", "policy = \"mix\"\nmarket = \"logit\"\nplatform_share = 0.3\nplatform_max = 0.8\n", "adopted_share = 1", "adopted_share = 0.5", "contract_months = 0", "contract_months = 6", "growth_per_year = 0\ngbps", "growth_per_year = 0.2\nseason_amplitude = 0.1\ngbps").Replace(text)
}

// chances are settings under which everything that chance does happens in mixed.
func chances() []string {
	return []string{"process.project_racks=100", "process.demand_spread=0.1", "delay.cuts_per_1000_km_year=20", "delay.repair_hours=100"}
}

// drawn is a scenario with one number, or several, changed, as a member has it; nil where they
// break a rule.
func drawn(t testing.TB, e *scenarios.Effective, numbers map[string]float64) *model.Scenario {
	t.Helper()
	s := e.Clone()
	for path, v := range numbers {
		at := s.Number(path)
		if at == nil {
			t.Fatalf("there is no %s", path)
		}
		*at = v
		if strings.HasSuffix(path, ".route_km") || strings.HasPrefix(path, "place.") || strings.HasPrefix(path, "weather.") {
			if e.Lay(s) != nil {
				return nil
			}
		}
	}
	if s.Coherent() != nil {
		return nil
	}
	return s
}

// Whatever number changes, a member that shares with the central plan what the number does not
// touch is what one is that shares nothing.
func TestMemberOfOtherNumbers(t *testing.T) {
	e := load(t, mixed(), chances()...)
	base := compile(t, e)
	own, usual := base.NewRun(), member(t, e, base, 1, 2)
	fate := sim.Fate{Seed: 1, Member: 2}
	kept, changed, broken := 0, map[string]bool{}, 0
	for _, n := range e.Numbers {
		at := e.Number(n.Path)
		if at == nil {
			continue
		}
		v := *at * .97
		switch {
		case *at == 0:
			v = .01
		case strings.Contains(n.Path, ".built_"):
			v = *at - 2
		case strings.HasSuffix(n.Path, ".lead_time_months"):
			v = *at * .6
		case strings.HasSuffix(n.Path, "route_km"):
			v = *at * 1.02
		}
		s := drawn(t, e, map[string]float64{n.Path: v})
		if s == nil {
			broken++ // a share by itself, for one
			continue
		}
		p, err := base.Member(s, fate)
		if err != nil {
			t.Fatalf("%s: %v", n.Path, err)
		}
		alone, err := sim.CompileFated(s, fate)
		if err != nil {
			t.Fatalf("%s: %v", n.Path, err)
		}
		take(t, own, p)
		if !sameRun(t, n.Path+" = "+fmt.Sprint(v), own, run(t, alone)) {
			continue
		}
		if transport, _ := p.Shares(base); transport {
			kept++
		}
		for i := range own.Values {
			if x, y := own.Values[i], usual.Values[i]; x != y && !(math.IsNaN(x) && math.IsNaN(y)) {
				changed[n.Path] = true
				break
			}
		}
	}
	// One of each kind that the network, the market or a cluster rests on: it was tried, and it counts.
	for _, path := range []string{
		"climate.warming_k", "rack.design_kw", "compute.general.fp32_tflops", "delay.ms_per_fibre_km", "delay.queue_ms", "delay.tail_shape", "delay.cuts_per_1000_km_year", "delay.repair_hours",
		"dispatch.peak_factor", "dispatch.logit_scale_cny", "dispatch.platform_share", "place.x.lon", "link.a--b.route_km", "link.a--b.background_gbps", "link.a--b.capacity.e0.gbps", "link.b--x.capacity.e0.gbps",
		"weather.hill.elevation_m", "cluster.c.utilisation", "cluster.c.background_gbps", "cluster.c.exchange_share", "cluster.c.egress.e0.gbps", "cluster.c.exchange.e0.gbps", "cluster.c.build.lead_time_months",
		"cluster.c.build.plan.m.racks", "cluster.c.fleet.f.built_from", "cluster.c.fleet.g.pue_offset", "cluster.c.project.p.lead_time_months", "cluster.c.renewal.r.racks",
		"origin.o.growth_per_year", "class.v.gbps_per_rack", "class.w.growth_per_year", "shock.s.factor",
		"process.demand_spread", "process.weather_spread_k", "process.site_spread", "process.project_racks", "process.slip_spread",
	} {
		if !changed[path] {
			t.Errorf("%s was not tried, or changes nothing", path)
		}
	}
	if kept < 50 || broken > 20 || len(changed) < 130 {
		t.Errorf("%d numbers leave the network as it is, %d break a rule, %d change something", kept, broken, len(changed))
	}
	if after := member(t, e, base, 1, 2); !sameRun(t, "afterwards", after, usual) {
		t.Error("the central plan has changed")
	}
}

// Where only a link, or only a place, of the seeds is changed the network is another one; where
// only what goes through it, the graph is the same.
func TestMemberOfOtherNetwork(t *testing.T) {
	tiers := tier("t", "optical", "guian", "zunyi", "beijing")
	link := "[[link]]\nid = \"guiyang--zunyi\"\nroute_km = 180\n"
	for _, c := range []struct {
		text, path    string
		v             float64
		shares, graph bool
	}{
		{pair + tiers + link, "link.guiyang--zunyi.route_km", 190, false, false},
		{pair + tiers + "[[place]]\nid = \"zunyi\"\nlat = 27.7\n", "place.zunyi.lat", 27.72, false, false},
		{pair + tiers + link, "delay.end_ms", .3, false, true},
		{pair + tiers + link, "cluster.far.rent_cny", 1100, true, true},
	} {
		e := load(t, c.text, still()...)
		base := compile(t, e)
		s := drawn(t, e, map[string]float64{c.path: c.v})
		if s == nil {
			t.Fatalf("%s breaks a rule", c.path)
		}
		p, err := base.Member(s, sim.Fate{})
		if err != nil {
			t.Fatal(err)
		}
		alone, err := sim.Compile(s)
		if err != nil {
			t.Fatal(err)
		}
		own := run(t, p)
		sameRun(t, c.path, own, run(t, alone))
		if shares, graph := p.Shares(base); shares != c.shares || graph != c.graph {
			t.Errorf("%s: shares the transport: %v, the graph: %v", c.path, shares, graph)
		}
		if reflect.DeepEqual(values(t, own, "t", model.DelayRatio), values(t, run(t, base), "t", model.DelayRatio)) == (c.path != "cluster.far.rent_cny") {
			t.Errorf("%s: the delay changes, or not, as it should not", c.path)
		}
	}
}

// A table of links, or of places, that is another one is enough.
func TestMemberOfOtherTables(t *testing.T) {
	e := load(t, pair+tier("t", "optical", "guian", "zunyi", "beijing"), still()...)
	base := compile(t, e)
	for name, change := range map[string]func(*model.Data){
		"links": func(d *model.Data) {
			d.Links = slices.Clone(d.Links)
			for i := range d.Links {
				d.Links[i].Route *= 1.1
			}
		},
		"places": func(d *model.Data) {
			d.Places = slices.Clone(d.Places)
			for i := range d.Places {
				d.Places[i].Lat *= .99
			}
		},
	} {
		s := e.Clone()
		change(&s.Data)
		p, err := base.Member(s, sim.Fate{})
		if err != nil {
			t.Fatal(err)
		}
		alone, err := sim.Compile(s)
		if err != nil {
			t.Fatal(err)
		}
		sameRun(t, name, run(t, p), run(t, alone))
		if _, graph := p.Shares(base); graph {
			t.Errorf("with other %s the graph is the same", name)
		}
	}
}

// halfway is a context that is cancelled after some steps.
type halfway struct {
	context.Context
	steps int
}

func (h *halfway) Err() error {
	if h.steps--; h.steps < 0 {
		return context.Canceled
	}
	return nil
}

// members are some of mixed, by number: with the years of halls, lead times and the network
// drawn, and one whose programme nobody can draw.
func members(t testing.TB, e *scenarios.Effective, base *sim.Plan, n int) (plans []*sim.Plan) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 1))
	for i := range n {
		numbers := map[string]float64{
			"cluster.c.fleet.f.built_from":       []float64{2012, 2005, 2019}[r.IntN(3)],
			"cluster.d.fleet.f.built_from":       []float64{2012, 2019, 2000}[r.IntN(3)],
			"cluster.c.build.lead_time_months":   1 + 5*r.Float64(),
			"cluster.c.build.completion":         []float64{1, .8}[r.IntN(2)],
			"cluster.c.racks":                    1000 + 500*r.Float64(),
			"link.a--b.capacity.e0.gbps":         []float64{0, 400, 300}[r.IntN(3)],
			"link.a--b.route_km":                 []float64{200, 200, 210}[r.IntN(3)],
			"process.project_racks":              []float64{100, 100, 0, 30}[r.IntN(4)],
			"process.slip_spread":                []float64{0, .3}[r.IntN(2)],
			"dispatch.platform_share":            .5 * r.Float64(),
			"cluster.c.project.p.completion":     r.Float64(),
			"cluster.c.demand.max_utilisation":   .9,
			"delay.cuts_per_1000_km_year":        []float64{0, 20}[r.IntN(2)],
			"class.w.adopted_share":              r.Float64(),
			"cluster.c.fleet.g.load_factor":      .5 + .3*r.Float64(),
			"cluster.d.retirement_per_year":      .05 * r.Float64(),
			"cluster.c.renewal.r.outage_months":  2 * r.Float64(),
			"cluster.c.egress.e0.gbps":           200 + 600*r.Float64(),
			"cluster.c.build.slip_months":        r.Float64(),
			"shock.s.factor":                     1 + r.Float64(),
			"climate.warming_k":                  r.Float64(),
			"cluster.d.electricity_cny_per_kwh":  r.Float64(),
			"cluster.c.build.capex_cny_per_rack": 60_000 + 50_000*r.Float64(),
		}
		s := drawn(t, e, numbers)
		if s == nil {
			t.Fatal("a member breaks a rule")
		}
		p, err := base.Member(s, sim.Fate{Seed: 1, Member: uint64(i)})
		if err != nil {
			t.Fatal(err)
		}
		plans = append(plans, p)
	}
	return plans
}

// One memory serves members in any order: each is what it is in a new one, whatever came before,
// be it a member with more halls, one that was interrupted or one that failed.
func TestTakeLeavesNoTrace(t *testing.T) {
	e := load(t, mixed(), chances()...)
	base := compile(t, e)
	plans := members(t, e, base, 12)
	var want []*sim.Run
	halls := map[int]bool{}
	for i, p := range plans {
		want = append(want, run(t, p))
		halls[p.Halls()] = true
		for j := range i {
			if reflect.DeepEqual(want[j].Values, want[i].Values) {
				t.Errorf("members %d and %d are alike", i, j)
			}
		}
	}
	if len(halls) < 4 {
		t.Errorf("only %d numbers of halls", len(halls))
	}
	s := e.Clone()
	*s.Number("process.project_racks") = .004 // few enough for the named project, too many of the programme
	impossible, err := base.Member(s, sim.Fate{})
	if err != nil {
		t.Fatal(err)
	}
	own, r := base.NewRun(), rand.New(rand.NewPCG(2, 2))
	for range 60 {
		i := r.IntN(len(plans))
		switch r.IntN(4) {
		case 0:
			own.Take(plans[r.IntN(len(plans))], spoiled(own))
			if err := own.Simulate(&halfway{t.Context(), r.IntN(6)}); err == nil {
				t.Fatal("it was not interrupted")
			}
		case 1:
			own.Take(impossible, spoiled(own))
			if err := own.Simulate(t.Context()); err == nil {
				t.Fatal("it did not fail")
			}
		}
		take(t, own, plans[i])
		if !sameRun(t, fmt.Sprintf("member %d", i), own, want[i]) {
			return
		}
	}
}

// Members may be computed by several at once: the central plan, with the network and the cuts
// that they find in it, is theirs together. It stays as it was, and so does its scenario.
func TestMembersAtOnce(t *testing.T) {
	const n, workers = 6, 4
	settings := chances()
	e, untouched := load(t, mixed(), settings...), load(t, mixed(), settings...)
	alone := compile(t, untouched)
	var want []*sim.Run
	for _, p := range members(t, untouched, alone, n) {
		want = append(want, run(t, p))
	}
	usual := member(t, untouched, alone, 5, 5)
	base := compile(t, e) // nothing has been found in it yet
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			own := base.NewRun()
			for i, p := range members(t, e, base, n) {
				take(t, own, p)
				sameRun(t, fmt.Sprintf("worker %d, member %d", w, i), own, want[i])
				if p, err := base.Member(e.Clone(), sim.Fate{Seed: 5, Member: 5}); err != nil {
					t.Error(err)
				} else {
					take(t, own, p)
					sameRun(t, fmt.Sprintf("worker %d, plain member", w), own, usual)
				}
			}
		})
	}
	wait.Wait()
	sameRun(t, "the central run", run(t, base), run(t, compile(t, untouched)))
	if !reflect.DeepEqual(e.Scenario, untouched.Scenario) {
		t.Error("the scenario has changed")
	}
}

// What befalls a member depends on seed and number alone: another target, tier, failure, link or
// place in the scenario leaves every value of what was there before as it was.
func TestFatesStay(t *testing.T) {
	more := site("y", 5) + site("z", 6) + fibre("y", "z", 150) + tier("q", "optical", "y", "z") +
		"[[failure]]\nid = \"f\"\nlinks = [\"a--x\"]\n[[target]]\nid = \"pue\"\nquantity = \"pue\"\nscope = \"h\"\nat_most = 1.3\nby = 2023-06-30\n"
	e, beside := load(t, mixed(), chances()...), load(t, mixed()+more, chances()...)
	one, two := member(t, e, compile(t, e), 3, 9), member(t, beside, compile(t, beside), 3, 9)
	other, seed := member(t, e, compile(t, e), 3, 10), member(t, e, compile(t, e), 4, 9)
	at, differ := map[string]int{}, [2]int{}
	for i, c := range two.Plan().Columns {
		at[c.Scope+" "+string(c.Quantity)] = i
	}
	for i, c := range one.Plan().Columns {
		for k := range one.Plan().Dates {
			x, y := one.At(k, i), two.At(k, at[c.Scope+" "+string(c.Quantity)])
			if x != y && !(math.IsNaN(x) && math.IsNaN(y)) {
				t.Fatalf("%s of %s in step %d: %v, with more beside it %v", c.Quantity, c.Scope, k, x, y)
			}
			for n, r := range []*sim.Run{other, seed} {
				if x != r.At(k, i) && !math.IsNaN(x) {
					differ[n]++
				}
			}
		}
	}
	if differ[0] < 1000 || differ[1] < 1000 {
		t.Errorf("%d values differ in another member, %d with another seed", differ[0], differ[1])
	}
}

// A member's steps take no memory once they have been run; putting down its start makes one
// stream for each cluster whose projects are drawn, of three allocations.
func TestMembersAllocateNothing(t *testing.T) {
	e, err := scenarios.Load("guizhou-2024", []string{"dispatch.policy=least-cost"})
	if err != nil {
		t.Fatal(err)
	}
	base := compile(t, e)
	p, err := base.Member(e.Clone(), sim.Fate{Seed: 1, Member: 1})
	if err != nil {
		t.Fatal(err)
	}
	own := base.NewRun()
	own.Take(p, make([]float64, len(own.Values)))
	ctx, risky := t.Context(), 0
	for i := range e.Clusters {
		if e.Clusters[i].Build.Completion < 1 || e.Process.SlipSpread > 0 {
			risky++
		}
	}
	whole := testing.AllocsPerRun(3, func() {
		if err := own.Simulate(ctx); err != nil {
			t.Fatal(err)
		}
	})
	start := testing.AllocsPerRun(3, func() {
		if err := own.Reset(); err != nil {
			t.Fatal(err)
		}
	})
	if whole != start || start > 3*float64(risky) || risky == 0 {
		t.Errorf("%v allocations in a run, %v of them at its start, with %d programmes", whole, start, risky)
	}
}

// BenchmarkMember is a member of the shipped scenario: its plan, and its run in memory that is
// there. Every delay constant is drawn, as they are in that scenario.
func BenchmarkMember(b *testing.B) {
	e, err := scenarios.Load("guizhou-2024", []string{"dispatch.policy=least-cost"})
	if err != nil {
		b.Fatal(err)
	}
	base := compile(b, e)
	r, s := base.NewRun(), e.Clone()
	table := make([]float64, len(r.Values))
	numbers := map[string]*float64{}
	for _, u := range e.Uncertain {
		numbers[u.Path] = s.Number(u.Path)
	}
	dice := rand.New(rand.NewPCG(1, 1))
	plan := func(draw bool, member uint64) *sim.Plan {
		for _, u := range e.Uncertain {
			if draw && !strings.HasSuffix(u.Path, "share") {
				*numbers[u.Path] = u.Dist.Quantile(dice.Float64())
			}
		}
		p, err := base.Member(s, sim.Fate{Seed: 1, Member: member})
		if err != nil {
			b.Fatal(err)
		}
		return p
	}
	for _, draw := range []bool{false, true} {
		b.Run(fmt.Sprintf("plan/drawn=%t", draw), func(b *testing.B) {
			b.ReportAllocs()
			for i := uint64(0); b.Loop(); i++ {
				plan(draw, i)
			}
		})
		b.Run(fmt.Sprintf("whole/drawn=%t", draw), func(b *testing.B) {
			b.ReportAllocs()
			for i := uint64(0); b.Loop(); i++ {
				r.Take(plan(draw, i), table)
				if err := r.Simulate(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

package sim_test

import (
	"math"
	"strings"
	"testing"

	"hubcap/model/network"
	"hubcap/scenarios"
	"hubcap/sim"
	"hubcap/sim/stream"
)

// linksOf are the network's links by number.
func linksOf(r *sim.Run) []network.Link {
	g := r.Network().Graph()
	var out []network.Link
	for i := range g.Links() {
		out = append(out, g.Link(i))
	}
	return out
}

// down are the times for which a link is down, from its stream, up to the end.
func down(seed, member uint64, l network.Link, rate, repair, end float64) (out [][2]float64) {
	s, up := stream.New(seed, member, "process.cuts/"+l.ID), 12/(rate*l.Route/1000)
	for t := s.Exponential(up); t < end; t += s.Exponential(up) {
		from := t
		t += s.Exponential(repair)
		out = append(out, [2]float64{from, t})
	}
	return out
}

// What a link is down for is divided among the steps in which it is, however short the cuts or
// the steps are.
func TestCutsAmongSteps(t *testing.T) {
	for _, c := range []struct{ rate, hours float64 }{{2, 12}, {400, .5}, {20, 700}, {1, 8000}} {
		e := load(t, exits(""), still("process.link_cuts=drawn")...)
		e.Delay.CutsPer1000Km, e.Delay.RepairHours = c.rate, c.hours
		plan := compile(t, e)
		links, times := linksOf(plan.NewRun()), plan.Months()
		some := 0
		for m := range uint64(20) {
			shares, ok := fated(t, plan, 3, m).CutShares()
			if !ok {
				t.Fatalf("%+v: a step names a link twice, or one that was up", c)
			}
			for i, l := range links {
				want := make([]float64, len(times))
				for _, d := range down(3, m, l, c.rate, c.hours/730.5, times[len(times)-1]) {
					some++
					for k := 1; k < len(times); k++ {
						want[k] += max(0, min(d[1], times[k])-max(d[0], times[k-1])) / (times[k] - times[k-1])
					}
				}
				for k := range times {
					if !near(shares[k][i], want[k]) || want[k] > 1+1e-9 {
						t.Fatalf("%+v: link %s was down for %v of step %d, want %v", c, l.ID, shares[k][i], k, want[k])
					}
				}
			}
		}
		if some == 0 {
			t.Errorf("%+v: no link was ever cut", c)
		}
	}
}

// A link is down for the share repair/(up + repair) of the time.
func TestUnavailability(t *testing.T) {
	e, err := scenarios.Load("guizhou-network", still("process.link_cuts=drawn", "delay.cuts_per_1000_km_year=4", "delay.repair_hours=200"))
	if err != nil {
		t.Fatal(err)
	}
	plan := compile(t, e)
	links, steps := linksOf(plan.NewRun()), float64(len(plan.Months())-1)
	sum, want, n := make([]float64, len(links)), make([]float64, len(links)), 200.
	for m := range uint64(n) {
		shares, _ := fated(t, plan, 1, m).CutShares()
		for _, of := range shares {
			for i, share := range of {
				sum[i] += share / (n * steps)
			}
		}
	}
	all, expected := 0., 0.
	end := plan.Months()[int(steps)]
	for i, l := range links {
		up, repair := 12/(4*l.Route/1000), 200/730.5
		relax := up * repair / (up + repair) // all links are up at the start, which is forgotten in this time
		want[i] = repair / (up + repair) * (1 - relax/end*(1-math.Exp(-end/relax)))
		// The time that cuts last in all is a sum of a random number of exponentials.
		if sd := want[i] * math.Sqrt(2/(n*end/(up+repair))); math.Abs(sum[i]-want[i]) > 4.5*sd {
			t.Errorf("%s was down for %v of the time, want %v +- %v", l.ID, sum[i], want[i], sd)
		}
		all, expected = all+sum[i], expected+want[i]
	}
	if math.Abs(all/expected-1) > .03 {
		t.Errorf("all links together: %v, want %v", all, expected)
	}
}

// exits is a pair of places whose gateway has two exits or, with a link opened in March, three:
// 100 Gbit/s on 200, on 100 with one of two cut.
func exits(more string) string {
	return island(site("a", 0), site("b", 1), site("x", .5), site("y", 2), fibre("a", "b", 200), fibre("a", "x", 200), fibre("b", "x", 100), fibre("b", "y", 150, gbps("link.capacity", "2023-03-15", 1000)), fibre("x", "y", 400),
		data("c", "b", .1, gbps("cluster.egress", day, 200)), people("o", "a", "c", 1), work("w", "optical", 1),
		tier("t", "optical", "a", "b"), tier("out", "optical", "", "a", "x", "y"), more)
}

// delaysOf are the mean and the 99th percentile of all pairs in a step.
func delaysOf(r *sim.Run, k int) (out []float64) {
	pairs, _ := r.Plan().PairColumns()
	for _, at := range pairs {
		out = append(out, r.At(k, at+1), r.At(k, at+2))
	}
	return out
}

// suffered compares the delays of members in the last step with those of the intact network and
// of the network without each link, as Run.Cut works them out from nothing.
func suffered(t *testing.T, e *scenarios.Effective, members int) (moved, cutOff int) {
	t.Helper()
	plan := compile(t, e)
	central := plan.NewRun()
	if err := central.Simulate(t.Context()); err != nil {
		t.Fatal(err)
	}
	last := len(plan.Months()) - 1
	var without [][]float64
	for link := range linksOf(central) {
		without = append(without, delaysOf(central.Cut([]int{link}), last))
	}
	intact := delaysOf(central, last)
	for m := range uint64(members) {
		shares, _ := fated(t, plan, 1, m).CutShares()
		got := delaysOf(member(t, e, plan, 1, m), last)
		for i, was := range intact {
			want := was
			for link, share := range shares[last] {
				switch added := without[link][i] - was; {
				case share == 0:
				case math.IsNaN(added): // no path
					cutOff++
				default:
					want += share * added
				}
			}
			if !near(got[i], want) && !(math.IsNaN(got[i]) && math.IsNaN(want)) {
				t.Fatalf("member %d, pair %d: %v ms, want %v (intact %v)", m, i/2, got[i], want, was)
			}
			if want != was {
				moved++
			}
		}
	}
	return moved, cutOff
}

// Where links were down the delay of a step is the mean over its days, with detours, the loads
// that come with them, and gateways that have lost exits; time without a path does not count.
func TestDelaysUnderCuts(t *testing.T) {
	on := still("process.link_cuts=drawn")
	cut := func(e *scenarios.Effective) *scenarios.Effective {
		e.Delay.CutsPer1000Km, e.Delay.RepairHours = 60, 100
		return e
	}
	moved, cutOff := suffered(t, cut(load(t, exits(""), on...)), 20)
	for seed := range uint64(8) {
		a, _ := random(t, seed)
		m, c := suffered(t, cut(load(t, a.text(), on...)), 4)
		moved, cutOff = moved+m, cutOff+c
	}
	if moved < 300 || cutOff < 50 {
		t.Errorf("only %d delays moved, %d ways were cut off", moved, cutOff)
	}
}

// Over many members the delay of a tier is what the shares of time lead to expect: its gateway
// keeps one of two exits, and 20.0 ms are waited instead of .16; the pair's own link also leads
// it 100 km farther. In the mean over members nothing is known but rates and repair times.
func TestMeanDelayUnderCuts(t *testing.T) {
	e := load(t, island(site("a", 0), site("b", 1), site("x", .5), fibre("a", "b", 200), fibre("a", "x", 200), fibre("b", "x", 100),
		data("c", "b", .1, gbps("cluster.egress", day, 200)), people("o", "a", "c", 1), work("w", "optical", 1), tier("t", "optical", "a", "b")), still("process.link_cuts=drawn")...)
	e.Delay.CutsPer1000Km, e.Delay.RepairHours = 20, 40
	plan := compile(t, e)
	run := plan.NewRun()
	_, tiers := plan.PairColumns()
	const members = 500
	sum, times := 0., plan.Months()
	for m := range uint64(members) {
		p, err := plan.Member(e.Clone(), sim.Fate{Seed: 1, Member: m})
		if err != nil {
			t.Fatal(err)
		}
		run.Take(p, run.Values)
		if err := run.Simulate(t.Context()); err != nil {
			t.Fatal(err)
		}
		for k := 1; k < len(times); k++ {
			sum += run.At(k, tiers[0]+1) * (times[k] - times[k-1]) / times[len(times)-1] / members
		}
	}
	share := func(km float64) float64 { // of the time, from cuts a month and hours
		cuts, repair := 20*km/1000/12, 40/730.5
		return repair / (1/cuts + repair)
	}
	own, other := .0049*1.1*100+20-.16, 20-.16
	want := optAB + .16 + share(200)*own + share(100)*other
	if sd := 20 * math.Sqrt(2*(200+100)*20./1000/12*6/members) * 40 / 730.5 / 6; math.Abs(sum-want) > 4*sd || sd > .1 {
		t.Errorf("%v ms, want %v +- %v", sum, want, sd)
	}
}

// Without a rate, without a tier, or where cuts are turned off nothing is cut; links that would
// be cut beyond counting are an error.
func TestNoCuts(t *testing.T) {
	for name, c := range map[string]struct {
		text, setting string
		rate          float64
		fails         bool
	}{
		"as it is":     {exits(""), "process.link_cuts=drawn", 20, false},
		"off":          {exits(""), "process.link_cuts=none", 20, false},
		"no rate":      {exits(""), "process.link_cuts=drawn", 0, false},
		"no tier":      {base, "process.link_cuts=drawn", 1000, false},
		"too many":     {exits(""), "process.link_cuts=drawn", 2e9, true},
		"just so many": {exits(""), "process.link_cuts=drawn", 3e4, false},
	} {
		e := load(t, c.text, still(c.setting)...)
		e.Delay.CutsPer1000Km, e.Delay.RepairHours = c.rate, .1
		f, err := compile(t, e).Fated(sim.Fate{})
		if c.fails {
			if err == nil || !strings.Contains(err.Error(), "delay.cuts_per_1000_km_year: link ") || !strings.Contains(err.Error(), "set process.link_cuts = \"none\"") {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		shares, _ := f.CutShares()
		some := false
		for _, of := range shares {
			for _, share := range of {
				some = some || share > 0
			}
		}
		if want := c.rate > 0 && c.setting == "process.link_cuts=drawn" && name != "no tier"; some != want {
			t.Errorf("%s: links are cut: %v", name, some)
		}
	}
}

// The cuts of a link are its own: other links, clusters and tiers beside it change nothing.
func TestCutsOfItsOwn(t *testing.T) {
	more := site("z", 3) + fibre("y", "z", 200) + data("d", "z", .1) + people("u", "z", "d", 0) + tier("far", "optical", "a", "z")
	shares := map[string][]float64{}
	for i, text := range []string{exits(""), exits(more)} {
		e := load(t, text, still("process.link_cuts=drawn", "delay.cuts_per_1000_km_year=20")...)
		plan := compile(t, e)
		of, _ := fated(t, plan, 1, 2).CutShares()
		cuts := 0.
		for n, l := range linksOf(plan.NewRun()) {
			for k := range of {
				cuts += of[k][n]
				if i == 0 {
					shares[l.ID] = append(shares[l.ID], of[k][n])
				} else if before := shares[l.ID]; before != nil && before[k] != of[k][n] {
					t.Errorf("link %s, step %d: down for %v, with others beside it for %v", l.ID, k, before[k], of[k][n])
				}
			}
		}
		if cuts == 0 {
			t.Error("no cuts")
		}
	}
}

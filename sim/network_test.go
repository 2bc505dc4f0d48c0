package sim_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/sim"
	"hubcap/sim/result"
)

// Islands are networks of their own on the equator, where a degree is 111.19 km, so that
// the seeds' links join nothing of theirs. Without more, the peak hour has the mean traffic
// and a rack 1 Gbit/s, so that loads are racks over Gbit/s.
const sea = `schema = 1
name = "island"
[time]
start = 2022-12-31
end = 2023-06-30
[dispatch]
policy = "least-cost"
network_cny_per_gbps_km = 0
peak_factor = 1
[[hub]]
id = "h"
`

func island(parts ...string) string { return sea + strings.Join(parts, "") }

func site(id string, lon float64, more ...string) string {
	return fmt.Sprintf("[[place]]\nid = %q\nlat = 0\nlon = %v\n%s\n", id, lon, strings.Join(more, "\n"))
}

func fibre(a, b string, km float64, more ...string) string {
	return fmt.Sprintf("[[link]]\nid = \"%s--%s\"\nfrom = %q\nto = %q\nroute_km = %v\n%s\n", a, b, a, b, km, strings.Join(more, "\n"))
}

// gbps are dated capacities, of a link, an egress or an exchange: "link.capacity".
func gbps(of string, dated ...any) string {
	out := ""
	for i := 0; i < len(dated); i += 2 {
		out += fmt.Sprintf("[[%s]]\nid = \"e%d\"\ndate = %s\ngbps = %v\n", of, i, dated[i], dated[i+1])
	}
	return out
}

// data is a cluster of 1,000 racks.
func data(id, place string, utilisation float64, more ...string) string {
	return fmt.Sprintf("[[cluster]]\nid = %q\nhub = \"h\"\nplace = %q\nstation = \"guiyang\"\nracks = 1_000\nutilisation = %v\nelectricity_cny_per_kwh = 0\nrent_cny = 1_000\n", id, place, utilisation) +
		strings.Join(more, "\n") + "\n[cluster.demand]\nramp_months = 0\nmax_utilisation = 1\n[[cluster.fleet]]\nid = \"f\"\ntechnology = \"chw\"\nclass = \"good\"\nexisting_share = 1\nbuild_share = 1\n"
}

func people(id, place, home string, share float64) string {
	return fmt.Sprintf("[[origin]]\nid = %q\nplace = %q\nhome = [%q]\nshare = %v\n", id, place, home, share)
}

func work(id, service string, share float64, more ...string) string {
	return fmt.Sprintf("[[class]]\nid = %q\nservice = %q\nshare = %v\nbudget_ms = 1000\npercentile = 0\ngrowth_per_year = 0\ngbps_per_rack = 1\nmovable_share = 1\nadopted_share = 1\nadoption_per_year = 0\ncontract_months = 0\n%s\n",
		id, service, share, strings.Join(more, "\n"))
}

func tier(id, service, from string, to ...string) string {
	return fmt.Sprintf("[[tier]]\nid = %q\nservice = %q\nfrom = %q\nto = [\"%s\"]\n", id, service, from, strings.Join(to, `", "`))
}

// judged runs a text with every single cut judged.
func judged(t testing.TB, text string, settings ...string) (*sim.Run, *result.Result) {
	t.Helper()
	r := compile(t, load(t, text, settings...)).NewRun()
	r.JudgeCuts()
	if err := r.Simulate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return r, r.Result()
}

// all steps of a series have one value.
func always(t *testing.T, r *result.Result, scope string, q model.QuantityName, want float64) {
	t.Helper()
	expect(t, r, scope, q, constant(want))
}

const day = "2022-12-31"

var (
	none   = math.NaN()
	tail   = math.Pow(-math.Log(.01), 1/.7) / math.Gamma(1+1/.7) // 7.0
	degree = math.Round(6371*math.Pi/180*(1<<20)) / (1 << 20)    // km, in whole millimetres
	fibAB  = .0049 * 1.1 * 200                                   // 1.078 ms of glass on 200 km
	optAB  = fibAB + .7                                          // with 2 x .1 and 2 x .25 of equipment
)

// line is 100 racks at b, wanted at a, 200 km away.
func line(more ...string) string {
	return island(site("a", 0), site("b", 1), more[0], people("o", "a", "c", 1), work("w", "optical", 1),
		tier("t", "optical", "a", "b"), strings.Join(more[1:], ""))
}

// One gateway: 100 Gbit/s on 200 wait .16 ms, for 99 % of the packets seven times that.
func TestOneGateway(t *testing.T) {
	if math.Abs(tail-7) > .02 {
		t.Fatalf("the tail is %v", tail)
	}
	for _, c := range []struct {
		name     string
		egress   string
		settings []string
		rho, q   float64
	}{
		{"half", gbps("cluster.egress", day, 200), nil, .5, .16},
		{"peak", gbps("cluster.egress", day, 200), []string{"dispatch.peak_factor=1.5"}, .75, .48},
		{"line rate", gbps("cluster.egress", day, 200) + "line_rate_gbps = 400", nil, .5, .04},
		{"line rate of all", gbps("cluster.egress", day, 200), []string{"delay.line_rate_gbps=200"}, .5, .08},
		{"background", gbps("cluster.egress", day, 200), []string{"cluster.c.background_gbps=50"}, .75, .48},
		{"nearly full", gbps("cluster.egress", day, 100/.995), nil, .995, 20},
		{"full", gbps("cluster.egress", day, 100), nil, 1, 20},
		{"over", gbps("cluster.egress", day, 50), nil, 2, 20},
		{"cut off", gbps("cluster.egress", "2022-01-01", 200, day, 0), nil, none, none},
	} {
		text := line(fibre("a", "b", 200)+data("c", "b", .1, c.egress), tier("back", "optical", "b", "a"), tier("self", "optical", "b", "b"))
		r := simulate(t, text, c.settings...)
		always(t, r, "a->b", model.DelayEmpty, optAB)
		if c.name == "cut off" { // the delay has ended the contracts from the first step on
			for _, q := range []model.QuantityName{model.DelayMean, model.DelayP99, model.DelayRatio} {
				for _, scope := range []string{"t", "a->b"} {
					always(t, r, scope, q, none)
				}
			}
		} else {
			always(t, r, "c", model.EgressLoad, c.rho)
			for _, scope := range []string{"t", "a->b", "back", "b->a"} { // both ways alike
				always(t, r, scope, model.DelayMean, optAB+c.q)
				always(t, r, scope, model.DelayP99, optAB+c.q*tail)
				always(t, r, scope, model.DelayRatio, (optAB+c.q)/(.0049*degree))
			}
			p := r.Paths[0]
			if p.Bottleneck != "c" || !near(float64(p.Load), c.rho) || !near(float64(p.QueueMs), c.q) || !near(float64(p.P99Ms), optAB+c.q*tail) {
				t.Errorf("%s: %+v", c.name, p)
			}
		}
		always(t, r, "b->b", model.DelayP99, .5) // nothing is passed inside
		always(t, r, "self", model.DelayRatio, none)
		always(t, r, "b->b", model.DelayRatio, none)
		if b, err := json.Marshal(r); err != nil || strings.Contains(string(b), "Inf") || strings.Contains(string(b), "NaN") {
			t.Errorf("%s: %v", c.name, err)
		}
		if said := warned(r, "The gateway of cluster c is overloaded"); said != (c.rho >= 1) {
			t.Errorf("%s: overload said: %v", c.name, said)
		}
	}
}

func said(r *result.Result, zh string) bool {
	for _, w := range r.Warnings {
		if strings.Contains(w.ZH, zh) {
			return true
		}
	}
	return false
}

// One link: the same waits as at a gateway, and its columns.
func TestOneLink(t *testing.T) {
	for _, c := range []struct{ gbps, background, rho, q float64 }{
		{200, 0, .5, .16}, {400, 100, .5, .16}, {200, 50, .75, .48}, {100, 0, 1, 20}, {80, 0, 1.25, 20},
	} {
		text := line(fibre("a", "b", 200, fmt.Sprintf("background_gbps = %v", c.background), gbps("link.capacity", day, c.gbps)) + data("c", "b", .1))
		r := simulate(t, text)
		always(t, r, "a--b", model.LinkTraffic, 100+c.background)
		always(t, r, "a--b", model.LinkCapacity, c.gbps)
		always(t, r, "a--b", model.LinkLoad, c.rho)
		always(t, r, "t", model.DelayMean, optAB+c.q)
		always(t, r, "t", model.DelayP99, optAB+c.q*tail)
		if en, zh := warned(r, "Link a--b is overloaded at the end of 7 of the steps"), said(r, "链路 a--b 在7个时点过载"); en != (c.rho >= 1) || zh != en {
			t.Errorf("%+v: %+v", c, r.Warnings)
		}
		if c.rho == 1.25 && !warned(r, "by up to 25 %") {
			t.Errorf("%+v", r.Warnings)
		}
		l := r.Links[len(r.Links)-1]
		if l.ID != "a--b" || !l.Open || float64(l.Capacity) != c.gbps || !near(float64(l.Load), c.rho) || float64(l.Traffic) != 100+c.background {
			t.Errorf("%+v", l)
		}
		if r.Paths[0].Bottleneck != "a--b" {
			t.Errorf("%+v", r.Paths[0])
		}
	}
	// A peak and a line rate count for links too.
	r := simulate(t, line(fibre("a", "b", 200, gbps("link.capacity", day, 200), "line_rate_gbps = 200")+data("c", "b", .1)), "dispatch.peak_factor=1.5")
	always(t, r, "a--b", model.LinkTraffic, 100)
	always(t, r, "a--b", model.LinkLoad, .75)
	always(t, r, "t", model.DelayMean, optAB+.24)
}

// Of several elements the longest wait counts, and not their sum: a link, a gateway at each
// end, an exchange. Which one is the bottleneck is told.
func TestLongestWaitCounts(t *testing.T) {
	for _, c := range []struct {
		name            string
		link, one, two  float64 // Gbit/s
		public          bool
		exchange, share float64
		q               float64
	}{
		{"a--b", 125, 200, 150, false, 400, 1, .64},
		{"c", 200, 125, 150, false, 400, 1, .64},
		{"d", 200, 150, 62.5, false, 400, 1, .64},
		{"c/exchange", 200, 200, 100, true, 62.5, .5, .64},
		{"c", 200, 125, 100, true, 62.5, .4, .64},
	} {
		service := map[bool]string{true: "public", false: "optical"}[c.public]
		text := island(site("a", 0), site("b", 1), fibre("a", "b", 200, gbps("link.capacity", day, c.link)),
			data("c", "b", .1, fmt.Sprintf("exchange_share = %v", c.share), gbps("cluster.egress", day, c.one)+gbps("cluster.exchange", day, c.exchange)),
			strings.Replace(data("d", "a", 0, "background_gbps = 50", gbps("cluster.egress", day, c.two)), "rent_cny = 1_000", "rent_cny = 9_000", 1),
			people("o", "a", "c", 1), work("w", service, 1), tier("t", service, "a", "b"))
		r := simulate(t, text)
		empty := optAB
		if c.public {
			empty *= 1.45
		}
		always(t, r, "t", model.DelayMean, empty+c.q)
		if r.Paths[0].Bottleneck != c.name || !near(float64(r.Paths[0].Load), .8) {
			t.Errorf("%s: %+v", c.name, r.Paths[0])
		}
	}
}

// The exchange of a cluster sees its share of public traffic, from wherever it comes, and of
// the background; only public pairs that begin or end inside wait there.
func TestExchange(t *testing.T) {
	for _, border := range []string{"place", "hub"} {
		text := island(site("a", 0), site("b", 1, `hub = "h"`), site("b2", 1.1, `hub = "h"`), site("z", 2),
			fibre("a", "b", 200), fibre("b", "b2", 20), fibre("b", "z", 200),
			data("c", "b", .2, "exchange_share = 0.5\nbackground_gbps = 20\ngateway = \""+border+"\"", gbps("cluster.exchange", day, 80)),
			people("o", "a", "c", .25), people("at", "b", "c", .25), people("inside", "b2", "c", .5), work("w", "public", .5), work("v", "direct", .5),
			tier("t", "public", "a", "b", "b2", "z"), tier("in", "public", "b", "b", "b2"), tier("optical", "optical", "a", "b"), tier("direct", "direct", "a", "b"))
		r := simulate(t, text)
		always(t, r, "c", model.ExchangeTraffic, .5*(20+100)) // all rows of it, wherever they arise
		always(t, r, "c", model.ExchangeCap, 80)
		always(t, r, "c", model.ExchangeLoad, .75)
		always(t, r, "all", model.ExchangeLoad, .75)
		peak := simulate(t, text, "dispatch.peak_factor=1.2")
		always(t, peak, "c", model.ExchangeLoad, .9)
		always(t, peak, "all", model.ExchangeLoad, .9)
		waits := map[string]bool{"a->b": true, "a->b2": border == "hub", "a->z": false, "b->b": false, "b->b2": true, "a->b/optical": false, "a->b/direct": false}
		for pair, waits := range waits {
			want := 0.
			if waits {
				want = .48
			}
			mean, empty := r.Series.Of(pair, model.DelayMean)[1], r.Series.Of(pair, model.DelayEmpty)[1]
			if !near(mean-empty, want) {
				t.Errorf("border %s, %s waits %v, want %v", border, pair, mean-empty, want)
			}
		}
	}
	text := line(fibre("a", "b", 200)+data("c", "b", .1, "exchange_share = 1", gbps("cluster.exchange", day, 50)), "")
	r := simulate(t, strings.ReplaceAll(text, `"optical"`, `"public"`))
	if !warned(r, "The direct-connect point of cluster c is overloaded at the end of 7 of the steps, by up to 100 %") || !said(r, "集群 c 的直联点在7个时点过载，最高超出容量100%") {
		t.Errorf("%+v", r.Warnings)
	}
	if r := simulate(t, text); warned(r, "overloaded") {
		t.Error("nothing public, and an exchange that is overloaded")
	}
}

// A gateway at the border of a hub is not passed by pairs inside, nor by what arises inside
// but not at the cluster's own place.
func TestGatewayOfHub(t *testing.T) {
	for _, c := range []struct {
		border  string
		traffic float64
		inside  map[string]bool
	}{
		{"place", 200, map[string]bool{"a->b": true, "b->b2": true, "a->b2": false, "a->z": false}},
		{"hub", 150, map[string]bool{"a->b": true, "b->b2": false, "a->b2": true, "a->z": false}},
	} {
		text := island(site("a", 0), site("b", 1, `hub = "h"`), site("b2", 1.1, `hub = "h"`), site("z", 2),
			fibre("a", "b", 200), fibre("b", "b2", 20), fibre("b", "z", 200),
			data("c", "b", .2, "gateway = \""+c.border+"\"", gbps("cluster.egress", day, 2*c.traffic)),
			people("o", "a", "c", .5), people("at", "b", "c", .25), people("inside", "b2", "c", .25), work("w", "optical", 1),
			tier("t", "optical", "a", "b", "b2", "z"), tier("in", "optical", "b", "b2"))
		r := simulate(t, text)
		always(t, r, "c", model.EgressTraffic, c.traffic)
		always(t, r, "c", model.EgressLoad, .5)
		for pair, waits := range c.inside {
			want := 0.
			if waits {
				want = .16
			}
			mean, empty := r.Series.Of(pair, model.DelayMean)[1], r.Series.Of(pair, model.DelayEmpty)[1]
			if !near(mean-empty, want) {
				t.Errorf("border %s, %s waits %v, want %v", c.border, pair, mean-empty, want)
			}
		}
	}
	// Whose place has no hub, has no border of one.
	e := load(t, line(fibre("a", "b", 200)+data("c", "b", .1, gbps("cluster.egress", day, 200))))
	e.Clusters[0].Gateway = "hub"
	if _, err := sim.Compile(&e.Scenario); err == nil || !strings.Contains(err.Error(), "belongs to no hub") {
		t.Error(err)
	}
}

// What arises inside crosses no gateway, even one that is cut off, but at the cluster's own
// place it does.
func TestInsideNeedsNoGateway(t *testing.T) {
	for at, want := range map[string]float64{"b2": 100, "b": 0, "a": 0} {
		r := simulate(t, island(site("a", 0), site("b", 1, `hub = "h"`), site("b2", 1.1, `hub = "h"`), fibre("a", "b", 200), fibre("b", "b2", 20),
			data("c", "b", .1, `gateway = "hub"`, gbps("cluster.egress", day, 500, "2023-01-15", 0)),
			people("o", at, "c", 1), work("w", "optical", 1)))
		expect(t, r, "c", model.RacksOccupied, from(100, want))
	}
}

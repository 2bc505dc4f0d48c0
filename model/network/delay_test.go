package network_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	. "hubcap/model/network"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12*math.Max(1, math.Abs(b)) }

// TestDelayByHand works out a to c of abc: 1000 km of route over b (1100 direct).
//
//	fibre     1.10*1000 = 1100 km, light .0049*1100                       = 5.39 ms
//	regeneration  .10*floor(1100/800) = .10*1                             = 0.10
//	equipment     2*.10 + 2*.25                                           = 0.70
//	optical                                                               = 6.19
//	detour        .15*5.39                                                = 0.8085
//	routing       .03*(3 + floor(1000/500)) = .03*5                       = 0.15
//	direct        6.19 + .8085 + .15                                      = 7.1485
//	excess        .45*6.19                                                = 2.7855
//	public        1.45*6.19                                               = 8.9755
//	old path      1 degree from a to its home b, 2 on to c: 3*6371*pi/180 = 333.5847804 km
//	hub           1.32*.0049*333.5847804 = 2.157626360, and .9            = 3.057626360
func TestDelayByHand(t *testing.T) {
	g := mustGraph(t, places3(), links3(), legacy3())
	for _, c := range []struct {
		s     Service
		parts Parts
		total float64
	}{
		{Optical, Parts{Fibre: 5.39, Regeneration: .1, Equipment: .7}, 6.19},
		{Direct, Parts{Fibre: 5.39, Regeneration: .1, Equipment: .7, Routing: .15, Detour: .8085}, 7.1485},
		{Public, Parts{Fibre: 5.39, Regeneration: .1, Equipment: .7, PublicExcess: 2.7855}, 8.9755},
		{Hub, Parts{Fibre: 2.157626360, Routing: .9}, 3.057626360},
	} {
		for _, ends := range [][2]int{{0, 2}, {2, 0}} {
			p, path, ok := Delay(g, Published(), c.s, ends[0], ends[1])
			got, want := list(p), list(c.parts)
			for i := range got {
				if !(math.Abs(got[i]-want[i]) < 1e-8) {
					t.Errorf("%v: parts %+v, want %+v", c.s, p, c.parts)
					break
				}
			}
			if !ok || !(math.Abs(p.Total()-c.total) < 1e-8) {
				t.Errorf("%v: %v, %v; want %v", c.s, p.Total(), ok, c.total)
			}
			if want := []int{ends[0], 1, ends[1]}; !slices.Equal(path.Places, want) {
				t.Errorf("%v: path %v, want %v", c.s, path.Places, want)
			}
		}
	}
}

func places3() []Place { p, _, _ := abc(); return p }
func links3() []Link   { _, l, _ := abc(); return l }
func legacy3() []Link  { _, _, l := abc(); return l }

func list(p Parts) []float64 {
	return []float64{p.Fibre, p.Regeneration, p.Equipment, p.Routing, p.Detour, p.PublicExcess}
}

// TestInsideByHand: .5 ms; the same; 1.45*.5 = .725; .9. A place without links has it too.
func TestInsideByHand(t *testing.T) {
	g := mustGraph(t, []Place{{ID: "alone"}}, nil, nil)
	for s, want := range map[Service]float64{Optical: .5, Direct: .5, Public: .725, Hub: .9} {
		p, path, ok := Delay(g, Published(), s, 0, 0)
		if !ok || !near(p.Total(), want) || path.RouteKm != 0 || !slices.Equal(path.Places, []int{0}) {
			t.Errorf("%v: %+v, %v, %v; want %v", s, p, path, ok, want)
		}
		c := Published()
		c.InsideMs = .7 // the top of its range: still no place is nearer than one's own
		if in, out := c.Inside(s).Total(), c.OneWay(s, 1e-3, 1e-3).Total(); in > out {
			t.Errorf("%v: %v inside, %v next door", s, in, out)
		}
	}
}

func TestNoPath(t *testing.T) {
	g := mustGraph(t, []Place{{ID: "a"}, {ID: "b"}}, nil, nil)
	for _, s := range Services() {
		if p, path, ok := Delay(g, Published(), s, 0, 1); ok || p != (Parts{}) || path.Places != nil {
			t.Errorf("%v: %v, %v, %v", s, p, path, ok)
		}
	}
	dst := make([]float64, 2)
	g.Distances(0, dst)
	if d := Published().OneWay(Optical, dst[1], 0).Total(); !math.IsNaN(d) {
		t.Errorf("delay %v where there is no path", d)
	}
}

// TestSteps puts lengths on and just beside the places of regenerators and routers. A
// factor of 1 makes fibre and route the same number.
func TestSteps(t *testing.T) {
	c := Published()
	c.FibrePerRoute = 1
	for _, x := range []struct{ km, regeneration, routing float64 }{
		{0, 0, .09},
		{math.Nextafter(500, 0), 0, .09},
		{500, 0, .12},
		{math.Nextafter(800, 0), 0, .12},
		{800, .1, .12},
		{math.Nextafter(1600, 0), .1, .18},
		{1600, .2, .18},
	} {
		p := c.OneWay(Direct, x.km, 0)
		if !near(p.Regeneration, x.regeneration) || !near(p.Routing, x.routing) {
			t.Errorf("%v km: %+v, want %v, %v", x.km, p, x.regeneration, x.routing)
		}
	}
	c.FibrePerRoute = 1.25 // exact in binary: 640 km of route are 800 of fibre
	if p := c.OneWay(Optical, 640, 0); p.Regeneration != .1 {
		t.Errorf("at 800 km of fibre: %+v", p)
	}
	c.RegeneratorKm, c.HopKm = 0, 0
	if p := c.OneWay(Direct, 1e4, 0); p.Regeneration != 0 || !near(p.Routing, .09) {
		t.Errorf("no stretches: %+v", p)
	}
}

// TestPartsSum checks the equations of the model, written in one piece, against the
// sum of the parts, and the sum against its stated order.
func TestPartsSum(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 2000 {
		c := Published()
		c.FibrePerRoute = 1 + .2*r.Float64()
		c.PublicFactor = 1.29 + .39*r.Float64()
		c.EndMs = .5 * r.Float64()
		route, legacy := 5000*r.Float64(), 5000*r.Float64()
		fibre := c.FibrePerRoute * route
		optical := .0049*fibre + 2*.10 + .10*math.Floor(fibre/800) + 2*c.EndMs
		for s, want := range map[Service]float64{
			Optical: optical,
			Direct:  optical + .15*.0049*fibre + .03*(3+math.Floor(route/500)),
			Public:  c.PublicFactor * optical,
			Hub:     1.32*.0049*legacy + .9,
		} {
			p := c.OneWay(s, route, legacy)
			if !near(p.Total(), want) {
				t.Fatalf("%v, %v km: %v, want %v", s, route, p.Total(), want)
			}
			sum := 0.0
			for _, x := range list(p) {
				if x < 0 {
					t.Fatalf("%v: negative part: %+v", s, p)
				}
				sum += x
			}
			if sum != p.Total() {
				t.Fatalf("%v: parts sum to %v, total %v", s, sum, p.Total())
			}
		}
	}
}

func TestPlausible(t *testing.T) {
	r, c := rand.New(rand.NewPCG(13, 14)), Published()
	seen := 0
	for range 20 {
		places, links := random(r, 25, false)
		var legacy []Link
		for i, l := range links {
			if i%2 == 0 {
				legacy = append(legacy, Link{A: l.A, B: l.B})
			}
		}
		for i := range places {
			if len(legacy) > 0 {
				places[i].Home = legacy[i%len(legacy)].A
			}
		}
		g := mustGraph(t, places, links, legacy)
		for a := range places {
			for b := range places {
				for _, s := range Services() {
					p, path, ok := Delay(g, c, s, a, b)
					if !ok {
						continue
					}
					seen++
					if !c.Plausible(places[a], places[b], p.Total()) {
						t.Fatalf("%v %d-%d: %v ms over %v, floor %v", s, a, b, p.Total(), path, c.Floor(places[a], places[b]))
					}
				}
			}
		}
	}
	if seen < 1000 {
		t.Errorf("too easy: %d pairs", seen)
	}
	a, b := Place{}, Place{Lon: 10}
	floor := .0049 * 6371 * math.Pi / 18 // 1111.95 km, 5.45 ms
	if got := c.Floor(a, b); !(math.Abs(got-floor) < 1e-8) {
		t.Errorf("in theory %v ms, want %v", got, floor)
	}
	for ms, want := range map[float64]bool{
		floor - 1e-6: false, floor + 1e-6: true, 0: false, -1: false,
		math.Inf(1): false, math.NaN(): false,
	} {
		if c.Plausible(a, b, ms) != want {
			t.Errorf("%v ms: want %v", ms, want)
		}
	}
	// A slip of units, a route in hundreds of km, is what the rule is for.
	if c.Plausible(a, b, c.OneWay(Optical, 12, 0).Total()) {
		t.Error("a route of 12 km over 1112 km of ground is believed")
	}
}

func TestServiceNames(t *testing.T) {
	for _, s := range Services() {
		got, err := ParseService(s.String())
		if err != nil || got != s || s.EN() == "" || s.ZH() == "" {
			t.Errorf("%v: %v, %v", s, got, err)
		}
	}
	if len(Services()) != 4 || Optical.String() != "optical" || Direct.String() != "direct" ||
		Public.String() != "public" || Hub.String() != "hub" || Service(9).String() != "service(9)" {
		t.Error("ids")
	}
	if _, err := ParseService("Optical"); err == nil ||
		err.Error() != `unknown service "Optical": want one of optical, direct, public, hub` {
		t.Errorf("error is %v", err)
	}
}

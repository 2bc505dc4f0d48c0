package network_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	. "hubcap/model/network"
)

// abc is three places on the equator, with b between a and c in every sense:
//
//	a (0 E) --100-- b (1 E) --900-- c (3 E)    routes, km
//	     \________1100_________/
//
// The old backbone is the link b - c; the home of a is b.
func abc() ([]Place, []Link, []Link) {
	return []Place{
			{ID: "a", EN: "Alpha", ZH: "甲", Lon: 0, Home: "b"},
			{ID: "b", EN: "Beta", ZH: "乙", Lon: 1, Home: "b"},
			{ID: "c", EN: "Gamma", ZH: "丙", Lon: 3, Home: "c"},
		}, []Link{
			{A: "a", B: "b", Route: 100},
			{A: "c", B: "b", Route: 900},
			{A: "a", B: "c", Route: 1100},
		}, []Link{
			{A: "b", B: "c"},
		}
}

func mustGraph(t testing.TB, places []Place, links, legacy []Link) *Graph {
	t.Helper()
	g, err := NewGraph(places, links, legacy)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestIndex(t *testing.T) {
	places, links, legacy := abc()
	g := mustGraph(t, places, links, legacy)
	if i, ok := g.Index("c"); !ok || i != 2 || g.Place(i).EN != "Gamma" || g.Len() != 3 {
		t.Errorf("Index(c) = %d, %v", i, ok)
	}
	if _, ok := g.Index("Gamma"); ok {
		t.Error("Index finds a name")
	}
	places[0].EN = "changed"
	if g.Place(0).EN != "Alpha" {
		t.Error("the graph shares the caller's slice")
	}
}

func TestNewGraphErrors(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		name   string
		spoil  func(p []Place, l, old *[]Link)
		wanted string // what the message must contain
	}{
		{"unknown place", func(p []Place, l, old *[]Link) { (*l)[1].A = "x" }, `link 2 (x - b): unknown place "x"`},
		{"unknown second place", func(p []Place, l, old *[]Link) { (*l)[1].B = "y" }, `link 2 (c - y): unknown place "y"`},
		{"unknown legacy place", func(p []Place, l, old *[]Link) {
			*old = append(*old, Link{A: "b", B: "z"})
		}, `legacy link 2 (b - z): unknown place "z"`},
		{"self loop", func(p []Place, l, old *[]Link) { (*l)[0].B = "a" }, "link 1 (a - a): self loop"},
		{"duplicate link", func(p []Place, l, old *[]Link) { *l = append(*l, (*l)[0]) }, "link 4 (a - b): duplicate of row 1"},
		{"duplicate link reversed", func(p []Place, l, old *[]Link) {
			*l = append(*l, Link{A: "b", B: "c", Route: 5})
		}, "link 4 (b - c): duplicate of row 2"},
		{"duplicate legacy link", func(p []Place, l, old *[]Link) {
			*old = append(*old, Link{A: "c", B: "b"})
		}, "legacy link 2 (c - b): duplicate of row 1"},
		{"duplicate id", func(p []Place, l, old *[]Link) { (*l)[0].ID, (*l)[2].ID = "x", "x" }, `link 3 (a - c): duplicate id "x", first in row 1: rename one`},
		{"id that another has by its ends", func(p []Place, l, old *[]Link) { (*l)[2].ID = "c--b" }, `link 3 (a - c): duplicate id "c--b", first in row 2`},
		{"duplicate legacy id", func(p []Place, l, old *[]Link) {
			*old = append(*old, Link{ID: "b--c", A: "a", B: "b"})
		}, `legacy link 2 (a - b): duplicate id "b--c", first in row 1`},
		{"zero route", func(p []Place, l, old *[]Link) { (*l)[2].Route = 0 }, "link 3 (a - c): route length 0 km"},
		{"negative route", func(p []Place, l, old *[]Link) { (*l)[2].Route = -1 }, "route length -1 km"},
		{"infinite route", func(p []Place, l, old *[]Link) { (*l)[2].Route = inf }, "route length +Inf km"},
		{"route not a number", func(p []Place, l, old *[]Link) { (*l)[2].Route = nan }, "route length NaN km"},
		{"route in metres", func(p []Place, l, old *[]Link) { (*l)[2].Route = 1.1e6 }, "at most 40000"},
		{"legacy not a number", func(p []Place, l, old *[]Link) { (*old)[0].GreatCircle = nan }, "legacy link 1 (b - c): great circle NaN km"},
		{"legacy negative", func(p []Place, l, old *[]Link) { (*old)[0].GreatCircle = -3 }, "great circle -3 km"},
		{"home not on the backbone", func(p []Place, l, old *[]Link) { p[2].Home = "a" }, `place 3 "c": home "a" is no end of a legacy link`},
		{"home unknown", func(p []Place, l, old *[]Link) { p[2].Home = "q" }, `place 3 "c": home "q" is no end of a legacy link`},
		{"duplicate id", func(p []Place, l, old *[]Link) { p[2].ID = "a" }, `place 3 "a": duplicate id, first in row 1`},
		{"duplicate name", func(p []Place, l, old *[]Link) { p[2].EN = "ALPHA" }, `place 3 "c": duplicate name "ALPHA", first in row 1`},
		{"empty id", func(p []Place, l, old *[]Link) { p[2].ID = "" }, `place 3 "": empty id`},
		{"latitude", func(p []Place, l, old *[]Link) { p[1].Lat = nan }, `place 2 "b": latitude NaN`},
		{"longitude", func(p []Place, l, old *[]Link) { p[1].Lon = 181 }, `longitude 181`},
	} {
		places, links, legacy := abc()
		c.spoil(places, &links, &legacy)
		g, err := NewGraph(places, links, legacy)
		if err == nil || g != nil {
			t.Errorf("%s: accepted", c.name)
			continue
		}
		if !strings.Contains(err.Error(), c.wanted) {
			t.Errorf("%s: error is\n%v\nwant in it: %s", c.name, err, c.wanted)
		}
	}
}

func TestLinks(t *testing.T) {
	places, links, legacy := abc()
	links[1].ID = "east"
	legacy[0].ID = "east" // a table of its own
	g := mustGraph(t, places, links, legacy)
	for i, id := range []string{"a--b", "east", "a--c"} {
		if got, ok := g.LinkIndex(id); !ok || got != i || g.Link(i).ID != id {
			t.Errorf("%s: index %d, %v, link %+v", id, got, ok, g.Link(i))
		}
	}
	for _, id := range []string{"", "c--b", "b--c", "b--a"} { // no other spelling
		if i, ok := g.LinkIndex(id); ok {
			t.Errorf("%q is link %d", id, i)
		}
	}
	if l := g.Link(1); g.Links() != 3 || l.A != "c" || l.B != "b" || l.Route != 900 {
		t.Errorf("%d links, the second %+v", g.Links(), l)
	}
	if links[0].ID != "" {
		t.Error("the caller's link got a name")
	}
	links[1].A = "changed"
	if g.Link(1).A != "c" {
		t.Error("the graph shares the caller's slice")
	}
}

func TestNewGraphReportsAll(t *testing.T) {
	places, links, legacy := abc()
	places[1].Lat = 91
	links[0].B = "x"
	links[2].Route = 0
	_, err := NewGraph(places, links, legacy)
	if err == nil {
		t.Fatal("accepted")
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 3 || !strings.HasPrefix(lines[0], "place 2 ") ||
		!strings.HasPrefix(lines[1], "link 1 ") || !strings.HasPrefix(lines[2], "link 3 ") {
		t.Errorf("want three lines in the order of the rows, got\n%v", err)
	}
}

func TestEmptyGraph(t *testing.T) {
	g := mustGraph(t, nil, nil, nil)
	if g.Len() != 0 {
		t.Error("not empty")
	}
}

func TestGreatCircle(t *testing.T) {
	const degree = 6371.0 * math.Pi / 180 // 111.195 km
	pole := Place{Lat: 90, Lon: 77}
	for _, c := range []struct {
		a, b Place
		want float64
	}{
		{Place{}, Place{Lon: 1}, degree},
		{Place{Lat: 10, Lon: 20}, Place{Lat: 13, Lon: 20}, 3 * degree},
		{Place{Lon: 179.5}, Place{Lon: -179.5}, degree}, // over the date line
		{Place{}, pole, 90 * degree},
		{Place{}, Place{Lon: 180}, 180 * degree},
		{Place{Lat: 60}, Place{Lat: 60, Lon: 180}, 60 * degree}, // over the pole
		{pole, pole, 0},
	} {
		got := GreatCircle(c.a, c.b)
		if !(math.Abs(got-c.want) <= 1e-6) || got != GreatCircle(c.b, c.a) {
			t.Errorf("GreatCircle(%v, %v) = %v, want %v", c.a, c.b, got, c.want)
		}
	}
	// Elsewhere against the angle between two vectors, atan2(|a x b|, a.b).
	r := rand.New(rand.NewPCG(15, 16))
	for range 1000 {
		a := Place{Lat: 180*r.Float64() - 90, Lon: 360*r.Float64() - 180}
		b := Place{Lat: 180*r.Float64() - 90, Lon: 360*r.Float64() - 180}
		u, v := vector(a), vector(b)
		cross := math.Hypot(math.Hypot(u[1]*v[2]-u[2]*v[1], u[2]*v[0]-u[0]*v[2]), u[0]*v[1]-u[1]*v[0])
		want := 6371 * math.Atan2(cross, u[0]*v[0]+u[1]*v[1]+u[2]*v[2])
		if got := GreatCircle(a, b); !(math.Abs(got-want) <= 1e-4) || got != GreatCircle(b, a) {
			t.Errorf("GreatCircle(%v, %v) = %v, want %v", a, b, got, want)
		}
	}
}

// vector is the place on a sphere of radius 1.
func vector(p Place) [3]float64 {
	lat, lon := p.Lat*math.Pi/180, p.Lon*math.Pi/180
	return [3]float64{math.Cos(lat) * math.Cos(lon), math.Cos(lat) * math.Sin(lon), math.Sin(lat)}
}

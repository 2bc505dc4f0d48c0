package scenarios

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/model/network"
)

// Entries of a scenario that change nothing else, each from line 20 of minimal on.
const (
	newPlace = "[[place]]\nid = \"renhuai\"\nlat = 27.79\nlon = 106.4\n"
	newLink  = "[[link]]\nid = \"renhuai--guiyang\"\nfrom = \"renhuai\"\nto = \"guiyang\"\nroute_km = 190\n"
	eastTier = "[[tier]]\nid = \"east\"\nfrom = \"guian\"\nto = [\"shanghai\"]\n"
)

// loaded loads minimal with more behind it.
func loaded(t *testing.T, more string, settings ...string) *Effective {
	t.Helper()
	e, err := Load(file(t, "m.toml", minimal+more), settings)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func placeOf(t *testing.T, e *Effective, id string) network.Place {
	t.Helper()
	at := slices.IndexFunc(e.Data.Places, func(p network.Place) bool { return p.ID == id })
	if at < 0 {
		t.Fatalf("there is no place %s", id)
	}
	return e.Data.Places[at]
}

func linkOf(t *testing.T, e *Effective, id string) network.Link {
	t.Helper()
	at := slices.IndexFunc(e.Data.Links, func(l network.Link) bool { return l.ID == id })
	if at < 0 {
		t.Fatalf("there is no link %s", id)
	}
	return e.Data.Links[at]
}

// Without entries of its own a scenario has the network of the seed data.
func TestSeedNetwork(t *testing.T) {
	seeds, err := SeedData()
	if err != nil {
		t.Fatal(err)
	}
	e := loaded(t, "")
	if !reflect.DeepEqual(e.Data.Places, seeds.Places) || !reflect.DeepEqual(e.Data.Links, seeds.Links) || !reflect.DeepEqual(e.Data.Legacy, seeds.Legacy) {
		t.Error("another network than that of the seed data")
	}
}

// What is not given stays; what is new comes last, in the order of the scenario; what is
// removed takes along what hangs on it.
func TestLaidOver(t *testing.T) {
	seeds, _ := SeedData()
	e := loaded(t, "[[place]]\nid = \"zunyi\"\nname.en = \"Zunyi City\"\nhub = \"h\"\n"+
		"[[link]]\nid = \"guiyang--zunyi\"\nroute_km = 200.5\n"+
		"[[link]]\nid = \"guiyang--kaili\"\nstatus = \"removed\"\n"+
		"[[link]]\nid = \"another\"\nfrom = \"kaili\"\nto = \"guiyang\"\nroute_km = 300\n"+newPlace+newLink)
	was, is := placeOf(t, &Effective{Scenario: withData(seeds.Places)}, "zunyi"), placeOf(t, e, "zunyi")
	if was.EN, was.Hub = "Zunyi City", "h"; was != is {
		t.Errorf("got %+v, want %+v", is, was)
	}
	e2 := loaded(t, "[[place]]\nid = \"zunyi\"\nname.en = \"Zunyi City\"\n")
	if is := placeOf(t, e2, "zunyi"); is.Hub != "guizhou" || is.Home != "guiyang" || is.Role != "prefecture" || is.ZH != "遵义" {
		t.Errorf("not kept: %+v", is)
	}
	if l := linkOf(t, e, "guiyang--zunyi"); l.Route != 200.5 || l.A != "guiyang" || l.GreatCircle == 0 {
		t.Errorf("%+v", l)
	}
	renhuai := network.Place{ID: "renhuai", EN: "renhuai", ZH: "renhuai", Role: "city", Lat: 27.79, Lon: 106.4}
	if last := e.Data.Places[len(e.Data.Places)-1]; last != renhuai {
		t.Errorf("%+v", last)
	}
	n := len(e.Data.Links)
	guiyang := placeOf(t, e, "guiyang")
	want := []network.Link{
		{ID: "another", A: "kaili", B: "guiyang", Route: 300, GreatCircle: network.GreatCircle(placeOf(t, e, "kaili"), guiyang)},
		{ID: "renhuai--guiyang", A: "renhuai", B: "guiyang", Route: 190, GreatCircle: network.GreatCircle(renhuai, guiyang)},
	}
	if n != len(seeds.Links)+1 || !reflect.DeepEqual(e.Data.Links[n-2:], want) {
		t.Errorf("%d links, the last %+v", n, e.Data.Links[n-2:])
	}
	for i, p := range seeds.Places {
		if p.ID != "zunyi" && e.Data.Places[i] != p {
			t.Errorf("%s is not where it was", p.ID)
		}
	}
}

// A removed place takes its links with it, and those that it was home to have none; so does
// a node whose last link of the old backbone goes.
func TestRemovedPlace(t *testing.T) {
	seeds, _ := SeedData()
	e := loaded(t, "[[place]]\nid = \"chengdu\"\nstatus = \"removed\"\n")
	had, homes := 0, 0
	for _, l := range slices.Concat(seeds.Links, seeds.Legacy) {
		if l.A == "chengdu" || l.B == "chengdu" {
			had++
		}
	}
	for _, l := range slices.Concat(e.Data.Links, e.Data.Legacy) {
		if l.A == "chengdu" || l.B == "chengdu" {
			t.Errorf("%+v is still there", l)
		}
	}
	nodes := map[string]bool{}
	for _, l := range e.Data.Legacy {
		nodes[l.A], nodes[l.B] = true, true
	}
	for _, p := range seeds.Places {
		if p.ID == "chengdu" {
			continue
		}
		got := placeOf(t, e, p.ID).Home
		switch {
		case nodes[p.Home] && got != p.Home:
			t.Errorf("%s has lost its home %s", p.ID, p.Home)
		case !nodes[p.Home] && got != "":
			t.Errorf("%s has the home %s, which is none", p.ID, got)
		case p.Home == "chengdu":
			homes++
		}
	}
	left := len(seeds.Links) + len(seeds.Legacy) - len(e.Data.Links) - len(e.Data.Legacy)
	if len(e.Data.Places) != len(seeds.Places)-1 || left != had || had < 5 || homes == 0 {
		t.Errorf("%d links gone of %d, %d homes", left, had, homes)
	}
}

// A moved place is measured again, on both nets; all other links stay bit for bit.
func TestMovedPlace(t *testing.T) {
	seeds, _ := SeedData()
	e := loaded(t, "[[place]]\nid = \"wuhan\"\nlat = 30.6\n")
	at := placeOf(t, e, "wuhan")
	if old := placeOf(t, &Effective{Scenario: withData(seeds.Places)}, "wuhan"); at.Lat != 30.6 || at.Lon != old.Lon || at.EN != old.EN {
		t.Errorf("%+v", at)
	}
	moved := 0
	check := func(got, was network.Link) {
		if was.A != "wuhan" && was.B != "wuhan" {
			if got != was {
				t.Errorf("%+v, was %+v", got, was)
			}
			return
		}
		moved++
		if want := network.GreatCircle(placeOf(t, e, was.A), placeOf(t, e, was.B)); got.GreatCircle != want || got.Route != was.Route {
			t.Errorf("%+v, want a great circle of %v", got, want)
		}
	}
	for i, l := range seeds.Links {
		check(e.Data.Links[i], l)
	}
	for i, l := range seeds.Legacy {
		check(e.Data.Legacy[i], l)
	}
	if moved < 5 {
		t.Errorf("only %d links of it", moved)
	}
}

// Each mistake by itself, at its place; and next to it the same without the mistake.
func TestNetworkMistakes(t *testing.T) {
	for _, c := range []struct{ right, from, to, want string }{
		{newPlace, "lon = 106.4\n", "", "20:3: place.renhuai: gives lat and no lon; a new place needs both"},
		{newPlace, "lat = 27.79\n", "", "20:3: place.renhuai: gives lon and no lat"},
		{"[[place]]\nid = \"zunyi\"\nlat = 27.7\n", "zunyi", "zunyii", "20:3: place.zunyii: gives lat and no lon"},
		{"[[place]]\nid = \"zunyi\"\nname.en = \"Z\"\n", "zunyi", "zunyii", "20:3: place.zunyii: there is no such place in the seed data to change; did you mean zunyi; to add one, give lat and lon"},
		{newPlace, "106.4", "nan", "23:7: place.renhuai.lon: is not finite"},
		{newPlace, "106.4", "180.01", "23:7: place.renhuai.lon: 180.01 is out of range"},
		{newPlace, "27.79", "-90.5", "22:7: place.renhuai.lat: -90.5 is out of range"},
		{newPlace, "lat =", "lats = 5\nlat =", "22:1: place.renhuai.lats: unknown key; did you mean lat?"},
		{newPlace + "home = \"guiyang\"\n", "\"guiyang\"", "\"guiyan\"", `24:8: place.renhuai.home: there is no place "guiyan"; did you mean guian?`},
		{newPlace + "home = \"guiyang\"\n", "\"guiyang\"", "\"anshun\"", `24:8: place.renhuai.home: "anshun" is no node of the backbone before 2017`},
		{newPlace + "home = \"guiyang\"\n", "\"guiyang\"", "7", "24:8: place.renhuai.home: is a whole number, and a text in quotes is wanted"},
		{newPlace + "hub = \"guizhou\"\n", "guizhou", "guizou", `24:7: place.renhuai.hub: "guizou" is no hub, neither of the scenario nor of any other place; did you mean guizhou?`},
		{newPlace + "name = { en = \"Renhuai\", zh = \"仁怀\" }\n", "仁怀", "贵阳", `24:31: place.renhuai.name.zh: "贵阳" is the name of place "guiyang" already`},
		{newPlace + "name = { en = \"Renhuai\", zh = \"仁怀\" }\n", "Renhuai", "GUIYANG", `24:15: place.renhuai.name.en: "GUIYANG" is the name of place "guiyang" already`},
		{"[[place]]\nid = \"anshun\"\nname.zh = \"安顺市\"\n", "安顺市", "遵义", `22:11: place.anshun.name.zh: "遵义" is the name of place "zunyi" already`},
		{"[[place]]\nid = \"other\"\nlat = 3\nlon = 4\nname.en = \"Far\"\n" + newPlace, "Far", "Renhuai", `25:3: place.renhuai: has no name, and its id is the name of place "other" already`},
		{newPlace + "[[place]]\nid = \"other\"\nlat = 3\nlon = 4\nname.en = \"Far\"\n", "Far", "Renhuai", `28:11: place.other.name.en: "Renhuai" is the name of place "renhuai" already`},
		{"[[place]]\nid = \"zunyi\"\nstatus = \"removed\"\n", "zunyi", "zunyii", `22:10: place.zunyii.status: there is no place "zunyii" in the seed data to remove; did you mean zunyi?`},
		{"[[place]]\nid = \"zunyi\"\nstatus = \"removed\"\n", "status", "name = { en = \"Z\" }\nlat = 3\nstatus", "22:1: place.zunyi.name: the place says removed, so name, lat has no effect"},
		{newPlace, "27.79", "27.79\nstatus = \"gone\"", `23:10: place.renhuai.status: "gone" is unknown`},

		{newPlace + newLink, "route_km = 190\n", "", "24:3: link.renhuai--guiyang: lacks route_km; a new link needs from, to and route_km"},
		{newPlace + newLink + strings.Replace(eastTier, "shanghai", "renhuai", 1), "route_km = 190\n", "", "24:3: link.renhuai--guiyang: lacks route_km"},
		{newPlace + newLink, "from = \"renhuai\"\n", "", "24:3: link.renhuai--guiyang: lacks from; a new"},
		{newPlace + newLink, "from = \"renhuai\"", "from = \"renhuia\"", `26:8: link.renhuai--guiyang.from: there is no place "renhuia"; did you mean renhuai?`},
		{newPlace + newLink, "to = \"guiyang\"", "to = \"renhuai\"", `27:6: link.renhuai--guiyang.to: "renhuai" is where it begins; a link joins two places`},
		{newPlace + newLink, "190", "100", "28:12: link.renhuai--guiyang.route_km: 100 km is shorter than the great circle between renhuai and guiyang, 1"},
		{newPlace + newLink, "190", "1e-9", "28:12: link.renhuai--guiyang.route_km: 1e-09 is out of range"},
		{newPlace + newLink, "190", "inf", "28:12: link.renhuai--guiyang.route_km: is not finite"},
		{newPlace + newLink, "from = \"renhuai\"", "from = \"zunyi\"", `24:3: link.renhuai--guiyang: zunyi and guiyang are joined already, by link "guiyang--zunyi"; change that one`},
		{newPlace + newLink, "route_km = 190\n", "route_km = 190\n[[link]]\nid = \"twin\"\nfrom = \"guiyang\"\nto = \"renhuai\"\nroute_km = 140\n", `29:3: link.twin: guiyang and renhuai are joined already, by link "renhuai--guiyang"`},
		{"[[link]]\nid = \"guiyang--zunyi\"\nroute_km = 170\n", "guiyang--zunyi", "zunyi--guiyang", "20:3: link.zunyi--guiyang: lacks from and to"},
		{"[[link]]\nid = \"guiyang--zunyi\"\nbackground_gbps = 0\n", "guiyang--zunyi", "zunyi--guiyang", "20:3: link.zunyi--guiyang: there is no such link in the seed data to change; did you mean guiyang--zunyi; to add one"},
		{"[[link]]\nid = \"guiyang--zunyi\"\nroute_km = 170\n", "170", "100", "22:12: link.guiyang--zunyi.route_km: 100 km is shorter than the great circle"},
		{"[[link]]\nid = \"guiyang--zunyi\"\nfrom = \"zunyi\"\n", "\"zunyi\"", "\"anshun\"", "22:8: link.guiyang--zunyi.from: this link of the seed data joins guiyang and zunyi; to lay another, remove it"},
		{"[[link]]\nid = \"guiyang--zunyi\"\nfrom = \"guiyang\"\nto = \"zunyi\"\n", "\"guiyang\"", "\"zunyi\"", "22:8: link.guiyang--zunyi.from: this link of the seed data joins"},
		{"[[link]]\nid = \"guiyang--zunyi\"\nto = \"guiyang\"\n", "\"guiyang\"\n", "\"guiyan\"\n", "22:6: link.guiyang--zunyi.to: this link of the seed data joins"},
		{"[[link]]\nid = \"guiyang--zunyi\"\nstatus = \"removed\"\n", "zunyi", "zunyii", `22:10: link.guiyang--zunyii.status: there is no link "guiyang--zunyii" in the seed data to remove; did you mean guiyang--zunyi?`},
		{"[[link]]\nid = \"guiyang--zunyi\"\nstatus = \"removed\"\n", "status", "route_km = 170\nstatus", "22:1: link.guiyang--zunyi.route_km: the link says removed, so route_km has no effect"},
		{"[[link]]\nid = \"guiyang--zunyi\"\nstatus = \"removed\"\n", "status = \"removed\"", "status = \"removed\"\n[[link.capacity]]\nid = \"a\"\ndate = 2023-01-31\ngbps = 5", "23:3: link.guiyang--zunyi.capacity: the link says removed, so capacity has no effect"},
		{"[[place]]\nid = \"zunyi\"\nlat = 27.7\n", "27.7", "29.7", "22:7: place.zunyi.lat: moved here, its links are too short; give each a route_km in [[link]], or remove it: "},
		{"[[place]]\nid = \"zunyi\"\nlat = 27.7\n", "27.7", "nan", "22:7: place.zunyi.lat: is not finite"},
		{"[[place]]\nid = \"zunyi\"\nlon = 106.9\n", "106.9", "116.9", "22:7: place.zunyi.lon: moved here, its links are too short"},

		{"[[place]]\nid = \"zunyi\"\nstatus = \"removed\"\n", "zunyi", "guian", `11:9: cluster.c.place: there is no place "guian": the scenario removes it, place.guian.status`},
		{"[[place]]\nid = \"zunyi\"\nstatus = \"removed\"\n" + eastTier, "zunyi", "shanghai", `26:7: tier.east.to[0]: there is no place "shanghai": the scenario removes it`},
		{"[[place]]\nid = \"zunyi\"\nstatus = \"removed\"\n" + newPlace + newLink + eastTier, "zunyi", "guiyang", `30:6: link.renhuai--guiyang.to: there is no place "guiyang": the scenario removes it`},
		{"[[link]]\nid = \"guiyang--zunyi\"\nstatus = \"removed\"\n[[failure]]\nid = \"f\"\nlinks = [\"guiyang--kaili\"]\n" + eastTier, "kaili", "zunyi", `25:10: failure.f.links[0]: there is no link "guiyang--zunyi": the scenario removes it, link.guiyang--zunyi.status`},
		{"[[place]]\nid = \"zunyi\"\nstatus = \"removed\"\n[[failure]]\nid = \"f\"\nlinks = [\"guiyang--kaili\"]\n" + eastTier, "kaili", "zunyi", `25:10: failure.f.links[0]: there is no link "guiyang--zunyi": its end "zunyi" is gone: the scenario removes it`},
	} {
		one(t, c.right, c.from, c.to, c.want)
	}
}

// one loads minimal with something right behind it, and then with one mistake in it, of which
// that alone is reported.
func one(t *testing.T, right, from, to, want string) {
	t.Helper()
	loaded(t, right)
	wrong := strings.Replace(right, from, to, 1)
	if wrong == right {
		t.Fatalf("%s: nothing replaced", want)
	}
	path := file(t, "m.toml", minimal+wrong)
	if p := problemsOf(t, path); len(p) != 1 || !strings.HasPrefix(p.Error(), path+":"+want) {
		t.Errorf("\n got %s\nwant %s", strings.ReplaceAll(p.Error(), path+":", ""), want)
	}
}

// All mistakes of a file at once, each behind the column where it is to be reported.
func TestNetworkFile(t *testing.T) {
	problems, wanted := marked(t, "testdata/network.toml")
	if wanted < 30 || len(problems) != wanted {
		t.Errorf("%d mistakes are marked, %d reported:\n%v", wanted, len(problems), problems)
	}
}

// Places where coordinates are at their limits: the poles, and both sides of the date line.
func TestEdgesOfTheWorld(t *testing.T) {
	e := loaded(t, "[[place]]\nid = \"pole\"\nlat = 90\nlon = -180\n[[place]]\nid = \"west\"\nlat = 0\nlon = -179.9\n[[place]]\nid = \"east\"\nlat = 0\nlon = 179.9\n"+
		"[[link]]\nid = \"line\"\nfrom = \"west\"\nto = \"east\"\nroute_km = 22.3\n[[link]]\nid = \"up\"\nfrom = \"east\"\nto = \"pole\"\nroute_km = 10_008\n")
	if l := linkOf(t, e, "line"); math.Abs(l.GreatCircle-.2*6371*math.Pi/180) > 1e-3 { // 0.2 degrees
		t.Errorf("%+v", l)
	}
	if l := linkOf(t, e, "up"); math.Abs(l.GreatCircle-6371*math.Pi/2) > 1e-3 { // a quarter
		t.Errorf("%+v", l)
	}
}

// A route may be as short as the great circle, but for rounding, and no shorter.
func TestShortestRoute(t *testing.T) {
	km := linkOf(t, loaded(t, newPlace+newLink), "renhuai--guiyang").GreatCircle
	for _, c := range []struct {
		route float64
		wrong bool
	}{{km + .1, false}, {km, false}, {km - .0009, false}, {km - .0011, true}} {
		text := strings.Replace(newPlace+newLink, "190", strconv.FormatFloat(c.route, 'f', -1, 64), 1)
		if _, err := Load(file(t, "m.toml", minimal+text), nil); (err != nil) != c.wrong {
			t.Errorf("%v km over %v: %v", c.route, km, err)
		}
	}
}

// Thousands of entries are refused by number or taken, and never slow.
func TestManyEntries(t *testing.T) {
	var many, links strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&many, "[[place]]\nid=\"p%d\"\n", i)
	}
	if p := problemsOf(t, file(t, "m.toml", minimal+many.String())); len(p) != 1 || !strings.Contains(p[0].What, "100000 entries are more than 2000") {
		t.Errorf("%d problems, %.300s", len(p), p)
	}
	many.Reset()
	for i := range mostPlaces {
		fmt.Fprintf(&many, "[[place]]\nid=\"p%d\"\nlat=%v\nlon=%v\n", i, i/50, i%50)
	}
	for i := range mostLinks {
		fmt.Fprintf(&links, "[[link]]\nid=\"l%d\"\nfrom=\"p%d\"\nto=\"p%d\"\nroute_km=20000\n", i, i%mostPlaces, (i%mostPlaces+1+i/mostPlaces)%mostPlaces)
	}
	e := loaded(t, many.String()+links.String())
	if n := len(e.Data.Places); n != 2068 {
		t.Errorf("%d places", n)
	}
	wrong := strings.NewReplacer(`from="p`, `from="q`, `to="p`, `to="r`).Replace(links.String())
	if p := problemsOf(t, file(t, "m.toml", minimal+many.String()+wrong)); len(p) != 2*mostLinks {
		t.Errorf("%d problems", len(p))
	}
	if p := problemsOf(t, file(t, "m.toml", minimal+links.String()+strings.Replace(newLink, "renhuai--guiyang", "one-more", 1))); len(p) != 1 || !strings.Contains(p[0].What, "10001 entries are more than 10000") {
		t.Errorf("%d problems, %.300s", len(p), p)
	}
}

func withData(places []network.Place) model.Scenario {
	return model.Scenario{Data: model.Data{Places: places}}
}

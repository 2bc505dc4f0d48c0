package scenarios

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hubcap/model/network"
)

// whole is everything that a scenario can say of its network, and nothing wrong.
const whole = newPlace + "name = { en = \"Renhuai\", zh = \"仁怀\" }\nhome = \"guiyang\"\nhub = \"guizhou\"\n" +
	"[[place]]\nid = \"kaili\"\nstatus = \"removed\"\n[[place]]\nid = \"zunyi\"\nlon = 106.93\n" +
	newLink + "[[link]]\nid = \"guian--guiyang\"\nstatus = \"removed\"\n" + dated2 + "line_rate_gbps = 100\n" + circle + eastTier + meshTier +
	"[[failure]]\nid = \"f\"\nname = { zh = \"洪水\" }\nlinks = [\"guiyang--zunyi\", \"renhuai--guiyang\"]\n" +
	"[[target]]\nid = \"t\"\nquantity = \"delay_p99\"\nscope = \"guian->shanghai\"\nat_most = 20\nby = 2023-12-31\n" +
	"[[target]]\nid = \"u\"\nquantity = \"link_load\"\nscope = \"guiyang--zunyi\"\nat_most = 1\nby = 2023-12-31\n"

// again loads the effective scenario of a scenario, which has to be the same, bytes and network.
func again(t *testing.T, e *Effective) {
	t.Helper()
	f, err := Load(file(t, "again.toml", string(e.TOML)), nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, e.TOML)
	}
	if string(e.TOML) != string(f.TOML) || e.Hash != f.Hash || !reflect.DeepEqual(e.Scenario, f.Scenario) {
		t.Errorf("not the same when read back:\n%s\n%s", e.TOML, f.TOML)
	}
}

func TestEffectiveNetwork(t *testing.T) {
	e := loaded(t, whole)
	for _, part := range []string{"[[place]]\nid = \"kaili\"\nstatus = \"removed\"\n\n", "[[link]]\nid = \"guian--guiyang\"\nstatus = \"removed\"\n\n", "route_km = 190\n", "[[link.capacity]]\nid = \"b\"\ndate = 2023-06-30\n", "[[circuit]]", "[[failure]]"} {
		if !strings.Contains(string(e.TOML), part) {
			t.Errorf("%q is not in\n%s", part, e.TOML)
		}
	}
	again(t, e)
	again(t, loaded(t, whole, "link.guiyang--zunyi.status=removed", "target.u.quantity=delay_mean", "target.u.scope=ring", "failure.f.links=[\"renhuai--guiyang\"]"))
	again(t, loaded(t, "", "place.zunyi.lat=27.7", "link.guiyang--zunyi.route_km=170", "link.guiyang--kaili.status=removed"))
	for _, v := range e.Numbers {
		if strings.HasPrefix(v.Path, "link.") && !strings.HasPrefix(v.Path, "link.guiyang--zunyi.") && !strings.HasPrefix(v.Path, "link.renhuai--guiyang.") {
			t.Errorf("%s is a number that the scenario does not give", v.Path)
		}
	}
}

// A setting reaches the seeds' places and links without an entry in the scenario.
func TestNetworkSettings(t *testing.T) {
	e := loaded(t, "", "link.guiyang--zunyi.status=removed", "link.guiyang--kaili.route_km=180", "place.zunyi.lat=27.7", "place.zunyi.name.en=Z")
	if slices.ContainsFunc(e.Data.Links, func(l network.Link) bool { return l.ID == "guiyang--zunyi" }) {
		t.Error("the link is still there")
	}
	if l, p := linkOf(t, e, "guiyang--kaili"), placeOf(t, e, "zunyi"); l.Route != 180 || p.Lat != 27.7 || p.EN != "Z" {
		t.Errorf("%+v, %+v", l, p)
	}
	if want := []string{"place.zunyi.lat = 27.7", "link.guiyang--zunyi.status = \"removed\"", "link.guiyang--kaili.route_km = 180"}; !slices.Equal(e.Changes, want) {
		t.Errorf("changes %q, want %q", e.Changes, want)
	}
	// One that the scenario has itself, by id or by a star.
	e = loaded(t, newPlace+newLink, "link.*.route_km=170", "place.renhuai.lat=27.8")
	if l := linkOf(t, e, "renhuai--guiyang"); l.Route != 170 || placeOf(t, e, "renhuai").Lat != 27.8 {
		t.Errorf("%+v", l)
	}
	e = loaded(t, newPlace+newLink, "link.renhuai--guiyang.status=removed", "place.renhuai.status=removed")
	if n := len(e.Data.Places); n != 68 {
		t.Errorf("%d places", n)
	}
	// A failure may name what a setting cuts beforehand, and not what the file removes.
	storm := "[[failure]]\nid = \"f\"\nlinks = [\"guiyang--zunyi\", \"chongqing--zunyi\"]\n" + eastTier
	for _, settings := range [][]string{{"link.guiyang--zunyi.status=removed"}, {"place.zunyi.status=removed"}} {
		e = loaded(t, storm, settings...)
		again(t, e)
		if idle := strings.Contains(fmt.Sprint(e.Remarks), "failure.f has no effect"); idle != (settings[0] == "place.zunyi.status=removed") {
			t.Errorf("%s: %v", settings, e.Remarks)
		}
	}
	if p := problemsOf(t, file(t, "m.toml", minimal+storm+"[[link]]\nid = \"guiyang--zunyi\"\nstatus = \"removed\"\n")); len(p) != 1 {
		t.Error(p)
	}
	for setting, want := range map[string]string{
		"link.guiyang--zunyii.status=removed":      "link.guiyang--zunyii: there is no such entry; did you mean guiyang--zunyi?",
		"link.zunyi--guiyang.status=removed":       "link.zunyi--guiyang: there is no such entry; did you mean guiyang--zunyi?",
		"place.zunyii.lat=3":                       "place.zunyii: there is no such entry; did you mean zunyi?",
		"place.zunyi.latt=3":                       "place.zunyi.latt: unknown key; did you mean lat",
		"place.zunyi=3":                            "place.zunyi: is no single value; name one of id",
		"place.zunyi.lat=nan":                      "place.zunyi.lat: is not finite",
		"place.zunyi.lat=2":                        "place.zunyi.lat: moved here, its links are too short",
		"link.guiyang--zunyi.route_km=40":          "link.guiyang--zunyi.route_km: 40 km is shorter than the great circle",
		"link.guiyang--zunyi.status=gone":          "link.guiyang--zunyi.status: \"gone\" is unknown",
		"link.guiyang--zunyi.capacity.a.gbps=5":    "link.guiyang--zunyi.capacity.a: there is no such entry, nor any other",
		"link.*.route_km=40":                       "link.*: there is no such entry, nor any other",
		"place.guian.status=removed":               "cluster.c.place: there is no place \"guian\": the scenario removes it",
		"place.zunyi.id=x":                         "",
		"link.guiyang--zunyi.background_gbps=5":    "link.guiyang--zunyi.background_gbps: has no effect without [[origin]] entries",
		"circuit.zunyi.opens=2022-12-31":           "circuit.zunyi: there is no such entry, nor any other",
		"failure.guiyang--zunyi.links=[\"zunyi\"]": "failure.guiyang--zunyi: there is no such entry, nor any other",
	} {
		if want == "" {
			continue
		}
		if p := problemsOf(t, file(t, "m.toml", minimal), setting); len(p) != 1 || !strings.Contains(p.Error(), want) {
			t.Errorf("%s:\n got %s\nwant %s", setting, p, want)
		}
	}
	removed := "[[link]]\nid = \"guiyang--zunyi\"\nstatus = \"removed\"\n"
	if p := problemsOf(t, file(t, "m.toml", minimal+removed), "link.guiyang--zunyi.route_km=170"); len(p) != 1 || !strings.Contains(p.Error(), "route_km: the link says removed") {
		t.Error(p)
	}
	if p := problemsOf(t, file(t, "m.toml", minimal), "link.guiyang--zunyi.status=removed", "link.guiyang--zunyi.route_km=170"); len(p) != 1 || !strings.Contains(p.Error(), "route_km: the link says removed") {
		t.Error(p)
	}
}

// Entries of a scenario and of the one that it extends are merged by id; what the upper one
// removes of the lower counts as in the seed data again.
func TestNetworkExtends(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "base.toml"), []byte(minimal+newPlace+newLink+dated2+"[[place]]\nid = \"kaili\"\nstatus = \"removed\"\n[[link]]\nid = \"anshun--guiyang\"\nroute_km = 100\n"))
	over := func(text string) (*Effective, error) {
		path := filepath.Join(dir, "over.toml")
		put(t, path, []byte("extends = \"base.toml\"\nname = \"over\"\n"+text))
		return Load(path, nil)
	}
	get := func(text string) *Effective {
		t.Helper()
		e, err := over(text)
		if err != nil {
			t.Fatal(err)
		}
		again(t, e)
		return e
	}
	seeds, _ := SeedData()
	if e := get(""); len(e.Data.Places) != 68 || len(e.Links) != 3 || linkOf(t, e, "anshun--guiyang").Route != 100 {
		t.Errorf("%d places, %d links", len(e.Data.Places), len(e.Links))
	}
	// The seeds' values count again.
	e := get("[[place]]\nid = \"kaili\"\nremove = true\n[[link]]\nid = \"anshun--guiyang\"\nremove = true\n[[link]]\nid = \"guiyang--zunyi\"\nremove = true\n")
	if len(e.Links) != 1 || !slices.Equal(e.Data.Links[:len(seeds.Links)], seeds.Links) || placeOf(t, e, "kaili").EN == "" {
		t.Errorf("%+v", e.Links)
	}
	// A link that the base changes is removed, and one that it removes is laid again.
	e = get("[[link]]\nid = \"guiyang--zunyi\"\nstatus = \"removed\"\n[[place]]\nid = \"kaili\"\nstatus = \"in-use\"\nlat = 26.6\n")
	if slices.ContainsFunc(e.Data.Links, func(l network.Link) bool { return l.ID == "guiyang--zunyi" }) || placeOf(t, e, "kaili").Lat != 26.6 || strings.Contains(string(e.TOML), "[[link.capacity]]") {
		t.Errorf("%s", e.TOML)
	}
	// One entry on top of another.
	e = get("[[link]]\nid = \"guiyang--zunyi\"\nroute_km = 175\n[[link.capacity]]\nid = \"c\"\ndate = 2023-03-31\ngbps = 150\n[[link.capacity]]\nid = \"a\"\nremove = true\n")
	if l := e.Links[1]; *l.RouteKm != 175 || len(l.Capacity) != 2 || l.Capacity[0].Gbps != 150 || l.Capacity[1].Gbps != 200 {
		t.Errorf("%+v", l)
	}
	for text, want := range map[string]string{
		"[[link]]\nid = \"guiyang--kaili\"\nremove = true\n":                                                    `over.toml:5:1: link.guiyang--kaili: there is no such entry in "base.toml" to remove; did you mean guiyang--zunyi; to take a link of the seed data out of the network, write status = "removed"`,
		"[[link]]\nid = \"guiyang--zunyii\"\nremove = true\n":                                                   `to remove; did you mean guiyang--zunyi;`,
		"[[place]]\nid = \"kaili\"\nlat = 26.6\n":                                                               "over.toml:5:1: place.kaili.lat: the place says removed, so lat has no effect",
		"[[place]]\nid = \"renhuai\"\nstatus = \"removed\"\n":                                                   `over.toml:5:10: place.renhuai.status: there is no place "renhuai" in the seed data to remove`,
		"[[place]]\nid = \"xian\"\nremove = true\n":                                                             `"base.toml" to remove; to take a place of the seed data out of the network, write status = "removed"`,
		"[[place]]\nid = \"renhuai\"\nremove = true\n":                                                          `base.toml:26:8: link.renhuai--guiyang.from: there is no place "renhuai"`,
		"[[link]]\nid = \"new\"\nroute_km = 5\n":                                                                "over.toml:3:3: link.new: lacks from and to; a new link",
		"[[link]]\nid = \"guiyang--zunyi\"\nroute_km = 175\n[[link.capacity]]\nid = \"c\"\ndate = 2023-03-31\n": "link.guiyang--zunyi.capacity.c: there is no such entry in \"base.toml\" to override",
	} {
		if _, err := over(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("\n got %v\nwant %s", err, want)
		}
	}
}

// An entry without a proper id hides no others, and those that it may be are not missed.
func TestEntryWithoutID(t *testing.T) {
	path := file(t, "m.toml", minimal+strings.Replace(newPlace, `"renhuai"`, `"Ren Huai"`, 1)+newLink+"[[link]]\nroute_km = 5\n"+strings.Replace(eastTier, "shanghai", "guian\", \"guian", 1))
	p := problemsOf(t, path)
	for _, want := range []string{`21:6: place.#1.id: "Ren Huai" cannot be an id`, "29:3: link.#2.id: is missing", `34:16: tier.east.to[1]: "guian" is listed twice`} {
		if !strings.Contains(p.Error(), path+":"+want) {
			t.Errorf("%s is not in\n%s", want, p)
		}
	}
	if len(p) != 3 {
		t.Errorf("%d problems: %s", len(p), p)
	}
}

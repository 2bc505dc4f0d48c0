package scenarios

import (
	"fmt"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/model/network"
)

const (
	dated2 = "[[link]]\nid = \"guiyang--zunyi\"\n[[link.capacity]]\nid = \"a\"\ndate = 2022-12-31\ngbps = 100\n[[link.capacity]]\nid = \"b\"\ndate = 2023-06-30\ngbps = 200\n"
	circle = "[[circuit]]\nid = \"first\"\nfrom = \"guian\"\nto = [\"beijing\", \"shanghai\"]\nopens = 2021-09-30\n"
)

// Mistakes of capacities, circuits and failures, and next to each the same without it.
func TestCircuitMistakes(t *testing.T) {
	for _, c := range []struct{ right, from, to, want string }{
		{dated2, "2023-06-30", "2022-12-31", "28:8: link.guiyang--zunyi.capacity.b.date: 2022-12-31 does not come after the entry before it, 2022-12-31"},
		{dated2, "gbps = 200", "gbps = -1", "29:8: link.guiyang--zunyi.capacity.b.gbps: -1 is out of range"},
		{dated2, "gbps = 200\n", "", "26:3: link.guiyang--zunyi.capacity.b.gbps: is missing"},
		{dated2, "gbps = 200", "gbps = 200\nline_rate_gbps = 0", "30:18: link.guiyang--zunyi.capacity.b.line_rate_gbps: 0 is out of range"},
		{dated2 + eastTier, `id = "east"`, `id = "guiyang--zunyi"`, `20:3: link.guiyang--zunyi: the id "guiyang--zunyi" already names tier.guiyang--zunyi`},
		{circle + eastTier, `"beijing"`, `"beijin"`, `23:7: circuit.first.to[0]: there is no place "beijin"; did you mean beijing?`},
		{circle + eastTier, `"guian"`, `"guain"`, `22:8: circuit.first.from: there is no place "guain"; did you mean guian?`},
		{circle + eastTier, `"beijing"`, `"guian"`, `23:7: circuit.first.to[0]: "guian" is where the circuits begin; inside a place there are none`},
		{circle + eastTier, `"beijing"`, `"shanghai"`, `23:19: circuit.first.to[1]: "shanghai" is listed twice`},
		{circle + eastTier, "2021-09-30", "2021-09-31", "24:9: circuit[0].opens: 2021-09-31 is a date that does not exist"},
		{"[[failure]]\nid = \"f\"\nlinks = [\"guiyang--zunyi\", \"guiyang--kaili\"]\n" + eastTier, "guiyang--kaili", "guiyang--zunyi", `22:28: failure.f.links[1]: "guiyang--zunyi" is listed twice`},
		{"[[failure]]\nid = \"f\"\nlinks = [\"guiyang--zunyi\"]\n" + eastTier, "guiyang--zunyi", "zunyi--guiyang", `22:10: failure.f.links[0]: there is no link "zunyi--guiyang"; did you mean guiyang--zunyi?`},
		{"[[failure]]\nid = \"f\"\nlinks = [\"guiyang--zunyi\"]\n" + eastTier, `"guiyang--zunyi"`, ``, `22:9: failure.f.links: a list of at least one id of a link in quotes is wanted`},
		{"[[failure]]\nid = \"f\"\nlinks = [\"guiyang--zunyi\"]\n" + eastTier, `["guiyang--zunyi"]`, `"guiyang--zunyi"`, `22:9: failure.f.links: a list of at least one id of a link in quotes is wanted`},
	} {
		one(t, c.right, c.from, c.to, c.want)
	}
	// A circuit counts both ways, so the other place cannot begin it again.
	both := circle + "[[circuit]]\nid = \"back\"\nfrom = \"shanghai\"\nto = [\"xian\"]\nopens = 2021-09-30\n" + eastTier
	one(t, both, `"xian"`, `"guian"`, `28:7: circuit.back.to[0]: shanghai and guian have a circuit in "first" already, and one counts both ways`)
}

// remarks are those of minimal with more behind it that hold a text.
func remarks(t *testing.T, more, part string) (count int) {
	t.Helper()
	for _, r := range loaded(t, more).Remarks {
		if strings.Contains(r.EN, part) {
			if count++; r.ZH == "" {
				t.Errorf("%s: nothing in Chinese", r.EN)
			}
		}
	}
	return count
}

// What has no effect draws a remark, and what has one does not.
func TestIdleEntries(t *testing.T) {
	for _, c := range []struct{ right, from, to, says string }{
		{dated2, "2023-06-30", "2024-01-01", "link.guiyang--zunyi.capacity.b has no effect: 2024-01-01 is after the last step"},
		{dated2, "2022-12-31", "2022-11-30\ngbps = 5\n[[link.capacity]]\nid = \"z\"\ndate = 2022-12-31", "link.guiyang--zunyi.capacity.a has no effect: the next entry takes its place before any step ends"},
		{dated2, "2022-12-31", "2023-06-29", "link.guiyang--zunyi.capacity.a has no effect: the next entry takes its place before any step ends"},
		{dated2, "gbps = 200", "gbps = 100", "link.guiyang--zunyi.capacity.b has no effect: it says what the entry before it says"},
		{dated2, "gbps = 200", "gbps = 200\nline_rate_gbps = 400", "link.guiyang--zunyi.capacity.b: one interface of 400 Gbit/s is more than the 200 Gbit/s of all"},
		{circle + eastTier, "2021-09-30", "2024-01-31", "circuit.first has no effect: it opens on 2024-01-31, after the last step of the horizon"},
		{circle + eastTier, "to = [\"shanghai\"]\n", "to = [\"shanghai\"]\nservice = \"public\"\n", "circuit.first has no effect: no tier and no class of service direct has paths from there"},
		{circle + eastTier, "from = \"guian\"\nto = [\"shanghai\"]", "from = \"zunyi\"\nto = [\"beijing\"]", "circuit.first has no effect: no tier"},
		{"[[failure]]\nid = \"f\"\nlinks = [\"guiyang--kaili\"]\n" + eastTier, eastTier, "", "failure has no effect: there is no [[tier]]"},
		{"[[failure]]\nid = \"f\"\nlinks = [\"guiyang--kaili\"]\n" + eastTier + dated2, "guiyang--kaili", "guiyang--zunyi", ""},
		{"[[failure]]\nid = \"f\"\nlinks = [\"guiyang--zunyi\"]\n" + eastTier + dated2, "gbps = 200", "gbps = 0", "failure.f has no effect: none of its links is open on 2023-12-31"},
		{"[[place]]\nid = \"kaili\"\nname.en = \"K\"\n[[link]]\nid = \"guiyang--zunyi\"\nroute_km = 170\n", "\"kaili\"\nname.en = \"K\"", "\"zunyi\"\nstatus = \"removed\"", `link.guiyang--zunyi has no effect: its end "zunyi" is gone`},
		{dated2, "gbps = 200", "gbps = 0\nline_rate_gbps = 400", ""}, // closed
	} {
		wrong := strings.Replace(c.right, c.from, c.to, 1)
		if wrong == c.right {
			t.Fatalf("%s: nothing replaced", c.says)
		}
		if c.says == "" {
			if n := remarks(t, wrong, "has no effect") + remarks(t, wrong, "one interface"); n != 0 {
				t.Errorf("%d remarks of what has an effect:\n%s", n, wrong)
			}
			continue
		}
		if n := remarks(t, c.right, c.says) + 10*remarks(t, wrong, c.says); n != 10 {
			t.Errorf("%s: %d remarks without it, %d with it", c.says, n%10, n/10)
		}
	}
}

// A pair has a direct circuit unless one of its places begins circuits and lists it not, or
// not yet.
func TestCarried(t *testing.T) {
	day := func(s string) model.Date {
		d, err := model.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	c := circuits{begin: map[string]bool{"a": true}, opens: map[[2]string]model.Date{ends("b", "a"): day("2023-01-31")}}
	for _, w := range []struct {
		service network.Service
		a, b    string
		day     string
		want    network.Service
	}{
		{network.Direct, "a", "b", "2023-01-31", network.Direct},
		{network.Direct, "b", "a", "2023-01-31", network.Direct},
		{network.Direct, "a", "b", "2023-01-30", network.Hub},
		{network.Direct, "a", "c", "2030-01-31", network.Hub},
		{network.Direct, "c", "a", "2030-01-31", network.Hub},
		{network.Direct, "b", "c", "2020-01-31", network.Direct}, // neither begins any
		{network.Direct, "a", "a", "2020-01-31", network.Direct},
		{network.Public, "a", "c", "2020-01-31", network.Public},
		{network.Optical, "a", "c", "2020-01-31", network.Optical},
	} {
		if got := c.carried(w.service, w.a, w.b, day(w.day)); got != w.want {
			t.Errorf("%v from %s to %s on %s: %v, want %v", w.service, w.a, w.b, w.day, got, w.want)
		}
	}
}

// A gateway of a hub needs a hub, an exchange needs public service, and both their dates.
func TestGateways(t *testing.T) {
	place := "[[cluster.exchange]]\nid = \"x\"\ndate = 2022-12-31\ngbps = 10\n"
	with := func(gateway, exchange string) string {
		text := strings.Replace(market, "racks = 1_000\nutilisation = 0.5\n", "racks = 1_000\nutilisation = 0.5\n"+gateway+exchange, 1)
		return file(t, "m.toml", text)
	}
	for _, c := range []struct{ gateway, exchange, want string }{
		{"gateway = \"hub\"\n", "", `15:11: cluster.near.gateway: the place "beijing" belongs to no hub at whose border the gateway could stand`},
		{"gateway = \"hubs\"\n", "", `15:11: cluster.near.gateway: "hubs" is unknown; did you mean hub?`},
		{"", strings.Replace(place, "2022-12-31", "2023-01-31", 1), "17:8: cluster.near.exchange.x.date: the first exchange capacity begins on 2023-01-31, after the start 2022-12-31"},
		{"", place + strings.Replace(place, `"x"`, `"y"`, 1), "21:8: cluster.near.exchange.y.date: 2022-12-31 does not come after the entry before it"},
	} {
		path := with(c.gateway, c.exchange)
		if p := problemsOf(t, path); len(p) != 1 || !strings.HasPrefix(p.Error(), path+":"+c.want) {
			t.Errorf("\n got %s\nwant %s", p, c.want)
		}
	}
	for service, idle := range map[string]int{"direct": 1, "public": 0} {
		path := with("gateway = \"place\"\n", place)
		e, err := Load(path, []string{"class.slow.service=" + service})
		if err != nil {
			t.Fatal(err)
		}
		n := strings.Count(fmt.Sprint(e.Remarks), "cluster.near.exchange has no effect: no class and no tier has service \"public\"")
		if n != idle {
			t.Errorf("%s: %d remarks", service, n)
		}
	}
	for service, idle := range map[string]bool{"direct": true, "public": false} {
		e, err := Load(with("", place), nil)
		if err != nil {
			t.Fatal(err)
		}
		text := string(e.TOML) + eastTier + "service = \"" + service + "\"\n"
		if e, err = Load(file(t, "m.toml", text), nil); err != nil || strings.Contains(fmt.Sprint(e.Remarks), "cluster.near.exchange has no effect") != idle {
			t.Errorf("tier of service %s: %v", service, err)
		}
	}
	hub := strings.Replace(market, `place = "guian"`, "place = \"guian\"\ngateway = \"hub\"", 1)
	if _, err := Load(file(t, "m.toml", hub), nil); err != nil {
		t.Error(err)
	}
	for _, own := range []string{"[[place]]\nid = \"beijing\"\nhub = \"h\"\n"} {
		text := strings.Replace(market, "racks = 1_000\nutilisation = 0.5\n", "racks = 1_000\nutilisation = 0.5\ngateway = \"hub\"\n", 1) + own
		if _, err := Load(file(t, "m.toml", text), nil); err != nil {
			t.Error(err)
		}
	}
}

package scenarios

import (
	"fmt"
	"strings"
	"testing"
)

const (
	meshTier = "[[tier]]\nid = \"ring\"\nto = [\"guian\", \"zunyi\", \"guiyang\"]\n"
	island   = "[[place]]\nid = \"island\"\nlat = 20\nlon = 110\n"
	cable    = "[[link]]\nid = \"cable\"\nfrom = \"island\"\nto = \"nanning\"\nroute_km = 900\n"
)

// A tier has pairs, and at the start a path leads along each of them.
func TestTierPaths(t *testing.T) {
	toIsland := strings.Replace(eastTier, "shanghai", "island", 1)
	for _, c := range []struct{ right, from, to, want string }{
		{meshTier, `, "zunyi", "guiyang"`, "", "20:3: tier.ring: has no from and one place in to, so there is no pair"},
		{meshTier, `"zunyi"`, `"guian"`, `22:16: tier.ring.to[1]: "guian" is listed twice`},
		{meshTier, "to =", "from = \"\"\nto =", ""},
		{meshTier, "to =", "from = 5\nto =", "22:8: tier.ring.from: is a whole number, and a text in quotes is wanted"},
		{eastTier, `["shanghai"]`, `["guian", "shanghai"]`, ""}, // inside
		{island + cable + toIsland, cable, "", `27:7: tier.east.to[0]: at the start no path leads from guian to island: no links join them; add [[link]]`},
		{island + cable + toIsland, toIsland, "[[link.capacity]]\nid = \"c\"\ndate = 2023-03-31\ngbps = 10\n" + toIsland, `36:7: tier.east.to[0]: at the start no path leads from guian to island: not open yet: link cable`},
		{island + cable + toIsland, toIsland, "[[link.capacity]]\nid = \"c\"\ndate = 2022-12-31\ngbps = 10\n" + toIsland, ""},
		{island + cable + toIsland, toIsland, "[[link.capacity]]\nid = \"c\"\ndate = 2022-12-31\ngbps = 0\n" + toIsland, `36:7: tier.east.to[0]: at the start no path leads from guian to island: no links join them`},
		{island + cable + toIsland, toIsland, toIsland + "service = \"hub\"\n", `32:7: tier.east.to[0]: at the start no path leads from guian to island: island has no home on the backbone before 2017; give it one`},
		{island + cable + toIsland, toIsland, toIsland + circle, `32:7: tier.east.to[0]: at the start no path leads from guian to island: no direct circuit is open, and the hubs cannot carry it: island has no home`},
		{island + cable + toIsland, toIsland, toIsland + strings.Replace(circle, "beijing", "island", 1), ""},
		{island + cable + toIsland, island, island + "home = \"nanning\"\n", ""},
	} {
		if c.want != "" {
			one(t, c.right, c.from, c.to, c.want)
			continue
		}
		loaded(t, strings.Replace(c.right, c.from, c.to, 1))
	}
	// All links of a place that has its own are removed one by one.
	cut := ""
	for _, id := range linksAt(t, "tongren") {
		cut += "[[link]]\nid = \"" + id + "\"\nstatus = \"removed\"\n"
	}
	cut += "[[link]]\nid = \"datong--zhangjiakou\"\nstatus = \"removed\"\n" // which has nothing to do with it
	path := file(t, "m.toml", minimal+strings.Replace(eastTier, "shanghai", "tongren", 1)+cut)
	if p := problemsOf(t, path); len(p) != 1 || !strings.Contains(p.Error(), "tier.east.to[0]: at the start no path leads from guian to tongren: the scenario removes link ") || strings.Contains(p.Error(), "datong") {
		t.Error(p)
	}
}

func linksAt(t *testing.T, place string) []string {
	t.Helper()
	seeds, err := SeedData()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, l := range seeds.Links {
		if l.A == place || l.B == place {
			out = append(out, l.ID)
		}
	}
	return out
}

// Of three places one lies apart: two pairs have no path, and the third has.
func TestMeshPaths(t *testing.T) {
	text := minimal + island + strings.Replace(meshTier, `"guian", "zunyi", "guiyang"`, `"island", "guian", "zunyi"`, 1)
	p := problemsOf(t, file(t, "m.toml", text))
	if len(p) != 2 || !strings.Contains(p.Error(), "from island to guian") || !strings.Contains(p.Error(), "from island to zunyi") {
		t.Error(p)
	}
}

// A hundred pairs without a path are not a hundred lines.
func TestManyPairsWithoutPath(t *testing.T) {
	var b strings.Builder
	var to []string
	for i := range 100 {
		fmt.Fprintf(&b, "[[place]]\nid = \"i%d\"\nlat = %d\nlon = 0\n", i, i%80)
		to = append(to, fmt.Sprintf("%q", fmt.Sprintf("i%d", i)))
	}
	b.WriteString("[[tier]]\nid = \"mesh\"\nto = [" + strings.Join(to, ", ") + "]\n")
	if p := problemsOf(t, file(t, "m.toml", minimal+b.String())); len(p) != 5 {
		t.Errorf("%d problems: %.400s", len(p), p)
	}
}

// What would take hours or fill the memory is refused.
func TestTooMuchNetwork(t *testing.T) {
	var places, links strings.Builder
	var to []string
	for i := range mostPlaces {
		fmt.Fprintf(&places, "[[place]]\nid=\"p%d\"\nlat=%v\nlon=%v\n", i, i/50, i%50)
		to = append(to, fmt.Sprintf(`"p%d"`, i))
	}
	for i := range mostLinks {
		fmt.Fprintf(&links, "[[link]]\nid=\"l%d\"\nfrom=\"p%d\"\nto=\"p%d\"\nroute_km=20000\n", i, i%mostPlaces, (i%mostPlaces+1+i/mostPlaces)%mostPlaces)
	}
	mesh := func(n int) string { return "[[tier]]\nid = \"mesh\"\nto = [" + strings.Join(to[:n], ", ") + "]\n" }
	steps := strings.Repeat("[[link.capacity]]\nid = \"ID\"\ndate = DATE\ngbps = 5\n", 59)
	for i := range 59 {
		date := fmt.Sprintf("%d-%02d-28", 2023+i/12, 1+i%12)
		steps = strings.Replace(strings.Replace(steps, "ID", fmt.Sprint("c", i), 1), "DATE", date, 1)
	}
	timed := strings.ReplaceAll(links.String(), "=20000\n", "=20000\n[[link.capacity]]\nid=\"c\"\ndate=2022-12-31\ngbps=5\n")
	if _, err := Load(file(t, "m.toml", minimal+places.String()+timed), []string{"time.end=2062-12-31"}); err == nil || !strings.Contains(err.Error(), "480 steps of 1 clusters make 144") {
		t.Errorf("%.400v", err)
	}
	for _, c := range []struct{ more, want, end string }{
		{mesh(mostPlaces), "the tiers have 1999000 pairs of places, more than 50000", "2023-12-31"},
		{mesh(20), "", "2023-12-31"},
		{mesh(300), "44850 pairs of places from 299 of them, in 12 steps and 1 states of a network of 2068 places and 10138 links, each of which is cut in turn, take too long", "2023-12-31"},
		{mesh(300), "96 steps of 1 clusters and 44850 pairs of delay tiers make 25853664 values", "2030-12-31"},
		{steps + mesh(80), "3160 pairs of places from 79 of them, in 60 steps and 60 states of a network of 2068 places and 10138 links, each of which is cut in turn, take too long", "2027-12-31"},
	} {
		_, err := Load(file(t, "m.toml", minimal+places.String()+links.String()+c.more), []string{"time.end=" + c.end})
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("\n got %.400v\nwant %s", err, c.want)
		}
	}
}

// Results name a pair FROM->TO as the tier lists it; so do targets, and are told what there is.
func TestNetworkTargets(t *testing.T) {
	target := func(quantity, scope string) string {
		return "[[target]]\nid = \"t\"\nquantity = \"" + quantity + "\"\nscope = \"" + scope + "\"\nat_most = 20\nby = 2023-12-31\n"
	}
	tiers := eastTier + strings.Replace(eastTier, "east", "also", 1) + strings.NewReplacer("east", "web", "[\"sh", "[\"guian\", \"sh").Replace(eastTier) + "service = \"public\"\n" +
		meshTier + strings.NewReplacer("east", "home", "shanghai", "guian").Replace(eastTier) + dated2
	for _, c := range []struct{ quantity, scope, want string }{
		{"delay_mean", "east", ""}, {"delay_p99_n1", "web", ""}, {"delay_ratio", "ring", ""}, {"delay_empty", "home", ""},
		{"delay_mean", "guian->shanghai", ""}, {"delay_p99", "guian->shanghai/public", ""}, {"delay_p99", "guian->guian", ""},
		{"delay_mean_n1", "guian->zunyi", ""}, {"delay_ratio", "zunyi->guiyang", ""},
		{"delay_mean", "shanghai->guian", `delay_mean belongs to a pair of a delay tier, FROM->TO as the tier lists it, and none is named "shanghai->guian"; known: guian->shanghai`},
		{"delay_mean", "guian->shanghai/optical", `none is named "guian->shanghai/optical"; did you mean guian->shanghai/public?`},
		{"delay_mean", "guian->shanghai/direct", `none is named "guian->shanghai/direct"`}, // two tiers have it, in one service
		{"delay_mean", "zunyi->guian", "FROM->TO as the tier lists it"},
		{"delay_mean", "h", "delay_mean belongs to a delay tier or a pair of one, FROM->TO, and none is named \"h\"; known: also, east, guian->guian, guian->guian/direct, guian->guiyang, "},
		{"delay_ratio", "guian->guian", "delay_ratio is there between places, and guian->guian lies inside one"},
		{"delay_ratio", "home", "delay_ratio is there between places, and home lies inside one"},
		{"link_load", "guiyang--zunyi", ""},
		{"link_load", "guiyang--kaili", "the link \"guiyang--kaili\" has no [[link.capacity]] entries, so link_load is not known; add them"},
		{"link_traffic", "zunyi--guiyang", "link_traffic belongs to a link with [[link.capacity]] entries, and none is named \"zunyi--guiyang\"; known: guiyang--zunyi"},
		{"link_load", "east", "known: guiyang--zunyi"},
		{"exchange_load", "h", "exchange_load needs [[origin]] entries"},
		{"delay_p50", "east", "is no quantity"},
	} {
		path := file(t, "m.toml", minimal+tiers+target(c.quantity, c.scope))
		_, err := Load(path, nil)
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s of %s: %v", c.quantity, c.scope, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n")):
			t.Errorf("%s of %s:\n got %v\nwant %s", c.quantity, c.scope, err, c.want)
		}
	}
	for _, quantity := range []string{"exchange_traffic", "exchange_load"} {
		with := strings.Replace(market, "[[cluster.egress]]\n", "[[cluster.exchange]]\nid = \"x\"\ndate = 2022-12-31\ngbps = 9\n[[cluster.egress]]\n", 1)
		want := quantity + " needs the direct-connect point, [[cluster.exchange]], of every cluster of its scope; far has none"
		if _, err := Load(file(t, "m.toml", with+target(quantity, "h")), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", quantity, err)
		}
		if _, err := Load(file(t, "m.toml", with+target(quantity, "near")), nil); err != nil {
			t.Error(err)
		}
	}
	e, err := Load(file(t, "m.toml", market+eastTier+target("delay_p99", "east")), nil)
	if err != nil || strings.Contains(fmt.Sprint(e.Remarks), "there is no traffic") {
		t.Errorf("with traffic: %v", err)
	}
	const idle = "Without [[origin]] entries there is no traffic"
	if n := remarks(t, tiers+target("delay_mean", "east"), idle) + 10*remarks(t, tiers+target("delay_p99_n1", "east"), idle); n != 10 {
		t.Errorf("%d remarks of no traffic", n)
	}
}

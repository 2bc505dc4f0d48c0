package scenarios

import (
	"strings"
	"testing"
)

// Mistakes of fleets, renewals and of targets on what is not there, each named once.
func TestFleetMistakes(t *testing.T) {
	const second = "[[cluster.fleet]]\nid = \"g\"\ntechnology = \"chw\"\nclass = \"good\"\n"
	renewal := func(more string) string {
		return minimal + second + "[[cluster.renewal]]\nid = \"r\"\nfleet = \"f\"\nbegins = 2023-03-31\nlasts_months = 6\nracks = 100\n" + more + "\n"
	}
	target := func(lines string) string {
		return minimal + "[[target]]\nid = \"t\"\nby = 2023-12-31\n" + lines + "\n"
	}
	fleet := func(lines string) string { return minimal + lines + "\n" } // goes on with the fleet
	for _, c := range []struct{ text, want string }{
		{strings.Replace(minimal, `"good"`, `"by-build-year"`, 1), "cluster.c.fleet.f: class \"by-build-year\" needs built_from and built_to"},
		{fleet("built_from = 2012"), "cluster.c.fleet.f: built_from and built_to belong together"},
		{fleet("built_from = 2018\nbuilt_to = 2012"), "cluster.c.fleet.f.built_from: 2018 is after built_to, 2012"},
		{fleet("built_from = 2018\nbuilt_to = 2024"), "cluster.c.fleet.f.built_to: 2024 is after the start"},
		{fleet("built_from = 2018.5\nbuilt_to = 2020"), "cluster.c.fleet.f.built_from: 2018.5 is no year"},
		{fleet("computing = \"quantum\""), "cluster.c.fleet.f.computing: \"quantum\" is unknown; known: general, intelligent, supercomputing"},
		{renewal(""), "cluster.c.renewal.r: does not say into which fleet its racks come back"},
		{renewal(`into = "f"`), "cluster.c.renewal.r.into: \"f\" is the fleet that they are taken from"},
		{renewal(`into = "h"`), "cluster.c.renewal.r.into: there is no fleet of this cluster \"h\""},
		{strings.Replace(renewal(`into = "g"`), "2023-03-31", "2024-03-31", 1), "cluster.c.renewal.r.begins: 2024-03-31 is outside the horizon"},
		{target("quantity = \"pue\"\nscope = \"c/g\"\nat_most = 1.2"), "target.t.scope: pue belongs to a hub, cluster or fleet, and none is named \"c/g\"; did you mean c/f?"},
		{target("quantity = \"carbon\"\nscope = \"c/f\"\nat_most = 12"), "target.t.scope: carbon belongs to a hub or cluster, and none is named \"c/f\""},
		{target("quantity = \"compute_per_head\"\nscope = \"h\"\nat_least = 12"), "target.t.quantity: compute_per_head needs hub.h.population"},
		{target("quantity = \"compute_fp16_per_head\"\nscope = \"all\"\nat_least = 12"), "needs compute.population"},
		{target("quantity = \"compute_per_head\"\nscope = \"c\"\nat_least = 12"), "clusters have none"},
		{target("quantity = \"grid_load\"\nscope = \"h\"\nat_most = 1"), "grid_load needs the grid connection, [[cluster.build.grid]], of every cluster of its scope; c has none"},
		{strings.Replace(target("quantity = \"energy_trailing_year\"\nscope = \"h\"\nat_most = 1"), "by = 2023-12-31", "by = 2023-06-30", 1), "a trailing year needs twelve simulated months"},
	} {
		if p := problemsOf(t, file(t, "f.toml", c.text)); len(p) != 1 || !strings.Contains(p.Error(), c.want) {
			t.Errorf("%d problems\n got %s\nwant %s", len(p), p.Error(), c.want)
		}
	}
	for _, right := range []string{
		renewal(`into = "g"`), renewal("kept_share = 0"), target("quantity = \"pue\"\nscope = \"c/f\"\nat_most = 1.2"),
		fleet("built_from = 2018\nbuilt_to = 2022"),
	} {
		if _, err := Load(file(t, "f.toml", right), nil); err != nil {
			t.Errorf("%s\n%v", right, err)
		}
	}
}

// Targets on what a scenario without origins or gateways cannot give, and years that are
// none.
func TestNothingToJudge(t *testing.T) {
	for quantity, want := range map[string]string{
		"egress_load": "egress_load needs [[origin]] entries", "racks_eligible": "racks_eligible needs [[origin]] entries",
		"racks_unserved": "racks_unserved needs [[origin]] entries",
	} {
		text := minimal + "[[target]]\nid = \"t\"\nby = 2023-12-31\nquantity = \"" + quantity + "\"\nscope = \"all\"\nat_most = 1\n"
		if p := problemsOf(t, file(t, "m.toml", text)); len(p) != 1 || !strings.Contains(p.Error(), want) {
			t.Errorf("%v", p)
		}
	}
	text := market + "[[target]]\nid = \"t\"\nby = 2023-12-31\nquantity = \"egress_load\"\nscope = \"all\"\nat_most = 1\n"
	if p := problemsOf(t, file(t, "m.toml", text)); !strings.Contains(p.Error(), "needs the gateway, [[cluster.egress]], of every cluster of its scope") {
		t.Errorf("%v", p)
	}
	if p := problemsOf(t, file(t, "m.toml", minimal), "energy.apart_from_year=2022.5"); !strings.Contains(p.Error(), "energy.apart_from_year: 2022.5 is no year") {
		t.Errorf("%v", p)
	}
}

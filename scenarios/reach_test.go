package scenarios

import (
	"strings"
	"testing"
)

// Demand reaches a cluster over the network of the start, or else when links and circuits
// have opened; what nothing ever joins is a mistake.
func TestReachOverTime(t *testing.T) {
	far := market[strings.Index(market, "[[cluster]]\nid = \"far\""):strings.Index(market, "[[origin]]")]
	base := strings.NewReplacer(`place = "beijing"`+"\nstation", `place = "island"`+"\nstation", "budget_ms = 5\n", "budget_ms = 200\n").Replace(market) + island
	empty := strings.NewReplacer(far, "", "utilisation = 0.5", "utilisation = 0", "share = 1\n[[class]]", "share = 1\nbacklog_racks = 50\n[[class]]").Replace(base)
	circuit := func(opens string) string {
		return "[[circuit]]\nid = \"c\"\nfrom = \"island\"\nto = [\"beijing\"]\nopens = " + opens + "\n"
	}
	open := func(date string) string {
		return cable + "[[link.capacity]]\nid = \"now\"\ndate = " + date + "\ngbps = 100\n"
	}
	const cut = "cluster.near: holds 500 occupied racks at the start, and no class of any origin may be there"
	const never = "nothing of this class can ever be served: no path leads from any origin to any cluster"
	for _, c := range []struct {
		text, want string
		problems   int
	}{
		{base + cable, "", 0},
		{base, cut, 1},
		{base + open("2022-12-31"), "", 0},
		{base + open("2023-06-30"), cut, 1},
		{base + cable + circuit("2022-12-31"), "", 0},
		{base + cable + circuit("2023-01-01"), cut, 1},
		{empty, never, 2},
		{empty + open("2023-06-30"), "", 0},
		{empty + open("2024-01-01"), never, 2},
		{empty + strings.Replace(open("2023-06-30"), "gbps = 100", "gbps = 0", 1), never, 2},
		{empty + cable + circuit("2023-12-31"), "", 0},
		{empty + cable + circuit("2024-01-01"), never, 2},
	} {
		_, err := Load(file(t, "m.toml", c.text), nil)
		if c.want == "" {
			if err != nil {
				t.Error(err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Count(err.Error(), "\n") != c.problems-1 {
			t.Errorf("\n got %v\nwant %s", err, c.want)
		}
	}
	// By the hubs, 1,068 km of great circle from Beijing to Shanghai take 7.8 ms, but no less
	// than the 9.2 of a direct circuit.
	hubs := strings.NewReplacer("island", "shanghai", far, "").Replace(strings.TrimSuffix(base, island)) + strings.NewReplacer("island", "shanghai", "beijing", "guiyang").Replace(circuit("2022-12-31"))
	for budget, wrong := range map[string]bool{"8.5": true, "9.3": false} {
		_, err := Load(file(t, "m.toml", hubs), []string{"class.quick.budget_ms=" + budget})
		if (err != nil) != wrong || wrong && !strings.Contains(err.Error(), "class.quick.budget_ms: no cluster is within 8.5 ms of any origin, so nothing of this class can ever be served: the shortest delay, from o to near, is 9.2") ||
			wrong && !strings.HasSuffix(err.Error(), " ms, by the hubs of the old backbone, since no direct circuit joins them") {
			t.Errorf("%s ms: %v", budget, err)
		}
	}
}

package seeds

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hubcap/model/network"
)

// Every measured delay, typed by hand from where it was collected.
func TestMeasuredDelays(t *testing.T) {
	type figure struct {
		a, b      string
		ms, least float64
		bound     string
		service   string
		role      string
		exchanges string
	}
	want := map[string]figure{
		"exchange-guiyang-after-2017":    {"guiyang", "guiyang", 3, 0, "about", "public", "local", ""},
		"exchange-guiyang-before-2017":   {"guiyang", "guiyang", 30, 0, "above", "hub", "detour", "beijing chongqing guangzhou shanghai"},
		"exchange-kunming-before-2022":   {"kunming", "kunming", 39.47, 0, "value", "hub", "detour", "chengdu"},
		"ping-shanghai-hangzhou-2020":    {"shanghai", "hangzhou", 4.231, 3.886, "value", "public", "fitted", ""},
		"ping-shanghai-hong-kong-2020":   {"shanghai", "hong-kong", 37.376, 32.470, "value", "public", "border", ""},
		"ping-shanghai-shenzhen-2020":    {"shanghai", "shenzhen", 31.061, 31.013, "value", "public", "fitted", ""},
		"ping-shanghai-zhangjiakou-2020": {"shanghai", "zhangjiakou", 25.598, 25.526, "value", "public", "held_out", ""},
		"ping-shenzhen-zhangjiakou-2020": {"shenzhen", "zhangjiakou", 36.725, 36.694, "value", "public", "held_out", ""},
	}
	places := map[string]network.Place{}
	for _, p := range must(t, Places) {
		places[p.ID] = p
	}
	for _, d := range must(t, MeasuredDelays) {
		if got := (figure{d.A, d.B, d.Ms, d.LeastMs, d.Bound, d.Service, d.Role, strings.Join(d.Exchanges, " ")}); got != want[d.ID] {
			t.Errorf("%s: %v, want %v", d.ID, got, want[d.ID])
		}
		delete(want, d.ID)
		for _, id := range append([]string{d.A, d.B}, d.Exchanges...) {
			if places[id].ID == "" {
				t.Errorf("%s: no place %s", d.ID, id)
			}
		}
		switch {
		case !d.RoundTrip:
			t.Errorf("%s: is one way", d.ID)
		case (d.Kind == "ping") != strings.HasPrefix(d.ID, "ping-"):
			t.Errorf("%s: kind %s", d.ID, d.Kind)
		case (d.A == d.B) != (d.Role == "detour" || d.Role == "local"):
			t.Errorf("%s: from %s to %s as %s", d.ID, d.A, d.B, d.Role)
		case !d.PublicBy(endOf2022) || d.Date.After(d.KnownBy) || d.Confidence == "D":
			t.Errorf("%s: of %v, known by %v, confidence %s", d.ID, d.Date, d.KnownBy, d.Confidence)
		case d.Kind == "monitoring" && !strings.Contains(d.Note, "round trip is presumed"):
			t.Errorf("%s: does not say that the round trip is presumed", d.ID)
		case strings.Contains(d.Note, "was set with it") != (d.Role == "fitted" || d.Role == "held_out"):
			t.Errorf("%s: does not say whether a constant was set with it", d.ID)
		}
		// Light in glass of index 1.468 laid along the great circle, there and back.
		if floor := 2 * 1.468 / 299.792458 * greatCircle(places[d.A], places[d.B]); d.LeastMs > 0 && d.LeastMs < floor {
			t.Errorf("%s: %g ms, light needs %.2f", d.ID, d.LeastMs, floor)
		}
	}
	for id := range want {
		t.Errorf("%s is missing", id)
	}
}

func TestNetworkFacts(t *testing.T) {
	want := map[string]float64{
		"delay-over-theory-hubs-2025": 1.5, "exchange-delay-cut-changsha-2022": 0.8, "exchange-gbps-nanchang-2022": 1600,
		"exchange-points-china-2017": 13, "exchange-points-china-2022": 20, "hub-delay-china-2024": 20,
	}
	units := map[string]string{
		"delay_over_theory": "1", "exchange_delay_cut": "1", "exchange_gbps": "Gbit/s", "exchange_points": "point", "hub_delay": "ms",
	}
	var later []string
	for _, f := range must(t, NetworkFacts) {
		if w, ok := want[f.ID]; !ok || f.Value != w || f.Unit != units[f.Item] {
			t.Errorf("%s: %g %s", f.ID, f.Value, f.Unit)
		}
		delete(want, f.ID)
		if id := strings.ReplaceAll(fmt.Sprintf("%s-%s-%d", f.Item, f.Place, f.Year), "_", "-"); id != f.ID {
			t.Errorf("%s: should be %s", f.ID, id)
		}
		if !f.PublicBy(endOf2022) {
			later = append(later, f.ID)
			if f.Kind != "target" {
				t.Errorf("%s: %s known only by %v", f.ID, f.Kind, f.KnownBy)
			}
		}
	}
	for id := range want {
		t.Errorf("%s is missing", id)
	}
	if !slices.Equal(later, []string{"delay-over-theory-hubs-2025", "hub-delay-china-2024"}) {
		t.Errorf("public only after 2022: %v", later)
	}
}

// A row that contradicts itself is not taken.
func TestMeasuredDelaysAreChecked(t *testing.T) {
	const header = "id,a,b,ms,least_ms,bound,way,kind,service,role,exchanges,date,note,source,confidence,known_by\n"
	for _, c := range []struct{ row, want string }{
		{"x,a,b,4,3,value,one-way,ping,public,fitted,,,,book,B,2020-12-31", ""},
		{"x,a,b,4,5,value,one-way,ping,public,fitted,,,,book,B,2020-12-31", "t.csv:2: ms: 4 with a least of 5"},
		{"x,a,b,0,,value,one-way,ping,public,fitted,,,,book,B,2020-12-31", "t.csv:2: ms: 0 with a least of 0"},
		{"x,a,b,4,,value,one-way,ping,public,fitted,c,,,book,B,2020-12-31", `t.csv:2: exchanges: "c"`},
		{"x,a,a,4,,value,one-way,ping,hub,detour,,,,book,B,2020-12-31", `t.csv:2: exchanges: ""`},
		{"x,a,b,4,,value,rtt,ping,public,fitted,,,,book,B,2020-12-31", `t.csv:2: way: "rtt", must be one of one-way, round-trip`},
	} {
		_, err := readFrom("t.csv", []byte(header+c.row+"\n"), measuredDelay)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.row, err, c.want)
		}
	}
}

func TestDelaysPublicBy(t *testing.T) {
	d, f := MeasuredDelay{KnownBy: day(2022, 12, 31)}, NetworkFact{KnownBy: day(2023, 10, 9)}
	if !d.PublicBy(endOf2022) || d.PublicBy(day(2022, 12, 30)) || (MeasuredDelay{}).PublicBy(endOf2022) {
		t.Error("a delay is public on the wrong days")
	}
	if f.PublicBy(endOf2022) || !f.PublicBy(day(2023, 10, 9)) {
		t.Error("a fact is public on the wrong days")
	}
}

package seeds

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
)

// Every published figure, typed by hand from where it was collected.
func TestPublishedPUEs(t *testing.T) {
	type figure struct {
		value      float64
		bound      string
		year       int
		station    string
		technology string
		load       float64
		measured   bool
	}
	want := map[string]figure{
		"tencent-guian-qixing":     {1.1, "value", 0, "guiyang", "iec", 0.5, false},
		"guian-cluster-2021":       {1.4, "at_most", 2021, "guiyang", "chw_wse", 0.35, false},
		"chindata-taihang":         {1.1, "value", 0, "datong", "iec", 0.6, false},
		"chindata-fleet-2019-2021": {1.213, "value", 2020, "huailai", "chw_wse", 0.6, true},
		"unicom-shenshan-2019":     {1.31, "value", 2019, "shenzhen", "chw_wse", 0.6, true},
		"telecom-qinghai":          {1.2, "at_most", 0, "xining", "iec", 0.5, false},
		"telecom-guian-2015":       {1.35, "value", 2015, "guiyang", "chw_wse", 0.3, true},
		"guangdong-2019":           {1.77, "value", 2019, "guangzhou", "chw", 0.6, true},
	}
	stations := map[string]bool{}
	for _, s := range must(t, Stations) {
		stations[s.ID] = true
	}
	for _, p := range must(t, PublishedPUEs) {
		if got := (figure{p.Value, p.Bound, p.Year, p.Station, p.Technology, p.Load, p.Measured}); got != want[p.ID] {
			t.Errorf("%s: %v, want %v", p.ID, got, want[p.ID])
		}
		delete(want, p.ID)
		switch {
		case !stations[p.Station]:
			t.Errorf("%s: no station %s", p.ID, p.Station)
		case p.BuiltFrom > p.BuiltTo || p.Year != 0 && p.BuiltFrom > p.Year || p.BuiltTo > p.KnownBy.Year():
			t.Errorf("%s: built %d to %d, figure of %d, known by %v", p.ID, p.BuiltFrom, p.BuiltTo, p.Year, p.KnownBy)
		case p.Year > p.KnownBy.Year():
			t.Errorf("%s: of %d, known by %v", p.ID, p.Year, p.KnownBy)
		case p.Bound == "at_most" && p.Measured:
			t.Errorf("%s: a bound cannot be measured", p.ID)
		case (p.ID == "telecom-qinghai") != (p.FreeCoolingDays == 314):
			t.Errorf("%s: %d days", p.ID, p.FreeCoolingDays)
		case !strings.Contains(p.Note, "Class: "):
			t.Errorf("%s: the class has no reason", p.ID)
		}
	}
	for id := range want {
		t.Errorf("%s is missing", id)
	}
}

// The factors, typed by hand.
func TestGridFactors(t *testing.T) {
	want := map[string]float64{
		"guizhou-2022": 0.4989, "inner-mongolia-2022": 0.6849, "gansu-2022": 0.4772, "ningxia-2022": 0.6423,
		"hebei-2022": 0.7252, "beijing-2022": 0.558, "tianjin-2022": 0.7041, "shanghai-2022": 0.5849,
		"jiangsu-2022": 0.5978, "zhejiang-2022": 0.5153, "anhui-2022": 0.6782, "guangdong-2022": 0.4403,
		"sichuan-2022": 0.1404, "chongqing-2022": 0.5227,

		"north-grid-2022": 0.6776, "northeast-grid-2022": 0.5564, "east-grid-2022": 0.5617, "central-grid-2022": 0.5395,
		"northwest-grid-2022": 0.5857, "south-grid-2022": 0.3869, "southwest-grid-2022": 0.2268, "china-2022": 0.5366,

		"china-2023": 0.5306, "south-grid-2023": 0.4042, "east-grid-2023": 0.55, "north-grid-2023": 0.6361,
		"guangdong-2023": 0.4419, "beijing-2023": 0.5554, "shanghai-2023": 0.5737, "zhejiang-2023": 0.4974,
		"jiangsu-2023": 0.5827,

		"north-grid-2012": 0.8843, "northeast-grid-2012": 0.7769, "east-grid-2012": 0.7035, "central-grid-2012": 0.5257,
		"northwest-grid-2012": 0.6671, "south-grid-2012": 0.5271,

		"china-enterprises-2015": 0.6101, "china-enterprises-2021": 0.5810,
	}
	for _, g := range must(t, GridFactors) {
		if w, ok := want[g.ID]; !ok || g.KgPerKWh != w {
			t.Errorf("%s: %g, want %g", g.ID, g.KgPerKWh, w)
		}
		delete(want, g.ID)
		if id := strings.Replace(g.ID, "-enterprises", "", 1); id != fmt.Sprintf("%s-%d", g.Place, g.Year) {
			t.Errorf("%s: place %s, year %d", g.ID, g.Place, g.Year)
		}
		if (g.Level == "grid") != strings.HasSuffix(g.Place, "-grid") || (g.Level == "national") != (g.Place == "china") {
			t.Errorf("%s: level %s", g.ID, g.Level)
		}
		// No table came out before its year was over; those of 2022 and 2023 after 2022.
		if g.KnownBy.Year() <= g.Year || g.PublicBy(endOf2022) != (g.Year < 2022) {
			t.Errorf("%s: known by %v", g.ID, g.KnownBy)
		}
	}
	for id := range want {
		t.Errorf("%s is missing", id)
	}
}

func TestCensus(t *testing.T) {
	units := map[string]string{
		"population": "person", "compute_total": "EFLOPS", "intelligent_share": "1",
		"general_servers_shipped": "server", "ai_servers_shipped": "server", "servers_in_service": "server",
		"servers_per_standard_rack": "server/rack", "compute_per_standard_rack": "TFLOPS/rack",
		"compute_per_server": "TFLOPS/server", "compute_per_general_server": "TFLOPS/server", "compute_per_ai_server": "TFLOPS/server",
		"peak_fp64": "TFLOPS", "peak_fp32": "TFLOPS", "peak_fp16_tensor": "TFLOPS", "linpack_fp64": "TFLOPS",
		"power_max": "kW", "power_linpack": "kW", "power_with_cooling": "kW",
	}
	facts := map[string]float64{}
	china, rest := 0.0, 0.0
	for _, f := range must(t, Census) {
		facts[f.ID] = f.Value
		if id := strings.ReplaceAll(fmt.Sprintf("%s-%s-%d", f.Item, f.Place, f.Year), "_", "-"); id != f.ID {
			t.Errorf("%s: should be %s", f.ID, id)
		}
		if f.Unit == "" || units[f.Item] != f.Unit {
			t.Errorf("%s: unit %s, want %s", f.ID, f.Unit, units[f.Item])
		}
		if f.KnownBy.After(endOf2022) || f.KnownBy.Year() < f.Year {
			t.Errorf("%s: known by %v", f.ID, f.KnownBy)
		}
		if derived := strings.HasPrefix(f.Note, "derived"); derived != (f.Confidence == "C") {
			t.Errorf("%s: confidence %s, note %s", f.ID, f.Confidence, f.Note)
		}
		switch {
		case f.Item == "population" && f.Place == "china":
			china = f.Value
		case f.Item == "population":
			rest += f.Value
		}
		if f.Unit == "1" && f.Value > 1 {
			t.Errorf("%s: share %g", f.ID, f.Value)
		}
	}
	// The provinces of the eight hubs hold somewhat less than half of the people.
	if share := rest / china; !(share > 0.4 && share < 0.5) {
		t.Errorf("the hubs' provinces hold %g of the people", share)
	}
	// Typed by hand.
	for id, want := range map[string]float64{
		"population-china-2020": 1_411_778_724, "population-guizhou-2020": 38_562_148,
		"population-guangdong-2020": 126_012_510, "population-ningxia-2020": 7_202_654,
		"peak-fp32-nvidia-a100-2020": 19.5, "peak-fp16-tensor-nvidia-a100-2020": 312, "power-max-nvidia-dgx-a100-2020": 6.5,
		"linpack-fp64-sunway-taihulight-2016": 93_000, "power-linpack-sunway-taihulight-2016": 15_370,
		"linpack-fp64-tianhe-2-2013": 33_860, "power-linpack-tianhe-2-2013": 17_800,
		"linpack-fp64-fugaku-2020": 415_530, "power-linpack-fugaku-2020": 28_300,
		"servers-in-service-china-2021": 19e6, "compute-total-china-2021": 202,
		// Derived, from 140 EFLOPS and 5.2 million racks of history.csv and the facts above.
		"servers-per-standard-rack-china-2021":  19e6 / 5.2e6,
		"compute-per-server-china-2021":         140e6 / 19e6,
		"compute-per-standard-rack-china-2021":  140e6 / 5.2e6,
		"compute-per-general-server-china-2021": 202e6 / 2 / 19.6e6,
		"compute-per-ai-server-china-2021":      202e6 / 2 / 0.5e6,
		"peak-fp32-nvidia-dgx-a100-2020":        8 * 19.5,
		"peak-fp16-tensor-nvidia-dgx-a100-2020": 8 * 312,
		"peak-fp32-two-epyc-7742-2020":          2 * 64 * 2.25e9 * 32 / 1e12,
	} {
		if got := facts[id]; math.Abs(got/want-1) > 0.003 {
			t.Errorf("%s: %g, want %g", id, got, want)
		}
	}
}

// The rows of costs that were added last, typed by hand.
func TestRunningCosts(t *testing.T) {
	want := map[string][3]float64{
		"electricity-share-of-running-cost-china":                {0.57, 0.57, 0.57},
		"electricity-share-of-running-cost-south-of-the-yangtze": {0.45, 0.50, 0.55},
		"other-share-of-running-cost-china":                      {0, 0.30, 0.30},
		"water-price-zhangzhou":                                  {2.2, 2.7, 3.2},
	}
	for _, c := range must(t, Costs) {
		if w, ok := want[c.ID]; ok {
			if got := [3]float64{c.Low, c.Value, c.High}; got != w || c.KnownBy.After(endOf2022) {
				t.Errorf("%s: %v, want %v", c.ID, got, w)
			}
			delete(want, c.ID)
		}
	}
	for id := range want {
		t.Errorf("%s is missing", id)
	}
}

func TestGridFactorPublicBy(t *testing.T) {
	g := GridFactor{Year: 2022, KnownBy: day(2024, time.December, 26)}
	if g.PublicBy(endOf2022) || g.PublicBy(day(2024, 12, 25)) || !g.PublicBy(day(2024, 12, 26)) || (GridFactor{}).PublicBy(endOf2022) {
		t.Error("public on the wrong days")
	}
}

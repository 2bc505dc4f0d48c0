package plots

import (
	"math"
	"slices"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/sim/result"
)

// texts are all that is written on a picture.
func texts(f *figure) []string {
	var out []string
	for _, p := range f.texts {
		out = append(out, p.text)
	}
	return out
}

// writes tells of each text whether it stands on a picture by itself.
func writes(t *testing.T, f *figure, want ...string) {
	t.Helper()
	for _, w := range want {
		if !slices.Contains(texts(f), w) {
			t.Errorf("%q is not written: %q", w, texts(f))
		}
	}
}

// twoSteps is a hub with a step of 31 days and one of 29: 10 and 20 MW of IT, which is
// 310 + 580 = 890 MW days.
func twoSteps() *result.Result {
	r := fixture(2)
	r.Series.Dates = []model.Date{{Year: 2023, Month: 12, Day: 31}, {Year: 2024, Month: 1, Day: 31}, {Year: 2024, Month: 2, Day: 29}}
	r.Start, r.End = r.Series.Dates[0], r.Series.Dates[2]
	r.Targets = r.Targets[2:3]
	r.Targets[0].Quantity, r.Targets[0].Deadline = model.PUE, r.End
	for q, v := range map[model.QuantityName][2]float64{
		model.ITLoad: {10, 20}, model.LoadElectrical: {1, 4}, model.LoadMisc: {0, 0}, model.LoadFans: {2, 2},
		model.LoadCooling: {3, 1}, model.LoadAsOperated: {-0.5, -1}, model.FacilityLoad: {15.5, 26},
	} {
		copy(r.Series.Of("h", q), []float64{math.NaN(), v[0], v[1]})
	}
	return r
}

// TestWaterfall weighs the parts by energy, and they add up to the PUE.
func TestWaterfall(t *testing.T) {
	r := twoSteps()
	j := &job{r: r, fonts: withFonts(t)}
	m := j.overheads("h", j.year(2))
	for i, want := range []float64{(31 + 4*29) / 890., 0, 2 * 60 / 890., (3*31 + 29) / 890., -(0.5*31 + 29) / 890.} {
		if got := m.parts[i].value; math.Abs(got-want) > 1e-12 {
			t.Errorf("%s: %g, not %g", m.parts[i].name, got, want)
		}
	}
	if got, want := pueOf(m.parts), (15.5*31+26*29)/890; math.Abs(got-want) > 1e-12 {
		t.Errorf("the parts make %g, not %g", got, want)
	}
	if math.Abs(m.it-890./60) > 1e-12 {
		t.Errorf("mean IT load %g", m.it)
	}
	f, _ := drawn(t, "parts", "en", r)
	writes(t, f, "1.000", "+0.165", "+0.000", "+0.135", "+0.137", "−0.050", "1.387", "as operated")
	if want := "PUE is 1.387 from 2023-12-31 to 2024-02-29, above the limit by 0.187; largest overhead: electrical losses (0.165)"; f.title != want {
		t.Errorf("%q", f.title)
	}
}

// TestYear finds the steps of the last twelve months, as the trailing year has them.
func TestYear(t *testing.T) {
	for _, c := range []struct {
		dates    func(k int) model.Date
		to, from int
		year     bool
	}{
		{func(k int) model.Date { return model.Date{Year: 2022, Month: 12, Day: 31}.AddMonthEnds(k) }, 24, 12, true},
		{func(k int) model.Date { return model.Date{Year: 2022, Month: 12, Day: 31}.AddMonthEnds(k) }, 11, 0, false},
		{func(k int) model.Date { return model.Date{Year: 2022, Month: 12, Day: 31}.AddMonthEnds(3 * k) }, 7, 3, true},
		{func(k int) model.Date { return model.Date{Year: 2022, Month: 12, Day: 31}.AddMonthEnds(12 * k) }, 3, 2, true},
		{func(k int) model.Date { return model.Date{Year: 2022, Month: 12, Day: 31}.AddDays(7 * k) }, 60, 7, true},
		{func(k int) model.Date { return model.Date{Year: 2022, Month: 12, Day: 31}.AddDays(7 * k) }, 1, 0, false},
	} {
		r := &result.Result{}
		for k := range 61 {
			r.Series.Dates = append(r.Series.Dates, c.dates(k))
		}
		if got := (&job{r: r}).year(c.to); got != (span{c.from, c.to, c.year}) {
			t.Errorf("%+v, not %+v", got, c)
		}
	}
	if got := (&job{r: &result.Result{Series: result.Series{Dates: make([]model.Date, 1)}}}).year(1); got != (span{}) {
		t.Errorf("%+v without a step", got)
	}
}

// TestFleetParts takes the largest fleets, the highest PUE first; a fleet may draw less
// than the physics say.
func TestFleetParts(t *testing.T) {
	r := fixture(24)
	f, _ := drawn(t, "parts", "en", r)
	all := texts(f)
	at := slices.Index(all, "early halls")
	if got := strings.Join(all[at:], " "); !strings.HasPrefix(got, "early halls 1.390 77.0 liquid-cooled halls 1.240 30.8 recent halls 1.200 46.2") {
		t.Error(got)
	}
	r.Targets = nil
	r.Scopes = keep(r.Scopes, func(s result.Scope) bool { return s.Kind != "hub" })
	f, _ = drawn(t, "parts", "zh", r)
	writes(t, f, "早期机房", "旧机房") // no two are called so
	for i := range r.Scopes {
		if r.Scopes[i].ID == model.FleetScope("m", "older") {
			r.Scopes[i].Name.ZH = "地区乙本地: 早期机房"
		}
	}
	f, _ = drawn(t, "parts", "zh", r)
	writes(t, f, "集群：早期机房", "地区乙本地：早期机房", "新机房")
	r = national(3)
	r.Targets[0].Scope, r.Targets[2].Scope = "all", "all"
	f, _ = drawn(t, "parts", "en", r)
	if got := strings.Join(texts(f), " "); !strings.Contains(got, "the largest 8 of 34") {
		t.Error(got)
	}
}

// TestCost divides by racks and months, and the parts make the cost per rack.
func TestCost(t *testing.T) {
	r := twoSteps()
	for q, v := range map[model.QuantityName][2]float64{
		model.RacksOccupied: {200, 300}, model.CostCapital: {300_000, 400_000}, model.CostElectricity: {75_000, 50_000},
		model.CostMaintenance: {30_000, 37_500}, model.CostWater: {0, 0},
	} {
		copy(r.Series.Of("h", q), []float64{100, v[0], v[1]})
	}
	f, _ := drawn(t, "cost", "en", r)
	// 150 racks for a month, then 250.
	writes(t, f, "1,600", "200", "150", "1,950")
	if want := "An occupied rack costs 1,950 CNY a month in Feb 2024, 28 % less than in Jan 2024; largest part: capital charge (82 %)"; f.title != want {
		t.Errorf("%q", f.title)
	}
	r = fixture(24)
	j := &job{r: r}
	months := j.rackMonths("h")
	for k, want := range r.Series.Of("h", model.CostPerRack) {
		sum := 0.
		for _, c := range costs {
			sum += r.Series.Of("h", c.quantity)[k] / months[k]
		}
		if k > 0 && math.Abs(sum-want) > 1e-9*want {
			t.Errorf("step %d: %g, not %g", k, sum, want)
		}
	}
}

// TestPowerTitles are true whatever the data.
func TestPowerTitles(t *testing.T) {
	with := func(f func(r *result.Result)) *result.Result {
		r := fixture(24)
		f(r)
		return r
	}
	one := func(id string, q model.QuantityName, v float64) func(*result.Result) {
		return func(r *result.Result) { r.Series.Of(id, q)[24] = v }
	}
	plain := fixture(24)
	for _, c := range []struct {
		r             *result.Result
		chart, en, zh string
	}{
		{plain, "fleets", "Fleet “recent halls” makes up 46 % of 220,000 racks in Dec 2024, up from 30 % in Dec 2022", "2024年12月“新建机房”占22万架在用机架的46%，高于2022年12月的30%"},
		{fixture(1), "fleets", "Fleet “early halls” makes up 57 % of 105,000 racks in Jan 2023, down from 60 % in Dec 2022", "2023年1月“早期机房”占10.5万架在用机架的57%，低于2022年12月的60%"},
		{with(func(r *result.Result) {
			liquid := result.Column{Scope: "h", Quantity: model.LiquidShare}
			for k := range 25 {
				liquid.Values = append(liquid.Values, 0.01*float64(k))
			}
			r.Series.Add(liquid)
		}), "fleets", "Liquid-cooled racks make up 24 % of 220,000 racks in Dec 2024, up from 0 % in Dec 2022", "2024年12月液冷机架占22万架在用机架的24%，高于2022年12月的0%"},
		{plain, "parts", "PUE is 1.310 over the twelve months to Dec 2024, above the limit by 0.110; largest overhead: cooling (0.120)", "截至2024年12月的十二个月，PUE为1.310，超出上限0.110；能耗占比最大的是制冷（0.120）"},
		{cases()["met"], "parts", "PUE is 1.310 over the twelve months to Dec 2024, below the limit by 0.090; largest overhead: cooling (0.120)", "截至2024年12月的十二个月，PUE为1.310，低于上限0.090；能耗占比最大的是制冷（0.120）"},
		{with(func(r *result.Result) { r.Targets[2].Required = 1.31 }), "parts", "PUE is 1.310 over the twelve months to Dec 2024, just at the limit; largest overhead: cooling (0.120)", "截至2024年12月的十二个月，PUE为1.310，恰为上限；能耗占比最大的是制冷（0.120）"},
		{with(func(r *result.Result) {
			change(r, func(float64) float64 { return 0 }, model.LoadElectrical, model.LoadMisc, model.LoadFans, model.LoadCooling, model.LoadAsOperated)
			r.Targets = nil
		}), "parts", "PUE is 1.000 over the twelve months to Dec 2024", "截至2024年12月的十二个月，PUE为1.000"},
		{plain, "energy", "1.77 TWh are drawn over the twelve months to Dec 2024; peaks reach 86 % of the grid connection of the time (258 of 300 MW in Nov 2024)", "截至2024年12月的十二个月，用电17.7亿千瓦时；峰值最高达当时电网接入容量的86%（2024年11月，258 MW，容量300 MW）"},
		{with(one("h", model.FacilityPeak, 448)), "energy", "1.77 TWh are drawn over the twelve months to Dec 2024; peaks reach 112 % of the grid connection of the time (448 of 400 MW in Dec 2024)", ""},
		{with(func(r *result.Result) { change(r, func(float64) float64 { return math.NaN() }, model.GridConnection) }), "energy", "1.77 TWh are drawn over the twelve months to Dec 2024; peaks reach 264 MW (Dec 2024)", "截至2024年12月的十二个月，用电17.7亿千瓦时；峰值最高达264 MW（2024年12月）"},
		{with(func(r *result.Result) { change(r, func(float64) float64 { return math.NaN() }, model.FacilityPeak) }), "energy", "1.77 TWh are drawn over the twelve months to Dec 2024", "截至2024年12月的十二个月，用电17.7亿千瓦时"},
		{plain, "cost", "An occupied rack costs 2,510 CNY a month in Dec 2024, as in Jan 2023; largest part: capital charge (60 %)", "2024年12月每个已上架机架月成本2,510元，持平于2023年1月；最大部分为资本成本（60%）"},
		{with(func(r *result.Result) {
			one("h", model.CostElectricity, 3*r.Series.Of("h", model.CostElectricity)[24])(r)
		}), "cost", "An occupied rack costs 3,710 CNY a month in Dec 2024, 48 % more than in Jan 2023; largest part: electricity (49 %)", "2024年12月每个已上架机架月成本3,710元，较2023年1月高48%；最大部分为电费（49%）"},
		{with(func(r *result.Result) {
			r.Targets = append(r.Targets, target(r, model.CostPerRack, "h", model.AtMost, 2000, 2510))
		}), "cost", "Cost per occupied rack and month is 2,510 CNY in Dec 2024, 510 CNY above the limit of 2,000 CNY", "2024年12月单架月成本为2,510元，超出上限2,000元达510元"},
		{plain, "compute", "Compute (FP32) rises from 4.800 EFLOPS to 7.440 EFLOPS by Dec 2024; intelligent 23 % of it at FP32, 65 % at FP16", "算力（FP32）由4.800 EFLOPS升至7.440 EFLOPS（2024年12月）；其中智能算力占FP32的23%、FP16的65%"},
		{with(func(r *result.Result) {
			r.Targets = append(r.Targets, target(r, model.LiquidShare, "h", model.AtLeast, 0.2, 0.125))
		}), "overview", "1 of 5 targets met; racks miss by 380,000", ""},
	} {
		for lang, want := range map[string]string{"en": c.en, "zh": c.zh} {
			f, reason := drawn(t, c.chart, lang, c.r)
			if f == nil {
				t.Errorf("%s: %s", c.chart, reason)
			} else if f.title != want && want != "" {
				t.Errorf("%s says %q, not %q", c.chart, f.title, want)
			} else {
				checkLayout(t, c.chart, f)
			}
		}
	}
	if got := (&job{}).margin(model.LiquidShare, -0.075); got != "7.5 points" {
		t.Error(got)
	}
}

// TestOffTheScale says so of a grid connection that would leave the chart empty.
func TestOffTheScale(t *testing.T) {
	r := fixture(24)
	change(r, func(v float64) float64 { return 10 * v }, model.GridConnection)
	f, _ := drawn(t, "energy", "en", r)
	writes(t, f, "4,000", "grid connection (off the scale)")
	f, _ = drawn(t, "energy", "en", fixture(24))
	writes(t, f, "400", "grid connection", "176", "264", "231")
}

// TestApart shows what is accounted apart, where anything is.
func TestApart(t *testing.T) {
	r := twoSteps()
	r.Targets = nil
	copy(r.Series.Of("h", model.FacilityLoad), []float64{math.NaN(), 2e6, 3e6})
	add := func(q model.QuantityName, values ...float64) {
		r.Series.Add(result.Column{Scope: "h", Quantity: q, Values: append([]float64{math.NaN()}, values...)})
	}
	add(model.EnergyAssessed, 31*24*2e6, 29*24*1e6)
	none := result.Column{Scope: "h", Quantity: model.EnergyApart, Values: make([]float64, 3)}
	r.Series.Add(none)
	f, _ := drawn(t, "energy", "en", r)
	if all := strings.Join(texts(f), " "); strings.Contains(all, "apart") || strings.Contains(all, "assessed") {
		t.Error(all)
	}
	copy(r.Series.Of("h", model.EnergyApart), []float64{math.NaN(), 0, 29 * 24 * 2e6})
	for lang, want := range map[string][]string{
		"en": {"1,392 of 3,576 TWh are accounted apart", "assessed"},
		"zh": {"其中13,920亿千瓦时单独核算", "纳入考核"},
	} {
		f, _ := drawn(t, "energy", lang, r)
		writes(t, f, want[1])
		if all := strings.Join(texts(f), " "); !strings.Contains(all, want[0]) {
			t.Error(all)
		}
	}
	if got := (&job{r: r}).power("h", model.EnergyAssessed); got[1] != 2e6 || got[2] != 1e6 {
		t.Errorf("%v", got)
	}
}

// TestManyFleets sums the smallest.
func TestManyFleets(t *testing.T) {
	r := national(24)
	r.Targets[0].Scope = "all"
	j := &job{r: r, fonts: withFonts(t)}
	list := j.fleetsOf("all")
	bands, total := pile(make([]float64, 25), j.largestFleets(list))
	if len(list) != 34 || len(bands) != len(fleetShades) || bands[5].name != "29 others" {
		t.Fatalf("%d fleets, %d bands, the last is %s", len(list), len(bands), bands[len(bands)-1].name)
	}
	sum := 0.
	for _, f := range list {
		sum += r.Series.Of(f.id, model.RacksInService)[24]
	}
	if math.Abs(sum-total[24]) > 1e-6*sum {
		t.Errorf("%g of %g racks", total[24], sum)
	}
}

// TestUnknownFleets go by their id in a result that does not name them.
func TestUnknownFleets(t *testing.T) {
	r := fixture(24)
	r.Scopes = keep(r.Scopes, func(s result.Scope) bool { return s.Kind != "fleet" })
	f, _ := drawn(t, "fleets", "zh", r)
	writes(t, f, "early", "recent", "liquid")
}

// TestPowerReasons says what is missing.
func TestPowerReasons(t *testing.T) {
	gone := func(quantities ...model.QuantityName) *result.Result {
		r := fixture(24)
		change(r, func(float64) float64 { return math.NaN() }, quantities...)
		return r
	}
	for _, c := range []struct {
		r             *result.Result
		chart, en, zh string
	}{
		{gone(model.RacksInService), "fleets", "no racks of fleets are known for Hub H", "没有各机房的机架数据：枢纽甲"},
		{cases()["crowd"], "fleets", "there are not two fleets to compare", "可比较的机房不足两组"},
		{gone(model.LoadFans), "parts", "the parts of the load are not known for Hub H", "没有各部分负荷的数据：枢纽甲"},
		{gone(model.FacilityLoad), "energy", "no load is known for Hub H", "没有负荷数据：枢纽甲"},
		{gone(model.CostWater), "cost", "the parts of the cost are not known for Hub H", "没有各项成本的数据：枢纽甲"},
		{cases()["zero"], "cost", "no occupied racks are known for Hub H", "没有已上架机架数据：枢纽甲"},
		{gone(model.ComputeFP32, model.ComputeFP16), "compute", "no compute is known for Hub H", "没有算力数据：枢纽甲"},
	} {
		for lang, want := range map[string]string{"en": c.en, "zh": c.zh} {
			if f, reason := drawn(t, c.chart, lang, c.r); f != nil || reason != want {
				t.Errorf("%s: %q, not %q", c.chart, reason, want)
			}
		}
	}
}

// TestCompute keeps the precisions apart, and draws what of them is there.
func TestCompute(t *testing.T) {
	r := fixture(24)
	f, _ := drawn(t, "compute", "en", r)
	writes(t, f, "FP32", "FP16", "4.80", "7.44", "8.60", "21.1", "1.70", "13.6", "intelligent", "124/head")
	change(r, func(v float64) float64 { return 5000 * v }, model.FP32PerHead, model.FP16PerHead)
	f, _ = drawn(t, "compute", "en", r)
	writes(t, f, "500,000/head", "620,000/head")
	checkLayout(t, "compute", f)
	change(r, func(float64) float64 { return math.NaN() }, append(slices.Clone(precisions[0].kinds), model.ComputeFP32, model.FP16PerHead)...)
	f, _ = drawn(t, "compute", "en", r)
	if all := strings.Join(texts(f), " "); strings.Contains(all, "FP32") || strings.Contains(all, "head") {
		t.Error(all)
	}
}

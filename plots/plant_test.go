package plots

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"hubcap/sim/result"
)

// plantOf is a plant of the second of four technologies, the second of three classes and
// the third of so many stations: 1.24 over the year, of which 0.1 are electrical losses.
func plantOf(stations int) *result.Plant {
	months := func(low, high float64) (out []result.Number) {
		for m := range 12 {
			out = append(out, result.Number(low+(high-low)*(1-math.Cos(float64(m)*math.Pi/6))/2))
		}
		return out
	}
	p := &result.Plant{Station: "s2", Place: result.Text{EN: "Station 2", ZH: "站点2"}, Technology: "t1", Class: "c1",
		Load: 0.5, WarmingK: 0.8, Annual: 1.24, Peak: 1.5, Design: 1.22, Months: months(1.2, 1.28),
		Parts: result.PlantParts{Electrical: 0.1, Misc: 0.03, Fans: 0.04, Cooling: 0.07, Compressors: 0.05}}
	for i := range 4 {
		low, high := 1.2+0.02*float64(i-1), 1.28+0.05*float64(i-1)
		p.ByTechnology = append(p.ByTechnology, result.PlantYear{Technology: fmt.Sprint("t", i),
			Name: result.Text{EN: fmt.Sprint("technology ", i), ZH: fmt.Sprint("方案", i)}, Annual: result.Number((low + high) / 2), Months: months(low, high)})
	}
	for i := range 3 {
		l := result.PlantLoads{Class: fmt.Sprint("c", i), Name: result.Text{EN: fmt.Sprint("class ", i), ZH: fmt.Sprint("等级", i)}}
		for u := 1; u <= 10; u++ {
			load := float64(u) / 10
			l.Load, l.PUE = append(l.Load, result.Number(load)), append(l.PUE, result.Number(1+(0.08*float64(i)+0.02)/load+0.04))
		}
		p.ByLoad = append(p.ByLoad, l)
	}
	for i := range stations {
		p.Stations = append(p.Stations, result.PlantStation{Station: fmt.Sprint("s", i), Measured: i%3 > 0,
			Name: result.Text{EN: fmt.Sprint("Station ", i), ZH: fmt.Sprint("站点", i)}, At: result.Point{Lat: result.Number(22 + i%19), Lon: result.Number(100 + i%23)},
			Annual: result.Number(1.3 - 0.06*float64(i)/float64(stations-1)), FreeDays: result.Number(100 + i)})
	}
	return p
}

// plantCases are plants at the edges of what there can be.
func plantCases() map[string]*result.Plant {
	out := map[string]*result.Plant{"plain": plantOf(5), "many": plantOf(60), "empty": {}}
	with := func(name string, f func(p *result.Plant)) {
		out[name] = plantOf(5)
		f(out[name])
	}
	with("missing", func(p *result.Plant) {
		p.Annual, p.Parts.Fans, p.Load = result.Missing(), result.Missing(), result.Missing()
		for i := range p.Stations {
			p.Stations[i].Annual, p.Stations[i].FreeDays, p.Stations[i].At.Lat = result.Missing(), result.Missing(), result.Missing()
		}
		for i := range p.ByTechnology {
			p.ByTechnology[i].Months[3] = result.Missing()
		}
	})
	with("nowhere", func(p *result.Plant) {
		for i := range p.Stations {
			p.Stations[i].At.Lat = result.Missing()
		}
		p.Station = "elsewhere"
	})
	with("flat", func(p *result.Plant) { // the same everywhere, always and at all loads
		for i := range p.Stations {
			p.Stations[i].Annual, p.Stations[i].At = 1.24, p.Stations[0].At
		}
		for i := range p.ByTechnology {
			p.ByTechnology[i].Months, p.ByTechnology[i].Annual = slices.Repeat([]result.Number{1.24}, 12), 1.24
		}
		for i := range p.ByLoad {
			p.ByLoad[i].PUE = slices.Repeat([]result.Number{1.24}, 10)
		}
		p.Parts = result.PlantParts{}
	})
	with("names", func(p *result.Plant) {
		long := result.Text{EN: strings.Repeat("A <long> & name ", 8), ZH: strings.Repeat("很长的名称<&>", 10)}
		p.Place = long
		for i := range p.Stations {
			p.Stations[i].Name = long
		}
		for i := range p.ByTechnology {
			p.ByTechnology[i].Name = long
		}
		for i := range p.ByLoad {
			p.ByLoad[i].Name = long
		}
	})
	with("nameless", func(p *result.Plant) {
		p.Place, p.ByLoad[1].Name, p.ByTechnology[1].Name, p.Stations[2].Name = result.Text{}, result.Text{}, result.Text{}, result.Text{}
	})
	with("own weather", func(p *result.Plant) { // at a place of which nothing but that is known
		nowhere := result.Point{Lat: result.Missing(), Lon: result.Missing()}
		p.Station, p.Place = "own.csv", result.Text{EN: "own.csv", ZH: "own.csv"}
		p.Stations = append([]result.PlantStation{{Station: p.Station, Name: p.Place, At: nowhere, Measured: true, Annual: p.Annual, FreeDays: result.Missing()}}, p.Stations...)
	})
	with("moved", func(p *result.Plant) {
		s := p.Stations[2]
		s.Station, s.Measured, s.Annual = "s2-at-2000-m", false, p.Annual
		p.Station, p.Stations = s.Station, append([]result.PlantStation{s}, p.Stations...)
	})
	with("cooled", func(p *result.Plant) { // by two parts, each of them less than the losses
		p.Parts.Cooling, p.Parts.Compressors = 0.15, 0.08
	})
	with("steep", func(p *result.Plant) { p.ByLoad[2].PUE[0], p.Load, p.Annual = 9, 0.1, 2.04 })
	with("unlike loads", func(p *result.Plant) {
		p.ByLoad[0].Load, p.ByLoad[2].PUE = p.ByLoad[0].Load[:3], p.ByLoad[2].PUE[:4]
	})
	return out
}

// drawnPlant draws a chart of a plant without files.
func drawnPlant(t testing.TB, name, lang string, p *result.Plant) (*figure, string) {
	t.Helper()
	j := &job{r: &result.Result{}, plant: p, lang: lang, fonts: withFonts(t), formats: []string{"svg"}}
	for _, c := range plantCharts {
		if c.name == name {
			return c.draw(j)
		}
	}
	t.Fatalf("no chart %s", name)
	return nil, ""
}

func TestEveryPlantDraws(t *testing.T) {
	for name, p := range plantCases() {
		for _, lang := range []string{"en", "zh"} {
			t.Run(name+" "+lang, func(t *testing.T) {
				t.Parallel()
				o := Options{Lang: lang}
				if name != "plain" || lang != "en" {
					o.Formats = []string{"svg"}
				}
				files, notes, err := Plant(t.Context(), p, o)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range files {
					checkFile(t, f)
				}
				for _, n := range PlantNames() {
					has := slices.ContainsFunc(files, func(f result.File) bool { return f.Name == n+".svg" })
					if has == slices.Contains(leftOutBy(notes), n) {
						t.Errorf("%s: drawn %t: %q", n, has, notes)
					}
					if has {
						f, _ := drawnPlant(t, n, lang, p)
						checkLayout(t, n, f)
					}
				}
			})
		}
	}
}

func TestPlantTitles(t *testing.T) {
	all := plantCases()
	best := plantOf(5)
	best.Technology, best.Station, best.Place = "t0", "s4", result.Text{EN: "Station 4", ZH: "站点4"}
	for _, c := range []struct {
		p             *result.Plant
		chart, en, zh string
	}{
		{all["plain"], "pue-months", "Technology 1: PUE 1.240 over the year, from 1.200 in Jan to 1.280 in Jul; best of 4: technology 0, 1.205", "方案1：全年PUE为1.240，从1月的1.200到7月的1.280；4种方案中方案0最低，为1.205"},
		{best, "pue-months", "Technology 0: PUE 1.205 over the year, from 1.180 in Jan to 1.230 in Jul; none of 4 is better", "方案0：全年PUE为1.205，从1月的1.180到7月的1.230，为4种方案中最低"},
		{all["flat"], "pue-months", "Technology 1: PUE 1.240 in every month; none of 4 is better", "方案1：各月PUE均为1.240，为4种方案中最低"},
		{all["plain"], "pue-load", "PUE is 1.240 at 50 % load; 1.140 at 100 %, 2.040 at 10 %", "负荷率50%时PUE为1.240；100%时为1.140，10%时为2.040"},
		{all["steep"], "pue-load", "PUE is 2.040 at 10 % load; 1.140 at 100 %", "负荷率10%时PUE为2.040；100%时为1.140"},
		{all["plain"], "pue-parts", "PUE is 1.240 over the year; largest overhead: electrical losses (0.100)", "全年PUE为1.240；能耗占比最大的是供配电损耗（0.100）"},
		{all["flat"], "pue-parts", "PUE is 1.000 over the year", "全年PUE为1.000"},
		{all["plain"], "pue-stations", "Station 2 is number 3 of 5 places with a PUE of 1.270; lowest: Station 4, 1.240; highest: Station 0, 1.300", "站点2的PUE为1.270，在5个站点中列第3；最低：站点4，1.240；最高：站点0，1.300"},
		{best, "pue-stations", "Station 4 is number 1 of 5 places with a PUE of 1.240; highest: Station 0, 1.300", "站点4的PUE为1.240，在5个站点中列第1；最高：站点0，1.300"},
		{all["flat"], "pue-stations", "PUE is 1.240 at all 5 places", "5个站点的PUE均为1.240"},
		{all["cooled"], "pue-parts", "PUE is 1.320 over the year; largest overhead: cooling (0.150)", "全年PUE为1.320；能耗占比最大的是制冷（0.150）"},
		{all["own weather"], "pue-stations", "own.csv is number 1 of 6 places with a PUE of 1.240; highest: Station 0, 1.300", "own.csv的PUE为1.240，在6个站点中列第1；最高：站点0，1.300"},
		{all["moved"], "pue-stations", "Station 2 is number 1 of 6 places with a PUE of 1.240; highest: Station 0, 1.300", "站点2的PUE为1.240，在6个站点中列第1；最高：站点0，1.300"},
		{all["nowhere"], "pue-stations", "Lowest: Station 4, 1.240; highest: Station 0, 1.300", "最低：站点4，1.240；最高：站点0，1.300"},
	} {
		for lang, want := range map[string]string{"en": c.en, "zh": c.zh} {
			f, reason := drawnPlant(t, c.chart, lang, c.p)
			if f == nil {
				t.Errorf("%s: %s", c.chart, reason)
			} else if f.title != want {
				t.Errorf("%s says %q, not %q", c.chart, f.title, want)
			}
		}
	}
	f, _ := drawnPlant(t, "pue-parts", "en", all["plain"])
	writes(t, f, "1.000", "+0.100", "+0.030", "+0.040", "+0.050", "+0.020", "1.240", "compressors")
	f, _ = drawnPlant(t, "pue-stations", "en", all["plain"])
	writes(t, f, "Station 2", "1.270", "102", "1.300")
}

func TestPlantReasons(t *testing.T) {
	for lang, want := range map[string][]string{
		"en": {"no months of the plant are known", "the PUE at other loads is not known", "the parts of the PUE are not known", "there are not two places to compare"},
		"zh": {"没有该方案各月的数据", "没有其他负荷率下的PUE数据", "没有PUE各组成部分的数据", "可比较的站点不足两个"},
	} {
		for i, name := range PlantNames() {
			if f, reason := drawnPlant(t, name, lang, plantCases()["missing"]); f != nil || reason != want[i] {
				t.Errorf("%s: %q, not %q", name, reason, want[i])
			}
		}
	}
}

// TestOwnRow ranks a place without coordinates and leaves it off the map; one that moves
// up is on both.
func TestOwnRow(t *testing.T) {
	for name, want := range map[string][]string{"own weather": {"own.csv"}, "moved": {"Station 2", "Station 2", "Station 2"}} {
		f, _ := drawnPlant(t, "pue-stations", "en", plantCases()[name])
		got := slices.DeleteFunc(texts(f), func(s string) bool { return s != want[0] })
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestLake ranks no stations for what does not depend on the weather.
func TestLake(t *testing.T) {
	p := plantOf(5)
	p.Technology = "lake"
	for lang, want := range map[string]string{"en": "lake water does not depend on the weather, so there is nothing to rank", "zh": "湖水冷却不受气象影响，各站点无需排名"} {
		if f, reason := drawnPlant(t, "pue-stations", lang, p); f != nil || reason != want {
			t.Errorf("%q", reason)
		}
	}
}

// TestCutLines ends lines where they leave the scale.
func TestCutLines(t *testing.T) {
	f, _ := drawnPlant(t, "pue-load", "en", plantCases()["steep"])
	if all := strings.Join(texts(f), " "); !strings.Contains(all, "lines end where they leave the scale") {
		t.Error(all)
	}
	c := &curves{panel: &panel{scale: scale{low: 1, high: 2}, x1: 10, y1: 10}, scale: scale{high: 2}}
	got := c.points(curve{across: []float64{0, 1, 2}, up: []float64{3, 1, 4}}, 0, 3)
	if len(got) != 3 || got[0].X != 2.5 || got[0].Y != 10 || got[1].Y != 0 || math.Abs(float64(got[2].X)-5*(1+1./3)) > 1e-9 {
		t.Errorf("%v", got)
	}
}

func TestPlantOptions(t *testing.T) {
	p := plantOf(5)
	for _, lang := range []string{"en", "zh"} {
		o := Options{Lang: lang, Only: []string{"pue-stations", "pue-load"}, Formats: []string{"svg"}}
		one, _, err := Plant(t.Context(), p, o)
		if err != nil || len(one) != 2 || one[0].Name != "pue-load.svg" || one[1].Name != "pue-stations.svg" {
			t.Fatalf("%d files, %v", len(one), err)
		}
		two, _, _ := Plant(t.Context(), p, o)
		for i := range one {
			if !bytes.Equal(one[i].Data, two[i].Data) {
				t.Errorf("%s differs when drawn again", one[i].Name)
			}
		}
	}
	for only, want := range map[string]string{
		"pue":  `chart "pue" is one of a result, not of a plant; known: pue-months, pue-load, pue-parts, pue-stations`,
		"nope": `there is no chart "nope"; known: pue-months,`,
	} {
		if _, _, err := Plant(t.Context(), p, Options{Only: []string{only}}); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v", err)
		}
	}
	if _, _, err := Render(t.Context(), fixture(3), Options{Only: []string{"pue-load"}}); err == nil || !strings.HasPrefix(err.Error(), `chart "pue-load" is one of a plant, not of a result; known: overview,`) {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if files, _, err := Plant(ctx, p, Options{}); !errors.Is(err, context.Canceled) || files != nil {
		t.Errorf("after cancellation: %d files, %v", len(files), err)
	}
	for m, want := range map[int]string{1: "Jan", 12: "Dec"} {
		if got := (&job{}).month(m); got != want {
			t.Errorf("%s", got)
		}
	}
}

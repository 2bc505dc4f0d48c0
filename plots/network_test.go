package plots

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

func TestNetworkTitles(t *testing.T) {
	all := cases()
	judged := fixture(3) // three of the six pairs take 3 ms, two 5 ms, one 7 ms; 4 ms more with the link cut
	judged.Targets = append(judged.Targets, target(judged, model.DelayMean, "mesh", model.AtMost, 7, 7))
	calm := fixture(3)
	calm.Slopes[0].Load = 0.5
	calm.Failures[0].AddedMs, calm.Failures[0].MeanMs, calm.Failures[0].P99Ms = 0, 7, 9
	two := fixture(3) // the second harms another tier, but less
	two.Failures = append(two.Failures, result.Failure{Tier: "t", Pair: "a->City 2", Links: []string{"b--c"}, MeanMs: 18, AddedMs: 2})
	unknown := fixture(3)
	unknown.Links[0].Capacity, unknown.Failures = result.Missing(), nil
	for _, c := range []struct {
		r             *result.Result
		chart, en, zh string
	}{
		{judged, "hubs", "Mesh M: 6 of 6 pairs within 7 ms, 3 also with any one link cut; slowest (99 %): Ayton to Deham, mean 7.00 ms", "网甲：6对节点中6对在7 ms以内，任一链路中断时仍有3对；最慢（99%分位）：甲至丁，平均7.00 ms"},
		{fixture(3), "hubs", "Mesh M: 6 pairs of places; slowest (99 %): Ayton to Deham, mean 7.00 ms", "网甲：6对节点；最慢（99%分位）：甲至丁，平均7.00 ms"},
		{all["overload"], "hubs", "Mesh M: 0 of 6 pairs within 9 ms, 0 also with any one link cut; slowest (99 %): Ayton to Deham, mean 26.00 ms", ""},
		{fixture(3), "slope", "First to break is the budget of 12 ms (Mesh M): 99 % of packets keep it up to 67 % load of the bottleneck; in Mar 2023 that load is 90 %, too much already", "网甲的12 ms预算最先突破：瓶颈负荷率67%以内时99%分位不超预算；2023年3月已达90%"},
		{calm, "slope", "First to break is the budget of 12 ms (Mesh M): 99 % of packets keep it up to 67 % load of the bottleneck; in Mar 2023 that load is 50 %", "网甲的12 ms预算最先突破：瓶颈负荷率67%以内时99%分位不超预算；2023年3月为50%"},
		{all["cut off"], "slope", "1 of 1 tiers have pairs that are cut off, whatever the load; first: Mesh M", "1个圈层中1个有节点对中断，与负荷率无关；首例：网甲"},
		{fixture(3), "network", "Fullest: Ayton–Beford, 90 %; worst cut: Ayton–Beford for Mesh M, +4.00 ms", "负荷率最高：甲–乙，90%；最不利中断：甲–乙，网甲 +4.00 ms"},
		{all["overload"], "network", "Overloaded: Ayton–Beford, 140 %; worst cut: Ayton–Beford for Mesh M, +4.00 ms, 122 % of 9 ms", ""},
		{unknown, "network", "Most traffic is on Ayton–Beford: 900 Gbit/s", "流量最大的链路为甲–乙：900 Gbit/s"},
		{all["cut off"], "network", "5 links, none with traffic", ""},
		{judged, "failures", "0 of 1 delay budgets hold with any one link cut; worst: Ayton–Beford for Mesh M, +4.00 ms, 157 % of 7 ms", "1项时延预算中0项在任一链路中断时仍满足；最不利：甲–乙，网甲 +4.00 ms，达预算157%（7 ms）"},
		{fixture(3), "failures", "Worst single cut: Ayton–Beford for Mesh M, +4.00 ms", "最不利的单链路中断：甲–乙，网甲 +4.00 ms"},
		{two, "failures", "1 of 1 delay budgets hold with any one link cut; worst: Beford–Ceville for Tier T, +2.00 ms, 60 % of 30 ms", ""},
		{two, "network", "Fullest: Ayton–Beford, 90 %; worst cut: Beford–Ceville for Tier T, +2.00 ms, 60 % of 30 ms", ""},
		{all["many slopes"], "slope", "First to break is the budget of 1 ms (Tier of a longer name, number 0): the mean keeps it up to 64 % load of the bottleneck; in Mar 2023 that load is 30 %", ""},
		{calm, "failures", "Worst single cut: none adds any delay", "最不利的单链路中断：均不增加时延"},
		{all["tail budget"], "delay", "Delay budget exceeded (Mesh M): Ayton to Deham 12.00 ms (99 %, N-1), 120 % of 10 ms", "时延超出预算：网甲；甲至丁 12.00 ms（99%，N-1），占10 ms预算的120%"},
		{judged, "delay", "Tightest delay budget (Mesh M): Ayton to Deham 7.00 ms, 100 % of 7 ms", ""},
	} {
		for lang, want := range map[string]string{"en": c.en, "zh": c.zh} {
			f, reason := drawn(t, c.chart, lang, c.r)
			if f == nil {
				t.Errorf("%s: %s", c.chart, reason)
			} else if f.title != want && want != "" {
				t.Errorf("%s says %q, not %q", c.chart, f.title, want)
			}
		}
	}
}

func TestNetworkTexts(t *testing.T) {
	all := cases()
	for _, c := range []struct {
		r     *result.Result
		chart string
		texts []string
	}{
		{fixture(3), "hubs", []string{"Ayton", "Deham", "3.0", "5.0", "7.0", "9.0", "11.0"}},
		{all["overload"], "hubs", []string{"26.0*", "27.0*", "budget 9 ms", "framed: over budget, or no path (cut off)"}},
		{all["hubs"], "hubs", []string{"cut off", "13.6", "12.7*"}},
		{fixture(3), "slope", []string{"Mesh M", "Ayton to Deham", "budget 12 ms", "99 % breaks it at 67 %", "mean", "93 %", "load 90 %"}},
		{all["overload"], "slope", []string{"overloaded: 140 %", "over it when empty", "load 0 %"}},
		{all["many slopes"], "slope", []string{"Tier of a longer name, number 0", "Tier of a longer name, number 5"}},
		{all["cut off"], "slope", []string{"cut off", "budget 12 ms"}},
		{fixture(3), "network", []string{"Ayton", "Beford", "Ceville", "Deham", "Mesh M", "+4.00 ms", "90 %", "closed", "no capacity given", "500 Gbit/s", "Most loaded links"}},
		{fixture(3), "failures", []string{"intact", "7.00 ms", "worst link: Ayton–Beford", "11.00 ms", "mean +4.00 ms", "Storm", "no path left", "1,000 Gbit/s lost"}},
		{fixture(3), "delay", []string{"A to City 2 16.00 ms", "Ayton to Deham 7.00 ms; 99 % 9.00 ms; N-1 mean 11.00 ms", "up to 99 % of packets", "slowest path, worst link cut (N-1)"}},
		{all["overload"], "delay", []string{"Ayton to Deham 26.00 ms; 99 % 146.00 ms; N-1 mean 27.00 ms; no direct circuit", "no direct circuit"}},
	} {
		f, reason := drawn(t, c.chart, "en", c.r)
		if f == nil {
			t.Fatal(reason)
		}
		writes(t, f, c.texts...)
	}
}

// TestTriangles has the intact network above the diagonal, a cut below it.
func TestTriangles(t *testing.T) {
	f, _ := drawn(t, "hubs", "en", fixture(3))
	at := map[string]vg.Rectangle{}
	for _, p := range slices.Backward(f.texts) { // the first 7.0 is in the first row
		at[p.text] = p.box
	}
	if intact, cut := at["7.0"].Min, at["11.0"].Min; !(cut.X < intact.X && cut.Y < intact.Y) {
		t.Errorf("intact at %v, cut at %v", intact, cut)
	}
}

// TestClosed dashes the one link that is closed, and the line that explains it.
func TestClosed(t *testing.T) {
	dashed := func(open bool) int {
		r := fixture(3)
		r.Links[4].Open = open
		f, _ := drawn(t, "network", "en", r)
		data, err := f.file("svg")
		if err != nil {
			t.Fatal(err)
		}
		return strings.Count(string(data), "stroke-dasharray")
	}
	if got := dashed(false) - dashed(true); got != 2 {
		t.Errorf("%d lines", got)
	}
}

// TestOldNetwork draws the delay as it was before there was load, and says why not the rest.
func TestOldNetwork(t *testing.T) {
	r := cases()["old network"]
	for name, want := range map[string]string{
		"hubs":     "no tier has paths between all of its places",
		"slope":    "no tier has a budget and a delay that depends on load",
		"network":  "the result has no links with a place on the map",
		"failures": "no failures of links are known for any delay tier",
	} {
		if f, reason := drawn(t, name, "en", r); f != nil || reason != want {
			t.Errorf("%s: %q", name, reason)
		}
	}
	f, _ := drawn(t, "delay", "en", r)
	if all := written(f); !strings.Contains(all, "without queueing") || strings.Contains(all, "N-1") || strings.Contains(all, "99 %") {
		t.Error(all)
	}
}

// TestMesh is no mesh where all paths begin in one place; a pair given both ways is one.
func TestMesh(t *testing.T) {
	r := fixture(3)
	j := &job{r: r, fonts: withFonts(t)}
	back := r.Paths[len(r.Paths)-1]
	back.Ends[0], back.Ends[1], back.Pair = back.Ends[1], back.Ends[0], "d->c"
	r.Paths = append(r.Paths, back)
	all := j.meshes()
	if len(all) != 1 || len(all[0].pairs) != 6 || !slices.Equal(all[0].places, []string{"a", "b", "c", "d"}) {
		t.Fatalf("%+v", all)
	}
	many := (&job{r: cases()["60 hubs"], fonts: j.fonts}).meshes()[0]
	if shown := many.shown(); len(many.places) != 60 || len(many.pairs) != 60*59/2 || len(shown) != meshMost || !slices.IsSorted(shown) {
		t.Errorf("%d places, %d pairs, %d shown", len(many.places), len(many.pairs), len(shown))
	}
}

// TestMeshColours tell what is within the budget from what is beyond, in grey too.
func TestMeshColours(t *testing.T) {
	m := &mesh{by: [2]bound{{quantity: model.DelayMean, budget: 20}}}
	inside, outside := luminance(m.ground(20)), luminance(m.ground(20.1))
	if inside < outside+0.05 || m.ground(0) != within[0] || m.ground(30) != red || m.ground(99) != red {
		t.Errorf("luminance %g within, %g beyond", inside, outside)
	}
	for v := 0.; v < 40; v += 0.1 {
		if c := contrast(legible(m.ground(v)), m.ground(v)); c < 4.5 {
			t.Errorf("contrast of %.2f at %g ms", c, v)
		}
	}
}

// TestSlopeHeight reads a line between its points and holds it beyond them.
func TestSlopeHeight(t *testing.T) {
	l := curve{across: []float64{0, 0.5, 1}, up: []float64{10, 20, 60}}
	for x, want := range map[float64]float64{-1: 10, 0: 10, 0.25: 15, 0.5: 20, 0.75: 40, 1: 60, 2: 60} {
		if got := l.height(x); got != want {
			t.Errorf("%g at %g, not %g", got, x, want)
		}
	}
}

// TestLoads are the colours of links by their load.
func TestLoads(t *testing.T) {
	for load, want := range map[result.Number]colour{0: blue2, 0.69: blue2, 0.7: blue, 1: blue, 1.01: red, result.Missing(): faint} {
		if got := loadColour(result.Link{Capacity: 1, Load: load}); got != want {
			t.Errorf("%v at %v", got, load)
		}
	}
	if loadColour(result.Link{Capacity: result.Missing(), Load: 2}) != faint {
		t.Error("a load without a capacity")
	}
}

// TestFirstRows leaves out the named failures that leave most of a budget, then the tiers that
// do: with budgets of 10 ms, of cuts to 9 and 12 ms in one tier and to 11 and 20 in another.
func TestFirstRows(t *testing.T) {
	of := func(id string, worst, named float64) failing {
		return failing{tier: tier{id: id, at: -1, bounds: []bound{{quantity: model.DelayMean, budget: 10}}}, cuts: []result.Failure{
			{MeanMs: result.Number(worst)}, {ID: "f", MeanMs: result.Number(named)}}}
	}
	list := []failing{of("a", 9, 12), of("b", 20, 11)}
	for most, want := range map[int]string{6: "a2 b2", 5: "a2 b1", 4: "a1 b1", 3: "b1", 1: "b1"} {
		out, rows, left := firstRows(list, most)
		var got []string
		n := 0
		for _, e := range out {
			got, n = append(got, fmt.Sprint(e.id, len(e.cuts))), n+1+len(e.cuts)
		}
		if strings.Join(got, " ") != want || rows != n || rows+left != 6 {
			t.Errorf("%d rows: %q, %d and %d", most, got, rows, left)
		}
	}
	if len(list[0].cuts) != 2 || list[1].cuts[1].ID != "f" {
		t.Error("the list is no longer what it was")
	}
}

// TestTail ends with a bar, but not where it leaves the scale.
func TestTail(t *testing.T) {
	paths := func(draw func(*figure)) int {
		f := (&job{r: fixture(3), fonts: withFonts(t), formats: []string{"svg"}}).newFigure("A", "", 0)
		draw(f)
		data, err := f.file("svg")
		if err != nil {
			t.Fatal(err)
		}
		return strings.Count(string(data), "<path")
	}
	none := paths(func(*figure) {})
	for to, want := range map[vg.Length]int{60: 2, 100: 1} {
		if got := paths(func(f *figure) { f.tail(grey, 1, 10, 50, to, 100) }) - none; got != want {
			t.Errorf("%d lines to %v", got, to)
		}
	}
}

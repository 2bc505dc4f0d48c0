package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// ofEnsembles are the charts that a single run does not have.
var ofEnsembles = []string{"probability", "fans", "shortfall", "first-met", "conflicts"}

// changed are all that an ensemble changes.
var changed = append(slices.Clone(ofEnsembles), "overview", "racks", "utilisation", "pue")

// TestAlone says why a chart of an ensemble is not drawn, but only to who asked for it.
func TestAlone(t *testing.T) {
	r := fixture(3)
	files, notes, err := Render(t.Context(), r, Options{Formats: []string{"svg"}})
	if err != nil || len(notes) > 0 || slices.ContainsFunc(files, func(f result.File) bool { return strings.Contains(f.Name, "fans") }) {
		t.Errorf("%d files, notes %q, %v", len(files), notes, err)
	}
	files, notes, err = Render(t.Context(), r, Options{Formats: []string{"svg"}, Only: ofEnsembles})
	if err != nil || len(files) > 0 || len(notes) != 1 || !strings.Contains(notes[0], "--members") || !slices.Equal(leftOutBy(notes), ofEnsembles) {
		t.Errorf("%d files, notes %q, %v", len(files), notes, err)
	}
}

func TestEnsembleTitles(t *testing.T) {
	all := cases()
	for _, c := range []struct {
		name, chart, en, zh string
	}{
		{"ensemble", "racks", "Hub H reaches 600,000 racks by Dec 2024 with 0.3 % probability (0.1–0.9 %)", "枢纽甲：至2024年12月在用机架达到60万架，概率为0.3%（0.1–0.9%）"},
		{"ensemble", "utilisation", "Hub H: utilisation is at least 65.0 % in Dec 2024 with 41.2 % probability (38.2–44.3 %)", "枢纽甲：2024年12月上架率达到65.0%，概率为41.2%（38.2–44.3%）"},
		{"ensemble", "pue", "Hub H: PUE of the trailing year is at most 1.200 in Dec 2024 in none of 1,000 members", "枢纽甲：2024年12月近十二个月PUE不超过1.200，1,000个样本中无一实现"},
		{"ensemble", "overview", "All targets are met together in none of 1,000 members; central run: 1 of 4 targets met; racks miss by 380,000", "全部目标同时达标：1,000个样本中无一实现；中心值模拟：4项目标中1项达标；在用机架差38万架"},
		{"ensemble", "fans", "Least likely of 4 targets: PUE of the trailing year of Hub H, in none of 1,000 members", "4项目标中最难达标者：枢纽甲近十二个月PUE，1,000个样本中无一实现"},
		{"ensemble of two dates", "probability", "Least likely of 4 targets: Racks of Hub H, with 30.0 % probability (24.1–36.7 %); all together with 15.0 % (10.7–20.6 %)", ""},
		{"ensemble of one target", "probability", "Hub H reaches 600,000 racks by Dec 2024 with 48.4 % probability (36.6–60.4 %)", ""},
		{"ensemble of one target", "overview", "The target is met with 23.4 % probability (14.7–35.1 %); central run: the target is missed; racks miss by 380,000", "目标达标：概率为23.4%（14.7–35.1%）；中心值模拟：目标未达标；在用机架差38万架"},
		{"ensemble without verdict", "probability", "2 of 4 targets are met in none of 1,000 members", "4项目标中有2项在1,000个样本中均未达标"},
		{"ensemble", "shortfall", "Racks of Hub H: missed in 997 of 1,000 members, by 342,000 on average and 608,000 at the 95th percentile", "枢纽甲在用机架：1,000个样本中997个未达标，平均差34.2万架，95%分位差60.8万架"},
		{"ensemble", "first-met", "Racks of Hub H: 0.3 % of the members have met it by Dec 2024", "枢纽甲在用机架：至2024年12月0.3%的样本已达标过"},
		{"ensemble", "conflicts", "In conflict: Racks of Hub H and Utilisation of Hub H are both met in no member; if independent, in 0.1 %", ""},
		{"ensemble of two dates", "conflicts", "2 pairs of targets in conflict, most of all: Racks of Hub H and Utilisation of Hub H are both met in 5.0 % of the members; if independent, in 22 %", ""},
	} {
		if c.name == "ensemble of two dates" && c.chart == "conflicts" { // a second pair, less so
			all[c.name].Ensemble.Pairs[5].Conflict = true
		}
		if c.name == "ensemble" && c.chart == "conflicts" {
			all[c.name].Ensemble.Pairs[0].Conflict = true
		}
		for lang, want := range map[string]string{"en": c.en, "zh": c.zh} {
			f, reason := drawn(t, c.chart, lang, all[c.name])
			if f == nil {
				t.Errorf("%s: %s", c.chart, reason)
			} else if f.title != want && want != "" {
				t.Errorf("%s says %q, not %q", c.chart, f.title, want)
			}
		}
	}
	r := fixture(24)
	for i := range r.Targets {
		r.Targets[i].Required = result.Number(i)
	}
	if f, _ := drawn(t, "probability", "en", uncertain(r, 50, 50)); f.title != "All 4 targets are met in all of 50 members" {
		t.Errorf("%q", f.title)
	}
}

// says checks that texts are part of what is written.
func says(t *testing.T, f *figure, want ...string) {
	t.Helper()
	for _, s := range want {
		if all := written(f); !strings.Contains(all, s) {
			t.Errorf("%q is not in %.300q", s, all)
		}
	}
}

// TestOdds writes each probability with its interval and what leads the misses, and all targets
// together below.
func TestOdds(t *testing.T) {
	all := cases()
	f, _ := drawn(t, "probability", "en", all["ensemble"])
	writes(t, f, "41.2 %", "38.2–44.3", "0 %", "0–0.4", "100 %", "99.6–100", "all 4 targets together")
	says(t, f, "12 uncertain numbers", "Latin hypercube")
	if got := strings.Count(written(f), "grid connection leads"); got != 3 {
		t.Errorf("%d leads of 3 missed targets", got)
	}
	f, _ = drawn(t, "probability", "en", all["ensemble without values"])
	says(t, f, "no value in any member")
	f, _ = drawn(t, "probability", "en", all["ensemble with failures"])
	says(t, f, "1,000 members", "1 of them failed and not counted")
	f, _ = drawn(t, "probability", "en", all["ensemble of one target"])
	if strings.Contains(written(f), "together") {
		t.Error("one target together with itself")
	}
	if oddsAt(0) != oddsX0 || oddsAt(1) != oddsX1 || oddsAt(0.5) != (oddsX0+oddsX1)/2 {
		t.Error("the axis is not from 0 to 1")
	}
}

// TestFan has the quantiles where all are known, and nothing without an ensemble.
func TestFan(t *testing.T) {
	r := uncertain(fixture(24), 1000, 500)
	j := &job{r: r}
	f := j.fan("h", model.RacksInService)
	if f == nil || f.flow {
		t.Fatalf("%+v", f)
	}
	for i, line := range [][]float64{f.p05, f.p25, f.p50, f.p75, f.p95} {
		want := []float64{176_000, 204_600, 213_400, 224_400, 242_000}[i]
		if math.Abs(line[24]-want) > 1e-6 || line[0] != 100_000 {
			t.Errorf("quantile %d: %v", i, line)
		}
	}
	if f := j.fan("h", model.PUE); f == nil || !f.flow || !math.IsNaN(f.p05[0]) || math.IsNaN(f.p95[1]) {
		t.Errorf("%+v", f)
	}
	at := slices.IndexFunc(r.Series.Columns, func(c result.Column) bool { return c.Scope == "h" && c.Quantity == model.RacksInService })
	column := &r.Series.Columns[at]
	column.Spread[2][7] = math.NaN()
	column.Spread[5][8] = math.Inf(1)
	for _, k := range []int{7, 8} {
		if f := j.fan("h", model.RacksInService); !math.IsNaN(f.p05[k]) || !math.IsNaN(f.p95[k]) || math.IsNaN(f.p05[6]) {
			t.Errorf("half a band at %d", k)
		}
	}
	column.Spread = column.Spread[:3]
	if j.fan("h", model.RacksInService) != nil || j.fan("h", "no such quantity") != nil {
		t.Error("a fan of nothing")
	}
	spreadOut(r)
	r.Ensemble = nil
	if j.fan("h", model.RacksInService) != nil {
		t.Error("a fan without an ensemble")
	}
}

// TestFanPanel draws both bands between their quantiles, and a lonely date as a bar.
func TestFanPanel(t *testing.T) {
	j := &job{r: fixture(2), fonts: withFonts(t), formats: []string{"svg"}}
	none := math.NaN()
	line := func(v ...float64) []float64 { return v }
	draw := func(fan *fan) string {
		f := j.newFigure("A", "", 0)
		f.newPanel(scale{high: 10}, 100, 200, 100, 200).fan(fan, 1)
		data, err := f.file("svg")
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	before := strings.Count(draw(nil), "<path")
	all := draw(&fan{p05: line(1, 1, 1), p25: line(2, 2, 2), p50: line(3, 3, 3), p75: line(4, 4, 4), p95: line(5, 5, 5)})
	if got := strings.Count(all, "<path") - before; got != 3 {
		t.Errorf("%d paths, not two bands and a median", got)
	}
	for c, ends := range map[string][]string{"DEEAF4": {"M100,150L", "L200,150L200,110L", "L100,110"}, "BDD4E7": {"M100,140L", "L200,140L200,120L", "L100,120"}, "5287B6": {"M100,130L", "L200,130"}} {
		for _, want := range ends {
			if i := strings.LastIndex(all, "#"+c); i < 0 || !strings.Contains(all[strings.LastIndex(all[:i], "<path"):i], want) {
				t.Errorf("%s is not drawn over %s", c, want)
			}
		}
	}
	if got := strings.Count(draw(&fan{p05: line(none, 1, none), p25: line(none, 2, none), p50: line(none, 3, none), p75: line(none, 4, none), p95: line(none, 5, none)}), "#DEEAF4"); got != 1 {
		t.Errorf("%d bands of a lonely date", got)
	}
}

// TestFansChosen keeps what is open where there are more targets than panels.
func TestFansChosen(t *testing.T) {
	var list []chanced
	for i := range 14 { // never, always, and open: 4, 5, 5
		met := []int{0, 100, 40}[(i+1)%3]
		list = append(list, chanced{result.Target{ID: fmt.Sprint(i)}, result.TargetChances{Chance: result.Wilson(met, 100)}})
	}
	kept, left := openFirst(list)
	count := map[int]int{}
	for i, c := range kept {
		count[c.chances.Met]++
		if i > 0 && slices.IndexFunc(list, func(o chanced) bool { return o.ID == c.ID }) < slices.IndexFunc(list, func(o chanced) bool { return o.ID == kept[i-1].ID }) {
			t.Error("another order")
		}
	}
	if left != 5 || len(kept) != 9 || count[40] != 5 || count[0] != 4 || count[100] != 0 {
		t.Errorf("%v, %d left", count, left)
	}
	f, _ := drawn(t, "fans", "en", cases()["ensemble of 20 targets"])
	says(t, f, "left out: 11 of 20 targets")
}

// TestSpreadScale begins at zero only where that does not hide the spread.
func TestSpreadScale(t *testing.T) {
	j := &job{fonts: withFonts(t)}
	for _, c := range []struct{ low, high, first float64 }{{100, 600, 0}, {1.2, 1.4, 1.1}, {-5, 5, -10}, {20, 20, 19.98}, {0, 0, 0}} {
		s := j.spreadScale(model.RacksInService, []float64{c.low, math.NaN(), math.Inf(1), c.high})
		if math.Abs(s.low-c.first) > 1e-9 || s.high < c.high || math.IsInf(s.high, 0) {
			t.Errorf("%v to %v: %v to %v", c.low, c.high, s.low, s.high)
		}
	}
}

// TestShortfall marks mean and 95th percentile, and says who meets the target.
func TestShortfall(t *testing.T) {
	r := uncertain(fixture(24), 1000, 3, 412, 0, 1000)
	r.Ensemble.Targets[1].Valueless = 7
	f, _ := drawn(t, "shortfall", "en", r)
	writes(t, f, "Racks of Hub H", "missed in 588 of 1,000 members; 7 no value", "mean 342,000", "95 % 608,000", "mean 22.5 points")
	if strings.Contains(written(f), "Tier T") {
		t.Error("a target that is never missed")
	}
	if strings.Contains(written(f), "few") {
		t.Error("few of hundreds")
	}
	r.Ensemble.Targets[0].Bins = []result.Bin{{Low: 5, High: 5, Members: 10}} // all alike
	f, _ = drawn(t, "shortfall", "en", r)
	writes(t, f, "mean 342,000")
	checkLayout(t, "shortfall", f)
	for i := range r.Ensemble.Targets {
		r.Ensemble.Targets[i].Bins = nil
	}
	if f, reason := drawn(t, "shortfall", "en", r); f != nil || !strings.Contains(reason, "known amount") {
		t.Errorf("%q", reason)
	}
}

// TestFirstMet counts the members up to a date, and tells in a note what needs no line.
func TestFirstMet(t *testing.T) {
	r := fixture(24)
	day := func(k int) model.Date { return r.Series.Dates[k] }
	c := result.TargetChances{Chance: result.Wilson(30, 100), FirstMet: []result.FirstMet{{Date: day(3), Members: 20}, {Date: day(9), Members: 40}}, Never: 40}
	for k, want := range map[int]float64{2: 0, 3: 0.2, 8: 0.2, 9: 0.6, 24: 0.6} {
		if got := reached(c, day(k)); got != want {
			t.Errorf("%v by step %d, not %v", got, k, want)
		}
	}
	uncertain(r, 100, 30)
	for i := range r.Ensemble.Targets {
		e := &r.Ensemble.Targets[i]
		e.FirstMet, e.Never = c.FirstMet, c.Never
	}
	r.Ensemble.Targets[1].FirstMet = nil
	r.Ensemble.Targets[2].FirstMet = []result.FirstMet{{Date: day(5), Members: 100}}
	f, _ := drawn(t, "first-met", "en", r)
	writes(t, f, "60 %", "Not met at any time in any member: Utilisation of Hub H", "First met on one date in all members: PUE of the trailing year of Hub H (May 2023)")
	if want := "Racks of Hub H: half of the members have met it by Sep 2023"; f.title != want {
		t.Errorf("%q", f.title)
	}
	for _, i := range []int{0, 3} {
		r.Ensemble.Targets[i].FirstMet = c.FirstMet[:1]
	}
	f, _ = drawn(t, "first-met", "en", r)
	if want := "Racks of Hub H: 20 % of the members have met it by Dec 2024"; f.title != want {
		t.Errorf("%q", f.title)
	}
	early := []result.FirstMet{{Date: day(0), Members: 50}, {Date: day(9), Members: 40}}
	r.Ensemble.Targets[0].FirstMet = early
	f, _ = drawn(t, "first-met", "en", r)
	if want := "One-way delay of Tier T: 20 % of the members have met it by Dec 2024"; f.title != want {
		t.Errorf("%q", f.title)
	}
	r.Ensemble.Targets[3].FirstMet = early
	f, _ = drawn(t, "first-met", "en", r)
	if want := "PUE of the trailing year of Hub H: all members have met it by May 2023"; f.title != want {
		t.Errorf("%q", f.title)
	}
	r.Ensemble.Targets[2].FirstMet = nil
	f, _ = drawn(t, "first-met", "en", r)
	if want := "Met from the start in at least half of the members: Racks of Hub H and One-way delay of Tier T; never: Utilisation of Hub H and PUE of the trailing year of…"; f.title != want {
		t.Errorf("%q", f.title)
	}
	r.Ensemble.Targets[0].FirstMet, r.Ensemble.Targets[3].FirstMet = nil, nil
	if f, reason := drawn(t, "first-met", "en", r); f != nil || !strings.Contains(reason, "one date") {
		t.Errorf("%q", reason)
	}
}

// TestFirstMetStairs step up on the day, not on the way to it.
func TestFirstMetStairs(t *testing.T) {
	r := uncertain(fixture(2), 100, 50)
	c := chanced{r.Targets[0], result.TargetChances{Chance: result.Wilson(50, 100), FirstMet: []result.FirstMet{{Date: r.Series.Dates[2], Members: 50}}}}
	j := &job{r: r, fonts: withFonts(t), formats: []string{"svg"}}
	f := j.newFigure("A", "", 0)
	f.newPanel(scale{high: 1}, 100, 200, 100, 200).firstMet(c, ink)
	data, err := f.file("svg")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), "M100,100L200,100L200,150") {
		t.Error(string(data))
	}
}

// TestPairOdds multiplies the margins of a pair: of 100 members 50 meet A, 40 meet B, 10 both.
func TestPairOdds(t *testing.T) {
	both, apart := odds(result.TargetPair{Both: 10, OnlyA: 40, OnlyB: 30, Neither: 20})
	if both != 0.1 || apart != 0.5*0.4 {
		t.Errorf("%v and %v", both, apart)
	}
	if both, apart := odds(result.TargetPair{}); both != 0 || apart != 0 {
		t.Error("odds of no members")
	}
	r := uncertain(fixture(24), 1000, 600, 600, 0, 500)
	f, _ := drawn(t, "conflicts", "en", r)
	writes(t, f, "20 %", "36 %", "60 %")
	writes(t, f, "Not compared, as met in none of the members: PUE of the trailing year of Hub H")
	if strings.Count(written(f), "PUE") != 1 || strings.Contains(written(f), "met in all") {
		t.Errorf("%q", written(f))
	}
	checkLayout(t, "conflicts", f)
	for i := range r.Ensemble.Pairs {
		r.Ensemble.Pairs[i].Conflict = false
	}
	if f, _ = drawn(t, "conflicts", "en", r); f.title != "Of the 3 targets that some members meet and others miss, no two conflict" {
		t.Errorf("%q", f.title)
	}
	if f, reason := drawn(t, "conflicts", "en", cases()["ensemble of one target"]); f != nil || !strings.Contains(reason, "fewer than two") {
		t.Errorf("%q", reason)
	}
}

// TestOverviewOdds stand beside the targets of an ensemble only.
func TestOverviewOdds(t *testing.T) {
	f, _ := drawn(t, "overview", "en", cases()["ensemble"])
	writes(t, f, "probability", "41.2 %", "38.2–44.3")
	says(t, f, "what bound the misses")
	f, _ = drawn(t, "overview", "en", fixture(24))
	if strings.Contains(written(f), "probability") || strings.Contains(written(f), "misses") {
		t.Error("a probability of a single run")
	}
}

// TestBoundOfMisses says what bound where something was missed, in the central run or in a member.
func TestBoundOfMisses(t *testing.T) {
	binding := []result.Binding{{Constraint: "a", Share: 0.5}, {Constraint: "b", Share: 0.3}, {Constraint: "c", Share: 0.15}, {Constraint: "d", Share: 0.05}}
	for _, c := range []struct {
		met     bool // in the central run
		members int  // of 100
		want    bool
	}{{true, 100, false}, {false, 100, true}, {true, 99, true}, {false, 0, true}} {
		r := uncertain(fixture(3), 100, c.members)
		r.Targets[0].Met, r.Targets[0].Binding = c.met, binding
		lines := (&job{r: r, fonts: withFonts(t)}).bound(&r.Targets[0])
		if (len(lines) > 0) != c.want || c.want && lines[2] != "20 % from 2 others" {
			t.Errorf("%+v: %q", c, lines)
		}
	}
}

// TestRuns says in the source line from which runs a chart is.
func TestRuns(t *testing.T) {
	single, ensemble, member := fixture(3), uncertain(fixture(3), 200, 50), fixture(3)
	seventeen := 17
	member.Members, member.Member, member.Seed = 200, &seventeen, 5
	for _, c := range []struct {
		r                 *result.Result
		chart, lang, want string
	}{
		{single, "racks", "en", "one central run"}, {single, "parts", "zh", "单次中心值模拟"},
		{ensemble, "racks", "en", "200 members"}, {ensemble, "probability", "zh", "200个样本"},
		{ensemble, "energy", "en", ", central run"}, {ensemble, "energy", "zh", "，中心值模拟"},
		{member, "racks", "en", "member 17 of 200, seed 5"}, {member, "energy", "zh", "第17号样本（共200个），种子5"},
	} {
		f, reason := drawn(t, c.chart, c.lang, c.r)
		if f == nil {
			t.Errorf("%s: %s", c.chart, reason)
			continue
		}
		all := written(f)
		i := strings.Index(all, "hubcap 0.1.0")
		if i < 0 || !strings.Contains(all[i:], c.want) || c.r != ensemble && strings.Contains(all, "200 members") {
			t.Errorf("%s %s: %q", c.chart, c.lang, all)
		}
	}
}

// TestFewMisses are shown without what they could not support.
func TestFewMisses(t *testing.T) {
	r := uncertain(fixture(24), 1000, 997, 412, 999, 1000)
	one := &r.Ensemble.Targets[2]
	one.Bins = []result.Bin{{Low: 0.04, High: 0.05, Members: 1}}
	one.Shortfall = result.Spread{Mean: 0.043, P05: 0.043, P25: 0.043, P50: 0.043, P75: 0.043, P95: 0.043}
	f, _ := drawn(t, "shortfall", "en", r)
	writes(t, f, "missed in 3 of 1,000 members: few", "missed in 1 of 1,000 members: few", "mean 22.5 points", "0.043")
	says(t, f, "Few: fewer than 10 misses")
	checkLayout(t, "shortfall", f)
	if all := written(f); strings.Contains(all, "mean 342,000") || strings.Contains(all, "mean 0.043") {
		t.Errorf("%q", all)
	}
	if !strings.HasPrefix(f.title, "Utilisation of Hub H: missed in 588") {
		t.Errorf("%q", f.title)
	}
	r = uncertain(fixture(24), 1000, 997, 998, 999, 1000)
	f, _ = drawn(t, "shortfall", "en", r)
	if want := "Few members miss a target by a known amount; most often Racks of Hub H, in 3 of 1,000"; f.title != want {
		t.Errorf("%q", f.title)
	}
	for misses, want := range map[int]bool{9: true, 10: false} {
		c := chanced{chances: result.TargetChances{Bins: []result.Bin{{Members: misses - 4}, {Members: 4}}}}
		if c.few() != want {
			t.Errorf("%d misses", misses)
		}
	}
}

// TestBrief tells from nothing and all what is neither.
func TestBrief(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 0.001: "<1", 0.009: "<1", 0.01: "1", 0.42: "42", 0.99: "99", 0.991: ">99", 1: "100"} {
		if got := brief(v); got != want {
			t.Errorf("%v is %s, not %s", v, got, want)
		}
	}
}

// TestPanels do not reach into each other, and are all on the sheet.
func TestPanels(t *testing.T) {
	for n := 1; n <= panelsMost; n++ {
		g := newGrid(n)
		for i := range n {
			a := g.place(i, g.height())
			if a.Min.X < edge-0.1 || a.Max.X > sheetWidth-edge+0.1 || a.Min.Y < -0.1 {
				t.Errorf("%d of %d at %v", i, n, a)
			}
			for k := range i {
				if b := g.place(k, g.height()); overlap(vg.Rectangle{Min: a.Min, Max: vg.Point{X: a.Max.X - 0.1, Y: a.Max.Y - 0.1}}, b) {
					t.Errorf("%d of %d reaches into %d", i, n, k)
				}
			}
		}
	}
}

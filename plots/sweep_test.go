package plots

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// swiped draws a chart of a sweep without files.
func swiped(t testing.TB, name, lang string, m *result.Manifest, r *result.Runs, o SweepOptions) (*figure, string) {
	t.Helper()
	j := sweepJob(m, r, &o)
	j.lang, j.fonts, j.formats, j.asked = lang, withFonts(t), []string{"svg"}, true
	for _, c := range sweepCharts {
		if c.name == name {
			return c.draw(j)
		}
	}
	t.Fatalf("no chart %s", name)
	return nil, ""
}

// sweepCase is a sweep and what is asked of it.
type sweepCase struct {
	m *result.Manifest
	r *result.Runs
	o SweepOptions
}

// slope2 falls with lead time and capital.
func slope2(p []float64) float64 { return 1.5 - p[0]/20 - p[1]/200_000 }

// sweepCases are those at the edges of what there can be.
func sweepCases() map[string]sweepCase {
	lead, capex := listed(leadAxis, 8, 12, 16, 20), listed(capexAxis, 50_000, 75_000, 100_000)
	share := listed(shareAxis, 0.1, 0.3, 0.5)
	leads, capexes, shares := ranged(leadAxis, 8, 30), ranged(capexAxis, 50_000, 100_000), ranged(shareAxis, 0.1, 0.5)
	capexes.Log = true
	out := map[string]sweepCase{}
	add := func(name, kind string, members int, axes []result.ManifestAxis, points [][]float64, chance func([]float64) float64, change ...func(*sweepCase)) {
		c := sweepCase{}
		c.m, c.r = made(kind, members, axes, points, chance)
		for _, f := range change {
			f(&c)
		}
		out[name] = c
	}
	grid := func(name string, members int, chance func([]float64) float64, axes ...result.ManifestAxis) {
		add(name, "grid", members, axes, gridPoints(axes...), chance)
	}
	never, always := func([]float64) float64 { return 0 }, func([]float64) float64 { return 1 }
	grid("grid", 100, slope2, lead, capex)
	grid("verdicts", 1, slope2, lead, capex)
	grid("three", 100, slope2, lead, capex, share)
	grid("words", 100, func(p []float64) float64 { return p[0]/4 + 0.2 }, wordAxis, lead)
	grid("one axis", 100, func(p []float64) float64 { return 1.4 - p[0]/20 }, lead)
	grid("one axis, one run", 1, func(p []float64) float64 { return 1.4 - p[0]/20 }, lead)
	grid("words only", 100, func(p []float64) float64 { return p[0] / 4 }, wordAxis)
	grid("one point", 1, always, listed(leadAxis, 8), listed(capexAxis, 50_000))
	grid("never", 1, never, lead, capex)
	grid("always", 1, always, lead, capex)
	grid("never of 100", 100, never, lead, capex)
	grid("always of 100", 100, always, lead, capex)
	grid("seldom", 100, func(p []float64) float64 { return (30 - p[0]) / 100 }, lead, capex)
	grid("mostly", 100, func(p []float64) float64 { return 0.9 - p[0]/100 - p[1]/1e6 }, lead, capex)
	all := []result.ManifestAxis{leads, capexes, shares, wordAxis}
	mixed := func(p []float64) float64 { return 1.2 - p[0]/20 - p[1]/200_000 + p[2] + p[3]/10 }
	add("sobol", "sobol", 100, all, haltonPoints(512, all...), mixed)
	add("lhs", "lhs", 1, all, haltonPoints(1000, all...), mixed, func(c *sweepCase) {
		for i := range 20 {
			c.r.Texts[columnNamed(c.r, "status")][50*i] = []string{result.RunFailed, result.RunTimeout}[i%2]
			c.r.Numbers[columnNamed(c.r, "racks-2024_met")][50*i+1] = math.NaN()
			c.r.Numbers[columnNamed(c.r, "lead")][50*i+2] = math.Inf(1)
		}
	})
	few := all[:2]
	add("five points", "lhs", 1, few, haltonPoints(5, few...), slope2)
	add("two scenarios", "lhs", 1, few, haltonPoints(200, few...), slope2, func(c *sweepCase) {
		c.m.Scenarios = append(c.m.Scenarios, result.ManifestBase{ID: "market", Name: "guizhou-2024", Set: []string{"dispatch.policy=logit"}})
		for i := range 100 {
			c.r.Texts[columnNamed(c.r, "scenario")][2*i] = "market"
		}
	})
	grid("long names", 100, slope2, lead, capex, wordAxis)
	long := out["long names"]
	for i := range long.m.Axes {
		name := result.Text{EN: strings.Repeat("a winding <name> & more ", 4) + fmt.Sprint(i), ZH: strings.Repeat("很长的参数名称", 6) + fmt.Sprint(i)}
		long.m.Axes[i].Label = name
	}
	long.m.Targets[0].Name = result.Text{EN: strings.Repeat("A target of a long name ", 6), ZH: strings.Repeat("很长的目标名称", 8)}
	add("no targets", "lhs", 1, few, haltonPoints(60, few...), slope2, func(c *sweepCase) { c.m.Targets = nil })
	add("no rows", "lhs", 1, few, nil, slope2)
	var many []result.ManifestAxis
	for i := range 12 {
		a := ranged(leadAxis, 0, 1)
		a.ID, a.Label = fmt.Sprint("a", i), result.Text{EN: fmt.Sprint("axis ", i), ZH: fmt.Sprint("轴", i)}
		many = append(many, a)
	}
	add("many axes", "saltelli", 1, many, haltonPoints(400, many...), func(p []float64) float64 { return p[3] })
	return out
}

func TestEverySweepDraws(t *testing.T) {
	all := sweepCases()
	for name, c := range all {
		for _, lang := range []string{"en", "zh"} {
			t.Run(name+" "+lang, func(t *testing.T) {
				t.Parallel()
				o := c.o
				o.Options = Options{Lang: lang, Formats: []string{"svg"}}
				if (name == "three" || name == "lhs") && lang == "en" && !underRace {
					o.Formats = nil
				}
				files, notes, err := Sweep(t.Context(), c.m, c.r, o)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range files {
					checkFile(t, f)
				}
				for _, chart := range SweepNames() {
					has := slices.ContainsFunc(files, func(f result.File) bool { return f.Name == chart+".svg" })
					if has == slices.Contains(leftOutBy(notes), chart) {
						t.Errorf("%s: drawn %t, notes %q", chart, has, notes)
					}
					if f, _ := swiped(t, chart, lang, c.m, c.r, c.o); f != nil {
						checkLayout(t, name+" "+chart, f)
					}
				}
			})
		}
	}
}

// TestSweepTitles are what can be counted by hand. In the grid lead/20 + capex/200,000 runs from
// 0.65 to 1.5: the probability is 85 % at first, and with 50,000 CNY 65, 45 and 25 % after it, less
// by 12 and 13 points for each 25,000 CNY more.
func TestSweepTitles(t *testing.T) {
	all := sweepCases()
	for _, c := range []struct{ name, chart, en, zh string }{
		{"grid", "heatmap", "Racks of Guizhou: 50 % likely or more at 5 of 12 points; up to 85.0 %, at lead time 8 months, capital per rack 50,000 CNY/rack",
			"贵州机架：12点中5点概率不低于50%；最高85.0%，在建设周期 8个月、单机架投资 50,000元/架"},
		{"verdicts", "heatmap", "Racks of Guizhou: met at 5 of 12 points, none with lead time above 12 months", "贵州机架：12点中5点达标，以下均不达标：建设周期大于12个月"},
		{"never", "heatmap", "Racks of Guizhou: met at none of 12 points", "贵州机架：12点均未达标"},
		{"always", "heatmap", "Racks of Guizhou: met at all 12 points", "贵州机架：12点全部达标"},
		{"never of 100", "heatmap", "Racks of Guizhou: met by no member at any point shown", "贵州机架：所示各点无一样本达标"},
		{"always of 100", "heatmap", "Racks of Guizhou: met by every member at every point shown", "贵州机架：所示各点全部样本达标"},
		{"seldom", "heatmap", "Racks of Guizhou: 50 % likely at none of 12 points; up to 22.0 %", "贵州机架：12点概率均低于50%；最高22.0%"},
		{"mostly", "heatmap", "Racks of Guizhou: 50 % likely or more at all 12 points; down to 60.0 %, at lead time 20 months, capital per rack 100,000 CNY/rack", ""},
		{"three", "heatmap", "Racks of Guizhou: 50 % likely or more at 15 of 36 points; up to 85.0 %", ""}, // in every panel
		{"five points", "heatmap", "Racks of Guizhou: met at 1 of 5 points (20 %)", ""},
		{"one axis", "heatmap", "Racks of Guizhou: probability from 100 % at lead time 8 months to 40.0 % at lead time 20 months", "贵州机架：概率由建设周期 8个月时的100%到建设周期 20个月时的40.0%"},
		{"one axis, one run", "heatmap", "Racks of Guizhou: met at 3 of 4 points, not with lead time above 16 months", "贵州机架：4点中3点达标，以下不达标：建设周期大于16个月"},
		{"words only", "heatmap", "Racks of Guizhou: probability from 0 % at dispatch policy local-first to 50.0 % at dispatch policy least-cost", ""},
		{"grid", "scatter", "Of 2 numeric axes lead time goes with racks in service most: rank correlation −0.91; 5 of 12 points meet the target with 50 % or more", "2个数值轴中建设周期与在用机架最相关：秩相关系数−0.91；12点中5点达标概率不低于50%"},
		{"no targets", "scatter", "", ""},
		{"always", "parallel", "Racks of Guizhou: met at all 12 points, whatever the axes", "贵州机架：全部12点均达标，与各轴取值无关"},
		{"many axes", "parallel", "Racks of Guizhou: 81 % of 198 points that meet it have axis 3 0.55–0.95 months; so have 40 % of all 400", ""},
	} {
		for lang, want := range map[string]string{"en": c.en, "zh": c.zh} {
			f, reason := swiped(t, c.chart, lang, all[c.name].m, all[c.name].r, all[c.name].o)
			if f == nil {
				t.Errorf("%s of %s: %s", c.chart, c.name, reason)
			} else if f.title != want && want != "" {
				t.Errorf("%s of %s: %q, not %q", c.chart, c.name, f.title, want)
			}
		}
	}
	for chart, want := range map[string]string{"heatmap": "no axis has more than one value", "parallel": "parallel coordinates need two axes or more"} {
		c := all["one point"]
		if f, reason := swiped(t, chart, "en", c.m, c.r, c.o); f != nil || reason != want {
			t.Errorf("%s: %q", chart, reason)
		}
	}
}

// TestLeftOutRows counts failed runs and those without a verdict, and what lies beyond the axes.
func TestLeftOutRows(t *testing.T) {
	all := sweepCases()
	for _, chart := range SweepNames() {
		f, _ := swiped(t, chart, "en", all["lhs"].m, all["lhs"].r, SweepOptions{X: "lead"})
		if chart != "heatmap" {
			says(t, f, "left out: 20 failed, 20 without a verdict")
			continue
		}
		// The axes of four are cut into bins, all of them averaged over the other two.
		says(t, f, "Share of 960 points", "20 beyond the axes", "in bins", "left out: 20 failed, 20 without a verdict")
	}
	two := all["two scenarios"]
	f, _ := swiped(t, "heatmap", "en", two.m, two.r, two.o)
	says(t, f, "of 100 points", "scenario base", "100 points of a Latin hypercube in each of 2 scenarios")
	f, _ = swiped(t, "heatmap", "en", two.m, two.r, SweepOptions{Scenario: "market"})
	says(t, f, "scenario market", "scenario guizhou-2024 with 1 changed;")
	f, _ = swiped(t, "scatter", "en", two.m, two.r, two.o)
	says(t, f, "Each of 200 points", "all 2 scenarios together")
}

// TestHeatCells puts each point of a Sobol sweep in a bin, eight or so to each, and reads those of a
// grid as they are.
func TestHeatCells(t *testing.T) {
	all := sweepCases()
	c := all["sobol"]
	s := newSwept(c.m, c.r, &c.o)
	p := s.sample("")
	h := s.heat(p, s.named("lead"), s.named("capex"), -1)
	if h.x.cells() != 8 || h.y.cells() != 8 || !h.x.binned() || !h.y.log || h.outside != 0 { // 512 = 8 x 64
		t.Errorf("%d x %d cells, %d outside", h.x.cells(), h.y.cells(), h.outside)
	}
	n, sum := 0, 0.
	for i := range h.fields[0].n {
		n, sum = n+h.fields[0].n[i], sum+h.fields[0].sum[i]
	}
	want := 0.
	for _, v := range p.chance {
		want += v
	}
	if n != 512 || math.Abs(sum-want) > 1e-9 {
		t.Errorf("%d points, %g of %g", n, sum, want)
	}
	h = s.heat(p, s.named("policy"), s.named("lead"), s.named("adopted"))
	if h.x.cells() != 3 || h.y.cells() != 512/4/8/3 || len(h.fields) != 4 {
		t.Errorf("%d x %d cells, %d panels", h.x.cells(), h.y.cells(), len(h.fields))
	}
	// What is not on an axis is a mean: over adopted shares the three verdicts of each pair.
	c = all["three"]
	s = newSwept(c.m, c.r, &c.o)
	h = s.heat(s.sample(""), s.named("lead"), s.named("adopted"), -1)
	if got := h.fields[0].mean(1, 2); h.fields[0].n[4*2+1] != 3 || math.Abs(got-(0.65+0.53+0.4)/3) > 1e-9 {
		t.Errorf("%g", got)
	}
	if len(h.rest) != 1 || h.rest[0] != s.named("capex") || h.single() {
		t.Errorf("%v", h.rest)
	}
	if x, y, by := s.pair(s.sample("")); x != s.named("lead") || y != s.named("capex") || by != s.named("adopted") {
		t.Errorf("%d, %d, by %d", x, y, by)
	}
	// Of nine levels six have a panel, and the points of the others are in none.
	lead, capex, share := listed(leadAxis, 8, 12), listed(capexAxis, 50_000, 75_000, 100_000), listed(shareAxis, evenly(0.1, 0.9, 9)...)
	axes := []result.ManifestAxis{lead, capex, share}
	m, r := made("grid", 1, axes, gridPoints(axes...), func(p []float64) float64 { return p[2] })
	s = newSwept(m, r, &SweepOptions{})
	h = s.heat(s.sample(""), s.named("lead"), s.named("capex"), s.named("adopted"))
	same(t, "panels", h.panels, 0, 2, 3, 5, 6, 8)
	for i, f := range h.fields {
		same(t, "points", f.n, 1, 1, 1, 1, 1, 1)
		if want := float64(i / 3); f.mean(0, 0) != want { // adopted shares of .1, .3, .4; .6, .7, .9
			t.Errorf("panel %d: %g", i, f.mean(0, 0))
		}
	}
	f, _ := swiped(t, "heatmap", "en", m, r, SweepOptions{By: "adopted"})
	says(t, f, "6 of its 9 values", "adopted share 30 %")
	same(t, "panels", []int{spaced(0, 11), spaced(1, 11), spaced(5, 11), spaced(3, 4)}, 0, 2, 10, 3)
}

// TestChances counts members: 100 of each point, or those that did not fail.
func TestChances(t *testing.T) {
	c := sweepCases()["one axis"]
	c.r.Numbers[columnNamed(c.r, "members")][1] = 50 // 80 % of 50
	s := newSwept(c.m, c.r, &c.o)
	p := s.sample("")
	cells, single := s.chances(p, s.axis(s.named("lead"), p.rows, 5))
	same(t, "chances", cells, result.Wilson(100, 100), result.Wilson(40, 50), result.Wilson(60, 100), result.Wilson(40, 100))
	if single {
		t.Error("a hundred members are a verdict")
	}
}

// TestRanks takes them by hand, and those of what is monotone are alike.
func TestRanks(t *testing.T) {
	same(t, "ranks", ranksOf([]float64{30, 10, 20, 20, 20}), 5, 1, 3, 3, 3)
	if got := correlation(ranksOf([]float64{1, 2, 3, 4}), ranksOf([]float64{1, 10, 5, 1e9})); math.Abs(got-0.8) > 1e-12 { // 1 - 6 x 2/(4 x 15)
		t.Error(got)
	}
	if got := correlation([]float64{1, 1}, []float64{1, 2}); !math.IsNaN(got) {
		t.Error(got)
	}
	if got := smirnov([]float64{1, 2, 3, 4}, []float64{3, 4, 5, 6}); got != 0.5 {
		t.Error(got)
	}
	if smirnov([]float64{1, 1, 2}, []float64{1, 1, 2}) != 0 || smirnov([]float64{1}, []float64{2, 3}) != 1 {
		t.Error("the distance of what is alike, or apart")
	}
	same(t, "quantiles", []float64{quantile([]float64{1, 2, 3}, 0.5), quantile([]float64{1, 3}, 0.25), quantile([]float64{7}, 0.9)}, 2, 1.5, 7)
}

// TestThin takes exactly as many, as often of each level of a grid.
func TestThin(t *testing.T) {
	for _, c := range [][3]int{{10, 20, 10}, {20, 20, 20}, {1000, 300, 300}, {1_000_000, 3000, 3000}, {0, 5, 0}} {
		if got := thin(c[0], c[1]); len(got) != c[2] || !slices.IsSorted(got) {
			t.Errorf("%d of %d, not %d", len(got), c[0], c[2])
		}
	}
	for _, period := range []int{2, 5, 10, 16, 100} {
		count := make([]int, period)
		for _, i := range thin(100_000, 5000) {
			count[i%period]++
		}
		if low, high := slices.Min(count), slices.Max(count); float64(high-low) > 0.1*5000/float64(period)+2 {
			t.Errorf("every %d-th: %d to %d", period, low, high)
		}
	}
}

// TestFeasible falls back on the best tenth where too few meet the target.
func TestFeasible(t *testing.T) {
	axes := []result.ManifestAxis{ranged(leadAxis, 0, 1), ranged(capexAxis, 0, 1)}
	for _, c := range []struct {
		members  int
		chance   func(p []float64) float64
		feasible int
		best     bool
		title    string
	}{
		{1, func(p []float64) float64 { return p[0] }, 100, false, "83 of 100 points that meet it have lead time 0.535–0.95 months; so have 83 of all 200"},
		{100, func(p []float64) float64 { return 0.5 - 0.3*math.Floor(2*p[0]) }, 100, false, "of 100 points where it is 50 % likely or more have lead time 0.04"},
		{1, func(p []float64) float64 { return p[0] / 4 }, 20, true, "18 of the best 20 points have lead time 0.898–0.989 months; so have 18 of all 200"},
		{100, func(p []float64) float64 { return p[0] / 4 }, 20, true, "18 of the best 20 points have lead time 0.898–0.989 months; so have 18 of all 200"},
		{1, func(p []float64) float64 { return math.Mod(1000*p[1], 1) }, -1, false, "no axis tells 99 points that meet it from the others"},
	} {
		m, r := made("sobol", c.members, axes, haltonPoints(200, axes...), c.chance)
		j := sweepJob(m, r, &SweepOptions{})
		j.fonts = withFonts(t)
		b, reason := j.bundle()
		if b == nil || c.feasible >= 0 && len(b.feasible) != c.feasible || b.best != c.best {
			t.Errorf("%+v, %s", b, reason)
			continue
		}
		if title := j.bundleTitle(b); !strings.Contains(title, c.title) {
			t.Errorf("%q lacks %q", title, c.title)
		}
	}
	// Two of 200 are too few to be told from the others.
	m, r := made("sobol", 1, axes, haltonPoints(200, axes...), func(p []float64) float64 { return p[0] - 0.49 })
	few := sweepJob(m, r, &SweepOptions{})
	if b, _ := few.bundle(); !b.best || len(b.feasible) != 20 {
		t.Errorf("%d feasible, the best %t", len(b.feasible), b.best)
	}
	// Of twenty points a distance of .3 is chance.
	m, r = made("sobol", 1, axes, haltonPoints(20, axes...), func(p []float64) float64 { return math.Mod(11*(p[0]+p[1]), 1) })
	few = sweepJob(m, r, &SweepOptions{})
	few.fonts = withFonts(t)
	if b, _ := few.bundle(); b.strands[0].shift < hardlyShifts || !strings.Contains(few.bundleTitle(b), "no axis tells") {
		t.Errorf("%g: %q", b.strands[0].shift, few.bundleTitle(b))
	}
	m, r = made("sobol", 1, axes, haltonPoints(200, axes...), func([]float64) float64 { return 0.1 })
	if f, reason := swiped(t, "parallel", "en", m, r, SweepOptions{}); f != nil || !strings.Contains(reason, "no point meets") {
		t.Error(reason)
	}
	// At most so much is the other way round.
	m, r = made("sobol", 1, axes, haltonPoints(200, axes...), func(p []float64) float64 { return p[0] / 4 })
	m.Targets[0].Comparator = model.AtMost
	j := sweepJob(m, r, &SweepOptions{})
	if b, _ := j.bundle(); b.strands[0].high > 0.1 {
		t.Errorf("the best reach to %g", b.strands[0].high)
	}
}

// Ticks of a logarithm that goes up keep apart at its upper end, where even steps crowd.
func TestTicksApart(t *testing.T) {
	f, err := newFonts(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	j := &job{fonts: f}
	for _, c := range [][2]float64{{1900, 17_500}, {50_000, 100_000}, {3, 9}, {1, 100}} {
		a := &sweepAxis{log: true}
		a.bin(c[0], c[1], 8)
		for _, height := range []vg.Length{60, 150, 232, 330} {
			at, _, _ := j.upTicks(a, height)
			for i := 1; i < len(at); i++ {
				if gap := height * vg.Length(a.part(at[i])-a.part(at[i-1])); gap < tickStyle.size {
					t.Errorf("%v over %v pt: %v pt between ticks", c, height, gap)
				}
			}
			if len(at) < 2 {
				t.Errorf("%v over %v pt: %d ticks", c, height, len(at))
			}
		}
	}
}

// TestSweepTicks are round, few enough, and right on axes of all kinds.
func TestSweepTicks(t *testing.T) {
	j := &job{}
	ticks := func(a *sweepAxis, most int) string {
		_, texts := j.sweepTicks(a, most)
		return strings.Join(texts, " ")
	}
	bins := func(low, high float64, log bool) *sweepAxis {
		a := &sweepAxis{log: log}
		a.bin(low, high, 4)
		return a
	}
	share := bins(0.1, 0.5, false)
	share.share = true
	for want, got := range map[string]string{
		"0 2,000 4,000":             ticks(bins(0, 5000, false), 4),
		"1 10 100 1,000 10,000":     ticks(bins(1, 10_000, true), 6),
		"1 2 5 10 20 50 100":        ticks(bins(1, 100, true), 9),
		"50,000 60,000 70,000":      ticks(bins(50_000, 70_000, true), 2),
		"10 % 20 % 30 % 40 % 50 %":  ticks(share, 5),
		"8 12 24":                   ticks(levelled(8, 12, 24), 5),
		"0.001 0.002 0.003":         ticks(bins(0.001, 0.003, false), 2),
		"−0.5 0 0.5":                ticks(bins(-0.5, 0.5, false), 3),
		"20 M 30 M 40 M":            ticks(bins(2e7, 4e7, false), 2),
		"0.0001 0.01 1 100 10,000":  ticks(bins(1e-4, 1e4, true), 5),
		"1 5 9 13 17":               ticks(func() *sweepAxis { a := levelled(evenly(1, 20, 20)...); a.even = true; return a }(), 5),
		"2 4 6 8 10 12 14 16 18 20": ticks(levelled(evenly(1, 20, 20)...), 12),
		"":                          ticks(bins(1, 1, false), 4),
	} {
		if got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	if _, texts := j.logTicks(math.Log(5e4), math.Log(1e5)-1e-12, 5, false); !slices.Contains(texts, "100,000") { // as an edge may be rounded
		t.Error(texts)
	}
	if got := ticks(bins(50_000, 100_000, true), 5); got != "50,000 60,000 70,000 80,000 90,000 100,000" {
		t.Error(got)
	}
	for _, c := range []struct {
		v            float64
		unit, en, zh string
		share        bool
	}{
		{1, "month", "1 month", "1个月", false}, {18, "month", "18 months", "18个月", false}, {75_000, "CNY/rack", "75,000 CNY/rack", "75,000元/架", false},
		{0.125, "1", "12.5 %", "12.5%", true}, {0.00012, "1", "0.00012", "0.00012", false}, {1e-7, "1", "1e−07", "1e−07", false}, {300, "CNY/(rack month)", "300 CNY/(rack month)", "300元/(架·月)", false},
	} {
		for lang, want := range map[string]string{"en": c.en, "zh": c.zh} {
			if got := (&job{lang: lang}).amount(c.v, c.unit, c.share); got != want {
				t.Errorf("%q, not %q", got, want)
			}
		}
	}
}

func TestSweepNeeds(t *testing.T) {
	c := sweepCases()["lhs"]
	got, err := (&SweepOptions{}).Needs(c.m)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "columns", got, "scenario", "status", "lead", "capex", "adopted", "policy", "racks-2024_met", "racks-2024")
	got, _ = (&SweepOptions{Y: "pue_2024"}).Needs(sweepCases()["sobol"].m)
	same(t, "columns", got, "scenario", "status", "lead", "capex", "adopted", "policy", "members", "racks-2024_probability", "racks-2024_p50", "pue_2024")
	if got, _ = (&SweepOptions{Y: "racks-2024_p95"}).Needs(sweepCases()["sobol"].m); !slices.Contains(got, "racks-2024_p95") {
		t.Error(got)
	}
	got, _ = (&SweepOptions{}).Needs(sweepCases()["no targets"].m) // else there were nothing to show
	if !slices.Contains(got, "pue_2024") {
		t.Error(got)
	}
	for _, e := range []struct {
		o    SweepOptions
		want string
	}{
		{SweepOptions{X: "led"}, `no column "led"; there is: point, lead, capex`},
		{SweepOptions{Options: Options{Only: []string{"heatmap"}}, X: "pue_2024"}, `no axis "pue_2024"; there is: lead, capex, adopted, policy`},
		{SweepOptions{Options: Options{Only: []string{"scatter"}}, Y: "policy"}, `no column of numbers "policy"`},
		{SweepOptions{By: "x"}, `no axis "x"`},
		{SweepOptions{By: "lead", X: "lead"}, "x or y already"},
		{SweepOptions{X: "lead", Y: "lead"}, "x and y are both lead"},
		{SweepOptions{Target: "x"}, `no target "x"; there is: racks-2024, all`},
		{SweepOptions{Scenario: "x"}, `no scenario "x"; there is: base`},
	} {
		if _, err := e.o.Needs(c.m); err == nil || !strings.Contains(err.Error(), e.want) {
			t.Errorf("%v", err)
		}
		if _, _, err := Sweep(t.Context(), c.m, c.r, e.o); err == nil || !strings.Contains(err.Error(), e.want) {
			t.Errorf("%v", err)
		}
	}
	if err := (&SweepOptions{Options: Options{Only: []string{"racks"}}}).Check(); err == nil || !strings.Contains(err.Error(), "of a result, not of a sweep; known: heatmap, scatter, parallel") {
		t.Error(err)
	}
}

// TestNeededIsEnough draws the same from the columns that are needed as from all.
func TestNeededIsEnough(t *testing.T) {
	for name, c := range sweepCases() {
		if name != "lhs" && name != "three" {
			continue
		}
		needed, _ := c.o.Needs(c.m)
		few := &result.Runs{}
		for i, column := range c.r.Columns {
			if slices.Contains(needed, column.Name) {
				few.Columns, few.Numbers, few.Texts = append(few.Columns, column), append(few.Numbers, c.r.Numbers[i]), append(few.Texts, c.r.Texts[i])
			}
		}
		o := SweepOptions{Options: Options{Formats: []string{"svg"}}}
		all, _, _ := Sweep(t.Context(), c.m, c.r, o)
		some, _, err := Sweep(t.Context(), c.m, few, o)
		if err != nil || len(some) != len(all) {
			t.Fatal(err)
		}
		for i := range all {
			if !bytes.Equal(all[i].Data, some[i].Data) {
				t.Errorf("%s of %s", all[i].Name, name)
			}
		}
	}
}

// TestMillionRows are drawn in a moment, into files of bounded size.
func TestMillionRows(t *testing.T) {
	n := 1_000_000
	if underRace {
		n = 50_000
	}
	axes := []result.ManifestAxis{ranged(leadAxis, 8, 30), ranged(capexAxis, 50_000, 100_000), ranged(shareAxis, 0, 1)}
	m, _ := made("random", 1, axes, nil, nil)
	m.Points = n
	r := result.NewRuns(m.Columns, n)
	draws := rand.New(rand.NewPCG(1, 2))
	share := columnNamed(r, "adopted")
	lead, capex, met, racks := columnNamed(r, "lead"), columnNamed(r, "capex"), columnNamed(r, "racks-2024_met"), columnNamed(r, "racks-2024")
	for i := range n {
		r.Texts[columnNamed(r, "status")][i], r.Texts[columnNamed(r, "scenario")][i] = result.RunOK, "base"
		r.Numbers[lead][i], r.Numbers[capex][i] = 8+22*draws.Float64(), 50_000+50_000*draws.Float64()
		r.Numbers[share][i] = draws.Float64()
		r.Numbers[racks][i] = 1e6 - 3e4*r.Numbers[lead][i] + 1e5*draws.Float64()
		if r.Numbers[racks][i] > 5e5 {
			r.Numbers[met][i] = 1
		}
	}
	files, notes, err := Sweep(t.Context(), m, r, SweepOptions{Options: Options{Formats: []string{"svg"}}})
	if err != nil || len(files) != 3 {
		t.Fatalf("%d files, %q, %v", len(files), notes, err)
	}
	for _, f := range files {
		checkFile(t, f)
		if len(f.Data) > 500_000 {
			t.Errorf("%s has %d bytes", f.Name, len(f.Data))
		}
	}
}

// TestAnyTable draws tables of anything, whatever is asked for, or says why not.
func TestAnyTable(t *testing.T) {
	odd := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, -1, 1e300, -1e300, 5e-324, 1, 1, 2}
	tables := 80
	if underRace {
		tables = 20
	}
	for seed := range tables {
		draws := rand.New(rand.NewPCG(uint64(seed), 3))
		one := func(n int) bool { return draws.IntN(n) == 0 }
		axes := []result.ManifestAxis{ranged(leadAxis, 8, 30), ranged(capexAxis, 5, 100), listed(shareAxis, 0.1, 0.3), wordAxis}[draws.IntN(3):]
		for i := range axes {
			axes[i].Log = one(2)
			if one(4) {
				axes[i].Low, axes[i].High, axes[i].Values = nil, nil, nil
			}
			if one(4) {
				axes[i].Dist = `{ dist = "normal" }`
			}
		}
		n := []int{0, 1, 2, 7, 40, 300}[draws.IntN(6)]
		m, _ := made("", []int{1, 100}[draws.IntN(2)], axes, nil, nil)
		m.Design.Kind = []string{"grid", "random", "points", "morris"}[draws.IntN(4)]
		r := result.NewRuns(m.Columns, n)
		for c, column := range r.Columns {
			for i := range n {
				switch {
				case column.Kind == result.RunText:
					r.Texts[c][i] = append([]string{"", "base", "ok", "ok", "ok", "ok", "failed"}, wordAxis.Texts...)[draws.IntN(10)]
					if column.Role == result.RoleStatus && !one(10) {
						r.Texts[c][i] = result.RunOK
					}
				case one(20):
					r.Numbers[c][i] = odd[draws.IntN(len(odd))]
				case one(2):
					r.Numbers[c][i] = float64(draws.IntN(3))
				default:
					r.Numbers[c][i] = draws.Float64()
				}
			}
		}
		_, _, names := columnLists(m)
		pick := func() string {
			if one(2) {
				return ""
			}
			return names[draws.IntN(len(names))]
		}
		o := SweepOptions{Options: Options{Lang: []string{"en", "zh"}[draws.IntN(2)], Formats: []string{"svg"}}, X: pick(), Y: pick(), By: pick()}
		if one(2) {
			o.Target = "all"
		}
		if _, err := o.Needs(m); err != nil {
			o.Y, o.By = "", ""
		}
		files, notes, err := Sweep(t.Context(), m, r, o)
		if err != nil || len(files)+len(leftOutBy(notes)) != 3 {
			t.Errorf("seed %d: %d files, %q, %v", seed, len(files), notes, err)
		}
		for _, f := range files {
			checkFile(t, f)
		}
	}
}

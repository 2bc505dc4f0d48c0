package plots

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hubcap/sim/result"
)

// TestAnyCurve draws sweeps of one axis, whatever becomes of their points, each with one run or many.
func TestAnyCurve(t *testing.T) {
	for seed := range 120 {
		draws := rand.New(rand.NewPCG(uint64(seed), 11))
		axis := []result.ManifestAxis{listed(leadAxis, 8, 12, 16, 20), ranged(leadAxis, 8, 30), wordAxis}[seed%3]
		n := []int{1, 2, 4, 30}[draws.IntN(4)]
		chance := []func([]float64) float64{
			func([]float64) float64 { return 0 },
			func([]float64) float64 { return 1 },
			func(p []float64) float64 { return math.Mod(p[0], 2) },
		}[draws.IntN(3)]
		points := haltonPoints(n, axis)
		if len(axis.Values) > 0 {
			points = gridPoints(axis) // each once: verdicts
		}
		m, r := made("grid", []int{1, 20}[draws.IntN(2)], []result.ManifestAxis{axis}, points, chance)
		if failed := draws.IntN(4); failed < 2 { // all, or some
			for i := range points {
				if failed == 0 || draws.IntN(2) == 0 {
					r.Texts[columnNamed(r, "status")][i] = result.RunFailed
				}
			}
		}
		o := SweepOptions{Options: Options{Lang: []string{"en", "zh"}[seed%2], Formats: []string{"svg"}}}
		files, notes, err := Sweep(t.Context(), m, r, o)
		if err != nil || len(files)+len(leftOutBy(notes)) != 3 {
			t.Errorf("seed %d: %d files, %q, %v", seed, len(files), notes, err)
		}
	}
	m, r := made("grid", 1, []result.ManifestAxis{listed(leadAxis, 8, 12, 16)}, gridPoints(listed(leadAxis, 8, 12, 16)), func([]float64) float64 { return 0 })
	f, _ := swiped(t, "heatmap", "en", m, r, SweepOptions{})
	if f.title != "Racks of Guizhou: met at 0 of 3 points" {
		t.Error(f.title)
	}
	for i := range r.Texts[columnNamed(r, "status")] {
		r.Texts[columnNamed(r, "status")][i] = result.RunFailed
	}
	if _, reason := swiped(t, "heatmap", "en", m, r, SweepOptions{}); reason != "all 3 points failed" {
		t.Error(reason)
	}
}

// TestNothingBeyondPoints ends frontiers at the outermost points of a grid, of verdicts and of odds.
func TestNothingBeyondPoints(t *testing.T) {
	for _, members := range []int{1, 100} {
		c := sweepCases()["grid"]
		c.m, c.r = made("grid", members, c.m.Axes, gridPoints(c.m.Axes...), slope2)
		s := newSwept(c.m, c.r, &c.o)
		h := s.heat(s.sample(""), s.named("lead"), s.named("capex"), -1)
		p, _ := blank(t, h.x, h.y)
		lines := 0
		for _, r := range p.frontiers(h.fields[0], h.surfaces[0], h.verdicts) {
			for _, line := range r.lines {
				lines++
				for _, at := range line {
					if at.X < p.px(8) || at.X > p.px(20) || at.Y < p.py(50_000) || at.Y > p.py(100_000) {
						t.Errorf("%d members: a line at %v, beyond the points", members, at)
					}
				}
			}
		}
		if lines == 0 {
			t.Errorf("%d members: no line", members)
		}
	}
}

// TestPointsOfFew draws few points where they lie, with neither cells nor lines.
func TestPointsOfFew(t *testing.T) {
	leads, capexes := ranged(leadAxis, 8, 30), ranged(capexAxis, 50_000, 100_000)
	for _, n := range []int{32, 71, 72} {
		m, r := made("sobol", 4, []result.ManifestAxis{leads, capexes}, haltonPoints(n, leads, capexes), slope2)
		f, _ := swiped(t, "heatmap", "en", m, r, SweepOptions{})
		if n < 72 { // 8 to each of 3 x 3 bins
			says(t, f, "each where it lies", "4 members a point: 100 % seen may be 51 to 100 %")
			silent(t, f, "in bins", "bin means", "teeth")
		} else {
			says(t, f, "bin means up to")
			silent(t, f, "each where it lies", "members a point")
		}
	}
}

// TestMeansOfBins are the means themselves and not the smoothed surface: one bin in nine of a spike.
func TestMeansOfBins(t *testing.T) {
	leads, capexes := ranged(leadAxis, 0, 3), ranged(capexAxis, 0, 3)
	points := haltonPoints(90, leads, capexes)
	m, r := made("sobol", 1, []result.ManifestAxis{leads, capexes}, points, func(p []float64) float64 {
		if int(p[0]) == 1 && int(p[1]) == 1 {
			return 1
		}
		return 0
	})
	f, _ := swiped(t, "heatmap", "en", m, r, SweepOptions{})
	if !strings.Contains(f.title, "bin means up to 100 %, at lead time 1–2 months") {
		t.Error(f.title)
	}
	// A bin in the corner without points has a key.
	status := columnNamed(r, "status")
	for i, p := range points {
		if p[0] < 1 && p[1] < 1 {
			r.Texts[status][i] = result.RunFailed
		}
	}
	silent(t, f, "no point")
	f, _ = swiped(t, "heatmap", "en", m, r, SweepOptions{})
	says(t, f, "no point")
}

// TestOneLineForBoth draws 50 and 90 % as one where words jump over both, and makes panels of words.
func TestOneLineForBoth(t *testing.T) {
	lead := listed(leadAxis, 8, 12, 16)
	two := []result.ManifestAxis{lead, wordAxis}
	m, r := made("grid", 100, two, gridPoints(two...), func(p []float64) float64 { return []float64{0.05, 0.95, 0.6}[int(p[1])] })
	f, _ := swiped(t, "heatmap", "en", m, r, SweepOptions{})
	says(t, f, "50 and 90 %")
	f, _ = swiped(t, "heatmap", "zh", m, r, SweepOptions{})
	says(t, f, "50%与90%")

	three := []result.ManifestAxis{lead, listed(capexAxis, 50_000, 75_000), wordAxis}
	m, r = made("grid", 100, three, gridPoints(three...), func(p []float64) float64 { return p[0]/100 + p[2]/3 })
	s := newSwept(m, r, &SweepOptions{})
	if x, y, by := s.pair(s.sample("")); x != s.named("lead") || y != s.named("capex") || by != s.named("policy") {
		t.Errorf("%d, %d, by %d", x, y, by)
	}
	s = newSwept(m, r, &SweepOptions{X: "policy"})
	if x, y, by := s.pair(s.sample("")); x != s.named("policy") || y == by || by == x {
		t.Errorf("%d, %d, by %d", x, y, by)
	}
}

// TestTrueCounts counts all points in the range that a title names, as 12 of 13 and 18 of 36; and of
// the fewer where most meet the target.
func TestTrueCounts(t *testing.T) {
	for seed := range 60 {
		draws := rand.New(rand.NewPCG(uint64(seed), 5))
		axes := []result.ManifestAxis{ranged(leadAxis, 8, 30), listed(capexAxis, 50_000, 60_000, 70_000, 80_000), wordAxis}
		points := haltonPoints(40+draws.IntN(300), axes...)
		a, b, c := draws.NormFloat64(), draws.NormFloat64(), draws.NormFloat64()
		m, r := made("sobol", 1, axes, points, func(p []float64) float64 {
			return a*(p[0]-19)/11 + b*(p[1]-65_000)/15_000 + c*(p[2]-1) + 0.3*draws.NormFloat64() + draws.Float64()
		})
		j := sweepJob(m, r, &SweepOptions{})
		j.fonts = withFonts(t)
		bundled, _ := j.bundle()
		if bundled == nil || len(bundled.others) == 0 {
			continue
		}
		if found := j.common(bundled); found != nil {
			rows := bundled.feasible
			if found.missing {
				rows = bundled.others
			}
			if found.of != len(rows) || found.missing != (!bundled.best && 2*len(bundled.feasible) > len(points)) {
				t.Errorf("seed %d: %+v", seed, found)
			}
			if own, all := 5*found.own, found.of; found.axis.texts == nil && own < 4*all {
				t.Errorf("seed %d: %d of %d are no eight tenths", seed, found.own, found.of)
			}
			if float64(found.own)/float64(found.of) < float64(found.all)/float64(len(points))+0.1 {
				t.Errorf("seed %d: %d of %d, but %d of all %d: that says nothing", seed, found.own, found.of, found.all, len(points))
			}
		}
	}
	// By hand: six levels by six, the first three of them in 12 of the 13.
	level := listed(leadAxis, 1, 2, 3, 4, 5, 6)
	other := listed(capexAxis, 1, 2, 3, 4, 5, 6)
	m, r := made("grid", 1, []result.ManifestAxis{level, other}, gridPoints(level, other), func(p []float64) float64 {
		if p[0] <= 2 && p[1] <= 4 || p[0] == 3 && p[1] <= 4 || p[0] == 4 && p[1] == 1 {
			return 1
		}
		return 0
	})
	f, _ := swiped(t, "parallel", "en", m, r, SweepOptions{})
	if f.title != "Racks of Guizhou: 12 of 13 points that meet it have lead time 1–3 months; so have 18 of all 36" {
		t.Error(f.title)
	}
	f, _ = swiped(t, "parallel", "zh", m, r, SweepOptions{})
	if f.title != "贵州机架：达标的13点中12点：建设周期为1–3个月；全部36点中18点如此" {
		t.Error(f.title)
	}
	says(t, f, "同一水平或选项的线略为散开")
	// Two in five at both ends of an axis are told from the others, but have no range of their own.
	ends := []result.ManifestAxis{ranged(leadAxis, 0, 1), ranged(capexAxis, 0, 1)}
	m, r = made("sobol", 1, ends, haltonPoints(200, ends...), func(p []float64) float64 { return math.Abs(p[0]-0.5) / 0.6 })
	f, _ = swiped(t, "parallel", "en", m, r, SweepOptions{})
	if !strings.HasPrefix(f.title, "Racks of Guizhou: lead time tells ") || !strings.HasSuffix(f.title, "but by no single range") {
		t.Error(f.title)
	}
	// 57 % of those that meet it, but all that miss it: of two words.
	pair := wordAxis
	pair.Texts = pair.Texts[:2]
	axes := []result.ManifestAxis{pair, ranged(leadAxis, 0, 1)}
	var points [][]float64
	for i := range 200 {
		points = append(points, []float64{float64(i % 2), float64(i) / 200})
	}
	m, r = made("lhs", 1, axes, points, func(p []float64) float64 { return 1 - math.Max(0, 0.6-p[0])*math.Floor(1.26-math.Mod(7*p[1], 1)) })
	f, _ = swiped(t, "parallel", "en", m, r, SweepOptions{})
	if !strings.Contains(f.title, "points that miss it have dispatch policy local-first; so have 100 of all 200") {
		t.Error(f.title)
	}
}

// TestTwoAxesHaveNoParallel unless they are asked for.
func TestTwoAxesHaveNoParallel(t *testing.T) {
	c := sweepCases()["verdicts"]
	o := SweepOptions{Options: Options{Formats: []string{"svg"}}}
	files, notes, err := Sweep(t.Context(), c.m, c.r, o)
	if err != nil || len(files) != 2 || !strings.Contains(strings.Join(notes, " "), "--only parallel") {
		t.Errorf("%d files, %q, %v", len(files), notes, err)
	}
	o.Only = []string{"parallel"}
	if files, notes, err = Sweep(t.Context(), c.m, c.r, o); err != nil || len(files) != 1 {
		t.Errorf("%d files, %q, %v", len(files), notes, err)
	}
}

// TestWordsFirst names the axis of words that explains more, and no axis that goes with nothing.
func TestWordsFirst(t *testing.T) {
	axes := []result.ManifestAxis{listed(leadAxis, 8, 12, 16, 20), wordAxis}
	m, r := made("grid", 1, axes, gridPoints(axes...), func(p []float64) float64 { return []float64{0, 2, 1}[int(p[1])] + p[0]/100 })
	f, _ := swiped(t, "scatter", "en", m, r, SweepOptions{})
	// Ranks 1 to 4, 5 to 8 and 9 to 12: within 3 x 5, in all 143; 1 - (15/9)/(143/11) = 0.872.
	if !strings.HasPrefix(f.title, "Dispatch policy sets racks in service apart most: 87 % of the variance of ranks; rank correlation with lead time") {
		t.Error(f.title)
	}
	s := newSwept(m, r, &SweepOptions{})
	if got := s.explainedRanks(s.named("policy"), s.named("racks-2024"), s.sample("").rows); math.Abs(got-(1-(15./9)/(143./11))) > 1e-12 {
		t.Error(got)
	}
	numbers := []result.ManifestAxis{ranged(leadAxis, 0, 1), ranged(capexAxis, 0, 1)}
	m, r = made("sobol", 1, numbers, haltonPoints(200, numbers...), func(p []float64) float64 { return math.Mod(977*p[0]+331*p[1], 1) })
	f, _ = swiped(t, "scatter", "en", m, r, SweepOptions{})
	if !strings.HasPrefix(f.title, "No axis of numbers goes with racks in service: rank correlation with") {
		t.Error(f.title)
	}
	says(t, f, "1: where one is higher so is the other")
}

// TestTailsAreLogarithmic of distributions, so that not all values lie at the bottom.
func TestTailsAreLogarithmic(t *testing.T) {
	axis := leadAxis
	var points [][]float64
	for _, u := range evenly(-2, 2, 201) {
		points = append(points, []float64{math.Exp(u)}) // over a factor of 55
	}
	for _, c := range []struct {
		dist string
		low  float64 // added
		log  bool
	}{{`{ dist = "lognormal", p50 = 1, p95 = 3 }`, 0, true}, {`{ dist = "triangular" }`, 0, true}, {`{ dist = "triangular" }`, 1, false}, {"", 0, false}, {`{ dist = "normal" }`, -1, false}} {
		axis.Dist = c.dist
		m, r := made("lhs", 1, []result.ManifestAxis{axis}, points, func([]float64) float64 { return 1 })
		for i := range r.Numbers[columnNamed(r, "lead")] {
			r.Numbers[columnNamed(r, "lead")][i] += c.low
		}
		s := newSwept(m, r, &SweepOptions{})
		a := s.axis(s.named("lead"), s.sample("").rows, 10)
		if a.log != c.log {
			t.Errorf("%s from %g: logarithmic %t", c.dist, c.low, a.log)
		}
		if at := a.part(a.at(1)); c.log && math.Abs(at-0.5) > 0.02 {
			t.Errorf("the median is %g up", at)
		}
	}
}

// TestEvenDistributionIsLinear however near to 0 its lowest value comes.
func TestEvenDistributionIsLinear(t *testing.T) {
	axis := leadAxis
	axis.Dist = `{ dist = "uniform", low = 0, high = 2 }`
	var points [][]float64
	for _, u := range evenly(0.001, 2, 201) {
		points = append(points, []float64{u})
	}
	m, r := made("lhs", 1, []result.ManifestAxis{axis}, points, func([]float64) float64 { return 1 })
	s := newSwept(m, r, &SweepOptions{})
	if a := s.axis(s.named("lead"), s.sample("").rows, 10); a.log {
		t.Error("logarithmic")
	}
}

// TestEveryRowHasItsBin also the highest, where the last edge is not that of the values by rounding.
func TestEveryRowHasItsBin(t *testing.T) {
	draws := rand.New(rand.NewPCG(1, 1))
	for range 1000 {
		a := &sweepAxis{log: draws.IntN(2) == 0}
		low := draws.Float64()
		high := low + 10*draws.Float64()
		a.bin(low, high, 1+draws.IntN(20))
		if first, last := a.within(a.at(low)), a.within(a.at(high)); first != 0 || last != a.cells()-1 {
			t.Fatalf("%v to %v: cells %d and %d of %d", low, high, first, last, a.cells())
		}
	}
}

// TestRanges have their unit and their size once, and ticks as many decimals.
func TestRanges(t *testing.T) {
	axis := func(unit string, share bool) *sweepAxis {
		return &sweepAxis{about: result.ManifestAxis{Unit: unit}, share: share || isShare(unit, "")}
	}
	for _, c := range []struct {
		low, high float64
		unit      string
		en, zh    string
	}{
		{150_000, 250_000, "rack", "150,000–250,000 racks", "15–25万架"},
		{650e6, 2.6e9, "CNY/year", "0.65–2.6 bn CNY/year", "6.5–26亿元/年"},
		{10e6, 90e6, "CNY/year", "10–90 M CNY/year", "0.1–0.9亿元/年"},
		{0.05, 0.1, "1/year", "5–10 % a year", "每年5–10%"},
		{8, 20, "month", "8–20 months", "8–20个月"},
		{3, 3, "month", "3 months", "3个月"},
	} {
		for lang, want := range map[string]string{"en": c.en, "zh": c.zh} {
			if got := (&job{lang: lang}).rangeOf(c.low, c.high, axis(c.unit, false)); got != want {
				t.Errorf("%q, not %q", got, want)
			}
		}
	}
	j := &job{}
	a := &sweepAxis{}
	a.bin(1.2785, 1.2812, 4)
	if _, texts := j.sweepTicks(a, 3); !slices.Equal(texts, []string{"1.279", "1.280", "1.281"}) {
		t.Error(texts)
	}
	same(t, "decimals", sameDecimals([]string{"0", "0.5 %", "1 %", "−1.25 %"}), "0", "0.50 %", "1.00 %", "−1.25 %")
	same(t, "sizes", sameDecimals([]string{"1.5 bn", "2 bn"}), "1.5 bn", "2 bn")
	if got := j.axisHead(result.ManifestAxis{ID: "growth", Unit: "1/year"}); got != "growth (a year)" {
		t.Error(got)
	}
	// Units are never cut.
	m, r := made("sobol", 100, []result.ManifestAxis{ranged(leadAxis, 8, 30), ranged(result.ManifestAxis{ID: "r", Unit: "rack/month", Label: result.Text{EN: "rate of construction"}}, 1000, 2000)},
		haltonPoints(200, ranged(leadAxis, 8, 30), ranged(capexAxis, 1000, 2000)), func(p []float64) float64 { return p[1]/2000 - p[0]/100 })
	f, _ := swiped(t, "heatmap", "en", m, r, SweepOptions{})
	if strings.Contains(f.title, "…") {
		t.Error(f.title)
	}
	// All hubs are a place in the middle of a title.
	m.Targets[0].Name, m.Targets[0].Where = result.Text{}, result.Text{EN: "All hubs", ZH: "全部枢纽"}
	f, _ = swiped(t, "heatmap", "en", m, r, SweepOptions{})
	if !strings.HasPrefix(f.title, "Racks of all hubs: ") {
		t.Error(f.title)
	}
}

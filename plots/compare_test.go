package plots

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"hubcap/sim/result"
)

// sideBySide draws a comparison without files.
func sideBySide(t testing.TB, lang string, c *result.Comparison) (*figure, string) {
	t.Helper()
	return compared(&job{r: &result.Result{}, several: c, lang: lang, fonts: withFonts(t), formats: []string{"svg"}})
}

func TestEveryComparisonDraws(t *testing.T) {
	all := comparisons()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		for _, lang := range []string{"en", "zh"} {
			t.Run(name+" "+lang, func(t *testing.T) {
				t.Parallel()
				o := Options{Lang: lang}
				if name != "plain" || lang == "zh" || underRace {
					o.Formats = []string{"svg"}
				}
				files, notes, err := Compare(t.Context(), all[name], o)
				if err != nil || len(notes) > 0 || len(files) == 0 || files[0].Name != "matrix.svg" && files[0].Name != "matrix.png" {
					t.Fatalf("%d files, %q, %v", len(files), notes, err)
				}
				for _, f := range files {
					checkFile(t, f)
				}
				f, _ := sideBySide(t, lang, all[name])
				checkLayout(t, name, f)
			})
		}
	}
	if files, notes, err := Compare(t.Context(), &result.Comparison{}, Options{}); err != nil || len(files) > 0 || len(notes) != 1 {
		t.Errorf("%d files, %q, %v", len(files), notes, err)
	}
	if _, _, err := Compare(t.Context(), all["plain"], Options{Only: []string{"racks"}}); err == nil || !strings.Contains(err.Error(), "of a result, not of a comparison; known: matrix") {
		t.Error(err)
	}
	if got := CompareNames(); !slices.Equal(got, []string{"matrix"}) {
		t.Error(got)
	}
}

func TestCompareTitles(t *testing.T) {
	all := comparisons()
	all["same"] = comparison(2, "a", "b")
	all["same"].Joint[0] = all["same"].Joint[1]
	for name, want := range map[string][2]string{
		"plain":      {"All 5 targets together: likeliest with “both”, 3.9 % (2.9–5.3 %); with “as planned”, 0 % (0–0.4 %)", "全部5项目标同时达标：“both”概率最高，为3.9%（2.9–5.3%）；“as planned”为0%（0–0.4%）"},
		"one target": {"Racks of part 0: likeliest with “more grid”, 11.0 % (9.2–13.1 %); with “as planned”, 0 % (0–0.4 %)", ""},
		"alone":      {"All 4 targets together: 0 % (0–0.4 %)", ""},
		"never":      {"In none of 2 scenarios does any of 1,000 members meet all 3 targets together", ""},
		"failed":     {"No scenario has been judged", "没有情景得到判定"},
		"same":       {"All 2 targets together: 1.3 % (0.8–2.2 %) in every one of 2 scenarios", ""},
		"long names": {"All 8 targets together: likeliest with scenario 6, 6.5 % (5.1–8.2 %); with scenario 1, 0 % (0–0.4 %)", ""},
	} {
		for i, lang := range []string{"en", "zh"} {
			if f, _ := sideBySide(t, lang, all[name]); f.title != want[i] && want[i] != "" {
				t.Errorf("%s: %q, not %q", name, f.title, want[i])
			}
		}
	}
}

// TestCompared writes chances with their intervals, what a scenario lacks, and names that have no
// room in their columns below.
func TestCompared(t *testing.T) {
	all := comparisons()
	f, _ := sideBySide(t, "en", all["plain"])
	writes(t, f, "as planned", "7.0 %", "5.6–8.8", "33", "all 5 targets together")
	failed, _ := sideBySide(t, "en", all["failed"])
	writes(t, failed, "all 3 targets together")
	says(t, f, "scrambled Sobol points", "seed 7")
	f, _ = sideBySide(t, "en", all["lacking"])
	if got := strings.Count(" "+written(f)+" ", " – "); got != 2 {
		t.Errorf("%d dashes", got)
	}
	says(t, f, "all targets of the")
	if strings.Contains(written(f), "together") {
		t.Error("scenarios that lack targets meet all of them together")
	}
	f, _ = sideBySide(t, "en", all["long names"])
	for i := range all["long names"].Labels {
		writes(t, f, all["long names"].Labels[i])
	}
	f, _ = sideBySide(t, "en", all["many"])
	says(t, f, "the first 40 of 50", "the first 24 of 30 scenarios", "s23")
	if strings.Contains(strings.Split(written(f), "hubcap")[0], "s24 ") {
		t.Error("a scenario beyond the last")
	}
}

// TestMedians are written where they are known and have room.
func TestMedians(t *testing.T) {
	c := comparison(5, "as planned", "more grid", "less demand", "both")
	without, _ := sideBySide(t, "en", c)
	c.Targets[1].Cells[2].Median = 191_470
	for lang, want := range map[string]string{"en": "median 191,470", "zh": "中位数 191,470架"} {
		f, _ := sideBySide(t, lang, c)
		if got := strings.Count(written(f), want[:6]); got != 1 {
			t.Errorf("%d medians", got)
		}
		if lang == "en" {
			writes(t, f, want)
		}
		checkLayout(t, "matrix", f)
		if f.height <= without.height {
			t.Error("no room for medians")
		}
	}
	c = comparison(5, "a", "b", "c", "d", "e", "f", "g", "h")
	c.Targets[1].Cells[2].Median = 5 // too narrow a cell for most, if not for this
	if f, _ := sideBySide(t, "en", c); strings.Contains(written(f), "median") {
		t.Error("a median in a narrow cell")
	}
}

// TestDiffers marks a difference only where its interval keeps from zero.
func TestDiffers(t *testing.T) {
	for _, c := range []struct {
		d, low, high float64
		want         int
	}{{0.1, 0.02, 0.2, 1}, {0.1, -0.01, 0.2, 0}, {-0.1, -0.2, -0.01, -1}, {-0.1, -0.2, 0.01, 0}, {0, 0, 0, 0}} {
		cell := result.ComparedChance{Difference: result.Number(c.d), DifferenceLow: result.Number(c.low), DifferenceHigh: result.Number(c.high)}
		if got := apart(cell); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
	if apart(result.ComparedChance{Difference: result.Missing(), DifferenceLow: 1}) != 0 {
		t.Error("the first differs from itself")
	}
}

// TestChanceShades keep their order in grey, and letters on them are legible.
func TestChanceShades(t *testing.T) {
	last := 0.
	for i := 0; i <= 100; i += 5 { // finer steps are lost in rounding
		c := ramp(chanceShades, float64(i)/100)
		if l := luminance(c); l <= last {
			t.Errorf("%d %% is no lighter than what is less likely", i)
		} else {
			last = l
		}
		if got := contrast(legible(c), c); got < 4.5 {
			t.Errorf("contrast %.2f at %d %%", got, i)
		}
	}
	for i := range 101 {
		if c := ramp(together, float64(i)/100); contrast(legible(c), c) < 4.5 {
			t.Errorf("contrast of pairs at %d", i)
		}
	}
}

// TestWholeBounds are not cut where names are short.
func TestWholeBounds(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		if f, _ := sideBySide(t, lang, comparisons()["plain"]); strings.Contains(written(f), "…") {
			t.Errorf("%.400q", written(f))
		}
	}
}

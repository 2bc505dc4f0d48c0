package plots

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// isolated is the ring of four places under 10 ms when the gateway of A lets nothing pass: three
// of its six pairs are cut off, though an empty network would have ways for them.
func isolated() *result.Result {
	r := fixture(3)
	r.Scopes = append(r.Scopes, result.Scope{ID: "a", Kind: "cluster", Name: result.Text{EN: "Ayton cluster", ZH: "甲集群"}})
	for i := range r.Paths {
		if p := &r.Paths[i]; p.Tier == "mesh" && p.Ends[0] == "a" {
			p.MeanMs, p.P99Ms, p.CutMean, p.CutP99, p.Cut = result.Missing(), result.Missing(), result.Missing(), result.Missing(), ""
			p.Bottleneck, p.Load = "a", result.Missing()
		}
	}
	r.Slopes[0].Pair, r.Slopes[0].Load = "a->b", result.Missing()
	for i := range r.Failures {
		f := &r.Failures[i]
		f.Pair, f.MeanMs, f.P99Ms, f.AddedMs, f.LostGbps = "a->b", result.Missing(), result.Missing(), result.Missing(), 0
	}
	r.Targets = append(r.Targets, target(r, model.DelayMean, "mesh", model.AtMost, 10, math.NaN()))
	return r
}

func TestCutOff(t *testing.T) {
	for chart, c := range map[string]struct {
		title string
		texts []string
	}{
		"delay":    {"3 of 9 pairs are cut off at gateway of Ayton; first: Ayton to Beford (Mesh M)", []string{"Ayton to Beford: cut off, as are 2 more of 6 pairs", "cut off"}},
		"hubs":     {"Mesh M: 3 of 6 pairs within 10 ms, 3 also with any one link cut; 3 cut off, first: Ayton to Beford", []string{"cut off", "7.0"}},
		"failures": {"1 of 2 tiers are cut off as it is; 0 of 1 delay budgets hold with any one link cut; worst: none adds any delay", []string{"cut off"}},
		"slope":    {"1 of 1 tiers have pairs that are cut off at gateway of Ayton, whatever the load; first: Mesh M", []string{"cut off", "gateway of Ayton"}},
		"network":  {"Gateway of Ayton lets nothing pass", nil},
	} {
		r := isolated()
		if chart == "failures" { // a tier that nothing happens to, beside
			r.Failures = append(r.Failures, result.Failure{ID: "storm", Tier: "t", Pair: "a->City 2", MeanMs: 16, P99Ms: 16})
		}
		f, reason := drawn(t, chart, "en", r)
		if f == nil {
			t.Fatal(reason)
		}
		if f.title != c.title {
			t.Errorf("%s says %q, not %q", chart, f.title, c.title)
		}
		writes(t, f, c.texts...)
		checkLayout(t, chart, f)
	}
}

// TestDelayOr falls back where a file has no field, but not where it has null.
func TestDelayOr(t *testing.T) {
	old, cut := asIs(result.Path{OneWayMs: 3}), asIs(result.Path{OneWayMs: 3, MeanMs: result.Missing(), P99Ms: result.Missing()})
	if old.mean != 3 || old.p99 != 3 || old.lost() || !cut.lost() || cut.empty != 3 {
		t.Errorf("%+v, %+v", old, cut)
	}
	if _, ok := afterCut(result.Path{OneWayMs: 3}); ok {
		t.Error("a cut of which nothing is known")
	}
	if s, ok := afterCut(result.Path{OneWayMs: 3, MeanMs: result.Missing(), CutMean: result.Missing()}); !ok || !s.lost() || !s.cut {
		t.Error("what is cut off as it is does not come back with a link less")
	}
	if s, ok := afterCut(result.Path{OneWayMs: 3, MeanMs: 3, Cut: "a--b", CutMean: result.Missing()}); !ok || !s.lost() {
		t.Errorf("%+v", s)
	}
}

// TestJudge holds each state against the targets for it, and a tier that has only one kind
// against that.
func TestJudge(t *testing.T) {
	of := func(pairs ...any) (out []bound) {
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, bound{quantity: pairs[i].(model.QuantityName), budget: pairs[i+1].(float64)})
		}
		return out
	}
	for _, c := range []struct {
		bounds    []bound
		cut       bool
		mean, p99 float64
		by        model.QuantityName
		breaks    bool
	}{
		{of(model.DelayMean, 10.), false, 9, 20, model.DelayMean, false},
		{of(model.DelayMean, 10., model.DelayP99, 10.), false, 9, 11, model.DelayP99, true},
		{of(model.DelayMean, 10., model.DelayP99, 30.), false, 11, 20, model.DelayMean, true},
		{of(model.DelayMean, 10., model.DelayP99N1, 12.), false, 9, 11, model.DelayMean, false},
		{of(model.DelayMean, 10., model.DelayP99N1, 12.), true, 11, 11.5, model.DelayP99N1, false},
		{of(model.DelayMean, 10., model.DelayP99N1, 12.), true, 9, 13, model.DelayP99N1, true},
		{of(model.DelayMean, 10.), true, 11, 11, model.DelayMean, true},
		{of(model.DelayMeanN1, 10.), false, 11, 11, model.DelayMeanN1, true},
		{of(model.DelayMean, 10., model.DelayP99, 10.), false, 4, 4, model.DelayP99, false},
		{of(model.DelayMean, 10.), true, math.Inf(1), math.Inf(1), model.DelayMean, true},
		{nil, false, 9, 9, "", false},
	} {
		one := tier{bounds: c.bounds}
		s := state{cut: c.cut, mean: c.mean, p99: c.p99}
		if by := one.judge(s); by.quantity != c.by || one.breaks(s) != c.breaks {
			t.Errorf("%+v by %q, breaks %v", c, by.quantity, one.breaks(s))
		}
	}
}

// TestTailMissed counts a budget as broken where only 99 % of the packets break it when a link
// is cut, as its target asks: they take 13 ms of 12, and intact 9.
func TestTailMissed(t *testing.T) {
	r := fixture(3)
	for i := range r.Paths {
		r.Paths[i].CutP99 = r.Paths[i].CutMean + 2
	}
	r.Targets = append(r.Targets, target(r, model.DelayMean, "mesh", model.AtMost, 12, 7))
	f, _ := drawn(t, "failures", "en", r)
	if want := "1 of 1 delay budgets hold with any one link cut; worst: Ayton–Beford for Mesh M, +4.00 ms, 92 % of 12 ms"; f.title != want {
		t.Errorf("%q", f.title)
	}
	r.Targets = append(r.Targets, target(r, model.DelayP99N1, "mesh", model.AtMost, 12, 13))
	f, _ = drawn(t, "failures", "en", r)
	if want := "0 of 1 delay budgets hold with any one link cut; worst: Ayton–Beford for Mesh M, +4.00 ms, 108 % of 12 ms"; f.title != want {
		t.Errorf("%q", f.title)
	}
	writes(t, f, "99 % 13.00 ms", "7.00 of 12 ms")
	f, _ = drawn(t, "hubs", "en", r)
	if want := "Mesh M: 6 of 6 pairs within 12 ms, 5 also with any one link cut; slowest (99 %): Ayton to Deham, mean 7.00 ms"; f.title != want {
		t.Errorf("%q", f.title)
	}
	f, _ = drawn(t, "delay", "en", r)
	if want := "Delay budget exceeded (Mesh M): Ayton to Deham 13.00 ms (99 %, N-1), 108 % of 12 ms"; f.title != want {
		t.Errorf("%q", f.title)
	}
}

// TestSlowest is the pair with the largest 99th percentile, in every chart; but one beyond a
// target before one that keeps it.
func TestSlowest(t *testing.T) {
	r := fixture(3)
	for i := range r.Paths {
		if r.Paths[i].Pair == "b->c" {
			r.Paths[i].P99Ms = 9.5 // the others: 9 at most, with means of up to 7
		}
	}
	tiers := (&job{r: r}).tiers()
	mesh := tiers[len(tiers)-1]
	if p := mesh.paths[mesh.slowest]; p.Pair != "b->c" {
		t.Errorf("%s", p.Pair)
	}
	f, _ := drawn(t, "hubs", "en", r)
	if !strings.HasSuffix(f.title, "slowest (99 %): Beford to Ceville, mean 3.00 ms") {
		t.Errorf("%q", f.title)
	}
	mesh.bounds = []bound{{quantity: model.DelayMean, budget: 6}}
	if mesh.decide(); mesh.paths[mesh.slowest].Pair != "a->d" {
		t.Errorf("%s", mesh.paths[mesh.slowest].Pair)
	}
}

// TestWorse ranks 1 ms that leave nothing before 5 ms that leave half of a budget.
func TestWorse(t *testing.T) {
	tight, wide, none := &tier{bounds: []bound{{quantity: model.DelayMean, budget: 10}}}, &tier{bounds: []bound{{quantity: model.DelayMean, budget: 40}}}, &tier{}
	a, b := &result.Failure{MeanMs: 9.9, AddedMs: 1}, &result.Failure{MeanMs: 20, AddedMs: 5}
	if worse(tight, a, wide, b) >= 0 || worse(wide, b, tight, a) <= 0 {
		t.Error("ranked by the ms")
	}
	if worse(wide, a, none, b) >= 0 || worse(none, b, none, a) >= 0 {
		t.Error("without a budget")
	}
}

// TestIdleSlope leaves tiers on whose ways nothing queues out of the title, and for last where
// there are more tiers than panels.
func TestIdleSlope(t *testing.T) {
	r := cases()["many slopes"]
	idle := &r.Slopes[0] // the first to break: at 20 %, or the mean at 64 %
	idle.Load = result.Missing()
	f, _ := drawn(t, "slope", "en", r)
	if !strings.Contains(f.title, "number 1)") {
		t.Errorf("%q", f.title)
	}
	all := written(f)
	if strings.Contains(all, "number 0") || strings.Contains(all, "number 7") || !strings.Contains(all, "left out: 3 of 9 tiers, the last to break") {
		t.Error(all)
	}
	r.Slopes = r.Slopes[:2]
	f, _ = drawn(t, "slope", "en", r)
	if all := written(f); !strings.Contains(all, "nothing queues on") || strings.Contains(all, "64 %") || !strings.Contains(all, "mean 74 %") {
		t.Error(all)
	}
}

// TestOverloadedText stands clear of the curves: below where they are level, or above.
func TestOverloadedText(t *testing.T) {
	f := (&job{r: fixture(3), fonts: withFonts(t), formats: []string{"svg"}}).newFigure("A", "", 0)
	c := &curves{}
	c.panel = f.newPanel(f.fineScale(0, 10, 5, decimals), 40, 200, 60, 200)
	level := along([]vg.Point{{X: 40, Y: 130}, {X: 200, Y: 130}})
	c.upright(200, []vg.Length{130}, alike(smallStyle, "overloaded", "gateway"), level)
	for _, p := range f.texts[len(f.texts)-2:] {
		if slices.ContainsFunc(level, func(b vg.Rectangle) bool { return overlap(b, p.box) }) || p.box.Max.Y > 130 {
			t.Errorf("%q at %v", p.text, p.box)
		}
	}
}

// TestIdleFailures leaves out what changes nothing and says how many, whole tiers last.
func TestIdleFailures(t *testing.T) {
	r := fixture(3)
	r.Failures = append(r.Failures, result.Failure{ID: "calm", Tier: "mesh", Pair: "a->d", MeanMs: 7, P99Ms: 9})
	f, _ := drawn(t, "failures", "en", r)
	if all := written(f); !strings.Contains(all, "1 named failures without effect") || strings.Contains(all, "calm") {
		t.Error(all)
	}
	r.Failures[len(r.Failures)-1].P99Ms = 9.1
	f, _ = drawn(t, "failures", "en", r)
	writes(t, f, "calm")
}

// TestTwoTiers are both named beside a cut that is the worst for both; of three only the first.
func TestTwoTiers(t *testing.T) {
	r := fixture(3)
	r.Failures = append(r.Failures, result.Failure{Tier: "t", Pair: "a->City 2", Links: []string{"a--b"}, MeanMs: 18, P99Ms: 18, AddedMs: 2})
	f, _ := drawn(t, "network", "en", r)
	writes(t, f, "Tier T", "+2.00 ms, 60 %", "Mesh M", "+4.00 ms")
	for _, id := range []string{"u", "v"} {
		r.Scopes = append(r.Scopes, result.Scope{ID: id, Kind: "tier", Name: result.Text{EN: "Tier " + id}})
		p := path(id, "X", 5)
		r.Paths = append(r.Paths, p)
		r.Failures = append(r.Failures, result.Failure{Tier: id, Pair: p.Pair, Links: []string{"a--b"}, MeanMs: 6, P99Ms: 6, AddedMs: 1})
	}
	f, _ = drawn(t, "network", "en", r)
	writes(t, f, "Tier T", "and 3 more")
}

// TestPlates put paper behind each line that near writes, where a chart wants that.
func TestPlates(t *testing.T) {
	areas := func(halo bool) int {
		f := (&job{r: fixture(3), fonts: withFonts(t), formats: []string{"svg"}}).newFigure("A", "", 0)
		f.halo = halo
		box := vg.Rectangle{Max: vg.Point{X: 400, Y: 300}}
		if !f.near(vg.Point{X: 200, Y: 120}, 5, alike(smallStyle, "one", "two"), box, f.free) {
			t.Fatal("no room")
		}
		data, err := f.file("svg")
		if err != nil {
			t.Fatal(err)
		}
		return strings.Count(string(data), "<path")
	}
	if got := areas(true) - areas(false); got != 2 {
		t.Errorf("%d plates", got)
	}
}

// TestRoles names clusters before metropolises before all others.
func TestRoles(t *testing.T) {
	var ranks []int
	for _, role := range []string{"cluster", "metro", "prefecture", "transit"} {
		ranks = append(ranks, roleRank(role))
	}
	if !slices.IsSorted(ranks) || ranks[0] == ranks[1] || ranks[2] == ranks[3] {
		t.Error(ranks)
	}
	r := reachOf(crowd("place", 60, 1))
	for i := range r.Places {
		r.Places[i].Role = "transit"
	}
	draw := func() (*figure, *job) {
		j := &job{r: &result.Result{}, reach: r, lang: "en", fonts: withFonts(t), formats: []string{"svg"}}
		f, reason := circles(j)
		if f == nil {
			t.Fatal(reason)
		}
		return f, j
	}
	f, _ := draw()
	left := slices.IndexFunc(r.Places[1:], func(s result.RingSite) bool { return !slices.Contains(texts(f), s.Name.EN) }) + 1
	if left == 0 {
		t.Fatal("all are named")
	}
	r.Places[left].Role = "cluster"
	if f, _ = draw(); !slices.Contains(texts(f), r.Places[left].Name.EN) {
		t.Errorf("%s is not named", r.Places[left].Name.EN)
	}
}

// TestChineseNames has no ids where there are names.
func TestChineseNames(t *testing.T) {
	j := &job{r: isolated(), reach: reachOf(fourAway()), lang: "zh", fonts: withFonts(t)}
	for got, want := range map[string]string{
		j.reachSource():             "hubcap，中（m）可达范围，业务类别为直达链路，空载网络",
		j.element("a"):              "甲出口",
		j.element("a/exchange"):     "甲直联点",
		j.element("b--c"):           "乙–丙",
		j.place("a->d"):             "甲至丁",
		j.cutName(&j.r.Failures[1]): "风暴",
	} {
		if got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

// TestMiddle shortens names so that those that begin alike do not read alike.
func TestMiddle(t *testing.T) {
	j := &job{fonts: withFonts(t)}
	long := "To the south and to the east of the whole country and beyond it by the public Internet"
	one, two := j.middle(long+", mean", noteStyle, 120, 2), j.middle(long+", 99 %", noteStyle, 120, 2)
	for _, lines := range [][]string{one, two} {
		if len(lines) > 2 || slices.ContainsFunc(lines, func(s string) bool { return j.fonts.width(s, noteStyle) > 120 }) {
			t.Errorf("%q", lines)
		}
	}
	if a, b := strings.Join(one, " "), strings.Join(two, " "); a == b || !strings.HasSuffix(a, "mean") || !strings.HasSuffix(b, "99 %") || !strings.Contains(a, "…") {
		t.Errorf("%q and %q", a, b)
	}
	if got := j.middle("Short", noteStyle, 120, 2); len(got) != 1 || got[0] != "Short" {
		t.Errorf("%q", got)
	}
}

// TestJoinable keeps a name from where a line to it would cross another.
func TestJoinable(t *testing.T) {
	f := (&job{r: fixture(3), fonts: withFonts(t), formats: []string{"svg"}}).newFigure("A", "", 0)
	f.text(150, 98, "between", smallStyle, centre)
	all := func(vg.Rectangle) bool { return true }
	free := f.joinable(vg.Point{X: 100, Y: 100}, all)
	if free(around(vg.Point{X: 220, Y: 100}, 5)) || !free(around(vg.Point{X: 100, Y: 220}, 5)) {
		t.Error("joined across a name, or not where nothing is")
	}
}

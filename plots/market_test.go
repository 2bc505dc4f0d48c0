package plots

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// TestFocus finds what the targets are about.
func TestFocus(t *testing.T) {
	r := &result.Result{Scopes: []result.Scope{{ID: "h", Kind: "hub"}, {ID: "a", Kind: "cluster", Hub: "h"}, {ID: "c", Kind: "cluster", Hub: "g"}, {ID: "b", Kind: "cluster", Hub: "h"}}}
	for scope, want := range map[string]string{"h": "a b", "b": "b", "all": ""} {
		r.Targets = []result.Target{{Scope: scope, Quantity: model.Utilisation}}
		if _, got := (&job{r: r}).focus(); strings.Join(got, " ") != want {
			t.Errorf("a target for %s is about %q", scope, got)
		}
	}
}

// TestMatrix holds the numbers of the chart against the data.
func TestMatrix(t *testing.T) {
	r := fixture(24)
	f, _ := drawn(t, "dispatch", "en", r)
	at := func(scope string, q model.QuantityName) string {
		return result.Grouped(r.Series.Of(scope, q)[24]/1000, 1)
	}
	sum := 0.
	for _, o := range fewOrigins {
		sum += r.Series.Of(o.id+"->d", model.RacksPlaced)[24]
	}
	for _, want := range []string{at("p->m", model.RacksPlaced), at("q->c", model.RacksPlaced), at("o", model.RacksUnserved),
		at("p", model.RacksDemanded), at("all", model.RacksDemanded), result.Grouped(sum/1000, 1), "Delta O", "Metro P",
		result.Grouped(100-100*r.Series.Of("p->m", model.RacksPlaced)[24]/0.96/r.Series.Of("p", model.RacksDemanded)[24], 1)} {
		if !slices.ContainsFunc(f.texts, func(p placed) bool { return p.text == want }) {
			t.Errorf("%q is not written", want)
		}
	}
}

// TestColumns groups the clusters by hub and leaves out what says nothing.
func TestColumns(t *testing.T) {
	r := national(24)
	r.Scopes = append(r.Scopes, result.Scope{ID: "g", Kind: "hub"})
	for i, s := range r.Scopes {
		if s.ID == "chongqing" || s.ID == "wuhu" {
			r.Scopes[i].Hub = "g"
		}
	}
	j := &job{r: r, fonts: withFonts(t)}
	w, _ := j.flows()
	var names []string
	for i, c := range w.clusters[:4] {
		if w.begins(i) {
			names = append(names, "|")
		}
		names = append(names, c.name)
	}
	if got := strings.Join(names, " "); got != "Gui'an | Chongqing Wuhu | Horinger" {
		t.Error(got)
	}
	away, placed := 0., 0.
	for o, row := range w.racks {
		for i, v := range row {
			placed += v
			if w.clusters[i].at == nil || w.origins[o].at == nil || *w.clusters[i].at != *w.origins[o].at {
				away += v
			}
		}
	}
	if got := w.away(); math.Abs(got-away/placed) > 1e-12 {
		t.Errorf("%g away, not %g", got, away/placed)
	}
	heads := func(r *result.Result) (out string) {
		m := &matrix{flows: first((&job{r: r}).flows())}
		m.columns(&job{r: r})
		for _, c := range m.ends {
			out += c.name + ";"
		}
		return out
	}
	if got := heads(r); got != "away, %;unserved;" {
		t.Error(got)
	}
	change(r, func(float64) float64 { return 0 }, model.RacksUnserved)
	r.Scopes = keep(r.Scopes, func(s result.Scope) bool { return true })
	for i := range r.Scopes {
		r.Scopes[i].Home = nil
	}
	if got := heads(r); got != "" {
		t.Error(got)
	}
}

func first(w *flows, _ string) *flows { return w }

// TestLittle writes what is not nothing, and says what it stands for.
func TestLittle(t *testing.T) {
	for lang, want := range map[string]string{"en": "· less than 500 racks", "zh": "· 不足500架"} {
		r := national(24)
		r.Series.Of("cc->guian", model.RacksPlaced)[24] = 3
		f, _ := drawn(t, "dispatch", lang, r)
		if got := written(f); !strings.Contains(got, want) || !slices.ContainsFunc(f.texts, func(p placed) bool { return p.text == little }) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
}

// TestTotalsApart keeps the totals of neighbours from touching, and the heads whole.
func TestTotalsApart(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		f, _ := drawn(t, "dispatch", lang, national(24))
		low, sums := vg.Length(math.Inf(1)), []vg.Rectangle{}
		for _, p := range f.texts {
			if strings.Trim(p.text, "0123456789.,") == "" && p.box.Min.Y < low-1 {
				low, sums = p.box.Min.Y, nil
			}
			if math.Abs(float64(p.box.Min.Y-low)) < 1 {
				sums = append(sums, p.box)
			}
		}
		slices.SortFunc(sums, func(a, b vg.Rectangle) int { return cmp.Compare(a.Min.X, b.Min.X) })
		for i := 1; i < len(sums); i++ {
			if sums[i].Min.X-sums[i-1].Max.X < 3 {
				t.Errorf("%s: %v touches %v", lang, sums[i-1], sums[i])
			}
		}
		for _, head := range []string{"unserved", "Yangtze delta cities"} { // the longest, and the last
			if lang == "en" && !strings.Contains(written(f), head) {
				t.Errorf("%q is cut", head)
			}
		}
		if len(sums) < 18 {
			t.Errorf("%d totals", len(sums))
		}
	}
}

// TestBound never cuts a share.
func TestBound(t *testing.T) {
	j := &job{fonts: withFonts(t)}
	bindings := func(words ...string) *result.Target {
		out := &result.Target{}
		for i, w := range words {
			out.Binding = append(out.Binding, result.Binding{Constraint: w, Share: result.Number(0.5 - 0.1*float64(i))})
		}
		return out
	}
	for _, c := range []struct {
		target *result.Target
		want   []string
	}{
		{bindings("tenant_ramp", "competition"), []string{"50 % tenants still moving in", "40 % demand that", "went elsewhere"}},
		{bindings("a", "b", "competition"), []string{"50 % a", "40 % b", "30 % demand that went else…"}},
		{bindings("a", "b", "c", "d"), []string{"50 % a", "40 % b", "50 % 2 others"}},
		{&result.Target{Simulated: result.Missing()}, []string{"no value simulated"}},
	} {
		if got := j.bound(c.target); !slices.Equal(got, c.want) {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
}

func TestMerge(t *testing.T) {
	j := &job{r: cases()["crowd"], fonts: withFonts(t)}
	w, reason := j.flows()
	if w == nil {
		t.Fatal(reason)
	}
	w.clusters[250].focus = true
	_, kept, _ := w.totals()
	all := 0.
	for _, c := range w.clusters {
		all += c.racks
	}
	w.merge("others")
	if len(w.clusters) != columnsMax || w.clusters[columnsMax-1].name != "others" {
		t.Fatalf("%d columns", len(w.clusters))
	}
	placed := 0.
	for o := range w.origins {
		for _, v := range w.racks[o] {
			placed += v
		}
	}
	if _, focus, _ := w.totals(); math.Abs(placed-all) > 1e-6*all || focus != kept {
		t.Errorf("%g of %g racks are left, %g of %g in focus", placed, all, focus, kept)
	}
}

// TestSlanted: a slanted head rises to the right, and what is drawn next is upright again.
func TestSlanted(t *testing.T) {
	f, _ := drawn(t, "dispatch", "en", national(3))
	var boxes []vg.Rectangle
	for _, p := range f.texts {
		if p.text == "Zhangjiakou" {
			boxes = append(boxes, p.box)
		}
	}
	for i := 1; i < len(boxes); i++ {
		if boxes[i].Min.X <= boxes[i-1].Min.X || boxes[i].Min.Y <= boxes[i-1].Min.Y {
			t.Errorf("%v after %v", boxes[i], boxes[i-1])
		}
	}
	svg, err := f.file("svg")
	if err != nil || len(boxes) < 3 {
		t.Fatalf("%d boxes, %v", len(boxes), err)
	}
	open, most := 0, 0
	for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
		token, err := d.Token()
		if err != nil {
			break
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local == "g" {
				open++
				most = max(most, open)
			}
		case xml.EndElement:
			if e.Name.Local == "g" {
				open--
			}
		}
	}
	if most != 3 { // all, moved, turned
		t.Errorf("groups are %d deep", most)
	}
}

// TestManyRows says what of many is shown, and that is the largest of it.
func TestManyRows(t *testing.T) {
	r := cases()["crowd"]
	for name, want := range map[string][]string{
		"dispatch": {"the largest 19 of 300 clusters", "the first 40 of 60"},
		"clusters": {"the first 40 of 300"},
		"map":      {"the widest 200 of"},
	} {
		f, reason := drawn(t, name, "en", r)
		if f == nil {
			t.Fatal(reason)
		}
		var all []string
		for _, p := range f.texts {
			all = append(all, p.text)
		}
		written := strings.Join(all, " ")
		for _, s := range want {
			if !strings.Contains(written, s) {
				t.Errorf("%s does not say %q: %.300s", name, s, written)
			}
		}
	}
}

// TestReasons gives one note for the charts that are left out for one reason.
func TestReasons(t *testing.T) {
	_, notes, err := Render(t.Context(), cases()["no origins"], Options{Formats: []string{"svg"}})
	want := []string{"charts dispatch, map, unserved are left out: the scenario has no origins of demand",
		"chart tradeoff is left out: the result has no trade-off between racks and their use"}
	if err != nil || !slices.Equal(notes, want) {
		t.Errorf("%q, %v", notes, err)
	}
	for lang, want := range map[string]string{"en": "there are not two clusters to compare", "zh": "可比较的集群不足两个"} {
		r := fixture(24)
		r.Scopes = keep(r.Scopes, func(s result.Scope) bool { return s.Kind != "cluster" || s.ID == "c" })
		if f, reason := drawn(t, "clusters", lang, r); f != nil || reason != want {
			t.Errorf("%q, not %q", reason, want)
		}
	}
}

// TestFlowsWithGaps takes the last date on which any demand is known, and what is no
// number as nothing.
func TestFlowsWithGaps(t *testing.T) {
	r := fixture(24)
	r.Series.Of("q", model.RacksDemanded)[24] = math.NaN()
	r.Series.Of("o->c", model.RacksPlaced)[24] = math.Inf(1)
	r.Series.Of("p->c", model.RacksPlaced)[24] = math.NaN()
	w, reason := (&job{r: r}).flows()
	if w == nil {
		t.Fatal(reason)
	}
	if want := r.Series.Of("q->c", model.RacksPlaced)[24]; w.date != r.End || w.clusters[0].racks != want || w.origins[2].racks != 0 {
		t.Errorf("on %s: %g placed, not %g; %g demanded", w.date, w.clusters[0].racks, want, w.origins[2].racks)
	}
}

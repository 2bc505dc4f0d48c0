package plots

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// TestBargain reads between the points, and tells what lies beyond them.
func TestBargain(t *testing.T) {
	point := func(racks, use float64) result.TradePoint {
		return result.TradePoint{Racks: result.Number(racks), Utilisation: result.Number(use)}
	}
	b := &bargain{TradeOff: result.TradeOff{Points: rising([]result.TradePoint{point(100, 0.9), point(200, 0.5), point(150, 0.1), point(math.NaN(), 1), point(400, 0.25)})}}
	if len(b.Points) != 3 {
		t.Fatalf("%d points", len(b.Points))
	}
	for _, c := range []struct{ got, want float64 }{
		{b.At(100), 0.9}, {b.At(150), 95. / 150}, {b.At(300), 1. / 3}, {b.At(400), 0.25}, {b.At(99), math.NaN()}, {b.At(401), math.NaN()},
		{b.UpTo(95. / 150), 150}, {b.UpTo(0.9), 100}, {b.UpTo(0.95), math.NaN()}, {b.UpTo(0.1), 400}, {b.UpTo(1. / 3), 300},
		{result.Rough(137_142.8), 137_000}, {result.Rough(0), 0},
	} {
		if math.Abs(c.got-c.want) > 1e-9 || math.IsNaN(c.got) != math.IsNaN(c.want) {
			t.Errorf("%g, not %g", c.got, c.want)
		}
	}
	curve := b.curve()
	if n := len(curve); n != 61 || curve[0].Racks != 100 || curve[n-1].Racks != 400 {
		t.Errorf("a curve of %d points", n)
	}
	for _, p := range curve { // between 200 and 400 racks 100 are occupied
		if racks := float64(p.Racks); racks >= 200 && math.Abs(float64(p.Utilisation)-100/racks) > 1e-9 {
			t.Errorf("%g of %g racks", p.Utilisation, racks)
		}
	}
	j := &job{fonts: withFonts(t)}
	for use, want := range map[float64]string{0.95: "Utilisation of 95.0 % would not hold even with 100 racks", 0.2: "Utilisation of 20.0 % would hold even with 400 racks"} {
		b.use = &result.Target{Required: result.Number(use)}
		if got := j.deal(b); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

// TestRunOffCurve says why the run does not lie on the curve, if it clearly does not.
func TestRunOffCurve(t *testing.T) {
	for use, want := range map[float64]string{0.45: "", 0.3: "15.5 points below the curve: not built evenly", 0.6: "14.5 points above the curve: not built evenly"} {
		r := fixture(24)
		r.Series.Of("h", model.RacksInService)[24], r.Series.Of("h", model.Utilisation)[24] = 200_000, use
		r.TradeOff[0].Points[2].Occupied, r.TradeOff[0].Points[2].Utilisation = 94_000, 94./240
		f, _ := drawn(t, "tradeoff", "en", r)
		if got := written(f); want != "" && !strings.Contains(got, want) || want == "" && strings.Contains(got, "the curve") {
			t.Errorf("%q is not in %s", want, got)
		}
	}
}

// written is all that stands on a sheet.
func written(f *figure) string {
	var all []string
	for _, p := range f.texts {
		if n := len(all); n == 0 || all[n-1] != p.text {
			all = append(all, p.text)
		}
	}
	return strings.Join(all, " ")
}

// TestAllServed leaves out what has nothing to show, but for those who ask for it.
func TestAllServed(t *testing.T) {
	few := fixture(24)
	change(few, func(v float64) float64 { return v / 100 }, model.RacksUnserved, model.UnservedNoRack, model.UnservedNoDelay, model.UnservedUnready)
	for _, c := range []struct {
		r                      *result.Result
		title, reason, reason2 string
	}{
		{cases()["all served"], "All demand is served", "all demand is served", "全部需求均得到满足"},
		{few, "Almost all demand is served", "almost all demand is served", "需求几乎全部得到满足"},
	} {
		for lang, want := range map[string]string{"en": c.reason, "zh": c.reason2} {
			if f, got := drawn(t, "unserved", lang, c.r); f != nil || got != want {
				t.Errorf("%q, not %q", got, want)
			}
		}
		files, notes, err := Render(t.Context(), c.r, Options{Only: []string{"unserved"}, Formats: []string{"svg"}})
		if err != nil || len(files) != 1 || len(notes) != 0 || !bytes.Contains(files[0].Data, []byte("<title>"+c.title+"<")) {
			t.Errorf("%d files, %q, %v", len(files), notes, err)
		}
	}
}

// TestUnservedNames names a reason that has ended, and writes no zero; the total is on top.
func TestUnservedNames(t *testing.T) {
	for lang, want := range map[string][]string{"en": {"no free rack", "not yet willing", "unserved"}, "zh": {"无空闲机架", "尚不愿外迁", "未满足"}} {
		r := fixture(24)
		r.Series.Of("all", model.UnservedNoDelay)[24] = 0
		total := r.Series.Of("all", model.UnservedNoRack)[24] + r.Series.Of("all", model.UnservedUnready)[24]
		r.Series.Of("all", model.RacksUnserved)[24] = total
		for _, q := range []model.QuantityName{model.UnservedNoRack, model.UnservedNoDelay, model.UnservedUnready} {
			r.Series.Of("all", q)[0] = math.NaN()
		}
		f, _ := drawn(t, "unserved", lang, r)
		times, last := map[string]int{}, vg.Length(0)
		for _, p := range f.texts {
			times[p.text]++
			if i := slices.Index(want, p.text); i >= 0 && times[p.text] > 1 || i == 2 {
				if p.box.Min.Y <= last {
					t.Errorf("%s is below the one before", p.text)
				}
				last = p.box.Min.Y
			}
		}
		ended, _ := model.QuantityOf(model.UnservedNoDelay)
		if times[ended.Label.In(lang)] != 1 || times[want[0]] != 2 || times["0"] != 1 { // one zero, of the axis
			t.Errorf("%v", times)
		}
	}
}

// TestExtent begins an axis at zero, unless less than a third of it would be used.
func TestExtent(t *testing.T) {
	for _, c := range []struct{ from, to, want float64 }{{40, 100, 0}, {66, 100, 0}, {68, 100, 52}, {0, 0, 0}, {80, 100, 70}, {100, 100, 100}} {
		e := extent{math.Inf(1), 0}
		for _, v := range []float64{c.to, math.NaN(), c.from, math.Inf(1)} {
			e.add(v)
		}
		if got := e.low(); got != c.want {
			t.Errorf("from %g to %g: %g, not %g", c.from, c.to, got, c.want)
		}
	}
}

package plots

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// boundAxis sets what the target requires.
var boundAxis = result.ManifestAxis{ID: "promised", Path: "target.racks-2024.at_least", Unit: "rack", Label: result.Text{EN: "racks promised", ZH: "承诺机架数"}}

// promised is a grid of promises by rates, where racks are 1,000 times the rate; with one member the
// verdict is whether they are as many as promised.
func promised(members int) (*result.Manifest, *result.Runs) {
	rate := listed(result.ManifestAxis{ID: "rate", Path: "x", Unit: "rack/month", Label: result.Text{EN: "rate", ZH: "速度"}}, 100, 200, 300)
	axes := []result.ManifestAxis{listed(boundAxis, evenly(150_000, 400_000, 6)...), rate}
	points := gridPoints(axes...)
	m, r := made("grid", members, axes, points, func(p []float64) float64 { return p[1] / 1000 })
	for i, p := range points {
		for c, column := range r.Columns {
			met := 0.
			if 1000*p[1] >= p[0] {
				met = 1
			}
			if column.Role == result.RoleMet || column.Role == result.RoleProbability {
				r.Numbers[c][i] = met
			}
		}
	}
	m.Targets[0].RequiredBy = "promised"
	return m, r
}

// TestBoundByAxis nowhere has the bound or the date of the scenario as if it held for all points.
func TestBoundByAxis(t *testing.T) {
	for _, members := range []int{1, 20} {
		m, r := promised(members)
		for _, chart := range SweepNames() {
			for lang, want := range map[string]string{"en": "≥ racks promised (axis), Dec 2024", "zh": "≥ 承诺机架数（轴）"} {
				f, reason := swiped(t, chart, lang, m, r, SweepOptions{})
				if f == nil {
					t.Fatal(reason)
				}
				says(t, f, want)
				silent(t, f, "500,000", "50万", "required 500")
			}
		}
		m.Targets[0].DeadlineBy = "rate"
		f, _ := swiped(t, "heatmap", "en", m, r, SweepOptions{})
		says(t, f, "by the date on the axis “rate”")
		silent(t, f, "Dec 2024")
		f, _ = swiped(t, "heatmap", "zh", m, r, SweepOptions{})
		says(t, f, "期限见轴：速度")
	}
}

// silent checks that none of the texts is on the sheet.
func silent(t *testing.T, f *figure, texts ...string) {
	t.Helper()
	for _, s := range texts {
		if all := written(f); strings.Contains(all, s) {
			t.Errorf("%q is in %.300q", s, all)
		}
	}
}

// TestIdleAxis is not what racks go with: only the rate moves them.
func TestIdleAxis(t *testing.T) {
	m, r := promised(1)
	f, _ := swiped(t, "scatter", "en", m, r, SweepOptions{})
	if !strings.HasPrefix(f.title, "Rate and racks in service: rank correlation 1.00; 6 of 18 points") { // 100: 0, 200: 2, 300: 4
		t.Error(f.title)
	}
	says(t, f, "required: differs by point")
	// Asked for all the same, with the line on which racks are as many as promised.
	f, _ = swiped(t, "scatter", "en", m, r, SweepOptions{X: "promised"})
	if !strings.HasPrefix(f.title, "Racks promised sets the bound and cannot move racks in service") {
		t.Error(f.title)
	}
	says(t, f, "line: as much as the")
	// The probability is another matter.
	m, r = promised(20)
	f, _ = swiped(t, "scatter", "en", m, r, SweepOptions{Y: "racks-2024_probability"})
	if !strings.HasPrefix(f.title, "Of 2 numeric axes") {
		t.Error(f.title)
	}
}

// TestOwnMargin ranks points by their own bounds: of six promises that the racks all miss, the
// smallest is missed by least.
func TestOwnMargin(t *testing.T) {
	m, r := promised(1)
	met := columnNamed(r, "racks-2024_met")
	for i := range r.Numbers[met] {
		r.Numbers[met][i] = 0
	}
	s := newSwept(m, r, &SweepOptions{})
	p := s.sample("")
	merit := s.merit(p)
	for k, row := range p.rows {
		want := 1000*r.Numbers[s.named("rate")][row] - r.Numbers[s.named("promised")][row]
		if merit[k] != want {
			t.Errorf("row %d: %g, not %g", row, merit[k], want)
		}
	}
	m.Targets[0].Comparator = model.AtMost
	if got := s.merit(p)[0]; got != 50_000 { // 100,000 of 150,000
		t.Error(got)
	}
	m.Targets[0].Comparator, m.Targets[0].RequiredBy = model.AtLeast, ""
	if got := s.merit(p)[0]; got != 100_000-500_000 {
		t.Error(got)
	}
}

// TestScenarioWithTarget takes the first scenario that has the target, or names those that have it.
func TestScenarioWithTarget(t *testing.T) {
	c := sweepCases()["two scenarios"]
	for i, base := range c.r.Texts[columnNamed(c.r, "scenario")] {
		if base == "base" {
			c.r.Numbers[columnNamed(c.r, "racks-2024_met")][i] = math.NaN()
		}
	}
	f, reason := swiped(t, "heatmap", "en", c.m, c.r, SweepOptions{Target: "racks-2024"})
	if f == nil {
		t.Fatal(reason)
	}
	says(t, f, "scenario market", "of 100 points")
	for _, chart := range SweepNames() {
		f, reason = swiped(t, chart, "en", c.m, c.r, SweepOptions{Target: "racks-2024", Scenario: "base"})
		if f != nil || reason != "scenario base does not have the target; name another with --scenario: market" {
			t.Errorf("%s: %q", chart, reason)
		}
	}
}

// TestBoundsOfScenarios are those that the scenarios have, and each row has its own.
func TestBoundsOfScenarios(t *testing.T) {
	c := sweepCases()["two scenarios"]
	for i, required := range []result.Number{500_000, 700_000} {
		target := c.m.Targets[0]
		target.Required = required
		c.m.Scenarios[i].Targets = []result.ManifestTarget{target}
	}
	for base, want := range map[string]string{"base": "(≥ 500,000, Dec 2024)", "market": "(≥ 700,000, Dec 2024)", "": "(≥ 500,000, Dec 2024 or ≥ 700,000, Dec 2024)"} {
		f, _ := swiped(t, "scatter", "en", c.m, c.r, SweepOptions{Scenario: base})
		says(t, f, want)
		if base == "" {
			says(t, f, "required: differs by point")
			silent(t, f, "required 500,000")
		} else {
			says(t, f, "required "+want[len("(≥ "):len("(≥ ")+3])
		}
	}
	s := newSwept(c.m, c.r, &SweepOptions{})
	p := s.sample("")
	merit, racks := s.merit(p), s.numbers(s.named("racks-2024"))
	for k, row := range p.rows { // the even rows are of market
		if want := racks[row] - []float64{700_000, 500_000}[row%2]; merit[k] != want {
			t.Errorf("row %d: %g, not %g", row, merit[k], want)
		}
	}
}

// TestSwarm moves dots of a level no further than a sixth of the distance of levels and eight points,
// and leaves those alone that hide no other.
func TestSwarm(t *testing.T) {
	for _, levels := range []int{2, 12} { // 50 and 8 points apart
		x := levelled(evenly(1, float64(levels), levels)...)
		p, _ := blank(t, x, levelled(0, 1))
		dots := make([]vg.Point, 40)
		for i := range dots {
			dots[i] = vg.Point{X: p.px(1), Y: 150}
		}
		alone := vg.Point{X: p.px(1), Y: 110}
		dots[7] = alone
		moved := p.swarm(dots, 2.8)
		most, widest := min(100/vg.Length(levels)/6, 8), vg.Length(0)
		for _, at := range dots {
			widest = max(widest, at.X-p.px(1), p.px(1)-at.X)
		}
		if !moved || widest > most+1e-9 || widest < most/2 || dots[7] != alone || dots[0].X != p.px(1) {
			t.Errorf("%d levels: moved by up to %g of %g", levels, widest, most)
		}
		if apart := []vg.Point{{X: p.px(1), Y: 110}, {X: p.px(1), Y: 120}}; p.swarm(apart, 2.8) {
			t.Errorf("moved, though clear: %v", apart)
		}
	}
	words := &sweepAxis{texts: []string{}, words: []string{"a", "b"}, edges: []float64{-0.5, 0.5, 1.5}}
	for n := range 100 {
		if d := words.spread(n, 214); math.Abs(float64(d)) > 4 {
			t.Errorf("a line of a word is moved by %g", d)
		}
	}
	if d := (&sweepAxis{edges: []float64{0, 1}}).spread(3, 214); d != 0 {
		t.Errorf("a value is moved by %g", d)
	}
}

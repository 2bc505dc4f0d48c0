package plots

import (
	"math"
	"testing"
)

// TestShades: all letters can be read on all grounds, the darker the more.
func TestShades(t *testing.T) {
	for _, sequence := range [][]colour{blues, reds} {
		last := math.Inf(1)
		for share := 0.; share <= 1; share += 0.001 {
			ground := shade(sequence, share)
			if c := contrast(legible(ground), ground); c < 4.5 {
				t.Errorf("contrast of %.2f at %.3f", c, share)
			}
			if l := luminance(ground); l > last {
				t.Errorf("lighter at %.3f", share)
			} else {
				last = l
			}
		}
	}
	if c := contrast(rgb(0), paper); math.Abs(c-21) > 1e-9 {
		t.Errorf("black on white has %g", c)
	}
	if shade(blues, math.NaN()) != paper || shade(blues, 2) != blue {
		t.Error("a share beyond the ends")
	}
}

func TestUnit(t *testing.T) {
	for _, c := range []struct {
		largest, v float64
		en, zh     string
	}{
		{9_999, 12, "12 racks", "12 架"},
		{84_000, 1_234, "1.23 thousand racks", "0.12 万架"},
		{1_500_000, 84_321, "84 thousand racks", "8.4 万架"},
		{1_500_000, 400, "· thousand racks", "· 万架"},
		{1_500_000, 0.4, " thousand racks", " 万架"},
		{300_000, 6_543, "6.5 thousand racks", "0.65 万架"},
		{6_500_000, 6_500_000, "6,500 thousand racks", "650.0 万架"},
		{2e7, 6_500_000, "6.50 million racks", "650 万架"},
		{1e30, 1e13, "10 trillion racks", "10 万亿架"},
	} {
		for lang, want := range map[string]string{"en": c.en, "zh": c.zh} {
			u := (&job{lang: lang}).unit(c.largest)
			if got := u.number(c.v) + " " + u.name; got != want {
				t.Errorf("%g of %g: %q, not %q", c.v, c.largest, got, want)
			}
		}
	}
}

func TestShare(t *testing.T) {
	for v, want := range map[float64]string{0: "0 %", 0.0001: "<0.1 %", 0.0123: "1.2 %", 0.0999: "10 %", 0.314: "31 %",
		0.9962: "99.6 %", 0.99999: ">99.9 %", 1: "100 %", math.Inf(1): "–"} {
		if got := (&job{}).share(v); got != want {
			t.Errorf("%g: %q, not %q", v, got, want)
		}
	}
}

package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// TestProjection: north is up, east is right, and lengths are alike in both directions.
func TestProjection(t *testing.T) {
	if d := km(39.91, 116.41, 31.24, 121.48); math.Abs(d-1065) > 10 {
		t.Errorf("Beijing and Shanghai are %g km apart", d)
	}
	j := &job{r: national(3), fonts: withFonts(t)}
	w, _ := j.flows()
	m := &chartOf{flows: w}
	if !m.project() {
		t.Fatal("no places")
	}
	m.fitInto()
	if want := math.Cos((23.14 + 40.53) / 2 * math.Pi / 180); math.Abs(m.squeeze-want) > 1e-9 {
		t.Errorf("a degree of longitude is %g of one of latitude, not %g", m.squeeze, want)
	}
	middle, degree := m.lat0+8, 1/(m.squeeze*111.19)
	south, north := m.at(middle-5, 110), m.at(middle+5, 110)
	west, east := m.at(middle, 105), m.at(middle, 105+10*111.19*degree)
	if north.Y <= south.Y || east.X <= west.X || math.Abs(float64((north.Y-south.Y)/(east.X-west.X))-1) > 1e-6 {
		t.Errorf("%v %v %v %v", south, north, west, east)
	}
	for _, s := range m.sites() {
		if p := m.place(s); p.X < mapPad-1e-6 || p.Y < mapPad-1e-6 || p.X > sheetWidth-2*edge-asideW-mapPad || p.Y > mapMost-mapPad+1e-6 {
			t.Errorf("%s is at %v", s.name, p)
		}
	}
}

// TestNoDegreeBeyondThePole rules nothing where there is no globe.
func TestNoDegreeBeyondThePole(t *testing.T) {
	f, _ := drawn(t, "map", "en", cases()["one place"])
	for _, p := range f.texts {
		var v float64
		if _, err := fmt.Sscanf(p.text, "%f°N", &v); err == nil && v > 90 {
			t.Errorf("%q", p.text)
		}
	}
}

// TestRibbon: a band is as wide as it should be, and its head ends where it leads.
func TestRibbon(t *testing.T) {
	var line []vg.Point
	for x := range 21 {
		line = append(line, vg.Point{X: vg.Length(x)})
	}
	low, high := vg.Length(0), vg.Length(0)
	shaft := vg.Length(0)
	for _, p := range ribbon(line, 2, 6) {
		low, high = min(low, p.Y), max(high, p.Y)
		if p.X < 10 {
			shaft = max(shaft, p.Y)
		}
	}
	if shaft != 1 || low != -3 || high != 3 || !slices.Contains(ribbon(line, 2, 6), vg.Point{X: 20}) {
		t.Errorf("shaft %v, head from %v to %v", shaft, low, high)
	}
	same := flow{from: vg.Point{X: 5, Y: 5}, to: vg.Point{X: 5, Y: 5}, r0: 2, r1: 2}
	if got := same.arc(); len(got) != 0 {
		t.Errorf("%d points from a place to itself", len(got))
	}
}

// TestPlacesShared names both an origin and the cluster in its place, and joins a name to
// what lies within a circle.
func TestPlacesShared(t *testing.T) {
	for lang, want := range map[string][]string{"en": {"Yangtze delta Yangtze delta cities", "Qingpu"}, "zh": {"长三角 长三角本地", "长三角示范区"}} {
		f, _ := drawn(t, "map", lang, national(24))
		for _, s := range want {
			if got := written(f); !strings.Contains(got, s) {
				t.Errorf("%q is not in %s", s, got)
			}
		}
	}
	f, _ := drawn(t, "map", "en", cases()["one place"]) // no room for six names
	if got := written(f); !strings.Contains(got, "Clusters without a name lie in the circle around them") {
		t.Error(got)
	}
}

// TestNear writes where it is free, and not at all if it is nowhere.
func TestNear(t *testing.T) {
	f, _ := drawn(t, "pue", "en", fixture(24))
	at := vg.Point{X: 300, Y: 150}
	var taken []vg.Rectangle
	seen := map[string]bool{}
	for i := range 40 {
		n := len(f.texts)
		if !f.near(at, 8, alike(smallStyle, "a name", fmt.Sprint(i)), around(at, 60), f.freeOf(taken)) {
			break
		}
		for _, p := range f.texts[n:] {
			taken = append(taken, p.box)
		}
		seen[fmt.Sprint(f.texts[n].box)] = true
	}
	if len(seen) < 2 || len(seen) > 8 {
		t.Errorf("%d places", len(seen))
	}
}

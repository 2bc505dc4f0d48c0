package plots

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"hubcap/sim/result"
)

// reachOf is what lies near the first of some places: rings of 1, 5 and 20 ms, light taking
// 0.0072 ms for a kilometre and 0.5 ms besides. Demand is 10, 40 and 90 % within them.
func reachOf(places []spot) *result.Reach {
	a := places[0]
	r := &result.Reach{Of: result.Text{EN: a.en, ZH: a.zh}, ID: a.id, At: point(a), Service: "direct",
		RingsMs: []result.Number{1, 5, 20}, Demand: []result.Number{0.1, 0.4, 0.9}}
	for _, b := range places {
		s := result.RingSite{ID: b.id, Name: result.Text{EN: b.en, ZH: b.zh}, At: point(b), OneWayMs: result.Number(0.5 + 0.0072*km(a.lat, a.lon, b.lat, b.lon))}
		s.MeanMs, s.P99Ms = s.OneWayMs+1, s.OneWayMs+4
		for _, limit := range r.RingsMs {
			if s.OneWayMs > limit {
				s.Ring++
			}
		}
		r.Places = append(r.Places, s)
	}
	return r
}

func point(s spot) result.Point {
	return result.Point{Lat: result.Number(s.lat), Lon: result.Number(s.lon)}
}

// fourAway are places to the north of the first: 22, 222 and 1,112 km, and 3,336 km.
func fourAway() []spot {
	return []spot{{"m", "Middle", "中", 10, 110, 0}, {"n", "Near", "近", 10.2, 110, 0}, {"o", "Off", "远", 12, 110, 0}, {"p", "Away", "更远", 20, 110, 0}, {"q", "Beyond", "最远", 40, 110, 0}}
}

func reachCases() map[string]*result.Reach {
	out := map[string]*result.Reach{"plain": reachOf(fourAway()), "national": reachOf(nationalClusters), "crowd": reachOf(crowd("place", 200, 1)), "empty": {}}
	with := func(name string, f func(r *result.Reach)) {
		out[name] = reachOf(fourAway())
		f(out[name])
	}
	with("loaded", func(r *result.Reach) { r.Loaded = true })
	with("no path", func(r *result.Reach) {
		r.Demand = nil
		for i := range r.Places[1:] {
			r.Places[i+1].OneWayMs = result.Missing()
		}
	})
	with("nowhere", func(r *result.Reach) {
		r.At.Lat = result.Missing()
		for i := range r.Places {
			r.Places[i].At.Lat = result.Missing()
		}
	})
	with("alone", func(r *result.Reach) { r.Places = r.Places[:1] })
	with("many rings", func(r *result.Reach) {
		r.RingsMs, r.Demand = []result.Number{0.1, 0.5, 1, 2, 5, 20}, []result.Number{0, 0, 0.1, 0.2, 0.3, result.Missing()}
		r.Places[3].Ring, r.Places[4].Ring = -3, 99
	})
	with("names", func(r *result.Reach) {
		long := result.Text{EN: strings.Repeat("A <long> & name ", 8), ZH: strings.Repeat("很长的名称<&>", 10)}
		r.Of = long
		for i := range r.Places {
			r.Places[i].Name = long
		}
	})
	return out
}

func TestEveryReachDraws(t *testing.T) {
	for name, r := range reachCases() {
		for _, lang := range []string{"en", "zh"} {
			t.Run(name+" "+lang, func(t *testing.T) {
				t.Parallel()
				files, notes, err := Circles(t.Context(), r, Options{Lang: lang})
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range files {
					checkFile(t, f)
				}
				left := slices.Contains([]string{"empty", "nowhere", "alone"}, name)
				if (len(files) == 0) != left || left != slices.Contains(leftOutBy(notes), "circles") {
					t.Errorf("%d files, %q", len(files), notes)
				}
				if !left {
					f, _ := circles(&job{r: &result.Result{}, reach: r, lang: lang, fonts: withFonts(t), formats: []string{"svg"}})
					checkLayout(t, "circles", f)
				}
			})
		}
	}
}

func TestCircles(t *testing.T) {
	all := reachCases()
	for _, c := range []struct {
		name, lang, title string
		texts             []string
	}{
		{"plain", "en", "3 of 4 places lie within 20 ms of Middle, and 90 % of the demand; 2 within 5 ms, 1 within 1 ms",
			[]string{"within 1 ms", "1 place", "10 % of the demand", "farthest: Near", "0.66 ms", "within 5 ms", "2 places", "farthest: Off", "2.10 ms", "3 places", "farthest: Away", "8.51 ms", "beyond 20 ms", "Middle", "Beyond"}},
		{"plain", "zh", "距中在20 ms以内的节点有3个（共4个），占需求的90%；5 ms以内2个，1 ms以内1个", []string{"1 ms以内", "占需求40%", "最远：远", "2.10 ms"}},
		{"loaded", "en", "3 of 4 places lie within 20 ms of Middle, and 90 % of the demand; 2 within 5 ms, 1 within 1 ms", []string{"1.66 ms", "3.10 ms"}},
		{"no path", "en", "0 of 4 places lie within 20 ms of Middle; 0 within 5 ms, 0 within 1 ms", []string{"no path", "4 places"}},
	} {
		f, reason := circles(&job{r: &result.Result{}, reach: all[c.name], lang: c.lang, fonts: withFonts(t), formats: []string{"svg"}})
		if f == nil {
			t.Fatal(reason)
		}
		if f.title != c.title {
			t.Errorf("%q, not %q", f.title, c.title)
		}
		writes(t, f, c.texts...)
	}
}

func TestCircleOptions(t *testing.T) {
	r := reachOf(fourAway())
	for only, want := range map[string]string{
		"pue":      `chart "pue" is one of a result, not of a reach; known: circles`,
		"pue-load": `chart "pue-load" is one of a plant, not of a reach; known: circles`,
		"nope":     `there is no chart "nope"; known: circles`,
	} {
		if _, _, err := Circles(t.Context(), r, Options{Only: []string{only}}); err == nil || err.Error() != want {
			t.Errorf("%v", err)
		}
	}
	if _, _, err := Plant(t.Context(), plantOf(5), Options{Only: []string{"circles"}}); err == nil || !strings.HasPrefix(err.Error(), `chart "circles" is one of a reach, not of a plant;`) {
		t.Errorf("%v", err)
	}
	one, _, err := Circles(t.Context(), r, Options{Formats: []string{"svg"}})
	two, _, _ := Circles(t.Context(), r, Options{Formats: []string{"svg"}})
	if err != nil || len(one) != 1 || one[0].Name != "circles.svg" || fmt.Sprint(one) != fmt.Sprint(two) {
		t.Errorf("%d files, %v", len(one), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if files, _, err := Circles(ctx, r, Options{}); !errors.Is(err, context.Canceled) || files != nil {
		t.Errorf("after cancellation: %d files, %v", len(files), err)
	}
}

// TestFarthest is the place with the longest delay of a ring, wherever it stands.
func TestFarthest(t *testing.T) {
	r := &rings{Reach: &result.Reach{}, sites: [][]result.RingSite{{{ID: "a", OneWayMs: 2}, {ID: "b", OneWayMs: 4}, {ID: "c", OneWayMs: 3}}, nil}}
	if far, ok := r.farthest(0); !ok || far.ID != "b" {
		t.Errorf("%+v", far)
	}
	if _, ok := r.farthest(1); ok {
		t.Error("the farthest of nothing")
	}
}

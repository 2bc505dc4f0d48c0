package network_test

import (
	"math"
	"math/rand/v2"
	"testing"

	. "hubcap/model/network"
)

// DelayOver is Delay to the last bit for every class and pair, and NaN where there is no path.
func TestDelayOverIsDelay(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 3))
	paths, none := 0, 0
	for range 30 {
		places, links := random(r, 2+r.IntN(12), false)
		for i := range places {
			if r.IntN(3) > 0 { // some have a home on the old backbone, which is one chain
				places[i].Home = places[r.IntN(min(i+1, 3))].ID
			}
		}
		for i := range min(3, len(places)) {
			places[i].Home = places[i].ID
		}
		var legacy []Link
		for i := 1; i < min(3, len(places)); i++ {
			legacy = append(legacy, Link{A: places[i-1].ID, B: places[i].ID, GreatCircle: GreatCircle(places[i-1], places[i])})
		}
		g := mustGraph(t, places, links, legacy)
		km := make([]float64, g.Len())
		for a := range places {
			g.Distances(a, km)
			for b := range places {
				for _, s := range Services() {
					got := g.DelayOver(Published(), s, a, b, km[b])
					parts, _, ok := Delay(g, Published(), s, a, b)
					if ok && got != parts.Total() || !ok && !math.IsNaN(got) {
						t.Fatalf("%v from %d to %d: %v, want %v, %v", s, a, b, got, parts.Total(), ok)
					}
					if ok {
						paths++
					} else {
						none++
					}
				}
			}
		}
	}
	if paths == 0 || none == 0 {
		t.Errorf("%d paths, %d missing", paths, none)
	}
}

package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/sim/result"
)

// networked gives a result a ring of four places one degree apart, A to D, with a tier of all
// six pairs. From place i to place k it is 2 ms for each step of the alphabet, 1 ms more in
// the mean of the peak hour, 3 ms more for 99 %, and 4 ms more when the link A--B is cut.
// That link carries 900 of 1,000 Gbit/s; the others carry 100 of what is not known; A--C is
// closed. Alone the pair A to D is tight: 12 ms, which 99 % break at 80 % load.
func networked(r *result.Result) {
	places := []spot{{"a", "Ayton", "甲", 30, 110, 0}, {"b", "Beford", "乙", 31, 110, 0}, {"c", "Ceville", "丙", 31, 111, 0}, {"d", "Deham", "丁", 30, 111, 0}}
	r.Scopes = append(r.Scopes, result.Scope{ID: "mesh", Kind: "tier", Name: result.Text{EN: "Mesh M", ZH: "网甲"}})
	for i, a := range places {
		for k, b := range places[i+1:] {
			p := pathOf("mesh", a, b, 2*float64(k+1))
			loadedBy(&p, 1, 3, 4)
			r.Paths = append(r.Paths, p)
		}
	}
	r.Links = []result.Link{link(places[0], places[1], 900), link(places[1], places[2], 100), link(places[2], places[3], 100), link(places[0], places[3], 100), link(places[0], places[2], 0)}
	r.Links[0].Capacity, r.Links[0].Load = 1000, 0.9
	r.Links[4].Open = false
	r.Slopes = []result.Slope{slopeOf("mesh", "a->d", 6, 12, 0.9, 2./3)}
	r.Failures = []result.Failure{
		{Tier: "mesh", Pair: "a->d", Links: []string{"a--b"}, MeanMs: 11, P99Ms: 13, AddedMs: 4},
		{ID: "storm", Name: result.Text{EN: "Storm", ZH: "风暴"}, Tier: "mesh", Pair: "a->d", Links: []string{"a--b", "a--d"}, MeanMs: result.Missing(), P99Ms: result.Missing(), AddedMs: result.Missing(), LostGbps: 1000},
	}
}

func pathOf(tier string, a, b spot, ms float64) result.Path {
	p := path(tier, b.en, ms)
	p.Pair, p.Ends = a.id+"->"+b.id, [2]string{a.id, b.id}
	p.From, p.To = result.Text{EN: a.en, ZH: a.zh}, result.Text{EN: b.en, ZH: b.zh}
	p.Carried = p.Service
	return p
}

// loadedBy adds to the delay of a path what the mean, 99 % and a cut take more.
func loadedBy(p *result.Path, mean, p99, cut float64) {
	ms := p.OneWayMs
	p.MeanMs, p.P99Ms, p.Cut, p.CutMean = ms+result.Number(mean), ms+result.Number(p99), "a--b", ms+result.Number(mean+cut)
}

func link(a, b spot, gbps float64) result.Link {
	return result.Link{ID: a.id + "--" + b.id, From: result.Text{EN: a.en, ZH: a.zh}, To: result.Text{EN: b.en, ZH: b.zh},
		FromAt: result.Point{Lat: result.Number(a.lat), Lon: result.Number(a.lon)}, ToAt: result.Point{Lat: result.Number(b.lat), Lon: result.Number(b.lon)},
		Open: true, Traffic: result.Number(gbps), Capacity: result.Missing(), Load: result.Missing()}
}

// slopeOf rises as load/(1 - load), so that 99 % take up all that the budget leaves at the load that breaks it, and
// the mean a seventh of it.
func slopeOf(tier, pair string, empty, budget, load, breaks float64) result.Slope {
	k := (budget - empty) * (1 - breaks) / breaks
	s := result.Slope{Tier: tier, Pair: pair, EmptyMs: result.Number(empty), Budget: result.Number(budget), Load: result.Number(load),
		BreaksP99: result.Number(breaks), BreaksMean: result.Number(7 * (budget - empty) / (7*(budget-empty) + k))}
	for x := 0.; x < 0.995; x += 0.01 {
		q := k * x / (1 - x)
		s.Points = append(s.Points, result.SlopePoint{Load: result.Number(x), MeanMs: result.Number(empty + q/7), P99Ms: result.Number(empty + q)})
	}
	return s
}

// meshed gives a result a mesh of so many places under a budget, the delay by the distance, and links
// from each to its three nearest.
func meshed(r *result.Result, places []spot, budget float64) {
	r.Paths, r.Links = nil, nil
	for i, a := range places {
		near := slices.SortedStableFunc(slices.Values(places), func(x, y spot) int {
			return cmp.Compare(km(a.lat, a.lon, x.lat, x.lon), km(a.lat, a.lon, y.lat, y.lon))
		})
		for k, b := range near[1:min(4, len(near))] {
			if slices.ContainsFunc(r.Links, func(l result.Link) bool { return l.ID == b.id+"--"+a.id }) {
				continue
			}
			l := link(a, b, 300*float64((i*7+k*5)%11))
			if (i+k)%3 == 0 {
				l.Capacity, l.Load = 5000, result.Number(0.35+0.1*float64((i*3+k)%8))
			}
			l.Open = (i+k)%7 > 0
			r.Links = append(r.Links, l)
		}
		for k, b := range places[i+1:] {
			p := pathOf("mesh", a, b, 0.5+0.0072*km(a.lat, a.lon, b.lat, b.lon))
			loadedBy(&p, 0.4, 2.5, 0.5+float64((i*5+k*3)%7))
			p.Cut = r.Links[0].ID
			if (i*i+k)%9 == 0 {
				p.Carried = "hub"
			}
			if (i+2*k)%17 == 0 {
				p.CutMean, p.CutP99 = result.Missing(), result.Missing()
			}
			r.Paths = append(r.Paths, p)
		}
	}
	r.Targets = append(r.Targets, target(r, model.DelayMean, "mesh", model.AtMost, budget, budget+1))
	r.Slopes = []result.Slope{slopeOf("mesh", r.Paths[0].Pair, 12, budget, 0.55, 0.86)}
	r.Failures[0].Links = []string{r.Links[0].ID}
	r.Failures[0].Pair = r.Paths[0].Pair
}

// networkCases are the edges of what a network can be.
func networkCases(with func(name string, steps int, f func(r *result.Result))) {
	with("old network", 3, func(r *result.Result) { // written before there was load
		r.Slopes, r.Failures, r.Links = nil, nil, nil
		r.Paths = keepOf(r.Paths, func(p result.Path) bool { return p.Tier == "t" })
	})
	with("hubs", 3, func(r *result.Result) { meshed(r, nationalClusters[:10], 20) })
	with("60 hubs", 3, func(r *result.Result) { meshed(r, crowd("place", 60, 1), 12) })
	with("one pair", 3, func(r *result.Result) {
		r.Paths = keepOf(r.Paths, func(p result.Path) bool { return p.Pair == "a->b" })
		r.Links = r.Links[:1]
	})
	with("cut off", 3, func(r *result.Result) { // nothing leads anywhere
		for i := range r.Paths {
			p := &r.Paths[i]
			p.OneWayMs, p.MeanMs, p.P99Ms, p.CutMean, p.CutP99 = result.Missing(), result.Missing(), result.Missing(), result.Missing(), result.Missing()
		}
		for i := range r.Failures {
			r.Failures[i].MeanMs, r.Failures[i].P99Ms, r.Failures[i].AddedMs = result.Missing(), result.Missing(), result.Missing()
		}
		for i := range r.Links {
			r.Links[i].Open = false
		}
		r.Slopes[0].BreaksMean, r.Slopes[0].BreaksP99, r.Slopes[0].Load = result.Missing(), result.Missing(), result.Missing()
	})
	with("overload", 3, func(r *result.Result) {
		for i := range r.Paths {
			p := &r.Paths[i]
			loadedBy(p, 20, 140, 1)
			p.Load, p.Carried = 1.4, "hub"
		}
		r.Links[0].Load, r.Slopes[0].Load = 1.4, 1.4
		r.Failures[0].P99Ms, r.Failures[0].LostGbps = 150, 20
		r.Slopes = append(r.Slopes, slopeOf("t", "a->City 2", 16, 17, 0, 0.5))
		r.Slopes[1].Budget = 15
		r.Slopes[1].BreaksMean, r.Slopes[1].BreaksP99 = 0, 0
		r.Targets = append(r.Targets, target(r, model.DelayMean, "mesh", model.AtMost, 9, 27))
	})
	with("tail budget", 3, func(r *result.Result) { // for 99 % with a link cut
		for i := range r.Paths {
			r.Paths[i].CutP99 = r.Paths[i].CutMean + 1
		}
		r.Targets = append(r.Targets, target(r, model.DelayP99N1, "mesh", model.AtMost, 10, 12), target(r, model.DelayP99N1, "mesh", model.AtMost, 11, 12))
	})
	with("many slopes", 3, func(r *result.Result) {
		r.Slopes, r.Failures = nil, r.Failures[:0]
		for i := range 9 {
			id := fmt.Sprint("tier", i)
			r.Scopes = append(r.Scopes, result.Scope{ID: id, Kind: "tier", Name: result.Text{EN: fmt.Sprintf("Tier of a longer name, number %d", i), ZH: fmt.Sprintf("名称较长的时延圈层之%d", i)}})
			p := path(id, "X", float64(3+3*i))
			loadedBy(&p, 1, 4, 3)
			r.Paths = append(r.Paths, p)
			budget := []float64{1, 5, 10, 20, 30}[i%5] + 3*float64(i)
			r.Targets = append(r.Targets, target(r, model.DelayMean, id, model.AtMost, budget, 1))
			r.Slopes = append(r.Slopes, slopeOf(id, p.Pair, 0.6*budget, budget, 0.3+0.1*float64(i%7), 0.2+0.09*float64(i)))
			for n := range 4 {
				r.Failures = append(r.Failures, result.Failure{ID: []string{"", "f1", "f2", "f3"}[n], Tier: id, Pair: p.Pair, Links: []string{"b--c"},
					MeanMs: p.MeanMs + result.Number(n), P99Ms: p.P99Ms + result.Number(n), AddedMs: result.Number(n), LostGbps: result.Number(50 * n)})
			}
		}
	})
	with("network names", 3, func(r *result.Result) {
		meshed(r, nationalClusters[:10], 20)
		long := func(s *result.Text) {
			s.EN, s.ZH = s.EN+strings.Repeat(" & more <name>", 6), s.ZH+strings.Repeat("很长的名称", 6)
		}
		for i := range r.Scopes {
			long(&r.Scopes[i].Name)
		}
		for i := range r.Paths {
			long(&r.Paths[i].From)
			long(&r.Paths[i].To)
		}
		for i := range r.Links {
			long(&r.Links[i].From)
			long(&r.Links[i].To)
		}
		for i := range r.Failures {
			long(&r.Failures[i].Name)
		}
	})
	with("bad network", 3, func(r *result.Result) {
		r.Links[1].FromAt.Lat, r.Links[2].Traffic, r.Links[0].Load = result.Missing(), result.Number(math.Inf(1)), result.Missing()
		r.Slopes[0].Points[3].P99Ms, r.Slopes[0].Points[5].Load = result.Missing(), 0
		r.Paths[4].MeanMs, r.Paths[4].P99Ms = result.Number(math.Inf(1)), result.Number(math.Inf(1))
	})
}

func keepOf[T any](list []T, f func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), func(v T) bool { return !f(v) })
}

package plots

import (
	"fmt"
	"math"
	"strings"

	"hubcap/model"
	"hubcap/sim/result"
)

// spot is a place of the fixtures.
type spot struct {
	id, en, zh string
	lat, lon   float64
	racks      float64 // demanded there, or in service, at the start
}

// The clusters of the plain fixture: c is all of hub h.
var (
	fewOrigins = []spot{
		{"o", "Delta O", "三角洲甲", 23.1, 113.3, 200_000},
		{"p", "Region P", "地区乙", 31.2, 121.5, 400_000},
		{"q", "Region Q", "地区丙", 26.6, 106.7, 40_000},
	}
	fewClusters = []spot{
		{"c", "Cluster", "集群", 26.4, 106.5, 100_000},
		{"d", "Cluster D", "集群丁", 40.5, 111.8, 301_000},
		{"m", "Metro P", "地区乙本地", 31.2, 121.5, 457_000},
	}
)

// The size of the shipped scenario: seven origins, ten clusters of national hubs, and one
// at each origin.
var (
	nationalOrigins = []spot{
		{"bth", "Beijing-Tianjin-Hebei", "京津冀", 39.91, 116.41, 1_500_000},
		{"yrd", "Yangtze delta", "长三角", 31.24, 121.48, 1_700_000},
		{"gba", "Pearl delta", "粤港澳大湾区", 23.14, 113.27, 1_100_000},
		{"cc", "Chengdu-Chongqing", "成渝", 30.66, 104.08, 420_000},
		{"central", "Central China", "华中", 30.60, 114.31, 520_000},
		{"northwest", "Northwest", "西北", 34.35, 108.95, 260_000},
		{"southwest", "Guizhou and southwest", "贵州及西南", 26.65, 106.64, 150_000},
	}
	nationalClusters = []spot{
		{"guian", "Gui'an", "贵安", 26.40, 106.52, 160_000},
		{"horinger", "Horinger", "和林格尔", 40.53, 111.80, 240_000},
		{"qingyang", "Qingyang", "庆阳", 35.74, 107.66, 20_000},
		{"zhongwei", "Zhongwei", "中卫", 37.50, 105.19, 90_000},
		{"huailai", "Zhangjiakou", "张家口", 40.42, 115.52, 330_000},
		{"shaoguan", "Shaoguan", "韶关", 24.82, 113.60, 30_000},
		{"tianfu", "Tianfu", "天府", 30.58, 103.93, 180_000},
		{"chongqing", "Chongqing", "重庆", 29.80, 106.49, 150_000},
		{"wuhu", "Wuhu", "芜湖", 31.38, 118.40, 60_000},
		{"qingpu", "Qingpu", "长三角示范区", 31.16, 121.13, 210_000},
		{"m-bth", "Beijing and around", "京津冀本地", 39.91, 116.41, 1_450_000},
		{"m-yrd", "Yangtze delta cities", "长三角本地", 31.24, 121.48, 1_500_000},
		{"m-gba", "Guangdong cities", "粤港澳本地", 23.14, 113.27, 1_300_000},
		{"m-cc", "Sichuan cities", "成渝本地", 30.66, 104.08, 90_000},
		{"m-central", "Wuhan and around", "华中本地", 30.60, 114.31, 560_000},
		{"m-northwest", "Xi'an and around", "西北本地", 34.35, 108.95, 280_000},
		{"m-southwest", "Southwest cities", "西南本地", 26.65, 106.64, 0},
	}
)

// dispatched gives a result origins and clusters, the first of them in hub h: demand grows by 2 % a step, two per cent
// of it finds no rack, one is too far, and one unwilling; the rest is placed the more the nearer.
func dispatched(r *result.Result, origins, clusters []spot) {
	r.Scopes = keep(r.Scopes, func(s result.Scope) bool { return s.Kind != "cluster" && s.Kind != "origin" })
	for _, list := range []struct {
		kind  string
		spots []spot
	}{{"cluster", clusters}, {"origin", origins}} {
		for i, s := range list.spots {
			scope := result.Scope{ID: s.id, Kind: list.kind, Name: result.Text{EN: s.en, ZH: s.zh},
				At: &result.Point{Lat: result.Number(s.lat), Lon: result.Number(s.lon)}}
			if scope.Kind == "cluster" && i == 0 {
				scope.Hub = "h"
			}
			for _, c := range clusters {
				if scope.Kind == "origin" && c.lat == s.lat && c.lon == s.lon {
					scope.Home = append(scope.Home, c.id)
				}
			}
			r.Scopes = append(r.Scopes, scope)
		}
	}
	column := func(scope string, q model.QuantityName, f func(k float64) float64) {
		c := result.Column{Scope: scope, Quantity: q, Unit: "rack"}
		for k := range r.Series.Dates {
			c.Values = append(c.Values, f(float64(k)))
		}
		r.Series.Add(c)
	}
	part := func(scope string, total, each float64) {
		column(scope, model.RacksUnserved, func(k float64) float64 { return 4 * each * total * math.Pow(1.02, k) })
		column(scope, model.UnservedNoRack, func(k float64) float64 { return 2 * each * total * math.Pow(1.02, k) })
		column(scope, model.UnservedNoDelay, func(k float64) float64 { return each * total * math.Pow(1.02, k) })
		column(scope, model.UnservedUnready, func(k float64) float64 { return each * total * math.Pow(1.02, k) })
	}
	const each = 0.01
	total := 0.
	for _, o := range origins {
		total += o.racks
		column(o.id, model.RacksDemanded, func(k float64) float64 { return o.racks * math.Pow(1.02, k) })
		part(o.id, o.racks, each)
		weights, sum := make([]float64, len(clusters)), 0.
		for i, c := range clusters {
			d := 250 + km(o.lat, o.lon, c.lat, c.lon)
			weights[i] = c.racks / (d * math.Sqrt(d))
			sum += weights[i]
		}
		for i, c := range clusters {
			column(o.id+"->"+c.id, model.RacksPlaced, func(k float64) float64 {
				return (1 - 4*each) * o.racks * weights[i] / max(sum, 1e-9) * math.Pow(1.02, k)
			})
		}
	}
	column("all", model.RacksDemanded, func(k float64) float64 { return total * math.Pow(1.02, k) })
	part("all", total, each)
	for i, c := range clusters {
		column(c.id, model.RacksInService, func(k float64) float64 { return c.racks * (1 + 0.05*k) })
		use := 0.25 + 0.045*math.Mod(float64(7*i), 15)
		if i == 0 {
			use = 0.4
		}
		column(c.id, model.RacksOccupied, func(k float64) float64 { return c.racks * (1 + 0.05*k) * min(1, use*(1+float64(i%3)*0.004*k)) })
		column(c.id, model.Utilisation, func(k float64) float64 {
			if c.racks == 0 {
				return math.NaN()
			}
			return min(1, use*(1+float64(i%3)*0.004*k))
		})
	}
}

// traded gives the trade-off of hub h: 86,000 racks are used, however many there are.
func traded(r *result.Result) {
	t := result.TradeOff{Scope: "h", Date: r.End}
	for racks := 80_000.; racks <= 720_000; racks += 80_000 {
		use := min(0.9, 88_000/racks)
		t.Points = append(t.Points, result.TradePoint{Racks: result.Number(racks), Occupied: result.Number(use * racks), Utilisation: result.Number(use)})
	}
	r.TradeOff = []result.TradeOff{t}
}

// national is a result of the size of the shipped scenario, about the hub of its first cluster.
func national(steps int) *result.Result {
	r := fixture(steps)
	r.Scopes[0].Name = result.Text{EN: "Guizhou hub", ZH: "贵州枢纽"}
	dispatched(r, nationalOrigins, nationalClusters)
	r.Scopes = keep(r.Scopes, func(s result.Scope) bool { return s.Kind != "fleet" })
	fleeted(r, twoEach(nationalClusters))
	for _, q := range []model.QuantityName{model.RacksInService, model.RacksOccupied, model.Utilisation} {
		r.Series.Add(result.Column{Scope: "h", Quantity: q, Values: r.Series.Of("guian", q)})
	}
	return r
}

// crowd are so many places in rows, with more or less racks.
func crowd(prefix string, n int, racks float64) []spot {
	var out []spot
	for i := range n {
		name := fmt.Sprintf("%s %d", prefix, i)
		out = append(out, spot{fmt.Sprint(prefix, i), name, name, 20 + float64(i%17), 100 + float64(i/17), racks * (1 + math.Mod(float64(i)*0.37, 1))})
	}
	return out
}

func keep(scopes []result.Scope, f func(result.Scope) bool) []result.Scope {
	var out []result.Scope
	for _, s := range scopes {
		if f(s) {
			out = append(out, s)
		}
	}
	return out
}

// marketCases are the edges of dispatched demand.
func marketCases(with func(name string, steps int, f func(r *result.Result))) {
	with("national", 24, func(r *result.Result) { *r = *national(24) })
	with("no origins", 24, func(r *result.Result) {
		r.Scopes = keep(r.Scopes, func(s result.Scope) bool { return s.Kind != "origin" })
		r.TradeOff = nil
	})
	with("all served", 24, func(r *result.Result) {
		change(r, func(float64) float64 { return 0 }, model.RacksUnserved, model.UnservedNoRack, model.UnservedNoDelay, model.UnservedUnready)
	})
	with("served at last", 24, func(r *result.Result) {
		for _, q := range []model.QuantityName{model.RacksUnserved, model.UnservedNoRack, model.UnservedNoDelay, model.UnservedUnready} {
			r.Series.Of("all", q)[24] = 0
		}
	})
	with("nowhere", 24, func(r *result.Result) {
		for i := range r.Scopes {
			r.Scopes[i].At = nil
		}
		r.Scopes[3].At = &result.Point{Lat: result.Missing(), Lon: 400}
	})
	with("one place", 24, func(r *result.Result) {
		for i := range r.Scopes {
			r.Scopes[i].At = &result.Point{Lat: 90, Lon: 0}
		}
	})
	with("long names", 3, func(r *result.Result) {
		*r = *national(3)
		for i := range r.Scopes {
			r.Scopes[i].Name = result.Text{EN: fmt.Sprint(i, strings.Repeat(" name and part", 6)), ZH: strings.Repeat("很长的名称", 6)}
		}
	})
	with("flat", 3, func(r *result.Result) { // a strip along a parallel, beside which the list has little room
		*r = *national(3)
		r.Targets = nil
		for i := range r.Scopes {
			if r.Scopes[i].At != nil {
				r.Scopes[i].At.Lat = 30
			}
		}
	})
	with("crowd", 3, func(r *result.Result) { dispatched(r, crowd("origin", 60, 10_000), crowd("cluster", 300, 2_000)) })
	with("bad points", 24, func(r *result.Result) {
		p := r.TradeOff[0].Points
		p[1].Utilisation, p[3].Racks, p[5].Racks = result.Missing(), result.Number(math.Inf(1)), 1
		r.TradeOff[0].Date = model.Date{Year: 2031, Month: 1, Day: 1}
	})
}

package validation

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"hubcap/model/network"
)

// small is three places on a line of the equator, 1 degree (111.19 km) and 2 apart, over
// routes of 200 and 300 km, of one hub; and one that nothing leads to.
func small(t *testing.T) *network.Graph {
	t.Helper()
	g, err := network.NewGraph([]network.Place{
		{ID: "a", EN: "Aville", ZH: "甲", Hub: "h", Home: "a"}, {ID: "b", EN: "Btown", ZH: "乙", Hub: "h", Lon: 1, Home: "b"},
		{ID: "c", EN: "Cburg", ZH: "丙", Hub: "h", Lon: 3, Home: "c"}, {ID: "lost", EN: "Lost", ZH: "丁", Lon: 9},
	}, []network.Link{{ID: "a--b", A: "a", B: "b", Route: 200}, {ID: "b--c", A: "b", B: "c", Route: 300}},
		[]network.Link{{A: "a", B: "b"}, {A: "b", B: "c"}})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// plain are constants to be computed in the head: 0.01 ms a km of route, 1 ms of ends,
// public 1.5 times that.
func plain() network.Constants {
	return network.Constants{MsPerFibreKm: .01, FibrePerRoute: 1, EndMs: .5, PublicFactor: 1.5, DirectDetour: .1, HubFactor: 1.3, HubFixedMs: 1, InsideMs: .5}
}

func compare(t *testing.T, rows ...Measured) *Delay {
	t.Helper()
	d, err := CompareDelay(rows, small(t), plain())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// a to b: 200 km, 3 ms optical, 4.5 public, measured 5 one way; the range is 1.29*(.9*2+1)
// to 1.68*(1.1*2+1).
func TestDelayRow(t *testing.T) {
	d := compare(t,
		Measured{From: "a", To: "b", Ms: 10, RoundTrip: true, Service: network.Public},
		Measured{From: "a", To: "b", Ms: 10, Service: network.Optical},
		Measured{From: "b", To: "a", Ms: 1, Service: network.Optical},
		Measured{From: "a", To: "lost", Ms: 99, Service: network.Public},
		Measured{From: "a", To: "a", Ms: .4, Service: network.Direct},
		Measured{From: "a", To: "b", Ms: 3, Service: network.Direct},
		Measured{From: "a", To: "b", Ms: 3, Service: network.Hub})
	great := .01 * 6371 * math.Pi / 180
	for i, want := range []struct {
		oneWay, floor, optical, model, low, high float64
		inside, possible                         bool
	}{
		{5, great, 3, 4.5, 1.29 * 2.8, 1.68 * 3.2, true, true},
		{10, great, 3, 3, 2.8, 3.2, false, true},
		{1, great, 3, 3, 2.8, 3.2, false, false},
		{99, 9 * great, math.NaN(), math.NaN(), math.NaN(), math.NaN(), false, true},
		{.4, 0, .5, .5, .3, .7, true, true},
		{3, great, 3, 3.2, 2.8, 3.2 + .3*2.2, true, true},
		{3, great, 3, 1 + 1.3*great, .5 + 1.2*great, 1.5 + 1.5*great, true, true},
	} {
		r := &d.Rows[i]
		for _, x := range [][2]float64{{r.OneWay, want.oneWay}, {r.Floor, want.floor}, {r.Optical, want.optical}, {r.Model, want.model}, {r.Low, want.low}, {r.High, want.high}, {r.Error(), want.model - want.oneWay}} {
			if math.Abs(x[0]-x[1]) > 1e-6 || math.IsNaN(x[0]) != math.IsNaN(x[1]) {
				t.Errorf("row %d: %+v, want %+v", i, r, want)
				break
			}
		}
		if r.Inside() != want.inside || r.Possible() != want.possible {
			t.Errorf("row %d: inside %v, possible %v", i, r.Inside(), r.Possible())
		}
	}
	if !(math.Abs(d.Rows[0].Ratio()-5./3) < 1e-12) {
		t.Errorf("ratio %v", d.Rows[0].Ratio())
	}
}

// Ratios of 1, 2 and 1.5 of 3, 4 and 3 ms: left out they are foretold with 1.75, 1.25, 1.5.
func TestLeftOut(t *testing.T) {
	d := compare(t,
		Measured{From: "a", To: "b", Ms: 3, Service: network.Public, Role: Fitted},
		Measured{From: "b", To: "c", Ms: 8, Service: network.Public, Role: HeldOut},
		Measured{From: "a", To: "b", Ms: 4.5, Service: network.Public, Role: HeldOut},
		Measured{From: "a", To: "b", Ms: 33, Service: network.Public, Role: Border})
	if d.OwnFactor != 1.5 || len(d.LeftOut) != 3 {
		t.Fatalf("factor %v, %v", d.OwnFactor, d.LeftOut)
	}
	for i, want := range []LeftOut{{0, 1.75, 5.25}, {1, 1.25, 5}, {2, 1.5, 4.5}} {
		if got := d.LeftOut[i]; got.Row != want.Row || !near(got.Factor, want.Factor) || !near(got.Model, want.Model) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	// The model has 4.5, 6, 4.5: errors 1.5, -2, 0; of those left out 2.25, -3, 0.
	for i, want := range []DelayStat{
		{ID: "fitted", Stat: Stat{1, 1.5, 1.5, 1.5}, MAPE: .5},
		{ID: "held_out", Stat: Stat{2, -1, 1, math.Sqrt(2)}, MAPE: .125},
		{ID: "mainland", Stat: Stat{3, -.5 / 3, 3.5 / 3, math.Sqrt(6.25 / 3)}, MAPE: .75 / 3},
		{ID: "left_out", Stat: Stat{3, -.25, 1.75, math.Sqrt((2.25*2.25 + 9) / 3)}, MAPE: (.75 + .375) / 3},
	} {
		got := d.Stats[i]
		if got.ID != want.ID || got.N != want.N || !near(got.Bias, want.Bias) || !near(got.MAE, want.MAE) || !near(got.RMSE, want.RMSE) || !near(got.MAPE, want.MAPE) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	// Of 3, 8, 4.5 the ranges 3.61-5.38, 4.77-7.22 hold the last only.
	if d.Stats[2].Inside != 1 {
		t.Errorf("%d in the range, want 1", d.Stats[2].Inside)
	}
}

// By b or by c and back: twice the way there.
func TestDetour(t *testing.T) {
	d := compare(t, Measured{From: "a", To: "a", Ms: 20, RoundTrip: true, Service: network.Hub, Role: Detour, Exchanges: []string{"b", "c"}},
		Measured{From: "a", To: "a", Ms: 2, RoundTrip: true, Service: network.Public, Role: Local})
	great := .01 * 6371 * math.Pi / 180
	r := &d.Rows[0]
	if len(r.Via) != 2 || !near(r.Via[0].Public, 9) || !near(r.Via[1].Public, 18) ||
		math.Abs(r.Via[0].Hub-2*(1+1.3*great)) > 1e-6 || math.Abs(r.Via[1].Hub-2*(1+3*1.3*great)) > 1e-6 {
		t.Errorf("%+v", r.Via)
	}
	if math.Abs(r.Floor-2*great) > 1e-6 || r.Low != r.Via[0].Hub || r.High != 18 || !math.IsNaN(r.Model) || !r.Inside() {
		t.Errorf("%+v", r)
	}
	// Within a is .75 by the public Internet, to b 4.5 and to c 9.
	if l := &d.Rows[1]; !near(l.Model, .75) || !near(l.Near, 4.5) || !near(l.Far, 9) || l.OneWay != 1 {
		t.Errorf("%+v", l)
	}
	for _, m := range []Measured{
		{ID: "x", From: "a", To: "nowhere"}, {ID: "x", From: "a", To: "a", Role: Detour},
		{ID: "x", From: "a", To: "a", Role: Detour, Exchanges: []string{"nowhere"}}, {ID: "x", From: "a", To: "a", Role: Detour, Exchanges: []string{"lost"}},
	} {
		if _, err := CompareDelay([]Measured{m}, small(t), plain()); err == nil || !strings.HasPrefix(err.Error(), "x: ") {
			t.Errorf("%+v: %v", m, err)
		}
	}
}

// The table has every number in its own place, and null where there is none.
func TestDelayTable(t *testing.T) {
	d := compare(t,
		Measured{ID: "x", From: "a", To: "b", Ms: 6, RoundTrip: true, Service: network.Public, Role: Fitted, Date: "2020-01-02"},
		Measured{ID: "y", From: "b", To: "c", Ms: 8, Service: network.Public, Role: HeldOut},
		Measured{ID: "z", From: "a", To: "a", Ms: 20, RoundTrip: true, Service: network.Hub, Role: Detour, Bound: "above", Exchanges: []string{"b"}})
	text, err := json.Marshal(d.Table())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"public_factor":1.5,"own_public_factor":1.5`,
		`"id":"x","from":"a","to":"b","service":"public","role":"fitted","date":"2020-01-02","measured_ms":6,"round_trip":true,"bound":"","one_way_ms":3,"route_km":200,"great_circle_ms":1.111949`,
		`"optical_ms":3,"measured_over_optical":1,"model_ms":4.5,"low_ms":3.612,"high_ms":5.376,"error_ms":1.5,"relative_error":0.5,"in_range":false,"possible":true,"left_out_factor":2,"left_out_ms":6,"by_exchange":[]`,
		`"model_ms":null`, `"by_exchange":[{"exchange":"b","hub_ms":4.89`, `"public_ms":9}]`, `"bound":"above"`,
		`{"over":"fitted","n":1,"bias_ms":1.5,"mae_ms":1.5,"rmse_ms":1.5,"mape":0.5,"in_range":0}`,
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

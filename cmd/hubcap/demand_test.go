package main

import (
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/sim/result"
)

// Who is served, where, and why the rest is not: parts of all demand, and no reason that
// keeps nobody.
func TestServedLine(t *testing.T) {
	r := &result.Result{Scopes: []result.Scope{{ID: "o", Kind: "origin", Home: []string{"near"}}, {ID: "near", Kind: "cluster"}, {ID: "far", Kind: "cluster"}}}
	r.Series.Dates = []model.Date{{Year: 2023, Month: 12, Day: 31}, {Year: 2024, Month: 12, Day: 31}}
	for _, c := range []struct {
		scope    string
		quantity model.QuantityName
		v        float64
	}{
		{"all", model.RacksDemanded, 1000}, {"all", model.RacksUnserved, 200},
		{"all", model.UnservedUnready, 200}, {"all", model.UnservedNoDelay, 0}, {"all", model.UnservedNoRack, .4},
		{"o->near", model.RacksPlaced, 300}, {"o->far", model.RacksPlaced, 500},
	} {
		r.Series.Add(result.Column{Scope: c.scope, Quantity: c.quantity, Values: []float64{7, c.v}})
	}
	unready, _ := model.QuantityOf(model.UnservedUnready)
	want := "Demand of all origins on 2024-12-31: 1,000 racks, of which 80.0 % are placed, 50.0 % away from home; unserved are 200: " + unready.Label.EN + " 200."
	if got := served(r, "en"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// A bargain is struck on the targets of its own scope, day and direction.
func TestBargainLine(t *testing.T) {
	day, other := model.Date{Year: 2024, Month: 12, Day: 31}, model.Date{Year: 2025, Month: 12, Day: 31}
	curve := result.TradeOff{Scope: "h", Date: day, Points: []result.TradePoint{
		{Racks: 100, Occupied: 80, Utilisation: .8}, {Racks: 200, Occupied: 80, Utilisation: .4}, {Racks: 400, Occupied: 80, Utilisation: .2}}}
	target := func(q model.QuantityName, scope string, c model.Comparator, required float64, by model.Date) result.Target {
		return result.Target{Quantity: q, Scope: scope, Comparator: c, Required: result.Number(required), Deadline: by}
	}
	ask := func(required float64) result.Target {
		return target(model.Utilisation, "h", model.AtLeast, required, day)
	}
	for _, c := range []struct {
		targets []result.Target
		want    string
	}{
		{[]result.Target{ask(.4)}, "40.0 % would hold up to about 200 racks."},
		{[]result.Target{ask(.9)}, "90.0 % would not be reached even with 100 racks."},
		{[]result.Target{ask(.8)}, "80.0 % would hold up to about 100 racks."},
		{[]result.Target{ask(.1)}, "10.0 % would hold with 400 racks and perhaps more."},
		{[]result.Target{target(model.RacksInService, "h", model.AtLeast, 160, day)}, "with 160 racks utilisation would be 50.0 %."},
		{[]result.Target{
			ask(.4),
			target(model.Utilisation, "h", model.AtLeast, .3, other),
			target(model.Utilisation, "g", model.AtLeast, .3, day),
			target(model.Utilisation, "h", model.AtMost, .3, day),
		}, "40.0 % would hold up to about 200 racks."},
		{nil, ""},
	} {
		got := bargain(&result.Result{Targets: c.targets}, &curve, "en")
		if c.want != "" {
			c.want = "h, if racks could be had at will: " + c.want
		}
		if strings.TrimSpace(got) != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

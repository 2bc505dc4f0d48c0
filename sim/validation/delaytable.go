package validation

import (
	"math"

	"hubcap/sim/result"
)

// DelayTable is a comparison of delays as data; all delays are ms one way.
type DelayTable struct {
	PublicFactor    result.Number   `json:"public_factor"`
	OwnPublicFactor result.Number   `json:"own_public_factor"` // that the published pings call for
	Rows            []DelayTableRow `json:"rows"`
	Stats           []DelayTableSum `json:"statistics"`
}

// DelayTableRow is a measured delay in it. What the model cannot tell is null.
type DelayTableRow struct {
	ID         string          `json:"id"`
	From       string          `json:"from"`
	To         string          `json:"to"`
	Service    string          `json:"service"`
	Role       string          `json:"role"`
	Date       string          `json:"date"`
	Measured   result.Number   `json:"measured_ms"` // as measured: see round_trip
	RoundTrip  bool            `json:"round_trip"`
	Bound      string          `json:"bound"` // about, above or empty
	OneWay     result.Number   `json:"one_way_ms"`
	RouteKm    result.Number   `json:"route_km"`
	Floor      result.Number   `json:"great_circle_ms"`
	Optical    result.Number   `json:"optical_ms"`
	Ratio      result.Number   `json:"measured_over_optical"`
	Model      result.Number   `json:"model_ms"`
	Low        result.Number   `json:"low_ms"`
	High       result.Number   `json:"high_ms"`
	Error      result.Number   `json:"error_ms"`
	Relative   result.Number   `json:"relative_error"`
	Inside     bool            `json:"in_range"`
	Possible   bool            `json:"possible"`
	LeftFactor result.Number   `json:"left_out_factor"` // the public factor of the others
	LeftOut    result.Number   `json:"left_out_ms"`
	Via        []DelayTableVia `json:"by_exchange"`
}

// DelayTableVia is a detour by one exchange.
type DelayTableVia struct {
	Exchange string        `json:"exchange"`
	Hub      result.Number `json:"hub_ms"`
	Public   result.Number `json:"public_ms"`
}

// DelayTableSum is how far off the model is over some rows.
type DelayTableSum struct {
	Over   string        `json:"over"`
	N      int           `json:"n"`
	Bias   result.Number `json:"bias_ms"`
	MAE    result.Number `json:"mae_ms"`
	RMSE   result.Number `json:"rmse_ms"`
	MAPE   result.Number `json:"mape"`
	Inside int           `json:"in_range"`
}

// Table gives the comparison as data.
func (d *Delay) Table() DelayTable {
	n := func(v float64) result.Number { return result.Number(v) }
	out := DelayTable{PublicFactor: n(d.Constants.PublicFactor), OwnPublicFactor: n(d.OwnFactor), Rows: []DelayTableRow{}, Stats: []DelayTableSum{}}
	for i := range d.Rows {
		r := &d.Rows[i]
		row := DelayTableRow{
			ID: r.ID, From: r.From, To: r.To, Service: r.Service.String(), Role: string(r.Role), Date: r.Date,
			Measured: n(r.Ms), RoundTrip: r.RoundTrip, Bound: r.Bound, OneWay: n(r.OneWay),
			RouteKm: n(r.RouteKm), Floor: n(r.Floor), Optical: n(r.Optical), Ratio: n(r.Ratio()),
			Model: n(r.Model), Low: n(r.Low), High: n(r.High), Error: n(r.Error()), Relative: n(r.Error() / r.OneWay),
			Inside: r.Inside(), Possible: r.Possible(), LeftFactor: n(math.NaN()), LeftOut: n(math.NaN()), Via: []DelayTableVia{},
		}
		for k, v := range r.Via {
			row.Via = append(row.Via, DelayTableVia{r.Exchanges[k], n(v.Hub), n(v.Public)})
		}
		out.Rows = append(out.Rows, row)
	}
	for _, l := range d.LeftOut {
		out.Rows[l.Row].LeftFactor, out.Rows[l.Row].LeftOut = n(l.Factor), n(l.Model)
	}
	for _, s := range d.Stats {
		out.Stats = append(out.Stats, DelayTableSum{s.ID, s.N, n(s.Bias), n(s.MAE), n(s.RMSE), n(s.MAPE), s.Inside})
	}
	return out
}

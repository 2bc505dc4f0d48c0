package validation

import (
	"math"
	"slices"

	"hubcap/model"
	"hubcap/model/network"
	"hubcap/sim/result"
)

// ends are the constants with those that a service rests on at the ends of their plausible
// ranges, as the table of parameters has them. The others, terminals and routers, make
// little of a delay.
func ends(c network.Constants) (low, high network.Constants) {
	low, high = c, c
	for _, of := range []struct {
		path      string
		low, high *float64
	}{
		{"delay.direct_detour", &low.DirectDetour, &high.DirectDetour},
		{"delay.public_factor", &low.PublicFactor, &high.PublicFactor},
		{"delay.hub_factor", &low.HubFactor, &high.HubFactor},
		{"delay.hub_fixed_ms", &low.HubFixedMs, &high.HubFixedMs},
		{"delay.inside_ms", &low.InsideMs, &high.InsideMs},
	} {
		for _, p := range model.Parameters() {
			if p.Path == of.path {
				*of.low, *of.high = min(*of.low, p.Low), max(*of.high, p.High)
			}
		}
	}
	return low, high
}

// DelayStat is how far off the model is over some measured delays, in ms one way.
type DelayStat struct {
	ID   string
	Name result.Text
	Stat
	MAPE   float64 // mean of the errors without sign over the measured values
	Inside int     // how many the range holds
}

// over sums up the rows that are picked; model gives what is held against a row.
func (d *Delay) over(id, en, zh string, pick func(*DelayRow) bool, of func(i int) float64) {
	s := DelayStat{ID: id, Name: result.Text{EN: en, ZH: zh}}
	failed := func(i int) float64 {
		if r := &d.Rows[i]; r.Possible() && pick(r) {
			return of(i) - r.OneWay
		}
		return math.NaN()
	}
	s.Stat = statOf(len(d.Rows), failed)
	s.MAPE = statOf(len(d.Rows), func(i int) float64 { return failed(i) / d.Rows[i].OneWay }).MAE
	for i := range d.Rows {
		if !math.IsNaN(failed(i)) && d.Rows[i].Inside() {
			s.Inside++
		}
	}
	if s.N > 0 {
		d.Stats = append(d.Stats, s)
	}
}

// statistics sums up over kinds of rows. What light forbids is left out.
func (d *Delay) statistics() {
	says := func(i int) float64 { return d.Rows[i].Model }
	has := func(roles ...Role) func(*DelayRow) bool {
		return func(r *DelayRow) bool { return slices.Contains(roles, r.Role) }
	}
	d.over("fitted", "pings with which the public factor was set", "用于确定公网系数的测量", has(Fitted), says)
	d.over("held_out", "pings with which nothing was set", "未参与标定的测量", has(HeldOut), says)
	d.over("mainland", "both, within the mainland", "以上两类合计（内地）", has(Fitted, HeldOut), says)
	left := map[int]float64{}
	for _, l := range d.LeftOut {
		left[l.Row] = l.Model
	}
	d.over("left_out", "both, each with the factor that the others call for", "以上两类合计，各以其余测量定系数", has(Fitted, HeldOut), func(i int) float64 {
		if ms, ok := left[i]; ok {
			return ms
		}
		return math.NaN()
	})
	for _, s := range network.Services() {
		d.over("own_"+s.String(), "your own, service "+s.String(), "用户测量，服务类别"+s.ZH(),
			func(r *DelayRow) bool { return r.Role == Own && r.Service == s }, says)
	}
}

// leaveOut foretells each published ping within the mainland with the mean factor of the
// others.
func (d *Delay) leaveOut() {
	sum, n := 0., 0.
	var rows []int
	for i := range d.Rows {
		if r := &d.Rows[i]; (r.Role == Fitted || r.Role == HeldOut) && r.Service == network.Public {
			sum += r.Ratio()
			n++
			rows = append(rows, i)
		}
	}
	d.OwnFactor = sum / n
	if n < 2 {
		return
	}
	for _, i := range rows {
		r := &d.Rows[i]
		factor := (sum - r.Ratio()) / (n - 1)
		d.LeftOut = append(d.LeftOut, LeftOut{i, factor, float64(factor * r.Optical)})
	}
}

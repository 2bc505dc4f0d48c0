package validation

import (
	"fmt"
	"math"

	"hubcap/model/network"
	"hubcap/sim/result"
)

// Role is what a measured delay is to the model.
type Role string

// The roles.
const (
	Fitted  Role = "fitted"   // the public factor was set with it
	HeldOut Role = "held_out" // of the same kind, and nothing was set with it
	Border  Role = "border"   // crosses the border gateway, which the model does not know
	Detour  Role = "detour"   // within a province, carried to be exchanged between operators elsewhere
	Local   Role = "local"    // within a province, exchanged there
	Own     Role = "own"      // the user's
)

// Measured is a delay that somebody measured.
type Measured struct {
	ID         string // of a published row; FILE:LINE of a user's
	From, To   string // ids of places
	Ms         float64
	LeastMs    float64 // the shortest of many; 0 where not told
	Bound      string  // about; above where it was longer, by how much is not told; else the value
	RoundTrip  bool    // Ms is there and back
	Service    network.Service
	Role       Role
	Exchanges  []string // of a Detour: ids of the places by which it is said to have gone
	Date       string   // as it is written; may be empty
	Confidence string   // of a published row
}

// half is what goes one way of a time there and back: both ways are taken to be alike,
// which no ping can tell.
func (m *Measured) half(ms float64) float64 {
	if m.RoundTrip {
		return ms / 2
	}
	return ms
}

// DelayRow is a measured delay and what the model says of it: ms one way.
type DelayRow struct {
	Measured
	FromName, ToName result.Text
	OneWay           float64
	RouteKm          float64
	Floor            float64 // light in glass along the great circle
	Optical          float64 // an optical circuit on the shortest route
	Model            float64 // not a number where no path leads, and for a detour
	Low, High        float64 // with routes and constants at the ends of their ranges
	Via              []Via   // of a detour
	Near, Far        float64 // of Local: the model between this place and the others of its hub
}

// Via is a detour by one exchange: ms one way, there and on to the other operator's end.
type Via struct {
	Name        result.Text
	Floor       float64
	Hub, Public float64
}

// Possible tells whether light could have been as fast.
func (r *DelayRow) Possible() bool { return r.OneWay >= r.Floor }

// Inside tells whether the model's range holds the measured value.
func (r *DelayRow) Inside() bool { return r.OneWay >= r.Low && r.OneWay <= r.High }

// Error is what the model says beyond the measured value, ms one way.
func (r *DelayRow) Error() float64 { return r.Model - r.OneWay }

// Ratio is the measured delay over that of an optical circuit.
func (r *DelayRow) Ratio() float64 { return r.OneWay / r.Optical }

// Delay is a comparison of measured delays with the model.
type Delay struct {
	Constants network.Constants
	Rows      []DelayRow
	Stats     []DelayStat
	LeftOut   []LeftOut // of the published pings within the mainland
	OwnFactor float64   // the public factor that these call for, on average
}

// LeftOut is a published ping foretold with the public factor that the others call for.
type LeftOut struct {
	Row    int // in Rows
	Factor float64
	Model  float64
}

// routeDoubt is by which share a route may be longer or shorter than the seeds have it:
// they are rail and motorway distances from memory.
const routeDoubt = .10

// CompareDelay works the model out for every measured delay, on a network that is empty
// and intact. It fails only where a place is not in the network.
func CompareDelay(rows []Measured, g *network.Graph, c network.Constants) (*Delay, error) {
	d := &Delay{Constants: c}
	for _, m := range rows {
		r := DelayRow{Measured: m, OneWay: m.half(m.Ms)}
		from, ok := g.Index(m.From)
		to, ok2 := g.Index(m.To)
		if !ok || !ok2 {
			return nil, fmt.Errorf("%s: no place %q or %q in the network", m.ID, m.From, m.To)
		}
		r.FromName, r.ToName = nameOf(g, from), nameOf(g, to)
		var err error
		if m.Role == Detour {
			err = r.detour(g, c, from, to)
		} else {
			r.straight(g, c, from, to)
		}
		if err != nil {
			return nil, err
		}
		d.Rows = append(d.Rows, r)
	}
	d.leaveOut()
	d.statistics()
	return d, nil
}

func nameOf(g *network.Graph, i int) result.Text {
	p := g.Place(i)
	return result.Text{EN: p.EN, ZH: p.ZH}
}

// straight is the model of a delay from place to place.
func (r *DelayRow) straight(g *network.Graph, c network.Constants, from, to int) {
	nan := math.NaN()
	r.Model, r.Optical, r.RouteKm, r.Low, r.High = nan, nan, nan, nan, nan
	r.Floor = c.Floor(g.Place(from), g.Place(to))
	if parts, path, ok := network.Delay(g, c, network.Optical, from, to); ok {
		r.Optical, r.RouteKm = parts.Total(), path.RouteKm
	}
	parts, path, ok := network.Delay(g, c, r.Service, from, to)
	if !ok {
		return
	}
	r.Model = parts.Total()
	low, high := ends(c)
	if from == to {
		r.Low, r.High = low.Inside(r.Service).Total(), high.Inside(r.Service).Total()
	} else {
		// A hub route has great circles, of which there is no doubt; its factor has it.
		r.Low = low.OneWay(r.Service, float64((1-routeDoubt)*path.RouteKm), path.RouteKm).Total()
		r.High = high.OneWay(r.Service, float64((1+routeDoubt)*path.RouteKm), path.RouteKm).Total()
	}
	if r.Role == Local {
		r.Near, r.Far = elsewhere(g, c, r.Service, from)
	}
}

// elsewhere is the shortest and the longest delay from a place to the others of its hub.
func elsewhere(g *network.Graph, c network.Constants, s network.Service, from int) (near, far float64) {
	near, far = math.NaN(), math.NaN()
	for i := range g.Len() {
		if i == from || g.Place(from).Hub == "" || g.Place(i).Hub != g.Place(from).Hub {
			continue
		}
		if parts, _, ok := network.Delay(g, c, s, from, i); ok {
			if ms := parts.Total(); math.IsNaN(near) {
				near, far = ms, ms
			} else {
				near, far = min(near, ms), max(far, ms)
			}
		}
	}
	return near, far
}

// detour is the model of a delay by each of the exchanges. Which share went by which is
// not known, so there is no one value; the range is that of the exchanges.
func (r *DelayRow) detour(g *network.Graph, c network.Constants, from, to int) error {
	r.Model, r.Optical, r.RouteKm = math.NaN(), math.NaN(), math.NaN()
	r.Floor, r.Low, r.High = math.Inf(1), math.Inf(1), math.Inf(-1)
	if len(r.Exchanges) == 0 {
		return fmt.Errorf("%s: a detour without an exchange", r.ID)
	}
	for _, id := range r.Exchanges {
		at, ok := g.Index(id)
		if !ok {
			return fmt.Errorf("%s: no place %q in the network", r.ID, id)
		}
		v := Via{Name: nameOf(g, at), Floor: c.Floor(g.Place(from), g.Place(at)) + c.Floor(g.Place(at), g.Place(to))}
		for _, way := range []struct {
			service network.Service
			ms      *float64
		}{{network.Hub, &v.Hub}, {network.Public, &v.Public}} {
			out, _, ok := network.Delay(g, c, way.service, from, at)
			back, _, ok2 := network.Delay(g, c, way.service, at, to)
			if !ok || !ok2 {
				return fmt.Errorf("%s: no path by %s", r.ID, id)
			}
			*way.ms = out.Total() + back.Total()
			r.Low, r.High = min(r.Low, *way.ms), max(r.High, *way.ms)
		}
		r.Floor = min(r.Floor, v.Floor)
		r.Via = append(r.Via, v)
	}
	return nil
}

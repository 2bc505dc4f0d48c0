package network

import (
	"fmt"
	"math"
)

// Parts are the milliseconds of a one-way delay by cause; they add up to the delay.
type Parts struct {
	Fibre        float64 // light in glass along the path
	Regeneration float64 // electrical regenerators on the way
	Equipment    float64 // terminals and the ends: access, switches, framing
	Routing      float64 // routers that forward packets
	Detour       float64 // fibre of a direct circuit beyond the shortest route
	PublicExcess float64 // what the public Internet takes beyond an optical circuit
}

// Total returns the one-way delay in ms, summed in the order of the fields.
func (p Parts) Total() float64 {
	return p.Fibre + p.Regeneration + p.Equipment + p.Routing + p.Detour + p.PublicExcess
}

// OneWay returns the delay of a class between two different places on an empty
// network, from the km of route between them (Shortest) and, for Hub, the great-circle
// km of the old path (Legacy); the length that a class does not need is not read.
//
//	fibre     L   = FibrePerRoute*route
//	optical   T_O = MsPerFibreKm*L + RegeneratorMs*floor(L/RegeneratorKm) + 2*TerminalMs + 2*EndMs
//	direct    T_D = T_O + HopMs*(HopsFixed + floor(route/HopKm)) + DirectDetour*MsPerFibreKm*L
//	public    T_P = T_O + (PublicFactor - 1)*T_O
//	hub       T_H = HubFactor*MsPerFibreKm*legacy + HubFixedMs
//
// Each product is rounded before it is added (float64), so a fused multiply-add cannot
// change a bit. A length that is NaN (no path) gives a delay that is NaN.
func (c Constants) OneWay(s Service, routeKm, legacyKm float64) Parts {
	if s == Hub {
		return Parts{
			Fibre:   float64(c.HubFactor * c.MsPerFibreKm * legacyKm),
			Routing: c.HubFixedMs,
		}
	}
	fibre := float64(c.FibrePerRoute * routeKm)
	p := Parts{
		Fibre:        float64(c.MsPerFibreKm * fibre),
		Regeneration: float64(c.RegeneratorMs * steps(fibre, c.RegeneratorKm)),
		Equipment:    float64(2*c.TerminalMs) + float64(2*c.EndMs),
	}
	switch s {
	case Optical:
	case Direct:
		p.Routing = float64(c.HopMs * (c.HopsFixed + steps(routeKm, c.HopKm)))
		p.Detour = float64(c.DirectDetour * p.Fibre)
	case Public:
		p.PublicExcess = float64((c.PublicFactor - 1) * p.Total())
	default:
		panic(fmt.Sprintf("network: unknown %v", s))
	}
	return p
}

// steps counts the whole stretches in a length; a stretch that is not positive means
// that there are none.
func steps(km, stretch float64) float64 {
	if !(stretch > 0) {
		return 0
	}
	return math.Floor(km / stretch)
}

// Inside returns the delay of a class from a place to itself: between two buildings of
// one cluster, where there is no long-haul equipment. The classes keep the sense of
// their equations: a circuit, optical or direct, takes InsideMs; the public Internet
// PublicFactor times that; and a hub route, which is fixed plus length, its fixed part.
// So with InsideMs up to 2*TerminalMs + 2*EndMs no other place is nearer than one's own.
func (c Constants) Inside(s Service) Parts {
	switch s {
	case Optical, Direct:
		return Parts{Equipment: c.InsideMs}
	case Public:
		return Parts{Equipment: c.InsideMs, PublicExcess: float64((c.PublicFactor - 1) * c.InsideMs)}
	case Hub:
		return c.OneWay(Hub, 0, 0)
	}
	panic(fmt.Sprintf("network: unknown %v", s))
}

// Delay returns the delay of a class from a to b and the path that it takes: the
// Legacy path for Hub, else the Shortest. It returns false when there is no such path.
func Delay(g *Graph, c Constants, s Service, a, b int) (Parts, Path, bool) {
	return DelayBy(g, c, s, a, b, g.Shortest)
}

// DelayWithout is Delay while some links of today are closed (see ShortestWithout). Hub
// takes the old backbone, which they do not touch.
func DelayWithout(g *Graph, c Constants, s Service, a, b int, closed []bool) (Parts, Path, bool) {
	return DelayBy(g, c, s, a, b, func(a, b int) (Path, bool) { return g.ShortestWithout(closed, a, b) })
}

// DelayBy is Delay with the shortest paths of today as find gives them, for a caller who
// keeps what has been searched.
func DelayBy(g *Graph, c Constants, s Service, a, b int, find func(a, b int) (Path, bool)) (Parts, Path, bool) {
	switch {
	case a == b:
		return c.Inside(s), Path{Places: []int{a}}, true
	case s == Hub:
		p, ok := g.Legacy(a, b)
		if !ok {
			return Parts{}, Path{}, false
		}
		return c.OneWay(s, 0, p.RouteKm), p, true
	}
	p, ok := find(a, b)
	if !ok {
		return Parts{}, Path{}, false
	}
	return c.OneWay(s, p.RouteKm, 0), p, true
}

// DelayOver returns the one-way delay in ms from a to b of a class when the km of route
// between them are known already (Distances, or DistancesWithout for DelayWithout), so
// that nothing is searched but the old path of Hub. It is Delay's to the last bit, and NaN
// where there is no path.
func (g *Graph) DelayOver(c Constants, s Service, a, b int, routeKm float64) float64 {
	switch {
	case a == b:
		return c.Inside(s).Total()
	case s == Hub:
		p, ok := g.Legacy(a, b)
		if !ok {
			return math.NaN()
		}
		return c.OneWay(s, 0, p.RouteKm).Total()
	}
	return c.OneWay(s, routeKm, 0).Total()
}

// Floor returns the ms that light in glass laid along the great circle would take.
func (c Constants) Floor(a, b Place) float64 {
	return c.MsPerFibreKm * GreatCircle(a, b)
}

// Plausible tells whether a one-way delay between two places can be: not below Floor,
// and a finite number. What fails has a wrong place, a wrong unit, or a route shorter
// than the crow flies.
func (c Constants) Plausible(a, b Place, ms float64) bool {
	return ms >= c.Floor(a, b) && !math.IsInf(ms, 1)
}

// FibreKm is the km of fibre on a path of so many km: of route, or for Hub of great circle.
func (c Constants) FibreKm(s Service, km float64) float64 {
	if s == Hub {
		return float64(c.HubFactor * km)
	}
	return float64(c.FibrePerRoute * km)
}

// WithoutCircuit is the delay of service Direct while no direct circuit is open: that of Hub,
// but never quicker than the circuit would be. The two rest on different proxies of length,
// by which the hubs may come out ahead between neighbours; a circuit that opens cannot
// make a pair slower.
func (c Constants) WithoutCircuit(routeKm, legacyKm float64) Parts {
	p := c.OneWay(Hub, 0, legacyKm)
	p.Detour = max(0, c.OneWay(Direct, routeKm, 0).Total()-p.Total())
	return p
}

// WithoutCircuitOver is DelayOver for service Direct while no circuit is open; NaN where
// either way is not there.
func (g *Graph) WithoutCircuitOver(c Constants, a, b int, routeKm float64) float64 {
	p, ok := g.Legacy(a, b)
	if !ok {
		return math.NaN()
	}
	return c.WithoutCircuit(routeKm, p.RouteKm).Total()
}

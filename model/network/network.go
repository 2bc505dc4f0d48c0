// Package network knows the places, the fibre routes between them and how long a
// packet travels: the shortest path over the routes, and on it the one-way delay of
// a service class as the sum of named parts.
//
// The pipeline:
//
//	places, links, legacy links
//	  --NewGraph-->  Graph       checked and compiled to flat slices; never changes
//	  --Shortest-->  Path        today's conduits, by route kilometres
//	  --Legacy-->    Path        the hub-and-spoke backbone before 2017, by great circle
//	  --OneWay-->    Parts       where the milliseconds of a class come from
//	  --Total-->     ms          one way, on an empty network
//	  --Queueing-->  ms          the mean wait at an element of known load, to be added
//
// Links may be closed: not built yet, taken out, or cut. What is closed is no property of
// the Graph but an argument, one bool for each link in the order of NewGraph, so that one
// Graph serves all dates and all failures:
//
//	closed
//	  --Tree-->      Tree        the paths from one place over the links that are open
//	  --Detours-->   []Detour    what takes the place of a path when one more link is cut
//
// The opinion behind it: over these distances light in glass is never the whole
// answer, and a single number hides what could be mended. So a delay is always the
// sum of parts that have an owner: fibre, regenerators, equipment, routers, detours.
// Waiting in queues depends on load, hence on time: whoever knows the traffic adds it.
//
// Everything is a function of its arguments; a Graph may be used by many goroutines.
package network

import "math"

// Place is a node of the network.
type Place struct {
	ID       string
	EN, ZH   string // names
	Role     string // cluster, cluster-site, metro, transit, prefecture or city
	Hub      string // id of the national hub it belongs to, or empty
	Lat, Lon float64
	Home     string // id of the node of the pre-2017 backbone that serves it
}

// Link is a fibre route between two places, both ways.
type Link struct {
	ID          string  // its name; empty means A--B, as the seed links have it
	A, B        string  // ids of places
	GreatCircle float64 // km
	Route       float64 // km along the conduit (rail or motorway as proxy)
}

// earthKm is the mean radius of the Earth.
const earthKm = 6371.0

// grid is the number of steps in a kilometre to which every length is rounded, so a
// step is about a millimetre. Sums of such lengths are exact in a float64 (below 2^33
// km), so neither the direction of a path nor the order of its links can change a bit
// of its length, and two paths of equal length are seen to be equal.
const grid = 1 << 20

func toGrid(km float64) float64 { return math.Round(km*grid) / grid }

// GreatCircle returns the length of the shortest line on the sphere between two
// places, in km, by the haversine formula:
//
//	h = sin^2((lat b - lat a)/2) + cos(lat a) cos(lat b) sin^2((lon b - lon a)/2)
//	d = 2 R asin(min(1, sqrt h)), R = 6371.0 km
//
// It is rounded like all lengths here, and the same both ways bit for bit.
func GreatCircle(a, b Place) float64 {
	const rad = math.Pi / 180
	u := math.Sin((b.Lat - a.Lat) * rad / 2)
	v := math.Sin((b.Lon - a.Lon) * rad / 2)
	c := math.Cos(a.Lat*rad) * math.Cos(b.Lat*rad)
	h := float64(u*u) + float64(c*float64(v*v))
	return toGrid(2 * earthKm * math.Asin(math.Min(1, math.Sqrt(h))))
}

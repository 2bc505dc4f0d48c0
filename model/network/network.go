// Package network knows the places, the fibre routes between them and how long a
// packet travels: the shortest path over the routes, and on it the one-way delay of
// a service class as the sum of named parts.
package network

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
	A, B        string  // ids of places
	GreatCircle float64 // km
	Route       float64 // km along the conduit (rail or motorway as proxy)
}

package model

// networkParameters are what a scenario changes in the network of the seed data, the direct
// circuits, and the failures that are judged by name.
func networkParameters() []Parameter {
	rows := append([]Parameter{ident("place.*.id", "id of a place of the network: a new one, or one of the seed data to be changed")},
		names("place.*.name", "name of the place")...)
	rows = append(rows,
		enum("place.*.status", "in-use", "whether the place is there; removed takes it out of the network, with its links", "in-use", Removed),
		optional("place.*.lat", "degree", -90, 90, -90, 90, "latitude; a new place needs it", own),
		optional("place.*.lon", "degree", -180, 180, -180, 180, "longitude; a new place needs it", own),
		text("place.*.hub", "id of the hub whose places it belongs to, for gateways of a hub"),
		maybe(ref("place.*.home", "node of the backbone before 2017 that serves it; without one there is no hub-routed service", "place")),
		ident("link.*.id", "id of a fibre route: a new one, or of the seed data, A--B"),
		enum("link.*.status", "in-use", "whether the link is there; removed takes it out of the network", "in-use", Removed),
		maybe(ref("link.*.from", "place at one end; a new link needs it", "place")),
		maybe(ref("link.*.to", "place at the other end; a new link needs it", "place")),
		optional("link.*.route_km", "km", 5, 1200, .001, 40000, "length along the conduit, not less than the great circle; a new link needs it", own),
	)
	rows = append(rows, forOrigins(num("link.*.background_gbps", "Gbit/s", 0, 0, 50000, 0, 1e7, "mean traffic on it that is not that of dispatched racks", "assumption"))...)
	rows = append(rows, capacityParameters("link.*.capacity", "link", "the link opens on the first of them, 0 closes it; without any entry it is open and nothing queues")...)
	rows = append(rows,
		ident("circuit.*.id", "id of a group of direct circuits"),
		ref("circuit.*.from", "place where they begin; one that begins none has circuits to everywhere", "place"),
		Parameter{Path: "circuit.*.to", Kind: RefList, Required: true, Of: []string{"place"}, Meaning: "places where they end; until then service direct goes by the hubs of the old backbone"},
		date("circuit.*.opens", "first day on which they are there"),
		ident("failure.*.id", "id of links that fail together"),
	)
	return append(append(rows, names("failure.*.name", "name of the failure")...),
		Parameter{Path: "failure.*.links", Kind: RefList, Required: true, Of: []string{"link"}, Meaning: "links that are cut at once; every single link is judged anyway"},
	)
}

// capacityParameters are dated entries of capacity.
func capacityParameters(path, of, otherwise string) []Parameter {
	return []Parameter{
		ident(path+".*.id", "id of a step of the capacity of the "+of),
		date(path+".*.date", "first day on which it is there"),
		must(path+".*.gbps", "Gbit/s", 0, 1e5, 0, 1e7, "capacity of the "+of+" from that day on, in all; "+otherwise, own),
		optional(path+".*.line_rate_gbps", "Gbit/s", 100, 400, 1, 10000, "line rate of one interface from that day on; by default delay.line_rate_gbps", own),
	}
}

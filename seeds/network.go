package seeds

import "hubcap/model/network"

// Places gives the nodes of the network, by id: clusters and their sites, metros,
// transit cities and the prefectures of Guizhou.
func Places() ([]network.Place, error) {
	return read("places.csv", func(r *row) network.Place {
		return network.Place{
			ID:   r.str("id"),
			EN:   r.str("name_en"),
			ZH:   r.str("name_zh"),
			Role: r.oneOf("role", "cluster", "cluster-site", "metro", "transit", "prefecture", "city"),
			Hub:  r.opt("hub"),
			Lat:  r.num("lat"),
			Lon:  r.num("lon"),
			Home: r.str("home"),
		}
	})
}

// Links gives the fibre routes between the places, each once with A before B, which make
// its id: A--B.
func Links() ([]network.Link, error) {
	return read("links.csv", func(r *row) network.Link {
		a, b := r.str("a"), r.str("b")
		return network.Link{
			ID:          a + "--" + b,
			A:           a,
			B:           b,
			GreatCircle: r.num("great_circle_km"),
			Route:       r.num("route_km"),
		}
	})
}

// LegacyLinks gives the backbone as it stood before the direct circuits of 2017. Its
// conduits are not known: Route is 0.
func LegacyLinks() ([]network.Link, error) {
	return read("legacy_links.csv", func(r *row) network.Link {
		return network.Link{
			A:           r.str("a"),
			B:           r.str("b"),
			GreatCircle: r.num("great_circle_km"),
		}
	})
}

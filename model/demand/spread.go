package demand

// Spread divides occupied racks among fleets: each is occupied in proportion to its racks
// and its weight, but never beyond its racks, and what a full one leaves goes to the rest.
// With equal weights all are occupied alike. The result goes to out.
func Spread(occupied float64, racks, weights, out []float64) {
	clear(out)
	for range racks { // in each round at least one fleet is filled, or none is left over
		open := 0.
		for f, n := range racks {
			if out[f] < n {
				open += float64(n * weights[f])
			}
		}
		if open <= 0 || occupied <= 0 {
			return
		}
		share, filled := occupied/open, false
		for f, n := range racks {
			if out[f] < n && float64(share*weights[f]) >= 1 {
				out[f], filled = n, true
				occupied -= n
			}
		}
		if filled {
			continue
		}
		for f, n := range racks {
			if out[f] < n {
				out[f] = float64(float64(share*weights[f]) * n)
			}
		}
		return
	}
}

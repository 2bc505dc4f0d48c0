package result

// Reach is which places lie within which delay of one: the 1, 5 and 20 ms circles.
type Reach struct {
	Of      Text       `json:"of"` // the place in the middle
	ID      string     `json:"id"`
	At      Point      `json:"at"`
	Service string     `json:"service"`
	Loaded  bool       `json:"loaded"` // with the queueing of a scenario's traffic
	RingsMs []Number   `json:"rings_ms"`
	Demand  []Number   `json:"demand"` // share of a scenario's demand that arises within each ring; null without
	Places  []RingSite `json:"places"` // by delay, the nearest first
}

// RingSite is a place within reach. Ring is the number of the smallest ring that holds it,
// and that of the rings where none does.
type RingSite struct {
	ID       string `json:"id"`
	Name     Text   `json:"name"`
	At       Point  `json:"at"`
	Role     string `json:"role"`
	Ring     int    `json:"ring"`
	OneWayMs Number `json:"one_way_ms"` // empty network; null where no path leads
	MeanMs   Number `json:"mean_ms"`    // in the peak hour
	P99Ms    Number `json:"p99_ms"`
}

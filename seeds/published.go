package seeds

import "time"

// PublishedPUE is what was published about the PUE of a site or a fleet, beside what a
// model needs to be compared with it. Class and load are guesses; the README says of what
// kind.
type PublishedPUE struct {
	ID              string
	EN, ZH          string // the site
	Published       string // as stated
	Value           float64
	Bound           string // value, or at_most where only a bound was stated
	Year            int    // of the figure; 0 where not stated
	FreeCoolingDays int    // days a year without mechanical cooling; 0 where not stated
	Station         string // id of the weather station, the site's own or the nearest
	Technology      string // as package pue calls it; a guess
	Load            float64
	Measured        bool // a mean over a year; else a claim, a best value or a bound
	BuiltFrom       int  // the years in which it was built, often assumed; see Note
	BuiltTo         int
	Type            string // flagship, hyperscale, operator, mixed or small
	ClassByHand     string // best, good, typical or legacy, by type, age and reputation
	Note            string
	KnownBy         time.Time
	Origin
}

// PublishedPUEs gives the published figures, by id. Rows known only after 2022 are among
// them, and one of confidence D.
func PublishedPUEs() ([]PublishedPUE, error) {
	return read("pue_published.csv", func(r *row) PublishedPUE {
		return PublishedPUE{
			ID:              r.str("id"),
			EN:              r.str("site"),
			ZH:              r.str("site_zh"),
			Published:       r.str("published"),
			Value:           r.num("value"),
			Bound:           r.oneOf("bound", "value", "at_most"),
			Year:            int(r.optNum("year")),
			FreeCoolingDays: int(r.optNum("free_cooling_days")),
			Station:         r.str("station"),
			Technology:      r.str("technology"),
			Load:            r.num("load"),
			Measured:        r.oneOf("measured", "yes", "no") == "yes",
			BuiltFrom:       int(r.num("built_from")),
			BuiltTo:         int(r.num("built_to")),
			Type:            r.oneOf("type", "flagship", "hyperscale", "operator", "mixed", "small"),
			ClassByHand:     r.oneOf("class_by_hand", "best", "good", "typical", "legacy"),
			Note:            r.opt("note"),
			KnownBy:         r.date("known_by"),
			Origin:          r.origin(),
		}
	})
}

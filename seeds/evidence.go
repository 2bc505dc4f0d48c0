package seeds

import "time"

// Observation is one row of the public record: what is, was planned or was announced.
type Observation struct {
	ID       string
	Quantity string    // racks_in_service, utilisation, ...; the README lists them
	Place    string    // a slug; mostly wider or narrower than a place of the network
	Level    string    // national, region, hub, cluster, province, city or project
	Date     time.Time // what the value holds for; zero where an announced target names no day
	Value    float64
	Unit     string // shares as fractions of 1
	Kind     string // actual, derived, planned, target, limit or design
	Note     string
	KnownBy  time.Time // the day by which it was public, as far as our source shows
	Origin
}

// PublicBy says whether the observation was public by the end of the given day. Mind
// that Date is another matter: a row may describe 2022 and have come out in 2024. A
// forecast that claims to be made on some day may use only what is PublicBy that day.
// A row without KnownBy was public on no day that could be shown, hence never.
func (o Observation) PublicBy(date time.Time) bool { return publicBy(o.KnownBy, date) }

func publicBy(known, date time.Time) bool { return !known.IsZero() && !known.After(date) }

// endOf2022 is where the history ends.
var endOf2022 = time.Date(2022, time.December, 31, 0, 0, 0, 0, time.UTC)

// History gives the record of the time up to the end of 2022, and the targets announced
// by then, by id. It holds no later outcome and nothing of confidence D. Some of it was
// published only after 2022; see [Observation.PublicBy].
func History() ([]Observation, error) {
	return read("history.csv", func(r *row) Observation {
		o := Observation{
			ID:       r.str("id"),
			Quantity: r.str("quantity"),
			Place:    r.str("place"),
			Level:    r.oneOf("level", "national", "region", "hub", "cluster", "province", "city", "project"),
			Date:     r.optDate("date"),
			Value:    r.num("value"),
			Unit:     r.str("unit"),
			Kind:     r.oneOf("kind", "actual", "derived", "planned", "target", "limit", "design"),
			Note:     r.opt("note"),
			KnownBy:  r.date("known_by"),
			Origin:   r.origin(),
		}
		if o.Date.IsZero() && o.Kind != "target" {
			r.fail("date", "empty; only a target may lack it")
		}
		// The column repeats known_by for whoever reads the file itself.
		if public := r.oneOf("public_by_end_2022", "yes", "no") == "yes"; public != o.PublicBy(endOf2022) {
			r.fail("public_by_end_2022", "does not agree with known_by %s", r.opt("known_by"))
		}
		return o
	})
}

// Cost is a price, a share of cost or a service life.
type Cost struct {
	ID        string
	Item      string // capex_per_standard_rack, electricity_price, ...
	Place     string
	Year      int
	Value     float64 // the middle where the source gives a range
	Low, High float64 // the range, or twice the value
	Unit      string
	Note      string
	KnownBy   time.Time
	Origin
}

// Costs gives the cost evidence, by id. Rows known only after 2022 are among them.
func Costs() ([]Cost, error) {
	return read("costs.csv", func(r *row) Cost {
		return Cost{
			ID:      r.str("id"),
			Item:    r.str("item"),
			Place:   r.str("place"),
			Year:    int(r.num("year")),
			Value:   r.num("value"),
			Low:     r.num("low"),
			High:    r.num("high"),
			Unit:    r.str("unit"),
			Note:    r.opt("note"),
			KnownBy: r.date("known_by"),
			Origin:  r.origin(),
		}
	})
}

// LeadTime is how long a phase of a real project took or was to take.
type LeadTime struct {
	ID      string
	Project string
	Phase   string
	Months  float64
	Kind    string // actual or planned
	Note    string
	KnownBy time.Time
	Origin
}

// LeadTimes gives the durations of building, by id. Rows known only after 2022 are
// among them.
func LeadTimes() ([]LeadTime, error) {
	return read("leadtimes.csv", func(r *row) LeadTime {
		return LeadTime{
			ID:      r.str("id"),
			Project: r.str("project"),
			Phase:   r.str("phase"),
			Months:  r.num("months"),
			Kind:    r.oneOf("kind", "actual", "planned"),
			Note:    r.opt("note"),
			KnownBy: r.date("known_by"),
			Origin:  r.origin(),
		}
	})
}

// Density is the power of one physical rack in a fleet.
type Density struct {
	ID      string
	Place   string
	Year    int
	KW      float64 // per physical rack
	Note    string
	KnownBy time.Time
	Origin
}

// Densities gives the rack power of known fleets, by id. A row known only after 2022
// is among them.
func Densities() ([]Density, error) {
	return read("density.csv", func(r *row) Density {
		return Density{
			ID:      r.str("id"),
			Place:   r.str("place"),
			Year:    int(r.num("year")),
			KW:      r.num("kw_per_physical_rack"),
			Note:    r.opt("note"),
			KnownBy: r.date("known_by"),
			Origin:  r.origin(),
		}
	})
}

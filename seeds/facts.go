package seeds

import "time"

// GridFactor is how much carbon dioxide a kWh from the grid stands for, on the average
// over a year and over all power stations, renewable ones included.
type GridFactor struct {
	ID       string
	Place    string // a province, a regional grid such as south-grid, or china
	Level    string // national, grid or province
	Year     int    // that it describes, not that of its publication
	KgPerKWh float64
	Note     string
	KnownBy  time.Time
	Origin
}

// PublicBy says whether the factor was public by the end of the given day. The tables of
// 2022 and 2023 came out two years after.
func (g GridFactor) PublicBy(date time.Time) bool { return publicBy(g.KnownBy, date) }

// GridFactors gives the factors, by id. Nothing of confidence D is among them. A place
// may have several, of different years or series.
func GridFactors() ([]GridFactor, error) {
	return read("grid_factors.csv", func(r *row) GridFactor {
		return GridFactor{
			ID:       r.str("id"),
			Place:    r.str("place"),
			Level:    r.oneOf("level", "national", "grid", "province"),
			Year:     int(r.num("year")),
			KgPerKWh: r.num("kg_co2_per_kwh"),
			Note:     r.opt("note"),
			KnownBy:  r.date("known_by"),
			Origin:   r.origin(),
		}
	})
}

// Fact is one number of the census: of people, of servers and what they compute, of a
// machine's speed and power.
type Fact struct {
	ID      string // item, place and year
	Item    string // population, peak_fp32, ...; the README lists them
	Place   string // a place, or the machine that the fact is about
	Year    int
	Value   float64
	Unit    string // shares as fractions of 1
	Note    string
	KnownBy time.Time
	Origin
}

// Census gives the facts, by id. All were public by the end of 2022.
func Census() ([]Fact, error) {
	return read("census.csv", func(r *row) Fact {
		return Fact{
			ID:      r.str("id"),
			Item:    r.str("item"),
			Place:   r.str("place"),
			Year:    int(r.num("year")),
			Value:   r.num("value"),
			Unit:    r.str("unit"),
			Note:    r.opt("note"),
			KnownBy: r.date("known_by"),
			Origin:  r.origin(),
		}
	})
}

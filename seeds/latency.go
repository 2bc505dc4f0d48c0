package seeds

import (
	"strings"
	"time"
)

// MeasuredDelay is a delay between two places that somebody measured and published, beside
// what a model needs to be compared with it.
type MeasuredDelay struct {
	ID        string
	A, B      string   // ids of places; the same twice for a delay within a province
	Ms        float64  // as published
	LeastMs   float64  // the shortest of them; 0 where not stated
	Bound     string   // value, about, or above where the delay was longer by an unknown amount
	RoundTrip bool     // there and back, else one way; see Note where it is presumed
	Kind      string   // ping, or monitoring by an authority
	Service   string   // the class of package network to compare it with
	Role      string   // fitted, held_out, border, detour or local; the README says what each is
	Exchanges []string // ids of the places by which a detour is said to have gone
	Date      time.Time
	Note      string
	KnownBy   time.Time
	Origin
}

// PublicBy says whether the delay was public by the end of the given day.
func (d MeasuredDelay) PublicBy(date time.Time) bool { return publicBy(d.KnownBy, date) }

// MeasuredDelays gives the measured delays, by id. All were public by the end of 2022 and
// none has confidence D.
func MeasuredDelays() ([]MeasuredDelay, error) {
	return read("latency_measured.csv", measuredDelay)
}

func measuredDelay(r *row) MeasuredDelay {
	d := MeasuredDelay{
		ID:        r.str("id"),
		A:         r.str("a"),
		B:         r.str("b"),
		Ms:        r.num("ms"),
		LeastMs:   r.optNum("least_ms"),
		Bound:     r.oneOf("bound", "value", "about", "above"),
		RoundTrip: r.oneOf("way", "one-way", "round-trip") == "round-trip",
		Kind:      r.oneOf("kind", "ping", "monitoring"),
		Service:   r.oneOf("service", "public", "hub"),
		Role:      r.oneOf("role", "fitted", "held_out", "border", "detour", "local"),
		Exchanges: strings.Fields(r.opt("exchanges")),
		Date:      r.optDate("date"),
		Note:      r.opt("note"),
		KnownBy:   r.date("known_by"),
		Origin:    r.origin(),
	}
	if !(d.Ms > 0) || d.LeastMs < 0 || d.LeastMs > d.Ms {
		r.fail("ms", "%v with a least of %v; must be above 0 and not below the least", d.Ms, d.LeastMs)
	}
	if (d.Role == "detour") != (len(d.Exchanges) > 0) {
		r.fail("exchanges", "%q; a detour names them, nothing else does", r.opt("exchanges"))
	}
	return d
}

// NetworkFact is a number about the network that a document sets or a report states.
type NetworkFact struct {
	ID      string // item, place and year
	Item    string // delay_over_theory, exchange_gbps, ...; the README lists them
	Place   string
	Year    int
	Value   float64
	Unit    string // shares as fractions of 1
	Kind    string // actual, planned or target
	Note    string
	KnownBy time.Time
	Origin
}

// PublicBy says whether the fact was public by the end of the given day.
func (f NetworkFact) PublicBy(date time.Time) bool { return publicBy(f.KnownBy, date) }

// NetworkFacts gives the facts, by id. Two targets were found only in sources younger than
// 2022; outcomes later than that are not among them.
func NetworkFacts() ([]NetworkFact, error) {
	return read("network_facts.csv", func(r *row) NetworkFact {
		return NetworkFact{
			ID:      r.str("id"),
			Item:    r.str("item"),
			Place:   r.str("place"),
			Year:    int(r.num("year")),
			Value:   r.num("value"),
			Unit:    r.str("unit"),
			Kind:    r.oneOf("kind", "actual", "planned", "target"),
			Note:    r.opt("note"),
			KnownBy: r.date("known_by"),
			Origin:  r.origin(),
		}
	})
}

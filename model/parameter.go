package model

// Kind is the form of a scenario's value.
type Kind uint8

// The kinds.
const (
	Number   Kind = iota // integer or decimal, finite
	DateKind             // ISO 8601 day
	String               // free text
	Ident                // identity: lower-case letters, digits and hyphens
	Enum                 // one of Options
	Ref                  // the id of a thing of kind Of
	RefList              // a list of ids
	Name                 // the name of a quantity
	Whole                // whole number
	Flag                 // true or false
	Texts                // a list of texts
	Dates                // a list of ISO 8601 days
	Values               // a list of numbers, or of words or days
	Chance               // a distribution, or a word of Options
)

// Parameter is one addressable value of a scenario. Path spells its place; a star
// stands for the id of an entry of a list: `cluster.*.build.lead_time_months`.
type Parameter struct {
	Path     string
	Kind     Kind
	Required bool
	Default  any     // float64 or string; nil where there is none
	Unit     string  // of a number
	Min, Max float64 // what is allowed, inclusive
	Low      float64 // what the evidence spans: a value outside draws a warning
	High     float64
	Options  []string // of an Enum
	Of       []string // kinds of things that a Ref may name
	Unless   string   // the list whose entries take its place: with them it may not be given
	Needs    string   // the list without whose entries it has no effect
	Meaning  string
	Source   string // of the default and the plausible range; "assumption" where it is one
}

// Plausible tells whether the evidence covers the value.
func (p Parameter) Plausible(v float64) bool { return v >= p.Low && v <= p.High }

// Calendar tells a year of the calendar, which is a whole number, from one that counts years.
func (p Parameter) Calendar() bool { return p.Kind == Number && p.Unit == "year" && p.Min > 1000 }

// Allowed tells whether the value is possible at all; NaN never is.
func (p Parameter) Allowed(v float64) bool { return v >= p.Min && v <= p.Max }

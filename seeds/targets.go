package seeds

import "time"

// Document is a policy document that targets are taken from.
type Document struct {
	ID     string
	EN, ZH string // title
	Issuer string
	Issued time.Time
	Origin
}

// Documents gives the policy documents, by id.
func Documents() ([]Document, error) {
	return read("documents.csv", func(r *row) Document {
		return Document{
			ID:     r.str("id"),
			EN:     r.str("title_en"),
			ZH:     r.str("title_zh"),
			Issuer: r.str("issuer"),
			Issued: r.date("issued"),
			Origin: r.origin(),
		}
	})
}

// What the program does about a target.
const (
	JudgedByModel     = "model"     // simulated and judged
	JudgedAsIndicator = "indicator" // could follow a growth law; not in this version
	Listed            = "listed"    // nothing to simulate
)

// Target is one number that a policy document sets as a target, milestone or limit.
type Target struct {
	ID         string
	Document   string // id of the document
	Clause     string // clauses that state it, as the document numbers them
	Sector     string
	EN, ZH     string // the quantity
	Unit       string // as in the document: shares in %
	Comparator string // >=, >, <=, <, = or ~ (about)
	Value      float64
	Deadline   time.Time // zero where the clauses give none
	Baseline   Baseline
	Scope      string
	Strength   string // hard; strive (the document says 力争); about (it says 基本)
	Judged     string // see the constants
	Reason     string // why it is judged so
	Note       string
	Origin
}

// Baseline is the value that a target starts from.
type Baseline struct {
	Value float64
	Date  time.Time // zero where there is no baseline
}

// Targets gives the policy ledger in the order of the documents' sections.
func Targets() ([]Target, error) {
	return read("targets.csv", func(r *row) Target {
		return Target{
			ID:         r.str("id"),
			Document:   r.str("document"),
			Clause:     r.str("clause"),
			Sector:     r.str("sector"),
			EN:         r.str("quantity_en"),
			ZH:         r.str("quantity_zh"),
			Unit:       r.str("unit"),
			Comparator: r.oneOf("comparator", ">=", ">", "<=", "<", "=", "~"),
			Value:      r.num("value"),
			Deadline:   r.optDate("deadline"),
			Baseline:   Baseline{r.optNum("baseline_value"), r.optDate("baseline_date")},
			Scope:      r.str("scope"),
			Strength:   r.oneOf("strength", "hard", "strive", "about"),
			Judged:     r.oneOf("judged", JudgedByModel, JudgedAsIndicator, Listed),
			Reason:     r.str("reason"),
			Note:       r.opt("note"),
			Origin:     r.origin(),
		}
	})
}

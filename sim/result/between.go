package result

// Between is the delay from one place to another, with what it is made of.
type Between struct {
	From     string     `json:"from"`
	To       string     `json:"to"`
	Service  string     `json:"service"`
	Without  []string   `json:"without,omitempty"` // links that are cut beforehand
	Carried  string     `json:"carried"`           // hub where direct is asked for and no circuit is open
	Path     []string   `json:"path"`
	RouteKm  Number     `json:"route_km"` // of great circle when hub-routed
	FibreKm  Number     `json:"fibre_km"`
	OneWayMs Number     `json:"one_way_ms"` // mean: the sum of the parts; null where no path leads
	Parts    DelayParts `json:"parts"`
	TheoryMs Number     `json:"theory_ms"` // light in fibre on the great circle
	Ratio    Number     `json:"ratio"`     // delay over the theoretical; null inside a place

	Percentiles map[string]Number `json:"percentiles_ms"`

	Bottleneck string       `json:"bottleneck"`
	Load       Number       `json:"load"` // of the peak hour at the bottleneck; null where nothing queues
	Budgets    []Budget     `json:"budgets"`
	Cuts       []CutBetween `json:"cuts,omitempty"` // with n-1, the most harmful first
}

// DelayParts are the milliseconds of a delay by cause.
type DelayParts struct {
	Fibre        Number `json:"fibre"`
	Regeneration Number `json:"regeneration"`
	Equipment    Number `json:"equipment"`
	Routing      Number `json:"routing"`
	Detour       Number `json:"detour"`
	PublicExcess Number `json:"public_excess"`
	Queueing     Number `json:"queueing"`
}

// Budget is what a target allows a pair or its tier.
type Budget struct {
	Target    string `json:"target"`
	Tier      string `json:"tier"`
	Quantity  string `json:"quantity"`
	BudgetMs  Number `json:"budget_ms"`
	Simulated Number `json:"simulated_ms"` // of this pair; null where no path leads
	SlackMs   Number `json:"slack_ms"`
	BreaksAt  Number `json:"breaks_at_load"` // of the bottleneck; null if not even an overload breaks it
}

// CutBetween is what the cut of one link does to a pair.
type CutBetween struct {
	Link       string   `json:"link"`
	Path       []string `json:"path"` // then; empty where none is left
	MeanMs     Number   `json:"mean_ms"`
	P99Ms      Number   `json:"p99_ms"`
	AddedMs    Number   `json:"added_ms"` // to the mean
	Bottleneck string   `json:"bottleneck"`
	Load       Number   `json:"load"`
}

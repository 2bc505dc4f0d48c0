package result

import "hubcap/model"

// Ensemble says what the members of an ensemble came to. The rest of a result is its central
// run, in which nothing is left to chance.
type Ensemble struct {
	Members   int    `json:"members"`  // asked for
	Sampling  string `json:"sampling"` // plain, lhs or sobol
	Uncertain int    `json:"uncertain"`
	// Processes names what chance does over time: demand, weather, sites, projects, cuts.
	Processes []string `json:"processes"`
	// Failed members count nowhere else; Causes say why they failed.
	Failed  int             `json:"failed"`
	Causes  []FailureCause  `json:"causes"`
	Joint   Chance          `json:"joint"` // of all targets met together
	Targets []TargetChances `json:"targets"`
	Pairs   []TargetPair    `json:"pairs"` // of targets, each pair once
	Draws   []Drawn         `json:"draws"` // the uncertain numbers
	// Doubts is how many warnings of the result, the first, are about the members; the others
	// are about the central run, the model and the data.
	Doubts int `json:"doubts"`
}

// Chance is a probability and its 95 % interval by Wilson.
type Chance struct {
	Met         int    `json:"met"` // members in which it came true
	Of          int    `json:"of"`
	Probability Number `json:"probability"`
	Low         Number `json:"probability_low"`
	High        Number `json:"probability_high"`
}

// FailureCause is a reason for which members failed.
type FailureCause struct {
	Cause   string `json:"cause"`
	Members int    `json:"members"`
	First   int    `json:"first"` // the lowest member, from 0: hubcap run --member shows it
}

// Spread is where the values of members lie: their mean and quantiles. Null where no
// member has a value.
type Spread struct {
	Mean Number `json:"mean"`
	P05  Number `json:"p05"`
	P25  Number `json:"p25"`
	P50  Number `json:"p50"`
	P75  Number `json:"p75"`
	P95  Number `json:"p95"`
}

// TargetChances is what became of a target.
type TargetChances struct {
	ID string `json:"id"`
	Chance
	Valueless int    `json:"valueless"` // members in which the quantity had no value: missed
	Simulated Spread `json:"simulated"`
	// Shortfall is by how much the bound was missed, over the misses that have a value, in the
	// unit of the target; its mean is the expected shortfall. Bins count them by size.
	Shortfall Spread `json:"shortfall"`
	Bins      []Bin  `json:"shortfall_bins"`
	// FirstMet counts members by the date on which the target was first met; Never those in
	// which it was not within the horizon.
	FirstMet []FirstMet `json:"first_met"`
	Never    int        `json:"never"`
	// Binding says what bound in the misses, the most frequent first.
	Binding []BindingChance `json:"binding"`
}

// Bin counts members with a value from Low up to, without, High; the last bin includes High.
type Bin struct {
	Low     Number `json:"low"`
	High    Number `json:"high"`
	Members int    `json:"members"`
}

// FirstMet counts the members that first met a target on a date.
type FirstMet struct {
	Date    model.Date `json:"date"`
	Members int        `json:"members"`
}

// BindingChance is a constraint among the misses of a target.
type BindingChance struct {
	Constraint string `json:"constraint"`
	Share      Number `json:"share"` // its mean share in a miss
	Leads      Number `json:"leads"` // share of the misses in which it is the largest
}

// TargetPair is how two targets go together. They conflict if they are met together less
// often than if neither cared for the other.
type TargetPair struct {
	A        string `json:"a"`
	B        string `json:"b"`
	Both     int    `json:"both"` // members that met both
	OnlyA    int    `json:"only_a"`
	OnlyB    int    `json:"only_b"`
	Neither  int    `json:"neither"`
	Phi      Number `json:"phi"`      // correlation of the two verdicts; null where one is always the same
	Conflict bool   `json:"conflict"` // together less often than by chance, beyond sampling error (one-sided 97.5 %)
}

// Drawn is a number that was drawn for each member.
type Drawn struct {
	Path  string `json:"path"`
	Unit  string `json:"unit"`
	Dist  string `json:"dist"` // as in the scenario
	Group string `json:"group,omitempty"`
	Spread
}

// Of finds what became of a target.
func (e *Ensemble) Of(id string) (TargetChances, bool) {
	for _, t := range e.Targets {
		if t.ID == id {
			return t, true
		}
	}
	return TargetChances{}, false
}

// Comparison is several scenarios with the same draws, target by target.
type Comparison struct {
	Members   int              `json:"members"`
	Seed      uint64           `json:"seed"`
	Sampling  string           `json:"sampling"`
	Scenarios []Scenario       `json:"scenarios"`
	Labels    []string         `json:"labels"` // short names of the scenarios, unique
	Targets   []ComparedTarget `json:"targets"`
	Joint     []Chance         `json:"joint"` // by scenario
	Scopes    []Scope          `json:"scopes"`
	Warnings  []Text           `json:"warnings"`
}

// ComparedTarget is a target in each scenario that has it.
type ComparedTarget struct {
	Target
	Cells []ComparedChance `json:"cells"` // by scenario; Of is 0 where it has no such target
}

// ComparedChance is the chance of a target in a scenario, and how it differs from the first
// scenario, member by member.
type ComparedChance struct {
	Chance
	Difference     Number `json:"difference"` // of the probability; null for the first
	DifferenceLow  Number `json:"difference_low"`
	DifferenceHigh Number `json:"difference_high"`
	Median         Number `json:"median"`         // of the members' values
	Shortfall      Number `json:"mean_shortfall"` // of those that miss it; null where none does
	Won            int    `json:"won"`            // members that meet it here and not in the first
	Lost           int    `json:"lost"`           // the other way round
}

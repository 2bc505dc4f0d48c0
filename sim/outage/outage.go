// Package outage says what random cuts of links do to the delay of tiers over the years.
//
// Every link is an alternating renewal process, independent of the others: up for an
// exponential time whose rate goes with its length, then down for an exponential time until
// it is repaired. A member of the ensemble is one draw of all these times. It starts in the
// stationary state, each link down with the probability that it has in the long run: then
// every hour of the horizon obeys the same law, a short horizon is no kinder than a long
// one, and the mean can be held against Expected, which needs no random numbers.
//
//	Study --Run--> members --> sets of cut links --Judge--> breaches --> Report
//	Study --Expected--> probabilities of no, one and two cut links --Judge--> Expectation
//
// The judge is slow and the sets of cut links are few, so each set is judged once. Time is
// counted in whole milliseconds: sums of it are exact, and the same in any order.
//
// What is left out: cuts that come together (a landslide, two cables in one trench), and
// seasons. Both make double cuts more frequent than here, so that what needs two of them is
// underestimated.
package outage

// A year has as many hours as in the rest of the model.
const (
	hoursPerYear = 8766
	msPerHour    = 3_600_000
	msPerYear    = hoursPerYear * msPerHour
)

// Study is the question: the links, the tiers with their budgets, and the size of the
// ensemble. It is not changed by its methods.
type Study struct {
	Links             []Link
	CutsPer1000KmYear float64 // 0: nothing is ever cut
	RepairHours       float64 // mean, above 0
	Years             float64 // of each member, up to 1000; quantiles are of the whole ones
	Members           int     // up to 1,000,000
	Seed              uint64
	Jobs              int // workers; 0: as many as there are cores
	Tiers             []Tier

	// Judge gives the delay of every tier, in their order, while the links of these indexes
	// are down and all others are as they are. The indexes rise; none stands for the intact
	// network. Its answer may depend on nothing else, and several goroutines ask at once.
	Judge func(cut []int) []Verdict

	// Progress, if any, is told after each member how many are done. It is called by one
	// goroutine at a time.
	Progress func(done, total int)
}

// Link is a link that may be cut. What is drawn for it depends on its id, so other links may
// come and go without a change to its cuts.
type Link struct {
	ID      string
	RouteKm float64
	Closed  bool // it is not there, and is never cut
}

// Tier is one that is judged. Without a path it is beyond any budget.
type Tier struct {
	ID string
	// MeanMs and P99Ms are the budgets of mean and 99th percentile, NaN where there is none.
	MeanMs, P99Ms float64
}

// Verdict is the delay of a tier in ms, both NaN where no path is left.
type Verdict struct {
	Mean, P99 float64
}

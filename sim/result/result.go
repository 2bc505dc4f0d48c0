// Package result holds what a simulation says: the verdicts on the targets, the series
// behind them and the doubts about them. The same value is printed, written to files,
// read back from them and drawn; nothing in it depends on how it was computed.
package result

import "hubcap/model"

// Result is one simulated scenario.
type Result struct {
	Version  string     `json:"version"`
	Scenario Scenario   `json:"scenario"`
	Seeds    string     `json:"seeds"` // SHA-256 of the seed data
	Seed     uint64     `json:"seed"`
	Members  int        `json:"members"`
	Member   *int       `json:"member,omitempty"` // of a single one of them, from 0
	Start    model.Date `json:"start"`
	End      model.Date `json:"end"`
	Step     string     `json:"step"`
	Targets  []Target   `json:"targets"`
	Ensemble *Ensemble  `json:"ensemble,omitempty"` // of more than one member
	Summary  []Summary  `json:"summary"`
	Paths    []Path     `json:"paths"`
	Slopes   []Slope    `json:"slopes"`
	Failures []Failure  `json:"failures"`
	Links    []Link     `json:"links"`
	Elements []Element  `json:"elements"`
	Limits   []Limit    `json:"limits"`
	TradeOff []TradeOff `json:"trade_off"`
	Vintages []Vintage  `json:"vintages"`
	Scopes   []Scope    `json:"scopes"`
	// Doubts that have to be read with the result.
	Warnings []Text `json:"warnings"`

	Series Series `json:"-"`
	// Members of the ensemble one by one, by index. Read does not bring them back.
	Each []Member `json:"-"`
}

// Text is a text in both languages.
type Text = model.Text

// Scenario says what was simulated.
type Scenario struct {
	Name    string   `json:"name"`
	Title   Text     `json:"title"`
	Hash    string   `json:"hash"`    // SHA-256 of the effective scenario without comments
	Changes []string `json:"changes"` // PATH = VALUE for all that was set on the command line
}

// Scope is something that quantities belong to.
type Scope struct {
	ID   string `json:"id"`
	Kind string `json:"kind"` // hub, cluster, fleet, tier, link, origin, class or all
	Name Text   `json:"name"`
	Hub  string `json:"hub,omitempty"` // of a cluster
	// Cluster is that of a fleet.
	Cluster string `json:"cluster,omitempty"`
	At      *Point `json:"at,omitempty"` // where a cluster or an origin lies
	// Home are the clusters at home in an origin.
	Home []string `json:"home,omitempty"`
}

// Point is a place on the globe, in degrees.
type Point struct {
	Lat Number `json:"lat"`
	Lon Number `json:"lon"`
}

// Target is the verdict on one target.
type Target struct {
	ID              string             `json:"id"`
	Quantity        model.QuantityName `json:"quantity"`
	Scope           string             `json:"scope"`
	Comparator      model.Comparator   `json:"comparator"`
	Required        Number             `json:"required"`
	Unit            string             `json:"unit"`
	Deadline        model.Date         `json:"deadline"`
	Strength        string             `json:"strength"`
	Simulated       Number             `json:"simulated"` // null where the quantity has no value
	Met             bool               `json:"met"`
	Margin          Number             `json:"margin"`    // on the good side of the bound
	FirstMet        *model.Date        `json:"first_met"` // null: not within the horizon
	Probability     Number             `json:"probability"`
	ProbabilityLow  Number             `json:"probability_low"`
	ProbabilityHigh Number             `json:"probability_high"`
	Binding         []Binding          `json:"binding"` // of a missed target: what kept it, shares of 1
	Source          model.Source       `json:"source"`
	Name            Text               `json:"name"`
}

// Binding is a constraint and its share in a miss.
type Binding struct {
	Constraint string `json:"constraint"`
	Share      Number `json:"share"`
}

// Summary is a quantity at the ends of the horizon.
type Summary struct {
	Scope    string             `json:"scope"`
	Quantity model.QuantityName `json:"quantity"`
	Unit     string             `json:"unit"`
	Start    Number             `json:"start"` // null for what is measured over a step
	End      Number             `json:"end"`
}

// Limit is a span of steps, named by their ends, in which one limit cut what a cluster's
// programme wanted to start.
type Limit struct {
	Cluster    string     `json:"cluster"`
	Constraint string     `json:"constraint"`
	From       model.Date `json:"from"`
	To         model.Date `json:"to"`
}

// Vintage is the racks of a fleet that were built in one year to one class.
type Vintage struct {
	Scope      string `json:"scope"` // of the fleet
	Technology string `json:"technology"`
	Class      string `json:"class"`
	Computing  string `json:"computing"`
	Built      int    `json:"built,omitempty"` // year; left out where the scenario does not say
	Start      Number `json:"start"`           // racks in service
	End        Number `json:"end"`
	Design     Number `json:"pue_design"`
}

// Path is one path of a delay tier, as it is at the end of the horizon.
type Path struct {
	Tier    string    `json:"tier"`
	Pair    string    `json:"pair"` // its scope in the series
	From    Text      `json:"from"`
	To      Text      `json:"to"`
	Ends    [2]string `json:"ends"`    // ids of the places
	Service string    `json:"service"` // that is judged
	Carried string    `json:"carried"` // hub where no direct circuit is open
	Via     []string  `json:"via"`     // ids of all places on the way, both ends included
	RouteKm Number    `json:"route_km"`
	// OneWayMs is the delay of the empty, intact network, Queue the mean wait in the peak
	// hour, Mean and P99 the delay with it; null where no path leads.
	OneWayMs Number `json:"one_way_ms"`
	QueueMs  Number `json:"queue_ms"`
	MeanMs   Number `json:"mean_ms"`
	P99Ms    Number `json:"p99_ms"`
	TheoryMs Number `json:"theory_ms"` // light in fibre on the great circle
	// Bottleneck names where it waits longest: a gateway (cluster), an exchange
	// (cluster/exchange) or a link; empty where it waits nowhere. Load is its load.
	Bottleneck string `json:"bottleneck"`
	Load       Number `json:"load"`
	// Cut is the link whose failure harms it most; with it the delay is CutMean and CutP99,
	// null where no path is left.
	Cut     string            `json:"cut"`
	CutMean Number            `json:"cut_mean_ms"`
	CutP99  Number            `json:"cut_p99_ms"`
	ByClass map[string]Number `json:"one_way_ms_by_service"`
}

// Link is a link of the network at the end of the horizon.
type Link struct {
	ID       string `json:"id"`
	From     Text   `json:"from"`
	To       Text   `json:"to"`
	FromAt   Point  `json:"from_at"`
	ToAt     Point  `json:"to_at"`
	RouteKm  Number `json:"route_km"`
	Open     bool   `json:"open"`
	Traffic  Number `json:"traffic"`  // mean, Gbit/s, both ways together
	Capacity Number `json:"capacity"` // Gbit/s; null where the scenario gives none
	Load     Number `json:"load"`     // of the peak hour
}

// Element is something whose capacity can be too small, at the end of the horizon: the
// gateway of a cluster, the direct-connect point of the operators there, or a link.
type Element struct {
	ID       string `json:"id"`       // of the cluster, CLUSTER/exchange, or of the link
	Kind     string `json:"kind"`     // gateway, exchange or link
	Capacity Number `json:"capacity"` // Gbit/s
	Traffic  Number `json:"traffic"`  // mean, Gbit/s
	Peak     Number `json:"peak"`     // in the peak hour, Gbit/s
	Load     Number `json:"load"`     // peak over capacity; null where that is 0
	// Exits of a gateway share its capacity evenly. Busiest is the one over which most of the
	// tenants' traffic would go by shortest paths, with its share; IdleExits have none.
	Exits        int    `json:"exits,omitempty"`
	Busiest      string `json:"busiest_exit,omitempty"`
	BusiestShare Number `json:"busiest_share"`
	IdleExits    int    `json:"idle_exits,omitempty"`
}

// Failure is what a failure does to the worst pair of a tier at the end of the horizon: of
// all single links the one that harms most, or one that the scenario names.
type Failure struct {
	ID    string   `json:"id"` // of a named failure, else empty
	Name  Text     `json:"name"`
	Tier  string   `json:"tier"`
	Pair  string   `json:"pair"`
	Links []string `json:"links"`
	// Mean and P99 are the delay of the pair then, null where no path is left; Added is how
	// much its mean is longer than on the intact network.
	MeanMs  Number `json:"mean_ms"`
	P99Ms   Number `json:"p99_ms"`
	AddedMs Number `json:"added_ms"`
	// Bottleneck, Load and Added load are those of the pair's bottleneck then.
	Bottleneck string `json:"bottleneck"`
	Load       Number `json:"load"`
	AddedLoad  Number `json:"added_load"`
	LostGbps   Number `json:"lost_gbps"` // dispatched traffic without any path
}

// Slope is how the delay of a tier's tightest pair rises with the load of its bottleneck.
type Slope struct {
	Tier    string `json:"tier"`
	Pair    string `json:"pair"`
	EmptyMs Number `json:"empty_ms"`
	Budget  Number `json:"budget_ms"` // the tightest target; null without one
	Load    Number `json:"load"`      // at the end of the horizon; null where nothing queues
	// BreaksMean and BreaksP99 are the loads at which mean and 99th percentile pass the
	// budget: 0 if they do on an empty network, null if not even an overload does.
	BreaksMean Number       `json:"breaks_mean"`
	BreaksP99  Number       `json:"breaks_p99"`
	Points     []SlopePoint `json:"points"`
}

// SlopePoint is a point of a Slope.
type SlopePoint struct {
	Load   Number `json:"load"`
	MeanMs Number `json:"mean_ms"`
	P99Ms  Number `json:"p99_ms"`
}

// Missed counts the targets that are not met.
func (r *Result) Missed() int {
	missed := 0
	for _, t := range r.Targets {
		if !t.Met {
			missed++
		}
	}
	return missed
}

// Scope finds a scope by id.
func (r *Result) Scope(id string) (Scope, bool) {
	for _, s := range r.Scopes {
		if s.ID == id {
			return s, true
		}
	}
	return Scope{}, false
}

// Named tells whether the target has a name of its own, beside that of its quantity.
func (t Target) Named() bool {
	q, _ := model.QuantityOf(t.Quantity)
	return t.Name != (Text{}) && t.Name != q.Label
}

// Package model says what a hub network is and what can be asked of it: the scenario as
// plain data, the one table of its parameters, the quantities that come out, and when a
// target is met. Its sub-packages hold the equations, as pure functions on numbers. Nothing
// here reads files, clocks or random numbers; README.md is the specification of it all.
package model

import (
	"hubcap/model/climate"
	"hubcap/model/network"
)

// SchemaVersion is the version of the scenario format.
const SchemaVersion = 1

// Scenario is one question, resolved: every value stands in it, none is a default to
// be looked up later. The loader fills it from TOML; the engine compiles it to a plan.
// The meaning, unit, range and source of each number is in the table Parameters, under
// the path that the toml tags spell.
type Scenario struct {
	Schema   int       `toml:"schema"`
	Name     string    `toml:"name"`
	Title    Text      `toml:"title"`
	Time     Time      `toml:"time"`
	Climate  Climate   `toml:"climate"`
	Rack     Rack      `toml:"rack"`
	Delay    Delay     `toml:"delay"`
	Hubs     []Hub     `toml:"hub"`
	Clusters []Cluster `toml:"cluster"`
	Tiers    []Tier    `toml:"tier"`
	Targets  []Target  `toml:"target"`

	Hash string `toml:"-"` // SHA-256 of the effective scenario without comments
	Data Data   `toml:"-"` // the seed data it refers to by id

	Changes []string `toml:"-"` // PATH = VALUE of everything set on the command line
	Remarks []Text   `toml:"-"` // doubts about its numbers, to be read with the results
}

// Data is what a scenario refers to by id.
type Data struct {
	Hash     string // SHA-256 of the seed files
	Stations []climate.Station
	Places   []network.Place
	Links    []network.Link
	Legacy   []network.Link // the backbone before the direct circuits of 2017
}

// Text is a text in both languages.
type Text struct {
	EN string `toml:"en" json:"en"`
	ZH string `toml:"zh" json:"zh"`
}

// In is the text in the language, "zh" or else English; a missing one is replaced by the other.
func (t Text) In(lang string) string {
	if (lang == "zh" && t.ZH != "") || t.EN == "" {
		return t.ZH
	}
	return t.EN
}

// Time is the horizon: steps of equal calendar length after the start.
type Time struct {
	Start Date   `toml:"start"`
	End   Date   `toml:"end"`
	Step  string `toml:"step"`
}

// Climate adapts the typical year to today.
type Climate struct {
	WarmingK float64 `toml:"warming_k"`
}

// Rack is the unit that the targets count.
type Rack struct {
	DesignKW float64 `toml:"design_kw"`
}

// Delay holds the constants of the delay equations; see network.Constants.
type Delay struct {
	MsPerFibreKm  float64 `toml:"ms_per_fibre_km"`
	FibrePerRoute float64 `toml:"fibre_per_route"`
	TerminalMs    float64 `toml:"terminal_ms"`
	RegeneratorMs float64 `toml:"regenerator_ms"`
	RegeneratorKm float64 `toml:"regenerator_km"`
	EndMs         float64 `toml:"end_ms"`
	DirectDetour  float64 `toml:"direct_detour"`
	HopMs         float64 `toml:"hop_ms"`
	HopsFixed     float64 `toml:"hops_fixed"`
	HopKm         float64 `toml:"hop_km"`
	PublicFactor  float64 `toml:"public_factor"`
	HubFactor     float64 `toml:"hub_factor"`
	HubFixedMs    float64 `toml:"hub_fixed_ms"`
	InsideMs      float64 `toml:"inside_ms"`
}

// Hub is a national hub node; its quantities are the sums or means of its clusters'.
type Hub struct {
	ID   string `toml:"id"`
	Name Text   `toml:"name"`
}

// Cluster is a data-centre cluster of a hub.
type Cluster struct {
	ID                string    `toml:"id"`
	Name              Text      `toml:"name"`
	Hub               string    `toml:"hub"`
	Place             string    `toml:"place"`
	Station           string    `toml:"station"`
	Racks             float64   `toml:"racks"`
	Utilisation       float64   `toml:"utilisation"`
	LoadFactor        float64   `toml:"load_factor"`
	PUEOffset         float64   `toml:"pue_offset"`
	RetirementPerYear float64   `toml:"retirement_per_year"`
	Demand            Demand    `toml:"demand"`
	Build             Build     `toml:"build"`
	Fleets            []Fleet   `toml:"fleet"`
	Projects          []Project `toml:"project"`
}

// Demand is what wants to move into a cluster.
type Demand struct {
	BacklogRacks   float64 `toml:"backlog_racks"`
	GrowthPerYear  float64 `toml:"growth_per_year"`
	RampMonths     float64 `toml:"ramp_months"`
	MaxUtilisation float64 `toml:"max_utilisation"`
}

// Build is a cluster's building programme and its limits.
type Build struct {
	Policy                    string      `toml:"policy"`
	LeadTimeMonths            float64     `toml:"lead_time_months"`
	ApprovalShare             float64     `toml:"approval_share"`
	FitoutShare               float64     `toml:"fitout_share"`
	Completion                float64     `toml:"completion"`
	RateRacksPerMonth         float64     `toml:"rate_racks_per_month"`
	GoalRacks                 float64     `toml:"goal_racks"`
	Realisation               float64     `toml:"realisation"`
	SlipMonths                float64     `toml:"slip_months"`
	ConstructionRacksPerMonth float64     `toml:"construction_racks_per_month"`
	CapitalCNYPerYear         float64     `toml:"capital_cny_per_year"`
	CapexCNYPerRack           float64     `toml:"capex_cny_per_rack"`
	GridPeakFactor            float64     `toml:"grid_peak_factor"`
	Plan                      []PlanPoint `toml:"plan"`
	Grid                      []GridPoint `toml:"grid"`
}

// PlanPoint is a milestone of a planned path: racks in service at a date.
type PlanPoint struct {
	ID    string  `toml:"id"`
	Date  Date    `toml:"date"`
	Racks float64 `toml:"racks"`
}

// GridPoint is a grid connection that is available from a date on.
type GridPoint struct {
	ID   string  `toml:"id"`
	Date Date    `toml:"date"`
	MW   float64 `toml:"mw"`
}

// Fleet is the part of a cluster's racks with one cooling technology and build class.
type Fleet struct {
	ID            string  `toml:"id"`
	Technology    string  `toml:"technology"`
	Class         string  `toml:"class"`
	ExistingShare float64 `toml:"existing_share"`
	BuildShare    float64 `toml:"build_share"`
}

// Project is a named building project.
type Project struct {
	ID             string  `toml:"id"`
	Name           Text    `toml:"name"`
	Fleet          string  `toml:"fleet"`
	Start          Date    `toml:"start"`
	Racks          float64 `toml:"racks"`
	LeadTimeMonths float64 `toml:"lead_time_months"`
	Completion     float64 `toml:"completion"`
}

// Tier is a group of destinations under one delay budget.
type Tier struct {
	ID      string   `toml:"id"`
	Name    Text     `toml:"name"`
	From    string   `toml:"from"`
	To      []string `toml:"to"`
	Service string   `toml:"service"`
}

// Target is a dated demand on a quantity. Exactly one of the two bounds is set.
type Target struct {
	ID       string       `toml:"id"`
	Name     Text         `toml:"name"`
	Quantity QuantityName `toml:"quantity"`
	Scope    string       `toml:"scope"`
	AtLeast  *float64     `toml:"at_least"`
	AtMost   *float64     `toml:"at_most"`
	By       Date         `toml:"by"`
	Strength string       `toml:"strength"`
	Source   Source       `toml:"source"`
}

// Source names the clause of a policy document.
type Source struct {
	Document string `toml:"document" json:"document"`
	Clause   string `toml:"clause" json:"clause"`
}

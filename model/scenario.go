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
	Schema   int        `toml:"schema"`
	Name     string     `toml:"name"`
	Title    Text       `toml:"title"`
	Time     Time       `toml:"time"`
	Climate  Climate    `toml:"climate"`
	Weather  []Weather  `toml:"weather"`
	Rack     Rack       `toml:"rack"`
	Energy   Accounting `toml:"energy"`
	Compute  Compute    `toml:"compute"`
	Delay    Delay      `toml:"delay"`
	Dispatch Dispatch   `toml:"dispatch"`
	Places   []Place    `toml:"place"`
	Links    []Link     `toml:"link"`
	Circuits []Circuit  `toml:"circuit"`
	Failures []Failure  `toml:"failure"`
	Hubs     []Hub      `toml:"hub"`
	Clusters []Cluster  `toml:"cluster"`
	Origins  []Origin   `toml:"origin"`
	Classes  []Class    `toml:"class"`
	Shocks   []Shock    `toml:"shock"`
	Process  Process    `toml:"process"`
	Groups   []Group    `toml:"group"`
	Tiers    []Tier     `toml:"tier"`
	Targets  []Target   `toml:"target"`

	Uncertain []Uncertain `toml:"-"` // the numbers that are given as distributions, by path

	Hash string `toml:"-"` // SHA-256 of the effective scenario without comments
	Data Data   `toml:"-"` // the seed data it refers to by id

	Changes []string `toml:"-"` // PATH = VALUE of everything set on the command line
	Remarks []Text   `toml:"-"` // doubts about its numbers, to be read with the results
}

// Data is what a scenario refers to by id.
type Data struct {
	Hash     string // SHA-256 of the seed files
	Stations []climate.Station
	Places   []network.Place // with the scenario's own laid over those of the seeds
	Links    []network.Link  // the same
	Legacy   []network.Link  // the backbone before the direct circuits of 2017
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
	WarmingK     float64 `toml:"warming_k"`
	WetBulbShare float64 `toml:"wet_bulb_share"`
}

// Weather is the weather of a place that no station stands for: from a file of hours, or
// that of a station at another elevation. A cluster names it like a station.
type Weather struct {
	ID          string   `toml:"id"`
	Name        Text     `toml:"name"`
	File        string   `toml:"file"`
	SHA256      string   `toml:"sha256"` // of the file as hubcap writes it
	Use         string   `toml:"use"`
	Station     string   `toml:"station"`
	ElevationM  *float64 `toml:"elevation_m"`
	LapseKPerKm float64  `toml:"lapse_k_per_km"`
	WarmingK    float64  `toml:"warming_k"`
}

// Accounting says into which ledger energy goes.
type Accounting struct {
	Ledgers       string  `toml:"accounting"`
	ApartFromYear float64 `toml:"apart_from_year"`
}

// Compute says what the racks of each kind of computing compute.
type Compute struct {
	Population     *float64  `toml:"population"`
	General        Computing `toml:"general"`
	Intelligent    Computing `toml:"intelligent"`
	Supercomputing Computing `toml:"supercomputing"`
}

// Computing is the compute of an occupied rack of one kind, apart by precision: FLOPS of
// one precision are never added to those of another.
type Computing struct {
	FP32TFLOPS    float64 `toml:"fp32_tflops"`
	FP16TFLOPS    float64 `toml:"fp16_tflops"`
	GrowthPerYear float64 `toml:"growth_per_year"`
}

// Kinds are the kinds of computing in the order of ComputingKinds.
func (c *Compute) Kinds() [3]Computing {
	return [3]Computing{c.General, c.Intelligent, c.Supercomputing}
}

// Rack is the unit that the targets count.
type Rack struct {
	DesignKW float64 `toml:"design_kw"`
}

// Dispatch says how demand finds its clusters, and what a place costs beside the
// cluster's own prices. It counts only where there are origins.
type Dispatch struct {
	Policy                string  `toml:"policy"`
	Market                string  `toml:"market"`
	PlatformShare         float64 `toml:"platform_share"`
	PlatformMax           float64 `toml:"platform_max"`
	PlatformGrowthPerYear float64 `toml:"platform_growth_per_year"`
	LogitScaleCNY         float64 `toml:"logit_scale_cny"`
	SizeExponent          float64 `toml:"size_exponent"`
	NetworkCNYPerGbpsKm   float64 `toml:"network_cny_per_gbps_km"`
	PeakFactor            float64 `toml:"peak_factor"`
}

// Hub is a national hub node; its quantities are the sums or means of its clusters'.
type Hub struct {
	ID         string   `toml:"id"`
	Name       Text     `toml:"name"`
	Population *float64 `toml:"population"`
}

// Cluster is a data-centre cluster of a hub.
type Cluster struct {
	ID                string     `toml:"id"`
	Name              Text       `toml:"name"`
	Hub               string     `toml:"hub"`
	Place             string     `toml:"place"`
	Station           string     `toml:"station"`
	Racks             float64    `toml:"racks"`
	Utilisation       float64    `toml:"utilisation"`
	LoadFactor        float64    `toml:"load_factor"`
	PeakFactor        float64    `toml:"peak_factor"`
	PUEOffset         float64    `toml:"pue_offset"`
	RetirementPerYear float64    `toml:"retirement_per_year"`
	ElectricityCNY    float64    `toml:"electricity_cny_per_kwh"`
	GridFactor        float64    `toml:"grid_factor_kg_per_kwh"`
	GridFactorDecline float64    `toml:"grid_factor_decline_per_year"`
	RenewableShare    float64    `toml:"renewable_share"`
	RenewableRise     float64    `toml:"renewable_rise_per_year"`
	RenewableMax      float64    `toml:"renewable_max"`
	WaterCNY          float64    `toml:"water_cny_per_m3"`
	MaintenanceCNY    float64    `toml:"maintenance_cny_per_rack_year"`
	RentCNY           float64    `toml:"rent_cny"`
	PreferenceCNY     float64    `toml:"preference_cny"`
	BackgroundGbps    float64    `toml:"background_gbps"`
	Gateway           string     `toml:"gateway"`
	ExchangeShare     float64    `toml:"exchange_share"`
	Demand            Demand     `toml:"demand"`
	Build             Build      `toml:"build"`
	Egress            []Capacity `toml:"egress"`
	Exchange          []Capacity `toml:"exchange"`
	Fleets            []Fleet    `toml:"fleet"`
	Projects          []Project  `toml:"project"`
	Renewals          []Renewal  `toml:"renewal"`
}

// Demand is how tenants fill a cluster. Backlog and growth are its own demand curve, in
// a scenario without origins; with origins, demand is dispatched, and they are 0.
type Demand struct {
	BacklogRacks   float64 `toml:"backlog_racks"`
	GrowthPerYear  float64 `toml:"growth_per_year"`
	RampMonths     float64 `toml:"ramp_months"`
	MaxUtilisation float64 `toml:"max_utilisation"`
}

// Origin is a region in which demand arises.
type Origin struct {
	ID            string   `toml:"id"`
	Name          Text     `toml:"name"`
	Place         string   `toml:"place"`
	Home          []string `toml:"home"`
	Share         float64  `toml:"share"`
	BacklogRacks  float64  `toml:"backlog_racks"`
	GrowthPerYear float64  `toml:"growth_per_year"`
	Mix           []Mix    `toml:"mix"`
}

// ShareOf is the share of a class in the origin's demand.
func (o *Origin) ShareOf(c *Class) float64 { return *o.shareAt(c) }

// shareAt is where that share stands: in the origin's mix, or at the class.
func (o *Origin) shareAt(c *Class) *float64 {
	for i := range o.Mix {
		if o.Mix[i].ID == c.ID {
			return &o.Mix[i].Share
		}
	}
	return &c.Share
}

// Mix is the share of a class in the demand of an origin that differs from the rest.
type Mix struct {
	ID    string  `toml:"id"` // of the class
	Share float64 `toml:"share"`
}

// Class is a kind of workload: what it tolerates, and what of it may leave home.
type Class struct {
	ID              string  `toml:"id"`
	Name            Text    `toml:"name"`
	Share           float64 `toml:"share"`
	GrowthPerYear   float64 `toml:"growth_per_year"`
	SeasonAmplitude float64 `toml:"season_amplitude"`
	SeasonPeakMonth float64 `toml:"season_peak_month"`
	BudgetMs        float64 `toml:"budget_ms"`
	Percentile      float64 `toml:"percentile"`
	Service         string  `toml:"service"`
	GbpsPerRack     float64 `toml:"gbps_per_rack"`
	MovableShare    float64 `toml:"movable_share"`
	AdoptedShare    float64 `toml:"adopted_share"`
	AdoptionPerYear float64 `toml:"adoption_per_year"`
	ContractMonths  float64 `toml:"contract_months"`
}

// Shock multiplies the demand of an origin and a class, or of all, for a while.
type Shock struct {
	ID          string  `toml:"id"`
	Name        Text    `toml:"name"`
	Origin      string  `toml:"origin"`
	Class       string  `toml:"class"`
	Begins      Date    `toml:"begins"`
	LastsMonths float64 `toml:"lasts_months"`
	Factor      float64 `toml:"factor"`
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
	OrderAbove                float64     `toml:"order_above"`
	TrendMonths               float64     `toml:"trend_months"`
	PipelineWeight            float64     `toml:"pipeline_weight"`
	ConstructionRacksPerMonth float64     `toml:"construction_racks_per_month"`
	CapitalCNYPerYear         float64     `toml:"capital_cny_per_year"`
	CapexCNYPerRack           float64     `toml:"capex_cny_per_rack"`
	AssetLifeYears            float64     `toml:"asset_life_years"`
	DiscountPerYear           float64     `toml:"discount_per_year"`
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

// Fleet is the part of a cluster's racks with one cooling technology, one kind of
// computing, and one build class or that of the year in which each was built. In results
// it is a scope of its own, CLUSTER/FLEET.
type Fleet struct {
	ID                 string   `toml:"id"`
	Name               Text     `toml:"name"`
	Technology         string   `toml:"technology"`
	Class              string   `toml:"class"`
	Computing          string   `toml:"computing"`
	ExistingShare      float64  `toml:"existing_share"`
	BuiltFrom          *float64 `toml:"built_from"`
	BuiltTo            *float64 `toml:"built_to"`
	BuildShare         float64  `toml:"build_share"`
	BuildGrowthPerYear float64  `toml:"build_growth_per_year"`
	Fill               float64  `toml:"fill"`
	LoadFactor         *float64 `toml:"load_factor"`
	PUEOffset          *float64 `toml:"pue_offset"`
}

// FleetScope is the name of a fleet in results and targets.
func FleetScope(cluster, fleet string) string { return cluster + "/" + fleet }

// Renewal takes racks of a fleet out of service and brings a share of them back in
// another: a retrofit if all of them come back, else a consolidation.
type Renewal struct {
	ID              string  `toml:"id"`
	Name            Text    `toml:"name"`
	Fleet           string  `toml:"fleet"`
	Into            string  `toml:"into"`
	Begins          Date    `toml:"begins"`
	LastsMonths     float64 `toml:"lasts_months"`
	Racks           float64 `toml:"racks"`
	KeptShare       float64 `toml:"kept_share"`
	OutageMonths    float64 `toml:"outage_months"`
	CapexCNYPerRack float64 `toml:"capex_cny_per_rack"`
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

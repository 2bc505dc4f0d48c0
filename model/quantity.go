package model

// QuantityName is the stable name of something that the program computes.
type QuantityName string

// The quantities of this version.
const (
	RacksInService  QuantityName = "racks_in_service"
	RacksInPipeline QuantityName = "racks_in_pipeline"
	RacksInApproval QuantityName = "racks_in_approval"
	RacksInConstr   QuantityName = "racks_in_construction"
	RacksInFitout   QuantityName = "racks_in_fitout"
	RacksStarted    QuantityName = "racks_started"
	RacksCancelled  QuantityName = "racks_cancelled"
	RacksRetired    QuantityName = "racks_retired"
	RacksDemanded   QuantityName = "racks_demanded"
	RacksPlaced     QuantityName = "racks_placed"
	RacksEligible   QuantityName = "racks_eligible"
	RacksOccupied   QuantityName = "racks_occupied"
	Utilisation     QuantityName = "utilisation"
	CapexCumulative QuantityName = "capex_cumulative"
	ITLoad          QuantityName = "it_load"
	FacilityLoad    QuantityName = "facility_load"
	PUE             QuantityName = "pue"
	PUETrailingYear QuantityName = "pue_trailing_year"
	PUEDesign       QuantityName = "pue_design"
	Energy          QuantityName = "energy"
	EgressTraffic   QuantityName = "egress_traffic"
	EgressCapacity  QuantityName = "egress_capacity"
	EgressLoad      QuantityName = "egress_load"
	RacksUnserved   QuantityName = "racks_unserved"
	UnservedNoRack  QuantityName = "racks_unserved_no_rack"
	UnservedNoDelay QuantityName = "racks_unserved_no_delay"
	UnservedUnready QuantityName = "racks_unserved_not_willing"
	DelayMean       QuantityName = "delay_mean"
)

// IsPUE tells whether the quantity is a PUE of some kind.
func (n QuantityName) IsPUE() bool {
	return n == PUE || n == PUETrailingYear || n == PUEDesign
}

// ScopeKind tells what a quantity belongs to.
type ScopeKind uint8

// The scopes: hubs and clusters; delay tiers and pairs of places; origins and workload
// classes.
const (
	HubScope ScopeKind = iota
	TierScope
	DemandScope
)

// Quantity says what a name stands for.
type Quantity struct {
	Name   QuantityName
	Unit   string
	Scope  ScopeKind
	Label  Text   // short, for charts and tables
	EN     string // the sentence of the help
	Flow   bool   // measured over the step that ends at the date, not at the date
	Digits int    // decimals that a reader wants to see
	Min    float64
	Max    float64 // what a target may ask for, inclusive
}

// Quantities is the table of everything the program computes. Scope `all` sums or
// averages over every hub.
func Quantities() []Quantity {
	return []Quantity{
		{RacksInService, "rack", HubScope, Text{"standard racks in service", "在用标准机架"}, "standard racks (2.5 kW design IT power) in service, occupied or not", false, 0, 0, 1e15},
		{RacksInPipeline, "rack", HubScope, Text{"racks in the pipeline", "在建机架"}, "racks started and neither in service nor cancelled", false, 0, 0, 1e15},
		{RacksInApproval, "rack", HubScope, Text{"in approval", "审批中"}, "pipeline: racks between start and ground-breaking", false, 0, 0, 1e15},
		{RacksInConstr, "rack", HubScope, Text{"under construction", "土建中"}, "pipeline: racks between ground-breaking and topping-out", false, 0, 0, 1e15},
		{RacksInFitout, "rack", HubScope, Text{"in fit-out", "机电安装中"}, "pipeline: racks being fitted out and energised", false, 0, 0, 1e15},
		{RacksStarted, "rack", HubScope, Text{"racks started", "累计开工机架"}, "racks ordered since the beginning, those of projects already running at the start included", false, 0, 0, 1e15},
		{RacksCancelled, "rack", HubScope, Text{"racks cancelled", "累计取消机架"}, "racks that left the pipeline at the end of approval without being built", false, 0, 0, 1e15},
		{RacksRetired, "rack", HubScope, Text{"racks retired", "累计退役机架"}, "racks taken out of service since the start", false, 0, 0, 1e15},
		{RacksDemanded, "rack", HubScope, Text{"racks demanded", "需求机架"}, "demand in occupied-rack equivalents: of an origin, a class or all, wherever it is served; of a cluster or hub, what wants to be there", false, 0, 0, 1e15},
		{RacksPlaced, "rack", HubScope, Text{"racks placed", "已签约机架"}, "racks that demand has been placed on, by contract: tenants are in them or will move in", false, 0, 0, 1e15},
		{RacksEligible, "rack", HubScope, Text{"eligible demand", "可落地需求"}, "demand that may be placed in the cluster: within its delay budget there, and willing or at home; there in scenarios with origins", false, 0, 0, 1e15},
		{RacksOccupied, "rack", HubScope, Text{"racks occupied", "已上架机架"}, "standard racks with tenants' equipment in operation", false, 0, 0, 1e15},
		{Utilisation, "1", HubScope, Text{"rack utilisation", "平均上架率"}, "racks occupied / racks in service (racks, not servers)", false, 4, 0, 1},
		{CapexCumulative, "CNY", HubScope, Text{"capital committed", "累计投资"}, "facility capital of all racks started after the scenario's start, booked at the start of building, without IT equipment", false, 0, 0, 1e15},
		{ITLoad, "MW", HubScope, Text{"IT load", "IT负荷"}, "mean electrical power of the IT equipment", true, 1, 0, 1e15},
		{FacilityLoad, "MW", HubScope, Text{"facility load", "总负荷"}, "mean electrical power of IT equipment, cooling, electrical losses and the rest", true, 1, 0, 1e15},
		{PUE, "1", HubScope, Text{"operating PUE", "运行PUE"}, "facility energy / IT energy, as operated", true, 3, 1, 100},
		{PUETrailingYear, "1", HubScope, Text{"PUE, trailing year", "近12个月平均PUE"}, "facility energy / IT energy over the last twelve months, as operated; there once a year has been simulated", false, 3, 1, 100},
		{PUEDesign, "1", HubScope, Text{"design PUE", "设计PUE"}, "annual PUE of the racks in service at full load, without the as-operated offset", false, 3, 1, 100},
		{Energy, "MWh", HubScope, Text{"facility energy", "用电量"}, "facility energy", true, 0, 0, 1e15},
		{EgressTraffic, "Gbit/s", HubScope, Text{"egress traffic", "出口流量"}, "mean traffic through the gateway: tenants' by class, and background", false, 0, 0, 1e15},
		{EgressCapacity, "Gbit/s", HubScope, Text{"egress capacity", "出口带宽"}, "capacity of the gateway, where the scenario gives one", false, 0, 0, 1e15},
		{EgressLoad, "1", HubScope, Text{"egress load", "出口负荷率"}, "traffic of the peak hour / capacity of the gateway; above 1 it is overloaded", false, 3, 0, 1000},
		{RacksUnserved, "rack", DemandScope, Text{"unserved demand", "未满足需求"}, "demand that is placed nowhere", false, 0, 0, 1e15},
		{UnservedNoRack, "rack", DemandScope, Text{"no free rack", "无空闲机架"}, "unserved: no free rack is left", false, 0, 0, 1e15},
		{UnservedNoDelay, "rack", DemandScope, Text{"beyond the delay budget", "时延不满足"}, "unserved: free racks are only where the delay exceeds the budget", false, 0, 0, 1e15},
		{UnservedUnready, "rack", DemandScope, Text{"not yet willing", "尚不愿外迁"}, "unserved: free racks are within the budget, but not at home", false, 0, 0, 1e15},
		{DelayMean, "ms", TierScope, Text{"one-way delay", "单向时延"}, "mean one-way delay without queueing: of a pair, or of a tier's slowest pair", false, 2, 0, 10000},
	}
}

// QuantityOf finds a quantity by name.
func QuantityOf(name QuantityName) (Quantity, bool) {
	for _, q := range Quantities() {
		if q.Name == name {
			return q, true
		}
	}
	return Quantity{}, false
}

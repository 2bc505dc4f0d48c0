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
	RacksInRenewal  QuantityName = "racks_in_renewal"
	LiquidShare     QuantityName = "liquid_share"
	IntelligentRack QuantityName = "intelligent_share"
	RacksDemanded   QuantityName = "racks_demanded"
	RacksPlaced     QuantityName = "racks_placed"
	RacksEligible   QuantityName = "racks_eligible"
	RacksOccupied   QuantityName = "racks_occupied"
	Utilisation     QuantityName = "utilisation"
	CapexCumulative QuantityName = "capex_cumulative"
	ITLoad          QuantityName = "it_load"
	LoadElectrical  QuantityName = "load_electrical"
	LoadMisc        QuantityName = "load_misc"
	LoadFans        QuantityName = "load_fans"
	LoadCooling     QuantityName = "load_cooling"
	LoadAsOperated  QuantityName = "load_as_operated"
	FacilityLoad    QuantityName = "facility_load"
	FacilityPeak    QuantityName = "facility_peak"
	GridConnection  QuantityName = "grid_connection"
	GridLoad        QuantityName = "grid_load"
	PUE             QuantityName = "pue"
	PUETrailingYear QuantityName = "pue_trailing_year"
	PUEDesign       QuantityName = "pue_design"
	Energy          QuantityName = "energy"
	EnergyYear      QuantityName = "energy_trailing_year"
	EnergyAssessed  QuantityName = "energy_assessed"
	EnergyApart     QuantityName = "energy_apart"
	AssessedYear    QuantityName = "energy_assessed_trailing_year"
	RenewableShare  QuantityName = "renewable_share"
	Carbon          QuantityName = "carbon"
	CarbonGrid      QuantityName = "carbon_grid"
	Water           QuantityName = "water"
	CostElectricity QuantityName = "cost_electricity"
	CostWater       QuantityName = "cost_water"
	CostMaintenance QuantityName = "cost_maintenance"
	Opex            QuantityName = "opex"
	CostCapital     QuantityName = "cost_capital"
	CostPerRack     QuantityName = "cost_per_rack"
	ComputeFP32     QuantityName = "compute"
	FP32General     QuantityName = "compute_general"
	FP32Intelligent QuantityName = "compute_intelligent"
	FP32Super       QuantityName = "compute_supercomputing"
	FP32PerHead     QuantityName = "compute_per_head"
	ComputeFP16     QuantityName = "compute_fp16"
	FP16General     QuantityName = "compute_fp16_general"
	FP16Intelligent QuantityName = "compute_fp16_intelligent"
	FP16Super       QuantityName = "compute_fp16_supercomputing"
	FP16PerHead     QuantityName = "compute_fp16_per_head"
	EgressTraffic   QuantityName = "egress_traffic"
	EgressCapacity  QuantityName = "egress_capacity"
	EgressLoad      QuantityName = "egress_load"
	RacksUnserved   QuantityName = "racks_unserved"
	UnservedNoRack  QuantityName = "racks_unserved_no_rack"
	UnservedNoDelay QuantityName = "racks_unserved_no_delay"
	UnservedUnready QuantityName = "racks_unserved_not_willing"
	ExchangeTraffic QuantityName = "exchange_traffic"
	ExchangeCap     QuantityName = "exchange_capacity"
	ExchangeLoad    QuantityName = "exchange_load"
	DelayMean       QuantityName = "delay_mean"
	DelayP99        QuantityName = "delay_p99"
	DelayMeanN1     QuantityName = "delay_mean_n1"
	DelayP99N1      QuantityName = "delay_p99_n1"
	DelayEmpty      QuantityName = "delay_empty"
	DelayRatio      QuantityName = "delay_ratio"
	LinkTraffic     QuantityName = "link_traffic"
	LinkCapacity    QuantityName = "link_capacity"
	LinkLoad        QuantityName = "link_load"
)

// IsPUE tells whether the quantity is a PUE of some kind.
func (n QuantityName) IsPUE() bool {
	return n == PUE || n == PUETrailingYear || n == PUEDesign
}

// IsShare tells whether the quantity is a share of a whole, which people read in percent.
func (n QuantityName) IsShare() bool {
	switch n {
	case Utilisation, LiquidShare, IntelligentRack, RenewableShare:
		return true
	}
	return false
}

// IsDelay tells whether the quantity is a delay, or its ratio to the theoretical one.
func (n QuantityName) IsDelay() bool {
	switch n {
	case DelayEmpty, DelayMean, DelayP99, DelayMeanN1, DelayP99N1, DelayRatio:
		return true
	}
	return false
}

// Trailing tells whether the quantity needs twelve months to be there.
func (n QuantityName) Trailing() bool {
	return n == PUETrailingYear || n == EnergyYear || n == AssessedYear
}

// FleetQuantities are the quantities that fleets have too, in the order of results.
func FleetQuantities() []QuantityName {
	return []QuantityName{
		RacksInService, RacksOccupied, Utilisation,
		ITLoad, LoadElectrical, LoadMisc, LoadFans, LoadCooling, LoadAsOperated,
		FacilityLoad, PUE, PUETrailingYear, PUEDesign, Energy,
	}
}

// ScopeKind tells what a quantity belongs to.
type ScopeKind uint8

// The scopes: hubs and clusters; delay tiers and pairs of places; origins and workload
// classes; links with a capacity.
const (
	HubScope ScopeKind = iota
	TierScope
	DemandScope
	LinkScope
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
		{RacksInRenewal, "rack", HubScope, Text{"racks in renewal", "改造中机架"}, "racks taken out for a retrofit or consolidation that will come back", false, 0, 0, 1e15},
		{LiquidShare, "1", HubScope, Text{"liquid-cooled share", "液冷占比"}, "racks with liquid cooling / racks in service", false, 4, 0, 1},
		{IntelligentRack, "1", HubScope, Text{"share of AI racks", "智算机架占比"}, "racks for intelligent computing / racks in service", false, 4, 0, 1},
		{RacksDemanded, "rack", HubScope, Text{"racks demanded", "需求机架"}, "demand in occupied-rack equivalents: of an origin, a class or all, wherever it is served; of a cluster or hub, what wants to be there", false, 0, 0, 1e15},
		{RacksPlaced, "rack", HubScope, Text{"racks placed", "已签约机架"}, "racks that demand has been placed on, by contract: tenants are in them or will move in", false, 0, 0, 1e15},
		{RacksEligible, "rack", HubScope, Text{"eligible demand", "可落地需求"}, "demand that may be placed in the cluster: within its delay budget there, and willing or at home; there in scenarios with origins", false, 0, 0, 1e15},
		{RacksOccupied, "rack", HubScope, Text{"racks occupied", "已上架机架"}, "standard racks with tenants' equipment in operation", false, 0, 0, 1e15},
		{Utilisation, "1", HubScope, Text{"rack utilisation", "平均上架率"}, "racks occupied / racks in service (racks, not servers)", false, 4, 0, 1},
		{CapexCumulative, "CNY", HubScope, Text{"capital committed", "累计投资"}, "facility capital of all racks started after the scenario's start, booked at the start of building, without IT equipment", false, 0, 0, 1e15},
		{ITLoad, "MW", HubScope, Text{"IT load", "IT负荷"}, "mean electrical power of the IT equipment", true, 1, 0, 1e15},
		{LoadElectrical, "MW", HubScope, Text{"electrical losses", "供配电损耗"}, "mean power lost in transformers, UPS and distribution", true, 2, 0, 1e15},
		{LoadMisc, "MW", HubScope, Text{"lighting and controls", "照明及其他"}, "mean power of lighting and controls", true, 2, 0, 1e15},
		{LoadFans, "MW", HubScope, Text{"room fans", "机房风机"}, "mean power of the fans in the rooms", true, 2, 0, 1e15},
		{LoadCooling, "MW", HubScope, Text{"cooling", "制冷"}, "mean power of compressors, pumps, towers and outdoor fans", true, 2, 0, 1e15},
		{LoadAsOperated, "MW", HubScope, Text{"as operated", "实际运行偏差"}, "mean power that the sites as operated draw beyond the physics; below it where negative", true, 2, -1e15, 1e15},
		{FacilityLoad, "MW", HubScope, Text{"facility load", "总负荷"}, "mean electrical power: IT load and the five parts above", true, 1, 0, 1e15},
		{FacilityPeak, "MW", HubScope, Text{"peak load", "峰值负荷"}, "facility power at the IT load of the peak hour in the hottest hours (99.6 %) of the step; of a hub the sum of its clusters' peaks", true, 1, 0, 1e15},
		{GridConnection, "MW", HubScope, Text{"grid connection", "电网接入容量"}, "power that the grid connects, where the scenario gives it", false, 0, 0, 1e15},
		{GridLoad, "1", HubScope, Text{"load of the grid connection", "电网接入负荷率"}, "peak load / grid connection; above 1 it does not carry the racks in service", true, 3, 0, 1000},
		{PUE, "1", HubScope, Text{"operating PUE", "运行PUE"}, "facility energy / IT energy, as operated", true, 3, 1, 100},
		{PUETrailingYear, "1", HubScope, Text{"PUE, trailing year", "近12个月平均PUE"}, "facility energy / IT energy over the last twelve months, as operated; there once a year has been simulated", false, 3, 1, 100},
		{PUEDesign, "1", HubScope, Text{"design PUE", "设计PUE"}, "annual PUE of the racks in service at full load, without the as-operated offset", false, 3, 1, 100},
		{Energy, "MWh", HubScope, Text{"facility energy", "用电量"}, "facility energy", true, 0, 0, 1e15},
		{EnergyYear, "TWh", HubScope, Text{"facility energy, trailing year", "近12个月用电量"}, "facility energy of the last twelve months; there once a year has been simulated", false, 3, 0, 1e9},
		{EnergyAssessed, "MWh", HubScope, Text{"assessed energy", "纳入考核用电量"}, "facility energy in the ledger of the regional assessment: all of it, or with accounting apart that of the old halls", true, 0, 0, 1e15},
		{EnergyApart, "MWh", HubScope, Text{"energy accounted apart", "单独核算用电量"}, "facility energy of new halls, which with accounting apart stands in a ledger of its own", true, 0, 0, 1e15},
		{AssessedYear, "TWh", HubScope, Text{"assessed energy, trailing year", "近12个月纳入考核用电量"}, "assessed energy of the last twelve months", false, 3, 0, 1e9},
		{RenewableShare, "1", HubScope, Text{"renewable contracts", "绿电合约占比"}, "share of the energy that is bought as renewable by contract", true, 4, 0, 1},
		{Carbon, "t", HubScope, Text{"carbon", "碳排放"}, "CO2 of the electricity, renewable contracts counted as none (market-based)", true, 0, 0, 1e15},
		{CarbonGrid, "t", HubScope, Text{"carbon by the grid's mean", "碳排放（按电网均值）"}, "CO2 of the electricity by the grid factor alone, whatever the contracts (location-based)", true, 0, 0, 1e15},
		{Water, "m3", HubScope, Text{"water", "耗水量"}, "water evaporated and blown down for cooling on site", true, 0, 0, 1e15},
		{CostElectricity, "CNY", HubScope, Text{"electricity", "电费"}, "facility energy x price of electricity", true, 0, 0, 1e15},
		{CostWater, "CNY", HubScope, Text{"water bill", "水费"}, "water x price of water", true, 0, 0, 1e15},
		{CostMaintenance, "CNY", HubScope, Text{"maintenance and staff", "运维人工"}, "maintenance and staff of the racks in service", true, 0, 0, 1e15},
		{Opex, "CNY", HubScope, Text{"running cost", "运营成本"}, "electricity, water, maintenance and staff; without IT equipment, network and land", true, 0, 0, 1e15},
		{CostCapital, "CNY", HubScope, Text{"capital charge", "资本成本"}, "annuity on the facility capital of the racks in service, as if all were new", true, 0, 0, 1e15},
		{CostPerRack, "CNY/(rack month)", HubScope, Text{"cost per occupied rack and month", "单架月成本"}, "running cost and capital charge / racks occupied and months", true, 0, 0, 1e15},
		{ComputeFP32, "EFLOPS", HubScope, Text{"compute (FP32)", "算力（FP32）"}, "peak at single precision of the racks occupied; never added to FP16", false, 3, 0, 1e9},
		{FP32General, "EFLOPS", HubScope, Text{"general compute (FP32)", "通用算力（FP32）"}, "of it: racks for general computing", false, 3, 0, 1e9},
		{FP32Intelligent, "EFLOPS", HubScope, Text{"intelligent compute (FP32)", "智能算力（FP32）"}, "of it: racks with AI accelerators", false, 3, 0, 1e9},
		{FP32Super, "EFLOPS", HubScope, Text{"supercomputing (FP32)", "超算算力（FP32）"}, "of it: supercomputers", false, 3, 0, 1e9},
		{FP32PerHead, "GFLOPS", HubScope, Text{"compute per head (FP32)", "人均算力（FP32）"}, "compute (FP32) / population, where the scenario gives one", false, 1, 0, 1e15},
		{ComputeFP16, "EFLOPS", HubScope, Text{"compute (FP16)", "算力（FP16）"}, "peak at half precision, dense, of the racks occupied", false, 3, 0, 1e9},
		{FP16General, "EFLOPS", HubScope, Text{"general compute (FP16)", "通用算力（FP16）"}, "of it: racks for general computing", false, 3, 0, 1e9},
		{FP16Intelligent, "EFLOPS", HubScope, Text{"intelligent compute (FP16)", "智能算力（FP16）"}, "of it: racks with AI accelerators", false, 3, 0, 1e9},
		{FP16Super, "EFLOPS", HubScope, Text{"supercomputing (FP16)", "超算算力（FP16）"}, "of it: supercomputers", false, 3, 0, 1e9},
		{FP16PerHead, "GFLOPS", HubScope, Text{"compute per head (FP16)", "人均算力（FP16）"}, "compute (FP16) / population, where the scenario gives one", false, 1, 0, 1e15},
		{EgressTraffic, "Gbit/s", HubScope, Text{"egress traffic", "出口流量"}, "mean traffic through the gateway: tenants' by class, and background", false, 0, 0, 1e15},
		{EgressCapacity, "Gbit/s", HubScope, Text{"egress capacity", "出口带宽"}, "capacity of the gateway, where the scenario gives one", false, 0, 0, 1e15},
		{EgressLoad, "1", HubScope, Text{"egress load", "出口负荷率"}, "traffic of the peak hour / capacity of the gateway; from 1 on it is overloaded", false, 3, 0, 1000},
		{ExchangeTraffic, "Gbit/s", HubScope, Text{"exchange traffic", "直联点流量"}, "mean traffic of public services that changes operator at the direct-connect point", false, 0, 0, 1e15},
		{ExchangeCap, "Gbit/s", HubScope, Text{"exchange capacity", "直联点带宽"}, "capacity between the operators at the direct-connect point, where the scenario gives one", false, 0, 0, 1e15},
		{ExchangeLoad, "1", HubScope, Text{"exchange load", "直联点负荷率"}, "traffic of the peak hour / capacity of the direct-connect point; from 1 on it is overloaded", false, 3, 0, 1000},
		{RacksUnserved, "rack", DemandScope, Text{"unserved demand", "未满足需求"}, "demand that is placed nowhere", false, 0, 0, 1e15},
		{UnservedNoRack, "rack", DemandScope, Text{"no free rack", "无空闲机架"}, "unserved: no free rack is left", false, 0, 0, 1e15},
		{UnservedNoDelay, "rack", DemandScope, Text{"beyond the delay budget", "时延不满足"}, "unserved: free racks are only where the delay exceeds the budget", false, 0, 0, 1e15},
		{UnservedUnready, "rack", DemandScope, Text{"not yet willing", "尚不愿外迁"}, "unserved: free racks are within the budget, but not at home", false, 0, 0, 1e15},
		{DelayEmpty, "ms", TierScope, Text{"delay of the empty network", "空载时延"}, "one-way delay of the intact network without queueing: of a pair, or of a tier's slowest pair", false, 2, 0, 10000},
		{DelayMean, "ms", TierScope, Text{"one-way delay", "单向时延"}, "mean one-way delay in the peak hour, with queueing at the bottleneck: of a pair, or of a tier's slowest pair", false, 2, 0, 10000},
		{DelayP99, "ms", TierScope, Text{"one-way delay, 99 %", "单向时延（99%）"}, "one-way delay that 99 % of the packets of the peak hour stay below", false, 2, 0, 10000},
		{DelayMeanN1, "ms", TierScope, Text{"one-way delay, N-1", "单向时延（N-1）"}, "mean one-way delay in the peak hour when the one link is cut that harms most", false, 2, 0, 10000},
		{DelayP99N1, "ms", TierScope, Text{"one-way delay, 99 %, N-1", "单向时延（99%，N-1）"}, "what 99 % of the packets stay below when the one link is cut that harms most", false, 2, 0, 10000},
		{DelayRatio, "1", TierScope, Text{"delay / theoretical delay", "时延与理论时延之比"}, "mean one-way delay / light in fibre on the great circle: of a pair, or of a tier's worst; none inside a place", false, 2, 0, 10000},
		{LinkTraffic, "Gbit/s", LinkScope, Text{"link traffic", "链路流量"}, "mean traffic on a link, both ways together: of dispatched racks, and background", false, 0, 0, 1e15},
		{LinkCapacity, "Gbit/s", LinkScope, Text{"link capacity", "链路容量"}, "capacity of a link, where the scenario gives one", false, 0, 0, 1e15},
		{LinkLoad, "1", LinkScope, Text{"link load", "链路负荷率"}, "traffic of the peak hour / capacity of a link; from 1 on it is overloaded", false, 3, 0, 1000},
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

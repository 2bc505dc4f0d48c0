package model

import (
	"hubcap/model/network"
	"hubcap/model/pue"
)

// Parameters is the one table of everything that a scenario can say. The loader's
// checks, the help and the effective scenario come from it, in this order.
func Parameters() []Parameter {
	var all []Parameter
	for _, part := range [][]Parameter{
		headParameters(), delayParameters(), dispatchParameters(), clusterParameters(), demandParameters(),
		buildParameters(), fleetParameters(), originParameters(), classParameters(), tierParameters(), targetParameters(),
	} {
		all = append(all, part...)
	}
	return all
}

// own is the source of numbers that only a scenario can know.
const own = ""

// num is a number with a default, the range allowed and the range of the evidence.
func num(path, unit string, value, low, high, lowest, highest float64, meaning, source string) Parameter {
	return Parameter{Path: path, Kind: Number, Unit: unit, Default: value,
		Min: lowest, Max: highest, Low: low, High: high, Meaning: meaning, Source: source}
}

// must is a number that every entry has to give.
func must(path, unit string, low, high, lowest, highest float64, meaning, source string) Parameter {
	p := num(path, unit, 0, low, high, lowest, highest, meaning, source)
	p.Default, p.Required = nil, true
	return p
}

// optional is a number without a default, which may be missing.
func optional(path, unit string, low, high, lowest, highest float64, meaning, source string) Parameter {
	p := must(path, unit, low, high, lowest, highest, meaning, source)
	p.Required = false
	return p
}

// unlessOrigins is a number of a cluster's own demand, which origins take the place of.
func unlessOrigins(p Parameter) Parameter {
	p.Unless = "origin"
	return p
}

// forOrigins are numbers and choices that count for dispatched demand alone.
func forOrigins(rows ...Parameter) []Parameter {
	for i := range rows {
		rows[i].Needs = "origin"
	}
	return rows
}

func ident(path, meaning string) Parameter {
	return Parameter{Path: path, Kind: Ident, Required: true, Meaning: meaning}
}

func text(path, meaning string) Parameter {
	return Parameter{Path: path, Kind: String, Default: "", Meaning: meaning}
}

// scoped is a reference that stands for everything unless it is given.
func scoped(path, meaning string, of ...string) Parameter {
	p := ref(path, meaning, of...)
	p.Required, p.Default = false, "all"
	return p
}

func names(path, what string) []Parameter {
	return []Parameter{
		text(path+".en", what+", in English"),
		text(path+".zh", what+", in Chinese"),
	}
}

func enum(path, value, meaning string, options ...string) Parameter {
	return Parameter{Path: path, Kind: Enum, Required: value == "", Default: value, Options: options, Meaning: meaning}
}

func date(path, meaning string) Parameter {
	return Parameter{Path: path, Kind: DateKind, Required: true, Meaning: meaning}
}

func ref(path, meaning string, of ...string) Parameter {
	return Parameter{Path: path, Kind: Ref, Required: true, Of: of, Meaning: meaning}
}

func headParameters() []Parameter {
	return append(append([]Parameter{
		must("schema", "1", SchemaVersion, SchemaVersion, SchemaVersion, SchemaVersion, "version of the scenario format", "this version reads 1"),
		ident("name", "name of the scenario"),
	}, names("title", "title of the scenario")...), []Parameter{
		date("time.start", "day of the start state: the last day of a month, or any day for weekly steps"),
		date("time.end", "last day of the horizon, a whole number of steps after the start"),
		enum("time.step", "month", "length of a step", Steps()...),
		num("climate.warming_k", "K", 0.8, 0, 2.5, -5, 10,
			"warming of the dry-bulb against the typical year; the wet-bulb takes 0.75 of it",
			"typical years are of 1971-2003; +0.8 K for today is an assumption"),
		num("rack.design_kw", "kW", 2.5, 2.5, 2.5, 0.5, 100,
			"design IT power of a standard rack", "definition in the Chinese statistics"),
		ident("hub.*.id", "id of a hub"),
	}...)
}

func delayParameters() []Parameter {
	c := network.Published()
	const budgets = "vendors' optical transport latency budgets"
	const guess = "assumption: engineering judgement"
	rows := []Parameter{
		num("delay.ms_per_fibre_km", "ms/km", c.MsPerFibreKm, .00489, .0049, .0033, .01,
			"propagation in fibre", "ITU-T G.652, group index 1.468"),
		num("delay.fibre_per_route", "1", c.FibrePerRoute, 1, 1.21, 1, 2,
			"fibre length / route length; its range also stands for the +-10 % of the route lengths", guess),
		num("delay.terminal_ms", "ms", c.TerminalMs, .02, .2, 0, 5,
			"each of the two optical terminals of a path", budgets),
		num("delay.regenerator_ms", "ms", c.RegeneratorMs, .02, .2, 0, 5, "each regenerator", budgets),
		num("delay.regenerator_km", "km", c.RegeneratorKm, 600, 1500, 50, 20000,
			"fibre between regenerators", budgets),
		num("delay.end_ms", "ms", c.EndMs, .1, .5, 0, 10, "access and switching at each end", guess),
		num("delay.direct_detour", "1", c.DirectDetour, 0, .3, 0, 2,
			"direct IP: extra fibre of a routed path, share of the fibre", guess),
		num("delay.hop_ms", "ms", c.HopMs, .01, .1, 0, 5, "direct IP: each router hop", guess),
		num("delay.hops_fixed", "1", c.HopsFixed, 2, 6, 0, 50, "direct IP: hops of any path", guess),
		num("delay.hop_km", "km", c.HopKm, 300, 800, 10, 20000, "direct IP: route per further hop", guess),
		num("delay.public_factor", "1", c.PublicFactor, 1.29, 1.68, 1, 5,
			"public IP delay / optical delay", "fit to measured public paths, range 1.29-1.68"),
		num("delay.hub_factor", "1", c.HubFactor, 1.2, 1.5, 1, 5,
			"hub-routed: fibre length / great circle over the backbone before 2017", guess),
		num("delay.hub_fixed_ms", "ms", c.HubFixedMs, .5, 1.5, 0, 20, "hub-routed: equipment of the path", guess),
		num("delay.inside_ms", "ms", c.InsideMs, .3, .7, 0, 5, "one-way delay inside a cluster", guess),
		num("delay.line_rate_gbps", "Gbit/s", c.LineRateGbps, 100, 400, 1, 10000, "line rate of one interface of a gateway", "100G, 200G and 400G are in use"),
		num("delay.queue_ms", "ms", c.QueueMs, .08, .32, 0, 10, "queueing at half load of a 100 Gbit/s line", "fit to backbone measurements, within a factor of two"),
		num("delay.queue_max_ms", "ms", c.QueueMaxMs, 10, 50, 0, 1000, "mean queueing at most, and at overload", guess),
		num("delay.tail_shape", "1", c.TailShape, .58, .82, .2, 5, "Weibull shape of the queueing delay", "Sprint backbone measurements, .58-.82"),
	}
	return append(rows, names("hub.*.name", "name of the hub")...)
}

func dispatchParameters() []Parameter {
	const guess = "assumption"
	return forOrigins(
		enum("dispatch.policy", "mix", "who decides where free demand goes: a scheduler at least cost, a market by logit shares of cost, the nearest racks first, or a mix of scheduler and market", DispatchPolicies()...),
		enum("dispatch.market", "logit", "mix: how demand outside the platform finds its racks", "logit", "local-first"),
		num("dispatch.platform_share", "1", .05, 0, .3, 0, 1, "mix: share of the free demand under a unified scheduling platform at the start", guess),
		num("dispatch.platform_max", "1", 1, .3, 1, 0, 1, "mix: share that the platform comes to in the long run", guess),
		num("dispatch.platform_growth_per_year", "1/year", .5, 0, 1.5, 0, 10, "mix: logistic growth rate of the platform's share", guess),
		num("dispatch.logit_scale_cny", "CNY/(rack month)", 300, 100, 1000, 1, 1e6, "cost difference that changes the odds of two clusters by a factor of e", guess),
		num("dispatch.size_exponent", "1", 1, .5, 1, 0, 2, "logit: a cluster's weight grows with its free racks to this power; 0 counts it once however large", "1 where every rack is an offer of its own (McFadden 1978); less is an assumption"),
		num("dispatch.network_cny_per_gbps_km", "CNY/(Gbit/s km month)", 2, .5, 10, 0, 1e4, "price of capacity on a route", "assumption: 20,000 to 300,000 CNY a month for 100 Gbit/s over 1,000 km"),
		num("dispatch.peak_factor", "1", 1.75, 1.5, 2, 1, 10, "traffic in the peak hour / mean traffic", "1.5 to 2 on backbones"),
	)
}

func originParameters() []Parameter {
	return append(append([]Parameter{ident("origin.*.id", "id of a region in which demand arises")},
		names("origin.*.name", "name of the region")...),
		ref("origin.*.place", "its node in the network", "place"),
		Parameter{Path: "origin.*.home", Kind: RefList, Required: true, Of: []string{"cluster"}, Meaning: "clusters that are at home in the region, where unwilling demand stays"},
		must("origin.*.share", "1", 0, 1, 0, 1, "share of the racks occupied everywhere at the start that it uses; the origins make 1", own),
		num("origin.*.backlog_racks", "rack", 0, 0, 1e6, 0, 1e8, "its demand at the start that is served nowhere", "assumption"),
		num("origin.*.growth_per_year", "1/year", 0, -.1, .1, -.9, 10, "growth of its demand beyond that of the classes", "assumption"),
		ident("origin.*.mix.*.id", "class whose share differs here"),
		must("origin.*.mix.*.share", "1", 0, 1, 0, 1, "share of the class in this origin's demand; all classes make 1", own),
	)
}

func classParameters() []Parameter {
	rows := append([]Parameter{ident("class.*.id", "id of a workload class")}, names("class.*.name", "name of the class")...)
	rows = append(rows,
		must("class.*.share", "1", 0, 1, 0, 1, "share of the demand at the start; the classes make 1", own),
		num("class.*.growth_per_year", "1/year", .25, .10, .80, -.9, 10, "compound growth of its demand", "national racks grew 20-31 % a year to 2022"),
		num("class.*.season_amplitude", "1", 0, 0, .3, 0, .95, "swing of its demand over the year, up and down", "assumption"),
		num("class.*.season_peak_month", "month of the year", 12, 1, 12, 1, 12, "month in which it is highest", "assumption"),
		must("class.*.budget_ms", "ms", 1, 200, .001, 10000, "one-way delay that it tolerates between its origin and its racks", own),
		num("class.*.percentile", "1", .99, 0, .999, 0, .9999, "share of packets within the budget; 0 takes the mean", "assumption"),
		enum("class.*.service", "direct", "service class of its network", services()...),
		num("class.*.gbps_per_rack", "Gbit/s", .1, .01, 1, 0, 1000, "mean traffic of an occupied rack through the gateway", "assumption"),
		num("class.*.movable_share", "1", .5, 0, 1, 0, 1, "share that could be placed away from home at all", "assumption"),
		num("class.*.adopted_share", "1", .2, .02, .6, 0, 1, "share of the movable that is willing at the start", "assumption"),
		num("class.*.adoption_per_year", "1/year", .4, 0, 1.5, 0, 20, "logistic rate at which the rest becomes willing", "assumption"),
		num("class.*.contract_months", "month", 36, 6, 60, 0, 1200, "time constant with which contracts end and demand may move; 0 leaves all free at every step", "assumption"),
		ident("shock.*.id", "id of a shock of demand"),
	)
	return append(append(rows, names("shock.*.name", "name of the shock")...),
		scoped("shock.*.origin", "origin that it hits, or all", "origin", "all"),
		scoped("shock.*.class", "class that it hits, or all", "class", "all"),
		date("shock.*.begins", "first day of it"),
		must("shock.*.lasts_months", "month", 1, 1200, 0, 1200, "how long it lasts; 1200 for good", own),
		must("shock.*.factor", "1", .3, 3, 0, 100, "its demand is multiplied by this", own),
	)
}

func clusterParameters() []Parameter {
	return append(append(append([]Parameter{
		ident("cluster.*.id", "id of a cluster"),
	}, names("cluster.*.name", "name of the cluster")...), []Parameter{
		ref("cluster.*.hub", "hub it belongs to", "hub"),
		ref("cluster.*.place", "its node in the network", "place"),
		ref("cluster.*.station", "climate station that stands for it", "station"),
		must("cluster.*.racks", "rack", 0, 3e6, 0, 1e8, "standard racks in service at the start", own),
		must("cluster.*.utilisation", "1", .2, .8, 0, 1, "racks occupied / racks in service at the start", own),
		num("cluster.*.load_factor", "1", .53, .45, .70, .01, 1,
			"mean IT power of an occupied rack / its design power", "1.2-1.4 kW of 2.5 kW per rack in China, 49-57 %"),
		num("cluster.*.pue_offset", "1", .03, -.05, .11, -.2, 1,
			"as-operated addition to the physical PUE", "Chinese sites run +0.03 (sd .04) above the physics"),
		num("cluster.*.retirement_per_year", "1/year", 0, 0, .07, 0, 1,
			"share of the racks in service taken out per year", "asset life 15-20 years, buildings younger than that: assumption"),
		num("cluster.*.electricity_cny_per_kwh", "CNY/kWh", .5, .25, .9, 0, 100,
			"price of electricity", ".26-.42 in the western hubs, .55-.75 in the east and south; seeds/costs.csv"),
		ident("cluster.*.egress.*.id", "id of a step of the gateway's capacity"),
		date("cluster.*.egress.*.date", "first day on which it is there"),
		must("cluster.*.egress.*.gbps", "Gbit/s", 0, 1e5, 0, 1e7, "capacity of the gateway from that day on, in all; 0 cuts the cluster off; without any entry there is no queueing", own),
	}...), forOrigins(
		num("cluster.*.rent_cny", "CNY/(rack month)", 1000, 400, 4000, 0, 1e6,
			"rent of a rack without electricity and network", "assumption: 75,000 CNY of facility per rack in ten years at 8 %"),
		num("cluster.*.preference_cny", "CNY/(rack month)", 0, -1000, 1000, -1e6, 1e6,
			"what makes it liked (negative) or disliked beside its prices", "assumption"),
		num("cluster.*.background_gbps", "Gbit/s", 0, 0, 20000, 0, 1e6,
			"mean traffic through its gateway that is not its tenants'", "assumption"),
	)...)
}

func demandParameters() []Parameter {
	return []Parameter{
		unlessOrigins(num("cluster.*.demand.backlog_racks", "rack", 0, 0, 1e5, 0, 1e8,
			"without origins: demand at the start beyond the racks occupied", "assumption")),
		unlessOrigins(num("cluster.*.demand.growth_per_year", "1/year", .31, .15, .80, -.9, 10,
			"without origins: compound growth of the demand for occupied racks", "national racks grew 20-31 % a year to 2022; a western hub's share is an assumption")),
		num("cluster.*.demand.ramp_months", "month", 9, 3, 18, 0, 240,
			"time constant with which tenants move into free racks, and out", "assumption"),
		num("cluster.*.demand.max_utilisation", "1", .95, .85, 1, .01, 1,
			"share of the racks that can be occupied at best", "assumption"),
	}
}

func buildParameters() []Parameter {
	rows := []Parameter{
		enum("cluster.*.build.policy", "none", "what orders racks: nothing beside the named projects, a fixed rate, the gap to a goal, a planned path, or expected utilisation", Policies()...),
		num("cluster.*.build.lead_time_months", "month", 18, 4, 36, 0, 240,
			"start of a programme's racks to service", "phases of 12-24 months, prefabricated 4; seeds/leadtimes.csv"),
		num("cluster.*.build.approval_share", "1", .25, .1, .5, 0, 1, "share of the lead time for design and approval", "assumption"),
		num("cluster.*.build.fitout_share", "1", .33, .2, .5, 0, 1, "share of the lead time for fit-out and energising", "6 of 18 months seen at Deyang"),
		num("cluster.*.build.completion", "1", 1, .5, 1, 0, 1,
			"share of the programme's racks that survives approval", "assumption"),
		num("cluster.*.build.rate_racks_per_month", "rack/month", 0, 0, 2e4, 0, 1e7, "fixed-rate: racks ordered per month", own),
		num("cluster.*.build.goal_racks", "rack", 0, 0, 1e6, 0, 1e8,
			"target-seeking: orders what racks in service and in the pipeline still lack of this", own),
		num("cluster.*.build.realisation", "1", 1, .14, 1, 0, 2, "planned-path: share of the plan that is really ordered", "all of it; plans of the hubs realised 14-62 % of their figure by 2025, which no forecast from 2022 may use"),
		num("cluster.*.build.slip_months", "month", 0, 0, 12, 0, 240, "planned-path: delay of each order against the plan", "no slip; Shaoguan slipped 9 months from ceremony to start, 2022-2023"),
		num("cluster.*.build.order_above", "1", .7, .5, .9, .01, 1, "demand-led: expected utilisation above which racks are ordered, and to which they are ordered", "assumption"),
		num("cluster.*.build.trend_months", "month", 12, 3, 24, 0, 240, "demand-led: span whose growth is carried forward over the lead time; 0 expects no growth", "assumption"),
		num("cluster.*.build.pipeline_weight", "1", 1, 0, 1, 0, 1, "demand-led: share of the racks under way that whoever orders takes into account", "assumption; people who order ahead were seen to use about a third (Sterman 1989)"),
		ident("cluster.*.build.plan.*.id", "id of a milestone"),
		date("cluster.*.build.plan.*.date", "date of the milestone"),
		must("cluster.*.build.plan.*.racks", "rack", 0, 1e6, 0, 1e8, "racks in service that the plan has by then", own),
		num("cluster.*.build.construction_racks_per_month", "rack/month", 1e7, 500, 1e7, 0, 1e7,
			"limit: racks that can be started per month; the default is no limit", "assumption"),
		num("cluster.*.build.capital_cny_per_year", "CNY/year", 1e15, 1e8, 1e15, 0, 1e15,
			"limit: facility capital per year, unspent money carried over; the default is no limit", "assumption"),
		num("cluster.*.build.capex_cny_per_rack", "CNY/rack", 75000, 49000, 100000, 1000, 1e7,
			"facility capital per standard rack, without IT equipment", "49-100 thousand CNY, median 75 (2022-2026); seeds/costs.csv"),
		num("cluster.*.build.grid_peak_factor", "1", .85, .6, 1.4, .1, 3,
			"grid power to be reserved per design IT power", "assumption: design PUE 1.25 x coincidence .68"),
		ident("cluster.*.build.grid.*.id", "id of a grid connection step"),
		date("cluster.*.build.grid.*.date", "first day on which it is there"),
		must("cluster.*.build.grid.*.mw", "MW", 1, 1e4, 0, 1e6, "limit: power that the grid connects from that day on, in all; without any entry there is no limit", own),
	}
	return rows
}

func fleetParameters() []Parameter {
	return append([]Parameter{
		ident("cluster.*.fleet.*.id", "id of a fleet"),
		enum("cluster.*.fleet.*.technology", "", "cooling technology", technologies()...),
		enum("cluster.*.fleet.*.class", "", "build class", classes()...),
		num("cluster.*.fleet.*.existing_share", "1", 0, 0, 1, 0, 1, "share of the racks at the start; the fleets of a cluster make 1", own),
		num("cluster.*.fleet.*.build_share", "1", 0, 0, 1, 0, 1, "share of the programme's racks; the fleets of a cluster make 1", own),
		ident("cluster.*.project.*.id", "id of a named project"),
	}, append(names("cluster.*.project.*.name", "name of the project"),
		ref("cluster.*.project.*.fleet", "fleet that its racks join", "fleet"),
		date("cluster.*.project.*.start", "day of its start; before the scenario's start for a running one"),
		must("cluster.*.project.*.racks", "rack", 0, 1e6, 0, 1e8, "its standard racks", own),
		num("cluster.*.project.*.lead_time_months", "month", 18, 4, 36, 0, 240, "its start to service", "see the programme's lead time"),
		num("cluster.*.project.*.completion", "1", 1, .1, 1, 0, 1, "share of its racks that survives approval: in the central run, its completion probability", "assumption"),
	)...)
}

func tierParameters() []Parameter {
	return append(append([]Parameter{ident("tier.*.id", "id of a delay tier")},
		names("tier.*.name", "name of the tier")...),
		ref("tier.*.from", "place where its paths begin", "place"),
		Parameter{Path: "tier.*.to", Kind: RefList, Required: true, Of: []string{"place"}, Meaning: "places where they end; the slowest pair counts"},
		enum("tier.*.service", "direct", "service class that is judged", services()...),
	)
}

func targetParameters() []Parameter {
	return append(append([]Parameter{ident("target.*.id", "id of a target")},
		names("target.*.name", "name of the target; by default its quantity's")...),
		Parameter{Path: "target.*.quantity", Kind: Name, Required: true, Meaning: "what is judged"},
		ref("target.*.scope", "hub, cluster, tier, origin or class that is judged, or all", "hub", "cluster", "tier", "origin", "class", "all"),
		optional("target.*.at_least", "the unit of the quantity", -1e15, 1e15, -1e15, 1e15, "met from this value up", own),
		optional("target.*.at_most", "the unit of the quantity", -1e15, 1e15, -1e15, 1e15, "met up to this value", own),
		date("target.*.by", "deadline: the state on that day counts"),
		enum("target.*.strength", "hard", "how binding the document words it", "hard", "strive", "about"),
		text("target.*.source.document", "policy document"),
		text("target.*.source.clause", "clause"),
	)
}

// Steps are the lengths of a step.
func Steps() []string { return []string{"week", "month", "quarter", "year"} }

// Policies are the ways in which a building programme orders racks.
func Policies() []string {
	return []string{"none", "fixed-rate", "target-seeking", "planned-path", "demand-led"}
}

// DispatchPolicies are the ways in which free demand finds its clusters.
func DispatchPolicies() []string { return []string{"least-cost", "logit", "local-first", "mix"} }

func technologies() []string { return texts(pue.Technologies()) }
func classes() []string      { return texts(pue.Classes()) }
func services() []string     { return texts(network.Services()) }

func texts[T interface{ String() string }](list []T) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.String()
	}
	return out
}

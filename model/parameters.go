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
		headParameters(), delayParameters(), clusterParameters(), demandParameters(),
		buildParameters(), fleetParameters(), tierParameters(), targetParameters(),
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

func ident(path, meaning string) Parameter {
	return Parameter{Path: path, Kind: Ident, Required: true, Meaning: meaning}
}

func text(path, meaning string) Parameter {
	return Parameter{Path: path, Kind: String, Default: "", Meaning: meaning}
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
	}
	return append(rows, names("hub.*.name", "name of the hub")...)
}

func clusterParameters() []Parameter {
	return append(append([]Parameter{
		ident("cluster.*.id", "id of a cluster"),
	}, names("cluster.*.name", "name of the cluster")...), []Parameter{
		ref("cluster.*.hub", "hub it belongs to", "hub"),
		ref("cluster.*.place", "its node in the network", "place"),
		ref("cluster.*.station", "climate station that stands for it", "station"),
		must("cluster.*.racks", "rack", 0, 1e6, 0, 1e8, "standard racks in service at the start", own),
		must("cluster.*.utilisation", "1", .2, .8, 0, 1, "racks occupied / racks in service at the start", own),
		num("cluster.*.load_factor", "1", .53, .45, .70, .01, 1,
			"mean IT power of an occupied rack / its design power", "1.2-1.4 kW of 2.5 kW per rack in China, 49-57 %"),
		num("cluster.*.pue_offset", "1", .03, -.05, .11, -.2, 1,
			"as-operated addition to the physical PUE", "Chinese sites run +0.03 (sd .04) above the physics"),
		num("cluster.*.retirement_per_year", "1/year", 0, 0, .07, 0, 1,
			"share of the racks in service taken out per year", "asset life 15-20 years, buildings younger than that: assumption"),
	}...)
}

func demandParameters() []Parameter {
	return []Parameter{
		num("cluster.*.demand.backlog_racks", "rack", 0, 0, 1e5, 0, 1e8,
			"demand at the start beyond the racks occupied", "assumption"),
		num("cluster.*.demand.growth_per_year", "1/year", .31, .15, .80, -.9, 10,
			"compound growth of the demand for occupied racks", "national racks grew 20-31 % a year to 2022; a western hub's share is an assumption"),
		num("cluster.*.demand.ramp_months", "month", 9, 3, 18, 0, 240,
			"time constant with which tenants move into free racks, and out", "assumption"),
		num("cluster.*.demand.max_utilisation", "1", .95, .85, 1, .01, 1,
			"share of the racks that can be occupied at best", "assumption"),
	}
}

func buildParameters() []Parameter {
	rows := []Parameter{
		enum("cluster.*.build.policy", "none", "what orders racks: nothing beside the named projects, a fixed rate, the gap to a goal, or a planned path", Policies()...),
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
		ref("target.*.scope", "hub, cluster or tier that is judged, or all", "hub", "cluster", "tier", "all"),
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
	return []string{"none", "fixed-rate", "target-seeking", "planned-path"}
}

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

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
		headParameters(), computeParameters(), delayParameters(), networkParameters(), dispatchParameters(), clusterParameters(), demandParameters(),
		buildParameters(), fleetParameters(), projectParameters(), renewalParameters(), originParameters(), classParameters(), processParameters(), tierParameters(), targetParameters(),
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
			"warming of the dry-bulb against the typical year",
			"typical years are of 1971-2003; +0.8 K for today is an assumption"),
		num("climate.wet_bulb_share", "1", 0.75, 0.6, 0.9, 0, 1.5,
			"share of that warming that the wet-bulb takes",
			"assumption: humidity rises with warming, relative humidity about constant"),
		ident("weather.*.id", "id of the weather of a place of its own, which a cluster names as its station"),
		text("weather.*.name.en", "name of the place, in English"),
		text("weather.*.name.zh", "name of the place, in Chinese"),
		text("weather.*.file", "file of hourly weather, EPW or CSV, relative to the scenario's; or else station"),
		text("weather.*.sha256", "what the SHA-256 of the weather has to be; written into effective scenarios"),
		enum("weather.*.use", "monthly", "how hours are used: reduced to monthly statistics, or hour by hour", "monthly", "hourly"),
		maybe(ref("weather.*.station", "climate station nearby that stands for the place; or else file", "station")),
		optional("weather.*.elevation_m", "m", -150, 5000, -500, 6000, "elevation of the place; needed with station, and with a file that tells neither pressure nor elevation", own),
		num("weather.*.warming_k", "K", 0, 0, 2.5, -5, 10, "warming of the dry-bulb of a file's hours, the wet-bulb as in climate; climate.warming_k is for the typical years of stations", "assumption: hours of a recent year need none"),
		num("weather.*.lapse_k_per_km", "K/km", 6.5, 4, 9, 0, 12, "dry-bulb lost per km from the station's elevation up to the place's", "ICAO standard atmosphere; 4 to 9 by season and valley: assumption"),
		num("rack.design_kw", "kW", 2.5, 2.5, 2.5, 0.5, 100,
			"design IT power of a standard rack", "definition in the Chinese statistics"),
		enum("energy.accounting", "together", "ledger of energy: all in one, or that of new halls apart, which then does not count in the regional assessment", "together", "apart"),
		num("energy.apart_from_year", "year", 2023, 2020, 2030, 1990, 2200, "apart: halls built from this year on are new", "assumption; the Shenzhen document says new data centres without a year"),
		ident("hub.*.id", "id of a hub"),
		optional("hub.*.population", "person", 1e6, 3e8, 1, 1e10, "people of its province, for compute per head", own),
	}...)
}

// maybe is a reference that may be missing.
func maybe(p Parameter) Parameter {
	p.Required = false
	return p
}

// computeParameters are the compute of racks. The defaults come from one device each; see
// section 7 of README.md.
func computeParameters() []Parameter {
	rows := []Parameter{
		optional("compute.population", "person", 1e6, 2e9, 1, 1e11, "people of all hubs together, for compute per head", own),
	}
	for _, kind := range []struct {
		id, what, source32, source16 string
		fp32, low32, high32          float64
		fp16, low16, high16          float64
		growth                       float64
	}{
		{"general", "general-purpose servers",
			"assumption: 140 EFLOPS over 5.2 million racks, 55 % occupied, were 49 at the end of 2021, AI racks included", "assumption: twice that of FP32 where a processor has it at all, else that of FP32",
			40, 20, 60, 40, 0, 120, .05},
		{"intelligent", "servers with AI accelerators",
			"assumption: eight accelerators of 19.5 TFLOPS in 6.5 kW, in a rack of 2.5 kW", "assumption: eight accelerators of 312 TFLOPS (dense) in 6.5 kW, in a rack of 2.5 kW",
			60, 25, 200, 960, 300, 3000, .2},
		{"supercomputing", "supercomputers",
			"assumption: 61 PFLOPS at double precision in 18.5 MW make 8, newer machines some ten times that; at single precision twice as much", "assumption: as at single precision",
			60, 10, 300, 60, 0, 1200, .1},
	} {
		rows = append(rows,
			num("compute."+kind.id+".fp32_tflops", "TFLOPS/rack", kind.fp32, kind.low32, kind.high32, 0, 1e6, "peak at single precision (FP32) of an occupied standard rack of "+kind.what+" at the start", kind.source32),
			num("compute."+kind.id+".fp16_tflops", "TFLOPS/rack", kind.fp16, kind.low16, kind.high16, 0, 1e6, "the same at half precision (FP16), dense; never added to FP32", kind.source16),
			num("compute."+kind.id+".growth_per_year", "1/year", kind.growth, 0, .5, -.5, 5, "growth of both as servers are renewed", "assumption"),
		)
	}
	return rows
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
		enum("delay.theory", "great-circle", "what a delay is compared with as the theoretical one: light in fibre on the great circle, or on the shortest route", "great-circle", "route"),
		num("delay.cuts_per_1000_km_year", "1/(1000 km year)", 1, .3, 4, 0, 1000, "cuts of a link, by its route", "about 1 a year on 1,000 km of buried cable; its range is an assumption"),
		num("delay.repair_hours", "h", 12, 4, 48, .01, 8766, "mean time until a cut link is mended", "12 hours are usual; its range is an assumption"),
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

func tierParameters() []Parameter {
	return append(append([]Parameter{ident("tier.*.id", "id of a delay tier")},
		names("tier.*.name", "name of the tier")...),
		maybe(ref("tier.*.from", "place where its paths begin; without it, every two of its places make a pair", "place")),
		Parameter{Path: "tier.*.to", Kind: RefList, Required: true, Of: []string{"place"}, Meaning: "places where they end; the slowest pair counts"},
		enum("tier.*.service", "direct", "service class that is judged", services()...),
	)
}

func targetParameters() []Parameter {
	return append(append([]Parameter{ident("target.*.id", "id of a target")},
		names("target.*.name", "name of the target; by default its quantity's")...),
		Parameter{Path: "target.*.quantity", Kind: Name, Required: true, Meaning: "what is judged"},
		ref("target.*.scope", "hub, cluster, fleet (CLUSTER/FLEET), tier, pair of a tier (FROM->TO), link, origin or class that is judged, or all", "hub", "cluster", "fleet", "tier", "pair", "link", "origin", "class", "all"),
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

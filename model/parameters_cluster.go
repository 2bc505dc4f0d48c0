package model

func clusterParameters() []Parameter {
	rows := append(append(append([]Parameter{
		ident("cluster.*.id", "id of a cluster"),
	}, names("cluster.*.name", "name of the cluster")...), []Parameter{
		ref("cluster.*.hub", "hub it belongs to", "hub"),
		ref("cluster.*.place", "its node in the network", "place"),
		ref("cluster.*.station", "climate station that stands for it, or weather of its own", "station", "weather"),
		must("cluster.*.racks", "rack", 0, 3e6, 0, 1e8, "standard racks in service at the start", own),
		must("cluster.*.utilisation", "1", .2, .8, 0, 1, "racks occupied / racks in service at the start", own),
		num("cluster.*.load_factor", "1", .53, .45, .70, .01, 1,
			"mean IT power of an occupied rack / its design power", "1.2-1.4 kW of 2.5 kW per rack in China, 49-57 %"),
		num("cluster.*.peak_factor", "1", 1.1, 1, 1.4, 1, 10,
			"IT power of the peak hour / mean IT power; no rack draws more than its design", "assumption: servers idle at half their power, so load swings little"),
		num("cluster.*.pue_offset", "1", .03, -.05, .11, -.2, 1,
			"as-operated addition to the physical PUE", "assumption: published Chinese sites run .01 to .03 above the physics, standard deviation .04; hubcap pue --validate"),
		num("cluster.*.retirement_per_year", "1/year", 0, 0, .07, 0, 1,
			"share of the racks in service taken out per year", "asset life 15-20 years, buildings younger than that: assumption"),
		num("cluster.*.electricity_cny_per_kwh", "CNY/kWh", .5, .25, .9, 0, 100,
			"price of electricity", ".26-.42 in the western hubs, .55-.75 in the east and south; seeds/costs.csv"),
		num("cluster.*.grid_factor_kg_per_kwh", "kg/kWh", .58, .08, .95, 0, 2,
			"CO2 of a kWh of the grid at the start, the grid's own renewables included", "national factor for enterprises, March 2022, rounded; provinces .10 to .90; seeds/grid_factors.csv"),
		num("cluster.*.grid_factor_decline_per_year", "1/year", .02, 0, .06, -.2, .5,
			"share by which it falls each year", "assumption"),
		num("cluster.*.renewable_share", "1", 0, 0, .8, 0, 1,
			"share of the electricity bought as renewable by contract at the start, beyond what the grid holds", "assumption: none is known"),
		num("cluster.*.renewable_rise_per_year", "1/year", 0, 0, .2, -1, 1,
			"what is added to that share each year", "assumption"),
		num("cluster.*.renewable_max", "1", 1, 0, 1, 0, 1,
			"share up to which it rises", "assumption"),
		num("cluster.*.water_cny_per_m3", "CNY/m3", 4, 2, 10, 0, 1000,
			"price of water and its disposal", "assumption"),
		num("cluster.*.maintenance_cny_per_rack_year", "CNY/(rack year)", 3000, 1500, 6000, 0, 1e6,
			"maintenance and staff of a rack in service, occupied or not", "assumption: 2 to 8 % of the facility capital"),
	}...), forOrigins(
		num("cluster.*.rent_cny", "CNY/(rack month)", 1000, 400, 4000, 0, 1e6,
			"rent of a rack without electricity and network", "assumption: 75,000 CNY of facility per rack in ten years at 8 %"),
		num("cluster.*.preference_cny", "CNY/(rack month)", 0, -1000, 1000, -1e6, 1e6,
			"what makes it liked (negative) or disliked beside its prices", "assumption"),
		num("cluster.*.background_gbps", "Gbit/s", 0, 0, 20000, 0, 1e6,
			"mean traffic through its gateway that is not its tenants'", "assumption"),
		enum("cluster.*.gateway", "place", "where its gateway stands: at the border of its place, or of all places of that place's hub", "place", "hub"),
		num("cluster.*.exchange_share", "1", .02, .005, .05, 0, 1,
			"share of the public traffic, tenants' and background, that changes operator at the direct-connect point", "assumption"),
	)...)
	rows = append(rows, capacityParameters("cluster.*.egress", "gateway", "0 cuts the cluster off; without any entry there is no queueing")...)
	return append(rows, capacityParameters("cluster.*.exchange", "direct-connect point", "without any entry there is no queueing")...)
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
		num("cluster.*.build.capex_cny_per_rack", "CNY/rack", 75000, 49000, 110000, 1000, 1e7,
			"facility capital per standard rack, without IT equipment", "49-100 thousand CNY, median 75 (2022-2026), and 352 with IT, less 69 % for it; seeds/costs.csv"),
		num("cluster.*.build.asset_life_years", "year", 17.5, 15, 20, 1, 100,
			"years over which the facility capital is charged", "a data-centre building lives 15 to 20 years; seeds/costs.csv"),
		num("cluster.*.build.discount_per_year", "1/year", .08, .04, .12, 0, 1,
			"interest on it", "assumption"),
		num("cluster.*.build.grid_peak_factor", "1", .85, .6, 1.4, .1, 3,
			"grid power to be reserved per design IT power", "assumption: design PUE 1.25 x coincidence .68"),
		ident("cluster.*.build.grid.*.id", "id of a grid connection step"),
		date("cluster.*.build.grid.*.date", "first day on which it is there"),
		must("cluster.*.build.grid.*.mw", "MW", 1, 1e4, 0, 1e6, "limit: power that the grid connects from that day on, in all; without any entry there is no limit", own),
	}
	return rows
}

func fleetParameters() []Parameter {
	return append(append([]Parameter{
		ident("cluster.*.fleet.*.id", "id of a fleet"),
	}, names("cluster.*.fleet.*.name", "name of the fleet")...),
		enum("cluster.*.fleet.*.technology", "", "cooling technology", technologies()...),
		enum("cluster.*.fleet.*.class", "", "build class, or that of the year in which each rack was built", append(classes(), ByBuildYear)...),
		enum("cluster.*.fleet.*.computing", "general", "kind of computing in its racks", ComputingKinds()...),
		num("cluster.*.fleet.*.existing_share", "1", 0, 0, 1, 0, 1, "share of the racks at the start; the fleets of a cluster make 1", own),
		optional("cluster.*.fleet.*.built_from", "year", 2000, 2022, 1990, 2200, "first year in which its racks at the start were built", own),
		optional("cluster.*.fleet.*.built_to", "year", 2000, 2022, 1990, 2200, "last such year; as many in each year of the span", own),
		num("cluster.*.fleet.*.build_share", "1", 0, 0, 1, 0, 1, "share of the programme's racks, at the start; the fleets of a cluster make 1", own),
		num("cluster.*.fleet.*.build_growth_per_year", "1/year", 0, 0, 1, -5, 5, "rate at which its odds among the programme's racks grow (Fisher-Pry)", "assumption"),
		num("cluster.*.fleet.*.fill", "1", 1, .3, 3, .01, 100, "how full it is against the other fleets of the cluster, as long as none is full", "assumption: all alike"),
		optional("cluster.*.fleet.*.load_factor", "1", .3, .9, .01, 1, "mean IT power of its occupied racks / their design power; else the cluster's", own),
		optional("cluster.*.fleet.*.pue_offset", "1", -.05, .11, -.2, 1, "as-operated addition to its physical PUE; else the cluster's", own),
	)
}

func projectParameters() []Parameter {
	return append(append([]Parameter{ident("cluster.*.project.*.id", "id of a named project")},
		names("cluster.*.project.*.name", "name of the project")...),
		ref("cluster.*.project.*.fleet", "fleet that its racks join", "fleet"),
		date("cluster.*.project.*.start", "day of its start; before the scenario's start for a running one"),
		must("cluster.*.project.*.racks", "rack", 0, 1e6, 0, 1e8, "its standard racks", own),
		num("cluster.*.project.*.lead_time_months", "month", 18, 4, 36, 0, 240, "its start to service", "see the programme's lead time"),
		num("cluster.*.project.*.completion", "1", 1, .1, 1, 0, 1, "share of its racks that survives approval: in the central run, its completion probability", "assumption"),
	)
}

func renewalParameters() []Parameter {
	return append(append([]Parameter{ident("cluster.*.renewal.*.id", "id of a retrofit or consolidation of old halls")},
		names("cluster.*.renewal.*.name", "name of the renewal")...),
		ref("cluster.*.renewal.*.fleet", "fleet whose racks are taken out of service, the oldest first", "fleet"),
		maybe(ref("cluster.*.renewal.*.into", "fleet that they come back to; needed unless none does", "fleet")),
		date("cluster.*.renewal.*.begins", "first day of it"),
		must("cluster.*.renewal.*.lasts_months", "month", 1, 120, 0, 1200, "span over which the racks are taken out, evenly", own),
		must("cluster.*.renewal.*.racks", "rack", 0, 1e6, 0, 1e8, "racks taken out in all, as far as the fleet has them", own),
		num("cluster.*.renewal.*.kept_share", "1", 1, 0, 1, 0, 1, "racks that come back per rack taken out: 1 for a retrofit, less for a consolidation", "assumption"),
		num("cluster.*.renewal.*.outage_months", "month", 9, 3, 18, 0, 240, "from out of service to back in service", "assumption: half the lead time of a new hall"),
		num("cluster.*.renewal.*.capex_cny_per_rack", "CNY/rack", 30000, 10000, 100000, 0, 1e7, "capital per rack taken out", "assumption: cooling and power are some 40 % of a new rack's capital; a consolidation into new halls costs up to all of it"),
	)
}

// ByBuildYear is the class of a fleet whose racks have that of the year they were built in.
const ByBuildYear = "by-build-year"

// ComputingKinds are the kinds of computing that the documents tell apart.
func ComputingKinds() []string { return []string{"general", "intelligent", "supercomputing"} }

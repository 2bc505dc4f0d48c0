package model

// processParameters are what chance does over time in the members of an ensemble, and how
// uncertain numbers are tied. A run of one member knows nothing of it.
func processParameters() []Parameter {
	return []Parameter{
		num("process.demand_spread", "1", .05, 0, .15, 0, 2, "standard deviation of the logarithm of demand about its trend in the long run, of an origin, or of a cluster without origins; 0 for none", "assumption: growth was 20 to 31 % in a year"),
		num("process.demand_memory_months", "month", 12, 3, 36, .1, 1200, "time after which 1/e of such a deviation is left", "assumption"),
		num("process.demand_common_share", "1", .5, 0, 1, 0, 1, "share of the variance of these deviations that all have in common", "assumption"),
		num("process.weather_spread_k", "K", .5, .3, .8, 0, 5, "standard deviation of the mean dry-bulb of a calendar year about today's climate; the wet-bulb takes its share as of the warming", "assumption: annual means of a place scatter by about half a kelvin"),
		num("process.weather_common_share", "1", .5, 0, 1, 0, 1, "share of the variance of these years that all clusters have in common", "assumption"),
		num("process.site_spread", "1", .04, 0, .08, 0, .5, "standard deviation of the as-operated PUE offset from site to site", "sites measured in China scatter about the physics by .04"),
		num("process.project_racks", "rack", 10_000, 3_000, 30_000, 0, 1e6, "racks of one project of a programme and of one site: each slips or fails as a whole; 0 for projects so small that only their mean counts", "assumption: more than 7,000 racks in one phase of a park in Gui'an"),
		num("process.slip_spread", "1", .25, .1, .5, 0, 2, "standard deviation of the logarithm of the lead time of single projects about the lead time given; 0 for none", "assumption: 14 to 30 months from approval letter to first operation in four provinces"),
		enum("process.link_cuts", "drawn", "whether links are cut and mended at random, at the rate and in the time that delay gives", "drawn", "none"),
		ident("group.*.id", "id of a group of numbers that are drawn together; a distribution names it as its group"),
		enum("group.*.draw", "copula", "how: with rank correlations, or all at the same quantile", GroupDraws()...),
		num("group.*.rank_correlation", "1", .5, -1, 1, -1, 1, "copula: Spearman's rank correlation of every two of its numbers", "assumption"),
		ident("group.*.pair.*.id", "id of two numbers of the group with a correlation of their own"),
		text("group.*.pair.*.a", "path of the one number"),
		text("group.*.pair.*.b", "path of the other"),
		must("group.*.pair.*.rank_correlation", "1", -1, 1, -1, 1, "their rank correlation", own),
	}
}

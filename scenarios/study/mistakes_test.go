package study

import (
	"strings"
	"testing"
)

// axisOf writes an axis.
func axisOf(id, path, rest string) string {
	return "[[axis]]\nid = \"" + id + "\"\npath = \"" + path + "\"\n" + rest + "\n"
}

const lead = "cluster.c.build.lead_time_months"

// keepOf writes a quantity to keep.
func keepOf(quantity, scope, rest string) string {
	return "[[keep]]\nid = \"k\"\nquantity = \"" + quantity + "\"\nscope = \"" + scope + "\"\n" + rest + "\n"
}

// mistake is what follows head, and all that is said of it. Lines are counted from head.
type mistake struct{ text, want string }

func check(t *testing.T, list []mistake) {
	t.Helper()
	for _, m := range list {
		got := strings.ReplaceAll(said(t, head+m.text), "study.toml:", "")
		if got != m.want {
			t.Errorf("%s\n got %s\nwant %s", m.text, got, m.want)
		}
	}
}

func TestMistakesOfTheHead(t *testing.T) {
	check(t, []mistake{
		{"members = 2.5\nseed = -1\nsampling = \"lsh\"\nmost_failed = 20\npart_points = \"9\"\n" + random + leads,
			"4:11: members: is a decimal number, and a whole number is wanted, without a point\n" +
				"5:8: seed: -1 is out of range; allowed is 0 to 9e+18\n" +
				"6:12: sampling: \"lsh\" is unknown; did you mean lhs?\n" +
				"7:15: most_failed: 20 is out of range; allowed is 0 to 1; shares are fractions of 1, so write 0.2\n" +
				"8:15: part_points: is a text, and a whole number is wanted; write 9"},
		{"stedy = 1\n" + random + leads, "4:1: stedy: unknown key; did you mean study?"},
		{random, "1:1: axis: is missing: what differs from point to point; add [[axis]] with id, path and values"},
		{random + strings.Replace(leads, "values", "valeus", 1), "10:1: axis.lead.valeus: unknown key; did you mean values?"},
		{random + strings.Replace(leads, "lead\"", "Lead\"", 1), "8:6: axis.#1.id: \"Lead\" cannot be an id; allowed are lower-case letters, digits and hyphens, at most 64"},
		{random + leads + leads, "11:3: axis.lead: the id is used a second time; the first is at line 7\n" +
			"13:8: axis.#2.path: axis \"lead\" sets cluster.c.build.lead_time_months too; a value has one axis"},
		{"set = [\"cluster.x.racks=1\", \"racks\", 3, \"cluster.c.racks=-1\"]\n" + random + leads,
			"4:8: set[0]: cluster.x: there is no such entry; did you mean c?\n" +
				"4:29: set[1]: write PATH=VALUE, as in cluster.guian.build.lead_time_months=12\n" +
				"4:38: set[2]: is a whole number, and a text in quotes is wanted\n" +
				"4:41: set[3]: cluster.c.racks: -1 is out of range; allowed is 0 to 100000000 rack"},
		{"set = [\"" + lead + "=3\", \"cluster.*.build.lead_time_months=4\"]\n" + random + leads,
			"4:8: set[0]: has no effect: axis \"lead\" sets cluster.c.build.lead_time_months at every point; take one of both out"},
		{random + leads + "[[base]]\nid = \"b\"\n",
			"3:1: scenario: has no effect beside [[base]] entries, which take its place; give it to one of them, or take one of both out\n" +
				"11:3: base.b.scenario: is missing: a shipped name, or a file relative to the study's"},
	})
	for text, want := range map[string]string{
		strings.Replace(head, "small.toml", "smal.toml", 1):         "study.toml:3:12: scenario: there is no file smal.toml",
		strings.Replace(head, "small.toml", "guizhou", 1):           "study.toml:3:12: scenario: \"guizhou\" is neither a shipped scenario nor a file; did you mean guizhou-2024 or guizhou-network?",
		strings.Replace(head, "small.toml", "", 1):                  "study.toml:3:12: scenario: is empty; give a shipped name; known: guangdong-2025, guizhou-2024, guizhou-network, national-2022",
		strings.Replace(head, "scenario = \"small.toml\"\n", "", 1): "study.toml:1:1: scenario: is missing: the scenario that the study starts from, a shipped name or a file relative to this one; or several as [[base]] entries, each with id and scenario",
		strings.Replace(head, "study = 1", "study = 2", 1):          "study.toml:1:9: study: 2 is out of range; allowed is 1",
		strings.Replace(head, "name = \"s\"", "name = \"s", 1):      "study.toml:2:10: basic strings cannot have new lines",
	} {
		if got := said(t, text+random+leads); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
}

func TestMistakesOfDesigns(t *testing.T) {
	design := func(rest string) string { return "[design]\n" + rest + "\n" + leads }
	check(t, []mistake{
		{leads, "1:1: design.kind: is missing: how the points are chosen: grid, random, lhs (Latin hypercube), halton, sobol, morris, saltelli, or points from a file"},
		{design(`kind = "sobel"`), "5:8: design.kind: \"sobel\" is unknown; did you mean sobol?"},
		{design("kind = \"grid\"\npoints = 3"), "6:1: design.points: has no effect with kind \"grid\"; it is of random, lhs, halton and sobol. Take it out"},
		{design("kind = \"lhs\"\nsecond_order = true"), "4:2: design.points: is missing: how many points; of random, lhs, halton and sobol\n" +
			"6:1: design.second_order: has no effect with kind \"lhs\"; it is of saltelli. Take it out"},
		{design("kind = \"lhs\"\npoint = 3"), "6:1: design.point: unknown key; did you mean points?"},
		{design("kind = \"sobol\"\npoints = 0"), "6:10: design.points: 0 is out of range; allowed is 1 to 2147483648"},
		{design("kind = \"saltelli\"\nsecond_order = 1"), "4:2: design.samples: is missing: base samples, with k+2 points each for k axes; of saltelli\n" +
			"6:16: design.second_order: is a whole number, and true or false is wanted, without quotes"},
		{design("kind = \"morris\"\nlevels = 5"), "4:2: design.trajectories: is missing: trajectories, with k+1 points each for k axes; of morris\n" +
			"6:10: design.levels: 5 is odd; the steps of Morris's method lead from each level to another only if their number is even"},
		{"[design]\nkind = \"points\"\n" + axisOf("lead", lead, ""), "4:2: design.file: is missing: CSV with a column for each axis, by its id, and a row for each point, relative to the study's file; of points"},
		{design("kind = \"points\"\nfile = \"p.csv\""), "6:8: design.file: there is no file p.csv; it is named relative to the study\n" +
			"10:10: axis.lead.values: has no effect: design.file gives the numbers of this axis; take it out"},
		{"[design]\nkind = \"points\"\nfile = \"\"\n" + axisOf("policy", "cluster.c.build.policy", ""), "6:8: design.file: is empty; give CSV with a column for each axis, by its id, and a row for each point, relative to the study's file; of points\n" +
			"7:3: axis.policy.values: is missing: the words that the file of points may have in this column"},
		{grid + axisOf("a", "cluster.c.racks", "range = { low = 1, high = 2, steps = 1_000_000 }") + axisOf("b", "cluster.d.racks", "range = { low = 1, high = 2, steps = 1_000_000 }"),
			"4:2: design.kind: this grid has more than 2147483648 points; take fewer values, or a design that fills space with as many points as you say, such as sobol"},
	})
}

func TestMistakesOfAxes(t *testing.T) {
	of := func(rest string) string { return axisOf("a", lead, rest) }
	check(t, []mistake{
		// Values.
		{grid + of(""), "6:3: axis.a: has no values; give values = [...], range = { low = ..., high = ... } or dist = { ... }"},
		{grid + of("values = []"), "9:10: axis.a.values: is empty, and a list is wanted, of numbers, [12, 18], or of words in quotes, [\"none\", \"fixed-rate\"]"},
		{grid + of("values = 3"), "9:10: axis.a.values: is a whole number, and a list is wanted, of numbers, [12, 18], or of words in quotes, [\"none\", \"fixed-rate\"]"},
		{grid + of("values = [1, \"2\", true, 1, nan, 1.0, 300]"), "9:14: axis.a.values[1]: is a text in a list of numbers; a list has numbers only, or words only; write 2\n" +
			"9:19: axis.a.values[2]: is true or false, and a number is wanted, or a word or date in quotes\n" +
			"9:25: axis.a.values[3]: 1 is listed twice\n9:28: axis.a.values[4]: is not finite; give a number\n9:33: axis.a.values[5]: 1 is listed twice\n" +
			"9:38: axis.a.values[6]: 300 is out of range; allowed is 0 to 240 month"},
		{grid + of("values = [\"1\", 2023-12-31]"), "9:11: axis.a.values[0]: is a text, and cluster.c.build.lead_time_months is a number; write it without quotes\n" +
			"9:16: axis.a.values[1]: is a date, and cluster.c.build.lead_time_months is a number; write it without quotes"},
		{grid + of("values = [1]\nrange = { low = 1, high = 2 }\ndist = 3"), "10:9: axis.a.range: stands beside values; an axis has one of values, range and dist\n" +
			"11:8: axis.a.dist: is a whole number, and a distribution is wanted, { dist = \"uniform\", low = 1, high = 2 }, or the word \"scenario\" for that of the scenario"},
		{grid + axisOf("a", "cluster.c.utilisation", "values = [50]"), "9:11: axis.a.values[0]: 50 is out of range; allowed is 0 to 1; shares are fractions of 1, so write 0.5"},
		// Ranges.
		{grid + of("range = { low = 10, high = 2, steps = 2 }"), "9:9: axis.a.range: is empty: low is 10 and high is 2; low has to be the smaller one"},
		{grid + of("range = { low = 0, high = 2, scale = \"log\", steps = 2 }"), "9:17: axis.a.range.low: 0 has no logarithm; start above 0, or write scale = \"linear\""},
		{grid + of("range = { low = 0, high = 2, scale = \"lin\" }"), "9:1: axis.a.range.steps: is missing: how many values of it the grid takes\n" +
			"9:38: axis.a.range.scale: \"lin\" is unknown; did you mean linear?"},
		{grid + of("range = { low = 0, high = 2, steps = 0 }"), "9:38: axis.a.range.steps: 0 is out of range; allowed is 1 to 1000000"},
		{random + of("range = { low = 0, high = 2, steps = 3 }"), "10:30: axis.a.range.steps: has no effect: steps are of a grid, and this design is random; take it out"},
		{random + of("range = { low = 0 }"), "10:1: axis.a.range.high: is missing: upper end of the range, which belongs to it"},
		{random + of("range = { lwo = -1, high = 999 }"), "10:11: axis.a.range.lwo: unknown key; did you mean low?\n10:28: axis.a.range.high: 999 is out of range; allowed is 0 to 240 month"},
		{random + of("range = 3"), "10:9: axis.a.range: is a whole number, and a table is wanted: [axis.a.range] or { ... }"},
		// Distributions.
		{random + of("dist = \"own\""), "10:8: axis.a.dist: \"own\" is no distribution; write it as a table, { dist = \"own\", ... }, or the word \"scenario\" for that of the scenario"},
		{random + of("dist = { dist = \"uniform\", low = 3, high = 2 }"), "10:44: axis.a.dist.high: 2 has to be above low, 3"},
		{random + of("dist = { dist = \"uniform\", low = 300, high = 400 }"), "10:8: axis.a.dist: lies mostly outside what is allowed, 0 to 240: only 0.0% of its probability is inside, and it has to be half at least; look at the unit, or cut it with min and max"},
		{random + of("dist = { dist = \"uniform\", low = 3, high = 4, group = \"x\" }"), "10:47: axis.a.dist.group: has no effect: axes that take the same quantile are tied by with = \"ID\", and others are not tied"},
		{random + of("dist = \"scenario\"\nsteps = 3"), "11:9: axis.a.steps: has no effect: steps are of a distribution in a grid"},
		{grid + of("range = { low = 3, high = 4, steps = 2 }\nsteps = 3"), "10:9: axis.a.steps: has no effect beside a range; write range = { ..., steps = 3 }"},
		{grid + of("dist = \"scenario\""), "6:3: axis.a.steps: is missing: how many values of it the grid takes"},
		{random + axisOf("a", "cluster.c.racks", "dist = \"scenario\""), "10:8: axis.a.dist: cluster.c.racks is a plain number in the scenario small; write the distribution here, { dist = ..., ... }"},
		{random + axisOf("a", "cluster.*.build.completion", "dist = \"scenario\""), "10:8: axis.a.dist: is that of one number, and the path has a star; write the distribution here, { dist = ..., ... }"},
		// Years.
		{grid + axisOf("a", "cluster.c.fleet.f.built_to", "values = [2017, 2018.5]"), "9:17: axis.a.values[1]: 2018.5 is no year"},
		{random + axisOf("a", "cluster.c.fleet.f.built_to", "range = { low = 2017, high = 2020 }"), "10:9: axis.a.range: a year of the calendar is a whole number, which a range does not keep to; write values = [...]"},
		{grid + axisOf("a", "cluster.c.fleet.f.built_to", "range = { low = 2017, high = 2020, steps = 3 }"), "9:9: axis.a.range: a year of the calendar is a whole number, and 3 steps do not all fall on one; write values = [...]"},
		{random + axisOf("a", "cluster.c.fleet.f.built_to", "dist = { dist = \"uniform\", low = 2017, high = 2020 }"),
			"10:17: axis.a.dist.dist: a year of the calendar is a whole number, which uniform does not draw; write dist = \"discrete\" with whole years as values"},
	})
}

func TestMistakesOfPaths(t *testing.T) {
	at := func(path, rest string) string { return grid + axisOf("a", path, rest) }
	check(t, []mistake{
		{at("cluster.c.build.led_time_months", "values = [1]"), "8:8: axis.a.path: cluster.c.build.led_time_months: unknown key; did you mean lead_time_months?"},
		{at("cluster.x.build.lead_time_months", "values = [1]"), "8:8: axis.a.path: cluster.x: there is no such entry; did you mean c?"},
		{at("cluster.c.build", "values = [1]"), "8:8: axis.a.path: cluster.c.build: is no single value; name one of policy, lead_time_months, approval_share, fitout_share, completion, rate_racks_per_month, goal_racks, realisation, slip_months, order_above, trend_months, pipeline_weight, plan, construction_racks_per_month, capital_cny_per_year, capex_cny_per_rack, asset_life_years, discount_per_year, grid_peak_factor, grid"},
		{at("cluster.c.racks=5", "values = [1]"), "8:8: axis.a.path: \"cluster.c.racks=5\" cannot be a path; write it as hubcap params lists them, with ids or stars: cluster.guian.build.lead_time_months"},
		{at("", "values = [1]"), "8:8: axis.a.path: \"\" cannot be a path; write it as hubcap params lists them, with ids or stars: cluster.guian.build.lead_time_months"},
		{at("schema", "values = [1]"), "8:8: axis.a.path: the version of the format is the same in all scenarios"},
		{at("name", "values = [\"x\"]"), "8:8: axis.a.path: is an id, by which other values are found; nothing else depends on it"},
		{"members = 9\n" + at("group.slips.rank_correlation", "values = [0.1]"), "9:8: axis.a.path: how numbers are tied shapes all draws, so only the loader of scenarios can follow it; make a [[base]] for each value, with set = [\"group.slips.rank_correlation=...\"]"},
		{at("process.site_spread", "values = [0.1]"), "8:8: axis.a.path: has no effect with members = 1: the central run is without chance; give members"},
		{at("cluster.c.rent_cny", "values = [1]"), "8:8: axis.a.path: cluster.c.rent_cny: has no effect without [[origin]] entries"},
		{at("link.*.background_gbps", "values = [1]"), "8:8: axis.a.path: link.*: there is no such entry, nor any other; a setting cannot add one, so write it into a file"},
		{at("target.racks.at_most", "values = [1]"), "8:8: axis.a.path: the target racks of the scenario small has no at_most; only the bound that a target gives can be an axis"},
		{at("target.rucks.at_most", "values = [1]"), "8:8: axis.a.path: target.rucks: there is no such entry; did you mean racks?"},
		{at("target.*.at_least", "values = [0.5, 2]"), "9:16: axis.a.values[1]: 2 is out of range; allowed is 0 to 1; shares are fractions of 1, so write 0.02"},
		// Words.
		{at("cluster.c.build.policy", "values = [1, 2]"), "9:11: axis.a.values[0]: is a whole number, and cluster.c.build.policy takes words; write them in quotes"},
		{at("cluster.c.build.policy", "range = { low = 1, high = 2, steps = 2 }"), "9:9: axis.a.range: cluster.c.build.policy is no number, so it has neither range nor distribution; give values = [\"...\"]"},
		{at("cluster.c.build.policy", "values = [\"nine\", \"planned-path\", \"none\", \"\"]"), "9:43: axis.a.values[3]: has 0 bytes; from 1 to 400 are allowed"},
		{at("cluster.c.build.policy", "values = [\"nine\", \"planned-path\", \"none\"]"), "9:11: axis.a.values[0]: cluster.c.build.policy: \"nine\" is unknown; did you mean none?\n" +
			"9:19: axis.a.values[1]: cluster.c.build.policy: policy \"planned-path\" needs milestones; add [[cluster.build.plan]] with id, date and racks"},
		{at("time.end", "values = [\"2023-12-30\", 2023-12-31]"), "9:11: axis.a.values[0]: with time.end=2023-12-30: small.toml:53:6: target.racks.by: the deadline 2024-12-31 is outside the horizon, 2022-12-31 to 2023-12-30\n" +
			"9:11: axis.a.values[0]: with time.end=2023-12-30: small.toml:59:6: target.full.by: the deadline 2024-12-31 is outside the horizon, 2022-12-31 to 2023-12-30\n" +
			"9:11: axis.a.values[0]: time.end: 2023-12-30 is not a whole number of steps (month) after 2022-12-31; write 2023-12-31\n" +
			"9:25: axis.a.values[1]: with time.end=2023-12-31: small.toml:53:6: target.racks.by: the deadline 2024-12-31 is outside the horizon, 2022-12-31 to 2023-12-31\n" +
			"9:25: axis.a.values[1]: with time.end=2023-12-31: small.toml:59:6: target.full.by: the deadline 2024-12-31 is outside the horizon, 2022-12-31 to 2023-12-31"},
		{at("cluster.*.station", "values = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\", \"j\", \"k\"]") + axisOf("b", "cluster.*.fleet.*.class", "values = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\", \"j\"]"),
			"6:3: axis.a: 1 of base, 11 of a and 10 of b make more than 100 scenarios to load; take fewer words, or make several studies"},
		// The same value twice.
		{at(lead, "values = [1]") + axisOf("b", "cluster.*.build.lead_time_months", "values = [400]"), "12:8: axis.b.path: axis \"a\" sets cluster.c.build.lead_time_months too; a value has one axis\n" +
			"13:11: axis.b.values[0]: 400 is out of range; allowed is 0 to 240 month"},
		{at("cluster.c.fleet.*.fill", "values = [1]") + axisOf("b", "cluster.*.fleet.f.fill", "values = [2]"), "12:8: axis.b.path: axis \"a\" sets cluster.c.fleet.f.fill too; a value has one axis"},
		{at("cluster.c.station", "values = [\"beijing\"]") + axisOf("b", "cluster.*.station", "values = [\"beijing\"]"), "12:8: axis.b.path: axis \"a\" sets cluster.c.station too; a value has one axis"},
	})
}

func TestMistakesOfCoupling(t *testing.T) {
	with := func(rest string) string { return axisOf("b", "cluster.d.build.lead_time_months", rest) }
	check(t, []mistake{
		{grid + leads + with("values = [1, 2]\nwith = \"lead\""), "14:8: axis.b.with: the list has length 2, and that of \"lead\" has 3; axes that share a place need the same length"},
		{grid + leads + with("values = [1, 2, 3]\nwith = \"laed\""), "14:8: axis.b.with: there is no axis \"laed\"; did you mean lead?"},
		{grid + leads + with("values = [1, 2, 3]\nwith = \"b\""), "14:8: axis.b.with: names the axis itself; name another one, or leave it out"},
		{grid + with("values = [1, 2, 3]\nwith = \"lead\"") + leads, "10:8: axis.b.with: axis \"lead\" stands further down; write the axis that has the place first"},
		{grid + leads + with("values = [1, 2, 3]\nwith = \"lead\"") + axisOf("c", "cluster.c.racks", "values = [1, 2, 3]\nwith = \"b\""), "19:8: axis.c.with: axis \"b\" shares the place of another axis itself; name that one"},
		{random + leads + with("range = { low = 1, high = 2 }\nwith = \"lead\""), "15:8: axis.b.with: a list shares its place with a list only, and a range or distribution with one of these: this axis has range, and \"lead\" has values"},
		{grid + axisOf("a", lead, "dist = \"scenario\"\nsteps = 3") + with("range = { low = 1, high = 2, steps = 4 }\nwith = \"a\""), "15:8: axis.b.with: the steps are 4, and those of \"a\" are 3; axes that share a place need the same number"},
		{grid + policies + axisOf("b", "cluster.d.racks", "values = [1, 2, 3]\nwith = \"policy\""), "14:8: axis.b.with: the list has length 3, and that of \"policy\" has 2; axes that share a place need the same length"},
		{"[design]\nkind = \"points\"\nfile = \"p.csv\"\n" + axisOf("a", lead, "") + with("with = \"a\""), "6:8: design.file: there is no file p.csv; it is named relative to the study\n" +
			"14:8: axis.b.with: has no effect: the file of points gives each axis its own column"},
	})
}

func TestMistakesOfKeep(t *testing.T) {
	of := func(quantity, scope, rest string) string { return random + leads + keepOf(quantity, scope, rest) }
	check(t, []mistake{
		{of("pu", "h", ""), "13:12: keep.k.quantity: \"pu\" is no quantity; did you mean pue?"},
		{of("pue", "x", ""), "14:9: keep.k.scope: pue belongs to a hub, cluster or fleet, and none is named \"x\"; did you mean h?"},
		{of("pue", "", ""), "14:9: keep.k.scope: is empty; give hub, cluster, fleet (CLUSTER/FLEET), tier, pair of a tier (FROM->TO), link, origin or class, or all"},
		{of("racks_in_pipeline", "c/f", ""), "14:9: keep.k.scope: racks_in_pipeline belongs to a hub or cluster, and none is named \"c/f\"; known: all, c, d, h"},
		{of("delay_mean", "chengdu->guian", ""), "14:9: keep.k.scope: delay_mean belongs to a pair of a delay tier, FROM->TO as the tier lists it, and none is named \"chengdu->guian\"; known: guian->chengdu"},
		{of("egress_load", "h", ""), "14:9: keep.k.scope: egress_load needs [[origin]] entries, whose demand is dispatched"},
		{of("pue", "h", "at = [2023-01-20, 2030-12-31, 2022-12-31, 2023-01-31, 2023-01-31]"), "15:7: keep.k.at[0]: 2023-01-20 is not the end of a step (month); the nearest is 2023-01-31\n" +
			"15:19: keep.k.at[1]: 2030-12-31 is outside the horizon, 2022-12-31 to 2024-12-31\n" +
			"15:31: keep.k.at[2]: pue is measured over a step, and none ends on 2022-12-31, the start; the first ends on 2023-01-31\n" +
			"15:55: keep.k.at[4]: 2023-01-31 is listed twice"},
		{of("pue_trailing_year", "h", "at = [2023-11-30, 2023-12-31]"), "15:7: keep.k.at[0]: pue_trailing_year needs twelve simulated months before 2023-11-30, and the horizon starts on 2022-12-31"},
		{of("pue", "h", "at = 2023-12-31\nfrom = 2023-01-01"), "15:6: keep.k.at: is a date, and a list of dates without quotes is wanted: [2023-12-31, 2024-12-31]\n" +
			"16:1: keep.k.from: has no effect without over, which reduces the values of a span of time; for single dates write at = [...]"},
		{of("pue", "h", "at = [2023-12-31]\nover = \"mean\"\nto = 2025-01-01"), "15:1: keep.k.at: stands beside over; a quantity is kept at dates, or as one number over a span of time\n" +
			"17:6: keep.k.to: 2025-01-01 is outside the horizon, 2022-12-31 to 2024-12-31"},
		{of("pue", "h", "over = \"average\""), "15:8: keep.k.over: \"average\" is unknown; known: max, mean, min, sum"},
		{of("pue", "h", "over = \"mean\"\nfrom = 2024-01-01\nto = 2023-12-31"), "11:3: keep.k: the span from 2024-01-01 to 2023-12-31 is empty; from has to be the earlier day"},
		{of("pue", "h", "over = \"mean\"\nfrom = 2023-01-01\nto = 2023-01-30"), "11:3: keep.k: no step (month) ends in the span from 2023-01-01 to 2023-01-30"},
		{of("pue", "h", "over = \"mean\"\nto = 2023-01-30"), "11:3: keep.k: no step (month) ends in the span from 2022-12-31 to 2023-01-30"},
		{of("pue", "h", "") + keepOf("energy", "h", ""), "16:3: keep.k: the id is used a second time; the first is at line 11"},
		{random + leads + "[[series]]\nid = \"s\"\nquantity = \"egress_load\"\n[[series]]\nid = \"d\"\nquantity = \"delay_mean\"\nscope = \"c\"\n",
			"13:12: series.s.quantity: egress_load needs [[origin]] entries, whose demand is dispatched\n" +
				"17:9: series.d.scope: delay_mean belongs to a delay tier or a pair of one, FROM->TO, and none is named \"c\"; known: guian->chengdu, guian->guiyang, near"},
	})
}

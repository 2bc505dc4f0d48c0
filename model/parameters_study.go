package model

// StudyVersion is the version of the study format.
const StudyVersion = 1

// StudyParameters is the table of everything that a study file can say, as Parameters is for
// a scenario: its checks and its help come from it, in this order.
func StudyParameters() []Parameter {
	rows := append([]Parameter{
		needed(whole("study", StudyVersion, StudyVersion, "version of the study format; it tells a study from a scenario")),
		ident("name", "name of the study"),
	}, names("title", "title of the study")...)
	rows = append(rows,
		maybe(text("scenario", "scenario that it starts from, a shipped name or a file relative to the study's; [[base]] entries take its place")),
		Parameter{Path: "set", Kind: Texts, Meaning: "settings that are laid over the scenario, PATH=VALUE as with --set"},
		standing(1, whole("members", 1, 1e7, "members of the ensemble at each point; 1 is the central run, without chance")),
		standing(1, whole("seed", 0, 9e18, "seed of the members, and of designs that draw their points")),
		enum("sampling", "plain", "how the numbers of members are drawn", Samplings()...),
		num("most_failed", "1", .01, 0, 1, 0, 1, "share of a point's members that may fail before the point does", "assumption: a mean over 99 members of 100 still says what it seems to"),
		standing(0, whole("part_points", 0, 1e6, "points in one part of the table; 0 chooses as many as make a part worth a file")),
		ident("base.*.id", "id of a scenario that the study starts from, in the column scenario of the table"),
		needed(text("base.*.scenario", "a shipped name, or a file relative to the study's")),
		Parameter{Path: "base.*.set", Kind: Texts, Meaning: "settings that are laid over it, PATH=VALUE as with --set"},
	)
	rows = append(rows, designParameters()...)
	return append(append(rows, axisParameters()...), keepParameters()...)
}

// designParameters are the points of a study. Which of the numbers a design takes depends on
// its kind, so none is required here.
func designParameters() []Parameter {
	const most = 1 << 31
	return []Parameter{
		enum("design.kind", "", "how the points are chosen: grid, random, lhs (Latin hypercube), halton, sobol, morris, saltelli, or points from a file", DesignKinds()...),
		whole("design.points", 1, most, "how many points; of random, lhs, halton and sobol"),
		whole("design.samples", 1, most, "base samples, with k+2 points each for k axes; of saltelli"),
		{Path: "design.second_order", Kind: Flag, Meaning: "whether there are 2k+2 points for each, for interactions of pairs too; of saltelli"},
		whole("design.trajectories", 1, most, "trajectories, with k+1 points each for k axes; of morris"),
		whole("design.levels", 2, 1000, "levels of each axis, an even number, 4 unless it is given; of morris"),
		maybe(text("design.file", "CSV with a column for each axis, by its id, and a row for each point, relative to the study's file; of points")),
	}
}

func axisParameters() []Parameter {
	rows := append([]Parameter{ident("axis.*.id", "id of what differs from point to point: its column in the table")},
		names("axis.*.name", "name of the axis, for charts; by default its id")...)
	return append(rows,
		needed(text("axis.*.path", "path of a value of the scenario; with a star in the place of an id, of all of them")),
		Parameter{Path: "axis.*.values", Kind: Values, Meaning: "list of numbers; or of words or dates, each of which makes a scenario of its own"},
		optional("axis.*.range.low", "the unit of the number", -1e15, 1e15, -1e15, 1e15, "lower end of a range, which belongs to it", own),
		optional("axis.*.range.high", "the unit of the number", -1e15, 1e15, -1e15, 1e15, "upper end of the range, which belongs to it", own),
		enum("axis.*.range.scale", "linear", "what is even in the range: the number, or its logarithm", "linear", "log"),
		whole("axis.*.range.steps", 1, 1e6, "values of the range in a grid, both ends included"),
		Parameter{Path: "axis.*.dist", Kind: Chance, Options: []string{FromScenario}, Meaning: "distribution, { dist = ..., ... } as in a scenario; or the word scenario for that of the scenario"},
		whole("axis.*.steps", 1, 1e6, "values of the distribution in a grid: the middles of so many parts alike in probability"),
		maybe(ref("axis.*.with", "axis further up whose place in the design this one shares: the same place in a list of the same length, or the same quantile", "axis")),
	)
}

// FromScenario in the place of an axis' distribution stands for that of the scenario.
const FromScenario = "scenario"

func keepParameters() []Parameter {
	const scope = "hub, cluster, fleet (CLUSTER/FLEET), tier, pair of a tier (FROM->TO), link, origin or class, or all"
	of := []string{"hub", "cluster", "fleet", "tier", "pair", "link", "origin", "class", "all"}
	return []Parameter{
		ident("keep.*.id", "id of a quantity that goes into the table: its column, with several dates followed by the date"),
		{Path: "keep.*.quantity", Kind: Name, Required: true, Meaning: "what is kept"},
		ref("keep.*.scope", scope, of...),
		{Path: "keep.*.at", Kind: Dates, Meaning: "dates whose values are kept, each the end of a step; the end of the scenario unless they are given"},
		{Path: "keep.*.over", Kind: Enum, Options: Reductions(), Meaning: "reduction of the values at the ends of steps to one, in the place of dates"},
		maybe(date("keep.*.from", "first day of what is reduced; the start unless it is given")),
		maybe(date("keep.*.to", "last day of it; the end unless it is given")),
		ident("series.*.id", "id of a quantity of which all values of each run are written into a table of their own"),
		{Path: "series.*.quantity", Kind: Name, Required: true, Meaning: "what is written"},
		maybe(ref("series.*.scope", scope+"; every one that has it unless one is given", of...)),
	}
}

// Samplings are the ways in which the members of an ensemble are drawn.
func Samplings() []string { return []string{"plain", "lhs", "sobol"} }

// whole is a whole number that may be missing.
func whole(path string, lowest, highest float64, meaning string) Parameter {
	p := optional(path, "1", lowest, highest, lowest, highest, meaning, own)
	p.Kind = Whole
	return p
}

// standing is a parameter with a default.
func standing(value float64, p Parameter) Parameter {
	p.Default = value
	return p
}

// needed is a parameter that has to be given.
func needed(p Parameter) Parameter {
	p.Required, p.Default = true, nil
	return p
}

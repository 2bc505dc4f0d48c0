package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"hubcap/model"
	"hubcap/model/climate"
	"hubcap/model/demand"
	"hubcap/model/network"
	"hubcap/scenarios/internal/document"
)

// maxSteps bounds the horizon: two centuries of weeks.
const maxSteps = 10_400

// maxValues bounds the table of results, to some hundreds of megabytes.
const maxValues = 10_000_000

const mostRacks = model.MostRacks

// cross checks what no value shows by itself: references, sums, order, contradictions.
// A check is left out where one of the values it needs is already known to be wrong.
type cross struct {
	*checker
	s *model.Scenario

	dates                   []model.Date // the start, then the ends of the steps
	hubs, clusters, tierIDs []string
	origins, classes        []string
	places, stations        []string
	seeded                  []string                   // stations of the seed data
	bounds                  map[judged][]*model.Target // targets so far, by what they judge

	net       laid
	links     []string
	there     map[string]map[string]bool // of places and links, of which there may be thousands
	circuits  circuits
	start     *network.Graph // of the start, once it is asked for
	allPairs  []pair         // of all tiers
	pairs     map[string]pair
	pairNames []string // the keys of pairs, in the order of the tiers
	hints     int      // suggestions given so far
	unloaded  bool     // a target asks for queueing, and there is no traffic
}

func newCross(c *checker, s *model.Scenario, seeded int) *cross {
	station := func(s climate.Station) string { return s.ID }
	return &cross{
		checker: c, s: s,
		dates:    append([]model.Date{s.Time.Start}, model.StepEnds(s.Time, maxSteps+1)...),
		hubs:     ids(s.Hubs, func(h model.Hub) string { return h.ID }),
		clusters: ids(s.Clusters, func(c model.Cluster) string { return c.ID }),
		tierIDs:  ids(s.Tiers, func(t model.Tier) string { return t.ID }),
		origins:  ids(s.Origins, func(o model.Origin) string { return o.ID }),
		classes:  ids(s.Classes, func(c model.Class) string { return c.ID }),
		places:   ids(s.Data.Places, func(p network.Place) string { return p.ID }),
		pairs:    map[string]pair{},
		seeded:   ids(s.Data.Stations[:seeded], station),
		stations: append(ids(s.Data.Stations[:seeded], station), ids(s.Weather, func(w model.Weather) string { return w.ID })...),
		bounds:   map[judged][]*model.Target{},
	}
}

// at notes a problem, unless one of the paths involved is wrong already; the first of
// them is the one to blame.
func (x *cross) at(paths []string, format string, args ...any) {
	for _, p := range paths {
		if x.wrong[p] {
			return
		}
	}
	pos := x.nodes[""].Pos
	if n := x.nodes[paths[0]]; n != nil {
		if pos = n.Value; n.Kind == document.Table {
			pos = n.Pos
		}
	}
	x.problems = append(x.problems, document.Problem{Pos: pos, Path: paths[0], What: fmt.Sprintf(format, args...)})
}

// ref checks that an id names something. Where a list of the scenario itself has an entry
// without a proper id, as with hubs, it may be the one that is meant.
func (x *cross) ref(path, what, id string, known []string) {
	there, many := x.there[what]
	switch {
	case there[id], what == "link" && x.net.tried[id], !many && slices.Contains(known, id):
	case x.net.gone[what+" "+id] != "":
		x.at([]string{path}, "there is no %s %q: %s", what, id, x.net.gone[what+" "+id])
	case what == "link":
		x.at([]string{path, what}, "there is no %s %.80q%s", what, id, x.hint(turned(id, known), known))
	default:
		x.at([]string{path, what}, "there is no %s %.80q%s", what, id, x.hint(id, known))
	}
}

func (x *cross) all() {
	x.ownNetwork()
	x.time()
	x.scopes()
	x.ownWeather()
	x.directCircuits()
	x.failures()
	if year := x.s.Energy.ApartFromYear; year != math.Trunc(year) {
		x.at([]string{"energy.apart_from_year"}, "%s is no year", number(year))
	}
	for i := range x.s.Clusters {
		x.cluster(&x.s.Clusters[i])
	}
	x.demand()
	x.tiers()
	x.targets()
}

func (x *cross) time() {
	t, paths := x.s.Time, []string{"time.end", "time.start", "time.step"}
	monthly := t.Step != "week"
	switch {
	case !t.Start.Before(t.End):
		x.at(paths, "the horizon is empty: it ends on %s and starts on %s; let it end later", t.End, t.Start)
	case monthly && t.Start != t.Start.MonthEnd():
		x.at([]string{"time.start", "time.step"}, "%s is not the last day of its month, as steps of a %s need; write %s", t.Start, t.Step, t.Start.MonthEnd())
	default:
		ends := x.dates[1:]
		if len(ends) > maxSteps {
			x.at(paths, "more than %d steps; shorten the horizon or lengthen the step", maxSteps)
		} else if last := ends[len(ends)-1]; last != t.End {
			x.at(paths, "%s is not a whole number of steps (%s) after %s; write %s", t.End, t.Step, t.Start, last)
		} else if values := len(ends) * x.values(); values > maxValues {
			of := fmt.Sprintf("%d clusters", len(x.s.Clusters))
			if n := x.tierPairs(); n > 0 {
				of += fmt.Sprintf(" and %d pairs of delay tiers", n)
			}
			x.at(paths, "%d steps of %s make %d values, more than %d; shorten the horizon or lengthen the step", len(ends), of, values, maxValues)
		}
	}
}

// values is about how many values a step has in the table of results.
func (x *cross) values() int {
	ofHub, ofDemand, ofTier, ofLink, fleets := 0, 2, 0, 0, 0 // racks demanded and placed are those of hubs too
	for _, q := range model.Quantities() {
		switch q.Scope {
		case model.HubScope:
			ofHub++
		case model.DemandScope:
			ofDemand++
		case model.TierScope:
			ofTier++
		case model.LinkScope:
			ofLink++
		}
	}
	for _, c := range x.s.Clusters {
		fleets += len(c.Fleets)
	}
	s, pairs := x.s, len(x.s.Tiers)
	if n := x.tierPairs(); n <= mostTierPairs { // more are a mistake of their own
		pairs += n
	}
	return (len(s.Clusters)+len(s.Hubs)+1)*ofHub + (len(s.Origins)+len(s.Classes)+1)*ofDemand +
		len(s.Origins)*len(s.Clusters) + fleets*len(model.FleetQuantities()) + pairs*ofTier + len(x.net.timed)*ofLink
}

// scopes checks that every name under which results appear is used once.
func (x *cross) scopes() {
	if len(x.s.Clusters) == 0 {
		x.at([]string{"cluster"}, "there is no cluster, so there is nothing to simulate; add [[cluster]]")
	}
	taken := map[string]string{"all": "the word for all hubs"}
	use := func(kind, id string) {
		if id == "" {
			return
		}
		path := kind + "." + id
		if by, ok := taken[id]; ok {
			x.at([]string{path}, "the id %q already names %s; results need one name for each", id, by)
		}
		taken[id] = path
	}
	hubs, served, typo := map[string]bool{}, map[string]bool{}, false
	for _, h := range x.s.Hubs {
		hubs[h.ID] = true
	}
	for _, c := range x.s.Clusters {
		served[c.Hub] = true
		typo = typo || !hubs[c.Hub] // it may belong to any
	}
	for _, h := range x.s.Hubs {
		use("hub", h.ID)
		if !served[h.ID] && !typo {
			x.at([]string{"hub." + h.ID, "cluster"}, "no cluster belongs to this hub; give a cluster hub = %q, or remove the hub", h.ID)
		}
	}
	for _, c := range x.s.Clusters {
		use("cluster", c.ID)
	}
	for _, o := range x.origins {
		use("origin", o)
	}
	for _, c := range x.classes {
		use("class", c)
	}
	for _, t := range x.s.Tiers {
		use("tier", t.ID)
	}
	for _, l := range x.s.Links {
		if len(x.net.timed[l.ID]) > 0 {
			use("link", l.ID)
		}
	}
}

func (x *cross) cluster(c *model.Cluster) {
	path := "cluster." + c.ID
	x.ref(path+".hub", "hub", c.Hub, x.hubs)
	x.ref(path+".place", "place", c.Place, x.places)
	x.ref(path+".station", "climate station", c.Station, x.stations)
	if c.Utilisation > c.Demand.MaxUtilisation {
		x.at([]string{path + ".utilisation", path + ".demand.max_utilisation"},
			"%s is above demand.max_utilisation, %s", number(c.Utilisation), number(c.Demand.MaxUtilisation))
	}
	b := c.Build
	if b.ApprovalShare+b.FitoutShare > 1 {
		x.at([]string{path + ".build.approval_share", path + ".build.fitout_share"},
			"approval_share and fitout_share make %s of the lead time; together they may be 1 at most", sum(b.ApprovalShare+b.FitoutShare))
	}
	years := x.s.Time.End.MonthsSince(x.s.Time.Start) / 12
	if end := demand.Wanted(c.Racks*c.Utilisation+c.Demand.BacklogRacks, c.Demand.GrowthPerYear, years); end > mostRacks {
		x.at([]string{path + ".demand.growth_per_year", path + ".demand.backlog_racks", path + ".racks", path + ".utilisation", "time.start", "time.end"},
			"the demand grows to more than %s racks by the end; lower the growth or shorten the horizon", number(mostRacks))
	}
	x.gateway(c, path)
	x.fleets(c, path)
	x.renewals(c, path)
	x.policy(c, path+".build")
	x.projects(c, path)
}

func (x *cross) fleets(c *model.Cluster, path string) {
	if len(c.Fleets) == 0 {
		x.at([]string{path, path + ".fleet"}, "has no fleet, so its PUE is unknown; add [[cluster.fleet]] with technology and class")
		return
	}
	var existing, build float64
	blame := []string{path + ".fleet." + c.Fleets[0].ID}
	shares := []string{path + ".fleet"}
	for _, f := range c.Fleets {
		existing += f.ExistingShare
		build += f.BuildShare
		at := path + ".fleet." + f.ID
		shares = append(shares, at+".existing_share", at+".build_share")
	}
	for _, f := range c.Fleets {
		x.built(c, &f, path+".fleet."+f.ID)
	}
	off := func(sum float64) bool { return math.Abs(sum-1) > 1e-6 }
	if (c.Racks > 0 || x.chances[path+".racks"] != nil) && off(existing) {
		x.at(append(blame, shares...), "the existing_share of all fleets makes %s; it has to make 1", sum(existing))
	}
	if c.Build.Policy != "none" && off(build) {
		x.at(append(blame, shares...), "the build_share of all fleets makes %s; it has to make 1", sum(build))
	}
}

// built checks when the racks of a fleet at the start were built.
func (x *cross) built(c *model.Cluster, f *model.Fleet, path string) {
	from, to := f.BuiltFrom, f.BuiltTo
	paths := []string{path + ".built_from", path + ".built_to", "time.start"}
	given := func(key string, v *float64) {
		if v != nil && *v != math.Trunc(*v) {
			x.at([]string{path + "." + key}, "%s is no year", number(*v))
		}
	}
	given("built_from", from)
	given("built_to", to)
	switch {
	case from == nil && to == nil:
		if f.Class == model.ByBuildYear && float64(c.Racks*f.ExistingShare) > 0 {
			x.at([]string{path, path + ".class", path + ".existing_share"}, "class %q needs built_from and built_to, the years in which its racks at the start were built", f.Class)
		}
	case from == nil || to == nil:
		x.at([]string{path, path + ".built_from", path + ".built_to"}, "built_from and built_to belong together; for one year give it twice")
	case *from > *to:
		x.at(paths, "%s is after built_to, %s", number(*from), number(*to))
	case *to > float64(x.s.Time.Start.Year):
		x.at([]string{path + ".built_to", "time.start"}, "%s is after the start, %s; racks of later years come by build or project", number(*to), x.s.Time.Start)
	}
}

// renewals checks what is taken out of service for a while.
func (x *cross) renewals(c *model.Cluster, path string) {
	fleets := ids(c.Fleets, func(f model.Fleet) string { return f.ID })
	for _, n := range c.Renewals {
		at := path + ".renewal." + n.ID
		x.ref(at+".fleet", "fleet of this cluster", n.Fleet, fleets)
		switch {
		case n.Into == "" && n.KeptShare > 0:
			x.at([]string{at, at + ".into", at + ".kept_share"}, "does not say into which fleet its racks come back; give into, or kept_share = 0 if none does")
		case n.Into != "":
			x.ref(at+".into", "fleet of this cluster", n.Into, fleets)
			if n.Into == n.Fleet {
				x.at([]string{at + ".into", at + ".fleet"}, "%q is the fleet that they are taken from; a renewal needs another one to come back to", n.Into)
			}
		}
		if n.Begins == x.s.Time.End && n.LastsMonths > 0 {
			x.at([]string{at + ".begins", at + ".lasts_months", "time.end"}, "is the last day of the horizon, so nothing would be renewed; let it begin earlier")
		}
		if n.Begins.Before(x.s.Time.Start) || x.s.Time.End.Before(n.Begins) {
			x.at([]string{at + ".begins", "time.start", "time.end"}, "%s is outside the horizon, %s to %s", n.Begins, x.s.Time.Start, x.s.Time.End)
		}
	}
}

// sum writes a computed sum without the dust of its rounding.
func sum(v float64) string { return strconv.FormatFloat(v, 'g', 8, 64) }

func (x *cross) policy(c *model.Cluster, path string) {
	b := c.Build
	need := func(v float64, key, unit string) {
		if v <= 0 {
			x.at([]string{path + "." + key, path + ".policy"}, "policy %q needs %s above 0, in %s", b.Policy, key, unit)
		}
	}
	switch b.Policy {
	case "fixed-rate":
		need(b.RateRacksPerMonth, "rate_racks_per_month", "racks per month")
	case "target-seeking":
		need(b.GoalRacks, "goal_racks", "racks")
	case "planned-path":
		if len(b.Plan) == 0 {
			x.at([]string{path + ".policy", path + ".plan"}, "policy \"planned-path\" needs milestones; add [[cluster.build.plan]] with id, date and racks")
		}
	}
	for i, p := range b.Plan {
		at := path + ".plan." + p.ID
		before := c.Racks
		if i > 0 {
			last := path + ".plan." + b.Plan[i-1].ID
			before = b.Plan[i-1].Racks
			if !b.Plan[i-1].Date.Before(p.Date) {
				x.at([]string{at + ".date", last + ".date"}, "%s does not come after the milestone before it, %s", p.Date, b.Plan[i-1].Date)
			}
		} else if !x.s.Time.Start.Before(p.Date) {
			x.at([]string{at + ".date", "time.start"}, "%s does not come after the start, %s", p.Date, x.s.Time.Start)
		}
		if p.Racks < before {
			x.at([]string{at + ".racks"}, "%s is less than the %s before it; a path cannot fall", number(p.Racks), number(before))
		}
	}
	dated(x, path+".grid.", "grid connection", b.Grid, func(g model.GridPoint) (string, model.Date) { return g.ID, g.Date })
}

// dated checks entries that hold from their date on: the first from the start, each later
// than the one before it.
func dated[T any](x *cross, path, what string, list []T, of func(T) (string, model.Date)) {
	if len(list) == 0 {
		return
	}
	if id, date := of(list[0]); x.s.Time.Start.Before(date) {
		x.at([]string{path + id + ".date", "time.start"}, "the first %s begins on %s, after the start %s; say what is there at the start", what, date, x.s.Time.Start)
	}
	later(x, path, list, of)
}

// later checks that each entry is later than the one before it.
func later[T any](x *cross, path string, list []T, of func(T) (string, model.Date)) {
	for i := 1; i < len(list); i++ {
		id, date := of(list[i])
		if last, before := of(list[i-1]); !before.Before(date) {
			x.at([]string{path + id + ".date", path + last + ".date"}, "%s does not come after the entry before it, %s", date, before)
		}
	}
}

func (x *cross) projects(c *model.Cluster, path string) {
	fleets := ids(c.Fleets, func(f model.Fleet) string { return f.ID })
	for _, p := range c.Projects {
		at := path + ".project." + p.ID
		x.ref(at+".fleet", "fleet of this cluster", p.Fleet, fleets)
		span := []string{at + ".start", at + ".lead_time_months", "time.start", "time.end"}
		if x.s.Time.End.Before(p.Start) {
			x.at(span, "%s is after the end of the horizon, %s", p.Start, x.s.Time.End)
		}
		if x.s.Time.Start.MonthsSince(p.Start) >= p.LeadTimeMonths && p.Start.Before(x.s.Time.Start) {
			x.at(span, "started on %s with %s months of lead time, it is in service before the horizon starts; count its racks in %s.racks instead", p.Start, number(p.LeadTimeMonths), path)
		}
	}
}

// list checks a list of references.
func (x *cross) list(path, what string, list, known []string) {
	seen := map[string]bool{}
	for i, id := range list {
		at := path
		if item := x.nodes[at].Items; i < len(item) {
			x.nodes[fmt.Sprintf("%s[%d]", at, i)] = item[i]
			at = fmt.Sprintf("%s[%d]", at, i)
		}
		x.ref(at, what, id, known)
		if seen[id] {
			x.at([]string{at}, "%q is listed twice", id)
		}
		seen[id] = true
	}
}

func ids[T any](list []T, id func(T) string) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = id(t)
	}
	return out
}

package model

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"hubcap/model/demand"
)

// shareSlack is by how much shares that have to make 1 may miss it, by rounding.
const shareSlack = 1e-6

// MostRacks is more than the world will ever hold, and small enough to compute with.
const MostRacks = 1e12

// ScaleShares makes shares that belong together make 1 again after some of them were drawn: of
// the origins, of the classes, of the classes in the mix of an origin, and of the fleets of a
// cluster. Each keeps its proportion to the others. Shares of which none is uncertain, and such
// as make 1 already, stay as they are to the last bit. So do those at the paths that are held,
// and the others of their families fill what is left, if there is anything to fill it with.
func (s *Scenario) ScaleShares(held ...string) {
	var f families
	for i := range s.Uncertain {
		f.mark(s.Uncertain[i].Path)
	}
	var keep map[*float64]bool
	for _, path := range held {
		if keep == nil {
			keep = map[*float64]bool{}
		}
		keep[s.Number(path)] = true
		f.mark(path)
	}
	if f.origins {
		scale(len(s.Origins), func(i int) *float64 { return &s.Origins[i].Share }, keep)
	}
	if f.classes {
		scale(len(s.Classes), func(i int) *float64 { return &s.Classes[i].Share }, keep)
	}
	for i := range s.Origins {
		if o := &s.Origins[i]; len(o.Mix) > 0 && (f.classes || f.mixes[o.ID]) {
			s.scaleMix(o, keep)
		}
	}
	for i := range s.Clusters {
		if c := &s.Clusters[i]; f.clusters[c.ID] {
			if c.Racks > 0 {
				scale(len(c.Fleets), func(i int) *float64 { return &c.Fleets[i].ExistingShare }, keep)
			}
			if c.Build.Policy != "none" {
				scale(len(c.Fleets), func(i int) *float64 { return &c.Fleets[i].BuildShare }, keep)
			}
		}
	}
}

// OneFamily tells whether the numbers at two paths are shares that have to make 1 together, or at
// some id do where a path has stars. The shares of classes and those in the mixes of origins are
// one family: a mix says what differs.
func OneFamily(a, b string) bool {
	var f, g families
	f.mark(a)
	g.mark(b)
	meet := func(m, n map[string]bool) bool {
		for id := range m {
			if n[id] || n["*"] || id == "*" && len(n) > 0 {
				return true
			}
		}
		return false
	}
	classes := func(f families) bool { return f.classes || f.mixes != nil }
	return f.origins && g.origins || (f.classes || g.classes) && classes(f) && classes(g) || meet(f.mixes, g.mixes) || meet(f.clusters, g.clusters)
}

// families are the shares that have to make 1 and may not do so any more.
type families struct {
	origins, classes bool
	mixes, clusters  map[string]bool // by id
}

// mark notes the family of the share at a path; most paths are of other numbers.
func (f *families) mark(path string) {
	if !strings.HasSuffix(path, "share") {
		return
	}
	in := func(set *map[string]bool, id string) {
		if *set == nil {
			*set = map[string]bool{}
		}
		(*set)[id] = true
	}
	list, rest, _ := strings.Cut(path, ".")
	id, key, _ := strings.Cut(rest, ".")
	switch {
	case list == "origin" && key == "share":
		f.origins = true
	case list == "origin" && strings.HasPrefix(key, "mix."):
		in(&f.mixes, id)
	case list == "class" && key == "share":
		f.classes = true
	case list == "cluster" && strings.HasPrefix(key, "fleet.") && (strings.HasSuffix(key, ".existing_share") || strings.HasSuffix(key, ".build_share")):
		in(&f.clusters, id)
	}
}

// scale makes shares make 1, if those that need not be kept make anything.
func scale(n int, share func(int) *float64, keep map[*float64]bool) {
	sum, kept := 0., 0.
	for i := range n {
		if at := share(i); keep[at] {
			kept += *at
		} else {
			sum += *at
		}
	}
	if !misses(sum+kept) || sum <= 0 || kept > 1 {
		return
	}
	for i := range n {
		if at := share(i); !keep[at] {
			*at /= sum / (1 - kept)
		}
	}
}

// misses tells whether shares do not make 1.
func misses(sum float64) bool { return math.Abs(sum-1) > shareSlack }

// scaleMix makes the shares of all classes in an origin make 1. Those that its mix does not
// name come into it, since they are not what they are elsewhere any more.
func (s *Scenario) scaleMix(o *Origin, keep map[*float64]bool) {
	if !misses(s.mixed(o)) {
		return
	}
	mix := make([]Mix, len(s.Classes))
	for i := range s.Classes {
		mix[i] = Mix{s.Classes[i].ID, o.ShareOf(&s.Classes[i])}
		if keep[o.shareAt(&s.Classes[i])] {
			keep[&mix[i].Share] = true
		}
	}
	scale(len(mix), func(i int) *float64 { return &mix[i].Share }, keep)
	o.Mix = mix
}

// mixed is what the shares of all classes in an origin make.
func (s *Scenario) mixed(o *Origin) float64 {
	sum := 0.
	for i := range s.Classes {
		sum += o.ShareOf(&s.Classes[i])
	}
	return sum
}

// incoherent is a rule that numbers break: where, and what.
func incoherent(path, format string, args ...any) error {
	return errors.New(path + ": " + fmt.Sprintf(format, args...))
}

func digits(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

// Coherent tells whether the numbers of a scenario go together, and else the first rule that
// they break. The loader has checked that for the central values; a member of an ensemble has
// others. Only rules on numbers are here, and they are cheap enough for every member.
func (s *Scenario) Coherent() error {
	if year := s.Energy.ApartFromYear; year != math.Trunc(year) {
		return incoherent("energy.apart_from_year", "%s is no year", digits(year))
	}
	years := s.Time.End.MonthsSince(s.Time.Start) / 12
	for i := range s.Clusters {
		if err := s.coherentCluster(&s.Clusters[i], years); err != nil {
			return err
		}
	}
	if d := &s.Dispatch; d.Policy == "mix" && d.PlatformShare > d.PlatformMax {
		return incoherent("dispatch.platform_share", "%s is above dispatch.platform_max, %s", digits(d.PlatformShare), digits(d.PlatformMax))
	}
	return s.coherentDemand(years)
}

func (s *Scenario) coherentCluster(c *Cluster, years float64) error {
	at := func(key, format string, args ...any) error {
		return incoherent("cluster."+c.ID+"."+key, format, args...)
	}
	b := &c.Build
	switch {
	case c.Utilisation > c.Demand.MaxUtilisation:
		return at("utilisation", "%s is above demand.max_utilisation, %s", digits(c.Utilisation), digits(c.Demand.MaxUtilisation))
	case b.ApprovalShare+b.FitoutShare > 1:
		return at("build.approval_share", "with fitout_share it makes %s of the lead time; together they may be 1 at most", digits(b.ApprovalShare+b.FitoutShare))
	case b.Policy == "fixed-rate" && b.RateRacksPerMonth <= 0:
		return at("build.rate_racks_per_month", "policy \"fixed-rate\" needs more than 0")
	case b.Policy == "target-seeking" && b.GoalRacks <= 0:
		return at("build.goal_racks", "policy \"target-seeking\" needs more than 0")
	}
	if end := demand.Wanted(float64(c.Racks*c.Utilisation)+c.Demand.BacklogRacks, c.Demand.GrowthPerYear, years); end > MostRacks {
		return at("demand.growth_per_year", "the demand grows to more than %g racks by the end", MostRacks)
	}
	before := c.Racks
	for _, p := range b.Plan {
		if p.Racks < before {
			return at("build.plan."+p.ID+".racks", "%s is less than the %s before it; a path cannot fall", digits(p.Racks), digits(before))
		}
		before = p.Racks
	}
	for i := range c.Projects {
		p := &c.Projects[i]
		if p.Start.Before(s.Time.Start) && s.Time.Start.MonthsSince(p.Start) >= p.LeadTimeMonths {
			return at("project."+p.ID+".lead_time_months", "with %s months from %s on it would be in service before the start, %s; what had not opened by then has taken longer, so cut the distribution there with min", digits(p.LeadTimeMonths), p.Start, s.Time.Start)
		}
	}
	return s.coherentFleets(c, at)
}

func (s *Scenario) coherentFleets(c *Cluster, at func(key, format string, args ...any) error) error {
	var existing, build float64
	for i := range c.Fleets {
		f := &c.Fleets[i]
		existing += f.ExistingShare
		build += f.BuildShare
		from, to := f.BuiltFrom, f.BuiltTo
		switch {
		case from == nil || to == nil: // the loader has seen to that
		case *from != math.Trunc(*from) || *to != math.Trunc(*to):
			return at("fleet."+f.ID+".built_from", "%s to %s: these are no years", digits(*from), digits(*to))
		case *from > *to:
			return at("fleet."+f.ID+".built_from", "%s is after built_to, %s", digits(*from), digits(*to))
		case *to > float64(s.Time.Start.Year):
			return at("fleet."+f.ID+".built_to", "%s is after the start, %s", digits(*to), s.Time.Start)
		}
	}
	switch {
	case c.Racks > 0 && misses(existing):
		return at("fleet", "the existing_share of all fleets makes %s; it has to make 1", digits(existing))
	case c.Build.Policy != "none" && misses(build):
		return at("fleet", "the build_share of all fleets makes %s; it has to make 1", digits(build))
	}
	return nil
}

func (s *Scenario) coherentDemand(years float64) error {
	if len(s.Origins) == 0 || len(s.Classes) == 0 {
		return nil
	}
	var origins, classes, occupied, all float64
	for i := range s.Clusters {
		occupied += float64(s.Clusters[i].Racks * s.Clusters[i].Utilisation)
	}
	for i := range s.Classes {
		classes += s.Classes[i].Share
	}
	for i := range s.Origins {
		origins += s.Origins[i].Share
	}
	switch {
	case misses(origins):
		return incoherent("origin", "the share of all origins makes %s; it has to make 1", digits(origins))
	case misses(classes):
		return incoherent("class", "the share of all classes makes %s; it has to make 1", digits(classes))
	}
	peak := 1.
	for i := range s.Shocks {
		peak *= max(1, s.Shocks[i].Factor)
	}
	for i := range s.Origins {
		o := &s.Origins[i]
		if mixed := s.mixed(o); misses(mixed) {
			return incoherent("origin."+o.ID+".mix", "with it, the shares of all classes make %s; they have to make 1", digits(mixed))
		}
		growth := demand.Wanted(peak, o.GrowthPerYear, years)
		for j := range s.Classes {
			c := &s.Classes[j]
			level := (float64(occupied*o.Share) + o.BacklogRacks) * o.ShareOf(c)
			all += level
			if demand.Wanted(level, c.GrowthPerYear, years)*growth > MostRacks {
				return incoherent("class."+c.ID+".growth_per_year", "the demand of origin %s grows to more than %g racks by the end", o.ID, MostRacks)
			}
		}
	}
	if all == 0 {
		return incoherent("origin", "there is no demand: no rack is occupied at the start that the origins could share")
	}
	return nil
}

package outage

import (
	"errors"
	"fmt"
	"math"
)

// The bounds that keep a study within the memory of a small machine.
const (
	mostLinks   = 1 << 16 // the width of an index in an event and in a key
	mostMembers = 1_000_000
	mostYears   = 1000
	// mostHours is how many numbers are kept, one for each member-year and budget: 256 MB.
	mostHours = 1 << 25
	// mostCuts is how many cuts a member may expect: 16 MB of events for each worker.
	mostCuts = 1_000_000
	// mostStates is how many sets of cut links are kept: some 300 MB.
	mostStates = 1 << 20
)

// check finds all that is wrong with a study.
func (s *Study) check() error {
	var errs []error
	wrong := func(is bool, format string, args ...any) {
		if is {
			errs = append(errs, fmt.Errorf("outage: "+format, args...))
		}
	}
	wrong(s.Judge == nil, "there is no judge: give a function that says the delays with links cut")
	wrong(!(s.CutsPer1000KmYear >= 0 && s.CutsPer1000KmYear <= math.MaxFloat32), "%v cuts per 1000 km and year: give 0 or more", s.CutsPer1000KmYear)
	wrong(!(s.RepairHours > 0 && s.RepairHours <= math.MaxFloat32), "a mean repair time of %v hours: give more than 0", s.RepairHours)
	wrong(!(s.Years > 0 && s.Years <= mostYears), "%v years: give more than 0, up to %d", s.Years, mostYears)
	wrong(s.Members < 1 || s.Members > mostMembers, "%d members: give 1 to %d", s.Members, mostMembers)
	wrong(s.Jobs < 0, "%d jobs: give 1 or more, or 0 for as many as there are cores", s.Jobs)
	wrong(len(s.Tiers) == 0, "there are no tiers: give one or more")
	wrong(len(s.Links) > mostLinks, "%d links: give up to %d", len(s.Links), mostLinks)
	seen := map[string]bool{}
	for i, t := range s.Tiers {
		wrong(t.ID == "", "tier %d has no id", i)
		wrong(seen[t.ID], "two tiers are called %q: give each an id of its own", t.ID)
		wrong(t.MeanMs < 0 || math.IsInf(t.MeanMs, 0), "tier %s: a budget of %v ms for the mean: give 0 or more, or NaN for none", t.ID, t.MeanMs)
		wrong(t.P99Ms < 0 || math.IsInf(t.P99Ms, 0), "tier %s: a budget of %v ms for the 99th percentile: give 0 or more, or NaN for none", t.ID, t.P99Ms)
		seen[t.ID] = true
	}
	clear(seen)
	for i, l := range s.Links {
		wrong(l.ID == "", "link %d has no id", i)
		wrong(seen[l.ID], "two links are called %q: they would be cut together; give each an id of its own", l.ID)
		wrong(!(l.RouteKm >= 0 && l.RouteKm <= math.MaxFloat32), "link %s: a route of %v km: give 0 or more", l.ID, l.RouteKm)
		seen[l.ID] = true
	}
	return errors.Join(errs...)
}

// checkSize finds what would take too much memory in a compiled ensemble.
func (p *plan) checkSize() error {
	if hours := float64(len(p.measures)) * float64(p.study.Members) * float64(p.windows); hours > mostHours {
		return fmt.Errorf("outage: %d members of %v years with %d budgets (a path at all is one for each tier) are %.0f numbers to keep, more than %d: take fewer members, years or tiers",
			p.study.Members, p.study.Years, len(p.measures), hours, mostHours)
	}
	cuts := 0.
	for _, c := range p.cables {
		cuts += p.study.Years * hoursPerYear / (c.up + p.study.RepairHours)
	}
	if cuts > mostCuts {
		return fmt.Errorf("outage: a member of %v years expects %.0f cuts, more than %d: take fewer years in more members, or fewer cuts per 1000 km and year",
			p.study.Years, cuts, mostCuts)
	}
	return nil
}

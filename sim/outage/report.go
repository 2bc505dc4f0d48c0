package outage

import (
	"cmp"
	"math"
	"slices"

	"hubcap/sim/result"
)

// Report is the answer of a Study.
type Report struct {
	Members           int           `json:"members"`
	Years             result.Number `json:"years"`        // of each member
	MemberYears       int           `json:"member_years"` // whole ones
	Seed              uint64        `json:"seed"`
	CutsPer1000KmYear result.Number `json:"cuts_per_1000_km_year"`
	RepairHours       result.Number `json:"repair_hours"`
	Links             int           `json:"links"` // that can be cut
	RouteKm           result.Number `json:"route_km"`
	CutsPerYear       result.Number `json:"cuts_per_year"` // as drawn
	MostDown          int           `json:"most_down"`     // links at once
	States            int           `json:"states"`        // different sets of links that were down together
	Tiers             []TierReport  `json:"tiers"`
}

// TierReport is how often a tier is beyond its budgets.
type TierReport struct {
	ID string `json:"id"`
	// Mean and P99 are the time beyond the budget of mean and 99th percentile, that without
	// a path included; nil without such a budget. NoPath is the time without a path.
	Mean   *Breach `json:"mean"`
	P99    *Breach `json:"p99"`
	NoPath *Breach `json:"no_path"`
}

// Breach is the time in which one thing that is wanted of a tier is not so.
type Breach struct {
	BudgetMs      result.Number `json:"budget_ms"` // null of a path
	HoursPerYear  result.Number `json:"hours_per_year"`
	StandardError result.Number `json:"standard_error"` // of HoursPerYear; null of a single member
	Availability  result.Number `json:"availability"`   // share of the time without breach
	// P05, P50 and P95 are quantiles of the hours in a whole year of a member, null if there
	// is none.
	P05 result.Number `json:"p05_hours"`
	P50 result.Number `json:"p50_hours"`
	P95 result.Number `json:"p95_hours"`
	// Quiet is the share of these years without any breach, with its 95 % interval (Wilson).
	Quiet        result.Number `json:"quiet"`
	QuietLow     result.Number `json:"quiet_low"`
	QuietHigh    result.Number `json:"quiet_high"`
	LongestHours result.Number `json:"longest_hours"` // at most the years of a member
	Causes       []Cause       `json:"causes"`        // up to five, the largest share first
}

// Cause is a set of links that breaks a budget when they are down together, and no part of
// which does: what else was down meanwhile does not count. It is empty where the intact
// network is beyond the budget. Where several parts of a cut would do, the one that leaves
// out the earlier links counts; a cut of more than six links is not taken apart.
type Cause struct {
	Links []string      `json:"links"`
	Share result.Number `json:"share"` // of the time of breach
}

// mostCauses is how many causes a report names.
const mostCauses = 5

// report sums an ensemble up.
func (e *ensemble) report() *Report {
	s := e.study
	r := &Report{
		Members: s.Members, Years: result.Number(s.Years), MemberYears: s.Members * e.years, Seed: s.Seed,
		CutsPer1000KmYear: result.Number(s.CutsPer1000KmYear), RepairHours: result.Number(s.RepairHours),
		Links: len(e.cables), MostDown: e.mostDown,
		CutsPerYear: result.Number(float64(e.cuts) / (float64(s.Members) * float64(e.horizon) / msPerYear)),
	}
	for _, c := range e.cables {
		r.RouteKm += result.Number(s.Links[c.link].RouteKm)
	}
	var broken []*state // in any order: times are whole numbers, and causes are sorted
	for _, known := range e.known.of {
		if known.seen.Load() {
			r.States++
			if len(known.breaches) > 0 {
				broken = append(broken, known)
			}
		}
	}
	for _, t := range s.Tiers {
		r.Tiers = append(r.Tiers, TierReport{ID: t.ID})
	}
	for i, m := range e.measures {
		r.Tiers[m.tier].set(m.kind, e.breach(i, broken))
	}
	return r
}

func (t *TierReport) set(k kind, b *Breach) {
	switch k {
	case meanDelay:
		t.Mean = b
	case p99Delay:
		t.P99 = b
	case anyPath:
		t.NoPath = b
	}
}

// breach sums one measure up.
func (e *ensemble) breach(measure int, broken []*state) *Breach {
	members, total := e.study.Members, int64(0)
	byMember := make([]int64, members)           // ms
	years := make([]float64, 0, members*e.years) // hours
	quiet := 0
	for i := range members {
		for year, ms := range e.of(measure, i) {
			byMember[i] += ms
			if year < e.years {
				years = append(years, float64(ms)/msPerHour)
				if ms == 0 {
					quiet++
				}
			}
		}
		total += byMember[i]
	}
	slices.Sort(years)
	b := &Breach{
		BudgetMs: result.Number(e.measures[measure].budget),
		P05:      quantile(years, .05), P50: quantile(years, .5), P95: quantile(years, .95),
		LongestHours: result.Number(float64(e.longest[measure]) / msPerHour),
		Causes:       e.causes(measure, broken, total),
	}
	if e.measures[measure].kind == anyPath {
		b.BudgetMs = result.Missing()
	}
	share := float64(total) / (float64(e.horizon) * float64(members))
	b.Availability = result.Number(1 - share)
	b.HoursPerYear = result.Number(share * hoursPerYear)
	b.StandardError = result.Number(spread(byMember, float64(total)/float64(members)) / float64(e.horizon) * hoursPerYear)
	// The years count as independent, though a breach over New Year is in both.
	without := result.Wilson(quiet, len(years))
	b.Quiet, b.QuietLow, b.QuietHigh = without.Probability, without.Low, without.High
	return b
}

// causes are those of the most time, the first links first where it is the same.
func (e *ensemble) causes(measure int, broken []*state, total int64) []Cause {
	type blame struct {
		cut []int
		ms  int64
	}
	var all []blame
	for _, s := range broken {
		if at, ok := slices.BinarySearch(s.breaches, measure); ok {
			all = append(all, blame{s.causes[at].cut, s.spent.Load()})
		}
	}
	slices.SortFunc(all, func(a, b blame) int { return slices.Compare(a.cut, b.cut) })
	sums := all[:0]
	for _, b := range all {
		if last := len(sums) - 1; last >= 0 && slices.Equal(sums[last].cut, b.cut) {
			sums[last].ms += b.ms
		} else {
			sums = append(sums, b)
		}
	}
	slices.SortStableFunc(sums, func(a, b blame) int { return cmp.Compare(b.ms, a.ms) })
	out := []Cause{}
	for _, b := range sums[:min(len(sums), mostCauses)] {
		out = append(out, Cause{e.ids(b.cut), result.Number(float64(b.ms) / float64(total))})
	}
	return out
}

// spread is the standard error of the mean of a sample, NaN of a single number.
func spread(sample []int64, mean float64) float64 {
	sum, n := 0., float64(len(sample))
	for _, v := range sample {
		d := float64(v) - mean
		sum += float64(d * d)
	}
	return math.Sqrt(sum / (n - 1) / n)
}

// quantile is that of a sorted sample, straight between the two nearest numbers of which the
// first is at 0 and the last at 1; missing of an empty one.
func quantile(sorted []float64, p float64) result.Number {
	if len(sorted) == 0 {
		return result.Missing()
	}
	at := float64(p * float64(len(sorted)-1))
	low := int(at)
	high := min(low+1, len(sorted)-1)
	return result.Number(sorted[low] + float64((at-float64(low))*(sorted[high]-sorted[low])))
}

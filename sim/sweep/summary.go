package sweep

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"hubcap/model"
	"hubcap/sim/ensemble"
	"hubcap/sim/result"
)

// likely is the probability from which on a target is told to be met likely.
const likely = .9

// summary adds up what the points of a table came to, part by part.
type summary struct {
	m             *result.Manifest
	ok            int
	bad           map[string]int // by status
	scenario      int            // columns
	status, cause int
	axes          []int // columns
	verdicts      []judgement
	targets       []result.TargetPoints // by scenario, then verdict
	near          []float64             // the same: how near the best point is
	causes        map[string]int        // index of, by kind
	why           []result.PointsCause
	others        result.PointsCause // all beyond the most that are told
}

// judgement is a target's columns.
type judgement struct {
	targets []*result.ManifestTarget // by scenario; none for all together
	verdict int
	value   int // its value or mean; -1 for all together
	bound   int // what is required, where an axis sets that; else -1
}

func newSummary(m *result.Manifest) *summary {
	s := &summary{m: m, bad: map[string]int{}, causes: map[string]int{}}
	for i, c := range m.Columns {
		switch c.Role {
		case result.RoleScenario:
			s.scenario = i
		case result.RoleAxis:
			s.axes = append(s.axes, i)
		case result.RoleStatus:
			s.status = i
		case result.RoleCause:
			s.cause = i
		case result.RoleMet, result.RoleProbability:
			s.verdicts = append(s.verdicts, judged(m, i))
		default: // says nothing of verdicts
		}
	}
	for _, b := range m.Scenarios {
		for _, j := range s.verdicts {
			s.targets = append(s.targets, result.TargetPoints{Scenario: b.ID, Target: m.Columns[j.verdict].Of, Best: -1, At: []string{},
				Lowest: result.Missing(), Highest: result.Missing(), Nearest: result.Missing()})
			s.near = append(s.near, math.Inf(-1))
		}
	}
	return s
}

// judged finds the columns of the target whose verdict a column is.
func judged(m *result.Manifest, verdict int) judgement {
	j := judgement{verdict: verdict, value: -1, bound: -1}
	for t := range m.Targets {
		if m.Targets[t].ID != m.Columns[verdict].Of {
			continue
		}
		j.value = verdict + 1
		for i, c := range m.Columns {
			if c.Role == result.RoleAxis && c.Name == m.Targets[t].RequiredBy {
				j.bound = i
			}
		}
		for _, b := range m.Scenarios {
			j.targets = append(j.targets, m.TargetOf(b.ID, m.Targets[t].ID))
		}
	}
	return j
}

// of is the target as a scenario has it, or nil.
func (j *judgement) of(base int) *result.ManifestTarget {
	if j.targets == nil {
		return nil
	}
	return j.targets[base]
}

// margin is by how much the value in a row is on the good side of what is required.
func (j *judgement) margin(r *result.Runs, row, base int, value float64) float64 {
	target := j.of(base)
	if target == nil || math.IsNaN(value) {
		return math.Inf(-1)
	}
	required := float64(target.Required)
	if j.bound >= 0 {
		required = r.Numbers[j.bound][row]
	}
	return target.Comparator.Margin(value, required)
}

// add adds the rows of a part.
func (s *summary) add(r *result.Runs, from int) {
	bases := len(s.m.Scenarios)
	for row := range r.Len() {
		point := from + row
		if status := r.Texts[s.status][row]; status != result.RunOK {
			s.bad[status]++
			s.fail(r.Texts[s.cause][row], point)
			continue
		}
		s.ok++
		base := point % bases
		for i, j := range s.verdicts {
			if v := r.Numbers[j.verdict][row]; !math.IsNaN(v) {
				value := math.NaN()
				if j.value >= 0 {
					value = r.Numbers[j.value][row]
				}
				at := base*len(s.verdicts) + i
				if s.judge(at, v, value, j.margin(r, row, base, value), point) {
					s.targets[at].At = s.place(r, row)
				}
				if target := j.of(base); j.bound >= 0 && target != nil {
					s.promise(&s.targets[at], target.Comparator, v, r, j.bound, row, point)
				}
			}
		}
	}
}

// place is the values of the axes in a row.
func (s *summary) place(r *result.Runs, row int) []string {
	out := []string{}
	for _, c := range s.axes {
		if r.Texts[c] != nil {
			out = append(out, r.Texts[c][row])
		} else {
			out = append(out, strconv.FormatFloat(r.Numbers[c][row], 'f', -1, 64))
		}
	}
	return out
}

// judge adds the verdict at a point, and tells whether it is the best so far.
func (s *summary) judge(at int, probability, value, margin float64, point int) bool {
	t := &s.targets[at]
	t.Points++
	if probability >= .5 {
		t.Met++
	}
	if probability >= likely {
		t.Likely++
	}
	p := result.Number(probability)
	if t.Points == 1 || p < t.Lowest {
		t.Lowest = p
	}
	if t.Points > 1 && (p < t.Highest || p == t.Highest && !nearer(margin, s.near[at])) {
		return false
	}
	t.Highest, t.Best, t.Nearest, s.near[at] = p, point, result.Number(value), margin
	return true
}

// promise notes what a point could promise, if that is more than others could.
func (s *summary) promise(t *result.TargetPoints, c model.Comparator, probability float64, r *result.Runs, bound, row, point int) {
	levels := []float64{.5, likely}
	if s.m.Members == 1 {
		levels = []float64{1}
	}
	for _, level := range levels {
		v := r.Numbers[bound][row]
		i := slices.IndexFunc(t.Promises, func(p result.Promise) bool { return p.Probability == level })
		if probability < level || i >= 0 && c.Margin(v, float64(t.Promises[i].Bound)) <= 0 {
			continue
		}
		now := result.Promise{Probability: level, Bound: result.Number(v), Point: point, At: s.place(r, row)}
		if i < 0 {
			t.Promises = append(t.Promises, now)
		} else {
			t.Promises[i] = now
		}
	}
}

// dust is the share of a margin that is rounding: of two points alike the first is the best.
const dust = 1e-9

func nearer(a, b float64) bool {
	return a > b && (math.IsInf(b, -1) || a-b > dust*math.Abs(b))
}

// fail adds the cause of a point. What differs in its numbers only is one cause.
func (s *summary) fail(cause string, point int) {
	kind := ensemble.KindOf(cause)
	n, known := s.causes[kind]
	if !known {
		if len(s.why) == mostCauses {
			if s.others.Points++; s.others.Points == 1 {
				s.others.First = point
			}
			return
		}
		n = len(s.why)
		s.causes[kind] = n
		s.why = append(s.why, result.PointsCause{Cause: cause, First: point})
	}
	s.why[n].Points++
}

// mostCauses is how many different causes are told.
const mostCauses = 20

func (s *summary) done(sha string) *result.ManifestDone {
	for i := range s.targets {
		slices.SortFunc(s.targets[i].Promises, func(a, b result.Promise) int { return cmp.Compare(a.Probability, b.Probability) })
	}
	slices.SortStableFunc(s.why, func(a, b result.PointsCause) int { return cmp.Compare(b.Points, a.Points) })
	if s.others.Points > 0 {
		s.others.Cause = "other causes"
		s.why = append(s.why, s.others)
	}
	return &result.ManifestDone{OK: s.ok, Failed: s.bad[result.RunFailed], Timeout: s.bad[result.RunTimeout], SHA256: sha,
		Targets: s.targets, Causes: slices.Concat([]result.PointsCause{}, s.why)}
}

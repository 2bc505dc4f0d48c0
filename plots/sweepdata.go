package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"hubcap/sim/result"
)

// swept is a sweep and what is wanted of it.
type swept struct {
	m    *result.Manifest
	runs *result.Runs
	o    *SweepOptions
}

func newSwept(m *result.Manifest, runs *result.Runs, o *SweepOptions) *swept {
	return &swept{m: m, runs: runs, o: o}
}

// find is the first column of the table that is loaded and passes.
func (s *swept) find(pass func(*result.RunColumn) bool) int {
	for i := range s.runs.Columns {
		if pass(&s.runs.Columns[i]) && (s.numbers(i) != nil || s.texts(i) != nil) {
			return i
		}
	}
	return -1
}

// numbers are the values of a column; nil if it has none for all rows.
func (s *swept) numbers(column int) []float64 {
	if column < 0 || column >= len(s.runs.Numbers) || len(s.runs.Numbers[column]) != s.runs.Len() {
		return nil
	}
	return s.runs.Numbers[column]
}

func (s *swept) texts(column int) []string {
	if column < 0 || column >= len(s.runs.Texts) || len(s.runs.Texts[column]) != s.runs.Len() {
		return nil
	}
	return s.runs.Texts[column]
}

func (s *swept) role(role result.RunRole) int {
	return s.find(func(c *result.RunColumn) bool { return c.Role == role })
}

func (s *swept) named(name string) int {
	return s.find(func(c *result.RunColumn) bool { return c.Name == name && name != "" })
}

// judgedIn is the column of the verdict on a target, or of its probability. Where there is but one
// target, all of them are that one.
func (s *swept) judgedIn(target string) int {
	at := s.find(func(c *result.RunColumn) bool {
		return (c.Role == result.RoleMet || c.Role == result.RoleProbability) && c.Of == target
	})
	if at < 0 && target == togetherID && len(s.m.Targets) == 1 {
		return s.judgedIn(s.m.Targets[0].ID)
	}
	return at
}

// simulated is the column of a target's quantity: of the central run, or the median of members.
func (s *swept) simulated(target string) int {
	return s.find(func(c *result.RunColumn) bool { return c.Role == result.RoleSimulated && c.Of == target && central(c) })
}

// of is the target that a column is of.
func (s *swept) of(target string) (result.ManifestTarget, bool) {
	i := slices.IndexFunc(s.m.Targets, func(t result.ManifestTarget) bool { return t.ID == target })
	if i < 0 {
		return result.ManifestTarget{}, false
	}
	return s.m.Targets[i], true
}

// axisOf is what the manifest says of the axis in a column.
func (s *swept) axisOf(column int) result.ManifestAxis {
	c := s.runs.Columns[column]
	for _, a := range s.m.Axes {
		if a.ID == c.Name {
			return a
		}
	}
	return result.ManifestAxis{ID: c.Name, Unit: c.Unit, Path: c.Path, Label: c.Label}
}

// axes are the columns of all axes.
func (s *swept) axes() (out []int) {
	for i := range s.runs.Columns {
		if c := s.runs.Columns[i]; c.Role == result.RoleAxis && (s.numbers(i) != nil || s.texts(i) != nil) {
			out = append(out, i)
		}
	}
	return out
}

// sample is the rows that a picture shows, and what has become of the target in them.
type sample struct {
	target   string
	rows     []int     // of the table: those that did not fail and have been judged
	chance   []float64 // by place in rows: the probability, or 0 or 1; none without a target
	failed   int
	unjudged int // did not fail, but there is no verdict
	base     string
	bases    int // that the rows are of
}

// sample takes the rows of one scenario, or of all if its id is empty.
func (s *swept) sample(base string) *sample {
	out := &sample{base: base, bases: 1}
	if base == "" {
		out.bases = max(1, len(s.m.Scenarios))
	}
	scenario, status := s.texts(s.role(result.RoleScenario)), s.texts(s.role(result.RoleStatus))
	for i := range s.runs.Len() {
		switch {
		case base != "" && scenario != nil && scenario[i] != base:
		case status != nil && status[i] != result.RunOK:
			out.failed++
		default:
			out.rows = append(out.rows, i)
		}
	}
	out.target = s.choose(out.rows)
	chances := s.numbers(s.judgedIn(out.target))
	if chances == nil {
		return out
	}
	judged := make([]int, 0, len(out.rows))
	for _, i := range out.rows {
		if v := chances[i]; v >= 0 && v <= 1 {
			judged, out.chance = append(judged, i), append(out.chance, v)
		} else {
			out.unjudged++
		}
	}
	out.rows = judged
	return out
}

// choose is the target that is asked for, or else the first whose chance varies over the rows, or
// else the first that has been judged.
func (s *swept) choose(rows []int) string {
	if s.o.Target != "" {
		return s.o.Target
	}
	var first string
	for _, t := range s.m.Targets {
		chances := s.numbers(s.judgedIn(t.ID))
		if chances == nil {
			continue
		}
		if first == "" {
			first = t.ID
		}
		low, high := math.Inf(1), math.Inf(-1)
		for _, i := range rows {
			if v := chances[i]; v >= 0 && v <= 1 {
				low, high = min(low, v), max(high, v)
			}
		}
		if low < high {
			return t.ID
		}
	}
	return first
}

// judged tells whether there is anything to show of a target.
func (p *sample) judged() bool { return len(p.chance) > 0 }

// thin picks at most so many of n rows, evenly and the same ones each time: those whose number times
// the golden ratio has a small fraction. A fixed stride would fall in step with a grid.
func thin(n, most int) []int {
	const golden = 2654435769 // 2^32 / ((1 + sqrt 5) / 2)
	const one = uint64(1) << 32
	limit := one
	if n > most {
		limit = one * uint64(most) / uint64(n)
		const tries = 8
		for range tries { // they are so even that the number is off by a few
			count := 0
			for i := range n {
				if uint64(uint32(i)*golden) < limit {
					count++
				}
			}
			if count == most {
				break
			}
			limit = uint64(int64(limit) + int64(most-count)*int64(one)/int64(n))
		}
	}
	out := make([]int, 0, min(n, most))
	for i := range n {
		if uint64(uint32(i)*golden) < limit && len(out) < most {
			out = append(out, i)
		}
	}
	return out
}

// sweptTarget names the target of a picture.
func (j *job) sweptTarget(id string) string {
	if t, ok := j.swept.of(id); ok {
		return j.called(asTarget(t))
	}
	return fmt.Sprintf(j.pick("All %d targets together", "全部%d项目标同时达标"), len(j.swept.m.Targets))
}

func asTarget(t result.ManifestTarget) result.Target {
	return result.Target{ID: t.ID, Name: t.Name, Quantity: t.Quantity, Scope: t.Scope,
		Comparator: t.Comparator, Required: t.Required, Deadline: t.Deadline}
}

// leftOutRows says which rows a picture does not show.
func (j *job) leftOutRows(p *sample) string {
	var parts []string
	if p.failed > 0 {
		parts = append(parts, fmt.Sprintf(j.pick("%s failed", "%s个失败"), result.Grouped(float64(p.failed), 0)))
	}
	if p.unjudged > 0 {
		parts = append(parts, fmt.Sprintf(j.pick("%s without a verdict", "%s个无判定"), result.Grouped(float64(p.unjudged), 0)))
	}
	if len(parts) == 0 {
		return ""
	}
	return j.pick("; left out: ", "；未计入：") + strings.Join(parts, j.pick(", ", "、"))
}

// ofScenarios says of which scenarios the rows are, where there are several.
func (j *job) ofScenarios(p *sample) string {
	switch {
	case p.bases > 1:
		return fmt.Sprintf(j.pick("; all %d scenarios together", "；全部%d个情景合并"), p.bases)
	case len(j.swept.m.Scenarios) > 1:
		return j.pick("; scenario ", "；情景 ") + p.base
	}
	return ""
}

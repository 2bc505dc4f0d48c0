package plots

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"hubcap/sim/result"
)

// SweepOptions says which pictures of a sweep are drawn, and of what.
type SweepOptions struct {
	Options
	X, Y     string // axes of the heat map, and columns of the scatter; empty: chosen
	By       string // axis whose values make small multiples; empty: none, or the third of a grid that has just three
	Target   string // id of a target, or "all" for all together; empty: the first whose probability varies
	Scenario string // id of one base where there are several; empty: the first for the heat map, all for others
}

// sweepCharts are those of a sweep.
var sweepCharts = []chart{{"heatmap", heatMap}, {"scatter", scatter}, {"parallel", parallel}}

// SweepNames lists the charts of a sweep.
func SweepNames() []string { return names(sweepCharts) }

// Check tells what Sweep cannot draw whatever the sweep: unknown charts, formats or languages.
func (o *SweepOptions) Check() error { return o.check(4) }

// togetherID is the id that stands for all targets.
const togetherID = "all"

// Needs are the names of the columns that have to be loaded, in the order of the table. It tells
// of axes, columns, targets and scenarios that the sweep does not have.
func (o *SweepOptions) Needs(m *result.Manifest) ([]string, error) {
	if err := o.known(m); err != nil {
		return nil, err
	}
	var out []string
	for _, c := range m.Columns {
		if o.needs(&c) || len(m.Targets) == 0 && c.Role == result.RoleKept && central(&c) {
			out = append(out, c.Name)
		}
	}
	return out, nil
}

// needs tells whether a column has to be loaded. What is chosen by the data needs all that there is
// to choose from.
func (o *SweepOptions) needs(c *result.RunColumn) bool {
	switch c.Role {
	case result.RoleStatus, result.RoleScenario, result.RoleMembers, result.RoleAxis:
		return true
	case result.RoleMet, result.RoleProbability:
		return o.Target == "" || o.Target == c.Of || o.Target == togetherID
	case result.RoleSimulated:
		return c.Name == o.X || c.Name == o.Y || central(c) && (o.Target == "" || o.Target == c.Of || o.Target == togetherID)
	}
	return c.Name == o.X || c.Name == o.Y
}

// central tells whether a simulated column is that of the central run or of the median.
func central(c *result.RunColumn) bool { return c.Stat == "" || c.Stat == "p50" }

// known tells what the options name that is not there, or of no use where it is named.
func (o *SweepOptions) known(m *result.Manifest) error {
	axes, numbers, all := columnLists(m)
	only := func(chart string) bool { return slices.Equal(o.Only, []string{chart}) }
	for _, c := range []struct{ option, name string }{{"x", o.X}, {"y", o.Y}} {
		switch {
		case c.name == "":
		case only("heatmap") && !slices.Contains(axes, c.name):
			return unknown("axis", c.name, axes)
		case only("scatter") && !slices.Contains(numbers, c.name):
			return unknown("column of numbers", c.name, numbers)
		case !slices.Contains(all, c.name):
			return unknown("column", c.name, all)
		}
	}
	if o.X != "" && o.X == o.Y {
		return fmt.Errorf("x and y are both %s; name two columns", o.X)
	}
	if o.By != "" {
		if !slices.Contains(axes, o.By) {
			return unknown("axis", o.By, axes)
		}
		if o.By == o.X || o.By == o.Y {
			return fmt.Errorf("the small multiples are by %s, which is x or y already; name a third axis", o.By)
		}
	}
	var targets, bases []string
	for _, t := range m.Targets {
		targets = append(targets, t.ID)
	}
	if len(targets) > 0 && !slices.Contains(targets, togetherID) {
		targets = append(targets, togetherID)
	}
	for _, b := range m.Scenarios {
		bases = append(bases, b.ID)
	}
	if o.Target != "" && !slices.Contains(targets, o.Target) {
		return unknown("target", o.Target, targets)
	}
	if o.Scenario != "" && !slices.Contains(bases, o.Scenario) {
		return unknown("scenario", o.Scenario, bases)
	}
	return nil
}

// columnLists are the names of the axes, of all columns of numbers, and of both.
func columnLists(m *result.Manifest) (axes, numbers, both []string) {
	for _, c := range m.Columns {
		number := c.Kind == result.RunNumber || c.Kind == result.RunCount
		if c.Role == result.RoleAxis {
			axes = append(axes, c.Name)
		}
		if number {
			numbers = append(numbers, c.Name)
		}
		if number || c.Role == result.RoleAxis {
			both = append(both, c.Name)
		}
	}
	return axes, numbers, both
}

func unknown(what, name string, known []string) error {
	if len(known) == 0 {
		return fmt.Errorf("the sweep has no %s %q, nor any other", what, name)
	}
	return fmt.Errorf("the sweep has no %s %q; there is: %s", what, name, strings.Join(known, ", "))
}

// Sweep draws the pictures of a sweep, as NAME.svg and NAME.png, from a table with the columns that
// Needs names. The notes say what was left out and why.
func Sweep(ctx context.Context, m *result.Manifest, runs *result.Runs, o SweepOptions) (files []result.File, notes []string, err error) {
	if err := o.Check(); err != nil {
		return nil, nil, err
	}
	if err := o.known(m); err != nil {
		return nil, nil, err
	}
	return sweepJob(m, runs, &o).draw(ctx, sweepCharts, o.Options, fontFolders())
}

// sweepJob knows the places of the targets by the names that the manifest gives them.
func sweepJob(m *result.Manifest, runs *result.Runs, o *SweepOptions) *job {
	r := &result.Result{}
	for _, t := range m.Targets {
		where := t.Where
		where.EN = strings.Replace(where.EN, "All ", "all ", 1) // in the middle of a title
		r.Scopes = append(r.Scopes, result.Scope{ID: t.Scope, Name: where})
	}
	return &job{r: r, swept: newSwept(m, runs, o)}
}

// sweepSource says where the pictures of a sweep come from.
func (j *job) sweepSource() string {
	m := j.swept.m
	bases := max(1, len(m.Scenarios))
	design := fmt.Sprintf(j.pick("%[2]s points of %[1]s", "%[1]s共%[2]s点"), j.designName(m.Design.Kind), result.Grouped(float64(m.Points/bases), 0))
	if bases > 1 {
		design += fmt.Sprintf(j.pick(" in each of %d scenarios", "，%d个情景各一遍"), bases)
	}
	runs := j.pick("one central run each", "每点一次中心值模拟")
	if m.Members > 1 {
		runs = fmt.Sprintf(j.pick("%s members each", "每点%s个样本"), result.Grouped(float64(m.Members), 0))
	}
	var names []string
	for _, b := range m.Scenarios {
		if s := j.swept.o.Scenario; s != "" && s != b.ID {
			continue
		}
		name := b.Name
		if n := len(b.Set); n > 0 {
			name += fmt.Sprintf(j.pick(" with %d changed", "（改动%d项）"), n)
		}
		names = append(names, name)
	}
	return fmt.Sprintf(j.pick("hubcap %s, study %s (%.8s), scenario %s; %s, %s, seed %d", "hubcap %s，研究 %s（%.8s），情景 %s；%s，%s，种子%d"),
		m.Version, m.Study.Name, m.Study.Hash, strings.Join(names, j.pick(", ", "、")), design, runs, m.Seed)
}

// designName names a design.
func (j *job) designName(kind string) string {
	switch kind {
	case "grid":
		return j.pick("a grid", "网格")
	case "random":
		return j.pick("plain random draws", "简单随机抽样")
	case "lhs":
		return j.pick("a Latin hypercube", "拉丁超立方抽样")
	case "halton":
		return j.pick("a Halton sequence", "Halton序列")
	case "sobol":
		return j.pick("a scrambled Sobol sequence", "加扰Sobol序列")
	case "morris":
		return j.pick("Morris trajectories", "Morris轨迹")
	case "saltelli":
		return j.pick("a Saltelli design", "Saltelli设计")
	case "points":
		return j.pick("a list", "给定列表")
	}
	return kind
}

package plots

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

const (
	scenariosMost = 24
	oddsCellMost  = vg.Length(96)
	oddsCellWide  = vg.Length(40) // has room for an interval
	oddsCellH     = vg.Length(33)
	oddsCellLow   = vg.Length(19) // without an interval
	oddsCellLine  = vg.Length(56) // has room for a median
	medianH       = vg.Length(9.5)
)

// chanceShades run from never to always. They grow lighter all the way, so that they keep their
// order in grey, from a red to a green of the bluish kind, which most of the colour blind tell
// apart.
var chanceShades = []colour{rgb(0x9c3410), rgb(0xcc7548), rgb(0xdfc4a2), rgb(0xcfdfc3), rgb(0xbdf0dc)}

// comparing is the table of a comparison: a row for each target, a column for each scenario.
type comparing struct {
	*figure
	*matrix
	c         *result.Comparison
	targets   []result.ComparedTarget
	scenarios int
	numbered  bool // the heads are numbers, with a key below
	cellH     vg.Length
	medians   bool // below the intervals
	keys      int  // columns of the key
}

// compared shows the probability of each target in each scenario.
func compared(j *job) (*figure, string) {
	c := j.several
	if len(c.Targets) == 0 || len(c.Scenarios) == 0 {
		return nil, j.pick("the comparison has no targets or no scenarios", "比较中没有目标或情景")
	}
	t := &comparing{c: c, targets: c.Targets[:min(len(c.Targets), mostRows)], scenarios: min(len(c.Scenarios), scenariosMost)}
	subtitle := fmt.Sprintf(j.pick("Probability that a target is met, %s members of each scenario with the same draws, %s; below, the 95 %% interval (Wilson)",
		"各情景目标达标概率，每个情景%s个样本、抽样相同，%s；下行为95%%置信区间（Wilson法）"), result.Grouped(float64(c.Members), 0), j.sampling(c.Sampling))
	if n := len(c.Targets); n > mostRows {
		subtitle += j.firstOf(n)
	}
	if n := len(c.Scenarios); n > scenariosMost {
		subtitle += fmt.Sprintf(j.pick("; the first %d of %d scenarios", "；仅列前%d个情景，共%d个"), scenariosMost, n)
	}
	head := t.fit(j)
	rows := len(t.targets)
	if len(t.targets) > 1 {
		rows++
	}
	f := j.newFigure(j.bestOf(c), subtitle, head+t.cellH*vg.Length(rows)+t.keyHeight()+34)
	t.figure, t.matrix.figure = f, f
	t.draw(f.top - head - 2)
	return f, ""
}

// fit finds the sizes of the table, and gives the height of its heads.
func (t *comparing) fit(j *job) (head vg.Length) {
	t.matrix = &matrix{flows: &flows{}}
	const most, least = 180, 90
	for _, target := range t.targets {
		t.nameW = max(t.nameW, min(j.fonts.width(j.called(target.Target), noteStyle), most), min(j.fonts.width(j.asks(target.Target), smallStyle), most))
	}
	t.nameW = max(t.nameW, least)
	if t.scenarios > 10 {
		t.nameW = min(t.nameW, 130)
	}
	t.x0 = edge + t.nameW + 12
	t.cell = min(oddsCellMost, (sheetWidth-edge-t.x0)/vg.Length(t.scenarios))
	t.cellH = oddsCellH
	switch {
	case t.cell < oddsCellWide:
		t.cellH = oddsCellLow
	case t.cell >= oddsCellLine && slices.ContainsFunc(t.targets, anyMedian):
		t.cellH, t.medians = oddsCellH+medianH, true
	}
	lines := 1
	for i := range t.scenarios {
		name := t.label(i)
		wrapped := j.wrap(name, smallStyle.strong(), t.cell-6, 3)
		lines = max(lines, len(wrapped))
		t.numbered = t.numbered || len(wrapped) == 0 || isCut(wrapped, []rune(clean(name))) ||
			slices.ContainsFunc(wrapped, func(s string) bool { return j.fonts.width(s, smallStyle.strong()) > t.cell-6 })
		t.names = append(t.names, wrapped)
	}
	if t.numbered {
		lines = 1
		widest := vg.Length(0)
		for i := range t.scenarios {
			t.names[i] = []string{fmt.Sprint(i + 1)}
			widest = max(widest, j.fonts.width(t.label(i), smallStyle))
		}
		t.keys = min(max(int((sheetWidth-2*edge)/(widest+34)), 1), 4)
	}
	return lineH*vg.Length(lines) + 8
}

// anyMedian tells whether the median of a target is known in any scenario.
func anyMedian(t result.ComparedTarget) bool {
	return slices.ContainsFunc(t.Cells, func(c result.ComparedChance) bool { return c.Of > 0 && !c.Median.IsMissing() })
}

// label is the short name of a scenario.
func (t *comparing) label(i int) string {
	if i < len(t.c.Labels) {
		return t.c.Labels[i]
	}
	return t.c.Scenarios[i].Name
}

// bestOf is the title: in which scenario all targets, or the only one, are likeliest.
func (j *job) bestOf(c *result.Comparison) string {
	chances, what := c.Joint, j.together(c)
	if len(c.Targets) == 1 || len(chances) != len(c.Scenarios) {
		chances, what = nil, j.cut(j.called(c.Targets[0].Target), titleStyle, 250)
		for _, cell := range c.Targets[0].Cells {
			chances = append(chances, cell.Chance)
		}
	}
	best, same := 0, true
	for i, chance := range chances {
		if chance.Of > 0 && (chances[best].Of == 0 || chance.Probability > chances[best].Probability) {
			best = i
		}
	}
	for _, chance := range chances {
		same = same && (chance.Of == 0 || chance.Probability == chances[best].Probability)
	}
	switch n := len(chances); {
	case chances[best].Of == 0:
		return j.pick("No scenario has been judged", "没有情景得到判定")
	case n == 1:
		return upper(what) + j.pick(": ", "：") + j.chance(chances[0])
	case chances[best].Met == 0:
		return fmt.Sprintf(j.pick("In none of %d scenarios does any of %s members meet %s", "%d个情景、各%s个样本中均未实现：%s"), n, result.Grouped(float64(chances[best].Of), 0), what)
	case same:
		return fmt.Sprintf(j.pick("%s: %s in every one of %d scenarios", "%s：%[3]d个情景均为%[2]s"), upper(what), j.chance(chances[best]), n)
	default:
		return fmt.Sprintf(j.pick("%s: likeliest with %s, %s; with %s, %s", "%s：%s概率最高，为%s；%s为%s"),
			upper(what), j.scenario(best), j.chance(chances[best]), j.scenario(otherThan(best)), j.chance(chances[otherThan(best)]))
	}
}

// together says of which targets the joint chance is: where the scenarios do not have the same
// ones, it is of each scenario's own.
func (j *job) together(c *result.Comparison) string {
	for _, t := range c.Targets {
		for k, cell := range t.Cells {
			if cell.Of == 0 && k < len(c.Joint) && c.Joint[k].Of > 0 {
				return j.pick("all targets of the scenario", "情景自身全部目标")
			}
		}
	}
	return fmt.Sprintf(j.pick("all %d targets together", "全部%d项目标同时达标"), len(c.Targets))
}

// scenario names one in a title: by its label if that is short.
func (j *job) scenario(i int) string {
	name := j.several.Labels[i]
	if j.fonts.width(name, titleStyle) > 160 {
		return fmt.Sprintf(j.pick("scenario %d", "情景%d"), i+1)
	}
	return "“" + name + "”"
}

// otherThan is the scenario that the best one is told beside: the first, or the second.
func otherThan(best int) int {
	if best == 0 {
		return 1
	}
	return 0
}

// compareSource says where the picture of a comparison comes from.
func (j *job) compareSource() string {
	c := j.several
	var names []string
	for _, s := range c.Scenarios {
		name := s.Name
		if n := len(s.Changes); n > 0 {
			name += fmt.Sprintf(j.pick(" with %d changed", "（改动%d项）"), n)
		}
		names = append(names, fmt.Sprintf(j.pick("%s (%.8s)", "%s（%.8s）"), name, s.Hash))
	}
	return fmt.Sprintf(j.pick("hubcap, %s members, seed %d; scenarios: %s", "hubcap，%s个样本，种子%d；情景：%s"),
		result.Grouped(float64(c.Members), 0), c.Seed, strings.Join(names, j.pick(", ", "、")))
}

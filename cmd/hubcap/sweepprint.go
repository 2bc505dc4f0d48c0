package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"hubcap/model"
	"hubcap/sim/result"
)

// sweepWords are the texts of a sweep's summary in a language.
type sweepWords struct {
	head, failed, timeout, causes, cause, all, of, none, best string
	promises, chance, certain, nothing, each, readWith, point string
	columns, members                                          []string
}

var summaryWords = map[string]sweepWords{
	"en": {
		head: "%s: %s points, %s runs", failed: ", %s failed", timeout: ", %s took too long",
		causes: "Why points failed:", cause: "%s, first point %d: %s",
		all:     "all targets together",
		columns: []string{"met at", "target", "where", "by", "required", "best value", "best at"},
		members: []string{"likely (90 %)", "even (50 %)", "target", "where", "by", "required", "probability", "best at"},
		of:      "%s of %s", none: "-", best: "point %d: %s",
		promises: "What could be promised:", chance: "with %.0f %% or more", certain: "met", nothing: "none of the bounds tried", each: "%s %s at point %d: %s", readWith: "To be read with it:",
		point: "point %d of %s: %s, %s",
	},
	"zh": {
		head: "%s：%s个点，%s次模拟", failed: "，%s个失败", timeout: "，%s个超时",
		causes: "失败原因：", cause: "%s个，首个为点%d：%s",
		all:     "全部目标同时达标",
		columns: []string{"达标点数", "目标", "范围", "截止", "要求", "最佳值", "最佳点"},
		members: []string{"很可能（90 %）", "过半（50 %）", "目标", "范围", "截止", "要求", "达标概率", "最佳点"},
		of:      "%s / %s", none: "-", best: "点%d：%s",
		promises: "可以承诺什么：", chance: "概率不低于%.0f %%", certain: "达标", nothing: "所试要求均达不到", each: "%s %s，见点%d：%s", readWith: "阅读须知：",
		point: "%[2]s的点%[1]d：%[3]s，%[4]s",
	},
}

// printSweep writes what the points of a sweep came to.
func printSweep(b io.Writer, m *result.Manifest, lang string) {
	w, d := summaryWords[lang], m.Done
	n := func(v int) string { return result.Grouped(float64(v), 0) }
	line := fmt.Sprintf(w.head, m.Study.Name, n(m.Points), n(m.Runs))
	if d.Failed > 0 {
		line += fmt.Sprintf(w.failed, n(d.Failed))
	}
	if d.Timeout > 0 {
		line += fmt.Sprintf(w.timeout, n(d.Timeout))
	}
	fmt.Fprintln(b, line)
	for _, base := range m.Scenarios {
		if !slices.ContainsFunc(d.Targets, func(t result.TargetPoints) bool { return t.Scenario == base.ID && t.Points > 0 }) {
			continue
		}
		fmt.Fprintln(b)
		if len(m.Scenarios) > 1 {
			fmt.Fprintf(b, "%s\n", base.ID)
		}
		head := w.columns
		if m.Members > 1 {
			head = w.members
		}
		out := newTable(head...)
		for i := range d.Targets {
			if t := &d.Targets[i]; t.Scenario == base.ID && t.Points > 0 {
				out.row(w.row(m, t, lang)...)
			}
		}
		out.write(b)
		w.promised(b, m, base.ID, lang)
	}
	if len(d.Causes) > 0 {
		fmt.Fprintf(b, "\n%s\n", w.causes)
		for _, c := range d.Causes {
			wrap(b, fmt.Sprintf(w.cause, n(c.Points), c.First, c.Cause), 100)
		}
	}
	if len(m.Warnings) > 0 {
		fmt.Fprintf(b, "\n%s\n", w.readWith)
		for _, t := range m.Warnings {
			wrap(b, t.In(lang), 100)
		}
	}
}

// promised says which bounds could be promised, where an axis sets the bound of a target.
func (w *sweepWords) promised(b io.Writer, m *result.Manifest, base, lang string) {
	out := newTable()
	for i := range m.Targets {
		target := m.TargetOf(base, m.Targets[i].ID)
		if target == nil {
			continue
		}
		t := slices.IndexFunc(m.Done.Targets, func(t result.TargetPoints) bool { return t.Target == target.ID && t.Scenario == base })
		if target.RequiredBy == "" || t < 0 || m.Done.Targets[t].Points == 0 {
			continue
		}
		levels := []float64{.9, .5}
		if m.Members == 1 {
			levels = []float64{1}
		}
		for _, level := range levels {
			said, sure := w.nothing, w.certain
			if m.Members > 1 {
				sure = fmt.Sprintf(w.chance, 100*level)
			}
			for _, p := range m.Done.Targets[t].Promises {
				if p.Probability == level {
					said = fmt.Sprintf(w.each, target.Comparator, in(lang, result.Format(target.Quantity, float64(p.Bound))), p.Point, w.place(m, p.At, lang))
				}
			}
			out.row("  "+target.Name.In(lang), sure, said)
		}
	}
	if len(out.rows) > 0 {
		fmt.Fprintf(b, "\n%s\n", w.promises)
		out.write(b)
	}
}

// row is what became of a target.
func (w *sweepWords) row(m *result.Manifest, t *result.TargetPoints, lang string) []string {
	n := func(v int) string {
		return fmt.Sprintf(w.of, result.Grouped(float64(v), 0), result.Grouped(float64(t.Points), 0))
	}
	cells := []string{n(t.Met)}
	if m.Members > 1 {
		cells = []string{n(t.Likely), n(t.Met)}
	}
	name, where, by, required, nearest := w.all, "", "", "", ""
	if target := m.TargetOf(t.Scenario, t.Target); target != nil {
		name, where, by = target.Name.In(lang), target.Where.In(lang), target.Deadline.String()
		required = string(target.Comparator) + " " + in(lang, result.Format(target.Quantity, float64(target.Required)))
		for _, a := range m.Axes {
			if a.ID == target.RequiredBy {
				required = string(target.Comparator) + " " + a.Label.In(lang)
			}
			if a.ID == target.DeadlineBy {
				by = a.Label.In(lang)
			}
		}
		if !t.Nearest.IsMissing() {
			nearest = in(lang, result.Format(target.Quantity, float64(t.Nearest)))
		}
	}
	cells = append(cells, name, where, by, required)
	if m.Members > 1 {
		nearest = in(lang, result.Percent(t.Lowest)) + " - " + in(lang, result.Percent(t.Highest))
	}
	return append(cells, nearest, w.at(m, t, lang))
}

// short is a number with four digits, more before the point.
func short(v float64) string {
	digits := 0
	for a := math.Abs(v); digits < 6 && a < 1000 && math.Abs(v-math.Round(v*math.Pow10(digits))/math.Pow10(digits)) > 1e-4*math.Abs(v); digits++ {
	}
	return result.Grouped(v, digits)
}

// at says where a target does best.
func (w *sweepWords) at(m *result.Manifest, t *result.TargetPoints, lang string) string {
	if t.Best < 0 || t.Lowest == t.Highest && (m.Members > 1 || t.Nearest.IsMissing()) {
		return w.none // all are alike
	}
	return fmt.Sprintf(w.best, t.Best, w.place(m, t.At, lang))
}

// place writes the values of the axes at a point.
func (w *sweepWords) place(m *result.Manifest, at []string, lang string) string {
	var parts []string
	for i, a := range m.Axes {
		value := at[i]
		if v, err := strconv.ParseFloat(value, 64); err == nil && len(a.Texts) == 0 {
			value = in(lang, short(v))
		}
		parts = append(parts, a.Label.In(lang)+" "+value)
	}
	return strings.Join(parts, model.Text{EN: ", ", ZH: "，"}.In(lang))
}

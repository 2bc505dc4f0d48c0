package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/sim/result"
)

// words are the texts of the verdict in a language.
type words struct {
	met, missed, count, never, lost, none, bound, readWith string
	head                                                   []string
	steps                                                  map[string]string
}

var verdictWords = map[string]words{
	"en": {
		met: "met", missed: "MISSED", count: "%d of %d targets met", never: "not by %s", lost: "%s, then lost", none: "no targets",
		bound:    "What bound: shares of the missing racks (lead time: started, but not ready by the deadline), of the racks that\nshould be occupied and are not, of the excess of PUE, and of the slowest path's delay.",
		readWith: "To be read with it:",
		head:     []string{"", "target", "where", "required", "simulated", "margin", "by", "first met", "what bound"},
		steps:    map[string]string{"week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "yearly"},
	},
	"zh": {
		met: "达标", missed: "未达标", count: "%[2]d 项目标中 %[1]d 项达标", never: "至%s未达", lost: "%s（后又失守）", none: "无目标",
		bound:    "制约因素：机架为所缺机架的占比（建设周期指已开工但截止日前未建成）；上架率为应上架而未上架机架的占比；\nPUE为超出部分的占比；时延为最慢路径时延的占比。",
		readWith: "阅读须知：",
		head:     []string{"", "目标", "范围", "要求", "模拟值", "余量", "截止", "首次达标", "制约因素"},
		steps:    map[string]string{"week": "按周", "month": "按月", "quarter": "按季", "year": "按年"},
	},
}

// printVerdict writes what a planner wants to know first: which targets are met.
func printVerdict(w io.Writer, r *result.Result, lang string, colour bool) error {
	t := verdictWords[lang]
	var b strings.Builder
	title := r.Scenario.Title.In(lang)
	if title == "" {
		title = r.Scenario.Name
	}
	fmt.Fprintf(&b, "%s\n%s, %s - %s, %s\n\n", title, r.Scenario.Name, r.Start, r.End, t.steps[r.Step])
	if len(r.Targets) == 0 {
		fmt.Fprintln(&b, t.none)
	} else {
		fmt.Fprintf(&b, t.count+"\n\n", len(r.Targets)-r.Missed(), len(r.Targets))
		table := newTable(t.head...)
		table.right(3, 4, 5)
		for _, target := range r.Targets {
			table.row(t.cells(r, target, lang)...)
		}
		if colour {
			table.colour(0, func(s string) string {
				if s == t.met {
					return "\033[32m"
				}
				return "\033[1;31m"
			})
		}
		table.write(&b)
		if slices.ContainsFunc(r.Targets, func(t result.Target) bool { return len(t.Binding) > 0 }) {
			fmt.Fprintf(&b, "\n%s\n", t.bound)
		}
	}
	if len(r.Warnings) > 0 {
		fmt.Fprintf(&b, "\n%s\n", t.readWith)
	}
	for _, warning := range r.Warnings {
		wrap(&b, warning.In(lang), 100)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t words) cells(r *result.Result, target result.Target, lang string) []string {
	state := t.missed
	if target.Met {
		state = t.met
	}
	scope := target.Scope
	if s, ok := r.Scope(target.Scope); ok && s.Name.In(lang) != "" {
		scope = s.Name.In(lang)
	}
	if target.Quantity == model.DelayMean && target.Name.In(lang) != "" {
		scope = "" // the name says it
	}
	first := fmt.Sprintf(t.never, r.End)
	if target.FirstMet != nil {
		first = target.FirstMet.String()
		if !target.Met && target.FirstMet.Before(target.Deadline) {
			first = fmt.Sprintf(t.lost, first)
		}
	}
	var bound []string
	for _, b := range target.Binding {
		if b.Share >= 0.005 {
			bound = append(bound, fmt.Sprintf("%s %.0f %%", b.Words(lang), 100*float64(b.Share)))
		}
	}
	if len(bound) == 0 {
		bound = []string{"-"}
	}
	return []string{state, target.Label(lang), scope,
		string(target.Comparator) + " " + result.Format(target.Quantity, float64(target.Required)),
		result.Format(target.Quantity, float64(target.Simulated)),
		result.FormatMargin(target.Quantity, float64(target.Margin)),
		target.Deadline.String(), first, strings.Join(bound, ", ")}
}

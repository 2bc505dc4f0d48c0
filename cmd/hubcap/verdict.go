package main

import (
	"fmt"
	"io"
	"strings"

	"hubcap/model"
	"hubcap/sim/result"
)

// words are the texts of the verdict in a language.
type words struct {
	met, missed, count, central, single, always, lost, none, share string
	readWith, readChance, findings                                 string
	head                                                           []string
	steps                                                          map[string]string
	change                                                         string
}

var verdictWords = map[string]words{
	"en": {
		met: "met", missed: "MISSED", count: "%d of %d targets met", single: "member %d of %s, seed %d", central: "Central run, without chance: %d of %d targets met", always: "from the start", lost: "%s, then lost", none: "no targets",
		share:    "What bound, as shares of the missing racks (lead time: started, but not ready by the deadline), of the\nracks that should be occupied and are not, of the excess of PUE, of the slowest path's delay:",
		readWith: "To be read with it:", readChance: "To be read with the probabilities:", findings: "Of the central run:",
		head:   []string{"", "target", "where", "by", "required", "simulated", "margin", "first met"},
		steps:  map[string]string{"week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "yearly"},
		change: "changed: ",
	},
	"zh": {
		met: "达标", missed: "未达标", count: "%[2]d项目标中%[1]d项达标", single: "第%d号样本（共%s个），种子%d", central: "中心值模拟（无随机性）：%[2]d项目标中%[1]d项达标", always: "期初即达标", lost: "%s（后又失守）", none: "无目标",
		share:    "制约因素（占所缺机架、应上架而未上架机架、PUE超出部分或最慢路径时延的比例；建设周期指已开工但截止日前未建成）：",
		readWith: "阅读须知：", readChance: "概率阅读须知：", findings: "中心值模拟另得：",
		head:   []string{"", "目标", "范围", "截止", "要求", "模拟值", "余量", "首次达标"},
		steps:  map[string]string{"week": "按周", "month": "按月", "quarter": "按季", "year": "按年"},
		change: "改动：",
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
	fmt.Fprintf(&b, "%s\n%s, %s - %s, %s\n", title, r.Scenario.Name, r.Start, r.End, t.steps[r.Step])
	for _, change := range r.Scenario.Changes {
		fmt.Fprintf(&b, "%s%s\n", t.change, change)
	}
	if r.Member != nil {
		fmt.Fprintf(&b, t.single+"\n", *r.Member, result.Grouped(float64(r.Members), 0), r.Seed)
	}
	if len(r.Targets) == 0 {
		fmt.Fprintf(&b, "\n%s\n", t.none)
	} else {
		if r.Ensemble != nil {
			printChances(&b, r, lang)
		}
		fmt.Fprintf(&b, "\n"+t.counted(r)+"\n\n", len(r.Targets)-r.Missed(), len(r.Targets))
		t.table(r, lang, colour).write(&b)
		if r.Ensemble == nil {
			t.binding(&b, r, lang)
		}
	}
	head := ""
	if r.Ensemble != nil {
		head = t.findings
	}
	findings(&b, r, head, lang)
	warnings := r.Warnings
	if r.Ensemble != nil {
		t.doubts(&b, t.readChance, warnings[:r.Ensemble.Doubts], lang)
		warnings = warnings[r.Ensemble.Doubts:]
	}
	t.doubts(&b, t.readWith, warnings, lang)
	_, err := io.WriteString(w, b.String())
	return err
}

// doubts writes what has to be read with the verdict.
func (t words) doubts(w io.Writer, head string, list []result.Text, lang string) {
	if len(list) > 0 {
		fmt.Fprintf(w, "\n%s\n", head)
	}
	for _, warning := range list {
		wrap(w, warning.In(lang), 100)
	}
}

// counted is the line that counts the targets met.
func (t words) counted(r *result.Result) string {
	if r.Ensemble != nil {
		return t.central
	}
	return t.count
}

// table has a row per target.
func (t words) table(r *result.Result, lang string, colour bool) *table {
	out := newTable(t.head...)
	out.right(4, 5, 6)
	for _, target := range r.Targets {
		out.row(t.cells(r, target, lang)...)
	}
	if colour {
		out.colour(0, func(s string) string {
			if s == t.met {
				return "\033[32m"
			}
			return "\033[1;31m"
		})
	}
	return out
}

// binding has a line per missed target that says what kept it.
func (t words) binding(w io.Writer, r *result.Result, lang string) {
	out := newTable()
	for _, target := range r.Targets {
		var bound []string
		for _, b := range target.Binding {
			if b.Share >= 0.005 {
				bound = append(bound, fmt.Sprintf("%s %.0f %%", b.Words(lang), 100*float64(b.Share)))
			}
		}
		if len(bound) > 0 {
			out.row("  "+target.Name.In(lang), whereIs(r.Scopes, target, lang), in(lang, strings.Join(bound, ", ")))
		}
	}
	if len(out.rows) > 0 {
		fmt.Fprintf(w, "\n%s\n", t.share)
		out.write(w)
	}
}

// whereIs names the scope of a target, unless the target's own name says it.
func whereIs(scopes []result.Scope, target result.Target, lang string) string {
	if target.Quantity == model.DelayMean && target.Named() {
		return ""
	}
	for _, s := range scopes {
		if s.ID == target.Scope && s.Name.In(lang) != "" {
			return s.Name.In(lang)
		}
	}
	return target.Scope
}

func (t words) cells(r *result.Result, target result.Target, lang string) []string {
	state, first := t.missed, "-"
	if target.Met {
		state = t.met
	}
	switch {
	case target.FirstMet == nil:
	case !target.Met && target.FirstMet.Before(target.Deadline):
		first = fmt.Sprintf(t.lost, target.FirstMet)
	case *target.FirstMet == r.Start:
		first = t.always
	default:
		first = target.FirstMet.String()
	}
	return []string{state, target.Name.In(lang), whereIs(r.Scopes, target, lang), target.Deadline.String(),
		string(target.Comparator) + " " + in(lang, result.Format(target.Quantity, float64(target.Required))),
		in(lang, result.Format(target.Quantity, float64(target.Simulated))),
		in(lang, result.FormatMargin(target.Quantity, float64(target.Margin))), first}
}

// in writes formatted numbers as the language does.
func in(lang, s string) string {
	if lang == "zh" {
		s = strings.NewReplacer(" %", "%", " pp", "个百分点", ", ", "，", "; ", "；", ": ", "：").Replace(s)
	}
	return s
}

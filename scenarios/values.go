package scenarios

import (
	"fmt"
	"strings"

	"hubcap/model"
	"hubcap/scenarios/internal/document"
	"hubcap/seeds"
)

// Value is a number of a scenario.
type Value struct {
	model.Parameter // Path is the number's own
	Value           float64
	Drawn           string // the distribution as TOML, where it is one; Value is then its central value
	Origin          string // what stands beside it in the effective scenario
}

// visit walks over all values of a checked tree in the order of the format, but for names
// and sources, which change nothing.
func visit(f *field, path string, n *document.Node, see func(path string, p *model.Parameter, n *document.Node)) {
	for _, sub := range f.fields {
		at := n.Fields[sub.name]
		switch {
		case at == nil, sub.texts():
		case sub.param != nil:
			see(join(path, sub.name), sub.param, at)
		case sub.list:
			for _, item := range at.Items {
				visit(sub, join(join(path, sub.name), item.ID()), item, see)
			}
		default:
			visit(sub, join(path, sub.name), at, see)
		}
	}
}

// numbers collects the numbers of a checked tree.
func numbers(f *field, tree *document.Node) []Value {
	var out []Value
	visit(f, "", tree, func(path string, p *model.Parameter, n *document.Node) {
		if p.Kind == model.Number {
			v := Value{Parameter: *p, Value: n.Number, Drawn: n.Drawn, Origin: n.Comment}
			v.Path = path
			out = append(out, v)
		}
	})
	return out
}

// changes lists what was set on the command line, as PATH = VALUE.
func changes(f *field, tree *document.Node) []string {
	var out []string
	visit(f, "", tree, func(path string, _ *model.Parameter, n *document.Node) {
		if n.Comment == setByHand {
			out = append(out, path+" = "+literal(n))
		}
	})
	return out
}

// doubts adds to the remarks how much of the scenario is assumed, and how much of the
// documents that it cites it does not judge.
func (e *Effective) doubts() error {
	assumed := 0
	for _, v := range e.Numbers {
		if strings.Contains(v.Origin, "assumption") {
			assumed++
		}
	}
	if assumed > 0 {
		e.remark(model.Text{
			EN: fmt.Sprintf("%d of the %d numbers of this scenario are assumptions; hubcap show prints each with its source.", assumed, len(e.Numbers)),
			ZH: fmt.Sprintf("本情景%d个数值中有%d个为假设；hubcap show 可逐一列出其来源。", len(e.Numbers), assumed),
		})
	}
	ledger, err := seeds.Targets()
	if err != nil {
		return err
	}
	documents, err := seeds.Documents()
	if err != nil {
		return err
	}
	title := map[string]model.Text{}
	for _, d := range documents {
		title[d.ID] = model.Text{EN: d.EN, ZH: "《" + d.ZH + "》"}
	}
	stated := map[string]int{}
	for _, t := range ledger {
		stated[t.Document]++
	}
	judged := map[string]int{}
	for _, t := range e.Targets {
		judged[t.Source.Document]++
	}
	for _, t := range e.Targets { // in the order of the scenario, each document once
		document := t.Source.Document
		if stated[document] > 0 && judged[document] > 0 {
			e.remark(model.Text{
				EN: fmt.Sprintf("%s states %d numbers as targets; %d are judged here. seeds/targets.csv says why not the others.", title[document].EN, stated[document], judged[document]),
				ZH: fmt.Sprintf("%s共有%d个目标数值，此处判定%d个；其余原因见 seeds/targets.csv。", title[document].ZH, stated[document], judged[document]),
			})
			judged[document] = 0
		}
	}
	return nil
}

func (e *Effective) remark(t model.Text) { e.Remarks = append(e.Remarks, t) }

package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"hubcap/model"
	"hubcap/scenarios/internal/document"
)

// mostText bounds a text, in bytes.
const mostText = 400

// form checks a value of a form that no scenario has, but other documents do.
func (c *checker) form(p *model.Parameter, path string, n *document.Node, complain func(string, ...any)) {
	switch p.Kind {
	case model.Whole:
		switch {
		case n.Kind != document.Integer && n.Kind != document.Float:
			complain("is %s, and a whole number is wanted%s", n.Kind, numberHint(n))
		case !p.Allowed(n.Number):
			complain("%s", outOfRange(p, n.Number))
		case n.Kind != document.Integer:
			complain("is a decimal number, and a whole number is wanted, without a point")
		}
	case model.Flag:
		if n.Kind != document.Bool {
			complain("is %s, and true or false is wanted, without quotes", n.Kind)
		}
	case model.Chance:
		switch {
		case n.Kind == document.String && !slices.Contains(p.Options, n.Text):
			complain("%.80q is no distribution; write it as a table, { dist = %.80q, ... }, or the word %q for that of the scenario", n.Text, n.Text, p.Options[0])
		case n.Kind != document.String && n.Kind != document.Table:
			complain("is %s, and a distribution is wanted, { dist = \"uniform\", low = 1, high = 2 }, or the word %q for that of the scenario", n.Kind, p.Options[0])
		}
	default:
		c.plainList(p.Kind, path, n, complain)
	}
}

// plainList checks a list of values, whose faults are told at the items.
func (c *checker) plainList(kind model.Kind, path string, n *document.Node, complain func(string, ...any)) {
	want := map[model.Kind]string{
		model.Texts:  "a list of texts in quotes is wanted: [\"...\"]",
		model.Dates:  "a list of dates without quotes is wanted: [2023-12-31, 2024-12-31]",
		model.Values: "a list is wanted, of numbers, [12, 18], or of words in quotes, [\"none\", \"fixed-rate\"]",
	}[kind]
	switch {
	case n.Kind != document.List:
		complain("is %s, and %s", n.Kind, want)
		return
	case len(n.Items) == 0:
		complain("is empty, and %s", want)
		return
	}
	seen := map[string]bool{}
	for i, item := range n.Items {
		what := itemFault(kind, item, n.Items[0])
		key := literal(item)
		if what == "" && seen[key] && kind != model.Texts {
			what = key + " is listed twice"
		}
		seen[key] = true
		if item.Wrong { // the parser has said why
			c.wrong[path] = true
		} else if what != "" {
			c.wrong[path] = true
			c.problem(item.Value, fmt.Sprintf("%s[%d]", path, i), "%s", what)
		}
	}
}

// itemFault is what is wrong with an item of a list whose first item is given too, or nothing.
func itemFault(kind model.Kind, item, first *document.Node) string {
	number := func(n *document.Node) bool { return n.Kind == document.Integer || n.Kind == document.Float }
	word := func(n *document.Node) bool { return n.Kind == document.String || n.Kind == document.Date }
	switch {
	case item.Wrong:
		return ""
	case kind == model.Dates && item.Kind != document.Date:
		return fmt.Sprintf("is %s, and a date is wanted, without quotes: 2024-12-31", item.Kind)
	case kind == model.Texts && item.Kind != document.String:
		return fmt.Sprintf("is %s, and a text in quotes is wanted", item.Kind)
	case kind == model.Values && !number(item) && !word(item):
		return fmt.Sprintf("is %s, and a number is wanted, or a word or date in quotes", item.Kind)
	case kind == model.Values && number(first) && !number(item):
		return fmt.Sprintf("is %s in a list of numbers; a list has numbers only, or words only%s", item.Kind, numberHint(item))
	case kind == model.Values && word(first) && !word(item):
		return fmt.Sprintf("is %s in a list of words; a list has numbers only, or words only", item.Kind)
	case number(item) && (math.IsNaN(item.Number) || math.IsInf(item.Number, 0)):
		return "is not finite; give a number"
	case item.Kind == document.String && (item.Text == "" || len(item.Text) > mostText):
		return fmt.Sprintf("has %d bytes; from 1 to %d are allowed", len(item.Text), mostText)
	case item.Kind == document.String && strings.ContainsFunc(item.Text, unicode.IsControl):
		return "holds a line break or another control character; write one plain line"
	}
	return ""
}

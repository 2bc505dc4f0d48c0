package scenarios

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"hubcap/model"
	"hubcap/model/distribution"
	"hubcap/scenarios/internal/document"
)

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

// checker holds a tree against the format. It notes every mistake, puts the defaults
// where nothing is said, and replaces what is wrong, so that the rest can be checked too.
type checker struct {
	added    map[*document.Node]addition
	orphan   bool                      // what it extends is not there, so much may be missing
	nodes    map[string]*document.Node // every value and entry by path
	wrong    map[string]bool           // paths whose value cannot be trusted
	problems []document.Problem
	remarks  []model.Text
	read     []string // files of weather that were read
	folder   string   // that files named in settings are relative to

	kinds    []distribution.Kind
	chances  map[string]*chance // of numbers that are distributions, by path
	loosened map[string]bool    // groups from which numbers were taken
	rank     func(document.Pos) int
}

func (c *checker) problem(pos document.Pos, path, format string, args ...any) {
	c.wrong[path] = true
	c.problems = append(c.problems, document.Problem{Pos: pos, Path: path, What: fmt.Sprintf(format, args...)})
}

// table checks a table's keys and fills in what is missing.
func (c *checker) table(f *field, path string, n *document.Node) {
	for _, key := range n.Keys {
		if f.find(key) != nil {
			continue
		}
		c.problem(n.Fields[key].Pos, join(path, key), "unknown key%s", DidYouMean(key, f.names()))
		c.wrong[path] = true
	}
	missing := c.missing(f, path, n)
	for _, sub := range f.fields {
		at := join(path, sub.name)
		there := n.Fields[sub.name]
		c.nodes[at] = there
		switch {
		case sub.param != nil && c.replaced(sub.param):
			if there != nil {
				c.problem(there.Pos, at, "has no effect beside [[%s]] entries, which take its place; change those, or remove this", sub.param.Unless)
			}
			c.nodes[at] = n
		case sub.param != nil && sub.param.Needs != "" && !c.has(sub.param.Needs):
			if there != nil {
				c.idle(sub.param, at, there)
				loosen(there, c.loosened)
				n.Delete(sub.name)
			}
			c.nodes[at] = n
		case sub.param != nil && there == nil:
			c.nodes[at] = n
			if sub.param.Required {
				c.wrong[at] = true
				if !missing && !c.orphan {
					c.problem(n.Pos, at, "is missing: %s", sub.param.Meaning)
				}
			}
			if node := blank(sub.param, n.Pos); node != nil {
				n.Set(sub.name, node)
			}
		case sub.param != nil:
			c.value(sub.param, at, there)
		case sub.list:
			c.list(sub, at, there)
		case there == nil:
			there = document.NewTable(n.Pos)
			n.Set(sub.name, there)
			c.table(sub, at, there)
		case there.Kind != document.Table:
			c.problem(there.Value, at, "is %s, and a table is wanted: [%s] or { ... }", there.Kind, at)
			n.Set(sub.name, document.NewTable(there.Pos))
		default:
			c.table(sub, at, there)
		}
	}
}

// has tells whether a list of the scenario has entries.
func (c *checker) has(name string) bool {
	list := c.nodes[""].Fields[name]
	return list != nil && len(list.Items) > 0
}

// replaced tells whether entries of a list take the place of a value.
func (c *checker) replaced(p *model.Parameter) bool { return p.Unless != "" && c.has(p.Unless) }

// idle notes a value that has no effect: a mistake on the command line, and else a doubt,
// since a file may extend one in which it had.
func (c *checker) idle(p *model.Parameter, path string, n *document.Node) {
	if n.Comment == setByHand {
		c.problem(n.Pos, path, "has no effect without [[%s]] entries", p.Needs)
		return
	}
	c.remarks = append(c.remarks, model.Text{
		EN: fmt.Sprintf("%s has no effect: the scenario has no [[%s]] entries", path, p.Needs),
		ZH: fmt.Sprintf("%s 不起作用：情景中没有 [[%s]] 条目", path, p.Needs),
	})
}

// missing tells in one message when an added entry lacks what every entry needs.
func (c *checker) missing(f *field, path string, n *document.Node) bool {
	add, ok := c.added[n]
	if !ok {
		return false
	}
	var lack []string
	for _, name := range f.required() {
		if n.Fields[name] == nil {
			lack = append(lack, name)
		}
	}
	if len(lack) == 0 || n.ID() == "" {
		return false
	}
	c.problem(n.Pos, path, "there is no such entry in %q to override%s; to add one, give %s",
		add.base, strings.TrimSuffix(DidYouMean(n.ID(), add.ids), "?"), strings.Join(lack, ", "))
	return true
}

// list checks a list of tables with ids.
func (c *checker) list(f *field, path string, n *document.Node) {
	if n == nil {
		return
	}
	if n.Kind != document.List {
		c.problem(n.Value, path, "is %s, and a list of tables is wanted: write its name in double brackets, [[...]]", n.Kind)
		n.Kind, n.Items = document.List, nil
		return
	}
	seen := map[string]*document.Node{}
	var kept []*document.Node
	for i, item := range n.Items {
		if item.Kind != document.Table {
			c.problem(item.Value, fmt.Sprintf("%s[%d]", path, i), "is %s, and a table with an id is wanted", item.Kind)
			continue
		}
		id := item.ID()
		at := join(path, id)
		first := seen[id]
		if first != nil && id != "" {
			c.problems = append(c.problems, twice(item, first, at))
		}
		stand := "" // a name under which an entry without one of its own is looked at too
		if !idForm.MatchString(id) || first != nil {
			stand = fmt.Sprintf("#%d", i+1)
			at = join(path, stand)
			c.wrong[path] = true
		} else {
			seen[id] = item
		}
		c.nodes[at] = item
		c.table(f, at, item)
		if stand != "" {
			item.Set("id", &document.Node{Kind: document.String, Text: stand, Pos: item.Pos, Value: item.Pos})
		}
		kept = append(kept, item)
	}
	n.Items = kept
	if f.find("date") != nil { // what is added to an extended scenario may come in between
		slices.SortStableFunc(n.Items, func(a, b *document.Node) int { return strings.Compare(dateOf(a), dateOf(b)) })
	}
}

// dateOf is an entry's date as ISO 8601, which sorts as it is.
func dateOf(n *document.Node) string {
	if d := n.Fields["date"]; d != nil {
		return d.Text
	}
	return ""
}

// blank is the node of a value that is not given: the default, or a stand-in for a
// required one so that the rest can still be looked at.
func blank(p *model.Parameter, pos document.Pos) *document.Node {
	n := &document.Node{Pos: pos, Value: pos, Comment: "default"}
	if p.Source != "" {
		n.Comment += "; " + p.Source
	}
	switch v := p.Default.(type) {
	case float64:
		n.Kind, n.Number = document.Float, v
	case string:
		n.Kind, n.Text = document.String, v
		n.Comment = ""
	default:
		if !p.Required {
			return nil
		}
		switch p.Kind {
		case model.Number:
			n.Kind, n.Number = document.Float, p.Min
		case model.DateKind:
			n.Kind, n.Text = document.Date, "2000-01-31"
		case model.RefList:
			n.Kind = document.List
		default:
			n.Kind = document.String
		}
	}
	return n
}

// standIn replaces a wrong value, so that the rest can be looked at.
func standIn(p *model.Parameter, pos document.Pos) *document.Node {
	if n := blank(p, pos); n != nil {
		return n
	}
	if p.Kind != model.Number {
		return &document.Node{Kind: document.String, Pos: pos, Value: pos} // an optional reference
	}
	return &document.Node{Kind: document.Float, Pos: pos, Value: pos} // an optional number
}

// value checks one value; a wrong one is noted and replaced.
func (c *checker) value(p *model.Parameter, path string, n *document.Node) {
	complain := func(format string, args ...any) {
		c.problem(n.Value, path, format, args...)
		*n = *standIn(p, n.Pos)
	}
	if n.Wrong { // the parser has said why
		c.wrong[path] = true
		*n = *standIn(p, n.Pos)
		return
	}
	if n.Kind == document.Table && p.Kind != model.Number && p.Kind != model.Chance && n.Fields["dist"] != nil {
		complain("is a table: only numbers can be distributions, and this is %s", kindWords(p.Kind))
		return
	}
	switch p.Kind {
	case model.Number:
		if n.Kind == document.Table {
			c.distribution(p, path, n)
		} else if n.Kind != document.Integer && n.Kind != document.Float {
			complain("is %s, and a number is wanted%s%s", n.Kind, inUnit(p.Unit), numberHint(n))
		} else if math.IsNaN(n.Number) || math.IsInf(n.Number, 0) {
			complain("is not finite; allowed is %s", interval(p.Min, p.Max, p.Unit))
		} else if !p.Allowed(n.Number) {
			complain("%s", outOfRange(p, n.Number))
		} else if !p.Plausible(n.Number) {
			c.remark(p, path, n.Number)
		}
	case model.DateKind:
		if n.Kind != document.Date {
			complain("is %s, and a date is wanted, without quotes: 2024-12-31", n.Kind)
		}
	case model.RefList:
		if n.Kind != document.List || len(n.Items) == 0 {
			complain("a list of at least one id of a %s in quotes is wanted: [\"...\"]", strings.Join(p.Of, " or "))
			return
		}
		for i, item := range n.Items {
			at := fmt.Sprintf("%s[%d]", path, i)
			switch {
			case item.Kind != document.String:
				c.problem(item.Value, at, "is %s, and an id in quotes is wanted", item.Kind)
				*item = document.Node{Kind: document.String, Pos: item.Pos, Value: item.Value}
			case !idForm.MatchString(item.Text):
				c.problem(item.Value, at, "%.80q cannot be an id; allowed are lower-case letters, digits and hyphens, at most 64", item.Text)
				item.Text = ""
			}
		}
	case model.Whole, model.Flag, model.Texts, model.Dates, model.Values, model.Chance:
		c.form(p, path, n, complain)
	default:
		c.text(p, n, complain)
	}
}

// outOfRange says what is allowed in the place of a number that is not.
func outOfRange(p *model.Parameter, v float64) string {
	return fmt.Sprintf("%s is out of range; allowed is %s%s", number(v), interval(p.Min, p.Max, p.Unit), shareHint(v, p.Min, p.Max))
}

// kindWords says what a value is that is no number.
func kindWords(k model.Kind) string {
	switch k {
	case model.DateKind:
		return "a date"
	case model.RefList:
		return "a list of ids"
	case model.Enum:
		return "a choice of words"
	default:
		return "a text"
	}
}

// text checks the values that are written in quotes.
func (c *checker) text(p *model.Parameter, n *document.Node, complain func(string, ...any)) {
	switch {
	case n.Kind != document.String:
		complain("is %s, and a text in quotes is wanted", n.Kind)
	case p.Kind == model.Ident && !idForm.MatchString(n.Text):
		complain("%q cannot be an id; allowed are lower-case letters, digits and hyphens, at most 64", n.Text)
	case p.Kind == model.Enum && !slices.Contains(p.Options, n.Text):
		complain("%q is unknown%s", n.Text, DidYouMean(n.Text, p.Options))
	case p.Kind == model.Name:
		if _, ok := model.QuantityOf(model.QuantityName(n.Text)); !ok {
			complain("%q is no quantity%s", n.Text, DidYouMean(n.Text, quantityNames()))
		}
	case strings.ContainsFunc(n.Text, unicode.IsControl):
		complain("holds a line break or another control character; write one plain line")
	case p.Kind == model.String && len(n.Text) > mostText:
		complain("is longer than %d bytes", mostText)
	}
}

// remark doubts a value that the evidence does not cover.
func (c *checker) remark(p *model.Parameter, path string, v float64) {
	c.remarks = append(c.remarks, model.Text{
		EN: fmt.Sprintf("%s = %s lies outside what the evidence covers, %s", path, number(v), interval(p.Low, p.High, p.Unit)),
		ZH: fmt.Sprintf("%s = %s 超出现有依据的范围 %s", path, number(v), strings.Replace(interval(p.Low, p.High, p.Unit), " to ", "～", 1)),
	})
}

func quantityNames() []string {
	var out []string
	for _, q := range model.Quantities() {
		out = append(out, string(q.Name))
	}
	return out
}

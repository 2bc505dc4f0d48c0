package document

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"
)

// value reads one value. The syntax tree does not say where a list or an inline table
// begins, so the caller says from where on it can.
func (b *builder) value(e *unstable.Node, path string, at int) *Node {
	n := &Node{}
	if e.Raw.Length > 0 {
		at = int(e.Raw.Offset)
	}
	n.Value = b.pos(at)
	n.Pos = n.Value
	switch e.Kind {
	case unstable.Array:
		n.Kind, n.closed = List, true
		i := 0
		for it := e.Children(); it.Next(); {
			if it.Node().Kind == unstable.Comment {
				continue
			}
			n.Items = append(n.Items, b.value(it.Node(), index(path, i), at))
			i++
		}
	case unstable.InlineTable:
		n.Kind, n.Fields = Table, map[string]*Node{}
		for it := e.Children(); it.Next(); {
			if it.Node().Kind == unstable.KeyValue {
				b.keyValue(n, path, it.Node())
			}
		}
		n.closed = true
	case unstable.String:
		n.Kind, n.Text = String, string(e.Data)
	case unstable.Bool:
		n.Kind, n.Truth = Bool, string(e.Data) == "true"
	case unstable.Integer, unstable.Float:
		n.Kind = Float
		if e.Kind == unstable.Integer {
			n.Kind = Integer
		}
		v, ok := number(string(e.Data))
		if !ok {
			b.problem(at, path, "%s is no number; write 150_000 or 0.65", e.Data)
			n.Wrong = true
		}
		n.Number = v
	case unstable.LocalDate:
		n.Kind, n.Text = Date, string(e.Data)
		if _, err := time.Parse(time.DateOnly, n.Text); err != nil {
			b.problem(at, path, "%s is a date that does not exist; write year-month-day, as 2024-12-31", n.Text)
			n.Wrong = true
		}
	default:
		n.Kind, n.Text = Other, string(e.Data)
	}
	n.Comment = b.comments[n.Value.Line]
	return n
}

// number reads a TOML number of any base, signed, with underscores between digits.
func number(s string) (float64, bool) {
	plain := strings.TrimLeft(s, "+-")
	if strings.HasPrefix(s, "-0x") || strings.HasPrefix(s, "+0x") || strings.Contains(s, "__") {
		return 0, false
	}
	switch plain {
	case "inf":
		if s[0] == '-' {
			return math.Inf(-1), true
		}
		return math.Inf(1), true
	case "nan":
		return math.NaN(), true
	}
	s = strings.ReplaceAll(s, "_", "")
	if len(plain) > 1 && plain[0] == '0' && strings.ContainsRune("xob", rune(plain[1])) {
		i, err := strconv.ParseInt(s, 0, 64)
		return float64(i), err == nil
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil || math.IsInf(v, 0) // too large is for the range check to say
}

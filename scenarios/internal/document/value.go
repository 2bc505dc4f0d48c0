package document

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"
)

// value reads one value. The syntax tree does not say where a list or an inline table
// begins or ends, so the caller says where it begins, and is told the offset behind it.
func (b *builder) value(e *unstable.Node, path string, at int) (n *Node, end int) {
	n = &Node{}
	if e.Raw.Length > 0 {
		at = int(e.Raw.Offset)
	}
	end = at + int(e.Raw.Length)
	n.Value = b.pos(at)
	n.Pos = n.Value
	switch e.Kind {
	case unstable.Array:
		n.Kind, n.closed = List, true
		end = at + 1
		for it := e.Children(); it.Next(); {
			if it.Node().Kind == unstable.Comment {
				continue
			}
			var item *Node
			item, end = b.value(it.Node(), index(path, len(n.Items)), b.skipBlank(end))
			n.Items = append(n.Items, item)
		}
		end = b.skipBlank(end) + 1
	case unstable.InlineTable:
		n.Kind, n.Fields = Table, map[string]*Node{}
		end = at + 1
		for it := e.Children(); it.Next(); {
			if it.Node().Kind == unstable.KeyValue {
				end = b.keyValue(n, path, it.Node())
			}
		}
		end = b.skipBlank(end) + 1
		n.closed = true
	default:
		b.scalar(n, e, path, at)
	}
	n.Comment = b.comments[n.Value.Line]
	return n, end
}

// scalar reads a value that holds no others.
func (b *builder) scalar(n *Node, e *unstable.Node, path string, at int) {
	text := string(e.Data)
	wrong := func(format string, args ...any) {
		b.problem(at, path, format, args...)
		n.Wrong = true
	}
	switch e.Kind {
	case unstable.String:
		n.Kind, n.Text = String, text
	case unstable.Bool:
		n.Kind, n.Truth = Bool, text == "true"
	case unstable.Integer, unstable.Float:
		n.Kind = Float
		if e.Kind == unstable.Integer {
			n.Kind, n.Text = Integer, text
		}
		v, ok := number(text)
		named := strings.HasSuffix(text, "inf") || strings.HasSuffix(text, "nan")
		switch {
		case !ok:
			wrong("%s is no number; write 150_000 or 0.65", text)
		case !named && (math.IsInf(v, 0) || n.Kind == Integer && math.Abs(v) >= 1<<63):
			wrong("%s is too large for a number", text)
		}
		n.Number = v
	default:
		n.Kind, n.Text = Other, text
		if e.Kind == unstable.LocalDate {
			n.Kind = Date
		}
		day := text[:min(len(text), len(time.DateOnly))]
		if _, err := time.Parse(time.DateOnly, day); err != nil && e.Kind != unstable.LocalTime {
			wrong("%s is a date that does not exist; write year-month-day, as 2024-12-31", day)
		}
	}
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

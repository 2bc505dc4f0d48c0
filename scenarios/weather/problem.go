package weather

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// Problem is a mistake and where it is, line and column counted from 1 and columns in
// characters. Without a line it is of the whole file, without a column of the line.
type Problem struct {
	File         string
	Line, Column int
	What         string // what is wrong; what is allowed
}

func (p Problem) String() string {
	place := printable(p.File, 300)
	if p.Line > 0 {
		place += ":" + strconv.Itoa(p.Line)
		if p.Column > 0 {
			place += ":" + strconv.Itoa(p.Column)
		}
	}
	return place + ": " + p.What
}

// Problems are all mistakes of a file, in its order.
type Problems []Problem

// MostShown is how many problems are shown: one slip of a unit makes thousands.
const MostShown = 20

func (p Problems) Error() string {
	var b strings.Builder
	for i, problem := range p[:min(len(p), MostShown)] {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(problem.String())
	}
	if more := len(p) - MostShown; more > 0 {
		fmt.Fprintf(&b, "\n%s: and %d more", printable(p[0].File, 300), more)
	}
	return b.String()
}

// printable shows a text from a file on a terminal: without control characters, which
// could do anything there, as UTF-8, and not at any length.
func printable(s string, most int) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	if strings.ContainsFunc(s, unicode.IsControl) {
		s = strings.Trim(strconv.QuoteToGraphic(s), `"`)
	}
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return s
}

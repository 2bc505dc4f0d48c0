package scenarios

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"hubcap/scenarios/internal/document"
)

// numberHint guesses what number a text was meant to be: 40%, 150,000, 12 months, "7".
func numberHint(n *document.Node) string {
	if n.Kind != document.String {
		return ""
	}
	text := strings.ReplaceAll(strings.TrimSpace(n.Text), ",", "")
	digits := strings.TrimRightFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsSpace(r) || r == '%' })
	size := 1.
	switch unit := strings.TrimSpace(text[len(digits):]); {
	case strings.HasPrefix(unit, "万"):
		size = 1e4
	case strings.HasPrefix(unit, "亿"):
		size = 1e8
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(digits, "_", ""), 64)
	switch {
	case err != nil || math.IsNaN(v) || math.IsInf(v, 0):
		return ""
	case strings.HasSuffix(text, "%"):
		v /= 100
	}
	return "; write " + grouped(v*size)
}

// shareHint tells a per cent from a share.
func shareHint(v, lowest, highest float64) string {
	if lowest == 0 && highest == 1 && v > 1 && v <= 100 {
		return "; shares are fractions of 1, so write " + number(v/100)
	}
	return ""
}

func inUnit(unit string) string {
	if unit == "1" {
		return ""
	}
	return ", in " + unit
}

func number(v float64) string {
	if a := math.Abs(v); a >= 1e15 || (a > 0 && a < 1e-6) {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

func interval(lo, hi float64, unit string) string {
	if unit == "1" {
		unit = ""
	} else {
		unit = " " + unit
	}
	if lo == hi {
		return number(lo) + unit
	}
	return number(lo) + " to " + number(hi) + unit
}

package distribution

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// The sizes of numbers that are taken: beyond them squares would leave the floating-point
// numbers.
const (
	tiny = 1e-100
	huge = 1e100
)

func checkNumber(key string, x float64) *Fault {
	if a := math.Abs(x); a != 0 && !(a >= tiny && a <= huge) {
		return fault(key, "%s has to be a number of a size below 1e100, and 0 or above 1e-100", num(x))
	}
	return nil
}

// checkForm refuses keys that are too few or too many to make the kind.
func (k Kind) checkForm(given []string) *Fault {
	var of []string // those that take part in a form
	for _, key := range given {
		if slices.ContainsFunc(k.Forms, func(form []string) bool { return slices.Contains(form, key) }) {
			of = append(of, key)
		}
	}
	if k.Name == "quantiles" && len(of) > 2 {
		return nil // the only kind that takes more than a form
	}
	short := false
	for _, form := range k.Forms {
		missing := without(form, of)
		if len(missing) == 0 && len(of) == len(form) {
			return nil
		}
		if len(without(of, form)) > 0 {
			continue
		}
		if short = true; len(k.Forms) == 1 {
			return fault(missing[0], "is missing: dist = %q needs %s", k.Name, k.needs)
		}
	}
	if short {
		return fault("", "dist = %q needs %s; %s", k.Name, k.needs, givenAre(of))
	}
	hint := ""
	if len(of) > 2 && !slices.ContainsFunc(of, func(key string) bool { return key[0] != 'p' }) {
		hint = "; dist = \"quantiles\" takes more"
	}
	return fault(of[len(of)-1], "is too much: dist = %q needs %s; %s%s", k.Name, k.needs, givenAre(of), hint)
}

func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(some, s) })
}

func givenAre(keys []string) string {
	if len(keys) == 0 {
		return "none is given"
	}
	return "given: " + strings.Join(keys, ", ")
}

// num writes a number as a person would.
func num(x float64) string {
	if a := math.Abs(x); a == 0 || a >= 1e-4 && a < 1e15 {
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

// span writes a range, of which an end may be infinite.
func span(low, high float64) string {
	switch {
	case math.IsInf(low, -1) && math.IsInf(high, 1):
		return "any number"
	case math.IsInf(low, -1):
		return "up to " + num(high)
	case math.IsInf(high, 1):
		return "from " + num(low)
	}
	return num(low) + " to " + num(high)
}

func percent(x float64) string { return strconv.FormatFloat(100*x, 'f', 1, 64) + "%" }

package distribution

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Kind is a kind of distribution.
type Kind struct {
	Name    string
	Keys    []Key
	Forms   [][]string // the sets of keys that make one; quantiles takes more than a pair, too
	Meaning string

	needs string // the forms in words
	build func(Params) (shape, *Fault)
}

// Key is a parameter of a kind.
type Key struct{ Name, Meaning string }

// Kinds are the kinds that New knows.
func Kinds() []Kind {
	low, high := Key{"low", "least value"}, Key{"high", "greatest value"}
	mode := Key{"mode", "most likely value"}
	mean, sd := Key{"mean", "expectation"}, Key{"sd", "standard deviation"}
	inner := percents()[1:8]
	two := "or two of p05, p10, p25, p50, p75, p90, p95"
	kinds := []Kind{
		{"uniform", []Key{low, high}, [][]string{{"low", "high"}},
			"every value from low to high alike", "low and high", buildUniform},
		{"triangular", []Key{low, mode, high}, [][]string{{"low", "mode", "high"}},
			"likely at the mode, and linearly less towards low and high", "low, mode and high", buildTriangular},
		{"pert", []Key{low, mode, high, {"weight", "of the mode, 4 by default; more of it is narrower"}}, [][]string{{"low", "mode", "high"}},
			"likely about the mode, smoothly less towards low and high (Malcolm and others, 1959)", "low, mode and high", buildPERT},
		{"normal", append([]Key{mean, sd}, quantileKeys(inner)...), append([][]string{{"mean", "sd"}}, pairs(inner)...),
			"the bell curve: the sum of many small causes", "mean and sd, " + two, buildNormal},
		{"lognormal", append([]Key{mean, sd, {"sigma", "standard deviation of the natural logarithm"}}, quantileKeys(inner)...),
			append([][]string{{"p50", "sigma"}, {"mean", "sd"}}, pairs(inner)...),
			"above 0, with a long tail to the right: the product of many small causes", "p50 and sigma, mean and sd, " + two, buildLognormal},
		{"beta", []Key{{"alpha", "above 1, rare near low"}, {"beta", "above 1, rare near high"}, {"low", "least value, 0 by default"}, {"high", "greatest value, 1 by default"}},
			[][]string{{"alpha", "beta"}}, "a share, between low and high", "alpha and beta", buildBeta},
		{"discrete", []Key{{"values", "list of what it can be"}, {"weights", "list of how likely each is next to the others; by default all alike"}},
			[][]string{{"values"}}, "one of several values", "values", buildDiscrete},
		{"quantiles", quantileKeys(percents()), pairs(percents()),
			"through the quantiles given, like a normal distribution between and beyond them", "two or more of p01, p05, p10, p25, p50, p75, p90, p95, p99", buildQuantiles},
	}
	for i := range kinds {
		kinds[i].Keys = append(kinds[i].Keys, Key{"min", "what lies below is cut off"}, Key{"max", "what lies above is cut off"},
			Key{"value", "in a run without chance; by default the mode where one is given, else the median"})
	}
	return kinds
}

func quantileKey(percent int) string {
	return string([]byte{'p', '0' + byte(percent/10), '0' + byte(percent%10)})
}

func quantileKeys(percents []int) []Key {
	var out []Key
	for _, percent := range percents {
		meaning := fmt.Sprintf("value that is undercut with a probability of %d%%", percent)
		if percent == 50 {
			meaning = "median"
		}
		out = append(out, Key{quantileKey(percent), meaning})
	}
	return out
}

// pairs are all pairs of quantiles.
func pairs(percents []int) [][]string {
	var out [][]string
	for i, a := range percents {
		for _, b := range percents[i+1:] {
			out = append(out, []string{quantileKey(a), quantileKey(b)})
		}
	}
	return out
}

func find(name string) (Kind, *Fault) {
	kinds := Kinds()
	var names []string
	for _, k := range kinds {
		if k.Name == name {
			return k, nil
		}
		names = append(names, k.Name)
	}
	return Kind{}, fault("dist", "%q is no kind of distribution; there are %s", name, strings.Join(names, ", "))
}

// check refuses keys that the kind does not know or that make none, and numbers that are
// none.
func (k Kind) check(p Params) *Fault {
	known := map[string]bool{}
	var names []string
	for _, key := range k.Keys {
		known[key.Name] = true
		names = append(names, key.Name)
	}
	given := slices.Sorted(maps.Keys(p.Numbers))
	for _, key := range given {
		if key == "values" || key == "weights" {
			return fault(key, "has to be a list of numbers, as [1, 0.8]")
		}
	}
	if p.Values != nil {
		given = append(given, "values")
	}
	if p.Weights != nil {
		given = append(given, "weights")
	}
	for _, key := range given {
		if !known[key] {
			return fault(key, "is no parameter of dist = %q, which has %s", k.Name, strings.Join(names, ", "))
		}
	}
	if f := k.checkForm(given); f != nil {
		return f
	}
	for _, key := range slices.Sorted(maps.Keys(p.Numbers)) {
		if f := checkNumber(key, p.Numbers[key]); f != nil {
			return f
		}
	}
	return nil
}

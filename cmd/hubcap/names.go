package main

import (
	"fmt"
	"slices"
	"strings"

	"hubcap/scenarios"
)

// named is something that answers to its id, its English and its Chinese name.
type named struct{ id, en, zh string }

// lookup finds the thing that a name means. Names with a bracket, hyphen or slash are
// known by each of their parts, and the word cluster says nothing: Gui'an cluster,
// 贵安集群 and 贵安 are the same. The index is that in the list.
func lookup(what, name string, things []named) (int, error) {
	for i, t := range things {
		if strings.EqualFold(t.id, name) || strings.EqualFold(t.en, name) || t.zh == name {
			return i, nil
		}
	}
	wanted := nameParts(name)
	var found []int
	var known, candidates []string
	for i, t := range things {
		known = append(known, t.id)
		parts := slices.Concat([]string{t.id}, nameParts(t.en), nameParts(t.zh))
		missing := func(w string) bool { return !slices.Contains(parts, w) }
		if len(wanted) > 0 && !slices.ContainsFunc(wanted, missing) {
			found = append(found, i)
			candidates = append(candidates, t.id)
		}
	}
	switch len(found) {
	case 0:
		return 0, fmt.Errorf("there is no %s %q%s", what, name, scenarios.DidYouMean(name, known))
	case 1:
		return found[0], nil
	}
	return 0, fmt.Errorf("%q may be %s; give the id", name, strings.Join(candidates, " or "))
}

// nameParts cuts a name at brackets, hyphens and slashes.
func nameParts(name string) []string {
	cut := func(r rune) bool { return strings.ContainsRune("()（）/-", r) }
	var parts []string
	for _, part := range strings.FieldsFunc(strings.ToLower(name), cut) {
		part = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(part), "集群"), " cluster")
		if part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

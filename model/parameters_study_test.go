package model

import (
	"slices"
	"strings"
	"testing"
)

func TestStudyParameters(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range StudyParameters() {
		if p.Meaning == "" || seen[p.Path] || p.Required && p.Default != nil && p.Default != "" {
			t.Errorf("incomplete or given twice: %+v", p)
		}
		seen[p.Path] = true
		if p.Kind != Number && p.Kind != Whole {
			continue
		}
		v, ok := p.Default.(float64)
		if p.Unit == "" || !(p.Min <= p.Low && p.Low <= p.High && p.High <= p.Max) || ok && !p.Allowed(v) {
			t.Errorf("%s: unit %q, allowed %v to %v, evidence %v to %v, default %v", p.Path, p.Unit, p.Min, p.Max, p.Low, p.High, p.Default)
		}
	}
	for _, list := range []string{"base", "axis", "keep", "series"} { // they are lists with ids
		if !seen[list+".*.id"] {
			t.Errorf("%s has no id", list)
		}
	}
	for path := range seen {
		if _, rest, star := strings.Cut(path, ".*."); star && strings.Contains(rest, "*") {
			t.Errorf("%s: no list of a study lies in another", path)
		}
	}
}

// What is a year of the calendar is known by its range, and nothing else is like it.
func TestCalendar(t *testing.T) {
	want := []string{"cluster.*.fleet.*.built_from", "cluster.*.fleet.*.built_to", "energy.apart_from_year"}
	var got []string
	for _, p := range Parameters() {
		if p.Calendar() {
			got = append(got, p.Path)
		}
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("years of the calendar are %v, want %v", got, want)
	}
}

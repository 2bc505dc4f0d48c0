package model

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// paths lists the places of the scenario's types under their TOML names.
func paths(t reflect.Type, path string) []string {
	var out []string
	for f := range t.Fields() {
		name := f.Tag.Get("toml")
		if name == "-" {
			continue
		}
		at := strings.TrimPrefix(path+"."+name, ".")
		kind := f.Type
		if kind.Kind() == reflect.Pointer {
			kind = kind.Elem()
		}
		switch {
		case kind.Kind() == reflect.Slice && kind.Elem().Kind() == reflect.Struct:
			out = append(out, paths(kind.Elem(), at+".*")...)
		case kind.Kind() == reflect.Struct && kind != reflect.TypeFor[Date]():
			out = append(out, paths(kind, at)...)
		default:
			out = append(out, at)
		}
	}
	return out
}

// The table and the types say the same: what is checked is what is decoded.
func TestTableMatchesTypes(t *testing.T) {
	var table []string
	for _, p := range Parameters() {
		table = append(table, p.Path)
	}
	types := paths(reflect.TypeFor[Scenario](), "")
	slices.Sort(table)
	slices.Sort(types)
	if !slices.Equal(table, types) {
		t.Errorf("table:\n%s\ntypes:\n%s", strings.Join(table, "\n"), strings.Join(types, "\n"))
	}
}

func TestParameters(t *testing.T) {
	for _, p := range Parameters() {
		if p.Meaning == "" {
			t.Errorf("%s has no meaning", p.Path)
		}
		if p.Kind != Number {
			continue
		}
		if p.Unit == "" || !(p.Min <= p.Low && p.Low <= p.High && p.High <= p.Max) {
			t.Errorf("%s: unit %q, allowed %v to %v, evidence %v to %v", p.Path, p.Unit, p.Min, p.Max, p.Low, p.High)
		}
		v, ok := p.Default.(float64)
		if ok && !(p.Allowed(v) && (p.Plausible(v) || v == 0)) {
			t.Errorf("%s: the default %v is outside its own range", p.Path, v)
		}
		if ok && p.Source == "" && v != 0 {
			t.Errorf("%s: the default %v has no source", p.Path, v)
		}
	}
}

func TestQuantities(t *testing.T) {
	seen := map[QuantityName]bool{}
	for _, q := range Quantities() {
		if seen[q.Name] || q.Unit == "" || q.Label.EN == "" || q.Label.ZH == "" || q.EN == "" || q.Max <= q.Min {
			t.Errorf("incomplete: %+v", q)
		}
		seen[q.Name] = true
	}
}

func TestComparator(t *testing.T) {
	for _, c := range []struct {
		c               Comparator
		value, required float64
		met             bool
		margin          float64
	}{
		{AtLeast, 600_000, 600_000, true, 0},
		{AtLeast, 599_999, 600_000, false, -1},
		{AtMost, 1.2, 1.2, true, 0},
		{AtMost, 1.25, 1.0, false, -.25},
		{AtMost, 13, 20, true, 7},
	} {
		if met, margin := c.c.Met(c.value, c.required), c.c.Margin(c.value, c.required); met != c.met || margin != c.margin {
			t.Errorf("%v %s %v: met %v, margin %v", c.value, c.c, c.required, met, margin)
		}
	}
}

package model

import (
	"reflect"
	"testing"
)

// every is a scenario with an entry in every list and a number in every place, by reflection, so
// that what is added to the format later is looked at too.
func every() *Scenario {
	s := &Scenario{}
	fill(reflect.ValueOf(s).Elem())
	return s
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for field, value := range v.Fields() {
			if field.Tag.Get("toml") != "-" {
				fill(value)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i))
			if id := v.Index(i); id.Kind() == reflect.Struct && id.FieldByName("ID").IsValid() {
				id.FieldByName("ID").SetString([]string{"one", "two--2"}[i])
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Float64:
		v.SetFloat(1)
	default:
	}
}

// numberPaths are those of all numbers of the table, once for each entry that the scenario has.
func numberPaths() []string {
	var out []string
	for _, p := range Parameters() {
		if p.Kind == Number && p.Path != "schema" {
			out = append(out, starless(p.Path)...)
		}
	}
	return out
}

func starless(path string) []string {
	for i, c := range path {
		if c == '*' {
			return append(starless(path[:i]+"one"+path[i+1:]), starless(path[:i]+"two--2"+path[i+1:])...)
		}
	}
	return []string{path}
}

// Every number of the table is in the scenario, at a place of its own that a copy does not share.
func TestNumber(t *testing.T) {
	s, untouched := every(), every()
	clone := s.Clone()
	if !reflect.DeepEqual(s, clone) {
		t.Error("a copy is another scenario")
	}
	seen := map[*float64]string{}
	for _, path := range numberPaths() {
		at, copied := s.Number(path), clone.Number(path)
		if at == nil || copied == nil {
			t.Errorf("there is no %s", path)
			continue
		}
		if other, there := seen[at]; there {
			t.Errorf("%s and %s are one number", path, other)
		}
		seen[at] = path
		*copied = 7
		if *at != 1 {
			t.Errorf("%s is the same number in a copy", path)
		}
	}
	if len(seen) < 200 || !reflect.DeepEqual(s, untouched) {
		t.Errorf("of %d numbers, setting them in a copy changes the scenario", len(seen))
	}
}

func TestNoNumber(t *testing.T) {
	s := every()
	s.Clusters[0].Fleets[0].BuiltTo = nil
	for _, path := range []string{"", "schema", "name", "time.start", "time.step", "cluster", "cluster.one", "cluster.three.racks", "cluster.one.name", "cluster.one.rack",
		"cluster.one.racks.x", "cluster.one.fleet.one.built_to", "rack", "uncertain", "-", "data.hash", "title.en", "circuit.one.to.one"} {
		if s.Number(path) != nil {
			t.Errorf("%q is a number", path)
		}
	}
}

// Every has the numbers of all entries, in the order of the lists, and without stars the one.
func TestEvery(t *testing.T) {
	s := every()
	for _, p := range Parameters() {
		if p.Kind != Number || p.Path == "schema" {
			continue
		}
		paths := starless(p.Path)
		got := s.Every(p.Path)
		if len(got) != len(paths) {
			t.Errorf("%s has %d numbers, want %d", p.Path, len(got), len(paths))
			continue
		}
		for i, path := range paths {
			if got[i] != s.Number(path) {
				t.Errorf("number %d of %s is not %s", i, p.Path, path)
			}
		}
		if one := s.Every(paths[0]); len(one) != 1 || one[0] != got[0] {
			t.Errorf("%s is not one number", paths[0])
		}
	}
	s.Clusters[0].Fleets[0].BuiltTo = nil
	if got := s.Every("cluster.*.fleet.*.built_to"); len(got) != 3 {
		t.Errorf("%d numbers where one of four is not given", len(got))
	}
	for _, path := range []string{"", "*", "cluster", "cluster.*", "cluster.*.name", "cluster.three.racks", "*.one.racks", "cluster.*.racks.*"} {
		if got := s.Every(path); len(got) != 0 {
			t.Errorf("%q has %d numbers", path, len(got))
		}
	}
}

package model

import (
	"reflect"
	"slices"
	"strings"
)

// Number finds the number of a scenario at a path of the table Parameters, with ids in the
// place of stars: `cluster.guian.build.lead_time_months`. It is nil where the scenario has
// none there. Setting it changes this scenario alone if it is a Clone.
func (s *Scenario) Number(path string) *float64 {
	at := reflect.ValueOf(s).Elem()
	parts := strings.Split(path, ".")
	for len(parts) > 0 {
		switch at.Kind() {
		case reflect.Struct:
			at = fieldTagged(at, parts[0])
		case reflect.Slice:
			at = entry(at, parts[0])
		default:
			return nil
		}
		if !at.IsValid() {
			return nil
		}
		parts = parts[1:]
	}
	if at.Kind() == reflect.Pointer && !at.IsNil() {
		at = at.Elem()
	}
	if at.Kind() != reflect.Float64 {
		return nil
	}
	return at.Addr().Interface().(*float64)
}

// Every is all numbers at a path, in which a star stands for every id of a list, in the order
// of the lists. Entries that have none there are passed over.
func (s *Scenario) Every(path string) []*float64 {
	var out []*float64
	for _, p := range s.Paths(path) {
		out = append(out, s.Number(p))
	}
	return out
}

// Paths are the paths of these numbers, without stars.
func (s *Scenario) Paths(path string) []string {
	return slices.DeleteFunc(everyPath(reflect.ValueOf(s).Elem(), strings.Split(path, "."), 0), func(p string) bool { return s.Number(p) == nil })
}

// everyPath writes out the stars of a path from its part n on, which lies in v.
func everyPath(v reflect.Value, parts []string, n int) (out []string) {
	switch {
	case n == len(parts):
		return []string{strings.Join(parts, ".")}
	case v.Kind() == reflect.Struct:
		if next := fieldTagged(v, parts[n]); next.IsValid() {
			return everyPath(next, parts, n+1)
		}
	case v.Kind() == reflect.Slice && parts[n] == "*":
		for i := range v.Len() {
			if id := idOf(v.Index(i)); id.IsValid() {
				out = append(out, everyPath(v.Index(i), slices.Concat(parts[:n], []string{id.String()}, parts[n+1:]), n+1)...)
			}
		}
	case v.Kind() == reflect.Slice:
		if next := entry(v, parts[n]); next.IsValid() {
			return everyPath(next, parts, n+1)
		}
	}
	return out
}

// idOf is the id of an entry of a list.
func idOf(v reflect.Value) reflect.Value {
	if v.Kind() != reflect.Struct {
		return reflect.Value{}
	}
	return v.FieldByName("ID")
}

// fieldTagged is the field of a struct with a name in TOML.
func fieldTagged(v reflect.Value, name string) reflect.Value {
	for field, value := range v.Fields() {
		if field.Tag.Get("toml") == name {
			return value
		}
	}
	return reflect.Value{}
}

// entry is the entry of a list with an id.
func entry(v reflect.Value, id string) reflect.Value {
	for i := range v.Len() {
		if have := idOf(v.Index(i)); have.IsValid() && have.String() == id {
			return v.Index(i)
		}
	}
	return reflect.Value{}
}

// Clone is a copy whose numbers can be changed without changing this one. What the numbers
// do not touch, the seed data above all, is shared.
func (s *Scenario) Clone() *Scenario {
	out := *s
	v := reflect.ValueOf(&out).Elem()
	for field, value := range v.Fields() {
		if field.Tag.Get("toml") != "-" {
			unshare(value)
		}
	}
	return &out
}

// unshare replaces slices and pointers by copies, all the way down.
func unshare(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for _, field := range v.Fields() {
			unshare(field)
		}
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		copied := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(copied, v)
		v.Set(copied)
		for i := range v.Len() {
			unshare(v.Index(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			copied := reflect.New(v.Type().Elem())
			copied.Elem().Set(v.Elem())
			v.Set(copied)
		}
	default: // a value of its own
	}
}

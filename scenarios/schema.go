package scenarios

import (
	"strings"

	"hubcap/model"
)

// field is one place of the format: a value, or a table or a list of tables with ids.
type field struct {
	name   string
	param  *model.Parameter // of a value
	list   bool             // a list of tables, each with an id
	fields []*field         // of a table, or of a list's entries
}

// schema turns a table of parameters into the tree of its format.
func schema(table []model.Parameter) *field {
	root := &field{}
	for _, p := range table {
		at := root
		parts := strings.Split(p.Path, ".")
		for _, part := range parts {
			if part == "*" {
				at.list = true
				continue
			}
			at = at.child(part)
		}
		at.param = &p
	}
	return root
}

// child finds the field or adds it.
func (f *field) child(name string) *field {
	if c := f.find(name); c != nil {
		return c
	}
	c := &field{name: name}
	f.fields = append(f.fields, c)
	return c
}

// find is the field with the name, or nil.
func (f *field) find(name string) *field {
	for _, c := range f.fields {
		if c.name == name {
			return c
		}
	}
	return nil
}

// names are the names of the fields.
func (f *field) names() []string {
	out := make([]string, len(f.fields))
	for i, c := range f.fields {
		out[i] = c.name
	}
	return out
}

// required are the names of the values that an entry has to give, besides its id.
func (f *field) required() []string {
	var out []string
	for _, c := range f.fields {
		if c.param != nil && c.param.Required && c.name != "id" {
			out = append(out, c.name)
		}
	}
	return out
}

// texts tells whether the field is a small table of texts, written in one line.
func (f *field) texts() bool {
	for _, c := range f.fields {
		if c.param == nil || c.param.Kind != model.String {
			return false
		}
	}
	return len(f.fields) > 0 && !f.list
}

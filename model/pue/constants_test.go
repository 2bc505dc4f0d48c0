package pue

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
)

func TestConstants(t *testing.T) {
	units := []string{"1", "degC", "K", "Pa", "1/K", "1/K2", "MJ", "MJ/kg", "year"}
	seen := map[string]bool{}
	for _, c := range Constants() {
		if !(c.Low <= c.Value && c.Value <= c.High) {
			t.Errorf("%s: %v is not in [%v, %v]", c.Name, c.Value, c.Low, c.High)
		}
		if !slices.Contains(units, c.Unit) || c.Meaning == "" || c.Source == "" || seen[c.Name] {
			t.Errorf("%s: unit %q, meaning or source missing, or name twice", c.Name, c.Unit)
		}
		seen[c.Name] = true
	}
	for _, name := range []string{"iec.eps_w", "class.good.k_air", "ups.best.a0", "cop_w.c0", "class.legacy.eps_loss", "lake.n"} {
		if !seen[name] {
			t.Errorf("%s is not in the table", name)
		}
	}
	if len(seen) < 130 {
		t.Errorf("only %d constants", len(seen))
	}
}

// equations are the files whose numbers must all be in the table of Constants.
var equations = []string{"class.go", "electrical.go", "cop.go", "plant.go", "water.go", "air.go", "evaporative.go", "airside.go", "liquid.go", "lake.go", "effort.go", "weather.go"}

func parseFile(t *testing.T, name string) *ast.File {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Every number of the equations has a name at the top of its file, and every such name
// is used by the table; functions hold no numbers but 0 and 1.
func TestNoNumberIsMissingFromTheTable(t *testing.T) {
	used := map[string]bool{}
	ast.Inspect(parseFile(t, "constants.go"), func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			used[id.Name] = true
		}
		return true
	})
	found := 0
	for _, file := range equations {
		for _, d := range parseFile(t, file).Decls {
			switch d := d.(type) {
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if v, ok := s.(*ast.ValueSpec); ok {
						for _, name := range v.Names {
							found++
							if !used[name.Name] {
								t.Errorf("%s: %s is not in the table of Constants", file, name.Name)
							}
						}
					}
				}
			case *ast.FuncDecl:
				ast.Inspect(d.Body, func(n ast.Node) bool {
					if lit, ok := n.(*ast.BasicLit); ok && lit.Kind != token.STRING && !slices.Contains([]string{"0", "1", "0.0", "1.0"}, lit.Value) {
						if !isIndex(d, lit) {
							t.Errorf("%s: %s holds the number %s", file, d.Name.Name, lit.Value)
						}
					}
					return true
				})
			}
		}
	}
	if found < 60 {
		t.Errorf("only %d named numbers found", found)
	}
	for c := range classRows {
		name := "class." + Class(c).String() + "."
		n := 0
		for _, k := range Constants() {
			if strings.HasPrefix(k.Name, name) {
				n++
			}
		}
		if n != 7 {
			t.Errorf("%s* has %d entries, want one for each of 7 fields", name, n)
		}
	}
}

// isIndex tells whether lit is an index, as in c[5].
func isIndex(d *ast.FuncDecl, lit *ast.BasicLit) bool {
	found := false
	ast.Inspect(d.Body, func(n ast.Node) bool {
		if x, ok := n.(*ast.IndexExpr); ok && x.Index == lit {
			found = true
		}
		return true
	})
	return found
}

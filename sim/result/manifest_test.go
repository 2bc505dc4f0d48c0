package result

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func manifest() *Manifest {
	low := Number(10)
	return &Manifest{
		Version: "v", Layout: ManifestLayout, Study: ManifestStudy{Name: "s", Title: Text{EN: "a", ZH: "甲"}, Hash: "abc"},
		Scenarios: []ManifestBase{{ID: "b", Name: "guizhou-2024", Set: []string{"a=1"}, Hash: []string{"x"}}},
		Members:   1, Axes: []ManifestAxis{{ID: "lead", Path: "p", Unit: "month", Low: &low}}, Targets: []ManifestTarget{},
		Columns: []RunColumn{{Name: "point", Kind: RunCount, Role: RolePoint}, {Name: "ok", Kind: RunBool, Role: RoleMet, Of: "all"}},
		Points:  3, Runs: 3, PartPoints: 2, Parts: 2,
	}
}

func TestManifestReadBack(t *testing.T) {
	dir := t.TempDir()
	want := manifest()
	data, err := want.JSON()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, ManifestFile), data, 0o666); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadManifest(dir); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v %v", got, err)
	}
}

// Whatever is wrong with a manifest is said, with the file and a way out.
func TestManifestErrors(t *testing.T) {
	whole, err := manifest().JSON()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, ManifestFile)
	read := func(text string) string {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		_, err := ReadManifest(dir)
		if err == nil {
			return ""
		}
		if !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "hubcap sweep") {
			t.Errorf("no file or no way out: %v", err)
		}
		return err.Error()
	}
	replace := func(old, text string) string {
		if !strings.Contains(string(whole), old) {
			t.Fatalf("the manifest has no %s", old)
		}
		return strings.Replace(string(whole), old, text, 1)
	}
	for text, want := range map[string]string{
		"":                                      "cut off",
		"{\n  \"a\" 1}":                         ":2:7: it is not JSON",
		"[]":                                    "cannot unmarshal array",
		"{}":                                    "says no layout",
		replace(`"layout": 1`, `"layout": 2`):   "layout 2, this program reads layout 1",
		replace(`"layout": 1`, `"layout": "1"`): ":4:",
		replace(`"points": 3`, `"points": "three"`): "cannot unmarshal string",
		replace(`"kind": "bool"`, `"kind": "boo"`):  `"boo" is no kind of column`,
		replace(`"hash": "abc"`, `"hash": ""`):      "study.hash is not there",
		replace(`"points": 3`, `"points": 0`):       "points is not there",
		replace(`"parts": 2`, `"parts": 0`):         "parts is not there",
		replace(`"members": 1`, `"members": 2`):     "damaged or was edited",
		string(whole) + "{}":                        "not JSON",
	} {
		if got := read(text); !strings.Contains(got, want) {
			t.Errorf("%.20q: %q, not %q", text, got, want)
		}
	}
	for n := range len(whole) - 1 { // without its last byte, a line break, it is whole
		if got := read(string(whole[:n])); !strings.Contains(got, "cut off") {
			t.Fatalf("the first %d bytes: %q", n, got)
		}
	}
	if _, err := ReadManifest(filepath.Join(dir, "none")); err == nil || !strings.Contains(err.Error(), "make one with hubcap sweep STUDY --out") {
		t.Error(err)
	}
}

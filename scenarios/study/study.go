// Package study reads study files: what to ask of a scenario, or of several, at many points.
// A file is held against the one table of its parameters, by the rules that hold for scenarios.
// Then every scenario that it leads to is loaded: each base with each choice of words, in which
// the numbers that differ from point to point are plain numbers. Only that tells whether the
// paths, scopes and dates of the file mean something, and all mistakes are told at once. What
// differs between two points of one such scenario is numbers alone, so a runner sets them in a
// copy and never loads again.
package study

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"hubcap/model"
	"hubcap/scenarios"
	"hubcap/scenarios/internal/document"
)

// Study is a study whose file is in order. What it has of open files is for its user to close:
// Points, if there are any.
type Study struct {
	model.Study
	TOML     []byte                 // the file as it was read
	Files    []string               // all files read: the study, its scenarios, its points
	Variants []*scenarios.Effective // by model.Study.Variant: each base with each choice of words
	Points   *Points                // of the design points, else nil
	Remarks  []model.Text           // doubts about the study; each variant has its own

	folder string     // that files named in the study are relative to
	laid   [][]string // by variant: the settings that make it of its base
}

// Load reads a study. The error is scenarios.Problems if a file is at fault: the study's own,
// that of a scenario that it names, or that of its points.
func Load(name string) (*Study, error) {
	data, err := readFile(name)
	if err != nil {
		return nil, err
	}
	doc, ok := scenarios.Open(model.StudyParameters(), name, data)
	if !ok {
		return nil, doc.Problems()
	}
	r := &reader{
		Document: doc, file: name, folder: filepath.Dir(name), out: &Study{TOML: data, folder: filepath.Dir(name)},
		alone: map[int]scenarios.Problems{}, settings: map[string]place{}, told: map[string]bool{},
	}
	r.all()
	if problems := r.sorted(); len(problems) > 0 {
		if r.out.Points != nil {
			_ = r.out.Points.Close() // it was read only
		}
		return nil, problems
	}
	if have, want := len(r.out.Variants), r.out.Study.Variants(); have != want {
		return nil, fmt.Errorf("%d of %d scenarios of the study are there (a defect of the program)", have, want)
	}
	return r.out, nil
}

// Is tells whether a file is a study and not a scenario. What cannot be read is none.
func Is(name string) bool {
	if slices.Contains(scenarios.Names(), name) {
		return false
	}
	data, err := readFile(name)
	if err != nil {
		return false
	}
	tree, _ := document.Parse(name, data)
	has := func(key string) bool { return tree.Fields[key] != nil }
	return has("study") || (has("axis") || has("design")) && !has("schema")
}

func readFile(name string) ([]byte, error) {
	data, err := scenarios.ReadFile(name, "study")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no file %s", name)
	}
	return data, err
}

package study

import (
	"slices"
	"strings"

	"hubcap/model"
)

// mostPoints bounds the points of a grid and the rows of a file.
const mostPoints = 1 << 31

// designKey says which kinds of design take a key.
type designKey struct {
	key      string
	of       []string
	required bool
}

func designKeys() []designKey {
	return []designKey{
		{"points", []string{"random", "lhs", "halton", "sobol"}, true},
		{"samples", []string{"saltelli"}, true},
		{"second_order", []string{"saltelli"}, false},
		{"trajectories", []string{"morris"}, true},
		{"levels", []string{"morris"}, false},
		{"file", []string{"points"}, true},
	}
}

// design reads which points there are.
func (r *reader) design() {
	n, d := r.Fields["design"], &r.out.Design
	d.Kind = r.word(n, "design", "kind")
	if d.Kind == "" {
		return
	}
	for _, k := range designKeys() {
		takes, given, path := slices.Contains(k.of, d.Kind), r.Given(n, k.key), "design."+k.key
		switch {
		case !takes && given != nil:
			r.Fault(given.Pos, path, "has no effect with kind %q; it is of %s. Take it out", d.Kind, listed(k.of))
		case takes && k.required && given == nil && !r.Wrong("design"):
			r.Fault(n.Pos, path, "is missing: %s", meaning(path))
		}
	}
	d.Points, d.Samples, d.Trajectories = r.count(n, "design", "points"), r.count(n, "design", "samples"), r.count(n, "design", "trajectories")
	d.SecondOrder = n.Fields["second_order"] != nil && n.Fields["second_order"].Truth
	d.File = r.word(n, "design", "file")
	if d.Kind == "points" && d.File == "" && r.Given(n, "file") != nil && !r.Wrong("design.file") {
		r.Fault(n.Fields["file"].Value, "design.file", "is empty; give %s", meaning("design.file"))
	}
	if d.Kind != "morris" {
		return
	}
	if d.Levels = r.count(n, "design", "levels"); d.Levels == 0 {
		d.Levels = 4
	}
	if d.Levels%2 == 1 {
		r.Fault(n.Fields["levels"].Value, "design.levels", "%d is odd; the steps of Morris's method lead from each level to another only if their number is even", d.Levels)
	}
}

// gridSize checks that the points of a grid can be counted.
func (r *reader) gridSize() {
	if r.out.Design.Kind != "grid" {
		return
	}
	points := 1
	for _, a := range r.axes {
		if a.bad || a.With >= 0 {
			continue
		}
		if points *= max(1, a.Discrete(), a.Steps); points > mostPoints {
			r.Fault(r.Fields["design"].Pos, "design.kind", "this grid has more than %d points; take fewer values, or a design that fills space with as many points as you say, such as sobol", mostPoints)
			return
		}
	}
}

// meaning is what the table of parameters says of a path.
func meaning(path string) string {
	for _, p := range model.StudyParameters() {
		if p.Path == path {
			return p.Meaning
		}
	}
	return ""
}

// listed joins words as people do.
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

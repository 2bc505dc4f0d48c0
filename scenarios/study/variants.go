package study

import (
	"errors"
	"slices"
	"strings"

	"hubcap/scenarios"
	"hubcap/scenarios/internal/document"
)

// mostVariants bounds the scenarios that are loaded, some 50 ms and a few megabytes each.
const mostVariants = 100

// choose lists the choices of words, by variant. Where the axes of words are not in order, each
// base stands for itself.
func (r *reader) choose() {
	s := &r.out.Study
	whole := true
	for i, a := range r.axes {
		whole = whole && (!a.worded() || !a.bad) && (a.With < 0 || r.fits(i))
	}
	if !whole {
		r.choices = make([][]setting, len(r.bases))
		return
	}
	places, count := s.Worded(), len(r.bases)
	for _, i := range places {
		if count *= r.levels(i); count > mostVariants {
			a := r.axes[places[0]]
			r.Fault(a.n.Pos, a.at, "%s make more than %d scenarios to load; take fewer words, or make several studies", r.counted(places), mostVariants)
			r.choices = make([][]setting, len(r.bases))
			return
		}
	}
	for v := range count {
		level, rest := make([]int, len(s.Axes)), v
		for _, i := range slices.Backward(places) {
			level[i], rest = rest%r.levels(i), rest/r.levels(i)
		}
		var words []setting
		for j, a := range r.axes {
			if len(a.Texts) > 0 {
				words = append(words, a.setting(level[s.Place(j)]))
			}
		}
		r.choices = append(r.choices, words)
	}
	for _, words := range r.choices {
		for _, w := range words {
			r.settings[w.text] = w.place
		}
	}
}

// fits tells whether an axis that shares its place has as many values as the one it shares it
// with, as far as words are concerned.
func (r *reader) fits(i int) bool {
	a, b := r.axes[i], r.axes[r.axes[i].With]
	return !a.worded() && !b.worded() || r.levels(i) == r.levels(a.With)
}

// levels is how many values the list of an axis has.
func (r *reader) levels(i int) int {
	a := r.axes[i]
	if list := a.n.Fields["values"]; list != nil && list.Kind == document.List && len(a.Texts) == 0 {
		return len(list.Items)
	}
	return len(a.Texts)
}

// counted says how many bases and words there are.
func (r *reader) counted(places []int) string {
	parts := []string{number(float64(len(r.bases))) + " of base"}
	for _, i := range places {
		parts = append(parts, number(float64(r.levels(i)))+" of "+r.axes[i].ID)
	}
	return listed(parts)
}

// look loads every variant as the words make it.
func (r *reader) look() {
	r.plain = make([]*scenarios.Effective, len(r.choices))
	for v, words := range r.choices {
		e, problems := r.loaded(v, words)
		if len(problems) > 0 {
			r.blame(v, words, problems)
			continue
		}
		r.plain[v] = e
		if b := r.base(v); r.out.Bases[b].ID == "" {
			r.out.Bases[b].ID = e.Name
		}
	}
}

// called is the id of the base of a variant.
func (r *reader) called(v int) string { return r.out.Bases[r.base(v)].ID }

// base is the base of a variant.
func (r *reader) base(v int) int { return v * len(r.bases) / len(r.choices) }

// loaded loads the base of a variant with settings.
func (r *reader) loaded(v int, more []setting) (*scenarios.Effective, scenarios.Problems) {
	b := r.bases[r.base(v)]
	e, err := scenarios.LoadFrom(r.folder, r.out.Bases[r.base(v)].Scenario, r.settingsOf(v, more))
	var problems scenarios.Problems
	if err != nil && !errors.As(err, &problems) {
		problems = scenarios.Problems{{Pos: b.scenario.pos, Path: b.scenario.path, What: err.Error()}}
	}
	return e, problems
}

// settingsOf are the settings of a variant's base, and more.
func (r *reader) settingsOf(v int, more []setting) (texts []string) {
	for _, s := range slices.Concat(r.bases[r.base(v)].set, more) {
		texts = append(texts, s.text)
	}
	return texts
}

// blame tells the problems of a variant: where they are, if the base alone has them, else at
// the settings that cause them.
func (r *reader) blame(v int, cause []setting, problems scenarios.Problems) {
	b := r.base(v)
	if len(cause) > 0 {
		own, there := r.alone[b]
		if !there {
			_, own = r.loaded(v, nil)
			r.alone[b] = own
		}
		if len(own) > 0 {
			problems, cause = own, nil
		}
	}
	var with []string
	for _, s := range cause {
		with = append(with, s.text)
	}
	for _, p := range problems {
		at, ofSetting := r.settings[strings.TrimPrefix(p.Pos.File, "--set ")]
		ofSetting = ofSetting && p.Pos.Line == 0
		switch {
		case ofSetting && p.Path == "":
			r.Fault(at.pos, at.path, "%s", p.What)
		case ofSetting:
			r.Fault(at.pos, at.path, "%s: %s", p.Path, p.What)
		case len(cause) == 0:
			r.others = append(r.others, p)
		case !r.told[p.String()]:
			r.told[p.String()] = true
			r.Fault(cause[0].pos, cause[0].path, "with %s: %s", strings.Join(with, ", "), p)
		}
	}
}

// load loads the variants anew in which numbers that axes set are drawn, or not there.
func (r *reader) load() {
	if len(r.Problems()) == 0 && len(r.others) == 0 {
		r.out.Files = []string{r.file}
	}
	for v, e := range r.plain {
		if e == nil {
			continue
		}
		with := r.choices[v]
		var pins []setting
		for _, a := range r.axes {
			pins = append(pins, r.pins(a, e)...)
		}
		if len(pins) > 0 {
			for _, s := range pins {
				r.settings[s.text] = s.place
			}
			with = slices.Concat(with, pins)
			var problems scenarios.Problems
			if e, problems = r.loaded(v, with); len(problems) > 0 {
				r.blame(v, slices.Concat(pins, r.choices[v]), problems)
				continue
			}
		}
		r.still(v, e)
		r.out.Variants = append(r.out.Variants, e)
		r.out.laid = append(r.out.laid, r.settingsOf(v, with))
		for _, name := range e.Files {
			r.note(name)
		}
	}
	if r.out.Points != nil {
		r.note(r.out.Points.name)
	}
}

// note adds a file to those that were read.
func (r *reader) note(name string) {
	if !slices.Contains(r.out.Files, name) {
		r.out.Files = append(r.out.Files, name)
	}
}

// still checks that every axis of numbers finds one in a variant as it is run.
func (r *reader) still(v int, e *scenarios.Effective) {
	for _, a := range r.axes {
		if a.worded() || a.bad {
			continue
		}
		if len(e.Every(a.Path)) == 0 || a.param == nil {
			r.fault(a, "path", "names no number of the scenario %s", r.called(v))
		}
	}
}

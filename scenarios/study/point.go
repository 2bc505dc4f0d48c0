package study

import (
	"slices"

	"hubcap/scenarios"
)

// At writes out the values of the axes at a point: of axes of words the word.
func (s *Study) At(values []float64) []string {
	out := make([]string, len(s.Axes))
	for i := range s.Axes {
		if a := &s.Axes[i]; len(a.Texts) > 0 {
			out[i] = a.Texts[int(values[i])]
		} else {
			out[i] = number(values[i])
		}
	}
	return out
}

// Scenario is that of a point by itself: a variant with the value that each axis has there, by
// axis, those of words aside. It is loaded with settings as a person would write them, for the
// axes and, where a share is among them, for the others of its family, which fill the rest; so
// its TOML is the point, and nothing of the study is needed to run it. The error is
// scenarios.Problems if there is no such scenario: the point has failed for that, or a file may
// not say what a row may, such as targets that contradict each other.
func (s *Study) Scenario(variant int, values []float64) (*scenarios.Effective, error) {
	base := s.Variants[variant]
	there := base.Clone()
	var held []string
	for i := range s.Axes {
		if a := &s.Axes[i]; len(a.Texts) == 0 {
			for _, path := range there.Paths(a.Path) {
				*there.Number(path) = values[i]
				held = append(held, path)
			}
		}
	}
	there.ScaleShares(held...)
	settings := slices.Clone(s.laid[variant])
	for _, v := range base.Numbers {
		if was, now := base.Number(v.Path), there.Number(v.Path); was != nil && *was != *now {
			settings = append(settings, v.Path+"="+number(*now))
		}
	}
	for i := range there.Origins { // the rest of a mix may be of classes that it did not name
		o := &there.Origins[i]
		for _, m := range o.Mix {
			if path := "origin." + o.ID + ".mix." + m.ID + ".share"; base.Number(path) == nil {
				settings = append(settings, path+"="+number(m.Share))
			}
		}
	}
	e, err := scenarios.LoadFrom(s.folder, s.Bases[s.BaseOf(variant)].Scenario, settings)
	if err != nil {
		return nil, err
	}
	e.Files = append(e.Files, s.Files...)
	return e, nil
}

package scenarios

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/scenarios/internal/document"
)

// ground is what the places, links and weather of a scenario are laid over, and what its
// checks need to know of the files.
type ground struct {
	seeds   model.Data
	records map[string]record // files of weather, by id
	nodes   map[string]*document.Node
	chances map[string]*chance
}

// lay gives a scenario its data as far as no check is needed: its own weather beside that of the
// seeds. The network follows with the checks.
func (g *ground) lay(s *model.Scenario) {
	s.Data = g.seeds
	if own := stationsOf(s, g.records); len(own) > 0 { // else the seeds' own slice, by which plans know that nothing has changed
		s.Data.Stations = slices.Concat(g.seeds.Stations, own)
	}
}

// Lay lays the places, links and weather of a scenario anew over the seed data, after numbers
// of it were changed: s is a Clone of this one. Then it runs the checks of more than one value
// on it, as Load does, and returns the first mistake in one line. It is for numbers that move
// the network or the weather, and takes about a millisecond; Coherent does for all others.
// Shares have to make 1, so ScaleShares goes before. Several members may be laid at a time.
func (e *Effective) Lay(s *model.Scenario) error {
	x := e.crossed(s)
	if len(x.problems) == 0 {
		return nil
	}
	return errors.New(x.first())
}

// crossed is the checks of more than one value, done on s: a Clone of this scenario.
func (e *Effective) crossed(s *model.Scenario) *cross {
	g := e.under
	g.lay(s)
	c := &checker{nodes: maps.Clone(g.nodes), wrong: map[string]bool{}, chances: g.chances}
	x := newCross(c, s, len(g.seeds.Stations))
	x.all()
	return x
}

// first is the first problem in one line, without its place.
func (c *checker) first() string {
	first := c.problems[0]
	first.Pos = document.Pos{}
	return strings.TrimPrefix(first.String(), ": ")
}

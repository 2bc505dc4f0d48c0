package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"hubcap/model"
	"hubcap/scenarios"
	"hubcap/scenarios/study"
	"hubcap/sim/result"
	"hubcap/sim/sweep"
)

// prepared is a study that was read, and is ready to run.
type prepared struct{ *study.Study }

// prepareStudy reads a study and compiles it.
func prepareStudy(name string) (*prepared, *sweep.Sweep, error) {
	q, err := study.Load(name)
	if err != nil {
		return nil, nil, noStudy(name, err)
	}
	p := &prepared{q}
	var list []sweep.Variant
	for _, e := range q.Variants {
		list = append(list, sweep.Variant{Scenario: &e.Scenario, Lay: e.Lay})
	}
	var source sweep.Source
	if q.Points != nil {
		source = q.Points
	}
	s, err := sweep.New(&q.Study, list, source)
	if err != nil {
		p.close()
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	s.Warn(q.Remarks...)
	for i := range q.Bases { // words change little of what is to be doubted
		first, _ := q.VariantsOf(i)
		s.Warn(q.Variants[first].Remarks...)
	}
	return p, s, nil
}

// noStudy is the error of reading a study, or that it is none.
func noStudy(name string, err error) error {
	if slices.Contains(scenarios.Names(), name) {
		return fmt.Errorf("%s is a scenario, and a study of one is wanted: hubcap init --study writes a study to begin with", name)
	}
	if info, missing := os.Stat(name); missing == nil && info.Mode().IsRegular() && !study.Is(name) {
		return fmt.Errorf("%s is no study: it has none of study = 1, [design] and [[axis]]; a scenario is run with hubcap run, and hubcap init --study writes a study to begin with", name)
	}
	return err
}

// loadScenario loads a scenario, or tells that the file is a study.
func loadScenario(name string, settings []string) (*scenarios.Effective, error) {
	e, err := scenarios.Load(name, settings)
	if err != nil && study.Is(name) {
		return nil, fmt.Errorf("%s is a study and no scenario; run it with: hubcap sweep %s --out DIR, or one of its points with: hubcap run %s --point 0", name, name, name)
	}
	return e, err
}

// scenario is that of a point of a study, whose members it takes where none are asked for.
func (o *runOptions) scenario(c *cobra.Command, args []string) (*scenarios.Effective, error) {
	given := c.Flags().Changed
	switch {
	case len(args) == 0:
		return nil, errors.New("--point needs a study, as in: hubcap run levers.toml --point 0")
	case given("set"):
		return nil, errors.New("--set has no effect on a study; write set = [\"PATH=VALUE\"] into it")
	}
	q, s, err := prepareStudy(args[0])
	if err != nil {
		return nil, err
	}
	defer q.close()
	variant, axes, err := s.Point(o.point)
	if err != nil {
		return nil, fmt.Errorf("--point: %w", err)
	}
	words := summaryWords[*o.lang]
	fmt.Fprintf(c.ErrOrStderr(), words.point+"\n", o.point, args[0], q.Bases[q.BaseOf(variant)].ID, words.place(s.Manifest(), q.At(axes), *o.lang))
	e, err := q.Scenario(variant, axes)
	if err != nil {
		fmt.Fprintln(c.ErrOrStderr(), "this is no scenario by itself; its row may have a result all the same, since a file is held to more rules")
		return nil, err
	}
	if !given("members") {
		o.chance.members = q.Members
	}
	if !given("seed") {
		o.chance.seed = q.Seed
	}
	if !given("sampling") {
		*o.chance.sampling = q.Sampling
	}
	if !given("most-failed") {
		o.chance.mostFailed = q.MostFailed
	}
	if o.chance.members > 1 && sharesDrawn(q, variant) {
		fmt.Fprintln(c.ErrOrStderr(), "note: a share is an axis of this study, and others of its family are drawn: the members of the sweep hold it and draw those; here those that it moves are fixed, and the rest scale it, so probabilities may differ from the table's")
	}
	return e, nil
}

// sharesDrawn tells whether an axis is one of several shares that make 1 of which others are
// drawn.
func sharesDrawn(q *prepared, variant int) bool {
	return slices.ContainsFunc(q.Axes, func(a model.Axis) bool {
		return slices.ContainsFunc(q.Variants[variant].Uncertain, func(u model.Uncertain) bool { return model.OneFamily(a.Path, u.Path) })
	})
}

// checkStudy checks a study.
func checkStudy(name string, settings []string, stdout io.Writer) error {
	if len(settings) > 0 {
		return errors.New("--set has no effect on a study; write set = [\"PATH=VALUE\"] into it")
	}
	q, s, err := prepareStudy(name)
	if err != nil {
		return err
	}
	defer q.close()
	q.tell(stdout, s)
	fmt.Fprintf(stdout, "how long it takes and how large it grows: hubcap sweep %s --dry-run\n", name)
	return nil
}

// close gives back the file of points.
func (p *prepared) close() {
	if p.Points != nil {
		p.Points.Close() //nolint:errcheck // it was only read
	}
}

// tell says what a study asks, and the doubts about it.
func (p *prepared) tell(w io.Writer, s *sweep.Sweep) {
	m := s.Manifest()
	n := func(v int) string { return result.Grouped(float64(v), 0) }
	fmt.Fprintf(w, "%s is in order: %s, design %s of %s points, %s in %s\n", p.Name,
		axes(len(p.Axes)), p.Design.Kind, n(s.Points()), plural(s.Runs(), "run"), plural(s.Parts(), "part"))
	fmt.Fprintf(w, "scenarios: %s, targets: %d, columns of the table: %d\n", n(len(m.Scenarios)), len(m.Targets), len(m.Columns))
	for _, t := range m.Warnings {
		wrap(w, t.EN, 100)
	}
}

func axes(n int) string {
	if n == 1 {
		return "1 axis"
	}
	return fmt.Sprintf("%d axes", n)
}

// plural writes a large number of things.
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return result.Grouped(float64(n), 0) + " " + what + "s"
}

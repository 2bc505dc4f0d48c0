package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"hubcap/plots"
	"hubcap/scenarios"
	"hubcap/sim"
	"hubcap/sim/result"
)

// runOptions are what the command line says about a run.
type runOptions struct {
	settings     []string
	out          string
	force        bool
	check        bool
	noCharts     bool
	lang, format *string
	chance       chanceOptions
	least        float64 // probability with which --check wants targets met
	keep         bool
	member       int // -1: all
	point        int // of a study; -1: a scenario is given
}

func runCommand() *cobra.Command {
	var o runOptions
	c := &cobra.Command{
		Use:   "run [SCENARIO]",
		Short: "Simulate a scenario and judge its targets",
		Long: `Simulate a scenario, a file or the name of a shipped one (default guizhou-2024),
and print the verdict on each target. With --out the folder receives result.json,
series.csv and series.parquet, targets.csv, scenario.toml (the effective scenario) and
charts/. --set changes a value by its path; hubcap params lists the paths.

With --members above 1 numbers that the scenario gives as distributions are drawn for
each member, chance does its part (projects slip and fail, demand and weather vary, links
are cut), and each target has a probability. A member is the same for any number of
members (but with lhs, which is laid out for so many) and workers; draws.csv has what was
drawn and what came of it. --member looks at one of them, given the same --members,
--seed and --sampling.

--point looks at one point of a study, a row of the table that hubcap sweep makes: with
its scenario and numbers and, unless said otherwise, the members, seed and sampling of
the study.`,
		Example: "  hubcap run guizhou-2024 --members 200 --seed 7",
		RunE: func(c *cobra.Command, args []string) error {
			load := func() (*scenarios.Effective, error) { return loadScenario(scenarioName(args), o.settings) }
			if c.Flags().Changed("point") {
				e, err := o.scenario(c, args)
				if err != nil {
					return err
				}
				load = func() (*scenarios.Effective, error) { return e, nil }
			}
			if err := o.chance.fits(c); err != nil {
				return err
			}
			switch {
			case c.Flags().Changed("out") && o.out == "":
				return errors.New("--out is empty; name a folder, or leave it out to write nothing")
			case o.keep && o.out == "":
				return errors.New("--keep-members needs --out, the folder for members.parquet")
			case c.Flags().Changed("least-probability") && !o.check:
				return errors.New("--least-probability needs --check")
			case c.Flags().Changed("member") && o.chance.members == 1:
				return errors.New("--member needs --members, of which it is one")
			case c.Flags().Changed("member") && (o.member < 0 || o.member >= o.chance.members):
				return fmt.Errorf("--member %d is not there; members are numbered from 0 to %d", o.member, o.chance.members-1)
			case o.member >= 0 && c.Flags().Changed("least-probability"):
				return errors.New("--least-probability has no effect on a single --member; leave one of them out")
			case o.member >= 0 && o.keep:
				return errors.New("--keep-members has no effect on a single --member; leave one of them out")
			case !(o.least >= 0 && o.least <= 1):
				return fmt.Errorf("--least-probability %v is out of range; it is a probability, 0 to 1", o.least)
			}
			return o.run(c.Context(), load, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	scenarioArgs(c)
	f := c.Flags()
	f.StringVar(&o.out, "out", "", "folder for the results; without it nothing is written")
	settingsFlag(c, &o.settings)
	f.BoolVar(&o.force, "force", false, "replace a result in the folder")
	f.BoolVar(&o.check, "check", false, "exit with 3 when a target is missed; with --members, when it is met too seldom")
	f.Float64Var(&o.least, "least-probability", .5, "with --check and --members: the probability wanted of each target")
	f.BoolVar(&o.keep, "keep-members", false, "with --members and --out: write all values of all members to members.parquet")
	f.BoolVar(&o.noCharts, "no-charts", false, "write no charts")
	f.IntVar(&o.member, "member", -1, "run only this one of the members, from 0, and tell all about it")
	f.IntVar(&o.point, "point", -1, "run this point of a study, given in place of a scenario; points are numbered from 0")
	o.chance.flags(c, 1)
	o.lang = langFlag(c)
	o.format = choose(c, "format", "what is printed: the verdict as text, or result.json", "text", "json")
	return c
}

func (o *runOptions) run(ctx context.Context, load func() (*scenarios.Effective, error), stdout, stderr io.Writer) error {
	if o.out != "" {
		if err := prepare(o.out, o.force); err != nil {
			return err
		}
	}
	effective, err := load()
	if err != nil {
		return err
	}
	run, err := simulate(ctx, effective)
	if err != nil {
		return err
	}
	if o.member >= 0 {
		return o.one(ctx, run, effective, stdout, stderr)
	}
	r, err := report(ctx, run)
	if err != nil {
		return err
	}
	var extra []result.File
	if o.chance.members > 1 {
		kept, abort, err := o.ensemble(ctx, run, effective, r, stderr)
		defer abort()
		if err != nil {
			return err
		}
		extra = kept
	}
	return o.tell(ctx, r, effective, extra, stdout, stderr)
}

// one runs a single member of the ensemble.
func (o *runOptions) one(ctx context.Context, central *sim.Run, e *scenarios.Effective, stdout, stderr io.Writer) error {
	study := o.chance.study(central, e)
	run, err := study.One(ctx, o.member)
	if errors.Is(err, context.Canceled) {
		return err
	}
	if err != nil {
		return failure{fmt.Errorf("member %d: %w", o.member, err)}
	}
	r := run.Result()
	study.Alone(r, o.member)
	return o.tell(ctx, r, e, nil, stdout, stderr)
}

// tell writes and prints a result.
func (o *runOptions) tell(ctx context.Context, r *result.Result, effective *scenarios.Effective, extra []result.File, stdout, stderr io.Writer) error {
	if o.out != "" {
		if err := o.write(ctx, r, effective, extra, stderr); err != nil {
			return err
		}
	}
	if *o.format == "json" {
		data, err := r.JSON()
		if err != nil {
			return failure{err}
		}
		if _, err := stdout.Write(data); err != nil {
			return failure{err}
		}
	} else if err := printVerdict(stdout, r, *o.lang, coloured(stdout)); err != nil {
		return failure{err}
	}
	if o.out != "" {
		fmt.Fprintf(stderr, "results in %s\n", o.out)
	}
	if o.check && (r.Ensemble == nil && r.Missed() > 0 || r.Ensemble != nil && unlikely(stderr, r, o.least)) {
		return errMissed
	}
	return nil
}

// ensemble adds the members to the result of the central run. The files are those that have
// been written while it ran; abort removes what is left of them.
func (o *runOptions) ensemble(ctx context.Context, run *sim.Run, e *scenarios.Effective, r *result.Result, stderr io.Writer) (files []result.File, abort func(), err error) {
	abort = func() {}
	study := o.chance.study(run, e)
	var kept *result.MemberSeries
	if o.keep {
		if kept, err = result.NewMemberSeries(o.out, r.Series.Dates, r.Series.Columns); err != nil {
			return nil, abort, failure{err}
		}
		abort, study.Keep = kept.Abort, kept.Write
		if size := float64(o.chance.members) * float64(len(run.Values)) * result.MemberRowBytes; size > 1e9 {
			fmt.Fprintf(stderr, "note: members.parquet will take up to %.0f GB\n", size/1e9)
		}
	}
	outcome, err := o.chance.ask(ctx, study, "members", stderr)
	if err != nil {
		return nil, abort, err
	}
	outcome.Into(r, o.chance.seed)
	if kept != nil {
		file, err := kept.Close()
		if err != nil {
			return nil, abort, failure{err}
		}
		files = append(files, file)
	}
	return files, abort, nil
}

// prepare checks before any work that a folder can take results.
func prepare(dir string, force bool) error {
	if _, err := os.Stat(filepath.Join(dir, result.ManifestFile)); err == nil {
		return fmt.Errorf("--out %s holds a sweep; choose another folder", dir)
	}
	err := result.Prepare(dir, force)
	if errors.Is(err, result.ErrUnwritable) {
		return failure{err}
	}
	return err
}

// execute loads and runs a scenario.
func execute(ctx context.Context, name string, settings []string) (*sim.Run, *scenarios.Effective, error) {
	effective, err := loadScenario(name, settings)
	if err != nil {
		return nil, nil, err
	}
	run, err := simulate(ctx, effective)
	return run, effective, err
}

// simulate runs a scenario.
func simulate(ctx context.Context, e *scenarios.Effective) (*sim.Run, error) {
	plan, err := sim.Compile(&e.Scenario)
	if err != nil {
		return nil, failure{err}
	}
	run := plan.NewRun()
	run.JudgeCuts()
	return run, run.Simulate(ctx)
}

// report judges the targets of a finished run.
func report(ctx context.Context, run *sim.Run) (*result.Result, error) {
	r := run.Result()
	var err error
	r.TradeOff, err = run.TradeOff(ctx)
	return r, err
}

// write puts tables and charts into the folder.
func (o *runOptions) write(ctx context.Context, r *result.Result, effective *scenarios.Effective, extra []result.File, stderr io.Writer) error {
	files, err := r.Files(effective.TOML)
	if err != nil {
		return failure{err}
	}
	files = slices.Concat(files, extra)
	for _, a := range effective.Attached {
		files = append(files, result.File{Name: a.Name, Data: a.Data})
	}
	if err := ownFiles(o.out, effective, files); err != nil {
		return err
	}
	if !o.noCharts {
		charts, err := draw(ctx, r, plots.Options{Lang: *o.lang}, stderr)
		if err != nil {
			return failure{err}
		}
		files = append(files, charts...)
	}
	if err := result.Store(o.out, files, plots.Files(), o.force); err != nil {
		return failure{err}
	}
	return nil
}

// ownFiles sees that no file that somebody wrote and the scenario was read from is replaced
// by one of the result, or taken away as one of an older result.
func ownFiles(out string, e *scenarios.Effective, files []result.File) error {
	all := slices.Clone(files)
	for _, name := range append(result.Tables(), plots.Files()...) {
		all = append(all, result.File{Name: name})
	}
	for _, f := range all {
		target := filepath.Join(out, f.Name)
		there, err := os.Stat(target)
		if err != nil {
			continue // nothing to replace
		}
		for _, name := range e.Files {
			if info, err := os.Stat(name); err == nil && os.SameFile(info, there) {
				if data, err := os.ReadFile(name); err != nil || !bytes.Equal(data, f.Data) {
					return fmt.Errorf("--out %s would replace %s, from which the scenario is read; choose another folder", out, name)
				}
			}
		}
	}
	return nil
}

// draw renders charts, with progress for a person who watches.
func draw(ctx context.Context, r *result.Result, o plots.Options, stderr io.Writer) ([]result.File, error) {
	if onTerminal(stderr) {
		o.Progress = chartProgress(stderr)
	}
	files, notes, err := plots.Render(ctx, r, o)
	for _, note := range notes {
		fmt.Fprintln(stderr, "note:", note)
	}
	return files, err
}

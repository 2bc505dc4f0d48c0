package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

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
}

func runCommand() *cobra.Command {
	var o runOptions
	c := &cobra.Command{
		Use:   "run [SCENARIO]",
		Short: "Simulate a scenario and judge its targets",
		Long: `Simulate a scenario, a file or the name of a shipped one (default guizhou-2024),
and print the verdict on each target. With --out the folder receives result.json,
series.csv, targets.csv, scenario.toml (the effective scenario) and charts/.
--set changes a value by its path; hubcap params lists the paths.`,
		Example: "  hubcap run guizhou-2024 --set cluster.guian.build.lead_time_months=12",
		RunE: func(c *cobra.Command, args []string) error {
			if c.Flags().Changed("out") && o.out == "" {
				return errors.New("--out is empty; name a folder, or leave it out to write nothing")
			}
			return o.run(c.Context(), scenarioName(args), c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	scenarioArgs(c)
	f := c.Flags()
	f.StringVar(&o.out, "out", "", "folder for the results; without it nothing is written")
	settingsFlag(c, &o.settings)
	f.BoolVar(&o.force, "force", false, "replace a result in the folder")
	f.BoolVar(&o.check, "check", false, "exit with 3 when a target is missed")
	f.BoolVar(&o.noCharts, "no-charts", false, "write no charts")
	o.lang = langFlag(c)
	o.format = choose(c, "format", "what is printed: the verdict as text, or result.json", "text", "json")
	return c
}

func (o *runOptions) run(ctx context.Context, name string, stdout, stderr io.Writer) error {
	if o.out != "" {
		if err := result.Prepare(o.out, o.force); err != nil {
			return err
		}
	}
	r, effective, err := simulate(ctx, name, o.settings)
	if err != nil {
		return err
	}
	if o.out != "" {
		if err := o.write(ctx, r, effective, stderr); err != nil {
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
	if o.check && r.Missed() > 0 {
		return errMissed
	}
	return nil
}

// execute runs a scenario.
func execute(ctx context.Context, name string, settings []string) (*sim.Run, *scenarios.Effective, error) {
	effective, err := scenarios.Load(name, settings)
	if err != nil {
		return nil, nil, err
	}
	plan, err := sim.Compile(&effective.Scenario)
	if err != nil {
		return nil, nil, failure{err}
	}
	run := plan.NewRun()
	run.JudgeCuts()
	return run, effective, run.Simulate(ctx)
}

// simulate runs a scenario and judges its targets.
func simulate(ctx context.Context, name string, settings []string) (*result.Result, *scenarios.Effective, error) {
	run, effective, err := execute(ctx, name, settings)
	if err != nil {
		return nil, nil, err
	}
	r := run.Result()
	if r.TradeOff, err = run.TradeOff(ctx); err != nil {
		return nil, nil, err
	}
	return r, effective, nil
}

// write puts tables and charts into the folder.
func (o *runOptions) write(ctx context.Context, r *result.Result, effective *scenarios.Effective, stderr io.Writer) error {
	files, err := r.Files(effective.TOML)
	if err != nil {
		return failure{err}
	}
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
// by one of the result.
func ownFiles(out string, e *scenarios.Effective, files []result.File) error {
	for _, f := range files {
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
		o.Progress = func(done, total int) {
			fmt.Fprintf(stderr, "\rcharts %d/%d", done, total)
			if done == total {
				fmt.Fprint(stderr, "\r\033[K")
			}
		}
	}
	files, notes, err := plots.Render(ctx, r, o)
	for _, note := range notes {
		fmt.Fprintln(stderr, "note:", note)
	}
	return files, err
}

package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"hubcap/plots"
	"hubcap/sim/result"
)

func plotCommand() *cobra.Command {
	var o plots.SweepOptions // Options are those of a result
	var out string
	c := &cobra.Command{
		Use:   "plot DIR",
		Short: "Draw the charts of a result or of a sweep",
		Long: `Draw the charts of a result that hubcap run --out has left in a folder, or of the sweep of
hubcap sweep, as SVG and PNG, into its charts/ or another folder.
Charts of a result: ` + strings.Join(plots.Names(), ", ") + `.
Charts of a sweep: ` + strings.Join(plots.SweepNames(), ", ") + `; --target, --x, --y, --by and --scenario
say of what.`,
		Example: "  hubcap plot out --only racks,pue --lang zh",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("name the folder of a result, as in: hubcap plot out")
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringSliceVar(&o.Only, "only", nil, "names of charts; without it all are drawn")
	f.StringSliceVar(&o.Formats, "formats", []string{"svg", "png"}, "svg, png")
	f.StringVar(&out, "out", "", "folder for the charts (default DIR/charts)")
	f.StringVar(&o.Target, "target", "", "of a sweep: id of the target, or all for all of them together")
	f.StringVar(&o.X, "x", "", "of a sweep: axis of the heat map from left to right, or column of the scatter")
	f.StringVar(&o.Y, "y", "", "of a sweep: axis or column from bottom to top")
	f.StringVar(&o.By, "by", "", "of a sweep: axis with a heat map for each of its values")
	f.StringVar(&o.Scenario, "scenario", "", "of a sweep of several scenarios: id of the one that is drawn")
	lang := langFlag(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		o.Lang = *lang
		files, err := chartsOf(c, args[0], o)
		if err != nil {
			return err
		}
		if out == "" {
			out = filepath.Join(args[0], "charts")
		}
		for i := range files {
			files[i].Name = filepath.Base(files[i].Name)
		}
		if err := result.Store(out, files, nil, true); err != nil {
			return failure{err}
		}
		for _, f := range files {
			fmt.Fprintln(c.OutOrStdout(), filepath.Join(out, f.Name))
		}
		return nil
	}
	return c
}

// chartsOf draws the charts of what a folder holds.
func chartsOf(c *cobra.Command, dir string, o plots.SweepOptions) ([]result.File, error) {
	if holdsSweep(dir) {
		return plotSweep(c.Context(), dir, o, c.ErrOrStderr())
	}
	for _, flag := range []string{"target", "x", "y", "by", "scenario"} {
		if c.Flags().Changed(flag) {
			return nil, fmt.Errorf("--%s has no effect: %s holds no sweep", flag, dir)
		}
	}
	if err := o.Options.Check(); err != nil {
		return nil, err
	}
	r, err := result.Read(dir)
	if err != nil {
		return nil, failure{err}
	}
	files, err := draw(c.Context(), r, o.Options, c.ErrOrStderr())
	if err != nil {
		return nil, failure{err}
	}
	return files, nil
}

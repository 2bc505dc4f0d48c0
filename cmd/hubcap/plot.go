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
	var o plots.Options
	var out string
	c := &cobra.Command{
		Use:   "plot DIR",
		Short: "Draw the charts of a result",
		Long: `Draw the charts of a result that hubcap run --out has left in a folder, as SVG and PNG,
into its charts/ or another folder. Charts: ` + strings.Join(plots.Names(), ", ") + `.`,
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
	lang := langFlag(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		o.Lang = *lang
		if err := o.Check(); err != nil {
			return err
		}
		r, err := result.Read(args[0])
		if err != nil {
			return failure{err}
		}
		files, err := draw(c.Context(), r, o, c.ErrOrStderr())
		if err != nil {
			return failure{err}
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

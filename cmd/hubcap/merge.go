package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"hubcap/sim/result"
	"hubcap/sim/sweep"
)

func mergeCommand() *cobra.Command {
	csv := false
	c := &cobra.Command{
		Use:   "merge DIR",
		Short: "Make one table of the parts of a sweep",
		Long: `Make runs.parquet, with --csv runs.csv too, of the parts that the shards of a sweep have
left in a folder. Shards that wrote to other folders are brought together by copying the
files of their parts/ into one. Missing, double, damaged and foreign parts are refused.`,
		Example: "  hubcap merge sweep --csv",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("name the folder of a sweep, as in: hubcap merge sweep")
			}
			return nil
		},
	}
	c.Flags().BoolVar(&csv, "csv", false, "write the table as runs.csv too")
	lang := langFlag(c)
	format := choose(c, "format", "what is printed: the summary as text, or manifest.json", "text", "json")
	c.RunE = func(c *cobra.Command, args []string) error {
		return merge(c.Context(), args[0], csv, *lang, *format, c.OutOrStdout(), c.ErrOrStderr())
	}
	return c
}

// merge makes the table and prints what it comes to.
func merge(ctx context.Context, dir string, csv bool, lang, format string, stdout, stderr io.Writer) error {
	var progress func(done, total int)
	if onTerminal(stderr) {
		m := meter{w: stderr, what: "parts"}
		progress = func(done, total int) { m.tell(done, total, 0, 0) }
		defer m.clear()
	}
	manifest, err := sweep.Merge(ctx, dir, csv, progress)
	switch {
	case errors.Is(err, context.Canceled):
		return interrupted{err, "interrupted; the parts are there, and hubcap merge makes one table of them"}
	case err != nil:
		if !errors.Is(err, sweep.ErrIncomplete) {
			err = fmt.Errorf("%w\nno table was made of the parts in %s", err, dir)
		}
		return failure{err}
	}
	if format == "json" {
		data, err := manifest.JSON()
		if err == nil {
			_, err = stdout.Write(data)
		}
		if err != nil {
			return err
		}
	} else {
		printSweep(stdout, manifest, lang)
	}
	fmt.Fprintf(stderr, "the table is %s\n", filepath.Join(dir, result.RunsFileName))
	if manifest.Done.OK == 0 {
		return failure{errors.New("no point came to a result: all failed")}
	}
	return nil
}

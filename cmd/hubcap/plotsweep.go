package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"hubcap/plots"
	"hubcap/sim/result"
)

// holdsSweep tells whether a folder holds a sweep.
func holdsSweep(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, result.ManifestFile))
	return err == nil
}

// plotSweep draws the pictures of a sweep.
func plotSweep(ctx context.Context, dir string, o plots.SweepOptions, stderr io.Writer) ([]result.File, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	m, err := result.ReadManifest(dir)
	if err != nil {
		return nil, failure{err}
	}
	table := filepath.Join(dir, result.RunsFileName)
	if m.Done == nil {
		return nil, failure{fmt.Errorf("%s holds a sweep that is not finished, or whose shards are not merged: end it with hubcap sweep STUDY --out %s, or hubcap merge %s", dir, dir, dir)}
	}
	names, err := o.Needs(m)
	if err != nil {
		return nil, err
	}
	runs, err := result.ReadRuns(table, names...)
	if err != nil {
		return nil, failure{err}
	}
	if onTerminal(stderr) {
		o.Progress = chartProgress(stderr)
	}
	files, notes, err := plots.Sweep(ctx, m, runs, o)
	for _, note := range notes {
		fmt.Fprintln(stderr, "note:", note)
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		err = failure{err}
	}
	return files, err
}

// chartProgress shows how many charts are drawn.
func chartProgress(w io.Writer) func(done, total int) {
	return func(done, total int) {
		fmt.Fprintf(w, "\rcharts %d/%d", done, total)
		if done == total {
			fmt.Fprint(w, "\r\033[K")
		}
	}
}

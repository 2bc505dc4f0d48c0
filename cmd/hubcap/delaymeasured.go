package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hubcap/model/network"
	"hubcap/scenarios"
	"hubcap/seeds"
	"hubcap/sim/validation"
)

// compare prints the comparison of the model with measured delays: the published ones, as a
// chapter, or those of the user's file.
func (o *delayOptions) compare(c *cobra.Command) error {
	data, err := scenarios.SeedData()
	if err != nil {
		return failure{err}
	}
	g, err := network.NewGraph(data.Places, data.Links, data.Legacy)
	if err != nil {
		return failure{err}
	}
	var d *validation.Delay
	if o.measured != "" {
		d, err = o.ownDelays(g)
	} else {
		d, err = publishedDelays(g)
	}
	if err != nil {
		return err
	}
	if *o.format == "json" {
		return printJSON(c.OutOrStdout(), d.Table())
	}
	write := d.Chapter
	if o.measured != "" {
		write = d.Report
	}
	if err := write(c.OutOrStdout(), *o.lang); err != nil {
		return failure{err}
	}
	return nil
}

// publishedDelays holds the model against the published delays.
func publishedDelays(g *network.Graph) (*validation.Delay, error) {
	published, err := seeds.MeasuredDelays()
	if err != nil {
		return nil, failure{err}
	}
	var rows []validation.Measured
	for _, r := range published {
		service, err := network.ParseService(r.Service)
		if err != nil {
			return nil, failure{fmt.Errorf("latency_measured.csv: %s: %w", r.ID, err)}
		}
		m := validation.Measured{ID: r.ID, From: r.A, To: r.B, Ms: r.Ms, LeastMs: r.LeastMs, Bound: strings.TrimPrefix(r.Bound, "value"),
			RoundTrip: r.RoundTrip, Service: service, Role: validation.Role(r.Role), Exchanges: r.Exchanges, Confidence: r.Confidence}
		if !r.Date.IsZero() {
			m.Date = r.Date.Format(time.DateOnly)
		}
		rows = append(rows, m)
	}
	d, err := validation.CompareDelay(rows, g, network.Published())
	if err != nil {
		return nil, failure{err}
	}
	return d, nil
}

// ownDelays holds it against those of a file.
func (o *delayOptions) ownDelays(g *network.Graph) (*validation.Delay, error) {
	info, err := os.Stat(o.measured)
	if err != nil {
		return nil, fmt.Errorf("--measured: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("--measured: %s is not a file", o.measured)
	}
	f, err := os.Open(o.measured)
	if err != nil {
		return nil, fmt.Errorf("--measured: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, validation.MaxMeasuredBytes+1))
	if err != nil {
		return nil, failure{err}
	}
	rows, err := validation.ReadMeasured(o.measured, data, func(name string) (string, error) {
		i, err := findPlace(g, "", name)
		if err != nil {
			return "", err
		}
		return g.Place(i).ID, nil
	})
	if err != nil {
		return nil, err
	}
	d, err := validation.CompareMeasured(rows, g, network.Published())
	if err != nil {
		return nil, failure{err}
	}
	return d, nil
}

package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"hubcap/plots"
	"hubcap/sim/result"
)

// delayOptions are what the command line asks of the network.
type delayOptions struct {
	from, to              string
	settings, without     []string
	single, cuts          bool
	members, jobs         int
	years                 float64
	seed                  uint64
	list, links, validate bool
	measured              string
	out                   string
	force                 bool
	service, format, lang *string
}

func delayCommand() *cobra.Command {
	var o delayOptions
	c := &cobra.Command{
		Use:   "delay [SCENARIO] [--from A] [--to B]",
		Short: "Show one-way delays: between two places, of the tiers of a scenario, under load and failure",
		Long: `Show the one-way delay over the fibre network. With --from and --to: the path between two
places, its parts, and with a SCENARIO the queueing at its bottleneck, the budget and what
is left of it. With --from alone: which places lie within 1, 5 and 20 ms. With neither: the
tiers of a scenario (default guizhou-2024), each with its slowest pair, the budget, the
load at which it breaks and the link whose cut harms most. Without SCENARIO --from shows the
seed network empty and intact; with it, the network as loaded at the end of the horizon.

Service classes: direct (a direct IP circuit, the default), optical (the bare optical
circuit), public (the public Internet), hub (routed over the backbone as it was before
2017; its path and route are great circles).

--n-1 lists what the cut of each single link does; --without cuts links, with the traffic as it
is (to ask what a network without a link would have grown into, use
--set link.A--B.status=removed); --cuts draws random cuts and repairs over many years and
tells how long each budget is broken.
--list shows the places, --links the links. --validate prints the comparison with measured
delays, --measured FILE that with yours: a CSV with the columns from, to, ms and, if you
like, kind (one-way or round-trip), service and date. --out DIR receives charts.`,
		Example: "  hubcap delay guizhou-2024 --from guian --to shanghai --n-1",
	}
	scenarioArgs(c)
	f := c.Flags()
	f.StringVar(&o.from, "from", "", "place: id, English or Chinese name")
	f.StringVar(&o.to, "to", "", "place: id, English or Chinese name")
	f.BoolVar(&o.single, "n-1", false, "cut every single link in turn")
	f.StringSliceVar(&o.without, "without", nil, "links that are cut, by id (A--B), separated by commas")
	f.BoolVar(&o.cuts, "cuts", false, "draw random cuts with repair")
	f.IntVar(&o.members, "members", 1000, "with --cuts: how many histories are drawn")
	f.Float64Var(&o.years, "years", 1, "with --cuts: length of each")
	f.Uint64Var(&o.seed, "seed", 1, "with --cuts: seed of the draws")
	f.IntVar(&o.jobs, "jobs", 0, "with --cuts: workers; 0 takes all cores")
	settingsFlag(c, &o.settings)
	f.BoolVar(&o.list, "list", false, "list the places")
	f.BoolVar(&o.links, "links", false, "list the links")
	f.BoolVar(&o.validate, "validate", false, "compare the model with measured delays")
	f.StringVar(&o.measured, "measured", "", "compare the model with the measurements of this CSV file")
	f.StringVar(&o.out, "out", "", "folder for charts")
	f.BoolVar(&o.force, "force", false, "replace what is in that folder")
	o.service = choose(c, "service", "service class", "direct", "optical", "public", "hub")
	o.format = choose(c, "format", "output", "text", "json")
	o.lang = langFlag(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := o.fits(c, args); err != nil {
			return err
		}
		switch {
		case o.validate || o.measured != "":
			return o.compare(c)
		case o.list || o.links:
			return o.catalogue(c, args)
		case o.from != "" && o.to != "":
			return o.pair(c, args)
		case o.from != "":
			return o.circles(c, args)
		case o.cuts:
			return o.outages(c, args)
		}
		return o.tiers(c, args)
	}
	return c
}

// fits sees that no flag is given in vain.
func (o *delayOptions) fits(c *cobra.Command, args []string) error {
	given := c.Flags().Changed
	useless := func(beside string, flags ...string) error {
		for _, flag := range flags {
			if given(flag) {
				return fmt.Errorf("--%s has no effect %s; leave it out", flag, beside)
			}
		}
		return nil
	}
	random := []string{"members", "years", "seed", "jobs"}
	drawing := []string{"out", "force"}
	switch {
	case given("out") && o.out == "":
		return errors.New("--out is empty; name a folder, or leave it out to draw nothing")
	case o.force && o.out == "":
		return errors.New("--force needs --out")
	case given("measured") && o.measured == "":
		return errors.New("--measured is empty; name a CSV file")
	case o.validate || o.measured != "":
		if len(args) > 0 {
			return errors.New("a comparison with measurements takes the seed network; leave the scenario out")
		}
		if o.validate && o.measured != "" {
			return errors.New("--validate and --measured are both given; take one of them")
		}
		return useless("beside --validate or --measured", slices.Concat([]string{"from", "to", "n-1", "without", "cuts", "list", "links", "set", "service"}, random, drawing)...)
	case o.list || o.links:
		return useless("beside --list or --links", slices.Concat([]string{"from", "to", "n-1", "without", "cuts", "service", "format"}, random, drawing)...)
	case o.to != "" && o.from == "":
		return errors.New("--from is missing; hubcap delay --list shows the places")
	case given("from") && o.from == "" || given("to") && o.to == "":
		return errors.New("--from or --to is empty; hubcap delay --list shows the places")
	case o.from != "" && len(args) == 0 && len(o.settings) > 0:
		return errors.New("--set changes a scenario; name one, as in: hubcap delay guizhou-2024 --from guian --to shanghai")
	case o.from != "" && o.cuts:
		return errors.New("--cuts is about the tiers of a scenario; leave --from and --to out")
	case o.from != "" && o.to == "" && o.single:
		return errors.New("--n-1 needs --to too, or neither of --from and --to")
	case o.to != "" && o.out != "":
		return errors.New("there is no chart of a single path; leave --out out, or --to for the circles around a place")
	case o.from == "" && given("service"):
		return errors.New("--service needs --from; the tiers of a scenario have theirs")
	case o.cuts && o.single:
		return errors.New("--cuts and --n-1 are two questions; ask one at a time")
	case given("without") && len(o.without) == 0:
		return errors.New("--without is empty; name links, as in --without guian--guiyang")
	case o.cuts:
		if err := o.draws(); err != nil {
			return err
		}
		return useless("beside --cuts, which draws no chart", drawing...)
	}
	return useless("without --cuts", random...)
}

// draws sees that the size of an ensemble makes sense before anything is run.
func (o *delayOptions) draws() error {
	switch {
	case o.members < 1:
		return fmt.Errorf("--members %d is out of range; it is a number of histories, 1 or more", o.members)
	case !(o.years > 0 && o.years <= 1000):
		return fmt.Errorf("--years %v is out of range; allowed is above 0 to 1000", o.years)
	case o.jobs < 0:
		return fmt.Errorf("--jobs %d is out of range; it is a number of workers, or 0 for all cores", o.jobs)
	}
	return nil
}

// draw writes charts into the folder.
func (o *delayOptions) draw(c *cobra.Command, drawn func(plots.Options) ([]result.File, []string, error)) error {
	files, notes, err := drawn(plots.Options{Lang: *o.lang})
	for _, note := range notes {
		fmt.Fprintln(c.ErrOrStderr(), "note:", note)
	}
	if err != nil {
		return failure{err}
	}
	for i := range files {
		files[i].Name = filepath.Base(files[i].Name)
	}
	if err := result.Store(o.out, files, nil, o.force); err != nil {
		return failure{err}
	}
	fmt.Fprintf(c.ErrOrStderr(), "charts in %s\n", o.out)
	return nil
}

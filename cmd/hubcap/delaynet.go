package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hubcap/model"
	"hubcap/model/network"
	"hubcap/scenarios"
	"hubcap/sim"
	"hubcap/sim/result"
)

// network is what is asked about: that of a scenario that is run, or else of the seeds.
func (o *delayOptions) network(c *cobra.Command, args []string) (*sim.Network, *sim.Run, error) {
	if o.out != "" { // before anything is run in vain
		if err := prepare(o.out, o.force); err != nil {
			return nil, nil, err
		}
	}
	if o.from == "" || len(args) > 0 {
		run, _, err := execute(c.Context(), scenarioName(args), o.settings)
		if err != nil {
			return nil, nil, err
		}
		links, err := o.cutLinks(run.Network().Graph())
		if err != nil {
			return nil, nil, err
		}
		if len(links) > 0 {
			run = run.Cut(links)
		}
		return run.Network(), run, nil
	}
	data, err := scenarios.SeedData()
	if err != nil {
		return nil, nil, failure{err}
	}
	n, err := sim.EmptyNetwork(data)
	if err != nil {
		return nil, nil, failure{err}
	}
	links, err := o.cutLinks(n.Graph())
	if err != nil || len(links) == 0 {
		return n, nil, err
	}
	slices.SortFunc(links, func(a, b int) int { return b - a }) // from the last, so that the others keep their places
	for _, at := range links {
		data.Links = slices.Delete(slices.Clone(data.Links), at, at+1)
	}
	if n, err = sim.EmptyNetwork(data); err != nil {
		return nil, nil, failure{err}
	}
	return n, nil, nil
}

// cutLinks are the indexes of the links that --without cuts.
func (o *delayOptions) cutLinks(g *network.Graph) ([]int, error) {
	var out []int
	for _, id := range o.without {
		at, ok := g.LinkIndex(id)
		if !ok {
			known := make([]string, g.Links())
			for i := range known {
				known[i] = g.Link(i).ID
			}
			return nil, fmt.Errorf("--without: there is no link %q%s; hubcap delay --links shows all", id, scenarios.DidYouMean(id, known))
		}
		if !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out, nil
}

// changes says what was changed and what is cut.
func (p *printer) changes(s *model.Scenario, cut []string) {
	for _, change := range s.Changes {
		p.say("changed: %s", "改动：%s", change)
	}
	if len(cut) > 0 {
		p.say("cut at that moment: %s; the traffic is what it was", "届时中断：%s；流量不变", strings.Join(cut, ", "))
	}
}

// catalogue lists places or links, with those of a scenario if one is named.
func (o *delayOptions) catalogue(c *cobra.Command, args []string) error {
	data, err := scenarios.SeedData()
	if err != nil {
		return failure{err}
	}
	if len(args) > 0 || len(o.settings) > 0 {
		effective, err := loadScenario(scenarioName(args), o.settings)
		if err != nil {
			return err
		}
		data = effective.Data
	}
	w := c.OutOrStdout()
	if o.list {
		t := newTable("place", "English", "中文", "role", "hub")
		for _, p := range data.Places {
			t.row(p.ID, p.EN, p.ZH, p.Role, p.Hub)
		}
		t.write(w)
	}
	if o.list && o.links {
		fmt.Fprintln(w)
	}
	if o.links {
		t := newTable("link", "from", "to", "route km", "great circle km")
		t.right(3, 4)
		for _, l := range data.Links {
			t.row(l.ID, l.A, l.B, fmt.Sprintf("%.0f", l.Route), fmt.Sprintf("%.0f", l.GreatCircle))
		}
		t.write(w)
	}
	return nil
}

// findPlace finds a place by its id or a name.
func findPlace(g *network.Graph, flag, name string) (int, error) {
	var things []named
	for i := range g.Len() {
		p := g.Place(i)
		things = append(things, named{p.ID, p.EN, p.ZH})
	}
	i, err := lookup("place", name, things)
	if err != nil {
		err = fmt.Errorf("%w; hubcap delay --list shows all", err)
		if flag != "" {
			err = fmt.Errorf("%s: %w", flag, err)
		}
	}
	return i, err
}

// placeName is the name of a place in a language.
func placeName(g *network.Graph, id, lang string) string {
	i, ok := g.Index(id)
	if !ok {
		return id
	}
	return model.Text{EN: g.Place(i).EN, ZH: g.Place(i).ZH}.In(lang)
}

// placeNames joins those of a path.
func placeNames(g *network.Graph, ids []string, lang string) string {
	var names []string
	for _, id := range ids {
		names = append(names, placeName(g, id, lang))
	}
	return strings.Join(names, " - ")
}

// ms writes milliseconds, or a dash.
func ms(v result.Number) string {
	if v.IsMissing() {
		return "-"
	}
	return fmt.Sprintf("%.2f", float64(v))
}

// percent writes a load, or a dash.
func percent(v result.Number) string {
	if v.IsMissing() {
		return "-"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(v))
}

// printer prints in one language.
type printer struct {
	w    io.Writer
	lang string
}

func (p *printer) pick(en, zh string) string { return model.Text{EN: en, ZH: zh}.In(p.lang) }

func (p *printer) say(en, zh string, args ...any) {
	fmt.Fprintf(p.w, p.pick(en, zh)+"\n", args...)
}

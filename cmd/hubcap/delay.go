package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"hubcap/model/network"
	"hubcap/scenarios"
	"hubcap/sim/result"
)

// delayAnswer is what `hubcap delay` tells.
type delayAnswer struct {
	From     string        `json:"from"`
	To       string        `json:"to"`
	Service  string        `json:"service"`
	Path     []string      `json:"path"`
	RouteKm  result.Number `json:"route_km"`
	FibreKm  result.Number `json:"fibre_km"`
	OneWayMs result.Number `json:"one_way_ms"`
	Parts    delayParts    `json:"parts"`
}

type delayParts struct {
	Fibre        result.Number `json:"fibre"`
	Regeneration result.Number `json:"regeneration"`
	Equipment    result.Number `json:"equipment"`
	Routing      result.Number `json:"routing"`
	Detour       result.Number `json:"detour"`
	PublicExcess result.Number `json:"public_excess"`
}

func delayCommand() *cobra.Command {
	var from, to string
	list := false
	c := &cobra.Command{
		Use:   "delay --from A --to B",
		Short: "Show the one-way delay between two places",
		Long: `Show the one-way delay between two places over the fibre network, with its path and
parts, on an empty and intact network. Service classes: direct (a direct IP circuit,
the default), optical (the bare optical circuit), public (the public Internet), hub
(routed over the backbone as it was before 2017; its path and route are great circles).
--list shows the places.`,
		Example: "  hubcap delay --from guian --to shanghai --service direct",
		Args:    cobra.NoArgs,
	}
	c.Flags().StringVar(&from, "from", "", "place: id, English or Chinese name")
	c.Flags().StringVar(&to, "to", "", "place: id, English or Chinese name")
	c.Flags().BoolVar(&list, "list", false, "list the places")
	service := choose(c, "service", "service class", "direct", "optical", "public", "hub")
	format := choose(c, "format", "output", "text", "json")
	lang := langFlag(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		g, err := seedGraph()
		if err != nil {
			return failure{err}
		}
		if list {
			listPlaces(c.OutOrStdout(), g)
			return nil
		}
		a, err := findPlace(g, "--from", from)
		if err != nil {
			return err
		}
		b, err := findPlace(g, "--to", to)
		if err != nil {
			return err
		}
		return printDelay(c.OutOrStdout(), *format, *lang, g, *service, a, b)
	}
	return c
}

func printDelay(w io.Writer, format, lang string, g *network.Graph, class string, a, b int) error {
	service, err := network.ParseService(class)
	if err != nil {
		return err
	}
	k := network.Published()
	parts, path, ok := network.Delay(g, k, service, a, b)
	if !ok {
		return failure{fmt.Errorf("no route leads from %s to %s", g.Place(a).ID, g.Place(b).ID)}
	}
	fibre := k.FibrePerRoute * path.RouteKm
	if service == network.Hub {
		fibre = k.HubFactor * path.RouteKm
	}
	n := func(v float64) result.Number { return result.Number(v) }
	answer := delayAnswer{From: g.Place(a).ID, To: g.Place(b).ID, Service: class,
		RouteKm: n(path.RouteKm), FibreKm: n(fibre), OneWayMs: n(parts.Total()),
		Parts: delayParts{n(parts.Fibre), n(parts.Regeneration), n(parts.Equipment), n(parts.Routing), n(parts.Detour), n(parts.PublicExcess)}}
	var names []string
	for _, i := range path.Places {
		p := g.Place(i)
		answer.Path = append(answer.Path, p.ID)
		if lang == "zh" {
			names = append(names, p.ZH)
		} else {
			names = append(names, p.EN)
		}
	}
	if format == "json" {
		return printJSON(w, answer)
	}
	name, labels := service.EN(), []string{"one-way delay", "route", "fibre", "path"}
	rows := []string{"fibre", "regenerators", "equipment", "routers", "detour", "public Internet"}
	if lang == "zh" {
		name, labels = service.ZH(), []string{"单向时延", "路由", "光纤", "路径"}
		rows = []string{"光纤", "中继", "设备", "路由器", "绕行", "公网"}
	}
	fmt.Fprintf(w, "%s -> %s, %s\n\n%s %.2f ms\n", names[0], names[len(names)-1], name, labels[0], parts.Total())
	fmt.Fprintf(w, "%s %.0f km, %s %.0f km\n%s: %s\n\n", labels[1], path.RouteKm, labels[2], fibre, labels[3], strings.Join(names, " - "))
	t := newTable("", "ms")
	t.right(1)
	for i, v := range []float64{parts.Fibre, parts.Regeneration, parts.Equipment, parts.Routing, parts.Detour, parts.PublicExcess} {
		t.row(rows[i], fmt.Sprintf("%.3f", v))
	}
	t.write(w)
	return nil
}

// seedGraph is the network of the seed data.
func seedGraph() (*network.Graph, error) {
	d, err := scenarios.SeedData()
	if err != nil {
		return nil, err
	}
	return network.NewGraph(d.Places, d.Links, d.Legacy)
}

func findPlace(g *network.Graph, flag, name string) (int, error) {
	if name == "" {
		return 0, fmt.Errorf("%s is missing; hubcap delay --list shows the places", flag)
	}
	var things []named
	for i := range g.Len() {
		p := g.Place(i)
		things = append(things, named{p.ID, p.EN, p.ZH})
	}
	i, err := lookup("place", name, things)
	if err != nil {
		return 0, fmt.Errorf("%s: %w; hubcap delay --list shows all", flag, err)
	}
	return i, nil
}

func listPlaces(w io.Writer, g *network.Graph) {
	t := newTable("place", "English", "中文", "role", "hub")
	for i := range g.Len() {
		p := g.Place(i)
		t.row(p.ID, p.EN, p.ZH, p.Role, p.Hub)
	}
	t.write(w)
}

package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hubcap/model"
	"hubcap/model/climate"
	"hubcap/model/pue"
	"hubcap/plots"
	"hubcap/scenarios"
	"hubcap/seeds"
	"hubcap/sim/plant"
	"hubcap/sim/result"
	"hubcap/sim/validation"
)

// pueOptions are what the command line asks of a plant.
type pueOptions struct {
	station, weather, technology, class string
	hourly, list, validate              bool
	load, warming, elevation, lapse     float64
	out                                 string
	force                               bool
	format, lang                        *string
}

func pueCommand() *cobra.Command {
	var o pueOptions
	c := &cobra.Command{
		Use:   "pue --station NAME --technology T --class C --load U",
		Short: "Show the PUE of one plant at one place, or hold the model against published sites",
		Long: `Show the physical PUE of a cooling technology and build class at a climate station: the
year, the twelve months and the parts, water, free cooling and the design hour. The load
is IT power over design IT power and counts as 0.1 at least. What sites add as operated
is not in it. --list shows stations, technologies and classes.

--weather FILE takes a year of your own hours instead of a station: an EPW file, or a CSV
with the columns dry_bulb_c and wet_bulb_c, relative_humidity_percent or dew_point_c,
pressure_pa (or give --elevation), and month, day, hour or time. They are reduced to
monthly statistics, with --hourly used hour by hour. With --station, --elevation moves
its weather up or down to a place nearby.

--out DIR receives charts: ` + strings.Join(plots.PlantNames(), ", ") + `.
--validate prints the comparison of the model with the PUE that sites have published.`,
		Example: "  hubcap pue --station guiyang --technology chw_wse --class good --load 0.5",
		Args:    cobra.NoArgs,
	}
	f := c.Flags()
	f.StringVar(&o.station, "station", "", "climate station: id, English or Chinese name")
	f.StringVar(&o.weather, "weather", "", "file of hourly weather, EPW or CSV, instead of a station")
	f.BoolVar(&o.hourly, "hourly", false, "use the hours of --weather one by one")
	f.Float64Var(&o.elevation, "elevation", 0, "m above sea level of the place")
	f.Float64Var(&o.lapse, "lapse", defaultOf("weather.*.lapse_k_per_km"), "K of dry-bulb lost per km up from the station to --elevation")
	f.StringVar(&o.technology, "technology", "", "cooling technology")
	f.StringVar(&o.class, "class", "", "build class")
	f.Float64Var(&o.load, "load", 0.5, "IT power / design IT power, above 0 to 1")
	f.Float64Var(&o.warming, "warming", defaultOf("climate.warming_k"), "K of dry-bulb to add to the typical year")
	f.BoolVar(&o.list, "list", false, "list stations, technologies and classes")
	f.BoolVar(&o.validate, "validate", false, "compare the model with published PUE")
	f.StringVar(&o.out, "out", "", "folder for charts")
	f.BoolVar(&o.force, "force", false, "replace what is in that folder")
	o.format = choose(c, "format", "output", "text", "json")
	o.lang = langFlag(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := o.fits(c); err != nil {
			return err
		}
		stations, err := seeds.Stations()
		if err != nil {
			return failure{err}
		}
		switch {
		case o.list:
			listStations(c.OutOrStdout(), stations, *o.lang)
			return nil
		case o.validate:
			return o.compare(c, stations)
		}
		return o.study(c, stations)
	}
	return c
}

// fits sees that no flag is given in vain.
func (o *pueOptions) fits(c *cobra.Command) error {
	given := c.Flags().Changed
	others := []string{"station", "weather", "hourly", "elevation", "lapse", "technology", "class", "load", "warming", "out", "force"}
	alone := "validate"
	if o.list {
		alone, others = "list", append(others, "validate", "format")
	}
	if i := slices.IndexFunc(others, given); i >= 0 && (o.list || o.validate) {
		return fmt.Errorf("--%s has no effect beside --%s; leave one of them out", others[i], alone)
	}
	switch {
	case o.list || o.validate:
		return nil
	case o.station != "" && o.weather != "":
		return errors.New("--station and --weather are both given; take one of them")
	case o.station == "" && o.weather == "" || o.technology == "" || o.class == "":
		return errors.New("--technology, --class and one of --station and --weather are needed; hubcap pue --list shows what there is")
	case o.hourly && o.weather == "":
		return errors.New("--hourly needs --weather: stations have monthly statistics only")
	case given("lapse") && (!given("elevation") || o.weather != ""):
		return errors.New("--lapse needs --station and --elevation, between which the weather is moved")
	case given("out") && o.out == "":
		return errors.New("--out is empty; name a folder, or leave it out to draw nothing")
	case o.force && o.out == "":
		return errors.New("--force needs --out")
	}
	return nil
}

// study works a plant out, prints it and draws it.
func (o *pueOptions) study(c *cobra.Command, stations []climate.Station) error {
	t, ok := pue.ParseTechnology(o.technology)
	if !ok {
		return fmt.Errorf("--technology %q is unknown%s", o.technology, scenarios.DidYouMean(o.technology, ids(pue.Technologies())))
	}
	k, ok := pue.ParseClass(o.class)
	if !ok {
		return fmt.Errorf("--class %q is unknown%s", o.class, scenarios.DidYouMean(o.class, ids(pue.Classes())))
	}
	if !(o.load > 0 && o.load <= 1) {
		return fmt.Errorf("--load %v is out of range; it is IT power / design IT power, above 0 to 1", o.load)
	}
	for _, bound := range []struct {
		flag      string
		v         float64
		low, high float64
		unit      string
	}{{"warming", o.warming, -10, 10, "K"}, {"elevation", o.elevation, -500, 6000, "m"}, {"lapse", o.lapse, 0, 12, "K/km"}} {
		if !(bound.v >= bound.low && bound.v <= bound.high) {
			return fmt.Errorf("--%s %v is out of range; allowed is %v to %v %s", bound.flag, bound.v, bound.low, bound.high, bound.unit)
		}
	}
	given := c.Flags().Changed
	if o.out != "" {
		if err := prepare(o.out, o.force); err != nil {
			return err
		}
	}
	at, err := o.place(stations, c)
	if err != nil {
		return err
	}
	share, warming := defaultOf("climate.wet_bulb_share"), o.warming
	if o.weather != "" { // a year of its own needs warming only if that is asked for
		if !given("warming") {
			warming = defaultOf("weather.*.warming_k")
		}
		at = at.Warm(warming, share)
		at.Today = true
	}
	p := plant.Study(plant.Question{Station: at, Technology: t, Class: k, Load: o.load, WarmingK: o.warming, WetBulbShare: share}, stations)
	p.WarmingK = result.Number(warming)
	if o.out != "" {
		if err := o.draw(c, p); err != nil {
			return failure{err}
		}
	}
	if *o.format == "json" {
		return printJSON(c.OutOrStdout(), p)
	}
	printPUE(c.OutOrStdout(), *o.lang, p, t, k, o.weather != "")
	return nil
}

// place is the weather that is asked for.
func (o *pueOptions) place(stations []climate.Station, c *cobra.Command) (climate.Station, error) {
	elevated := c.Flags().Changed("elevation")
	if o.weather != "" {
		elevation := math.NaN()
		if elevated {
			elevation = o.elevation
		}
		at, missing, err := scenarios.ReadWeather(o.weather, elevation, o.hourly)
		if missing > 0 {
			fmt.Fprintf(c.ErrOrStderr(), "note: %d hours of the year are missing; the others of their months stand for them\n", missing)
		}
		return at, err
	}
	at, err := findStation(stations, o.station)
	if err != nil || !elevated {
		return at, err
	}
	moved := scenarios.AtElevation(at, fmt.Sprintf("%s-at-%.0f-m", at.ID, o.elevation), model.Text{}, o.elevation, o.lapse)
	moved.EN, moved.ZH = fmt.Sprintf("%s, moved to %.0f m", at.EN, o.elevation), fmt.Sprintf("%s（移至海拔%.0f m）", at.ZH, o.elevation)
	return moved, nil
}

// draw writes the charts of a plant.
func (o *pueOptions) draw(c *cobra.Command, p *result.Plant) error {
	files, notes, err := plots.Plant(c.Context(), p, plots.Options{Lang: *o.lang})
	for _, note := range notes {
		fmt.Fprintln(c.ErrOrStderr(), "note:", note)
	}
	if err != nil {
		return err
	}
	if err := result.Store(o.out, files, nil, o.force); err != nil {
		return err
	}
	fmt.Fprintf(c.ErrOrStderr(), "charts in %s\n", o.out)
	return nil
}

// compare prints the validation chapter.
func (o *pueOptions) compare(c *cobra.Command, stations []climate.Station) error {
	published, err := seeds.PublishedPUEs()
	if err != nil {
		return failure{err}
	}
	sites, err := sitesOf(published, stations)
	if err != nil {
		return failure{err}
	}
	p := validation.Compare(sites, defaultOf("climate.warming_k"), defaultOf("climate.wet_bulb_share"), defaultOf("cluster.*.pue_offset"))
	if *o.format == "json" {
		return printJSON(c.OutOrStdout(), p.Table())
	}
	if err := p.Chapter(c.OutOrStdout(), *o.lang); err != nil {
		return failure{err}
	}
	return nil
}

// sitesOf makes the sites of validation from the published rows.
func sitesOf(published []seeds.PublishedPUE, stations []climate.Station) ([]validation.Site, error) {
	var sites []validation.Site
	for _, r := range published {
		at, err := findStation(stations, r.Station)
		technology, ok := pue.ParseTechnology(r.Technology)
		class, ok2 := pue.ParseClass(r.ClassByHand)
		if err != nil || !ok || !ok2 {
			return nil, fmt.Errorf("pue_published.csv: %s: station %q, technology %q or class %q is unknown", r.ID, r.Station, r.Technology, r.ClassByHand)
		}
		sites = append(sites, validation.Site{ID: r.ID, Name: model.Text{EN: r.EN, ZH: r.ZH}, Published: r.Published,
			Value: r.Value, Bound: r.Bound == "at_most", Measured: r.Measured, FreeDays: r.FreeCoolingDays,
			Station: at, Technology: technology, Load: r.Load, BuiltFrom: r.BuiltFrom, BuiltTo: r.BuiltTo,
			Type: r.Type, ByHand: class, Confidence: r.Confidence})
	}
	return sites, nil
}

// printPUE prints a plant as text.
func printPUE(w io.Writer, lang string, p *result.Plant, t pue.Technology, k pue.Class, own bool) {
	pick := func(en, chinese string) string { return model.Text{EN: en, ZH: chinese}.In(lang) }
	load, warming := plain(float64(p.Load)), plain(float64(p.WarmingK))
	if p.Load < pue.LowestLoad {
		load += fmt.Sprintf(pick(" (counts as %s)", "（按%s计）"), plain(pue.LowestLoad))
	}
	year := pick("the typical year", "典型年")
	if own {
		year = pick("its own hours", "所给逐时数据")
	}
	fmt.Fprintf(w, pick("%s, %s, class %s, load %s, %s K warmer than %s\n\n", "%s，%s，%s，负载率 %s，升温 %s K（相对%s）\n\n"),
		p.Place.In(lang), t.Name(lang), k.Name(lang), load, warming, year)
	facts := newTable(pick("annual PUE", "全年 PUE"), fmt.Sprintf("%.3f", float64(p.Annual)))
	facts.right(1)
	for _, f := range []struct {
		name  string
		value string
	}{
		{pick("at full load (design)", "满载（设计）"), fmt.Sprintf("%.3f", float64(p.Design))},
		{pick("in the design hour", "设计小时"), fmt.Sprintf("%.3f", float64(p.Peak))},
		{pick("free cooling, days a year", "自然冷却，天/年"), fmt.Sprintf("%.0f", float64(p.FreeDays))},
		{pick("water, L per kWh of IT", "耗水，L/kWh（IT）"), fmt.Sprintf("%.2f", float64(p.Water))},
	} {
		facts.row(f.name, f.value)
	}
	facts.write(w)
	fmt.Fprintln(w)
	part := newTable(pick("part", "组成"), pick("per IT power", "占IT功率"))
	part.right(1)
	for _, v := range []struct {
		name  string
		value result.Number
	}{
		{pick("electrical losses", "供配电损耗"), p.Parts.Electrical}, {pick("lighting, controls", "照明及其他"), p.Parts.Misc},
		{pick("room fans", "机房风机"), p.Parts.Fans}, {pick("cooling", "制冷"), p.Parts.Cooling},
		{pick("  of it compressors", "  其中压缩机"), p.Parts.Compressors},
	} {
		part.row(v.name, fmt.Sprintf("%.4f", float64(v.value)))
	}
	part.write(w)
	fmt.Fprintln(w)
	months := newTable(pick("month", "月份"), "PUE")
	months.right(0)
	for i, v := range p.Months {
		months.row(fmt.Sprint(i+1), fmt.Sprintf("%.3f", float64(v)))
	}
	months.write(w)
}

// findStation takes an id or a name in either language.
func findStation(stations []climate.Station, name string) (climate.Station, error) {
	var things []named
	for _, s := range stations {
		things = append(things, named{s.ID, s.EN, s.ZH})
	}
	i, err := lookup("climate station", name, things)
	if err != nil {
		return climate.Station{}, fmt.Errorf("%w; hubcap pue --list shows all", err)
	}
	return stations[i], nil
}

func listStations(w io.Writer, stations []climate.Station, lang string) {
	t := newTable("station", "English", "中文", "elevation m")
	t.right(3)
	for _, s := range stations {
		t.row(s.ID, s.EN, s.ZH, fmt.Sprintf("%.0f", s.Elevation))
	}
	t.write(w)
	fmt.Fprintln(w)
	t = newTable("technology", "")
	for _, v := range pue.Technologies() {
		t.row(v.String(), v.Name(lang))
	}
	t.write(w)
	fmt.Fprintln(w)
	t = newTable("class", "")
	for _, v := range pue.Classes() {
		t.row(v.String(), v.Name(lang))
	}
	t.write(w)
}

func ids[T fmt.Stringer](list []T) []string {
	var out []string
	for _, v := range list {
		out = append(out, v.String())
	}
	return out
}

// defaultOf is the default of a number in the table of parameters.
func defaultOf(path string) float64 {
	for _, p := range model.Parameters() {
		if p.Path == path {
			v, _ := p.Default.(float64)
			return v
		}
	}
	panic("no number has the path " + path) // a defect of the program
}

func printJSON(w io.Writer, v any) error {
	if err := result.WriteJSON(w, v); err != nil {
		return failure{err}
	}
	return nil
}

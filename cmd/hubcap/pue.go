package main

import (
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/spf13/cobra"

	"hubcap/model"
	"hubcap/model/climate"
	"hubcap/model/pue"
	"hubcap/scenarios"
	"hubcap/seeds"
	"hubcap/sim/result"
)

// pueAnswer is what `hubcap pue` tells.
type pueAnswer struct {
	Station    string          `json:"station"`
	Technology string          `json:"technology"`
	Class      string          `json:"class"`
	Load       result.Number   `json:"load"`
	WarmingK   result.Number   `json:"warming_k"`
	Annual     result.Number   `json:"annual"`
	Months     []result.Number `json:"months"`
	Parts      pueParts        `json:"parts"`
}

type pueParts struct {
	Electrical result.Number `json:"electrical"`
	Misc       result.Number `json:"misc"`
	Fans       result.Number `json:"fans"`
	Cooling    result.Number `json:"cooling"`
}

func pueCommand() *cobra.Command {
	var station, technology, class string
	var load, warming float64
	list := false
	c := &cobra.Command{
		Use:   "pue --station NAME --technology T --class C --load U",
		Short: "Show the PUE of one plant at one place",
		Long: `Show the physical PUE of a cooling technology and build class at a climate station: the
year, the twelve months and the parts. The load is IT power over design IT power and
counts as 0.1 at least. What sites add as operated is not in it. --list shows
stations, technologies and classes.`,
		Example: "  hubcap pue --station guiyang --technology chw_wse --class good --load 0.5",
		Args:    cobra.NoArgs,
	}
	f := c.Flags()
	f.StringVar(&station, "station", "", "climate station: id, English or Chinese name")
	f.StringVar(&technology, "technology", "", "cooling technology")
	f.StringVar(&class, "class", "", "build class")
	f.Float64Var(&load, "load", 0.5, "IT power / design IT power, above 0 to 1")
	f.Float64Var(&warming, "warming", defaultOf("climate.warming_k"), "K of dry-bulb to add to the typical year")
	f.BoolVar(&list, "list", false, "list stations, technologies and classes")
	format := choose(c, "format", "output", "text", "json")
	lang := langFlag(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		stations, err := seeds.Stations()
		if err != nil {
			return failure{err}
		}
		if list {
			listStations(c.OutOrStdout(), stations, *lang)
			return nil
		}
		if station == "" || technology == "" || class == "" {
			return errors.New("--station, --technology and --class are all needed; hubcap pue --list shows what there is")
		}
		t, ok := pue.ParseTechnology(technology)
		if !ok {
			return fmt.Errorf("--technology %q is unknown%s", technology, scenarios.DidYouMean(technology, ids(pue.Technologies())))
		}
		k, ok := pue.ParseClass(class)
		if !ok {
			return fmt.Errorf("--class %q is unknown%s", class, scenarios.DidYouMean(class, ids(pue.Classes())))
		}
		if !(load > 0 && load <= 1) {
			return fmt.Errorf("--load %v is out of range; it is IT power / design IT power, above 0 to 1", load)
		}
		if !(math.Abs(warming) <= 10) {
			return fmt.Errorf("--warming %v is out of range; allowed is -10 to 10 K", warming)
		}
		at, err := findStation(stations, station)
		if err != nil {
			return err
		}
		return printPUE(c.OutOrStdout(), *format, *lang, at, t, k, load, warming)
	}
	return c
}

// printPUE works the plant out and prints it.
func printPUE(w io.Writer, format, lang string, at climate.Station, t pue.Technology, k pue.Class, load, warming float64) error {
	plant := pue.New(t, k)
	weather := at.Year.Warm(warming)
	year := plant.Year(load, weather)
	answer := pueAnswer{Station: at.ID, Technology: t.String(), Class: k.String(), Load: result.Number(load),
		WarmingK: result.Number(warming), Annual: result.Number(year.PUE()),
		Parts: pueParts{result.Number(year.Electrical), result.Number(year.Misc), result.Number(year.Fans), result.Number(year.Cooling)}}
	for _, month := range weather {
		answer.Months = append(answer.Months, result.Number(plant.Month(load, month).PUE()))
	}
	if format == "json" {
		return printJSON(w, answer)
	}
	name := at.EN
	if lang == "zh" {
		name = at.ZH
	}
	if lang == "zh" {
		fmt.Fprintf(w, "%s，%s，%s，负载率 %s，较典型年升温 %s K\n\n全年 PUE %.3f\n\n", name, t.Name(lang), k.Name(lang), plain(load), plain(warming), year.PUE())
	} else {
		fmt.Fprintf(w, "%s, %s, class %s, load %s, %s K warmer than the typical year\n\nannual PUE %.3f\n\n", name, t.Name(lang), k.Name(lang), plain(load), plain(warming), year.PUE())
	}
	part := newTable("part", "per IT power")
	labels := []string{"electrical", "misc", "fans", "cooling"}
	if lang == "zh" {
		part = newTable("组成", "占IT功率")
		labels = []string{"供配电", "照明及其他", "风机", "制冷"}
	}
	part.right(1)
	for i, v := range []float64{year.Electrical, year.Misc, year.Fans, year.Cooling} {
		part.row(labels[i], fmt.Sprintf("%.4f", v))
	}
	part.write(w)
	fmt.Fprintln(w)
	months := newTable("month", "PUE")
	if lang == "zh" {
		months = newTable("月份", "PUE")
	}
	months.right(0)
	for i, v := range answer.Months {
		months.row(fmt.Sprint(i+1), fmt.Sprintf("%.3f", float64(v)))
	}
	months.write(w)
	return nil
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
	return 0
}

func printJSON(w io.Writer, v any) error {
	if err := result.WriteJSON(w, v); err != nil {
		return failure{err}
	}
	return nil
}

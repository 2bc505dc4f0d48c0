// Package plots draws the standard charts of a result, of one cooling plant, of what lies
// near a place, and of a sweep. Each states its finding as the
// title, computed from the data; everything else on the sheet is there to prove it. A
// chart is drawn by hand on gonum's vector canvases, once for SVG and PNG together, and
// the same result gives the same bytes.
package plots

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// Options says what to draw; its zero value is everything, in English.
type Options struct {
	Lang     string                // "en" or "zh"
	Only     []string              // names of charts; none means all
	Formats  []string              // "svg", "png"; none means both
	Progress func(done, total int) // called after each chart
}

// chart is a chart's name and how it is drawn. One whose data is not there returns no
// figure but the reason; none where nobody would miss it.
type chart struct {
	name string
	draw func(*job) (*figure, string)
}

// ofMembers tells whether a chart shows the members of an ensemble and not only its central run.
func (c chart) ofMembers() bool {
	switch c.name {
	case "overview", "probability", "fans", "shortfall", "first-met", "conflicts", "racks", "utilisation", "pue":
		return true
	}
	return false
}

var charts = []chart{
	{"overview", overview},
	{"probability", probabilities},
	{"fans", fans},
	{"shortfall", shortfalls},
	{"first-met", firstMets},
	{"conflicts", conflicts},
	{"racks", racks},
	{"utilisation", utilisation},
	{"pue", pue},
	{"fleets", fleets},
	{"parts", parts},
	{"energy", energy},
	{"cost", cost},
	{"compute", compute},
	{"delay", delay},
	{"hubs", hubs},
	{"slope", slopes},
	{"network", network},
	{"failures", failures},
	{"dispatch", dispatch},
	{"map", flowMap},
	{"clusters", clusterRanks},
	{"unserved", unserved},
	{"tradeoff", tradeoff},
}

// plantCharts are those of one plant at one place.
var plantCharts = []chart{
	{"pue-months", plantMonths},
	{"pue-load", plantLoad},
	{"pue-parts", plantParts},
	{"pue-stations", plantStations},
}

// circleCharts are those of what lies near a place.
var circleCharts = []chart{{"circles", circles}}

// compareCharts are those of several scenarios.
var compareCharts = []chart{{"matrix", compared}}

// Names lists the charts of a result.
func Names() []string { return names(charts) }

// PlantNames lists the charts of a plant.
func PlantNames() []string { return names(plantCharts) }

// CircleNames lists the charts of a reach.
func CircleNames() []string { return names(circleCharts) }

// CompareNames lists the charts of a comparison.
func CompareNames() []string { return names(compareCharts) }

func names(list []chart) (out []string) {
	for _, c := range list {
		out = append(out, c.name)
	}
	return out
}

// Files are the names of all files that Render may give.
func Files() []string {
	var names []string
	for _, name := range Names() {
		names = append(names, "charts/"+name+".svg", "charts/"+name+".png")
	}
	return names
}

// job is one call of Render, Plant, Circles, Compare or Sweep: what is drawn, for whom, with what.
type job struct {
	r       *result.Result // empty for all but Render
	plant   *result.Plant
	reach   *result.Reach
	several *result.Comparison
	swept   *swept
	folder  string // of the files
	lang    string
	fonts   *fonts
	formats []string
	asked   bool   // for this very chart
	central bool   // this chart shows the central run only
	missing []rune // characters that no font has
}

// Render draws the charts of a result, as charts/NAME.svg and charts/NAME.png. The notes
// say what was left out and why.
func Render(ctx context.Context, r *result.Result, o Options) (files []result.File, notes []string, err error) {
	return render(ctx, r, o, fontFolders())
}

func render(ctx context.Context, r *result.Result, o Options, folders []string) (files []result.File, notes []string, err error) {
	if err := o.Check(); err != nil {
		return nil, nil, err
	}
	list := charts
	if len(r.Series.Dates) == 0 {
		list = nil
	}
	return (&job{r: r, folder: "charts/"}).draw(ctx, list, o, folders)
}

// Plant draws the charts of a plant, as NAME.svg and NAME.png. The notes say what was left
// out and why.
func Plant(ctx context.Context, p *result.Plant, o Options) (files []result.File, notes []string, err error) {
	if err := o.CheckPlant(); err != nil {
		return nil, nil, err
	}
	return (&job{r: &result.Result{}, plant: p}).draw(ctx, plantCharts, o, fontFolders())
}

// Circles draws what lies within which delay of a place, as NAME.svg and NAME.png. The
// notes say what was left out and why.
func Circles(ctx context.Context, r *result.Reach, o Options) (files []result.File, notes []string, err error) {
	if err := o.CheckCircles(); err != nil {
		return nil, nil, err
	}
	return (&job{r: &result.Result{}, reach: r}).draw(ctx, circleCharts, o, fontFolders())
}

// Compare draws the chances of several scenarios, as NAME.svg and NAME.png. The notes say what
// was left out and why.
func Compare(ctx context.Context, c *result.Comparison, o Options) (files []result.File, notes []string, err error) {
	if err := o.CheckCompare(); err != nil {
		return nil, nil, err
	}
	return (&job{r: &result.Result{Scopes: c.Scopes}, several: c}).draw(ctx, compareCharts, o, fontFolders())
}

// draw draws what is wanted of a list of charts.
func (j *job) draw(ctx context.Context, list []chart, o Options, folders []string) (files []result.File, notes []string, err error) {
	f, err := newFonts(folders)
	if err != nil {
		return nil, nil, err
	}
	defer f.close()
	j.lang, j.fonts, j.formats = o.Lang, f, slices.Compact(slices.Sorted(slices.Values(o.Formats)))
	if len(j.formats) == 0 {
		j.formats = []string{"svg", "png"}
	}
	if j.lang == "zh" && f.han[0] == nil && slices.Contains(j.formats, "png") {
		j.formats = slices.DeleteFunc(slices.Clone(j.formats), func(s string) bool { return s == "png" })
		// In both languages: the terminal of such a machine may not have the font either.
		notes = append(notes, "没有找到含中文字形的字体，因此不输出PNG图；请安装 Noto Sans CJK（Debian：fonts-noto-cjk）或文泉驿（fonts-wqy-zenhei）等字体，或使用SVG图，其文字仍为文字 "+
			"(no font with Chinese glyphs was found, so the PNG charts are left out; "+advice+")")
	}
	if len(j.formats) == 0 {
		return nil, notes, ctx.Err()
	}
	only := slices.DeleteFunc(slices.Clone(list), func(c chart) bool { return len(o.Only) > 0 && !slices.Contains(o.Only, c.name) })
	var skipped leftOut
	for i, c := range only {
		if err := ctx.Err(); err != nil {
			return nil, notes, err
		}
		j.asked = slices.Contains(o.Only, c.name)
		drawn, reason, err := j.files(c)
		if err != nil {
			return nil, notes, fmt.Errorf("chart %s: %w", c.name, err)
		}
		files = append(files, drawn...)
		if len(drawn) == 0 && reason != "" {
			skipped.add(c.name, reason)
		}
		if o.Progress != nil {
			o.Progress(i+1, len(only))
		}
	}
	notes = append(notes, skipped.notes(j)...)
	if len(j.missing) > 0 {
		slices.Sort(j.missing)
		notes = append(notes, fmt.Sprintf(j.pick("no font was found that has %s: in the PNG charts a square stands for each; "+advice,
			"没有找到含 %s 的字体：PNG图中以方框代替；可使用SVG图，其文字仍为文字"), some(j.missing)))
	}
	return files, notes, ctx.Err()
}

// picture draws one chart.
func (j *job) picture(c chart) (*figure, string) {
	j.central = !c.ofMembers()
	return c.draw(j)
}

// files draws one chart in every format, or says why it is left out.
func (j *job) files(c chart) (files []result.File, reason string, err error) {
	picture, reason := j.picture(c)
	if picture == nil {
		return nil, reason, nil
	}
	for _, format := range j.formats {
		data, err := picture.file(format)
		if err != nil {
			return nil, "", err
		}
		files = append(files, result.File{Name: j.folder + c.name + "." + format, Data: data})
	}
	return files, "", nil
}

// Check tells what Render cannot draw: unknown charts, formats or languages.
func (o *Options) Check() error { return o.check(0) }

// CheckPlant tells what Plant cannot draw.
func (o *Options) CheckPlant() error { return o.check(1) }

// CheckCircles tells what Circles cannot draw.
func (o *Options) CheckCircles() error { return o.check(2) }

// CheckCompare tells what Compare cannot draw.
func (o *Options) CheckCompare() error { return o.check(3) }

// check checks what is wanted of one of the kinds of charts.
func (o *Options) check(kind int) error {
	kinds := []struct {
		of    string
		names []string
	}{{"a result", Names()}, {"a plant", PlantNames()}, {"a reach", CircleNames()}, {"a comparison", CompareNames()}, {"a sweep", SweepNames()}}
	what, known := kinds[kind].of, kinds[kind].names
	for _, name := range o.Only {
		for _, other := range kinds {
			if other.of != what && slices.Contains(other.names, name) {
				return fmt.Errorf("chart %q is one of %s, not of %s; known: %s", name, other.of, what, strings.Join(known, ", "))
			}
		}
	}
	for _, list := range []struct {
		what         string
		given, known []string
	}{{"chart", o.Only, known}, {"format", o.Formats, []string{"svg", "png"}}, {"language", []string{o.Lang}, []string{"", "en", "zh"}}} {
		for _, name := range list.given {
			if !slices.Contains(list.known, name) {
				known := slices.DeleteFunc(list.known, func(s string) bool { return s == "" })
				return fmt.Errorf("there is no %s %q; known: %s", list.what, name, strings.Join(known, ", "))
			}
		}
	}
	return nil
}

// source says where a picture comes from, in at most two lines of a width: with as many of
// the documents as have room.
func (j *job) source(wide vg.Length) (lines []string) {
	switch {
	case j.plant != nil:
		return j.fill(j.plantSource(), smallStyle, wide, 2)
	case j.reach != nil:
		return j.fill(j.reachSource(), smallStyle, wide, 2)
	case j.several != nil:
		return j.fill(j.compareSource(), smallStyle, wide, 2)
	case j.swept != nil:
		return j.fill(j.sweepSource(), smallStyle, wide, 2)
	}
	r := j.r
	steps := map[string]model.Text{"week": {EN: "weekly", ZH: "周"}, "month": {EN: "monthly", ZH: "月"},
		"quarter": {EN: "quarterly", ZH: "季"}, "year": {EN: "yearly", ZH: "年"}}[r.Step]
	name := r.Scenario.Name
	if n := len(r.Scenario.Changes); n > 0 {
		name += fmt.Sprintf(j.pick(" with %d changed", "（改动%d项）"), n)
	}
	line := fmt.Sprintf(j.pick("hubcap %s, scenario %s (%.8s), %s, %s to %s, %s", "hubcap %s，情景 %s（%.8s），%s步长，%s 至 %s，%s"),
		r.Version, name, r.Scenario.Hash, steps.In(j.lang), r.Start, r.End, j.runs())
	var documents []string
	for _, t := range r.Targets {
		if d := t.Source.Document; d != "" && !slices.Contains(documents, d) {
			documents = append(documents, d)
		}
	}
	for n := len(documents); n >= 0; n-- {
		text := line
		if n > 0 {
			text += j.pick("; targets: ", "；目标出处：") + strings.Join(documents[:n], j.pick(", ", "、"))
		}
		if rest := len(documents) - n; n > 0 && rest > 0 {
			text += fmt.Sprintf(j.pick(" and %[1]d more", "等%[2]d份"), rest, len(documents))
		}
		if lines = j.fill(text, smallStyle, wide, 2); !strings.HasSuffix(lines[len(lines)-1], "…") {
			break
		}
	}
	return lines
}

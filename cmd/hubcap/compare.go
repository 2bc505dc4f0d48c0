package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"hubcap/plots"
	"hubcap/sim/ensemble"
	"hubcap/sim/result"
)

// longestLabel is what still fits above a column.
const longestLabel = 60

// apart splits settings at semicolons, but for those in quotes.
func apart(list string) (out []string) {
	quote, from := rune(0), 0
	for i, c := range list {
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case quote == 0 && c == ';':
			out = append(out, list[from:i])
			from = i + 1
		}
	}
	return append(out, list[from:])
}

// mostVariants is how many scenarios fit beside each other.
const mostVariants = 20

// compareOptions are what the command line says about a comparison.
type compareOptions struct {
	chance       chanceOptions
	settings     []string // of all scenarios
	with         []string // further variants of the first: LABEL: PATH=VALUE; PATH=VALUE
	out          string
	force        bool
	lang, format *string
}

func compareCommand() *cobra.Command {
	var o compareOptions
	c := &cobra.Command{
		Use:   "compare [SCENARIO]...",
		Short: "Compare scenarios: with what probability each meets which target",
		Long: `Run the same members in several scenarios and set the probabilities of their targets
beside each other. What a number draws, and what befalls a cluster or a link, is the same
in all of them, so a difference is that of the scenarios and not of the draws; its 95 %
interval is that of paired members. --with adds a variant of the first scenario:
"LABEL: PATH=VALUE; PATH=VALUE". With --out the folder receives comparison.json,
comparison.csv and the chart matrix, as SVG and PNG.`,
		Example: "  hubcap compare guizhou-2024 --with 'faster: cluster.guian.build.lead_time_months=12' --members 100",
		RunE: func(c *cobra.Command, args []string) error {
			if err := o.chance.fits(c); err != nil {
				return err
			}
			return o.run(c, args)
		},
	}
	scenarioArgs(c)
	c.Args = nil
	f := c.Flags()
	o.chance.flags(c, 1000)
	settingsFlag(c, &o.settings)
	f.StringArrayVar(&o.with, "with", nil, "a variant of the first scenario: \"LABEL: PATH=VALUE; ...\" (repeatable)")
	f.StringVar(&o.out, "out", "", "folder for table and chart; without it nothing is written")
	f.BoolVar(&o.force, "force", false, "replace what is in that folder")
	o.lang = langFlag(c)
	o.format = choose(c, "format", "output", "text", "json")
	return c
}

// asked is a scenario that is compared.
type asked struct {
	label, name string
	settings    []string
}

// variants are the scenarios named, and then those that differ from the first in some settings.
func (o *compareOptions) variants(args []string) ([]asked, error) {
	if len(args) == 0 {
		args = []string{scenarioName(nil)}
	}
	var out []asked
	for _, name := range args {
		out = append(out, asked{strings.TrimSuffix(filepath.Base(name), ".toml"), name, o.settings})
	}
	for _, with := range o.with {
		label, rest, ok := strings.Cut(strings.Replace(with, "：", ":", 1), ":")
		label = strings.TrimSpace(label)
		settings := slices.Clone(o.settings)
		for _, setting := range apart(rest) {
			if setting = strings.TrimSpace(setting); setting != "" {
				settings = append(settings, setting)
			}
		}
		if !ok || label == "" || len(settings) == len(o.settings) {
			return nil, fmt.Errorf("--with %q: write LABEL: PATH=VALUE, as in --with 'faster: cluster.guian.build.lead_time_months=12'", with)
		}
		out = append(out, asked{label, args[0], settings})
	}
	for i, v := range out {
		if utf8.RuneCountInString(v.label) > longestLabel || strings.ContainsFunc(v.label, unicode.IsControl) {
			return nil, fmt.Errorf("%.80q cannot be the name of a scenario here; give at most %d characters in one line", v.label, longestLabel)
		}
		if j := slices.IndexFunc(out, func(w asked) bool { return w.label == v.label }); j < i {
			return nil, fmt.Errorf("%q is there twice; give each scenario a name of its own", v.label)
		}
	}
	switch {
	case o.chance.members == 1:
		return nil, errors.New("--members 1 has no probabilities to compare; give 2 or more")
	case len(out) < 2:
		return nil, errors.New("there is one scenario only; name another, or a variant: --with 'LABEL: PATH=VALUE'")
	case len(out) > mostVariants:
		return nil, fmt.Errorf("%d scenarios are more than %d, which fit beside each other", len(out), mostVariants)
	}
	return out, nil
}

func (o *compareOptions) run(c *cobra.Command, args []string) error {
	list, err := o.variants(args)
	if err != nil {
		return err
	}
	if c.Flags().Changed("out") && o.out == "" {
		return errors.New("--out is empty; name a folder, or leave it out to write nothing")
	}
	if o.out != "" {
		if err := prepare(o.out, o.force); err != nil {
			return err
		}
	}
	for _, v := range list { // all mistakes before any work
		if _, err := loadScenario(v.name, v.settings); err != nil {
			fmt.Fprintf(c.ErrOrStderr(), "in %q:\n", v.label)
			return err
		}
	}
	var done []ensemble.Variant
	for i, v := range list {
		variant, err := o.variant(c.Context(), v, fmt.Sprintf("%d/%d %s: members", i+1, len(list), v.label), c.ErrOrStderr())
		if err != nil {
			return err
		}
		done = append(done, variant)
	}
	comparison := ensemble.Compare(o.chance.seed, done)
	if o.out != "" {
		if err := o.write(c.Context(), comparison, c.ErrOrStderr()); err != nil {
			return err
		}
	}
	if *o.format == "json" {
		return printJSON(c.OutOrStdout(), comparison)
	}
	printComparison(c.OutOrStdout(), comparison, *o.lang)
	return nil
}

// variant runs one scenario of the comparison.
func (o *compareOptions) variant(ctx context.Context, v asked, what string, stderr io.Writer) (ensemble.Variant, error) {
	run, effective, err := execute(ctx, v.name, v.settings)
	if err != nil {
		return ensemble.Variant{}, err
	}
	outcome, err := o.chance.ask(ctx, o.chance.study(run, effective), what, stderr)
	if err != nil {
		return ensemble.Variant{}, err
	}
	return ensemble.Variant{Label: v.label, Result: run.Result(), Outcome: outcome}, nil
}

// write puts table and chart into the folder.
func (o *compareOptions) write(ctx context.Context, c *result.Comparison, stderr io.Writer) error {
	var data, table strings.Builder
	if err := result.WriteJSON(&data, c); err != nil {
		return failure{err}
	}
	if err := comparisonTable(&table, c); err != nil {
		return failure{err}
	}
	charts, notes, err := plots.Compare(ctx, c, plots.Options{Lang: *o.lang})
	for _, note := range notes {
		fmt.Fprintln(stderr, "note:", note)
	}
	if err != nil {
		return failure{err}
	}
	charts = append(charts, result.File{Name: "comparison.csv", Data: []byte(table.String())}, result.File{Name: "comparison.json", Data: []byte(data.String())})
	if err := result.Store(o.out, charts, nil, o.force); err != nil {
		return failure{err}
	}
	fmt.Fprintf(stderr, "comparison in %s\n", o.out)
	return nil
}

// comparisonTable has a row per target and scenario.
func comparisonTable(w io.Writer, c *result.Comparison) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"target", "quantity", "scope", "comparator", "required", "unit", "deadline", "scenario", "members", "met",
		"probability", "probability_low", "probability_high", "median", "mean_shortfall", "difference", "difference_low", "difference_high", "won", "lost"}}
	for _, t := range c.Targets {
		for i, cell := range t.Cells {
			if cell.Of == 0 {
				continue
			}
			rows = append(rows, []string{t.ID, string(t.Quantity), t.Scope, string(t.Comparator), t.Required.String(), t.Unit, t.Deadline.String(),
				c.Labels[i], fmt.Sprint(cell.Of), fmt.Sprint(cell.Met), cell.Probability.String(), cell.Low.String(), cell.High.String(),
				cell.Median.String(), cell.Shortfall.String(), cell.Difference.String(), cell.DifferenceLow.String(), cell.DifferenceHigh.String(), fmt.Sprint(cell.Won), fmt.Sprint(cell.Lost)})
		}
	}
	return out.WriteAll(rows)
}

// comparisonWords are the texts of a comparison in a language.
var comparisonWords = map[string]struct{ of, joint, target, where, by, required, marks, medians, to, readWith string }{
	"en": {"%s members, seed %d, %s sampling; probability of each target", "all together", "target", "where", "by", "required",
		"In brackets: percentage points above or below the first scenario, with the 95 %% interval of paired members; * where it excludes 0; = where no member differs.",
		"Median of the members and, in brackets, by how much those miss that do:", "to", "To be read with it:"},
	"zh": {"%s个样本，种子%d，%s抽样；各目标达标概率", "全部目标", "目标", "范围", "截止", "要求",
		"括号内为与首个情景相差的百分点及配对样本的95%%置信区间；*表示区间不含0，=表示各样本均无差别。",
		"各样本的中位值，括号内为未达标样本的平均缺口：", "～", "阅读须知："},
}

// printComparison writes targets by scenarios.
func printComparison(w io.Writer, c *result.Comparison, lang string) {
	t := comparisonWords[lang]
	fmt.Fprintf(w, t.of+"\n\n", result.Grouped(float64(c.Members), 0), c.Seed, ensembleWords[lang].sampling[c.Sampling])
	head := append([]string{t.target, t.where, t.by, t.required}, c.Labels...)
	out := newTable(head...)
	for _, target := range c.Targets {
		row := []string{target.Name.In(lang), whereIs(c.Scopes, target.Target, lang), target.Deadline.String(),
			string(target.Comparator) + " " + in(lang, result.Format(target.Quantity, float64(target.Required)))}
		for _, cell := range target.Cells {
			row = append(row, in(lang, difference(cell, t.to)))
		}
		out.row(row...)
	}
	joint := []string{t.joint, "", "", ""}
	for _, chance := range c.Joint {
		joint = append(joint, in(lang, result.Percent(chance.Probability)))
	}
	out.row(joint...)
	out.write(w)
	fmt.Fprintf(w, "\n"+t.marks+"\n\n%s\n", t.medians)
	medians(c, head, lang).write(w)
	fmt.Fprintf(w, "\n%s\n", t.readWith)
	for _, warning := range c.Warnings {
		wrap(w, warning.In(lang), 100)
	}
}

// medians has what the members come to beside the probability, which may be 0 in all.
func medians(c *result.Comparison, head []string, lang string) *table {
	out := newTable(head...)
	for _, target := range c.Targets {
		row := []string{target.Name.In(lang), whereIs(c.Scopes, target.Target, lang), target.Deadline.String(),
			string(target.Comparator) + " " + in(lang, result.Format(target.Quantity, float64(target.Required)))}
		for _, cell := range target.Cells {
			text := result.Format(target.Quantity, float64(cell.Median))
			if !cell.Shortfall.IsMissing() {
				text += " (" + result.FormatMargin(target.Quantity, float64(cell.Shortfall))[1:] + ")"
			}
			row = append(row, in(lang, text))
		}
		out.row(row...)
	}
	return out
}

// difference is a probability and by how much it differs from that of the first scenario.
func difference(c result.ComparedChance, to string) string {
	if c.Of == 0 {
		return "-"
	}
	out := result.Percent(c.Probability)
	if c.Difference.IsMissing() {
		return out
	}
	if c.Won+c.Lost == 0 {
		return out + " (=)"
	}
	star := ""
	if c.DifferenceLow > 0 || c.DifferenceHigh < 0 {
		star = "*"
	}
	return fmt.Sprintf("%s (%+.1f, %+.1f %s %+.1f)%s", out, 100*float64(c.Difference), 100*float64(c.DifferenceLow), to, 100*float64(c.DifferenceHigh), star)
}

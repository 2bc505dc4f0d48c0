package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hubcap/model"
	"hubcap/model/distribution"
	"hubcap/model/pue"
	"hubcap/sim/result"
)

func paramsCommand() *cobra.Command {
	constants, ofStudy := false, false
	c := &cobra.Command{
		Use:   "params [SCENARIO]",
		Short: "List every number and choice that can be set: path, unit, default, range, meaning, source",
		Long: `List every number of the scenario format with its path, unit, default, the range that is
allowed, the range that the evidence covers, its meaning and its source; and every choice
with its words. A star in a path stands for an id, in --set for all ids. Any of these
numbers may be a distribution instead, of the kinds at the end of the list. With a scenario,
list its own paths and values instead, and the distributions among them. With --constants,
list the constants of the PUE equations, which no scenario changes; with --study, what the
study of a sweep can say.`,
		Example: "  hubcap params guizhou-2024",
	}
	scenarioArgs(c)
	c.Flags().BoolVar(&ofStudy, "study", false, "list what the study of a sweep can say")
	c.Flags().BoolVar(&constants, "constants", false, "list the constants of the PUE equations")
	c.RunE = func(c *cobra.Command, args []string) error {
		switch {
		case constants && ofStudy:
			return errors.New("--constants and --study exclude each other; give one of them")
		case ofStudy && len(args) > 0:
			return fmt.Errorf("--study lists what every study can say; leave %q out", args[0])
		case ofStudy:
			listStudy(c.OutOrStdout())
		case constants && len(args) > 0:
			return fmt.Errorf("--constants are those of every scenario; leave %q out", args[0])
		case constants:
			listConstants(c.OutOrStdout())
		case len(args) == 0:
			listParameters(c.OutOrStdout())
			listKinds(c.OutOrStdout())
		default:
			return listValues(c.OutOrStdout(), args[0])
		}
		return nil
	}
	return c
}

// listParameters prints two lines for each number and choice: its form, then its meaning.
func listParameters(w io.Writer) {
	for _, p := range model.Parameters() {
		if p.Kind == model.Enum {
			fallback := "required"
			if !p.Required {
				fallback = fmt.Sprint("default ", p.Default)
			}
			fmt.Fprintf(w, "%s  %s, one of %s\n    %s\n", p.Path, fallback, strings.Join(p.Options, ", "), p.Meaning)
		}
		if p.Kind != model.Number {
			continue
		}
		fallback := "no default"
		if v, ok := p.Default.(float64); ok {
			fallback = "default " + plain(v)
		} else if p.Required {
			fallback = "required"
		}
		fmt.Fprintf(w, "%s  [%s]  %s, allowed %s to %s, evidence %s to %s\n", p.Path, p.Unit, fallback,
			plain(p.Min), plain(p.Max), plain(p.Low), plain(p.High))
		source := p.Source
		if source == "" {
			source = "every scenario says its own"
		}
		fmt.Fprintf(w, "    %s; %s\n", p.Meaning, source)
	}
}

// listStudy prints two lines for each key of a study: its form, then its meaning.
func listStudy(w io.Writer) {
	forms := map[model.Kind]string{model.Number: "number", model.Whole: "whole number", model.DateKind: "date", model.String: "text", model.Ident: "id",
		model.Enum: "word", model.Ref: "id", model.Name: "quantity", model.Flag: "true or false", model.Texts: "list of texts", model.Dates: "list of dates",
		model.Values: "list of numbers, words or dates", model.Chance: "distribution"}
	for _, p := range model.StudyParameters() {
		line := p.Path + "  " + forms[p.Kind]
		if p.Unit != "" && p.Unit != "1" {
			line += " [" + p.Unit + "]"
		}
		if len(p.Options) > 0 {
			line += ", one of " + strings.Join(p.Options, ", ")
		}
		if p.Kind == model.Number || p.Kind == model.Whole {
			line += ", allowed " + plain(p.Min) + " to " + plain(p.Max)
		}
		number, isNumber := p.Default.(float64)
		word, _ := p.Default.(string)
		switch {
		case isNumber:
			line += ", default " + plain(number)
		case word != "":
			line += ", default " + word
		case p.Required || p.Path == "design.kind":
			line += ", required"
		}
		fmt.Fprintf(w, "%s\n    %s\n", line, p.Meaning)
	}
}

// listKinds prints what may stand in the place of a number.
func listKinds(w io.Writer) {
	fmt.Fprint(w, `
Any of these numbers may be a distribution, in a file or with --set:
    lead_time_months = { dist = "lognormal", p50 = 18, p90 = 26, group = "building" }
What lies outside the range allowed is cut off; a group, [[group]], ties several. Years of the
calendar can be discrete only; schema, bounds of targets and rank correlations are fixed.

`)
	kinds := distribution.Kinds()
	meanings := map[string]string{} // of a key, where it is first
	t, keys := newTable("dist", "keys", "meaning"), newTable("key", "meaning")
	for _, k := range kinds {
		var own []string
		for _, key := range k.Keys {
			if everyKind(kinds, key) {
				continue
			}
			own = append(own, key.Name)
			name := key.Name
			if first, there := meanings[name]; there && first != key.Meaning {
				name += " (" + k.Name + ")"
			}
			if meanings[name] == "" {
				meanings[name] = key.Meaning
				keys.row(name, key.Meaning)
			}
		}
		t.row(k.Name, strings.Join(own, ", "), k.Meaning)
	}
	for _, key := range kinds[0].Keys {
		if everyKind(kinds, key) {
			keys.row(key.Name, key.Meaning)
		}
	}
	keys.row("group", "id of the [[group]] with whose other numbers it is drawn together")
	t.write(w)
	fmt.Fprintln(w)
	keys.write(w)
}

// everyKind tells whether all kinds of distribution have a key.
func everyKind(kinds []distribution.Kind, key distribution.Key) bool {
	return !slices.ContainsFunc(kinds, func(k distribution.Kind) bool { return !slices.Contains(k.Keys, key) })
}

// listValues prints the numbers of a scenario under the paths that --set takes.
func listValues(w io.Writer, name string) error {
	e, err := loadScenario(name, nil)
	if err != nil {
		return err
	}
	head := "distribution"
	if len(e.Uncertain) == 0 {
		head = ""
	}
	t := newTable("path", "value", "unit", "allowed", head, "meaning", "source of the value")
	t.right(1)
	for _, v := range e.Numbers {
		t.row(v.Path, plain(v.Value), v.Unit, plain(v.Min)+" to "+plain(v.Max), v.Drawn, v.Meaning, v.Origin)
	}
	t.write(w)
	return nil
}

func listConstants(w io.Writer) {
	t := newTable("constant", "value", "unit", "range", "meaning", "source")
	t.right(1)
	for _, k := range pue.Constants() {
		t.row(k.Name, plain(k.Value), k.Unit, plain(k.Low)+" to "+plain(k.High), k.Meaning, k.Source)
	}
	t.write(w)
}

// plain writes a number without rounding what an input can have.
func plain(v float64) string {
	return strings.TrimSpace(result.Number(v).String())
}

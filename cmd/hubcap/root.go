package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hubcap/scenarios"
)

// exits is the part of every command's help that tells its exit codes.
const exits = "Exit codes: 0 done, 1 failed at run time, 2 wrong usage or bad scenario, 130 interrupted."

func newRoot(stdout, stderr io.Writer) *cobra.Command {
	var root *cobra.Command
	root = &cobra.Command{
		Use:   "hubcap",
		Short: "Simulate compute-hub capacity: are dated targets met, and what binds?",
		Long: `hubcap simulates the capacity of compute hubs: racks through a staged build
pipeline, the demand that fills them, their PUE by climate, technology, class and
load, and the one-way delay over the fibre network. It tells which dated targets are
met, by which margin, since when, and what kept the others from being met.

Begin with: hubcap run`,
		SilenceErrors: true, SilenceUsage: true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			if slices.Contains(scenarios.Names(), args[0]) || strings.HasSuffix(args[0], ".toml") {
				return fmt.Errorf("%q is a scenario, not a command; did you mean: hubcap run %s?", args[0], args[0])
			}
			var known []string
			for _, c := range root.Commands() {
				known = append(known, c.Name())
			}
			return fmt.Errorf("unknown command %q%s", args[0], scenarios.DidYouMean(args[0], known))
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.AddCommand(runCommand(), checkCommand(), listCommand(), showCommand(), paramsCommand(), compareCommand(),
		initCommand(), pueCommand(), delayCommand(), plotCommand(), sweepCommand(), mergeCommand(), versionCommand())
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() != "completion" {
			if c.Long == "" {
				c.Long = c.Short + "."
			}
			c.Long = strings.TrimSpace(c.Long) + "\n\n" + exitsOf(c)
		}
	}
	return root
}

func exitsOf(c *cobra.Command) string {
	if c.Name() == "run" {
		return "Exit codes: 0 done whatever the verdict, 1 failed at run time, 2 wrong usage or bad\nscenario, 3 with --check: a target is missed, 130 interrupted."
	}
	return exits
}

// scenarioArgs completes the names of shipped scenarios, and takes one at most.
func scenarioArgs(c *cobra.Command) {
	c.Args = cobra.MaximumNArgs(1)
	c.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return scenarios.Names(), cobra.ShellCompDirectiveDefault
	}
}

// scenarioName is the argument, or the scenario that answers the reference question.
func scenarioName(args []string) string {
	if len(args) == 0 {
		return "guizhou-2024"
	}
	return args[0]
}

// choice is a flag that takes one of a few words.
type choice struct {
	value   string
	options []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return strings.Join(c.options, "|") }

func (c *choice) Set(s string) error {
	if !slices.Contains(c.options, s) {
		return fmt.Errorf("choose one of %s", strings.Join(c.options, ", "))
	}
	c.value = s
	return nil
}

// choose adds a flag of a few words; the first is the default.
func choose(cmd *cobra.Command, name, what string, options ...string) *string {
	c := &choice{options[0], options}
	cmd.Flags().Var(c, name, what)
	return &c.value
}

func langFlag(cmd *cobra.Command) *string {
	return choose(cmd, "lang", "language", "en", "zh")
}

func settingsFlag(cmd *cobra.Command, settings *[]string) {
	cmd.Flags().StringArrayVar(settings, "set", nil, "change a value: PATH=VALUE (repeatable)")
}

// onTerminal tells whether a person watches the stream.
func onTerminal(w io.Writer) bool {
	if o, ok := w.(*output); ok {
		w = o.w
	}
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// coloured tells whether to colour what goes to the stream.
func coloured(w io.Writer) bool {
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && onTerminal(w)
}

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"hubcap/model"
	"hubcap/scenarios"
	"hubcap/scenarios/study"
	"hubcap/seeds"
	"hubcap/sim"
)

func checkCommand() *cobra.Command {
	var settings []string
	c := &cobra.Command{
		Use:     "check [SCENARIO|STUDY]",
		Short:   "Check a scenario or a study and list every problem in it",
		Long:    "Check a scenario, or the study of a sweep, without running it. Every problem is listed\nwith file, line, column, path, what is wrong and what is allowed.",
		Example: "  hubcap check guizhou-2024",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 && study.Is(args[0]) {
				return checkStudy(args[0], settings, c.OutOrStdout())
			}
			e, err := scenarios.Load(scenarioName(args), settings)
			if err != nil {
				return err
			}
			plan, err := sim.Compile(&e.Scenario)
			if err != nil {
				return err
			}
			parts := []string{count(len(e.Hubs), "hub"), count(len(e.Clusters), "cluster")}
			if len(e.Origins) > 0 {
				parts = append(parts, count(len(e.Origins), "demand origin"), fmt.Sprintf("%d workload classes", len(e.Classes)))
			}
			parts = append(parts, count(len(e.Tiers), "delay tier"), count(len(e.Targets), "target"), count(len(plan.Dates)-1, "step"))
			fmt.Fprintf(c.OutOrStdout(), "%s is in order: %s\n", e.Name, strings.Join(parts, ", "))
			for _, remark := range append(plan.Doubts(), e.Remarks...) {
				wrap(c.OutOrStdout(), remark.EN, 100)
			}
			return nil
		},
	}
	scenarioArgs(c)
	settingsFlag(c, &settings)
	return c
}

// count writes a number of things.
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func listCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "list",
		Short:   "List the shipped scenarios",
		Example: "  hubcap list",
		Args:    cobra.NoArgs,
	}
	lang := langFlag(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		t := newTable("scenario", "question", "horizon")
		for _, name := range scenarios.Names() {
			e, err := scenarios.Load(name, nil)
			if err != nil {
				return failure{err}
			}
			t.row(name, e.Title.In(*lang), e.Time.Start.String()+" to "+e.Time.End.String())
		}
		t.write(c.OutOrStdout())
		return nil
	}
	return c
}

func showCommand() *cobra.Command {
	var settings []string
	c := &cobra.Command{
		Use:   "show [SCENARIO]",
		Short: "Print the effective scenario: everything resolved, sources beside the numbers",
		Long: `Print the effective scenario: what it extends, the settings and all defaults resolved,
with the source of each number beside it. The output is a scenario itself.`,
		Example: "  hubcap show guizhou-2024 --set cluster.guian.racks=160_000",
		RunE: func(c *cobra.Command, args []string) error {
			e, err := loadScenario(scenarioName(args), settings)
			if err != nil {
				return err
			}
			if _, err = c.OutOrStdout().Write(e.TOML); err != nil {
				return failure{err}
			}
			return nil
		},
	}
	scenarioArgs(c)
	settingsFlag(c, &settings)
	return c
}

func initCommand() *cobra.Command {
	force, dispatched, ofStudy := false, false, false
	c := &cobra.Command{
		Use:     "init [FILE]",
		Short:   "Write a commented scenario to start from",
		Long:    "Write a small, complete, commented scenario, by default to scenario.toml: of one hub with\na demand of its own or, with --dispatch, of two clusters that compete for the demand of\ntwo regions. With --study, a study of a shipped scenario for hubcap sweep, by default to\nstudy.toml.",
		Example: "  hubcap init my-market.toml --dispatch",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			name, text, next := "scenario.toml", scenarios.Starter(dispatched), "hubcap run "
			if ofStudy {
				if dispatched {
					return errors.New("--study and --dispatch exclude each other; give one of them")
				}
				name, text, next = "study.toml", study.Starter(), "hubcap sweep --dry-run "
			}
			if len(args) > 0 {
				name = args[0]
			}
			how := os.O_CREATE | os.O_WRONLY | os.O_EXCL
			if force {
				how = os.O_CREATE | os.O_WRONLY | os.O_TRUNC
			}
			f, err := os.OpenFile(name, how, 0o666)
			if errors.Is(err, fs.ErrExist) {
				return fmt.Errorf("%s exists; choose another name, or replace it with --force", name)
			}
			if err != nil {
				return failure{err}
			}
			_, err = f.Write(text)
			if err = errors.Join(err, f.Close()); err != nil {
				return failure{err}
			}
			fmt.Fprintf(c.ErrOrStderr(), "wrote %s; try: %s%s\n", name, next, name)
			return nil
		},
	}
	c.Flags().BoolVar(&force, "force", false, "replace an existing file")
	c.Flags().BoolVar(&ofStudy, "study", false, "write a study: what to ask of a scenario at many points")
	c.Flags().BoolVar(&dispatched, "dispatch", false, "write one with origins, workload classes and dispatched demand")
	return c
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version and build of the program, and those of scenario format and seed data",
		Example: "  hubcap version",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			fmt.Fprintf(c.OutOrStdout(), "hubcap %s, build %s, scenario format %d, seed data %s\n", sim.Version, sim.Build(), model.SchemaVersion, seeds.Hash()[:12])
			return nil
		},
	}
}

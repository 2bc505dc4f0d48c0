package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
)

var update = flag.Bool("update", false, "rewrite the golden outputs in the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"hubcap": main})
}

// TestScripts runs the command lines of testdata/*.txtar.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata",
		UpdateScripts: *update,
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"exits": exitsWith},
		Setup: func(env *testscript.Env) error { // a year of hours is too long for a script
			return os.WriteFile(filepath.Join(env.WorkDir, "site.epw"), epw(), 0o666)
		},
	})
}

// exitsWith runs a command that has to end with a code: exits CODE COMMAND ARG...
func exitsWith(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	if neg || err != nil {
		ts.Fatalf("usage: exits CODE COMMAND ARG...")
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// inFolder runs command lines one after the other in a folder of their own.
func inFolder(t *testing.T, lines []string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for _, line := range lines {
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), shellWords(line)[1:], &stdout, &stderr); code != exitDone {
			t.Errorf("%s\nends with %d:\n%s%s", line, code, stdout.Bytes(), stderr.Bytes())
		}
		if stdout.Len()+stderr.Len() == 0 {
			t.Errorf("%s\nsays nothing", line)
		}
	}
}

// shellWords splits a line as a shell does, which single quotes are known to.
func shellWords(line string) []string {
	var out []string
	for _, w := range regexp.MustCompile(`(?:'[^']*'|[^\s'])+`).FindAllString(line, -1) {
		out = append(out, strings.ReplaceAll(w, "'", ""))
	}
	return out
}

// Every command line in the README works as pasted.
func TestReadme(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(string(data), -1) {
		for _, line := range strings.Split(strings.TrimSpace(block[1]), "\n") {
			line, _, _ = strings.Cut(line, "  #")
			line = strings.TrimSpace(line)
			target, isMake := strings.CutPrefix(line, "make ")
			switch {
			case isMake && !regexp.MustCompile(`(?m)^`+target+`:`).Match(makefile):
				t.Errorf("the Makefile has no target %q", target)
			case isMake:
			case strings.HasPrefix(line, "hubcap "):
				lines = append(lines, line)
			default:
				t.Errorf("a line that no test runs: %q", line)
			}
		}
	}
	if len(lines) < 8 {
		t.Fatalf("only %d commands found", len(lines))
	}
	inFolder(t, lines)
}

// The verdict that the README shows is the one that the program prints.
func TestReadmeVerdict(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), []string{"run"}, &stdout, &stderr); code != exitDone {
		t.Fatalf("%d: %s", code, stderr.Bytes())
	}
	rows := regexp.MustCompile(`(?m)^    (MISSED|met|\d of|  standard racks|  rack util|  PUE|- Dem|- Gui|  would|  peak|  EFL).*$`).FindAllString(string(data), -1)
	if len(rows) != 15 {
		t.Fatalf("%d rows of the verdict found", len(rows))
	}
	for _, row := range rows {
		for _, cell := range regexp.MustCompile(`  +`).Split(strings.TrimSpace(row), -1) {
			if cell = strings.TrimSuffix(cell, ", ..."); cell != "..." && !strings.Contains(stdout.String(), cell) {
				t.Errorf("the program does not say %q", cell)
			}
		}
	}
}

// Every command's help has what it does, an example that works as pasted, and its exit codes.
func TestHelp(t *testing.T) {
	var lines []string
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			visit(sub)
		}
		if c.Name() == "hubcap" || c.Name() == "help" || strings.Contains(c.CommandPath(), "completion") {
			return
		}
		if c.Short == "" || !strings.Contains(c.Long, "Exit codes: 0 done") || c.Example == "" {
			t.Errorf("%s: the help lacks its purpose, an example or its exit codes", c.Name())
		}
		for _, line := range strings.Split(c.Example, "\n") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	var out bytes.Buffer
	visit(newRoot(&out, &out))
	// An example draws what is in out/ and another merges what is in sweep/, so these come first.
	inFolder(t, append([]string{"hubcap run --out out --no-charts", "hubcap init study.toml --study", "hubcap sweep study.toml --out sweep --shard 0/1"}, lines...))
}

// An interrupted run says so and leaves nothing behind.
func TestInterrupt(t *testing.T) {
	t.Chdir(t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	for _, more := range []string{"--format=text", "--no-charts"} {
		if code := run(ctx, []string{"run", "--out", "out", more}, &stdout, &stderr); code != exitInterrupted {
			t.Errorf("%s: code %d: %s", more, code, stderr.Bytes())
		}
	}
	if left, _ := filepath.Glob("*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if !strings.Contains(stderr.String(), "interrupted; nothing was written") {
		t.Errorf("%s", stderr.Bytes())
	}
}

// Columns stay aligned where characters are wide.
func TestTable(t *testing.T) {
	table := newTable("目标", "b")
	table.row("a", "x")
	table.row("机架数", "y")
	var out bytes.Buffer
	table.write(&out)
	if got, want := out.String(), "目标    b\na       x\n机架数  y\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hubcap/sim/result"
	"hubcap/sim/sweep"
)

// sweepOptions are what the command line says about a sweep.
type sweepOptions struct {
	out                 string
	dryRun, fresh, csv  bool
	failFast            bool
	maxFailures, jobs   int
	timeout             time.Duration
	shard               string // I/N as given
	at, of              int    // shard and shards; 0 without
	emit                choice // the kind of cluster
	shards              int    // of the script for it
	image, claim, mount string
	lang, format        *string
}

func sweepCommand() *cobra.Command {
	var o sweepOptions
	c := &cobra.Command{
		Use:   "sweep STUDY",
		Short: "Run a scenario at many points and judge its targets at each",
		Long: `Run a study: a TOML file with a scenario, axes of numbers that differ from point to
point, and a design of the points (hubcap init --study writes one to begin with). The
folder receives manifest.json, parts/ of the table of runs and, when all points are done,
runs.parquet: a row for each point with its parameters, the verdict on each target, what
the study keeps, status and cause. hubcap plot draws it.

What is done is kept however the sweep ends, and the same command goes on with the rest.
A study with more points extends what is there; any other change is refused, or computed
anew with --fresh. A point that fails is a row with its cause.

--shard I/N does every N-th part of the table, I from 0; auto/N takes I from
SLURM_ARRAY_TASK_ID or JOB_COMPLETION_INDEX. All shards write to one folder, and
hubcap merge makes the table of it. --emit prints the script that does so on a cluster.`,
		Example: "  hubcap init levers.toml --study\n  hubcap sweep levers.toml --dry-run\n  hubcap sweep levers.toml --out levers",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("name one study file, as in: hubcap sweep levers.toml --out levers")
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&o.out, "out", "", "folder for the results")
	f.BoolVar(&o.dryRun, "dry-run", false, "write nothing: tell how many runs, how long and how large")
	f.BoolVar(&o.fresh, "fresh", false, "compute all anew where the folder holds another sweep, or this one")
	f.BoolVar(&o.csv, "csv", false, "write the table as runs.csv too")
	f.BoolVar(&o.failFast, "fail-fast", false, "stop at the first point that fails")
	f.IntVar(&o.maxFailures, "max-failures", -1, "points that may fail before the sweep stops; -1 is any number")
	f.IntVar(&o.jobs, "jobs", 0, "workers; 0 takes all cores")
	f.DurationVar(&o.timeout, "run-timeout", 0, "how long one run may take, as 10s; its point fails then, and is tried again when the sweep is resumed")
	f.StringVar(&o.shard, "shard", "", "I/N: do only part I of N of the work, I from 0 or auto")
	o.emit.options = []string{"slurm", "kubernetes"}
	f.Var(&o.emit, "emit", "print a script for a cluster in the place of running")
	f.IntVar(&o.shards, "shards", 0, "with --emit: into how many shards the sweep is cut")
	f.StringVar(&o.image, "image", "", "with --emit kubernetes: the container image (default hubcap:VERSION)")
	f.StringVar(&o.claim, "claim", "", "with --emit kubernetes: the PersistentVolumeClaim that all shards write to (default hubcap)")
	f.StringVar(&o.mount, "mount", "", "with --emit kubernetes: where containers see the volume (default /data)")
	o.lang = langFlag(c)
	o.format = choose(c, "format", "what is printed: the summary as text, or manifest.json", "text", "json")
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := o.fits(c); err != nil {
			return err
		}
		return o.run(c.Context(), args[0], c.OutOrStdout(), c.ErrOrStderr())
	}
	return c
}

// fits sees that the flags make sense, and that none is given in vain.
func (o *sweepOptions) fits(c *cobra.Command) error {
	given := c.Flags().Changed
	vain := func(why string, flags ...string) error {
		for _, flag := range flags {
			if given(flag) {
				return fmt.Errorf("--%s has no effect %s; leave it out", flag, why)
			}
		}
		return nil
	}
	switch {
	case given("out") && o.out == "":
		return errors.New("--out is empty; name a folder")
	case o.out == "" && !o.dryRun:
		return errors.New("name a folder for the results with --out, or ask what the sweep would take with --dry-run")
	case o.jobs < 0:
		return fmt.Errorf("--jobs %d is out of range; it is a number of workers, or 0 for all cores", o.jobs)
	case o.maxFailures < -1:
		return fmt.Errorf("--max-failures %d is out of range; it is a number of points, or -1 for any", o.maxFailures)
	case o.failFast && given("max-failures"):
		return errors.New("--fail-fast and --max-failures exclude each other; give one of them")
	case o.timeout < 0:
		return fmt.Errorf("--run-timeout %s is out of range; give a time such as 10s", o.timeout)
	case given("shard") && o.fresh:
		return errors.New("--fresh and --shard exclude each other: a shard would take away what others have done; choose another folder, or run with --fresh without a shard")
	case o.emit.value != "" && o.shards < 1:
		return errors.New("--emit needs --shards: into how many the sweep is cut, as in --shards 8")
	case o.emit.value != "" && given("shard"):
		return errors.New("--shard has no effect with --emit, which wants --shards, the number of all")
	}
	if o.failFast {
		o.maxFailures = 0
	}
	var err error
	if o.emit.value == "" {
		err = vain("without --emit", "shards")
	}
	if err == nil && o.emit.value != "kubernetes" {
		err = vain("without --emit kubernetes", "image", "claim", "mount")
	}
	if err == nil && o.dryRun {
		err = vain("with --dry-run", "fresh", "csv", "fail-fast", "max-failures", "run-timeout", "shard", "emit", "format")
	}
	if err == nil && o.emit.value != "" {
		err = vain("with --emit", "fresh", "format")
	}
	if err == nil && given("shard") {
		if err = vain("with --shard; give it to hubcap merge", "csv", "format", "lang"); err == nil {
			o.at, o.of, err = shardOf(o.shard)
		}
	}
	return err
}

// shardOf reads I/N.
func shardOf(text string) (shard, shards int, err error) {
	at, of, ok := strings.Cut(text, "/")
	shards, bad := strconv.Atoi(of)
	if !ok || bad != nil || shards < 1 {
		return 0, 0, fmt.Errorf("--shard %q: write I/N, the number of the shard from 0 and how many there are, as 0/8, or auto/8 in an array job", text)
	}
	from := "--shard"
	if at == "auto" {
		for _, name := range []string{"SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX"} {
			if v, there := os.LookupEnv(name); there {
				at, from = v, name
				break
			}
		}
		if at == "auto" {
			return 0, 0, errors.New("--shard auto: neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX is set; this is no task of an array job, so give the number: --shard 0/" + of)
		}
	}
	shard, bad = strconv.Atoi(at)
	if bad != nil || shard < 0 || shard >= shards {
		return 0, 0, fmt.Errorf("%s: shard %q of %d is not there; shards are numbered from 0 to %d", from, at, shards, shards-1)
	}
	return shard, shards, nil
}

func (o *sweepOptions) run(ctx context.Context, name string, stdout, stderr io.Writer) error {
	q, s, err := prepareStudy(name)
	if err != nil {
		return err
	}
	defer q.close()
	if n := max(o.of, o.shards); n > s.Parts() {
		fmt.Fprintf(stderr, "note: the table has %s, and a shard does whole parts, so of %d shards %d will have nothing to do; part_points in the study makes parts smaller\n", plural(s.Parts(), "part"), n, n-s.Parts())
	}
	switch {
	case o.emit.value != "":
		return o.print(q, name, stdout)
	case o.dryRun:
		return o.tryOut(ctx, q, s, stdout)
	}
	so := sweep.Options{Dir: o.out, Jobs: o.jobs, Shard: o.at, Shards: o.of, RunTimeout: o.timeout, MostFailures: o.maxFailures, Fresh: o.fresh}
	wipe := func() {}
	if onTerminal(stderr) {
		m := meter{w: stderr, what: "points"}
		so.Progress = func(p sweep.Progress) { m.tell(p.Done, p.Points, p.Reused, p.Failed) }
		wipe = m.clear
	}
	report, err := s.Run(ctx, so)
	wipe()
	if err != nil {
		return o.ended(err, report)
	}
	o.notes(report, stderr)
	if o.of > 0 {
		fmt.Fprintf(stdout, "shard %d/%d is done: %s points, %s of them failed\n", o.at, o.of, result.Grouped(float64(report.Points), 0), result.Grouped(float64(report.Failed), 0))
		fmt.Fprintf(stderr, "when all shards are: hubcap merge %s\n", o.out)
		return nil
	}
	return merge(ctx, o.out, o.csv, *o.lang, *o.format, stdout, stderr)
}

// interrupted is an interruption that says what is left.
type interrupted struct {
	error
	what string
}

func (i interrupted) Unwrap() error { return i.error }

// ended says what is left of a sweep that did not come to its end.
func (o *sweepOptions) ended(err error, r *sweep.Report) error {
	n := func(v int) string { return result.Grouped(float64(v), 0) }
	kept := "nothing was done yet"
	if r != nil {
		kept = fmt.Sprintf("%s of %s points are kept in %s", n(r.Kept), n(r.Points), o.out)
	}
	switch {
	case errors.Is(err, context.Canceled):
		return interrupted{err, "interrupted; " + kept + ", and the same command goes on"}
	case errors.Is(err, sweep.ErrFailures):
		return failure{fmt.Errorf("%w\n%s; let more fail with --max-failures, and the sweep goes on", err, kept)}
	case errors.Is(err, sweep.ErrChanged), errors.Is(err, result.ErrExists):
		return err
	case r == nil:
		return failure{err}
	}
	return failure{fmt.Errorf("%w\n%s, and the same command goes on", err, kept)}
}

// notes tells what a resumed sweep has found.
func (o *sweepOptions) notes(r *sweep.Report, stderr io.Writer) {
	note := func(format string, args ...any) { fmt.Fprintf(stderr, "note: "+format+"\n", args...) }
	n := func(v int) string { return result.Grouped(float64(v), 0) }
	if r.Extended > 0 {
		note("the study had %s points before and has more now", n(r.Extended))
	}
	if r.Reused > 0 {
		note("%s of %s points were done already", n(r.Reused), n(r.Points))
	}
	for _, path := range r.Damaged[:min(len(r.Damaged), 3)] {
		note("%s was damaged, and its points were done again", path)
	}
	if more := len(r.Damaged) - 3; more > 0 {
		note("so were %d other parts", more)
	}
	if r.Again > 0 {
		note("parts done again because a run of theirs had taken too long: %d", r.Again)
	}
}

// print prints the script for a cluster.
func (o *sweepOptions) print(q *prepared, name string, stdout io.Writer) error {
	c := &cluster{study: name, out: o.out, name: q.Name, shards: o.shards, jobs: o.jobs, csv: o.csv, image: o.image, claim: o.claim, mount: o.mount}
	if o.maxFailures >= 0 {
		c.extra = append(c.extra, fmt.Sprintf("--max-failures=%d", o.maxFailures))
	}
	if o.timeout > 0 {
		c.extra = append(c.extra, "--run-timeout="+o.timeout.String())
	}
	for _, file := range q.Files {
		if _, err := os.Stat(file); err == nil && file != name {
			c.files = append(c.files, file)
		}
	}
	slices.Sort(c.files)
	text := c.slurm
	if o.emit.value == "kubernetes" {
		text = c.kubernetes
	}
	script, err := text()
	if err != nil {
		return err
	}
	_, err = io.WriteString(stdout, script)
	return err
}

// tryOut tells what a sweep will take.
func (o *sweepOptions) tryOut(ctx context.Context, q *prepared, s *sweep.Sweep, stdout io.Writer) error {
	jobs := o.jobs
	if jobs == 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	e, err := s.Try(ctx, jobs, time.Now)
	if err != nil {
		return failureUnlessCanceled(err)
	}
	q.tell(stdout, s)
	fmt.Fprintf(stdout, "about %s with %s, and %s on disk, as far as %s tell\n", lasting(e.Time), count(jobs, "worker"), bytesText(e.Bytes), count(e.TriedRuns, "run")+" tried")
	if e.Failed > 0 {
		fmt.Fprintf(stdout, "%d of %d points tried fail; the first: %s\n", e.Failed, e.Tried, e.Cause)
	}
	return nil
}

func failureUnlessCanceled(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return failure{err}
}

// lasting is a time that nobody wants to know to the second.
func lasting(d time.Duration) string {
	switch {
	case d < time.Second:
		return "less than a second"
	case d < 10*time.Minute:
		return d.Round(time.Second).String()
	case d < 48*time.Hour:
		return strings.TrimSuffix(d.Round(time.Minute).String(), "0s")
	}
	return fmt.Sprintf("%s days", result.Grouped(d.Hours()/24, 1))
}

// bytesText is a size in the unit that suits it.
func bytesText(n float64) string {
	for _, unit := range []string{"bytes", "kB", "MB", "GB"} {
		if n < 999.5 {
			return fmt.Sprintf("%.3g %s", n, unit)
		}
		n /= 1000
	}
	return fmt.Sprintf("%.3g TB", n)
}

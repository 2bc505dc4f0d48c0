// Command hubcap tells whether a hub network reaches its dated targets, and what binds.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"hubcap/scenarios"
)

// The exit codes of the contract with users.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitMissed      = 3
	exitInterrupted = 130
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	go func() { // a second signal ends the program at once
		<-ctx.Done()
		stop()
	}()
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run does what the arguments ask and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	out := &output{w: stdout}
	root := newRoot(out, stderr)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if out.err != nil {
		err = failure{fmt.Errorf("cannot write the output: %w", out.err)}
	}
	if err != nil && !errors.Is(err, errMissed) {
		fmt.Fprintln(stderr, describe(err))
	}
	return exitCode(err)
}

// output remembers the first error of writing, so that no print has to be checked by
// itself and none is lost.
type output struct {
	w   io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.w.Write(p)
	o.err = err
	return n, err
}

// errMissed ends a run with --check when a target is missed; the verdict has said so.
var errMissed = errors.New("a target is missed")

// failure is an error at run time; every other error of a command is one of usage.
type failure struct{ error }

func (f failure) Unwrap() error { return f.error }

func exitCode(err error) int {
	var failed failure
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.Is(err, errMissed):
		return exitMissed
	case errors.As(err, &failed):
		return exitFailed
	}
	return exitUsage
}

// describe is the error as the user reads it.
func describe(err error) string {
	var problems scenarios.Problems
	var left interrupted
	switch {
	case errors.As(err, &left):
		return left.what
	case errors.As(err, &problems) && len(problems) == 1:
		return problems.Error() + "\n1 problem; nothing was written"
	case errors.As(err, &problems):
		return fmt.Sprintf("%s\n%d problems; nothing was written", problems.Error(), len(problems))
	case errors.Is(err, context.Canceled):
		return "interrupted; nothing was written"
	}
	return "hubcap: " + err.Error()
}

//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"hubcap/sim/result"
)

// tinyScenario and tinyStudy make a sweep of many small parts.
const tinyScenario = `schema = 1
name = "tiny"
title = { en = "Tiny", zh = "小" }
[time]
start = 2022-12-31
end = 2023-12-31
step = "year"
[[hub]]
id = "h"
name = { en = "Hub", zh = "枢纽" }
[[cluster]]
id = "a"
name = { en = "A", zh = "甲" }
hub = "h"
place = "guian"
station = "guiyang"
racks = 1000
utilisation = 0.5
electricity_cny_per_kwh = 0.4
[cluster.build]
policy = "fixed-rate"
rate_racks_per_month = 100
lead_time_months = 6
[[cluster.fleet]]
id = "f"
technology = "chw"
class = "typical"
existing_share = 1
build_share = 1
[[target]]
id = "racks"
quantity = "racks_in_service"
scope = "h"
at_least = 1500
by = 2023-12-31
strength = "strive"
source = { document = "x", clause = "y" }
`

const tinyStudy = `study = 1
name = "many"
scenario = "tiny.toml"
part_points = 8
[design]
kind = "sobol"
points = 2048
[[axis]]
id = "rate"
path = "cluster.a.build.rate_racks_per_month"
range = { low = 50, high = 150 }
[[axis]]
id = "lead"
path = "cluster.a.build.lead_time_months"
range = { low = 3, high = 12 }
[[series]]
id = "racks"
quantity = "racks_in_service"
`

const tinyParts = 256

// inTiny goes to a folder with the study, and sweeps it into whole.
func inTiny(t *testing.T) (whole map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"tiny.toml": tinyScenario, "study.toml": tinyStudy} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	sweepTo(t, "whole")
	whole = filesOf(t, "whole")
	if len(whole) != 2*tinyParts+4 {
		t.Fatalf("%d files", len(whole))
	}
	return whole
}

// hubcap is the program in a process of its own.
func hubcap(args ...string) (*exec.Cmd, *bytes.Buffer) {
	var out bytes.Buffer
	c := exec.Command("hubcap", args...)
	c.Stdout, c.Stderr = &out, &out
	return c, &out
}

// sweepTo runs the sweep to its end.
func sweepTo(t *testing.T, dir string, more ...string) string {
	t.Helper()
	c, out := hubcap(append([]string{"sweep", "study.toml", "--out", dir, "--csv"}, more...)...)
	if err := c.Run(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return out.String()
}

// fails runs the program, which has to end with 1 soon and say all the words.
func fails(t *testing.T, args []string, words ...string) {
	t.Helper()
	c, out := hubcap(args...)
	err := c.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitFailed {
		t.Errorf("%v: %v\n%s", args, err, out)
	}
	for _, word := range words {
		if !strings.Contains(out.String(), word) {
			t.Errorf("%v does not say %q:\n%s", args, word, out)
		}
	}
}

// filesOf are the files of a folder, but for the locks.
func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(e.Name(), ".hubcap-lock") {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		out[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// sameFiles compares them.
func sameFiles(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s: %s is other than it should be (%d bytes, %d)", what, name, len(got[name]), len(text))
		}
	}
	for name := range got {
		if _, there := want[name]; !there {
			t.Errorf("%s: %s should not be there", what, name)
		}
	}
}

// countFiles is how many files match.
func countFiles(t *testing.T, pattern string) int {
	t.Helper()
	found, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}

// until waits for something that a process does, and tells whether it came before its end, which
// stays in the channel.
func until(ended chan error, f func() bool) bool {
	for !f() {
		select {
		case err := <-ended:
			ended <- err
			return false
		default:
		}
	}
	return true
}

// began starts a process, whose end comes through the channel.
func began(t *testing.T, c *exec.Cmd) chan error {
	t.Helper()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	return ended
}

// A sweep that is killed at any moment, twenty times and more, while it works, while it writes a
// part and while it merges, comes to the same bytes in the end.
func TestSweepKilled(t *testing.T) {
	want := inTiny(t)
	rnd := rand.New(rand.NewPCG(1, 2)) // for the moments; the schedule differs anyway
	working, writing, merging := 0, 0, 0
	tables := 0 // of these that this folder has seen
	for kill := 0; (kill < 20 || working < 8 || writing == 0 || merging < 3) && kill < 200; kill++ {
		if tables >= 3 { // it was faster than the kills: begin anew
			if err := os.RemoveAll("killed"); err != nil {
				t.Fatal(err)
			}
			tables = 0
		}
		c, out := hubcap("sweep", "study.toml", "--out", "killed", "--csv", "--jobs", "2")
		before := countFiles(t, "killed/parts/0*")
		enough := before + rnd.IntN(tinyParts/14)
		half := kill%3 > 0 // kill it at the sight of a file that is not whole
		ended := began(t, c)
		there := until(ended, func() bool {
			if before == tinyParts {
				return countFiles(t, "killed/.hubcap-[0-9]*") > 0
			}
			return countFiles(t, "killed/parts/0*") > enough && (!half || countFiles(t, "killed/*/.hubcap-0*") > 0)
		})
		if there && !half {
			time.Sleep(time.Duration(rnd.IntN(3_000_000)))
		}
		_ = c.Process.Kill() // or it has ended
		if err := <-ended; err == nil && there && countFiles(t, "killed/runs.parquet") == 0 {
			t.Fatalf("it ended without a table:\n%s", out)
		}
		after := countFiles(t, "killed/parts/0*")
		switch {
		case countFiles(t, "killed/.hubcap-[0-9]*") > 0:
			merging++
			tables++
		case after > before && after < tinyParts:
			working++
		}
		if countFiles(t, "killed/*/.hubcap-0*") > 0 {
			writing++
		}
	}
	t.Logf("%d kills while it worked, %d of all left a part half written, %d a table", working, writing, merging)
	if working < 8 || writing == 0 || merging == 0 {
		t.Errorf("%d kills while it worked, %d left a part half written, %d a table", working, writing, merging)
	}
	out := sweepTo(t, "killed")
	if !strings.Contains(out, "points were done already") || strings.Contains(out, "damaged") {
		t.Errorf("%s", out)
	}
	sameFiles(t, "killed", filesOf(t, "killed"), want)
}

// An interrupted sweep ends with 130, says what is kept, and leaves nothing half written.
func TestSweepInterrupted(t *testing.T) {
	want := inTiny(t)
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		var out *bytes.Buffer
		parts := tinyParts
		for try := 0; parts == tinyParts && try < 20; try++ { // else it was faster than the signal
			if try > 0 {
				if err := os.RemoveAll("out"); err != nil {
					t.Fatal(err)
				}
			}
			before := countFiles(t, "out/parts/0*")
			var c *exec.Cmd
			c, out = hubcap("sweep", "study.toml", "--out", "out", "--csv")
			ended := began(t, c)
			until(ended, func() bool { return countFiles(t, "out/parts/0*") > before+3 })
			_ = c.Process.Signal(signal) // or it has ended
			err := <-ended
			var exit *exec.ExitError
			if parts = countFiles(t, "out/parts/0*"); parts < tinyParts && (!errors.As(err, &exit) || exit.ExitCode() != exitInterrupted) {
				t.Fatalf("%v\n%s", err, out)
			}
		}
		if want := fmt.Sprintf("interrupted; %s of 2,048 points are kept in out, and the same command goes on\n", result.Grouped(float64(8*parts), 0)); !strings.HasSuffix(out.String(), want) {
			t.Errorf("%q, not %q", out, want)
		}
		if left := countFiles(t, "out/*/.h*") + countFiles(t, "out/.hubcap-[^l]*"); left > 0 || parts >= tinyParts {
			t.Errorf("%d parts, and %d that are half written", parts, left)
		}
	}
	sweepTo(t, "out")
	sameFiles(t, "interrupted", filesOf(t, "out"), want)
}

// Shards that are processes on one folder, all begun at once, come to what one sweep does.
func TestShardsAtOnce(t *testing.T) {
	for _, name := range []string{"SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX"} { // of a job that runs this test
		t.Setenv(name, "")
		if err := os.Unsetenv(name); err != nil {
			t.Fatal(err)
		}
	}
	want := inTiny(t)
	for _, n := range []int{3, 7} {
		dir := fmt.Sprint("out", n)
		var wg sync.WaitGroup
		for i := range n {
			wg.Go(func() {
				c, out := hubcap("sweep", "study.toml", "--out", dir, "--jobs", "1", "--shard", fmt.Sprintf("auto/%d", n))
				c.Env = append(os.Environ(), fmt.Sprintf("%s=%d", []string{"SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX"}[i%2], i))
				if err := c.Run(); err != nil || !strings.Contains(out.String(), fmt.Sprintf("shard %d/%d is done", i, n)) {
					t.Errorf("shard %d: %v\n%s", i, err, out)
				}
			})
		}
		wg.Wait()
		c, out := hubcap("merge", dir, "--csv")
		if err := c.Run(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		sameFiles(t, dir, filesOf(t, dir), want)
	}
}

// A second process in a folder says that there is another, and ends at once.
func TestSweepBusy(t *testing.T) {
	want := inTiny(t)
	var c *exec.Cmd
	var out *bytes.Buffer
	var ended chan error
	for try := 0; ; try++ { // till one is stopped before it is done
		c, out = hubcap("sweep", "study.toml", "--out", "out", "--csv")
		ended = began(t, c)
		defer c.Process.Kill() //nolint:errcheck // or it has ended
		if until(ended, func() bool { return countFiles(t, "out/parts/0*") > 2 }) && c.Process.Signal(syscall.SIGSTOP) == nil && countFiles(t, "out/parts/0*") < tinyParts-20 {
			break
		}
		_ = c.Process.Kill() // or it has ended
		if err := <-ended; try == 20 {
			t.Fatalf("it has ended: %v\n%s", err, out)
		}
		if err := os.RemoveAll("out"); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range []string{"sweep study.toml --out out", "sweep study.toml --out out --fresh", "sweep study.toml --out out --shard 1/3", "merge out"} {
		fails(t, strings.Fields(args), "another process is at work in the folder", "wait for it, or stop it")
	}
	if err := c.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	sameFiles(t, "the first", filesOf(t, "out"), want)
}

// On a disk that is full, and on one that cannot be written to, the sweep says so and keeps what
// it has; with room it goes on. This needs the right to mount.
func TestSweepDiskFull(t *testing.T) {
	want := inTiny(t)
	if err := os.Mkdir("disk", 0o777); err != nil {
		t.Fatal(err)
	}
	mount := func(args ...string) error { return exec.Command("mount", args...).Run() }
	if err := mount("-t", "tmpfs", "-o", "size=400k,nr_inodes=10k", "none", "disk"); err != nil {
		t.Skip("nothing can be mounted here: ", err)
	}
	defer exec.Command("umount", "disk").Run() //nolint:errcheck // nothing can be done about it
	sweep := []string{"sweep", "study.toml", "--out", "disk/out", "--csv"}
	fails(t, sweep, "no space left on device", " of 2,048 points are kept in disk/out, and the same command goes on")
	parts := countFiles(t, "disk/out/parts/0*")
	if parts < 3 || parts >= tinyParts || countFiles(t, "disk/out/*/.h*") > 0 {
		t.Errorf("%d parts are kept, %d are half written", parts, countFiles(t, "disk/out/*/.h*"))
	}
	fails(t, sweep, "no space left on device")
	if now := countFiles(t, "disk/out/parts/0*"); now < parts-1 {
		t.Errorf("%d parts of %d are kept", now, parts)
	}
	if err := mount("-o", "remount,ro", "disk"); err != nil {
		t.Skip("what is mounted cannot be changed, as in some user namespaces: ", err)
	}
	fails(t, sweep, "read-only file system")
	fails(t, []string{"sweep", "study.toml", "--out", "disk/new"}, "read-only file system", "disk/new")
	fails(t, []string{"merge", "disk/out"}, "read-only file system")
	if err := mount("-o", "remount,rw,size=8m", "disk"); err != nil {
		t.Fatal(err)
	}
	sweepTo(t, "disk/out")
	sameFiles(t, "with room", filesOf(t, "disk/out"), want)
}

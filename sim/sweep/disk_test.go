//go:build linux

package sweep

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"hubcap/sim/result"
)

// limited runs something while no file may grow beyond a size, as on a disk that is full.
func limited(t *testing.T, bytes int, f func()) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Skip(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: uint64(bytes), Max: old.Max}); err != nil {
		t.Skip(err)
	}
	defer func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
			t.Fatal(err)
		}
	}()
	f()
}

// Where nothing can be written that is said, nothing is left half written, and with more room the
// sweep goes on.
func TestDiskFull(t *testing.T) {
	const alone = "HUBCAP_TEST_DISK" // in a process of its own, since go test writes to a file too
	if os.Getenv(alone) == "" {
		c := exec.Command(os.Args[0], "-test.run=^TestDiskFull$", "-test.v")
		c.Env = append(os.Environ(), alone+"=1")
		if out, err := c.CombinedOutput(); err != nil || !strings.Contains(string(out), "PASS: TestDiskFull") {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	s := tinySweep(t, recording(random(42)))
	want := contents(t, whole(t, s))
	size := func(name string) int { return len(want[name]) }
	part, series := named(want, partsFolder)[0], named(want, seriesFolder)[0]
	for what, c := range map[string]struct {
		bytes int
		parts bool // are there already
		words string
	}{
		"manifest": {size(result.ManifestFile) / 2, false, ""},
		"part":     {size(part) - 200, false, "part "},
		"series":   {size(series) - 200, false, "part "},
		"table":    {size(result.RunsFileName) - 100, true, ""},
	} {
		dir := mkdir(t, filepath.Join(t.TempDir(), "out"))
		if c.parts {
			dir = whole(t, s)
			for _, name := range merged() {
				if err := os.Remove(filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
			}
		}
		before := contents(t, dir)
		if what != "manifest" && !c.parts { // which is larger than a part
			if _, err := s.settle(dir, false); err != nil {
				t.Fatal(err)
			}
			before = contents(t, dir)
		}
		var err error
		limited(t, c.bytes, func() {
			if c.parts {
				_, err = Merge(t.Context(), dir, true, nil)
			} else {
				_, err = s.Run(t.Context(), Options{Dir: dir, MostFailures: -1})
			}
		})
		if !errors.Is(err, syscall.EFBIG) {
			t.Errorf("%s: %v", what, err)
		}
		says(t, err, dir, c.words)
		if strings.Count(err.Error(), "too large") != 1 {
			t.Errorf("%s: says it more than once: %v", what, err)
		}
		after := contents(t, dir)
		for name := range after { // the series of a part may be there before the part
			if filepath.Dir(name) == seriesFolder && what == "part" {
				delete(after, name)
			}
		}
		same(t, what, after, before)
		if left, _ := filepath.Glob(filepath.Join(dir, "*", ".*")); len(left) > 0 {
			t.Errorf("%s: %v is left", what, left)
		}
		do(t, s, Options{Dir: dir})
		same(t, what+", with more room", contents(t, dir), want)
	}
}

func mkdir(t *testing.T, dir string) string {
	t.Helper()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Where no folder can be, or none can be written to, that is said with its name.
func TestNoFolder(t *testing.T) {
	s := tinySweep(t, random(10))
	plain := filepath.Join(t.TempDir(), "plain")
	set(t, plain, "x")
	for _, dir := range []string{plain, filepath.Join(plain, "below"), "/proc/none", "/proc/self", "/sys/kernel"} {
		_, err := s.Run(t.Context(), Options{Dir: dir, MostFailures: -1})
		says(t, err, "--out: ", strings.TrimSuffix(dir, "/below"))
	}
	dir := whole(t, s)
	parts := filepath.Join(dir, partsFolder)
	if err := os.RemoveAll(parts); err != nil {
		t.Fatal(err)
	}
	set(t, parts, "a file")
	_, err := s.Run(t.Context(), Options{Dir: dir, MostFailures: -1})
	says(t, err, parts)
	_, err = Merge(t.Context(), dir, false, nil)
	says(t, err, parts)
}

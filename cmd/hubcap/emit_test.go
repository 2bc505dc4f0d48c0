package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// fakeSlurm stands in for sbatch: it keeps its arguments, and runs the tasks of the job that
// comes from its standard input, each in the folder and with the variable that Slurm gives it.
const fakeSlurm = `#!/usr/bin/env bash
set -eu
n=$(find "$FAKE" -name '*.args' | wc -l)
[[ $n != "${FAIL:-}" ]] || { echo "sbatch: error: the partition is closed" >&2; exit 1; }
printf '%s\n' "$@" >"$FAKE/$n.args"
pwd >"$FAKE/$n.pwd"
cat >"$FAKE/$n.job"
tasks=none
for arg; do case $arg in --array=*) tasks=${arg#--array=} ;; esac; done
[[ $tasks != *-* ]] || tasks=$(seq -s , "${tasks%-*}" "${tasks#*-}")
for task in ${tasks//,/ }; do
	env -u STUDY -u OUT SLURM_ARRAY_TASK_ID="$task" bash "$FAKE/$n.job" </dev/null
done
echo "$((40 + n));cluster"
`

// fakeHubcap keeps the task that it is and its arguments, one a line.
const fakeHubcap = `#!/usr/bin/env bash
{ echo "task $SLURM_ARRAY_TASK_ID"; printf '%s\n' "$@"; } >>"$FAKE/calls"
`

// oddPaths are names that a shell, Slurm or YAML would each read in its own way.
var oddPaths = []string{"plain", "two words", "it's", `"quoted"`, "贵州 枢纽", "$HOME $(id) `id`", `back\slash`, "100%A_%a", "}{[]*?~!#&;|<>", "-dash", "new\nline"}

// bash runs a script with the stand-ins on the PATH, and gives what it says, their folder
// and the error.
func bash(t *testing.T, script string, env ...string) (said, fake string, err error) {
	t.Helper()
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("no bash to run the script")
	}
	fake = t.TempDir()
	put(t, filepath.Join(fake, "sbatch"), fakeSlurm)
	put(t, filepath.Join(fake, "sweep.sh"), script)
	c := exec.Command("bash", filepath.Join(fake, "sweep.sh"), "--partition=long queue")
	c.Env = slices.Concat(env, []string{"FAKE=" + fake, "PATH=" + fake + ":" + os.Getenv("PATH")}) // no HUBCAP, ARRAY or CPUS of whoever tests
	out, err := c.CombinedOutput()
	return string(out), fake, err
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o777); err != nil {
		t.Fatal(err)
	}
}

func lines(t *testing.T, name string) []string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}

// TestSlurmQuoting sees that every task is given just what was asked for, whatever the paths.
func TestSlurmQuoting(t *testing.T) {
	for _, odd := range oddPaths {
		t.Run(odd, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), odd)
			if err := os.Mkdir(dir, 0o777); err != nil {
				t.Fatal(err)
			}
			t.Chdir(dir)
			put(t, odd+"hubcap", fakeHubcap)
			c := &cluster{study: odd + ".toml", out: odd, name: odd, shards: 3, jobs: 2, csv: true, extra: []string{"--note", odd}, hubcap: odd + "hubcap"}
			script, err := c.slurm()
			if err != nil {
				t.Fatal(err)
			}
			said, fake, err := bash(t, script)
			if err != nil {
				t.Fatalf("%v\n%s\n%s", err, said, script)
			}
			var want []string
			for _, task := range []string{"0", "1", "2"} {
				want = append(want, "task "+task, "sweep", filepath.Join(dir, odd+".toml"), "--out", filepath.Join(dir, odd), "--shard", "auto/3", "--jobs", "2", "--note", odd)
			}
			want = append(want, "task none", "merge", filepath.Join(dir, odd), "--csv")
			if got := lines(t, filepath.Join(fake, "calls")); strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("hubcap ran with\n%q, want\n%q", got, want)
			}
			if got := strings.Join(lines(t, filepath.Join(fake, "0.pwd")), "\n"); got != filepath.Join(dir, odd)+".logs" {
				t.Errorf("the logs are in %q", got)
			}
		})
	}
}

// TestSlurmJobs reads what sbatch is asked for, and what the user is told.
func TestSlurmJobs(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "hubcap"), fakeHubcap)
	c := &cluster{study: "s.toml", out: filepath.Join(dir, "out"), name: "levers", shards: 8, hubcap: filepath.Join(dir, "hubcap")}
	script, err := c.slurm()
	if err != nil {
		t.Fatal(err)
	}
	array := []string{"--parsable", "--requeue", "--open-mode=append", "--job-name=hubcap-levers", "--output=%A_%a.log",
		"--array=0-7", "--cpus-per-task=4", "--signal=B:TERM@60", "--partition=long queue"}
	merge := []string{"--parsable", "--requeue", "--open-mode=append", "--job-name=hubcap-levers-merge", "--output=%j_merge.log",
		"--dependency=afterok:40", "--kill-on-invalid-dep=yes", "--partition=long queue"}

	said, fake, err := bash(t, script)
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	if got := lines(t, filepath.Join(fake, "0.args")); !slices.Equal(got, array) {
		t.Errorf("the sweep is submitted with\n%q, want\n%q", got, array)
	}
	if got := lines(t, filepath.Join(fake, "1.args")); !slices.Equal(got, merge) {
		t.Errorf("the merge is submitted with\n%q, want\n%q", got, merge)
	}
	unquoted := strings.ReplaceAll(said, `\ `, " ") // the folder of temporary files may have blanks
	for _, want := range []string{"sweep: job 40, tasks 0-7", "merge: job 41", c.out + ".logs", "ARRAY=7 bash " + filepath.Join(fake, "sweep.sh")} {
		if !strings.Contains(unquoted, want) {
			t.Errorf("the script does not say %q:\n%s", want, said)
		}
	}

	said, fake, err = bash(t, script, "ARRAY=3,5", "CPUS=16")
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	array[5], array[6] = "--array=3,5", "--cpus-per-task=16"
	if got := lines(t, filepath.Join(fake, "0.args")); !slices.Equal(got, array) {
		t.Errorf("two tasks are submitted with\n%q, want\n%q", got, array)
	}
	if calls := strings.Join(lines(t, filepath.Join(fake, "calls")), " "); !strings.Contains(calls, "--shard auto/8 --jobs 16 task 5") {
		t.Errorf("two tasks run as %s", calls)
	}
}

// TestSlurmFails: an error of sbatch ends the script, and is not followed by a merge.
func TestSlurmFails(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "hubcap"), fakeHubcap)
	c := &cluster{study: "s.toml", out: filepath.Join(dir, "out"), name: "levers", shards: 2, hubcap: filepath.Join(dir, "hubcap")}
	script, err := c.slurm()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		env, says string
		submitted int
	}{
		{"FAIL=0", "partition is closed", 0},
		{"FAIL=1", "run it by hand", 1},
		{"HUBCAP=no-such-program", "give its path", 0},
	} {
		said, fake, err := bash(t, script, test.env)
		var exit *exec.ExitError
		if !errors.As(err, &exit) || !strings.Contains(said, test.says) {
			t.Errorf("%s: %v\n%s", test.env, err, said)
		}
		if jobs, err := filepath.Glob(filepath.Join(fake, "*.job")); err != nil || len(jobs) != test.submitted {
			t.Errorf("%s: %d jobs were submitted, want %d (%v)", test.env, len(jobs), test.submitted, err)
		}
	}
}

// TestSlurmScriptIsClean lets shellcheck read the script, where it is installed. Single
// quotes around a dollar are what is meant.
func TestSlurmScriptIsClean(t *testing.T) {
	shellcheck, err := exec.LookPath("shellcheck")
	if err != nil {
		t.Skip("shellcheck is not installed")
	}
	for _, odd := range oddPaths {
		c := &cluster{study: odd, out: odd, name: odd, shards: 1, extra: []string{odd}}
		script, err := c.slurm()
		if err != nil {
			t.Fatal(err)
		}
		check := exec.Command(shellcheck, "--exclude=SC2016", "-")
		check.Stdin = strings.NewReader(script)
		if out, err := check.CombinedOutput(); err != nil {
			t.Errorf("%q: %v\n%s", odd, err, out)
		}
	}
}

// TestJobLabel: labels are labels, what is one stays, and different names stay apart.
func TestJobLabel(t *testing.T) {
	for name, want := range map[string]string{"levers": "hubcap-levers", "guizhou-2024": "hubcap-guizhou-2024", "Levers": "hubcap-levers-", "贵州": "hubcap-", "a_b": "hubcap-a-b-"} {
		if got := jobLabel(name); got != want && (!strings.HasSuffix(want, "-") || got[:max(0, len(got)-8)] != want) {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
	label := regexp.MustCompile(`^[a-z]([a-z0-9-]*[a-z0-9])?$`)
	seen := map[string]string{}
	for _, name := range append(oddPaths, "", "a-", "-a", "A", "a", "é", strings.Repeat("x-", 100), strings.Repeat("x-", 101)) {
		got := jobLabel(name)
		if !label.MatchString(got) || len(got+"-merge") > 63-len("-99999")+len("-") {
			t.Errorf("%q is %q", name, got)
		}
		if other, ok := seen[got]; ok {
			t.Errorf("%q and %q are both %s", name, other, got)
		}
		seen[got] = name
	}
}

// TestOnVolume: what the containers see is on the volume, or refused.
func TestOnVolume(t *testing.T) {
	for _, test := range []struct{ mount, name, want string }{
		{"/data", "out", "/data/out"},
		{"/data/", "./a/../b c", "/data/b c"},
		{"/data", "/data/out", "/data/out"},
		{"/", "/anywhere", "/anywhere"},
		{"/data", "/database", ""},
		{"/data", "../out", ""},
		{"/data", "/home/me/out", ""},
		{"/data", ".", ""},
	} {
		got, err := onVolume(test.mount, test.name)
		if got != test.want || (err != nil) != (test.want == "") {
			t.Errorf("%s on %s is %q (%v), want %q", test.name, test.mount, got, err, test.want)
		}
	}
}

// TestKubernetes reads what a person would look for; .ci/kubernetes tries the manifest on
// the code of Kubernetes itself.
func TestKubernetes(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "s.toml", "name = \"贵州\"\n\tindented\n")
	c := &cluster{study: "s.toml", out: "o $(A)", name: "levers", shards: 5, jobs: 3, csv: true, extra: []string{"--max-failures=10"}}
	m, err := c.kubernetes()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"  study.toml: |2+\n    name = \"贵州\"\n    \tindented\n---\n", "completions: 5 ", "completionMode: Indexed", "- auto/5\n", `- "3" `,
		`- "/data/o $$(A)"`, `- "--max-failures=10"`, "- --csv\n", "suspend: true", "name: hubcap-levers-merge\n", `claimName: "hubcap"`, "cpu: 3,"} {
		if !strings.Contains(m, want) {
			t.Errorf("no %q in\n%s", want, m)
		}
	}

	c.files, c.study, c.image, c.claim, c.mount = []string{"mine.toml"}, "studies/s.toml", "registry/hubcap:1", "sweeps", "/mnt/sweeps"
	if m, err = c.kubernetes(); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`- "/mnt/sweeps/studies/s.toml"`, `#     "mine.toml"`, `image: "registry/hubcap:1"`, `claimName: "sweeps"`, `mountPath: "/mnt/sweeps"`} {
		if !strings.Contains(m, want) {
			t.Errorf("no %q in\n%s", want, m)
		}
	}
	if strings.Contains(m, "ConfigMap") {
		t.Errorf("a study whose files do not travel is in a ConfigMap:\n%s", m)
	}
}

// TestYAMLBlock: what a block of YAML would change is written with escapes.
func TestYAMLBlock(t *testing.T) {
	for text, want := range map[string]string{
		"a\n\n b\n\n": "|2+\n    a\n    \n     b\n    ",
		"a":           `"a"`,
		"":            `""`,
		"a\r\n":       `"a\r\n"`,
		"a\u2028b\n":  `"a\u2028b\n"`,
		"\ufeffa\n":   `"\ufeffa\n"`,
	} {
		if got := yamlBlock(4, text); got != want {
			t.Errorf("%q is\n%s\nwant\n%s", text, got, want)
		}
	}
}

// TestClusterRefuses: what cannot become a script is said.
func TestClusterRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "s.toml", "study = 1\n")
	put(t, "latin1.toml", "# \xe9\n")
	for says, c := range map[string]*cluster{
		"how many shards":      {study: "s.toml", out: "out"},
		"not on the volume":    {study: "s.toml", out: "/elsewhere", shards: 1},
		"UTF-8":                {study: "latin1.toml", out: "out", shards: 1},
		"no such file":         {study: "none.toml", out: "out", shards: 1},
		"not an absolute path": {study: "s.toml", out: "out", shards: 1, mount: "data"},
	} {
		if m, err := c.kubernetes(); err == nil || !strings.Contains(err.Error(), says) || m != "" {
			t.Errorf("want an error with %q, got %v\n%s", says, err, m)
		}
	}
	if s, err := (&cluster{study: "s", out: "o"}).slurm(); !errors.Is(err, errNoShards) || s != "" {
		t.Errorf("want an error, got %v\n%s", err, s)
	}
}

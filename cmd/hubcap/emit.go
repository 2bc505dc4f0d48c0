package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/template"
)

// cluster is what the scripts for a cluster are made of.
type cluster struct {
	study, out string   // as the user gave them
	name       string   // of the study
	shards     int      // at least 1
	jobs       int      // workers of a shard; 0 leaves it to the script
	csv        bool     // merge into CSV too
	extra      []string // further flags of sweep, as --max-failures=10
	hubcap     string   // slurm: the program; empty: this one

	files []string // kubernetes: what the study names of its own, scenarios and points
	image string   // kubernetes: of the containers; empty: hubcap:VERSION
	claim string   // kubernetes: the PersistentVolumeClaim; empty: hubcap
	mount string   // kubernetes: where the containers see it; empty: /data
}

// slurmScript runs on a login node. Three things in it are for a reason that does not show.
// The paths are quoted once more for the job, because a job that is read from a here-document
// takes no arguments, and a site may keep the environment from it. The logs are named from
// within their folder, because in a longer path Slurm would read % and \ as its patterns.
// And exec gives the signal that comes before the time limit to hubcap itself: B: means the
// batch shell alone, which would not pass it on.
const slurmScript = `#!/usr/bin/env bash
# The sweep {{str .Name}} on Slurm: an array job of {{.Shards}}, a shard of the sweep each, and a job
# that merges their tables once all of them have succeeded. On a login node:
#
#   bash sweep.sh           submits both; options of sbatch may follow, as --partition=long
#   ARRAY={{.Last}} bash sweep.sh   runs task {{.Last}} again (or 0,2-3, by number), and the merge
#
# All nodes must see the three paths below. A task that was killed, ran out of time or was
# put back into the queue goes on where it stopped.
set -euo pipefail

HUBCAP=${HUBCAP:-{{sh .Hubcap}}}
STUDY={{sh .Study}}
OUT={{sh .Out}}
CPUS=${CPUS:-{{.CPUs}}}         # of each task; it has as many workers
ARRAY=${ARRAY:-0-{{.Last}}}     # tasks to submit; 0-{{.Last}}%2 runs two of them at a time
LOGS=$OUT.logs        # what the jobs say

command -v sbatch >/dev/null || { echo "sbatch is not there: run this on a login node of a Slurm cluster" >&2; exit 2; }
program=$(type -P -- "$HUBCAP") || { echo "$HUBCAP is not a program here: give its path, HUBCAP=/path/to/hubcap bash sweep.sh" >&2; exit 2; }
HUBCAP=$(realpath -s -- "$program") # jobs start in another folder
mkdir -p -- "$LOGS"
self=${BASH_SOURCE[0]:-sweep.sh} # nothing when it comes from a pipe

# job writes the script of a job: the command, quoted for its shell.
job() { printf '#!/usr/bin/env bash\nexec' && printf ' %q' "$@" && echo; }
# submit hands the script to Slurm and prints the job's id; a federation adds its cluster.
submit() { (cd -- "$LOGS" && sbatch --parsable --requeue --open-mode=append "$@") | sed 's/;.*//'; }

sweep=$(job "$HUBCAP" sweep "$STUDY" --out "$OUT" --shard auto/{{.Shards}} --jobs "$CPUS"{{range .Extra}} {{sh .}}{{end}} |
	submit --job-name={{.Label}} --output=%A_%a.log --array="$ARRAY" --cpus-per-task="$CPUS" --signal=B:TERM@60 "$@")
echo "sweep: job $sweep, tasks $ARRAY of 0-{{.Last}}"

merge=$(job "$HUBCAP" merge "$OUT"{{if .CSV}} --csv{{end}} |
	submit --job-name={{.Label}}-merge --output=%j_merge.log --dependency="afterok:$sweep" --kill-on-invalid-dep=yes "$@") || {
	echo "the merge was not submitted; when the sweep is done, run it by hand: $HUBCAP merge $OUT" >&2
	exit 1
}
echo "merge: job $merge, once all tasks have succeeded"
echo "logs:  $LOGS"
echo "If a task fails, Slurm cancels the merge. Run the task again, and the merge: ARRAY={{.Last}} bash $(printf %q "$self")"
`

// slurm is a script that submits the sweep and its merge.
func (c *cluster) slurm() (string, error) {
	if c.shards < 1 {
		return "", errNoShards
	}
	v := c.values(4)
	program := c.hubcap
	if program == "" {
		var err error
		if program, err = os.Executable(); err != nil {
			return "", fmt.Errorf("the path of this program is not known: %w", err)
		}
	}
	for _, p := range []struct {
		to   *string
		path string
	}{{&v.Hubcap, program}, {&v.Study, c.study}, {&v.Out, c.out}} {
		abs, err := filepath.Abs(p.path) // jobs start in another folder
		if err != nil {
			return "", err
		}
		*p.to = abs
	}
	return fill(slurmScript, v)
}

// errNoShards asks for the number that nothing can be emitted without.
var errNoShards = errors.New("say into how many shards to cut the sweep, as in --shards 8")

// emitted are the values that the texts take.
type emitted struct {
	Name, Label, Hubcap, Study, Out string
	Shards, Last, CPUs              int
	CSV                             bool
	Extra                           []string

	Image, Claim, Mount, Text string
	Files                     []string
}

func (c *cluster) values(cpus int) *emitted {
	if c.jobs > 0 {
		cpus = c.jobs
	}
	return &emitted{Name: c.name, Label: jobLabel(c.name), Shards: c.shards, Last: c.shards - 1, CPUs: cpus, CSV: c.csv, Extra: c.extra}
}

func fill(text string, v *emitted) (string, error) {
	t, err := template.New("").Funcs(template.FuncMap{"sh": shellQuoted, "str": strconv.Quote, "arg": podArgument, "text": yamlBlock}).Parse(text)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Execute(&b, v)
	return b.String(), err
}

// jobLabel is a name for jobs: a label after RFC 1123, which leaves room for -merge and the
// index of a pod within the 63 characters of a host name. A study whose name had to be
// changed for it has a hash of the name at the end, so that two of them stay apart.
func jobLabel(name string) string {
	const longest = 36
	other := func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }
	words := strings.FieldsFunc(strings.ToLower(name), other)
	label := strings.Join(words, "-")
	label = label[:min(len(label), longest)]
	parts := []string{"hubcap"}
	if label != "" {
		parts = append(parts, label)
	}
	if label != name {
		sum := sha256.Sum256([]byte(name))
		parts = append(parts, fmt.Sprintf("%x", sum[:4]))
	}
	return strings.Join(parts, "-")
}

// shellQuoted is a word as a POSIX shell reads it back.
func shellQuoted(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./=:,", r)
	}
	if s != "" && strings.TrimFunc(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

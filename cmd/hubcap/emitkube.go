package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hubcap/sim"
)

// kubernetesManifest is written for people to edit: what a cluster may want otherwise has a
// comment beside it. The merge is suspended because Kubernetes knows no order of jobs. A pod
// that waits for it would hold cores and memory, and one that fails until it may would use
// up its tries in a long sweep.
const kubernetesManifest = `# The sweep {{str .Name}} on Kubernetes (1.29 or later): an Indexed Job of {{.Shards}}, a shard of the
# sweep each, and a Job that merges their tables. The merge starts suspended, because
# Kubernetes does not order jobs; the last command lets it go.
#
#   kubectl apply -f sweep.yaml
#   kubectl wait --for=condition=complete --timeout=-1s job/{{.Label}}
#   kubectl patch job/{{.Label}}-merge -p '{"spec":{"suspend":false}}'
#
# What it takes from the cluster:
#   image {{str .Image}}, with hubcap on its PATH; this makes one from the static binary:
#     FROM scratch
#     COPY bin/hubcap /usr/local/bin/hubcap
#   claim {{str .Claim}}, a volume that all nodes write at once (ReadWriteMany), seen as {{str .Mount}};
#     the results are in it, in {{str .Out}}.
{{- if .Files}}
# The study names files of its own, so it is read from the volume. Copy it there first, to
# {{str .Study}}, and beside it, as it names them:
{{- range .Files}}
#     {{str .}}
{{- end}}
{{- else}}
# The study itself is in the ConfigMap below.
{{- end}}
#
# A shard whose pod was evicted or killed goes on where it stopped. To run failed shards
# again: kubectl delete -f sweep.yaml, then the three commands; what is done stays done.
{{- if not .Files}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{.Label}}
data:
  study.toml: {{text 4 .Text}}
---
{{- end}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{.Label}}
spec:
  completionMode: Indexed
  completions: {{.Shards}} # shards; the number in --shard is the same
  parallelism: {{.Shards}} # shards at once; fewer spare a small cluster
  backoffLimitPerIndex: 3 # new tries of a shard that fails; the other shards go on
  podFailurePolicy:
    rules:
      - action: Ignore # evicted, or its node drained: no try is used up
        onPodConditions:
          - type: DisruptionTarget
            status: "True"
      - action: FailJob # a study that hubcap refuses fails on every try
        onExitCodes:
          containerName: sweep
          operator: In
          values: [2]
  template:
    spec:
      restartPolicy: Never
      terminationGracePeriodSeconds: 60
      automountServiceAccountToken: false
      containers:
        - name: sweep
          image: {{str .Image}}
          command: [hubcap]
          args:
            - sweep
            - {{arg .Study}}
            - --out
            - {{arg .Out}}
            - --shard
            - auto/{{.Shards}}
            - --jobs
            - "{{.CPUs}}" # workers: as many as there are cores below
{{- range .Extra}}
            - {{arg .}}
{{- end}}
          resources:
            requests: { cpu: {{.CPUs}}, memory: 1Gi }
            limits: { cpu: {{.CPUs}}, memory: 1Gi }
          volumeMounts:
            - name: data
              mountPath: {{str .Mount}}
{{- if not .Files}}
            - name: study
              mountPath: /etc/hubcap
              readOnly: true
{{- end}}
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: {{str .Claim}}
{{- if not .Files}}
        - name: study
          configMap:
            name: {{.Label}}
{{- end}}
---
apiVersion: batch/v1
kind: Job
metadata:
  name: {{.Label}}-merge
spec:
  suspend: true # until the shards are complete; it refuses when one is missing
  backoffLimit: 1
  template:
    spec:
      restartPolicy: Never
      automountServiceAccountToken: false
      containers:
        - name: merge
          image: {{str .Image}}
          command: [hubcap]
          args:
            - merge
            - {{arg .Out}}
{{- if .CSV}}
            - --csv
{{- end}}
          resources:
            requests: { cpu: 1, memory: 1Gi }
            limits: { cpu: 1, memory: 1Gi }
          volumeMounts:
            - name: data
              mountPath: {{str .Mount}}
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: {{str .Claim}}
`

// kubernetes is a manifest of the sweep and its merge.
func (c *cluster) kubernetes() (string, error) {
	if c.shards < 1 {
		return "", errNoShards
	}
	v := c.values(2)
	v.Image, v.Claim, v.Mount, v.Files = c.image, c.claim, c.mount, c.files
	for _, d := range []struct {
		to        *string
		otherwise string
	}{{&v.Image, "hubcap:" + sim.Version}, {&v.Claim, "hubcap"}, {&v.Mount, "/data"}} {
		if *d.to == "" {
			*d.to = d.otherwise
		}
	}
	if !path.IsAbs(v.Mount) {
		return "", fmt.Errorf("the containers would see the volume as %q, which is not an absolute path", v.Mount)
	}
	var err error
	if v.Out, err = onVolume(v.Mount, c.out); err != nil {
		return "", err
	}
	if len(c.files) > 0 {
		v.Study, err = onVolume(v.Mount, c.study)
	} else {
		var text []byte
		text, err = os.ReadFile(c.study)
		v.Study, v.Text = "/etc/hubcap/study.toml", string(text)
	}
	if err != nil {
		return "", err
	}
	if !slices.ContainsFunc(slices.Concat(c.extra, c.files, []string{v.Name, v.Image, v.Claim, v.Mount, v.Out, v.Study, v.Text}),
		func(s string) bool { return !utf8.ValidString(s) }) {
		return fill(kubernetesManifest, v)
	}
	return "", errors.New("a manifest is text in UTF-8; a name, a path or the study is not")
}

// onVolume is a path as the containers see it: a relative one begins at the volume, an
// absolute one has to be on it.
func onVolume(mount, name string) (string, error) {
	mount = path.Clean(mount)
	p := filepath.ToSlash(name)
	if !path.IsAbs(p) {
		p = path.Join(mount, p)
	}
	p = path.Clean(p)
	if !strings.HasPrefix(p, strings.TrimSuffix(mount, "/")+"/") {
		return "", fmt.Errorf("%s is not on the volume, which the containers see as %s: give a path relative to it", name, mount)
	}
	return p, nil
}

// podArgument is an argument in YAML. Kubernetes would put variables in the place of $(NAME).
func podArgument(s string) string {
	return strconv.Quote(strings.ReplaceAll(s, "$", "$$"))
}

// yamlBlock is a text as YAML under a key, as it stands if it can be: YAML knows no escapes
// in such a block, and older readers take more characters for the end of a line. Go's
// escapes are among those of YAML's double quotes.
func yamlBlock(indent int, text string) string {
	odd := func(r rune) bool { return r != '\n' && r != '\t' && !unicode.IsPrint(r) }
	if !strings.HasSuffix(text, "\n") || strings.ContainsFunc(text, odd) {
		return strconv.Quote(text)
	}
	pad := strings.Repeat(" ", indent)
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	return "|2+\n" + pad + strings.Join(lines, "\n"+pad)
}

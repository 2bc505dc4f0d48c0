// Package kubernetes tries the manifests of `hubcap sweep --emit kubernetes` on the code with
// which the API server of Kubernetes reads, completes and validates what it is given. It is
// a module of its own, for its many requirements. HUBCAP names the program.
package kubernetes

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	stream "k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/kubernetes/pkg/api/job"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/batch"
	_ "k8s.io/kubernetes/pkg/apis/batch/install" // the kinds, their defaults and conversions
	batchrules "k8s.io/kubernetes/pkg/apis/batch/validation"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	corerules "k8s.io/kubernetes/pkg/apis/core/validation"
	"k8s.io/kubernetes/third_party/forked/golang/expansion"
	"sigs.k8s.io/yaml"
)

const study = `
[design]
kind = "sobol"
points = 64
[[axis]]
id = "lead"
path = "cluster.guian.build.lead_time_months"
range = { low = 10, high = 30 }
`

// TestManifests asks for manifests under names and paths that try the quoting, and for each
// sees that the API server would take it without a warning, and that the containers get the
// study and the arguments that were meant.
func TestManifests(t *testing.T) {
	const shipped = "scenario = \"guizhou-2024\"\n"
	tests := []struct {
		about, text, file, out string
		flags                  []string
		study, outThere        string // in the containers
		embedded               bool
	}{
		{about: "plain", text: "study = 1\nname = \"levers\"\n" + shipped + study, file: "levers.toml", out: "out",
			study: "/etc/hubcap/study.toml", outThere: "/data/out", embedded: true},
		{about: "Chinese, blanks, quotes, variables", text: "\n  study = 1\nname = \"levers\" # 贵州: \"杠杆\" {1}\n" + shipped + "# \tit's\n" + study + "\n\n",
			file: "s $(HOSTNAME) '贵州'.toml", out: `o $(JOB_COMPLETION_INDEX) $$(A) "贵州": #{}*&!|>%@`, flags: []string{"--jobs", "3"},
			study: "/etc/hubcap/study.toml", outThere: `/data/o $(JOB_COMPLETION_INDEX) $$(A) "贵州": #{}*&!|>%@`, embedded: true},
		{about: "ends of lines, a name too long, an absolute path", text: "study = 1\r\nname = \"levers-of-the-hub-of-guizhou--all-of-them-and-then-some-more-2-\"\r\n" + shipped + study + "# end",
			file: "crlf.toml", out: "/data/a/b", study: "/etc/hubcap/study.toml", outThere: "/data/a/b", embedded: true},
		{about: "a scenario of its own", text: "study = 1\nname = \"own\"\nscenario = \"mine.toml\"\n" + study, file: "own.toml", out: "out",
			study: "/data/own.toml", outThere: "/data/out"},
	}
	for _, test := range tests {
		t.Run(test.about, func(t *testing.T) {
			t.Chdir(t.TempDir())
			write(t, test.file, test.text)
			write(t, "mine.toml", "extends = \"guizhou-2024\"\n")
			manifest := emitted(t, append([]string{"sweep", test.file, "--out", test.out, "--emit", "kubernetes", "--shards", "8"}, test.flags...))
			docs := documents(t, manifest)

			if test.embedded {
				text := acceptedStudy(t, docs[0])
				if text != test.text {
					t.Errorf("the study in the manifest is\n%q, not\n%q", text, test.text)
				}
				docs = docs[1:]
			}
			if len(docs) != 2 {
				t.Fatalf("%d documents beside the study, want 2:\n%s", len(docs), manifest)
			}
			sweep := acceptedJob(t, docs[0])
			merge := acceptedJob(t, docs[1])

			cores := "2"
			if i := slices.Index(test.flags, "--jobs"); i >= 0 {
				cores = test.flags[i+1]
			}
			runs(t, sweep, "sweep", test.study, "--out", test.outThere, "--shard", "auto/8", "--jobs", cores)
			runs(t, merge, "merge", test.outThere)
			if got := sweep.Spec.Template.Spec.Containers[0].Resources.Limits.CPU().String(); got != cores {
				t.Errorf("%s cores, want %s", got, cores)
			}
			if s := sweep.Spec; *s.CompletionMode != batch.IndexedCompletion || *s.Completions != 8 || *s.Suspend {
				t.Errorf("the sweep is no Indexed Job of 8 that starts by itself: %v", s)
			}
			if !*merge.Spec.Suspend {
				t.Error("the merge does not wait for the shards")
			}
			for _, name := range []string{sweep.Name + "-7", merge.Name} { // host names of pods
				for _, problem := range validation.IsDNS1123Label(name) {
					t.Errorf("name %s: %s", name, problem)
				}
			}
		})
	}
}

// documents cuts a manifest as kubectl does.
func documents(t *testing.T, manifest []byte) (docs [][]byte) {
	t.Helper()
	r := stream.NewYAMLReader(bufio.NewReader(bytes.NewReader(manifest)))
	for {
		doc, err := r.Read()
		if errors.Is(err, io.EOF) {
			return docs
		}
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, doc)
	}
}

// acceptedStudy is the study in a ConfigMap that the API server would take.
func acceptedStudy(t *testing.T, doc []byte) string {
	t.Helper()
	var external corev1.ConfigMap
	var c core.ConfigMap
	read(t, doc, &external, &c)
	c.Namespace = core.NamespaceDefault
	if problems := corerules.ValidateConfigMap(&c); len(problems) > 0 {
		t.Fatalf("the API server would refuse it: %v\n%s", problems.ToAggregate(), doc)
	}
	return c.Data["study.toml"]
}

// acceptedJob is a job that the API server would take without a warning. It gives a job a
// selector before it validates it; the rules of a job within another object ask for none.
func acceptedJob(t *testing.T, doc []byte) *batch.Job {
	t.Helper()
	var external batchv1.Job
	var j batch.Job
	read(t, doc, &external, &j)
	j.Namespace = core.NamespaceDefault
	problems := corerules.ValidateObjectMeta(&j.ObjectMeta, true, corerules.ValidatePodName, field.NewPath("metadata"))
	problems = append(problems, batchrules.ValidateJobTemplateSpec(&batch.JobTemplateSpec{Spec: j.Spec}, nil, corerules.PodValidationOptions{})...)
	if len(problems) > 0 {
		t.Fatalf("the API server would refuse it: %v\n%s", problems.ToAggregate(), doc)
	}
	if warnings := job.WarningsForJobSpec(t.Context(), field.NewPath("spec"), &j.Spec, nil); len(warnings) > 0 {
		t.Errorf("the API server would warn: %v", warnings)
	}
	return &j
}

// read takes a document as the API server does: strictly, by the version that it names, with
// the defaults of that version, into the version that the rules are written for.
func read(t *testing.T, doc []byte, external, internal runtime.Object) {
	t.Helper()
	if err := yaml.UnmarshalStrict(doc, external); err != nil {
		t.Fatalf("%v\n%s", err, doc)
	}
	named := external.GetObjectKind().GroupVersionKind()
	if kinds, _, err := legacyscheme.Scheme.ObjectKinds(external); err != nil || kinds[0] != named {
		t.Fatalf("this is a %v, want %v (%v)", named, kinds, err)
	}
	legacyscheme.Scheme.Default(external)
	if err := legacyscheme.Scheme.Convert(external, internal, nil); err != nil {
		t.Fatal(err)
	}
}

// runs sees that the container of a job runs hubcap with these arguments, after Kubernetes
// has put variables into them.
func runs(t *testing.T, j *batch.Job, want ...string) {
	t.Helper()
	c := j.Spec.Template.Spec.Containers[0]
	variables := expansion.MappingFuncFor(map[string]string{"HOSTNAME": "pod", "JOB_COMPLETION_INDEX": "3", "A": "b"})
	var got []string
	for _, arg := range append(c.Command, c.Args...) {
		got = append(got, expansion.Expand(arg, variables))
	}
	if want = append([]string{"hubcap"}, want...); !slices.Equal(got, want) {
		t.Errorf("job %s runs\n%q, want\n%q", j.Name, got, want)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// emitted is what hubcap prints.
func emitted(t *testing.T, args []string) []byte {
	t.Helper()
	program := os.Getenv("HUBCAP")
	if !filepath.IsAbs(program) {
		t.Fatal("HUBCAP has to be the absolute path of the program, as make test-kubernetes gives it")
	}
	var stderr bytes.Buffer
	c := exec.Command(program, args...)
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		t.Fatalf("hubcap %q: %v\n%s", args, err, stderr.Bytes())
	}
	return out
}

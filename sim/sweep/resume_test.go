package sweep

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hubcap/model"
	"hubcap/sim"
	"hubcap/sim/result"
)

// A sweep that is stopped after any number of points, again and again, comes to the same bytes,
// and says how much it found done. A finished one does nothing again.
func TestResume(t *testing.T) {
	s := tinySweep(t, recording(random(50)))
	want := contents(t, whole(t, s))
	dir := filepath.Join(t.TempDir(), "out")
	found, runs := 0, 0
	for ; found < 50 && runs < 99; runs++ {
		ctx, cancel := context.WithCancel(t.Context())
		begun := 0
		report, err := s.Run(ctx, Options{Dir: dir, MostFailures: -1, Jobs: 2, Progress: func(Progress) {
			if begun++; begun == 9 {
				cancel()
			}
		}})
		cancel()
		switch {
		case err != nil && !errors.Is(err, context.Canceled):
			t.Fatal(err)
		case report.Reused < found || report.Points != 50:
			t.Fatalf("run %d finds %d of %d points done, and before were %d", runs, report.Reused, report.Points, found)
		}
		found = report.Reused
		if left, _ := filepath.Glob(filepath.Join(dir, "*", ".*")); len(left) > 0 {
			t.Fatalf("left behind: %v", left)
		}
	}
	if runs < 5 || runs > 15 {
		t.Errorf("%d runs", runs)
	}
	combine(t, dir)
	same(t, "resumed", contents(t, dir), want)
	before := times(t, filepath.Join(dir, partsFolder), filepath.Join(dir, seriesFolder))
	told := 0
	if r := do(t, s, Options{Dir: dir, Progress: func(p Progress) {
		if told++; p.Done != 50 || p.Reused != 50 {
			t.Errorf("%+v", p)
		}
	}}); r.Reused != 50 || told != 1 {
		t.Errorf("%+v, told %d times", r, told)
	}
	if !maps.Equal(times(t, filepath.Join(dir, partsFolder), filepath.Join(dir, seriesFolder)), before) {
		t.Error("parts were written again")
	}
	same(t, "again", contents(t, dir), want)
}

// times is when the files of folders were written.
func times(t *testing.T, folders ...string) map[string]int64 {
	t.Helper()
	out := map[string]int64{}
	for _, folder := range folders {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			info, err := e.Info()
			if err != nil {
				t.Fatal(err)
			}
			out[filepath.Join(folder, e.Name())] = info.ModTime().UnixNano()
		}
	}
	return out
}

// rows are points from a file.
type rows [][]float64

func (r rows) Len() int { return len(r) }

func (r rows) Read(from, n int, out [][]float64) error {
	for i := range n {
		for a, v := range r[from+i] {
			out[a][i] = v
		}
	}
	return nil
}

// some are so many rows of rates and lead times.
func some(n int) (out rows) {
	for i := range n {
		out = append(out, []float64{float64(50 + 7*i%100), float64(3 + 5*i%9)})
	}
	return out
}

// of is a study of tiny whose points come from a file.
func of(t testing.TB, source rows, change ...func(*model.Study)) *Sweep {
	t.Helper()
	q := small(model.Design{Kind: "points", File: "p.csv"})
	for i := range q.Axes {
		q.Axes[i].Low, q.Axes[i].High = 0, 0
	}
	for _, c := range change {
		c(q)
	}
	e := load(t, file(t, tiny))
	s, err := New(q, []Variant{{&e.Scenario, e.Lay}}, source)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A study with more points begins with those that are done, which stay as they are, and comes to
// what it would have come to at once.
func TestExtend(t *testing.T) {
	design := func(d model.Design) *Sweep { return tinySweep(t, recording(small(d))) }
	for name, c := range map[string]struct{ few, more *Sweep }{
		"random":   {design(model.Design{Kind: "random", Points: 10}), design(model.Design{Kind: "random", Points: 21})},
		"halton":   {design(model.Design{Kind: "halton", Points: 8}), design(model.Design{Kind: "halton", Points: 9})},
		"sobol":    {design(model.Design{Kind: "sobol", Points: 8}), design(model.Design{Kind: "sobol", Points: 32})},
		"saltelli": {design(model.Design{Kind: "saltelli", Samples: 2}), design(model.Design{Kind: "saltelli", Samples: 4})},
		"morris":   {design(model.Design{Kind: "morris", Trajectories: 3, Levels: 4}), design(model.Design{Kind: "morris", Trajectories: 5, Levels: 4})},
		"points":   {of(t, some(9)), of(t, some(14))},
	} {
		dir := whole(t, c.few)
		before := contents(t, dir)
		r := do(t, c.more, Options{Dir: dir})
		kept := c.few.Points()
		if len(c.few.study.Series) > 0 { // a part with series is done again if it grows
			kept = kept / 4 * 4
		}
		if r.Extended != c.few.Points() || r.Reused != kept || len(r.Damaged) > 0 {
			t.Errorf("%s: %+v; %d points need not be done again", name, r, kept)
		}
		after := contents(t, dir)
		same(t, name, after, contents(t, whole(t, c.more)))
		full := c.few.Points() / 4
		for _, part := range named(before, partsFolder)[:full] {
			if after[part] != before[part] {
				t.Errorf("%s: %s was done again", name, part)
			}
		}
		if csv := before[result.RunsCSVName]; !strings.HasPrefix(after[result.RunsCSVName], csv) || csv == after[result.RunsCSVName] {
			t.Errorf("%s: the table does not begin with the rows that were there", name)
		}
		if r := do(t, c.more, Options{Dir: dir}); r.Extended != 0 || r.Reused != c.more.Points() {
			t.Errorf("%s: %+v after it was extended", name, r)
		}
		_, err := c.few.Run(t.Context(), Options{Dir: dir, MostFailures: -1})
		if !errors.Is(err, ErrChanged) {
			t.Errorf("%s with fewer points: %v", name, err)
		}
		says(t, err, "and this one only", "--fresh")
		same(t, name+" refused", contents(t, dir), after)
	}
}

// A sweep that was killed between writing the longer form of a part and taking the shorter one
// away leaves both; whichever has the lower name, only the longer one counts.
func TestBothForms(t *testing.T) {
	for rows := 9; rows < 12; rows++ { // other bytes, and so another order of names
		few := whole(t, tinySweep(t, random(rows)))
		more := tinySweep(t, random(21))
		dir := whole(t, more)
		want := contents(t, dir)
		short := named(contents(t, few), partsFolder)[2]
		if err := os.WriteFile(filepath.Join(dir, short), []byte(contents(t, few)[short]), 0o666); err != nil {
			t.Fatal(err)
		}
		if r := do(t, more, Options{Dir: dir}); r.Reused != 21 || r.Kept != 21 || len(r.Damaged) > 0 {
			t.Errorf("beside %d points: %+v", rows, r)
		}
		same(t, "both forms", contents(t, dir), want)
	}
}

// From the moment that a study has grown its old tables are no more, not even for a shard.
func TestExtendedByShard(t *testing.T) {
	dir := whole(t, tinySweep(t, random(10)))
	more := tinySweep(t, random(21))
	if r := do(t, more, Options{Dir: dir, Shard: 0, Shards: 2}); r.Extended != 10 || r.Reused != 6 || r.Points != 12 {
		t.Errorf("%+v", r)
	}
	files := contents(t, dir)
	for _, name := range merged() {
		if _, there := files[name]; there {
			t.Errorf("%s is there", name)
		}
	}
	if m, err := result.ReadManifest(dir); err != nil || m.Done != nil || m.Points != 21 {
		t.Errorf("%+v %v", m, err)
	}
	if r := do(t, more, Options{Dir: dir, Shard: 1, Shards: 2}); r.Extended != 0 || r.Reused != 4 || r.Points != 9 {
		t.Errorf("%+v", r)
	}
	combine(t, dir)
	same(t, "by shards", contents(t, dir), contents(t, whole(t, more)))
}

// Whatever else changes in a study is refused, with what it is, and nothing is touched.
func TestChangedStudy(t *testing.T) {
	first := func() *model.Study {
		q := random(10)
		q.Keep = []model.Keep{{ID: "full", Quantity: model.Utilisation, Scope: "h", Over: "mean"}}
		return q
	}
	dir := whole(t, tinySweep(t, first()))
	before := contents(t, dir)
	for want, change := range map[string]func(q *model.Study){
		"other are the seed;":                         func(q *model.Study) { q.Seed = 2 },
		"other are the members, the columns":          func(q *model.Study) { q.Members = 2 },
		"other are the axes;":                         func(q *model.Study) { q.Axes[0].High = 151 },
		"or the last digits of an axis;":              func(q *model.Study) { q.Axes[0].High = above150 },
		"the axes, the columns of the table;":         func(q *model.Study) { q.Axes[1].ID = "time" },
		"other are the axes, the columns":             func(q *model.Study) { q.Axes = q.Axes[:1] },
		"other are the design;":                       func(q *model.Study) { q.Design.Kind = "halton" },
		"other are the columns of the table;":         func(q *model.Study) { q.Keep[0].ID = "filled" },
		"other are what it keeps, or the":             func(q *model.Study) { q.Keep[0].Over = "max" },
		"other are its scenarios;":                    func(q *model.Study) { q.Bases[0].ID = "other" },
		"other are the points in a part;":             func(q *model.Study) { q.PartPoints = 5 },
		"other are the series;":                       func(q *model.Study) { recording(q) },
		"other are the number of points, the design;": func(q *model.Study) { q.Design = model.Design{Kind: "lhs", Points: 11} },
	} {
		q := first()
		change(q)
		refused(t, tinySweep(t, q), dir, want)
	}
	refused(t, tinySweep(t, first(), "cluster.a.racks=1001"), dir, "other are its scenarios;")
	rebuilt := tinySweep(t, first())
	rebuilt.manifest.Build = "0123456789ab"
	rebuilt.manifest.Study.Hash = rebuilt.hash(rebuilt.manifest)
	refused(t, rebuilt, dir, "other are the build of the program ("+sim.Build()+" then, 0123456789ab now: its numbers may differ);")
	same(t, "refused", contents(t, dir), before)
	q := first()
	q.Name, q.Title = "other", model.Text{EN: "Another name"}
	if r := do(t, tinySweep(t, q), Options{Dir: dir}); r.Reused != 10 {
		t.Errorf("with another name: %+v", r)
	}
	same(t, "named otherwise", contents(t, dir), before)
}

// What changes no row changes nothing, and what only members need does where there are members.
func TestUnchangedStudy(t *testing.T) {
	for _, members := range []int{1, 3} {
		first := func() *model.Study {
			q := random(10)
			q.Members = members
			return q
		}
		dir := whole(t, tinySweep(t, first()))
		for what, change := range map[string]func(q *model.Study){
			"the sampling of members": func(q *model.Study) { q.Sampling = "lhs" },
			"the members":             func(q *model.Study) { q.MostFailed = .5 },
			"": func(q *model.Study) {
				q.Axes[0].Label = model.Text{EN: "speed"}
				q.Bases[0].Set = []string{"said otherwise"}
			},
		} {
			q := first()
			change(q)
			if what != "" && members > 1 {
				refused(t, tinySweep(t, q), dir, "other are "+what+";")
			} else if r := do(t, tinySweep(t, q), Options{Dir: dir}); r.Reused != 10 {
				t.Errorf("%d members, %q: %+v", members, what, r)
			}
		}
	}
}

// above150 is the next number above 150, which files round to it.
const above150 = 150.00000000000003

// refused is what becomes of a sweep in the folder of another.
func refused(t *testing.T, s *Sweep, dir, want string) {
	t.Helper()
	_, err := s.Run(t.Context(), Options{Dir: dir, MostFailures: -1})
	if !errors.Is(err, ErrChanged) {
		t.Errorf("not refused, which has other %q: %v", want, err)
	}
	says(t, err, want, "choose another folder, or compute all anew with --fresh")
}

// Designs whose points depend on how many there are cannot be extended.
func TestNotExtended(t *testing.T) {
	dir := whole(t, tinySweep(t, small(model.Design{Kind: "lhs", Points: 10})))
	for _, n := range []int{9, 11} {
		refused(t, tinySweep(t, small(model.Design{Kind: "lhs", Points: n})), dir, "the number of points")
	}
	grid := func(steps int) *Sweep {
		q := small(model.Design{Kind: "grid"})
		q.Axes[0].Steps, q.Axes[1].Steps = 3, steps
		return tinySweep(t, q)
	}
	dir = whole(t, grid(3))
	for _, n := range []int{2, 4} {
		refused(t, grid(n), dir, "the number of points, the axes")
	}
	saltelli := small(model.Design{Kind: "saltelli", Samples: 4})
	dir = whole(t, tinySweep(t, saltelli))
	saltelli = small(model.Design{Kind: "saltelli", Samples: 4, SecondOrder: true})
	refused(t, tinySweep(t, saltelli), dir, "the design")
	morris := small(model.Design{Kind: "morris", Trajectories: 3, Levels: 4})
	dir = whole(t, tinySweep(t, morris))
	morris = small(model.Design{Kind: "morris", Trajectories: 4, Levels: 6})
	refused(t, tinySweep(t, morris), dir, "the design")
}

// A changed row of a file of points is found, be it in a part that is done or not; rows may only
// be added at the end.
func TestChangedRows(t *testing.T) {
	dir := whole(t, of(t, some(10)))
	before := contents(t, dir)
	for row := range 10 {
		changed := some(12)
		changed[row][1] += 1e-9
		refused(t, of(t, changed), dir, "the first 10 points of the file are others than before")
	}
	same(t, "refused", contents(t, dir), before)
	// A part of another file does not come in by copying it either.
	changed := some(10)
	changed[5][0]++
	other := contents(t, whole(t, of(t, changed)))
	part := named(other, partsFolder)[1]
	delete(before, named(before, partsFolder)[1])
	before[part] = other[part]
	dir = lay(t, before)
	_, err := Merge(t.Context(), dir, false, nil)
	if !errors.Is(err, ErrIncomplete) {
		t.Errorf("merged from two files of points: %v", err)
	}
	says(t, err, "computed for other points")
	_, err = of(t, some(10)).Run(t.Context(), Options{Dir: dir, MostFailures: -1})
	says(t, err, part, "was computed for other points")
}

// A part of another study is never taken for one of this, nor taken away.
func TestForeignPart(t *testing.T) {
	s := tinySweep(t, recording(random(10)))
	good := contents(t, whole(t, s))
	other := contents(t, whole(t, tinySweep(t, recording(random(10)), "cluster.a.racks=1001")))
	for _, folder := range []string{partsFolder, seriesFolder} {
		files := maps.Clone(good)
		part := named(other, folder)[1]
		delete(files, named(files, folder)[1])
		files[part] = other[part]
		dir := lay(t, files)
		_, err := s.Run(t.Context(), Options{Dir: dir, MostFailures: -1})
		says(t, err, part, "is of another study, or of another version of the program", "--fresh")
		same(t, "refused", contents(t, dir), files)
	}
}

// With --fresh all is computed anew, and what is not a sweep's stays.
func TestFresh(t *testing.T) {
	one, two := tinySweep(t, recording(random(10))), tinySweep(t, random(7))
	dir := whole(t, one)
	own := map[string]string{"notes.txt": "mine", "parts/notes.txt": "too", "charts/a.svg": "drawn"}
	for name, text := range own {
		set(t, filepath.Join(dir, name), text)
	}
	_, err := two.Run(t.Context(), Options{Dir: dir, Fresh: true, MostFailures: -1})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range own {
		if got := contents(t, dir)[name]; got != text {
			t.Errorf("%s is %q", name, got)
		}
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	combine(t, dir)
	same(t, "fresh", contents(t, dir), contents(t, whole(t, two)))
	if r := do(t, two, Options{Dir: dir, Fresh: true}); r.Reused != 0 || r.Points != 7 {
		t.Errorf("fresh, and %+v", r)
	}
	// Not where there is no sweep.
	set(t, filepath.Join(dir, "notes.txt"), "mine")
	dir = lay(t, map[string]string{"notes.txt": "mine"})
	for _, fresh := range []bool{false, true} {
		_, err := two.Run(t.Context(), Options{Dir: dir, Fresh: fresh})
		if !errors.Is(err, result.ErrExists) {
			t.Errorf("in a folder of others: %v", err)
		}
	}
	if got := slices.Sorted(maps.Keys(contents(t, dir))); !slices.Equal(got, []string{"notes.txt"}) {
		t.Errorf("%v", got)
	}
}

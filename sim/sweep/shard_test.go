package sweep

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"hubcap/sim/result"
)

// Shards of any number, in any order or at once, leave what one sweep leaves.
func TestShards(t *testing.T) {
	s := tinySweep(t, recording(random(42))) // 11 parts, the last of two points
	want := contents(t, whole(t, s))
	for _, shards := range []int{1, 3, 7, 20} {
		dir := filepath.Join(t.TempDir(), "out")
		points := 0
		for shard := shards - 1; shard >= 0; shard-- {
			points += do(t, s, Options{Dir: dir, Shard: shard, Shards: shards}).Points
		}
		if points != 42 {
			t.Errorf("%d shards have %d points", shards, points)
		}
		combine(t, dir)
		same(t, fmt.Sprintf("%d shards", shards), contents(t, dir), want)

		dir = filepath.Join(t.TempDir(), "out")
		var wg sync.WaitGroup
		for shard := range shards {
			wg.Go(func() {
				if _, err := s.Run(t.Context(), Options{Dir: dir, Shard: shard, Shards: shards, MostFailures: -1, Jobs: 1}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		combine(t, dir)
		same(t, fmt.Sprintf("%d shards at once", shards), contents(t, dir), want)
	}
	for _, wrong := range [][2]int{{0, -1}, {-1, 3}, {3, 3}, {1, 1}, {1, 0}} {
		_, err := s.Run(t.Context(), Options{Dir: t.TempDir(), Shard: wrong[0], Shards: wrong[1]})
		says(t, err, "shards are numbered from 0")
	}
}

// A shard does its parts and no others, whatever else lies in the folder.
func TestShardHasItsParts(t *testing.T) {
	s := tinySweep(t, random(42))
	dir := filepath.Join(t.TempDir(), "out")
	if r := do(t, s, Options{Dir: dir, Shard: 1, Shards: 3}); r.Points != 14 {
		t.Errorf("%+v", r)
	}
	names := named(contents(t, dir), partsFolder)
	for i, name := range names {
		if !strings.HasPrefix(name, fmt.Sprintf("parts/%07d-", 3*i+1)) {
			t.Errorf("part %d is %s", i, name)
		}
	}
	if len(names) != 4 {
		t.Errorf("%v", names)
	}
	for _, name := range names {
		set(t, filepath.Join(dir, name), "damaged")
	}
	set(t, filepath.Join(dir, partsFolder, ".hubcap-0000001-x-1"), "perhaps of a shard of another number of them")
	if r := do(t, s, Options{Dir: dir, Shard: 0, Shards: 3}); r.Points != 16 || len(r.Damaged) > 0 {
		t.Errorf("%+v", r)
	}
	left, _ := filepath.Glob(filepath.Join(dir, "*", ".hub*"))
	if r := do(t, s, Options{Dir: dir, Shard: 1, Shards: 3}); len(r.Damaged) != 4 || r.Reused != 0 || len(left) != 1 {
		t.Errorf("%+v, before %v", r, left)
	}
	// The rest may be done by a sweep of all, which takes away what is unfinished.
	if r := do(t, s, Options{Dir: dir}); r.Reused != 30 {
		t.Errorf("%+v", r)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*", ".hub*")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	same(t, "all", contents(t, dir), contents(t, whole(t, s)))
}

// A sweep of all and merging want the folder for themselves; shards share it, each once.
func TestBusy(t *testing.T) {
	s := tinySweep(t, random(42))
	shard := func(n, of int) Options { return Options{Shard: n, Shards: of, MostFailures: -1, Jobs: 1} }
	for _, c := range []struct {
		first, second Options
		busy          bool
	}{
		{shard(0, 1), shard(0, 1), true},
		{shard(0, 1), shard(1, 3), true},
		{shard(1, 3), shard(0, 1), true},
		{shard(1, 3), shard(1, 3), true},
		{shard(1, 3), shard(2, 3), false},
	} {
		dir := filepath.Join(t.TempDir(), "out")
		c.first.Dir, c.second.Dir = dir, dir
		tried := false
		c.first.Progress = func(p Progress) {
			if tried || p.Done != 6 {
				return
			}
			tried = true
			before := contents(t, dir)
			_, err := Merge(t.Context(), dir, false, nil)
			if !errors.Is(err, ErrBusy) {
				t.Errorf("%+v: merged at the same time: %v", c.first, err)
			}
			says(t, err, "another process is at work in the folder", lockFile, "wait for it, or stop it")
			if _, err = s.Run(t.Context(), c.second); errors.Is(err, ErrBusy) != c.busy || !c.busy && err != nil {
				t.Errorf("%d/%d while %d/%d: %v", c.second.Shard, c.second.Shards, c.first.Shard, c.first.Shards, err)
			}
			if c.busy {
				same(t, "busy", contents(t, dir), before)
			}
		}
		if _, err := s.Run(t.Context(), c.first); err != nil || !tried {
			t.Errorf("%v, tried: %v", err, tried)
		}
		if _, err := s.Run(t.Context(), shard(0, 1).in(dir)); err != nil {
			t.Errorf("after it ended: %v", err)
		}
	}
}

func (o Options) in(dir string) Options {
	o.Dir = dir
	return o
}

// Merging takes all parts of the sweep, each once and whole, and nothing else.
func TestMergeRefuses(t *testing.T) {
	s := tinySweep(t, recording(random(42)))
	good := contents(t, whole(t, s))
	other := contents(t, whole(t, tinySweep(t, recording(random(42)), "cluster.a.racks=1001")))
	wide := random(44)
	longer := contents(t, whole(t, tinySweep(t, recording(wide))))
	for _, folder := range []string{partsFolder, seriesFolder} {
		parts, others, longers := named(good, folder), named(other, folder), named(longer, folder)
		kind := func(name string) string { return filepath.Join(folder, name) }
		for what, c := range map[string]struct {
			change func(files map[string]string)
			words  []string
		}{
			"one missing":   {func(f map[string]string) { delete(f, parts[4]) }, []string{"of 11 parts 1 are missing", folder, ": 4;", "run the sweep again"}},
			"some missing":  {func(f map[string]string) { deleteAll(f, parts[0], parts[2], parts[3], parts[10]) }, []string{"of 11 parts 4 are missing", ": 0, 2-3, 10;"}},
			"all missing":   {func(f map[string]string) { deleteAll(f, parts...) }, []string{"of 11 parts 11 are missing", ": 0-10;"}},
			"double":        {func(f map[string]string) { f[others[5]] = other[others[5]] }, []string{"part 5 is there twice", filepath.Base(parts[5]), filepath.Base(others[5])}},
			"foreign":       {func(f map[string]string) { delete(f, parts[5]); f[others[5]] = other[others[5]] }, []string{others[5], "is foreign", "another study"}},
			"too high":      {func(f map[string]string) { f[rename(parts[10], 11)] = good[parts[10]] }, []string{"is foreign: the study has 11 parts", "0000011-"}},
			"another name":  {func(f map[string]string) { f[rename(parts[6], 5)] = good[parts[6]]; delete(f, parts[5]) }, []string{rename(parts[6], 5), "is part 6 under another name", "run the sweep again"}},
			"stray":         {func(f map[string]string) { f[kind("notes.txt")] = "mine" }, []string{"notes.txt is no part of a sweep", folder}},
			"a copy":        {func(f map[string]string) { f[parts[1]+".bak"] = f[parts[1]] }, []string{".parquet.bak is no part of a sweep"}},
			"damaged":       {func(f map[string]string) { f[parts[7]] = f[parts[7]][1:] }, []string{parts[7], "is damaged", "run the sweep again, which mends it"}},
			"emptied":       {func(f map[string]string) { f[parts[7]] = "" }, []string{parts[7], "is damaged"}},
			"longer a part": {func(f map[string]string) { delete(f, parts[10]); f[longers[10]] = longer[longers[10]] }, []string{longers[10]}},
		} {
			files := maps.Clone(good)
			c.change(files)
			dir := lay(t, files)
			_, err := Merge(t.Context(), dir, true, nil)
			if !errors.Is(err, ErrIncomplete) {
				t.Errorf("%s, %s: %v", folder, what, err)
			}
			says(t, err, append(c.words, dir)...)
			same(t, what, contents(t, dir), files)
			if left, _ := filepath.Glob(filepath.Join(dir, ".hubcap-[0-9]*")); len(left) > 0 {
				t.Errorf("%s leaves %v", what, left)
			}
		}
	}
	_, err := Merge(t.Context(), filepath.Join(t.TempDir(), "none"), false, nil)
	says(t, err, "holds no sweep")
	m, err := Merge(t.Context(), lay(t, good), false, nil)
	if err != nil || m.Done.OK != 42 {
		t.Errorf("%+v %v", m, err)
	}
}

// A part from before the study was extended is not a whole one any more.
func TestMergeOldPart(t *testing.T) {
	few, more := tinySweep(t, random(42)), tinySweep(t, random(44))
	old, files := contents(t, whole(t, few)), contents(t, whole(t, more))
	want := maps.Clone(files)
	part := named(old, partsFolder)[10]
	delete(files, named(files, partsFolder)[10])
	files[part] = old[part]
	dir := lay(t, files)
	_, err := Merge(t.Context(), dir, false, nil)
	if !errors.Is(err, ErrIncomplete) {
		t.Error(err)
	}
	says(t, err, part, "has 2 points, not 4; run the sweep again")
	do(t, more, Options{Dir: dir})
	same(t, "mended", contents(t, dir), want)
}

func deleteAll(files map[string]string, names ...string) {
	for _, name := range names {
		delete(files, name)
	}
}

// rename is the name of a part with another number.
func rename(name string, part int) string {
	folder, base := filepath.Split(name)
	return filepath.Join(folder, fmt.Sprintf("%07d%s", part, base[7:]))
}

// Merging again, even without asking for the CSV, leaves everything as it was, and makes what is
// there anew.
func TestMergeAgain(t *testing.T) {
	s := tinySweep(t, recording(random(42)))
	dir := whole(t, s)
	before := contents(t, dir)
	for _, name := range merged() {
		put(filepath.Join(dir, name), []byte("old")) //nolint:errcheck // it is seen below
		if _, err := Merge(t.Context(), dir, false, nil); err != nil {
			t.Fatal(err)
		}
		same(t, "merged again", contents(t, dir), before)
	}
	if err := os.Remove(filepath.Join(dir, result.RunsCSVName)); err != nil {
		t.Fatal(err)
	}
	if _, err := Merge(t.Context(), dir, false, nil); err != nil {
		t.Fatal(err)
	}
	delete(before, result.RunsCSVName)
	same(t, "merged without CSV", contents(t, dir), before)
}

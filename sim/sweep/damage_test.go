package sweep

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hubcap/sim/result"
)

// spoil is a file cut off at every length and with every byte flipped.
func spoil(text string, each func(what string, spoilt string)) {
	for n := range len(text) {
		each("cut off", text[:n])
		each("flipped", text[:n]+string([]byte{text[n] ^ 1<<(n%8)})+text[n+1:])
	}
	each("longer", text+"\x00")
}

// However a part was damaged, the next sweep finds it, says so and does it again, and merging
// refuses it.
func TestDamagedPart(t *testing.T) {
	s := tinySweep(t, recording(random(5)))
	good := contents(t, whole(t, s))
	dir := lay(t, good)
	all := func(int) bool { return true }
	for _, folder := range []string{partsFolder, seriesFolder} {
		name := named(good, folder)[0]
		path := filepath.Join(dir, name)
		n := 0
		spoil(good[name], func(what, spoilt string) {
			n++
			if filepath.Base(path) == partName(0, []byte(spoilt)) {
				t.Fatalf("%s, %s at %d: not seen", folder, what, len(spoilt))
			}
			if n%211 > 0 && n > 3 { // that would take long
				return
			}
			for name, text := range good { // what was taken away
				set(t, filepath.Join(dir, name), text)
			}
			set(t, path, spoilt)
			if n%1055 == 0 || n <= 3 {
				_, err := Merge(t.Context(), dir, true, nil)
				says(t, err, path, "is damaged", "run the sweep again")
				if r := do(t, s, Options{Dir: dir}); !slices.Equal(r.Damaged, []string{path}) || r.Reused != 1 {
					t.Errorf("%s, %s at %d: %+v", folder, what, len(spoilt), r)
				}
				same(t, "mended", contents(t, dir), good)
				return
			}
			st, err := s.survey(dir, all)
			if err != nil || !slices.Equal(st.damaged, []string{path}) || !slices.Equal(st.done, []bool{false, true}) || st.reused != 1 {
				t.Fatalf("%s, %s at %d: %+v %v", folder, what, len(spoilt), st, err)
			}
		})
		if n < 2000 {
			t.Errorf("%d damages", n)
		}
	}
}

// Whatever else happens to the files of a sweep, the next one comes to what an untouched one
// does, and says what was damaged.
func TestMended(t *testing.T) {
	s := tinySweep(t, recording(random(14))) // 4 parts
	good := contents(t, whole(t, s))
	for _, folder := range []string{partsFolder, seriesFolder} {
		parts := named(good, folder)
		for what, c := range map[string]struct {
			change          func(files map[string]string)
			damaged, reused int
		}{
			"nothing":          {func(map[string]string) {}, 0, 14},
			"removed":          {func(f map[string]string) { delete(f, parts[1]) }, 0, 10},
			"all removed":      {func(f map[string]string) { deleteAll(f, parts...) }, 0, 0},
			"renamed":          {func(f map[string]string) { f[rename(parts[1], 2)] = f[parts[1]]; deleteAll(f, parts[1], parts[2]) }, 1, 6},
			"swapped":          {func(f map[string]string) { swap(f, parts[1], parts[2]) }, 2, 6},
			"copied":           {func(f map[string]string) { f[rename(parts[1], 3)] = f[parts[1]] }, 1, 14},
			"beyond":           {func(f map[string]string) { f[rename(parts[1], 9)] = f[parts[1]] }, 1, 14},
			"in the other":     {func(f map[string]string) { crossed(f) }, 8, 0},
			"left behind":      {func(f map[string]string) { f[folder+"/.hubcap-0000001-x.parquet-1"] = "half" }, 0, 14},
			"manifest removed": {func(f map[string]string) { delete(f, result.ManifestFile) }, 0, 14},
			"merged removed":   {func(f map[string]string) { deleteAll(f, merged()...) }, 0, 14},
			"merged damaged":   {func(f map[string]string) { f[result.RunsFileName] = "x" }, 0, 14},
			"merged halfway": {func(f map[string]string) {
				f[".hubcap-123/"+result.RunsFileName] = "half"
				f[".hubcap-manifest.json-1"] = "half"
			}, 0, 14},
		} {
			files := maps.Clone(good)
			c.change(files)
			dir := lay(t, files)
			r := do(t, s, Options{Dir: dir})
			if len(r.Damaged) != c.damaged || r.Reused != c.reused || r.Again > 0 || r.Extended > 0 {
				t.Errorf("%s, %s: %+v, want %d damaged and %d reused", folder, what, r, c.damaged, c.reused)
			}
			same(t, folder+", "+what, contents(t, dir), good)
			left, _ := filepath.Glob(filepath.Join(dir, ".hubcap-[^l]*"))
			more, _ := filepath.Glob(filepath.Join(dir, "*", ".*"))
			if left = append(left, more...); len(left) > 0 {
				t.Errorf("%s, %s: %v is left", folder, what, left)
			}
		}
	}
}

func swap(files map[string]string, a, b string) {
	files[rename(a, 8)], files[rename(b, 8)] = files[a], files[b]
	x, y := rename(a, partOf(b)), rename(b, partOf(a))
	files[x], files[y] = files[a], files[b]
	deleteAll(files, a, b, rename(a, 8), rename(b, 8))
}

func partOf(name string) int {
	return int(filepath.Base(name)[6] - '0')
}

// crossed puts the bytes of the parts of the table and of series in the place of each other.
func crossed(files map[string]string) {
	parts, series := named(files, partsFolder), named(files, seriesFolder)
	for i := range parts {
		files[parts[i]], files[series[i]] = files[series[i]], files[parts[i]]
	}
}

// The parts of the table are no parts of series, whatever their names.
func TestPartsElsewhere(t *testing.T) {
	s := tinySweep(t, recording(random(14)))
	files := contents(t, whole(t, s))
	parts, series := named(files, partsFolder), named(files, seriesFolder)
	files[partsFolder+"/"+filepath.Base(series[2])] = files[series[2]]
	files[seriesFolder+"/"+filepath.Base(parts[2])] = files[parts[2]]
	deleteAll(files, parts[2], series[2])
	dir := lay(t, files)
	if m, err := Merge(t.Context(), dir, true, nil); err == nil {
		t.Errorf("merged: %+v", m.Done)
	}
}

// A manifest that was cut off or changed is said to be, and taken for nothing; taken away, the
// parts tell whose they are.
func TestDamagedManifest(t *testing.T) {
	s := tinySweep(t, recording(random(5)))
	good := contents(t, whole(t, s))
	dir := lay(t, good)
	path := filepath.Join(dir, result.ManifestFile)
	n := 0
	spoil(good[result.ManifestFile], func(what, spoilt string) {
		if n++; n%13 > 0 || what == "longer" {
			return
		}
		set(t, path, spoilt)
		m, err := result.ReadManifest(dir)
		if err == nil { // a letter that is as good as it was
			data, err := m.JSON()
			if err != nil || string(data) != good[result.ManifestFile] {
				t.Fatalf("%s at %d: taken for %s", what, len(spoilt), data)
			}
			return
		}
		if n%650 == 0 {
			_, err := Merge(t.Context(), dir, true, nil)
			says(t, err, path)
			_, err = s.Run(t.Context(), Options{Dir: dir, MostFailures: -1})
			says(t, err, path, "take a damaged file away", "--fresh")
		}
	})
	for old, text := range map[string]string{
		`"layout": 1`: `"layout": 2`,
		`"runs": 5`:   `"runs": 6`,
		`"points": 5,
  "runs"`: `"points": 6,
  "runs"`,
		`"required": 1500`: `"required": 1400`,
		`"name": "test"`:   `"name": "rest"`,
		`"ok": 5`:          `"ok": 4`,
	} {
		if strings.Count(good[result.ManifestFile], old) != 1 {
			t.Fatalf("%s is there %d times", old, strings.Count(good[result.ManifestFile], old))
		}
		set(t, path, strings.Replace(good[result.ManifestFile], old, text, 1))
		_, err := Merge(t.Context(), dir, true, nil)
		says(t, err, path)
		_, err = s.Run(t.Context(), Options{Dir: dir, MostFailures: -1})
		says(t, err, path, "hubcap sweep --fresh")
	}
	delete(good, result.ManifestFile)
	other := tinySweep(t, random(5))
	_, err := other.Run(t.Context(), Options{Dir: lay(t, good), Fresh: true, MostFailures: -1})
	if !errors.Is(err, result.ErrExists) {
		t.Errorf("took the parts of another study for its own: %v", err)
	}
}

// What a killed process has left is taken away by the next sweep of all, and by merging; a shard
// leaves what may be others' alone.
func TestTidied(t *testing.T) {
	s := tinySweep(t, random(14))
	dir := whole(t, s)
	half := []string{".hubcap-123/" + result.RunsFileName, ".hubcap-manifest.json-1", partsFolder + "/.hubcap-0000002-x-1", seriesFolder + "/.hubcap-0000002-x-1"}
	left := func() (n int) {
		for _, name := range half {
			if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
				n++
			}
		}
		return n
	}
	for what, c := range map[string]struct {
		do   func() error
		left int
	}{
		"sweep": {func() error { _, err := s.Run(t.Context(), Options{Dir: dir}); return err }, 0},
		"merge": {func() error { _, err := Merge(t.Context(), dir, true, nil); return err }, 0},
		"shard": {func() error { _, err := s.Run(t.Context(), Options{Dir: dir, Shard: 1, Shards: 3}); return err }, 4},
		"own":   {func() error { _, err := s.Run(t.Context(), Options{Dir: dir, Shard: 2, Shards: 3}); return err }, 4},
	} {
		for _, name := range half {
			set(t, filepath.Join(dir, name), "half")
		}
		if err := c.do(); err != nil || left() != c.left {
			t.Errorf("%s: %d files are left, want %d: %v", what, left(), c.left, err)
		}
	}
}

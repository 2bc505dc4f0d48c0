package sweep

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hubcap/sim/result"
)

// settle sees that a folder is that of this study, or makes it so, and returns how many points the
// study had before if it has more now.
func (s *Sweep) settle(dir string, fresh bool) (before int, err error) {
	if err := s.pointsOfFile(); err != nil {
		return 0, err
	}
	settled, err := hold(filepath.Join(dir, settleLock), waiting) // shards may begin at the same time
	if err != nil {
		return 0, err
	}
	defer settled()
	if _, err := os.Stat(filepath.Join(dir, result.ManifestFile)); errors.Is(err, fs.ErrNotExist) {
		if s.orphans(dir) {
			return 0, s.renew(dir, fresh)
		}
		if err := empty(dir); err != nil {
			return 0, err
		}
		return 0, s.putManifest(dir)
	}
	if fresh {
		return 0, s.renew(dir, true)
	}
	old, err := result.ReadManifest(dir)
	switch {
	case err != nil:
		return 0, fmt.Errorf("%w; or take a damaged file away: the parts know their study, and the same command goes on", err)
	case old.Study.Hash != s.manifest.Study.Hash:
		return 0, fmt.Errorf("--out %s %w: %s; %s", dir, ErrChanged, s.differs(old), otherwise)
	case old.Points > s.points:
		return 0, fmt.Errorf("--out %s %w: it has %s points, and this one only %s; %s", dir, ErrChanged,
			result.Grouped(float64(old.Points), 0), result.Grouped(float64(s.points), 0), otherwise)
	}
	if s.source != nil {
		now, err := s.hashOfPoints(old.Points)
		if err != nil {
			return 0, err
		}
		if now != old.Design.PointsHash {
			return 0, fmt.Errorf("--out %s %w: the first %s points of the file are others than before; rows may be added at its end; %s", dir, ErrChanged, result.Grouped(float64(old.Points), 0), otherwise)
		}
	}
	if old.Points == s.points {
		return 0, nil
	}
	if err := unmerge(dir); err != nil {
		return 0, err
	}
	return old.Points, s.putManifest(dir)
}

// renew makes the folder that of this study, with what it has of it, or with nothing.
func (s *Sweep) renew(dir string, fresh bool) error {
	if fresh {
		if err := empties(dir); err != nil {
			return err
		}
	}
	return s.putManifest(dir)
}

// orphans tells whether a folder without a manifest has parts of this study: then only that file
// was lost.
func (s *Sweep) orphans(dir string) bool {
	l, err := list(filepath.Join(dir, partsFolder))
	if err != nil {
		return false
	}
	for _, f := range l.parts {
		data, err := f.bytes()
		if err != nil {
			continue
		}
		meta, _, err := result.ReadPartMeta(data)
		return err == nil && meta.Study == s.manifest.Study.Hash
	}
	return false
}

// pointsOfFile notes the hash of all points that come from a file.
func (s *Sweep) pointsOfFile() (err error) {
	if m := s.manifest; s.source != nil && m.Design.PointsHash == "" {
		m.Design.PointsHash, err = s.hashOfPoints(s.points)
	}
	return err
}

// hashOfPoints is that of the first n rows' values: of the hashes of the parts they are in.
func (s *Sweep) hashOfPoints(n int) (string, error) {
	text := make([]byte, 0, 64*(n/s.part+1))
	for from := 0; from < n; from += s.part {
		rows := min(s.part, n-from)
		v, err := s.read(from, rows)
		if err != nil {
			return "", err
		}
		text = append(text, v.digest(rows)...)
	}
	return digest(text), nil
}

func (s *Sweep) putManifest(dir string) error {
	data, err := s.manifest.JSON()
	if err != nil {
		return err
	}
	return put(filepath.Join(dir, result.ManifestFile), data)
}

// merged are the names of the tables that merging makes.
func merged() []string {
	return []string{result.RunsFileName, result.RunsCSVName, result.RunsSeriesName}
}

// unmerge takes the merged tables away, since the study has grown, but for those to be kept.
func unmerge(dir string, keep ...string) error {
	for _, name := range merged() {
		if slices.Contains(keep, name) {
			continue
		}
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// empties takes away what an earlier sweep has left, but for its manifest, which is replaced: so a
// folder is never one without.
func empties(dir string) error {
	for _, folder := range []string{partsFolder, seriesFolder} {
		l, err := list(filepath.Join(dir, folder))
		if err != nil {
			return err
		}
		for _, f := range slices.Concat(l.parts, l.left) {
			if err := os.Remove(f.path); err != nil {
				return err
			}
		}
	}
	return unmerge(dir)
}

// empty sees that a folder without a manifest holds nothing that could be taken for a sweep's, or
// be in its way.
func empty(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), aside) {
			return fmt.Errorf("--out %s %w, and holds no sweep; choose another folder", dir, result.ErrExists)
		}
	}
	return nil
}

// differs says in what the study of a folder differs from this one.
func (s *Sweep) differs(old *result.Manifest) string {
	now := s.manifest
	var what []string
	add := func(name string, a, b any) {
		x, errX := json.Marshal(a)
		y, errY := json.Marshal(b)
		if errX == nil && errY == nil && string(x) != string(y) {
			what = append(what, name)
		}
	}
	switch {
	case old.Version != now.Version:
		what = append(what, fmt.Sprintf("the version of the program (%s then, %s now)", old.Version, now.Version))
	case old.Build != now.Build:
		what = append(what, fmt.Sprintf("the build of the program (%s then, %s now: its numbers may differ)", cmp.Or(old.Build, "unknown"), now.Build))
	}
	add("the seed data", old.Seeds, now.Seeds)
	add("its scenarios", old.Scenarios, now.Scenarios)
	add("the members", [2]any{old.Members, old.MostFailed}, [2]any{now.Members, now.MostFailed})
	add("the sampling of members", old.Sampling, now.Sampling)
	add("the seed", old.Seed, now.Seed)
	a, b := old.Design, now.Design
	a.PointsHash, b.PointsHash = "", ""
	if s.extends() {
		a.Samples, a.Trajectories, b.Samples, b.Trajectories = 0, 0, 0, 0
	} else {
		add("the number of points", old.Points, now.Points)
	}
	add("the design", a, b)
	add("the axes", old.Axes, now.Axes)
	add("the columns of the table", old.Columns, now.Columns)
	add("the series", old.Series, now.Series)
	add("the points in a part", old.PartPoints, now.PartPoints)
	if len(what) == 0 {
		what = append(what, "what it keeps, or the last digits of an axis")
	}
	return "other are " + strings.Join(what, ", ")
}

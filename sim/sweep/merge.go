package sweep

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strings"

	"hubcap/sim/result"
)

// ErrIncomplete tells that a folder does not hold all parts of its sweep, each once and whole.
var ErrIncomplete = errors.New("cannot be merged")

// Merge makes one table of the parts of a finished sweep: runs.parquet, with csv runs.csv too, and
// series.parquet where series are kept. Then the manifest says what they hold. The same parts give
// the same bytes, whoever has made them.
func Merge(ctx context.Context, dir string, csv bool, progress func(done, parts int)) (*result.Manifest, error) {
	if _, err := result.ReadManifest(dir); err != nil { // before a lock is left there
		return nil, err
	}
	unlock, err := lock(dir, 0, 1)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if err := tidy(dir); err != nil {
		return nil, err
	}
	m, err := result.ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(dir, result.RunsCSVName)); err == nil {
		csv = true // it was asked for once, and is not to be lost or left as it was
	}
	parts, err := complete(m, filepath.Join(dir, partsFolder))
	if err != nil {
		return nil, fmt.Errorf("%s %w: %w", dir, ErrIncomplete, err)
	}
	var series []found
	if l, err := list(filepath.Join(dir, seriesFolder)); err != nil {
		return nil, err
	} else if len(l.parts) > 0 || len(m.Series) > 0 {
		if series, err = complete(m, filepath.Join(dir, seriesFolder)); err != nil {
			return nil, fmt.Errorf("%s %w: %w", dir, ErrIncomplete, err)
		}
	}
	w, err := newMerger(dir, m, csv, series)
	if err != nil {
		return nil, err
	}
	defer w.abort()
	for i, f := range parts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := w.add(f, i, series); err != nil {
			return nil, err
		}
		if progress != nil {
			progress(i+1, len(parts))
		}
	}
	if err := w.close(); err != nil {
		return nil, err
	}
	return m, nil
}

// complete are the files of all parts in their order, if each is there once and nothing else is.
func complete(m *result.Manifest, folder string) ([]found, error) {
	l, err := list(folder)
	if err != nil {
		return nil, err
	}
	if len(l.strange) > 0 {
		return nil, fmt.Errorf("%s is no part of a sweep; take it out of %s", l.strange[0], folder)
	}
	var missing []int
	next := 0
	for i, f := range l.parts {
		switch {
		case f.part >= m.Parts:
			return nil, fmt.Errorf("%s is foreign: the study has %d parts, numbered from 0; take it out", f.path, m.Parts)
		case f.part < next:
			return nil, fmt.Errorf("part %d is there twice, as %s and %s; take the wrong one out, or both and run the sweep again", f.part, filepath.Base(l.parts[i-1].path), filepath.Base(f.path))
		}
		for ; next < f.part; next++ {
			missing = append(missing, next)
		}
		next++
	}
	for ; next < m.Parts; next++ {
		missing = append(missing, next)
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("of %d parts %d are missing in %s: %s; run the sweep again, which does just these (part P is that of shard P modulo the number of shards)", m.Parts, len(missing), folder, ranges(missing))
	}
	return l.parts, nil
}

// ranges writes ascending numbers as 0-3, 7, and others.
func ranges(n []int) string {
	var out []string
	for i := 0; i < len(n); {
		j := i
		for j+1 < len(n) && n[j+1] == n[j]+1 {
			j++
		}
		switch {
		case len(out) == 8:
			return strings.Join(out, ", ") + " and others"
		case i == j:
			out = append(out, fmt.Sprint(n[i]))
		default:
			out = append(out, fmt.Sprintf("%d-%d", n[i], n[j]))
		}
		i = j + 1
	}
	return strings.Join(out, ", ")
}

// merger writes the tables aside.
type merger struct {
	dir, aside string
	m          *result.Manifest
	sum        hash.Hash
	files      []*os.File
	buffers    []*bufio.Writer
	runs       *result.RunsFile
	csv        *result.RunsCSV
	series     *result.SeriesFile
	done       *summary
	points     []byte // the hashes of the parts' points
}

func newMerger(dir string, m *result.Manifest, csv bool, series []found) (*merger, error) {
	aside, err := os.MkdirTemp(dir, aside)
	if err != nil {
		return nil, err
	}
	w := &merger{dir: dir, aside: aside, m: m, sum: sha256.New(), done: newSummary(m)}
	file := func(name string) io.Writer {
		f, e := os.Create(filepath.Join(aside, name))
		if e != nil {
			err = errors.Join(err, e)
			return io.Discard
		}
		w.files = append(w.files, f)
		w.buffers = append(w.buffers, bufio.NewWriterSize(f, 1<<18))
		return w.buffers[len(w.buffers)-1]
	}
	meta := map[string]string{"hubcap.study": m.Study.Hash, "hubcap.name": m.Study.Name}
	w.runs = result.NewRunsFile(io.MultiWriter(file(result.RunsFileName), w.sum), m.Columns, meta)
	if csv {
		w.csv = result.NewRunsCSV(file(result.RunsCSVName), m.Columns)
	}
	if len(series) > 0 {
		w.series = result.NewSeriesFile(file(result.RunsSeriesName), meta)
	}
	if err != nil {
		w.abort()
		return nil, err
	}
	return w, nil
}

// add adds a part, if it is the one that belongs there.
func (w *merger) add(f found, part int, series []found) error {
	data, _, err := w.part(f, part)
	if err != nil {
		return err
	}
	runs, meta, err := result.ReadPart(data, w.m.Columns)
	if err != nil {
		return fmt.Errorf("%s: %w", f.path, err)
	}
	if want := min(w.m.PartPoints, w.m.Points-part*w.m.PartPoints); runs.Len() != want {
		return fmt.Errorf("%s %w: %s has %d points, not %d; run the sweep again", w.dir, ErrIncomplete, f.path, runs.Len(), want)
	}
	w.points = append(w.points, meta.Points...)
	w.done.add(runs, meta.From)
	if err := w.runs.Write(runs); err != nil {
		return err
	}
	if w.csv != nil {
		if err := w.csv.Write(runs); err != nil {
			return err
		}
	}
	if w.series == nil {
		return nil
	}
	data, points, err := w.part(series[part], part)
	switch {
	case err != nil:
		return err
	case points != meta.Points:
		return fmt.Errorf("%s %w: %s is foreign: it is of other points than %s; take it out, and run the sweep again", w.dir, ErrIncomplete, series[part].path, f.path)
	}
	return w.series.Append(data)
}

// part are the bytes of a part and the hash of its points, if it is whole and of the study.
func (w *merger) part(f found, part int) (data []byte, points string, err error) {
	if data, err = f.bytes(); err != nil {
		if errors.Is(err, errDamaged) {
			err = fmt.Errorf("%s %w: %w; run the sweep again, which mends it", w.dir, ErrIncomplete, err)
		}
		return nil, "", err
	}
	meta, _, err := result.ReadPartMeta(data)
	switch {
	case err != nil:
		return nil, "", fmt.Errorf("%s: %w", f.path, err)
	case meta.Study == w.m.Study.Hash && meta.Part != part:
		return nil, "", fmt.Errorf("%s %w: %s is part %d under another name; run the sweep again, which mends it", w.dir, ErrIncomplete, f.path, meta.Part)
	case meta.Study != w.m.Study.Hash || meta.From != part*w.m.PartPoints:
		return nil, "", fmt.Errorf("%s %w: %s is foreign: it %w; take it out", w.dir, ErrIncomplete, f.path, errForeign)
	}
	return data, meta.Points, nil
}

// close puts the tables into their places, and the manifest last.
func (w *merger) close() error {
	if want := w.m.Design.PointsHash; want != "" && want != digest(w.points) {
		return fmt.Errorf("%s %w: its parts were computed for other points than %s tells of, as when shards read different files of points; run the sweep again with the right one, which says which parts are wrong", w.dir, ErrIncomplete, result.ManifestFile)
	}
	err := w.runs.Close()
	if w.csv != nil {
		err = errors.Join(err, w.csv.Close())
	}
	if w.series != nil {
		err = errors.Join(err, w.series.Close())
	}
	for i, f := range w.files {
		err = errors.Join(err, w.buffers[i].Flush(), f.Close())
	}
	if err != nil {
		return err
	}
	var made []string
	for _, f := range w.files {
		name := filepath.Base(f.Name())
		if err := os.Rename(f.Name(), filepath.Join(w.dir, name)); err != nil {
			return err
		}
		made = append(made, name)
	}
	if err := unmerge(w.dir, made...); err != nil {
		return err
	}
	w.m.Done = w.done.done(hex.EncodeToString(w.sum.Sum(nil)))
	data, err := w.m.JSON()
	if err != nil {
		return err
	}
	return put(filepath.Join(w.dir, result.ManifestFile), data)
}

// abort takes away what was not put into its place. It is called at the end in any case.
func (w *merger) abort() {
	for _, f := range w.files {
		f.Close() //nolint:errcheck // it is removed, or was closed before
	}
	os.RemoveAll(w.aside)
}

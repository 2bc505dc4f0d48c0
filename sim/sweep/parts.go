package sweep

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"hubcap/sim/result"
)

// The folders of a sweep, and how what waits to be renamed begins.
const (
	partsFolder  = "parts"
	seriesFolder = "series"
	aside        = ".hubcap-"
)

// partName is a part's name: its number and the hash of its bytes, so that no part can be damaged
// unseen.
func partName(part int, data []byte) string {
	return fmt.Sprintf("%07d-%.16s.parquet", part, digest(data))
}

var (
	partForm = regexp.MustCompile(`^([0-9]{7,10})-([0-9a-f]{16})\.parquet$`)
	leftForm = regexp.MustCompile(`^` + regexp.QuoteMeta(aside) + `([0-9]{7,10})-`)
)

// found is a file that has the name of a part.
type found struct {
	part int
	path string
}

// listing is what lies in a folder of parts.
type listing struct {
	parts   []found  // by number, then name
	left    []found  // that a killed sweep has left unfinished, or that is being written
	strange []string // names of other files
}

func list(folder string) (*listing, error) {
	out := &listing{}
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		to, m := &out.parts, partForm.FindStringSubmatch(e.Name())
		if m == nil {
			to, m = &out.left, leftForm.FindStringSubmatch(e.Name())
		}
		if m == nil {
			out.strange = append(out.strange, e.Name())
			continue
		}
		n, err := strconv.Atoi(m[1])
		if err != nil {
			return nil, err
		}
		*to = append(*to, found{n, filepath.Join(folder, e.Name())})
	}
	slices.SortStableFunc(out.parts, func(a, b found) int { return a.part - b.part })
	return out, nil
}

// errDamaged tells that a file is not what its name says.
var errDamaged = errors.New("is damaged: its bytes are not those that were written")

// bytes are those of a part, if it is whole.
func (f found) bytes() ([]byte, error) {
	data, err := os.ReadFile(f.path)
	if err != nil {
		return nil, err
	}
	if filepath.Base(f.path) != partName(f.part, data) {
		return nil, fmt.Errorf("%s %w", f.path, errDamaged)
	}
	return data, nil
}

// put writes a file aside and renames it.
func put(path string, data []byte) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	file, err := os.CreateTemp(dir, aside+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	err = errors.Join(err, file.Chmod(0o644), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		os.Remove(file.Name())
	}
	return err
}

// tidy takes away what killed processes have left unfinished. Nobody else may be at work.
func tidy(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if name := e.Name(); strings.HasPrefix(name, aside) && !strings.HasPrefix(name, lockFile) {
			if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
				return err
			}
		}
	}
	for _, folder := range []string{partsFolder, seriesFolder} {
		l, err := list(filepath.Join(dir, folder))
		if err != nil {
			return err
		}
		for _, f := range l.left {
			if err := os.Remove(f.path); err != nil {
				return err
			}
		}
	}
	return nil
}

// state is what a folder holds of the parts that a shard is to do.
type state struct {
	done    []bool        // by part
	reused  int           // points of parts that are done
	failed  int           // of their points
	again   int           // parts that are done again because a run of theirs took too long
	begun   map[int]begun // parts that the study now has more points of
	damaged []string
}

// begun is a part of fewer points than the study now has there.
type begun struct {
	found
	rows, failed int
}

// survey looks at which parts of a shard are there, whole and of this study, and takes away what
// is not: damaged ones, those of which a run took too long, and what was never finished.
func (s *Sweep) survey(dir string, mine func(part int) bool) (*state, error) {
	parts, err := list(filepath.Join(dir, partsFolder))
	if err != nil {
		return nil, err
	}
	series, err := list(filepath.Join(dir, seriesFolder))
	if err != nil {
		return nil, err
	}
	out := &state{done: make([]bool, s.Parts()), begun: map[int]begun{}}
	for _, f := range slices.Concat(parts.left, series.left) {
		if mine(f.part) {
			os.Remove(f.path)
		}
	}
	beside, err := s.beside(series.parts, mine, out)
	if err != nil {
		return nil, err
	}
	for _, f := range parts.parts {
		if !mine(f.part) {
			continue
		}
		meta, rows, err := s.look(f, out)
		if err != nil {
			return nil, err
		}
		_, twice := out.begun[f.part]
		switch {
		case meta == nil || out.done[f.part] || len(s.study.Series) > 0 && beside[f.part].points != meta.Points, rows < s.rows(f.part) && twice:
			if err := os.Remove(f.path); err != nil {
				return nil, err
			}
			continue
		case rows < s.rows(f.part):
			out.begun[f.part] = begun{f, rows, meta.Failed}
		default:
			out.done[f.part] = true
		}
		out.reused += rows
		out.failed += meta.Failed
	}
	return out, s.leave(out, beside)
}

// leave takes away what belongs to no part: series whose part is done again or never was, and
// parts whose longer form is there.
func (s *Sweep) leave(st *state, beside map[int]side) error {
	var gone []string
	for part, f := range beside {
		if part >= len(st.done) || !st.done[part] {
			gone = append(gone, f.path)
		}
	}
	for part, f := range st.begun {
		if st.done[part] {
			gone = append(gone, f.path)
			st.reused, st.failed = st.reused-f.rows, st.failed-f.failed
			delete(st.begun, part)
		}
	}
	for _, path := range gone {
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

// side is a part of series.
type side struct {
	found
	points string // hash of the values of its points
}

// beside are the parts of series that are whole, by number; the others of the shard are taken away.
func (s *Sweep) beside(series []found, mine func(part int) bool, st *state) (map[int]side, error) {
	out := map[int]side{}
	for _, f := range series {
		if !mine(f.part) {
			continue
		}
		meta, _, err := s.open(f, st)
		if err != nil {
			return nil, err
		}
		if _, twice := out[f.part]; meta != nil && !twice {
			out[f.part] = side{f, meta.Points}
			continue
		}
		if err := os.Remove(f.path); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// open reads what a part of the table or of series says of itself; nil is one that is damaged, or
// was given the name of another, which is noted. An error tells that it is not of this study.
func (s *Sweep) open(f found, st *state) (*result.PartMeta, int, error) {
	data, err := f.bytes()
	if errors.Is(err, errDamaged) {
		st.damaged = append(st.damaged, f.path)
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	meta, rows, err := result.ReadPartMeta(data)
	switch {
	case err != nil:
		return nil, 0, fmt.Errorf("%s: %w", f.path, err)
	case meta.Study != s.manifest.Study.Hash || meta.From != meta.Part*s.part:
		return nil, 0, fmt.Errorf("%s %w; %s", f.path, errForeign, otherwise)
	case meta.Part != f.part:
		st.damaged = append(st.damaged, f.path)
		return nil, 0, nil
	}
	return &meta, rows, nil
}

// look reads what a part of the table says of itself, and how many points it has; nil is one that
// has to be done again.
func (s *Sweep) look(f found, st *state) (*result.PartMeta, int, error) {
	meta, rows, err := s.open(f, st)
	if meta == nil {
		return nil, 0, err
	}
	want := s.rows(f.part)
	if rows > want {
		return nil, 0, fmt.Errorf("%s has %d points, and the study has only %d there; %s", f.path, rows, want, otherwise)
	}
	v, err := s.read(meta.From, rows)
	switch {
	case err != nil:
		return nil, 0, err
	case v.digest(rows) != meta.Points:
		return nil, 0, fmt.Errorf("%s was computed for other points than the study now has, as when the file of points has changed, or the program; %s", f.path, otherwise)
	case rows < want && len(s.study.Series) > 0: // the study has grown, and its series go with it
		return nil, 0, nil
	case meta.Timeout > 0:
		st.again++
		return nil, 0, nil
	}
	return meta, rows, nil
}

// rows is how many points a part has.
func (s *Sweep) rows(part int) int {
	return max(0, min(s.part, s.points-part*s.part))
}

// errForeign tells that a part is not of the study.
var errForeign = errors.New("is of another study, or of another version of the program")

const otherwise = "choose another folder, or compute all anew with --fresh"

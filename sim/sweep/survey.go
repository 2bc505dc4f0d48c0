package sweep

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"hubcap/sim/result"
)

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
// is not: damaged ones, and those of which a run took too long. What was never finished stays for
// whoever is alone in the folder: another shard may be writing it.
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

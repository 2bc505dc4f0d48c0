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
		switch {
		case m == nil && strings.HasPrefix(e.Name(), "."): // file systems and people hide what is no part
			continue
		case m == nil:
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

package result

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// aside begins the names of folders in which files wait to be renamed. One that is left
// over from a killed run is in nobody's way.
const aside = ".hubcap-"

// Store puts the files into the folder. All are written aside first and then renamed,
// result.json last, and an old one is removed before anything is replaced: a folder with
// a result.json holds a whole result. Of other files only the tables that not every result
// has and the stale ones are removed, which an earlier result may have left under their
// exact names. Without force, nothing
// may be there.
func Store(dir string, files []File, stale []string, force bool) (err error) {
	_, missing := os.Stat(dir)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	files = slices.Clone(files)
	folder, err := os.MkdirTemp(dir, aside)
	if err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	defer func() {
		os.RemoveAll(folder)
		if err != nil && errors.Is(missing, fs.ErrNotExist) {
			os.Remove(dir) // only if it is still empty
		}
	}()
	for i, f := range files {
		if f.from != "" {
			continue
		}
		path := filepath.Join(folder, f.Name)
		files[i].from = path
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.Data, 0o666); err != nil {
			return err
		}
	}
	if err := Prepare(dir, force); err != nil { // somebody else may have been faster
		return err
	}
	for _, f := range files {
		if err := replaceable(dir, f.Name); err != nil {
			return err
		}
	}
	return rename(dir, files, append(Tables(), stale...))
}

// Tables are the tables that not every result has: Store takes an older one's away.
func Tables() []string { return []string{parquetFile, drawsFile, membersFile} }

// replaceable sees, before anything is touched, that a file can be put in its place.
func replaceable(dir, name string) error {
	for path := name; path != "."; path = filepath.Dir(path) {
		info, err := os.Stat(filepath.Join(dir, path))
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		case err != nil:
			return err
		case info.IsDir() == (path == name):
			return fmt.Errorf("--out: %s is in the way of %s; remove it or choose another folder", filepath.Join(dir, path), name)
		}
	}
	return nil
}

// rename takes what is stale away and puts the files into their places.
func rename(dir string, files []File, stale []string) error {
	if slices.ContainsFunc(files, func(f File) bool { return f.Name == resultFile }) {
		for _, name := range append([]string{resultFile}, stale...) {
			if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
				return err
			}
		}
		for _, name := range stale {
			os.Remove(filepath.Join(dir, filepath.Dir(name))) // if it is empty now
		}
	}
	for _, last := range []bool{false, true} {
		for _, f := range files {
			if (f.Name == resultFile) != last {
				continue
			}
			path := filepath.Join(dir, f.Name)
			if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
				return err
			}
			if err := os.Rename(f.from, path); err != nil {
				return err
			}
		}
	}
	return nil
}

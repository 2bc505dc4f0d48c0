package sweep

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// The files by which processes on one folder know of each other.
const (
	lockFile      = ".hubcap-lock"
	settleLock    = ".hubcap-lock-settle" // while the manifest is looked at and written
	shardLockForm = ".hubcap-lock-%d-of-%d"
)

// ErrBusy tells that another process is at work in the folder.
var ErrBusy = errors.New("another process is at work in the folder")

// lock keeps others from working at the same parts: a sweep of all parts, and merging, want the
// folder for themselves; shards share it, and each is there once. The lock ends with the process,
// however that ends.
func lock(dir string, shard, shards int) (unlock func(), err error) {
	if shards <= 1 {
		return hold(filepath.Join(dir, lockFile), alone)
	}
	folder, err := hold(filepath.Join(dir, lockFile), shared)
	if err != nil {
		return nil, err
	}
	own, err := hold(filepath.Join(dir, fmt.Sprintf(shardLockForm, shard, shards)), alone)
	if err != nil {
		folder()
		return nil, err
	}
	return func() { own(); folder() }, nil
}

// How a lock is taken.
type holding int

const (
	alone   holding = iota // or not at all
	shared                 // with others, or not at all
	waiting                // alone, once others have given it back
)

// hold takes the lock that a file stands for.
func hold(path string, how holding) (release func(), err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return nil, err
	}
	if err := flock(file, how); err != nil {
		file.Close() //nolint:errcheck // nothing was written
		if errors.Is(err, ErrBusy) {
			err = fmt.Errorf("%w (%s is held); wait for it, or stop it", ErrBusy, path)
		}
		return nil, err
	}
	return func() { file.Close() }, nil //nolint:errcheck // nothing was written
}

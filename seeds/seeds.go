// Package seeds holds the data that scenarios are built from: where the hubs are,
// which fibre routes join them, what weather they have, what the policy documents
// promise, and how far the real build-out had come by the end of 2022.
//
// The files are CSV, embedded in the binary, and read afresh on every call; nothing
// is cached and nothing can be changed from outside. They are facts, not settings:
// whoever wants another number overrides it in a scenario and leaves the file alone.
//
// Every row says where it is from (source) and how far to trust it (confidence):
//
//	A  official, or measured at the place itself
//	B  several sources, or one careful one
//	C  a single source, or derived from others
//	D  placed by hand or recollected without verification
//
// Never calibrate on D. The history holds no outcome later than 2022-12-31, so that a
// backtest cannot see the future it is to foretell. Some of its rows describe the time
// before but were published after; each row carries the day by which it was public
// (known_by), and a strict forecast from 2022 takes only those that
// [Observation.PublicBy] lets through. The README beside this file lists columns, units,
// origins and traps.
package seeds

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
)

//go:embed *.csv
var files embed.FS

// Origin is where a row is from and how far to trust it.
type Origin struct {
	Source     string
	Confidence string // A, B, C or D; see the package comment
}

// Hash names the data: hex SHA-256 over the names and contents of all files, each
// preceded by its length, in the order of their names. Results carry it.
func Hash() string {
	names, err := fs.Glob(files, "*.csv") // sorted
	if err != nil {
		panic(err) // the pattern is a constant
	}
	h := sha256.New()
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			panic(err) // the file is part of the binary
		}
		fmt.Fprintf(h, "%d %s %d\n", len(name), name, len(data))
		h.Write(data)
	}
	return hex.EncodeToString(h.Sum(nil))
}

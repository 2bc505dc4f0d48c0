package result

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/parquet-go/parquet-go"
)

// The names of the files of a sweep.
const (
	RunsFileName = "runs.parquet"
	RunsCSVName  = "runs.csv"
)

// Rows of a page and of a row group of runs.parquet. Compressed pages are held in memory until
// the row group is full: 8 bytes at most for each number, 10 MB with 20 columns.
const (
	runsPage  = 1 << 13
	runsGroup = 1 << 16
)

// RunsFile writes the whole table of runs from its parts in their order. Pages and row groups
// have a fixed number of rows, so that the bytes do not depend on how long the parts are.
type RunsFile struct {
	w     *runsWriter
	page  *Runs
	rows  int // of page that are filled
	pages int // since the last row group
	err   error
}

// NewRunsFile begins the table, with metadata of the caller's.
func NewRunsFile(w io.Writer, columns []RunColumn, meta map[string]string) *RunsFile {
	f := &RunsFile{page: NewRuns(columns, runsPage)}
	if f.w, f.err = newRunsWriter(columns); f.err != nil {
		return f
	}
	f.w.begin(w, metadata(meta)...)
	return f
}

// metadata are the options that write it, in the order of its keys.
func metadata(meta map[string]string) (options []parquet.WriterOption) {
	for _, key := range slices.Sorted(maps.Keys(meta)) {
		options = append(options, parquet.KeyValueMetadata(key, meta[key]))
	}
	return options
}

// Write adds rows.
func (f *RunsFile) Write(r *Runs) error {
	if f.err == nil {
		f.err = sameColumns(r.Columns, f.page.Columns)
	}
	for row := 0; row < r.Len() && f.err == nil; {
		n := min(r.Len()-row, runsPage-f.rows)
		for i := range f.page.Columns {
			if r.Columns[i].Kind == RunText {
				copy(f.page.Texts[i][f.rows:], r.Texts[i][row:row+n])
			} else {
				copy(f.page.Numbers[i][f.rows:], r.Numbers[i][row:row+n])
			}
		}
		row += n
		if f.rows += n; f.rows == runsPage {
			f.err = f.flush()
		}
	}
	return f.err
}

// flush writes the page, and the row group if it is full.
func (f *RunsFile) flush() error {
	if err := f.w.write(f.page, f.rows); err != nil {
		return err
	}
	f.rows = 0
	if f.pages++; f.pages < runsGroup/runsPage {
		return nil
	}
	f.pages = 0
	return f.w.out.Flush()
}

// Close ends the table.
func (f *RunsFile) Close() error {
	if f.err == nil {
		f.err = f.flush()
	}
	if f.err == nil {
		f.err = f.w.close()
	}
	if f.err != nil {
		return fmt.Errorf("%s: %w", RunsFileName, f.err)
	}
	return nil
}

package result

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// merged is the whole table, written in pieces of so many rows.
func merged(t *testing.T, r *Runs, piece int) []byte {
	t.Helper()
	var b bytes.Buffer
	f := NewRunsFile(&b, r.Columns, map[string]string{"study": "abc", "another": "x"})
	for from := 0; from < r.Len(); from += piece {
		if err := f.Write(r.slice(from, min(from+piece, r.Len()))); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func save(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), RunsFileName)
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// Whatever the parts, the table has the same bytes, with row groups and pages of fixed length.
func TestRunsFileFromAnyParts(t *testing.T) {
	const rows = runsGroup + runsPage + 77
	r := sweepRuns(rows)
	whole := merged(t, r, rows)
	for _, piece := range []int{900, runsPage, runsPage + 1} {
		if !bytes.Equal(merged(t, r, piece), whole) {
			t.Errorf("pieces of %d give other bytes", piece)
		}
	}
	f, err := parquet.OpenFile(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	var got []int64
	for _, g := range f.RowGroups() {
		got = append(got, g.NumRows())
	}
	if !slices.Equal(got, []int64{runsGroup, runsPage + 77}) {
		t.Errorf("row groups of %d rows", got)
	}
	if v, _ := f.Lookup("study"); v != "abc" {
		t.Errorf("study is %q", v)
	}
	keys := make([]string, 0, len(f.Metadata().KeyValueMetadata))
	for _, kv := range f.Metadata().KeyValueMetadata {
		keys = append(keys, kv.Key)
	}
	if !slices.IsSorted(keys) {
		t.Errorf("the metadata are not sorted: %q", keys)
	}
	back, err := ReadRuns(save(t, whole))
	if err != nil {
		t.Fatal(err)
	}
	differ(t, back, r)
}

func TestReadRuns(t *testing.T) {
	odd := oddRuns()
	path := save(t, merged(t, odd, 4))
	all, err := ReadRuns(path)
	if err != nil {
		t.Fatal(err)
	}
	differ(t, all, want(odd))
	some, err := ReadRuns(path, "Cause", "members")
	if err != nil || len(some.Columns) != 2 || some.Columns[0] != odd.Columns[6] {
		t.Fatal(some, err)
	}
	if !slices.Equal(some.Texts[0], want(odd).Texts[6]) || some.Numbers[1][2] != 1000 {
		t.Errorf("%v", some)
	}
	if _, err := ReadRuns(path, "rack"); err == nil || !strings.Contains(err.Error(), path+`: the table of runs has no column "rack"; it has point, zone, `) {
		t.Error(err)
	}
	if _, err := ReadRuns(path + "x"); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	empty, err := ReadRuns(save(t, merged(t, odd.slice(0, 0), 1)))
	if err != nil || empty.Len() != 0 || len(empty.Columns) != 7 {
		t.Error(empty, err)
	}
}

func TestRunsFileErrors(t *testing.T) {
	odd := oddRuns()
	f := NewRunsFile(io.Discard, odd.Columns, nil)
	if err := f.Write(sweepRuns(1)); err == nil || f.Close() == nil {
		t.Error("other columns were taken")
	}
	odd.Columns[1].Name = "point"
	if err := NewRunsFile(io.Discard, odd.Columns, nil).Close(); err == nil || !strings.Contains(err.Error(), "named \"point\"") {
		t.Error(err)
	}
	r := sweepRuns(3 * runsPage)
	for _, room := range []int{0, 3, 100_000} {
		f := NewRunsFile(&full{room: room}, r.Columns, nil)
		if err := errors.Join(f.Write(r), f.Close()); !errors.Is(err, errFull) {
			t.Errorf("room for %d bytes: %v", room, err)
		}
	}
	c := NewRunsCSV(&full{room: 1000}, r.Columns)
	if err := errors.Join(c.Write(r), c.Close()); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

// full is a disk with some room left.
type full struct{ room int }

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	n := min(len(p), f.room)
	if f.room -= n; n < len(p) {
		return n, errFull
	}
	return n, nil
}

// The memory held does not grow with the rows.
func TestRunsFileMemory(t *testing.T) {
	r := sweepRuns(1024)
	f := NewRunsFile(io.Discard, r.Columns, nil)
	before, most := held(), uint64(0)
	for i := range 300 {
		if err := f.Write(r); err != nil {
			t.Fatal(err)
		}
		if i%60 == 59 {
			most = max(most, held())
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if most > before+4<<20 {
		t.Errorf("%d MB held", (most-before)>>20)
	}
}

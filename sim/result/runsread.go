package result

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// ReadRuns reads columns of a table of runs, all of them if none is named. Nothing else is held
// in memory. The whole file is checked before.
func ReadRuns(path string, names ...string) (*Runs, error) {
	r, err := readRuns(path, names)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

func readRuns(path string, names []string) (*Runs, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	f, err := openTable(file, info.Size())
	if err != nil {
		return nil, fmt.Errorf("%w; make it again with hubcap merge", err)
	}
	columns, err := fileColumns(f)
	if err != nil {
		return nil, err
	}
	from, err := chooseColumns(columns, names)
	if err != nil {
		return nil, err
	}
	chosen := make([]RunColumn, len(from))
	for i, k := range from {
		chosen[i] = columns[k]
	}
	r := NewRuns(chosen, int(f.NumRows()))
	for i, k := range from {
		if err := readRunColumn(f, k, r, i); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// chooseColumns finds the columns of the names, or all.
func chooseColumns(columns []RunColumn, names []string) ([]int, error) {
	var all []string
	var out []int
	for i, c := range columns {
		all = append(all, c.Name)
		out = append(out, i)
	}
	if len(names) == 0 {
		return out, nil
	}
	out = out[:0:0]
	for _, name := range names {
		i := slices.Index(all, name)
		if i < 0 {
			return nil, fmt.Errorf("the table of runs has no column %q; it has %s", name, strings.Join(all, ", "))
		}
		out = append(out, i)
	}
	return out, nil
}

// openTable opens a table of a sweep once its checksum is found right.
func openTable(r io.ReaderAt, size int64) (f *parquet.File, err error) {
	defer recovered(&err)
	if err := checkSeal(r, size); err != nil {
		return nil, err
	}
	return parquet.OpenFile(r, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true), parquet.ReadBufferSize(readBuffer))
}

const readBuffer = 64 << 10 // bytes; about the page of a column

// recovered makes an error of a panic: the library panics at some files that it cannot decode.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("it cannot be decoded: %v", p)
	}
}

// fileColumns are the columns of a table of runs, from its metadata.
func fileColumns(f *parquet.File) ([]RunColumn, error) {
	text, there := f.Lookup(columnsKey)
	if !there {
		return nil, errors.New("it is no table of runs")
	}
	var columns []RunColumn
	if err := json.Unmarshal([]byte(text), &columns); err != nil {
		return nil, fmt.Errorf("its metadata say no columns: %w", err)
	}
	kinds := [...]parquet.Kind{RunNumber: parquet.Double, RunCount: parquet.Int64, RunBool: parquet.Boolean, RunText: parquet.ByteArray}
	leaves := f.Root().Columns()
	ok := len(leaves) == len(columns)
	for i := 0; ok && i < len(columns); i++ {
		ok = leaves[i].Leaf() && leaves[i].Name() == columns[i].Name && leaves[i].Type().Kind() == kinds[columns[i].Kind]
	}
	if !ok {
		return nil, errors.New("its columns are not those that its metadata name; another version of hubcap wrote it")
	}
	return columns, nil
}

// readRunColumn reads a column of the file into a column of the rows.
func readRunColumn(f *parquet.File, from int, r *Runs, to int) (err error) {
	defer recovered(&err)
	in := columnReader{kind: r.Columns[to].Kind, numbers: r.Numbers[to], texts: r.Texts[to], values: make([]parquet.Value, 1024)}
	for _, group := range f.RowGroups() {
		if err := in.chunk(group.ColumnChunks()[from]); err != nil {
			return fmt.Errorf("column %s: %w", r.Columns[to].Name, err)
		}
	}
	if in.row != r.Len() {
		return fmt.Errorf("column %s has %d rows, not %d", r.Columns[to].Name, in.row, r.Len())
	}
	return nil
}

type columnReader struct {
	kind    RunKind
	numbers []float64
	texts   []string
	row     int // the next
	values  []parquet.Value
	same    map[string]string // texts, each of which is held once
}

func (in *columnReader) chunk(c parquet.ColumnChunk) error {
	pages := c.Pages()
	defer pages.Close()
	for {
		page, err := pages.ReadPage()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		err = in.page(page.Values())
		parquet.Release(page)
		if err != nil {
			return err
		}
	}
}

func (in *columnReader) page(r parquet.ValueReader) error {
	for {
		n, err := r.ReadValues(in.values)
		for i := range in.values[:n] {
			in.take(&in.values[i])
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (in *columnReader) take(v *parquet.Value) {
	switch {
	case in.kind == RunText:
		if !v.IsNull() {
			in.texts[in.row] = in.text(v.ByteArray())
		}
	case v.IsNull():
		in.numbers[in.row] = math.NaN()
	case in.kind == RunCount:
		in.numbers[in.row] = float64(v.Int64())
	case in.kind == RunBool:
		if v.Boolean() {
			in.numbers[in.row] = 1
		}
	default:
		in.numbers[in.row] = v.Double()
	}
	in.row++
}

func (in *columnReader) text(b []byte) string {
	if text, there := in.same[string(b)]; there {
		return text
	}
	if in.same == nil {
		in.same = map[string]string{}
	}
	text := string(b)
	in.same[text] = text
	return text
}

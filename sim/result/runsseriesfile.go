package result

import (
	"errors"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"
)

// SeriesFile puts the parts of the table of series together. Pages and row groups have a fixed
// number of rows, so that the bytes do not depend on how long the parts are.
type SeriesFile struct {
	w      *seriesWriter
	values []parquet.Value
}

// NewSeriesFile begins the table, with metadata of the caller's.
func NewSeriesFile(w io.Writer, meta map[string]string) *SeriesFile {
	return &SeriesFile{w: newSeriesWriter(w, metadata(meta)...), values: make([]parquet.Value, 1024)}
}

// Append adds the rows of a part. Parts come in their order. After an error the table is of
// no use.
func (f *SeriesFile) Append(data []byte) (err error) {
	defer recovered(&err)
	var m PartMeta
	in, err := openPart(data, &m)
	if err != nil {
		return err
	}
	if !parquet.EqualNodes(in.Schema(), f.w.out.Schema()) {
		return fmt.Errorf("part %d is no table of series, or another version of hubcap wrote it", m.Part)
	}
	for _, group := range in.RowGroups() {
		if err := f.group(group); err != nil {
			return fmt.Errorf("part %d of the table of series: %w", m.Part, err)
		}
	}
	return nil
}

// group copies the rows of a row group, all columns up to the end of a page at a time.
func (f *SeriesFile) group(g parquet.RowGroup) error {
	columns := make([]chunkReader, seriesWidth)
	for j, c := range g.ColumnChunks() {
		columns[j].pages = c.Pages()
		defer columns[j].close()
	}
	out := f.w.out.ColumnWriters()
	for left := int(g.NumRows()); left > 0; {
		rows := min(left, seriesPage-f.w.rows)
		for j := range columns {
			if err := columns[j].copy(out[j], rows, f.values); err != nil {
				return err
			}
		}
		if err := f.w.wrote(rows); err != nil {
			return err
		}
		left -= rows
	}
	return nil
}

// Close ends the table.
func (f *SeriesFile) Close() error { return f.w.close() }

// chunkReader gives the values of a column of a row group one after the other.
type chunkReader struct {
	pages  parquet.Pages
	page   parquet.Page
	values parquet.ValueReader // of the page
}

// copy passes on so many values.
func (r *chunkReader) copy(to *parquet.ColumnWriter, rows int, room []parquet.Value) error {
	for rows > 0 {
		if r.page == nil {
			page, err := r.pages.ReadPage()
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF // a column is shorter than the others
			}
			if err != nil {
				return err
			}
			r.page, r.values = page, page.Values()
		}
		n, err := r.values.ReadValues(room[:min(rows, len(room))])
		if n > 0 {
			if _, err := to.WriteRowValues(room[:n]); err != nil {
				return err
			}
			rows -= n
		}
		switch {
		case errors.Is(err, io.EOF):
			parquet.Release(r.page)
			r.page = nil
		case err != nil:
			return err
		}
	}
	return nil
}

func (r *chunkReader) close() {
	if r.page != nil {
		parquet.Release(r.page)
	}
	r.pages.Close() //nolint:errcheck // nothing is left to read
}

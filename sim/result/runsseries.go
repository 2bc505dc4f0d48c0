package result

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/parquet-go/parquet-go"

	"hubcap/model"
)

// RunsSeriesName is the table of all values of the series of runs that a sweep keeps.
const RunsSeriesName = "series.parquet"

// runsSeriesRow is a row of it, in the order of its columns: by point, then member, then scope
// and quantity in the order of the study, then date. What is missing has no row. The value has
// all its digits and its bytes regrouped, as in members.parquet.
type runsSeriesRow struct {
	Point    int64   `parquet:"point,delta"`
	Member   int32   `parquet:"member,delta"` // 0 is the central run where there is no ensemble
	Date     int32   `parquet:"date,date,dict"`
	Scope    string  `parquet:"scope,dict"`
	Quantity string  `parquet:"quantity,dict"`
	Unit     string  `parquet:"unit,dict"`
	Value    float64 `parquet:"value,split"`
}

// seriesPage is how many rows a page has: few enough that the library does not end it before,
// at 256 kB. Row groups have memberGroup rows.
const seriesPage = 1 << 14

// seriesWriter writes the table column by column, in pages and row groups of a fixed length.
type seriesWriter struct {
	seal  *seal
	out   *parquet.GenericWriter[any]
	rows  int // of the page
	group int // rows of the row group in pages before
}

func newSeriesWriter(w io.Writer, options ...parquet.WriterOption) *seriesWriter {
	s := newSeal(w)
	options = append(append(tableOptions(), options...), parquet.SchemaOf(runsSeriesRow{}),
		parquet.KeyValueMetadata(sealKey, string(sealOpen())))
	return &seriesWriter{seal: s, out: parquet.NewGenericWriter[any](s, options...)}
}

// wrote ends the page, and the row group, if the rows that were written just now fill them.
func (w *seriesWriter) wrote(rows int) error {
	if w.rows += rows; w.rows < seriesPage {
		return nil
	}
	for _, c := range w.out.ColumnWriters() {
		if err := c.Flush(); err != nil {
			return err
		}
	}
	w.group += w.rows
	w.rows = 0
	if w.group < memberGroup {
		return nil
	}
	w.group = 0
	return w.out.Flush()
}

func (w *seriesWriter) close() error {
	if err := w.out.Flush(); err != nil {
		return err
	}
	w.seal.hold = true
	if err := w.out.Close(); err != nil {
		return err
	}
	return w.seal.close()
}

// SeriesPart is all values of the kept series of the runs of a part. Its compressed pages are
// held in memory, MemberRowBytes or so for each row.
type SeriesPart struct {
	file bytes.Buffer
	w    *seriesWriter
	page [seriesWidth][]parquet.Value // by column
	rows int                          // of the page that are filled
	err  error
}

// seriesWidth is how many columns there are.
const seriesWidth = 7

// NewSeriesPart begins a part; its metadata are those of the part of the table of runs.
func NewSeriesPart(m PartMeta) *SeriesPart {
	p := &SeriesPart{}
	data, err := json.Marshal(m)
	p.w, p.err = newSeriesWriter(&p.file, parquet.KeyValueMetadata(partKey, string(data))), err
	for j := range p.page {
		p.page[j] = make([]parquet.Value, seriesPage)
	}
	return p
}

// Add adds a run: its values by step, which are those of the dates, and column, with a NaN
// where there is none. Runs come by point, then member. Of the columns only the names count.
func (p *SeriesPart) Add(point, member int, dates []model.Date, columns []Column, values func(step, column int) float64) {
	at, who := parquet.Int64Value(int64(point)), parquet.Int32Value(int32(member))
	page := &p.page
	for i := range columns {
		c := &columns[i]
		scope, quantity, unit := parquet.ByteArrayValue([]byte(c.Scope)), parquet.ByteArrayValue([]byte(c.Quantity)), parquet.ByteArrayValue([]byte(c.Unit))
		for k, date := range dates {
			v := values(k, i)
			if !Number(v).written() {
				continue
			}
			n := p.rows
			page[0][n], page[1][n], page[2][n] = at, who, parquet.Int32Value(days(date))
			page[3][n], page[4][n], page[5][n] = scope, quantity, unit
			page[6][n] = parquet.DoubleValue(v + 0) // which takes the sign of -0 away
			if p.rows++; p.rows == seriesPage {
				p.flush()
			}
		}
	}
}

// flush writes the rows that wait.
func (p *SeriesPart) flush() {
	for j, c := range p.w.out.ColumnWriters() {
		if p.err == nil {
			_, p.err = c.WriteRowValues(p.page[j][:p.rows])
		}
	}
	if p.err == nil {
		p.err = p.w.wrote(p.rows)
	}
	p.rows = 0
}

// Bytes ends the part and gives it as a Parquet file.
func (p *SeriesPart) Bytes() ([]byte, error) {
	if p.flush(); p.err == nil {
		p.err = p.w.close()
	}
	return p.file.Bytes(), p.err
}

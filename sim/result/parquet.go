package result

import (
	"io"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"hubcap/model"
)

// seriesRow is a row of series.parquet. Readers get its columns in this order.
type seriesRow struct {
	Date     int32    `parquet:"date,date"` // days since 1970-01-01
	Scope    string   `parquet:"scope,dict"`
	Quantity string   `parquet:"quantity,dict"`
	Unit     string   `parquet:"unit,dict"`
	Value    *float64 `parquet:"value,optional"`
}

// spreadRow is one of an ensemble.
type spreadRow struct {
	seriesRow
	Mean *float64 `parquet:"mean,optional"`
	P05  *float64 `parquet:"p05,optional"`
	P25  *float64 `parquet:"p25,optional"`
	P50  *float64 `parquet:"p50,optional"`
	P75  *float64 `parquet:"p75,optional"`
	P95  *float64 `parquet:"p95,optional"`
}

// parquetBatch is how many rows are handed over at once.
const parquetBatch = 4096

// writeParquet writes the table of Write, with the same numbers, as Parquet.
func (s *Series) writeParquet(w io.Writer) error {
	if s.spread() {
		return writeRows(w, s, func(r spreadRow) spreadRow { return r })
	}
	return writeRows(w, s, func(r spreadRow) seriesRow { return r.seriesRow })
}

func writeRows[T any](w io.Writer, s *Series, as func(spreadRow) T) error {
	out := parquet.NewGenericWriter[T](w, tableOptions()...)
	batch := make([]T, 0, parquetBatch)
	err := s.rows(func(date model.Date, c *Column, cells []Number) error {
		var p [7]*float64
		for i, n := range cells {
			if n.written() {
				v := n.rounded()
				p[i] = &v
			}
		}
		batch = append(batch, as(spreadRow{
			seriesRow{days(date), c.Scope, string(c.Quantity), c.Unit, p[0]},
			p[1], p[2], p[3], p[4], p[5], p[6],
		}))
		if len(batch) < parquetBatch {
			return nil
		}
		_, err := out.Write(batch)
		batch = batch[:0]
		return err
	})
	if err != nil {
		return err
	}
	if _, err := out.Write(batch); err != nil {
		return err
	}
	return out.Close()
}

// tableOptions are those of every table. CreatedBy would otherwise name the version of the
// library, and the same result is to give the same bytes. Nobody asks for the least and
// greatest of the texts of a page, which mean nothing and take a sixth of the time.
func tableOptions() []parquet.WriterOption {
	options := []parquet.WriterOption{
		parquet.CreatedBy("hubcap", "1", ""), // 1 is the layout of the tables
		parquet.Compression(&zstd.Codec{Level: zstd.SpeedFastest, Concurrency: 1}),
	}
	for _, text := range []string{"scope", "quantity", "unit"} {
		options = append(options, parquet.SkipPageBounds(text), parquet.SkipPageStatistics(text))
	}
	return options
}

// days is a date as Parquet counts it.
func days(d model.Date) int32 { return int32(d.DaysSince(model.Date{Year: 1970, Month: 1, Day: 1})) }

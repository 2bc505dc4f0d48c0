package result

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"hubcap/model"
)

var nan = math.NaN()

// spreadSample is a series of an ensemble with every kind of gap: no value, no spread at a
// date, neither, and a column that only the central run has.
func spreadSample(t *testing.T) Series {
	t.Helper()
	s := sample(t).Series
	constant := func(a, b, c float64) [][]float64 {
		return [][]float64{{a, b, c}, {a - 2, b - 2, c - 2}, {a - 1, b - 1, c - 1}, {a, b, c}, {a + 1, b + 1, c + 1}, {a + 2, b + 2, c + 2}}
	}
	s.Columns[0].Spread = constant(10, nan, 1./3)
	s.Columns[1].Spread = constant(nan, 7, 9)
	s.Columns[1].Values[1] = nan
	s.Add(Column{Scope: "h,\"2\"", Quantity: model.Utilisation, Unit: "1", Values: []float64{nan, nan, .5}})
	s.Add(Column{Scope: "all", Quantity: model.Energy, Unit: "GWh", Values: []float64{4, nan, nan}, Spread: constant(6, nan, nan)})
	return s
}

const spreadTable = `date,scope,quantity,unit,value,mean,p05,p25,p50,p75,p95
2022-12-31,h,racks_in_service,rack,1,10,8,9,10,11,12
2022-12-31,all,energy,GWh,4,6,4,5,6,7,8
2023-01-31,h,racks_in_service,rack,2,,,,,,
2023-01-31,h,pue,1,,7,5,6,7,8,9
2023-02-28,h,racks_in_service,rack,3,0.3333333333,-1.666666667,-0.6666666667,0.3333333333,1.333333333,2.333333333
2023-02-28,h,pue,1,1.5,9,7,8,9,10,11
2023-02-28,"h,""2""",utilisation,1,0.5,,,,,,
`

const centralTable = `date,scope,quantity,unit,value
2022-12-31,h,racks_in_service,rack,1
2023-01-31,h,racks_in_service,rack,2
2023-01-31,h,pue,1,1.25
2023-02-28,h,racks_in_service,rack,3
2023-02-28,h,pue,1,1.5
`

func TestSeriesTable(t *testing.T) {
	spread := spreadSample(t)
	for want, s := range map[string]*Series{centralTable: &sample(t).Series, spreadTable: &spread} {
		var b bytes.Buffer
		if err := s.Write(&b); err != nil || b.String() != want {
			t.Errorf("%v\n%s\nwant\n%s", err, b.String(), want)
		}
		back, err := readSeries(strings.NewReader(want))
		if err != nil {
			t.Fatal(err)
		}
		back.fill()
		b.Reset()
		if err := back.Write(&b); err != nil || b.String() != want {
			t.Errorf("read back and written again: %v\n%s\nwant\n%s", err, b.String(), want)
		}
		for _, c := range back.Columns {
			for _, values := range append(c.Spread, c.Values) {
				if len(values) != len(back.Dates) {
					t.Errorf("%s of %s has %d values on %d dates", c.Quantity, c.Scope, len(values), len(back.Dates))
				}
			}
		}
	}
}

func TestSeriesBroken(t *testing.T) {
	for _, c := range []struct{ table, from, to, want string }{
		{spreadTable, ",p95\n", ",p99\n", `column 11 is named "p99", not "p95"`},
		{spreadTable, ",p95\n", "\n", "there are 10 columns, not 5, or 11 with an ensemble"},
		{spreadTable, ",8,9,10", ",8,9,ten", `line 2: "ten" is no number`},
		{spreadTable, ",8,9,10", ",8,9,NaN", `line 2: "NaN" is no number`},
		{spreadTable, "rack,2,", "rack,,", "line 4: there is no number in the row"},
		{spreadTable, "rack,2,", "rack,2,,", "line 4"},
		{centralTable, "rack,2", "rack,", `line 3: "" is no number`},
		{centralTable, "rack,2", "rack,2,", "line 3"},
		{centralTable, "h,pue,1,1.25", "h,racks_in_service,rack,2", "line 4: racks_in_service of h is there twice on 2023-01-31"},
		{centralTable, "2023-01-31,h,pue", "2022-12-31,h,pue", "line 4: 2022-12-31 comes after 2023-01-31"},
	} {
		changed := strings.Replace(c.table, c.from, c.to, 1)
		if changed == c.table {
			t.Fatalf("%s: nothing replaced", c.from)
		}
		if _, err := readSeries(strings.NewReader(changed)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.to, err, c.want)
		}
	}
}

// table reads a Parquet file back as the lines of a CSV file.
func table(t *testing.T, data []byte) (header, lines string, f *parquet.File) {
	t.Helper()
	f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range f.Root().Columns() {
		names = append(names, c.Name())
	}
	var b strings.Builder
	rows := parquet.NewReader(f)
	defer rows.Close()
	batch := make([]parquet.Row, 100)
	for {
		n, err := rows.ReadRows(batch)
		for _, row := range batch[:n] {
			for i, v := range row {
				if i > 0 {
					b.WriteByte(',')
				}
				switch {
				case v.IsNull():
				case names[i] == "date":
					fmt.Fprint(&b, civil(v.Int32()))
				case v.Kind() == parquet.Double:
					if x := v.Double(); math.IsNaN(x) || math.IsInf(x, 0) || x == 0 && math.Signbit(x) {
						t.Errorf("%s is %v", names[i], x)
					}
					b.WriteString(Number(v.Double()).String())
				default:
					b.WriteString(v.String())
				}
			}
			b.WriteByte('\n')
		}
		if errors.Is(err, io.EOF) {
			return strings.Join(names, ",") + "\n", b.String(), f
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// civil is the date of a day of Parquet.
func civil(day int32) model.Date {
	d := model.Date{Year: 2022, Month: 12, Day: 31}
	return d.AddDays(int(day) - 19357) // 2022-12-31 is 19,357 days after 1970-01-01
}

func TestSeriesParquet(t *testing.T) {
	spread := spreadSample(t)
	for want, s := range map[string]*Series{centralTable: &sample(t).Series, spreadTable: &spread} {
		var first, again bytes.Buffer
		if err := s.writeParquet(&first); err != nil {
			t.Fatal(err)
		}
		if err := s.writeParquet(&again); err != nil || !bytes.Equal(first.Bytes(), again.Bytes()) {
			t.Errorf("other bytes the second time: %v", err)
		}
		header, lines, f := table(t, first.Bytes())
		if want = strings.ReplaceAll(want, `"h,""2"""`, `h,"2"`); header+lines != want {
			t.Errorf("got\n%swant\n%s", header+lines, want)
		}
		if strings.Contains(f.Metadata().CreatedBy, "parquet-go") {
			t.Errorf("the bytes change with the library: %s", f.Metadata().CreatedBy)
		}
		for _, e := range f.Metadata().Schema[1:] {
			logical := fmt.Sprint(e.LogicalType)
			text := e.Name == "scope" || e.Name == "quantity" || e.Name == "unit"
			if e.Name == "date" != strings.Contains(logical, "DATE") || text != strings.Contains(logical, "STRING") {
				t.Errorf("%s is a %s", e.Name, logical)
			}
		}
	}
}

// Parquet holds the numbers of CSV, not those behind them.
func TestParquetRounds(t *testing.T) {
	s := sample(t).Series
	s.Columns[0].Values = []float64{1. / 3, math.Inf(1), math.Copysign(0, -1)}
	var b bytes.Buffer
	if err := s.writeParquet(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := parquet.Read[struct {
		Quantity string   `parquet:"quantity"`
		Value    *float64 `parquet:"value,optional"`
	}](bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil || len(rows) != 4 {
		t.Fatal(rows, err)
	}
	if v := *rows[0].Value; v != .3333333333 {
		t.Error(v)
	}
	if v := *rows[2].Value; v != 0 || math.Signbit(v) {
		t.Error(v)
	}
}

// More rows than are handed over at once.
func TestParquetLong(t *testing.T) {
	s := Series{Dates: sample(t).Series.Dates}
	for i := range 2 * parquetBatch / 3 {
		v := float64(i)
		s.Add(Column{Scope: fmt.Sprint("s", i), Quantity: "q", Unit: "1", Values: []float64{v, v + .5, nan}})
	}
	var b, text bytes.Buffer
	if err := s.writeParquet(&b); err != nil {
		t.Fatal(err)
	}
	if err := s.Write(&text); err != nil {
		t.Fatal(err)
	}
	header, lines, _ := table(t, b.Bytes())
	if header+lines != text.String() {
		t.Error("Parquet and CSV differ")
	}
}

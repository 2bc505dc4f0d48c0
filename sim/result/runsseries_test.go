package result

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

func TestSeriesPart(t *testing.T) {
	data := seriesPart(t, 5, 6)
	header, lines, _ := table(t, data)
	if want := `point,member,date,scope,quantity,unit,value
5,0,2023-01-31,zhongwei,pue,1,0.3333333333
5,0,2023-02-28,zhongwei,pue,1,5
5,0,2022-12-31,贵安,racks_in_service,rack,1
5,0,2023-01-31,贵安,racks_in_service,rack,0
5,0,2023-02-28,贵安,racks_in_service,rack,1000000000
5,1,2022-12-31,贵安,racks_in_service,rack,0.5
`; header+lines != want {
		t.Errorf("got\n%swant\n%s", header+lines, want)
	}
	if m, rows, err := ReadPartMeta(data); err != nil || m != (PartMeta{Study: "abc", Part: 5}) || rows != 6 {
		t.Errorf("%+v %d %v", m, rows, err)
	}
	if m, rows, err := ReadPartMeta(seriesPart(t, 0, 0)); err != nil || m.Study != "abc" || rows != 0 {
		t.Errorf("without rows: %+v %d %v", m, rows, err)
	}
}

// Whatever the parts, the table has the same bytes.
func TestSeriesFile(t *testing.T) {
	const points = 6000 // 36,000 rows, over two pages
	join := func(piece int) []byte {
		var b bytes.Buffer
		f := NewSeriesFile(&b, nil)
		for from := 0; from < points; from += piece {
			if err := f.Append(seriesPart(t, from, min(from+piece, points))); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	whole := join(points)
	for _, piece := range []int{97, 2730, 2731, 4096} {
		if !bytes.Equal(join(piece), whole) {
			t.Errorf("parts of %d points give other bytes", piece)
		}
	}
	_, lines, _ := table(t, whole)
	if _, want, _ := table(t, seriesPart(t, 0, points)); lines != want {
		t.Error("the rows are not those of the parts")
	}
}

func TestSeriesFileErrors(t *testing.T) {
	runs, _ := part(t, oddRuns())
	good := seriesPart(t, 0, 100)
	for want, bad := range map[string][]byte{
		"cut off":                      good[:len(good)-3],
		"part 3 is no table of series": runs,
		"no checksum":                  foreign(t),
	} {
		f := NewSeriesFile(io.Discard, nil)
		if err := f.Append(bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, not %s", err, want)
		}
	}
	f := NewSeriesFile(&full{room: 50}, nil)
	if err := errors.Join(f.Append(good), f.Close()); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

// manySeries adds points with 60 dates of some columns to a part.
func manySeries(from, points int) ([]byte, error) {
	s, member := many()
	p := NewSeriesPart(PartMeta{Part: from})
	var values []float64
	for i := from; i < from+points; i++ {
		if i%64 == 0 {
			values = member(i)
		}
		p.Add(i, 0, s.Dates, s.Columns[:20], func(step, column int) float64 { return values[step*500+column] * (1 + 1e-9*float64(i)) })
	}
	return p.Bytes()
}

// The memory held while parts are put together does not grow with them.
func TestSeriesFileMemory(t *testing.T) {
	data, err := manySeries(0, 256) // 307,200 rows
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	f := NewSeriesFile(&b, nil)
	before, most := held(), uint64(0)
	for range 8 {
		if err := f.Append(data); err != nil {
			t.Fatal(err)
		}
		most = max(most, held())
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if most > before+14<<20 {
		t.Errorf("%d MB held", (most-before)>>20)
	}
	in, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var rows []int64
	for _, g := range in.RowGroups() {
		rows = append(rows, g.NumRows())
	}
	if !slices.Equal(rows, []int64{memberGroup, memberGroup, 8*256*60*20 - 2*memberGroup}) {
		t.Errorf("row groups of %d rows", rows)
	}
}

func BenchmarkSeriesPart(b *testing.B) {
	const points = 256
	var data []byte
	for b.Loop() {
		var err error
		if data, err = manySeries(0, points); err != nil {
			b.Fatal(err)
		}
	}
	rows := float64(points * 60 * 20)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/row")
	b.ReportMetric(float64(len(data))/rows, "bytes/row")
}

func BenchmarkSeriesFile(b *testing.B) {
	data, err := manySeries(0, 256)
	if err != nil {
		b.Fatal(err)
	}
	f := NewSeriesFile(io.Discard, nil)
	i := 0
	for b.Loop() {
		if err := f.Append(data); err != nil {
			b.Fatal(err)
		}
		i++
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(i*256*60*20), "ns/row")
}

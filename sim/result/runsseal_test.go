package result

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"hubcap/model"
)

// No byte of a table can be another without it being said, be it of a page, of the footer, or
// of the checksum.
func TestFlippedBytes(t *testing.T) {
	odd := oddRuns()
	small, _ := part(t, odd)
	series := seriesPart(t, 0, 2)
	for name, data := range map[string][]byte{"part": small, "table": merged(t, odd, 4), "series": series} {
		for i := range data {
			for _, flip := range []byte{1, 0x80, 0xff} {
				bad := bytes.Clone(data)
				bad[i] ^= flip
				if err := checkSeal(bytes.NewReader(bad), int64(len(bad))); err == nil {
					t.Fatalf("%s: byte %d of %d is another, which nobody says", name, i, len(data))
				}
			}
		}
		if err := checkSeal(bytes.NewReader(data), int64(len(data))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCutTables(t *testing.T) {
	data, _ := part(t, oddRuns())
	for n := range data {
		_, _, err := ReadPart(data[:n], nil)
		if err == nil || !strings.Contains(err.Error(), "cut off") {
			t.Fatalf("the first %d of %d bytes: %v", n, len(data), err)
		}
	}
	path := save(t, data[:len(data)-100])
	if _, err := ReadRuns(path); err == nil || !strings.Contains(err.Error(), path+": it is cut off") || !strings.Contains(err.Error(), "hubcap merge") {
		t.Error(err)
	}
	long := bytes.Clone(data)
	binary.LittleEndian.PutUint32(long[len(long)-8:], math.MaxUint32) // of the footer
	for want, bad := range map[string][]byte{
		"it does not end as a Parquet file": long,
		"does not begin as a Parquet file":  []byte("point,status\n1,ok\n"),
		"no checksum of hubcap's":           foreign(t),
		"is no part of a sweep":             merged(t, oddRuns(), 9),
		"is no table of runs":               seriesPart(t, 0, 1),
		"is damaged: its checksum is":       append(bytes.Clone(data[:50]), append([]byte{data[50] + 1}, data[51:]...)...),
	} {
		if _, _, err := ReadPart(bad, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, not %s", err, want)
		}
	}
}

func foreign(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := parquet.Write(&b, []struct{ A int }{{1}}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What is sealed although it cannot be decoded is an error, never a panic.
func TestSealedNonsense(t *testing.T) {
	odd := oddRuns()
	rows := odd.Len()
	data, _ := part(t, odd)
	at := bytes.LastIndex(data, []byte(sealMark)) + len(sealMark)
	copy(data[at:], sealOpen())
	failed := 0
	for i := range data {
		if i >= at-len(sealMark) && i < at+sealDigits {
			continue
		}
		for _, flip := range []byte{1, 0x10, 0xff} {
			bad := bytes.Clone(data)
			bad[i] ^= flip
			var b bytes.Buffer
			s := seal{w: &b, sum: newSeal(nil).sum, hold: true, end: bad}
			if err := s.close(); err != nil {
				t.Fatal(err)
			}
			r, _, err := ReadPart(b.Bytes(), nil)
			switch {
			case err != nil:
				failed++
			case r.Len() != rows:
				t.Fatalf("byte %d: %d rows", i, r.Len())
			}
		}
	}
	if failed < len(data) { // pages have checksums of their own
		t.Errorf("%d of %d were found out", failed, 3*len(data))
	}
}

// The metadata must fit the table.
func TestColumnsOfAnotherTable(t *testing.T) {
	r := oddRuns().slice(0, 1)
	for _, columns := range []string{
		`{}`, `[]`, `[{"name":"point","kind":"count"},{"name":"zone","kind":"text"},{"name":"a","kind":"number"}]`,
		`[{"name":"point","kind":"count"}]`, `[{"name":"point","kind":"count"},{"name":"zone","kind":"number"}]`,
		`[{"name":"point","kind":"count"},{"name":"x","kind":"text"}]`,
	} {
		w, err := newRunsWriter(r.Columns[:2])
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		w.begin(&b, parquet.KeyValueMetadata(columnsKey, columns), parquet.KeyValueMetadata(partKey, "{}"))
		if err := errors.Join(w.write(r, 1), w.close()); err != nil {
			t.Fatal(err)
		}
		if _, _, err := ReadPart(b.Bytes(), nil); err == nil || !strings.Contains(err.Error(), "metadata") {
			t.Errorf("%s: %v", columns, err)
		}
	}
}

var seriesColumns = []Column{{Scope: "zhongwei", Quantity: model.PUE, Unit: "1"}, {Scope: "贵安", Quantity: model.RacksInService, Unit: "rack"}}

// seriesPart has two runs of each point, the second with other dates and columns.
func seriesPart(t *testing.T, from, to int) []byte {
	t.Helper()
	s, minus := sample(t).Series, math.Copysign(0, -1)
	p := NewSeriesPart(PartMeta{Study: "abc", Part: from})
	for point := from; point < to; point++ {
		p.Add(point, 0, s.Dates, seriesColumns, func(step, column int) float64 {
			return [][]float64{{nan, 1}, {1. / 3, minus}, {float64(point), 1e9}}[step][column]
		})
		p.Add(point, 1, s.Dates[:1], seriesColumns[1:], func(int, int) float64 { return .5 })
	}
	data, err := p.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

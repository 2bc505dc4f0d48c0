package result

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"hubcap/model"
)

func memberSeries(t *testing.T, dir string) *MemberSeries {
	t.Helper()
	s := sample(t).Series
	m, err := NewMemberSeries(dir, s.Dates, s.Columns)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMemberSeries(t *testing.T) {
	var before []byte
	for range 2 {
		dir := filepath.Join(t.TempDir(), "a", "b")
		m := memberSeries(t, dir)
		defer m.Abort()
		if err := m.Write(0, []float64{1, nan, 2, 1.25, 3, 1. / 3}); err != nil {
			t.Fatal(err)
		}
		if err := m.Write(7, []float64{math.Copysign(0, -1), math.Inf(1), nan, nan, nan, 8}); err != nil {
			t.Fatal(err)
		}
		for bad, want := range map[int]string{7: "member 7 cannot follow member 7", 3: "member 3 cannot follow", 1 << 31: "cannot follow"} {
			if err := m.Write(bad, make([]float64, 6)); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%d: %v", bad, err)
			}
		}
		if err := m.Write(8, make([]float64, 5)); err == nil || !strings.Contains(err.Error(), "5 values, not 2 for each of 3 dates") {
			t.Error(err)
		}
		file, err := m.Close()
		if err != nil {
			t.Fatal(err)
		}
		// The folder is free for a result while the table waits in it.
		if err := Store(dir, []File{{Name: resultFile, Data: []byte("{}")}, file}, nil, false); err != nil {
			t.Fatal(err)
		}
		m.Abort()
		if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
		data, err := os.ReadFile(filepath.Join(dir, "members.parquet"))
		if err != nil {
			t.Fatal(err)
		}
		header, lines, _ := table(t, data)
		if want := `member,date,scope,quantity,unit,value
0,2022-12-31,h,racks_in_service,rack,1
0,2023-01-31,h,racks_in_service,rack,2
0,2023-02-28,h,racks_in_service,rack,3
0,2023-01-31,h,pue,1,1.25
0,2023-02-28,h,pue,1,0.3333333333
7,2022-12-31,h,racks_in_service,rack,0
7,2023-02-28,h,pue,1,8
`; header+lines != want {
			t.Errorf("got\n%swant\n%s", header+lines, want)
		}
		if before != nil && !bytes.Equal(before, data) {
			t.Error("other bytes the second time")
		}
		before = data
	}
}

// What is not finished leaves nothing behind, and what was there before stays.
func TestMemberSeriesAborted(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	m := memberSeries(t, dir)
	if err := m.Write(0, make([]float64, 6)); err != nil {
		t.Fatal(err)
	}
	m.Abort()
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the folder is still there")
	}
	dir = t.TempDir()
	old := filepath.Join(dir, "members.parquet")
	if err := os.WriteFile(old, []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	m = memberSeries(t, dir)
	if _, err := m.Close(); err != nil {
		t.Fatal(err)
	}
	m.Abort()
	entries, _ := os.ReadDir(dir)
	if data, err := os.ReadFile(old); err != nil || string(data) != "old" || len(entries) != 1 {
		t.Errorf("%s %v %v", data, err, entries)
	}
	if _, err := NewMemberSeries(old, nil, nil); err == nil || !strings.Contains(err.Error(), "--out") {
		t.Errorf("a file for a folder: %v", err)
	}
}

// many is a plausible series of 60 dates and 500 columns, and a member of it.
func many() (s Series, member func(i int) []float64) {
	for k := range 60 {
		s.Dates = append(s.Dates, model.Date{Year: 2022, Month: 12, Day: 31}.AddMonthEnds(k))
	}
	for i := range 500 {
		s.Add(Column{Scope: fmt.Sprint("cluster-", i/20), Quantity: model.QuantityName(fmt.Sprint("quantity_", i%20)), Unit: "rack"})
	}
	values := make([]float64, 60*500)
	return s, func(i int) []float64 {
		for k := range values {
			values[k] = math.Sqrt(float64(k%500)) * (1 + float64(k/500)/60*math.Sin(float64(i)))
		}
		return values
	}
}

// held tells how many bytes are alive. It collects twice, since what lies in a sync.Pool, of
// which the writer of Parquet has many, outlives one collection: only chance says how much that is.
func held() uint64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

// The memory held does not grow with the members. Row groups come one after the other.
func TestMemberSeriesMemory(t *testing.T) {
	s, member := many()
	m, err := NewMemberSeries(t.TempDir(), s.Dates, s.Columns)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Abort()
	before, most := held(), uint64(0)
	for i := range 40 {
		if err := m.Write(i, member(i)); err != nil {
			t.Fatal(err)
		}
		if i%10 == 9 {
			most = max(most, held())
		}
	}
	file, err := m.Close()
	if err != nil {
		t.Fatal(err)
	}
	if most > before+12<<20 {
		t.Errorf("%d MB held", (most-before)>>20)
	}
	data, err := os.ReadFile(file.from)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(f.RowGroups()); n != 2 {
		t.Errorf("%d row groups", n)
	}
	if n := f.NumRows(); n != 40*60*500 {
		t.Errorf("%d rows", n)
	}
}

func BenchmarkMemberSeries(b *testing.B) {
	s, member := many()
	m, err := NewMemberSeries(b.TempDir(), s.Dates, s.Columns)
	if err != nil {
		b.Fatal(err)
	}
	defer m.Abort()
	values := member(1)
	i := 0
	for b.Loop() {
		if err := m.Write(i, values); err != nil {
			b.Fatal(err)
		}
		i++
	}
	if _, err := m.Close(); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(i*len(values)), "ns/row")
}

package study

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

const fromFile = "[design]\nkind = \"points\"\nfile = \"p.csv\"\n"

// three is a study of points with an axis of numbers, one of years and one of words.
var three = head + fromFile + axisOf("lead", lead, "") + axisOf("year", "cluster.c.fleet.f.built_to", "") + policies

// What Read gives anywhere is what a plain reader of CSV gives, however the file is written.
func TestPoints(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	const rows = 3*rowsPerMark + 17
	var b strings.Builder
	b.WriteString("\ufeff\"policy\", lead ,year\r\n")
	for i := range rows {
		policy := []string{`none`, `"fixed-rate"`, ` none `, `"none"`}[random.IntN(4)]
		lead := strconv.FormatFloat(240*random.Float64(), 'g', -1, 64)
		if random.IntN(5) == 0 {
			lead = `"` + lead + `"`
		}
		fmt.Fprintf(&b, "%s,%s,%d", policy, lead, 2015+random.IntN(6))
		b.WriteString([]string{"\n", "\r\n", "\n\n", "\r\n\r\n\n"}[random.IntN(4)])
		if i == rowsPerMark {
			b.WriteString(strings.Repeat("\n", 1<<17)) // more than a buffer holds
		}
	}
	text := strings.TrimRight(b.String(), "\r\n") // the last line has no end
	s := good(t, three, "p.csv", text)
	p := s.Points
	plain := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	plain.TrimLeadingSpace = true
	records, err := plain.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	records = records[1:]
	if p.Len() != rows || len(records) != rows {
		t.Fatalf("%d rows, plain %d, want %d", p.Len(), len(records), rows)
	}
	sum := sha256.Sum256([]byte(text))
	if p.SHA256() != hex.EncodeToString(sum[:]) {
		t.Error("the SHA-256 is that of something else")
	}
	same := func(from, n int) {
		t.Helper()
		out := [][]float64{make([]float64, n+1), make([]float64, n+1), make([]float64, n+1)}
		for i := range out {
			out[i][n] = -1
		}
		if err := p.Read(from, n, out); err != nil {
			t.Fatal(err)
		}
		for i := range n {
			r := records[from+i]
			lead, _ := strconv.ParseFloat(r[1], 64)
			year, _ := strconv.ParseFloat(r[2], 64)
			policy := float64(slices.Index([]string{"none", "fixed-rate"}, strings.TrimSpace(r[0])))
			if out[0][i] != lead || out[1][i] != year || out[2][i] != policy {
				t.Fatalf("row %d is %v %v %v, want %v", from+i, out[0][i], out[1][i], out[2][i], r)
			}
		}
		if out[0][n] != -1 || out[2][n] != -1 {
			t.Error("more was written than asked for")
		}
	}
	for _, at := range []int{0, 1, rowsPerMark - 1, rowsPerMark, rowsPerMark + 1, rows - 1} {
		same(at, 1)
	}
	same(0, rows)
	same(rows, 0)
	for range 50 {
		from := random.IntN(rows)
		same(from, random.IntN(rows-from+1))
	}
	for _, bad := range [][2]int{{-1, 1}, {0, rows + 1}, {rows, 1}, {0, -1}} {
		if p.Read(bad[0], bad[1], nil) == nil {
			t.Errorf("%d rows from %d are read", bad[1], bad[0])
		}
	}
}

// A file that has changed is said to have, whatever stands in it now.
func TestPointsThatChange(t *testing.T) {
	const text = "lead\n7\n8\n9\n"
	for name, change := range map[string]func(name string) error{
		"longer":  func(name string) error { return os.WriteFile(name, []byte(text+"10\n"), 0o666) },
		"shorter": func(name string) error { return os.Truncate(name, 6) },
		"later":   func(name string) error { return os.Chtimes(name, time.Time{}, time.Unix(1e9, 0)) },
	} {
		s := good(t, head+fromFile+axisOf("lead", lead, ""), "p.csv", text)
		out := [][]float64{make([]float64, 3)}
		if err := s.Points.Read(0, 3, out); err != nil || !slices.Equal(out[0], []float64{7, 8, 9}) {
			t.Fatal(err, out)
		}
		if err := change(filepath.Join(filepath.Dir(s.Files[0]), "p.csv")); err != nil {
			t.Fatal(err)
		}
		if err := s.Points.Read(0, 1, out); err == nil || !strings.Contains(err.Error(), "p.csv has changed since the study was loaded") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMistakesOfPoints(t *testing.T) {
	many := "lead,year,policy\n" + strings.Repeat("x,2017,none\n", 25)
	var told []string
	for i := range 20 {
		told = append(told, fmt.Sprintf("%d:1: lead: \"x\" is no number", i+2))
	}
	for _, c := range []struct{ text, want string }{
		{"", "1:1: the file is empty; it needs a header with the ids of the axes, and a row for each point"},
		{"\r\n\n", "3:1: the file is empty; it needs a header with the ids of the axes, and a row for each point"},
		{"lead,year,policy\n\n", "3:1: there is no row below the header, so there is no point"},
		{"lead;year;policy\n1;2;3\n", "1:1: the header is one cell, \"lead;year;policy\"; columns are separated by commas"},
		{"lead,laed,lead\n1,2,3\n", "1:1: policy: has no column; the header has to name every axis\n1:1: year: has no column; the header has to name every axis\n1:6: the study has no axis \"laed\"; did you mean lead?\n1:11: lead: has a second column; an axis has one"},
		{"lead,year,policy\n1,2017\n1,2017,none,4\n", "2:1: has 2 cells, and the header has 3\n3:1: has 4 cells, and the header has 3"},
		{"\ufeff\"policy\",lead,year\n\n贵,-1,2017.5\n\"none\" x,1,2017\n\"none,1,2017\n,,\nnone,nan,0x7e1\nnone,1e999,1\n",
			"3:1: policy: \"贵\" is none of the values of the axis: none, fixed-rate\n3:3: lead: -1 is out of range; allowed is 0 to 240 month\n3:6: year: 2017.5 is no year\n" +
				"4:1: something stands behind a cell in quotes; a comma belongs there\n5:1: a quote is not closed; no cell spans several lines\n" +
				"6:1: policy: \"\" is none of the values of the axis: none, fixed-rate\n6:2: lead: is empty, and a number is wanted\n6:3: year: is empty, and a number is wanted\n" +
				"7:6: lead: is not finite; give a number\n7:10: year: \"0x7e1\" is no number\n8:6: lead: \"1e999\" is no number\n8:12: year: 1 is out of range; allowed is 1990 to 2200 year"},
		{many, strings.Join(told, "\n") + "\n27:1: and 5 more mistakes up to here"},
		{"lead,year,policy\n1,2017,none\n" + strings.Repeat("1", mostLine+9), "3:1: the line has more than 1048576 bytes; each point is a line of its own"},
	} {
		if got := strings.ReplaceAll(said(t, three, "p.csv", c.text), "p.csv:", ""); got != c.want {
			t.Errorf("%.200q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// Splitting a line is what the reader of the standard library does, where that takes the line.
func FuzzSplit(f *testing.F) {
	for _, line := range []string{"a,b", `"a,""b""", c`, `"a" ,b`, `a"b,`, "", ",", `"`, " \t\"x\"\t"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if strings.ContainsAny(line, "\r\n\v\f\u0085\u00a0") || len(bytes.TrimSpace([]byte(line))) == 0 {
			return
		}
		plain := csv.NewReader(strings.NewReader(line))
		plain.TrimLeadingSpace = true
		want, err := plain.Read()
		cells, wrong := newLines(nil).split([]byte(line))
		if err != nil {
			return // it takes less
		}
		var got []string
		for i, c := range cells {
			got = append(got, string(c.text))
			if c.at < 0 || c.at > len(line) || i > 0 && c.at <= cells[i-1].at {
				t.Errorf("%q: cell %d stands at %d", line, i, c.at)
			}
		}
		if wrong != "" || !slices.Equal(got, want) && !strings.ContainsFunc(line, func(r rune) bool { return r > 127 }) {
			t.Errorf("%q: got %q (%s), want %q", line, got, wrong, want)
		}
	})
}

package validation

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"hubcap/model/network"
)

// byName finds the places of small.
func byName(name string) (string, error) {
	for _, p := range [][3]string{{"a", "Aville", "甲"}, {"b", "Btown", "乙"}, {"c", "Cburg", "丙"}, {"lost", "Lost", "丁"}} {
		if name == p[0] || name == p[1] || name == p[2] {
			return p[0], nil
		}
	}
	return "", fmt.Errorf("there is no place %q", name)
}

func TestReadMeasured(t *testing.T) {
	const file = "\ufeff# mine\r\n\r\nfrom, to ,MS,kind,service,date\r\n" +
		"a,Btown,4.5,,,\r\n" +
		"\"Aville\", 丙 ,7,round-trip,optical,2021-06-30\r\n" +
		"# done\nc,c,.5,one-way,public,"
	rows, err := ReadMeasured("m.csv", []byte(file), byName)
	if err != nil {
		t.Fatal(err)
	}
	want := []Measured{
		{ID: "m.csv:4", From: "a", To: "b", Ms: 4.5, Service: network.Public, Role: Own},
		{ID: "m.csv:5", From: "a", To: "c", Ms: 7, RoundTrip: true, Service: network.Optical, Role: Own, Date: "2021-06-30"},
		{ID: "m.csv:7", From: "c", To: "c", Ms: .5, Service: network.Public, Role: Own},
	}
	if fmt.Sprint(rows) != fmt.Sprint(want) {
		t.Errorf("%+v\nwant %+v", rows, want)
	}
	short, err := ReadMeasured("m.csv", []byte("ms,to,from\n3,b,a"), byName)
	if err != nil || len(short) != 1 || short[0].From != "a" || short[0].Ms != 3 || short[0].RoundTrip {
		t.Errorf("%+v, %v", short, err)
	}
}

// All mistakes at once, each where it stands, in characters.
func TestReadMeasuredNamesEveryFault(t *testing.T) {
	const file = "from,to,ms,kind,service,date\n" +
		"甲,nowhere,3,rtt,,\n" +
		",b,-1,,publik,2021-02-30\n" +
		"a,b,NaN,,,\n" +
		"a,b,3,5,,,,\n" +
		"a,b\n" +
		"a,b,1e5,,,\n" +
		"a,b,\x1b[2J,,,\n"
	_, err := ReadMeasured("m.csv", []byte(file), byName)
	if err == nil {
		t.Fatal("no error")
	}
	want := []string{
		`m.csv:2:3: to: there is no place "nowhere"`,
		`m.csv:2:13: kind: rtt; allowed is one-way or round-trip`,
		`m.csv:3:1: from: empty; wanted is a place`,
		`m.csv:3:4: ms: -1; allowed is a number of ms, 0.001 to 10000`,
		`m.csv:3:8: service: publik; allowed is one of optical, direct, public, hub`,
		`m.csv:3:15: date: 2021-02-30; allowed is a day such as 2021-06-30`,
		`m.csv:4:5: ms: NaN; allowed is`,
		`m.csv:5: the number of fields is not that of the header, 6`,
		`m.csv:6: the number of fields`,
		`m.csv:7:5: ms: 1e5; allowed`,
		`m.csv:8:5: ms: \x1b[2J; allowed`,
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != len(want) {
		t.Fatalf("%d problems, want %d:\n%v", len(lines), len(want), err)
	}
	for i := range want {
		if !strings.HasPrefix(lines[i], want[i]) {
			t.Errorf("%s\nwant %s", lines[i], want[i])
		}
	}
}

func TestReadMeasuredRefuses(t *testing.T) {
	many := "from,to,ms\n" + strings.Repeat("a,b,3\n", MaxMeasuredRows)
	if rows, err := ReadMeasured("m.csv", []byte(many), byName); err != nil || len(rows) != MaxMeasuredRows {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	for _, c := range []struct{ file, want string }{
		{"", "m.csv: the file is empty; wanted are a header with from, to, ms"},
		{"# only this\n", "m.csv: the file is empty"},
		{"from,to,ms\n", "m.csv: there is no measurement"},
		{"from;to;ms\n", `m.csv:1:5: columns are separated by ';'`},
		{"from,to,delay\n", "m.csv:1:9: delay is no known column; known are from, to, ms, kind, service, date\nm.csv:1: there is no column ms; it is wanted"},
		{"from,to,ms,ms\n", "m.csv:1:12: column ms is given a second time"},
		{"from,to,ms\na,b,3\x00", "m.csv: the file is not text"},
		{"from,to,ms\na,b,\xff", "m.csv: the file is not text"},
		{many + "a,b,3\n", fmt.Sprintf("m.csv:%d: more than 10000 measurements", MaxMeasuredRows+2)},
		{"from,to,ms\n" + strings.Repeat("a,b,x\n", 25), "m.csv:2:5: ms: x;"},
		{strings.Repeat(",", MaxMeasuredBytes+1), "m.csv: the file is larger than 4 MiB"},
	} {
		_, err := ReadMeasured("m.csv", []byte(c.file), byName)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%.30q: %v, want %s", c.file, err, c.want)
		}
	}
	_, err := ReadMeasured("m.csv", []byte("from,to,ms\n"+strings.Repeat("a,b,x\n", 25)), byName)
	var p problems
	if !errors.As(err, &p) || len(p) != 25 || !strings.HasSuffix(err.Error(), "\nand 5 more") {
		t.Errorf("%v", err)
	}
	if _, err := ReadMeasured("m.csv", []byte("from,to,ms\n"+strings.Repeat(",", 1<<20)), byName); err == nil || len(err.Error()) > 200 {
		t.Errorf("a long line: %.200v", err)
	}
}

// What light forbids is shown and not counted; what has no path is named.
func TestReport(t *testing.T) {
	rows, err := ReadMeasured("m.csv", []byte("from,to,ms,kind\na,b,4.5,\na,b,2.0,round-trip\na,lost,20,\n"), byName)
	if err != nil {
		t.Fatal(err)
	}
	rows[0].Role = Fitted // whatever a caller makes of it
	d, err := CompareMeasured(rows, small(t), plain())
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Stats) != 1 || d.Stats[0].ID != "own_public" || d.Stats[0].N != 1 || d.Stats[0].Inside != 1 || len(d.LeftOut) != 0 || rows[0].Role != Fitted {
		t.Errorf("%+v, %+v", d.Stats, d.LeftOut)
	}
	for lang, want := range map[string][]string{
		"en": {"| Aville to Btown |  | public | 4.5 one way | 4.50 | 1.11 | 3.00 | 1.50 | 4.50 | 3.61 - 5.38 | 0.00 | +0 | yes |",
			"| 2 there and back | 1.00 |", "| impossible |", "m.csv:3: Aville to Btown, 1.00 ms one way, is faster than light", "m.csv:4: no path of service public leads from Aville to Lost.",
			"| your own, service public | 1 |"},
		"zh": {"| 甲—乙 |", "| 不可能 |", "m.csv:3：甲—乙，单向1.00毫秒", "m.csv:4：甲—丁之间没有"},
	} {
		var b strings.Builder
		if err := d.Report(&b, lang); err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(b.String(), w) {
				t.Errorf("no %q in\n%s", w, b.String())
			}
		}
		if strings.Contains(b.String(), "%!") || strings.Contains(b.String(), "NaN") {
			t.Errorf("a slip of format:\n%s", b.String())
		}
	}
}

func FuzzReadMeasured(f *testing.F) {
	f.Add([]byte("from,to,ms\na,b,3\n"))
	f.Add([]byte("from,to,ms,kind,service,date\na,\"b\",3,round-trip,hub,2020-01-01\n;,\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := ReadMeasured("m.csv", data, byName)
		if (err == nil) != (len(rows) > 0) {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		if _, err := CompareMeasured(rows, small(t), plain()); err != nil {
			t.Fatal(err)
		}
	})
}

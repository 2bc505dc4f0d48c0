package result

import (
	"bytes"
	"encoding/csv"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// oddRuns has a column of every kind, with and without values, names that are not in order and
// hold dots, hyphens, signs and Chinese, and texts that CSV must quote.
func oddRuns() *Runs {
	r := NewRuns([]RunColumn{
		{Name: "point", Kind: RunCount, Role: RolePoint, Label: Text{EN: "point", ZH: "点"}},
		{Name: "zone", Kind: RunText, Role: RoleScenario},
		{Name: "cluster.guian.build.lead_time_months", Kind: RunNumber, Role: RoleAxis, Unit: "month", Path: "cluster.guian.build.lead_time_months"},
		{Name: "met_贵州-all", Kind: RunBool, Role: RoleMet, Of: "all"},
		{Name: "members", Kind: RunCount, Role: RoleMembers},
		{Name: "a@2023-12-31", Kind: RunNumber, Role: RoleKept, Unit: "rack", Of: "a", Stat: "p05"},
		{Name: "Cause", Kind: RunText, Role: RoleCause},
	}, 6)
	inf := math.Inf(1)
	r.Numbers[0] = []float64{7, 8, 9, 10, 11, 1 << 53}
	r.Texts[1] = []string{"market", "", "贵安", "plan", "plan", `p"an`}
	r.Numbers[2] = []float64{0.30000000000000004, nan, 1. / 3, math.Copysign(0, -1), 5e-324, math.MaxFloat64}
	r.Numbers[3] = []float64{1, 0, nan, 1, 0, nan}
	r.Numbers[4] = []float64{0, nan, 1000, nan, 1, 1}
	r.Numbers[5] = []float64{-1e-5 / 4, 1e22, 123456789012345680, inf, -inf, 1e15 - .125}
	r.Texts[6] = []string{"", "a \"b\", c", "two\nlines", " leading", `\.`, "no\x00\xffUTF-8, 没有"}
	return r
}

// want is what is read back: -0 as 0, what is infinite as missing, texts as UTF-8.
func want(r *Runs) *Runs {
	w := NewRuns(r.Columns, r.Len())
	for i := range r.Columns {
		for row, x := range r.Numbers[i] {
			if w.Numbers[i][row] = x + 0; math.IsInf(x, 0) {
				w.Numbers[i][row] = nan
			}
		}
		for row, text := range r.Texts[i] {
			w.Texts[i][row] = strings.ReplaceAll(text, "\xff", "\uFFFD")
		}
	}
	return w
}

// slice is some of the rows.
func (r *Runs) slice(from, to int) *Runs {
	s := &Runs{Columns: r.Columns, Numbers: make([][]float64, len(r.Columns)), Texts: make([][]string, len(r.Columns))}
	for i, c := range r.Columns {
		if c.Kind == RunText {
			s.Texts[i] = r.Texts[i][from:to]
		} else {
			s.Numbers[i] = r.Numbers[i][from:to]
		}
	}
	return s
}

// differ compares rows to the bit, all missing numbers being one.
func differ(t *testing.T, got, want *Runs) {
	t.Helper()
	if err := sameColumns(got.Columns, want.Columns); err != nil || got.Len() != want.Len() {
		t.Fatalf("%d rows, not %d; %v", got.Len(), want.Len(), err)
	}
	for i, c := range want.Columns {
		if !slices.Equal(got.Texts[i], want.Texts[i]) {
			t.Errorf("%s: %q, not %q", c.Name, got.Texts[i], want.Texts[i])
		}
		if !slices.EqualFunc(got.Numbers[i], want.Numbers[i], func(a, b float64) bool {
			return math.Float64bits(a) == math.Float64bits(b) || math.IsNaN(a) && math.IsNaN(b)
		}) {
			t.Errorf("%s: %v, not %v", c.Name, got.Numbers[i], want.Numbers[i])
		}
	}
}

// part is the rows as a part, in the metadata of which every field is set.
func part(t *testing.T, r *Runs) ([]byte, PartMeta) {
	t.Helper()
	m := PartMeta{Study: "abc", Part: 3, From: 7, Points: "def", Failed: 2, Timeout: 1}
	data, err := r.Part(m)
	if err != nil {
		t.Fatal(err)
	}
	return data, m
}

func TestPartReadBack(t *testing.T) {
	odd := oddRuns()
	for _, n := range []int{0, 1, odd.Len()} {
		data, m := part(t, odd.slice(0, n))
		for _, columns := range [][]RunColumn{nil, odd.Columns} {
			got, meta, err := ReadPart(data, columns)
			if err != nil || meta != m {
				t.Fatalf("%d rows: %+v %v", n, meta, err)
			}
			differ(t, got, want(odd).slice(0, n))
			if !slices.Equal(got.Columns, odd.Columns) {
				t.Errorf("%+v", got.Columns)
			}
		}
		if meta, rows, err := ReadPartMeta(data); err != nil || meta != m || rows != n {
			t.Errorf("%+v %d %v", meta, rows, err)
		}
	}
}

// A reader that knows nothing of this package finds the same, in the order of the columns.
func TestPartForOthers(t *testing.T) {
	odd := oddRuns()
	data, _ := part(t, odd)
	type row struct {
		Point   int64    `parquet:"point"`
		Zone    *string  `parquet:"zone,optional"`
		Lead    *float64 `parquet:"cluster.guian.build.lead_time_months,optional"`
		Met     *bool    `parquet:"met_贵州-all,optional"`
		Members *int64   `parquet:"members,optional"`
		A       *float64 `parquet:"a@2023-12-31,optional"`
		Cause   *string  `parquet:"Cause,optional"`
	}
	rows, err := parquet.Read[row](bytes.NewReader(data), int64(len(data)))
	if err != nil || len(rows) != odd.Len() {
		t.Fatal(len(rows), err)
	}
	number := func(p *float64) float64 {
		if p == nil {
			return nan
		}
		return *p
	}
	text := func(p *string) string {
		if p == nil {
			return ""
		}
		return *p
	}
	got := NewRuns(odd.Columns, len(rows))
	for i, r := range rows {
		got.Numbers[0][i], got.Texts[1][i], got.Numbers[2][i] = float64(r.Point), text(r.Zone), number(r.Lead)
		got.Numbers[3][i], got.Numbers[4][i] = nan, nan
		if r.Met != nil {
			got.Numbers[3][i] = map[bool]float64{true: 1}[*r.Met]
		}
		if r.Members != nil {
			got.Numbers[4][i] = float64(*r.Members)
		}
		got.Numbers[5][i], got.Texts[6][i] = number(r.A), text(r.Cause)
		if r.Zone != nil && *r.Zone == "" || r.Lead != nil && math.IsNaN(*r.Lead) {
			t.Errorf("row %d: what is missing is not null", i)
		}
	}
	differ(t, got, want(odd))
	header, _, f := table(t, data)
	if want := "point,zone,cluster.guian.build.lead_time_months,met_贵州-all,members,a@2023-12-31,Cause\n"; header != want {
		t.Errorf("%s, not %s", header, want)
	}
	for key, want := range map[string]string{
		"unit:a@2023-12-31": "rack", "unit:cluster.guian.build.lead_time_months": "month", "unit:members": "",
	} {
		if got, there := f.Lookup(key); got != want || there != (want != "") {
			t.Errorf("%s is %q", key, got)
		}
	}
	if by := f.Metadata().CreatedBy; by != "hubcap version 1(build )" {
		t.Error(by)
	}
}

// The same rows give the same bytes, whatever the encoder did before.
func TestPartBytes(t *testing.T) {
	r := sweepRuns(1000)
	wanted, m := part(t, r)
	e, err := NewPartEncoder(r.Columns)
	if err != nil {
		t.Fatal(err)
	}
	first, err := e.Encode(r, m)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		if _, err := e.Encode(sweepRuns(3000).slice(10*i, 10*i+i*i), PartMeta{Study: strings.Repeat("x", i)}); err != nil {
			t.Fatal(err)
		}
		if i == 7 { // and after an error
			bad := sweepRuns(2)
			bad.Numbers[0][1] = .5
			if _, err := e.Encode(bad, m); err == nil || !strings.Contains(err.Error(), "part 3 of the table of runs: column point, row 1: 0.5 is no count") {
				t.Fatal(err)
			}
		}
		data, err := e.Encode(r, m)
		if err != nil || !bytes.Equal(data, wanted) {
			t.Fatalf("part %d has other bytes %v", i, err)
		}
	}
	if _, err := e.Encode(r.slice(1, 900), m); err != nil || !bytes.Equal(first, wanted) {
		t.Error("a part changed when others were made")
	}
}

func TestPartErrors(t *testing.T) {
	odd := oddRuns()
	for want, spoil := range map[string]func(r *Runs){
		"two columns of the table of runs are named \"zone\"": func(r *Runs) { r.Columns[2].Name = "zone" },
		"column point, row 2: NaN is no count":                func(r *Runs) { r.Numbers[0][2] = nan },
		"column members, row 0: 1e+16 is no count":            func(r *Runs) { r.Numbers[4][0] = 1e16 },
		"row 1: 0.5 is neither 0 nor 1":                       func(r *Runs) { r.Numbers[3][1] = .5 },
	} {
		r := oddRuns()
		spoil(r)
		if _, err := r.Part(PartMeta{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, not %s", err, want)
		}
	}
	data, _ := part(t, odd)
	for want, spoil := range map[string]func(c []RunColumn) []RunColumn{
		"has 7 columns, not 6":  func(c []RunColumn) []RunColumn { return c[:6] },
		`not "zone2" (`:         func(c []RunColumn) []RunColumn { c[1].Name = "zone2"; return c },
		`unit "month"), not `:   func(c []RunColumn) []RunColumn { c[2].Unit = "year"; return c },
		`(members count, unit `: func(c []RunColumn) []RunColumn { c[4].Kind = RunNumber; return c },
	} {
		if _, _, err := ReadPart(data, spoil(slices.Clone(odd.Columns))); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, not %s", err, want)
		}
	}
}

// CSV has the same values as Parquet, each with as few digits as it needs.
func TestRunsCSV(t *testing.T) {
	odd := oddRuns()
	odd.Columns[6].Name = `the "cause", if any`
	var b bytes.Buffer
	out := NewRunsCSV(&b, odd.Columns)
	for _, rows := range []*Runs{odd.slice(0, 2), odd.slice(2, 6)} {
		if err := out.Write(rows); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if want := `point,zone,cluster.guian.build.lead_time_months,met_贵州-all,members,a@2023-12-31,"the ""cause"", if any"
7,market,0.30000000000000004,TRUE,0,-2.5e-06,
8,,,FALSE,,1e+22,"a ""b"", c"
9,贵安,0.3333333333333333,,1000,1.2345678901234568e+17,"two
lines"
10,plan,0,TRUE,,," leading"
11,plan,5e-324,FALSE,1,,"\."
`; !strings.HasPrefix(b.String(), want) {
		t.Errorf("%s\nnot\n%s", b.String(), want)
	}
	lines, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(lines) != 1+odd.Len() {
		t.Fatal(lines, err)
	}
	differ(t, parsed(t, lines[1:], odd.Columns), want(odd))

	b.Reset()
	if err := NewRunsCSV(&b, odd.Columns[:2]).Close(); err != nil || b.String() != "point,zone\n" {
		t.Errorf("%q %v", b.String(), err)
	}
	if err := NewRunsCSV(&b, odd.Columns[:2]).Write(odd); err == nil {
		t.Error("other columns were taken")
	}
}

// parsed reads the cells of a CSV as columns of these kinds.
func parsed(t *testing.T, lines [][]string, columns []RunColumn) *Runs {
	t.Helper()
	r := NewRuns(columns, len(lines))
	for row, line := range lines {
		for i, cell := range line {
			switch {
			case columns[i].Kind == RunText:
				r.Texts[i][row] = cell
			case cell == "", cell == "TRUE":
				r.Numbers[i][row] = map[string]float64{"": nan, "TRUE": 1}[cell]
			case cell != "FALSE":
				v, err := strconv.ParseFloat(cell, 64)
				if err != nil || columns[i].Kind == RunBool {
					t.Errorf("%s: %q %v", columns[i].Name, cell, err)
				}
				r.Numbers[i][row] = v
			}
		}
	}
	return r
}

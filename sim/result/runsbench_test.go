package result

import (
	"math"
	"strconv"
	"testing"
)

// sweepRuns is a plausible part with 20 columns: some repeat, some have all their digits.
func sweepRuns(rows int) *Runs {
	columns := []RunColumn{
		{Name: "point", Kind: RunCount, Role: RolePoint},
		{Name: "scenario", Kind: RunText, Role: RoleScenario},
		{Name: "lead", Kind: RunNumber, Role: RoleAxis, Unit: "month"},
		{Name: "capex", Kind: RunNumber, Role: RoleAxis, Unit: "CNY/rack"},
		{Name: "status", Kind: RunText, Role: RoleStatus},
		{Name: "cause", Kind: RunText, Role: RoleCause},
		{Name: "members", Kind: RunCount, Role: RoleMembers},
	}
	for i := range 4 {
		columns = append(columns, RunColumn{Name: "met-" + strconv.Itoa(i), Kind: RunBool, Role: RoleMet})
	}
	for i := range 9 {
		columns = append(columns, RunColumn{Name: "racks_" + strconv.Itoa(i), Kind: RunNumber, Role: RoleKept, Unit: "rack"})
	}
	r := NewRuns(columns, rows)
	for i, c := range columns {
		for row := range rows {
			x := math.Abs(math.Sin(float64(row * (i + 1)))) // without a pattern
			switch {
			case c.Role == RolePoint:
				r.Numbers[i][row] = float64(row)
			case c.Name == "status":
				r.Texts[i][row] = RunOK
				if row%100 == 99 {
					r.Texts[i][row], r.Texts[i+1][row] = RunFailed, "no capacity, at \"guian\""
				}
			case c.Role == RoleScenario:
				r.Texts[i][row] = "guizhou-2024"
			case c.Role == RoleMembers:
				r.Numbers[i][row] = 1
			case c.Name == "lead":
				r.Numbers[i][row] = float64(12 + row%30)
			case c.Kind == RunBool:
				r.Numbers[i][row] = math.Round(x)
			case c.Kind == RunNumber:
				r.Numbers[i][row] = 1e5 * x
			}
		}
	}
	return r
}

func BenchmarkPart(b *testing.B) {
	r := sweepRuns(1024)
	e, err := NewPartEncoder(r.Columns)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	var data []byte
	for i := 0; b.Loop(); i++ {
		if data, err = e.Encode(r, PartMeta{Study: "s", Part: i}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(data)), "bytes")
}

func BenchmarkPartAnew(b *testing.B) {
	r := sweepRuns(1024)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := r.Part(PartMeta{Study: "s", Part: i}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadPart(b *testing.B) {
	r := sweepRuns(1024)
	data, err := r.Part(PartMeta{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := ReadPart(data, r.Columns); err != nil {
			b.Fatal(err)
		}
	}
}

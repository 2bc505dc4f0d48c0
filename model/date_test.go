package model

import "testing"

func day(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseDate(t *testing.T) {
	for _, s := range []string{"", "2023-02-29", "2024-13-01", "2024-1-1", "24-01-01", "2024-12-31x"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("%q is read as %v", s, d)
		}
	}
	if d := day(t, "2024-02-29"); d != (Date{2024, 2, 29}) || d.String() != "2024-02-29" {
		t.Error(d)
	}
}

// Whole months between month ends are whole numbers, however long the months are.
func TestMonths(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     float64
	}{
		{"2022-12-31", "2024-12-31", 24},
		{"2022-12-31", "2023-02-28", 2},
		{"2024-02-29", "2024-04-30", 2},
		{"2024-01-31", "2023-12-31", -1},
		{"2022-12-31", "2023-06-15", 5.5},
	} {
		if got := day(t, c.to).MonthsSince(day(t, c.from)); got != c.want {
			t.Errorf("%s to %s: %v months, want %v", c.from, c.to, got, c.want)
		}
	}
	if got := day(t, "2024-01-31").AddMonthEnds(1); got != day(t, "2024-02-29") {
		t.Error(got)
	}
	if got := day(t, "2022-12-31").AddMonthEnds(-10); got != day(t, "2022-02-28") {
		t.Error(got)
	}
	if got := day(t, "2024-03-01").DaysSince(day(t, "2024-02-28")); got != 2 {
		t.Error(got)
	}
}

func TestStepEnds(t *testing.T) {
	for _, c := range []struct {
		step, end, last string
		n               int
	}{
		{"month", "2024-12-31", "2024-12-31", 24},
		{"quarter", "2024-12-31", "2024-12-31", 8},
		{"year", "2024-12-31", "2024-12-31", 2},
		{"week", "2023-01-14", "2023-01-14", 2},
		{"quarter", "2023-01-31", "2023-03-31", 1}, // the caller sees that it overshoots
	} {
		ends := StepEnds(Time{Start: day(t, "2022-12-31"), End: day(t, c.end), Step: c.step}, 1000)
		if len(ends) != c.n || ends[len(ends)-1] != day(t, c.last) {
			t.Errorf("%s to %s: %v", c.step, c.end, ends)
		}
	}
	dates := []Date{day(t, "2022-12-31"), day(t, "2023-01-31"), day(t, "2023-02-28")}
	for s, want := range map[string]int{"2022-12-30": -1, "2022-12-31": 0, "2023-02-27": 1, "2023-02-28": 2, "2030-01-01": 2} {
		if got := StepOf(dates, day(t, s)); got != want {
			t.Errorf("%s is in step %d, want %d", s, got, want)
		}
	}
}

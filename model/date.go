package model

import (
	"fmt"
	"time"
)

// Date is a calendar day. The zero value is no date.
type Date struct {
	Year, Month, Day int
}

// ParseDate reads an ISO 8601 day, 2024-12-31, and refuses a day that does not exist.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is no date that exists; write year-month-day, as 2024-12-31", s)
	}
	return dateOf(t), nil
}

func dateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, int(m), d}
}

func (d Date) time() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

// UnmarshalText reads the day of an ISO 8601 date or date-time, and no date from nothing.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	if len(b) > len(time.DateOnly) {
		b = b[:len(time.DateOnly)]
	}
	parsed, err := ParseDate(string(b))
	*d = parsed
	return err
}

// MarshalText writes the date in ISO 8601, or nothing for no date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// IsZero tells whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Compare is negative when d is before e, 0 on the same day, positive after.
func (d Date) Compare(e Date) int { return d.time().Compare(e.time()) }

// Before tells whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// AddDays is the day n days later.
func (d Date) AddDays(n int) Date { return dateOf(d.time().AddDate(0, 0, n)) }

// DaysSince is the number of days from e to d.
func (d Date) DaysSince(e Date) int {
	return int((d.time().Unix() - e.time().Unix()) / (24 * 60 * 60))
}

// MonthEnd is the last day of d's month.
func (d Date) MonthEnd() Date {
	return dateOf(time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC))
}

// AddMonthEnds is the last day of the month n months after d's.
func (d Date) AddMonthEnds(n int) Date {
	return dateOf(time.Date(d.Year, time.Month(d.Month+n)+1, 0, 0, 0, 0, 0, time.UTC))
}

// MonthsSince counts months from e to d. Whole months between month ends are whole
// numbers; days within a month count as their share of that month.
func (d Date) MonthsSince(e Date) float64 { return d.months() - e.months() }

// months is the time since year 0 in months; the end of a month is a whole number.
func (d Date) months() float64 {
	return float64(12*d.Year+d.Month-1) + float64(d.Day)/float64(d.MonthEnd().Day)
}

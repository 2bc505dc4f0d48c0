package model

// StepEnds lists the last days of the steps after the start, up to and including the
// first that is not before the end, and at most limit of them.
func StepEnds(t Time, limit int) []Date {
	months := map[string]int{"month": 1, "quarter": 3, "year": 12}[t.Step]
	var ends []Date
	for i := 1; i <= limit; i++ {
		end := t.Start.AddDays(7 * i)
		if months > 0 {
			end = t.Start.AddMonthEnds(months * i)
		}
		ends = append(ends, end)
		if !end.Before(t.End) {
			break
		}
	}
	return ends
}

// StepOf is the index of the last date that is not after the day: the step whose state
// holds on that day. Dates are in order; -1 when the day is before all of them.
func StepOf(dates []Date, day Date) int {
	at := -1
	for i, d := range dates {
		if day.Before(d) {
			break
		}
		at = i
	}
	return at
}

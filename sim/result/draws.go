package result

import (
	"bytes"
	"encoding/csv"
	"strconv"
)

// Member is what was drawn for one member of an ensemble and what it came to. A failed one
// has nothing but its cause.
type Member struct {
	Index     int
	Failed    string    // the cause, or empty
	Met       []bool    // by target
	Simulated []float64 // by target; NaN where the quantity has no value
	Drawn     []float64 // by Ensemble.Draws
}

// draws is draws.csv: a row for each member with the verdict on each target, its simulated
// value and every number that was drawn, for a look at what decides.
func (r *Result) draws() ([]byte, error) {
	header := []string{"member", "failed"}
	for _, t := range r.Targets {
		header = append(header, t.ID+"_met")
	}
	for _, t := range r.Targets {
		header = append(header, t.ID)
	}
	var drawn []Drawn
	if r.Ensemble != nil {
		drawn = r.Ensemble.Draws
	}
	for _, d := range drawn {
		header = append(header, d.Path)
	}
	var b bytes.Buffer
	if err := csvLine(&b, header); err != nil {
		return nil, err
	}
	const width = 12 // of a number with its comma, on average
	b.Grow(len(r.Each) * width * len(header))
	for i := range r.Each {
		m := &r.Each[i]
		line := append(strconv.AppendInt(b.AvailableBuffer(), int64(m.Index), 10), ',')
		if m.Failed != "" {
			var cause bytes.Buffer
			if err := csvLine(&cause, []string{m.Failed}); err != nil {
				return nil, err
			}
			line = append(line, bytes.TrimSuffix(cause.Bytes(), []byte("\n"))...)
		}
		for t := range r.Targets {
			if line = append(line, ','); t < len(m.Met) {
				line = strconv.AppendBool(line, m.Met[t])
			}
		}
		line = numbers(line, m.Simulated, len(r.Targets))
		line = numbers(line, m.Drawn, len(drawn))
		b.Write(append(line, '\n'))
	}
	return b.Bytes(), nil
}

// numbers appends so many cells, empty ones where there is no number.
func numbers(line []byte, values []float64, n int) []byte {
	for i := range n {
		if line = append(line, ','); i < len(values) {
			line = Number(values[i]).append(line)
		}
	}
	return line
}

func csvLine(b *bytes.Buffer, fields []string) error {
	out := csv.NewWriter(b)
	if err := out.Write(fields); err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

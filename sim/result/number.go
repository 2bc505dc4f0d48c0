package result

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

// Number is a value in a file: ten significant digits, which is more than any input
// has, and null where there is none. What is written reads back to the same bytes.
type Number float64

// mostValue is more than a result can hold, and less than a chart could not draw.
const mostValue = 1e30

// digits is the precision of numbers in files.
const digits = 10

// Missing is no number.
func Missing() Number { return Number(math.NaN()) }

// IsMissing tells whether there is no number.
func (n Number) IsMissing() bool { return math.IsNaN(float64(n)) }

// String is the number as in files, or nothing.
func (n Number) String() string {
	var room [32]byte
	return string(n.append(room[:0]))
}

// append appends the number as in files, or nothing: as decimals from 1e-4 up to 1e15, with
// an exponent elsewhere, in both cases without needless zeros and never as "-0".
func (n Number) append(b []byte) []byte {
	v := float64(n)
	switch {
	case !n.written():
		return b
	case v == 0:
		return append(b, '0')
	case math.Abs(v) < 1e-300: // so near to the least of all numbers fewer digits tell it apart
		rounded, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'e', digits-1, 64), 64)
		return strconv.AppendFloat(b, rounded, 'e', -1, 64)
	}
	var room [32]byte
	text := strconv.AppendFloat(room[:0], v, 'e', digits-1, 64) // -d.ddddddddde+xx
	if text[0] == '-' {
		b, text = append(b, '-'), text[1:]
	}
	exponent, _ := strconv.Atoi(string(text[digits+2:]))
	tail := text[digits+1:]
	text[1] = text[0] // the digits without their point
	figures := bytes.TrimRight(text[1:digits+1], "0")
	switch {
	case exponent < -4 || exponent > 14:
		b = append(b, figures[0])
		if len(figures) > 1 {
			b = append(append(b, '.'), figures[1:]...)
		}
		return append(b, tail...)
	case exponent < 0:
		b = append(b, "0.000"[:1-exponent]...)
		return append(b, figures...)
	}
	for i := range max(exponent+1, len(figures)) {
		switch {
		case i == exponent+1:
			b = append(b, '.', figures[i])
		case i < len(figures):
			b = append(b, figures[i])
		default:
			b = append(b, '0')
		}
	}
	return b
}

// written tells whether there is something to write.
func (n Number) written() bool { return !math.IsNaN(float64(n)) && !math.IsInf(float64(n), 0) }

// rounded is what reads back from a file.
func (n Number) rounded() float64 {
	if !n.written() {
		return math.NaN()
	}
	v, _ := strconv.ParseFloat(n.String(), 64)
	return v
}

// MarshalJSON writes the number or null.
func (n Number) MarshalJSON() ([]byte, error) {
	if n.written() {
		return n.append(nil), nil
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads a number or null.
func (n *Number) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*n = Missing()
		return nil
	}
	if err := json.Unmarshal(b, (*float64)(n)); err != nil {
		return err
	}
	if !(math.Abs(float64(*n)) <= mostValue) {
		return fmt.Errorf("%s is more than any result holds", b)
	}
	return nil
}

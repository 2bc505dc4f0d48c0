package study

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
)

// mostLine bounds a line of the file of points, in bytes.
const mostLine = 1 << 20

// lines reads a CSV line by line: no cell spans several.
type lines struct {
	*bufio.Reader
	number int   // of the line that was read last, from 1
	offset int64 // behind it
	long   []byte
	cells  []cell
}

// cell is a cell and where it begins in its line.
type cell struct {
	text []byte
	at   int
}

func newLines(r io.Reader) *lines { return &lines{Reader: bufio.NewReaderSize(r, 1<<16)} }

// tooLong is the error of a line that cannot be one of numbers and words.
type tooLong struct{}

func (tooLong) Error() string {
	return fmt.Sprintf("has more than %d bytes; each point is a line of its own", mostLine)
}

// next is the next line that is not blank, without its end. It is valid until the one after it.
func (l *lines) next() ([]byte, error) {
	for {
		line, err := l.one()
		if len(line) == 0 && err != nil {
			return nil, err
		}
		if len(bytes.TrimSpace(line)) > 0 {
			return line, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// one is the next line, without its end.
func (l *lines) one() ([]byte, error) {
	l.number++
	line, err := l.ReadSlice('\n')
	if err == bufio.ErrBufferFull { //nolint:errorlint // as bufio returns it
		l.long = append(l.long[:0], line...)
		for err == bufio.ErrBufferFull && len(l.long) <= mostLine { //nolint:errorlint // the same
			line, err = l.ReadSlice('\n')
			l.long = append(l.long, line...)
		}
		line = l.long
	}
	l.offset += int64(len(line))
	if len(line) > mostLine {
		return nil, tooLong{}
	}
	line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
	if l.number == 1 {
		line = bytes.TrimPrefix(line, []byte("\ufeff"))
	}
	if err == io.EOF && len(line) > 0 { //nolint:errorlint // the last line need not have an end
		err = nil
	}
	return line, err
}

// split splits a line at its commas, but for those in quotes. Two quotes in quotes are one.
func (l *lines) split(line []byte) (cells []cell, wrong string) {
	l.cells = l.cells[:0]
	for at := 0; ; {
		start := at + len(line[at:]) - len(bytes.TrimLeft(line[at:], " \t"))
		if start == len(line) || line[start] != '"' {
			end := bytes.IndexByte(line[start:], ',')
			if end < 0 {
				l.cells = append(l.cells, cell{line[start:], start})
				return l.cells, ""
			}
			l.cells = append(l.cells, cell{line[start : start+end], start})
			at = start + end + 1
			continue
		}
		text, next, wrong := quoted(line, start)
		if wrong != "" {
			return l.cells, wrong
		}
		l.cells = append(l.cells, cell{text, start})
		if next == len(line) {
			return l.cells, ""
		}
		at = next + 1
	}
}

// quoted reads the cell whose first quote is at start, up to the comma or end behind it.
func quoted(line []byte, start int) (text []byte, next int, wrong string) {
	for at := start + 1; at < len(line); at++ {
		switch {
		case line[at] != '"':
			text = append(text, line[at])
		case at+1 < len(line) && line[at+1] == '"':
			text = append(text, '"')
			at++
		default:
			next = at + 1 + len(line[at+1:]) - len(bytes.TrimLeft(line[at+1:], " \t"))
			if next < len(line) && line[next] != ',' {
				return nil, 0, "something stands behind a cell in quotes; a comma belongs there"
			}
			return text, next, ""
		}
	}
	return nil, 0, "a quote is not closed; no cell spans several lines"
}

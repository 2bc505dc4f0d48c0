package document

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// lineIndex finds the line and column of an offset.
type lineIndex struct {
	data   []byte
	starts []int // offset of each line's first byte

	offset, col int // where the last answer was, to go on from there in long lines
}

func newLineIndex(data []byte) lineIndex {
	starts := []int{0}
	for i, c := range data {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return lineIndex{data: data, starts: starts, col: 1}
}

func (x *lineIndex) at(offset int) (line, col int) {
	offset = min(max(offset, 0), len(x.data))
	line = sort.Search(len(x.starts), func(i int) bool { return x.starts[i] > offset })
	start := x.starts[line-1]
	sameLine := x.offset >= start && (x.offset <= offset || bytes.IndexByte(x.data[offset:x.offset], '\n') < 0)
	switch {
	case !sameLine:
		x.col = utf8.RuneCount(x.data[start:offset]) + 1
	case x.offset > offset:
		x.col -= utf8.RuneCount(x.data[offset:x.offset])
	default:
		x.col += utf8.RuneCount(x.data[x.offset:offset])
	}
	x.offset = offset
	return line, x.col
}

// scan walks over the text outside of strings. It hands every comment to the function,
// if there is one, and returns the offset of the first bracket that nests deeper than
// allowed, or -1. Parsers of nested values recurse, so no parser runs before it has.
func scan(data []byte, allowed int, comment func(offset int, text string)) int {
	depth := 0
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '#':
			end := bytes.IndexByte(data[i:], '\n')
			if end < 0 {
				end = len(data) - i
			}
			if comment != nil {
				comment(i, string(bytes.TrimSpace(bytes.TrimLeft(data[i:i+end], "#"))))
			}
			i += end
		case '"', '\'':
			i = skipString(data, i)
		case '[', '{':
			if depth++; depth > allowed {
				return i
			}
		case ']', '}':
			depth = max(0, depth-1)
		}
	}
	return -1
}

// skipString is the offset of the last byte of the string that begins at i.
func skipString(data []byte, i int) int {
	quote := data[i]
	if triple := bytes.Repeat([]byte{quote}, 3); bytes.HasPrefix(data[i:], triple) {
		for j := i + 3; j < len(data); j++ {
			if data[j] == '\\' && quote == '"' {
				j++
			} else if bytes.HasPrefix(data[j:], triple) {
				return j + 2
			}
		}
		return len(data)
	}
	for j := i + 1; j < len(data); j++ {
		switch {
		case data[j] == '\\' && quote == '"':
			j++
		case data[j] == quote, data[j] == '\n': // an unclosed string ends with its line
			return j
		}
	}
	return len(data)
}

package plots

import (
	"encoding/binary"
	"errors"
	"io"
)

// aligned shows a font file whose tables do not begin at multiples of four, as those of
// WenQuanYi Zen Hei, as if they did: the parser insists on it. The tables stay in the
// file; only the directory is new.
type aligned struct {
	file  io.ReaderAt
	head  []byte
	parts []part
}

// part is a table: where it seems to be, where it is.
type part struct{ seems, is, length int64 }

var errNoFont = errors.New("no font file")

// align reads the directory of a font file, or of the first font of a collection.
func align(file io.ReaderAt) (*aligned, error) {
	var start int64
	first := make([]byte, 16)
	if _, err := file.ReadAt(first, 0); err != nil {
		return nil, err
	}
	if string(first[:4]) == "ttcf" {
		start = int64(binary.BigEndian.Uint32(first[12:]))
		if _, err := file.ReadAt(first[:12], start); err != nil {
			return nil, err
		}
	}
	const header, entry = 12, 16
	n := int(binary.BigEndian.Uint16(first[4:]))
	if n == 0 || n > 100 {
		return nil, errNoFont
	}
	a := &aligned{file: file, head: make([]byte, header+entry*n)}
	if _, err := file.ReadAt(a.head, start); err != nil {
		return nil, err
	}
	next := int64(len(a.head))
	for i := range n {
		offset := a.head[header+entry*i+8:]
		next = (next + 3) &^ 3
		p := part{next, int64(binary.BigEndian.Uint32(offset)), int64(binary.BigEndian.Uint32(offset[4:]))}
		a.parts = append(a.parts, p)
		binary.BigEndian.PutUint32(offset, uint32(next))
		next += p.length
	}
	return a, nil
}

// ReadAt reads from the directory or from within one table.
func (a *aligned) ReadAt(b []byte, at int64) (int, error) {
	if at >= 0 && at < int64(len(a.head)) {
		n := copy(b, a.head[at:])
		if n < len(b) {
			return n, io.EOF
		}
		return n, nil
	}
	for _, p := range a.parts {
		if inside := at - p.seems; inside >= 0 && inside+int64(len(b)) <= p.length {
			return a.file.ReadAt(b, p.is+inside)
		}
	}
	return 0, io.EOF
}

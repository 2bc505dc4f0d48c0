package result

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
)

// Parquet has checksums of its pages, but none of the footer, which says what they mean. So the
// tables of a sweep hold the SHA-256 of all their bytes, the place of its digits filled with
// zeros, as an entry of the metadata in the footer.
const (
	sealKey = "hubcap.sha256"
	// sealMark is how the entry begins in the compact Thrift of the footer: two texts, each a
	// field one number after the last (0x18) and with its length before it.
	sealMark   = "\x18\x0d" + sealKey + "\x18\x40"
	sealDigits = 2 * sha256.Size
)

// sealOpen is the place of the digits before they are known.
func sealOpen() []byte { return bytes.Repeat([]byte("0"), sealDigits) }

// seal passes a file on to w and holds its end back until the checksum is known.
type seal struct {
	w    io.Writer
	sum  hash.Hash
	hold bool
	end  []byte
}

func newSeal(w io.Writer) *seal { return &seal{w: w, sum: sha256.New()} }

// Write takes the next bytes.
func (s *seal) Write(p []byte) (int, error) {
	if s.hold {
		s.end = append(s.end, p...)
		return len(p), nil
	}
	n, err := s.w.Write(p)
	s.sum.Write(p[:n])
	return n, err
}

// close fills in the checksum; the footer must be in what was held back.
func (s *seal) close() error {
	at := bytes.LastIndex(s.end, append([]byte(sealMark), sealOpen()...))
	if at < 0 {
		return errors.New("the footer of the table has no place for its checksum")
	}
	s.sum.Write(s.end)
	hex.Encode(s.end[at+len(sealMark):], s.sum.Sum(nil))
	_, err := s.w.Write(s.end)
	return err
}

// checkSeal reads a file through and tells whether all its bytes are as they were written.
func checkSeal(r io.ReaderAt, size int64) error {
	const magic, tail = "PAR1", 8 // at both ends; the length of the footer and the magic
	head, last := make([]byte, len(magic)), make([]byte, tail)
	if size < int64(len(head)+len(last)) {
		return errors.New("it is cut off: it ends before it has begun")
	}
	if _, err := r.ReadAt(head, 0); err != nil {
		return err
	}
	if string(head) != magic {
		return errors.New("it does not begin as a Parquet file")
	}
	if _, err := r.ReadAt(last, size-tail); err != nil {
		return err
	}
	length := int64(binary.LittleEndian.Uint32(last))
	if string(last[tail-len(magic):]) != magic || length > size-int64(len(head)+len(last)) {
		return errors.New("it is cut off: it does not end as a Parquet file")
	}
	footer := make([]byte, length)
	begin := size - tail - length
	if _, err := r.ReadAt(footer, begin); err != nil {
		return err
	}
	at := bytes.LastIndex(footer, []byte(sealMark))
	if at < 0 || at+len(sealMark)+sealDigits > len(footer) {
		return errors.New("it has no checksum of hubcap's: it is damaged, or another program wrote it")
	}
	at += len(sealMark)
	digits := string(footer[at : at+sealDigits])
	copy(footer[at:], sealOpen())
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(r, 0, begin)); err != nil {
		return err
	}
	sum.Write(footer)
	sum.Write(last)
	if got := hex.EncodeToString(sum.Sum(nil)); got != digits {
		return fmt.Errorf("it is damaged: its checksum is %.8s, not %.8s", got, digits)
	}
	return nil
}

// Package stream has random numbers that belong to a name: what is drawn for one cable in
// one member of an ensemble depends on the master seed, the number of the member and the
// name of the stream, and on nothing else. So members may be computed in any order, on any
// number of workers, and more of them, or more streams, leave those that are there as they
// were. Two runs that differ in one setting share their draws, and their difference is that
// of the setting.
//
// All variates are drawn by quantile, one Uniform each: the numbers of a stream stay in step
// whatever the parameters, and a larger Uniform never gives a smaller variate.
package stream

import (
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"

	"hubcap/model/portable"
)

// Stream is one sequence of random numbers, for one goroutine at a time. Make it with New.
type Stream struct {
	source rand.ChaCha8
}

// New starts the stream of a name in a member from its beginning. Its key is the SHA-256 of
// seed, member and name: the numbers have a fixed width and the name comes last, so no two
// triples are hashed as the same bytes.
func New(seed, member uint64, name string) *Stream {
	text := make([]byte, 0, 80) // room for most names, on the stack
	text = binary.LittleEndian.AppendUint64(text, seed)
	text = binary.LittleEndian.AppendUint64(text, member)
	text = append(text, name...)
	s := new(Stream)
	s.source.Seed(sha256.Sum256(text))
	return s
}

// Uniform is the next number in (0, 1). Neither end is ever reached: quantiles are finite.
func (s *Stream) Uniform() float64 { return open(s.source.Uint64()) }

// open puts 64 random bits in the middle of one of 2^52 equal parts of (0, 1). One bit more,
// and the middle of the last part would be rounded to 1. 1 - u is exact, and as likely as u.
func open(bits uint64) float64 { return (float64(bits>>12) + .5) / (1 << 52) }

// Exponential is the next number of an exponential distribution of the given mean >= 0. It is
// at most 36.8 times the mean.
func (s *Stream) Exponential(mean float64) float64 {
	return float64(-mean * portable.Log(1-s.Uniform())) // a conversion, so that no sum fuses with it
}

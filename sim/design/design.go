// Package design says where in the unit cube the members of an ensemble lie: one number in
// (0, 1) for each member and each dimension, a dimension being one uncertain number of the
// scenario, by name. Three samplings differ in how evenly the members fill the cube:
//
//   - plain: independent numbers, the stream of each name in each member. The error of a mean
//     falls with the square root of the number of members, whatever is computed.
//   - lhs: a Latin hypercube. Of n members exactly one lies in each n-th of every dimension,
//     so what the dimensions add to a result one by one hardly errs any more; what they do
//     together errs as with plain. A design of more members is another design.
//   - sobol: scrambled Sobol points. Every first 2^k members are even in each dimension and,
//     nearly, in pairs and more of them, the best for smooth results of a few important
//     dimensions. Further members fill the gaps between the first. Take a power of two: 1,000
//     members err more than 1,024, in a mean by up to ten times.
//
// Points lays out the points of a study in the same way: one number in [0, 1] for each axis,
// by the designs of study files. Some of these are the samplings above (random is plain), others
// serve a question of their own: grid every combination, halton even points without chance,
// morris which axes matter at all, saltelli how much of the variance is whose.
//
// Nothing is kept for a member or a point: its numbers are worked out from its index, so they
// may be computed in any order, on any number of workers, or some of them only.
package design

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"hubcap/sim/stream"
)

const (
	plain = "plain"
	lhs   = "lhs"
	sobol = "sobol"
)

// Names lists the samplings.
func Names() []string { return []string{plain, lhs, sobol} }

// Design gives every member its number for every dimension. It does not change after New, so
// goroutines may share it.
type Design struct {
	sampling string
	seed     uint64
	members  int
	names    []string
	latin    []latin // of each dimension, with lhs
	nets     []net   // of the first dimensions, with sobol
}

// New lays out a design of so many members in the named dimensions. Their order matters to
// sobol only: the first are the most even together, so the important ones should come first (a
// mean over eight of them errs up to 30 times more where they are the last of 300), and a name
// put in between moves those behind it to other points.
func New(sampling string, seed uint64, members int, names []string) (*Design, error) {
	switch {
	case !slices.Contains(Names(), sampling):
		return nil, fmt.Errorf("sampling %q is not known; use one of %q", sampling, Names())
	case members < 1:
		return nil, fmt.Errorf("a design of %d members; at least 1 is needed", members)
	case uint64(members) > math.MaxUint32:
		return nil, fmt.Errorf("a design of %d members; there can be at most %d", members, uint32(math.MaxUint32))
	}
	seen := make(map[string]bool, len(names))
	for _, name := range names {
		if seen[name] {
			return nil, fmt.Errorf("dimension %q is named twice and would have the same numbers twice; give it two names", name)
		}
		seen[name] = true
	}
	d := &Design{sampling: sampling, seed: seed, members: members, names: slices.Clone(names)}
	switch sampling {
	case lhs:
		d.latin = newLatin(seed, members, names)
	case sobol:
		var err error
		if d.nets, err = newNets(seed, names); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// At is the number of a member, 0 to members-1, for the dimension names[dim]. It lies in the
// open interval (0, 1), in the middle of one of 2^52 equal parts.
func (d *Design) At(member, dim int) float64 {
	if member < 0 || member >= d.members {
		panic(fmt.Sprintf("member %d of a design of %d", member, d.members))
	}
	switch {
	case d.sampling == lhs:
		return open(d.latin[dim].at(uint64(member)))
	case dim < len(d.nets):
		return open(d.nets[dim].at(uint64(member)))
	}
	return stream.New(d.seed, uint64(member), d.names[dim]).Uniform()
}

// Extends says whether a longer design begins with the members of this one.
func (d *Design) Extends() bool { return d.sampling != lhs }

// Plain is how many dimensions, the last ones, are drawn plainly although sobol was asked for:
// those beyond the 1,111 for which there are direction numbers.
func (d *Design) Plain() int {
	if d.sampling != sobol {
		return 0
	}
	return len(d.names) - len(d.nets)
}

// open puts 64 random bits in the middle of one of 2^52 equal parts of (0, 1), as streams do.
func open(bits uint64) float64 { return (float64(bits>>12) + .5) / (1 << 52) }

// keys are two random words that belong to a seed, a number and a name. The sampling in front
// keeps them apart from those of other samplings, and from the streams of the same name.
func keys(sampling string, seed, number uint64, name string) (a, b uint64) {
	text := append(make([]byte, 0, 128), "design "+sampling+"\x00"...)
	text = binary.LittleEndian.AppendUint64(text, seed)
	text = binary.LittleEndian.AppendUint64(text, number)
	sum := sha256.Sum256(append(text, name...))
	return binary.LittleEndian.Uint64(sum[:]), binary.LittleEndian.Uint64(sum[8:])
}

// word is number i of the sequence that SplitMix64 begins at a key: Steele, Lea and Flood 2014,
// "Fast splittable pseudorandom number generators", with Stafford's variant 13 of the finish.
func word(key, i uint64) uint64 {
	x := key + i*0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
